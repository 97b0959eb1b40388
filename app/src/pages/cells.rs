//! Table cells that show more than their number.

use crate::charts::DivergingBar;
use crate::format;
use leptos::prelude::*;
use tenfold_core::project::view::{TableColumn, TableRow, TableValue};

/// A contribution of this share of net sales fills half of the bar.
const FULL: f64 = 0.5;

/// Net contribution per net sales with a bar from the middle; every other cell as usual.
pub fn contribution_bar(_: &TableRow, column: &TableColumn, value: &TableValue) -> Option<AnyView> {
    let TableValue::Number(share) = value else {
        return None;
    };
    (column.key == "net_share").then(|| {
        let text = format::share(*share);
        view! {
            <DivergingBar value=*share full=FULL />
            <span class="bar-number" class:loss={*share < 0.0}>
                {text}
            </span>
        }
        .into_any()
    })
}
