//! The data doctor in words: findings with their fixes, the calendar, the control total, the log.

mod checks;
mod control;
mod log;
mod offers;

pub(super) use log::log;

use super::analysis::Analysis;
use super::view::{CalendarView, CheckReport, CheckState, Doctor, UserError};
use super::words::{self, amount, count, grouped};
use crate::clean::is_checked;
use crate::doctor::{Calendar, Examination};
use crate::read::date::{self, Day};
use crate::stats::order;

/// The report; the lines must have been [examined](Analysis::examine).
pub(super) fn doctor(analysis: &Analysis) -> Doctor {
    let nothing = Examination::default();
    let examined = analysis.examined.as_ref().unwrap_or(&nothing);
    let control = control::control(analysis, examined);
    let mut checks = checks::reports(analysis, examined, &control);
    let rank = |state| match state {
        CheckState::Open => 0,
        CheckState::Kept => 1,
        CheckState::Fine => 2,
    };
    order::sort_by(&mut checks, |a, b| {
        let money = |c: &CheckReport| {
            if c.state == CheckState::Fine {
                0.0
            } else {
                c.money
            }
        };
        (rank(a.state).cmp(&rank(b.state))).then(money(b).total_cmp(&money(a)))
    });
    let quality = &analysis.quality;
    Doctor {
        headline: headline(analysis, &checks),
        lede: lede(analysis),
        rows: quality.rows,
        used: quality.used,
        set_aside: quality.set_aside.clone(),
        findings: {
            let findings = quality.findings.iter();
            findings.filter(|f| !is_checked(f)).cloned().collect()
        },
        calendar: calendar(analysis, &examined.calendar),
        control,
        log: log(analysis),
        currency: analysis.settings().currency.clone(),
        checks,
    }
}

/// Why fixes that leave no row are not done.
pub(super) fn nothing_left() -> UserError {
    UserError {
        title: "This would set every row aside".to_owned(),
        detail: "The fix was not done".to_owned(),
        remedy: "Choose a narrower one, or correct the file".to_owned(),
    }
}

/// Numbers up to nine as words, as they stand in a sentence.
fn in_words(n: usize) -> String {
    const WORDS: [&str; 10] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    WORDS
        .get(n)
        .map_or_else(|| grouped(n as u64), |word| (*word).to_owned())
}

fn headline(analysis: &Analysis, checks: &[CheckReport]) -> String {
    let quality = &analysis.quality;
    let rows = if quality.used == quality.rows {
        "All rows count".to_owned()
    } else {
        let share = quality.used as f64 / quality.rows as f64;
        // 99.96 % must not read as all of them.
        let share = (share * 1000.0).floor() / 10.0;
        format!("{share:.1}\u{a0}% of the rows count")
    };
    let open: Vec<&CheckReport> = checks
        .iter()
        .filter(|c| c.state == CheckState::Open)
        .collect();
    let found = match open.len() {
        0 => "nothing else asks for a look".to_owned(),
        1 => "one finding asks for a look".to_owned(),
        n => format!("{} findings ask for a look", in_words(n)),
    };
    match open.first() {
        Some(largest) if largest.money > 0.0 => format!(
            "{rows}; {found}, {} touches {} of net sales",
            if open.len() == 1 { "it" } else { "the largest" },
            amount(largest.money)
        ),
        _ => format!("{rows}; {found}"),
    }
}

fn lede(analysis: &Analysis) -> String {
    let done = analysis.mended.len() as u64;
    let done = if done == 0 {
        "No fix is in force yet".to_owned()
    } else {
        format!("{} in force", count(done, "fix is", "fixes are"))
    };
    format!(
        "{done}. Every fix is one click, stands in the log below and in the exported workbook, results and settings, and can be taken back; the file itself is never changed."
    )
}

/// "5 Feb 2024"
fn day_in_words(day: Day) -> String {
    let (year, month, day) = date::civil_of(day);
    format!("{day} {} {year}", MONTHS[month as usize - 1])
}

/// "Feb 2024"
fn month_in_words(month: i32) -> String {
    let name = MONTHS[month.rem_euclid(12) as usize];
    format!("{name} {}", month.div_euclid(12))
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Of the days with lines, the share that is lighter than the darkest shade.
const DARKEST: f64 = 0.9;

fn calendar(analysis: &Analysis, calendar: &Calendar) -> CalendarView {
    let data = &analysis.data;
    let mut busy: Vec<u32> = calendar.lines.iter().copied().filter(|n| *n > 0).collect();
    order::whole(&mut busy);
    let many = busy
        .get((busy.len() as f64 * DARKEST) as usize)
        .or(busy.last());
    let weeks = (calendar.lines.len() / 7) as u64;
    let title = match calendar.gaps.as_slice() {
        [] if weeks == 0 => "No line has a day".to_owned(),
        [] if calendar.lines.chunks(7).all(|w| w.iter().any(|n| *n > 0)) => {
            format!("Every one of {} has lines", count(weeks, "week", "weeks"))
        }
        [] => "Most weeks have no lines: gaps cannot be told".to_owned(),
        [gap] => format!(
            "One of {} has no lines: that of {}",
            count(weeks, "week", "weeks"),
            day_in_words(*gap)
        ),
        gaps => format!(
            "{} of {} have no lines, the first is that of {}",
            grouped(gaps.len() as u64),
            count(weeks, "week", "weeks"),
            day_in_words(gaps[0])
        ),
    };
    CalendarView {
        title,
        first_monday: calendar.first_monday,
        lines: calendar.lines.clone(),
        revenue: calendar.revenue.iter().map(|r| r.round() + 0.0).collect(),
        first_day: data.first_day,
        last_day: data.last_day,
        gaps: calendar.gaps.clone(),
        many: many.copied().unwrap_or(1).max(1),
    }
}

/// "12.4 k" with the currency behind it, where it is known.
fn money(analysis: &Analysis, value: f64) -> String {
    let currency = &analysis.settings().currency;
    let text = words::amount(value);
    if currency.is_empty() {
        text
    } else {
        format!("{text}\u{a0}{currency}")
    }
}

#[cfg(test)]
mod tests;
