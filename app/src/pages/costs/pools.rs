//! The cost pools, one a row: what each costs, by what it is shared out, and what one unit of that
//! costs as a result.

use super::edit;
use super::pool_row::{PoolChange, PoolRow};
use crate::format;
use crate::queries::{self, Query};
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::{DriverChoice, Pools};
use tenfold_core::settings::{CostModel, CostPool, Driver};
use tenfold_core::words;

/// A pool that most companies have: what it is called, its usual driver, and the share of it that
/// goes away with the activity within a year.
struct Template {
    name: &'static str,
    driver: Driver,
    avoidable_share: f64,
}

const TEMPLATES: [Template; 8] = [
    Template {
        name: "Order processing",
        driver: Driver::Orders,
        avoidable_share: 0.2,
    },
    Template {
        name: "Picking and packing",
        driver: Driver::LinesHandled,
        avoidable_share: 0.5,
    },
    Template {
        name: "Storage",
        driver: Driver::Units,
        avoidable_share: 0.3,
    },
    Template {
        name: "Transport",
        driver: Driver::Weight,
        avoidable_share: 0.7,
    },
    Template {
        name: "Inventory carrying",
        driver: Driver::CostOfGoods,
        avoidable_share: 0.5,
    },
    Template {
        name: "Returns handling",
        driver: Driver::Returns,
        avoidable_share: 0.7,
    },
    Template {
        name: "Customer service",
        driver: Driver::Customers,
        avoidable_share: 0.2,
    },
    Template {
        name: "Credit and financing",
        driver: Driver::Revenue,
        avoidable_share: 0.7,
    },
];

/// The share that a pool starts with where nobody said another: by its name, else a half.
pub(super) fn default_avoidable_share(name: &str) -> f64 {
    let template = TEMPLATES.iter().find(|template| template.name == name);
    match template {
        Some(template) => template.avoidable_share,
        None if name == "Ordering" => 0.2,
        None => 0.5,
    }
}

#[component]
pub fn PoolEditor(results: Query<Pools>) -> impl IntoView {
    let app = App::current();
    let simple = Memo::new(move |_| app.settings.with(|s| s.cost.model == CostModel::Simple));
    let pools = Memo::new(move |_| {
        let results = results
            .map(|results| results.pools.clone())
            .unwrap_or_default();
        app.settings
            .with(|settings| edit::pools_in_force(settings, &results))
    });
    let change = Callback::new(move |change: PoolChange| {
        let mut changed = pools.get_untracked();
        change.0(&mut changed);
        edit::apply(app, |settings| edit::set_pools(settings, changed));
    });
    let any = Memo::new(move |_| pools.with(|pools| !pools.is_empty()));
    let company = queries::company();
    // Without pools, what serving costs is what stands on the lines: freight, duties.
    let without_pools = move || {
        let direct = company.map(|overview| overview.totals.cost_to_serve);
        match direct.filter(|direct| *direct > 0.0) {
            Some(direct) => format!(
                "No pools yet: customers are charged only the costs that the file has on its lines, {}.",
                format::short(direct)
            ),
            None => "No pools yet: nothing is charged for serving customers.".to_owned(),
        }
    };
    let assumed = Memo::new(move |_| pools.with(|pools| pools.iter().any(|pool| pool.assumed)));
    view! {
        <Show when=move || assumed.get()>
            <p class="callout assumed-note">
                "Amounts marked "<span class="assumed">"assumed"</span>
                " are our defaults, shares of your net sales. Replace them with your own to make every result yours."
            </p>
        </Show>
        <Show
            when=move || any.get()
            fallback=move || {
                view! {
                    <p class="soft">
                        {without_pools}
                        " Add the pools your ledger has, or begin with the usual ones below."
                    </p>
                }
            }
        >
            <div class="scroll-x" tabindex="0" role="region" aria-label="Cost pools">
                <table class="plain form-table">
                    <thead>
                        <tr>
                            <th scope="col">"Cost pool"</th>
                            <th scope="col" class="number">"Amount"</th>
                            <th scope="col" title="What the pool is shared out by">"Shared out by"</th>
                            <th
                                scope="col"
                                class="number"
                                title="Share of the pool that would go away with the activity within a year"
                            >
                                "Avoidable"
                            </th>
                            <th scope="col" class="number" title="What one unit of the driver costs: the pool divided by all of the driver">
                                "Rate"
                            </th>
                            <th scope="col">
                                <span class="unseen">"Remove"</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || 0..pools.with(Vec::len) key=|i| *i let:i>
                            <PoolRow i pools results change simple />
                        </For>
                    </tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">"All pools"</th>
                            <td class="number total">
                                {move || pools.with(|pools| {
                                    format::money(pools.iter().map(|pool| pool.amount).sum())
                                })}
                            </td>
                            <td colspan="4"></td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        </Show>
        <p class="soft small avoidable-note">
            "Avoidable is the share of a pool that would go away with the activity within a year; it says how much a change can save. It does not change what customers are charged."
        </p>
        <Show when=move || !simple.get()>
            <AddPool pools change />
        </Show>
    }
}

/// The drivers to choose from, each with what the data lacks for it.
pub(super) fn driver_options(results: Query<Pools>) -> Signal<Vec<(String, String)>> {
    Memo::new(move |_| {
        let option = |choice: &DriverChoice| {
            let words = words::capital(&choice.label);
            let words = match choice.unavailable {
                Some(_) => format!("{words} (not in the data)"),
                None => words,
            };
            (choice.label.clone(), words)
        };
        results
            .map(|results| results.drivers.iter().map(option).collect())
            .unwrap_or_default()
    })
    .into()
}

/// The driver that stands under a label.
pub(super) fn driver_named(results: Query<Pools>, label: &str) -> Option<Driver> {
    untrack(move || {
        results.map(|results| {
            let mut choices = results.drivers.iter();
            choices.find(|c| c.label == label).map(|c| c.driver)
        })
    })
    .flatten()
}

/// Adds an empty pool, or one of the usual ones that is not there yet.
#[component]
fn AddPool(pools: Memo<Vec<CostPool>>, change: Callback<PoolChange>) -> impl IntoView {
    let add = move |pool: CostPool| {
        change.run(PoolChange(Box::new(move |pools| pools.push(pool))));
    };
    let empty = move |_| {
        let number = pools.with_untracked(Vec::len) + 1;
        add(CostPool {
            name: format!("Pool {number}"),
            avoidable_share: 0.5,
            ..CostPool::default()
        });
    };
    let usual = move || {
        TEMPLATES
            .iter()
            .filter(|template| {
                pools.with(|pools| pools.iter().all(|pool| pool.name != template.name))
            })
            .map(|template| {
                let hover = format!("Shared out by {}", template.driver.label());
                view! {
                    <button
                        type="button"
                        class="button small"
                        title=hover
                        on:click=move |_| add(CostPool {
                            name: template.name.to_owned(),
                            driver: template.driver,
                            avoidable_share: template.avoidable_share,
                            ..CostPool::default()
                        })
                    >
                        {template.name}
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <div class="add-pool">
            <button type="button" class="button" data-testid="add-pool" on:click=empty>
                "Add pool"
            </button>
            <span class="soft small">"or a usual one:"</span>
            {usual}
        </div>
    }
}
