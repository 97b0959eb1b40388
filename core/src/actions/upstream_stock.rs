//! Upstream stock: held centrally or made to order, so that less of it is carried for the customer.

use super::effect::Change;
use super::facts::{Facts, Kind};
use crate::settings::{Driver, LeverSettings};
use crate::words::percent;

pub(super) fn change(facts: &Facts, settings: &LeverSettings) -> Option<(Change, String)> {
    if facts.cost(Kind::Stock) <= 0.0 {
        return None;
    }
    let drivers = [
        Driver::CostOfGoods,
        Driver::StockByVolume,
        Driver::StockByVariance,
    ];
    let change = Change::of(&drivers, 1.0 - settings.stock_saved);
    let saved = percent(settings.stock_saved);
    Some((
        change,
        format!("Stock upstream or made to order: {saved} less of it"),
    ))
}
