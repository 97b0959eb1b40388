//! Order minimum: the break-even order value, cost per order ÷ gross margin % (45 ÷ 22 % = 204.55).

use super::effect::Change;
use super::facts::{Facts, Kind};
use crate::settings::{Driver, LeverSettings};
use crate::words::amount;

/// Drivers that go with the order.
pub(super) const WITH_ORDERS: [Driver; 3] = [Driver::Orders, Driver::RushOrders, Driver::Distance];

/// Cost per order ÷ gross margin as a share: an order of this value earns what it costs. None where
/// no margin is left, and no order value breaks even.
fn break_even_order_value(cost_per_order: f64, margin_share: f64) -> Option<f64> {
    (margin_share > 0.0).then(|| cost_per_order / margin_share)
}

/// Orders below the break-even value are put together until they reach it, at most
/// `largest_order_factor` of them.
pub(super) fn change(facts: &Facts, settings: &LeverSettings) -> Option<(Change, String)> {
    if facts.orders <= 0.0 || facts.sales <= 0.0 {
        return None;
    }
    let value = facts.sales / facts.orders;
    let cost = facts.cost(Kind::Orders) / facts.orders;
    let minimum = break_even_order_value(cost, facts.margin / facts.sales)?;
    let together = (minimum / value).min(settings.largest_order_factor);
    if together <= 1.0 {
        return None;
    }
    let minimum = value * together;
    let change = Change::of(&WITH_ORDERS, 1.0 / together);
    let what = format!(
        "At least {} an order; {} now",
        amount(minimum),
        amount(value)
    );
    Some((change, what))
}

#[cfg(test)]
mod tests {
    use super::break_even_order_value;

    #[test]
    fn an_order_of_this_value_earns_what_it_costs() {
        let value = break_even_order_value(45.0, 0.22).unwrap();
        assert_eq!((value * 100.0).round(), 20_455.0);
        assert_eq!(break_even_order_value(45.0, 0.0), None);
    }
}
