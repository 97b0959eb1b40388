//! XYZ classes by the variation of monthly demand, and demand classes by average demand interval
//! and squared variation (Syntetos, Boylan & Croston 2005).

use super::decompose::residuals;
use super::forecast_error::best_error;
use crate::settings::{AtLimit, DemandSettings, Deviation, IntervalRule, XyzMeasure, XyzSplit};
use serde::{Deserialize, Serialize};

/// Variability class of an item; items without demand are Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Xyz {
    /// Steady: variation up to the first limit.
    X,
    /// Variable: up to the second limit.
    Y,
    /// Erratic: above both limits, or too little history to say.
    Z,
}

impl Xyz {
    /// The classes in their order.
    pub const ALL: [Xyz; 3] = [Xyz::X, Xyz::Y, Xyz::Z];

    /// The class as screens show it.
    pub fn letter(self) -> &'static str {
        match self {
            Xyz::X => "X",
            Xyz::Y => "Y",
            Xyz::Z => "Z",
        }
    }
}

/// Syntetos-Boylan demand class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DemandClass {
    /// Demand in nearly every period, in similar amounts.
    Smooth,
    /// Demand in nearly every period, in very different amounts.
    Erratic,
    /// Periods without demand, similar amounts in the others.
    Intermittent,
    /// Periods without demand, very different amounts in the others.
    Lumpy,
    /// No month with demand.
    None,
}

impl DemandClass {
    /// The classes in the order in which screens list them.
    pub const ALL: [DemandClass; 5] = [
        DemandClass::Smooth,
        DemandClass::Erratic,
        DemandClass::Intermittent,
        DemandClass::Lumpy,
        DemandClass::None,
    ];

    /// The class in a word.
    pub fn label(self) -> &'static str {
        match self {
            DemandClass::Smooth => "smooth",
            DemandClass::Erratic => "erratic",
            DemandClass::Intermittent => "intermittent",
            DemandClass::Lumpy => "lumpy",
            DemandClass::None => "none",
        }
    }
}

/// The statistics of a series of periods, and the classes they give.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DemandShape {
    /// Demand a period.
    pub mean: f64,
    /// Standard deviation ÷ mean over all periods, those without demand included; None where there
    /// is no demand or one period only: one value does not vary, whatever the divisor.
    pub cv: Option<f64>,
    /// What decides the XYZ class: `cv`, or another measure of variation by the settings.
    pub variation: Option<f64>,
    /// Average demand interval, by default periods ÷ periods with demand.
    pub interval: Option<f64>,
    /// Squared coefficient of variation of the periods with demand (0 with one such period).
    pub cv2: Option<f64>,
    /// Class by `variation` and the limits of the settings; Z where the limits are shares of the
    /// items, which no item knows by itself.
    pub xyz: Xyz,
    /// Class by `interval` and `cv2`.
    pub class: DemandClass,
    /// Periods looked at.
    pub periods: u32,
    /// Periods with demand.
    pub active_periods: u32,
}

/// A limit within this distance counts as reached: whole-number demand hits limits exactly, and
/// rounding must not decide.
const TOLERANCE: f64 = 1e-9;

/// Room to compute in, kept from item to item.
#[derive(Default)]
pub struct Scratch {
    residuals: Vec<f64>,
    sorted: Vec<u64>,
}

impl DemandShape {
    /// The shape of `demand`, one value a period, periods without demand as zeros; negative values
    /// count as zero.
    pub fn of(demand: &[f64], settings: &DemandSettings) -> DemandShape {
        DemandShape::with(demand, settings, &mut Scratch::default())
    }

    /// Takes the variation, and with it X, Y or Z, from the shape over other periods.
    pub fn vary_as(&mut self, other: &DemandShape) {
        (self.cv, self.variation, self.xyz) = (other.cv, other.variation, other.xyz);
    }

    /// As [`DemandShape::of`], without asking for memory.
    pub fn with(demand: &[f64], settings: &DemandSettings, scratch: &mut Scratch) -> DemandShape {
        let n = demand.len() as f64;
        let (mut total, mut active) = (0.0, 0_usize);
        for d in demand {
            total += d.max(0.0);
            active += usize::from(*d > 0.0);
        }
        if total <= 0.0 || active == 0 {
            return DemandShape {
                mean: 0.0,
                cv: None,
                variation: None,
                interval: None,
                cv2: None,
                xyz: Xyz::Z,
                class: DemandClass::None,
                periods: demand.len() as u32,
                active_periods: 0,
            };
        }
        let mean = total / n;
        let active_mean = total / active as f64;
        // A second pass: exact where the one-pass formula cancels. Both sums at once, so that the
        // additions overlap.
        let (mut squares, mut active_squares) = (0.0, 0.0);
        for d in demand {
            let (off, off_active) = (d.max(0.0) - mean, d - active_mean);
            squares += off * off;
            active_squares += if *d > 0.0 {
                off_active * off_active
            } else {
                0.0
            };
        }
        let cv =
            (demand.len() > 1).then(|| (squares / divisor(n, settings.deviation)).sqrt() / mean);
        let cv2 = if active < 2 {
            0.0
        } else {
            let deviation = settings.cv2_deviation.unwrap_or(settings.deviation);
            active_squares / divisor(active as f64, deviation) / (active_mean * active_mean)
        };
        let variation = match settings.xyz_measure {
            XyzMeasure::Raw => cv,
            XyzMeasure::Deseasonalised => residual_variation(demand, mean, settings, scratch),
            XyzMeasure::ForecastError => best_error(
                demand,
                settings.min_months as usize,
                settings.season as usize,
            )
            .map(|error| error / mean),
            XyzMeasure::Robust => robust_variation(demand, scratch),
        };
        let interval = interval(demand, active, settings.interval_rule);
        DemandShape {
            mean,
            cv,
            variation,
            interval: Some(interval),
            cv2: Some(cv2),
            xyz: xyz(variation, settings),
            class: demand_class(interval, cv2, settings),
            periods: demand.len() as u32,
            active_periods: active as u32,
        }
    }
}

fn divisor(count: f64, deviation: Deviation) -> f64 {
    match deviation {
        Deviation::Population => count,
        Deviation::Sample => count - 1.0,
    }
}

/// Whether a value lies beyond a limit.
fn beyond(value: f64, limit: f64, at_limit: AtLimit) -> bool {
    match at_limit {
        AtLimit::Below => value > limit + TOLERANCE,
        AtLimit::Above => value >= limit - TOLERANCE,
    }
}

fn xyz(variation: Option<f64>, settings: &DemandSettings) -> Xyz {
    let [x, y] = settings.xyz_limits;
    let above = |v, limit| beyond(v, limit, settings.xyz_at_limit);
    match variation {
        Some(v) if settings.xyz_split == XyzSplit::Limits && !above(v, x) => Xyz::X,
        Some(v) if settings.xyz_split == XyzSplit::Limits && !above(v, y) => Xyz::Y,
        _ => Xyz::Z,
    }
}

/// The class of the quadrant.
fn demand_class(interval: f64, cv2: f64, settings: &DemandSettings) -> DemandClass {
    let at_limit = settings.class_at_limit;
    let rare = beyond(interval, settings.interval_limit, at_limit);
    let varied = beyond(cv2, settings.cv2_limit, at_limit);
    match (rare, varied) {
        (false, false) => DemandClass::Smooth,
        (false, true) => DemandClass::Erratic,
        (true, false) => DemandClass::Intermittent,
        (true, true) => DemandClass::Lumpy,
    }
}

/// Average demand interval of a series with `active` periods of demand, at least one. With one
/// there is no interval between demands, and the periods stand for it.
fn interval(demand: &[f64], active: usize, rule: IntervalRule) -> f64 {
    let is_demand = |d: &f64| *d > 0.0;
    let (n, count) = (demand.len() as f64, active as f64);
    let position = |found: Option<usize>| found.unwrap_or(0) as f64;
    let last = || position(demand.iter().rposition(is_demand));
    match rule {
        IntervalRule::MeanWithFirst => (last() + 1.0) / count,
        IntervalRule::MeanBetween if active > 1 => {
            (last() - position(demand.iter().position(is_demand))) / (count - 1.0)
        }
        IntervalRule::MonthsOverGaps if active > 1 => n / (count - 1.0),
        IntervalRule::MonthsOverActive
        | IntervalRule::MeanBetween
        | IntervalRule::MonthsOverGaps => n / count,
    }
}

/// Standard deviation of what trend and season leave over, ÷ mean demand.
fn residual_variation(
    demand: &[f64],
    mean: f64,
    settings: &DemandSettings,
    scratch: &mut Scratch,
) -> Option<f64> {
    let left = &mut scratch.residuals;
    if !residuals(demand, settings.season as usize, left) {
        return None;
    }
    let n = left.len() as f64;
    let centre = left.iter().sum::<f64>() / n;
    let squares: f64 = left.iter().map(|e| (e - centre).powi(2)).sum();
    Some((squares / divisor(n, settings.deviation)).sqrt() / mean)
}

/// Makes the median absolute deviation of a normal distribution its standard deviation.
const NORMAL: f64 = 1.4826;

/// 1.4826 × median absolute deviation ÷ median; None where half of the periods have no demand.
fn robust_variation(demand: &[f64], scratch: &mut Scratch) -> Option<f64> {
    // Numbers that are not negative are in the order of their bits, which sort faster; adding zero
    // takes the sign off a negative zero.
    let sorted = &mut scratch.sorted;
    sorted.clear();
    sorted.extend(demand.iter().map(|d| (d.max(0.0) + 0.0).to_bits()));
    sorted.sort_unstable();
    let n = sorted.len();
    let at = |i: usize| f64::from_bits(sorted[i]);
    let middle = f64::midpoint(at((n - 1) / 2), at(n / 2));
    if n < 2 || middle <= 0.0 {
        return None;
    }
    // The values nearest to the median are a stretch around it that grows by its nearer end: the
    // deviations come in ascending order.
    let (mut below, mut above) = (n.div_ceil(2), n.div_ceil(2));
    let mut nearest = || {
        let down = if below > 0 {
            middle - at(below - 1)
        } else {
            f64::INFINITY
        };
        let up = if above < n {
            at(above) - middle
        } else {
            f64::INFINITY
        };
        if down <= up {
            below -= 1;
            down
        } else {
            above += 1;
            up
        }
    };
    let mut lower = 0.0;
    for _ in 0..=(n - 1) / 2 {
        lower = nearest();
    }
    let upper = if n.is_multiple_of(2) {
        nearest()
    } else {
        lower
    };
    Some(NORMAL * f64::midpoint(lower, upper) / middle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;
    use proptest::prelude::*;

    fn settings(deviation: Deviation) -> DemandSettings {
        DemandSettings {
            deviation,
            ..Settings::default().demand
        }
    }

    #[test]
    fn d8_b4_hand_series() {
        let y = [0.0, 3.0, 0.0, 0.0, 5.0, 0.0, 4.0, 0.0, 0.0, 0.0, 6.0, 2.0];
        let sample = DemandShape::of(&y, &settings(Deviation::Sample));
        assert_eq!((sample.interval, sample.cv2), (Some(2.4), Some(0.15625)));
        assert_eq!(sample.class, DemandClass::Intermittent);
        let population = DemandShape::of(&y, &settings(Deviation::Population));
        assert_eq!(population.cv2, Some(0.125));
    }

    #[test]
    fn one_period_has_no_deviation() {
        for deviation in [Deviation::Sample, Deviation::Population] {
            let shape = DemandShape::of(&[5.0], &settings(deviation));
            assert_eq!((shape.cv, shape.xyz), (None, Xyz::Z));
        }
    }

    fn median(mut values: Vec<f64>) -> f64 {
        values.sort_by(f64::total_cmp);
        let n = values.len();
        f64::midpoint(values[(n - 1) / 2], values[n / 2])
    }

    proptest! {
        #[test]
        fn robust_variation_is_that_of_its_definition(
            demand in prop::collection::vec(prop::sample::select(vec![0.0, 1.0, 2.0, 5.0, 5.5, 90.0]), 2..40),
        ) {
            let middle = median(demand.clone());
            let off = demand.iter().map(|d| (d - middle).abs()).collect();
            let got = robust_variation(&demand, &mut Scratch::default());
            if middle > 0.0 {
                prop_assert!((got.unwrap() - 1.4826 * median(off) / middle).abs() < 1e-12);
            } else {
                prop_assert_eq!(got, None);
            }
        }

        #[test]
        fn inv_04_variation_is_scale_free_and_zeros_raise_the_interval(
            demand in prop::collection::vec(0.0_f64..1e4, 2..40),
            scale in 0.01_f64..100.0,
            constant in 0.1_f64..1e4,
        ) {
            let s = settings(Deviation::Sample);
            let shape = DemandShape::of(&demand, &s);
            let scaled: Vec<f64> = demand.iter().map(|d| d * scale).collect();
            let scaled = DemandShape::of(&scaled, &s);
            if let (Some(a), Some(b)) = (shape.cv, scaled.cv) {
                prop_assert!((a - b).abs() <= 1e-9 * (1.0 + a));
            }
            let flat = DemandShape::of(&vec![constant; demand.len()], &s);
            prop_assert!(flat.cv.unwrap() < 1e-12);
            prop_assert_eq!(flat.class, DemandClass::Smooth);
            let mut longer = demand.clone();
            longer.push(0.0);
            if let (Some(a), Some(b)) = (shape.interval, DemandShape::of(&longer, &s).interval) {
                prop_assert!(b > a);
            }
        }
    }
}
