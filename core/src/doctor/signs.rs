//! Signs that contradict each other, and lines without a price.

use super::Evidence;
use crate::dataset::{Dataset, LineKind};
use crate::stats::lines_where;

fn lines_that(data: &Dataset, fits: impl Fn(LineKind, f64, f64) -> bool) -> Vec<Evidence> {
    let fits = |l: usize| fits(data.kinds[l], data.quantity[l], data.revenue[l]);
    let lines = lines_where(data.lines(), fits);
    lines.into_iter().map(Evidence::of).collect()
}

/// Sales with a positive quantity and negative net sales.
pub(super) fn unmarked_returns(data: &Dataset) -> Vec<Evidence> {
    lines_that(data, |kind, quantity, revenue| {
        kind == LineKind::Sale && quantity > 0.0 && revenue < 0.0
    })
}

/// Returns with positive net sales.
pub(super) fn positive_returns(data: &Dataset) -> Vec<Evidence> {
    lines_that(data, |kind, _, revenue| {
        kind == LineKind::Return && revenue > 0.0
    })
}

/// Sales with a quantity and no net sales.
pub(super) fn free_of_charge(data: &Dataset) -> Vec<Evidence> {
    lines_that(data, |kind, quantity, revenue| {
        kind == LineKind::Sale && quantity > 0.0 && revenue == 0.0
    })
}
