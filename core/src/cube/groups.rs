//! Sums of the order lines by groups of them: customer-item pairs, orders. What depends on the
//! lines alone is summed up once, so that a changed rate multiplies sums and passes over no line.

use super::{Extra, LineFilter, Lines};
use crate::dataset::{Dataset, DirectLevel, LineKind};
use crate::settings::Driver;
use crate::stats::{Sum, in_stretches};
use std::sync::Arc;

/// So many drivers are kept, also of pools that go by others now: who tries one goes back.
const KNOWN: usize = 8;

/// Of a line that is in no group.
const NONE: u32 = u32::MAX;

/// What the lines of one group are together.
#[derive(Clone, Copy, Default)]
pub struct GroupSum {
    /// Net sales, returns negative.
    pub revenue: f64,
    /// Cost of goods as the file has it, returns negative.
    pub cost: f64,
    /// Costs that belong to the lines themselves, shares of their orders' included.
    pub direct: f64,
    /// Of that what goes with the lines: what is of the order stays where one of its lines goes.
    pub direct_of_lines: f64,
    /// Units sold.
    pub units: f64,
    /// Lines that are no returns.
    pub sales_lines: u32,
    /// Lines that are.
    pub return_lines: u32,
}

/// A driver, what lines carry of it where they do not count it by themselves, and how much of it
/// each group has.
type DriverSums = (Driver, Option<Arc<Extra>>, Vec<f64>);

/// The used lines that pass a filter, by group.
pub struct LineGroups {
    of_line: Vec<u32>,
    /// By group.
    pub sums: Vec<GroupSum>,
    drivers: Vec<DriverSums>,
}

impl LineGroups {
    /// By order.
    pub fn by_order(data: &Dataset, filter: &LineFilter) -> LineGroups {
        let mut of_line = vec![NONE; data.lines()];
        for l in used(data, filter) {
            of_line[l as usize] = data.orders[l as usize];
        }
        LineGroups::new(data, of_line, data.order_count as usize)
    }

    /// By pair of customer and item, and the pairs, by position of customer and item.
    pub fn by_pair(data: &Dataset, filter: &LineFilter) -> (LineGroups, Vec<(u32, u32)>) {
        let lines = in_order(used(data, filter), &data.item, data.items.len());
        let lines = in_order(lines.into_iter(), &data.customer, data.customers.len());
        let mut of_line = vec![NONE; data.lines()];
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for l in lines {
            let l = l as usize;
            let pair = (data.customer[l], data.item[l]);
            if pairs.last() != Some(&pair) {
                pairs.push(pair);
            }
            of_line[l] = pairs.len() as u32 - 1;
        }
        (LineGroups::new(data, of_line, pairs.len()), pairs)
    }

    fn new(data: &Dataset, of_line: Vec<u32>, groups: usize) -> LineGroups {
        let mut sums = vec![GroupSum::default(); groups];
        let mut revenue = vec![Sum::default(); groups];
        in_stretches(data.lines(), |stretch| {
            for l in stretch {
                let Some(sum) = sums.get_mut(of_line[l] as usize) else {
                    continue;
                };
                revenue[of_line[l] as usize].add(data.revenue[l]);
                sum.cost += data.cost.as_ref().map_or(0.0, |c| c[l]);
                let direct = data.direct.as_ref().map_or(0.0, |c| c[l]);
                sum.direct += direct;
                sum.direct_of_lines += match &data.direct_level {
                    DirectLevel::Line => direct,
                    DirectLevel::Order => 0.0,
                    DirectLevel::Both(of_order) => direct * (1.0 - of_order[l]),
                };
                if data.kinds[l] == LineKind::Return {
                    sum.return_lines += 1;
                } else {
                    sum.sales_lines += 1;
                    sum.units += data.quantity[l];
                }
            }
        });
        for (sum, revenue) in sums.iter_mut().zip(revenue) {
            sum.revenue = revenue.value();
        }
        LineGroups {
            of_line,
            sums,
            drivers: Vec::new(),
        }
    }

    /// Sums drivers up, as far as that was not done before: one pass over the lines.
    pub fn prepare(&mut self, data: &Dataset, wanted: Vec<(Driver, Option<Arc<Extra>>)>) {
        let mut known = std::mem::take(&mut self.drivers);
        let same = |a: &Option<Arc<Extra>>, b: &Option<Arc<Extra>>| match (a, b) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        let mut missing: Vec<DriverSums> = Vec::new();
        for (driver, extra) in wanted {
            let at = (known.iter()).position(|(d, e, _)| *d == driver && same(e, &extra));
            match at {
                Some(at) => self.drivers.push(known.swap_remove(at)),
                None => missing.push((driver, extra, vec![0.0; self.sums.len()])),
            }
        }
        known.truncate(KNOWN.saturating_sub(self.drivers.len() + missing.len()));
        if missing.is_empty() {
            self.drivers.extend(known);
            return;
        }
        let lines = Lines::new(data);
        in_stretches(data.lines(), |stretch| {
            for l in stretch {
                let group = self.of_line[l];
                if group == NONE {
                    continue;
                }
                let line = lines.get(l);
                for (driver, extra, sums) in &mut missing {
                    sums[group as usize] += match extra {
                        Some(extra) => extra.of_line(data, l, &line),
                        None => line.driver(*driver, None),
                    };
                }
            }
        });
        self.drivers.extend(missing);
        self.drivers.extend(known);
    }

    /// How much of a driver each group has; None of a driver that was not
    /// [prepared](LineGroups::prepare).
    pub fn driver(&self, driver: Driver) -> Option<&[f64]> {
        let mut drivers = self.drivers.iter();
        let found = drivers.find(|(d, ..)| *d == driver);
        found.map(|(.., sums)| sums.as_slice())
    }
}

fn used<'a>(data: &'a Dataset, filter: &'a LineFilter) -> impl Iterator<Item = u32> + 'a {
    (0..data.lines())
        .filter(|&l| data.kinds[l].is_used() && filter.passes(data, l))
        .map(|l| l as u32)
}

/// Lines by a key of theirs, ascending; those with the same stay in their order. Counted rather
/// than compared: keys are positions.
fn in_order(lines: impl Iterator<Item = u32>, key: &[u32], keys: usize) -> Vec<u32> {
    let lines: Vec<u32> = lines.collect();
    let mut next = vec![0_u32; keys + 1];
    for &l in &lines {
        next[key[l as usize] as usize + 1] += 1;
    }
    for k in 0..keys {
        next[k + 1] += next[k];
    }
    let mut out = vec![0; lines.len()];
    for l in lines {
        let at = &mut next[key[l as usize] as usize];
        out[*at as usize] = l;
        *at += 1;
    }
    out
}
