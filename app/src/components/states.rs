//! What stands where there is nothing to show: nothing yet, nothing at all, or a failure.

use leptos::prelude::*;
use tenfold_core::project::view::UserError;

/// Holds the place of what is being computed for the first time. `height` in pixels.
#[component]
pub fn Skeleton(#[prop(default = 120)] height: u32) -> impl IntoView {
    view! {
        <div class="skeleton" role="status" style:height=format!("{height}px")>
            <span class="unseen">"Loading"</span>
        </div>
    }
}

/// Nothing to show, and what to do about it.
#[component]
pub fn Empty(
    #[prop(into)] title: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <h1>{title}</h1>
            {children.map(|children| view! { <div class="soft">{children()}</div> })}
        </div>
    }
}

/// What could not be shown, why, and the way out.
#[component]
pub fn Failure(error: UserError) -> impl IntoView {
    view! {
        <div class="failure" role="alert">
            <h2>{error.title}</h2>
            <p>{error.detail}</p>
            <p class="soft">{error.remedy}</p>
        </div>
    }
}
