//! Table cells that show more than their number.

use crate::charts::DivergingBar;
use crate::format;
use leptos::prelude::*;
use tenfold_core::project::view::{TableColumn, TableRow, TableValue};

/// A contribution of this share of net sales fills half of the bar: all of them, the most that can
/// be earned. Losses can be larger; their bars end in an arrow.
const FULL: f64 = 1.0;

/// Net contribution per net sales with a bar from the middle; every other cell as usual.
pub fn contribution_bar(_: &TableRow, column: &TableColumn, value: &TableValue) -> Option<AnyView> {
    let TableValue::Number(share) = value else {
        return None;
    };
    (column.key == "net_share").then(|| {
        let text = format::share_of(*share);
        let hover = if format::is_meaningful(*share) {
            "The bar reaches from −100 % to +100 % of net sales"
        } else {
            format::NOT_MEANINGFUL_DEFINITION
        };
        view! {
            <span class="bar-cell" title=hover>
                <DivergingBar value=*share full=FULL />
                <span class:loss={*share < 0.0}>{text}</span>
            </span>
        }
        .into_any()
    })
}
