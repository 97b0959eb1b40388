//! All customers, by cluster and one by one.

use crate::components::TableView;
use crate::format;
use crate::pages::cells::contribution_bar;
use crate::pages::facets;
use crate::pages::profit::{Clusters, Ready, without_clusters};
use crate::queries;
use crate::route::Route;
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::{Overview, TableKind, TableRow};

pub fn list() -> AnyView {
    let app = App::current();
    let overview = queries::overview();
    let all_clusters = facets::overview_beside(facets::is_cluster);
    let headline = facets::part(overview, headline);
    let none = facets::part(all_clusters, |o| o.no_clusters.clone());
    view! {
        <header class="headline">
            <h1>{move || headline.get()}</h1>
            <p class="lede">
                "A and B earn, C and D lose. Choose a customer to see what they buy and what it costs to serve them."
            </p>
        </header>
        {super::views()}
        <Ready overview=all_clusters height=320>
            <Show when=move || none.with(String::is_empty) fallback=move || without_clusters(none)>
                <div class="across">
                    <Clusters overview=all_clusters />
                </div>
            </Show>
        </Ready>
        <TableView
            query=facets::filtered(app, TableKind::Customers)
            on_row=Callback::new(move |row: TableRow| app.go(Route::Customer(row.id)))
            cell=contribution_bar
            height=18
            count=facets::customer_count(overview)
        />
    }
    .into_any()
}

fn headline(overview: &Overview) -> String {
    let whale = &overview.whale;
    let (all, losing) = (u64::from(whale.customers), u64::from(whale.loss_makers));
    let customers = format::counted(all, "customer", "customers");
    if !overview.priced {
        format!("{customers}; the file holds no money")
    } else if all == 0 && !overview.no_clusters.is_empty() {
        "No customers to tell apart".to_owned()
    } else if all == 0 {
        "No customer is left within the filter".to_owned()
    } else if losing == 0 {
        format!("{customers}, none of them loses money")
    } else if losing == all {
        format!(
            "{customers}, all of them lose money: {} together",
            format::short(whale.destroyed)
        )
    } else {
        format!(
            "{} of {customers} earn money, {} lose {}",
            format::count(all - losing),
            format::count(losing),
            format::short(whale.destroyed)
        )
    }
}
