//! Payment terms: what is owed falls with the days until payment.

use super::effect::Change;
use super::facts::Facts;
use crate::settings::{Driver, LeverSettings};

pub(super) fn change(facts: &Facts, settings: &LeverSettings) -> Option<(Change, String)> {
    let days = facts
        .payment_days
        .filter(|days| *days > settings.payment_days)?;
    let change = Change::of(&[Driver::Receivables], settings.payment_days / days);
    let what = format!(
        "Payment within {} days; {days:.0} days now",
        settings.payment_days
    );
    Some((change, what))
}
