//! Customer-item pairs: which intersections earn and which lose.

use super::{Table, column, number, profit_columns, profit_value, text};
use crate::cube::Lines;
use crate::profit::Profit;
use crate::project::analysis::Analysis;
use crate::project::view::{ColumnKind, Filter, Subject, TableColumn, TableValue};

/// What one customer's lines of one item earn together.
#[derive(Clone, Copy, Debug)]
pub(super) struct PairRow {
    pub customer: u32,
    pub item: u32,
    pub profit: Profit,
    pub lines: u32,
    pub units: f64,
}

/// The pairs of a prepared filter, the largest loss first; with `losing` only losses.
pub(super) fn rows(analysis: &Analysis, filter: &Filter, losing: bool) -> Vec<PairRow> {
    let data = &analysis.data;
    let filter = analysis.line_filter(filter);
    let lines = Lines::new(data);
    // Lines sorted by pair; the line number in the key keeps sums in a fixed order.
    let mut keys: Vec<(u64, u32)> = (0..data.lines())
        .filter(|&l| data.kinds[l].is_used() && filter.passes(data, l))
        .map(|l| {
            (
                u64::from(data.customer[l]) << 32 | u64::from(data.item[l]),
                l as u32,
            )
        })
        .collect();
    keys.sort_unstable();
    let mut rows: Vec<PairRow> = keys
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|pair| {
            let mut row = PairRow {
                customer: (pair[0].0 >> 32) as u32,
                item: pair[0].0 as u32,
                profit: Profit::default(),
                lines: pair.len() as u32,
                units: 0.0,
            };
            for &(_, line) in pair {
                let seen = lines.get(line as usize);
                row.profit += (analysis.model).line_profit(data, line as usize, &seen);
                row.units += seen.units;
            }
            (!losing || row.profit.net() < 0.0).then_some(row)
        })
        .collect();
    rows.sort_by(|a, b| {
        a.profit.net().total_cmp(&b.profit.net()).then_with(|| {
            let (customers, items) = (&data.customers.ids, &data.items.ids);
            customers[a.customer as usize]
                .cmp(&customers[b.customer as usize])
                .then_with(|| items[a.item as usize].cmp(&items[b.item as usize]))
        })
    });
    rows
}

pub(super) struct Pairs<'a> {
    analysis: &'a Analysis,
    rows: &'a [PairRow],
    losing: bool,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(analysis: &'a Analysis, rows: &'a [PairRow], losing: bool) -> Self {
        Pairs {
            analysis,
            rows,
            losing,
        }
    }

    fn ids(&self, row: usize) -> (String, String) {
        let pair = &self.rows[row];
        let data = &self.analysis.data;
        (
            data.customers.ids[pair.customer as usize].clone(),
            data.items.ids[pair.item as usize].clone(),
        )
    }
}

impl Table for Pairs<'_> {
    fn title(&self) -> String {
        if self.losing {
            "Losing pairs"
        } else {
            "Customer-item pairs"
        }
        .to_owned()
    }

    fn columns(&self) -> Vec<TableColumn> {
        use ColumnKind::{Class, Count, Quantity, Text};
        let mut columns = vec![
            column(
                "cluster",
                "Cluster",
                Class,
                "The customer's profitability cluster",
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
                "cell",
                "ABC-XYZ",
                Class,
                "The item's value and variability class",
            ),
        ];
        columns.extend(profit_columns());
        columns.extend([
            column("lines", "Lines", Count, "Order lines, returns included"),
            column(
                "units",
                "Units",
                Quantity,
                "Units sold, returns not counted",
            ),
            column(
                "customer_id",
                "Customer key",
                Text,
                "The customer's key in the file",
            ),
            column("item_id", "Item key", Text, "The item's key in the file"),
        ]);
        columns
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn id(&self, row: usize) -> String {
        let (customer, item) = self.ids(row);
        format!("{customer} × {item}")
    }

    fn value(&self, row: usize, column: usize) -> TableValue {
        let pair = &self.rows[row];
        let data = &self.analysis.data;
        match column {
            0 if self.analysis.in_a_cluster(pair.customer) => {
                text(self.analysis.clusters[pair.customer as usize].letter())
            }
            0 => TableValue::Missing(()),
            1 => text(data.customers.name(pair.customer)),
            2 => text(data.items.name(pair.item)),
            3 => text(self.analysis.cell(pair.item)),
            4..=10 => profit_value(&pair.profit, &self.analysis.model, column - 4),
            11 => number(f64::from(pair.lines)),
            12 => number(pair.units),
            13 => text(self.ids(row).0),
            _ => text(self.ids(row).1),
        }
    }

    fn subject(&self, row: usize) -> Option<Subject> {
        let (customer, item) = self.ids(row);
        Some(Subject::Pair { customer, item })
    }
}
