//! Published examples of the item classes, by hand.

use super::near;
use tenfold_core::demand::{AbcRule, DemandClass, DemandShape, Preset, Xyz};
use tenfold_core::settings::{
    AbcBoundary, AtLimit, DemandSettings, Deviation, IntervalRule, NotPositive, XyzMeasure,
};

/// Chopra's Tahoe Salt: quarterly demand of three years.
const TAHOE: [f64; 12] = [
    8000.0, 13000.0, 23000.0, 34000.0, 10000.0, 18000.0, 23000.0, 38000.0, 12000.0, 13000.0,
    32000.0, 41000.0,
];

fn measured(measure: XyzMeasure, deviation: Deviation) -> DemandShape {
    let settings = DemandSettings {
        xyz_measure: measure,
        deviation,
        season: 4,
        ..DemandSettings::default()
    };
    DemandShape::of(&TAHOE, &settings)
}

#[test]
fn d8_b1_tahoe_salt_is_y_by_raw_variation_and_x_without_trend_and_season() {
    let raw = measured(XyzMeasure::Raw, Deviation::Sample);
    near(raw.variation, 0.5254, 5e-5);
    assert_eq!(raw.xyz, Xyz::Y);
    near(
        measured(XyzMeasure::Raw, Deviation::Population).variation,
        0.5030,
        5e-5,
    );
    let left = measured(XyzMeasure::Deseasonalised, Deviation::Sample);
    near(left.variation, 0.0915, 5e-5);
    assert_eq!(left.xyz, Xyz::X);
    // The statistics of the contract stay those of the months.
    assert_eq!(left.cv, raw.cv);
    // Last year's quarter is the best simple forecast: it misses by 0, 4, 2, 5, 9 and 3 thousand.
    let forecast = measured(XyzMeasure::ForecastError, Deviation::Sample);
    let squares = [0.0, 16.0, 4.0, 25.0, 81.0, 9.0];
    let rmse = (squares.iter().sum::<f64>() / 6.0 * 1e6).sqrt();
    near(forecast.variation, rmse / (265_000.0 / 12.0), 1e-12);
    assert_eq!(forecast.xyz, Xyz::X);
    // Median 20,500; deviations from it 12.5, 7.5, 2.5, 13.5, 10.5, 2.5, 2.5, 17.5, 8.5, 7.5, 11.5,
    // 20.5 thousand with the median 9,500.
    let robust = measured(XyzMeasure::Robust, Deviation::Sample);
    near(robust.variation, 1.4826 * 9_500.0 / 20_500.0, 1e-12);
}

#[test]
fn d8_b4_values_exactly_at_the_limits_go_by_the_setting() {
    // 33 months, 25 with demand: an interval of 1.32. Sizes 30 ± 21, and one of 30.
    let mut demand = vec![0.0; 33];
    for (i, d) in demand.iter_mut().take(24).enumerate() {
        *d = if i % 2 == 0 { 9.0 } else { 51.0 };
    }
    demand[24] = 30.0;
    let class = |class_at_limit, cv2_limit| {
        let settings = DemandSettings {
            class_at_limit,
            cv2_limit,
            deviation: Deviation::Population,
            ..DemandSettings::default()
        };
        let shape = DemandShape::of(&demand, &settings);
        near(shape.interval, 1.32, 1e-12);
        near(shape.cv2, 0.49 * 24.0 / 25.0, 1e-12);
        shape.class
    };
    let exactly = 0.49 * 24.0 / 25.0;
    assert_eq!(class(AtLimit::Above, exactly), DemandClass::Lumpy);
    assert_eq!(class(AtLimit::Below, exactly), DemandClass::Smooth);
    assert_eq!(class(AtLimit::Above, 0.49), DemandClass::Intermittent);
}

#[test]
fn d8_b4_hand_series_by_every_interval() {
    let demand = [0.0, 3.0, 0.0, 0.0, 5.0, 0.0, 4.0, 0.0, 0.0, 0.0, 6.0, 2.0];
    for (rule, want) in [
        (IntervalRule::MonthsOverActive, 2.4),
        (IntervalRule::MeanWithFirst, 2.4),
        (IntervalRule::MeanBetween, 2.5),
        (IntervalRule::MonthsOverGaps, 3.0),
    ] {
        let settings = DemandSettings {
            interval_rule: rule,
            cv2_deviation: Some(Deviation::Population),
            ..DemandSettings::default()
        };
        let shape = DemandShape::of(&demand, &settings);
        near(shape.interval, want, 1e-12);
        near(shape.cv2, 0.125, 1e-12);
        assert_eq!(shape.class, DemandClass::Intermittent);
    }
}

/// Classes of a ranking.
fn letters(values: &[f64], settings: &DemandSettings) -> String {
    let mut letters = String::new();
    AbcRule::of(settings).classify(values, |_, class, _| letters.push_str(class.letter()));
    letters
}

#[test]
fn d8_c7_silicon_chips_by_other_tools() {
    let values = [
        90_000.0, 77_000.0, 26_350.0, 15_001.0, 12_500.0, 8_502.0, 1_200.0, 850.0, 504.0, 150.0,
    ];
    for (preset, want) in [
        (Preset::Tenfold, "AAABBCCCCC"),
        // 71.97 % with the second item, 83.32 % with the third; 89.78 and 95.17 % with the next.
        (Preset::ExcelGuides, "AABBCCCCCC"),
        // Before the third item 71.97 % is beyond 70; before the last two 99.72 % is beyond 99.
        (Preset::Sap, "AABBBCCDDD"),
        (Preset::Netstock, "AAABBBCCCC"),
        (Preset::Supplychainpy, "AABBCCCCCC"),
        (Preset::Inventoryanalytics, "AABBBCCCCC"),
    ] {
        let mut settings = DemandSettings::default();
        preset.apply(&mut settings);
        assert_eq!(letters(&values, &settings), want, "{preset:?}");
    }
}

#[test]
fn places_values_and_own_classes_decide_where_asked() {
    let values = [500.0, 100.0, 40.0, 0.0, -7.0];
    let by = |boundary| DemandSettings {
        abc_boundary: boundary,
        abc_counts: [1, 4],
        abc_values: [100.0, 40.0],
        ..DemandSettings::default()
    };
    assert_eq!(letters(&values, &by(AbcBoundary::ItemNumber)), "ABBBC");
    assert_eq!(letters(&values, &by(AbcBoundary::Value)), "AABCC");
    let own = |boundary| DemandSettings {
        abc_not_positive: NotPositive::OwnClasses,
        ..by(boundary)
    };
    assert_eq!(letters(&values, &own(AbcBoundary::ItemNumber)), "ABBDN");
    assert_eq!(letters(&values, &own(AbcBoundary::ShareBefore)), "AABDN");
}
