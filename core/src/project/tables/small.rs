//! Tables of a few rows: pools, clusters, nine-box, whale curve, waterfall. Each stands behind a
//! chart and shows its numbers.

use super::{Table, column, number, share, text};
use crate::project::analysis::Analysis;
use crate::project::overview;
use crate::project::view::{ColumnKind, Filter, Provenance, Subject, TableColumn, TableValue};

/// A table whose rows are all there.
pub(super) struct SmallTable {
    pub(super) title: &'static str,
    pub(super) columns: Vec<TableColumn>,
    pub(super) rows: Vec<(Vec<TableValue>, Option<Subject>)>,
    /// Columns whose sum means something.
    pub(super) additive: &'static [usize],
}

impl Table for &SmallTable {
    fn title(&self) -> String {
        self.title.to_owned()
    }

    fn columns(&self) -> Vec<TableColumn> {
        self.columns.clone()
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn id(&self, row: usize) -> String {
        if let Some(Subject::Customer { id } | Subject::Action { customer: id }) = &self.rows[row].1
        {
            return id.clone();
        }
        match &self.rows[row].0[0] {
            TableValue::Text(text) => text.clone(),
            TableValue::Number(n) => n.to_string(),
            TableValue::Missing(()) => row.to_string(),
        }
    }

    fn value(&self, row: usize, column: usize) -> TableValue {
        self.rows[row].0[column].clone()
    }

    fn subject(&self, row: usize) -> Option<Subject> {
        self.rows[row].1.clone()
    }

    fn is_additive(&self, column: usize) -> bool {
        self.additive.contains(&column)
    }
}

fn provenance(p: Provenance) -> TableValue {
    text(match p {
        Provenance::Measured => "given",
        Provenance::Estimated => "estimated",
        Provenance::Assumed => "assumed",
    })
}

pub(super) fn pools(analysis: &Analysis) -> SmallTable {
    use ColumnKind::{Money, Quantity, Ratio, Share, Text};
    let rows = overview::pools(analysis, true)
        .into_iter()
        .map(|pool| {
            let subject = Subject::Pool {
                name: pool.name.clone(),
            };
            let cells = vec![
                text(pool.name),
                text(pool.goes_by),
                number(pool.amount),
                number(pool.allocated),
                number(pool.idle),
                number(pool.unallocated),
                number(pool.driver_total),
                pool.rate.map_or(TableValue::Missing(()), number),
                number(pool.avoidable_share),
                number(pool.cents_customers as f64 / 100.0),
                number(pool.cents_items as f64 / 100.0),
                pool.cents_lines.map_or(TableValue::Missing(()), |cents| {
                    number(cents as f64 / 100.0)
                }),
                provenance(pool.provenance),
            ];
            (cells, Some(subject))
        })
        .collect();
    SmallTable {
        title: "Cost pools",
        columns: vec![
            column("name", "Pool", Text, "The cost pool"),
            column("driver", "Driver", Text, "What the pool is shared out by"),
            column(
                "amount",
                "Amount",
                Money,
                "Cost over the period of the data",
            ),
            column("allocated", "Allocated", Money, "What customers carry"),
            column("idle", "Idle", Money, "Cost of capacity that nobody used"),
            column(
                "unallocated",
                "Unallocated",
                Money,
                "What nobody carries because the driver is nowhere",
            ),
            column(
                "driver_total",
                "Driver total",
                Quantity,
                "All of the driver in the data",
            ),
            column("rate", "Rate", Ratio, "Money for one unit of the driver"),
            column(
                "avoidable",
                "Avoidable",
                Share,
                "Share that goes away with the activity within a year",
            ),
            column(
                "customers",
                "Over customers",
                Money,
                "Sum over customers, to the cent",
            ),
            column("items", "Over items", Money, "Sum over items, to the cent"),
            column("lines", "Over lines", Money, "Sum over lines, to the cent"),
            column("source", "Source", Text, "Given by you, or assumed"),
        ],
        rows,
        additive: &[2, 3, 4, 5, 9, 10, 11],
    }
}

pub(super) fn clusters(analysis: &Analysis, filter: &Filter) -> SmallTable {
    use ColumnKind::{Class, Count, Money, Share, Text};
    let rows = overview::clusters(analysis, analysis.cube(filter), !filter.terms.is_empty())
        .into_iter()
        .map(|c| {
            let subject = Subject::Cluster { cluster: c.cluster };
            let cells = vec![
                text(c.cluster.letter()),
                number(f64::from(c.customers)),
                number(c.revenue),
                number(c.net_profit),
                share(c.net_profit, c.revenue),
                number(c.cost_to_serve),
                text(c.remark),
            ];
            (cells, Some(subject))
        })
        .collect();
    SmallTable {
        title: "Clusters",
        columns: vec![
            column(
                "cluster",
                "Cluster",
                Class,
                "A and B earn money, C and D lose it",
            ),
            column("customers", "Customers", Count, "Customers in the cluster"),
            column(
                "revenue",
                "Net sales",
                Money,
                "Invoiced value after discounts",
            ),
            column(
                "net_profit",
                "Net contribution",
                Money,
                "Net sales less cost of goods and cost to serve",
            ),
            column(
                "net_share",
                "% of sales",
                Share,
                "Net contribution as a share of net sales",
            ),
            column(
                "cost_to_serve",
                "Cost to serve",
                Money,
                "Shares of all cost pools",
            ),
            column(
                "remark",
                "What stands out",
                Text,
                "What the cluster carries",
            ),
        ],
        rows,
        additive: &[1, 2, 3, 5],
    }
}

pub(super) fn nine_box(analysis: &Analysis, filter: &Filter) -> SmallTable {
    use ColumnKind::{Class, Count, Money, Text};
    let rows = overview::nine_box(analysis, analysis.cube(filter))
        .into_iter()
        .map(|cell| {
            let subject = Subject::Cell {
                cell: cell.cell.clone(),
            };
            let cells = vec![
                text(cell.cell),
                number(f64::from(cell.items)),
                number(cell.revenue),
                number(cell.net_profit),
                text(cell.policy),
            ];
            (cells, Some(subject))
        })
        .collect();
    SmallTable {
        title: "ABC-XYZ",
        columns: vec![
            column("cell", "Cell", Class, "Value class and variability class"),
            column("items", "Items", Count, "Items in the cell"),
            column(
                "revenue",
                "Net sales",
                Money,
                "Invoiced value after discounts",
            ),
            column(
                "net_profit",
                "Net contribution",
                Money,
                "Net sales less cost of goods and cost to serve",
            ),
            column(
                "policy",
                "Usual policy",
                Text,
                "The policy that usually fits",
            ),
        ],
        rows,
        additive: &[1, 2, 3],
    }
}

pub(super) fn whale(analysis: &Analysis, filter: &Filter) -> SmallTable {
    use ColumnKind::{Count, Money, Share};
    let whale = overview::whale(analysis, analysis.cube(filter), !filter.terms.is_empty());
    let rows = whale
        .deciles
        .iter()
        .map(|d| {
            let cells = vec![
                number(f64::from(d.percent) / 100.0),
                number(f64::from(d.customers)),
                number(d.cumulative),
                d.share.map_or(TableValue::Missing(()), number),
            ];
            (cells, None)
        })
        .collect();
    SmallTable {
        title: "Whale curve",
        columns: vec![
            column(
                "percent",
                "Best customers",
                Share,
                "Share of all customers, from the best",
            ),
            column("customers", "Customers", Count, "Number of customers"),
            column(
                "cumulative",
                "Cumulative",
                Money,
                "Net contribution of these customers together",
            ),
            column(
                "share",
                "Share of total",
                Share,
                "As a share of the total net contribution",
            ),
        ],
        rows,
        additive: &[],
    }
}

pub(super) fn waterfall(analysis: &Analysis, filter: &Filter) -> SmallTable {
    use ColumnKind::{Money, Share, Text};
    let steps = overview::waterfall(analysis, analysis.cube(filter));
    let sales = analysis.cube(filter).total.revenue.value();
    let rows = steps
        .into_iter()
        .map(|step| {
            let cells = vec![
                text(step.label),
                number(step.amount),
                share(step.amount, sales),
                provenance(step.provenance),
            ];
            (cells, step.subject)
        })
        .collect();
    SmallTable {
        title: "Waterfall",
        columns: vec![
            column("step", "Step", Text, "From sales to net contribution"),
            column("amount", "Amount", Money, "Costs are negative"),
            column("share", "% of sales", Share, "As a share of net sales"),
            column("source", "Source", Text, "Given, estimated or assumed"),
        ],
        rows,
        additive: &[],
    }
}
