//! FMR classes by how often an item is ordered: fast, medium, rare.

use super::abc::{Abc, AbcRule};
use crate::settings::{AbcBoundary, DemandSettings, NotPositive};
use serde::{Deserialize, Serialize};

/// Frequency class of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Fmr {
    /// Fast: ordered most often.
    F,
    /// Medium.
    M,
    /// Rare, and items that were never sold.
    R,
}

impl Fmr {
    /// The classes in their order.
    pub const ALL: [Fmr; 3] = [Fmr::F, Fmr::M, Fmr::R];

    /// The class as screens show it.
    pub fn letter(self) -> &'static str {
        match self {
            Fmr::F => "F",
            Fmr::M => "M",
            Fmr::R => "R",
        }
    }

    /// By order lines a month: `rates` are the least of F and of M.
    pub fn by_rate(lines: f64, months: f64, rates: [f64; 2]) -> Fmr {
        // Whole lines over whole months: rounding must not decide.
        let at_least = |rate: f64| lines > 0.0 && lines >= rate * months * (1.0 - 1e-9);
        if at_least(rates[0]) {
            Fmr::F
        } else if at_least(rates[1]) {
            Fmr::M
        } else {
            Fmr::R
        }
    }
}

/// Gives every place of a ranking by order lines, from the most to the fewest, its class by
/// cumulative share: by the rule of ABC where that is one of shares or of item counts, else the
/// item that crosses a limit is in.
pub fn classify_lines(ranked: &[f64], settings: &DemandSettings, mut put: impl FnMut(usize, Fmr)) {
    let boundary = match settings.abc_boundary {
        AbcBoundary::ItemNumber | AbcBoundary::Value => AbcBoundary::ShareBefore,
        other => other,
    };
    let rule = AbcRule {
        boundary,
        limits: settings.fmr_limits,
        tail: None,
        not_positive: NotPositive::LastClass,
        ..AbcRule::of(settings)
    };
    rule.classify(ranked, |rank, class, _| {
        let class = match class {
            Abc::A if ranked[rank] > 0.0 => Fmr::F,
            Abc::B if ranked[rank] > 0.0 => Fmr::M,
            _ => Fmr::R,
        };
        put(rank, class);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_order_lines_a_month() {
        let rates = DemandSettings::default().fmr_rates;
        // A line a week is 52 a year, a line a month 12.
        let class = |lines| Fmr::by_rate(lines, 12.0, rates);
        assert_eq!(
            [52.0, 51.0, 12.0, 11.0, 0.0].map(class),
            [Fmr::F, Fmr::M, Fmr::M, Fmr::R, Fmr::R]
        );
        assert_eq!(Fmr::by_rate(0.0, 12.0, [0.0, 0.0]), Fmr::R);
    }

    #[test]
    fn by_cumulative_share_of_order_lines() {
        let mut classes = String::new();
        let lines = [70.0, 15.0, 10.0, 5.0, 0.0];
        classify_lines(&lines, &DemandSettings::default(), |_, c| {
            classes.push_str(c.letter());
        });
        assert_eq!(classes, "FFMRR");
    }
}
