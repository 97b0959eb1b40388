//! Sentences that say what the numbers show.

use super::analysis::Analysis;
use super::view::{ClusterSummary, NineBoxCell, Totals, WaterfallStep, Whale};
use crate::cube::Cube;
use crate::demand::{Abc, Xyz};
use crate::profit::Profit;
use crate::segment::Cluster;

/// "1.24 M", "612 k", "84": an amount in a sentence.
pub fn amount(value: f64) -> String {
    let size = value.abs();
    let sign = if value < 0.0 { "−" } else { "" };
    let scaled = |by: f64, unit: &str| {
        let shown = size / by;
        let decimals = if shown < 9.995 {
            2
        } else {
            usize::from(shown < 99.95)
        };
        format!("{sign}{shown:.decimals$} {unit}")
    };
    if size >= 999_500_000.0 {
        scaled(1e9, "bn")
    } else if size >= 999_500.0 {
        scaled(1e6, "M")
    } else if size >= 9_999.5 {
        format!("{sign}{:.0} k", size / 1e3)
    } else {
        format!("{sign}{size:.0}")
    }
}

/// "12 %", "0.4 %": a share in a sentence.
pub fn percent(share: f64) -> String {
    let value = share * 100.0;
    if value.abs() >= 9.95 || value == 0.0 {
        format!("{} %", whole(value))
    } else {
        format!("{}{:.1} %", if value < 0.0 { "−" } else { "" }, value.abs())
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

pub(super) fn headline(whale: &Whale, totals: &Totals) -> String {
    let n = u64::from(whale.customers);
    let losing = u64::from(whale.loss_makers);
    if whale.customers == 0 {
        return format!(
            "{} earn {} on net sales of {}",
            count(totals.products, "item", "items"),
            amount(totals.net_profit),
            amount(totals.revenue)
        );
    }
    if whale.customers == 1 {
        let verb = if totals.net_profit < 0.0 {
            "loses"
        } else {
            "earns"
        };
        return format!(
            "The only customer {verb} {}",
            amount(totals.net_profit.abs())
        );
    }
    if losing == 0 {
        return format!(
            "All {} earn money: {} net contribution",
            count(n, "customer", "customers"),
            amount(whale.total)
        );
    }
    let gained = whale.total + whale.destroyed;
    if losing == n {
        return format!(
            "All {} lose money: {} together",
            count(n, "customer", "customers"),
            amount(whale.total)
        );
    }
    let verb = if losing == 1 { "destroys" } else { "destroy" };
    if gained > 0.0 && whale.destroyed < gained {
        format!(
            "{} of {} {verb} {} of the profit that the others make",
            grouped(losing),
            count(n, "customer", "customers"),
            percent(whale.destroyed / gained)
        )
    } else {
        format!(
            "{} of {} {verb} more than the others make",
            grouped(losing),
            count(n, "customer", "customers")
        )
    }
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
    let rest = u64::from(whale.customers) - best;
    match whale.peak.share {
        _ if whale.loss_makers == 0 => {
            format!(
                "No customer loses money; the best tenth makes {}",
                tenth(whale)
            )
        }
        Some(share) => format!(
            "The first {} earn {} of the profit, the last {} lose it again",
            count(best, "customer", "customers"),
            percent(share),
            grouped(rest)
        ),
        None if best == 0 => "Nobody earns money".to_owned(),
        None => format!(
            "The first {} earn {}, the last {} lose more",
            count(best, "customer", "customers"),
            amount(whale.peak.cumulative),
            grouped(rest)
        ),
    }
}

fn tenth(whale: &Whale) -> String {
    let first = whale.deciles.first();
    first
        .and_then(|d| d.share)
        .map_or("all of it".to_owned(), |s| format!("{} of it", percent(s)))
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
    let Some((pool, share)) = dominant_pool(analysis, cube) else {
        return format!(
            "{} in C and D",
            count(customers, "customer is", "customers are")
        );
    };
    format!(
        "{pool} is {} of what it costs to serve the losing clusters",
        percent(share)
    )
}

/// The pool that weighs most in the cost to serve of clusters C and D.
fn dominant_pool(analysis: &Analysis, cube: &Cube) -> Option<(String, f64)> {
    let mut by_pool = vec![0.0; analysis.model.pools.len()];
    let mut direct = 0.0;
    for c in cube.active_customers(&analysis.data) {
        if analysis.clusters[c as usize] >= Cluster::C {
            let activity = &cube.customers[c as usize];
            let share = cube.customer_shares.by_customer[c as usize];
            for (sum, pool) in by_pool.iter_mut().zip(&analysis.model.pools) {
                *sum += analysis.model.pool_cost(pool, activity, share);
            }
            direct += activity.direct.value();
        }
    }
    let total: f64 = by_pool.iter().sum::<f64>() + direct;
    let (at, largest) = by_pool
        .iter()
        .copied()
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    (total > 0.0 && largest > 0.0)
        .then(|| (analysis.model.pools[at].pool.name.clone(), largest / total))
}

pub(super) fn cluster_remark(
    cluster: Cluster,
    customers: u32,
    sum: &Profit,
    analysis: &Analysis,
) -> String {
    if customers == 0 {
        return "nobody".to_owned();
    }
    let service = if sum.revenue > 0.0 {
        format!(
            "; cost to serve takes {} of sales",
            percent(sum.cost_to_serve() / sum.revenue)
        )
    } else {
        String::new()
    };
    let share = percent(analysis.settings().segment.cluster_share);
    match cluster {
        Cluster::A => format!("carry {share} of all gains{service}"),
        Cluster::B => format!("earn less each{service}"),
        Cluster::C => format!("lose little each{service}"),
        Cluster::D => format!("make {share} of all losses{service}"),
    }
}

pub(super) fn waterfall_title(totals: &Totals, steps: &[WaterfallStep]) -> String {
    if totals.revenue <= 0.0 {
        return format!("Net contribution is {}", amount(totals.net_profit));
    }
    let largest = steps
        .iter()
        .filter(|s| {
            !s.total && s.amount < 0.0 && s.label != "Cost of goods" && s.label != "Discounts"
        })
        .min_by(|a, b| a.amount.total_cmp(&b.amount));
    let of_hundred = percent(totals.net_profit / totals.revenue);
    match largest {
        Some(step) => format!(
            "{of_hundred} of net sales stays; {} takes the most to serve, {}",
            step.label,
            amount(-step.amount)
        ),
        None => format!("{of_hundred} of net sales stays as net contribution"),
    }
}

pub(super) fn nine_box_title(cells: &[NineBoxCell]) -> String {
    let items: u64 = cells.iter().map(|c| u64::from(c.items)).sum();
    let revenue: f64 = cells.iter().map(|c| c.revenue).sum();
    let Some(ax) = cells.first() else {
        return String::new();
    };
    if revenue <= 0.0 {
        return format!("{} by value and variability", count(items, "item", "items"));
    }
    let variable: f64 = cells.iter().skip(2).step_by(3).map(|c| c.revenue).sum();
    format!(
        "{} sell steadily and bring {} of sales; {} of sales is hard to forecast",
        count(u64::from(ax.items), "item", "items"),
        percent(ax.revenue / revenue),
        percent(variable / revenue)
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
        let got = [
            1_240_000.0,
            612_040.0,
            -148_000.0,
            84.2,
            9_999.6,
            48_200_000.0,
            2.5e9,
        ]
        .map(amount);
        assert_eq!(
            got,
            [
                "1.24 M", "612 k", "−148 k", "84", "10 k", "48.2 M", "2.50 bn"
            ]
        );
        let got = [0.184, 0.004, -0.5, 0.0, 0.0995].map(percent);
        assert_eq!(got, ["18 %", "0.4 %", "−50 %", "0 %", "10 %"]);
        assert_eq!(grouped(61_204), "61,204");
        assert_eq!(count(1, "customer", "customers"), "1 customer");
    }
}
