//! Invariants of the item classes under any conventions.

use super::{set, table};
use proptest::prelude::*;
use tenfold_core::demand::{Abc, AbcRule, DemandClass, DemandShape, Preset, Xyz};
use tenfold_core::project::view::{Against, Export, Filter, TableKind, TablePage, TableValue};
use tenfold_core::settings::{
    AbcBoundary, AbcMethod, AtLimit, Criterion, DemandSettings, Deviation, FmrRule, Grouping,
    IncompleteMonths, IntervalRule, NotPositive, ReturnsInDemand, SeriesStart, Ties, XyzMeasure,
    XyzPeriods, XyzSplit,
};

/// Any conventions that pass the check.
fn any_settings() -> impl Strategy<Value = DemandSettings> {
    use prop::sample::select;
    let value = (
        select(AbcMethod::ALL),
        select(Criterion::ALL),
        prop::option::of(select(Criterion::ALL)),
        any::<bool>(),
        select(AbcBoundary::ALL),
        select(Ties::ALL),
        select(NotPositive::ALL),
        prop::option::of(select(vec![0.95, 0.97, 0.99])),
        select(Grouping::ALL),
        select(FmrRule::ALL),
    );
    let variation = (
        select(XyzMeasure::ALL),
        select(XyzPeriods::ALL),
        select(XyzSplit::ALL),
        select(AtLimit::ALL),
        2..13_u32,
        select(Deviation::ALL),
        prop::option::of(select(Deviation::ALL)),
        select(IntervalRule::ALL),
    );
    let months = (
        select(SeriesStart::ALL),
        select(IncompleteMonths::ALL),
        0..28_u32,
        select(ReturnsInDemand::ALL),
        1..13_u32,
        1..13_u32,
    );
    (value, variation, months).prop_map(|(value, variation, months)| {
        let (method, criterion, second, log, boundary, ties, not_positive, tail, grouping, fmr) =
            value;
        let (measure, periods, split, at_limit, season, deviation, cv2_deviation, interval) =
            variation;
        let (series_start, incomplete_months, month_gap_days, returns, min, limit) = months;
        DemandSettings {
            abc_method: method,
            abc_criterion: criterion,
            abc_second: second,
            abc_log: log,
            abc_boundary: boundary,
            abc_ties: ties,
            abc_not_positive: not_positive,
            abc_tail: tail,
            grouping,
            fmr_rule: fmr,
            xyz_measure: measure,
            xyz_periods: periods,
            xyz_split: split,
            xyz_at_limit: at_limit,
            season,
            deviation,
            cv2_deviation,
            interval_rule: interval,
            class_at_limit: at_limit,
            series_start,
            incomplete_months,
            month_gap_days,
            returns,
            min_months: min,
            new_months: limit,
            dead_months: limit,
            ..DemandSettings::default()
        }
    })
}

/// No number that is none reaches a reader.
fn is_clean(page: &TablePage) -> bool {
    page.rows
        .iter()
        .flat_map(|r| &r.cells)
        .all(|c| !matches!(c, TableValue::Number(n) if !n.is_finite()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_conventions_class_every_item_and_can_be_explained(
        rows in crate::invariants::rows(),
        demand in any_settings(),
    ) {
        use tenfold_core::project::view::Subject;
        let mut project = crate::invariants::project(&rows);
        let start = project.settings().demand.clone();
        set(&mut project, |d| *d = demand.clone());
        let profile = project.demand().unwrap();
        let items = project.overview(&Filter::default()).unwrap().totals.products as u32;
        for classes in [&profile.abc, &profile.xyz, &profile.fmr, &profile.demand, &profile.status] {
            prop_assert_eq!(classes.iter().map(|c| c.items).sum::<u32>(), items);
        }
        for cells in [&profile.abc_second, &profile.abc_fmr] {
            let counted = cells.iter().map(|c| c.items).sum::<u32>();
            prop_assert!(cells.is_empty() || counted == items);
        }
        for h in [&profile.variation, &profile.interval, &profile.cv2, &profile.share] {
            prop_assert!(h.bins.len() <= 60);
            prop_assert_eq!(h.bins.iter().map(|b| b.items).sum::<u32>() + h.without, items);
        }
        let page = table(&mut project, TableKind::Items);
        prop_assert!(is_clean(&page));
        for row in &page.rows {
            for subject in [
                Subject::Abc { item: row.id.clone() },
                Subject::Demand { item: row.id.clone() },
            ] {
                let explained = project.explain(&subject, &Filter::default()).unwrap();
                prop_assert!(explained.series.iter().all(|d| d.is_finite() && *d >= 0.0));
                prop_assert!(explained.formulas.iter().all(|f| !f.contains("NaN")), "{explained:?}");
            }
        }
        for against in [
            Against::LastSettings,
            Against::Preset(Preset::Sap),
            Against::Settings(Box::new(start.clone())),
        ] {
            let flips = table(&mut project, TableKind::Flips { against });
            prop_assert!(is_clean(&flips));
            prop_assert!(flips.rows.iter().all(|r| cell_count(r) == flips.columns.len()));
        }
        // Results read back, and the way to them and back leaves nothing behind.
        let results = project.export(&Export::Json).unwrap().bytes;
        let settings = project.export(&Export::Settings).unwrap().bytes;
        set(&mut project, |d| *d = start);
        project.import_settings(&String::from_utf8(settings).unwrap()).unwrap();
        prop_assert_eq!(&project.settings().demand, &demand);
        prop_assert!(project.export(&Export::Json).unwrap().bytes == results);
    }
}

fn cell_count(row: &tenfold_core::project::view::TableRow) -> usize {
    row.cells.len()
}

/// Any rule whose shares are of value.
fn share_rule() -> impl Strategy<Value = DemandSettings> {
    let boundaries = prop::sample::select(&AbcBoundary::ALL[..3]);
    let ties = prop::sample::select(Ties::ALL);
    let not_positive = prop::sample::select(NotPositive::ALL);
    let tail = prop::option::of(Just(0.99));
    (boundaries, ties, not_positive, tail).prop_map(
        |(abc_boundary, abc_ties, abc_not_positive, abc_tail)| DemandSettings {
            abc_boundary,
            abc_ties,
            abc_not_positive,
            abc_tail,
            ..DemandSettings::default()
        },
    )
}

fn classes(values: &[f64], settings: &DemandSettings) -> Vec<(Abc, f64)> {
    let mut classes = Vec::new();
    AbcRule::of(settings).classify(values, |_, class, share| classes.push((class, share)));
    classes
}

proptest! {
    #[test]
    fn inv_03_every_share_rule_is_monotone_scale_free_and_blind_to_zeros(
        mut values in prop::collection::vec(-100.0_f64..1e6, 1..60),
        settings in share_rule(),
        scale in 0.01_f64..100.0,
    ) {
        values.sort_by(|a, b| b.total_cmp(a));
        let found = classes(&values, &settings);
        prop_assert!(found.windows(2).all(|w| w[0].0 <= w[1].0), "{found:?}");
        prop_assert!(found.windows(2).all(|w| w[0].1 <= w[1].1 + 1e-12));
        // Away from a limit (rounding decides on it) scale changes nothing.
        let total: f64 = values.iter().filter(|v| **v > 0.0).sum();
        let far = |share: f64| [0.8, 0.95, 0.99].iter().all(|l| (share - l).abs() > 1e-6);
        let clear = found.iter().zip(&values).all(|((_, s), v)| far(*s) && far(s + v / total));
        if clear {
            let scaled: Vec<f64> = values.iter().map(|v| v * scale).collect();
            let again = classes(&scaled, &settings);
            prop_assert!(found.iter().zip(&again).all(|(a, b)| a.0 == b.0));
        }
        let at = values.partition_point(|v| *v >= 0.0);
        values.insert(at, 0.0);
        let mut again = classes(&values, &settings);
        again.remove(at);
        prop_assert!(found.iter().zip(&again).all(|(a, b)| a.0 == b.0));
        if settings.abc_ties == Ties::Together {
            let doubled: Vec<f64> = values.iter().flat_map(|v| [*v, *v]).collect();
            let pairs = classes(&doubled, &settings);
            prop_assert!(pairs.chunks(2).all(|p| p[0] == p[1]));
        }
    }

    #[test]
    fn inv_04_every_measure_is_scale_free_and_zero_for_a_constant(
        demand in prop::collection::vec(0.0_f64..1e4, 8..40),
        measure in prop::sample::select(XyzMeasure::ALL),
        rule in prop::sample::select(IntervalRule::ALL),
        scale in 0.01_f64..100.0,
        constant in 0.1_f64..1e4,
    ) {
        let settings = DemandSettings {
            xyz_measure: measure,
            interval_rule: rule,
            ..DemandSettings::default()
        };
        let shape = DemandShape::of(&demand, &settings);
        let scaled: Vec<f64> = demand.iter().map(|d| d * scale).collect();
        let scaled = DemandShape::of(&scaled, &settings);
        prop_assert_eq!(shape.variation.is_some(), scaled.variation.is_some());
        if let (Some(a), Some(b)) = (shape.variation, scaled.variation) {
            prop_assert!((a - b).abs() <= 1e-7 * (1.0 + a), "{a} and {b}");
            prop_assert!(a >= 0.0);
        }
        let flat = DemandShape::of(&vec![constant; demand.len()], &settings);
        prop_assert!(flat.variation.unwrap() < 1e-9);
        prop_assert_eq!(flat.xyz, Xyz::X);
        if rule != IntervalRule::MonthsOverGaps {
            prop_assert_eq!(flat.class, DemandClass::Smooth);
        }
        let mut longer = demand.clone();
        longer.push(0.0);
        let counts_all = matches!(rule, IntervalRule::MonthsOverActive | IntervalRule::MonthsOverGaps);
        if let (Some(a), Some(b)) = (shape.interval, DemandShape::of(&longer, &settings).interval) {
            // Intervals between demands do not know what follows the last.
            prop_assert!(if counts_all { b > a } else { b >= a }, "{a} and {b}");
        }
    }
}
