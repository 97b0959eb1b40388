//! Tables that can be paged, sorted, searched and exported.

use super::{Against, Filter, Subject};
use crate::settings::{Check, Driver};
use serde::{Deserialize, Serialize};

/// A table that can be paged, sorted, searched and exported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// Customers with what they earn, losses first; lines without a customer in a row of theirs.
    Customers,
    /// Items with classes and what they earn, largest net sales first.
    Items,
    /// Customer-item pairs; with `losing` only those below zero.
    Pairs {
        /// Only pairs below zero.
        losing: bool,
    },
    /// Order lines behind the filter and, where given, a driver that is not zero.
    Lines {
        /// Only lines that carry this driver.
        driver: Option<Driver>,
    },
    /// Cost pools with their reconciliation; a filter does not touch them.
    Pools,
    /// Rows of the file that could not be used.
    SetAside,
    /// The four clusters.
    Clusters,
    /// The nine cells of ABC-XYZ.
    NineBox,
    /// The whale curve by tenths of the customers.
    Whale,
    /// The steps from sales to net contribution.
    Waterfall,
    /// What the results rest on: data, cost model, conventions.
    Assumptions,
    /// Items whose class differs; a filter does not touch them.
    Flips {
        /// From what.
        against: Against,
    },
    /// Customers under every cost model, those that change sign first.
    Comparison,
    /// Cost pools by the level on which their cost comes about; a filter does not touch them.
    Levels,
    /// What losing the customers in the filter, or those of cluster D, would leave of each pool.
    Stranded,
    /// Customers under every reasonable driver of every pool; a filter does not touch them.
    Robustness,
    /// What to do about losing customers, and what it brings.
    Actions,
    /// Customers with how they order, largest net sales first.
    Behaviour,
    /// Orders by value.
    OrderSizes,
    /// Groups of similar customers with their means.
    SimilarCustomers,
    /// What a check of the data doctor found: lines, keys, currencies, months.
    Doctor {
        /// Which check.
        check: Check,
    },
    /// The fixes in force, in their order.
    Fixes,
}

/// By what a table is sorted; rows without a value come last either way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sort {
    /// Key of a column.
    pub column: String,
    /// Largest, or last in the alphabet, first.
    pub descending: bool,
}

/// Which rows of which table, in which order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableQuery {
    /// Which table.
    pub kind: TableKind,
    /// Lines that count.
    #[serde(default)]
    pub filter: Filter,
    /// None: the table's own order.
    #[serde(default)]
    pub sort: Option<Sort>,
    /// Rows whose text columns contain this, without regard to case.
    #[serde(default)]
    pub search: String,
}

/// What a column holds, which decides its alignment and format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// A name or key.
    Text,
    /// A class letter: cluster, ABC, XYZ.
    Class,
    /// An amount in the currency of the data.
    Money,
    /// A share, 0.12 for 12 %.
    Share,
    /// A whole number of things.
    Count,
    /// Units, kilograms and other amounts that need not be whole.
    Quantity,
    /// A number without unit, or a rate.
    Ratio,
    /// A day as ISO text.
    Date,
}

/// What a column of a table means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableColumn {
    /// Name to sort by; stable.
    pub key: String,
    /// Words above the column.
    pub label: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// One sentence, shown on hover.
    pub definition: String,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableValue {
    /// Finite, and never negative zero.
    Number(f64),
    /// A name, key, class or ISO day.
    Text(String),
    /// Cannot be computed or is not in the file.
    Missing(()),
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableRow {
    /// Key of the row, to filter or explain by.
    pub id: String,
    /// One value a column.
    pub cells: Vec<TableValue>,
    /// What Explain shows for the row's main number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
}

/// A window of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TablePage {
    /// The table's name.
    pub title: String,
    /// The sentence that says what it shows, where there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub headline: String,
    /// In their order.
    pub columns: Vec<TableColumn>,
    /// Rows of the whole table, after search.
    pub total_rows: u64,
    /// Position of the first row here, from 0.
    pub start: u64,
    /// The rows of this window.
    pub rows: Vec<TableRow>,
    /// Sums over all rows of the table, by column; None where a sum means nothing.
    pub sums: Vec<Option<f64>>,
}
