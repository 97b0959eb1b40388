//! The screens.

pub mod cells;
pub mod costs;
pub mod customer;
pub mod customers;
pub mod data;
pub mod doctor;
pub mod facets;
pub mod handover;
pub mod items;
pub mod kpis;
pub mod pairs;
pub mod profit;
pub mod start;

use crate::components::Empty;
use crate::components::drop_zone::AddFiles;
use crate::route::Route;
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
    match route {
        Route::Start => start::Start().into_any(),
        Route::Data => data::Data().into_any(),
        Route::Profit => profit::ProfitPage().into_any(),
        Route::Customers => customers::CustomersPage().into_any(),
        Route::Customer(id) => view! { <customer::CustomerPage id /> }.into_any(),
        Route::Items => items::ItemsPage().into_any(),
        Route::Pairs => pairs::PairsPage().into_any(),
        Route::Costs => costs::CostsPage().into_any(),
        Route::HandOver => handover::HandOverPage().into_any(),
        Route::Doctor => doctor::DoctorPage().into_any(),
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
