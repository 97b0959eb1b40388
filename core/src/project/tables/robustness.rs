//! Which customers lose whatever driver a pool goes by.
//!
//! A customer's net contribution is margin less a sum over pools, and each pool's share depends on
//! its own driver only. So the best that any combination of drivers can make of a customer takes the
//! cheapest driver of each pool, and the worst the dearest: all combinations are covered exactly,
//! without trying them.

use super::small::SmallTable;
use super::{Content, column, number, text};
use crate::cube::Part;
use crate::profit::PoolRate;
use crate::project::analysis::Analysis;
use crate::project::view::{ColumnKind, Subject};
use crate::project::words;
use crate::settings::Driver;
use crate::stats::order;

/// Drivers that a pool with this one could as well go by: of the same kind of work, and what the
/// data has. The driver itself comes first.
fn alternatives(driver: Driver) -> Vec<Driver> {
    use Driver as D;
    let others: &[Driver] = match driver {
        D::Orders => &[D::Lines, D::Distance],
        D::Lines => &[D::LinesHandled, D::Units],
        D::LinesHandled => &[D::Lines, D::Units],
        D::Units => &[D::Lines, D::Weight],
        D::Revenue => &[D::Orders, D::Customers],
        D::CostOfGoods => &[D::Revenue, D::Units, D::StockByVolume, D::StockByVariance],
        D::Weight => &[D::Units, D::Orders, D::Distance],
        D::Returns => &[D::ReturnsValue, D::LinesHandled],
        D::ReturnsValue => &[D::Returns],
        D::Customers => &[D::Orders, D::Revenue],
        D::RushOrders => &[D::Orders],
        D::Receivables => &[D::Revenue],
        D::Distance => &[D::Orders, D::Weight],
        D::StockByVolume => &[D::StockByVariance, D::CostOfGoods],
        D::StockByVariance => &[D::StockByVolume, D::CostOfGoods],
        D::Activity(_) => &[D::Customers, D::Orders],
    };
    std::iter::once(driver)
        .chain(others.iter().copied())
        .collect()
}

/// One way to share a pool out: by time as it is, or by a driver.
struct Way {
    words: String,
    driver: Option<Driver>,
    rate: f64,
}

fn ways(analysis: &Analysis, pool: &PoolRate) -> Vec<Way> {
    let (cube, rate) = (&analysis.cube, analysis.model.cost_rate);
    let by_time = pool.time.map(|_| Way {
        words: "time".to_owned(),
        driver: None,
        rate: pool.rate,
    });
    let by_driver = alternatives(pool.pool.driver)
        .into_iter()
        .filter_map(|driver| {
            let total = cube.driver(Part::Total, driver, rate);
            (total > 0.0).then(|| Way {
                words: driver.label().to_owned(),
                driver: Some(driver),
                rate: pool.allocated / total,
            })
        });
    by_time.into_iter().chain(by_driver).collect()
}

struct Row {
    customer: u32,
    now: f64,
    best: f64,
    worst: f64,
    /// The pool whose driver matters most, its cheapest and its dearest driver for the customer.
    decides: String,
}

impl Row {
    /// 0 loses whatever driver, 1 depends, 2 earns whatever driver.
    fn verdict(&self) -> usize {
        match (self.best < 0.0, self.worst < 0.0) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        }
    }
}

const VERDICTS: [&str; 3] = [
    "loses by every driver",
    "depends on the driver",
    "earns by every driver",
];

pub(super) fn robustness(analysis: &mut Analysis) -> Content {
    use ColumnKind::{Class, Money, Text};
    let drivers: Vec<Driver> = (analysis.model.pools.iter())
        .flat_map(|p| alternatives(p.pool.driver))
        .collect();
    for driver in drivers {
        analysis.prepare_driver(driver);
    }
    let analysis = &*analysis;
    let model = &analysis.model;
    let pools: Vec<(&PoolRate, Vec<Way>)> = (model.pools.iter())
        .filter(|p| p.is_allocated())
        .map(|p| (p, ways(analysis, p)))
        .collect();
    let combinations: f64 = pools
        .iter()
        .map(|(_, ways)| ways.len().max(1) as f64)
        .product();
    let mut rows: Vec<Row> = (analysis.profits.ranked_customers.iter().rev())
        .map(|&customer| row(analysis, &pools, customer))
        .collect();
    // Within a verdict the largest loss first: that is the order they come in.
    order::sort_by_key(&mut rows, Row::verdict);
    let headline = headline(&rows, combinations);
    let data = &analysis.data;
    let cells = rows
        .iter()
        .map(|row| {
            let c = row.customer as usize;
            let cells = vec![
                text(analysis.clusters[c].letter()),
                text(data.customers.name(row.customer)),
                text(VERDICTS[row.verdict()]),
                number(row.now),
                number(row.best),
                number(row.worst),
                text(row.decides.as_str()),
            ];
            let id = data.customers.ids[c].clone();
            (cells, Some(Subject::Customer { id }))
        })
        .collect();
    Content::Told(
        SmallTable {
            title: "Driver robustness",
            columns: vec![
                column(
                    "cluster",
                    "Cluster",
                    Class,
                    "A and B earn money, C and D lose it",
                ),
                column(
                    "customer",
                    "Customer",
                    Text,
                    "The customer's name, or the key where there is none",
                ),
                column(
                    "verdict",
                    "Verdict",
                    Text,
                    "Over all combinations of the reasonable drivers of every pool",
                ),
                column(
                    "net_profit",
                    "Now",
                    Money,
                    "Net contribution with the drivers in force",
                ),
                column(
                    "best",
                    "At best",
                    Money,
                    "Net contribution with the driver of each pool that is kindest to the customer",
                ),
                column(
                    "worst",
                    "At worst",
                    Money,
                    "Net contribution with the driver of each pool that is hardest on the customer",
                ),
                column(
                    "decides",
                    "Matters most",
                    Text,
                    "The pool whose driver moves the customer most: kindest and hardest driver",
                ),
            ],
            rows: cells,
            additive: &[3],
        },
        headline,
    )
}

fn row(analysis: &Analysis, pools: &[(&PoolRate, Vec<Way>)], customer: u32) -> Row {
    let model = &analysis.model;
    let part = Part::Customer(customer);
    let now = analysis.profits.customers[customer as usize].net();
    let mut out = Row {
        customer,
        now,
        best: now,
        worst: now,
        decides: String::new(),
    };
    let mut largest = 0.0;
    for (pool, ways) in pools {
        let charged = model.pool_cost(pool, &analysis.cube, part);
        let mut costs = ways.iter().map(|way| {
            let cost = match way.driver {
                None => charged,
                Some(d) => way.rate * analysis.cube.driver(part, d, model.cost_rate),
            };
            (cost, way)
        });
        let Some(first) = costs.next() else {
            continue;
        };
        let (kind, hard) = costs.fold((first, first), |(kind, hard), cost| {
            (
                if cost.0 < kind.0 { cost } else { kind },
                if cost.0 > hard.0 { cost } else { hard },
            )
        });
        out.best += charged - kind.0;
        out.worst += charged - hard.0;
        if hard.0 - kind.0 > largest {
            largest = hard.0 - kind.0;
            out.decides = format!("{}: {} or {}", pool.pool.name, kind.1.words, hard.1.words);
        }
    }
    out
}

fn headline(rows: &[Row], combinations: f64) -> String {
    let count = |verdict: usize| rows.iter().filter(|r| r.verdict() == verdict).count() as u64;
    let losing = rows.iter().filter(|r| r.now < 0.0).count() as u64;
    let turning = rows
        .iter()
        .filter(|r| r.now >= 0.0 && r.worst < 0.0)
        .count() as u64;
    let combinations = if combinations > 1e6 {
        "more than a million combinations".to_owned()
    } else {
        words::count(combinations as u64, "combination", "combinations")
    };
    if rows.is_empty() {
        return "No customer is there to try drivers on".to_owned();
    }
    let lose = match (losing, count(0)) {
        (0, _) => "No customer loses".to_owned(),
        (1, 1) => "The one losing customer loses whatever driver is used".to_owned(),
        (1, 0) => "The one losing customer earns by another driver".to_owned(),
        (n, 0) => format!(
            "None of {} losing customers loses whatever driver is used",
            words::grouped(n)
        ),
        (n, all) => format!(
            "{} of {} losing customers lose whatever driver is used",
            words::grouped(all),
            words::grouped(n)
        ),
    };
    let turn = match turning {
        0 => "nobody who earns would lose by another".to_owned(),
        1 => "1 who earns would lose by another".to_owned(),
        n => format!("{} who earn would lose by another", words::grouped(n)),
    };
    format!("{lose}; {turn} ({combinations})")
}
