//! The frame around every screen.

use crate::pages;
use crate::queries::Shared;
use crate::state::App;
use gloo::events::EventListener;
use leptos::prelude::*;

/// Puts the page into the document.
pub fn mount() {
    leptos::mount::mount_to_body(Shell);
}

#[component]
fn Shell() -> impl IntoView {
    let app = App::new();
    provide_context(app);
    Shared::provide();
    app.start_engine();
    for event in ["popstate", "hashchange"] {
        EventListener::new(&crate::browser::window(), event, move |_| app.follow_address())
            .forget();
    }
    view! { <main id="main">{pages::current}</main> }
}
