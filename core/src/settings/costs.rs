//! Cost pools and the cost model.

use super::driver::Driver;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// The time that a pool pays for, in minutes over the period of the pool.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Capacity {
    /// Minutes that are paid for: staff × hours present.
    pub minutes: f64,
    /// Part of them that can be worked: breaks, training and idle waiting taken off. Usually 80 %
    /// (Kaplan & Anderson 2004); 1 where the minutes are practical ones.
    #[serde(default = "usual_practical_share")]
    pub practical_share: f64,
}

impl Capacity {
    /// More minutes than any company pays for, or one activity takes; beyond, products of them with
    /// quantities are no numbers any more.
    const LARGEST_MINUTES: f64 = 1e12;

    /// The usual part of the theoretical capacity that can be worked.
    pub const USUAL_SHARE: f64 = 0.80;

    /// Minutes that can be worked.
    pub fn practical(&self) -> f64 {
        self.minutes * self.practical_share
    }
}

fn usual_practical_share() -> f64 {
    Capacity::USUAL_SHARE
}

/// One term of a time equation: so many minutes for each unit of a driver. "8 minutes an order and
/// 1.5 a line" are two terms.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimeTerm {
    /// What takes time.
    pub driver: Driver,
    /// Minutes for one unit of it.
    pub minutes: f64,
}

/// The months that a pool's amount covers, where they may be others than those of the sales.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostMonths {
    /// First month: "2024-01".
    pub from: String,
    /// Last month: "2024-12".
    pub to: String,
    /// The user agreed to have the amount scaled to the months of the sales.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub scaled: bool,
}

impl CostMonths {
    /// First and last month, counted from year 0; None where the text is no month or the last
    /// comes before the first.
    pub fn range(&self) -> Option<RangeInclusive<i32>> {
        let month = |text: &str| -> Option<i32> {
            let (year, month) = text.trim().split_once('-')?;
            let (year, month): (i32, i32) = (year.parse().ok()?, month.parse().ok()?);
            ((1..=12).contains(&month) && (1..=9999).contains(&year))
                .then_some(year * 12 + month - 1)
        };
        let range = month(&self.from)?..=month(&self.to)?;
        (!range.is_empty()).then_some(range)
    }
}

/// An amount of cost and how it is shared out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CostPool {
    /// What the user calls it; unique among the pools of a model.
    pub name: String,
    /// Amount over the whole period of the data, in the reporting currency; zero where only a
    /// rate is given.
    pub amount: f64,
    /// What it is shared out by.
    pub driver: Driver,
    /// Share of the pool that would go away with the activity within a year, 0 to 1.
    #[serde(default = "default_avoidable_share")]
    pub avoidable_share: f64,
    /// True while the amount is our assumption and not the user's figure.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub assumed: bool,
    /// The time that the amount pays for; used by the time-driven model only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Capacity>,
    /// The time equation: what takes how many minutes of the capacity.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<TimeTerm>,
    /// Whether the pool pays for delivering orders rather than for taking and preparing them: what
    /// fewer delivery days save. Absent: by its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<bool>,
    /// Money for one unit of the driver, typed in: without an amount the amount follows from it,
    /// with one the rest of the amount is charged to nobody. In the time-driven model the rate of
    /// a pool with a capacity comes from the capacity, and this is not used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<f64>,
    /// The months that the amount covers; absent: those of the sales.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<CostMonths>,
}

impl CostPool {
    /// Cents of larger amounts are no whole numbers to a double any more, and cannot be split.
    pub const LARGEST_AMOUNT: f64 = 1e15;

    /// Pools that a model can have; companies get by with less than 50.
    pub const MOST: usize = 500;

    /// A pool with its usual avoidable half.
    pub fn new(name: impl Into<String>, amount: f64, driver: Driver) -> CostPool {
        CostPool {
            name: name.into(),
            amount,
            driver,
            avoidable_share: default_avoidable_share(),
            ..CostPool::default()
        }
    }

    /// Whether the time-driven model shares the pool out by time.
    pub fn is_timed(&self) -> bool {
        self.capacity.is_some() && !self.terms.is_empty()
    }

    /// Whether the pool pays for delivering orders: as the user said, else by its name in English,
    /// German, French or Spanish.
    pub fn is_delivery(&self) -> bool {
        self.delivery.unwrap_or_else(|| {
            let name = self.name.to_lowercase();
            DELIVERIES.iter().any(|word| name.contains(word))
        })
    }

    /// Title and remedy of what cannot be computed with in the capacity, time equation, rate or
    /// months.
    pub(crate) fn fault(&self) -> Option<(String, &'static str)> {
        let name = &self.name;
        if let Some(capacity) = &self.capacity {
            if !(0.01..=Capacity::LARGEST_MINUTES).contains(&capacity.minutes) {
                return Some((
                    format!("The capacity of “{name}” is not positive, or beyond all measure"),
                    "Type the minutes that the amount pays for over the period of the data, or remove the capacity",
                ));
            }
            if !(0.01..=1.0).contains(&capacity.practical_share) {
                return Some((
                    format!(
                        "The practical share of the capacity of “{name}” lies outside 1 to 100 %"
                    ),
                    "The usual one is 80 %; type 100 % where the minutes are practical ones",
                ));
            }
        }
        if self
            .terms
            .iter()
            .any(|t| !(0.0..=Capacity::LARGEST_MINUTES).contains(&t.minutes))
        {
            return Some((
                format!("A time in the equation of “{name}” is negative, or beyond all measure"),
                "Type the minutes that one unit takes, at least zero",
            ));
        }
        let usable = 0.0..=CostPool::LARGEST_AMOUNT;
        if self.rate.is_some_and(|r| !usable.contains(&r)) {
            return Some((
                format!("The rate of “{name}” is negative, or beyond all measure"),
                "Type what one unit of the driver costs, or leave it out",
            ));
        }
        if self.months.as_ref().is_some_and(|m| m.range().is_none()) {
            return Some((
                format!("The months of “{name}” are no period"),
                "Write the first and the last month as 2024-01 and 2024-12",
            ));
        }
        None
    }
}

/// Parts of the names of pools that pay for delivery.
#[rustfmt::skip] // as a paragraph
const DELIVERIES: [&str; 16] = [
    "deliver", "transport", "freight", "shipping", "shipment", "stops", "drops", "courier",
    "liefer", "fracht", "versand", "livraison", "expédition", "entrega", "flete", "envío",
];

fn default_avoidable_share() -> f64 {
    0.5
}

/// Which cost-to-serve model is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostModel {
    /// Three pools, transport, inventory and ordering, from order lines alone: the start that
    /// Thomas (2012) advises.
    Simple,
    /// Any number of pools, each with a driver.
    Drivers,
    /// The same pools; those with a capacity and a time equation by the time that each activity
    /// takes, at the cost of a minute of practical capacity (Kaplan & Anderson 2004). What nobody
    /// used stays idle and is charged to nobody.
    TimeDriven,
}

impl CostModel {
    /// Every model, from the simplest on.
    pub const ALL: [CostModel; 3] = [CostModel::Simple, CostModel::Drivers, CostModel::TimeDriven];

    /// The model in words.
    pub fn label(self) -> &'static str {
        match self {
            CostModel::Simple => "three pools from order lines",
            CostModel::Drivers => "pools and drivers",
            CostModel::TimeDriven => "time-driven, with practical capacity",
        }
    }
}

/// How cost of goods and cost to serve come about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CostSettings {
    /// Which of the models is in force.
    pub model: CostModel,
    /// The three pools of the simple model. Empty: assumed from net sales (see `profit::simple`).
    pub simple_pools: Vec<CostPool>,
    /// The pools of the driver model and of the time-driven one.
    pub pools: Vec<CostPool>,
    /// Cost of goods as a share of net sales, for files that carry no cost at all.
    pub cost_rate: Option<f64>,
    /// An order is a rush order where its goods are wanted at most so many days after it.
    #[serde(default = "usual_rush_days")]
    pub rush_days: u32,
}

fn usual_rush_days() -> u32 {
    2
}

impl Default for CostSettings {
    fn default() -> Self {
        CostSettings {
            model: CostModel::Simple,
            simple_pools: Vec::new(),
            pools: Vec::new(),
            cost_rate: None,
            rush_days: usual_rush_days(),
        }
    }
}
