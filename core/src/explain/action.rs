//! The effect of an action: what goes away of each pool, and what the customer earns before and
//! after it.

use super::{factors, figure, line, lines_behind, money, total, unknown};
use crate::actions::{self, per_year};
use crate::project::Analysis;
use crate::project::view::{ExplainLine, Explanation, Filter, FilterTerm, UserError};
use crate::words::percent;

/// Pairs worth delisting must have been prepared.
pub(super) fn action(analysis: &Analysis, customer: &str) -> Result<Explanation, UserError> {
    let customers = &analysis.data.customers;
    let c = (customers.find(customer)).ok_or_else(|| unknown("Customer", customer))?;
    let action = actions::action(analysis.action_sources(), c, analysis.losing_pairs())
        .ok_or_else(|| unknown("The action on", customer))?;
    let year = per_year(&analysis.data);
    let effect = &action.effect;
    let mut lines = Vec::new();
    if effect.margin != 0.0 {
        let label = if effect.margin > 0.0 {
            "Margin gained"
        } else {
            "Margin lost"
        };
        lines.push(line(label, effect.margin * year));
    }
    for (pool, of_pool) in analysis.model.pools.iter().zip(&effect.pools) {
        if of_pool.saved != 0.0 {
            let rate = pool.rate * pool.pool.avoidable_share;
            lines.push(ExplainLine {
                factors: Some(factors(of_pool.avoided * year, pool.unit(), rate)),
                provenance: crate::project::overview::pool_provenance(pool),
                ..line(
                    &format!("{}, avoidable", pool.pool.name),
                    of_pool.saved * year,
                )
            });
        }
    }
    lines.push(total("Effect a year", effect.total() * year));
    let mut formulas = vec![
        action.what.clone(),
        if action.chosen {
            "Chosen by you in place of the lever that fits what costs most".to_owned()
        } else {
            format!("Chosen because of the {} a year", action.why(year))
        },
        "Effect = margin gained + driver avoided × rate × avoidable share, of every pool"
            .to_owned(),
    ];
    for (pool, of_pool) in analysis.model.pools.iter().zip(&effect.pools) {
        if of_pool.charged_before != of_pool.charged_after {
            formulas.push(format!(
                "{}: charged {} before, {} after; {} of what it no longer uses is avoidable, {} stays",
                pool.pool.name,
                figure((of_pool.charged_before * year).round()),
                figure((of_pool.charged_after * year).round()),
                percent(pool.pool.avoidable_share),
                figure((of_pool.stranded * year).round()),
            ));
        }
    }
    formulas.push(format!(
        "Net contribution of the customer a year: {} before, {} after",
        figure((action.before * year).round()),
        figure((action.after() * year).round()),
    ));
    formulas.push(format!(
        "The data covers {} months; everything is multiplied by {} to make it a year",
        analysis.data.months,
        figure(year),
    ));
    let title = format!("{}: {}", action.lever.label(), customers.name(c));
    let term = FilterTerm::Customer {
        id: customer.to_owned(),
    };
    Ok(Explanation {
        rows: lines_behind(&Filter::default(), vec![term]),
        rows_label: "The customer's lines".to_owned(),
        source: "Kaplan & Narayanan, Measuring and managing customer profitability (2001)"
            .to_owned(),
        ..money(title, effect.total() * year, lines, formulas)
    })
}
