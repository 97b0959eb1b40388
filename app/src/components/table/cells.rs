//! How a value of a table is drawn: by what its column holds.

use crate::components::marks::Tag;
use crate::format;
use leptos::prelude::*;
use tenfold_core::project::view::{ColumnKind, TableColumn, TableRow, TableValue};

/// Draws a cell in another way than the usual one; `None` leaves it to the usual one.
pub type CellView = fn(&TableRow, &TableColumn, &TableValue) -> Option<AnyView>;

/// Pixels a class column at the start of a table gets: it stays in sight beside the names.
const CLASS_FIRST: u32 = 64;

/// Pixels a column gets at least; what is left over is shared out.
fn width(column: &TableColumn) -> u32 {
    let content = match column.kind {
        ColumnKind::Text => 160,
        ColumnKind::Class => 56,
        ColumnKind::Date => 112,
        ColumnKind::Money | ColumnKind::Quantity => 104,
        ColumnKind::Share | ColumnKind::Ratio => 96,
        ColumnKind::Count => 80,
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
    drawn: impl Fn(&TableColumn) -> bool,
) -> (String, u32) {
    let mut sum = 0;
    let mut template = Vec::new();
    for (position, column) in columns.iter().enumerate() {
        let own = if drawn(column) { 148 } else { width(column) };
        // Sums are the longest numbers, and bold.
        let total = sums.get(position).copied().flatten().map_or(0, |sum| {
            format::number_by(column.kind, sum).chars().count() as u32 * 9 + 18
        });
        let width = own.max(total);
        let (width, most) = match (column.kind, position) {
            (ColumnKind::Class, 0) => (CLASS_FIRST, format!("{CLASS_FIRST}px")),
            (ColumnKind::Text, _) => (width, "2fr".to_owned()),
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

pub(super) fn content(column: &TableColumn, value: &TableValue) -> AnyView {
    match (column.kind, value) {
        (ColumnKind::Class, TableValue::Text(letter)) if !letter.is_empty() => {
            view! { <Tag letter=letter.clone() cluster={column.key == "cluster"} /> }.into_any()
        }
        _ => format::cell(value, column.kind).into_any(),
    }
}
