//! The profit ladder of a company, cluster, customer, item, pair or cell.

use super::{factors, figure, line, lines_behind, money, query, total, unknown};
use crate::actions::{Pair, PairActions, per_year};
use crate::cube::{Cube, Part};
use crate::profit::{PoolRate, Profit};
use crate::project::Analysis;
use crate::project::overview;
use crate::project::tables::stranded::Loss;
use crate::project::view::{
    ColumnKind, ExplainLine, Explanation, Filter, FilterTerm, Subject, TableKind, TableQuery,
    TableValue, UserError,
};
use crate::segment::Cluster;
use crate::words::{count, percent};

pub(super) const NO_COST: &str =
    "The file has no cost of goods: it counts as zero in everything that is left of net sales";

/// What a ladder is of.
pub(super) struct Whose {
    title: String,
    pub(super) profit: Profit,
    /// Driver of each pool, in the order of the model.
    drivers: Vec<f64>,
}

impl Whose {
    /// The sum of parts of a cube.
    pub(super) fn of(
        analysis: &Analysis,
        title: impl Into<String>,
        cube: &Cube,
        parts: impl IntoIterator<Item = Part>,
    ) -> Whose {
        let model = &analysis.model;
        let mut whose = Whose {
            title: title.into(),
            profit: Profit::default(),
            drivers: vec![0.0; model.pools.len()],
        };
        for part in parts {
            whose.profit += model.profit(cube, part);
            for (sum, pool) in whose.drivers.iter_mut().zip(&model.pools) {
                *sum += model.driver(pool, cube, part);
            }
        }
        whose
    }

    /// Direct costs and pools, one line each; `sign` is −1 where they are taken off.
    pub(super) fn service_lines(&self, analysis: &Analysis, sign: f64) -> Vec<ExplainLine> {
        let direct = analysis
            .data
            .direct
            .is_some()
            .then(|| line("Direct costs", sign * self.profit.direct));
        let pools = analysis.model.pools.iter().zip(&self.drivers);
        direct
            .into_iter()
            .chain(pools.map(|(pool, &driver)| pool_line(pool, driver, sign)))
            .collect()
    }
}

/// "Ordering · 4,310 orders × 21.40 … 92,234"
pub(super) fn pool_line(pool: &PoolRate, driver: f64, sign: f64) -> ExplainLine {
    ExplainLine {
        factors: Some(factors(driver, pool.unit(), pool.rate)),
        provenance: overview::pool_provenance(pool),
        subject: Some(Subject::Pool {
            name: pool.pool.name.clone(),
        }),
        ..line(&pool.pool.name, sign * pool.rate * driver)
    }
}

/// Cost of goods, with the rate where it was typed in.
pub(super) fn cost_line(analysis: &Analysis, profit: &Profit, sign: f64) -> ExplainLine {
    let rate = analysis.model.cost_rate;
    ExplainLine {
        provenance: overview::cost_provenance(analysis),
        factors: rate.map(|rate| factors(profit.revenue, "of net sales", rate)),
        ..line("Cost of goods", sign * profit.cost)
    }
}

/// How the rates of the pools came about: "Ordering: 21.40 = 1,842,000 ÷ 86,075 orders".
pub(super) fn rate_formulas(analysis: &Analysis) -> impl Iterator<Item = String> + '_ {
    std::iter::once("Rate = pool ÷ drivers of all customers".to_owned())
        .chain(analysis.model.pools.iter().map(rate_formula))
}

pub(super) fn rate_formula(pool: &PoolRate) -> String {
    let (name, unit) = (&pool.pool.name, pool.unit());
    let rate = figure(pool.rate);
    if pool.mismatch.is_some() {
        return format!("{name}: it covers other months than the sales, so nobody is charged");
    }
    if !pool.is_allocated() {
        return format!(
            "{name}: no line carries the driver ({unit}), so the pool stays unallocated"
        );
    }
    let amount = figure(pool.pool.amount);
    match (pool.time, pool.pool.rate) {
        (Some(time), _) if time.used <= time.practical => format!(
            "{name}: {rate} = {amount} ÷ {} practical minutes; {} of them used, {} stays idle; {}",
            figure(time.practical),
            figure(time.used),
            figure(pool.idle),
            pool.goes_by(),
        ),
        (Some(time), _) => format!(
            "{name}: {rate} = {amount} ÷ {} minutes used, more than the {} practical ones; {}",
            figure(time.used),
            figure(time.practical),
            pool.goes_by(),
        ),
        (None, Some(_)) => format!("{name}: {rate} for one of {unit}, as typed in"),
        (None, None) => format!(
            "{name}: {rate} = {amount} ÷ {} {unit}",
            figure(pool.driver_total),
        ),
    }
}

fn ladder(
    analysis: &Analysis,
    whose: Whose,
    rows: Option<TableQuery>,
    rows_label: String,
) -> Explanation {
    let profit = &whose.profit;
    let mut lines = vec![line("Net sales", profit.revenue)];
    if analysis.model.has_cost {
        lines.push(cost_line(analysis, profit, -1.0));
        lines.push(total("Gross margin", profit.margin()));
    }
    lines.extend(whose.service_lines(analysis, -1.0));
    lines.push(total("Net contribution", profit.net()));
    let mut formulas = vec![
        "Net contribution = net sales − cost of goods − cost to serve".to_owned(),
        "Cost to serve = direct costs + driver × rate of every pool".to_owned(),
    ];
    if !analysis.model.has_cost {
        formulas.push(NO_COST.to_owned());
    }
    formulas.extend(rate_formulas(analysis));
    Explanation {
        rows,
        rows_label,
        ..money(whose.title, profit.net(), lines, formulas)
    }
}

pub(super) fn lines_label(lines: u64) -> String {
    count(lines, "line behind this number", "lines behind this number")
}

pub(super) fn company(analysis: &Analysis, filter: &Filter) -> Explanation {
    let cube = analysis.cube(filter);
    let title = if filter.terms.is_empty() {
        "Net contribution"
    } else {
        "Net contribution under the filter"
    };
    let whose = Whose::of(analysis, title, cube, [Part::Total]);
    let label = lines_label(cube.total.lines() as u64);
    ladder(analysis, whose, lines_behind(filter, Vec::new()), label)
}

pub(super) fn customer(
    analysis: &Analysis,
    id: &str,
    filter: &Filter,
) -> Result<Explanation, UserError> {
    let customers = &analysis.data.customers;
    let position = customers.find(id).ok_or_else(|| unknown("Customer", id))?;
    let cube = analysis.cube(filter);
    let activity = &cube.customers[position as usize];
    let title = format!("Net contribution, {}", customers.name(position));
    let term = FilterTerm::Customer { id: id.to_owned() };
    let mut explanation = ladder(
        analysis,
        Whose::of(analysis, title, cube, [Part::Customer(position)]),
        lines_behind(filter, vec![term]),
        lines_label(activity.lines() as u64),
    );
    if filter.terms.is_empty() {
        explanation.formulas.push(losing(analysis, position));
    }
    Ok(explanation)
}

/// What would go and what would stay if the customer were lost.
fn losing(analysis: &Analysis, customer: u32) -> String {
    let loss = Loss::of(analysis, std::iter::once(customer));
    format!(
        "Lost, {} of the cost to serve would go away within a year and {} would stay with the others: profit would {} by {}",
        figure(loss.avoidable().round()),
        figure(loss.stranded().round()),
        if loss.effect() < 0.0 { "fall" } else { "rise" },
        figure(loss.effect().abs().round()),
    )
}

pub(super) fn item(
    analysis: &Analysis,
    id: &str,
    filter: &Filter,
) -> Result<Explanation, UserError> {
    let items = &analysis.data.items;
    let position = items.find(id).ok_or_else(|| unknown("Item", id))?;
    let i = position as usize;
    let cube = analysis.cube(filter);
    let title = format!("Net contribution, {}", items.name(position));
    let term = FilterTerm::Item { id: id.to_owned() };
    let mut explanation = ladder(
        analysis,
        Whose::of(analysis, title, cube, [Part::Item(position)]),
        lines_behind(filter, vec![term]),
        lines_label(cube.items[i].lines() as u64),
    );
    explanation.series = cube.demand_of(position).to_vec();
    explanation.series_label = super::demand::series_label(analysis);
    let class = |label: &str, letter: &str, subject| ExplainLine {
        amount: TableValue::Text(letter.to_owned()),
        kind: ColumnKind::Class,
        subject: Some(subject),
        ..line(label, 0.0)
    };
    let item = id.to_owned();
    explanation.lines.push(class(
        "Value class",
        analysis.classes.abc[i].letter(),
        Subject::Abc { item: item.clone() },
    ));
    explanation.lines.push(class(
        "Variability class",
        analysis.classes.shapes[i].xyz.letter(),
        Subject::Demand { item },
    ));
    Ok(explanation)
}

pub(super) fn pair(
    analysis: &Analysis,
    customer: &str,
    item: &str,
    filter: &Filter,
) -> Result<Explanation, UserError> {
    let data = &analysis.data;
    let model = &analysis.model;
    let find_customer = data.customers.find(customer);
    let c = find_customer.ok_or_else(|| unknown("Customer", customer))?;
    let i = data.items.find(item).ok_or_else(|| unknown("Item", item))?;
    let passes = analysis.line_filter(filter);
    let (customer_name, item_name) = (data.customers.name(c), data.items.name(i));
    let mut whose = Whose::of(
        analysis,
        format!("Net contribution, {customer_name} × {item_name}"),
        &analysis.cube,
        [],
    );
    let (mut found, mut lever) = (0, None);
    if let Some((groups, pairs)) = analysis.pair_groups(&passes)
        && let Ok(group) = pairs.binary_search(&(c, i))
        && passes.passes_pair(c, i)
    {
        let sum = &groups.sums[group];
        found = u64::from(sum.sales_lines + sum.return_lines);
        whose.drivers = (model.pools.iter())
            .map(|pool| pool.sum_of(|driver| model.group_driver(groups, driver, group)))
            .collect();
        let rates = model.pools.iter().zip(&whose.drivers);
        whose.profit = Profit {
            revenue: sum.revenue,
            cost: (model.cost_rate).map_or(sum.cost, |rate| rate * sum.revenue),
            direct: sum.direct,
            pools: rates.map(|(pool, driver)| pool.rate * driver).sum(),
        };
        lever = PairActions::new(analysis.action_sources()).of(Pair {
            groups,
            group,
            customer: c,
            profit: whose.profit,
        });
    }
    let terms = vec![
        FilterTerm::Customer {
            id: customer.to_owned(),
        },
        FilterTerm::Item {
            id: item.to_owned(),
        },
    ];
    let rows = lines_behind(filter, terms);
    let mut explanation = ladder(analysis, whose, rows, lines_label(found));
    if let Some(lever) = lever {
        let effect = &lever.effect;
        let a_year = |money: f64| figure((money * per_year(data)).round());
        explanation.formulas.insert(
            0,
            format!(
                "{}: {}. That brings {} a year: {} of margin and {} of avoidable cost, while {} stays",
                lever.lever.label(),
                lever.what,
                a_year(effect.total()),
                a_year(effect.margin),
                a_year(effect.saved()),
                a_year(effect.stranded()),
            ),
        );
    }
    Ok(explanation)
}

pub(super) fn cluster(analysis: &Analysis, cluster: Cluster, filter: &Filter) -> Explanation {
    let cube = analysis.cube(filter);
    let members: Vec<u32> = cube
        .active_customers(&analysis.data)
        .filter(|&c| analysis.clusters[c as usize] == cluster)
        .collect();
    let title = format!("Net contribution, cluster {}", cluster.letter());
    let mut explanation = ladder(
        analysis,
        Whose::of(
            analysis,
            title,
            cube,
            members.iter().map(|&c| Part::Customer(c)),
        ),
        query(
            TableKind::Customers,
            filter,
            vec![FilterTerm::Cluster { cluster }],
        ),
        count(members.len() as u64, "customer in it", "customers in it"),
    );
    let share = percent(analysis.settings().segment.cluster_share);
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

pub(super) fn cell(analysis: &Analysis, cell: &str, filter: &Filter) -> Explanation {
    let cube = analysis.cube(filter);
    let members: Vec<u32> = cube
        .active_items()
        .filter(|&i| analysis.cell(i) == cell)
        .collect();
    let title = format!("Net contribution, items {cell}");
    let term = FilterTerm::Cell {
        cell: cell.to_owned(),
    };
    ladder(
        analysis,
        Whose::of(
            analysis,
            title,
            cube,
            members.iter().map(|&i| Part::Item(i)),
        ),
        query(TableKind::Items, filter, vec![term]),
        count(members.len() as u64, "item in it", "items in it"),
    )
}
