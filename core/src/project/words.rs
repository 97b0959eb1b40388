//! Sentences that say what the numbers show.

use super::analysis::Analysis;
use super::overview;
use super::view::{ClusterSummary, NineBoxCell, Provenance, Subject, Totals, WaterfallStep, Whale};
use crate::cube::{Cube, Part};
use crate::demand::{Abc, Xyz};
use crate::profit::Profit;
use crate::segment::Cluster;
use crate::words::percent_beside_the_whole;
pub use crate::words::{amount, count, grouped, percent};

/// Above the screens that are about customers where the lines name none.
pub(super) const NO_CUSTOMER: &str =
    "No line names a customer: choose the column of customers on the Data page";

/// Above the screens that are about money where the lines have none.
const NO_MONEY: &str =
    "The file holds no money: choose the column of net sales or of a price on the Data page";

/// The sentence above everything; `only` is the customer's name where there is just one.
pub(super) fn headline(whale: &Whale, totals: &Totals, only: Option<&str>) -> String {
    let sentence = who_earns(whale, totals, only);
    // What is left of net sales is no profit while the cost of goods is not taken off.
    if totals.cost.is_none() && totals.lines > 0 {
        format!("{sentence}, before cost of goods")
    } else {
        sentence
    }
}

/// Why there are no clusters and no whale curve; blank where there are.
pub(super) fn no_clusters(analysis: &Analysis) -> &'static str {
    if !analysis.data.priced {
        NO_MONEY
    } else if analysis.profits.ranked_customers.is_empty() {
        NO_CUSTOMER
    } else {
        ""
    }
}

/// The sentence above everything where the lines have no money.
pub(super) fn headline_of_units(totals: &Totals) -> String {
    if totals.lines == 0 {
        return "No order line passes the filter".to_owned();
    }
    let items = count(totals.products, "item", "items");
    let to = match totals.customers {
        0 => String::new(),
        n => format!(" to {}", count(n, "customer", "customers")),
    };
    format!(
        "{} of {items} went out{to}; the file holds no money",
        if totals.units_sold == 1.0 {
            "1 unit".to_owned()
        } else {
            format!("{} units", amount(totals.units_sold))
        }
    )
}

fn who_earns(whale: &Whale, totals: &Totals, only: Option<&str>) -> String {
    let n = u64::from(whale.customers);
    let losing = u64::from(whale.loss_makers);
    let customers = count(n, "customer", "customers");
    if totals.lines == 0 {
        return "No order line passes the filter".to_owned();
    }
    if let Some(name) = only {
        return match verdict(whale.total) {
            None => format!(
                "{name} breaks even on net sales of {}",
                amount(totals.revenue)
            ),
            Some(sign) => format!(
                "{name} {} {} on net sales of {}",
                if sign > 0.0 { "earns" } else { "loses" },
                amount(whale.total.abs()),
                amount(totals.revenue)
            ),
        };
    }
    if n == 0 {
        let net = totals.net_profit;
        let verb = match (verdict(net), totals.products) {
            (Some(sign), 1) if sign < 0.0 => "loses",
            (Some(sign), _) if sign < 0.0 => "lose",
            (_, 1) => "earns",
            _ => "earn",
        };
        return format!(
            "{} {verb} {} on net sales of {}",
            count(totals.products, "item", "items"),
            amount(net.abs()),
            amount(totals.revenue)
        );
    }
    if losing == 0 {
        return match verdict(whale.total) {
            None => format!("None of {customers} earns or loses money"),
            Some(_) => format!(
                "None of {customers} loses money: {} net contribution",
                amount(whale.total)
            ),
        };
    }
    if losing == n {
        return format!(
            "All {customers} lose money: {} together",
            amount(whale.total)
        );
    }
    let verb = if losing == 1 { "destroys" } else { "destroy" };
    let gained = whale.total + whale.destroyed;
    let what = if gained <= 0.0 {
        format!("{}, the others earn nothing", amount(whale.destroyed))
    } else if whale.destroyed < gained {
        format!(
            "{} of the profit that the others make",
            percent(whale.destroyed / gained)
        )
    } else {
        "more than the others make".to_owned()
    };
    format!("{} of {customers} {verb} {what}", grouped(losing))
}

/// The sign of an amount of money; None below half a cent.
fn verdict(money: f64) -> Option<f64> {
    (money.abs() >= 0.005).then(|| money.signum())
}

/// Period, lines, cost model, and, without a filter, what was set aside of the file.
pub(super) fn lede(analysis: &Analysis, totals: &Totals, filtered: bool) -> String {
    let period = match totals.months {
        0 => "No dates".to_owned(),
        1 => "One month".to_owned(),
        m if m % 12 == 0 => count(u64::from(m / 12), "year", "years"),
        m => count(u64::from(m), "month", "months"),
    };
    let pools = analysis.model.pools.len() as u64;
    let service = match pools {
        0 if analysis.data.direct.is_some() => "cost to serve from the lines' own costs".to_owned(),
        0 if !analysis.data.priced => "classes by units".to_owned(),
        0 => "no cost to serve yet".to_owned(),
        n if overview::service_provenance(analysis) == Provenance::Assumed => {
            format!(
                "cost to serve by {}",
                count(n, "assumed pool", "assumed pools")
            )
        }
        n => format!("cost to serve by {}", count(n, "pool", "pools")),
    };
    let mut told = format!(
        "{period}, {}, {service}",
        count(totals.lines, "order line", "order lines")
    );
    let idle = analysis.model.idle();
    if idle >= 0.005 {
        told = format!(
            "{told} and time; {} of idle capacity is nobody\'s",
            amount(idle)
        );
    }
    if filtered {
        return told;
    }
    let aside = analysis.quality.rows - analysis.quality.used;
    let money: f64 = analysis
        .quality
        .set_aside
        .iter()
        .map(|s| s.money.abs())
        .sum();
    let sales = analysis.profits.total.revenue;
    let aside = match aside {
        0 => "every row is used".to_owned(),
        n => {
            let rows = percent(n as f64 / analysis.quality.rows as f64);
            let worth = if sales > 0.0 && money > 0.0 {
                format!(", worth {} of sales", percent(money / sales))
            } else {
                String::new()
            };
            format!(
                "{} set aside ({rows}{worth})",
                count(n, "row is", "rows are")
            )
        }
    };
    format!("{told}; {aside}")
}

pub(super) fn whale_title(whale: &Whale, totals: &Totals) -> String {
    if totals.lines == 0 {
        return "Nothing is left within the filter".to_owned();
    }
    if whale.customers == 0 {
        return "No line names a customer".to_owned();
    }
    let best = u64::from(whale.peak.customers);
    let losing = u64::from(whale.loss_makers);
    if losing == 0 {
        let tenth = whale.deciles.first();
        return match tenth.and_then(|d| Some((u64::from(d.customers), d.share?))) {
            None => "No customer earns or loses money".to_owned(),
            Some(_) if whale.customers == 1 => "The only customer earns money".to_owned(),
            Some((customers, share)) => format!(
                "No customer loses money; the best {} {} of the {}",
                some(customers, "customer makes", "customers make"),
                percent(share),
                if totals.cost.is_some() {
                    "profit"
                } else {
                    "net contribution"
                }
            ),
        };
    }
    if best == 0 {
        return "Nobody earns money".to_owned();
    }
    let earn = some(best, "customer earns", "customers earn");
    let take = if losing == 1 {
        "loss maker takes"
    } else {
        "loss makers take"
    };
    let losing = grouped(losing);
    match whale.peak.share {
        // Shares of a total near zero say nothing.
        Some(share) if share < 10.0 => format!(
            "The best {earn} {} of the profit; {losing} {take} {} away again",
            percent_beside_the_whole(share),
            percent(share - 1.0)
        ),
        _ => format!(
            "The best {earn} {}; {losing} {take} {} away again",
            amount(whale.peak.cumulative),
            amount(whale.destroyed)
        ),
    }
}

/// "customer earns" for one, "24 customers earn" for more.
fn some(n: u64, one: &str, many: &str) -> String {
    if n == 1 {
        one.to_owned()
    } else {
        format!("{} {many}", grouped(n))
    }
}

pub(super) fn clusters_title(
    analysis: &Analysis,
    clusters: &[ClusterSummary],
    cube: &Cube,
) -> String {
    let losing: Vec<&ClusterSummary> = clusters
        .iter()
        .filter(|c| c.cluster >= Cluster::C && c.customers > 0)
        .collect();
    let customers: u64 = losing.iter().map(|c| u64::from(c.customers)).sum();
    if customers == 0 {
        return "No customer is in a losing cluster".to_owned();
    }
    match widest_gap(analysis, cube) {
        Some(gap) if gap.label == MARGIN => format!(
            "Gross margin is {} of sales in the losing clusters, {} in the others",
            percent(gap.losing),
            percent(gap.earning)
        ),
        Some(gap) => format!(
            "{} takes {} of sales in the losing clusters, {} in the others",
            gap.label,
            percent(gap.losing),
            percent(gap.earning)
        ),
        None => format!(
            "{} in C and D",
            count(customers, "customer is", "customers are")
        ),
    }
}

const MARGIN: &str = "Gross margin";

/// What sets the losing clusters apart, as shares of net sales.
struct Gap {
    label: String,
    losing: f64,
    earning: f64,
}

/// The part of the profit ladder in which clusters C and D fare worst against A and B, as shares of
/// net sales: a cost that is large for everybody explains nobody's loss. None where one side has
/// no sales, or C and D fare worse in nothing.
fn widest_gap(analysis: &Analysis, cube: &Cube) -> Option<Gap> {
    let model = &analysis.model;
    let mut labels: Vec<&str> = model.pools.iter().map(|p| &*p.pool.name).collect();
    labels.push("Direct cost");
    // By side: net sales, gross margin, and what each part of the cost to serve takes.
    let mut sales = [0.0; 2];
    let mut margin = [0.0; 2];
    let mut costs = vec![[0.0; 2]; labels.len()];
    for c in cube.active_customers(&analysis.data) {
        let side = usize::from(analysis.clusters[c as usize] >= Cluster::C);
        let profit = model.profit(cube, Part::Customer(c));
        sales[side] += profit.revenue;
        margin[side] += profit.margin();
        for (cost, pool) in costs.iter_mut().zip(&model.pools) {
            cost[side] += model.pool_cost(pool, cube, Part::Customer(c));
        }
        if let Some(direct) = costs.last_mut() {
            direct[side] += profit.direct;
        }
    }
    if sales.iter().any(|s| *s <= 0.0) {
        return None;
    }
    let share = |of: [f64; 2]| [of[0] / sales[0], of[1] / sales[1]];
    let kept = model.has_cost.then(|| (MARGIN, share(margin), -1.0));
    let taken = labels.into_iter().zip(costs);
    let parts = kept
        .into_iter()
        .chain(taken.map(|(label, cost)| (label, share(cost), 1.0)));
    let (label, [earning, losing], worse) = parts
        .map(|(label, sides, sign)| (label, sides, sign * (sides[1] - sides[0])))
        .max_by(|a, b| a.2.total_cmp(&b.2))?;
    (worse > 0.0).then(|| Gap {
        label: label.to_owned(),
        losing,
        earning,
    })
}

/// What stands out in a cluster: its part of all gains or losses, and where its sales go. Under a
/// filter clusters hold other lines than those by which they were made: the part is left out.
pub(super) fn cluster_remark(
    analysis: &Analysis,
    cluster: Cluster,
    customers: u32,
    sum: &Profit,
    filtered: bool,
) -> String {
    if customers == 0 {
        return "nobody".to_owned();
    }
    let mut remark = Vec::new();
    if !filtered {
        remark.push(part_of_all(analysis, cluster));
    }
    if sum.revenue > 0.0 {
        let served = percent(sum.cost_to_serve() / sum.revenue);
        remark.push(if analysis.model.has_cost {
            format!(
                "of sales, gross margin is {} and cost to serve {served}",
                percent(sum.margin() / sum.revenue)
            )
        } else {
            format!("cost to serve takes {served} of sales")
        });
    }
    if remark.is_empty() {
        remark.push("no net sales within the filter".to_owned());
    }
    remark.join("; ")
}

fn part_of_all(analysis: &Analysis, cluster: Cluster) -> String {
    let earns = cluster <= Cluster::B;
    let (mut own, mut all) = (0.0, 0.0);
    for &c in &analysis.profits.ranked_customers {
        let net = analysis.profits.customers[c as usize].net();
        if net != 0.0 && (net > 0.0) == earns {
            all += net;
            if analysis.clusters[c as usize] == cluster {
                own += net;
            }
        }
    }
    match (all == 0.0, earns) {
        (true, _) => "no gains and no losses".to_owned(),
        (false, true) => format!("{} of all gains", percent(own / all)),
        (false, false) => format!("{} of all losses", percent(own / all)),
    }
}

pub(super) fn waterfall_title(totals: &Totals, steps: &[WaterfallStep]) -> String {
    if totals.lines == 0 {
        return "Nothing is left within the filter".to_owned();
    }
    if totals.revenue <= 0.0 {
        return format!("Net contribution is {}", amount(totals.net_profit));
    }
    let serves = |step: &&WaterfallStep| match &step.subject {
        Some(Subject::Step { name }) => {
            !["revenue", "cost", overview::IDLE].contains(&name.as_str()) && !step.total
        }
        _ => false,
    };
    let largest = steps
        .iter()
        .filter(serves)
        .min_by(|a, b| a.amount.total_cmp(&b.amount))
        .filter(|step| step.amount < 0.0);
    let share = totals.net_profit / totals.revenue;
    let left = if share < 0.0 {
        format!("A loss of {} of net sales", percent(-share))
    } else {
        format!("{} of net sales stays", percent(share))
    };
    match largest {
        Some(step) => format!(
            "{left}; the largest cost to serve is {}, {}",
            step.label,
            amount(-step.amount)
        ),
        None => format!("{left} as net contribution"),
    }
}

pub(super) fn nine_box_title(cells: &[NineBoxCell], months: u32) -> String {
    let items: u64 = cells.iter().map(|c| u64::from(c.items)).sum();
    if items == 0 {
        return "Nothing is left within the filter".to_owned();
    }
    let revenue: f64 = cells.iter().map(|c| c.revenue).sum();
    let Some(ax) = cells.first() else {
        return String::new();
    };
    if months < 2 {
        return format!(
            "{} by value; one month says nothing about variability",
            count(items, "item", "items")
        );
    }
    // Returns can outweigh sales in a cell; its part is no share of the whole then.
    if revenue <= 0.0 || cells.iter().any(|c| c.revenue < 0.0) {
        return format!("{} by value and variability", count(items, "item", "items"));
    }
    let variable: f64 = cells.iter().skip(2).step_by(3).map(|c| c.revenue).sum();
    let variable = format!(
        "{} of sales is hard to forecast",
        percent(variable / revenue)
    );
    if ax.items == 0 {
        return format!("No item sells both much and steadily; {variable}");
    }
    format!(
        "{} {} of sales; {variable}",
        count(
            u64::from(ax.items),
            "A item sells steadily and brings",
            "A items sell steadily and bring"
        ),
        percent(ax.revenue / revenue),
    )
}

/// The policy that usually fits a cell of the nine-box.
pub(super) fn cell_policy(abc: Abc, xyz: Xyz) -> &'static str {
    match (abc, xyz) {
        (Abc::A, Xyz::X) => {
            "Forecast by itself, review continuously, high service with little safety stock; VMI or just in time"
        }
        (Abc::A, Xyz::Y) => "Seasonal forecast that a planner reviews",
        (Abc::A, Xyz::Z) => "Forecast with the customer; make to order, or buffer upstream",
        (Abc::B, Xyz::X) => "Forecast by itself, weekly review",
        (Abc::B, Xyz::Y) => "Forecast by itself, planner on exception",
        (Abc::B, Xyz::Z) => "Periodic review, methods for intermittent demand, postpone",
        (Abc::C | Abc::D | Abc::N, Xyz::X) => "Two bins or kanban, large economic lots",
        (Abc::C | Abc::D | Abc::N, Xyz::Y) => "Minimum and maximum stock",
        (Abc::C | Abc::D | Abc::N, Xyz::Z) => {
            "Make to order or delist; order minimum, central stock only"
        }
    }
}
