//! Several files of order lines are one dataset.

use super::{analysed_files, finding, opened, quality, read_all};
use crate::support::{analysed, close};
use tenfold_core::project::view::{Export, Filter, TableKind, TableQuery, TableValue};
use tenfold_core::settings::DateOrder;

const JANUARY: &str = "Order,Date,Customer,Customer name,Item,Quantity,Net sales,Cost of goods\n\
    1,2024-01-30,C1,Ada,Bolt,10,1100.50,60\n1,2024-01-30,C1,Ada,Nut,2,4,3\n\n2,2024-01-31,C2,Ben,Bolt,1,9,6\n";
const FEBRUARY: &str = "Auftrag;Datum;Kunde;Artikel;Menge;Umsatz;Warengruppe\n\
    3;13.02.2024;C2;Bolt;5;1.050,25;Metal\n4;14.02.2024;C3;Screw;x;7,00;Metal\n5;15.02.2024;C2;Bolt;1;8,00;Metal\n";

#[test]
fn files_written_differently_are_put_together() {
    let project = &mut analysed_files(&[("january.csv", JANUARY), ("february.csv", FEBRUARY)]);
    let totals = project.overview(&Filter::default()).unwrap().totals;
    assert_eq!((totals.lines, totals.orders, totals.customers), (5, 4, 2));
    close(
        totals.revenue,
        1100.5 + 4.0 + 9.0 + 1050.25 + 8.0,
        "net sales",
    );
    assert_eq!(totals.first_day, "2024-01-30");
    assert_eq!(totals.last_day, "2024-02-15");
    let data = &project.analysis().unwrap().data;
    assert_eq!(
        data.customers.name(data.customers.find("C1").unwrap()),
        "Ada"
    );
    let bolt = data.items.find("Bolt").unwrap() as usize;
    assert_eq!(data.items.families[bolt], "Metal", "from the other file");
    let quality = quality(project);
    assert_eq!((quality.rows, quality.used), (6, 5));
    // The row is that of its own file.
    assert_eq!(quality.set_aside[0].first_row, 3);
}

#[test]
fn rows_are_those_of_their_file() {
    let project = &mut analysed_files(&[("january.csv", JANUARY), ("february.csv", FEBRUARY)]);
    let query = TableQuery {
        kind: TableKind::Lines { driver: None },
        filter: Filter::default(),
        sort: None,
        search: String::new(),
    };
    let page = project.table(&query, 0, 10).unwrap();
    let column = |name: &str| page.columns.iter().position(|c| c.key == name).unwrap();
    let (row, file) = (column("row"), column("file"));
    let mut places: Vec<(String, f64)> = page
        .rows
        .iter()
        .map(|r| match (&r.cells[file], &r.cells[row]) {
            (TableValue::Text(file), TableValue::Number(row)) => (file.clone(), *row),
            other => panic!("{other:?}"),
        })
        .collect();
    places.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.total_cmp(&b.1)));
    let expected = [
        ("january.csv", 2.0),
        ("january.csv", 3.0),
        ("january.csv", 5.0),
        ("february.csv", 2.0),
        ("february.csv", 4.0),
    ];
    assert_eq!(places, expected.map(|(f, r)| (f.to_owned(), r)));
}

#[test]
fn one_file_cut_in_two_gives_the_results_of_the_whole() {
    let header = "Order,Date,Customer,Item,Quantity,Net sales,Cost of goods,Channel\n";
    let line = |n: u32| {
        format!(
            "{},2024-{:02}-{:02},C{},I{},{},{}.5,{},{}\n",
            n / 2,
            n % 12 + 1,
            n % 27 + 1,
            n % 7,
            n % 11,
            n % 9 + 1,
            n * 3,
            n,
            ["web", "shop"][n as usize % 2]
        )
    };
    let all: String = (0..60).map(line).collect();
    let (first, second): (String, String) =
        ((0..32).map(line).collect(), (32..60).map(line).collect());
    let whole = &mut analysed(format!("{header}{all}").as_bytes(), None);
    let (first, second) = (format!("{header}{first}"), format!("{header}{second}"));
    let parts = &mut analysed_files(&[("a.csv", &first), ("b.csv", &second)]);
    let of = |project: &mut tenfold_core::project::Project| {
        let json = project.export(&Export::Json).unwrap().bytes;
        let mut json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        for key in ["name", "settings"] {
            json[key] = serde_json::Value::Null;
        }
        json["quality"]["file"] = serde_json::Value::Null;
        json
    };
    assert_eq!(of(whole), of(parts));
}

#[test]
fn an_order_in_two_files_is_told() {
    let project = analysed_files(&[("a.csv", JANUARY), ("b.csv", JANUARY)]);
    let told = finding(&project, "2 orders stand in a.csv too");
    assert_eq!(told.file, "b.csv");
    assert!(told.remedy.contains("twice"));
}

#[test]
fn every_file_keeps_its_own_mapping_in_the_settings() {
    let files = [("january.csv", JANUARY), ("february.csv", FEBRUARY)];
    let mut project = analysed_files(&files);
    let settings = project.export(&Export::Settings).unwrap().bytes;
    let settings = String::from_utf8(settings).unwrap();
    let mut again = opened(&files);
    again
        .import_settings(&settings)
        .unwrap_or_else(|e| panic!("{e:?}"));
    let orders: Vec<_> = again.opened().iter().map(|f| f.plan.date_order).collect();
    assert_eq!(orders, [DateOrder::YearMonthDay, DateOrder::DayMonthYear]);
    read_all(&mut again, &files);
    let json = |p: &mut tenfold_core::project::Project| p.export(&Export::Json).unwrap().bytes;
    assert_eq!(json(&mut project), json(&mut again));
}
