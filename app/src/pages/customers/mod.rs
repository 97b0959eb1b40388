//! The customers: who earns and who loses, what they leave before they are served, which of their
//! orders pay, and how they order.

mod behaviour;
mod list;
mod map;
mod orders;

use crate::components::linked;
use crate::route::{CustomerView, Route};
use crate::state::App;
use leptos::prelude::*;

pub use list::list;

/// The views that go deeper than the list.
pub fn deeper(view: CustomerView) -> AnyView {
    match view {
        CustomerView::List | CustomerView::Map => map::map(),
        CustomerView::Orders => orders::orders(),
        CustomerView::Behaviour => behaviour::behaviour(),
    }
}

/// The ways to look at customers.
fn views() -> AnyView {
    let app = App::current();
    let link = |view: CustomerView| {
        let words = match view {
            CustomerView::List => "Who earns",
            CustomerView::Map => "Margin and service",
            CustomerView::Orders => "Order sizes",
            CustomerView::Behaviour => "Order behaviour",
        };
        let route = Route::Customers(view);
        let here = route.clone();
        view! {
            <a
                href=move || app.href(route.clone())
                data-testid=format!("customers-{}", if view.name().is_empty() { "list" } else { view.name() })
                aria-current=move || (app.route.get() == here).then_some("page")
            >
                {words}
            </a>
        }
    };
    view! {
        <nav class="segmented views" aria-label="Views of the customers">
            {CustomerView::ALL.map(link).collect_view()}
        </nav>
    }
    .into_any()
}

/// The sentence above a view, the one below it, and the other views.
fn head(title: Signal<String>, lede: Signal<&'static str>) -> AnyView {
    view! {
        <header class="headline">
            <h1>{move || linked(&title.get())}</h1>
            <p class="lede">{move || lede.get()}</p>
        </header>
        {views()}
    }
    .into_any()
}
