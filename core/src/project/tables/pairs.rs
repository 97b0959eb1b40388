//! Customer-item pairs: which intersections earn and which lose.

use super::{Table, column, number, profit_columns, profit_value, text};
use crate::profit::Profit;
use crate::project::analysis::Analysis;
use crate::project::view::{ColumnKind, Filter, Subject, TableColumn, TableValue};
use crate::words;

/// What one customer's lines of one item earn together.
#[derive(Clone, Copy, Debug)]
pub(super) struct PairRow {
    pub customer: u32,
    pub item: u32,
    pub profit: Profit,
    pub lines: u32,
    pub units: f64,
    /// The pool that costs most, and what it costs; None where the margin takes off more.
    pub most: (Option<u16>, f64),
}

/// The pairs of a filter, the largest loss first; with `losing` only losses.
pub(super) fn rows(analysis: &mut Analysis, filter: &Filter, losing: bool) -> Vec<PairRow> {
    let filter = analysis.line_filter(filter);
    analysis.prepare_pair_groups(&filter);
    let Some((groups, pairs)) = analysis.pair_groups(&filter) else {
        return Vec::new();
    };
    let (customers, items) = (&analysis.data.customers.ids, &analysis.data.items.ids);
    let mut rows: Vec<PairRow> = Vec::new();
    let mut order: Vec<(f64, u32)> = Vec::new();
    let model = &analysis.model;
    let terms: Vec<_> = (model.pools.iter())
        .map(|pool| (pool.rate, model.group_terms(pool, groups, |_| true)))
        .collect();
    let most = |g: usize, profit: &Profit| {
        let mut most = (None, profit.direct - profit.margin());
        for (at, (rate, terms)) in terms.iter().enumerate() {
            let used: f64 = terms.iter().map(|(minutes, of)| minutes * of[g]).sum();
            if rate * used > most.1 {
                most = (Some(at as u16), rate * used);
            }
        }
        most
    };
    let profits = model.group_profits(groups).enumerate();
    for ((&(customer, item), sum), (g, profit)) in pairs.iter().zip(&groups.sums).zip(profits) {
        let net = profit.net();
        if (losing && net >= 0.0) || !filter.passes_pair(customer, item) {
            continue;
        }
        order.push((net, rows.len() as u32));
        rows.push(PairRow {
            customer,
            item,
            profit,
            lines: sum.sales_lines + sum.return_lines,
            units: sum.units,
            most: most(g, &profit),
        });
    }
    order.sort_unstable_by(|a, b| {
        a.0.total_cmp(&b.0).then_with(|| {
            let [a, b] = [a.1, b.1].map(|at| {
                let row = &rows[at as usize];
                (&customers[row.customer as usize], &items[row.item as usize])
            });
            a.cmp(&b)
        })
    });
    order.iter().map(|(_, at)| rows[*at as usize]).collect()
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
                "most",
                "Costs most",
                Text,
                "The pool that costs the pair most, with its amount, or the margin that it lacks",
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
            4..=10 => profit_value(&pair.profit, self.analysis.model.has_cost, column - 4),
            11 => number(f64::from(pair.lines)),
            12 => number(pair.units),
            13 => match pair.most {
                (_, most) if most <= 0.0 => TableValue::Missing(()),
                (Some(pool), most) => {
                    let name = &self.analysis.model.pools[usize::from(pool)].pool.name;
                    text(format!("{name}, {}", words::amount(most)))
                }
                (None, most) => text(format!("negative margin, {}", words::amount(-most))),
            },
            14 => text(self.ids(row).0),
            _ => text(self.ids(row).1),
        }
    }

    fn subject(&self, row: usize) -> Option<Subject> {
        let (customer, item) = self.ids(row);
        Some(Subject::Pair { customer, item })
    }
}
