//! Order lines: those behind a number, and those that were set aside.

use super::{Table, column, number, text};
use crate::cube::Lines;
use crate::project::analysis::Analysis;
use crate::project::view::{ColumnKind, Filter, TableColumn, TableValue};
use crate::read::date;
use crate::settings::Driver;

pub(super) struct OrderLines<'a> {
    analysis: &'a Analysis,
    lines: Lines<'a>,
    rows: &'a [u32],
}

/// The used lines under the filter, where a driver is given those that carry it.
pub(super) fn rows(analysis: &Analysis, filter: &Filter, driver: Option<Driver>) -> Vec<u32> {
    let data = &analysis.data;
    let filter = analysis.line_filter(filter);
    let lines = Lines::new(data);
    let model = &analysis.model;
    let carries = |line: usize| {
        driver.is_none_or(|d| model.driver_of_line(d, data, line, &lines.get(line)) != 0.0)
    };
    (0..data.lines())
        .filter(|&l| data.kinds[l].is_used() && filter.passes(data, l) && carries(l))
        .map(|l| l as u32)
        .collect()
}

impl<'a> OrderLines<'a> {
    pub(super) fn new(analysis: &'a Analysis, rows: &'a [u32]) -> Self {
        OrderLines {
            analysis,
            lines: Lines::new(&analysis.data),
            rows,
        }
    }
}

impl Table for OrderLines<'_> {
    fn title(&self) -> String {
        "Order lines".to_owned()
    }

    fn columns(&self) -> Vec<TableColumn> {
        use ColumnKind::{Count, Date, Money, Quantity, Text};
        let mut columns = vec![
            column("row", "Row", Count, "Row in the file, the header is row 1"),
            column("order", "Order", Text, "The order's number"),
            column("date", "Date", Date, "The day of the line"),
            column(
                "customer",
                "Customer",
                Text,
                "The customer's name, or the key where there is none",
            ),
            column(
                "item",
                "Item",
                Text,
                "The item's name, or the key where there is none",
            ),
            column(
                "quantity",
                "Quantity",
                Quantity,
                "Units, negative on returns",
            ),
            column(
                "revenue",
                "Net sales",
                Money,
                "Invoiced value after discounts",
            ),
            column(
                "cost",
                "Cost of goods",
                Money,
                "Cost of the goods on the line",
            ),
            column(
                "cost_to_serve",
                "Cost to serve",
                Money,
                "The line's share of all pools, and its own costs",
            ),
            column(
                "net_profit",
                "Net contribution",
                Money,
                "Net sales less cost of goods and cost to serve",
            ),
            column("kind", "Kind", Text, "Sale or return"),
        ];
        columns.extend(file_column(self.analysis));
        columns
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn id(&self, row: usize) -> String {
        place(self.analysis, self.rows[row])
    }

    fn value(&self, row: usize, column: usize) -> TableValue {
        let line = self.rows[row] as usize;
        let data = &self.analysis.data;
        let profit = || self.analysis.line_profit(&self.lines, line);
        match column {
            0 => number(self.analysis.rows.row(line as u32) as f64),
            1 => text(data.order_text(line)),
            2 => data
                .day(line)
                .map_or(TableValue::Missing(()), |d| text(date::iso(d))),
            3 => text(data.customers.name(data.customer[line])),
            4 => text(data.items.name(data.item[line])),
            5 => number(data.quantity[line]),
            6 | 9 if !data.priced => TableValue::Missing(()),
            6 => number(data.revenue[line]),
            7 if !self.analysis.model.has_cost => TableValue::Missing(()),
            7 => number(profit().cost),
            8 => number(profit().cost_to_serve()),
            9 => number(profit().net()),
            10 => text(data.kinds[line].reason()),
            _ => text(self.analysis.rows.file(line as u32)),
        }
    }

    fn is_additive(&self, column: usize) -> bool {
        (5..=9).contains(&column)
    }
}

/// Where several files are open, a row number alone does not say where a line stands.
fn file_column(analysis: &Analysis) -> Option<TableColumn> {
    let several = analysis.rows.files().nth(1).is_some();
    several.then(|| {
        column(
            "file",
            "File",
            ColumnKind::Text,
            "The file that the row is in",
        )
    })
}

/// The row, with its file where there are several.
fn place(analysis: &Analysis, line: u32) -> String {
    let row = analysis.rows.row(line);
    match analysis.rows.files().nth(1) {
        Some(_) => format!("{}: {row}", analysis.rows.file(line)),
        None => row.to_string(),
    }
}

pub(super) struct SetAsideLines<'a> {
    analysis: &'a Analysis,
    rows: &'a [u32],
}

/// The lines that are not used.
pub(super) fn set_aside(analysis: &Analysis) -> Vec<u32> {
    let kinds = &analysis.data.kinds;
    (0..kinds.len())
        .filter(|&l| !kinds[l].is_used())
        .map(|l| l as u32)
        .collect()
}

impl<'a> SetAsideLines<'a> {
    pub(super) fn new(analysis: &'a Analysis, rows: &'a [u32]) -> Self {
        SetAsideLines { analysis, rows }
    }
}

impl Table for SetAsideLines<'_> {
    fn title(&self) -> String {
        "Rows set aside".to_owned()
    }

    fn columns(&self) -> Vec<TableColumn> {
        use ColumnKind::{Count, Date, Money, Quantity, Text};
        let mut columns = vec![
            column("row", "Row", Count, "Row in the file, the header is row 1"),
            column("reason", "Reason", Text, "What could not be used"),
            column("order", "Order", Text, "The order's number"),
            column(
                "date",
                "Date",
                Date,
                "The day of the line, where it could be read",
            ),
            column(
                "customer",
                "Customer",
                Text,
                "The customer's name, or the key where there is none",
            ),
            column(
                "item",
                "Item",
                Text,
                "The item's name, or the key where there is none",
            ),
            column(
                "quantity",
                "Quantity",
                Quantity,
                "Units, where they could be read",
            ),
            column(
                "revenue",
                "Net sales",
                Money,
                "Net sales, where they could be read",
            ),
        ];
        columns.extend(file_column(self.analysis));
        columns
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn id(&self, row: usize) -> String {
        place(self.analysis, self.rows[row])
    }

    fn value(&self, row: usize, column: usize) -> TableValue {
        let line = self.rows[row] as usize;
        let data = &self.analysis.data;
        match column {
            0 => number(self.analysis.rows.row(line as u32) as f64),
            1 => text(data.kinds[line].reason()),
            2 => text(data.order_text(line)),
            3 => data
                .day(line)
                .map_or(TableValue::Missing(()), |d| text(date::iso(d))),
            4 => text(data.customers.name(data.customer[line])),
            5 => text(data.items.name(data.item[line])),
            6 => number(data.quantity[line]),
            7 if !data.priced => TableValue::Missing(()),
            7 => number(data.revenue[line]),
            _ => text(self.analysis.rows.file(line as u32)),
        }
    }

    fn is_additive(&self, column: usize) -> bool {
        column == 7
    }
}
