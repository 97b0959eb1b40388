//! Cost pools after the allocation.

use super::{Finding, Provenance};
use crate::settings::Driver;
use serde::{Deserialize, Serialize};

/// A cost pool after the allocation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PoolResult {
    /// Unique among the pools in force.
    pub name: String,
    /// What it is shared out by.
    pub driver: Driver,
    /// Cost over the whole period; allocated + idle + unallocated.
    pub amount: f64,
    /// What customers, items and lines carry.
    pub allocated: f64,
    /// Cost without any driver to carry it.
    pub unallocated: f64,
    /// Cost of capacity that nobody used; zero without practical capacities.
    pub idle: f64,
    /// All of the driver in the data.
    pub driver_total: f64,
    /// Cost of one driver unit; None where the driver is nowhere.
    pub rate: Option<f64>,
    /// Share that would go away with the activity within a year, 0 to 1.
    pub avoidable_share: f64,
    /// Given by the user, or assumed.
    pub provenance: Provenance,
    /// Cents over customers, items and lines add up to this, each.
    pub cents: i64,
    /// Sum over customers.
    pub cents_customers: i64,
    /// Sum over items.
    pub cents_items: i64,
    /// Sum over lines; None where the lines were not counted, which takes a pass over all of them.
    pub cents_lines: Option<i64>,
    /// Capacity, where the pool goes by time.
    #[serde(default)]
    pub time: Option<PoolTime>,
    /// What the pool goes by, in words: "orders", or the time equation.
    #[serde(default)]
    pub goes_by: String,
    /// The unit of the driver: "orders", "minutes".
    #[serde(default)]
    pub unit: String,
}

/// Minutes of a pool that goes by time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PoolTime {
    /// Minutes that can be worked.
    pub practical: f64,
    /// Minutes that the activities took.
    pub used: f64,
    /// Used ÷ practical; above 1 where more was worked than was thought possible.
    pub utilisation: f64,
}

/// A driver that a pool may go by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DriverChoice {
    /// The driver.
    pub driver: Driver,
    /// In words.
    pub label: String,
    /// Why the data does not have it: "the file has no weights".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unavailable: Option<String>,
}

/// The pools in force, and what is odd about them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pools {
    /// In the order of the settings.
    pub pools: Vec<PoolResult>,
    /// Drivers that are nowhere, costs out of proportion.
    pub findings: Vec<Finding>,
    /// What pools may go by, also what the data does not have.
    #[serde(default)]
    pub drivers: Vec<DriverChoice>,
}
