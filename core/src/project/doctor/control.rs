//! The file's totals beside those of the P&L, and what could explain a difference.

use super::money;
use crate::dataset::LineKind;
use crate::doctor::{Examination, Period};
use crate::project::analysis::Analysis;
use crate::project::view::{ControlLine, ControlView};
use crate::project::words::percent;
use crate::read::date::civil_of;
use crate::settings::Check;

/// The whole of the file, then its years.
pub(super) fn control(analysis: &Analysis, examined: &Examination) -> Vec<ControlView> {
    let of = |period: &Period| view(analysis, examined, period.clone());
    examined.periods.iter().map(of).collect()
}

fn view(analysis: &Analysis, examined: &Examination, period: Period) -> ControlView {
    let settings = &analysis.settings().doctor;
    let typed = settings.control.iter().find(|c| c.period == period.name);
    let net_sales = typed.and_then(|c| c.net_sales);
    let typed_cost = typed.and_then(|c| c.cost);
    let fit = |file: f64, typed: f64| {
        (file - typed).abs() <= settings.control_tolerance * typed.abs().max(1.0)
    };
    let cost = period.cost.filter(|_| analysis.model.has_cost);
    let mut said = Vec::new();
    let mut fits = true;
    let mut bridge = Vec::new();
    if let Some(typed) = net_sales {
        fits &= fit(period.net_sales, typed);
        said.push(compare(
            analysis,
            "net sales",
            period.net_sales,
            typed,
            fits,
        ));
        if !fits {
            let reasons = reasons(analysis, examined, &period);
            let difference = period.net_sales - typed;
            if let Some(told) = explanation(analysis, difference, &reasons) {
                said.push(told);
            }
            bridge = of_steps(typed, &period, &reasons);
        }
    }
    if let (Some(typed), Some(cost)) = (typed_cost, cost) {
        let same = fit(cost, typed);
        fits &= same;
        said.push(compare(analysis, "cost of goods", cost, typed, same));
    }
    ControlView {
        label: if period.name.is_empty() {
            "The whole file".to_owned()
        } else {
            period.name.clone()
        },
        period: period.name,
        net_sales: period.net_sales,
        cost,
        typed_net_sales: net_sales,
        typed_cost,
        verdict: said.join(". "),
        fits,
        bridge,
    }
}

fn compare(analysis: &Analysis, what: &str, file: f64, typed: f64, fits: bool) -> String {
    let difference = file - typed;
    if fits {
        return format!(
            "The file's {what} fit the P&L: {} apart",
            money(analysis, difference.abs())
        );
    }
    let share = if typed == 0.0 {
        String::new()
    } else {
        format!(" ({} of it)", percent((difference / typed).abs()))
    };
    format!(
        "The file has {} {} {what} than the P&L{share}",
        money(analysis, difference.abs()),
        if difference < 0.0 { "less" } else { "more" }
    )
}

/// Something that could be in one of the two and not in the other.
struct Reason {
    label: String,
    /// What it would make the file differ by from the P&L.
    amount: f64,
    /// "Cancelled lines would explain it".
    told: String,
}

fn reasons(analysis: &Analysis, examined: &Examination, period: &Period) -> Vec<Reason> {
    let mut out = Vec::new();
    let mut say = |label: String, amount: f64, told: &str| {
        if amount != 0.0 {
            out.push(Reason {
                label,
                amount,
                told: told.to_owned(),
            });
        }
    };
    for &(kind, aside) in &period.set_aside {
        if kind == LineKind::Cancelled {
            say(
                "Cancelled lines, which do not count".to_owned(),
                -aside,
                "The P&L may hold the cancelled lines",
            );
        } else {
            say(
                format!("Rows set aside: {}", kind.reason()),
                -aside,
                &format!("The rows set aside ({}) would explain it", kind.reason()),
            );
        }
    }
    let all: f64 = period.set_aside.iter().map(|(_, money)| money).sum();
    if period.set_aside.len() > 1 {
        say(
            "All rows set aside".to_owned(),
            -all,
            "All rows set aside together would explain it",
        );
    }
    say(
        "Returns, which are taken off".to_owned(),
        period.returns,
        "The P&L may show net sales before returns",
    );
    let data = &analysis.data;
    let of_period = |line: u32| {
        let year = data.day(line as usize).map(|d| civil_of(d).0.to_string());
        period.name.is_empty() || year.as_ref() == Some(&period.name)
    };
    let doubled: f64 = examined
        .lines(Check::Duplicates)
        .iter()
        .filter(|e| of_period(e.line))
        .map(|e| data.revenue[e.line as usize])
        .sum();
    say(
        "Duplicate lines, which count".to_owned(),
        doubled,
        "The duplicate lines would explain it",
    );
    say(
        "Lines of the first and last three days".to_owned(),
        period.at_the_ends,
        "The lines of the first and last three days would explain it: another cut-off",
    );
    out
}

/// A reason explains a difference that it meets to within this share.
const NEAR: f64 = 0.1;

fn explanation(analysis: &Analysis, difference: f64, reasons: &[Reason]) -> Option<String> {
    let off = |r: &&Reason| (r.amount - difference).abs();
    let best = reasons.iter().min_by(|a, b| off(a).total_cmp(&off(b)))?;
    if off(&best) > NEAR * difference.abs() {
        return Some(
            "No single known amount explains it: compare the periods, entities and document types of both"
                .to_owned(),
        );
    }
    Some(format!(
        "{}: {}",
        best.told,
        money(analysis, best.amount.abs())
    ))
}

fn of_steps(typed: f64, period: &Period, reasons: &[Reason]) -> Vec<ControlLine> {
    let line = |label: &str, amount: f64, total: bool| ControlLine {
        label: label.to_owned(),
        amount: amount + 0.0,
        total,
    };
    let mut steps = vec![
        line("Net sales of the P&L", typed, true),
        line("Difference", period.net_sales - typed, true),
        line("Net sales of the file", period.net_sales, true),
    ];
    steps.extend(reasons.iter().map(|r| line(&r.label, r.amount, false)));
    steps
}
