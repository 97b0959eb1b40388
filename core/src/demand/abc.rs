//! ABC classes by cumulative share.

use crate::settings::AbcBoundary;
use crate::stats::Sum;
use serde::{Deserialize, Serialize};

/// Value class of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Abc {
    /// The most valuable items, up to the first limit.
    A,
    /// Those after them, up to the second limit.
    B,
    /// The rest, and items without positive value.
    C,
}

impl Abc {
    /// The classes in their order.
    pub const ALL: [Abc; 3] = [Abc::A, Abc::B, Abc::C];

    /// The class as screens show it.
    pub fn letter(self) -> &'static str {
        match self {
            Abc::A => "A",
            Abc::B => "B",
            Abc::C => "C",
        }
    }
}

/// Shares that differ by less than this are the same share.
const TOLERANCE: f64 = 1e-9;

/// The last rank within a limit on the number of items: 80 % of 12 items are 10.
pub fn last_rank(limit: f64, items: usize) -> usize {
    (limit * items as f64 - TOLERANCE).ceil() as usize
}

/// Classes of values that come ranked from largest to smallest, and each one's cumulative share
/// before it.
///
/// Shares are of the sum of the positive values; a value that is zero or negative is C and adds
/// nothing. `limits` are the upper limits of A and B, 0 to 1. Tools disagree on which share
/// decides: [`AbcBoundary`].
pub fn classify(ranked: &[f64], limits: [f64; 2], boundary: AbcBoundary) -> Vec<(Abc, f64)> {
    let total = ranked
        .iter()
        .copied()
        .filter(|v| *v > 0.0)
        .collect::<Sum>()
        .value();
    let mut before = Sum::default();
    ranked
        .iter()
        .enumerate()
        .map(|(rank, &value)| {
            let share_before = if total > 0.0 {
                before.value() / total
            } else {
                0.0
            };
            let inside = |limit: f64| match boundary {
                AbcBoundary::ShareBefore => share_before < limit - TOLERANCE,
                AbcBoundary::ShareIncludingAtMost => {
                    share_before + value / total <= limit + TOLERANCE
                }
                AbcBoundary::ShareIncludingBelow => {
                    share_before + value / total < limit - TOLERANCE
                }
                AbcBoundary::ItemCount => rank < last_rank(limit, ranked.len()),
            };
            let class = if value <= 0.0 && boundary != AbcBoundary::ItemCount {
                Abc::C
            } else if inside(limits[0]) {
                Abc::A
            } else if inside(limits[1]) {
                Abc::B
            } else {
                Abc::C
            };
            if value > 0.0 {
                before.add(value);
            }
            (class, share_before)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn letters(values: &[f64], limits: [f64; 2], boundary: AbcBoundary) -> String {
        classify(values, limits, boundary)
            .iter()
            .map(|(c, _)| c.letter())
            .collect()
    }

    #[test]
    fn d8_c7_silicon_chips() {
        // Heizer & Render, Silicon Chips: annual value by item, ranked.
        let values = [
            90_000.0, 77_000.0, 26_350.0, 15_001.0, 12_500.0, 8_502.0, 1_200.0, 850.0, 504.0, 150.0,
        ];
        let classes = classify(&values, [0.80, 0.95], AbcBoundary::ShareBefore);
        let got: String = classes.iter().map(|(c, _)| c.letter()).collect();
        assert_eq!(got, "AAABBCCCCC");
        let cumulative: Vec<f64> = classes
            .iter()
            .map(|(_, s)| (s * 1e4).round() / 100.0)
            .collect();
        assert_eq!(&cumulative[1..6], [38.78, 71.97, 83.32, 89.78, 95.17]);
    }

    proptest! {
        #[test]
        fn inv_03_classes_are_monotone_and_scale_free(
            mut values in prop::collection::vec(0.0_f64..1e6, 1..60), scale in 0.01_f64..100.0,
        ) {
            values.sort_by(|a, b| b.total_cmp(a));
            let classes = classify(&values, [0.8, 0.95], AbcBoundary::ShareBefore);
            prop_assert!(classes.windows(2).all(|w| w[0].0 <= w[1].0));
            // Away from a limit (rounding decides on it) scale changes nothing.
            let safe = classes.iter().all(|(_, s)| (s - 0.8).abs() > 1e-6 && (s - 0.95).abs() > 1e-6);
            if safe {
                let scaled: Vec<f64> = values.iter().map(|v| v * scale).collect();
                let again = classify(&scaled, [0.8, 0.95], AbcBoundary::ShareBefore);
                prop_assert!(classes.iter().zip(&again).all(|(a, b)| a.0 == b.0));
            }
            let mut with_zero = values.clone();
            with_zero.push(0.0);
            let again = classify(&with_zero, [0.8, 0.95], AbcBoundary::ShareBefore);
            prop_assert!(classes.iter().zip(&again).all(|(a, b)| a.0 == b.0));
            prop_assert_eq!(letters(&with_zero, [0.8, 0.95], AbcBoundary::ShareBefore).len(), with_zero.len());
        }
    }
}
