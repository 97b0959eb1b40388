//! What changed drivers of one customer change for the company.

use super::Sources;
use super::carrier::Carrier;
use crate::profit::PoolRate;
use crate::settings::{Driver, Level};

/// What a lever changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Drivers and what is left of them, as a share of today's.
    pub factors: Vec<(Driver, f64)>,
    /// Only what pools of delivery pay for changes.
    pub delivery_only: bool,
    /// The lines go, and with them what is counted by the unit and the line.
    pub delisted: bool,
    /// Gross margin gained, negative where it is lost, over the period of the data.
    pub margin: f64,
}

impl Change {
    /// The same part is left of several drivers.
    pub fn of(drivers: &[Driver], left: f64) -> Change {
        Change {
            factors: drivers.iter().map(|d| (*d, left)).collect(),
            ..Change::default()
        }
    }

    fn left(&self, pool: &PoolRate, driver: Driver) -> f64 {
        if self.delivery_only && !pool.is_delivery(driver) {
            return 1.0;
        }
        if self.delisted && driver.level() <= Level::Line {
            return 0.0;
        }
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

/// Shares the pools out again with the drivers of a customer or pair changed.
pub(super) fn run(sources: Sources<'_>, carrier: Carrier<'_>, change: &Change) -> Effect {
    let amount = |driver| carrier.amount(sources, driver);
    let pools = sources.model.pools.iter().map(|pool| {
        let before = pool.sum_of(amount);
        let after = pool.sum_of(|driver| amount(driver) * change.left(pool, driver));
        shared_again(pool, before, before - after)
    });
    Effect {
        pools: pools.collect(),
        margin: change.margin,
    }
}

/// Shares a pool out again of whose driver a customer has `avoided` less than `before`: the pool
/// shrinks by the avoidable share of what the customer no longer uses, and the rest of it is
/// carried by what is left of the driver. Where a pool goes by time or by an agreed rate, the rate
/// stays, and what is not saved is idle.
pub(super) fn shared_again(pool: &PoolRate, before: f64, avoided: f64) -> PoolEffect {
    let released = pool.rate * avoided;
    let saved = released * pool.pool.avoidable_share;
    let total = pool.driver_total - avoided;
    let fixed = pool.time.is_some() || pool.pool.rate.is_some() || total <= 0.0;
    let rate = if fixed || avoided == 0.0 {
        pool.rate
    } else {
        (pool.allocated - saved) / total
    };
    PoolEffect {
        avoided,
        saved,
        stranded: released - saved,
        charged_after: rate * (before - avoided),
        charged_before: pool.rate * before,
    }
}
