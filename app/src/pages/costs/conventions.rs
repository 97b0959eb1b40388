//! The convention behind the customer clusters; those of items are on the Demand shape page.

use super::edit;
use crate::components::NumberField;
use crate::route::Route;
use crate::state::App;
use leptos::prelude::*;

#[component]
pub fn Conventions() -> impl IntoView {
    let app = App::current();
    view! {
        <section class="panel" aria-labelledby="conventions" data-testid="conventions">
            <h2 id="conventions">"Customer clusters"</h2>
            <p class="soft small">
                "A is the smallest set of customers that carries this share of all gains, D the smallest that carries this share of all losses; B and C are the rest. Classes of items have their limits on the page "
                <a href=move || app.href(Route::Demand)>"Demand shape"</a> "."
            </p>
            <div class="settings-row">
                <NumberField
                    label="Share carried by A, and by D"
                    value=Signal::derive(move || app.settings.with(|s| s.segment.cluster_share))
                    percent=true
                    min=0.01
                    max=1.0
                    on_change=Callback::new(move |typed: f64| {
                        edit::apply(app, |s| s.segment.cluster_share = typed);
                    })
                />
            </div>
        </section>
    }
}
