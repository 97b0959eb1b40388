//! Checks of periods: months, weeks, and the totals of the P&L.

use super::super::offers::{keep, offer};
use super::super::{in_words, month_in_words};
use super::{Context, Found};
use crate::doctor::partial_months;
use crate::project::view::ControlView;
use crate::project::words::count;
use crate::read::date;
use crate::settings::{Check, Fix};

impl Context<'_> {
    pub(super) fn partial_months(&self) -> Found {
        let data = &self.analysis.data;
        let found = partial_months(data, self.analysis.settings().demand.month_gap_days);
        if found.is_empty() {
            return Found::nothing("The first and the last month are complete");
        }
        let months = &self.examined.calendar.months;
        let mut offers = Vec::new();
        let (mut money, mut told) = (0.0, Vec::new());
        for partial in &found {
            let Some(month) = months.iter().find(|m| m.month == partial.month) else {
                continue;
            };
            let first = partial.month == data.first_month;
            told.push(format!(
                "{} {} {}",
                month_in_words(partial.month),
                if first { "begins" } else { "ends" },
                count(
                    u64::from(partial.missing_days),
                    if first { "day late" } else { "day early" },
                    if first { "days late" } else { "days early" }
                )
            ));
            money += month.revenue.abs();
            offers.push(offer(
                format!(
                    "Set {} of {} aside",
                    count(month.lines, "line", "lines"),
                    month_in_words(partial.month)
                ),
                "Sales, demand and costs then cover whole months",
                Fix::SetAside {
                    check: Check::PartialMonths,
                    only: Some(date::iso_month(partial.month)),
                },
            ));
        }
        offers.push(keep(Check::PartialMonths));
        Found {
            title: format!("{}: {} in months that are not complete", told.join(" and "), self.money(money)),
            detail: "A half month looks like a fall in demand. Demand alone can leave it out too: “Incomplete months” among the conventions of the page Demand shape".to_owned(),
            lines: found.len() as u64,
            money,
            offers,
            settled: false,
        }
    }

    pub(super) fn gaps(&self) -> Found {
        let gaps = self.examined.calendar.gaps.len();
        if gaps == 0 {
            return Found::nothing("No week is without lines that usually has some");
        }
        Found {
            title: format!(
                "{} without a line, as the calendar below shows",
                if gaps == 1 {
                    "One week is".to_owned()
                } else {
                    format!("{} weeks are", in_words(gaps))
                }
            ),
            detail: "A holiday or stocktaking is no fault; an export that was cut into pieces, one of them missing, is".to_owned(),
            lines: gaps as u64,
            money: 0.0,
            offers: vec![keep(Check::DateGaps)],
            settled: false,
        }
    }
}

pub(super) fn of_control(control: &[ControlView]) -> Found {
    let typed = |c: &&ControlView| !c.verdict.is_empty();
    let open: Vec<&ControlView> = control.iter().filter(|c| !c.fits).collect();
    if open.is_empty() {
        return Found::nothing(if control.iter().any(|c| typed(&c)) {
            "The totals fit the P&L"
        } else {
            "No total of the P&L was typed in yet"
        });
    }
    let apart = |c: &ControlView| {
        c.typed_net_sales
            .map_or(0.0, |typed| (c.net_sales - typed).abs())
    };
    let titles: Vec<String> = open
        .iter()
        .map(|c| {
            if c.period.is_empty() {
                c.verdict.clone()
            } else {
                format!("{}: {}", c.label, c.verdict)
            }
        })
        .collect();
    Found {
        title: titles.join(". "),
        detail: "The bridge below lists the amounts that could explain it".to_owned(),
        lines: open.len() as u64,
        money: open.iter().map(|c| apart(c)).fold(0.0, f64::max),
        offers: vec![keep(Check::ControlTotal)],
        settled: false,
    }
}
