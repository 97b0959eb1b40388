//! XYZ classes by the coefficient of variation of monthly demand, and demand classes by average
//! demand interval and squared variation (Syntetos, Boylan & Croston 2005).

use crate::settings::{DemandSettings, Deviation};
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
    /// Average demand interval: periods ÷ periods with demand.
    pub interval: Option<f64>,
    /// Squared coefficient of variation of the periods with demand (0 with one such period).
    pub cv2: Option<f64>,
    /// Class by `cv` and the limits of the settings.
    pub xyz: Xyz,
    /// Class by `interval` and `cv2`.
    pub class: DemandClass,
    /// Periods with demand.
    pub active_periods: u32,
}

/// A limit within this distance counts as reached: whole-number demand hits limits exactly, and
/// rounding must not decide.
const TOLERANCE: f64 = 1e-9;

impl DemandShape {
    /// The shape of `demand`, one value a period, periods without demand as zeros; negative values
    /// count as zero.
    pub fn of(demand: &[f64], settings: &DemandSettings) -> DemandShape {
        let n = demand.len() as f64;
        let total: f64 = demand.iter().map(|d| d.max(0.0)).sum();
        let active = demand.iter().filter(|d| **d > 0.0).count();
        if total <= 0.0 || active == 0 {
            return DemandShape {
                mean: 0.0,
                cv: None,
                interval: None,
                cv2: None,
                xyz: Xyz::Z,
                class: DemandClass::None,
                active_periods: 0,
            };
        }
        let mean = total / n;
        let divisor = |count: f64| match settings.deviation {
            Deviation::Population => count,
            Deviation::Sample => count - 1.0,
        };
        // Two passes: exact where the one-pass formula cancels.
        let squares: f64 = demand.iter().map(|d| (d.max(0.0) - mean).powi(2)).sum();
        let cv = (demand.len() > 1).then(|| (squares / divisor(n)).sqrt() / mean);
        let active_mean = total / active as f64;
        let active_squares: f64 = demand
            .iter()
            .filter(|d| **d > 0.0)
            .map(|d| (d - active_mean).powi(2))
            .sum();
        let cv2 = if active < 2 {
            0.0
        } else {
            active_squares / divisor(active as f64) / (active_mean * active_mean)
        };
        let interval = n / active as f64;
        let [x, y] = settings.xyz_limits;
        let xyz = match cv {
            Some(cv) if cv <= x + TOLERANCE => Xyz::X,
            Some(cv) if cv <= y + TOLERANCE => Xyz::Y,
            _ => Xyz::Z,
        };
        let rare = interval >= settings.interval_limit - TOLERANCE;
        let varied = cv2 >= settings.cv2_limit - TOLERANCE;
        let class = match (rare, varied) {
            (false, false) => DemandClass::Smooth,
            (false, true) => DemandClass::Erratic,
            (true, false) => DemandClass::Intermittent,
            (true, true) => DemandClass::Lumpy,
        };
        DemandShape {
            mean,
            cv,
            interval: Some(interval),
            cv2: Some(cv2),
            xyz,
            class,
            active_periods: active as u32,
        }
    }
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

    proptest! {
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
