//! How customers order: how often, how much at a time, how urgently, how much comes back.

use crate::cube::{Cube, LineFilter};
use crate::dataset::{Dataset, LineKind};
use crate::read::date::Day;
use crate::stats::in_stretches;

/// What only the lines themselves know of each customer: one pass over them.
#[derive(Clone, Debug, Default)]
pub struct LastOrders {
    /// Day of the last sales line by customer; None without one.
    pub last_day: Vec<Option<Day>>,
    /// Sales lines whose requested day is known, and those of them that were wanted within the
    /// rush days, by customer; None where the file has no requested days.
    pub rush: Option<Vec<[u32; 2]>>,
}

impl LastOrders {
    /// Looks at the sales lines that `filter` lets pass. Lines wanted within `rush_days` after the
    /// order are rush lines.
    pub fn of(data: &Dataset, filter: &LineFilter, rush_days: u32) -> LastOrders {
        let customers = data.customers.len();
        let requested = data.attached.requested_days.as_deref();
        let rush_days = i32::try_from(rush_days).unwrap_or(i32::MAX);
        let mut last = vec![Day::MIN; customers];
        let mut rush = vec![[0_u32; 2]; customers];
        in_stretches(data.lines(), |stretch| {
            for line in stretch {
                if data.kinds[line] != LineKind::Sale || !filter.passes(data, line) {
                    continue;
                }
                let c = data.customer[line] as usize;
                if let Some(day) = data.day(line) {
                    last[c] = last[c].max(day);
                }
                // What is wanted before it was ordered is a mistake in the file, not a rush.
                if let Some(days) = requested.and_then(|r| r.get(line)).filter(|d| **d >= 0) {
                    rush[c][0] += 1;
                    rush[c][1] += u32::from(*days <= rush_days);
                }
            }
        });
        LastOrders {
            last_day: last
                .into_iter()
                .map(|day| (day > Day::MIN).then_some(day))
                .collect(),
            rush: requested.map(|_| rush),
        }
    }
}

/// How one customer orders.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Behaviour {
    /// Orders with at least one sales line; an order shared by customers counts in parts.
    pub orders: f64,
    /// Net sales of the sales lines an order.
    pub drop_size: Option<f64>,
    /// Sales lines an order.
    pub lines_per_order: Option<f64>,
    /// Orders a month, over the months of the data.
    pub orders_a_month: f64,
    /// Days from the last order to the last day of the data.
    pub days_since: Option<f64>,
    /// Rush lines as a share of the lines whose requested day is known.
    pub rush_share: Option<f64>,
    /// Return lines as a share of all lines.
    pub return_share: f64,
    /// Days until the customer pays.
    pub payment_days: Option<f64>,
}

impl Behaviour {
    /// The behaviour of a customer with lines in `cube`, whose sums are over the lines that `last`
    /// looked at.
    pub fn of(data: &Dataset, cube: &Cube, last: &LastOrders, customer: u32) -> Behaviour {
        let c = customer as usize;
        let activity = &cube.customers[c];
        // Parts of orders add up to whole ones but for rounding.
        let orders = (activity.orders.value() * 1e6).round() / 1e6;
        let an_order = |of: f64| (orders > 0.0).then(|| of / orders);
        let share =
            |[known, rush]: [u32; 2]| (known > 0).then(|| f64::from(rush) / f64::from(known));
        let day = last.last_day.get(c).copied().flatten();
        Behaviour {
            orders,
            drop_size: an_order(activity.sales_value),
            lines_per_order: an_order(activity.sales_lines),
            orders_a_month: orders / f64::from(data.months.max(1)),
            days_since: day.map(|day| f64::from(data.last_day - day)),
            rush_share: last.rush.as_ref().and_then(|rush| share(rush[c])),
            return_share: activity.return_lines / activity.lines().max(1.0),
            payment_days: data
                .attached
                .payment_days
                .as_ref()
                .and_then(|days| days.get(c).copied().flatten())
                .filter(|days| days.is_finite()),
        }
    }
}
