//! Demand shape through the public door: conventions, groups, series, status and flips.

use crate::support::analysed;
use proptest::prelude::*;
use serde_json::Value;
use std::fmt::Write as _;
use tenfold_core::demand::{Abc, AbcRule, DemandClass, DemandShape, Preset, Status, Xyz};
use tenfold_core::project::Project;
use tenfold_core::project::view::{
    Against, Export, Filter, FilterTerm, TableKind, TablePage, TableQuery, TableValue,
};
use tenfold_core::settings::{
    AbcBoundary, AbcMethod, AtLimit, Criterion, DemandSettings, Deviation, FmrRule, Grouping,
    IncompleteMonths, IntervalRule, NotPositive, ReturnsInDemand, SeriesStart, Ties, XyzMeasure,
    XyzSplit,
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

#[track_caller]
fn near(got: Option<f64>, want: f64, tolerance: f64) {
    let got = got.unwrap();
    assert!((got - want).abs() < tolerance, "{got} and {want}");
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

/// Rows of order, day, customer, item, family, quantity, net sales, cost.
fn lines(rows: &[(&str, &str, &str, f64, f64, f64)]) -> String {
    let mut text = "order,date,customer,item,family,quantity,revenue,cost\n".to_owned();
    for (n, (day, item, family, quantity, sales, cost)) in rows.iter().enumerate() {
        writeln!(
            text,
            "{n},{day},C,{item},{family},{quantity},{sales},{cost}"
        )
        .unwrap();
    }
    text
}

const MAPPING: &str = r#"{"columns": {"order": "order", "date": "date", "customer": "customer",
    "product": "item", "family": "family", "quantity": "quantity", "revenue": "revenue",
    "cost": "cost"}"#;

fn project(rows: &[(&str, &str, &str, f64, f64, f64)], params: &str) -> Project {
    let mapping = format!("{MAPPING}, \"params\": {{{params}}}}}");
    analysed(lines(rows).as_bytes(), Some(&mapping))
}

fn set(project: &mut Project, change: impl FnOnce(&mut DemandSettings)) {
    let mut settings = project.settings().clone();
    change(&mut settings.demand);
    project.set_settings(settings).unwrap();
}

/// What a list of the results says of an item.
fn product(project: &mut Project, id: &str) -> Value {
    let results = project.export(&Export::Json).unwrap().bytes;
    let results: Value = serde_json::from_slice(&results).unwrap();
    let products = results["products"].as_array().unwrap();
    products.iter().find(|p| p["id"] == id).unwrap().clone()
}

fn table(project: &mut Project, kind: TableKind) -> TablePage {
    let query = TableQuery {
        kind,
        filter: Filter::default(),
        sort: None,
        search: String::new(),
    };
    project.table(&query, 0, u64::MAX).unwrap()
}

fn cell(page: &TablePage, row: usize, column: &str) -> String {
    let at = page.columns.iter().position(|c| c.key == column).unwrap();
    match &page.rows[row].cells[at] {
        TableValue::Text(text) => text.clone(),
        other => format!("{other:?}"),
    }
}

/// Two families; sales, cost and units rank the items differently.
fn shop() -> Vec<(&'static str, &'static str, &'static str, f64, f64, f64)> {
    vec![
        ("2024-01-02", "saw", "tools", 1.0, 700.0, 650.0),
        ("2024-01-03", "axe", "tools", 2.0, 200.0, 50.0),
        ("2024-02-03", "file", "tools", 3.0, 60.0, 20.0),
        ("2024-02-04", "nail", "small", 500.0, 30.0, 10.0),
        ("2024-03-31", "nail", "small", 400.0, 20.0, 5.0),
        ("2024-03-31", "pin", "small", 9.0, 1.0, 0.5),
    ]
}

fn abc_of(project: &Project) -> String {
    let analysis = project.analysis().unwrap();
    let class = |id| {
        let i = analysis.data.items.find(id).unwrap() as usize;
        analysis.classes.abc[i].letter()
    };
    ["saw", "axe", "file", "nail", "pin"].map(class).concat()
}

#[test]
fn every_criterion_ranks_by_its_own_value() {
    let mut project = project(&shop(), "");
    // saw, axe, file, nail and pin: 700, 200, 60, 50 and 1 of 1011.
    assert_eq!(abc_of(&project), "AABBC");
    for (criterion, want) in [
        // 50, 150, 40, 35 and 0.5 of 275.5; without pools the net contribution is the same.
        (Criterion::GrossMargin, "AAABC"),
        (Criterion::NetContribution, "AAABC"),
        // 650, 50, 20, 15 and 0.5 of 735.5.
        (Criterion::CostOfGoods, "ABCCC"),
        // 1, 2, 3, 900 and 9 of 915.
        (Criterion::Units, "CCCAC"),
        // 1, 1, 1, 2 and 1 of 6; equals by key.
        (Criterion::OrderLines, "BAAAA"),
    ] {
        set(&mut project, |d| d.abc_criterion = criterion);
        assert_eq!(abc_of(&project), want, "{criterion:?}");
        // Results stand by net sales, whatever the criterion.
        let analysis = project.analysis().unwrap();
        let first = analysis.data.items.find("saw");
        assert_eq!(Some(analysis.classes.ranked_items[0]), first);
    }
    // The file has no weights.
    set(&mut project, |d| d.abc_criterion = Criterion::Weight);
    assert_eq!(abc_of(&project), "AABBC");
    let notices = project.overview(&Filter::default()).unwrap().notices;
    assert!(
        notices.iter().any(|n| n.message.contains("weight")),
        "{notices:?}"
    );
    assert_eq!(project.demand().unwrap().lacking, ["weight"]);
}

#[test]
fn scores_make_one_criterion_of_several() {
    let mut project = project(&shop(), "");
    set(&mut project, |d| {
        d.abc_method = AbcMethod::WeightedScore;
        d.abc_criteria
            .retain(|c| c.criterion == Criterion::NetSales);
    });
    // (value − 1) ÷ 699: 1, 0.2847, 0.0844, 0.0701 and 0 of 1.4392.
    assert_eq!(abc_of(&project), "AABCC");
    set(&mut project, |d| {
        d.abc_method = AbcMethod::Ng;
        d.abc_criteria = vec![
            tenfold_core::settings::CriterionWeight {
                criterion: Criterion::Units,
                weight: 1.0,
            },
            tenfold_core::settings::CriterionWeight {
                criterion: Criterion::NetSales,
                weight: 1.0,
            },
        ];
    });
    // Units first: 0.5, 0.1429, 0.0433, 1 and 0.0089 of 1.6951.
    assert_eq!(abc_of(&project), "ABCAC");
    let analysis = project.analysis().unwrap();
    let axe = analysis.data.items.find("axe").unwrap() as usize;
    let by_hand = f64::midpoint(1.0 / 899.0, 199.0 / 699.0);
    near(Some(analysis.classes.value[axe]), by_hand, 1e-12);
    let page = table(&mut project, TableKind::Items);
    assert!(page.columns.iter().any(|c| c.key == "value"));
}

#[test]
fn groups_are_ranked_each_as_if_alone() {
    let mut project = project(&shop(), "");
    set(&mut project, |d| d.grouping = Grouping::Family);
    assert_eq!(abc_of(&project), "AABAC");
    assert_eq!(project.demand().unwrap().groups, 2);
    set(&mut project, |d| d.grouping = Grouping::KeyStart);
    assert_eq!(abc_of(&project), "AAAAA");
    let explained = project
        .explain(
            &tenfold_core::project::view::Subject::Abc {
                item: "pin".to_owned(),
            },
            &Filter::default(),
        )
        .unwrap();
    assert!(
        explained
            .formulas
            .iter()
            .any(|f| f.contains("1 item of “pin”"))
    );
}

#[test]
fn a_second_criterion_stands_beside_the_first() {
    let mut project = project(&shop(), r#""preset": "netstock""#);
    let axe = product(&mut project, "nail");
    assert_eq!(
        (&axe["abc"], &axe["abc_second"]),
        (&"B".into(), &"A".into())
    );
    let cells = project.demand().unwrap().abc_second;
    assert_eq!(cells.len(), 9);
    let at = cells
        .iter()
        .find(|c| c.abc == "B" && c.other == "A")
        .unwrap();
    assert_eq!((at.items, at.revenue), (1, 50.0));
    let page = table(&mut project, TableKind::Items);
    assert_eq!(cell(&page, 3, "abc_second"), "A");
}

#[test]
fn frequency_goes_by_order_lines() {
    let mut project = project(&shop(), "");
    assert_eq!(product(&mut project, "nail")["fmr"], "F");
    // By key the last of those with one line: 83 % of the lines come before it.
    assert_eq!(product(&mut project, "saw")["fmr"], "M");
    set(&mut project, |d| {
        d.fmr_rule = FmrRule::LinesAMonth;
        d.fmr_rates = [2.0 / 3.0, 0.5];
    });
    // Two lines in three months; one.
    assert_eq!(product(&mut project, "nail")["fmr"], "F");
    assert_eq!(product(&mut project, "saw")["fmr"], "R");
}

#[test]
fn changing_a_convention_lists_the_items_that_flip() {
    let mut project = project(&shop(), "");
    let last = TableKind::Flips {
        against: Against::LastSettings,
    };
    assert_eq!(table(&mut project, last.clone()).total_rows, 0);
    set(&mut project, |d| d.abc_limits = [0.5, 0.95]);
    let page = table(&mut project, last.clone());
    assert_eq!((page.total_rows, page.rows[0].id.as_str()), (1, "axe"));
    assert_eq!(cell(&page, 0, "change"), "ABC A → B");
    assert_eq!(page.sums[3], Some(200.0));
    assert_eq!(project.demand().unwrap().flips, 1);
    // What touches no class leaves them to be read.
    let mut settings = project.settings().clone();
    settings.segment.cluster_share = 0.7;
    project.set_settings(settings).unwrap();
    assert_eq!(table(&mut project, last.clone()).total_rows, 1);
    set(&mut project, |d| d.abc_limits = [0.8, 0.95]);
    assert_eq!(cell(&table(&mut project, last), 0, "change"), "ABC B → A");
}

#[test]
fn what_another_tool_would_say_is_listed_without_taking_it_over() {
    let mut project = project(&shop(), "");
    let kind = TableKind::Flips {
        against: Against::Preset(Preset::ExcelGuides),
    };
    let page = table(&mut project, kind);
    let ids: Vec<&str> = page.rows.iter().map(|r| r.id.as_str()).collect();
    // FMR goes by the same rule at its limits as ABC.
    assert_eq!(ids, ["saw", "axe", "nail", "pin"]);
    let changes: Vec<String> = (0..4).map(|row| cell(&page, row, "change")).collect();
    assert_eq!(
        changes,
        ["FMR M → R", "ABC A → B", "ABC B → C", "FMR F → M"]
    );
    assert_eq!(page.columns[6].label, "ABC by Excel guides");
    assert_eq!(abc_of(&project), "AABBC");
    let ours = TableKind::Flips {
        against: Against::Preset(Preset::Tenfold),
    };
    assert_eq!(table(&mut project, ours).total_rows, 0);
}

#[test]
fn settings_kept_from_before_are_compared_with_those_in_force() {
    let mut project = project(&shop(), "");
    let start = project.settings().demand.clone();
    // A limit that is dragged over two others and lies in between.
    for limit in [0.7, 0.6, 0.5] {
        set(&mut project, |d| d.abc_limits[0] = limit);
    }
    assert_eq!(project.demand().unwrap().flips, 0);
    let since = |settings| TableKind::Flips {
        against: Against::Settings(Box::new(settings)),
    };
    let page = table(&mut project, since(start.clone()));
    assert_eq!(page.total_rows, 1);
    assert_eq!(cell(&page, 0, "change"), "ABC A → B");
    let broken = DemandSettings { season: 0, ..start };
    assert_eq!(table(&mut project, since(broken)).total_rows, 0);
}

#[test]
fn classes_by_what_is_earned_follow_the_costs() {
    let mut project = project(&shop(), r#""abc_criterion": "net_contribution""#);
    assert_eq!(abc_of(&project), "AAABC");
    let lines = crate::support::pool("lines", 120.0, tenfold_core::settings::Driver::Lines, 0.5);
    crate::support::with_pools(&mut project, vec![lines]);
    // 20 a line: 30, 130, 20, −5 and −19.5.
    assert_eq!(abc_of(&project), "AABCC");
    assert_eq!(project.demand().unwrap().flips, 2);
    set(&mut project, |d| {
        d.abc_not_positive = NotPositive::OwnClasses;
    });
    assert_eq!(abc_of(&project), "AABNN");
    assert_eq!(product(&mut project, "pin")["abc"], "N");
    // The nine-box has no row for them but that of C.
    let overview = project.overview(&Filter::default()).unwrap();
    let items: u32 = overview.nine_box.iter().map(|c| c.items).sum();
    assert_eq!((overview.nine_box.len(), items), (9, 5));
    let filter = Filter {
        terms: vec![FilterTerm::Cell {
            cell: "CZ".to_owned(),
        }],
    };
    assert_eq!(project.overview(&filter).unwrap().totals.products, 1);
    let classes = project.demand().unwrap().abc;
    assert_eq!(
        classes.last().map(|c| (c.class.as_str(), c.items)),
        Some(("N", 2))
    );
}

/// One item, sold on these days; negative quantities are returns.
fn sold(rows: &[(&'static str, f64)]) -> Project {
    let rows: Vec<_> = rows
        .iter()
        .map(|&(day, quantity)| (day, "bolt", "f", quantity, 10.0 * quantity, 5.0 * quantity))
        .collect();
    project(&rows, "")
}

fn series(project: &mut Project) -> (Vec<f64>, String) {
    let subject = tenfold_core::project::view::Subject::Demand {
        item: "bolt".to_owned(),
    };
    let explained = project.explain(&subject, &Filter::default()).unwrap();
    (explained.series, explained.series_label)
}

#[test]
fn returns_lower_demand_only_where_asked_and_not_below_zero() {
    let mut project = sold(&[
        ("2024-01-01", 5.0),
        ("2024-02-05", 3.0),
        ("2024-02-07", -8.0),
        ("2024-03-31", 4.0),
        ("2024-03-31", -1.0),
    ]);
    assert_eq!(series(&mut project).0, [5.0, 3.0, 4.0]);
    assert_eq!(project.demand().unwrap().cut_months, 0);
    set(&mut project, |d| d.returns = ReturnsInDemand::Net);
    assert_eq!(series(&mut project).0, [5.0, 0.0, 3.0]);
    assert_eq!(project.demand().unwrap().cut_months, 1);
    let notices = project.overview(&Filter::default()).unwrap().notices;
    assert!(
        notices
            .iter()
            .any(|n| n.message.starts_with("In 1 month of an item")),
        "{notices:?}"
    );
    near(product(&mut project, "bolt")["adi"].as_f64(), 1.5, 1e-12);
}

#[test]
fn incomplete_months_are_left_out_only_where_asked() {
    let mut project = sold(&[
        ("2024-01-10", 9.0),
        ("2024-02-05", 3.0),
        ("2024-03-20", 4.0),
        ("2024-04-26", 1.0),
    ]);
    assert_eq!(series(&mut project).0, [9.0, 3.0, 4.0, 1.0]);
    set(&mut project, |d| {
        d.incomplete_months = IncompleteMonths::DropLast;
    });
    let (demand, label) = series(&mut project);
    assert_eq!(demand, [9.0, 3.0, 4.0]);
    assert_eq!(label, "Units a month, 2024-01 to 2024-03");
    set(&mut project, |d| {
        d.incomplete_months = IncompleteMonths::DropBoth;
    });
    assert_eq!(series(&mut project).0, [3.0, 4.0]);
    // Four days lack at the end of April.
    set(&mut project, |d| d.month_gap_days = 4);
    assert_eq!(series(&mut project).0, [3.0, 4.0, 1.0]);
}

#[test]
fn a_series_may_begin_with_the_first_sale() {
    let rows = [
        ("2024-01-01", "old", "f", 1.0, 10.0, 5.0),
        ("2024-05-05", "bolt", "f", 4.0, 10.0, 5.0),
        ("2024-06-30", "bolt", "f", 4.0, 10.0, 5.0),
    ];
    let mut project = project(&rows, "");
    assert_eq!(product(&mut project, "bolt")["adi"], 3.0);
    set(&mut project, |d| d.series_start = SeriesStart::FirstSale);
    assert_eq!(series(&mut project).0, [4.0, 4.0]);
    let bolt = product(&mut project, "bolt");
    assert_eq!((&bolt["cv"], &bolt["xyz"]), (&0.0.into(), &"X".into()));
    assert_eq!(product(&mut project, "old")["adi"], 6.0);
}

#[test]
fn what_has_no_history_or_no_future_says_so() {
    let mut rows = Vec::new();
    let days: Vec<String> = (0..24)
        .map(|m| format!("{}-{:02}-15", 2023 + m / 12, m % 12 + 1))
        .collect();
    for (m, day) in days.iter().enumerate() {
        rows.push((day.as_str(), "steady", "f", 5.0, 50.0, 20.0));
        if m > 20 {
            rows.push((day.as_str(), "young", "f", 5.0, 50.0, 20.0));
        }
        if m < 6 {
            rows.push((day.as_str(), "dead", "f", 5.0, 50.0, 20.0));
        }
    }
    rows.push((days[15].as_str(), "once", "f", 5.0, 50.0, 20.0));
    rows.push((days[3].as_str(), "back", "f", -5.0, -50.0, -20.0));
    let mut project = project(&rows, "");
    for (id, want) in [
        ("steady", Status::Active),
        ("young", Status::New),
        ("dead", Status::PhaseOut),
        ("once", Status::InsufficientHistory),
        ("back", Status::ReturnsOnly),
    ] {
        assert_eq!(product(&mut project, id)["status"], want.name(), "{id}");
    }
    let counts: Vec<u32> = project
        .demand()
        .unwrap()
        .status
        .iter()
        .map(|s| s.items)
        .collect();
    assert_eq!(counts, [1, 1, 1, 1, 1, 0]);
    // The limits are settings.
    set(&mut project, |d| {
        d.dead_months = 20;
        d.new_months = 2;
        d.min_months = 3;
        d.min_active_months = 1;
    });
    for id in ["young", "dead", "once"] {
        assert_eq!(product(&mut project, id)["status"], "active", "{id}");
    }
}

#[test]
fn shares_of_the_items_cut_the_variation() {
    let mut project = project(&shop(), "");
    set(&mut project, |d| {
        d.xyz_split = XyzSplit::ItemShares;
        d.xyz_shares = [0.2, 0.6];
    });
    // Nail varies least; the others the same, by key.
    let letters = ["nail", "axe", "file", "pin", "saw"].map(|id| {
        product(&mut project, id)["xyz"]
            .as_str()
            .unwrap()
            .to_owned()
    });
    assert_eq!(letters.concat(), "XYYZZ");
    assert!(project.demand().unwrap().variation.limits.is_empty());
}

#[test]
fn the_profile_counts_every_item_once() {
    let mut project = project(&shop(), "");
    let profile = project.demand().unwrap();
    for classes in [
        &profile.abc,
        &profile.xyz,
        &profile.fmr,
        &profile.demand,
        &profile.status,
    ] {
        assert_eq!(classes.iter().map(|c| c.items).sum::<u32>(), 5);
        assert_eq!(classes.iter().map(|c| c.revenue).sum::<f64>(), 1011.0);
    }
    for h in [
        &profile.variation,
        &profile.interval,
        &profile.cv2,
        &profile.share,
    ] {
        assert!(h.bins.len() <= 60);
        assert_eq!(h.bins.iter().map(|b| b.items).sum::<u32>() + h.without, 5);
    }
    assert_eq!(profile.share.limits, [0.80, 0.95]);
    // Saw and axe make 89 %, saw alone 69 %. Gini by hand: 2 (1·1 + 2·50 + 3·60 + 4·200 + 5·700)
    // ÷ (5 · 1011) − 6/5.
    assert_eq!(
        (profile.concentration.items, profile.concentration.of),
        (2, 5)
    );
    near(
        profile.concentration.gini,
        2.0 * 4581.0 / 5055.0 - 1.2,
        1e-12,
    );
    assert_eq!(
        (profile.first_month.as_str(), profile.last_month.as_str()),
        ("2024-01", "2024-03")
    );
}

#[test]
fn older_settings_load_and_new_ones_come_back_as_they_were() {
    let old = r#"{"abc_boundary": "share_including_below", "abc_limits": [0.7, 0.9],
        "xyz_limits": [0.3, 0.6], "deviation": "population", "interval_limit": 1.4,
        "cv2_limit": 0.5}"#;
    let old: DemandSettings = serde_json::from_str(old).unwrap();
    let want = DemandSettings {
        abc_boundary: AbcBoundary::ShareIncludingBelow,
        abc_limits: [0.7, 0.9],
        xyz_limits: [0.3, 0.6],
        deviation: Deviation::Population,
        interval_limit: 1.4,
        cv2_limit: 0.5,
        ..DemandSettings::default()
    };
    assert_eq!(old, want);

    let mut project = project(&shop(), r#""preset": "sap", "xyz": [0.2, 0.4]"#);
    let demand = &project.settings().demand;
    assert_eq!(
        (demand.abc_tail, demand.xyz_limits),
        (Some(0.99), [0.2, 0.4])
    );
    let sap = project.export(&Export::Settings).unwrap().bytes;
    let with_sap = project.settings().clone();
    set(&mut project, |d| {
        *d = DemandSettings {
            season: 6,
            ..DemandSettings::default()
        }
    });
    let ours = project.export(&Export::Settings).unwrap().bytes;
    let with_ours = project.settings().clone();
    project
        .import_settings(&String::from_utf8(sap).unwrap())
        .unwrap();
    assert_eq!(*project.settings(), with_sap);
    // There is no class D in the file, and none is left.
    project
        .import_settings(&String::from_utf8(ours).unwrap())
        .unwrap();
    assert_eq!(*project.settings(), with_ours);
}

/// What breaks the settings, and a word of the complaint.
type Break = (fn(&mut DemandSettings), &'static str);

#[test]
fn settings_that_cannot_be_computed_with_are_refused() {
    let breaks: [Break; 16] = [
        (|d| d.abc_limits = [0.95, 0.8], "ABC limits"),
        (|d| d.abc_limits = [0.8, 1.1], "ABC limits"),
        (|d| d.abc_tail = Some(0.9), "class C"),
        (|d| d.abc_counts = [5, 4], "numbers of items"),
        (|d| d.abc_values = [1.0, 2.0], "least value of A"),
        (|d| d.abc_criteria.clear(), "no criterion"),
        (
            |d| d.abc_criteria[1].criterion = Criterion::NetSales,
            "net sales twice",
        ),
        (|d| d.abc_criteria[0].weight = -1.0, "weights"),
        (|d| d.fmr_limits = [0.9, 0.8], "FMR limits"),
        (|d| d.fmr_rates = [1.0, 2.0], "F must"),
        (|d| d.xyz_limits = [1.0, 0.5], "XYZ limits"),
        (|d| d.xyz_shares = [0.2, f64::NAN], "shares of items"),
        (|d| d.cv2_limit = f64::INFINITY, "demand class limits"),
        (|d| d.season = 1, "season"),
        (|d| d.month_gap_days = 28, "27"),
        (|d| d.min_months = 0, "months"),
    ];
    let mut project = project(&shop(), "");
    let kept = project.settings().clone();
    for (break_it, word) in breaks {
        let mut settings = kept.clone();
        break_it(&mut settings.demand);
        let error = project.set_settings(settings).unwrap_err();
        assert!(
            error.title.contains(word) && !error.remedy.is_empty(),
            "{error:?}"
        );
        assert_eq!(*project.settings(), kept);
    }
}

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
        let (measure, split, at_limit, season, deviation, cv2_deviation, interval) = variation;
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
        let last = table(&mut project, TableKind::Flips { against: Against::LastSettings });
        prop_assert_eq!(u64::from(profile.flips), last.total_rows);
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
