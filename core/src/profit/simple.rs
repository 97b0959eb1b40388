//! The simple cost model: transport, inventory and ordering from order lines alone.

use crate::cube::Activity;
use crate::settings::{CostPool, Driver};

/// Assumed size of the three pools as shares of net sales, until the user gives amounts:
/// transport, inventory, ordering. Together 12 %, inside the 5 to 20 % of sales that cost-to-serve
/// studies report; every number that rests on them is shown as assumed.
pub const ASSUMED_SHARES: [f64; 3] = [0.05, 0.03, 0.04];

/// Share of the sales lines that may lack a weight before weights are no basis for transport.
pub const TOLERATED_WEIGHTLESS: f64 = 0.10;

const TRANSPORT: &str = "Transport";

/// The three pools that Thomas (2012) advises to start with, sized by [`ASSUMED_SHARES`].
///
/// Transport goes by weight, or by net sales where weights are unknown or missing on more than
/// [`TOLERATED_WEIGHTLESS`] of the sales lines (`weightless`, a share); inventory by cost of goods,
/// or by net sales; ordering by order lines. Nothing is assumed for transport where lines carry
/// costs of their own, which are mostly freight. Avoidable shares are 70 %, 50 % and 20 %.
pub fn simple_pools(
    total: &Activity,
    has_cost: bool,
    has_direct_costs: bool,
    weightless: f64,
) -> Vec<CostPool> {
    let sales = total.revenue.value().max(0.0);
    let transport = if total.weight > 0.0 && weightless <= TOLERATED_WEIGHTLESS {
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
        (TRANSPORT, transport, 0.7),
        ("Inventory", inventory, 0.5),
        ("Ordering", Driver::Lines, 0.2),
    ]
    .into_iter()
    .zip(ASSUMED_SHARES)
    .map(|((name, driver, avoidable_share), share)| CostPool {
        name: name.to_owned(),
        amount: if name == TRANSPORT && has_direct_costs {
            0.0
        } else {
            (sales * share).round()
        },
        driver,
        avoidable_share,
        assumed: true,
        ..CostPool::default()
    })
    .collect()
}
