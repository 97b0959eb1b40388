//! Which order sizes pay: orders by value with what they earn, and the value from which the margin
//! of an order pays for handling it.

use crate::cube::{GroupSum, LineGroups};
use crate::profit::Profit;
use crate::stats::{Sum, order};

/// Orders of a range of values.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SizeBand {
    /// Least net sales of an order in it; None: the first band takes all that are smaller.
    pub from: Option<f64>,
    /// Net sales of its orders are below this; None: the last band takes all that follow.
    pub to: Option<f64>,
    /// Orders in it.
    pub orders: u32,
    /// Their net sales together.
    pub revenue: f64,
    /// Their net contribution together.
    pub net_profit: f64,
}

/// Every order with a sales line: net sales and net contribution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrderSizes {
    /// Net sales and net contribution by order, by net sales ascending.
    orders: Vec<(f64, f64)>,
    /// Orders with return lines alone; they are not among the others.
    pub only_returns: u32,
}

/// The orders with a sales line, by net sales ascending: what of the order sizes depends on the
/// lines alone.
pub fn by_value(groups: &LineGroups) -> Vec<u32> {
    let sums = &groups.sums;
    let mut orders: Vec<(f64, u32)> = (0..sums.len())
        .filter(|&g| sums[g].sales_lines > 0)
        .map(|g| (sums[g].revenue, g as u32))
        .collect();
    order::by_value(&mut orders);
    orders.into_iter().map(|(_, g)| g).collect()
}

impl OrderSizes {
    /// The lines of a filter by order, in the order [`by_value`], with what each of the orders
    /// earns.
    pub fn of(groups: &LineGroups, by_value: &[u32], profits: &[Profit]) -> OrderSizes {
        let only_returns = |sum: &&GroupSum| sum.sales_lines == 0 && sum.return_lines > 0;
        OrderSizes {
            orders: (by_value.iter())
                .map(|&g| (groups.sums[g as usize].revenue, profits[g as usize].net()))
                .collect(),
            only_returns: groups.sums.iter().filter(only_returns).count() as u32,
        }
    }

    /// Orders with a sales line.
    pub fn len(&self) -> usize {
        self.orders.len()
    }

    /// Whether there is no such order.
    pub fn is_empty(&self) -> bool {
        self.orders.is_empty()
    }

    /// Orders of less net sales than `value`, and their net contribution.
    pub fn below(&self, value: f64) -> (usize, f64) {
        let end = self.orders.partition_point(|o| o.0 < value);
        (end, sum(self.orders[..end].iter().map(|o| o.1)))
    }

    /// Bands of 1, 2 and 5 × powers of ten that tell nearly all orders apart; the first and the
    /// last are open. Without orders, none.
    pub fn bands(&self) -> Vec<SizeBand> {
        let Some(edges) = self.edges() else {
            return Vec::new();
        };
        let mut bands = Vec::with_capacity(edges.len() + 1);
        let mut start = 0;
        for k in 0..=edges.len() {
            let end = match edges.get(k) {
                Some(&to) => self.orders.partition_point(|o| o.0 < to),
                None => self.orders.len(),
            };
            let inside = &self.orders[start..end];
            bands.push(SizeBand {
                from: k.checked_sub(1).map(|before| edges[before]),
                to: edges.get(k).copied(),
                orders: inside.len() as u32,
                revenue: sum(inside.iter().map(|o| o.0)),
                net_profit: sum(inside.iter().map(|o| o.1)),
            });
            start = end;
        }
        bands
    }

    fn edges(&self) -> Option<Vec<f64>> {
        let n = self.orders.len();
        let at = |share: usize| {
            self.orders
                .get((n.checked_sub(1)?) * share / 100)
                .map(|o| o.0)
        };
        let high = at(99)?;
        let low = at(1)?.max(high / 1e4).max(0.01);
        let mut edges = Vec::new();
        let mut power = 0.01_f64;
        // By multiplication: logarithms differ from machine to machine.
        while power <= high.max(low) && power < 1e15 {
            for step in [1.0, 2.0, 5.0] {
                let edge = round_to_cents(step * power);
                if edge > low && edge <= high {
                    edges.push(edge);
                }
            }
            power *= 10.0;
        }
        if edges.is_empty() {
            edges.push(low);
        }
        Some(edges)
    }
}

fn round_to_cents(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let mut sum = Sum::default();
    for value in values {
        sum.add(value);
    }
    sum.value()
}

/// The value from which an order's margin pays for what an order costs whatever its value: cost an
/// order ÷ gross margin as a share of net sales. None where either is not positive.
pub fn break_even_order_value(cost_per_order: f64, margin_share: f64) -> Option<f64> {
    let value = cost_per_order / margin_share;
    (cost_per_order > 0.0 && margin_share > 0.0 && value.is_finite()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sizes(mut orders: Vec<(f64, f64)>) -> OrderSizes {
        orders.sort_by(|a, b| a.0.total_cmp(&b.0));
        OrderSizes {
            orders,
            only_returns: 0,
        }
    }

    #[test]
    fn an_order_must_be_worth_its_handling() {
        // domain.md 3.1.6: 45 / 0.22 = 204.55.
        let value = break_even_order_value(45.0, 0.22).unwrap();
        assert!((value - 204.545_454).abs() < 1e-5);
        assert_eq!(break_even_order_value(0.0, 0.22), None);
        assert_eq!(break_even_order_value(45.0, -0.1), None);
        assert_eq!(break_even_order_value(45.0, f64::NAN), None);
        let sizes = sizes(vec![(100.0, -23.0), (204.0, -0.1), (300.0, 21.0)]);
        let (count, net) = sizes.below(value);
        assert_eq!(count, 2);
        assert!((net + 23.1).abs() < 1e-12);
    }

    #[test]
    fn bands_are_round() {
        let bands = sizes((1..=100).map(|n| (f64::from(n) * 10.0, 1.0)).collect()).bands();
        let edges: Vec<f64> = bands.iter().filter_map(|b| b.to).collect();
        assert_eq!(edges, [20.0, 50.0, 100.0, 200.0, 500.0]);
        assert_eq!((bands[0].from, bands[0].orders), (None, 1));
        assert_eq!((bands[5].to, bands[5].orders), (None, 51));
        assert!(sizes(Vec::new()).bands().is_empty());
        assert_eq!(sizes(vec![(-5.0, -6.0)]).bands().len(), 2);
    }

    proptest! {
        #[test]
        fn every_order_is_in_one_band(
            orders in prop::collection::vec((-50.0_f64..90_000.0, -100.0_f64..100.0), 1..80),
        ) {
            let sizes = sizes(orders.clone());
            let bands = sizes.bands();
            prop_assert!(bands.len() <= 40, "{}", bands.len());
            let counted: u32 = bands.iter().map(|b| b.orders).sum();
            prop_assert_eq!(counted as usize, orders.len());
            for pair in bands.windows(2) {
                prop_assert_eq!(pair[0].to, pair[1].from);
            }
            let net: f64 = bands.iter().map(|b| b.net_profit).sum();
            let all: f64 = orders.iter().map(|o| o.1).sum();
            prop_assert!((net - all).abs() < 1e-6);
        }
    }
}
