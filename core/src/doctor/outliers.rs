//! Quantities far above what is usual for the item: projects, one-off orders, typing errors.

use super::groups::Groups;
use super::{Evidence, median};
use crate::dataset::Dataset;
use crate::settings::DoctorSettings;
use crate::stats::order;

/// Makes the median absolute deviation of normal numbers their standard deviation.
const MAD_FACTOR: f64 = 0.6745;
/// The same for the mean absolute deviation.
const MEAN_FACTOR: f64 = 1.253_314;

/// Sales lines whose quantity has a modified z-score above the limit among the lines of its item:
/// z = 0.6745 (x − median) ÷ MAD, with the median absolute deviation MAD (Iglewicz and Hoaglin
/// 1993, "How to detect and handle outliers"). Where more than half of the lines have the same
/// quantity MAD is zero, and z = (x − median) ÷ (1.253314 × mean absolute deviation), as SPSS does.
/// Only quantities above the median count; small ones are nothing unusual.
pub(super) fn outliers(
    data: &Dataset,
    by_item: &Groups,
    settings: &DoctorSettings,
) -> Vec<Evidence> {
    let mut found = Vec::new();
    let mut values: Vec<f64> = Vec::new();
    let least = settings.outlier_lines.max(3) as usize;
    for lines in by_item.iter().filter(|lines| lines.len() >= least) {
        values.clear();
        values.extend(lines.iter().map(|&l| data.quantity[l as usize]));
        let middle = median(&mut values);
        for value in &mut values {
            *value = (*value - middle).abs();
        }
        let mad = median(&mut values);
        let scale = if mad > 0.0 {
            mad / MAD_FACTOR
        } else {
            MEAN_FACTOR * values.iter().sum::<f64>() / values.len() as f64
        };
        if !(scale > 0.0 && scale.is_finite()) {
            continue;
        }
        let scored = lines.iter().map(|&line| Evidence {
            line,
            usual: middle,
            score: (data.quantity[line as usize] - middle) / scale,
        });
        found.extend(scored.filter(|e| e.score > settings.outlier_limit));
    }
    order::sort_by_key(&mut found, |e| e.line);
    found
}
