//! Tables that can be paged, sorted, searched and written out. Each kind says its columns and the
//! value of a cell; sorting, searching, summing and paging are done here once for all.

mod actions;
mod assumptions;
mod behaviour;
mod comparison;
mod customers;
mod doctor;
mod flips;
mod items;
mod levels;
mod lines;
mod pairs;
mod robustness;
mod small;
pub(crate) mod stranded;

use pairs::PairRow;
use small::SmallTable;

use super::analysis::Analysis;
use super::view::{
    ColumnKind, FilterTerm, Sort, Subject, TableColumn, TableKind, TablePage, TableQuery, TableRow,
    TableValue,
};
use crate::doctor::Evidence;
use crate::profit::{Model, Profit};
use crate::settings::Settings;
use crate::stats::{Sum, order};

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
    /// Whether a column of text is searched: not where each row has to be computed for it.
    fn is_searched(&self, _column: usize) -> bool {
        true
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
    content: Content,
    /// Rows of the content, searched and sorted.
    rows: Vec<u32>,
    sums: Vec<Option<f64>>,
}

/// What has to be found or computed before the rows of a table can be counted; found once an index.
enum Content {
    Parties(Vec<(u32, Profit)>),
    Pairs(Vec<PairRow>),
    Lines(Vec<u32>),
    Evidence(Vec<Evidence>),
    Small(SmallTable),
    /// With the sentence that says what it shows.
    Told(SmallTable, String),
    Behaviour(Vec<behaviour::BehaviourRow>),
    Flips(flips::Found),
}

/// Finds the rows of a query in the table's own order; its filter must have been prepared.
fn content(analysis: &mut Analysis, query: &TableQuery) -> Content {
    let filter = &query.filter;
    match query.kind {
        TableKind::Customers => Content::Parties(customers::rows(analysis, filter)),
        TableKind::Items => Content::Parties(items::rows(analysis, filter)),
        TableKind::Pairs { losing } => Content::Pairs(pairs::rows(analysis, filter, losing)),
        TableKind::Lines { driver } => Content::Lines(lines::rows(analysis, filter, driver)),
        TableKind::SetAside => Content::Lines(lines::set_aside(analysis)),
        TableKind::Pools => Content::Small(small::pools(analysis)),
        TableKind::Clusters => Content::Small(small::clusters(analysis, filter)),
        TableKind::NineBox => Content::Small(small::nine_box(analysis, filter)),
        TableKind::Whale => Content::Small(small::whale(analysis, filter)),
        TableKind::Waterfall => Content::Small(small::waterfall(analysis, filter)),
        TableKind::Assumptions => Content::Small(assumptions::assumptions(analysis)),
        TableKind::Doctor { check } => doctor::content(analysis, check),
        TableKind::Fixes => Content::Small(doctor::fixes(analysis)),
        TableKind::Comparison => comparison::comparison(analysis, filter),
        TableKind::Levels => levels::levels(analysis),
        TableKind::Stranded => stranded::stranded(analysis, filter),
        TableKind::Robustness => robustness::robustness(analysis),
        TableKind::Actions => actions::actions(analysis, filter),
        TableKind::Flips { ref against } => Content::Flips(flips::found(analysis, against)),
        TableKind::Behaviour => Content::Behaviour(behaviour::rows(analysis, filter)),
        TableKind::OrderSizes => Content::Small(behaviour::order_sizes(analysis, filter)),
        TableKind::SimilarCustomers => Content::Small(behaviour::similar(analysis, filter)),
    }
}

/// The table over content that was found for its query.
fn table<'a>(
    analysis: &'a Analysis,
    query: &TableQuery,
    content: &'a Content,
) -> Box<dyn Table + 'a> {
    match (content, &query.kind) {
        (Content::Parties(rows), TableKind::Items) => {
            Box::new(items::Items::new(analysis, &query.filter, rows))
        }
        (Content::Parties(rows), _) => {
            Box::new(customers::Customers::new(analysis, &query.filter, rows))
        }
        (Content::Pairs(rows), kind) => {
            let losing = *kind == TableKind::Pairs { losing: true };
            Box::new(pairs::Pairs::new(analysis, &query.filter, rows, losing))
        }
        (Content::Lines(rows), TableKind::SetAside) => {
            Box::new(lines::SetAsideLines::new(analysis, rows))
        }
        (Content::Lines(rows), _) => Box::new(lines::OrderLines::new(analysis, rows)),
        (Content::Evidence(rows), kind) => {
            Box::new(doctor::EvidenceLines::new(analysis, rows, kind))
        }
        (Content::Small(table) | Content::Told(table, _), _) => Box::new(table),
        (Content::Flips(found), _) => Box::new(flips::Flips::new(analysis, found)),
        (Content::Behaviour(rows), _) => Box::new(behaviour::Customers::new(analysis, rows)),
    }
}

impl Index {
    /// Finds and orders the rows of a query.
    pub(super) fn new(analysis: &mut Analysis, query: &TableQuery) -> Index {
        analysis.prepare(&query.filter);
        analysis.prepare_table(&query.kind, &query.filter);
        if matches!(query.kind, TableKind::Doctor { .. }) {
            analysis.examine();
        }
        let content = content(analysis, query);
        let table = table(analysis, query, &content);
        let columns = table.columns();
        let mut rows = searched(&*table, &columns, &query.search);
        if let Some(sort) = &query.sort {
            sort_rows(&*table, &columns, &mut rows, sort);
        }
        let sums = (0..columns.len())
            .map(|c| {
                let additive = table.is_additive(c);
                additive.then(|| total(&*table, &rows, c)).flatten()
            })
            .collect();
        drop(table);
        Index {
            query: query.clone(),
            content,
            rows,
            sums,
        }
    }

    /// Whether it is the same under other settings: pairs are found and ordered by what they earn,
    /// unless the user looks for a class.
    pub(super) fn holds(&self, before: &Settings, after: &Settings) -> bool {
        let query = &self.query;
        let sort = query.sort.as_ref().map(|sort| sort.column.as_str());
        matches!(query.kind, TableKind::Pairs { .. })
            && before.cost == after.cost
            && before.doctor == after.doctor
            && query.search.is_empty()
            && !matches!(sort, Some("cluster" | "cell"))
            && (before.levers == after.levers || !matches!(sort, Some("lever" | "effect" | "what")))
            && !query.filter.terms.iter().any(FilterTerm::follows_settings)
    }

    /// A window of the table.
    pub(super) fn page(&self, analysis: &Analysis, start: u64, count: u64) -> TablePage {
        let table = table(analysis, &self.query, &self.content);
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
            headline: match &self.content {
                Content::Told(_, headline) => headline.clone(),
                _ => String::new(),
            },
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
        .filter(|&c| is_text(columns[c].kind) && table.is_searched(c))
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
fn sort_rows(table: &dyn Table, columns: &[TableColumn], rows: &mut [u32], sort: &Sort) {
    let Some(column) = columns.iter().position(|c| c.key == sort.column) else {
        return;
    };
    if is_text(columns[column].kind) {
        let texts: Vec<Option<String>> = rows
            .iter()
            .map(|&row| match table.value(row as usize, column) {
                TableValue::Text(text) => Some(text.to_lowercase()),
                TableValue::Number(_) | TableValue::Missing(()) => None,
            })
            .collect();
        let sorted = order::positions(rows.len(), &|a, b| match (&texts[a], &texts[b]) {
            (Some(a), Some(b)) if sort.descending => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        });
        let before = rows.to_vec();
        for (slot, at) in rows.iter_mut().zip(sorted) {
            *slot = before[at as usize];
        }
        return;
    }
    let mut keyed: Vec<(f64, u32)> = (0..)
        .zip(rows.iter())
        .map(|(at, &row)| match table.value(row as usize, column) {
            TableValue::Number(n) => (if sort.descending { -n } else { n }, at),
            TableValue::Text(_) | TableValue::Missing(()) => (f64::INFINITY, at),
        })
        .collect();
    order::by_value(&mut keyed);
    let before = rows.to_vec();
    for (slot, (_, at)) in rows.iter_mut().zip(keyed) {
        *slot = before[at as usize];
    }
}

/// The sum of a column; None where every one of its rows lacks a value.
fn total(table: &dyn Table, rows: &[u32], column: usize) -> Option<f64> {
    let (mut sum, mut any) = (Sum::default(), rows.is_empty());
    for &row in rows {
        if let TableValue::Number(n) = table.value(row as usize, column) {
            sum.add(n);
            any = true;
        }
    }
    any.then(|| sum.value())
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
        TableValue::Number(value + 0.0) // no "−0"
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
fn profit_value(profit: &Profit, model: &Model, at: usize) -> TableValue {
    let known = match at {
        0..=2 => model.priced,
        3 | 4 => model.has_cost,
        _ => true,
    };
    match at {
        _ if !known => TableValue::Missing(()),
        0 => number(profit.revenue),
        1 => number(profit.net()),
        2 => share(profit.net(), profit.revenue),
        3 => number(profit.margin()),
        4 => share(profit.margin(), profit.revenue),
        5 => number(profit.cost_to_serve()),
        _ => share(profit.cost_to_serve(), profit.revenue),
    }
}
