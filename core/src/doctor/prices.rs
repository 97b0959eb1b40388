//! Unit prices many times above or below what is usual: units of measure and decimal signs.

use super::groups::Groups;
use super::{Evidence, median};
use crate::dataset::Dataset;
use crate::settings::DoctorSettings;
use crate::stats::order;

/// Fewer prices than this have no usual one.
const LEAST_PRICES: usize = 3;

/// Sales lines whose unit price is at least so many times the item's median, or so many times below
/// it; lines free of charge have no price.
pub(super) fn jumps(data: &Dataset, by_item: &Groups, settings: &DoctorSettings) -> Vec<Evidence> {
    let mut found = Vec::new();
    let mut prices: Vec<f64> = Vec::new();
    let price = |line: u32| {
        let l = line as usize;
        let (quantity, revenue) = (data.quantity[l], data.revenue[l]);
        (quantity > 0.0 && revenue > 0.0).then(|| revenue / quantity)
    };
    for lines in by_item.iter().filter(|lines| lines.len() >= LEAST_PRICES) {
        prices.clear();
        prices.extend(lines.iter().filter_map(|&line| price(line)));
        if prices.len() < LEAST_PRICES {
            continue;
        }
        let usual = median(&mut prices);
        let jumped = |line: &u32| {
            let ratio = price(*line)? / usual;
            let far = ratio >= settings.price_jump || ratio * settings.price_jump <= 1.0;
            (far && ratio.is_finite() && ratio > 0.0).then_some(Evidence {
                line: *line,
                usual,
                score: ratio,
            })
        };
        found.extend(lines.iter().filter_map(jumped));
    }
    order::sort_by_key(&mut found, |e| e.line);
    found
}
