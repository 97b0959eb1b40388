//! Sums of the order lines by customer, item and month: everything that profit and demand are
//! computed from. Built in one pass over the lines, again only when the lines in question change
//! (a filter), never for a changed limit, pool or driver.

mod extra;
mod filter;
mod groups;

pub use extra::{Extra, ExtraSums};
pub use filter::LineFilter;
pub use groups::{GroupSum, LineGroups};

use crate::dataset::{Dataset, LineKind};
use crate::settings::Driver;
use crate::stats::{Sum, in_stretches};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// What one customer, item, pair or the whole company did.
#[derive(Clone, Copy, Debug, Default)]
pub struct Activity {
    /// Net sales, returns negative.
    pub revenue: Sum,
    /// Cost of goods, returns negative; zero where the file has none.
    pub cost: Sum,
    /// Costs that belong to the lines themselves.
    pub direct: Sum,
    /// Sales lines' share of their orders: one unit an order, split over its sales lines.
    pub orders: Sum,
    /// Lines that are no returns.
    pub sales_lines: f64,
    /// Lines that are returns or credits.
    pub return_lines: f64,
    /// Units of the sales lines.
    pub units: f64,
    /// Net sales of the sales lines, their positive part.
    pub sales_value: f64,
    /// Cost of goods of the sales lines, their positive part.
    pub goods_value: f64,
    /// Kilograms of the sales lines, their positive part.
    pub weight: f64,
}

impl Activity {
    /// Lines altogether, returns included.
    pub fn lines(&self) -> f64 {
        self.sales_lines + self.return_lines
    }

    /// How much of a driver there is; zero of those that are not [counted](Driver::is_counted),
    /// see [`Cube::driver`]. `cost_rate` stands in for the cost of goods of files without.
    pub fn driver(&self, driver: Driver, cost_rate: Option<f64>) -> f64 {
        match driver {
            Driver::Orders => self.orders.value(),
            Driver::Lines => self.sales_lines,
            Driver::LinesHandled => self.lines(),
            Driver::Units => self.units,
            Driver::Revenue => self.sales_value,
            Driver::CostOfGoods => cost_rate.map_or(self.goods_value, |r| r * self.sales_value),
            Driver::Weight => self.weight,
            Driver::Returns => self.return_lines,
            _ => 0.0,
        }
    }

    #[inline]
    fn add(&mut self, line: &Line) {
        self.revenue.add(line.revenue);
        self.cost.add(line.cost);
        self.direct.add(line.direct);
        self.return_lines += line.returned;
        self.sales_lines += 1.0 - line.returned;
        self.orders.add(line.order_share);
        self.units += line.units;
        self.sales_value += line.sales_value;
        self.goods_value += line.goods_value;
        self.weight += line.weight;
    }

    fn merge(&mut self, other: &Activity) {
        self.revenue.merge(other.revenue);
        self.cost.merge(other.cost);
        self.direct.merge(other.direct);
        self.return_lines += other.return_lines;
        self.sales_lines += other.sales_lines;
        self.orders.merge(other.orders);
        self.units += other.units;
        self.sales_value += other.sales_value;
        self.goods_value += other.goods_value;
        self.weight += other.weight;
    }
}

/// One used line, as the sums see it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Line {
    /// Net sales, negative on returns.
    pub revenue: f64,
    /// Cost of goods, negative on returns; zero where the file has none.
    pub cost: f64,
    /// Costs that belong to the line itself.
    pub direct: f64,
    /// 1 for a return, 0 for a sale.
    pub returned: f64,
    /// Its part of its order: 1 ÷ sales lines of the order; zero on returns.
    pub order_share: f64,
    /// Units sold; zero on returns.
    pub units: f64,
    /// Net sales of a sales line, at least zero.
    pub sales_value: f64,
    /// Cost of goods of a sales line, at least zero.
    pub goods_value: f64,
    /// Kilograms of a sales line, at least zero.
    pub weight: f64,
}

impl Line {
    /// See [`Activity::driver`].
    pub fn driver(&self, driver: Driver, cost_rate: Option<f64>) -> f64 {
        match driver {
            Driver::Orders => self.order_share,
            Driver::Lines => 1.0 - self.returned,
            Driver::LinesHandled => 1.0,
            Driver::Units => self.units,
            Driver::Revenue => self.sales_value,
            Driver::CostOfGoods => cost_rate.map_or(self.goods_value, |r| r * self.sales_value),
            Driver::Weight => self.weight,
            Driver::Returns => self.returned,
            _ => 0.0,
        }
    }
}

/// Reads lines of a dataset as the sums see them.
pub struct Lines<'a> {
    data: &'a Dataset,
    /// Share of its order by order: 1 ÷ sales lines of the order.
    order_share: Vec<f64>,
}

impl<'a> Lines<'a> {
    /// Counts the sales lines of every order: one pass over the lines.
    pub fn new(data: &'a Dataset) -> Self {
        let mut sales_lines = vec![0.0_f64; data.order_count as usize];
        in_stretches(data.lines(), |stretch| {
            let orders = &data.orders[stretch.clone()];
            for (kind, &order) in data.kinds[stretch].iter().zip(orders) {
                sales_lines[order as usize] += f64::from(u8::from(*kind == LineKind::Sale));
            }
        });
        in_stretches(sales_lines.len(), |stretch| {
            for count in &mut sales_lines[stretch] {
                *count = 1.0 / *count;
            }
        });
        Lines {
            data,
            order_share: sales_lines,
        }
    }

    /// A used line.
    #[inline]
    pub fn get(&self, line: usize) -> Line {
        let data = self.data;
        let at = |column: &Option<Vec<f64>>| column.as_ref().map_or(0.0, |c| c[line]);
        let (revenue, cost) = (data.revenue[line], at(&data.cost));
        let direct = at(&data.direct);
        if data.kinds[line] == LineKind::Return {
            return Line {
                revenue,
                cost,
                direct,
                returned: 1.0,
                ..Line::default()
            };
        }
        Line {
            revenue,
            cost,
            direct,
            returned: 0.0,
            order_share: self.order_share[data.orders[line] as usize],
            units: data.quantity[line],
            sales_value: revenue.max(0.0),
            goods_value: cost.max(0.0),
            weight: at(&data.weight).max(0.0),
        }
    }
}

/// Sums by customer and item over the lines of a filter.
#[derive(Clone, Debug)]
pub struct Cube {
    /// By customer position; lines without a customer under theirs.
    pub customers: Vec<Activity>,
    /// By item position.
    pub items: Vec<Activity>,
    /// Over all lines that pass.
    pub total: Activity,
    /// Distinct orders by customer.
    pub customer_orders: Vec<u32>,
    /// Distinct orders altogether.
    pub orders: u32,
    /// Gross sales at list price, where the file has them.
    pub gross: Option<f64>,
    /// Units sold by item and month, row-major: item × months + month.
    pub demand: Vec<f64>,
    /// Months from the first to the last of the whole data, whatever the filter.
    pub months: usize,
    /// Drivers that lines do not count by themselves, as far as pools have gone by them.
    pub extras: Vec<ExtraSums>,
}

/// Whose sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Everything in the cube.
    Total,
    /// A customer, by position.
    Customer(u32),
    /// An item, by position.
    Item(u32),
}

/// Lines whose items are fetched together.
const BLOCK: usize = 64;

/// A cube while lines are being added to it.
struct Sums {
    customers: Vec<Activity>,
    items: Vec<Activity>,
    demand: Vec<f64>,
    months: usize,
    orders: u32,
    customer_orders: Vec<u32>,
    /// The customer whose line was the first of each order.
    customer_of_order: Vec<u32>,
    /// Orders that several customers share, beyond their first.
    shared: BTreeSet<(u32, u32)>,
    gross: Option<Sum>,
}

impl Sums {
    fn new(data: &Dataset) -> Sums {
        let months = data.months as usize;
        Sums {
            customers: vec![Activity::default(); data.customers.len()],
            items: vec![Activity::default(); data.items.len()],
            demand: vec![0.0; data.items.len() * months],
            months,
            orders: 0,
            customer_orders: vec![0; data.customers.len()],
            customer_of_order: vec![u32::MAX; data.order_count as usize],
            shared: BTreeSet::new(),
            gross: data.gross.as_ref().map(|_| Sum::default()),
        }
    }

    /// Reads what a block of lines is about to be added to. Items come in any order and their sums
    /// do not fit into the nearest cache; read one after the other without anything in between,
    /// the misses of a whole block overlap, which halves the time of the pass.
    #[inline]
    fn touch(&self, data: &Dataset, block: Range<usize>) {
        let mut read = 0.0;
        for i in block {
            let item = data.item[i] as usize;
            let month = data.month_of_code[data.date[i] as usize] as usize;
            read += self.items[item].revenue.value() + self.items[item].weight;
            let at = item * self.months + month;
            read += self.demand.get(at).copied().unwrap_or(0.0);
        }
        std::hint::black_box(read);
    }

    #[inline]
    fn add(&mut self, data: &Dataset, lines: &Lines, filter: &LineFilter, block: Range<usize>) {
        for i in block {
            if !data.kinds[i].is_used() || !filter.passes(data, i) {
                continue;
            }
            let line = lines.get(i);
            let (customer, item, order) = (data.customer[i], data.item[i], data.orders[i]);
            self.customers[customer as usize].add(&line);
            self.items[item as usize].add(&line);
            if data.kinds[i] == LineKind::Sale {
                let month = data.month_of_code[data.date[i] as usize] as usize;
                self.demand[item as usize * self.months + month] += data.quantity[i];
            }
            let first = &mut self.customer_of_order[order as usize];
            if *first == u32::MAX {
                *first = customer;
                self.orders += 1;
                self.customer_orders[customer as usize] += 1;
            } else if *first != customer && self.shared.insert((order, customer)) {
                self.customer_orders[customer as usize] += 1;
            }
            if let (Some(sum), Some(values)) = (&mut self.gross, &data.gross) {
                sum.add(values[i]);
            }
        }
    }

    fn into_cube(self) -> Cube {
        let mut total = Activity::default();
        for customer in &self.customers {
            total.merge(customer);
        }
        Cube {
            customers: self.customers,
            items: self.items,
            total,
            customer_orders: self.customer_orders,
            orders: self.orders,
            gross: self.gross.map(Sum::value),
            demand: self.demand,
            months: self.months,
            extras: Vec::new(),
        }
    }
}

impl Cube {
    /// Sums over the lines that `filter` lets pass.
    pub fn build(data: &Dataset, filter: &LineFilter) -> Cube {
        let lines = Lines::new(data);
        let mut sums = Sums::new(data);
        in_stretches(data.lines(), |stretch| {
            for start in stretch.clone().step_by(BLOCK) {
                let block = start..(start + BLOCK).min(stretch.end);
                sums.touch(data, block.clone());
                sums.add(data, &lines, filter, block);
            }
        });
        sums.into_cube()
    }

    /// The sums of a part.
    pub fn activity(&self, part: Part) -> &Activity {
        match part {
            Part::Total => &self.total,
            Part::Customer(c) => &self.customers[c as usize],
            Part::Item(i) => &self.items[i as usize],
        }
    }

    /// How much of a driver a part has; zero of a driver that was not
    /// [added](Cube::add_extra).
    pub fn driver(&self, part: Part, driver: Driver, cost_rate: Option<f64>) -> f64 {
        if driver.is_counted() {
            return self.activity(part).driver(driver, cost_rate);
        }
        self.extra(driver).map_or(0.0, |extra| extra.of(part))
    }

    /// The sums of a driver that lines do not count by themselves.
    pub fn extra(&self, driver: Driver) -> Option<&ExtraSums> {
        self.extras.iter().find(|e| e.extra.driver() == driver)
    }

    /// Sums a driver up over the lines of this cube, where that was not done before: a pass over
    /// them. `whole` is the cube over all lines, None where this is it.
    pub fn add_extra(
        &mut self,
        data: &Dataset,
        filter: &LineFilter,
        extra: &Arc<Extra>,
        whole: Option<&Cube>,
    ) {
        if self.extra(extra.driver()).is_none() {
            let sums = ExtraSums::new(data, filter, extra, self, whole);
            self.extras.push(sums);
        }
    }

    /// Monthly demand of an item.
    pub fn demand_of(&self, item: u32) -> &[f64] {
        let start = item as usize * self.months;
        &self.demand[start..start + self.months]
    }

    /// Positions of identified customers with at least one line.
    pub fn active_customers<'a>(&'a self, data: &'a Dataset) -> impl Iterator<Item = u32> + 'a {
        (0..self.customers.len() as u32)
            .filter(|&c| data.is_identified(c) && self.customers[c as usize].lines() > 0.0)
    }

    /// Positions of items with at least one line.
    pub fn active_items(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.items.len() as u32).filter(|&i| self.items[i as usize].lines() > 0.0)
    }
}
