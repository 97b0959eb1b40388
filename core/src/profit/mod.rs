//! Who and what earns money after the cost to serve.
//!
//! The cost model gives every pool a rate (amount ÷ all of its driver); a customer, item, pair or
//! line pays rate × its own driver. Rates always come from all lines: a filter narrows what is
//! shown, not who shares a cost.

mod pool_rate;
mod simple;
mod time_driven;
mod whale;

pub use pool_rate::{MonthsMismatch, PoolCents, PoolRate, Time};
pub use simple::{ASSUMED_SHARES, TOLERATED_WEIGHTLESS, simple_pools};
pub use time_driven::{Activity as TimedActivity, TimeDriven, time_driven};
pub use whale::{WhaleCurve, whale_curve};

use crate::cube::{Cube, Extra, GroupSum, Line, LineFilter, LineGroups, Part};
use crate::dataset::Dataset;
use crate::settings::{CostModel, CostPool, CostSettings, Driver, TimeTerm};
use crate::stats::apportion;
use std::sync::Arc;

/// The cost model in force, with its rates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// The pools in force, in the order of the settings.
    pub pools: Vec<PoolRate>,
    /// Cost of goods as a share of net sales, where the file has no cost and the user gave one.
    pub cost_rate: Option<f64>,
    /// Whether there is any cost of goods.
    pub has_cost: bool,
    /// Whether the lines have net sales ([`Dataset::priced`]).
    pub priced: bool,
    /// The drivers of the pools that lines do not count by themselves.
    pub extras: Vec<Arc<Extra>>,
    /// Drivers that pools go by and the data does not have, with the reason.
    pub lacking: Vec<(Driver, &'static str)>,
}

/// What a customer, item, pair or line earns.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Profit {
    /// Net sales, returns negative.
    pub revenue: f64,
    /// Cost of goods; zero where none is known ([`Model::has_cost`]).
    pub cost: f64,
    /// Costs that belong to the lines themselves.
    pub direct: f64,
    /// Shares of all pools.
    pub pools: f64,
}

/// Rounding of an amount, relative to what it was computed from.
const ROUNDING: f64 = 1e-12;

impl Profit {
    /// Gross margin: net sales − cost of goods.
    pub fn margin(&self) -> f64 {
        self.revenue - self.cost
    }

    /// Cost to serve: direct costs + shares of all pools.
    pub fn cost_to_serve(&self) -> f64 {
        self.direct + self.pools
    }

    /// Net contribution: net sales − cost of goods − cost to serve. What is smaller than the
    /// rounding of its parts is zero: who breaks even neither earns nor loses.
    pub fn net(&self) -> f64 {
        let net = self.revenue - self.cost - self.direct - self.pools;
        let parts = self.revenue.abs() + self.cost.abs() + self.direct.abs() + self.pools.abs();
        if net.abs() <= ROUNDING * parts {
            0.0
        } else {
            net
        }
    }
}

impl std::ops::AddAssign for Profit {
    fn add_assign(&mut self, other: Profit) {
        self.revenue += other.revenue;
        self.cost += other.cost;
        self.direct += other.direct;
        self.pools += other.pools;
    }
}

impl Model {
    /// Rates from all lines. `cube` must be the unfiltered one; what the pools need of it beside
    /// the sums of the lines is added to it. `weightless` is the share of sales lines without a
    /// weight.
    pub fn new(settings: &CostSettings, data: &Dataset, cube: &mut Cube, weightless: f64) -> Model {
        let cost_rate = if data.cost.is_some() {
            None
        } else {
            settings.cost_rate.filter(|_| data.priced)
        };
        let has_cost = data.cost.is_some() || cost_rate.is_some();
        let pools = match settings.model {
            // Assumed pools are shares of net sales.
            CostModel::Simple if settings.simple_pools.is_empty() && !data.priced => Vec::new(),
            CostModel::Simple if settings.simple_pools.is_empty() => {
                simple_pools(&cube.total, has_cost, data.direct.is_some(), weightless)
            }
            CostModel::Simple => settings.simple_pools.clone(),
            CostModel::Drivers | CostModel::TimeDriven => settings.pools.clone(),
        };
        let timed = settings.model == CostModel::TimeDriven;
        let (mut extras, mut lacking) = (Vec::new(), Vec::new());
        for driver in pools.iter().flat_map(|p| drivers_of(p, timed)) {
            match extra(driver, settings.rush_days, data, cube) {
                None => {}
                Some(Ok(extra)) if extras.contains(&extra) => {}
                Some(Ok(extra)) => extras.push(extra),
                Some(Err(reason)) if lacking.contains(&(driver, reason)) => {}
                Some(Err(reason)) => lacking.push((driver, reason)),
            }
        }
        let pools = pools
            .into_iter()
            .map(|pool| {
                let amount_of = |driver| cube.driver(Part::Total, driver, cost_rate);
                PoolRate::new(pool, timed, data, amount_of)
            })
            .collect();
        Model {
            pools,
            cost_rate,
            has_cost,
            priced: data.priced,
            extras,
            lacking,
        }
    }

    /// Adds to a filtered cube what the pools need of it beside the sums of the lines. `whole` is
    /// the unfiltered one.
    pub fn prepare(&self, data: &Dataset, filter: &LineFilter, cube: &mut Cube, whole: &Cube) {
        for extra in &self.extras {
            cube.add_extra(data, filter, extra, Some(whole));
        }
    }

    /// What a part of a cube earns.
    pub fn profit(&self, cube: &Cube, part: Part) -> Profit {
        let activity = cube.activity(part);
        let pools = self
            .pools
            .iter()
            .map(|p| self.pool_cost(p, cube, part))
            .sum();
        Profit {
            revenue: activity.revenue.value(),
            cost: match self.cost_rate {
                Some(rate) => rate * activity.revenue.value(),
                None => activity.cost.value(),
            },
            direct: activity.direct.value(),
            pools,
        }
    }

    /// The driver of a pool that a part of a cube has: minutes, where the pool goes by time.
    pub fn driver(&self, pool: &PoolRate, cube: &Cube, part: Part) -> f64 {
        pool.sum_of(|driver| cube.driver(part, driver, self.cost_rate))
    }

    /// A part's share of a pool.
    pub fn pool_cost(&self, pool: &PoolRate, cube: &Cube, part: Part) -> f64 {
        pool.rate * self.driver(pool, cube, part)
    }

    /// How much of a driver line `l` carries; `line` is that line as the sums see it.
    pub fn driver_of_line(&self, driver: Driver, data: &Dataset, l: usize, line: &Line) -> f64 {
        if driver.is_counted() {
            return line.driver(driver, self.cost_rate);
        }
        let mut extras = self.extras.iter();
        extras
            .find(|e| e.driver() == driver)
            .map_or(0.0, |e| e.of_line(data, l, line))
    }

    /// The driver of a pool that line `l` carries.
    pub fn line_driver(&self, pool: &PoolRate, data: &Dataset, l: usize, line: &Line) -> f64 {
        pool.sum_of(|driver| self.driver_of_line(driver, data, l, line))
    }

    /// What line `l` earns.
    pub fn line_profit(&self, data: &Dataset, l: usize, line: &Line) -> Profit {
        let pools = self
            .pools
            .iter()
            .map(|p| p.rate * self.line_driver(p, data, l, line))
            .sum();
        Profit {
            revenue: line.revenue,
            cost: self.cost_rate.map_or(line.cost, |r| r * line.revenue),
            direct: line.direct,
            pools,
        }
    }

    /// Sums the drivers of the pools up by group, as far as that was not done before.
    pub fn prepare_groups(&self, data: &Dataset, groups: &mut LineGroups) {
        let mut wanted: Vec<(Driver, Option<Arc<Extra>>)> = Vec::new();
        for term in self.pools.iter().flat_map(PoolRate::terms) {
            let driver = self.counted(term).0;
            let mut extras = self.extras.iter();
            let extra = extras.find(|e| e.driver() == driver).cloned();
            let there = driver.is_counted() || extra.is_some();
            if there && wanted.iter().all(|(known, _)| *known != driver) {
                wanted.push((driver, extra));
            }
        }
        groups.prepare(data, wanted);
    }

    /// How much of a driver a group has; zero of one that was not
    /// [prepared](Model::prepare_groups).
    pub fn group_driver(&self, groups: &LineGroups, driver: Driver, group: usize) -> f64 {
        let term = TimeTerm {
            driver,
            minutes: 1.0,
        };
        let (driver, factor) = self.counted(&term);
        groups.driver(driver).map_or(0.0, |of| of[group] * factor)
    }

    /// A pool's terms that pass, each with its minutes and how much of its driver every group has.
    pub fn group_terms<'a>(
        &self,
        pool: &PoolRate,
        groups: &'a LineGroups,
        passes: impl Fn(Driver) -> bool,
    ) -> Vec<(f64, &'a [f64])> {
        let terms = pool.terms().iter().filter(|t| passes(t.driver));
        terms
            .filter_map(|term| {
                let (driver, minutes) = self.counted(term);
                Some((minutes, groups.driver(driver)?))
            })
            .collect()
    }

    /// Gross margin of each group less the costs that go with its lines, in their order; costs of
    /// whole orders are left out.
    pub fn group_margins<'a>(&self, groups: &'a LineGroups) -> impl Iterator<Item = f64> + 'a {
        let cost_rate = self.cost_rate;
        let cost = move |sum: &GroupSum| cost_rate.map_or(sum.cost, |rate| rate * sum.revenue);
        let sums = groups.sums.iter();
        sums.map(move |sum| sum.revenue - cost(sum) - sum.direct_of_lines)
    }

    /// What each group earns, in their order; their drivers were
    /// [prepared](Model::prepare_groups).
    pub fn group_profits<'a>(&self, groups: &'a LineGroups) -> impl Iterator<Item = Profit> + 'a {
        // A driver at a time over all groups, which is many times faster than group by group.
        let mut pools = vec![0.0; groups.sums.len()];
        for pool in &self.pools {
            for (minutes, amounts) in self.group_terms(pool, groups, |_| true) {
                let rate = minutes * pool.rate;
                for (cost, amount) in pools.iter_mut().zip(amounts) {
                    *cost += rate * amount;
                }
            }
        }
        let cost_rate = self.cost_rate;
        let profit = move |(sum, pools): (&GroupSum, f64)| Profit {
            revenue: sum.revenue,
            cost: cost_rate.map_or(sum.cost, |rate| rate * sum.revenue),
            direct: sum.direct,
            pools,
        };
        groups.sums.iter().zip(pools).map(profit)
    }

    /// The driver and the minutes of a term in what lines count: the cost of goods of a file
    /// without is a share of net sales.
    fn counted(&self, term: &TimeTerm) -> (Driver, f64) {
        match self.cost_rate {
            Some(rate) if term.driver == Driver::CostOfGoods => {
                (Driver::Revenue, term.minutes * rate)
            }
            _ => (term.driver, term.minutes),
        }
    }

    /// Cost of capacity that nobody used, over all pools.
    pub fn idle(&self) -> f64 {
        self.pools.iter().map(|p| p.idle).sum()
    }
}

/// The drivers that a pool goes by.
fn drivers_of(pool: &CostPool, timed: bool) -> Vec<Driver> {
    if timed && pool.is_timed() {
        pool.terms.iter().map(|t| t.driver).collect()
    } else {
        vec![pool.driver]
    }
}

/// A driver that lines do not count by themselves, with its sums in the unfiltered cube; None for
/// one that they do.
///
/// # Errors
/// What the data lacks for it.
pub fn extra(
    driver: Driver,
    rush_days: u32,
    data: &Dataset,
    cube: &mut Cube,
) -> Option<Result<Arc<Extra>, &'static str>> {
    if driver.is_counted() {
        return None;
    }
    if let Some(known) = cube.extra(driver) {
        if known.extra.holds(rush_days) {
            return Some(Ok(known.extra.clone()));
        }
        cube.extras.retain(|e| e.extra.driver() != driver);
    }
    Some(Extra::new(driver, data, cube, rush_days).map(|extra| {
        let extra = Arc::new(extra);
        cube.add_extra(data, &LineFilter::default(), &extra, None);
        extra
    }))
}

/// What a pool allocates, split to the cent over what carries its driver.
///
/// `weights` is the driver by position, in the order in which ties of the rounding are broken.
pub fn pool_cents(pool: &PoolRate, weights: &[f64]) -> Vec<i64> {
    apportion(pool.cents().allocated, weights)
}
