//! Views of the customers beyond what they earn.

use super::analysis::Analysis;
use super::view::{
    BehaviourView, CustomerMap, Filter, MapPoint, OrderBand, OrderSizeView, QuadrantSummary,
    RfmCell, SimilarView, TableColumn,
};
use super::words::{amount, count, grouped, percent};
use crate::profit::Profit;
use crate::segment::{
    Behaviour, LastOrders, Place, Quadrant, Rfm, break_even_order_value, cuts, quadrant, rfm,
};
use crate::settings::{Driver, RfmMoney};
use crate::stats::order;
use std::fmt::Write as _;

/// Customers drawn on the map, at most.
const DRAWN: usize = 600;
/// Of each kind of extreme, so many are labelled.
const LABELLED: usize = 3;

/// What similar customers are grouped by, with the words for little and much of it.
pub(super) const FEATURES: [(&str, &str, &str); 5] = [
    ("Net sales", "small", "large"),
    ("Orders", "seldom ordering", "often ordering"),
    (
        "Lines an order",
        "few lines an order",
        "many lines an order",
    ),
    ("Days since the last order", "active", "not seen of late"),
    ("Return share", "few returns", "many returns"),
];

/// Where a customer stands on the map; None without net sales or without any cost of goods.
fn place(analysis: &Analysis, profit: &Profit) -> Option<Place> {
    (analysis.model.has_cost && profit.revenue > 0.0).then(|| Place {
        service: profit.cost_to_serve() / profit.revenue,
        margin: profit.margin() / profit.revenue,
        sales: profit.revenue,
    })
}

/// Quadrant by customer position, over all lines, and the cuts; None for those not on the map.
pub(super) fn quadrants(analysis: &Analysis) -> (Vec<Option<Quadrant>>, [f64; 2]) {
    let settings = &analysis.settings().segment;
    let mut places = vec![None; analysis.profits.customers.len()];
    for &c in &analysis.profits.ranked_customers {
        places[c as usize] = place(analysis, &analysis.profits.customers[c as usize]);
    }
    let known: Vec<Place> = places.iter().flatten().copied().collect();
    let at = cuts(&known, settings.map_cut, settings.map_own);
    let of = places
        .iter()
        .map(|p| p.as_ref().map(|p| quadrant(p, at)))
        .collect();
    (of, at)
}

/// The customers that the filter leaves, where all of their lines put them.
pub(super) fn map(analysis: &Analysis, filter: &Filter) -> CustomerMap {
    let (of, at) = quadrants(analysis);
    let cube = analysis.cube(filter);
    let profits = &analysis.profits;
    let mut here: Vec<(u32, Quadrant)> = Vec::new();
    let mut outside = 0_u64;
    for &c in &profits.ranked_customers {
        if cube.customers[c as usize].lines() <= 0.0 {
            continue;
        }
        match of[c as usize] {
            Some(quadrant) => here.push((c, quadrant)),
            None => outside += 1,
        }
    }
    // Ranked from best to worst: the extremes are at both ends.
    let mut extreme = vec![false; of.len()];
    let ends = here
        .iter()
        .take(LABELLED)
        .chain(here.iter().rev().take(LABELLED));
    for (c, _) in ends {
        extreme[*c as usize] = true;
    }
    let quadrants: Vec<QuadrantSummary> = Quadrant::ALL
        .into_iter()
        .map(|quadrant| {
            let inside = || here.iter().filter(|(_, q)| *q == quadrant);
            let sum = |part: fn(&Profit) -> f64| {
                inside()
                    .map(|(c, _)| part(&profits.customers[*c as usize]))
                    .sum::<f64>()
                    + 0.0
            };
            QuadrantSummary {
                quadrant,
                label: quadrant.label().to_owned(),
                says: quadrant.says().to_owned(),
                customers: inside().count() as u32,
                revenue: sum(|p| p.revenue),
                net_profit: sum(Profit::net),
            }
        })
        .collect();
    let on_the_map = here.len();
    let losing: Vec<f64> = here
        .iter()
        .map(|(c, _)| profits.customers[*c as usize].net())
        .filter(|net| *net < 0.0)
        .collect();
    order::sort_by(&mut here, |a, b| {
        let sales = |c: u32| profits.customers[c as usize].revenue;
        sales(b.0).total_cmp(&sales(a.0))
    });
    let shares = |share: fn(&Place) -> f64| -> Vec<f64> {
        // Of those that are drawn: the small ones left out would stretch the plot.
        here.iter()
            .take(DRAWN)
            .filter_map(|(c, _)| place(analysis, &profits.customers[*c as usize]))
            .map(|p| share(&p))
            .collect()
    };
    let service = range(shares(|p| p.service), at[0]);
    let margin = range(shares(|p| p.margin), at[1]);
    let points: Vec<MapPoint> = here
        .iter()
        .take(DRAWN)
        .filter_map(|&(c, quadrant)| {
            let profit = &profits.customers[c as usize];
            let place = place(analysis, profit)?;
            Some(MapPoint {
                id: analysis.data.customers.ids[c as usize].clone(),
                name: analysis.data.customers.name(c).to_owned(),
                service: place.service,
                margin: place.margin,
                revenue: profit.revenue,
                net_profit: profit.net(),
                quadrant,
                extreme: extreme[c as usize],
            })
        })
        .collect();
    let mut subtitle = "Margin before cost to serve against cost to serve, each as a share of net sales; the larger the bubble, the more sales".to_owned();
    if on_the_map > points.len() {
        let _ = write!(
            subtitle,
            "; the {} largest are drawn",
            grouped(points.len() as u64)
        );
    }
    if outside > 0 && analysis.model.has_cost {
        let _ = write!(
            subtitle,
            "; not on it: {} without net sales",
            count(outside, "customer", "customers")
        );
    }
    CustomerMap {
        title: map_title(analysis, on_the_map, &losing),
        subtitle,
        cuts: at,
        cut_rule: analysis.settings().segment.map_cut.label().to_owned(),
        points,
        service,
        margin,
        quadrants,
    }
}

/// `losing`: the net contributions of those below the line of break-even.
fn map_title(analysis: &Analysis, all: usize, losing: &[f64]) -> String {
    let none = super::words::no_clusters(analysis);
    if !none.is_empty() {
        return none.to_owned();
    }
    if !analysis.model.has_cost {
        return "Without the cost of goods no margin is known: give it on the Cost model page"
            .to_owned();
    }
    if all == 0 {
        return "No customer with net sales is left within the filter".to_owned();
    }
    let customers = count(all as u64, "customer", "customers");
    if losing.is_empty() {
        return format!("The margin of each of {customers} pays for serving them");
    }
    format!(
        "{} of {customers} {} below break-even: {} lost",
        grouped(losing.len() as u64),
        if losing.len() == 1 { "lies" } else { "lie" },
        amount(-losing.iter().sum::<f64>())
    )
}

/// What is drawn of an axis: nearly all values, zero and the cut, with a margin.
fn range(mut values: Vec<f64>, cut: f64) -> [f64; 2] {
    order::ascending(&mut values);
    let at = |percent: usize| {
        let last = values.len().checked_sub(1)?;
        Some(values[last * percent / 100])
    };
    let low = at(2).unwrap_or(0.0).clamp(-2.0, 0.0).min(cut);
    let high = at(98).unwrap_or(1.0).clamp(0.1, 3.0).max(cut);
    [low, high + (high - low) * 0.06]
}

/// What an order costs whatever its value: the pools that go by orders and by lines, an order on
/// average. And the margin's share of net sales, where it is known.
fn order_costs(analysis: &Analysis, filter: &Filter) -> (f64, Option<f64>) {
    let cube = analysis.cube(filter);
    let orders = cube.total.orders.value();
    let by_order: f64 = analysis
        .model
        .pools
        .iter()
        .flat_map(|p| p.terms().iter().map(|t| (t.driver, t.minutes * p.rate)))
        .filter(|(driver, _)| {
            matches!(
                driver,
                Driver::Orders | Driver::Lines | Driver::LinesHandled
            )
        })
        .map(|(driver, rate)| rate * cube.driver(crate::cube::Part::Total, driver, None))
        .sum();
    let total = analysis.total_profit(cube);
    let margin =
        (analysis.model.has_cost && total.revenue > 0.0).then(|| total.margin() / total.revenue);
    (if orders > 0.0 { by_order / orders } else { 0.0 }, margin)
}

/// Orders by value; they were prepared.
pub(super) fn order_sizes(analysis: &Analysis, filter: &Filter) -> OrderSizeView {
    let Some(sizes) = analysis.order_sizes() else {
        return OrderSizeView::default();
    };
    let (cost, margin) = order_costs(analysis, filter);
    let break_even = margin.and_then(|margin| break_even_order_value(cost, margin));
    let all = sizes.len();
    let title = match break_even {
        _ if all == 0 => "No order is left within the filter".to_owned(),
        Some(value) => {
            let (below, net) = sizes.below(value);
            let verb = if net < 0.0 { "lose" } else { "earn" };
            format!(
                "{} of orders are below {} and {verb} {}",
                percent(below as f64 / all as f64),
                amount(value),
                amount(net.abs())
            )
        }
        None => {
            let (below, net) = sizes.below(f64::INFINITY);
            let verb = if net < 0.0 { "lose" } else { "earn" };
            let orders = count(below as u64, "order", "orders");
            // What is left of net sales is no profit while the cost of goods is not taken off.
            let before = if margin.is_none() && !analysis.model.has_cost {
                ", before cost of goods"
            } else {
                ""
            };
            format!("{orders} {verb} {}{before}", amount(net.abs()))
        }
    };
    let mut formula = match (break_even, margin) {
        (Some(value), Some(margin)) => format!(
            "Break-even order value = what an order costs by pools that go by orders and lines, {}, ÷ gross margin {} = {}",
            amount(cost),
            percent(margin),
            amount(value)
        ),
        (None, None) => "Without the cost of goods there is no margin that could pay for an order".to_owned(),
        (None, Some(margin)) if margin <= 0.0 => "The gross margin is not positive: no order value pays for handling".to_owned(),
        _ => "No cost pool goes by orders or order lines, so that no order is too small; add one on the Cost model page".to_owned(),
    };
    if sizes.only_returns > 0 {
        let _ = write!(
            formula,
            ". {} of returns alone are not among them",
            count(u64::from(sizes.only_returns), "order", "orders")
        );
    }
    let bands = sizes
        .bands()
        .into_iter()
        .map(|band| OrderBand {
            label: match (band.from, band.to) {
                (None, Some(to)) => format!("below {}", round_amount(to)),
                (Some(from), Some(to)) => {
                    format!("{} to {}", round_amount(from), round_amount(to))
                }
                (Some(from), None) => format!("{} and more", round_amount(from)),
                (None, None) => "all".to_owned(),
            },
            from: band.from,
            to: band.to,
            orders: band.orders,
            revenue: band.revenue,
            net_profit: band.net_profit,
        })
        .collect();
    OrderSizeView {
        title,
        formula,
        bands,
        break_even,
    }
}

/// An edge of a band, which has one digit that counts: "2,000", "0.5".
fn round_amount(value: f64) -> String {
    if value >= 1_000.0 {
        grouped(value.round() as u64)
    } else {
        amount(value)
    }
}

/// A customer with how they order and, where they did, their quintiles.
#[derive(Clone, Debug)]
pub(super) struct CustomerRow {
    pub customer: u32,
    pub profit: Profit,
    pub behaviour: Behaviour,
    pub rfm: Option<Rfm>,
}

/// Identified customers with lines under a filter whose behaviour was prepared, largest net sales
/// first.
pub(super) fn rows(analysis: &Analysis, filter: &Filter) -> Vec<CustomerRow> {
    let last = analysis.last_orders();
    last.map_or_else(Vec::new, |last| rows_by(analysis, filter, last))
}

/// The same from last orders that were just found.
pub(super) fn rows_by(analysis: &Analysis, filter: &Filter, last: &LastOrders) -> Vec<CustomerRow> {
    let (data, cube) = (&analysis.data, analysis.cube(filter));
    let mut rows: Vec<CustomerRow> = cube
        .active_customers(data)
        .map(|customer| CustomerRow {
            customer,
            profit: analysis.customer_profit(cube, customer),
            behaviour: Behaviour::of(data, cube, last, customer),
            rfm: None,
        })
        .collect();
    let ids = &data.customers.ids;
    order::sort_by(&mut rows, |a, b| {
        b.profit
            .revenue
            .total_cmp(&a.profit.revenue)
            .then_with(|| ids[a.customer as usize].cmp(&ids[b.customer as usize]))
    });
    let money = |p: &Profit| match analysis.settings().segment.rfm_money {
        RfmMoney::NetSales => p.revenue,
        RfmMoney::GrossMargin => p.margin(),
        RfmMoney::NetContribution => p.net(),
    };
    let ordered: Vec<usize> = (0..rows.len())
        .filter(|&i| rows[i].behaviour.days_since.is_some())
        .collect();
    let of = |value: &dyn Fn(&CustomerRow) -> f64| -> Vec<f64> {
        ordered.iter().map(|&i| value(&rows[i])).collect()
    };
    let scores = rfm(
        &of(&|row| row.behaviour.days_since.unwrap_or(0.0)),
        &of(&|row| row.behaviour.orders),
        &of(&|row| money(&row.profit)),
    );
    for (i, score) in ordered.into_iter().zip(scores) {
        rows[i].rfm = Some(score);
    }
    rows
}

/// How customers order; their behaviour was prepared.
pub(super) fn behaviour(analysis: &Analysis, filter: &Filter) -> BehaviourView {
    let rows = rows(analysis, filter);
    let mut cells: Vec<RfmCell> = (1..=5_u8)
        .rev()
        .flat_map(|recency| {
            (1..=5).map(move |frequency| RfmCell {
                recency,
                frequency,
                customers: 0,
                revenue: 0.0,
                net_profit: 0.0,
                money: None,
            })
        })
        .collect();
    for row in &rows {
        let Some(rfm) = row.rfm else { continue };
        let cell = &mut cells[usize::from(5 - rfm.recency) * 5 + usize::from(rfm.frequency - 1)];
        cell.customers += 1;
        cell.revenue += row.profit.revenue;
        cell.net_profit += row.profit.net();
        cell.money = Some(cell.money.unwrap_or(0.0) + f64::from(rfm.money));
    }
    for cell in &mut cells {
        cell.money = cell.money.map(|sum| sum / f64::from(cell.customers));
    }
    let scored = rows.iter().filter(|row| row.rfm.is_some()).count() as u64;
    // Frequent once, and not seen of late: worth a call.
    let lapsing = || {
        rows.iter()
            .filter(|r| r.rfm.is_some_and(|s| s.recency <= 2 && s.frequency >= 4))
    };
    let sales: f64 = lapsing().map(|r| r.profit.revenue).sum();
    let title = match lapsing().count() as u64 {
        _ if analysis.profits.ranked_customers.is_empty() => super::words::NO_CUSTOMER.to_owned(),
        _ if scored == 0 => "No customer with an order is left within the filter".to_owned(),
        0 => format!(
            "None of {} that order often has stayed away of late",
            count(scored, "customer", "customers")
        ),
        n => format!(
            "{} that ordered often {} stayed away of late: {} of net sales",
            count(n, "customer", "customers"),
            if n == 1 { "has" } else { "have" },
            amount(sales)
        ),
    };
    let mut missing = Vec::new();
    if analysis.data.attached.requested_days.is_none() {
        missing.push("requested delivery days, so no rush share is known");
    }
    if analysis.data.attached.payment_days.is_none() {
        missing.push("payment days");
    }
    BehaviourView {
        title,
        convention: format!(
            "Quintiles by rank, 5 is best; equal customers share the mean of their ranks. Recency counts to {}, the last day of the data; frequency is orders; money is {}",
            crate::read::date::iso(analysis.data.last_day),
            analysis.settings().segment.rfm_money.label().to_lowercase()
        ),
        missing: if missing.is_empty() {
            String::new()
        } else {
            format!("The files do not hold {}", missing.join(", nor "))
        },
        cells,
    }
}

/// The customers that can be grouped, in the order of their keys, with their features.
pub(super) fn points(analysis: &Analysis, filter: &Filter) -> (Vec<u32>, Vec<Vec<f64>>) {
    let mut rows = rows(analysis, filter);
    rows.retain(|row| row.rfm.is_some());
    let ids = &analysis.data.customers.ids;
    order::sort_by(&mut rows, |a, b| {
        ids[a.customer as usize].cmp(&ids[b.customer as usize])
    });
    rows.into_iter()
        .map(|row| {
            let b = &row.behaviour;
            let point = vec![
                row.profit.revenue.max(0.0),
                b.orders,
                b.lines_per_order.unwrap_or(0.0),
                b.days_since.unwrap_or(0.0),
                b.return_share,
            ];
            (row.customer, point)
        })
        .unzip()
}

/// Mean of each feature over all customers grouped, and over those of each group.
pub(super) fn centroids(analysis: &Analysis) -> (Vec<f64>, Vec<Vec<f64>>) {
    let Some(similar) = analysis.similar() else {
        return (Vec::new(), Vec::new());
    };
    let mean = |of: &dyn Fn(usize) -> bool| -> Vec<f64> {
        let inside: Vec<&Vec<f64>> = similar
            .points
            .iter()
            .enumerate()
            .filter(|(i, _)| of(*i))
            .map(|(_, p)| p)
            .collect();
        (0..FEATURES.len())
            .map(|d| inside.iter().map(|p| p[d]).sum::<f64>() / inside.len().max(1) as f64)
            .collect()
    };
    let groups = similar.groups.as_ref();
    let of_groups = (0..groups.map_or(0, |g| g.k))
        .map(|k| mean(&|i| groups.is_some_and(|g| g.of[i] == k)))
        .collect();
    (mean(&|_| true), of_groups)
}

/// What a group is like: the two features in which it differs most from all customers, by rule.
pub(super) fn group_words(centroid: &[f64], all: &[f64]) -> String {
    let mut apart: Vec<(f64, &str)> = FEATURES
        .iter()
        .zip(centroid.iter().zip(all))
        .filter(|(_, (_, all))| **all > 0.0)
        .map(|((_, little, much), (own, all))| {
            let times = own / all;
            if times >= 1.0 {
                (times, *much)
            } else {
                (1.0 / times.max(1e-3), *little)
            }
        })
        .filter(|(times, _)| *times >= 1.25)
        .collect();
    order::sort_by(&mut apart, |a, b| b.0.total_cmp(&a.0));
    match apart.as_slice() {
        [] => "like the average".to_owned(),
        [one] => one.1.to_owned(),
        [one, two, ..] => format!("{}, {}", one.1, two.1),
    }
}

/// Groups of similar customers; they were prepared.
pub(super) fn similar(analysis: &Analysis) -> SimilarView {
    let Some(similar) = analysis.similar() else {
        return SimilarView::default();
    };
    let Some(groups) = &similar.groups else {
        return SimilarView {
            title: "Too few different customers to group".to_owned(),
            ..SimilarView::default()
        };
    };
    let quality = match groups.silhouette {
        s if s >= 0.5 => "the groups are well apart",
        s if s >= 0.25 => "the groups overlap",
        _ => "the groups hardly differ",
    };
    SimilarView {
        title: format!(
            "{} in {} of similar order behaviour; {quality}",
            count(similar.customers.len() as u64, "customer", "customers"),
            count(groups.k as u64, "group", "groups")
        ),
        note: format!(
            "Exploratory: k-means on logarithms of {}, each with the same weight; silhouette {:.2}. A group is no reason to treat anybody differently before somebody has looked at it.",
            FEATURES.map(|(name, ..)| name.to_lowercase()).join(", "),
            groups.silhouette
        ),
        tried: groups
            .tried
            .iter()
            .map(|&(k, silhouette)| (k as u32, silhouette))
            .collect(),
        groups: groups.k as u32,
    }
}

/// The columns of the features.
pub(super) fn feature_columns(
    column: impl Fn(&str, &str, super::view::ColumnKind, &str) -> TableColumn,
) -> Vec<TableColumn> {
    use super::view::ColumnKind::{Money, Quantity, Share};
    [
        ("sales", Money),
        ("orders", Quantity),
        ("lines_per_order", Quantity),
        ("days_since", Quantity),
        ("return_share", Share),
    ]
    .into_iter()
    .zip(FEATURES)
    .map(|((key, kind), (label, ..))| column(key, label, kind, "Mean of the group's customers"))
    .collect()
}
