//! Three years of orders and returns.

use super::MONTHS;
use super::customers::{Customer, Habit, interest};
use super::items::{Family, Item};
use crate::stats::{Random, order};

/// What is wrong with a line, as in every real export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Cancelled,
    NoDate,
    NoQuantity,
    NoCost,
}

pub(super) struct Line {
    pub(super) item: usize,
    /// Negative on returns, as are the amounts.
    pub(super) units: i64,
    /// Cents, at list price.
    pub(super) gross: i64,
    pub(super) net: i64,
    pub(super) cost: i64,
    pub(super) fault: Option<Fault>,
}

pub(super) struct Order {
    /// Days since 1 January 2023.
    pub(super) day: usize,
    pub(super) customer: usize,
    pub(super) warehouse: &'static str,
    pub(super) is_return: bool,
    /// Sold over the counter: nobody asked for the customer's number.
    pub(super) is_counter_sale: bool,
    pub(super) lines: Vec<Line>,
}

const DAYS_OF_MONTHS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS: usize = 365 + 366 + 365;

fn days_in(month: usize) -> usize {
    // 2024 is the leap year of the three.
    DAYS_OF_MONTHS[month % 12] + usize::from(month == 13)
}

/// Year, month and date of a day counted from 1 January 2023.
pub(super) fn calendar(day: usize) -> (i64, i64, i64) {
    let mut rest = day;
    let mut month = 0;
    while month + 1 < MONTHS && rest >= days_in(month) {
        rest -= days_in(month);
        month += 1;
    }
    (
        2023 + month as i64 / 12,
        month as i64 % 12 + 1,
        rest as i64 + 1,
    )
}

/// List prices and costs rise with the years, costs first.
fn in_year(cents: i64, month: usize, permille: [i64; 3]) -> i64 {
    cents * permille[month / 12] / 1_000
}

const PRICES: [i64; 3] = [1_000, 1_030, 1_045];
const COSTS: [i64; 3] = [1_000, 1_040, 1_050];

/// Who asks for which item in which month, as running totals.
struct Demand {
    /// By month: running totals over the items.
    running: Vec<Vec<f64>>,
    /// By month: how lively it is beside an average month.
    pace: Vec<f64>,
}

impl Demand {
    /// `ahead` months before they sell, distributors stock up.
    fn of(habit: Habit, items: &[Item], ahead: usize) -> Demand {
        let family_total = |family: Family| -> f64 {
            items
                .iter()
                .filter(|i| i.family == family)
                .map(|i| i.popularity)
                .sum()
        };
        let totals = Family::ALL.map(family_total);
        let mut running = Vec::with_capacity(MONTHS);
        let mut pace = Vec::with_capacity(MONTHS);
        for month in 0..MONTHS {
            let mut sum = 0.0;
            let sums: Vec<f64> = items
                .iter()
                .map(|item| {
                    if item.offered[month] {
                        let season = item.family.season()[(month + ahead) % 12];
                        sum += item.popularity / totals[item.family as usize]
                            * interest(habit, item.family)
                            * season;
                    }
                    sum
                })
                .collect();
            running.push(sums);
            pace.push(sum);
        }
        let mean = pace.iter().sum::<f64>() / MONTHS as f64;
        for month in &mut pace {
            *month /= mean;
        }
        Demand { running, pace }
    }
}

/// All orders, sorted by day.
pub(super) fn orders(items: &[Item], customers: &[Customer], random: &mut Random) -> Vec<Order> {
    let demand: Vec<Demand> = Habit::ALL
        .into_iter()
        .map(|habit| Demand::of(habit, items, usize::from(habit == Habit::Distributor)))
        .collect();
    let mut orders = Vec::with_capacity(40_000);
    for (position, customer) in customers.iter().enumerate() {
        let core = core_range(items, customer, random);
        for month in customer.active.clone() {
            let book = Book {
                items,
                demand: &demand[customer.habit as usize],
                core: &core,
                month,
            };
            book.add_orders(position, customer, &mut orders, random);
        }
    }
    add_faults(&mut orders, items, random);
    // Orders of one day stay in the order in which they were made.
    order::sort_by_key(&mut orders, |order| order.day);
    orders
}

/// The items that a distributor takes every month, with the units of each.
fn core_range(items: &[Item], customer: &Customer, random: &mut Random) -> Vec<(usize, i64)> {
    if customer.habit != Habit::Distributor {
        return Vec::new();
    }
    let mut steady: Vec<usize> = (0..items.len())
        .filter(|&i| {
            let family = matches!(
                items[i].family,
                Family::AllSeason | Family::Van | Family::Truck
            );
            family && items[i].popularity > 0.035 && items[i].offered.iter().all(|&o| o)
        })
        .collect();
    random.shuffle(&mut steady);
    steady.truncate(14);
    steady
        .into_iter()
        .map(|item| (item, 4 * random.between(4, 9)))
        .collect()
}

/// The order book of one customer in one month.
struct Book<'a> {
    items: &'a [Item],
    demand: &'a Demand,
    core: &'a [(usize, i64)],
    month: usize,
}

impl Book<'_> {
    fn add_orders(
        &self,
        position: usize,
        customer: &Customer,
        orders: &mut Vec<Order>,
        random: &mut Random,
    ) {
        let pattern = customer.habit.pattern();
        let first_day: usize = (0..self.month).map(days_in).sum();
        // The business grows by 3 % a year.
        let growth = 1.0 + 0.03 * (self.month / 12) as f64;
        let pace = self.demand.pace[self.month];
        let distributor = customer.habit == Habit::Distributor;
        let rate = if distributor {
            pattern.orders
        } else {
            pattern.orders * customer.size * pace * growth
        };
        let noise = if distributor {
            1.0
        } else {
            0.6 + 0.8 * random.share()
        };
        for n in 0..random.count(rate * noise) {
            let day = first_day + self.workday(first_day, pattern.channel == "Web", random);
            let mut lines = Vec::new();
            let most = pattern.lines.1;
            let wanted =
                random.between(pattern.lines.0, most) as f64 * if distributor { pace } else { 1.0 };
            for _ in 0..random
                .count(wanted)
                .clamp(i64::from(!distributor), most * 3)
            {
                let item = random.pick(&self.demand.running[self.month]);
                let mut units = random.between(pattern.units.0, pattern.units.1);
                if distributor {
                    units = (units as f64 * customer.size) as i64 / 4 * 4 + 4; // pallets of four
                } else if self.items[item].family == Family::Truck {
                    units = units.min(6);
                } else if self.items[item].family == Family::Accessories {
                    units = units.min(4);
                }
                if lines.iter().all(|line: &Line| line.item != item) {
                    lines.push(self.line(customer, item, units));
                }
            }
            // Half of the core range with each of the two orders of a month.
            if distributor {
                for (i, &(item, base)) in self.core.iter().enumerate() {
                    if i as i64 % 2 == n % 2 && lines.iter().all(|line| line.item != item) {
                        let units =
                            base as f64 * customer.size * growth * (0.88 + 0.24 * random.share());
                        lines.push(self.line(customer, item, (units as i64).max(4)));
                    }
                }
            }
            if lines.is_empty() {
                continue;
            }
            add_return(position, customer, day, &lines, orders, random);
            let warehouse = warehouse(customer, &lines, random);
            // Only a garage sends somebody to the counter.
            let is_counter_sale = pattern.channel == "Retail" && random.chance(0.002);
            orders.push(Order {
                day,
                customer: position,
                warehouse,
                is_return: false,
                is_counter_sale,
                lines,
            });
        }
    }

    fn line(&self, customer: &Customer, item: usize, units: i64) -> Line {
        let stock = &self.items[item];
        let gross = in_year(stock.list, self.month, PRICES) * units;
        Line {
            item,
            units,
            gross,
            net: (gross * (1_000 - customer.discount) + 500) / 1_000,
            cost: in_year(stock.cost, self.month, COSTS) * units,
            fault: (self.month < stock.costed_from).then_some(Fault::NoCost),
        }
    }

    /// A day of the month, Monday to Friday unless the shop never closes.
    fn workday(&self, first_day: usize, always_open: bool, random: &mut Random) -> usize {
        let day = random.between(0, days_in(self.month) as i64 - 1) as usize;
        // 1 January 2023 was a Sunday.
        let weekday = (first_day + day + 6) % 7;
        match weekday {
            5 | 6 if always_open => day,
            5 if day > 0 => day - 1,
            6 if day + 1 < days_in(self.month) => day + 1,
            5 | 6 if day == 0 => day + 2,
            5 | 6 => day - 2,
            _ => day,
        }
    }
}

/// Some lines come back two to four weeks later, whole or in part, at the price they were sold.
fn add_return(
    position: usize,
    customer: &Customer,
    day: usize,
    lines: &[Line],
    orders: &mut Vec<Order>,
    random: &mut Random,
) {
    let returned = customer.habit.pattern().returned;
    let mut back = Vec::new();
    for line in lines {
        if random.chance(returned) {
            let most = line.units.min(4);
            let units = random.between(1, most);
            let part = |cents: i64| -(cents * units / line.units);
            back.push(Line {
                item: line.item,
                units: -units,
                gross: part(line.gross),
                net: part(line.net),
                cost: part(line.cost),
                fault: line.fault,
            });
        }
    }
    let day = day + random.between(12, 30) as usize;
    if !back.is_empty() && day < DAYS {
        let warehouse = customer.warehouse;
        orders.push(Order {
            day,
            customer: position,
            warehouse,
            is_return: true,
            is_counter_sale: false,
            lines: back,
        });
    }
}

/// Full loads leave from the factory or the central warehouse, the rest from the region's.
fn warehouse(customer: &Customer, lines: &[Line], random: &mut Random) -> &'static str {
    let units: i64 = lines.iter().map(|line| line.units).sum();
    match customer.habit {
        Habit::Distributor if units > 300 => "Factory",
        Habit::Distributor | Habit::DemandingDistributor | Habit::WebShop | Habit::WebSingles => {
            "Central DC"
        }
        Habit::Fleet if units > 24 => "Central DC",
        // What the region has run out of comes from the centre.
        _ if random.chance(0.06) => "Central DC",
        _ => customer.warehouse,
    }
}

/// Cancelled lines, free replacements, and a handful that cannot be used.
fn add_faults(orders: &mut [Order], items: &[Item], random: &mut Random) {
    let (mut undated, mut uncounted) = (4, 6);
    let half = orders.len() / 2;
    for (position, order) in orders.iter_mut().enumerate() {
        if order.is_return {
            continue;
        }
        for line in &mut order.lines {
            let free = items[line.item].family != Family::Truck && line.units <= 2;
            if random.chance(0.004) {
                line.fault = Some(Fault::Cancelled);
            } else if free && random.chance(0.001) {
                line.net = 0; // a replacement under warranty
            } else if position > half && undated > 0 && random.chance(0.002) {
                line.fault = Some(Fault::NoDate);
                undated -= 1;
            } else if position > half && uncounted > 0 && random.chance(0.002) {
                line.fault = Some(Fault::NoQuantity);
                uncounted -= 1;
            }
        }
    }
}
