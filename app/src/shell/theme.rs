//! Light, dark, or as the system has it; remembered where the browser allows.

use crate::components::icon::{Icon, Symbol};
use crate::state::{App, Theme};
use gloo::events::EventListener;
use leptos::prelude::*;

/// Keeps the document in the theme that was chosen.
pub(super) fn follow(app: App) {
    let query = crate::browser::window()
        .match_media("(prefers-color-scheme: dark)")
        .ok()
        .flatten();
    let system_dark = RwSignal::new(query.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    if let Some(query) = query {
        let asked = query.clone();
        EventListener::new(&query, "change", move |_| system_dark.set(asked.matches())).forget();
    }
    Effect::new(move |_| {
        let dark = match app.theme.get() {
            Theme::System => system_dark.get(),
            Theme::Light => false,
            Theme::Dark => true,
        };
        if let Some(root) = crate::browser::document().document_element() {
            // Refused only for names that are no attribute names; this one is.
            let _ = root.set_attribute("data-theme", if dark { "dark" } else { "light" });
        }
    });
}

/// Goes through the three themes.
#[component]
pub(super) fn ThemeSwitch() -> impl IntoView {
    let app = App::current();
    let words = move || match app.theme.get() {
        Theme::System => "Theme: as the system",
        Theme::Light => "Theme: light",
        Theme::Dark => "Theme: dark",
    };
    view! {
        <button
            class="icon-button"
            data-testid="theme"
            aria-label=words
            title=words
            on:click=move |_| {
                let next = match app.theme.get_untracked() {
                    Theme::System => Theme::Light,
                    Theme::Light => Theme::Dark,
                    Theme::Dark => Theme::System,
                };
                app.theme.set(next);
                next.remember();
            }
        >
            {move || {
                let symbol = match app.theme.get() {
                    Theme::System => Symbol::Screen,
                    Theme::Light => Symbol::Sun,
                    Theme::Dark => Symbol::Moon,
                };
                view! { <Icon symbol /> }
            }}
        </button>
    }
}
