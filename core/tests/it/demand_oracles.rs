//! Item classes recorded from other programs, by the conventions of each.

use crate::support::{close, oracle, oracle_case};
use serde_json::Value;
use tenfold_core::demand::{Abc, AbcRule, DemandClass, DemandShape, Preset, Xyz, weighted_score};
use tenfold_core::settings::{AbcBoundary, DemandSettings, Deviation, IntervalRule};

fn numbers(list: &Value) -> Vec<f64> {
    let list = list.as_array().unwrap();
    list.iter().map(|v| v.as_f64().unwrap()).collect()
}

fn by(preset: Preset) -> DemandSettings {
    let mut settings = DemandSettings::default();
    preset.apply(&mut settings);
    settings
}

/// ABC letters of values in any order, by the settings' rule.
fn letters(values: &[f64], settings: &DemandSettings) -> Vec<&'static str> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    let ranked: Vec<f64> = order.iter().map(|&i| values[i]).collect();
    let mut letters = vec![""; values.len()];
    AbcRule::of(settings).classify(&ranked, |rank, class, _| {
        letters[order[rank]] = class.letter();
    });
    letters
}

/// One series under sktime's three ways to count the interval that do not crash.
fn sktime(id: &str) {
    let Some(oracle) = oracle("sktime_adicv.json") else {
        return;
    };
    let case = oracle_case(&oracle, id);
    let demand = numbers(&case["inputs"]["y"]);
    for (way, rule) in [
        ("default", IntervalRule::MonthsOverActive),
        ("adi_trim_handling=trim", IntervalRule::MeanBetween),
        ("adi_trim_handling=ignore", IntervalRule::MonthsOverGaps),
    ] {
        let settings = DemandSettings {
            interval_rule: rule,
            ..by(Preset::Sktime)
        };
        let shape = DemandShape::of(&demand, &settings);
        let want = &case["outputs"][way];
        let what = format!("{id}, {way}");
        close(
            shape.interval.unwrap(),
            want["adi"].as_f64().unwrap(),
            &what,
        );
        close(shape.cv2.unwrap(), want["cv2"].as_f64().unwrap(), &what);
        assert_eq!(want["class"], shape.class.label(), "{what}");
    }
}

fn tsintermittent(id: &str) {
    let Some(oracle) = oracle("tsintermittent.json") else {
        return;
    };
    let case = oracle_case(&oracle, id);
    let demand = numbers(&case["inputs"]["y"]);
    let shape = DemandShape::of(&demand, &by(Preset::Tsintermittent));
    let want = &case["outputs"];
    close(shape.interval.unwrap(), want["p"].as_f64().unwrap(), id);
    close(shape.cv2.unwrap(), want["cv2"].as_f64().unwrap(), id);
    // It names the method: Croston's for smooth demand, else the approximation of Syntetos & Boylan.
    let method = if shape.class == DemandClass::Smooth {
        "Croston"
    } else {
        "SBA"
    };
    assert_eq!(want["SBC"], method, "{id}");
}

fn intermittent_demand(id: &str) {
    let Some(oracle) = oracle("intermittent_demand.json") else {
        return;
    };
    let case = oracle_case(&oracle, id);
    let demand = numbers(&case["inputs"]["y"]);
    let want = &case["outputs"]["classification_computed_here"];
    for (rule, name) in [
        (IntervalRule::MonthsOverActive, "p_ratio"),
        (IntervalRule::MeanBetween, "p_intervals_between"),
        (IntervalRule::MeanWithFirst, "p_intervals_incl_first"),
    ] {
        for (deviation, cv2, cv) in [
            (
                Deviation::Sample,
                "cv2_sample_ddof1",
                "cv_all_periods_ddof1",
            ),
            (
                Deviation::Population,
                "cv2_pop_ddof0",
                "cv_all_periods_ddof0",
            ),
        ] {
            let settings = DemandSettings {
                interval_rule: rule,
                deviation,
                ..DemandSettings::default()
            };
            let shape = DemandShape::of(&demand, &settings);
            let what = format!("{id}, {name}, {deviation:?}");
            close(shape.interval.unwrap(), want[name].as_f64().unwrap(), &what);
            close(shape.cv2.unwrap(), want[cv2].as_f64().unwrap(), &what);
            close(shape.cv.unwrap(), want[cv].as_f64().unwrap(), &what);
            if deviation == Deviation::Sample {
                let class = &want[format!("class_{name}_ddof1")];
                assert_eq!(class, shape.class.label(), "{what}");
            }
        }
    }
}

/// One test a case, so that a failure names it.
macro_rules! cases {
    ($($test:ident: $check:ident($id:literal);)+) => {$(
        #[test]
        fn $test() {
            $check($id);
        }
    )+};
}

cases! {
    oracle_sktime_adicv_lumpy_12: sktime("lumpy_12");
    oracle_sktime_adicv_willemain_like: sktime("willemain_like");
    oracle_sktime_adicv_smooth_12: sktime("smooth_12");
    oracle_sktime_adicv_erratic_12: sktime("erratic_12");
    oracle_sktime_adicv_intermittent_const_size: sktime("intermittent_const_size");
    oracle_sktime_adicv_ts_data1: sktime("ts.data1");
    oracle_sktime_adicv_ts_data2: sktime("ts.data2");
    oracle_tsintermittent_lumpy_12: tsintermittent("lumpy_12");
    oracle_tsintermittent_willemain_like: tsintermittent("willemain_like");
    oracle_tsintermittent_smooth_12: tsintermittent("smooth_12");
    oracle_tsintermittent_erratic_12: tsintermittent("erratic_12");
    oracle_tsintermittent_intermittent_const_size: tsintermittent("intermittent_const_size");
    oracle_tsintermittent_ts_data1: tsintermittent("ts.data1");
    oracle_tsintermittent_ts_data2: tsintermittent("ts.data2");
    oracle_intermittent_demand_lumpy_12: intermittent_demand("lumpy_12");
    oracle_intermittent_demand_willemain_like: intermittent_demand("willemain_like");
    oracle_intermittent_demand_smooth_12: intermittent_demand("smooth_12");
    oracle_intermittent_demand_erratic_12: intermittent_demand("erratic_12");
    oracle_intermittent_demand_intermittent_const_size:
        intermittent_demand("intermittent_const_size");
}

/// The number of the case among those of `abc_dynamic`.
fn abc_dynamic(number: usize) -> Option<Value> {
    let oracle = oracle("inventorize.json")?;
    let cases = oracle["cases"].as_array().unwrap();
    let mut of_function = cases.iter().filter(|c| c["function"] == "abc_dynamic");
    of_function.nth(number).cloned()
}

/// What the program says of each product, in the order of the inputs.
fn said<'a>(case: &'a Value, column: &str) -> Vec<&'a str> {
    let key = if case["inputs"]["product"].is_array() {
        "product"
    } else {
        "skus"
    };
    let outputs = case["outputs"].as_array().unwrap();
    let of = |product: &Value| outputs.iter().find(|o| o[key] == *product).unwrap();
    let products = case["inputs"][key].as_array().unwrap();
    products
        .iter()
        .map(|p| of(p)[column].as_str().unwrap())
        .collect()
}

#[test]
fn oracle_inventorize_abc_dynamic_one_attribute() {
    let Some(case) = abc_dynamic(0) else {
        return;
    };
    let values = numbers(&case["inputs"]["first_attribute"]);
    let got = letters(&values, &by(Preset::Inventorize));
    assert_eq!(got, said(&case, "category"));
    // The item that crosses 80 % is what tools disagree on.
    assert_ne!(letters(&values, &DemandSettings::default()), got);
}

#[test]
fn oracle_inventorize_abc_dynamic_two_attributes() {
    let Some(case) = abc_dynamic(1) else {
        return;
    };
    for (attribute, category) in [
        ("first_attribute", "category_first"),
        ("second_attribute", "category_second"),
    ] {
        let values = numbers(&case["inputs"][attribute]);
        let got = letters(&values, &by(Preset::Inventorize));
        assert_eq!(got, said(&case, category), "{attribute}");
    }
}

#[test]
fn oracle_inventorize_abc_dynamic_other_limits() {
    let Some(case) = abc_dynamic(2) else {
        return;
    };
    let inputs = &case["inputs"];
    let settings = DemandSettings {
        abc_limits: [inputs["A"].as_f64().unwrap(), inputs["B"].as_f64().unwrap()],
        ..by(Preset::Inventorize)
    };
    let values = numbers(&inputs["first_attribute"]);
    assert_eq!(letters(&values, &settings), said(&case, "category"));
}

#[test]
fn oracle_inventorize_abc_dynamic_inside_groups() {
    let Some(case) = abc_dynamic(3) else {
        return;
    };
    let values = numbers(&case["inputs"]["first_attribute"]);
    let keys = case["inputs"]["key_to_split"].as_array().unwrap();
    let want = said(&case, "category_first");
    for key in ["N", "S"] {
        let inside = |i: &usize| keys[*i] == key;
        let members: Vec<usize> = (0..values.len()).filter(inside).collect();
        let of_group: Vec<f64> = members.iter().map(|&i| values[i]).collect();
        let got = letters(&of_group, &by(Preset::Inventorize));
        let want: Vec<&str> = members.iter().map(|&i| want[i]).collect();
        assert_eq!(got, want, "{key}");
    }
}

#[test]
fn oracle_inventorize_productmix() {
    let Some(oracle) = oracle("inventorize.json") else {
        return;
    };
    let cases = oracle["cases"].as_array().unwrap();
    let case = cases
        .iter()
        .find(|c| c["function"] == "productmix")
        .unwrap();
    for (input, category) in [("sales", "sales_category"), ("revenue", "revenue_category")] {
        let values = numbers(&case["inputs"][input]);
        let got = letters(&values, &by(Preset::Inventorize));
        assert_eq!(got, said(case, category), "{input}");
    }
}

/// Column `at` of the data of Flores, Olson & Dorai (1992).
fn flores(oracle: &Value, at: usize) -> Vec<f64> {
    let rows = oracle_case(oracle, "flores1992_adu")["inputs"]["rows"]
        .as_array()
        .unwrap();
    rows.iter()
        .map(|row| row[at].as_str().unwrap().parse().unwrap())
        .collect()
}

#[test]
fn oracle_inventoryanalytics_flores1992_adu() {
    let Some(oracle) = oracle("inventoryanalytics.json") else {
        return;
    };
    let (usage, cost) = (flores(&oracle, 1), flores(&oracle, 2));
    let values: Vec<f64> = usage.iter().zip(&cost).map(|(u, c)| u * c).collect();
    let got = letters(&values, &by(Preset::Inventoryanalytics));
    let want = oracle_case(&oracle, "flores1992_adu")["outputs"]
        .as_array()
        .unwrap();
    for ((got, want), value) in got.iter().zip(want).zip(values) {
        close(value, want[1].as_f64().unwrap(), "usage");
        assert_eq!(want[2], *got, "{}", want[0]);
    }
}

#[test]
fn oracle_inventoryanalytics_flores1992_ahp() {
    let Some(oracle) = oracle("inventoryanalytics.json") else {
        return;
    };
    // Usage, unit cost, criticality, lead time, under the weights of its AHP.
    let criteria = [1, 2, 6, 7].map(|at| flores(&oracle, at)).to_vec();
    let outputs = &oracle_case(&oracle, "flores1992_ahp")["outputs"];
    let scores = weighted_score(criteria, &numbers(&outputs["weights"]), false);
    let classes = letters(&scores, &by(Preset::Inventoryanalytics));
    let rows = oracle_case(&oracle, "flores1992_adu")["inputs"]["rows"]
        .as_array()
        .unwrap();
    for want in outputs["ranked"].as_array().unwrap() {
        let i = rows.iter().position(|row| row[0] == want[0]).unwrap();
        close(scores[i], want[1].as_f64().unwrap(), "score");
        assert_eq!(want[2], classes[i], "{}", want[0]);
    }
}

/// The rows carry mean and deviation, not the series: two months at mean ± deviation have the same.
/// They carry no value to rank by, so ABC cannot be compared.
#[test]
fn oracle_supplychainpy_vs_textbook_classes() {
    let Some(oracle) = oracle("supplychainpy_vs_textbook.json") else {
        return;
    };
    let settings = by(Preset::Supplychainpy);
    let mut seen = Vec::new();
    for row in oracle["rows"].as_array().unwrap() {
        let (mean, sd) = (
            row["mean"].as_f64().unwrap(),
            row["sd_pop"].as_f64().unwrap(),
        );
        let shape = DemandShape::of(&[mean - sd, mean + sd], &settings);
        close(shape.cv.unwrap(), row["cv"].as_f64().unwrap(), "cv");
        let class = row["cls"].as_str().unwrap();
        assert_eq!(&class[1..], shape.xyz.letter(), "{}", row["sku"]);
        seen.push(shape.xyz);
    }
    assert!(seen.contains(&Xyz::Y) && seen.contains(&Xyz::Z));
}

/// The four published rules where equal items share a class: two equal items are never apart.
#[test]
fn oracle_abc_boundary_rules_ties_together() {
    use tenfold_core::settings::Ties;
    for boundary in AbcBoundary::ALL {
        let settings = DemandSettings {
            abc_boundary: *boundary,
            abc_ties: Ties::Together,
            abc_counts: [1, 1],
            ..DemandSettings::default()
        };
        let got = letters(&[50.0, 50.0], &settings);
        assert_eq!(got[0], got[1], "{boundary:?}");
    }
    assert_eq!(
        Abc::A.letter(),
        letters(&[50.0, 50.0], &DemandSettings::default())[0]
    );
}
