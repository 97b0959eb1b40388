//! The profit ladder of a company, cluster, customer, item or pair, and the parts of it.

use super::{factors, figure, line, lines_behind, query, total, unknown};
use crate::cube::{Activity, Cube, Lines};
use crate::profit::{PoolRate, Profit};
use crate::project::Analysis;
use crate::project::overview;
use crate::project::view::{
    ColumnKind, ExplainLine, Explanation, Filter, FilterTerm, Provenance, Subject, TableKind,
    TableQuery, TableValue, UserError,
};
use crate::segment::Cluster;

const SOURCE: &str =
    "Thomas, Supply chain segmentation: 10 steps to greater profits (2012), step 1";

/// What a ladder is of.
struct Whose {
    title: String,
    profit: Profit,
    /// Driver of each pool, in the order of the model.
    drivers: Vec<f64>,
}

impl Whose {
    fn activity(analysis: &Analysis, title: String, activity: &Activity, share: f64) -> Whose {
        Whose {
            title,
            profit: analysis.model.profit(activity, share),
            drivers: analysis
                .model
                .pools
                .iter()
                .map(|p| analysis.model.driver(p, activity, share))
                .collect(),
        }
    }
}

fn pool_provenance(pool: &PoolRate) -> Provenance {
    if pool.pool.assumed {
        Provenance::Assumed
    } else {
        Provenance::Measured
    }
}

fn ladder(analysis: &Analysis, whose: &Whose, rows: TableQuery, rows_label: String) -> Explanation {
    let profit = &whose.profit;
    let mut lines = vec![line("Net sales", profit.revenue)];
    if analysis.model.has_cost {
        lines.push(ExplainLine {
            provenance: overview::cost_provenance(analysis),
            factors: analysis
                .model
                .cost_rate
                .map(|rate| factors(profit.revenue, "of net sales", rate)),
            ..line("Cost of goods", -profit.cost)
        });
        lines.push(total("Gross margin", profit.margin()));
    }
    if analysis.data.direct.is_some() {
        lines.push(line("Direct costs", -profit.direct));
    }
    for (pool, &driver) in analysis.model.pools.iter().zip(&whose.drivers) {
        lines.push(ExplainLine {
            factors: Some(factors(driver, pool.pool.driver.unit(), pool.rate)),
            provenance: pool_provenance(pool),
            subject: Some(Subject::Pool {
                name: pool.pool.name.clone(),
            }),
            ..line(&pool.pool.name, -pool.rate * driver)
        });
    }
    lines.push(total("Net contribution", profit.net()));
    let mut formulas = vec![
        "Net contribution = net sales − cost of goods − cost to serve".to_owned(),
        "Cost to serve = direct costs + driver × rate of every pool".to_owned(),
        "Rate = pool ÷ drivers of all customers".to_owned(),
    ];
    if !analysis.model.has_cost {
        formulas
            .push("The file has no cost of goods: net contribution counts it as zero".to_owned());
    }
    formulas.extend(
        analysis
            .model
            .pools
            .iter()
            .filter(|p| p.is_allocated())
            .map(rate_formula),
    );
    Explanation {
        title: whose.title.clone(),
        value: super::value(profit.net()),
        kind: ColumnKind::Money,
        lines,
        formulas,
        rows: Some(rows),
        rows_label,
        series: Vec::new(),
        series_label: String::new(),
        source: SOURCE.to_owned(),
    }
}

/// "Ordering: 21.40 = 1,842,000 ÷ 86,075 orders"
fn rate_formula(pool: &PoolRate) -> String {
    format!(
        "{}: {} = {} ÷ {} {}",
        pool.pool.name,
        figure(pool.rate),
        figure(pool.pool.amount),
        figure(pool.driver_total),
        pool.pool.driver.unit()
    )
}

fn lines_label(activity: &Activity) -> String {
    let n = activity.lines() as u64;
    crate::project::words::count(n, "line behind this number", "lines behind this number")
}

pub(super) fn company(analysis: &Analysis, filter: &Filter) -> Explanation {
    let cube = analysis.cube(filter);
    let share = Analysis::total_customer_share(cube);
    let title = if filter.terms.is_empty() {
        "Net contribution".to_owned()
    } else {
        "Net contribution under the filter".to_owned()
    };
    let whose = Whose::activity(analysis, title, &cube.total, share);
    ladder(
        analysis,
        &whose,
        lines_behind(filter, Vec::new()),
        lines_label(&cube.total),
    )
}

pub(super) fn customer(
    analysis: &Analysis,
    id: &str,
    filter: &Filter,
) -> Result<Explanation, UserError> {
    let data = &analysis.data;
    let position = data
        .customers
        .find(id)
        .ok_or_else(|| unknown("Customer", id))?;
    let cube = analysis.cube(filter);
    let activity = &cube.customers[position as usize];
    let share = cube.customer_shares.by_customer[position as usize];
    let title = format!("Net contribution, {}", data.customers.name(position));
    let whose = Whose::activity(analysis, title, activity, share);
    let term = FilterTerm::Customer { id: id.to_owned() };
    Ok(ladder(
        analysis,
        &whose,
        lines_behind(filter, vec![term]),
        lines_label(activity),
    ))
}

pub(super) fn item(
    analysis: &Analysis,
    id: &str,
    filter: &Filter,
) -> Result<Explanation, UserError> {
    let data = &analysis.data;
    let position = data.items.find(id).ok_or_else(|| unknown("Item", id))?;
    let cube = analysis.cube(filter);
    let activity = &cube.items[position as usize];
    let title = format!("Net contribution, {}", data.items.name(position));
    let whose = Whose::activity(
        analysis,
        title,
        activity,
        Analysis::item_share(cube, position),
    );
    let term = FilterTerm::Item { id: id.to_owned() };
    let mut explanation = ladder(
        analysis,
        &whose,
        lines_behind(filter, vec![term]),
        lines_label(activity),
    );
    explanation.series = analysis.cube.demand_of(position).to_vec();
    explanation.series_label = super::demand::series_label(analysis);
    let class = |label: &str, text: String, subject| ExplainLine {
        amount: TableValue::Text(text),
        kind: ColumnKind::Class,
        subject: Some(subject),
        ..line(label, 0.0)
    };
    let i = position as usize;
    let abc = Subject::Abc {
        item: id.to_owned(),
    };
    let shape = Subject::Demand {
        item: id.to_owned(),
    };
    explanation.lines.push(class(
        "Value class",
        analysis.classes.abc[i].letter().to_owned(),
        abc,
    ));
    let xyz = analysis.classes.shapes[i].xyz.letter().to_owned();
    explanation
        .lines
        .push(class("Variability class", xyz, shape));
    Ok(explanation)
}

pub(super) fn pair(
    analysis: &Analysis,
    customer: &str,
    item: &str,
    filter: &Filter,
) -> Result<Explanation, UserError> {
    let data = &analysis.data;
    let c = data
        .customers
        .find(customer)
        .ok_or_else(|| unknown("Customer", customer))?;
    let i = data.items.find(item).ok_or_else(|| unknown("Item", item))?;
    let passes = analysis.line_filter(filter);
    let lines = Lines::new(data);
    let mut profit = Profit::default();
    let mut drivers = vec![0.0; analysis.model.pools.len()];
    let mut count = 0_u64;
    for l in 0..data.lines() {
        if data.customer[l] != c
            || data.item[l] != i
            || !data.kinds[l].is_used()
            || !passes.passes(data, l)
        {
            continue;
        }
        let line = lines.get(l);
        let share = analysis.line_customer_share(l);
        let one = analysis.model.line_profit(&line, share);
        profit.revenue += one.revenue;
        profit.cost += one.cost;
        profit.direct += one.direct;
        profit.pools += one.pools;
        for (sum, pool) in drivers.iter_mut().zip(&analysis.model.pools) {
            *sum += match pool.pool.driver {
                crate::settings::Driver::Customers => share,
                driver => line.driver(driver, analysis.model.cost_rate),
            };
        }
        count += 1;
    }
    let title = format!(
        "Net contribution, {} × {}",
        data.customers.name(c),
        data.items.name(i)
    );
    let rows = lines_behind(
        filter,
        vec![
            FilterTerm::Customer {
                id: customer.to_owned(),
            },
            FilterTerm::Item {
                id: item.to_owned(),
            },
        ],
    );
    let label =
        crate::project::words::count(count, "line behind this number", "lines behind this number");
    Ok(ladder(
        analysis,
        &Whose {
            title,
            profit,
            drivers,
        },
        rows,
        label,
    ))
}

pub(super) fn cluster(analysis: &Analysis, cluster: Cluster, filter: &Filter) -> Explanation {
    let cube = analysis.cube(filter);
    let (sum, share, customers) = sum_of(cube, |c| {
        analysis.in_a_cluster(c) && analysis.clusters[c as usize] == cluster
    });
    let title = format!("Net contribution, cluster {}", cluster.letter());
    let whose = Whose::from_sum(analysis, title, &sum, share);
    let rows = query(
        TableKind::Customers,
        filter,
        vec![FilterTerm::Cluster { cluster }],
    );
    let label = crate::project::words::count(customers, "customer in it", "customers in it");
    let mut explanation = ladder(analysis, &whose, rows, label);
    let share = crate::project::words::percent(analysis.settings().segment.cluster_share);
    explanation.formulas.insert(
        0,
        match cluster {
            Cluster::A => format!("A: the fewest customers who carry {share} of all gains"),
            Cluster::B => "B: the other customers who do not lose money".to_owned(),
            Cluster::C => "C: the loss makers outside D".to_owned(),
            Cluster::D => format!("D: the fewest customers who make {share} of all losses"),
        },
    );
    explanation
}

/// Activities added up; sums of sums lose nothing.
#[derive(Default)]
struct ActivitySum {
    parts: Vec<Activity>,
}

fn sum_of(cube: &Cube, belongs: impl Fn(u32) -> bool) -> (ActivitySum, f64, u64) {
    let mut sum = ActivitySum::default();
    let (mut share, mut customers) = (0.0, 0);
    for c in 0..cube.customers.len() as u32 {
        let activity = &cube.customers[c as usize];
        if activity.lines() > 0.0 && belongs(c) {
            sum.parts.push(*activity);
            share += cube.customer_shares.by_customer[c as usize];
            customers += 1;
        }
    }
    (sum, share, customers)
}

impl Whose {
    fn from_sum(analysis: &Analysis, title: String, sum: &ActivitySum, share: f64) -> Whose {
        let model = &analysis.model;
        let mut profit = Profit::default();
        let mut drivers = vec![0.0; model.pools.len()];
        for activity in &sum.parts {
            let one = model.profit(activity, 0.0);
            profit.revenue += one.revenue;
            profit.cost += one.cost;
            profit.direct += one.direct;
            for (sum, pool) in drivers.iter_mut().zip(&model.pools) {
                *sum += model.driver(pool, activity, 0.0);
            }
        }
        for (driver, pool) in drivers.iter_mut().zip(&model.pools) {
            if pool.pool.driver == crate::settings::Driver::Customers {
                *driver = share;
            }
        }
        profit.pools = drivers
            .iter()
            .zip(&model.pools)
            .map(|(d, p)| d * p.rate)
            .sum();
        Whose {
            title,
            profit,
            drivers,
        }
    }
}

pub(super) fn cell(analysis: &Analysis, cell: &str, filter: &Filter) -> Explanation {
    let cube = analysis.cube(filter);
    let mut sum = ActivitySum::default();
    let mut share = 0.0;
    for i in cube.active_items().filter(|&i| analysis.cell(i) == cell) {
        sum.parts.push(cube.items[i as usize]);
        share += Analysis::item_share(cube, i);
    }
    let items = sum.parts.len() as u64;
    let whose = Whose::from_sum(
        analysis,
        format!("Net contribution, items {cell}"),
        &sum,
        share,
    );
    let term = FilterTerm::Cell {
        cell: cell.to_owned(),
    };
    let rows = query(TableKind::Items, filter, vec![term]);
    ladder(
        analysis,
        &whose,
        rows,
        crate::project::words::count(items, "item in it", "items in it"),
    )
}

pub(super) fn pool(analysis: &Analysis, name: &str) -> Result<Explanation, UserError> {
    let pool = analysis
        .model
        .pools
        .iter()
        .find(|p| p.pool.name == name)
        .ok_or_else(|| unknown("Cost pool", name))?;
    let unit = pool.pool.driver.unit();
    let money = |label: &str, amount: f64| ExplainLine {
        provenance: pool_provenance(pool),
        ..line(label, amount)
    };
    let allocated = if pool.is_allocated() {
        pool.pool.amount
    } else {
        0.0
    };
    let mut lines = vec![
        money("Pool", pool.pool.amount),
        ExplainLine {
            amount: super::value(pool.driver_total),
            kind: ColumnKind::Quantity,
            ..line(&format!("All {}", pool.pool.driver.label()), 0.0)
        },
        ExplainLine {
            kind: ColumnKind::Ratio,
            total: true,
            ..line("Rate", pool.rate)
        },
        money("Allocated", allocated),
        money("Unallocated", pool.pool.amount - allocated),
        money("Avoidable", pool.pool.amount * pool.pool.avoidable_share),
        money(
            "Stranded if the activity goes",
            pool.pool.amount * (1.0 - pool.pool.avoidable_share),
        ),
    ];
    let formulas = if pool.is_allocated() {
        vec![
            "Rate = pool ÷ drivers of all customers".to_owned(),
            rate_formula(pool),
        ]
    } else {
        lines.remove(2);
        vec![format!(
            "No line carries the driver ({unit}): the pool stays unallocated"
        )]
    };
    Ok(Explanation {
        title: pool.pool.name.clone(),
        value: super::value(pool.pool.amount),
        kind: ColumnKind::Money,
        lines,
        formulas,
        rows: Some(TableQuery {
            kind: TableKind::Lines {
                driver: Some(pool.pool.driver),
            },
            filter: Filter::default(),
            sort: None,
            search: String::new(),
        }),
        rows_label: "Lines that carry the driver".to_owned(),
        series: Vec::new(),
        series_label: String::new(),
        source: SOURCE.to_owned(),
    })
}

pub(super) fn step(
    analysis: &Analysis,
    name: &str,
    filter: &Filter,
) -> Result<Explanation, UserError> {
    let cube = analysis.cube(filter);
    let profit = analysis.total_profit(cube);
    let rows = lines_behind(filter, Vec::new());
    let label = lines_label(&cube.total);
    let explanation = |title: &str, value: f64, lines, formula: &str| Explanation {
        title: title.to_owned(),
        value: super::value(value),
        kind: ColumnKind::Money,
        lines,
        formulas: vec![formula.to_owned()],
        rows: Some(rows.clone()),
        rows_label: label.clone(),
        series: Vec::new(),
        series_label: String::new(),
        source: SOURCE.to_owned(),
    };
    let cost = || ExplainLine {
        provenance: overview::cost_provenance(analysis),
        ..line("Cost of goods", -profit.cost)
    };
    Ok(match name {
        "revenue" => {
            let mut lines = Vec::new();
            if let Some(gross) = cube.gross {
                lines.push(line("Gross sales", gross));
                lines.push(line("Discounts", profit.revenue - gross));
            }
            lines.push(total("Net sales", profit.revenue));
            explanation(
                "Net sales",
                profit.revenue,
                lines,
                "Sum of the lines, returns negative",
            )
        }
        "cost" => {
            let mut line = cost();
            line.total = true;
            let formula = match analysis.model.cost_rate {
                Some(rate) => format!(
                    "Cost of goods = {} × net sales, as typed in",
                    crate::project::words::percent(rate)
                ),
                None => format!("Cost of goods from: {}", analysis.quality.cost_source),
            };
            explanation("Cost of goods", profit.cost, vec![line], &formula)
        }
        "margin" => explanation(
            "Gross margin",
            profit.margin(),
            vec![
                line("Net sales", profit.revenue),
                cost(),
                total("Gross margin", profit.margin()),
            ],
            "Gross margin = net sales − cost of goods",
        ),
        "direct" => explanation(
            "Direct costs",
            profit.direct,
            vec![total("Direct costs", -profit.direct)],
            "Sum of the lines' own costs; a cost of the order is counted once and split over its lines",
        ),
        "cost_to_serve" => {
            let whose = Whose::activity(
                analysis,
                "Cost to serve".to_owned(),
                &cube.total,
                Analysis::total_customer_share(cube),
            );
            let mut ladder = ladder(analysis, &whose, rows.clone(), label.clone());
            ladder.lines.retain(|l| {
                matches!(l.subject, Some(Subject::Pool { .. })) || l.label == "Direct costs"
            });
            ladder
                .lines
                .push(total("Cost to serve", -profit.cost_to_serve()));
            ladder.value = super::value(profit.cost_to_serve());
            ladder.formulas.remove(0);
            ladder
        }
        name => return pool(analysis, name),
    })
}

pub(super) fn whale_peak(analysis: &Analysis, filter: &Filter) -> Explanation {
    let whale = overview::whale(analysis, analysis.cube(filter), !filter.terms.is_empty());
    let count = |label: &str, n: u32| ExplainLine {
        kind: ColumnKind::Count,
        ..line(label, f64::from(n))
    };
    Explanation {
        title: "Peak of the whale curve".to_owned(),
        value: super::value(whale.peak.cumulative),
        kind: ColumnKind::Money,
        lines: vec![
            count("Customers", whale.customers),
            count("Customers up to the peak", whale.peak.customers),
            line("Net contribution up to the peak", whale.peak.cumulative),
            count("Customers who lose money", whale.loss_makers),
            line("What they destroy", -whale.destroyed),
            total("Net contribution of all customers", whale.total),
        ],
        formulas: vec![
            "Customers stand from best to worst; the curve adds up their net contribution"
                .to_owned(),
            match whale.peak.share {
                Some(share) => format!(
                    "Peak = {} ÷ {} = {}",
                    figure(whale.peak.cumulative),
                    figure(whale.total),
                    crate::project::words::percent(share)
                ),
                None => {
                    "The total is not positive, so the curve shows money and no shares".to_owned()
                }
            },
        ],
        rows: Some(query(TableKind::Customers, filter, Vec::new())),
        rows_label: "Customers".to_owned(),
        series: Vec::new(),
        series_label: String::new(),
        source: "Kaplan & Narayanan, Measuring and managing customer profitability (2001)"
            .to_owned(),
    }
}
