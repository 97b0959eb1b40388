//! The results as JSON, by the contract in `docs/results.schema.json`.

use super::analysis::Analysis;
use super::customers;
use super::overview;
use super::view::{Filter, PoolResult, Quality, SetAside, Totals, Whale};
use crate::actions::{Action, actions, per_year};
use crate::cube::LineFilter;
use crate::profit::pool_cents;
use crate::segment::{LastOrders, Quadrant, Rfm};
use crate::settings::LeverKind;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Results<'a> {
    format: &'static str,
    name: &'a str,
    currency: &'a str,
    period: Period,
    totals: Totals,
    products: Vec<Product<'a>>,
    customers: Vec<Customer<'a>>,
    clusters: Vec<super::view::ClusterSummary>,
    nine_box: Vec<super::view::NineBoxCell>,
    pools: Vec<Pool>,
    whale: WhaleResult,
    actions: Vec<ActionResult<'a>>,
    quality: QualityResult<'a>,
    fixes: Vec<super::view::DoneFix>,
    settings: super::import::SettingsFile,
}

#[derive(Serialize)]
struct Period {
    first_day: String,
    last_day: String,
    months: u32,
}

#[derive(Serialize)]
struct Product<'a> {
    id: &'a str,
    name: &'a str,
    lines: f64,
    return_lines: f64,
    units_sold: f64,
    revenue: f64,
    cost: Option<f64>,
    margin: Option<f64>,
    cost_to_serve: f64,
    net_profit: f64,
    abc: &'static str,
    share_before: f64,
    xyz: &'static str,
    cv: Option<f64>,
    adi: Option<f64>,
    cv2: Option<f64>,
    sbc: &'static str,
    abc_second: Option<&'static str>,
    variation: Option<f64>,
    fmr: &'static str,
    status: &'static str,
    pool_cents: Vec<i64>,
}

#[derive(Serialize)]
struct Customer<'a> {
    id: &'a str,
    name: &'a str,
    lines: f64,
    return_lines: f64,
    orders: u32,
    units_sold: f64,
    revenue: f64,
    cost: Option<f64>,
    margin: Option<f64>,
    direct_costs: f64,
    cost_to_serve: f64,
    net_profit: f64,
    cluster: Option<&'static str>,
    quadrant: Option<&'static str>,
    rfm: Option<String>,
    pool_cents: Vec<i64>,
}

#[derive(Serialize)]
struct Pool {
    name: String,
    driver: String,
    amount: f64,
    allocated: f64,
    idle: f64,
    unallocated: f64,
    driver_total: f64,
    rate: Option<f64>,
    avoidable_share: f64,
    assumed: bool,
    practical_minutes: Option<f64>,
    used_minutes: Option<f64>,
}

#[derive(Serialize)]
struct ActionResult<'a> {
    customer: &'a str,
    lever: LeverKind,
    what: String,
    effect_year: f64,
    saved_year: f64,
    stranded_year: f64,
    net_profit_year: f64,
    net_profit_after_year: f64,
}

#[derive(Serialize)]
struct WhaleResult {
    peak: super::view::WhalePeak,
    total: f64,
    customers: u32,
    loss_makers: u32,
    destroyed: f64,
    unidentified: f64,
    deciles: Vec<super::view::WhaleDecile>,
}

#[derive(Serialize)]
struct QualityResult<'a> {
    rows: u64,
    used: u64,
    set_aside: &'a [SetAside],
    cost_source: &'a str,
    cost_estimated_revenue: f64,
    findings: &'a [super::view::Finding],
}

/// The results; the same for the same input and settings everywhere.
pub(super) fn results(analysis: &Analysis, settings: super::import::SettingsFile) -> Results<'_> {
    let data = &analysis.data;
    let cube = &analysis.cube;
    let has_cost = analysis.model.has_cost;
    let totals = overview::totals(analysis, cube);
    let (customer_cents, item_cents) = cents(analysis);
    let products = analysis
        .classes
        .ranked_items
        .iter()
        .map(|&item| {
            let i = item as usize;
            let profit = &analysis.profits.items[i];
            let activity = &cube.items[i];
            let shape = &analysis.classes.shapes[i];
            Product {
                id: &data.items.ids[i],
                name: data.items.name(item),
                lines: activity.lines(),
                return_lines: activity.return_lines,
                units_sold: activity.units,
                revenue: profit.revenue,
                cost: has_cost.then_some(profit.cost),
                margin: has_cost.then(|| profit.margin()),
                cost_to_serve: profit.cost_to_serve(),
                net_profit: profit.net(),
                abc: analysis.classes.abc[i].letter(),
                share_before: analysis.classes.share_before[i],
                xyz: shape.xyz.letter(),
                cv: shape.cv,
                adi: shape.interval,
                cv2: shape.cv2,
                sbc: shape.class.label(),
                abc_second: analysis.classes.abc_second.get(i).map(|c| c.letter()),
                variation: shape.variation,
                fmr: analysis.classes.fmr[i].letter(),
                status: analysis.classes.status[i].name(),
                pool_cents: item_cents.iter().map(|c| c[i]).collect(),
            }
        })
        .collect();
    let (quadrants, _) = customers::quadrants(analysis);
    let mut scores: Vec<Option<String>> = vec![None; data.customers.len()];
    let days = analysis.settings().cost.rush_days;
    let last = LastOrders::of(data, &LineFilter::default(), days);
    for row in customers::rows_by(analysis, &Filter::default(), &last) {
        scores[row.customer as usize] = row.rfm.map(Rfm::score);
    }
    // Identified customers from best to worst, then the lines without a customer.
    let rest = data
        .no_customer
        .filter(|&c| cube.customers[c as usize].lines() > 0.0);
    let customers = analysis
        .profits
        .ranked_customers
        .iter()
        .copied()
        .chain(rest)
        .map(|customer| {
            let c = customer as usize;
            let profit = &analysis.profits.customers[c];
            let activity = &cube.customers[c];
            Customer {
                id: &data.customers.ids[c],
                name: data.customers.name(customer),
                lines: activity.lines(),
                return_lines: activity.return_lines,
                orders: cube.customer_orders[c],
                units_sold: activity.units,
                revenue: profit.revenue,
                cost: has_cost.then_some(profit.cost),
                margin: has_cost.then(|| profit.margin()),
                direct_costs: profit.direct,
                cost_to_serve: profit.cost_to_serve(),
                net_profit: profit.net(),
                cluster: analysis
                    .in_a_cluster(customer)
                    .then(|| analysis.clusters[c].letter()),
                quadrant: quadrants[c].map(Quadrant::name),
                rfm: scores[c].take(),
                pool_cents: customer_cents.iter().map(|k| k[c]).collect(),
            }
        })
        .collect();
    let whale: Whale = overview::whale(analysis, cube, false);
    let quality: &Quality = &analysis.quality;
    Results {
        format: "tenfold-results-1",
        name: &data.name,
        currency: &analysis.settings().currency,
        period: Period {
            first_day: totals.first_day.clone(),
            last_day: totals.last_day.clone(),
            months: totals.months,
        },
        totals,
        products,
        customers,
        clusters: overview::clusters(analysis, analysis.cube(&Filter::default()), false),
        nine_box: overview::nine_box(analysis, cube),
        pools: overview::pools_without_cents(analysis)
            .into_iter()
            .map(Pool::from)
            .collect(),
        whale: WhaleResult {
            peak: whale.peak,
            total: whale.total,
            customers: whale.customers,
            loss_makers: whale.loss_makers,
            destroyed: whale.destroyed,
            unidentified: whale.unidentified,
            deciles: whale.deciles,
        },
        actions: action_results(analysis),
        quality: QualityResult {
            rows: quality.rows,
            used: quality.used,
            set_aside: &quality.set_aside,
            cost_source: &quality.cost_source,
            cost_estimated_revenue: quality.cost_estimated_revenue,
            findings: &quality.findings,
        },
        fixes: super::doctor::log(analysis),
        settings,
    }
}

impl From<PoolResult> for Pool {
    fn from(pool: PoolResult) -> Pool {
        Pool {
            name: pool.name,
            driver: pool.driver.name().to_owned(),
            amount: pool.amount,
            allocated: pool.allocated,
            idle: pool.idle,
            unallocated: pool.unallocated,
            driver_total: pool.driver_total,
            rate: pool.rate,
            avoidable_share: pool.avoidable_share,
            assumed: pool.provenance == super::view::Provenance::Assumed,
            practical_minutes: pool.time.map(|t| t.practical),
            used_minutes: pool.time.map(|t| t.used),
        }
    }
}

/// What to do about losing customers. Pairs to delist are left out: to find them takes a pass over
/// all lines, for which nobody should wait who wants the results.
fn action_results(analysis: &Analysis) -> Vec<ActionResult<'_>> {
    let year = per_year(&analysis.data);
    let customers = analysis.profits.ranked_customers.iter().copied();
    let result = |action: Action| ActionResult {
        customer: &analysis.data.customers.ids[action.customer as usize],
        lever: action.lever,
        effect_year: action.effect.total() * year,
        saved_year: action.effect.saved() * year,
        stranded_year: action.effect.stranded() * year,
        net_profit_year: action.before * year,
        net_profit_after_year: action.after() * year,
        what: action.what,
    };
    let found = actions(analysis.action_sources(), customers, &[]);
    found.into_iter().map(result).collect()
}

/// By pool, the cents of each customer and of each item, by position.
fn cents(analysis: &Analysis) -> (Vec<Vec<i64>>, Vec<Vec<i64>>) {
    let by_position = |by_id: &[u32], parts: Vec<i64>| {
        let mut cents = vec![0; by_id.len()];
        for (&position, part) in by_id.iter().zip(parts) {
            cents[position as usize] = part;
        }
        cents
    };
    let data = &analysis.data;
    analysis
        .model
        .pools
        .iter()
        .map(|pool| {
            let customers = pool_cents(pool, &overview::customer_weights(analysis, pool));
            let items = pool_cents(pool, &overview::item_weights(analysis, pool));
            (
                by_position(&data.customers.by_id, customers),
                by_position(&data.items.by_id, items),
            )
        })
        .unzip()
}
