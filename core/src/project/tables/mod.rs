//! Tables that can be paged, sorted, searched and written out. Each kind says its columns and the
//! value of a cell; sorting, searching, summing and paging are done here once for all.

mod customers;
mod items;
mod lines;
mod pairs;
mod small;

use pairs::PairRow;

use super::analysis::Analysis;
use super::view::{
    ColumnKind, Sort, Subject, TableColumn, TableKind, TablePage, TableQuery, TableRow, TableValue,
};
use crate::stats::Sum;

/// One kind of table over one analysis and filter.
pub(super) trait Table {
    fn title(&self) -> String;
    fn columns(&self) -> Vec<TableColumn>;
    fn len(&self) -> usize;
    /// Key of a row.
    fn id(&self, row: usize) -> String;
    fn value(&self, row: usize, column: usize) -> TableValue;
    fn subject(&self, _row: usize) -> Option<Subject> {
        None
    }
    /// Whether the sum of a column means something.
    fn is_additive(&self, column: usize) -> bool {
        let kind = self.columns()[column].kind;
        matches!(
            kind,
            ColumnKind::Money | ColumnKind::Count | ColumnKind::Quantity
        )
    }
}

/// The rows of a query in their order, kept while the user scrolls.
pub(super) struct Index {
    pub(super) query: TableQuery,
    rows: Vec<u32>,
    sums: Vec<Option<f64>>,
    /// Rows of pairs are expensive to find; kept with the index.
    pairs: Option<Vec<PairRow>>,
}

/// The table of a kind; its filter must have been prepared.
fn table<'a>(
    analysis: &'a Analysis,
    query: &'a TableQuery,
    pairs: Option<&'a [PairRow]>,
) -> Box<dyn Table + 'a> {
    let filter = &query.filter;
    match &query.kind {
        TableKind::Customers => Box::new(customers::Customers::new(analysis, filter)),
        TableKind::Items => Box::new(items::Items::new(analysis, filter)),
        TableKind::Pairs { losing } => Box::new(pairs::Pairs::new(
            analysis,
            pairs.unwrap_or_default(),
            *losing,
        )),
        TableKind::Lines { driver } => Box::new(lines::OrderLines::new(analysis, filter, *driver)),
        TableKind::SetAside => Box::new(lines::SetAsideLines::new(analysis)),
        TableKind::Pools => Box::new(small::pools(analysis)),
        TableKind::Clusters => Box::new(small::clusters(analysis, filter)),
        TableKind::NineBox => Box::new(small::nine_box(analysis, filter)),
        TableKind::Whale => Box::new(small::whale(analysis, filter)),
        TableKind::Waterfall => Box::new(small::waterfall(analysis, filter)),
    }
}

impl Index {
    /// Finds and orders the rows of a query.
    pub(super) fn new(analysis: &mut Analysis, query: &TableQuery) -> Index {
        analysis.prepare(&query.filter);
        let pairs = match query.kind {
            TableKind::Pairs { losing } => Some(pairs::rows(analysis, &query.filter, losing)),
            _ => None,
        };
        let (rows, sums) = {
            let table = table(analysis, query, pairs.as_deref());
            let columns = table.columns();
            let mut rows = searched(&*table, &columns, &query.search);
            if let Some(sort) = &query.sort {
                order(&*table, &columns, &mut rows, sort);
            }
            let sums = columns
                .iter()
                .enumerate()
                .map(|(c, _)| table.is_additive(c).then(|| total(&*table, &rows, c)))
                .collect();
            (rows, sums)
        };
        Index {
            query: query.clone(),
            rows,
            sums,
            pairs,
        }
    }

    /// A window of the table.
    pub(super) fn page(&self, analysis: &Analysis, start: u64, count: u64) -> TablePage {
        let table = table(analysis, &self.query, self.pairs.as_deref());
        let columns = table.columns();
        let from = (start as usize).min(self.rows.len());
        let to = from.saturating_add(count as usize).min(self.rows.len());
        let rows = self.rows[from..to]
            .iter()
            .map(|&row| {
                let row = row as usize;
                TableRow {
                    id: table.id(row),
                    cells: (0..columns.len()).map(|c| table.value(row, c)).collect(),
                    subject: table.subject(row),
                }
            })
            .collect();
        TablePage {
            title: table.title(),
            columns,
            total_rows: self.rows.len() as u64,
            start: from as u64,
            rows,
            sums: self.sums.clone(),
        }
    }
}

fn is_text(kind: ColumnKind) -> bool {
    matches!(
        kind,
        ColumnKind::Text | ColumnKind::Class | ColumnKind::Date
    )
}

fn searched(table: &dyn Table, columns: &[TableColumn], search: &str) -> Vec<u32> {
    let wanted = search.trim().to_lowercase();
    let all = 0..table.len() as u32;
    if wanted.is_empty() {
        return all.collect();
    }
    let text_columns: Vec<usize> = (0..columns.len())
        .filter(|&c| is_text(columns[c].kind))
        .collect();
    all.filter(|&row| {
        text_columns
            .iter()
            .any(|&c| match table.value(row as usize, c) {
                TableValue::Text(text) => text.to_lowercase().contains(&wanted),
                TableValue::Number(_) | TableValue::Missing(()) => false,
            })
    })
    .collect()
}

/// Sorts rows by a column; missing values last in both directions, ties in the table's own order.
fn order(table: &dyn Table, columns: &[TableColumn], rows: &mut [u32], sort: &Sort) {
    let Some(column) = columns.iter().position(|c| c.key == sort.column) else {
        return;
    };
    if is_text(columns[column].kind) {
        rows.sort_by_cached_key(|&row| match table.value(row as usize, column) {
            TableValue::Text(text) => (false, text.to_lowercase()),
            TableValue::Number(_) | TableValue::Missing(()) => (true, String::new()),
        });
        if sort.descending {
            let missing = rows
                .iter()
                .rev()
                .take_while(|&&r| !matches!(table.value(r as usize, column), TableValue::Text(_)))
                .count();
            let present = rows.len() - missing;
            rows[..present].reverse();
        }
        return;
    }
    let mut keyed: Vec<(f64, u32)> = rows
        .iter()
        .map(|&row| match table.value(row as usize, column) {
            TableValue::Number(n) => (if sort.descending { -n } else { n }, row),
            TableValue::Text(_) | TableValue::Missing(()) => (f64::INFINITY, row),
        })
        .collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (slot, (_, row)) in rows.iter_mut().zip(keyed) {
        *slot = row;
    }
}

fn total(table: &dyn Table, rows: &[u32], column: usize) -> f64 {
    let sum: Sum = rows
        .iter()
        .filter_map(|&row| match table.value(row as usize, column) {
            TableValue::Number(n) => Some(n),
            TableValue::Text(_) | TableValue::Missing(()) => None,
        })
        .collect();
    sum.value()
}

fn column(key: &str, label: &str, kind: ColumnKind, definition: &str) -> TableColumn {
    TableColumn {
        key: key.to_owned(),
        label: label.to_owned(),
        kind,
        definition: definition.to_owned(),
    }
}

fn text(value: impl Into<String>) -> TableValue {
    TableValue::Text(value.into())
}

/// A number that is one; NaN and infinity are missing.
fn number(value: f64) -> TableValue {
    if value.is_finite() {
        TableValue::Number(value)
    } else {
        TableValue::Missing(())
    }
}

/// A share of `whole`, missing where there is no positive whole.
fn share(part: f64, whole: f64) -> TableValue {
    if whole > 0.0 {
        number(part / whole)
    } else {
        TableValue::Missing(())
    }
}

/// The columns of the profit ladder, the same in every table.
fn profit_columns() -> Vec<TableColumn> {
    use ColumnKind::{Money, Share};
    vec![
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
        column(
            "net_share",
            "% of sales",
            Share,
            "Net contribution as a share of net sales",
        ),
        column(
            "margin",
            "Gross margin",
            Money,
            "Net sales less cost of goods",
        ),
        column(
            "margin_share",
            "Margin %",
            Share,
            "Gross margin as a share of net sales",
        ),
        column(
            "cost_to_serve",
            "Cost to serve",
            Money,
            "Shares of all cost pools, and the costs of the lines themselves",
        ),
        column(
            "service_share",
            "Service %",
            Share,
            "Cost to serve as a share of net sales",
        ),
    ]
}

/// Value `at` of [`profit_columns`].
fn profit_value(profit: &crate::profit::Profit, has_cost: bool, at: usize) -> TableValue {
    let unless_unknown = |v: TableValue| if has_cost { v } else { TableValue::Missing(()) };
    match at {
        0 => number(profit.revenue),
        1 => number(profit.net()),
        2 => share(profit.net(), profit.revenue),
        3 => unless_unknown(number(profit.margin())),
        4 => unless_unknown(share(profit.margin(), profit.revenue)),
        5 => number(profit.cost_to_serve()),
        _ => share(profit.cost_to_serve(), profit.revenue),
    }
}
