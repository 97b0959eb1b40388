//! What changed drivers of one customer change for the company.

use crate::cube::Part;
use crate::project::Analysis;
use crate::settings::Driver;

/// What a lever changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Drivers and what is left of them, as a share of today's.
    pub factors: Vec<(Driver, f64)>,
    /// Gross margin gained, negative where it is lost, over the period of the data.
    pub margin: f64,
}

impl Change {
    /// The same part is left of several drivers.
    pub fn of(drivers: &[Driver], left: f64) -> Change {
        Change {
            factors: drivers.iter().map(|d| (*d, left)).collect(),
            margin: 0.0,
        }
    }

    fn left(&self, driver: Driver) -> f64 {
        let found = self.factors.iter().find(|(d, _)| *d == driver);
        found.map_or(1.0, |(_, left)| *left)
    }
}

/// What becomes of one pool.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PoolEffect {
    /// How much less of the pool's driver the customer has.
    pub avoided: f64,
    /// Cost that goes away.
    pub saved: f64,
    /// Cost that the customer no longer carries, and that stays all the same.
    pub stranded: f64,
    /// What the customer is charged afterwards, at the new rate.
    pub charged_after: f64,
    /// What the customer is charged now.
    pub charged_before: f64,
}

/// What an action changes, over the period of the data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effect {
    /// By pool of the model.
    pub pools: Vec<PoolEffect>,
    /// Gross margin gained, net of margin and direct cost that go.
    pub margin: f64,
}

impl Effect {
    /// Cost that goes away.
    pub fn saved(&self) -> f64 {
        self.pools.iter().map(|p| p.saved).sum()
    }

    /// Cost that the customer no longer carries, and that stays all the same.
    pub fn stranded(&self) -> f64 {
        self.pools.iter().map(|p| p.stranded).sum()
    }

    /// By how much less the customer is charged.
    pub fn relieved(&self) -> f64 {
        (self.pools.iter())
            .map(|p| p.charged_before - p.charged_after)
            .sum()
    }

    /// By how much the company's profit rises.
    pub fn total(&self) -> f64 {
        self.margin + self.saved()
    }
}

/// Shares the pools out again with the customer's drivers changed: a pool shrinks by the avoidable
/// share of what the customer no longer uses, and the rest of it is carried by what is left of the
/// driver. Where a pool goes by time or by an agreed rate, the rate stays, and what is not saved is
/// idle.
pub(super) fn run(analysis: &Analysis, customer: u32, change: &Change) -> Effect {
    let (model, cube) = (&analysis.model, &analysis.cube);
    let part = Part::Customer(customer);
    let pools = model
        .pools
        .iter()
        .map(|pool| {
            let amount = |driver| cube.driver(part, driver, model.cost_rate);
            let before = pool.sum_of(amount);
            let after = pool.sum_of(|driver| amount(driver) * change.left(driver));
            let avoided = before - after;
            let released = pool.rate * avoided;
            let saved = released * pool.pool.avoidable_share;
            let total = pool.driver_total - avoided;
            let fixed = pool.time.is_some() || pool.pool.rate.is_some() || total <= 0.0;
            let rate = match fixed || avoided == 0.0 {
                true => pool.rate,
                false => (pool.allocated - saved) / total,
            };
            PoolEffect {
                avoided,
                saved,
                stranded: released - saved,
                charged_after: rate * after,
                charged_before: pool.rate * before,
            }
        })
        .collect();
    Effect {
        pools,
        margin: change.margin,
    }
}
