//! What is odd about pools: other months than the sales, more time used than there is, rates that
//! do not recover the amount, facts that are missing for part of the customers.

use super::analysis::Analysis;
use super::notices::notice;
use super::view::{Finding, Severity};
use super::words;
use crate::profit::{MonthsMismatch, PoolRate};
use crate::read::date::iso_month;
use crate::settings::CostModel;

/// Pools whose months are not those of the sales: nobody is charged until that is settled.
pub(super) fn of_months(analysis: &Analysis) -> Vec<Finding> {
    let finding = |pool: &PoolRate| {
        let MonthsMismatch { cost, sales } = pool.mismatch?;
        let period = |(from, to): (i32, i32)| format!("{} to {}", iso_month(from), iso_month(to));
        let months = |(from, to): (i32, i32)| to - from + 1;
        let factor = f64::from(months(sales)) / f64::from(months(cost));
        Some(notice(
            analysis,
            Severity::Blocking,
            format!(
                "“{}” covers {} ({}), the sales cover {} ({}): its {} is charged to nobody",
                pool.pool.name,
                words::count(months(cost) as u64, "month", "months"),
                period(cost),
                words::count(months(sales) as u64, "month", "months"),
                period(sales),
                words::amount(pool.pool.amount),
            ),
            &format!(
                "Scale it to the sales' months on the Cost model page, which makes it {}, or give the amount of those months",
                words::amount(pool.pool.amount * factor),
            ),
        ))
    };
    analysis.model.pools.iter().filter_map(finding).collect()
}

/// Drivers that are known in part only, time equations, and rates that were typed in.
pub(super) fn of_drivers_and_time(analysis: &Analysis) -> Vec<Finding> {
    let model = &analysis.model;
    let mut findings = Vec::new();
    for (driver, reason) in &model.lacking {
        findings.push(notice(
            analysis,
            Severity::Warning,
            format!(
                "The driver “{}” is not in the data: {reason}",
                driver.label()
            ),
            "Choose another driver on the Cost model page, or add what is missing",
        ));
    }
    for extra in model.extras.iter().filter(|e| e.unknown > 0) {
        findings.push(notice(
            analysis,
            Severity::Warning,
            format!(
                "For {} the fact behind “{}” is not known: they carry nothing of it",
                words::count(
                    u64::from(extra.unknown),
                    "customer or item",
                    "customers or items"
                ),
                extra.driver().label()
            ),
            "Fill the fact in, or choose another driver",
        ));
    }
    for extra in model.extras.iter().filter(|e| e.wanted_before > 0) {
        findings.push(notice(
            analysis,
            Severity::Warning,
            format!(
                "{} wanted before the order was placed: not counted among “{}”",
                words::count(u64::from(extra.wanted_before), "line is", "lines are"),
                extra.driver().label()
            ),
            "Check the requested date's column and the order of day and month on the Data page",
        ));
    }
    if let Some(none) = model
        .pools
        .iter()
        .find(|p| p.pool.assumed && p.pool.amount == 0.0)
        && analysis.data.direct.is_some()
    {
        findings.push(notice(
            analysis,
            Severity::Note,
            format!(
                "“{}” is assumed to be 0, because the order lines have direct costs of their own",
                none.pool.name
            ),
            "Give an amount if there is transport beside them; otherwise it would count twice",
        ));
    }
    for pool in &model.pools {
        findings.extend(of_time(analysis, pool));
        if pool.is_cut_off() {
            findings.push(notice(
                analysis,
                Severity::Blocking,
                format!(
                    "The rate of “{}” comes to more than 1,000,000,000,000,000: it is cut off there",
                    pool.pool.name
                ),
                "Type what one unit of the driver costs",
            ));
        }
        if pool.is_allocated() && pool.pool.rate.is_some() && pool.unallocated.abs() >= 0.005 {
            findings.push(of_rate(analysis, pool));
        }
    }
    findings
}

fn of_time(analysis: &Analysis, pool: &PoolRate) -> Option<Finding> {
    let name = &pool.pool.name;
    if let Some(time) = pool.time.filter(|t| t.used > t.practical) {
        return Some(notice(
            analysis,
            Severity::Warning,
            format!(
                "“{name}” uses {} of its practical capacity: {} minutes of {}; its cost is shared by the minutes used and nothing is idle",
                words::percent(time.utilisation()),
                words::grouped(time.used.round() as u64),
                words::grouped(time.practical.round() as u64),
            ),
            "Check the capacity and the minutes of its time equation",
        ));
    }
    let half = pool.pool.capacity.is_some() == pool.pool.terms.is_empty();
    (half && analysis.settings().cost.model == CostModel::TimeDriven).then(|| {
        let lacks = match pool.pool.capacity {
            Some(_) => "a capacity and no time equation",
            None => "a time equation and no capacity",
        };
        notice(
            analysis,
            Severity::Note,
            format!("“{name}” has {lacks}: it goes by its driver"),
            "Give both, so that it goes by time",
        )
    })
}

fn of_rate(analysis: &Analysis, pool: &PoolRate) -> Finding {
    let name = &pool.pool.name;
    let message = if pool.unallocated > 0.0 {
        format!(
            "The rate typed in recovers {} of the {} of “{name}”: {} is charged to nobody",
            words::amount(pool.allocated),
            words::amount(pool.pool.amount),
            words::amount(pool.unallocated),
        )
    } else {
        format!(
            "The rate typed in charges {}, {} more than “{name}” costs",
            words::amount(pool.allocated),
            words::amount(-pool.unallocated),
        )
    };
    notice(
        analysis,
        Severity::Note,
        message,
        "Check the rate, or leave it out to have it derived from the amount",
    )
}
