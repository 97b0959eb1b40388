//! What each check found, in sentences, with the fixes it offers.

mod keys;
mod lines;
mod time;

use super::money;
use crate::doctor::Examination;
use crate::project::analysis::Analysis;
use crate::project::view::{CheckReport, CheckState, ControlView, Offer, TableKind};
use crate::settings::{Check, Fix, Party};

/// A report under construction; `lines` zero means that nothing was found.
struct Found {
    title: String,
    detail: String,
    lines: u64,
    money: f64,
    offers: Vec<Offer>,
    /// The user already did about it what can be done.
    settled: bool,
}

impl Found {
    fn nothing(title: &str) -> Found {
        Found {
            title: title.to_owned(),
            detail: String::new(),
            lines: 0,
            money: 0.0,
            offers: Vec::new(),
            settled: false,
        }
    }
}

pub(super) fn reports(
    analysis: &Analysis,
    examined: &Examination,
    control: &[ControlView],
) -> Vec<CheckReport> {
    let context = Context { analysis, examined };
    let kept = |check| {
        let keeps = |fix: &Fix| matches!(fix, Fix::Keep { check: kept } if *kept == check);
        analysis.mended.iter().any(|m| keeps(&m.fix))
    };
    Check::ALL
        .into_iter()
        .map(|check| {
            let found = match check {
                Check::ControlTotal => time::of_control(control),
                check => context.of(check),
            };
            let state = if found.lines == 0 {
                CheckState::Fine
            } else if kept(check) || found.settled {
                CheckState::Kept
            } else {
                CheckState::Open
            };
            let by_lines = !examined.lines(check).is_empty();
            let has_table = by_lines
                || matches!(
                    check,
                    Check::CustomerKeys
                        | Check::ItemKeys
                        | Check::Currencies
                        | Check::Units
                        | Check::PartialMonths
                );
            CheckReport {
                check,
                state,
                name: check.label().to_owned(),
                title: found.title,
                detail: found.detail,
                lines: found.lines,
                money: found.money + 0.0,
                offers: if state == CheckState::Open {
                    found.offers
                } else {
                    Vec::new()
                },
                table: (has_table && found.lines > 0).then_some(TableKind::Doctor { check }),
                by_row: by_lines && check != Check::MissingCost,
            }
        })
        .collect()
}

struct Context<'a> {
    analysis: &'a Analysis,
    examined: &'a Examination,
}

impl Context<'_> {
    /// Lines of a check and their net sales without signs.
    fn lines(&self, check: Check) -> (u64, f64) {
        let lines = self.examined.lines(check);
        let revenue = &self.analysis.data.revenue;
        let money = lines.iter().map(|e| revenue[e.line as usize].abs()).sum();
        (lines.len() as u64, money)
    }

    fn money(&self, value: f64) -> String {
        money(self.analysis, value)
    }

    fn of(&self, check: Check) -> Found {
        match check {
            Check::Duplicates => self.duplicates(),
            Check::JoinedLines => self.joined(),
            Check::UnmarkedReturns | Check::PositiveReturns => self.signs(check),
            Check::Outliers => self.outliers(),
            Check::PriceJumps => self.jumps(),
            Check::FreeLines => self.free(),
            Check::Intercompany => self.intercompany(),
            Check::MissingCost => self.cost(),
            Check::Currencies => self.currencies(),
            Check::Units => self.units(),
            Check::CustomerKeys => self.keys(Party::Customers, &self.examined.customer_keys),
            Check::ItemKeys => self.keys(Party::Items, &self.examined.item_keys),
            Check::Unnamed => self.unnamed(),
            Check::PartialMonths => self.partial_months(),
            Check::DateGaps | Check::ControlTotal => self.gaps(),
        }
    }
}
