//! The top of the page: what is loaded, what it is narrowed to, and the promise.

use super::theme::ThemeSwitch;
use crate::components::icon::{Icon, Symbol};
use crate::format;
use crate::queries;
use crate::route::Route;
use crate::state::App;
use crate::tasks::set_settings::change_settings;
use crate::text;
use leptos::prelude::*;
use tenfold_core::project::view::FilterTerm;

#[component]
pub(super) fn Header() -> impl IntoView {
    let app = App::current();
    let company = queries::company();
    let period = move || {
        company
            .map(|overview| format::period(&overview.totals.first_day, &overview.totals.last_day))
    };
    view! {
        <header class="header">
            <a class="brand" href=move || app.href(Route::Start)>
                <svg class="logo" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
                    <path d="M2 17h16" />
                    <path d="M2 17C5 8 8 4 12 4c3 0 4 2 6 4" />
                    <circle cx="12" cy="4" r="2" />
                </svg>
                "Tenfold"
            </a>
            <Show when=move || app.is_loaded()>
                <span class="where">
                    <b>{move || app.name.get()}</b>
                    <span>{period}</span>
                </span>
                <Currency />
            </Show>
            <Chips />
            <span class="spring"></span>
            <span
                class="promise"
                title="Your files are read by this page alone; there is no server that could receive them"
            >
                <Icon symbol=Symbol::Lock />
                "Nothing leaves this browser"
            </span>
            <ThemeSwitch />
        </header>
    }
}

/// What all money is in: as the file says, or as is typed here once. Every export carries it.
#[component]
fn Currency() -> impl IntoView {
    let app = App::current();
    let known = Memo::new(move |_| app.settings.with(|s| s.currency.clone()));
    view! {
        <label
            class="currency"
            class:unknown=move || known.with(String::is_empty)
            title="The currency of all money on every screen and in every export; nothing is converted"
        >
            <span>"Money in"</span>
            <input
                type="text"
                data-testid="currency"
                aria-label="Currency of all money"
                maxlength="3"
                size="4"
                autocomplete="off"
                placeholder="EUR?"
                prop:value=move || known.get()
                on:change=move |event| {
                    let typed = event_target_value(&event).trim().to_ascii_uppercase();
                    change_settings(app, |s| s.currency = typed);
                }
            />
        </label>
    }
}

/// The filter, term by term, each one click away from gone.
#[component]
fn Chips() -> impl IntoView {
    let app = App::current();
    let terms = Memo::new(move |_| app.filter.with(|filter| filter.terms.clone()));
    view! {
        <Show when=move || !terms.with(Vec::is_empty)>
            <ul class="chips" aria-label="Filter">
                <For each=move || terms.get() key=text::filter_term let:term>
                    <li>{chip(app, term)}</li>
                </For>
                <li>
                    <button
                        class="chip-clear"
                        data-testid="clear-filters"
                        on:click=move |_| app.clear_filter()
                    >
                        "Clear"
                    </button>
                </li>
            </ul>
        </Show>
    }
}

fn chip(app: App, term: FilterTerm) -> impl IntoView {
    let words = text::filter_term(&term);
    let name = format!("Remove the filter {words}");
    view! {
        <button
            class="chip on"
            data-testid="filter-chip"
            aria-label=name
            on:click=move |_| app.toggle(term.clone())
        >
            {words}
            <Icon symbol=Symbol::Close />
        </button>
    }
}
