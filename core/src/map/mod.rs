//! Which column means what. Headers are held against the names that ERP systems and people give a
//! field (`synonyms`), the values have their say (`evidence`), and the best pairs win (`suggest`).
//! A small file of cost pools is told from order lines and read by `pools`.

mod evidence;
mod header;
mod numbers;
pub mod pools;
pub mod roles;
mod suggest;
mod synonyms;

#[cfg(test)]
mod tests;

pub use pools::{looks_like_pools, read_pools};
pub use roles::detect;
pub use suggest::{MAY_BE_CUSTOMERS, is_named, repeats_within_orders, suggest, suggest_for};

use crate::fields::Field;

/// A column as detection sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleColumn {
    /// The header as it stands in the file.
    pub header: String,
    /// Up to a few hundred cells as text, in the order of the rows; all columns of a file are
    /// sampled from the same rows, so that position i is the same row in each.
    pub values: Vec<String>,
}

/// What detection proposes for one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The field, or none where the column is not needed or not understood.
    pub field: Option<Field>,
    /// 0 to 1; 0 where no field is proposed.
    pub confidence: f64,
    /// One sentence that says why.
    pub reason: String,
}
