//! Price: as much as breaks even, at most what the settings allow.

use super::effect::Change;
use super::facts::Facts;
use crate::settings::LeverSettings;
use crate::words::percent;

pub(super) fn change(facts: &Facts, settings: &LeverSettings) -> Option<(Change, String)> {
    if facts.sales <= 0.0 || facts.net >= 0.0 {
        return None;
    }
    let missing = -facts.net / facts.sales;
    let rise = missing.min(settings.price_rise);
    let change = Change {
        margin: rise * facts.sales,
        ..Change::default()
    };
    let what = if rise < missing {
        format!(
            "Price up by {}; {} would break even",
            percent(rise),
            percent(missing)
        )
    } else {
        format!("Price up by {}, which breaks even", percent(rise))
    };
    Some((change, what))
}
