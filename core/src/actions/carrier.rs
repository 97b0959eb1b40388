//! Who carries the drivers that a lever changes: a customer, or one item of a customer's.

use super::Sources;
use crate::cube::{LineGroups, Part};
use crate::profit::Profit;
use crate::settings::Driver;

/// One item sold to one customer, as a group of lines whose drivers were
/// [prepared](crate::profit::Model::prepare_groups).
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    /// Lines by pair.
    pub groups: &'a LineGroups,
    /// Which of them.
    pub group: usize,
    /// The position of its customer.
    pub customer: u32,
    /// What it earns.
    pub profit: Profit,
}

/// Who carries a driver.
#[derive(Clone, Copy)]
pub(super) enum Carrier<'a> {
    Company,
    Customer(u32),
    Pair(Pair<'a>),
}

impl Carrier<'_> {
    /// The customer's position; None for the company.
    pub(super) fn customer(self) -> Option<u32> {
        match self {
            Carrier::Company => None,
            Carrier::Customer(customer) | Carrier::Pair(Pair { customer, .. }) => Some(customer),
        }
    }

    fn part(self) -> Part {
        self.customer().map_or(Part::Total, Part::Customer)
    }

    /// How much of a driver it has.
    pub(super) fn amount(self, sources: Sources<'_>, driver: Driver) -> f64 {
        let model = sources.model;
        match self {
            Carrier::Pair(pair) => model.group_driver(pair.groups, driver, pair.group),
            _ => sources.cube.driver(self.part(), driver, model.cost_rate),
        }
    }

    /// What it earns.
    pub(super) fn profit(self, sources: Sources<'_>) -> Profit {
        match self {
            Carrier::Company => sources.total,
            Carrier::Customer(_) => sources.model.profit(sources.cube, self.part()),
            Carrier::Pair(pair) => pair.profit,
        }
    }

    /// Its sales lines, and those that come back.
    pub(super) fn lines(self, sources: Sources<'_>) -> [f64; 2] {
        match self {
            Carrier::Pair(pair) => {
                let sum = &pair.groups.sums[pair.group];
                [sum.sales_lines, sum.return_lines].map(f64::from)
            }
            _ => [Driver::Lines, Driver::Returns].map(|driver| self.amount(sources, driver)),
        }
    }
}
