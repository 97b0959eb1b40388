//! From values to pixels: linear scales and ticks that a person would have chosen.

/// A straight line from a domain of values to a range of pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    domain: (f64, f64),
    range: (f64, f64),
}

impl Linear {
    /// A domain without extent is widened, so that every value has a place.
    pub fn new(domain: (f64, f64), range: (f64, f64)) -> Linear {
        let (low, high) = domain;
        let domain = if high > low { domain } else { (low, low + 1.0) };
        Linear { domain, range }
    }

    pub fn at(&self, value: f64) -> f64 {
        let share = (value - self.domain.0) / (self.domain.1 - self.domain.0);
        self.range.0 + share * (self.range.1 - self.range.0)
    }

    /// The value at a pixel.
    pub fn value(&self, pixel: f64) -> f64 {
        let share = (pixel - self.range.0) / (self.range.1 - self.range.0);
        self.domain.0 + share * (self.domain.1 - self.domain.0)
    }
}

/// Multiples of 1, 2, 2.5 or 5 × 10ⁿ inside `low..=high`, about `wanted` of them.
pub fn ticks(low: f64, high: f64, wanted: usize) -> Vec<f64> {
    if !(high > low && low.is_finite() && high.is_finite()) {
        return vec![low];
    }
    let rough = (high - low) / wanted.max(1) as f64;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|nice| nice * power)
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(10.0 * power);
    let first = (low / step).ceil() as i64;
    let last = (high / step).floor() as i64;
    (first..=last).map(|i| i as f64 * step).collect()
}

/// Ticks of an axis that counts things, from none to `most`: there is no half of one.
pub fn whole_ticks(most: f64) -> Vec<(f64, String)> {
    ticks(0.0, most, 5)
        .into_iter()
        .filter(|tick| tick.fract() == 0.0)
        .map(|tick| (tick, crate::format::count(tick as u64)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(ticks(0.0, 1.2, 4), [0.0, 0.5, 1.0]);
        assert_eq!(ticks(0.0, 100.0, 4), [0.0, 25.0, 50.0, 75.0, 100.0]);
        assert_eq!(ticks(-30.0, 70.0, 5), [-20.0, 0.0, 20.0, 40.0, 60.0]);
        assert_eq!(ticks(5.0, 5.0, 4), [5.0]);
        assert!(ticks(0.0, 7_234_567.0, 4).len() <= 5);
    }

    #[test]
    fn what_is_counted_has_no_halves() {
        let at = |most| whole_ticks(most).into_iter().map(|(_, text)| text);
        assert!(at(8.5).eq(["0", "2", "4", "6", "8"]));
        assert!(at(12.2).eq(["0", "5", "10"]));
        assert!(at(1.2).eq(["0", "1"]));
    }

    #[test]
    fn scales_go_both_ways() {
        let scale = Linear::new((0.0, 200.0), (300.0, 20.0));
        assert_eq!(scale.at(0.0), 300.0);
        assert_eq!(scale.at(200.0), 20.0);
        assert_eq!(scale.value(scale.at(37.0)).round(), 37.0);
        assert!(Linear::new((3.0, 3.0), (0.0, 10.0)).at(3.0).is_finite());
    }
}
