//! What one unit of a pool's driver costs, or one minute of its capacity, and what of the pool
//! nobody carries.

use super::time_driven::{Activity as TimedActivity, time_driven};
use crate::dataset::Dataset;
use crate::settings::{CostPool, Driver, Level, TimeTerm};
use crate::stats::{apportion, sum_of_cents};

/// A pool and what one unit of its driver costs. Allocated + idle + unallocated is the amount.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolRate {
    /// The pool as the settings have it, with the amount in force: derived from a rate, or scaled
    /// to the months of the sales.
    pub pool: CostPool,
    /// All of the driver there is; minutes used, where the pool goes by time.
    pub driver_total: f64,
    /// Money for one driver unit or minute; zero where there is no driver, the pool is then
    /// unallocated.
    pub rate: f64,
    /// What customers, items and lines carry.
    pub allocated: f64,
    /// Cost of capacity that nobody used.
    pub idle: f64,
    /// What nobody carries because the driver is nowhere, or because the rate typed in does not
    /// recover the amount.
    pub unallocated: f64,
    /// Minutes, where the pool goes by time.
    pub time: Option<Time>,
    /// The amount covers other months than the sales, and nobody has agreed to have it scaled: it
    /// is charged to nobody until then.
    pub mismatch: Option<MonthsMismatch>,
    /// Whether the amount was scaled to the months of the sales.
    pub scaled: bool,
    /// Whether the pool pays for delivering orders.
    delivery: bool,
    /// What is added up to the driver, each with its factor.
    terms: Vec<TimeTerm>,
}

/// Minutes of a pool that goes by time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Time {
    /// What can be worked.
    pub practical: f64,
    /// What the activities took.
    pub used: f64,
}

impl Time {
    /// Used ÷ practical.
    pub fn utilisation(&self) -> f64 {
        self.used / self.practical
    }
}

/// Costs and sales of different months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthsMismatch {
    /// First and last month of the cost, counted from year 0.
    pub cost: (i32, i32),
    /// First and last month of the sales.
    pub sales: (i32, i32),
}

/// Whole cents of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolCents {
    /// The amount.
    pub amount: i64,
    /// What is shared out.
    pub allocated: i64,
    /// Capacity that nobody used.
    pub idle: i64,
    /// Carried by nobody.
    pub unallocated: i64,
}

impl PoolRate {
    /// Finds the rate; `amount_of` is how much of a driver there is altogether.
    pub(super) fn new(
        mut pool: CostPool,
        timed: bool,
        data: &Dataset,
        amount_of: impl Fn(Driver) -> f64,
    ) -> PoolRate {
        let capacity = pool.capacity.filter(|_| timed && pool.is_timed());
        let terms = match capacity {
            Some(_) => pool.terms.clone(),
            None => vec![TimeTerm {
                driver: pool.driver,
                minutes: 1.0,
            }],
        };
        let (mismatch, scaled) = fit_months(&mut pool, data);
        let mut out = PoolRate {
            driver_total: 0.0,
            rate: 0.0,
            allocated: 0.0,
            idle: 0.0,
            unallocated: pool.amount,
            time: None,
            mismatch,
            scaled,
            delivery: pool.is_delivery(),
            terms,
            pool,
        };
        out.driver_total = out.sum_of(&amount_of);
        let (amount, total) = (out.pool.amount, out.driver_total);
        let practical = capacity.map(|c| c.practical());
        out.time = practical.map(|practical| Time {
            practical,
            used: total,
        });
        if mismatch.is_some() || total <= 0.0 {
            return out;
        }
        match (practical, out.pool.rate) {
            (Some(practical), _) => {
                let activities: Vec<TimedActivity> = (out.terms.iter())
                    .map(|t| TimedActivity {
                        quantity: amount_of(t.driver),
                        unit_time: t.minutes,
                    })
                    .collect();
                // Above the practical capacity people worked more than was thought possible: the
                // cost is shared by what was used, and nothing is idle.
                let capacity = practical.max(total);
                if let Some(result) = time_driven(amount, capacity, &activities) {
                    out.rate = result.rate;
                    out.idle = if total < practical {
                        result.unused_cost
                    } else {
                        0.0
                    };
                    out.allocated = amount - out.idle;
                    out.unallocated = 0.0;
                }
            }
            (None, Some(rate)) => {
                // What is larger cannot be split to the cent: cut off, and found by `is_cut_off`.
                out.allocated = (rate * total).min(CostPool::LARGEST_AMOUNT);
                out.rate = if out.allocated < CostPool::LARGEST_AMOUNT {
                    rate
                } else {
                    out.allocated / total
                };
                if amount == 0.0 {
                    out.pool.amount = out.allocated;
                }
                out.unallocated = out.pool.amount - out.allocated;
            }
            (None, None) => {
                out.rate = amount / total;
                out.allocated = amount;
                out.unallocated = 0.0;
            }
        }
        out
    }

    /// Whether the rate typed in came to more than can be split to the cent.
    pub fn is_cut_off(&self) -> bool {
        self.time.is_none()
            && self.allocated >= CostPool::LARGEST_AMOUNT
            && self.pool.rate.is_some_and(|r| r > self.rate)
    }

    /// Whether the pool has anybody to pay it.
    pub fn is_allocated(&self) -> bool {
        self.driver_total > 0.0 && self.mismatch.is_none()
    }

    /// The pool's driver, from how much there is of each driver in it.
    pub fn sum_of(&self, amount_of: impl Fn(Driver) -> f64) -> f64 {
        let parts = self.terms.iter().map(|t| t.minutes * amount_of(t.driver));
        parts.sum::<f64>() + 0.0 // no "−0"
    }

    /// The unit in which the driver is counted.
    pub fn unit(&self) -> &str {
        if self.time.is_some() {
            "minutes"
        } else {
            self.pool.driver.unit()
        }
    }

    /// What the pool goes by, in words: "orders", or "time: 8 min × orders + 2 min × order lines".
    pub fn goes_by(&self) -> String {
        if self.time.is_none() {
            return self.pool.driver.label().to_owned();
        }
        let terms: Vec<String> = (self.terms.iter())
            .map(|t| format!("{} min × {}", t.minutes, t.driver.label()))
            .collect();
        format!("time: {}", terms.join(" + "))
    }

    /// Whether the part of the pool that goes by a driver pays for delivering orders; kilometres
    /// always do.
    pub fn is_delivery(&self, driver: Driver) -> bool {
        self.delivery || driver == Driver::Distance
    }

    /// The terms of the time equation, or the driver with the factor 1.
    pub fn terms(&self) -> &[TimeTerm] {
        &self.terms
    }

    /// The pool in whole cents, which add up.
    pub fn cents(&self) -> PoolCents {
        let cents = |money: f64| (money * 100.0).round() as i64;
        let (amount, idle) = (cents(self.pool.amount), cents(self.idle));
        let shared = amount.saturating_sub(idle);
        // What a rate charges is known to the cent, however large the amount beside it is.
        let allocated = if self.pool.rate.is_some() && self.time.is_none() {
            cents(self.allocated)
        } else {
            shared.saturating_sub(cents(self.unallocated))
        };
        PoolCents {
            amount,
            allocated,
            idle,
            unallocated: shared.saturating_sub(allocated),
        }
    }

    /// Cents of the pool by level, in the order of [`Level::ALL`]; they add up to the amount. What
    /// is idle or unallocated stays with the enterprise. `amount_of` is how much of a driver there
    /// is altogether.
    pub fn cents_by_level(&self, amount_of: impl Fn(Driver) -> f64) -> [i64; 5] {
        let cents = self.cents();
        let weights: Vec<f64> = (self.terms.iter())
            .map(|t| t.minutes * amount_of(t.driver))
            .collect();
        let mut levels = [0_i64; 5];
        for (term, part) in self.terms.iter().zip(apportion(cents.allocated, &weights)) {
            let level = &mut levels[term.driver.level() as usize];
            *level = level.saturating_add(part);
        }
        levels[Level::Enterprise as usize] = cents.amount.saturating_sub(sum_of_cents(&levels));
        levels
    }
}

/// Scales the amount to the months of the sales where that was agreed to; else says how they
/// differ.
fn fit_months(pool: &mut CostPool, data: &Dataset) -> (Option<MonthsMismatch>, bool) {
    let Some((months, range)) = (pool.months.as_ref()).and_then(|m| Some((m, m.range()?))) else {
        return (None, false);
    };
    let last = data.first_month + i32::from(data.months) - 1;
    if data.months == 0 || range == (data.first_month..=last) {
        return (None, false);
    }
    if months.scaled {
        let cost_months = range.end() - range.start() + 1;
        let factor = f64::from(data.months) / f64::from(cost_months);
        let largest = CostPool::LARGEST_AMOUNT;
        pool.amount = (pool.amount * factor).clamp(-largest, largest);
        if let Some(capacity) = &mut pool.capacity {
            capacity.minutes *= factor;
        }
        return (None, true);
    }
    let mismatch = MonthsMismatch {
        cost: (*range.start(), *range.end()),
        sales: (data.first_month, last),
    };
    (Some(mismatch), false)
}
