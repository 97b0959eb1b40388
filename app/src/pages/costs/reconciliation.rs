//! Shows that nothing is lost on the way: every pool to the cent, over customers, items and lines.

use crate::components::ProvenanceMark;
use crate::format;
use crate::queries::{self, Query};
use leptos::prelude::*;
use tenfold_core::project::view::{PoolResult, Pools};

/// Milliseconds without a change after which the lines are counted: a pass over all of them, for
/// which nobody should wait while they are typing.
const SETTLED: u32 = 300;

#[component]
pub fn Reconciliation(results: Query<Pools>) -> impl IntoView {
    let over_lines = queries::pools_over_lines(SETTLED);
    let pools = Memo::new(move |_| {
        let mut pools = results
            .map(|results| results.pools.clone())
            .unwrap_or_default();
        over_lines.map(|counted| {
            // Counted for these very pools, and not for those before the last change.
            for (pool, counted) in pools.iter_mut().zip(&counted.pools) {
                let lines = PoolResult {
                    cents_lines: None,
                    ..counted.clone()
                };
                if *pool == lines {
                    pool.cents_lines = counted.cents_lines;
                }
            }
        });
        pools
    });
    let title = Memo::new(move |_| pools.with(|pools| title(pools)));
    let rows = move || pools.get().into_iter().map(row).collect_view();
    let sum = move |field: fn(&PoolResult) -> f64| {
        move || pools.with(|pools| format::cents(pools.iter().map(field).sum()))
    };
    let cents = move |field: fn(&PoolResult) -> Option<i64>| {
        move || pools.with(|pools| cents_or_counting(pools.iter().map(field).sum()))
    };
    view! {
        <section aria-labelledby="reconciliation" data-testid="reconciliation">
            <h2 id="reconciliation">{move || title.get()}</h2>
            <p class="soft small">
                "Pool = allocated + idle + unallocated; the shares add up to the cent over customers, over items and over lines alike"
            </p>
            <div class="scroll-x" tabindex="0" role="region" aria-label="Pools, allocated and open">
                <table class="plain figures">
                    <thead>
                        <tr>
                            <th scope="col">"Pool"</th>
                            <th scope="col" class="number">"Amount"</th>
                            <th scope="col" class="number">"Allocated"</th>
                            <th scope="col" class="number" title="Capacity that was paid for and not used; nobody is charged for it">
                                "Idle"
                            </th>
                            <th scope="col" class="number" title="Cost whose driver is nowhere in the data">
                                "Unallocated"
                            </th>
                            <th scope="col" class="number">"Over customers"</th>
                            <th scope="col" class="number">"Over items"</th>
                            <th scope="col" class="number">"Over lines"</th>
                            <th scope="col">"Adds up"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">"Together"</th>
                            <td class="number">{sum(|p| p.amount)}</td>
                            <td class="number">{sum(|p| p.allocated)}</td>
                            <td class="number">{sum(|p| p.idle)}</td>
                            <td class="number">{sum(|p| p.unallocated)}</td>
                            <td class="number">{cents(|p| Some(p.cents_customers))}</td>
                            <td class="number">{cents(|p| Some(p.cents_items))}</td>
                            <td class="number">{cents(|p| p.cents_lines)}</td>
                            <td></td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        </section>
    }
}

/// True where the pool's parts make up the pool, and its shares make up what is allocated.
fn adds_up(pool: &PoolResult) -> bool {
    let shared = pool.cents - cents_of(pool.unallocated) - cents_of(pool.idle);
    let parts = cents_of(pool.allocated) + cents_of(pool.idle) + cents_of(pool.unallocated);
    parts == pool.cents
        && [pool.cents_customers, pool.cents_items] == [shared; 2]
        && pool.cents_lines.is_none_or(|cents| cents == shared)
}

/// Cents, or a mark that they are being counted.
fn cents_or_counting(cents: Option<i64>) -> String {
    cents.map_or_else(|| "…".to_owned(), format::from_cents)
}

fn cents_of(amount: f64) -> i64 {
    (amount * 100.0).round() as i64
}

fn title(pools: &[PoolResult]) -> String {
    let unallocated: f64 = pools.iter().map(|pool| pool.unallocated).sum();
    let idle: f64 = pools.iter().map(|pool| pool.idle).sum();
    let open = pools.iter().filter(|pool| !adds_up(pool)).count() as u64;
    if pools.is_empty() {
        "There is no pool to reconcile".to_owned()
    } else if open > 0 {
        format!(
            "{} not add up",
            format::counted(open, "pool does", "pools do")
        )
    } else if unallocated > 0.0 {
        format!(
            "All pools add up; {} is unallocated and charged to nobody",
            format::short(unallocated)
        )
    } else if idle > 0.0 {
        format!(
            "Every pool adds up to the cent; {} of idle capacity is charged to nobody",
            format::short(idle)
        )
    } else {
        "Every pool is allocated to the cent".to_owned()
    }
}

fn row(pool: PoolResult) -> impl IntoView {
    let good = adds_up(&pool);
    let nowhere = pool.rate.is_none() && pool.amount != 0.0;
    view! {
        <tr>
            <th scope="row">
                {pool.name.clone()} " " <ProvenanceMark provenance=pool.provenance />
                {nowhere
                    .then(|| {
                        view! {
                            <span class="warning-text block small">
                                {format!("Nobody is charged: no {} in the data, or other months", pool.goes_by)}
                            </span>
                        }
                    })}
            </th>
            <td class="number">{format::cents(pool.amount)}</td>
            <td class="number">{format::cents(pool.allocated)}</td>
            <td class="number">{format::cents(pool.idle)}</td>
            <td class="number" class:warning-text={pool.unallocated != 0.0}>
                {format::cents(pool.unallocated)}
            </td>
            <td class="number">{format::from_cents(pool.cents_customers)}</td>
            <td class="number">{format::from_cents(pool.cents_items)}</td>
            <td class="number">{cents_or_counting(pool.cents_lines)}</td>
            <td class:loss=!good>{if good { "to the cent" } else { "no" }}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenfold_core::project::view::Provenance;
    use tenfold_core::settings::Driver;

    fn pool(unallocated: f64, cents_lines: i64) -> PoolResult {
        PoolResult {
            name: "Ordering".to_owned(),
            driver: Driver::Orders,
            amount: 100.01,
            allocated: 100.01 - unallocated,
            unallocated,
            idle: 0.0,
            driver_total: 3.0,
            rate: Some(33.3367),
            avoidable_share: 0.5,
            provenance: Provenance::Measured,
            cents: 10_001,
            cents_customers: 10_001 - (unallocated * 100.0).round() as i64,
            cents_items: 10_001 - (unallocated * 100.0).round() as i64,
            cents_lines: Some(cents_lines),
            ..PoolResult::default()
        }
    }

    #[test]
    fn a_missing_cent_is_seen() {
        assert!(adds_up(&pool(0.0, 10_001)));
        assert!(!adds_up(&pool(0.0, 10_000)));
        assert!(adds_up(&pool(100.01, 0)));
        assert_eq!(
            title(&[pool(0.0, 10_001)]),
            "Every pool is allocated to the cent"
        );
        assert!(title(&[pool(0.0, 10_000)]).contains("1\u{a0}pool does not add up"));
        assert!(title(&[pool(100.01, 0)]).contains("charged to nobody"));
    }
}
