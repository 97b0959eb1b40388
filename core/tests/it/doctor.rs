//! The data doctor: what it finds, what its fixes do, and that undoing them leaves no trace.

use crate::support::{analysed, close, read_and_analyse};
use proptest::prelude::*;
use std::fmt::Write;
use tenfold_core::dataset::{Attached, LineLabels};
use tenfold_core::doctor::normal_form;
use tenfold_core::project::Project;
use tenfold_core::project::view::{
    CheckReport, CheckState, Doctor, Export, Filter, TableKind, TableQuery, TableValue,
};
use tenfold_core::settings::{Check, ControlTotal, CostFallback, Fix, Party, Scaled};

const HEADER: &str = "Order,Date,Customer,Item,Family,Quantity,Net sales,Cost of goods\n";

fn doctor(project: &mut Project) -> Doctor {
    project.doctor().unwrap()
}

fn check(doctor: &Doctor, check: Check) -> &CheckReport {
    doctor.checks.iter().find(|c| c.check == check).unwrap()
}

fn with_fixes(project: &mut Project, fixes: &[Fix]) {
    let mut settings = project.settings().clone();
    settings.doctor.fixes = fixes.to_vec();
    project
        .set_settings(settings)
        .unwrap_or_else(|e| panic!("{e:?}"));
}

fn json(project: &mut Project) -> Vec<u8> {
    project.export(&Export::Json).unwrap().bytes
}

fn revenue(project: &mut Project) -> f64 {
    project.overview(&Filter::default()).unwrap().totals.revenue
}

fn set_aside(check: Check) -> Fix {
    Fix::SetAside { check, only: None }
}

/// Two years of orders with one fault of every kind.
fn faulty() -> Project {
    let mut text = HEADER.to_owned();
    for day in 0..730 {
        let (year, month, day_of_month) = (2022 + day / 365, day % 365 / 31 + 1, day % 28 + 1);
        let item = day % 5;
        let quantity = 4 + day % 3;
        let _ = writeln!(
            text,
            "A{day},{year}-{month:02}-{day_of_month:02},C{},Item {item},F{},{quantity},{},{}",
            day % 7,
            item % 2,
            quantity * 10,
            quantity * 6
        );
    }
    text.push_str(
        "D1,2023-03-06,C1,Item 1,F1,5,50,30\n\
         D1,2023-03-06,C1,Item 1,F1,5,50,30\n\
         D1,2023-03-06,C1,Item 1,F1,5,50,30\n\
         J1,2023-03-07,C2,Item 2,F0,6,60,36\n\
         J1,2023-03-07,C2,Item 2,F0,2,60,36\n\
         U1,2023-03-08,C2,Item 2,F0,5,-50,30\n\
         P1,2023-03-08,C2,Item 2,F0,-5,50,30\n\
         O1,2023-03-09,C3,Item 3,F1,900,9000,5400\n\
         M1,2023-03-10,C4,Item 4,F0,500,50,30\n\
         M2,2023-03-10,C4,Item 4,F0,5,5000,30\n\
         Z1,2023-03-10,C4,Item 0,F0,3,0,18\n\
         K1,2023-03-11,c-1,ITEM  1,F1,5,50,30\n\
         N1,2023-03-11,C5,Item 1,F1,5,50,\n\
         N2,2023-03-11,C5,New,F1,5,50,\n",
    );
    analysed(text.as_bytes(), None)
}

#[test]
fn exact_duplicates_of_an_order_are_found_and_set_aside() {
    let mut project = faulty();
    let (before, lines) = (revenue(&mut project), project.quality()[0].used);
    let report = doctor(&mut project);
    let found = check(&report, Check::Duplicates);
    assert_eq!(
        (found.lines, found.money, found.state),
        (2, 100.0, CheckState::Open)
    );
    assert!(
        found.title.starts_with("2 lines repeat another in order"),
        "{}",
        found.title
    );
    let fix = found.offers[0].fix.clone();
    assert_eq!(fix, set_aside(Check::Duplicates));

    with_fixes(&mut project, &[fix]);
    close(revenue(&mut project), before - 100.0, "net sales");
    let quality = project.quality().remove(0);
    assert_eq!(quality.used, lines - 2);
    let aside = quality
        .set_aside
        .iter()
        .find(|s| s.reason == "duplicate")
        .unwrap();
    assert_eq!((aside.rows, aside.money, aside.first_row), (2, 100.0, 733));
    let report = doctor(&mut project);
    assert_eq!(check(&report, Check::Duplicates).state, CheckState::Fine);
    let done = &report.log[0];
    assert_eq!((done.lines, done.net_sales, done.cost), (2, -100.0, -60.0));
    assert_eq!(
        done.sentence,
        "2 lines were set aside: they repeat another line"
    );
}

#[test]
fn without_order_numbers_repeats_are_no_duplicates() {
    let text = "Date,Customer,Item,Quantity,Net sales\n\
        2024-01-05,Ada,Bolt,1,5\n2024-01-05,Ada,Bolt,1,5\n";
    let mut project = analysed(text.as_bytes(), None);
    let report = doctor(&mut project);
    assert_eq!(check(&report, Check::Duplicates).state, CheckState::Fine);
}

#[test]
fn orders_repeated_as_a_whole_speak_for_a_join() {
    let order = "7,2024-01-05,Ada,Bolt,F,1,5,3\n7,2024-01-05,Ada,Nut,F,2,8,3\n";
    let mut project = analysed(format!("{HEADER}{order}{order}{order}").as_bytes(), None);
    let report = doctor(&mut project);
    let found = check(&report, Check::Duplicates);
    assert_eq!(found.lines, 4);
    assert!(
        found
            .detail
            .contains("1 order stands there as a whole several times")
    );
}

#[test]
fn net_sales_that_a_join_repeats_count_once() {
    let mut project = faulty();
    let before = revenue(&mut project);
    let report = doctor(&mut project);
    let found = check(&report, Check::JoinedLines);
    assert_eq!((found.lines, found.money), (1, 60.0));
    with_fixes(&mut project, &[Fix::CountSalesOnce]);
    close(revenue(&mut project), before - 60.0, "net sales");
    assert_eq!(check(&doctor(&mut project), Check::JoinedLines).lines, 0);
}

#[test]
fn signs_are_mended_both_ways() {
    let mut project = faulty();
    let totals = |p: &mut Project| p.overview(&Filter::default()).unwrap().totals;
    let before = totals(&mut project);
    let report = doctor(&mut project);
    assert_eq!(check(&report, Check::UnmarkedReturns).lines, 1);
    assert_eq!(check(&report, Check::PositiveReturns).lines, 1);
    with_fixes(&mut project, &[Fix::TreatAsReturns, Fix::NegateReturns]);
    let after = totals(&mut project);
    assert_eq!(after.return_lines, before.return_lines + 1);
    close(after.revenue, before.revenue - 100.0, "net sales");
    close(after.units_sold, before.units_sold - 5.0, "units");
    close(after.cost.unwrap(), before.cost.unwrap() - 120.0, "cost");
}

/// Iglewicz and Hoaglin's formula by hand: nine quantities of 1 to 9, the median is 5, the MAD 2;
/// z of 20 is 0.6745 × (20 − 5.5) ÷ 2.5 once it is among them.
#[test]
fn quantity_outliers_follow_the_modified_z_score() {
    let mut text = HEADER.to_owned();
    for quantity in (1..=9).chain([20]) {
        let _ = writeln!(
            text,
            "{quantity},2024-01-05,Ada,Bolt,F,{quantity},{quantity},1"
        );
    }
    let mut project = analysed(text.as_bytes(), None);
    let found = |project: &mut Project, limit: f64| {
        let mut settings = project.settings().clone();
        settings.doctor.outlier_limit = limit;
        project.set_settings(settings).unwrap();
        check(&doctor(project), Check::Outliers).lines
    };
    let z = 0.6745 * (20.0 - 5.5) / 2.5;
    assert_eq!(found(&mut project, z - 1e-9), 1);
    assert_eq!(found(&mut project, z + 1e-9), 0);
    assert_eq!(found(&mut project, 3.5), 1);
}

/// Without any deviation in the middle the mean absolute deviation stands in: nineteen lines of 1
/// and one of 3 have a mean deviation of 0.1.
#[test]
fn quantity_outliers_where_most_lines_are_equal() {
    let mut text = HEADER.to_owned();
    for line in 0..20 {
        let quantity = if line == 7 { 3 } else { 1 };
        let _ = writeln!(text, "{line},2024-01-05,Ada,Bolt,F,{quantity},{quantity},1");
        let _ = writeln!(text, "{line},2024-01-05,Ada,Same,F,1,1,1");
    }
    let mut project = analysed(text.as_bytes(), None);
    let z: f64 = 2.0 / (1.253_314 * 0.1);
    assert!(z > 3.5);
    let report = doctor(&mut project);
    assert_eq!(check(&report, Check::Outliers).lines, 1);
}

#[test]
fn a_few_lines_say_nothing_of_what_is_usual() {
    let mut text = HEADER.to_owned();
    for (order, quantity) in [1, 2, 1, 2, 1, 2, 1, 900].into_iter().enumerate() {
        let _ = writeln!(
            text,
            "{order},2024-01-05,Ada,Bolt,F,{quantity},{quantity},1"
        );
    }
    let mut project = analysed(text.as_bytes(), None);
    assert_eq!(check(&doctor(&mut project), Check::Outliers).lines, 0);
}

#[test]
fn a_price_jump_says_which_number_is_wrong() {
    let mut project = faulty();
    let report = doctor(&mut project);
    let found = check(&report, Check::PriceJumps);
    assert_eq!(found.lines, 2);
    // 500 pieces for 50 and 5 for 5,000 at a usual 4 to 6 for 10 each; the larger amount leads.
    assert_eq!(
        found.offers[0].fix,
        Fix::ScaleJumps {
            item: "Item 4".to_owned(),
            what: Scaled::Quantity,
            factor: 0.01
        }
    );
    let before = revenue(&mut project);
    let quantity = Fix::ScaleJumps {
        item: "Item 4".to_owned(),
        what: Scaled::Quantity,
        factor: 0.01,
    };
    let money = Fix::ScaleJumps {
        item: "Item 4".to_owned(),
        what: Scaled::Money,
        factor: 0.01,
    };
    with_fixes(&mut project, &[quantity, money]);
    let report = doctor(&mut project);
    assert_eq!(check(&report, Check::PriceJumps).lines, 0);
    // Each fix touched the line that it brings nearer, and not the other one.
    assert_eq!(
        report.log.iter().map(|d| d.lines).collect::<Vec<_>>(),
        [1, 1]
    );
    close(revenue(&mut project), before - 4950.0, "net sales");
}

#[test]
fn free_goods_count_until_they_are_set_aside() {
    let mut project = faulty();
    let report = doctor(&mut project);
    let found = check(&report, Check::FreeLines);
    assert_eq!((found.lines, found.money), (1, 18.0));
    assert_eq!(
        found.offers[0].fix,
        Fix::Keep {
            check: Check::FreeLines
        }
    );
    with_fixes(&mut project, &[set_aside(Check::FreeLines)]);
    let report = doctor(&mut project);
    assert_eq!((report.log[0].net_sales, report.log[0].cost), (0.0, -18.0));
}

#[test]
fn what_is_kept_asks_no_more() {
    let mut project = faulty();
    let open = |d: &Doctor| {
        d.checks
            .iter()
            .filter(|c| c.state == CheckState::Open)
            .count()
    };
    let before = doctor(&mut project);
    with_fixes(
        &mut project,
        &[Fix::Keep {
            check: Check::FreeLines,
        }],
    );
    let after = doctor(&mut project);
    assert_eq!(open(&after), open(&before) - 1);
    let kept = check(&after, Check::FreeLines);
    assert_eq!((kept.state, kept.offers.len()), (CheckState::Kept, 0));
}

#[test]
fn a_finding_that_is_kept_changes_no_line_and_no_other_fix() {
    let mut project = faulty();
    let (aside, keep) = (
        set_aside(Check::Duplicates),
        Fix::Keep {
            check: Check::Outliers,
        },
    );
    with_fixes(&mut project, std::slice::from_ref(&aside));
    let (sales, before) = (revenue(&mut project), doctor(&mut project));
    with_fixes(&mut project, &[keep.clone(), aside.clone()]);
    let kept = doctor(&mut project);
    assert_eq!(revenue(&mut project), sales);
    assert_eq!((kept.used, &kept.calendar), (before.used, &before.calendar));
    assert_eq!(kept.log.len(), 2);
    assert_eq!(kept.log[0].sentence, "Unusual quantities: kept as they are");
    assert_eq!((kept.log[0].lines, kept.log[0].net_sales), (0, 0.0));
    assert_eq!(kept.log[1], before.log[0]);
    // Undone beneath it, a fix leaves what is kept.
    with_fixes(&mut project, &[keep]);
    assert_eq!(doctor(&mut project).log, kept.log[..1]);
}

#[test]
fn facts_that_are_attached_find_the_lines_without_their_fixes() {
    let labels = |codes: [u32; 2]| Attached {
        currencies: Some(LineLabels {
            texts: ["EUR", "USD"].map(str::to_owned).to_vec(),
            codes: codes.to_vec(),
        }),
        ..Attached::default()
    };
    let text =
        format!("{HEADER}1,2024-01-05,Ada,Bolt,F,1,100,60\n2,2024-02-06,Ben,Bolt,F,1,100,60\n");
    let mut project = analysed(text.as_bytes(), None);
    project.attach(labels([0, 1])).unwrap();
    let untouched = json(&mut project);
    with_fixes(
        &mut project,
        &[Fix::CurrencyRate {
            currency: "USD".to_owned(),
            rate: 0.5,
        }],
    );
    assert_eq!(revenue(&mut project), 150.0);
    // Not multiplied twice, and by the facts that hold now.
    project.attach(labels([0, 1])).unwrap();
    assert_eq!(revenue(&mut project), 150.0);
    project.attach(labels([1, 1])).unwrap();
    assert_eq!(revenue(&mut project), 100.0);
    project.attach(labels([0, 1])).unwrap();
    with_fixes(&mut project, &[]);
    assert_eq!(json(&mut project), untouched);
}

#[test]
fn sales_within_the_company_are_found_by_their_names() {
    let text = "Order,Date,Customer,Customer name,Channel,Item,Quantity,Net sales\n\
        1,2024-01-05,K1,Ada,Trade,Bolt,1,100\n\
        2,2024-02-06,K2,InterCompany North,Trade,Bolt,1,40\n\
        3,2024-03-07,K1,Ada,Own use,Bolt,1,7\n\
        4,2024-03-08,K3,Intercontinental Hotels,Trade,Bolt,1,60\n";
    let mut project = analysed(text.as_bytes(), None);
    let found = doctor(&mut project);
    let found = check(&found, Check::Intercompany);
    assert_eq!(
        (found.state, found.lines, found.money),
        (CheckState::Open, 2, 47.0)
    );
    assert!(
        found.detail.starts_with("Ada, InterCompany North. "),
        "{}",
        found.detail
    );
    with_fixes(&mut project, &[set_aside(Check::Intercompany)]);
    assert_eq!(revenue(&mut project), 160.0);
    let after = doctor(&mut project);
    assert_eq!(check(&after, Check::Intercompany).state, CheckState::Fine);
    assert_eq!(after.set_aside[0].reason, "intercompany");
}

#[test]
fn keys_that_look_alike_become_one() {
    for (a, b) in [
        ("C1", "c-1"),
        ("Item 1", "ITEM\u{a0}1"),
        ("0000012345", "12345"),
        ("AB\u{2011}7", "ab7"),
    ] {
        assert_eq!(normal_form(a), normal_form(b), "{a} and {b}");
    }
    // A number is one; letters keep their zeros.
    assert_ne!(normal_form("A01"), normal_form("A1"));

    let mut project = faulty();
    let report = doctor(&mut project);
    let customers = check(&report, Check::CustomerKeys);
    assert_eq!((customers.lines, customers.money), (2, 50.0));
    let into = Fix::MergeKeys {
        of: Party::Customers,
        into: "C1".to_owned(),
        keys: vec!["c-1".to_owned()],
    };
    assert_eq!(customers.offers[0].fix, into);
    let count = |p: &mut Project| p.overview(&Filter::default()).unwrap().totals;
    let before = count(&mut project);
    with_fixes(&mut project, &[into, Fix::MergeAlike { of: Party::Items }]);
    let after = count(&mut project);
    assert_eq!(after.customers, before.customers - 1);
    assert_eq!(after.products, before.products - 1);
    close(after.revenue, before.revenue, "net sales");
}

#[test]
fn estimated_costs_come_from_another_source_on_demand() {
    let mut project = faulty();
    let report = doctor(&mut project);
    let found = check(&report, Check::MissingCost);
    assert_eq!((found.lines, found.money), (2, 100.0));
    assert!(
        found
            .detail
            .starts_with("1 from the item's average, 1 from its family's margin")
    );
    let cost = |p: &Project| p.analysis().unwrap().data.cost.clone().unwrap();
    let n = cost(&project).len();
    close(cost(&project)[n - 2], 30.0, "5 pieces at the item's 6");
    let before = cost(&project);
    with_fixes(
        &mut project,
        &[Fix::EstimateCost {
            by: CostFallback::Overall,
        }],
    );
    let after = cost(&project);
    let known: (f64, f64) = {
        let data = &project.analysis().unwrap().data;
        (0..n - 2)
            .filter(|&l| data.quantity[l] >= 0.0)
            .fold((0.0, 0.0), |(c, s), l| (c + after[l], s + data.revenue[l]))
    };
    close(after[n - 1], 50.0 * known.0 / known.1, "share of all sales");
    assert_eq!(after[..n - 2], before[..n - 2], "costs of the file stay");
    assert_eq!(
        check(&doctor(&mut project), Check::MissingCost).state,
        CheckState::Kept
    );
}

#[test]
fn weeks_without_lines_and_half_months_are_told() {
    let mut text = HEADER.to_owned();
    for week in (0..30).filter(|w| ![7, 8].contains(w)) {
        let day = 14 + week * 7; // 2024-01-15 is a Monday
        let (month, day) = (day / 28 + 1, day % 28 + 1);
        let _ = writeln!(text, "{week},2024-{month:02}-{day:02},Ada,Bolt,F,1,10,6");
    }
    let mut project = analysed(text.as_bytes(), None);
    let report = doctor(&mut project);
    assert!(
        report.calendar.title.contains("weeks have no lines"),
        "{}",
        report.calendar.title
    );
    assert!(check(&report, Check::DateGaps).lines >= 2);
    assert_eq!(report.calendar.lines.len() % 7, 0);
    let drawn: u32 = report.calendar.lines.iter().sum();
    assert_eq!(u64::from(drawn), report.used);

    let partial = check(&report, Check::PartialMonths);
    assert!(
        partial.title.starts_with("Jan 2024 begins 14 days late"),
        "{}",
        partial.title
    );
    let fix = partial.offers[0].fix.clone();
    let month = Some("2024-01".to_owned());
    assert_eq!(
        fix,
        Fix::SetAside {
            check: Check::PartialMonths,
            only: month
        }
    );
    with_fixes(&mut project, &[fix]);
    let totals = project.overview(&Filter::default()).unwrap().totals;
    assert!(
        totals.first_day.starts_with("2024-02"),
        "{}",
        totals.first_day
    );
}

#[test]
fn a_control_total_that_does_not_fit_is_explained() {
    let text = "Order,Date,Customer,Item,Quantity,Net sales,Cancelled\n\
        1,2023-05-05,Ada,Bolt,10,1000,\n2,2023-06-05,Ben,Bolt,5,400,yes\n\
        3,2024-05-05,Ada,Bolt,7,700,\n";
    let mut project = analysed(text.as_bytes(), None);
    let periods = |d: &Doctor| {
        d.control
            .iter()
            .map(|c| c.period.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(periods(&doctor(&mut project)), ["", "2023", "2024"]);
    let total = |period: &str, net_sales| ControlTotal {
        period: period.to_owned(),
        net_sales: Some(net_sales),
        cost: None,
    };
    let mut settings = project.settings().clone();
    settings.doctor.control = vec![total("2023", 1400.0), total("2024", 702.0)];
    project.set_settings(settings).unwrap();
    let report = doctor(&mut project);
    let year = &report.control[1];
    assert!(!year.fits);
    assert_eq!(
        year.verdict,
        "The file has 400 less net sales than the P&L (29\u{a0}% of it). The P&L may hold the cancelled lines: 400"
    );
    let known: f64 = year
        .bridge
        .iter()
        .filter(|b| b.label.starts_with("Cancelled"))
        .map(|b| b.amount)
        .sum();
    assert_eq!(known, -400.0);
    assert!(report.control[2].fits, "{}", report.control[2].verdict);
    let found = check(&report, Check::ControlTotal);
    assert_eq!((found.state, found.money), (CheckState::Open, 400.0));
    assert!(
        found.title.starts_with("2023: The file has 400 less"),
        "{}",
        found.title
    );
}

#[test]
fn the_log_is_part_of_every_export_and_comes_back_with_the_settings() {
    let mut project = faulty();
    let fixes = [
        set_aside(Check::Duplicates),
        Fix::MergeAlike {
            of: Party::Customers,
        },
    ];
    with_fixes(&mut project, &fixes);
    let results: serde_json::Value = serde_json::from_slice(&json(&mut project)).unwrap();
    assert_eq!(results["fixes"].as_array().unwrap().len(), 2);
    assert_eq!(results["fixes"][0]["net_sales"], -100.0);
    let tables = project.workbook_tables().unwrap();
    let sheet = tables.iter().find(|t| t.title == "Fixes").unwrap();
    assert_eq!(sheet.rows.len(), 2);
    let assumptions = tables.iter().find(|t| t.title == "Assumptions").unwrap();
    let said = assumptions
        .rows
        .iter()
        .filter(|r| r.cells[1] == TableValue::Text("Fix".to_owned()));
    assert_eq!(said.count(), 2);

    // The same settings on the same data give the same results.
    let settings = project.export(&Export::Settings).unwrap().bytes;
    let want = json(&mut project);
    let mut again = faulty();
    again
        .import_settings(std::str::from_utf8(&settings).unwrap())
        .unwrap();
    assert_eq!(json(&mut again), want);
}

#[test]
fn fixes_stay_with_their_data() {
    let order = "7,2024-01-05,Ada,Bolt,F,1,5,3\n";
    let text = format!("{HEADER}{order}{order}8,2024-01-06,Ada,Bolt,F,1,5,3\n");
    let mut project = analysed(text.as_bytes(), None);
    with_fixes(&mut project, &[set_aside(Check::Duplicates)]);
    // Analysed again, the same file is mended again.
    read_and_analyse(&mut project, text.as_bytes());
    assert_eq!(project.quality()[0].used, 2);
    // Another file is not.
    project.close_opened();
    project
        .open("other.csv", text.len() as u64, text.as_bytes(), None)
        .unwrap();
    read_and_analyse(&mut project, text.as_bytes());
    assert_eq!(project.quality()[0].used, 3);
    assert!(project.settings().doctor.fixes.is_empty());
}

#[test]
fn a_fix_that_leaves_nothing_is_refused() {
    let text = format!("{HEADER}1,2024-01-05,Ada,Bolt,F,1,0,3\n");
    let mut project = analysed(text.as_bytes(), None);
    let before = json(&mut project);
    let mut settings = project.settings().clone();
    settings.doctor.fixes = vec![set_aside(Check::FreeLines)];
    let error = project.set_settings(settings).unwrap_err();
    assert_eq!(error.title, "This would set every row aside");
    assert_eq!(json(&mut project), before);
}

#[test]
fn a_rate_must_be_a_positive_number() {
    let mut project = faulty();
    for rate in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let mut settings = project.settings().clone();
        let currency = "USD".to_owned();
        settings.doctor.fixes = vec![Fix::CurrencyRate { currency, rate }];
        assert!(project.set_settings(settings).is_err(), "{rate}");
    }
}

#[test]
fn evidence_names_row_and_reason() {
    let mut project = faulty();
    let page = |p: &mut Project, check| {
        let query = TableQuery {
            kind: TableKind::Doctor { check },
            filter: Filter::default(),
            sort: None,
            search: String::new(),
        };
        p.table(&query, 0, 100).unwrap()
    };
    let duplicates = page(&mut project, Check::Duplicates);
    assert_eq!(duplicates.rows[0].id, "733 lines.csv");
    assert_eq!(
        duplicates.rows[0].cells[1],
        TableValue::Text("repeats row 732".to_owned())
    );
    // Its row set aside by hand, there is one duplicate less.
    let file = project.name();
    with_fixes(
        &mut project,
        &[Fix::SetAsideRows {
            file,
            rows: vec![733, 733, 99_999],
        }],
    );
    let duplicates = page(&mut project, Check::Duplicates);
    assert_eq!(
        (duplicates.total_rows, duplicates.rows[0].id.as_str()),
        (1, "734 lines.csv")
    );
    assert_eq!(page(&mut project, Check::CustomerKeys).total_rows, 2);
    assert!(page(&mut project, Check::PartialMonths).total_rows > 12);
}

fn any_fix() -> impl Strategy<Value = Fix> {
    let checks = prop::sample::select(Check::ALL.to_vec());
    let only = prop::option::of(prop::sample::select(vec![
        "Item 1".to_owned(),
        "Item 4".to_owned(),
        "2022-01".to_owned(),
        "nothing".to_owned(),
    ]));
    let of = || prop::sample::select(vec![Party::Customers, Party::Items]);
    prop_oneof![
        (checks.clone(), only).prop_map(|(check, only)| Fix::SetAside { check, only }),
        prop::collection::vec(0_u64..760, 0..6).prop_map(|rows| Fix::SetAsideRows {
            file: "lines.csv".to_owned(),
            rows
        }),
        Just(Fix::TreatAsReturns),
        Just(Fix::NegateReturns),
        Just(Fix::CountSalesOnce),
        of().prop_map(|of| Fix::MergeAlike { of }),
        (of(), 0..6_u32).prop_map(|(of, k)| Fix::MergeKeys {
            of,
            into: format!("C{k}"),
            keys: vec!["C1".to_owned(), "c-1".to_owned()],
        }),
        (0..5_u32, 0.01..100.0_f64, any::<bool>()).prop_map(|(item, factor, money)| {
            Fix::ScaleJumps {
                item: format!("Item {item}"),
                what: if money {
                    Scaled::Money
                } else {
                    Scaled::Quantity
                },
                factor,
            }
        }),
        prop::sample::select(vec![
            CostFallback::Item,
            CostFallback::Family,
            CostFallback::Overall
        ])
        .prop_map(|by| Fix::EstimateCost { by }),
        checks.prop_map(|check| Fix::Keep { check }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever the lines are, and whatever is mended: no number that is none, no evidence of lines
    /// that do not count, and each table as long as its finding says.
    #[test]
    fn findings_hold_for_any_lines(
        rows in crate::invariants::rows(),
        fixes in prop::collection::vec(any_fix(), 0..3),
    ) {
        let mut project = analysed(crate::invariants::text(&rows).as_bytes(), None);
        let mut settings = project.settings().clone();
        settings.doctor.fixes = fixes;
        // Refused only where nothing would be left.
        let _ = project.set_settings(settings);
        let report = doctor(&mut project);
        for found in &report.checks {
            prop_assert!(found.money.is_finite());
            let by_lines = found.by_row;
            if let Some(kind) = &found.table {
                let query = TableQuery {
                    kind: kind.clone(),
                    filter: Filter::default(),
                    sort: None,
                    search: String::new(),
                };
                let page = project.table(&query, 0, 1000).unwrap();
                if by_lines {
                    prop_assert_eq!(page.total_rows, found.lines, "{:?}", found.check);
                }
            }
        }
        for fix in &report.log {
            prop_assert!(fix.net_sales.is_finite() && fix.cost.is_finite());
        }
        for control in &report.control {
            prop_assert!(control.net_sales.is_finite());
        }
    }

    /// Any fixes, then none: every bit is as it was; on the way the rows always add up.
    #[test]
    fn undone_fixes_leave_no_trace(fixes in prop::collection::vec(any_fix(), 1..7), drop in 0..7_usize) {
        let mut project = faulty();
        let before = json(&mut project);
        with_fixes(&mut project, &fixes);
        let quality = project.quality().remove(0);
        let aside: u64 = quality.set_aside.iter().map(|s| s.rows).sum();
        prop_assert_eq!(quality.used + aside, quality.rows);
        let log = doctor(&mut project).log;
        prop_assert_eq!(log.len(), fixes.len());
        let first = revenue(&mut faulty());
        let sum: f64 = log.iter().map(|d| d.net_sales).sum();
        close(revenue(&mut project), first + sum, "the log's effects add up");
        // One undone from the middle is as if it had never been done.
        let mut rest = fixes.clone();
        rest.remove(drop % fixes.len());
        with_fixes(&mut project, &rest);
        let mut other = faulty();
        with_fixes(&mut other, &rest);
        prop_assert_eq!(json(&mut project), json(&mut other));
        with_fixes(&mut project, &[]);
        prop_assert!(json(&mut project) == before, "a trace is left");
    }
}
