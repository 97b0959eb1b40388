//! What to do about losing customers, and what it brings.

use super::small::SmallTable;
use super::Content;
use crate::project::analysis::Analysis;
use crate::project::view::Filter;

pub(super) fn actions(_analysis: &Analysis, _filter: &Filter) -> Content {
    Content::Told(
        SmallTable {
            title: "Actions",
            columns: Vec::new(),
            rows: Vec::new(),
            additive: &[],
        },
        String::new(),
    )
}
