//! How a value of a table is drawn: by what its column holds.

use crate::components::marks::Tag;
use crate::format;
use leptos::prelude::*;
use tenfold_core::project::view::{ColumnKind, TableColumn, TableRow, TableValue};

/// Draws a cell in another way than the usual one; `None` leaves it to the usual one.
pub type CellView = fn(&TableRow, &TableColumn, &TableValue) -> Option<AnyView>;

/// Pixels a column gets at least; what is left over is shared out.
pub(super) fn width(column: &TableColumn, first: bool) -> u32 {
    let content = match column.kind {
        ColumnKind::Text => 150,
        ColumnKind::Class => 64,
        ColumnKind::Money | ColumnKind::Date | ColumnKind::Quantity => 104,
        ColumnKind::Share | ColumnKind::Count | ColumnKind::Ratio => 84,
    };
    // A label in small type, and the arrow of the sort.
    let label = column.label.chars().count() as u32 * 7 + 28;
    if first {
        content.max(190)
    } else {
        content.max(label.min(190))
    }
}

/// Columns as a CSS grid template, and the width below which the table scrolls sideways.
pub(super) fn template(columns: &[TableColumn]) -> (String, u32) {
    let widths: Vec<u32> = columns
        .iter()
        .enumerate()
        .map(|(i, column)| width(column, i == 0))
        .collect();
    let template: Vec<String> = widths
        .iter()
        .zip(columns)
        .map(|(width, column)| {
            let share = if column.kind == ColumnKind::Text {
                2
            } else {
                1
            };
            format!("minmax({width}px,{share}fr)")
        })
        .collect();
    (template.join(" "), widths.iter().sum())
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
