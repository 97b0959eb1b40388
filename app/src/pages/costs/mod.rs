//! The cost model: what serving customers costs, by what it is shared out, and the
//! conventions behind every class.

pub mod checks;
pub mod conventions;
pub(in crate::pages) mod edit;
pub mod pool_row;
pub mod pools;
pub mod reconciliation;
pub mod time;

use crate::components::{FindingList, NumberField};
use crate::format;
use crate::pages::profit::Ready;
use crate::queries::{self, Query};
use crate::state::App;
use checks::Checks;
use conventions::Conventions;
use leptos::prelude::*;
use pools::PoolEditor;
use tenfold_core::project::view::{PoolResult, Pools, Provenance};
use tenfold_core::settings::CostModel;

#[component]
pub fn CostsPage() -> impl IntoView {
    let app = App::current();
    let company = queries::company();
    let results = queries::pools();
    let headline = Memo::new(move |_| {
        let served = company.map(|overview| {
            let totals = &overview.totals;
            let share = if totals.revenue > 0.0 {
                format!(
                    ", {} of net sales",
                    format::share(totals.cost_to_serve / totals.revenue)
                )
            } else {
                String::new()
            };
            format!(
                "Serving customers costs {}{share}",
                format::short(totals.cost_to_serve)
            )
        });
        let total = company.map(|overview| overview.totals.cost_to_serve);
        let assumed = results
            .map(|results| how_assumed(&results.pools, total.unwrap_or_default()))
            .unwrap_or_default();
        served.map(|served| match assumed {
            "" => served,
            assumed => format!("{served}, {assumed}"),
        })
    });
    let findings = Memo::new(move |_| {
        results
            .map(|results| results.findings.clone())
            .unwrap_or_default()
    });
    view! {
        <header class="headline">
            <h1>{move || headline.get()}</h1>
            <p class="lede">
                "Give the amounts from your ledger for the period of the data. Every change is applied at once, on every screen."
            </p>
        </header>
        {move || view! { <FindingList findings=findings.get() /> }}
        <Ready overview=company height=520>
            <section class="panel" aria-labelledby="cost-to-serve">
                <div class="panel-head">
                    <h2 id="cost-to-serve">"Cost to serve"</h2>
                    <ModelChoice results />
                </div>
                <PoolEditor results />
            </section>
            <section class="panel" aria-labelledby="cost-of-goods">
                <h2 id="cost-of-goods">"Cost of goods"</h2>
                <CostOfGoods />
            </section>
            <Checks results />
            <Conventions />
        </Ready>
        <p class="soft small">
            {move || {
                let currency = app.settings.with(|settings| settings.currency.clone());
                (!currency.is_empty()).then(|| format!("Amounts in {currency}"))
            }}
        </p>
    }
}

/// How much of the cost to serve is assumed, in words; nothing where all of it was given.
/// `total` is what serving costs in all: pools, and what stands on the lines themselves.
fn how_assumed(pools: &[PoolResult], total: f64) -> &'static str {
    let is_assumed = |pool: &&PoolResult| pool.provenance == Provenance::Assumed;
    let assumed: f64 = pools.iter().filter(is_assumed).map(|p| p.amount).sum();
    let any = pools.iter().any(|pool| is_assumed(&pool));
    let given = pools
        .iter()
        .any(|pool| !is_assumed(&pool) && pool.amount != 0.0);
    // What no pool carries stands on the lines; less than a cent is rounding.
    let from_lines = total - pools.iter().map(|pool| pool.allocated).sum::<f64>() > 0.01;
    match (any, given || from_lines) {
        (false, _) => "",
        (true, true) if assumed == 0.0 => "",
        (true, true) => "partly assumed",
        (true, false) => "as assumed",
    }
}

#[component]
fn ModelChoice(results: Query<Pools>) -> impl IntoView {
    let app = App::current();
    let model = Memo::new(move |_| app.settings.with(|settings| settings.cost.model));
    let option = move |this: CostModel,
                       key: &'static str,
                       words: &'static str,
                       definition: &'static str| {
        view! {
            <label title=definition>
                <input
                    type="radio"
                    name="cost-model"
                    value=key
                    data-testid=format!("model-{key}")
                    prop:checked=move || model.get() == this
                    on:change=move |_| {
                        let results = untrack(move || {
                            results.map(|results| results.pools.clone()).unwrap_or_default()
                        });
                        edit::apply(app, move |settings| edit::switch(settings, this, &results));
                    }
                />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="segmented">
            <legend class="unseen">"Cost model"</legend>
            {option(
                CostModel::Simple,
                "simple",
                "Three pools",
                "Transport, inventory and ordering, shared out from order lines alone: the start that Thomas (2012) advises",
            )}
            {option(
                CostModel::Drivers,
                "drivers",
                "Own pools and drivers",
                "Any number of cost pools, each shared out by a driver of your choice",
            )}
            {option(
                CostModel::TimeDriven,
                "time",
                "Time-driven",
                "The same pools; those with a capacity and a time equation by the minutes that activities take, at the cost of a minute of practical capacity (Kaplan & Anderson 2004). What nobody used stays idle",
            )}
        </fieldset>
    }
}

/// The cost of goods as a share of net sales, for files without it.
#[component]
fn CostOfGoods() -> impl IntoView {
    let app = App::current();
    let company = queries::company();
    let quality = queries::quality();
    let source = Memo::new(move |_| {
        let sources = quality.map(|quality| {
            let mut sources: Vec<String> = quality
                .iter()
                .map(|file| file.cost_source.clone())
                .filter(|source| !source.is_empty())
                .collect();
            sources.dedup();
            sources.join("; ")
        });
        sources.unwrap_or_default()
    });
    // A file with its own cost has no use for a rate.
    let needs_rate = Memo::new(move |_| {
        let given = app
            .settings
            .with(|settings| settings.cost.cost_rate.is_some());
        company
            .map(|o| o.totals.cost.is_none() || (given && o.cost_provenance == Provenance::Assumed))
            .unwrap_or_default()
    });
    let rate = Signal::derive(move || {
        app.settings
            .with(|settings| settings.cost.cost_rate.unwrap_or(0.0))
    });
    view! {
        <p class="soft">
            {move || {
                if !needs_rate.get() {
                    source.with(|s| (!s.is_empty()).then(|| format!("Where it comes from: {s}")))
                } else if rate.get() > 0.0 {
                    Some("The file has no cost of goods; a share of net sales stands in for it, so that every margin is an assumption.".to_owned())
                } else {
                    Some("The file has no cost of goods. Without a share of net sales in its place, net contribution is net sales less cost to serve.".to_owned())
                }
            }}
        </p>
        <Show when=move || needs_rate.get()>
            <div class="settings-row">
                <NumberField
                    label="Cost of goods as a share of net sales"
                    definition="Used because the file has no cost of goods; every margin then counts as assumed"
                    value=rate
                    percent=true
                    min=0.0
                    max=10.0
                    on_change=Callback::new(move |share: f64| {
                        edit::apply(
                            app,
                            move |settings| {
                                settings.cost.cost_rate = (share > 0.0).then_some(share);
                            },
                        );
                    })
                />
            </div>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenfold_core::settings::Driver;

    fn pool(amount: f64, provenance: Provenance) -> PoolResult {
        PoolResult {
            name: "Transport".to_owned(),
            driver: Driver::Revenue,
            amount,
            allocated: amount,
            unallocated: 0.0,
            idle: 0.0,
            driver_total: 1.0,
            rate: Some(amount),
            avoidable_share: 0.5,
            provenance,
            ..PoolResult::default()
        }
    }

    #[test]
    fn the_heading_says_how_much_is_assumed() {
        let (given, assumed) = (Provenance::Measured, Provenance::Assumed);
        assert_eq!(how_assumed(&[], 0.0), "");
        assert_eq!(how_assumed(&[pool(5.0, given)], 5.0), "");
        assert_eq!(how_assumed(&[pool(5.0, assumed)], 5.0), "as assumed");
        let both = [pool(5.0, assumed), pool(3.0, given)];
        assert_eq!(how_assumed(&both, 8.0), "partly assumed");
        // Freight from the file beside an assumed pool.
        assert_eq!(how_assumed(&[pool(5.0, assumed)], 9.0), "partly assumed");
    }
}
