//! Demand shape through the public door: criteria, scores, groups, frequency and flips.

mod months;
mod properties;
mod published;
mod settings;

use crate::support::analysed;
use serde_json::Value;
use std::fmt::Write as _;
use tenfold_core::demand::Preset;
use tenfold_core::project::Project;
use tenfold_core::project::view::{
    Against, Export, Filter, FilterTerm, TableKind, TablePage, TableQuery, TableValue,
};
use tenfold_core::settings::{
    AbcBoundary, AbcMethod, Criterion, DemandSettings, FmrRule, Grouping, NotPositive,
};

#[track_caller]
fn near(got: Option<f64>, want: f64, tolerance: f64) {
    let got = got.unwrap();
    assert!((got - want).abs() < tolerance, "{got} and {want}");
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

/// Items that changed class with the last change of settings.
fn last_flips() -> TableKind {
    TableKind::Flips {
        against: Against::LastSettings,
    }
}

#[test]
fn changing_a_convention_lists_the_items_that_flip() {
    let mut project = project(&shop(), "");
    let last = last_flips();
    assert_eq!(table(&mut project, last.clone()).total_rows, 0);
    set(&mut project, |d| d.abc_limits = [0.5, 0.95]);
    let page = table(&mut project, last.clone());
    assert_eq!((page.total_rows, page.rows[0].id.as_str()), (1, "axe"));
    assert_eq!(cell(&page, 0, "change"), "ABC A → B");
    assert_eq!(page.sums[4], Some(200.0));
    // The limit moved over it.
    assert_eq!(cell(&page, 0, "why"), "share before it 69.2\u{a0}%");
    // What touches no class leaves them to be read.
    let mut settings = project.settings().clone();
    settings.segment.cluster_share = 0.7;
    project.set_settings(settings).unwrap();
    assert_eq!(table(&mut project, last.clone()).total_rows, 1);
    set(&mut project, |d| d.abc_limits = [0.8, 0.95]);
    assert_eq!(
        cell(&table(&mut project, last.clone()), 0, "change"),
        "ABC B → A"
    );
    // Where items are counted off, no share decides.
    set(&mut project, |d| {
        d.abc_boundary = AbcBoundary::ItemNumber;
        d.abc_counts = [1, 4];
    });
    let page = table(&mut project, last);
    assert_eq!(cell(&page, 0, "change"), "ABC A → B");
    assert_eq!(cell(&page, 0, "why"), "value 200");
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
    assert_eq!(cell(&page, 0, "why"), "order lines 1");
    assert_eq!(page.columns[7].label, "ABC by Excel guides");
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
    assert_eq!(table(&mut project, last_flips()).total_rows, 0);
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
    assert_eq!(table(&mut project, last_flips()).total_rows, 2);
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
