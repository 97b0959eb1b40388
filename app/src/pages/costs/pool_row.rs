//! One cost pool as a row of fields, and a change to it.

use super::pools::{default_avoidable_share, driver_named, driver_options};
use super::time::PoolTimeRow;
use crate::components::{Icon, NumberField, ProvenanceMark, SelectField, Symbol, TextField};
use crate::format;
use crate::queries::Query;
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::{Pools, Provenance, Subject};
use tenfold_core::settings::CostPool;

type ChangeOfPools = Box<dyn FnOnce(&mut Vec<CostPool>)>;

/// A change to the list of pools.
pub struct PoolChange(pub(super) ChangeOfPools);

impl PoolChange {
    /// A change to pool number `i`.
    pub(super) fn of(i: usize, change: impl FnOnce(&mut CostPool) + 'static) -> PoolChange {
        PoolChange(Box::new(move |pools| {
            if let Some(pool) = pools.get_mut(i) {
                change(pool);
            }
        }))
    }
}

#[component]
pub(super) fn PoolRow(
    i: usize,
    pools: Memo<Vec<CostPool>>,
    results: Query<Pools>,
    change: Callback<PoolChange>,
    simple: Memo<bool>,
) -> impl IntoView {
    let app = App::current();
    let pool = Memo::new(move |_| pools.with(|pools| pools.get(i).cloned()));
    let name =
        Memo::new(move |_| pool.with(|p| p.as_ref().map(|p| p.name.clone()).unwrap_or_default()));
    let number = move |field: fn(&CostPool) -> f64| {
        Signal::derive(move || pool.with(|pool| pool.as_ref().map_or(0.0, field)))
    };
    let driver = Signal::derive(move || {
        pool.with(|pool| {
            pool.as_ref()
                .map_or(String::new(), |pool| pool.driver.label().to_owned())
        })
    });
    let provenance = move || {
        let assumed = pool.with(|pool| pool.as_ref().is_some_and(|pool| pool.assumed));
        if assumed {
            Provenance::Assumed
        } else {
            Provenance::Measured
        }
    };
    let as_default = Memo::new(move |_| {
        pool.with(|pool| {
            pool.as_ref()
                .is_some_and(|pool| pool.avoidable_share == default_avoidable_share(&pool.name))
        })
    });
    // What the engine made of it; by position, as names may repeat while they are typed.
    let result = Memo::new(move |_| {
        results
            .map(|results| results.pools.get(i).cloned())
            .flatten()
    });
    let rate = move || {
        result.get().map(|result| match result.rate {
            Some(rate) => {
                let unit = &result.unit;
                let words = if unit.starts_with("of ") {
                    format!("{} {unit}", format::share(rate))
                } else {
                    let total = format::quantity(result.driver_total);
                    format!("{total} {unit} × {}", format::rate(rate))
                };
                let name = result.name.clone();
                let explain = format!("Explain {name}: {words}");
                view! {
                    <button
                        type="button"
                        class="explains"
                        data-explain=""
                        aria-label=explain
                        on:click=move |_| app.explain(Subject::Pool { name: name.clone() })
                    >
                        {words}
                    </button>
                }
                .into_any()
            }
            None => view! { <span class="warning-text">{format!("no {} in the data", result.goes_by)}</span> }
                .into_any(),
        })
    };
    let drivers = driver_options(results);
    view! {
        <tr aria-label=move || name.get()>
            <td class="pool-name">
                {move || {
                    if simple.get() {
                        view! { <span class="strong">{move || name.get()}</span> }.into_any()
                    } else {
                        view! {
                            <TextField
                                label="Name of the pool"
                                hide_label=true
                                value=name
                                on_change=Callback::new(move |name: String| {
                                    change.run(PoolChange::of(i, |pool| pool.name = name));
                                })
                            />
                        }
                        .into_any()
                    }
                }}
            </td>
            <td class="number" data-label="Amount">
                <NumberField
                    label="Amount of the pool"
                    hide_label=true
                    min=0.0
                    value=number(|pool| pool.amount)
                    write=format::editable
                    on_change=Callback::new(move |amount: f64| {
                        change
                            .run(
                                PoolChange::of(
                                    i,
                                    move |pool| {
                                        pool.amount = amount;
                                        pool.assumed = false;
                                    },
                                ),
                            );
                    })
                />
                {move || view! { <ProvenanceMark provenance=provenance() /> }}
            </td>
            <td data-label="Shared out by">
                <SelectField
                    label="Shared out by"
                    hide_label=true
                    options=drivers
                    value=driver
                    on_change=Callback::new(move |label: String| {
                        if let Some(driver) = driver_named(results, &label) {
                            change.run(PoolChange::of(i, move |pool| pool.driver = driver));
                        }
                    })
                />
            </td>
            <td class="number" data-label="Avoidable">
                <NumberField
                    label="Avoidable share"
                    hide_label=true
                    percent=true
                    min=0.0
                    max=1.0
                    value=number(|pool| pool.avoidable_share)
                    on_change=Callback::new(move |typed: f64| {
                        change
                            .run(
                                PoolChange::of(
                                    i,
                                    move |pool| pool.avoidable_share = typed,
                                ),
                            );
                    })
                />
                <Show when=move || as_default.get()>
                    <span class="assumed" title="Our default for such a pool; type your own over it">
                        "assumed"
                    </span>
                </Show>
            </td>
            <td class="number rate" data-label="Rate">{rate}</td>
            <td class="remove">
                <Show when=move || !simple.get()>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=move || format!("Remove the pool {}", name.get())
                        title="Remove this pool"
                        on:click=move |_| {
                            change
                                .run(
                                    PoolChange(
                                        Box::new(move |pools| {
                                            if i < pools.len() {
                                                pools.remove(i);
                                            }
                                        }),
                                    ),
                                );
                        }
                    >
                        <Icon symbol=Symbol::Close />
                    </button>
                </Show>
            </td>
        </tr>
        <Show when=move || !simple.get()>
            <PoolTimeRow i pools results change />
        </Show>
    }
}
