//! The first screen: headline, whale curve, clusters, waterfall, nine-box, and the pools.

use super::analysis::Analysis;
use super::view::{
    ClusterSummary, Filter, NineBoxCell, Overview, PoolResult, PoolTime, Provenance, Subject,
    Totals, WaterfallStep, Whale, WhaleDecile, WhalePeak, WhalePoint,
};
use super::{notices, words};
use crate::cube::{Cube, Lines, Part};
use crate::demand::{Abc, Xyz};
use crate::profit::{PoolRate, Profit, WhaleCurve, pool_cents, whale_curve};
use crate::read::date;
use crate::segment::Cluster;
use crate::stats::{order, sum_of_cents};

/// The step of the waterfall behind net contribution.
pub(crate) const IDLE: &str = "idle";

/// Points enough to draw a curve, less the origin, the peak and the end.
const CURVE_POINTS: usize = 397;

pub(crate) fn overview(analysis: &Analysis, filter: &Filter) -> Overview {
    let cube = analysis.cube(filter);
    let filtered = !filter.terms.is_empty();
    let totals = totals(analysis, cube);
    let whale = whale(analysis, cube, filtered);
    let clusters = clusters(analysis, cube, filtered);
    let waterfall = waterfall(analysis, cube);
    let nine_box = nine_box(analysis, cube);
    let labels = |l: &Option<crate::dataset::LineLabels>| {
        let mut texts = l.as_ref().map_or_else(Vec::new, |l| l.texts.clone());
        texts.retain(|t| !t.is_empty());
        order::sort_by(&mut texts, Ord::cmp);
        texts
    };
    Overview {
        headline: if analysis.data.priced {
            words::headline(&whale, &totals, only_customer(analysis, cube))
        } else {
            words::headline_of_units(&totals)
        },
        priced: analysis.data.priced,
        no_clusters: words::no_clusters(analysis).to_owned(),
        notices: notices::of_results(analysis, &pools_without_cents(analysis)),
        lede: words::lede(analysis, &totals, filtered),
        whale_title: words::whale_title(&whale, &totals),
        clusters_title: words::clusters_title(analysis, &clusters, cube),
        waterfall_title: words::waterfall_title(&totals, &waterfall),
        nine_box_title: words::nine_box_title(&nine_box, totals.months),
        totals,
        whale,
        clusters,
        waterfall,
        nine_box,
        cost_provenance: cost_provenance(analysis),
        service_cost_provenance: service_provenance(analysis),
        currency: analysis.settings().currency.clone(),
        channels: labels(&analysis.data.channels),
        warehouses: labels(&analysis.data.warehouses),
    }
}

/// The customer's name, where there is just one.
fn only_customer<'a>(analysis: &'a Analysis, cube: &Cube) -> Option<&'a str> {
    let mut active = cube.active_customers(&analysis.data);
    let first = active.next()?;
    active
        .next()
        .is_none()
        .then(|| analysis.data.customers.name(first))
}

pub(crate) fn cost_provenance(analysis: &Analysis) -> Provenance {
    if analysis.model.cost_rate.is_some() {
        Provenance::Assumed
    } else if analysis.quality.cost_estimated_lines > 0 {
        Provenance::Estimated
    } else {
        Provenance::Measured
    }
}

pub(crate) fn pool_provenance(pool: &PoolRate) -> Provenance {
    if pool.pool.assumed {
        Provenance::Assumed
    } else if pool.scaled {
        Provenance::Estimated
    } else {
        Provenance::Measured
    }
}

/// What stands between gross and net sales.
pub(crate) fn discounts_label(amount: f64) -> &'static str {
    if amount > 0.0 {
        "Surcharges"
    } else {
        "Discounts"
    }
}

pub(crate) fn service_provenance(analysis: &Analysis) -> Provenance {
    if analysis.model.pools.iter().any(|p| p.pool.assumed) {
        Provenance::Assumed
    } else {
        Provenance::Measured
    }
}

pub(crate) fn totals(analysis: &Analysis, cube: &Cube) -> Totals {
    let profit = analysis.total_profit(cube);
    let data = &analysis.data;
    let has_cost = analysis.model.has_cost;
    let day = |d| {
        if data.months == 0 {
            String::new()
        } else {
            date::iso(d)
        }
    };
    Totals {
        lines: cube.total.lines() as u64,
        sales_lines: cube.total.sales_lines as u64,
        return_lines: cube.total.return_lines as u64,
        orders: u64::from(cube.orders),
        customers: cube.active_customers(data).count() as u64,
        products: cube.active_items().count() as u64,
        units_sold: cube.total.units,
        revenue: profit.revenue,
        cost: has_cost.then_some(profit.cost),
        margin: has_cost.then(|| profit.margin()),
        cost_to_serve: profit.cost_to_serve(),
        net_profit: profit.net(),
        first_day: day(data.first_day),
        last_day: day(data.last_day),
        months: u32::from(data.months),
    }
}

/// The curve over the customers in the filter.
pub(crate) fn whale(analysis: &Analysis, cube: &Cube, filtered: bool) -> Whale {
    let curve;
    let curve: &WhaleCurve = if filtered {
        let mut nets: Vec<f64> = cube
            .active_customers(&analysis.data)
            .map(|c| analysis.customer_profit(cube, c).net())
            .collect();
        order::descending(&mut nets);
        curve = whale_curve(&nets);
        &curve
    } else {
        &analysis.whale
    };
    let n = curve.cumulative.len();
    let step = n.div_ceil(CURVE_POINTS).max(1);
    let mut at: Vec<usize> = (0..n).step_by(step).collect();
    at.extend([curve.peak_customers.saturating_sub(1), n.saturating_sub(1)]);
    order::sort_by(&mut at, Ord::cmp);
    at.dedup();
    let mut points = vec![WhalePoint {
        customers: 0,
        cumulative: 0.0,
    }];
    points.extend(at.into_iter().filter(|&i| i < n).map(|i| WhalePoint {
        customers: i as u32 + 1,
        cumulative: curve.cumulative[i],
    }));
    let share = |value: f64| (curve.total > 0.0).then(|| value / curve.total);
    let unidentified = analysis
        .data
        .no_customer
        .map_or(0.0, |c| analysis.customer_profit(cube, c).net());
    let before_losses = (n - curve.loss_makers)
        .checked_sub(1)
        .map_or(0.0, |i| curve.cumulative[i]);
    Whale {
        points,
        peak: WhalePeak {
            customers: curve.peak_customers as u32,
            cumulative: curve.peak,
            share: share(curve.peak),
        },
        total: curve.total,
        customers: n as u32,
        loss_makers: curve.loss_makers as u32,
        destroyed: if curve.loss_makers == 0 {
            0.0
        } else {
            before_losses - curve.total
        },
        unidentified,
        deciles: curve
            .deciles()
            .into_iter()
            .map(|(percent, customers, cumulative)| WhaleDecile {
                percent,
                customers: customers as u32,
                cumulative,
                share: share(cumulative),
            })
            .collect(),
    }
}

pub(crate) fn clusters(analysis: &Analysis, cube: &Cube, filtered: bool) -> Vec<ClusterSummary> {
    Cluster::ALL
        .into_iter()
        .map(|cluster| {
            let mut sum = Profit::default();
            let mut customers = 0;
            for c in cube.active_customers(&analysis.data) {
                if analysis.clusters[c as usize] == cluster {
                    sum += analysis.customer_profit(cube, c);
                    customers += 1;
                }
            }
            ClusterSummary {
                cluster,
                customers,
                revenue: sum.revenue,
                net_profit: sum.net(),
                cost_to_serve: sum.cost_to_serve(),
                remark: words::cluster_remark(analysis, cluster, customers, &sum, filtered),
            }
        })
        .collect()
}

/// From gross sales, where the file has them, to net contribution.
pub(crate) fn waterfall(analysis: &Analysis, cube: &Cube) -> Vec<WaterfallStep> {
    let profit = analysis.total_profit(cube);
    let mut steps = Vec::new();
    let mut step = |label: &str, amount: f64, total: bool, provenance, subject: &str| {
        steps.push(WaterfallStep {
            label: label.to_owned(),
            amount: amount + 0.0, // no "−0"
            total,
            provenance,
            subject: Some(if subject.is_empty() {
                Subject::NetContribution
            } else {
                Subject::Step {
                    name: subject.to_owned(),
                }
            }),
        });
    };
    if let Some(gross) = cube.gross {
        step("Gross sales", gross, true, Provenance::Measured, "revenue");
        let discounts = profit.revenue - gross;
        step(
            discounts_label(discounts),
            discounts,
            false,
            Provenance::Measured,
            "revenue",
        );
    }
    step(
        "Net sales",
        profit.revenue,
        true,
        Provenance::Measured,
        "revenue",
    );
    if analysis.model.has_cost {
        let from = cost_provenance(analysis);
        step("Cost of goods", -profit.cost, false, from, "cost");
        step("Gross margin", profit.margin(), true, from, "margin");
    }
    if analysis.data.direct.is_some() {
        step(
            "Direct costs",
            -profit.direct,
            false,
            Provenance::Measured,
            "direct",
        );
    }
    // An assumed pool of nothing is no step.
    let told = |pool: &&PoolRate| !(pool.pool.assumed && pool.pool.amount == 0.0);
    for pool in analysis.model.pools.iter().filter(told) {
        let amount = analysis.model.pool_cost(pool, cube, Part::Total);
        let from = pool_provenance(pool);
        step(&pool.pool.name, -amount, false, from, &pool.pool.name);
    }
    let last = match (cost_provenance(analysis), service_provenance(analysis)) {
        (Provenance::Assumed, _) | (_, Provenance::Assumed) => Provenance::Assumed,
        (Provenance::Estimated, _) => Provenance::Estimated,
        _ => Provenance::Measured,
    };
    step("Net contribution", profit.net(), true, last, "");
    // Nobody's cost, so it stands behind what customers leave, and only where all of them are.
    let idle = analysis.model.idle();
    if idle > 0.0 && std::ptr::eq(cube, &raw const analysis.cube) {
        let from = service_provenance(analysis);
        step("Idle capacity", -idle, false, from, IDLE);
        let left = profit.net() - idle;
        step("After idle capacity", left, true, last, IDLE);
    }
    steps
}

pub(crate) fn nine_box(analysis: &Analysis, cube: &Cube) -> Vec<NineBoxCell> {
    let mut cells: Vec<NineBoxCell> = Abc::ALL
        .into_iter()
        .flat_map(|abc| {
            Xyz::ALL.into_iter().map(move |xyz| NineBoxCell {
                cell: format!("{}{}", abc.letter(), xyz.letter()),
                items: 0,
                revenue: 0.0,
                net_profit: 0.0,
                policy: words::cell_policy(abc, xyz).to_owned(),
            })
        })
        .collect();
    for item in cube.active_items() {
        let i = item as usize;
        let row = analysis.classes.abc[i].row() as usize;
        let at = row * 3 + analysis.classes.shapes[i].xyz as usize;
        let profit = analysis.item_profit(cube, item);
        cells[at].items += 1;
        cells[at].revenue += profit.revenue;
        cells[at].net_profit += profit.net();
    }
    cells
}

/// The reconciliation of every pool, in money and in cents over customers and items and, where
/// asked, over lines.
pub(crate) fn pools(analysis: &Analysis, over_lines: bool) -> Vec<PoolResult> {
    let lines = over_lines.then(|| Lines::new(&analysis.data));
    let mut pools = pools_without_cents(analysis);
    for (result, pool) in pools.iter_mut().zip(&analysis.model.pools) {
        let sum = |weights: &[f64]| sum_of_cents(&pool_cents(pool, weights));
        result.cents_customers = sum(&customer_weights(analysis, pool));
        result.cents_items = sum(&item_weights(analysis, pool));
        result.cents_lines = lines
            .as_ref()
            .map(|lines| sum(&line_weights(analysis, lines, pool)));
    }
    pools
}

/// The same without the sums of cents.
pub(crate) fn pools_without_cents(analysis: &Analysis) -> Vec<PoolResult> {
    let result = |pool: &PoolRate| PoolResult {
        name: pool.pool.name.clone(),
        driver: pool.pool.driver,
        amount: pool.pool.amount,
        allocated: pool.allocated,
        unallocated: pool.unallocated,
        idle: pool.idle,
        driver_total: pool.driver_total,
        rate: pool.is_allocated().then_some(pool.rate),
        avoidable_share: pool.pool.avoidable_share,
        provenance: pool_provenance(pool),
        cents: pool.cents().amount,
        cents_customers: 0,
        cents_items: 0,
        cents_lines: None,
        time: pool.time.map(|time| PoolTime {
            practical: time.practical,
            used: time.used,
            utilisation: time.utilisation(),
        }),
        goes_by: pool.goes_by(),
        unit: pool.unit().to_owned(),
    };
    analysis.model.pools.iter().map(result).collect()
}

/// A pool's driver by customer, customers in ascending order of key.
pub(crate) fn customer_weights(analysis: &Analysis, pool: &PoolRate) -> Vec<f64> {
    weights(
        analysis,
        pool,
        &analysis.data.customers.by_id,
        Part::Customer,
    )
}

/// A pool's driver by item, items in ascending order of key.
pub(crate) fn item_weights(analysis: &Analysis, pool: &PoolRate) -> Vec<f64> {
    weights(analysis, pool, &analysis.data.items.by_id, Part::Item)
}

fn weights(
    analysis: &Analysis,
    pool: &PoolRate,
    positions: &[u32],
    part: fn(u32) -> Part,
) -> Vec<f64> {
    let model = &analysis.model;
    let weight = |&p: &u32| model.driver(pool, &analysis.cube, part(p));
    positions.iter().map(weight).collect()
}

/// A pool's driver by line of the file; zero on lines that are set aside.
pub(crate) fn line_weights(analysis: &Analysis, lines: &Lines, pool: &PoolRate) -> Vec<f64> {
    let data = &analysis.data;
    let weight = |l: usize| {
        if data.kinds[l].is_used() {
            analysis.model.line_driver(pool, data, l, &lines.get(l))
        } else {
            0.0
        }
    };
    (0..data.lines()).map(weight).collect()
}
