//! Any number, taken apart.

use super::{ColumnKind, Provenance, TableQuery, TableValue};
use crate::segment::Cluster;
use serde::{Deserialize, Serialize};

/// A number that can be explained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Net contribution of everything in the filter, as a ladder.
    NetContribution,
    /// A step of the ladder over everything in the filter: "revenue", "cost", "margin",
    /// "cost_to_serve", "direct", or a pool by name.
    Step {
        /// Which step, as above.
        name: String,
    },
    /// Net contribution of a customer.
    Customer {
        /// The customer's key in the file.
        id: String,
    },
    /// Net contribution of an item, with its classes.
    Item {
        /// The item's key in the file.
        id: String,
    },
    /// Net contribution of what a customer bought of an item.
    Pair {
        /// The customer's key.
        customer: String,
        /// The item's key.
        item: String,
    },
    /// Net contribution of a cluster.
    Cluster {
        /// The cluster's letter.
        cluster: Cluster,
    },
    /// A cost pool as a whole: its amount, who carries it, its rate; whatever the filter.
    Pool {
        /// The pool's name.
        name: String,
    },
    /// ABC class of an item.
    Abc {
        /// The item's key.
        item: String,
    },
    /// XYZ class and demand class of an item.
    Demand {
        /// The item's key.
        item: String,
    },
    /// The highest point of the whale curve.
    WhalePeak,
    /// Net contribution of the items of an ABC-XYZ cell.
    Cell {
        /// Value class and variability class: "AX".
        cell: String,
    },
    /// The effect of the action on a customer.
    Action {
        /// The customer's key.
        customer: String,
    },
}

/// One line of an explanation: "Ordering · 4,310 orders × 21.40 … −92,234".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExplainLine {
    /// What the line is.
    pub label: String,
    /// Values put in: quantity × rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factors: Option<Factors>,
    /// Its value, in the unit of `kind`.
    pub amount: TableValue,
    /// What the value is.
    pub kind: ColumnKind,
    /// Whether it is the sum of the money lines above it.
    pub total: bool,
    /// Where the value comes from.
    pub provenance: Provenance,
    /// The next deeper explanation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
}

/// A product: quantity × rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Factors {
    /// How much of the unit.
    pub quantity: f64,
    /// What is counted: "orders", "kg", "of net sales".
    pub unit: String,
    /// Money for one unit.
    pub rate: f64,
}

/// A number taken apart: formula, values and the rows behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Which number, and whose.
    pub title: String,
    /// The number itself.
    pub value: TableValue,
    /// What the number is.
    pub kind: ColumnKind,
    /// Its parts; the last total of money is the number.
    pub lines: Vec<ExplainLine>,
    /// Formulas in words, then with the values put in.
    pub formulas: Vec<String>,
    /// The table of rows behind the number.
    pub rows: Option<TableQuery>,
    /// Words for the link to the rows: "12 lines behind this number".
    pub rows_label: String,
    /// A monthly series where the number has one (demand of an item).
    pub series: Vec<f64>,
    /// What the series is, with its first and last month.
    pub series_label: String,
    /// Source of the method.
    pub source: String,
}
