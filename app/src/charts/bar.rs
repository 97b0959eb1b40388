//! Small bars for table cells and explanations: a glance, beside the number that says it exactly.

use leptos::prelude::*;

/// A bar from the middle: gains to the right, losses to the left. `value` reaches the end of its
/// half at `full`; one that goes beyond ends in an arrow instead of ending as if it stopped there.
#[component]
pub fn DivergingBar(value: f64, full: f64) -> impl IntoView {
    let part = if full > 0.0 {
        (value.abs() / full).min(1.0) * 50.0
    } else {
        0.0
    };
    // Half a thousandth beyond is rounding.
    let beyond = full > 0.0 && value.abs() > full * 1.0005;
    let left = if value < 0.0 { 50.0 - part } else { 50.0 };
    view! {
        <span class="diverging" aria-hidden="true">
            <i
                class=if value < 0.0 { "loss-fill" } else { "gain-fill" }
                class:beyond=beyond
                style:left=format!("{left:.1}%")
                style:width=format!("{part:.1}%")
            ></i>
        </span>
    }
}
