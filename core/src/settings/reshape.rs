//! How a text that is no plain table becomes one.

use serde::{Deserialize, Serialize};

/// What is done to the records of a text before they are read as a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reshape {
    /// Printed list: frames of `|`, rules of dashes, headers repeated on each page, and subtotals
    /// marked with `*` are left out.
    #[serde(default)]
    pub list: bool,
    /// The header stands in the header row and the one above it.
    #[serde(default)]
    pub two_row_header: bool,
    /// Columns, counted from 0, in which a blank means: as in the row above (Odoo writes an order's
    /// own columns on its first line only).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filled_down: Vec<u32>,
    /// Columns that hold one month each; every filled cell becomes a line of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub months: Vec<MonthColumn>,
    /// Columns that add months up (quarters, year to date, totals); they are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub totals: Vec<u32>,
}

/// A column with the numbers of one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthColumn {
    /// Position in the file, from 0.
    pub column: u32,
    /// The month's first day, ISO: 2023-01-01.
    pub day: String,
}
