//! What a reader of the results must know before believing them.

use super::analysis::Analysis;
use super::view::{Finding, PoolResult, Severity};
use super::words;
use crate::settings::{Driver, Fix};

/// Cost to serve that most companies have, as shares of net sales: outside of it, amounts or
/// periods are more often wrong than the company is unusual.
const USUAL_SHARE: std::ops::RangeInclusive<f64> = 0.05..=0.20;

/// Share of the rows that may be set aside without a word on the first screen.
const MANY_ASIDE: f64 = 0.02;

/// Notices for the first screen: what is missing, so that the numbers mean less than they seem to.
pub(super) fn of_results(analysis: &Analysis, pools: &[PoolResult]) -> Vec<Finding> {
    let mut notices = Vec::new();
    if !analysis.data.priced {
        notices.push(notice(
            analysis,
            Severity::Warning,
            "The file holds no money: items are classed by their units, and net sales, margin, contribution and clusters are not available".to_owned(),
            "Choose the column of net sales or of the unit price on the Data page, if the file has one",
        ));
    } else if !analysis.model.has_cost {
        notices.push(notice(
            analysis,
            Severity::Warning,
            "The file has no cost of goods: what is left of net sales is no profit yet".to_owned(),
            "Give a cost of goods as a share of net sales on the Cost model page, or choose its column on the Data page",
        ));
    }
    let converted = |currency: &str| {
        let mut fixes = analysis.mended.iter().map(|m| &m.fix);
        fixes.any(|f| matches!(f, Fix::CurrencyRate { currency: c, .. } if c == currency))
    };
    let currencies: Vec<&str> = analysis
        .currencies
        .iter()
        .map(|sum| sum.label.as_str())
        .filter(|label| !converted(label))
        .collect();
    if currencies.len() > 1 {
        let names: Vec<&str> = currencies
            .iter()
            .map(|c| if c.is_empty() { "none" } else { c })
            .collect();
        notices.push(notice(
            analysis,
            Severity::Warning,
            format!(
                "Money is in several currencies ({}) and added up as if it were in one",
                names.join(", ")
            ),
            "Type the rates in the data doctor, or set the lines of the others aside there",
        ));
    }
    if analysis.profits.ranked_customers.is_empty() {
        notices.push(notice(
            analysis,
            Severity::Warning,
            "No line names a customer: only items can be told apart".to_owned(),
            "Choose the column of customers on the Data page, and analyse again",
        ));
    }
    if !analysis.classes.lacking.is_empty() && analysis.data.priced {
        let names: Vec<&str> = analysis.classes.lacking.iter().map(|c| c.label()).collect();
        notices.push(notice(
            analysis,
            Severity::Warning,
            format!(
                "The value classes were to go by {}, which the data does not have: they go by what there is",
                names.join(" and ")
            ),
            "Choose another criterion, or map the column it needs on the Data page",
        ));
    }
    if analysis.classes.cut_months > 0 {
        notices.push(notice(
            analysis,
            Severity::Note,
            format!(
                "In {} of an item more came back than went out: its demand counts as zero",
                words::count(u64::from(analysis.classes.cut_months), "month", "months")
            ),
            "Count demand without returns, if returns come in long after their sales",
        ));
    }
    let quality = &analysis.quality;
    let aside = quality.rows - quality.used;
    if aside as f64 > MANY_ASIDE * quality.rows as f64 {
        let reasons: Vec<&str> = quality
            .set_aside
            .iter()
            .map(|s| s.reason.as_str())
            .collect();
        notices.push(notice(
            analysis,
            Severity::Warning,
            format!(
                "{} of {} are set aside for want of: {}",
                words::grouped(aside),
                words::count(quality.rows, "row", "rows"),
                reasons.join(", ")
            ),
            "Look at them in the data doctor: a wrong delimiter, date order or decimal sign is the usual cause",
        ));
    }
    let grave = |finding: &&Finding| finding.severity == Severity::Blocking;
    notices.extend(quality.findings.iter().filter(grave).cloned());
    notices.extend(without_driver(analysis, pools));
    // They speak of the results, not of a place in a file.
    for notice in &mut notices {
        notice.file.clear();
    }
    notices
}

/// What is odd about the pools.
pub(super) fn of_pools(analysis: &Analysis, pools: &[PoolResult]) -> Vec<Finding> {
    let mut findings = without_driver(analysis, pools);
    let total = &analysis.profits.total;
    let share = total.cost_to_serve() / total.revenue;
    if total.revenue > 0.0 && total.cost_to_serve() > 0.0 && !USUAL_SHARE.contains(&share) {
        findings.push(notice(
            analysis,
            Severity::Note,
            format!(
                "Cost to serve is {} of net sales; most companies lie between {} and {}",
                words::percent(share),
                words::percent(*USUAL_SHARE.start()),
                words::percent(*USUAL_SHARE.end()),
            ),
            "Check the amounts, and that costs and sales cover the same months",
        ));
    }
    findings
}

/// Pools that nobody carries, or whose driver many lines lack.
fn without_driver(analysis: &Analysis, pools: &[PoolResult]) -> Vec<Finding> {
    let weightless = analysis.weightless_share();
    let finding = |pool: &PoolResult| {
        let name = &pool.name;
        if pool.rate.is_none() && pool.amount != 0.0 {
            return Some(notice(
                analysis,
                Severity::Warning,
                format!(
                    "“{name}” goes by {}, which the data does not have: {} stays unallocated and is in no customer's cost",
                    pool.goes_by,
                    words::amount(pool.amount)
                ),
                "Choose another driver, or map the column it needs",
            ));
        }
        (pool.driver == Driver::Weight && pool.time.is_none() && weightless > 0.0).then(|| {
            notice(
                analysis,
                Severity::Warning,
                format!(
                    "{} of the sales lines have no weight and carry nothing of “{name}”",
                    words::percent(weightless)
                ),
                "Fill in the weights, or choose another driver",
            )
        })
    };
    let model = &analysis.model;
    let mut findings = super::pool_findings::of_months(analysis);
    let other_months =
        |name: &str| (model.pools.iter()).any(|p| p.pool.name == name && p.mismatch.is_some());
    let others = pools.iter().filter(|p| !other_months(&p.name));
    findings.extend(others.filter_map(finding));
    findings.extend(super::pool_findings::of_drivers_and_time(analysis));
    findings
}

pub(super) fn notice(
    analysis: &Analysis,
    severity: Severity,
    message: String,
    remedy: &str,
) -> Finding {
    Finding {
        severity,
        file: analysis.data.name.clone(),
        row: None,
        column: None,
        message,
        remedy: remedy.to_owned(),
    }
}
