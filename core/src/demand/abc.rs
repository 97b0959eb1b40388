//! ABC classes by cumulative share, by rank or by value, and how concentrated the value is.

use crate::settings::{AbcBoundary, DemandSettings, NotPositive, Ties};
use crate::stats::Sum;
use serde::{Deserialize, Serialize};

/// Value class of an item. D and N are only given where the settings ask for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Abc {
    /// The most valuable items, up to the first limit.
    A,
    /// Those after them, up to the second limit.
    B,
    /// The rest, and by default items without positive value.
    C,
    /// The tail beyond C's limit, and items whose value is zero.
    D,
    /// Items whose value is negative: they lose.
    N,
}

impl Abc {
    /// The classes of the nine-box, in its order.
    pub const ALL: [Abc; 3] = [Abc::A, Abc::B, Abc::C];

    /// Every class, in their order.
    pub const WITH_TAIL: [Abc; 5] = [Abc::A, Abc::B, Abc::C, Abc::D, Abc::N];

    /// The class as screens show it.
    pub fn letter(self) -> &'static str {
        match self {
            Abc::A => "A",
            Abc::B => "B",
            Abc::C => "C",
            Abc::D => "D",
            Abc::N => "N",
        }
    }

    /// The row of the nine-box: D and N, which it does not have, stand with C.
    #[must_use]
    pub fn row(self) -> Abc {
        self.min(Abc::C)
    }
}

/// Shares that differ by less than this are the same share.
const TOLERANCE: f64 = 1e-9;

/// The last rank within a limit on the number of items: 80 % of 12 items are 10.
pub fn last_rank(limit: f64, items: usize) -> usize {
    (limit * items as f64 - TOLERANCE).ceil() as usize
}

/// The conventions of one ranking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AbcRule {
    /// Which number decides at a limit.
    pub boundary: AbcBoundary,
    /// Upper limits of A and B, 0 to 1.
    pub limits: [f64; 2],
    /// Upper limit of C, where there is a D.
    pub tail: Option<f64>,
    /// Items up to A's end and up to B's, for [`AbcBoundary::ItemNumber`].
    pub counts: [u32; 2],
    /// Least values of A and B, for [`AbcBoundary::Value`].
    pub values: [f64; 2],
    /// Whether equal values share a class.
    pub ties: Ties,
    /// Where values go that are not positive.
    pub not_positive: NotPositive,
}

impl AbcRule {
    /// The rule of the settings.
    pub fn of(settings: &DemandSettings) -> AbcRule {
        AbcRule {
            boundary: settings.abc_boundary,
            limits: settings.abc_limits,
            tail: settings.abc_tail,
            counts: settings.abc_counts,
            values: settings.abc_values,
            ties: settings.abc_ties,
            not_positive: settings.abc_not_positive,
        }
    }

    /// Gives every place of a ranking, from the largest value to the smallest, its class and the
    /// share before it.
    ///
    /// Shares are of the sum of the positive values; a value that is zero or negative adds nothing.
    /// Where equal values share a class, the first of them decides, and the share before it is that
    /// of all.
    pub fn classify(&self, ranked: &[f64], mut put: impl FnMut(usize, Abc, f64)) {
        let total = positive_sum(ranked);
        let mut before = Sum::default();
        let mut last: Option<(f64, Abc, f64)> = None;
        for (rank, &value) in ranked.iter().enumerate() {
            let share = if total > 0.0 {
                before.value() / total
            } else {
                0.0
            };
            let (class, share) = match last {
                Some((equal, class, share))
                    if self.ties == Ties::Together
                        && (equal - value).abs() <= TOLERANCE * equal.abs() =>
                {
                    (class, share)
                }
                _ => (self.class(rank, ranked.len(), value, share, total), share),
            };
            put(rank, class, share);
            last = Some((value, class, share));
            if value > 0.0 {
                before.add(value);
            }
        }
    }

    /// The class of what is not positive where it has no class of its own.
    pub fn last_class(&self) -> Abc {
        if self.tail.is_some() && self.boundary != AbcBoundary::Value {
            Abc::D
        } else {
            Abc::C
        }
    }

    fn class(&self, rank: usize, items: usize, value: f64, share_before: f64, total: f64) -> Abc {
        let by_place = matches!(
            self.boundary,
            AbcBoundary::ItemCount | AbcBoundary::ItemNumber
        );
        if value <= 0.0 {
            match self.not_positive {
                NotPositive::OwnClasses if value < 0.0 => return Abc::N,
                NotPositive::OwnClasses => return Abc::D,
                // Not before the tail: a positive item may stand there.
                NotPositive::LastClass if !by_place => return self.last_class(),
                NotPositive::LastClass => {}
            }
        }
        let inside = |limit: f64| match self.boundary {
            AbcBoundary::ShareBefore => share_before < limit - TOLERANCE,
            AbcBoundary::ShareIncludingAtMost => share_before + value / total <= limit + TOLERANCE,
            AbcBoundary::ShareIncludingBelow => share_before + value / total < limit - TOLERANCE,
            AbcBoundary::ItemCount => rank < last_rank(limit, items),
            AbcBoundary::ItemNumber | AbcBoundary::Value => true,
        };
        let in_class = |class: usize| match self.boundary {
            AbcBoundary::ItemNumber => rank < self.counts[class] as usize,
            AbcBoundary::Value => value >= self.values[class] - TOLERANCE * self.values[class],
            _ => inside(self.limits[class]),
        };
        if in_class(0) {
            Abc::A
        } else if in_class(1) {
            Abc::B
        } else if self.tail.is_none_or(inside) {
            Abc::C
        } else {
            Abc::D
        }
    }
}

fn positive_sum(values: &[f64]) -> f64 {
    let positive = values.iter().copied().filter(|v| *v > 0.0);
    positive.collect::<Sum>().value()
}

/// Classes of values that come ranked from largest to smallest, and each one's cumulative share
/// before it, by the default rule but for its limits and boundary. `limits` are the upper limits of
/// A and B, 0 to 1. Tools disagree on which share decides: [`AbcBoundary`].
pub fn classify(ranked: &[f64], limits: [f64; 2], boundary: AbcBoundary) -> Vec<(Abc, f64)> {
    let rule = AbcRule {
        boundary,
        limits,
        ..AbcRule::of(&DemandSettings::default())
    };
    let mut classes = Vec::with_capacity(ranked.len());
    rule.classify(ranked, |_, class, share| classes.push((class, share)));
    classes
}

/// How unequally value is spread over items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Concentration {
    /// Gini coefficient: 0 where all items are worth the same, towards 1 where one is worth all.
    /// None without any value.
    pub gini: Option<f64>,
    /// The fewest items that together make the share asked for.
    pub items: u32,
    /// All items.
    pub of: u32,
}

/// The concentration of values that come ranked from largest to smallest; negative ones count as
/// zero. `share`: which part of the total [`Concentration::items`] make.
pub fn concentration(ranked: &[f64], share: f64) -> Concentration {
    let total = positive_sum(ranked);
    let n = ranked.len() as f64;
    let (mut before, mut weighted) = (Sum::default(), Sum::default());
    let mut items = 0;
    for (rank, value) in ranked.iter().map(|v| v.max(0.0)).enumerate() {
        if total > 0.0 && before.value() / total < share - TOLERANCE {
            items = rank as u32 + 1;
        }
        before.add(value);
        weighted.add((n - rank as f64) * value);
    }
    let gini = 2.0 * weighted.value() / (n * total) - (n + 1.0) / n;
    Concentration {
        // Rounding must not make it negative where all are equal.
        gini: (total > 0.0).then_some(gini.max(0.0)),
        items,
        of: ranked.len() as u32,
    }
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

    #[test]
    fn what_is_not_positive_stands_behind_the_tail() {
        let rule = AbcRule {
            boundary: AbcBoundary::ShareIncludingAtMost,
            tail: Some(0.99),
            ..AbcRule::of(&DemandSettings::default())
        };
        let mut found = Vec::new();
        rule.classify(&[100.0, 0.0, -5.0], |_, class, _| found.push(class));
        assert_eq!(found, [Abc::D, Abc::D, Abc::D]);
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
