//! Order lines with quantities and no money: demand is told, money is not made up.

use crate::shared::shared;
use crate::support::{analysed, pool, with_pools};
use std::collections::BTreeMap;
use tenfold_core::project::view::{Filter, Overview, Severity, TableKind, TableQuery, TableValue};
use tenfold_core::project::{Project, WorkbookSheets};
use tenfold_core::settings::{Check, Driver};

const UNITS: &str = "Order,Date,Customer,Item,Quantity\n\
    1,2024-01-05,Ada,Bolt,90\n2,2024-02-07,Ben,Nut,6\n3,2024-03-07,Ben,Pin,4\n";

fn overview(project: &mut Project) -> Overview {
    project.overview(&Filter::default()).unwrap()
}

/// Values by the first column of a table, for one of its columns.
fn column(project: &mut Project, kind: TableKind, key: &str) -> BTreeMap<String, TableValue> {
    let query = TableQuery {
        kind,
        filter: Filter::default(),
        sort: None,
        search: String::new(),
    };
    let page = project.table(&query, 0, 10_000).unwrap();
    let at = page.columns.iter().position(|c| c.key == key).unwrap();
    page.rows
        .into_iter()
        .map(|row| (row.id, row.cells[at].clone()))
        .collect()
}

#[test]
fn units_alone_are_analysed_and_said_to_be_no_money() {
    let mut project = Project::default();
    project
        .open("units.csv", UNITS.len() as u64, UNITS.as_bytes(), None)
        .unwrap();
    let preview = &project.opened()[0];
    assert!(preview.missing.is_empty(), "{:?}", preview.missing);
    assert!(preview.findings.iter().any(|f| {
        f.severity == Severity::Warning && f.message.contains("No column holds net sales")
    }));
    let mut project = analysed(UNITS.as_bytes(), None);
    let first = overview(&mut project);
    assert!(!first.priced);
    assert_eq!(
        first.headline,
        "100 units of 3 items went out to 2 customers; the file holds no money"
    );
    assert!(first.notices.iter().any(|n| n.message.contains("no money")));
    assert!(first.lede.contains("classes by units"), "{}", first.lede);
    assert_eq!((first.totals.cost, first.totals.cost_to_serve), (None, 0.0));
    let abc = column(&mut project, TableKind::Items, "abc");
    for (item, class) in [("Bolt", "A"), ("Nut", "B"), ("Pin", "C")] {
        assert_eq!(abc[item], TableValue::Text(class.to_owned()), "{item}");
    }
    for key in ["revenue", "net_profit", "margin"] {
        let cells = column(&mut project, TableKind::Customers, key);
        assert!(
            cells.values().all(|c| *c == TableValue::Missing(())),
            "{key}"
        );
    }
}

/// A column of net sales that cannot be read is no file without money.
#[test]
fn net_sales_beyond_all_measure_are_named() {
    for value in ["1e309", "1.5e308", "soon", ""] {
        let text = UNITS.replace("Quantity\n", "Quantity,Net sales\n");
        let rows = text.lines().skip(1).map(|row| format!("{row},{value}\n"));
        let header = text.lines().next().unwrap();
        let text = format!("{header}\n{}", rows.collect::<String>());
        let mut project = Project::default();
        project
            .open("lines.csv", text.len() as u64, text.as_bytes(), None)
            .unwrap();
        let preview = &project.opened()[0];
        assert_eq!(preview.missing, ["Net sales (or Unit price)"], "{value}");
        let told = preview.findings.iter().find(|f| f.column.is_some());
        let told = told.unwrap_or_else(|| panic!("{value}: {:?}", preview.findings));
        assert_eq!(told.column.as_deref(), Some("Net sales"));
        assert!(told.message.contains("beyond all measure"));
    }
}

#[test]
fn pools_are_shared_out_without_money() {
    let mut project = analysed(UNITS.as_bytes(), None);
    with_pools(
        &mut project,
        vec![pool("Picking", 30.0, Driver::Lines, 0.5)],
    );
    let service = column(&mut project, TableKind::Customers, "cost_to_serve");
    assert_eq!(service["Ben"], TableValue::Number(20.0));
    // Nobody is said to lose money where none is known.
    assert!(overview(&mut project).headline.contains("no money"));
}

#[test]
fn lines_with_and_without_money_are_not_put_together() {
    let priced = UNITS
        .replace("Quantity\n", "Quantity,Net sales\n")
        .replace("90\n", "90,5\n");
    let mut project = Project::default();
    for (name, text) in [("priced.csv", priced.as_str()), ("units.csv", UNITS)] {
        project
            .open(name, text.len() as u64, text.as_bytes(), None)
            .unwrap();
    }
    let error = project.reader(1).err().unwrap();
    assert_eq!(error.title, "units.csv: net sales not found");
    assert!(error.detail.contains("priced.csv"));
}

/// An independent program took the units for the value: its classes are those by units.
#[test]
fn a_real_workbook_without_prices_has_the_classes_of_its_units() {
    let (Some(book), Some(expected)) = (
        shared("data/brunel.xlsx"),
        shared("data/expected/brunel.products.csv.gz"),
    ) else {
        return;
    };
    let bytes = std::fs::read(book).unwrap();
    let mut book = tenfold_core::read::workbook::Workbook::open(&bytes).unwrap();
    let text = book.sheet_to_text("OrderList").unwrap();
    let mut project = Project::default();
    let sheets = WorkbookSheets {
        names: book.sheet_names().to_vec(),
        chosen: "OrderList".to_owned(),
    };
    project
        .open("brunel.xlsx", text.len() as u64, &text, Some(sheets))
        .unwrap();
    crate::support::read_and_analyse(&mut project, &text);
    let totals = overview(&mut project).totals;
    assert_eq!(
        (totals.lines, totals.customers, totals.products),
        (9_215, 46, 772)
    );
    assert_eq!(totals.units_sold, 29_513_315.0);
    let abc = column(&mut project, TableKind::Items, "abc");
    let mut rows = csv::Reader::from_reader(flate2::read::GzDecoder::new(
        std::fs::File::open(expected).unwrap(),
    ));
    let headers = rows.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|h| h == name).unwrap();
    let (product, class) = (at("product"), at("abc"));
    let mut checked = 0;
    for row in rows.records() {
        let row = row.unwrap();
        assert_eq!(abc[&row[product]], TableValue::Text(row[class].to_owned()));
        checked += 1;
    }
    assert_eq!(checked, 772);
}

/// No column names the customer: who or where the goods went to is offered, the likeliest first.
#[test]
fn columns_that_may_be_customers_are_offered() {
    let text = "Order,Date,Country,Project,Item,Quantity,Net sales,Zip\n\
        1,2024-01-05,Haiti,P-1,Bolt,9,90,1000\n2,2024-02-07,Ghana,P-2,Nut,6,30,2000\n";
    let mut project = Project::default();
    project
        .open("lines.csv", text.len() as u64, text.as_bytes(), None)
        .unwrap();
    let preview = &project.opened()[0];
    assert_eq!(preview.customer_offers, [2, 3], "no digits");
    assert!(
        preview
            .findings
            .iter()
            .any(|f| f.remedy.contains("where the goods went to"))
    );
    // Without any of them, the screens about customers say why they are empty.
    let mut project = analysed(text.as_bytes(), None);
    let first = overview(&mut project);
    assert!(first.priced);
    assert!(first.no_clusters.contains("No line names a customer"));
    let map = project.customer_map(&Filter::default()).unwrap();
    assert!(
        map.title.contains("No line names a customer"),
        "{}",
        map.title
    );
}

#[test]
fn transport_beside_direct_costs_is_explained_and_no_step() {
    let text = "Order,Date,Customer,Item,Quantity,Net sales,Freight cost\n\
        1,2024-01-05,Ada,Bolt,9,90,7\n2,2024-02-07,Ben,Nut,6,30,2\n";
    let mut project = analysed(text.as_bytes(), None);
    let findings = project.pools(false).unwrap().findings;
    assert!(
        findings
            .iter()
            .any(|f| f.message.contains("“Transport” is assumed to be 0"))
    );
    let steps = overview(&mut project).waterfall;
    assert!(steps.iter().all(|step| step.label != "Transport"));
    assert!(
        steps
            .iter()
            .any(|step| step.label == "Direct costs" && step.amount == -9.0)
    );
}

#[test]
fn the_doctor_says_that_there_is_no_money_and_shows_no_zeros() {
    let text = format!("{UNITS}4,soon,Ben,Pin,4\n1,2024-01-05,Ada,Bolt,90\n");
    let mut project = analysed(text.as_bytes(), None);
    let doctor = project.doctor().unwrap();
    assert!(!doctor.priced);
    assert!(doctor.lede.contains("holds no money"), "{}", doctor.lede);
    assert!(doctor.calendar.revenue.is_empty());
    for check in [Check::Duplicates, Check::DateGaps] {
        let cells = column(&mut project, TableKind::Doctor { check }, "revenue");
        assert!(!cells.is_empty());
        assert!(
            cells.values().all(|c| *c == TableValue::Missing(())),
            "{cells:?}"
        );
    }
    let cells = column(&mut project, TableKind::SetAside, "revenue");
    assert_eq!(
        cells.values().collect::<Vec<_>>(),
        [&TableValue::Missing(())]
    );
}
