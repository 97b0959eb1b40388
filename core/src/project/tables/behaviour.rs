//! Customers by how they order, the sizes of orders, and groups of similar customers.

use super::small::SmallTable;
use super::{Table, column, number, text};
use crate::project::analysis::Analysis;
use crate::project::customers::{self, CustomerRow};
use crate::project::view::{ColumnKind, Filter, Subject, TableColumn, TableValue};
use crate::segment::Quadrant;

pub(super) struct Customers<'a> {
    analysis: &'a Analysis,
    rows: &'a [BehaviourRow],
}

/// A customer, and where the map puts them.
pub(super) struct BehaviourRow {
    row: CustomerRow,
    quadrant: Option<&'static str>,
}

/// Identified customers under the filter, largest net sales first; their behaviour was prepared.
pub(super) fn rows(analysis: &Analysis, filter: &Filter) -> Vec<BehaviourRow> {
    let (quadrants, _) = customers::quadrants(analysis);
    customers::rows(analysis, filter)
        .into_iter()
        .map(|row| BehaviourRow {
            quadrant: quadrants[row.customer as usize].map(Quadrant::label),
            row,
        })
        .collect()
}

impl<'a> Customers<'a> {
    pub(super) fn new(analysis: &'a Analysis, rows: &'a [BehaviourRow]) -> Self {
        Customers { analysis, rows }
    }
}

fn known(value: Option<f64>) -> TableValue {
    value.map_or(TableValue::Missing(()), number)
}

impl Table for Customers<'_> {
    fn title(&self) -> String {
        "Order behaviour".to_owned()
    }

    fn columns(&self) -> Vec<TableColumn> {
        use ColumnKind::{Class, Count, Money, Quantity, Ratio, Share, Text};
        let rush = format!(
            "Sales lines wanted within {} days of the order, as a share of those whose requested day is known",
            self.analysis.settings().cost.rush_days
        );
        [
            (
                "cluster",
                "Cluster",
                Class,
                "A and B earn money, C and D lose it",
            ),
            (
                "name",
                "Customer",
                Text,
                "The customer's name, or the key where there is none",
            ),
            (
                "revenue",
                "Net sales",
                Money,
                "Invoiced value after discounts, returns taken off",
            ),
            (
                "net_profit",
                "Net contribution",
                Money,
                "Net sales less cost of goods and cost to serve",
            ),
            (
                "rfm",
                "RFM",
                Class,
                "Quintiles of recency, frequency and money; 5 is best",
            ),
            (
                "orders",
                "Orders",
                Quantity,
                "Orders with at least one sales line",
            ),
            (
                "drop_size",
                "Drop size",
                Money,
                "Net sales of an order's sales lines, on average",
            ),
            (
                "lines_per_order",
                "Lines an order",
                Ratio,
                "Sales lines an order, on average",
            ),
            (
                "orders_a_month",
                "Orders a month",
                Ratio,
                "Orders ÷ months of the data",
            ),
            (
                "days_since",
                "Days since",
                Count,
                "Days from the last order to the last day of the data",
            ),
            ("rush_share", "Rush share", Share, rush.as_str()),
            (
                "return_share",
                "Return share",
                Share,
                "Return lines as a share of all lines",
            ),
            (
                "payment_days",
                "Payment days",
                Quantity,
                "Days until the customer pays",
            ),
            (
                "quadrant",
                "On the map",
                Text,
                "Margin before cost to serve against cost to serve",
            ),
            ("id", "Key", Text, "The customer's key in the file"),
        ]
        .into_iter()
        .map(|(key, label, kind, definition)| column(key, label, kind, definition))
        .collect()
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn id(&self, row: usize) -> String {
        self.analysis.data.customers.ids[self.rows[row].row.customer as usize].clone()
    }

    fn value(&self, row: usize, column: usize) -> TableValue {
        let BehaviourRow { row: r, quadrant } = &self.rows[row];
        let b = &r.behaviour;
        match column {
            0 => text(self.analysis.clusters[r.customer as usize].letter()),
            1 => text(self.analysis.data.customers.name(r.customer)),
            2 => number(r.profit.revenue),
            3 => number(r.profit.net()),
            4 => r
                .rfm
                .map_or(TableValue::Missing(()), |rfm| text(rfm.score())),
            5 => number(b.orders),
            6 => known(b.drop_size),
            7 => known(b.lines_per_order),
            8 => number(b.orders_a_month),
            9 => known(b.days_since),
            10 => known(b.rush_share),
            11 => number(b.return_share),
            12 => known(b.payment_days),
            13 => quadrant.map_or(TableValue::Missing(()), text),
            _ => text(self.id(row)),
        }
    }

    fn subject(&self, row: usize) -> Option<Subject> {
        Some(Subject::Customer { id: self.id(row) })
    }

    fn is_additive(&self, column: usize) -> bool {
        matches!(column, 2 | 3 | 5)
    }
}

/// Orders by value; they were prepared.
pub(super) fn order_sizes(analysis: &Analysis, filter: &Filter) -> SmallTable {
    use ColumnKind::{Count, Money, Text};
    let view = customers::order_sizes(analysis, filter);
    let rows = view
        .bands
        .into_iter()
        .map(|band| {
            let average = band.net_profit / f64::from(band.orders);
            let cells = vec![
                text(band.label),
                number(f64::from(band.orders)),
                number(band.revenue),
                number(band.net_profit),
                number(average),
            ];
            (cells, None)
        })
        .collect();
    SmallTable {
        title: "Order sizes",
        columns: vec![
            column(
                "size",
                "Order value",
                Text,
                "Net sales of the order, returns in it taken off",
            ),
            column(
                "orders",
                "Orders",
                Count,
                "Orders with at least one sales line",
            ),
            column("revenue", "Net sales", Money, "Net sales of these orders"),
            column(
                "net_profit",
                "Net contribution",
                Money,
                "Net sales less cost of goods and cost to serve",
            ),
            column(
                "average",
                "An order",
                Money,
                "Net contribution of an order, on average",
            ),
        ],
        rows,
        additive: &[1, 2, 3],
    }
}

/// The groups of similar customers with their means; they were prepared.
pub(super) fn similar(analysis: &Analysis, filter: &Filter) -> SmallTable {
    use ColumnKind::{Class, Count, Money, Text};
    let mut columns = vec![
        column("group", "Group", Class, "Numbered by size"),
        column(
            "name",
            "What stands out",
            Text,
            "The two features in which the group differs most from all customers",
        ),
        column("customers", "Customers", Count, "Customers in the group"),
        column(
            "net_profit",
            "Net contribution",
            Money,
            "Of these customers together",
        ),
    ];
    columns.extend(customers::feature_columns(column));
    let (all, groups) = customers::centroids(analysis);
    let net = |k: usize| -> (f64, f64) {
        let Some(similar) = analysis.similar() else {
            return (0.0, 0.0);
        };
        let cube = analysis.cube(filter);
        let of = similar.groups.as_ref().map_or(&[][..], |g| &g.of);
        let inside = similar.customers.iter().zip(of).filter(|(_, g)| **g == k);
        inside.fold((0.0, 0.0), |(count, net), (&c, _)| {
            (count + 1.0, net + analysis.customer_profit(cube, c).net())
        })
    };
    let rows = groups
        .iter()
        .enumerate()
        .map(|(k, centroid)| {
            let (customers, net) = net(k);
            let mut cells = vec![
                text((k + 1).to_string()),
                text(customers::group_words(centroid, &all)),
                number(customers),
                number(net),
            ];
            cells.extend(centroid.iter().map(|v| number(*v)));
            (cells, None)
        })
        .collect();
    SmallTable {
        title: "Similar customers",
        columns,
        rows,
        additive: &[2, 3],
    }
}
