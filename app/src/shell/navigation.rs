//! The steps that exist. Those that need data appear with it. Their counts are those of the filter,
//! as on the pages they lead to; how many pairs lose is known only once they have been summed, so
//! that step has none.

use crate::components::icon::{Icon, Symbol};
use crate::format;
use crate::queries;
use crate::route::{CustomerView, Route};
use crate::state::App;
use leptos::prelude::*;

#[component]
pub(super) fn Navigation() -> impl IntoView {
    let app = App::current();
    let totals = queries::overview();
    let count = move |pick: fn(&tenfold_core::project::view::Totals) -> u64| {
        move || totals.map(|overview| format::count(pick(&overview.totals)))
    };
    let data_there = move || app.is_loaded() || app.opened.with(|opened| !opened.is_empty());
    view! {
        <Show when=data_there>
            <nav class="navigation" aria-label="Steps">
                <Show when=move || app.is_loaded()>
                    <h2>"Understand"</h2>
                    <ul>
                        {entry(Route::Profit, "profit", "Where the profit is", "Profit", Symbol::Profit, || None)}
                        {entry(Route::Customers(CustomerView::List), "customers", "Customers", "Customers", Symbol::Customers, count(|t| t.customers))}
                        {entry(Route::Items, "items", "Items", "Items", Symbol::Items, count(|t| t.products))}
                        {entry(Route::Demand, "demand", "Demand shape", "Demand", Symbol::Demand, || None)}
                        {entry(Route::Pairs, "pairs", "Loss-making pairs", "Pairs", Symbol::Pairs, || None)}
                        {entry(Route::Actions, "actions", "Actions", "Actions", Symbol::Actions, || None)}
                    </ul>
                </Show>
                <h2>"Inputs"</h2>
                <ul>
                    {entry(Route::Data, "data", "Data", "Data", Symbol::Data, || None)}
                    <Show when=move || app.is_loaded()>
                        {entry(Route::Doctor, "doctor", "Data doctor", "Doctor", Symbol::Doctor, || None)}
                        {entry(Route::Costs, "costs", "Cost model", "Costs", Symbol::Costs, || None)}
                    </Show>
                </ul>
                <Show when=move || app.is_loaded()>
                    <h2>"Results"</h2>
                    <ul>
                        {entry(Route::HandOver, "hand-over", "Hand over", "Export", Symbol::HandOver, || None)}
                    </ul>
                </Show>
            </nav>
        </Show>
    }
}

fn entry(
    route: Route,
    name: &'static str,
    words: &'static str,
    short: &'static str,
    symbol: Symbol,
    note: impl Fn() -> Option<String> + Send + Sync + 'static,
) -> impl IntoView {
    let app = App::current();
    let here = route.clone();
    let current = Memo::new(move |_| {
        let route = app.route.get();
        route == here
            || matches!(
                (&route, &here),
                (
                    Route::Customer(_) | Route::Customers(_),
                    Route::Customers(_)
                )
            )
    });
    view! {
        <li>
            <a
                href=move || app.href(route.clone())
                data-testid=format!("nav-{name}")
                aria-current=move || current.get().then_some("page")
            >
                <Icon symbol />
                <span class="wide">{words}</span>
                <span class="narrow">{short}</span>
                <small>{note}</small>
            </a>
        </li>
    }
}
