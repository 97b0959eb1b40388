//! What comes of the cost model, looked at in five ways, one at a time: every pool to the cent, by
//! level, under every model, by every reasonable driver, and what losing customers would leave.

use super::reconciliation::Reconciliation;
use crate::components::{SelectField, TableView};
use crate::queries::{self, Query};
use crate::route::Route;
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::{
    Filter, FilterTerm, Pools, TableKind, TableQuery, TableRow, TableValue,
};
use tenfold_core::segment::Cluster;

/// Customers that can be chosen one by one: those who lose most.
const CHOICES: u64 = 60;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Check {
    Cents,
    Levels,
    Models,
    Drivers,
    Losing,
}

const CHECKS: [(Check, &str, &str); 5] = [
    (Check::Cents, "cents", "To the cent"),
    (Check::Levels, "levels", "By level"),
    (Check::Models, "models", "Models compared"),
    (Check::Drivers, "robustness", "Drivers compared"),
    (Check::Losing, "stranded", "Losing customers"),
];

#[component]
pub fn Checks(results: Query<Pools>) -> impl IntoView {
    let check = RwSignal::new(Check::Cents);
    let option = move |(this, key, words): (Check, &'static str, &'static str)| {
        view! {
            <label>
                <input
                    type="radio"
                    name="check"
                    value=key
                    data-testid=format!("check-{key}")
                    prop:checked=move || check.get() == this
                    on:change=move |_| check.set(this)
                />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <div class="panel">
            <fieldset class="segmented checks">
                <legend class="unseen">"What comes of the cost model"</legend>
                {CHECKS.map(option).into_iter().collect_view()}
            </fieldset>
            {move || match check.get() {
                Check::Cents => view! { <Reconciliation results /> }.into_any(),
                Check::Levels => {
                    told(
                        TableKind::Levels,
                        "A cost is not pushed below the level on which it comes about: what an order costs is no cost of its lines, and what nobody used is the enterprise's own.",
                        Signal::stored(Filter::default()),
                    )
                }
                Check::Models => {
                    told(
                        TableKind::Comparison,
                        "Net contribution of every customer under three pools, own pools by their drivers, and the same pools by time; those who change sign stand first.",
                        App::current().filter.into(),
                    )
                }
                Check::Drivers => {
                    told(
                        TableKind::Robustness,
                        "Every pool by each driver that would be as reasonable, in all combinations. Who loses by all of them loses whatever is argued about the cost model.",
                        Signal::stored(Filter::default()),
                    )
                }
                Check::Losing => view! { <Losing /> }.into_any(),
            }}
        </div>
    }
}

/// A table under the engine's sentence about it.
pub fn told(kind: TableKind, lede: &'static str, filter: Signal<Filter>) -> AnyView {
    let app = App::current();
    let query: Signal<TableQuery> = Memo::new(move |_| TableQuery {
        kind: kind.clone(),
        filter: filter.get(),
        sort: None,
        search: String::new(),
    })
    .into();
    let page = queries::table(query, 1);
    let headline = Memo::new(move |_| page.map(|p| p.headline.clone()).unwrap_or_default());
    let of_customers =
        query.with_untracked(|q| matches!(q.kind, TableKind::Comparison | TableKind::Robustness));
    let on_row =
        of_customers.then(|| Callback::new(move |row: TableRow| app.go(Route::Customer(row.id))));
    let table = match on_row {
        Some(on_row) => view! { <TableView query on_row height=14 /> }.into_any(),
        None => view! { <TableView query height=14 /> }.into_any(),
    };
    view! {
        <section aria-labelledby="check" data-testid="check">
            <h2 id="check">{move || headline.get()}</h2>
            <p class="soft small">{lede}</p>
            {table}
        </section>
    }
    .into_any()
}

/// What losing a cluster or a customer would leave.
#[component]
fn Losing() -> impl IntoView {
    let whom = RwSignal::new("cluster D".to_owned());
    let losers = queries::table(
        Signal::stored(TableQuery {
            kind: TableKind::Customers,
            filter: Filter::default(),
            sort: None,
            search: String::new(),
        }),
        CHOICES,
    );
    let options = Signal::derive(move || {
        let clusters = ["D", "C"].map(|c| (format!("cluster {c}"), format!("Cluster {c}")));
        let rows = losers.map(|page| {
            let name = page.columns.iter().position(|c| c.key == "name");
            let option = |row: &TableRow| {
                let words = match name.and_then(|at| row.cells.get(at)) {
                    Some(TableValue::Text(name)) => name.clone(),
                    _ => row.id.clone(),
                };
                (format!("customer {}", row.id), words)
            };
            page.rows.iter().map(option).collect::<Vec<_>>()
        });
        clusters
            .into_iter()
            .chain(rows.unwrap_or_default())
            .collect()
    });
    let filter = Signal::derive(move || {
        let whom = whom.get();
        let term = match whom.split_once(' ') {
            Some(("customer", id)) => FilterTerm::Customer { id: id.to_owned() },
            Some((_, "C")) => FilterTerm::Cluster {
                cluster: Cluster::C,
            },
            _ => FilterTerm::Cluster {
                cluster: Cluster::D,
            },
        };
        Filter { terms: vec![term] }
    });
    view! {
        <div class="settings-row">
            <SelectField
                label="Who would be lost"
                options
                value=whom
                testid="stranded-whom"
                on_change=Callback::new(move |key: String| whom.set(key))
            />
        </div>
        {told(
            TableKind::Stranded,
            "The avoidable share of a cost goes away with the activity within a year; the rest would stay, and the other customers would have to carry it. Lost sales are taken as not replaced.",
            filter,
        )}
    }
}
