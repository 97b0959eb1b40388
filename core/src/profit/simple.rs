//! The simple cost model: transport, inventory and ordering from order lines alone.

use crate::cube::Activity;
use crate::settings::{CostPool, Driver};

/// Assumed size of the three pools as shares of net sales, until the user gives amounts:
/// transport, inventory, ordering. Together 12 %, inside the 5 to 20 % of sales that cost-to-serve
/// studies report; every number that rests on them is shown as assumed.
pub const ASSUMED_SHARES: [f64; 3] = [0.05, 0.03, 0.04];

/// The three pools that Thomas (2012) advises to start with, sized by [`ASSUMED_SHARES`].
///
/// Transport goes by weight, or by net sales where no weight is known; inventory by cost of goods,
/// or by net sales; ordering by order lines. Avoidable shares are 70 %, 50 % and 20 %.
pub fn simple_pools(total: &Activity, has_cost: bool) -> Vec<CostPool> {
    let sales = total.revenue.value().max(0.0);
    let transport = if total.weight > 0.0 {
        Driver::Weight
    } else {
        Driver::Revenue
    };
    let inventory = if has_cost {
        Driver::CostOfGoods
    } else {
        Driver::Revenue
    };
    [
        ("Transport", transport, 0.7),
        ("Inventory", inventory, 0.5),
        ("Ordering", Driver::Lines, 0.2),
    ]
    .into_iter()
    .zip(ASSUMED_SHARES)
    .map(|((name, driver, avoidable_share), share)| CostPool {
        name: name.to_owned(),
        amount: (sales * share).round(),
        driver,
        avoidable_share,
        assumed: true,
    })
    .collect()
}
