//! Single steps of the ladder, cost pools and the peak of the whale curve. A cost explained by
//! itself is a positive amount; only in a ladder is it taken off.

use super::ladder::{
    NO_COST, Whose, cost_line, lines_label, pool_line, rate_formula, rate_formulas,
};
use super::{figure, line, lines_behind, money, query, total, unknown};
use crate::cube::Part;
use crate::profit::PoolRate;
use crate::project::Analysis;
use crate::project::overview;
use crate::project::view::{
    ColumnKind, ExplainLine, Explanation, Filter, Subject, TableKind, UserError,
};
use crate::words::percent;

fn pool_named<'a>(analysis: &'a Analysis, name: &str) -> Result<&'a PoolRate, UserError> {
    let mut pools = analysis.model.pools.iter();
    pools
        .find(|p| p.pool.name == name)
        .ok_or_else(|| unknown("Cost pool", name))
}

/// A pool as a whole: who carries it and what it costs a driver unit, whatever the filter.
pub(super) fn pool(analysis: &Analysis, name: &str) -> Result<Explanation, UserError> {
    let pool = pool_named(analysis, name)?;
    let amount = pool.pool.amount;
    let from = |line: ExplainLine| ExplainLine {
        provenance: overview::pool_provenance(pool),
        ..line
    };
    let quantity = |label: &str, amount: f64| ExplainLine {
        kind: ColumnKind::Quantity,
        ..line(label, amount)
    };
    let all = match pool.time {
        Some(_) => "Minutes used".to_owned(),
        None => format!("All {}", pool.pool.driver.label()),
    };
    let mut lines = vec![
        from(line("Allocated", pool.allocated)),
        from(line("Unallocated", pool.unallocated)),
        from(total("Pool", amount)),
        quantity(&all, pool.driver_total),
    ];
    if let Some(time) = pool.time {
        lines.insert(1, from(line("Idle capacity", pool.idle)));
        lines.push(quantity("Practical minutes", time.practical));
        lines.push(ExplainLine {
            kind: ColumnKind::Share,
            ..line("Used", time.utilisation())
        });
    }
    if pool.is_allocated() {
        lines.push(from(ExplainLine {
            kind: ColumnKind::Ratio,
            ..line("Rate", pool.rate)
        }));
    }
    let avoidable = pool.pool.avoidable_share;
    let formulas = vec![
        match pool.time {
            Some(_) => "Rate = pool ÷ practical minutes; what nobody used stays idle".to_owned(),
            None => "Rate = pool ÷ drivers of all customers".to_owned(),
        },
        rate_formula(pool),
        format!(
            "{} would go with the activity within a year, {} would stay: {} × {}",
            figure(amount * avoidable),
            figure(amount * (1.0 - avoidable)),
            figure(amount),
            percent(avoidable)
        ),
    ];
    let kind = TableKind::Lines {
        driver: pool
            .terms()
            .first()
            .map(|t| t.driver)
            .filter(|_| pool.terms().len() == 1),
    };
    Ok(Explanation {
        rows: query(kind, &Filter::default(), Vec::new()),
        rows_label: "Lines that carry the driver".to_owned(),
        ..money(name, amount, lines, formulas)
    })
}

/// What everything in the filter pays of a pool.
fn share_of_pool(
    analysis: &Analysis,
    name: &str,
    filter: &Filter,
) -> Result<Explanation, UserError> {
    let pool = pool_named(analysis, name)?;
    let cube = analysis.cube(filter);
    let driver = analysis.model.driver(pool, cube, Part::Total);
    let lines = vec![ExplainLine {
        total: true,
        ..pool_line(pool, driver, 1.0)
    }];
    let formulas = vec![
        "Driver under the filter × rate; the rate comes from all customers".to_owned(),
        rate_formula(pool),
    ];
    let kind = TableKind::Lines {
        driver: pool
            .terms()
            .first()
            .map(|t| t.driver)
            .filter(|_| pool.terms().len() == 1),
    };
    Ok(Explanation {
        rows: query(kind, filter, Vec::new()),
        rows_label: "Lines that carry the driver".to_owned(),
        ..money(name, pool.rate * driver, lines, formulas)
    })
}

/// A step of the ladder over everything in the filter.
pub(super) fn step(
    analysis: &Analysis,
    name: &str,
    filter: &Filter,
) -> Result<Explanation, UserError> {
    let cube = analysis.cube(filter);
    let whose = Whose::of(analysis, "", cube, [Part::Total]);
    let profit = &whose.profit;
    let explanation = match name {
        "revenue" => {
            let mut lines = Vec::new();
            if let Some(gross) = cube.gross {
                lines.push(line("Gross sales", gross));
                let discounts = profit.revenue - gross;
                lines.push(line(overview::discounts_label(discounts), discounts));
            }
            lines.push(total("Net sales", profit.revenue));
            let formula = "Sum of the lines, returns negative".to_owned();
            money("Net sales", profit.revenue, lines, vec![formula])
        }
        "cost" => {
            let line = ExplainLine {
                total: true,
                ..cost_line(analysis, profit, 1.0)
            };
            let formula = match analysis.model.cost_rate {
                Some(rate) => format!("Cost of goods = {} × net sales, as typed in", percent(rate)),
                None if !analysis.model.has_cost => NO_COST.to_owned(),
                None => format!("Cost of goods from: {}", analysis.quality.cost_source),
            };
            money("Cost of goods", profit.cost, vec![line], vec![formula])
        }
        "margin" => {
            let mut formulas = vec!["Gross margin = net sales − cost of goods".to_owned()];
            if !analysis.model.has_cost {
                formulas.push(NO_COST.to_owned());
            }
            let lines = vec![
                line("Net sales", profit.revenue),
                cost_line(analysis, profit, -1.0),
                total("Gross margin", profit.margin()),
            ];
            money("Gross margin", profit.margin(), lines, formulas)
        }
        "direct" => {
            let formula = "Sum of the lines' own costs; a cost of the order is counted once and split over its lines";
            let lines = vec![total("Direct costs", profit.direct)];
            money(
                "Direct costs",
                profit.direct,
                lines,
                vec![formula.to_owned()],
            )
        }
        "cost_to_serve" => {
            let mut lines = whose.service_lines(analysis, 1.0);
            lines.push(total("Cost to serve", profit.cost_to_serve()));
            let mut formulas =
                vec!["Cost to serve = direct costs + driver × rate of every pool".to_owned()];
            formulas.extend(rate_formulas(analysis));
            money("Cost to serve", profit.cost_to_serve(), lines, formulas)
        }
        overview::IDLE => return Ok(idle(analysis)),
        name => return share_of_pool(analysis, name, filter),
    };
    Ok(Explanation {
        rows: lines_behind(filter, Vec::new()),
        rows_label: lines_label(cube.total.lines() as u64),
        ..explanation
    })
}

/// Capacity that was paid for and that nobody used, by pool.
fn idle(analysis: &Analysis) -> Explanation {
    let pools = analysis.model.pools.iter().filter(|p| p.idle != 0.0);
    let mut lines: Vec<ExplainLine> = pools
        .clone()
        .map(|pool| ExplainLine {
            provenance: overview::pool_provenance(pool),
            subject: Some(Subject::Pool {
                name: pool.pool.name.clone(),
            }),
            ..line(&pool.pool.name, pool.idle)
        })
        .collect();
    let sum = analysis.model.idle();
    lines.push(total("Idle capacity", sum));
    let mut formulas = vec![
        "Idle = pool − minutes used × cost of a minute of practical capacity; charged to nobody"
            .to_owned(),
    ];
    formulas.extend(pools.map(rate_formula));
    Explanation {
        source: "Kaplan & Anderson, Time-driven activity-based costing (HBR 2004)".to_owned(),
        ..money("Idle capacity", sum, lines, formulas)
    }
}

/// The peak as what all customers earn and what the loss makers took off it again.
pub(super) fn whale_peak(analysis: &Analysis, filter: &Filter) -> Explanation {
    let whale = overview::whale(analysis, analysis.cube(filter), !filter.terms.is_empty());
    let count = |label: &str, n: u32| ExplainLine {
        kind: ColumnKind::Count,
        ..line(label, f64::from(n))
    };
    let lines = vec![
        count("Customers", whale.customers),
        count("Customers up to the peak", whale.peak.customers),
        count("Customers who lose money", whale.loss_makers),
        line("Net contribution of all customers", whale.total),
        line("What the loss makers destroy", whale.destroyed),
        total("Peak", whale.peak.cumulative),
    ];
    let mut formulas = vec![
        "Customers stand from best to worst; the curve adds up their net contribution".to_owned(),
        match whale.peak.share {
            Some(share) => format!(
                "Peak = {} ÷ {} = {} of the total",
                figure(whale.peak.cumulative),
                figure(whale.total),
                percent(share)
            ),
            None => "The total is not positive, so the curve shows money and no shares".to_owned(),
        },
    ];
    if whale.unidentified != 0.0 {
        formulas.push(format!(
            "Lines without a customer stand outside the curve; their net contribution is {}",
            figure(whale.unidentified)
        ));
    }
    Explanation {
        rows: query(TableKind::Customers, filter, Vec::new()),
        rows_label: "Customers".to_owned(),
        source: "Kaplan & Narayanan, Measuring and managing customer profitability (2001)"
            .to_owned(),
        ..money(
            "Peak of the whale curve",
            whale.peak.cumulative,
            lines,
            formulas,
        )
    }
}
