//! Items whose class differs from what it was, or from what another tool would say.

use super::{Table, column, number, text};
use crate::demand::{Classes, Flip, ItemClasses, flips};
use crate::project::analysis::Analysis;
use crate::project::view::{Against, ColumnKind, Subject, TableColumn, TableValue};
use crate::settings::AbcBoundary;
use crate::words;

/// A class of an item: key, label, definition, and its text.
struct Axis {
    key: &'static str,
    label: &'static str,
    text: fn(&ItemClasses) -> Option<&'static str>,
}

const AXES: [Axis; 6] = [
    Axis {
        key: "abc",
        label: "ABC",
        text: |c| Some(c.abc.letter()),
    },
    Axis {
        key: "abc_second",
        label: "Second ABC",
        text: |c| c.second.map(crate::demand::Abc::letter),
    },
    Axis {
        key: "xyz",
        label: "XYZ",
        text: |c| Some(c.xyz.letter()),
    },
    Axis {
        key: "sbc",
        label: "Demand",
        text: |c| Some(c.demand.label()),
    },
    Axis {
        key: "fmr",
        label: "FMR",
        text: |c| Some(c.fmr.letter()),
    },
    Axis {
        key: "status",
        label: "Status",
        text: |c| Some(c.status.label()),
    },
];

/// Items that change class, and what the sides of the change are called.
pub(super) struct Found {
    flips: Vec<Flip>,
    /// Any of them has a second class.
    second: bool,
    then: String,
    now: String,
}

/// The table of them; a limit that is dragged asks for it many times a second, so only the rows
/// that are seen are written out.
pub(super) struct Flips<'a> {
    analysis: &'a Analysis,
    found: &'a Found,
}

pub(super) fn found(analysis: &Analysis, against: &Against) -> Found {
    let (flips, then, now) = match against {
        Against::LastSettings => {
            let found = analysis
                .previous
                .as_ref()
                .map_or_else(Vec::new, |before| flips(before, &analysis.classes));
            (found, "before".to_owned(), "now".to_owned())
        }
        Against::Preset(preset) => {
            let mut settings = analysis.settings().demand.clone();
            preset.apply(&mut settings);
            let after: Classes = analysis.classes_under(&settings);
            let found = flips(&analysis.classes, &after);
            (found, "now".to_owned(), format!("by {}", preset.label()))
        }
        Against::Settings(settings) => {
            // Prepared, unless they cannot be computed with.
            let found = analysis
                .compared(settings)
                .map_or_else(Vec::new, |before| flips(before, &analysis.classes));
            (found, "before".to_owned(), "now".to_owned())
        }
    };
    let second = flips
        .iter()
        .any(|f| f.before.second.is_some() || f.after.second.is_some());
    Found {
        flips,
        second,
        then,
        now,
    }
}

/// Columns of money.
const SALES: usize = 4;
const NET: usize = 5;

impl<'a> Flips<'a> {
    pub(super) fn new(analysis: &'a Analysis, found: &'a Found) -> Self {
        Flips { analysis, found }
    }
}

impl Table for Flips<'_> {
    fn title(&self) -> String {
        "Items that change class".to_owned()
    }

    fn columns(&self) -> Vec<TableColumn> {
        columns(self.found)
    }

    fn len(&self) -> usize {
        self.found.flips.len()
    }

    fn id(&self, row: usize) -> String {
        let item = self.found.flips[row].item as usize;
        self.analysis.data.items.ids[item].clone()
    }

    fn value(&self, at: usize, column: usize) -> TableValue {
        let flip = &self.found.flips[at];
        let profit = &self.analysis.profits.items[flip.item as usize];
        match column {
            SALES => number(profit.revenue),
            NET => number(profit.net()),
            _ => row(self.analysis, flip, self.found.second).swap_remove(column),
        }
    }

    fn subject(&self, row: usize) -> Option<Subject> {
        let flip = &self.found.flips[row];
        let by_value = flip.before.abc != flip.after.abc || flip.before.second != flip.after.second;
        let item = self.id(row);
        Some(if by_value {
            Subject::Abc { item }
        } else {
            Subject::Demand { item }
        })
    }

    fn is_additive(&self, column: usize) -> bool {
        matches!(column, SALES | NET)
    }
}

/// The classes that are compared.
fn axes(second: bool) -> impl Iterator<Item = &'static Axis> {
    AXES.iter()
        .filter(move |axis| second || axis.key != "abc_second")
}

fn columns(found: &Found) -> Vec<TableColumn> {
    use ColumnKind::{Class, Money, Text};
    let Found {
        second, then, now, ..
    } = found;
    let mut columns = vec![
        column("id", "Key", Text, "The item's key in the file"),
        column(
            "name",
            "Item",
            Text,
            "The item's name, or the key where there is none",
        ),
        column("change", "Change", Text, "Every class that changes"),
        column(
            "why",
            "Why",
            Text,
            "What decides the class: it lies on the other side of a limit now, or is another number",
        ),
        column(
            "revenue",
            "Net sales",
            Money,
            "Invoiced value after discounts, returns taken off",
        ),
        column(
            "net_profit",
            "Net contribution",
            Money,
            "Net sales less cost of goods and cost to serve",
        ),
    ];
    for axis in axes(*second) {
        let mut add = |key: String, when: &str| {
            columns.push(column(
                &key,
                &format!("{} {when}", axis.label),
                Class,
                "The class on this side of the change",
            ));
        };
        add(format!("{}_before", axis.key), then);
        add(axis.key.to_owned(), now);
    }
    columns
}

/// The numbers that decide the classes that change.
fn why(analysis: &Analysis, flip: &Flip) -> String {
    let (before, after) = (&flip.before, &flip.after);
    let ratio = |value: Option<f64>| value.map_or("unknown".to_owned(), |v| format!("{v:.2}"));
    let mut parts: Vec<(&str, [String; 2])> = Vec::new();
    if before.abc != after.abc {
        parts.push(match analysis.settings().demand.abc_boundary {
            AbcBoundary::ShareBefore
            | AbcBoundary::ShareIncludingAtMost
            | AbcBoundary::ShareIncludingBelow => {
                let percent = |share: f64| format!("{:.1}\u{a0}%", share * 100.0);
                ("share before it", flip.share_before.map(percent))
            }
            // No share decides: items are counted off by value, or their value is looked at.
            AbcBoundary::ItemCount | AbcBoundary::ItemNumber | AbcBoundary::Value => {
                ("value", flip.value.map(words::amount))
            }
        });
    }
    if before.xyz != after.xyz {
        parts.push(("variation", flip.variation.map(ratio)));
    }
    if before.demand != after.demand {
        parts.push(("interval", flip.interval.map(ratio)));
        parts.push(("CV²", flip.cv2.map(ratio)));
    }
    if before.fmr != after.fmr {
        let lines = analysis.cube.items[flip.item as usize].sales_lines;
        let lines = words::grouped(lines as u64);
        parts.push(("order lines", [lines.clone(), lines]));
    }
    let parts: Vec<String> = (parts.into_iter())
        .map(|(name, [before, after])| {
            if before == after {
                format!("{name} {after}")
            } else {
                format!("{name} {before} → {after}")
            }
        })
        .collect();
    parts.join(", ")
}

fn row(analysis: &Analysis, flip: &Flip, second: bool) -> Vec<TableValue> {
    let items = &analysis.data.items;
    let profit = &analysis.profits.items[flip.item as usize];
    let id = items.ids[flip.item as usize].clone();
    let mut changes = Vec::new();
    let mut sides = Vec::new();
    for axis in axes(second) {
        let (before, after) = ((axis.text)(&flip.before), (axis.text)(&flip.after));
        if before != after {
            changes.push(format!(
                "{} {} → {}",
                axis.label,
                before.unwrap_or("none"),
                after.unwrap_or("none")
            ));
        }
        let cell = |class: Option<&str>| class.map_or(TableValue::Missing(()), text);
        sides.extend([cell(before), cell(after)]);
    }
    let mut cells = vec![
        text(id),
        text(items.name(flip.item)),
        text(changes.join(", ")),
        text(why(analysis, flip)),
        number(profit.revenue),
        number(profit.net()),
    ];
    cells.extend(sides);
    cells
}
