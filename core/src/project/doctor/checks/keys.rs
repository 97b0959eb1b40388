//! Checks of keys and labels: currencies, units, keys that look alike or have no name.

use super::super::log::kind_of;
use super::super::offers::{self, keep};
use super::{Context, Found};
use crate::doctor::{KeyGroup, LabelSum};
use crate::project::words::count;
use crate::settings::{Check, Fix, Party};

impl Context<'_> {
    /// The labels whose lines are converted by no fix, without the most usual one, and that one.
    fn unconverted<'b>(
        &self,
        sums: &'b [LabelSum],
        converts: impl Fn(&Fix) -> Option<&String>,
    ) -> (Vec<LabelSum>, &'b str) {
        let done = |label: &String| {
            let mut fixes = self.analysis.mended.iter();
            fixes.any(|m| converts(&m.fix) == Some(label))
        };
        let usual = sums.iter().find(|s| !done(&s.label));
        let usual = usual.map_or("", |s| offers::named(&s.label));
        let rest = sums
            .iter()
            .filter(|s| offers::named(&s.label) != usual && !done(&s.label));
        (rest.cloned().collect(), usual)
    }

    pub(super) fn currencies(&self) -> Found {
        let (rest, usual) = self.unconverted(&self.examined.currencies, |fix| match fix {
            Fix::CurrencyRate { currency, .. } => Some(currency),
            _ => None,
        });
        if rest.is_empty() {
            return Found::nothing(if self.analysis.data.attached.currencies.is_some() {
                "All money is in one currency"
            } else {
                "No column names a currency: all money counts as one"
            });
        }
        let lines = rest.iter().map(|s| s.lines).sum();
        let money = rest.iter().map(|s| s.revenue.abs()).sum();
        let names: Vec<&str> = rest.iter().map(|s| offers::named(&s.label)).collect();
        let mut offers = offers::currencies(&rest, usual);
        offers.push(keep(Check::Currencies));
        Found {
            title: format!(
                "{} in {}, and are added to {usual} as if they were the same: {}",
                count(lines, "line is", "lines are"),
                names.join(", "),
                money_plain(money)
            ),
            detail: "Type what one unit of the other currency is worth, or set its lines aside"
                .to_owned(),
            lines,
            money,
            offers,
            settled: false,
        }
    }

    pub(super) fn units(&self) -> Found {
        let (rest, usual) = self.unconverted(&self.examined.units, |fix| match fix {
            Fix::UnitFactor { unit, .. } => Some(unit),
            _ => None,
        });
        if rest.is_empty() {
            return Found::nothing(if self.analysis.data.attached.units.is_some() {
                "Every item is counted in one unit"
            } else {
                "No column names a unit: price jumps tell where units are mixed"
            });
        }
        let lines = rest.iter().map(|s| s.lines).sum();
        let money = rest.iter().map(|s| s.revenue.abs()).sum();
        let items = u64::from(self.examined.mixed_items);
        let mut offers = offers::units(&rest, usual);
        offers.push(keep(Check::Units));
        Found {
            title: format!(
                "{} counted in several units: {} not in {usual}",
                count(items, "item is", "items are"),
                count(lines, "line is", "lines are"),
            ),
            detail: "Quantities of different units are added up in demand, and in pools that go by units".to_owned(),
            lines,
            money,
            offers,
            settled: false,
        }
    }

    pub(super) fn keys(&self, of: Party, groups: &[KeyGroup]) -> Found {
        let (one, many) = kind_of(of);
        if groups.is_empty() {
            return Found::nothing(&format!("No two {one} keys look alike"));
        }
        let keys: usize = groups.iter().map(|g| g.members.len()).sum();
        let money: f64 = groups
            .iter()
            .flat_map(|g| &g.revenue[1..])
            .map(|r| r.abs())
            .sum();
        let mut offers = offers::merge(self.analysis, of, groups);
        offers.push(keep(match of {
            Party::Customers => Check::CustomerKeys,
            Party::Items => Check::ItemKeys,
        }));
        Found {
            title: format!(
                "{} differ in blanks, case, leading zeros or hyphens only and are probably {}: {} on the smaller ones",
                count(keys as u64, &format!("{one} key"), &format!("{one} keys")),
                count(groups.len() as u64, one, many),
                self.money(money)
            ),
            detail:
                "As several keys each looks smaller than it is, in classes, clusters and prices"
                    .to_owned(),
            lines: keys as u64,
            money,
            offers,
            settled: false,
        }
    }

    pub(super) fn unnamed(&self) -> Found {
        let (customers, items) = (self.examined.unnamed_customers, self.examined.unnamed_items);
        if customers + items == 0 {
            return Found::nothing("No key lacks a name that others have");
        }
        let parts: Vec<String> = [
            (customers, "customer", "customers"),
            (items, "item", "items"),
        ]
        .into_iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| count(u64::from(n), one, many))
        .collect();
        Found {
            title: format!("{} without a name, though most have one", parts.join(" and ")),
            detail: "They are missing in the list that the names come from; the report on matched files says which".to_owned(),
            lines: u64::from(customers + items),
            money: 0.0,
            offers: vec![keep(Check::Unnamed)],
            settled: false,
        }
    }
}

/// Money in another currency than the data's.
fn money_plain(value: f64) -> String {
    crate::project::words::amount(value)
}
