//! The screens.

pub mod actions;
pub mod cells;
pub mod costs;
pub mod customer;
pub mod customers;
pub mod data;
pub mod demand;
pub mod doctor;
pub mod facets;
pub mod handover;
pub mod items;
pub mod kpis;
pub mod pairs;
pub mod profit;
pub mod start;

use crate::components::drop_zone::AddFiles;
use crate::components::{Empty, Skeleton};
use crate::parts::{Arrival, Part};
use crate::route::{CustomerView, Route};
use crate::state::App;
use crate::tasks::load_demo::load_demo;
use leptos::prelude::*;

/// The screen the page is at.
pub fn current() -> AnyView {
    let app = App::current();
    let route = app.route.get();
    if route.needs_data() && !app.is_loaded() {
        return nothing_loaded(app).into_any();
    }
    let part = match route {
        Route::Start => return start::Start().into_any(),
        Route::Nowhere(address) => return nowhere(app, &address).into_any(),
        Route::Data => Part::Data,
        Route::Profit
        | Route::Customers(CustomerView::List)
        | Route::Customer(_)
        | Route::Items
        | Route::Pairs
        | Route::HandOver => Part::Results,
        Route::Customers(_) | Route::Actions | Route::Costs | Route::Demand | Route::Doctor => {
            Part::Deeper
        }
    };
    match app.parts.arrival(part) {
        Arrival::Here(screens) => (screens.page)(route),
        Arrival::Failed => not_loaded(app).into_any(),
        Arrival::OnItsWay => view! { <Skeleton height=600 /> }.into_any(),
        Arrival::NotAsked => {
            // Not while this is being drawn: what arrives at once would draw it again.
            leptos::task::spawn_local(async move { app.parts.load(part) });
            view! { <Skeleton height=600 /> }.into_any()
        }
    }
}

/// The screens before the analysis.
pub(crate) fn data_page(_: Route) -> AnyView {
    data::Data().into_any()
}

/// The screens of the results.
pub(crate) fn results_page(route: Route) -> AnyView {
    match route {
        Route::Customers(_) => customers::list(),
        Route::Customer(id) => view! { <customer::CustomerPage id /> }.into_any(),
        Route::Items => items::ItemsPage().into_any(),
        Route::Pairs => pairs::PairsPage().into_any(),
        Route::HandOver => handover::HandOverPage().into_any(),
        _ => profit::ProfitPage().into_any(),
    }
}

/// The screens that go deeper.
pub(crate) fn deeper_page(route: Route) -> AnyView {
    match route {
        Route::Customers(view) => customers::deeper(view),
        Route::Actions => actions::ActionsPage().into_any(),
        Route::Demand => demand::DemandPage().into_any(),
        Route::Doctor => doctor::DoctorPage().into_any(),
        _ => costs::CostsPage().into_any(),
    }
}

/// A screen whose part of the program did not come.
fn not_loaded(app: App) -> impl IntoView {
    view! {
        <Empty title="This screen could not be loaded">
            <p>"The server that the page came from does not answer; your data is still here"</p>
            <div class="actions">
                <button class="button primary" on:click=move |_| app.parts.load_all()>
                    "Try again"
                </button>
            </div>
        </Empty>
    }
}

/// An address that no screen has: a mistyped one, or one of another version.
fn nowhere(app: App, address: &str) -> impl IntoView {
    view! {
        <Empty title=format!("There is no screen at #{address}")>
            <p>"The address may be mistyped, or come from another version of Tenfold"</p>
            <div class="actions">
                <a class="button primary" href=move || app.href(Route::Start)>
                    "Go to the start"
                </a>
            </div>
        </Empty>
    }
}

/// A screen that needs data, before there is any.
fn nothing_loaded(app: App) -> impl IntoView {
    view! {
        <Show when=move || app.busy.with(Option::is_none)>
            <Empty title="Nothing is loaded yet">
                <p>"Add a file of order lines, or look around with the demo company"</p>
                <div class="actions">
                    <AddFiles primary=true />
                    <button class="button" on:click=move |_| load_demo(app)>
                        "Load the demo company"
                    </button>
                </div>
            </Empty>
        </Show>
    }
}
