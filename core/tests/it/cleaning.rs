//! What the file leaves out or writes in its own way: net sales, costs, discounts, signs.

use crate::support::{analysed, close, read_and_analyse};
use tenfold_core::dataset::LineKind;
use tenfold_core::project::Project;
use tenfold_core::project::view::{Filter, Finding, Provenance, Severity};

fn finding<'a>(findings: &'a [Finding], says: &str) -> &'a Finding {
    findings
        .iter()
        .find(|f| f.message.contains(says))
        .unwrap_or_else(|| panic!("no finding says “{says}”: {findings:#?}"))
}

fn says_nothing_of(findings: &[Finding], of: &str) {
    assert!(
        !findings.iter().any(|f| f.message.contains(of)),
        "{findings:#?}"
    );
}

/// The file analysed under a mapping of its columns, field by field.
fn mapped(text: &str, columns: &str) -> Project {
    analysed(
        text.as_bytes(),
        Some(&format!(r#"{{"columns": {{{columns}}}}}"#)),
    )
}

const KEYS: &str = r#""order": "Order", "date": "Date", "customer": "Customer", "item": "Item", "quantity": "Qty""#;

fn values(project: &Project) -> (Vec<f64>, Option<Vec<f64>>) {
    let data = &project.analysis().unwrap().data;
    (data.revenue.clone(), data.cost.clone())
}

#[test]
fn blank_net_sales_come_from_the_price() {
    let text = "Order,Date,Customer,Item,Qty,Net,Price,Disc\n\
        1,2024-01-05,Ada,Bolt,10,90,10,0.5\n\
        2,2024-01-06,Ada,Bolt,10,,10,0.25\n\
        3,2024-01-07,Ada,Bolt,10,n/a,4,\n\
        4,2024-01-08,Ada,Bolt,10,,,\n";
    let columns =
        format!(r#"{KEYS}, "revenue": "Net", "unit_price": "Price", "discount_rate": "Disc""#);
    let project = mapped(text, &columns);
    let quality = &project.quality()[0];
    assert_eq!(values(&project).0[..3], [90.0, 75.0, 40.0]);
    assert_eq!((quality.used, quality.set_aside[0].first_row), (3, 5));
    let told = finding(&quality.findings, "2 lines have no net sales in the column");
    assert_eq!((told.row, told.column.as_deref()), (Some(3), Some("Net")));
}

#[test]
fn the_whole_column_tells_how_discounts_are_written() {
    let header = "Order,Date,Customer,Item,Qty,Price,Disc\n";
    let columns = format!(r#"{KEYS}, "unit_price": "Price", "discount_rate": "Disc""#);
    let shares = "1,2024-01-05,Ada,Bolt,1,100,0.15\n2,2024-01-06,Ada,Bolt,1,100,1\n";
    let project = mapped(&format!("{header}{shares}"), &columns);
    assert_eq!(values(&project).0, [85.0, 0.0]);
    says_nothing_of(&project.quality()[0].findings, "per cent");

    let percents = "1,2024-01-05,Ada,Bolt,1,100,15\n2,2024-01-06,Ada,Bolt,1,100,1\n\
        3,2024-01-07,Ada,Bolt,1,100,250\n";
    let project = mapped(&format!("{header}{percents}"), &columns);
    assert_eq!(values(&project).0[..2], [85.0, 99.0]);
    let quality = &project.quality()[0];
    finding(&quality.findings, "per cent");
    let aside = &quality.set_aside[0];
    assert_eq!((aside.rows, aside.first_row), (1, 4));
    assert_eq!(
        (aside.reason.as_str(), aside.example.as_str()),
        ("net sales", "250\u{a0}% discount")
    );
    assert!(aside.remedy.contains("“Disc”"), "{}", aside.remedy);
}

#[test]
fn blank_costs_fall_back_along_the_chain() {
    let text = "Order,Date,Customer,Item,Family,Qty,Net,Cost,Unit cost,Profit\n\
        1,2024-01-05,Ada,Bolt,Iron,10,100,60,9,90\n\
        2,2024-01-05,Ada,Bolt,Iron,10,100,,5,90\n\
        3,2024-01-05,Ada,Bolt,Iron,10,100,,,30\n\
        4,2024-01-05,Ada,Bolt,Iron,4,100,,,\n\
        5,2024-01-05,Ada,Nut,Iron,1,200,,,\n\
        6,2024-01-05,Ada,Oil,Liquid,1,100,20,,\n\
        7,2024-01-05,Ada,Soap,,1,100,,,\n";
    let columns = format!(
        r#"{KEYS}, "revenue": "Net", "cost": "Cost", "unit_cost": "Unit cost", "profit": "Profit", "family": "Family""#
    );
    let mut project = mapped(text, &columns);
    let cost = values(&project).1.unwrap();
    // Bolt: 180 for 30 units. Iron: 180 of 300 sold. All: 200 of 400 sold.
    for (line, want) in [60.0, 50.0, 70.0, 24.0, 120.0, 20.0, 50.0]
        .into_iter()
        .enumerate()
    {
        close(cost[line], want, &format!("cost of line {}", line + 1));
    }
    let quality = &project.quality()[0];
    assert_eq!(quality.cost_estimated_lines, 3);
    assert_eq!(quality.cost_estimated_revenue, 400.0);
    assert_eq!(
        quality.cost_source,
        "column “Cost”; where that is blank, quantity × “Unit cost”; where that is blank, net sales − “Profit”"
    );
    finding(&quality.findings, "3 lines have no cost; it is estimated");
    let overview = project.overview(&Filter::default()).unwrap();
    assert_eq!(overview.cost_provenance, Provenance::Estimated);
}

#[test]
fn estimates_rest_on_sales_and_count_lines() {
    let header = "Order,Date,Customer,Item,Qty,Net,Cost\n";
    let columns = format!(r#"{KEYS}, "revenue": "Net", "cost": "Cost""#);
    // The return came back at another cost; it says nothing of what is sold.
    let rows = "1,2024-01-05,Ada,Bolt,10,100,60\n2,2024-01-06,Ada,Bolt,-5,-50,-5\n\
        3,2024-01-07,Ada,Bolt,10,100,\n";
    let project = mapped(&format!("{header}{rows}"), &columns);
    assert_eq!(values(&project).1.unwrap()[2], 60.0);

    // Costs that cancel out, or are all zero, are costs.
    let rows = "1,2024-01-05,Ada,Bolt,1,10,0\n2,2024-01-06,Ada,Bolt,1,0,\n";
    let mut project = mapped(&format!("{header}{rows}"), &columns);
    assert_eq!(values(&project).1.unwrap(), [0.0, 0.0]);
    // A free line with an estimated cost moves no net sales; the margin is estimated all the same.
    let overview = project.overview(&Filter::default()).unwrap();
    assert_eq!(project.quality()[0].cost_estimated_revenue, 0.0);
    assert_eq!(overview.cost_provenance, Provenance::Estimated);
}

#[test]
fn costs_that_nothing_tells_are_unknown_and_not_zero() {
    let text = "Order,Date,Customer,Item,Qty,Net,Cost\n\
        1,2024-01-05,Ada,Sample,1,0,7\n2,2024-01-06,Ada,Bolt,1,100,\n3,2024-01-06,Ada,Nut,1,50,\n";
    let columns = format!(r#"{KEYS}, "revenue": "Net", "cost": "Cost""#);
    let mut project = mapped(text, &columns);
    let totals = project.overview(&Filter::default()).unwrap().totals;
    assert_eq!((totals.cost, totals.margin), (None, None));
    let quality = &project.quality()[0];
    assert_eq!(quality.cost_estimated_lines, 0);
    let told = finding(&quality.findings, "2 lines have no cost, and no sale");
    assert!(!told.remedy.is_empty());
}

#[test]
fn order_costs_do_not_depend_on_the_sequence_of_the_rows() {
    let header = "Order,Date,Customer,Item,Qty,Net,Freight\n";
    let rows = [
        "A,2024-01-05,Ada,Bolt,1,10,5",
        "A,2024-01-05,Ada,Nut,1,10,7",
        "B,2024-01-05,Ada,Bolt,1,10,0",
        "B,2024-01-05,Ada,Nut,1,10,4",
        "C,2024-01-05,Ada,Nut,1,10,3",
        "C,2024-01-05,Ada,Nut,1,10,3",
    ];
    let settings =
        format!(r#"{{"columns": {{{KEYS}, "revenue": "Net"}}, "order_level_costs": ["Freight"]}}"#);
    let mut backwards = rows;
    backwards.reverse();
    for rows in [rows, backwards] {
        let project = analysed(
            format!("{header}{}\n", rows.join("\n")).as_bytes(),
            Some(&settings),
        );
        let direct = project.analysis().unwrap().data.direct.clone().unwrap();
        close(direct.iter().sum(), 7.0 + 4.0 + 3.0, "freight");
        let quality = &project.quality()[0];
        let told = finding(&quality.findings, "1 order has different amounts");
        assert!(told.message.contains("“A”"), "{}", told.message);
        let second_of_a = rows.iter().rposition(|r| r.starts_with('A')).unwrap() as u64 + 2;
        assert_eq!(
            (told.row, told.column.as_deref()),
            (Some(second_of_a), Some("Freight"))
        );
    }
}

const SAP: &str = "Order,Date,Customer,Item,Qty,Net,Cost,Returned\n\
    1,2024-01-05,Ada,Bolt,10,100,60,\n\
    2,2024-01-06,Ada,Bolt,2,20,12,X\n\
    3,2024-01-07,Ada,Bolt,1,10,6,X\n";

fn sap(text: &str, signs: &str) -> Project {
    let settings = format!(
        r#"{{"columns": {{{KEYS}, "revenue": "Net", "cost": "Cost", "returned": "Returned"}}{signs}}}"#
    );
    analysed(text.as_bytes(), Some(&settings))
}

#[test]
fn marked_returns_without_a_sign_are_taken_off() {
    let mut project = sap(SAP, "");
    let data = &project.analysis().unwrap().data;
    assert_eq!(data.revenue, [100.0, -20.0, -10.0]);
    assert_eq!(data.quantity, [10.0, -2.0, -1.0]);
    assert_eq!(data.cost.as_deref(), Some(&[60.0, -12.0, -6.0][..]));
    assert_eq!(data.kinds[1..], [LineKind::Return; 2]);
    let totals = project.overview(&Filter::default()).unwrap().totals;
    assert_eq!((totals.revenue, totals.margin), (70.0, Some(28.0)));
    let quality = &project.quality()[0];
    let told = finding(&quality.findings, "2 marked returns are positive");
    assert_eq!((told.severity, told.row), (Severity::Note, Some(3)));
    assert!(told.message.contains("−30"), "{}", told.message);
    says_nothing_of(&quality.findings, "returns add");
}

#[test]
fn the_sign_of_marked_returns_can_be_set() {
    let mut project = sap(SAP, r#", "return_signs": "as_in_file""#);
    assert_eq!(values(&project).0, [100.0, 20.0, 10.0]);
    finding(&project.quality()[0].findings, "2 returns add");
    // What was set is exported with the rest.
    let settings = project
        .export(&tenfold_core::project::view::Export::Settings)
        .unwrap();
    let settings = String::from_utf8(settings.bytes).unwrap();
    assert_eq!(
        values(&analysed(SAP.as_bytes(), Some(&settings))).0,
        [100.0, 20.0, 10.0]
    );

    // A column with signs of its own is left as it is, unless told otherwise.
    let signed = SAP.replace("2,20,12,X", "-2,-20,-12,X");
    let project = sap(&signed, "");
    assert_eq!(values(&project).0, [100.0, -20.0, 10.0]);
    finding(&project.quality()[0].findings, "1 return adds");
    let project = sap(&signed, r#", "return_signs": "always_negative""#);
    assert_eq!(values(&project).0, [100.0, -20.0, -10.0]);
}

#[test]
fn marked_returns_of_priced_lines_and_profits_turn_as_a_whole() {
    let text = "Order,Date,Customer,Item,Qty,Price,Profit,Returned\n\
        1,2024-01-05,Ada,Bolt,10,10,40,no\n2,2024-01-06,Ada,Bolt,2,10,8,yes\n";
    let columns =
        format!(r#"{KEYS}, "unit_price": "Price", "profit": "Profit", "returned": "Returned""#);
    let project = mapped(text, &columns);
    assert_eq!(
        values(&project),
        (vec![100.0, -20.0], Some(vec![60.0, -12.0]))
    );
    finding(
        &project.quality()[0].findings,
        "1 marked return is positive",
    );
}

#[test]
fn negative_sales_without_a_mark_are_told() {
    let text = "Order,Date,Customer,Item,Qty,Net\n\
        1,2024-01-05,Ada,Bolt,10,100\n2,2024-01-06,Ada,Bolt,1,-30\n3,2024-01-06,Ada,Bolt,-1,-5\n";
    let project = mapped(text, &format!(r#"{KEYS}, "revenue": "Net""#));
    let quality = &project.quality()[0];
    let told = finding(&quality.findings, "1 line has a positive quantity");
    assert_eq!((told.row, told.column.as_deref()), (Some(3), Some("Net")));
    assert!(told.message.contains("−30"), "{}", told.message);
}

#[test]
fn month_names_in_windows_1252_are_read() {
    let text = b"Order;Date;Customer;Item;Quantity;Net sales\n\
        1;03. M\xE4rz 2024;M\xFCller;Bolt;1;10\n2;12 d\xE9c 2023;Ada;Bolt;1;10\n\
        3;1 ao\xFBt 2023;Ada;Bolt;1;10\n";
    let mut project = analysed(text, None);
    assert_eq!(project.quality()[0].used, 3);
    let totals = project.overview(&Filter::default()).unwrap().totals;
    assert_eq!(
        (totals.first_day.as_str(), totals.last_day.as_str()),
        ("2023-08-01", "2024-03-03")
    );
}

#[test]
fn the_whole_column_decides_the_order_of_windows_1252_dates() {
    // The head suggests year first; the names of months come behind it.
    let head = b"Order;Date;Customer;Item;Quantity;Net sales\n0;2024-01-05;Ada;Bolt;1;10\n";
    let mut text = head.to_vec();
    for line in 1..5 {
        text.extend_from_slice(format!("{line};0{line}. M").as_bytes());
        text.extend_from_slice(b"\xE4rz 2024;Ada;Bolt;1;10\n");
    }
    let mut project = Project::default();
    project
        .open("lines.csv", text.len() as u64, head, None)
        .unwrap();
    read_and_analyse(&mut project, &text);
    // The one with the year in front is read in any order.
    assert_eq!(project.quality()[0].used, 5);
}

#[test]
fn figures_that_are_no_numbers_set_their_line_aside() {
    let text = "Order,Date,Customer,Item,Quantity,Net sales\n\
        1,2024-01-05,Ada,Bolt,10,100\n2,2024-01-05,Ada,Bolt,10-12,100\n3,2024-01-05,Ada,Bolt,2024-01-05,9\n";
    let text = text.replace("Quantity,Net sales", "Qty,Net");
    let project = mapped(&text, &format!(r#"{KEYS}, "revenue": "Net""#));
    let quality = &project.quality()[0];
    assert_eq!((quality.used, quality.set_aside[0].rows), (1, 2));
    assert_eq!(quality.set_aside[0].example, "10-12");
}
