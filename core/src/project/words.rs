//! Sentences that say what the numbers show.

use super::analysis::Analysis;
use super::overview;
use super::view::{ClusterSummary, NineBoxCell, Provenance, Subject, Totals, WaterfallStep, Whale};
use crate::cube::Cube;
use crate::demand::{Abc, Xyz};
use crate::profit::Profit;
use crate::segment::Cluster;

/// "1.24 M", "612 k", "84", "5.20": an amount in a sentence.
pub fn amount(value: f64) -> String {
    let size = value.abs();
    let scaled = |by: f64, unit: &str| {
        let shown = size / by;
        let decimals = if shown < 9.995 {
            2
        } else {
            usize::from(shown < 99.95)
        };
        format!("{shown:.decimals$} {unit}")
    };
    let text = if size >= 999_500_000.0 {
        scaled(1e9, "bn")
    } else if size >= 999_500.0 {
        scaled(1e6, "M")
    } else if size >= 9_999.5 {
        format!("{:.0} k", size / 1e3)
    } else if !(0.005..9.995).contains(&size) || size.fract() == 0.0 {
        format!("{size:.0}")
    } else {
        format!("{size:.2}")
    };
    if value <= -0.005 {
        format!("−{text}")
    } else {
        text
    }
}

/// "12 %", "0.4 %": a share in a sentence.
pub fn percent(share: f64) -> String {
    let value = share * 100.0;
    let sign = if value < 0.0 { "−" } else { "" };
    if value.abs() >= 9.95 || value == 0.0 {
        format!("{} %", whole(value))
    } else if value.abs() < 0.05 {
        "less than 0.1 %".to_owned()
    } else {
        format!("{sign}{:.1} %", value.abs())
    }
}

fn whole(value: f64) -> String {
    let rounded = value.abs().round();
    format!(
        "{}{rounded:.0}",
        if value < 0.0 && rounded != 0.0 {
            "−"
        } else {
            ""
        }
    )
}

/// "1 customer", "31 customers"
pub fn count(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// "61,204"
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The sentence above everything; `only` is the customer's name where there is just one.
pub(super) fn headline(whale: &Whale, totals: &Totals, only: Option<&str>) -> String {
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

pub(super) fn lede(analysis: &Analysis, totals: &Totals) -> String {
    let period = match totals.months {
        0 => "No dates".to_owned(),
        1 => "One month".to_owned(),
        m if m % 12 == 0 => count(u64::from(m / 12), "year", "years"),
        m => count(u64::from(m), "month", "months"),
    };
    let pools = analysis.model.pools.len() as u64;
    let service = match pools {
        0 if analysis.data.direct.is_some() => "cost to serve from the lines' own costs".to_owned(),
        0 => "no cost to serve yet".to_owned(),
        n if overview::service_provenance(analysis) == Provenance::Assumed => {
            format!(
                "cost to serve by {}",
                count(n, "assumed pool", "assumed pools")
            )
        }
        n => format!("cost to serve by {}", count(n, "pool", "pools")),
    };
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
        n if sales > 0.0 => format!(
            "{} set aside ({} of sales)",
            count(n, "row is", "rows are"),
            percent(money / sales)
        ),
        n => format!("{} set aside", count(n, "row is", "rows are")),
    };
    format!(
        "{period}, {}, {service}; {aside}",
        count(totals.lines, "order line", "order lines")
    )
}

pub(super) fn whale_title(whale: &Whale) -> String {
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
                "No customer loses money; the best {} {} of the profit",
                some(customers, "customer makes", "customers make"),
                percent(share)
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
            percent(share),
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
    match dominant_cost(analysis, cube) {
        Some((name, share)) => format!(
            "{name} is {} of what it costs to serve the losing clusters",
            percent(share)
        ),
        None => format!(
            "{} in C and D",
            count(customers, "customer is", "customers are")
        ),
    }
}

/// The pool, or the direct costs, that weigh most in the cost to serve of clusters C and D.
fn dominant_cost(analysis: &Analysis, cube: &Cube) -> Option<(String, f64)> {
    let model = &analysis.model;
    let mut costs: Vec<(&str, f64)> = model.pools.iter().map(|p| (&*p.pool.name, 0.0)).collect();
    let mut direct = 0.0;
    for c in cube.active_customers(&analysis.data) {
        if analysis.clusters[c as usize] >= Cluster::C {
            let activity = &cube.customers[c as usize];
            let share = cube.customer_shares.by_customer[c as usize];
            for ((_, sum), pool) in costs.iter_mut().zip(&model.pools) {
                *sum += model.pool_cost(pool, activity, share);
            }
            direct += activity.direct.value();
        }
    }
    costs.push(("Direct cost", direct));
    // With a credit among them the parts are no shares of a whole.
    let whole: f64 = costs.iter().map(|c| c.1).sum();
    let (name, largest) = *costs.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    (whole > 0.0 && costs.iter().all(|c| c.1 >= 0.0)).then(|| (name.to_owned(), largest / whole))
}

/// What stands out in a cluster: its part of all gains or losses, and what its customers cost.
pub(super) fn cluster_remark(
    analysis: &Analysis,
    cluster: Cluster,
    customers: u32,
    sum: &Profit,
) -> String {
    if customers == 0 {
        return "nobody".to_owned();
    }
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
    let share = match (all == 0.0, earns) {
        (true, _) => "no gains and no losses".to_owned(),
        (false, true) => format!("{} of all gains", percent(own / all)),
        (false, false) => format!("{} of all losses", percent(own / all)),
    };
    if sum.revenue <= 0.0 {
        return share;
    }
    format!(
        "{share}; cost to serve takes {} of sales",
        percent(sum.cost_to_serve() / sum.revenue)
    )
}

pub(super) fn waterfall_title(totals: &Totals, steps: &[WaterfallStep]) -> String {
    if totals.revenue <= 0.0 {
        return format!("Net contribution is {}", amount(totals.net_profit));
    }
    let serves = |step: &&WaterfallStep| match &step.subject {
        Some(Subject::Step { name }) => !step.total && name != "revenue" && name != "cost",
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
            "item sells steadily and brings",
            "items sell steadily and bring"
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
        (Abc::C, Xyz::X) => "Two bins or kanban, large economic lots",
        (Abc::C, Xyz::Y) => "Minimum and maximum stock",
        (Abc::C, Xyz::Z) => "Make to order or delist; order minimum, central stock only",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_shares_in_sentences() {
        for (value, expected) in [
            (1_240_000.0, "1.24 M"),
            (612_040.0, "612 k"),
            (-148_000.0, "−148 k"),
            (84.2, "84"),
            (9_999.6, "10 k"),
            (48_200_000.0, "48.2 M"),
            (2.5e9, "2.50 bn"),
            (5.2, "5.20"),
            (7.0, "7"),
            (-0.4, "−0.40"),
            (-0.001, "0"),
        ] {
            assert_eq!(amount(value), expected);
        }
        for (share, expected) in [
            (0.184, "18 %"),
            (0.004, "0.4 %"),
            (-0.5, "−50 %"),
            (0.0, "0 %"),
            (0.0995, "10 %"),
            (0.0001, "less than 0.1 %"),
        ] {
            assert_eq!(percent(share), expected);
        }
        assert_eq!(grouped(61_204), "61,204");
        assert_eq!(count(1, "customer", "customers"), "1 customer");
    }
}
