//! Who and what earns money after the cost to serve.
//!
//! The cost model gives every pool a rate (amount ÷ all of its driver); a customer, item, pair or
//! line pays rate × its own driver. Rates always come from all lines: a filter narrows what is
//! shown, not who shares a cost.

mod simple;
mod time_driven;
mod whale;

pub use simple::{ASSUMED_SHARES, TOLERATED_WEIGHTLESS, simple_pools};
pub use time_driven::{Activity as TimedActivity, TimeDriven, time_driven};
pub use whale::{WhaleCurve, whale_curve};

use crate::cube::{Activity, Cube, Line};
use crate::dataset::Dataset;
use crate::settings::{CostModel, CostPool, CostSettings, Driver};
use crate::stats::apportion;

/// A pool and what one unit of its driver costs.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolRate {
    /// The pool as the settings have it.
    pub pool: CostPool,
    /// All of the driver there is.
    pub driver_total: f64,
    /// Money for one driver unit; zero where there is no driver, the pool is then unallocated.
    pub rate: f64,
}

impl PoolRate {
    /// Whether the pool has anybody to pay it.
    pub fn is_allocated(&self) -> bool {
        self.driver_total > 0.0
    }
}

/// The cost model in force, with its rates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// The pools in force, in the order of the settings.
    pub pools: Vec<PoolRate>,
    /// Cost of goods as a share of net sales, where the file has no cost and the user gave one.
    pub cost_rate: Option<f64>,
    /// Whether there is any cost of goods.
    pub has_cost: bool,
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
    /// Rates from all lines. `cube` must be the unfiltered one; its customer shares by item are
    /// filled in where the model needs them. `weightless` is the share of sales lines without a
    /// weight.
    pub fn new(settings: &CostSettings, data: &Dataset, cube: &mut Cube, weightless: f64) -> Model {
        let cost_rate = if data.cost.is_some() {
            None
        } else {
            settings.cost_rate
        };
        let has_cost = data.cost.is_some() || cost_rate.is_some();
        let pools = match settings.model {
            CostModel::Simple if settings.simple_pools.is_empty() => {
                simple_pools(&cube.total, has_cost, data.direct.is_some(), weightless)
            }
            CostModel::Simple => settings.simple_pools.clone(),
            CostModel::Drivers => settings.pools.clone(),
        };
        if pools.iter().any(|p| p.driver == Driver::Customers) {
            cube.share_customers_over_items(data, &crate::cube::LineFilter::default());
        }
        let customers: f64 = cube.customer_shares.by_customer.iter().sum();
        let pools = pools
            .into_iter()
            .map(|pool| {
                let driver_total = match pool.driver {
                    Driver::Customers => customers,
                    driver => cube.total.driver(driver, cost_rate),
                };
                let rate = if driver_total > 0.0 {
                    pool.amount / driver_total
                } else {
                    0.0
                };
                PoolRate {
                    pool,
                    driver_total,
                    rate,
                }
            })
            .collect();
        Model {
            pools,
            cost_rate,
            has_cost,
        }
    }

    /// Cost of goods of an activity.
    pub fn cost(&self, activity: &Activity) -> f64 {
        match self.cost_rate {
            Some(rate) => rate * activity.revenue.value(),
            None => activity.cost.value(),
        }
    }

    /// What an activity earns; `customer_share` is its amount of the driver "customers".
    pub fn profit(&self, activity: &Activity, customer_share: f64) -> Profit {
        let pools = self
            .pools
            .iter()
            .map(|p| self.pool_cost(p, activity, customer_share))
            .sum();
        Profit {
            revenue: activity.revenue.value(),
            cost: self.cost(activity),
            direct: activity.direct.value(),
            pools,
        }
    }

    /// The driver of a pool that an activity has.
    pub fn driver(&self, pool: &PoolRate, activity: &Activity, customer_share: f64) -> f64 {
        match pool.pool.driver {
            Driver::Customers => customer_share,
            driver => activity.driver(driver, self.cost_rate),
        }
    }

    /// An activity's share of a pool.
    pub fn pool_cost(&self, pool: &PoolRate, activity: &Activity, customer_share: f64) -> f64 {
        pool.rate * self.driver(pool, activity, customer_share)
    }

    /// What one line earns.
    pub fn line_profit(&self, line: &Line, customer_share: f64) -> Profit {
        let pools = self
            .pools
            .iter()
            .map(|p| {
                p.rate
                    * match p.pool.driver {
                        Driver::Customers => customer_share,
                        driver => line.driver(driver, self.cost_rate),
                    }
            })
            .sum();
        let cost = self.cost_rate.map_or(line.cost, |r| r * line.revenue);
        Profit {
            revenue: line.revenue,
            cost,
            direct: line.direct,
            pools,
        }
    }

    /// Whether any pool is shared by customers.
    pub fn shares_by_customer(&self) -> bool {
        self.pools
            .iter()
            .any(|p| p.pool.driver == Driver::Customers)
    }
}

/// A pool split to the cent over what carries its driver.
///
/// `weights` is the driver by position, in the order in which ties of the rounding are broken.
/// Allocated and unallocated cents add up to the pool.
pub fn pool_cents(pool: &PoolRate, weights: &[f64]) -> Vec<i64> {
    apportion((pool.pool.amount * 100.0).round() as i64, weights)
}
