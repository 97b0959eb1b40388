//! Settings of the item classes: older ones load, others come back, impossible ones are refused.

use super::{project, set, shop};
use tenfold_core::project::Project;
use tenfold_core::project::view::Export;
use tenfold_core::settings::{
    AbcBoundary, AbcMethod, Criterion, DemandSettings, Deviation, Grouping, XyzSplit,
};

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

#[test]
fn classes_after_any_change_are_those_of_a_fresh_analysis() {
    let changes: [fn(&mut DemandSettings); 12] = [
        |d| d.abc_limits = [0.4, 0.6],
        |d| d.xyz_limits = [0.2, 0.4],
        |d| d.abc_criterion = Criterion::Units,
        |d| d.abc_second = Some(Criterion::OrderLines),
        |d| d.interval_limit = 1.01,
        |d| d.abc_limits = [0.5, 0.9],
        |d| d.fmr_limits = [0.2, 0.4],
        |d| d.grouping = Grouping::KeyStart,
        |d| d.abc_tail = Some(0.99),
        |d| d.xyz_split = XyzSplit::ItemShares,
        |d| d.new_months = 1,
        |d| d.abc_method = AbcMethod::Ng,
    ];
    let seen = |project: &mut Project| {
        let profile = project.demand().unwrap();
        (profile, project.export(&Export::Json).unwrap().bytes)
    };
    let (mut changed, mut anew) = (project(&shop(), ""), project(&shop(), ""));
    let mut so_far = changed.settings().demand.clone();
    for change in changes {
        change(&mut so_far);
        set(&mut changed, |d| d.clone_from(&so_far));
        // Months that count otherwise leave nothing to take over.
        set(&mut anew, |d| d.min_months = so_far.min_months + 1);
        set(&mut anew, |d| d.clone_from(&so_far));
        assert_eq!(seen(&mut changed), seen(&mut anew));
    }
}
