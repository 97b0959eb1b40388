//! Customers with what they earn.

use super::{Table, column, number, profit_columns, profit_value, text};
use crate::cube::Cube;
use crate::profit::Profit;
use crate::project::analysis::Analysis;
use crate::project::view::{ColumnKind, Filter, Subject, TableColumn, TableValue};
use crate::stats::order;

pub(super) struct Customers<'a> {
    analysis: &'a Analysis,
    cube: &'a Cube,
    rows: &'a [(u32, Profit)],
}

/// Customers with lines under the filter, the largest net contribution last: losses first. Lines
/// without a customer have a row of their own.
pub(super) fn rows(analysis: &Analysis, filter: &Filter) -> Vec<(u32, Profit)> {
    let cube = analysis.cube(filter);
    let mut rows: Vec<(u32, Profit)> = (0..cube.customers.len() as u32)
        .filter(|&c| cube.customers[c as usize].lines() > 0.0)
        .map(|c| (c, analysis.customer_profit(cube, c)))
        .collect();
    let ids = &analysis.data.customers.ids;
    order::sort_by(&mut rows, |a, b| {
        a.1.net()
            .total_cmp(&b.1.net())
            .then_with(|| ids[a.0 as usize].cmp(&ids[b.0 as usize]))
    });
    rows
}

impl<'a> Customers<'a> {
    pub(super) fn new(analysis: &'a Analysis, filter: &Filter, rows: &'a [(u32, Profit)]) -> Self {
        Customers {
            analysis,
            cube: analysis.cube(filter),
            rows,
        }
    }
}

impl Table for Customers<'_> {
    fn title(&self) -> String {
        "Customers".to_owned()
    }

    fn columns(&self) -> Vec<TableColumn> {
        use ColumnKind::{Class, Count, Money, Quantity, Text};
        let mut columns = vec![
            column(
                "cluster",
                "Cluster",
                Class,
                "A and B earn money, C and D lose it",
            ),
            column(
                "name",
                "Customer",
                Text,
                "The customer's name, or the key where there is none",
            ),
        ];
        columns.extend(profit_columns());
        columns.extend([
            column(
                "orders",
                "Orders",
                Count,
                "Distinct orders, returns included",
            ),
            column("lines", "Lines", Count, "Order lines, returns included"),
            column("order_value", "Order size", Money, "Net sales an order"),
            column(
                "units",
                "Units",
                Quantity,
                "Units sold, returns not counted",
            ),
            column(
                "return_lines",
                "Return lines",
                Count,
                "Lines that are returns or credits",
            ),
            column("id", "Key", Text, "The customer's key in the file"),
        ]);
        columns
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn id(&self, row: usize) -> String {
        self.analysis.data.customers.ids[self.rows[row].0 as usize].clone()
    }

    fn value(&self, row: usize, column: usize) -> TableValue {
        let (customer, profit) = &self.rows[row];
        let c = *customer as usize;
        let activity = &self.cube.customers[c];
        let orders = f64::from(self.cube.customer_orders[c]);
        match column {
            0 if self.analysis.in_a_cluster(*customer) => text(self.analysis.clusters[c].letter()),
            0 => TableValue::Missing(()),
            1 => text(self.analysis.data.customers.name(*customer)),
            2..=8 => profit_value(profit, &self.analysis.model, column - 2),
            9 => number(orders),
            10 => number(activity.lines()),
            11 => number(profit.revenue / orders),
            12 => number(activity.units),
            13 => number(activity.return_lines),
            _ => text(self.id(row)),
        }
    }

    fn subject(&self, row: usize) -> Option<Subject> {
        Some(Subject::Customer { id: self.id(row) })
    }

    fn is_additive(&self, column: usize) -> bool {
        column != 11 && {
            let kind = self.columns()[column].kind;
            matches!(
                kind,
                ColumnKind::Money | ColumnKind::Count | ColumnKind::Quantity
            )
        }
    }
}
