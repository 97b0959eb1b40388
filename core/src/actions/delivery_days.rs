//! Delivery days: what is ordered between two of them goes out together. Orders are still entered
//! one by one, so that only what the pools of delivery pay for becomes less.

use super::effect::Change;
use super::facts::Facts;
use super::order_minimum::WITH_ORDERS;
use crate::settings::LeverSettings;
use crate::words::count;

pub(super) fn change(facts: &Facts, settings: &LeverSettings) -> Option<(Change, String)> {
    let most = settings.delivery_days * facts.weeks;
    if facts.orders <= most || facts.delivery <= 0.0 {
        return None;
    }
    let mut change = Change::of(&WITH_ORDERS, most / facts.orders);
    change.delivery_only = true;
    let days = if settings.delivery_days.fract() == 0.0 {
        count(
            settings.delivery_days as u64,
            "delivery day",
            "delivery days",
        )
    } else {
        format!("{} delivery days", settings.delivery_days)
    };
    let what = format!(
        "{days} a week; {:.1} orders a week now",
        facts.orders / facts.weeks
    );
    Some((change, what))
}
