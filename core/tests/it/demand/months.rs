//! Which months count, what returns do to them, and which history is enough.

use super::{near, product, project, set, shop};
use tenfold_core::demand::Status;
use tenfold_core::project::Project;
use tenfold_core::project::view::Filter;
use tenfold_core::settings::{
    IncompleteMonths, ReturnsInDemand, SeriesStart, XyzPeriods, XyzSplit,
};

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
fn quarters_vary_less_than_months_and_are_offered_where_all_is_z() {
    let mut project = sold(&[
        ("2024-01-15", 10.0),
        ("2024-05-02", 20.0),
        ("2024-09-30", 30.0),
    ]);
    let bolt = product(&mut project, "bolt");
    assert_eq!(bolt["xyz"], "Z");
    let interval = bolt["adi"].as_f64();
    assert_eq!(project.demand().unwrap().by_quarter, Some([1, 0]));
    set(&mut project, |d| d.xyz_periods = XyzPeriods::Quarters);
    let (demand, label) = series(&mut project);
    assert_eq!(demand, [10.0, 20.0, 30.0]);
    assert_eq!(label, "Units a quarter, 2024 Q1 to 2024 Q3");
    // Mean 20, deviation 10; the interval stays that of months.
    let bolt = product(&mut project, "bolt");
    near(bolt["cv"].as_f64(), 0.5, 1e-12);
    assert_eq!(bolt["xyz"], "X");
    assert_eq!(bolt["adi"].as_f64(), interval);
    let profile = project.demand().unwrap();
    assert_eq!(
        profile.measure,
        "Coefficient of variation, quarter by quarter"
    );
    assert_eq!(profile.by_quarter, None);
}

#[test]
fn weeks_run_from_monday_to_sunday_and_returns_lower_theirs() {
    let mut project = sold(&[
        ("2024-01-01", 4.0),
        ("2024-01-07", 2.0),
        ("2024-01-08", 2.0),
        ("2024-01-09", -1.0),
        ("2024-01-22", 4.0),
    ]);
    set(&mut project, |d| d.xyz_periods = XyzPeriods::Weeks);
    let (demand, label) = series(&mut project);
    assert_eq!(demand, [6.0, 2.0, 0.0, 4.0]);
    assert_eq!(label, "Units a week, 2024-01-01 to 2024-01-22");
    // Mean 3, squares 9 + 1 + 9 + 1 over n - 1.
    let cv = (20.0_f64 / 3.0).sqrt() / 3.0;
    near(product(&mut project, "bolt")["cv"].as_f64(), cv, 1e-12);
    set(&mut project, |d| d.returns = ReturnsInDemand::Net);
    assert_eq!(series(&mut project).0, [6.0, 1.0, 0.0, 4.0]);
    // The last week has its Monday only.
    set(&mut project, |d| {
        d.incomplete_months = IncompleteMonths::DropLast;
    });
    assert_eq!(series(&mut project).0, [6.0, 1.0, 0.0]);
}
