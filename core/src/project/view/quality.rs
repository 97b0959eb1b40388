//! What became of the rows of a file.

use super::{Finding, MatchReport};
use serde::{Deserialize, Serialize};

/// Rows set aside for one reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetAside {
    /// "date", "item", "quantity", "net sales", "cancelled"…
    pub reason: String,
    /// How many rows.
    pub rows: u64,
    /// Net sales on these rows, as far as they could be read.
    pub money: f64,
    /// What to do about it.
    pub remedy: String,
    /// First row in the file, counted from 1 with the header.
    pub first_row: u64,
    /// The text found there.
    pub example: String,
}

/// What became of the rows of the file: used + set aside = rows in the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    /// The file's name.
    pub file: String,
    /// Rows below the header, blank ones not counted.
    pub rows: u64,
    /// Rows that count.
    pub used: u64,
    /// One entry a reason that occurs.
    pub set_aside: Vec<SetAside>,
    /// What else the user should know.
    pub findings: Vec<Finding>,
    /// Net sales whose cost of goods is estimated.
    pub cost_estimated_revenue: f64,
    /// Used lines whose cost of goods is estimated; they may have no net sales.
    #[serde(default)]
    pub cost_estimated_lines: u64,
    /// Where the cost of goods comes from, in words.
    pub cost_source: String,
    /// How the keys of the other files fit those of the order lines, one entry a file.
    #[serde(default)]
    pub matches: Vec<MatchReport>,
}
