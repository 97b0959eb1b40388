//! How a value of a table is drawn: by what its column holds.

use crate::components::marks::Tag;
use crate::format;
use leptos::prelude::*;
use tenfold_core::project::view::{ColumnKind, TableColumn, TableRow, TableValue};

/// Draws a cell in another way than the usual one; `None` leaves it to the usual one.
pub type CellView = fn(&TableRow, &TableColumn, &TableValue) -> Option<AnyView>;

/// Pixels a class column at the start of a table gets: it stays in sight beside the names.
const CLASS_FIRST: u32 = 64;
/// Pixels of a name: about 28 characters.
const NAME: u32 = 256;
/// Pixels of each name where a row has two.
const NAME_OF_TWO: u32 = 224;
/// Pixels of a cell with a bar beside its number.
const DRAWN: u32 = 164;
/// Pixels for all names together where there is little room.
const NARROW_NAMES: u32 = 206;
/// Pixels of the net contribution there, under its label.
const NARROW_NET: u32 = 124;

/// Columns that say what a row is about.
const NAMES: [&str; 3] = ["name", "customer", "item"];
/// The column one looks for first.
const NETS: [&str; 2] = ["net_profit", "effect"];

fn is_name(column: &TableColumn) -> bool {
    NAMES.contains(&column.key.as_str())
}

/// Which columns are shown, in their order. Where there is little room, the names of a row come
/// first and its net contribution next to them, so that neither needs scrolling.
///
/// Where nothing names the rows, what is summed up comes second, so that a total has its figure.
pub(super) fn arranged(
    columns: &[TableColumn],
    sums: &[Option<f64>],
    hidden: &[&str],
    narrow: bool,
) -> Vec<usize> {
    let mut shown: Vec<usize> = (0..columns.len())
        .filter(|&at| !hidden.contains(&columns[at].key.as_str()))
        .collect();
    // Tables whose rows are named; order lines are found by their number instead.
    let named = shown
        .iter()
        .copied()
        .find(|&at| columns[at].kind != ColumnKind::Class)
        .filter(|&at| is_name(&columns[at]) || columns[at].key == "size");
    if let (true, Some(first)) = (narrow, named) {
        // Stable: what is equal stays in the engine's order.
        shown.sort_by_key(|&at| match &columns[at] {
            column if at == first || is_name(column) => 0,
            column if NETS.contains(&column.key.as_str()) => 1,
            _ => 2,
        });
    } else if narrow {
        let summed = |at: usize| sums.get(at).is_some_and(Option::is_some);
        let first = shown.first().copied();
        shown.sort_by_key(|&at| Some(at) != first && !summed(at));
    }
    shown
}

/// Pixels a column gets at least; what is left over is shared out.
fn width(column: &TableColumn) -> u32 {
    let content = match column.kind {
        ColumnKind::Text if is_name(column) => NAME,
        // Some hold more than a word or two: a pool with its amount, a sentence.
        ColumnKind::Text => match column.key.as_str() {
            "most" => 208,
            "verdict" => 220,
            "what" => 270,
            "others" | "why" => 250,
            "decides" => 280,
            _ => 128,
        },
        ColumnKind::Class => 56,
        ColumnKind::Date => 112,
        ColumnKind::Money | ColumnKind::Quantity => 104,
        ColumnKind::Share | ColumnKind::Ratio => 96,
        ColumnKind::Count => 88,
    };
    // A label in small type, and the arrow of the sort.
    let label = column.label.chars().count() as u32 * 7 + 28;
    content.max(label.min(190))
}

/// Columns as a CSS grid template, and the width below which the table scrolls sideways.
/// `drawn` says which columns are drawn in a way of their own and need room for it.
pub(super) fn template(
    columns: &[TableColumn],
    sums: &[Option<f64>],
    narrow: bool,
    drawn: impl Fn(&TableColumn) -> bool,
) -> (String, u32) {
    let names = columns.iter().filter(|column| is_name(column)).count() as u32;
    let mut sum = 0;
    let mut template = Vec::new();
    for (position, column) in columns.iter().enumerate() {
        let own = match column {
            column if narrow && is_name(column) => (NARROW_NAMES / names).min(180),
            column if narrow && NETS.contains(&column.key.as_str()) => NARROW_NET,
            column if names > 1 && is_name(column) => NAME_OF_TWO,
            column if drawn(column) => DRAWN.max(width(column)),
            column => width(column),
        };
        // Sums are the longest numbers, and bold.
        let total = sums.get(position).copied().flatten().map_or(0, |sum| {
            format::number_by(column.kind, sum).chars().count() as u32 * 9 + 18
        });
        let width = own.max(total);
        let (width, most) = match (column.kind, position) {
            (ColumnKind::Class, 0) => (CLASS_FIRST, format!("{CLASS_FIRST}px")),
            (ColumnKind::Text, _) if is_name(column) => (width, "2fr".to_owned()),
            _ => (width, "1fr".to_owned()),
        };
        sum += width;
        template.push(format!("minmax({width}px,{most})"));
    }
    (template.join(" "), sum)
}

/// How many columns stay in sight when the table scrolls sideways: the name, and a class before it.
pub(super) fn staying(columns: &[TableColumn]) -> usize {
    match columns.first().map(|column| column.kind) {
        Some(ColumnKind::Class) => 2.min(columns.len()),
        Some(_) => 1,
        None => 0,
    }
}

/// True for columns read as text, aligned left.
pub(super) fn is_left(kind: ColumnKind) -> bool {
    matches!(kind, ColumnKind::Text | ColumnKind::Class)
}

pub(super) fn class(kind: ColumnKind, value: Option<&TableValue>) -> &'static str {
    let loss =
        kind == ColumnKind::Money && matches!(value, Some(TableValue::Number(n)) if *n < 0.0);
    match (is_left(kind), loss) {
        (true, _) => "cell left",
        (false, false) => "cell",
        (false, true) => "cell loss",
    }
}

/// What stands in a cell; money to the cent where the table is of single order lines.
pub(super) fn content(column: &TableColumn, value: &TableValue, to_the_cent: bool) -> AnyView {
    match (column.kind, value) {
        (ColumnKind::Class, TableValue::Text(letter)) if !letter.is_empty() => {
            view! { <Tag letter=letter.clone() cluster={column.key == "cluster"} /> }.into_any()
        }
        (kind, TableValue::Number(number)) => number_text(kind, *number, to_the_cent).into_any(),
        _ => format::cell(value, column.kind).into_any(),
    }
}

/// A number as the table writes it.
pub(super) fn number_text(kind: ColumnKind, number: f64, to_the_cent: bool) -> String {
    if to_the_cent && kind == ColumnKind::Money {
        format::cents(number)
    } else {
        format::number_by(kind, number)
    }
}

/// What a cell says on hover: names in full, and why a share is not shown.
pub(super) fn hover(column: &TableColumn, value: &TableValue) -> Option<String> {
    match (column.kind, value) {
        (ColumnKind::Text, _) => Some(format::cell(value, column.kind)),
        (ColumnKind::Share, TableValue::Number(share)) if !format::is_meaningful(*share) => {
            Some(format::NOT_MEANINGFUL_DEFINITION.to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<TableColumn> {
        [
            ("cluster", ColumnKind::Class),
            ("customer", ColumnKind::Text),
            ("item", ColumnKind::Text),
            ("revenue", ColumnKind::Money),
            ("net_profit", ColumnKind::Money),
            ("customer_id", ColumnKind::Text),
        ]
        .map(|(key, kind)| TableColumn {
            key: key.to_owned(),
            label: key.to_owned(),
            kind,
            definition: String::new(),
        })
        .to_vec()
    }

    fn shown(hidden: &[&str], narrow: bool) -> Vec<String> {
        let columns = columns();
        arranged(&columns, &[], hidden, narrow)
            .into_iter()
            .map(|at| columns[at].key.clone())
            .collect()
    }

    #[test]
    fn a_phone_shows_names_and_net_contribution_first() {
        assert_eq!(
            shown(&[], true)[..3],
            ["customer", "item", "net_profit"].map(str::to_owned)
        );
        let columns = columns();
        let order = arranged(&columns, &[], &[], true);
        let first: Vec<_> = order[..3].iter().map(|&at| columns[at].clone()).collect();
        let (_, width) = template(&first, &[], true, |_| false);
        // What a page leaves of 390 pixels, and a hint of the next column.
        assert!(width <= 340, "{width}");
        assert_eq!(shown(&[], false)[0], "cluster");
    }

    #[test]
    fn a_total_on_a_phone_has_its_figure_in_sight() {
        let kinds = [
            ColumnKind::Count,
            ColumnKind::Text,
            ColumnKind::Text,
            ColumnKind::Money,
        ];
        let columns = kinds.map(|kind| TableColumn {
            key: "row".to_owned(),
            label: String::new(),
            kind,
            definition: String::new(),
        });
        let sums = [None, None, None, Some(12.0)];
        assert_eq!(arranged(&columns, &sums, &[], true), [0, 3, 1, 2]);
        assert_eq!(arranged(&columns, &sums, &[], false), [0, 1, 2, 3]);
    }

    #[test]
    fn what_is_the_same_in_every_row_can_be_left_out() {
        assert_eq!(
            shown(&["cluster", "customer", "customer_id"], false),
            ["item", "revenue", "net_profit"].map(str::to_owned)
        );
    }
}
