//! The customer-item pairs that lose money, the largest loss first.

use super::cells::contribution_bar;
use super::facets;
use crate::components::TableView;
use crate::format;
use crate::queries;
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::{TableKind, TablePage};

#[component]
pub fn PairsPage() -> impl IntoView {
    let app = App::current();
    let losing = RwSignal::new(true);
    let query = Memo::new(move |_| {
        facets::query(
            TableKind::Pairs {
                losing: losing.get(),
            },
            app.filter.get(),
        )
    });
    let losses = queries::table(facets::filtered(app, TableKind::Pairs { losing: true }), 1);
    let headline = Memo::new(move |_| losses.map(headline).unwrap_or_default());
    view! {
        <header class="headline">
            <h1>{move || headline.get()}</h1>
            <p class="lede">
                "A pair is one item sold to one customer: the unit that gets its own policy. Each losing pair names the lever that fits what costs it most; choose a pair to see why it loses and what its lever would bring."
            </p>
        </header>
        <fieldset class="segmented">
            <legend class="unseen">"Pairs shown"</legend>
            <label>
                <input
                    type="radio"
                    name="pairs"
                    prop:checked=move || losing.get()
                    on:change=move |_| losing.set(true)
                />
                <span>"Losing pairs"</span>
            </label>
            <label>
                <input
                    type="radio"
                    name="pairs"
                    prop:checked=move || !losing.get()
                    on:change=move |_| losing.set(false)
                />
                <span>"All pairs"</span>
            </label>
        </fieldset>
        <TableView query cell=contribution_bar height=20 />
    }
}

/// Says how many pairs lose how much together.
fn headline(page: &TablePage) -> String {
    let sum = page
        .columns
        .iter()
        .position(|column| column.key == "net_profit")
        .and_then(|position| page.sums.get(position).copied().flatten());
    match (page.total_rows, sum) {
        (0, _) => "No customer-item pair loses money".to_owned(),
        (rows, Some(sum)) => format!(
            "{} {} money: {} together",
            format::counted(rows, "customer-item pair", "customer-item pairs"),
            if rows == 1 { "loses" } else { "lose" },
            format::short(sum)
        ),
        (rows, None) => format!(
            "{} {} money",
            format::counted(rows, "customer-item pair", "customer-item pairs"),
            if rows == 1 { "loses" } else { "lose" }
        ),
    }
}
