//! Below a pool: the time that it pays for and what takes it, a rate that was agreed, and the months
//! that its amount covers.

use super::pool_row::PoolChange;
use super::pools::{driver_named, driver_options};
use crate::components::{Icon, NumberField, SelectField, Symbol, TextField};
use crate::format;
use crate::queries::Query;
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::{PoolResult, Pools};
use tenfold_core::settings::{Capacity, CostModel, CostMonths, CostPool, TimeTerm};

/// Minutes that a pool with a new capacity starts with: one person for a year.
const ONE_PERSON: f64 = 100_000.0;

#[component]
pub(super) fn PoolTimeRow(
    i: usize,
    pools: Memo<Vec<CostPool>>,
    results: Query<Pools>,
    change: Callback<PoolChange>,
) -> impl IntoView {
    let app = App::current();
    let pool = Memo::new(move |_| pools.with(|pools| pools.get(i).cloned().unwrap_or_default()));
    let result = Memo::new(move |_| {
        results
            .map(|results| results.pools.get(i).cloned())
            .flatten()
            .unwrap_or_default()
    });
    let timed = Memo::new(move |_| app.settings.with(|s| s.cost.model == CostModel::TimeDriven));
    let has_capacity = Memo::new(move |_| pool.with(|pool| pool.capacity.is_some()));
    let has_terms = Memo::new(move |_| pool.with(|pool| pool.terms.len()));
    let number = move |field: fn(&CostPool) -> f64| Signal::derive(move || pool.with(field));
    let set = move |to: fn(&mut CostPool, f64)| {
        Callback::new(move |typed: f64| {
            change.run(PoolChange::of(i, move |pool| to(pool, typed)));
        })
    };
    let edit = move |to: fn(&mut CostPool)| move |_| change.run(PoolChange::of(i, to));
    let summary = move || pool.with(summary);
    view! {
        <tr class="pool-detail">
            <td colspan="6">
                <Show when=move || timed.get()>
                    <Show
                        when=move || has_capacity.get()
                        fallback=move || {
                            view! {
                                <button
                                    type="button"
                                    class="button small add-capacity"
                                    on:click=edit(add_capacity)
                                >
                                    "Add capacity and time equation"
                                </button>
                            }
                        }
                    >
                        <div class="time-fields">
                            <NumberField
                                label="Capacity"
                                definition="Minutes that the amount pays for over the period of the data: people × minutes present"
                                unit="minutes"
                                min=1.0
                                value=number(|pool| pool.capacity.map_or(0.0, |c| c.minutes))
                                write=format::editable
                                on_change=set(|pool, typed| {
                                    if let Some(capacity) = &mut pool.capacity {
                                        capacity.minutes = typed;
                                    }
                                })
                            />
                            <NumberField
                                label="Practical"
                                definition="Share of the capacity that can be worked, breaks and training taken off; usually 80 %"
                                percent=true
                                min=0.01
                                max=1.0
                                value=number(|pool| pool.capacity.map_or(1.0, |c| c.practical_share))
                                on_change=set(|pool, typed| {
                                    if let Some(capacity) = &mut pool.capacity {
                                        capacity.practical_share = typed;
                                    }
                                })
                            />
                            <For each=move || 0..has_terms.get() key=|k| *k let:k>
                                <Term i k pool results change />
                            </For>
                            <button
                                type="button"
                                class="button small"
                                on:click=edit(|pool| {
                                    let driver = pool.driver;
                                    pool.terms.push(TimeTerm { driver, minutes: 1.0 });
                                })
                            >
                                "Add a term"
                            </button>
                            <button
                                type="button"
                                class="button small"
                                on:click=edit(|pool| {
                                    pool.capacity = None;
                                    pool.terms.clear();
                                })
                            >
                                "Remove the capacity"
                            </button>
                        </div>
                        {move || result.with(utilisation)}
                    </Show>
                </Show>
                <details class="pool-more">
                    <summary>{summary}</summary>
                    <div class="time-fields">
                        <NumberField
                            label="Rate"
                            definition="What one unit of the driver costs, where it was agreed or measured; 0 derives it from the amount. Without an amount, the amount follows from the rate"
                            min=0.0
                            value=number(|pool| pool.rate.unwrap_or(0.0))
                            on_change=set(|pool, typed| pool.rate = (typed > 0.0).then_some(typed))
                        />
                        <Months i pool change />
                        <label
                            class="check"
                            title="Pays for bringing orders to customers: fewer delivery days save it, an order minimum saves order entry too"
                        >
                            <input
                                type="checkbox"
                                prop:checked=move || pool.with(CostPool::is_delivery)
                                on:click=edit(|pool| pool.delivery = Some(!pool.is_delivery()))
                            />
                            <span>"Pays for delivery"</span>
                        </label>
                    </div>
                </details>
            </td>
        </tr>
    }
}

fn add_capacity(pool: &mut CostPool) {
    pool.capacity = Some(Capacity {
        minutes: ONE_PERSON,
        practical_share: Capacity::USUAL_SHARE,
    });
    pool.terms = vec![TimeTerm {
        driver: pool.driver,
        minutes: 1.0,
    }];
}

/// What is set below the fold.
fn summary(pool: &CostPool) -> String {
    let rate = pool.rate.map(|rate| format!("rate {}", format::rate(rate)));
    let months = pool.months.as_ref().map(|months| {
        let scaled = if months.scaled { ", scaled" } else { "" };
        format!("{} to {}{scaled}", months.from, months.to)
    });
    let delivery = pool.is_delivery().then(|| "pays for delivery".to_owned());
    let set: Vec<String> = rate.into_iter().chain(months).chain(delivery).collect();
    if set.is_empty() {
        "Rate, months and role".to_owned()
    } else {
        format!("Rate, months and role: {}", set.join("; "))
    }
}

/// One term of the time equation: minutes × driver.
#[component]
fn Term(
    i: usize,
    k: usize,
    pool: Memo<CostPool>,
    results: Query<Pools>,
    change: Callback<PoolChange>,
) -> impl IntoView {
    let term = Memo::new(move |_| pool.with(|pool| pool.terms.get(k).copied()));
    let minutes = Signal::derive(move || term.get().map_or(0.0, |term| term.minutes));
    let driver = Signal::derive(move || {
        term.with(|term| {
            term.as_ref()
                .map_or(String::new(), |term| term.driver.label().to_owned())
        })
    });
    let on_term = move |to: Box<dyn FnOnce(&mut TimeTerm)>| {
        change.run(PoolChange::of(i, move |pool| {
            if let Some(term) = pool.terms.get_mut(k) {
                to(term);
            }
        }));
    };
    view! {
        <div class="term">
            <NumberField
                label="Minutes"
                definition="Minutes that one unit takes"
                min=0.0
                unit="×"
                value=minutes
                on_change=Callback::new(move |typed: f64| {
                    on_term(Box::new(move |term| term.minutes = typed));
                })
            />
            <SelectField
                label="For each of"
                options=driver_options(results)
                value=driver
                on_change=Callback::new(move |label: String| {
                    if let Some(driver) = driver_named(results, &label) {
                        on_term(Box::new(move |term| term.driver = driver));
                    }
                })
            />
            <button
                type="button"
                class="icon-button"
                aria-label="Remove the term"
                title="Remove this term"
                on:click=move |_| {
                    change.run(PoolChange::of(i, move |pool| {
                        if k < pool.terms.len() {
                            pool.terms.remove(k);
                        }
                    }));
                }
            >
                <Icon symbol=Symbol::Close />
            </button>
        </div>
    }
}

/// The months that the amount covers, and whether it is scaled to those of the sales.
#[component]
fn Months(i: usize, pool: Memo<CostPool>, change: Callback<PoolChange>) -> impl IntoView {
    let text = move |field: fn(&CostMonths) -> &String| {
        Signal::derive(move || {
            pool.with(|pool| {
                pool.months
                    .as_ref()
                    .map(|m| field(m).clone())
                    .unwrap_or_default()
            })
        })
    };
    let set = move |field: fn(&mut CostMonths) -> &mut String| {
        Callback::new(move |typed: String| {
            change.run(PoolChange::of(i, move |pool| {
                let typed = typed.trim().to_owned();
                // One month is a period too; the other field is filled like the first.
                let months = pool.months.get_or_insert_with(|| CostMonths {
                    from: typed.clone(),
                    to: typed.clone(),
                    scaled: false,
                });
                *field(months) = typed;
                if months.from.is_empty() || months.to.is_empty() {
                    pool.months = None;
                }
            }));
        })
    };
    let scaled = Memo::new(move |_| pool.with(|p| p.months.as_ref().map(|m| m.scaled)));
    view! {
        <TextField
            label="First month"
            definition="First month that the amount covers, as 2024-01; empty where it covers the months of the sales"
            value=text(|months| &months.from)
            on_change=set(|months| &mut months.from)
        />
        <TextField
            label="Last month"
            definition="Last month that the amount covers, as 2024-12"
            value=text(|months| &months.to)
            on_change=set(|months| &mut months.to)
        />
        <Show when=move || scaled.get().is_some()>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || scaled.get().unwrap_or_default()
                    on:change=move |_| {
                        change.run(PoolChange::of(i, |pool| {
                            if let Some(months) = &mut pool.months {
                                months.scaled = !months.scaled;
                            }
                        }));
                    }
                />
                <span>"Scale to the sales' months"</span>
            </label>
        </Show>
    }
}

/// Used and idle capacity as a bar with its numbers.
fn utilisation(result: &PoolResult) -> Option<impl IntoView + use<>> {
    let time = result.time?;
    let share = time.utilisation.clamp(0.0, 1.0);
    let over = time.utilisation > 1.0;
    let used = format!(
        "{} of {} practical minutes used ({})",
        format::quantity(time.used),
        format::quantity(time.practical),
        format::share(time.utilisation),
    );
    let rest = if over {
        ": more than can be worked".to_owned()
    } else {
        format!(
            "; {} is idle and charged to nobody",
            format::short(result.idle)
        )
    };
    Some(view! {
        <div class="utilisation">
            // Not a styled box: the page's policy allows no styles in attributes.
            <svg
                class="utilisation-bar"
                class:over=over
                viewBox="0 0 100 4"
                preserveAspectRatio="none"
                aria-hidden="true"
            >
                <rect width=format!("{:.1}", share * 100.0) height="4" />
            </svg>
            <p class="small" class:warning-text=over>{used}{rest}</p>
        </div>
    })
}
