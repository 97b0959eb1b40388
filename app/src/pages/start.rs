//! The first screen: what this does, and the two ways to begin.

use crate::components::drop_zone::AddFiles;
use crate::components::icon::{Icon, Symbol};
use crate::route::Route;
use crate::state::App;
use crate::tasks::load_demo::load_demo;
use leptos::prelude::*;
use tenfold_core::fields::Field;

#[component]
pub(super) fn Start() -> impl IntoView {
    let app = App::current();
    let busy = move || app.busy.with(Option::is_some);
    view! {
        <div class="start">
            <h1>"See which customers and items make money, and which lose it again"</h1>
            <p class="lede">
                "Tenfold turns the order lines from your ERP into net contribution by customer, item and pair: after cost to serve, in seconds, in this browser."
            </p>
            <Show when=move || app.is_loaded()>
                <p class="resume">
                    <a href=move || app.href(Route::Profit)>
                        "Continue with " <b>{move || app.name.get()}</b>
                    </a>
                </p>
            </Show>
            <section class="drop-zone" aria-label="Begin">
                <Icon symbol=Symbol::Upload />
                <h2>"Drop a file of order lines anywhere"</h2>
                <p class="soft">"CSV, gzipped CSV, XLSX, XLS, XLSB or ODS"</p>
                <div class="actions">
                    <AddFiles primary=true />
                    <button
                        class="button"
                        data-testid="load-demo"
                        disabled=busy
                        on:click=move |_| load_demo(app)
                    >
                        "Load the demo company"
                    </button>
                </div>
                <p class="soft small">
                    <Icon symbol=Symbol::Lock />
                    "Nothing leaves this browser: the file is read on this computer, and there is no server that could receive it"
                </p>
            </section>
            <div class="start-columns">
                <section>
                    <h2>"Six columns are enough"</h2>
                    <dl class="terms">
                        {Field::NEEDED
                            .into_iter()
                            .map(|field| {
                                view! {
                                    <div>
                                        <dt>{field.label()}</dt>
                                        <dd>{field.definition()}</dd>
                                    </div>
                                }
                            })
                            .collect_view()}
                    </dl>
                    <p class="soft">
                        "Their names do not matter. Cost of goods, weight, returns, channel and warehouse are used when they are there."
                    </p>
                </section>
                <section>
                    <h2>"What you get"</h2>
                    <ol class="steps">
                        <li>
                            <b>"Who makes and who loses money"</b>
                            "The whale curve, four clusters of customers, and the way from gross sales to net contribution"
                        </li>
                        <li>
                            <b>"What it costs to serve them"</b>
                            "Transport, inventory and ordering from order lines alone, or your own cost pools and drivers"
                        </li>
                        <li>
                            <b>"Every number explained"</b>
                            "Click it for its formula, the values put in, and the order lines behind it"
                        </li>
                        <li>
                            <b>"Results to work with"</b>
                            "A workbook, CSV of every table, charts as images, and JSON for your own tools"
                        </li>
                    </ol>
                </section>
            </div>
        </div>
    }
}
