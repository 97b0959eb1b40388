//! Drivers that are not counted while lines are summed up: what a customer does beside ordering,
//! what stock and receivables cost. Each says how much of it every line carries, so that customers,
//! items, pairs and lines agree; its sums take a pass over the lines, once, when a pool first goes
//! by it.

use super::{Cube, Line, LineFilter, Lines, Part};
use crate::dataset::{Dataset, LineKind};
use crate::settings::Driver;
use crate::stats::in_stretches;
use std::sync::Arc;

/// A driver and how much of it a line carries.
#[derive(Clone, Debug, PartialEq)]
pub struct Extra {
    driver: Driver,
    amounts: Amounts,
    /// Customers or items with lines for which the fact behind the driver is not known; they carry
    /// nothing of it.
    pub unknown: u32,
    /// Sales lines whose goods were wanted before they were ordered: no rush.
    pub wanted_before: u32,
    rush_days: u32,
}

/// How much of a driver a line carries.
#[derive(Clone, Debug, PartialEq)]
enum Amounts {
    /// By customer: quantity and lines over all data; a line carries quantity ÷ lines.
    EachLine(Vec<(f64, f64)>),
    /// By customer, for each order.
    EachOrder(Vec<f64>),
    /// By customer, for the money of each sales line.
    EachSale(Vec<f64>),
    /// By item, for each unit.
    EachUnit(Vec<f64>),
    /// By item, how much a unit carries in each month: items × months, row-major.
    EachUnitByMonth(Vec<f64>),
    /// The order's share of lines wanted within so many days.
    Rush(i32),
    /// Value of return lines.
    ReturnsValue,
}

const DAYS_OF_YEAR: f64 = 365.0;

impl Extra {
    /// What the data lacks for a driver, and the way out; None where it has all.
    pub fn lacks(driver: Driver, data: &Dataset) -> Option<&'static str> {
        let facts = &data.attached;
        let (there, reason) = match driver {
            Driver::Activity(_) => (
                activity(driver, data).is_some(),
                "no table of customer activities has it: add one with such a column",
            ),
            Driver::Distance => (
                facts.distance_km.is_some(),
                "kilometres are not known: add a table of customers with them",
            ),
            Driver::Receivables => (
                facts.payment_days.is_some(),
                "payment days are not known: add a table of customers with them",
            ),
            Driver::RushOrders => (
                facts.requested_days.is_some(),
                "requested dates are not known: map their column",
            ),
            Driver::StockByVolume | Driver::StockByVariance => (
                facts.stock_value.is_some(),
                "stock values are not known: add a table of items with them",
            ),
            _ => return None,
        };
        (!there).then_some(reason)
    }

    /// How much of the driver every line carries. `cube` is the one over all lines.
    ///
    /// # Errors
    /// What the data lacks, and the way out: "there is no table of activities …".
    pub fn new(
        driver: Driver,
        data: &Dataset,
        cube: &Cube,
        rush_days: u32,
    ) -> Result<Extra, &'static str> {
        if let Some(reason) = Extra::lacks(driver, data) {
            return Err(reason);
        }
        let facts = &data.attached;
        let none: &[Option<f64>] = &[]; // that it is there was looked at above
        let (mut unknown, mut wanted_before) = (0, 0);
        let active = |c: usize| cube.customers[c].lines() > 0.0 && data.is_identified(c as u32);
        // By customer a fact times a factor; where it is not known, nothing, and that is counted.
        let mut by_customer = |values: &[Option<f64>], factor: f64| -> Vec<f64> {
            let value = |(c, value): (usize, &Option<f64>)| match value {
                Some(value) if value.is_finite() => value.max(0.0) * factor,
                _ => {
                    unknown += u32::from(active(c));
                    0.0
                }
            };
            values.iter().enumerate().map(value).collect()
        };
        let amounts = match driver {
            Driver::Customers => Amounts::EachLine(
                (0..cube.customers.len())
                    .map(|c| (f64::from(u8::from(active(c))), cube.customers[c].lines()))
                    .collect(),
            ),
            Driver::Activity(_) => Amounts::EachLine(
                activity(driver, data)
                    .unwrap_or_default()
                    .iter()
                    .enumerate()
                    .map(|(c, q)| {
                        let counts = active(c) && q.is_finite();
                        let quantity = if counts { q.max(0.0) } else { 0.0 };
                        (quantity, cube.customers[c].lines())
                    })
                    .collect(),
            ),
            Driver::Distance => Amounts::EachOrder(by_customer(
                facts.distance_km.as_deref().unwrap_or(none),
                1.0,
            )),
            Driver::Receivables => Amounts::EachSale(by_customer(
                facts.payment_days.as_deref().unwrap_or(none),
                1.0 / DAYS_OF_YEAR,
            )),
            Driver::RushOrders => {
                let days = facts.requested_days.iter().flatten().zip(&data.kinds);
                wanted_before = days
                    .filter(|(d, kind)| **kind == LineKind::Sale && (i32::MIN + 1..0).contains(*d))
                    .count() as u32;
                Amounts::Rush(i32::try_from(rush_days).unwrap_or(i32::MAX))
            }
            Driver::ReturnsValue => Amounts::ReturnsValue,
            Driver::StockByVolume | Driver::StockByVariance => {
                let stock = facts.stock_value.as_deref().unwrap_or(none);
                let years = f64::from(data.months) / 12.0;
                let stock: Vec<f64> = (stock.iter().enumerate())
                    .map(|(i, value)| match value {
                        Some(value) if value.is_finite() => value.max(0.0) * years,
                        _ => {
                            unknown += u32::from(cube.items[i].lines() > 0.0);
                            0.0
                        }
                    })
                    .collect();
                if driver == Driver::StockByVolume {
                    Amounts::EachUnit(by_volume(cube, &stock))
                } else {
                    Amounts::EachUnitByMonth(by_variance(cube, &stock))
                }
            }
            _ => return Err("it is counted with the lines"),
        };
        Ok(Extra {
            driver,
            amounts,
            unknown,
            wanted_before,
            rush_days,
        })
    }

    /// The driver.
    pub fn driver(&self) -> Driver {
        self.driver
    }

    /// Whether it is still what it would be under another limit for rush orders.
    pub fn holds(&self, rush_days: u32) -> bool {
        self.driver != Driver::RushOrders || self.rush_days == rush_days
    }

    /// How much of the driver line `l` carries; `line` is that line as the sums see it.
    #[inline]
    pub fn of_line(&self, data: &Dataset, l: usize, line: &Line) -> f64 {
        let (customer, item) = (data.customer[l] as usize, data.item[l] as usize);
        match &self.amounts {
            Amounts::EachLine(by_customer) => {
                let (quantity, lines) = by_customer[customer];
                if quantity > 0.0 {
                    quantity / lines
                } else {
                    0.0
                }
            }
            Amounts::EachOrder(by_customer) => by_customer[customer] * line.order_share,
            Amounts::EachSale(by_customer) => by_customer[customer] * line.sales_value,
            Amounts::EachUnit(by_item) => by_item[item] * line.units,
            Amounts::EachUnitByMonth(by_month) => {
                let months = data.months as usize;
                let month = data.month_of_code[data.date[l] as usize] as usize;
                by_month[item * months + month] * line.units
            }
            Amounts::Rush(within) => {
                let days = data.attached.requested_days.as_ref().map(|days| days[l]);
                // What is wanted before it was ordered is a mistake in the file, not a rush.
                let rush = days.is_some_and(|d| (0..=*within).contains(&d));
                if rush { line.order_share } else { 0.0 }
            }
            Amounts::ReturnsValue => line.returned * line.revenue.abs(),
        }
    }
}

/// Quantity by customer of the activity that a driver names.
fn activity(driver: Driver, data: &Dataset) -> Option<&[f64]> {
    let mut tables = data.attached.activities.iter();
    let table = tables.find(|a| Driver::activity(&a.name) == driver)?;
    Some(&table.by_customer)
}

/// By item, stock ÷ units: each unit sold carries the same.
fn by_volume(cube: &Cube, stock: &[f64]) -> Vec<f64> {
    let unit = |(i, stock): (usize, &f64)| {
        let units = cube.items[i].units;
        if units > 0.0 { stock / units } else { 0.0 }
    };
    stock.iter().enumerate().map(unit).collect()
}

/// By item and month, what a unit sold then carries of the stock, so that a customer's share is
/// cov(d_ci, d_i) ÷ var(d_i): Euler's split of a risk, which adds up to 1. The covariance is a sum
/// over the customer's units of (demand of the month − mean) ÷ sum of squares, so that it needs no
/// series of its own for each pair. In months below the mean a unit takes off what it smooths out.
/// Where demand does not vary, units carry the same.
fn by_variance(cube: &Cube, stock: &[f64]) -> Vec<f64> {
    let mut each = vec![0.0; cube.demand.len()];
    for (item, stock) in stock.iter().enumerate() {
        let demand = cube.demand_of(item as u32);
        let units: f64 = demand.iter().sum();
        let mean = units / demand.len() as f64;
        let squares: f64 = demand.iter().map(|d| (d - mean) * (d - mean)).sum();
        let varies = squares > 1e-12 * mean * mean;
        let own = &mut each[item * demand.len()..(item + 1) * demand.len()];
        for (each, demand) in own.iter_mut().zip(demand) {
            *each = match (varies, units > 0.0) {
                (true, _) => stock * (demand - mean) / squares,
                (false, true) => stock / units,
                (false, false) => 0.0,
            };
        }
    }
    each
}

/// How much of a driver customers and items have.
#[derive(Clone, Debug)]
pub struct ExtraSums {
    /// The driver, and what each line carries.
    pub extra: Arc<Extra>,
    by_customer: Vec<f64>,
    by_item: Vec<f64>,
    total: f64,
}

impl ExtraSums {
    pub(super) fn new(
        data: &Dataset,
        filter: &LineFilter,
        extra: &Arc<Extra>,
        cube: &Cube,
        whole: Option<&Cube>,
    ) -> ExtraSums {
        let mut by_customer = vec![0.0; cube.customers.len()];
        let mut by_item = vec![0.0; cube.items.len()];
        let lines = Lines::new(data);
        in_stretches(data.lines(), |stretch| {
            for l in stretch {
                if data.kinds[l].is_used() && filter.passes(data, l) {
                    let amount = extra.of_line(data, l, &lines.get(l));
                    by_customer[data.customer[l] as usize] += amount;
                    by_item[data.item[l] as usize] += amount;
                }
            }
        });
        // Known without adding up, and so without its rounding: a customer counts for the part of
        // their lines that is here.
        if let Amounts::EachLine(amounts) = &extra.amounts {
            for (c, (sum, (quantity, lines))) in by_customer.iter_mut().zip(amounts).enumerate() {
                *sum = match whole {
                    _ if *quantity == 0.0 => 0.0,
                    None => *quantity,
                    Some(_) => quantity * (cube.customers[c].lines() / lines),
                };
            }
        }
        ExtraSums {
            total: by_customer.iter().sum(),
            extra: extra.clone(),
            by_customer,
            by_item,
        }
    }

    /// How much of the driver a part has.
    pub fn of(&self, part: Part) -> f64 {
        match part {
            Part::Total => self.total,
            Part::Customer(c) => self.by_customer[c as usize],
            Part::Item(i) => self.by_item[i as usize],
        }
    }
}
