//! Real files against an independent program: totals, every product, every customer.

use crate::support::{close, read_and_analyse, shared};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use tenfold_core::project::Project;
use tenfold_core::project::view::Export;
use tenfold_core::settings::{Deviation, Driver};

type Rows = BTreeMap<String, BTreeMap<String, String>>;

fn expected_rows(path: &str, key: &str) -> Rows {
    let file = fs::File::open(shared(path).unwrap()).unwrap();
    let mut reader = csv::Reader::from_reader(GzDecoder::new(file));
    let headers = reader.headers().unwrap().clone();
    let mut rows = Rows::new();
    for record in reader.records() {
        let record = record.unwrap();
        let row: BTreeMap<String, String> = headers
            .iter()
            .zip(&record)
            .map(|(h, v)| (h.to_owned(), v.to_owned()))
            .collect();
        rows.insert(row[key].clone(), row);
    }
    rows
}

pub(crate) fn project(name: &str, deviation: Deviation) -> Option<(Project, Value)> {
    let mapping = fs::read_to_string(shared(&format!("data/mappings/{name}.json"))?).unwrap();
    let parsed: Value = serde_json::from_str(&mapping).unwrap();
    let file = parsed["file"].as_str().unwrap();
    let mut bytes = fs::read(shared(&format!("data/{file}"))?).unwrap();
    if let Some(sheet) = parsed["sheet"].as_str() {
        let mut workbook = tenfold_core::read::workbook::Workbook::open(&bytes).unwrap();
        let text = workbook.sheet_to_text(sheet).unwrap();
        // Without the mapping, the sheet of orders is found by itself.
        assert_eq!(workbook.likely_text().unwrap().0, sheet);
        bytes = text;
    }
    let expected = fs::read_to_string(shared(&format!("data/expected/{name}.json"))?).unwrap();
    let mut project = Project::default();
    let head = &bytes[..bytes.len().min(Project::HEAD_BYTES)];
    project
        .open(file, bytes.len() as u64, head, None)
        .unwrap_or_else(|e| panic!("{e:?}"));
    project
        .import_settings(&mapping)
        .unwrap_or_else(|e| panic!("{e:?}"));
    read_and_analyse(&mut project, &bytes);
    let mut settings = project.settings().clone();
    settings.demand.deviation = deviation;
    project.set_settings(settings).unwrap();
    Some((project, serde_json::from_str(&expected).unwrap()))
}

/// Text of a cell as a number; None where it is empty.
fn cell(row: &BTreeMap<String, String>, column: &str) -> Option<f64> {
    row.get(column)
        .filter(|t| !t.is_empty())
        .map(|t| t.parse().unwrap())
}

fn check(name: &str) {
    for deviation in [Deviation::Population, Deviation::Sample] {
        let Some((mut project, expected)) = project(name, deviation) else {
            return;
        };
        let results = project.export(&Export::Json).unwrap().bytes;
        let results: Value = serde_json::from_slice(&results).unwrap();
        check_totals(name, &results["totals"], &expected["totals"]);
        check_products(name, &results, deviation);
        check_customers(name, &results);
        check_pools(&project, &results, &expected);
        check_whale(&results["whale"], &expected["whale"]);
        assert_eq!(
            results["quality"]["rows"], expected["read"]["records"],
            "{name}: rows"
        );
    }
}

fn check_totals(name: &str, got: &Value, want: &Value) {
    for key in [
        "lines",
        "sales_lines",
        "return_lines",
        "orders",
        "customers",
        "products",
    ] {
        assert_eq!(got[key].as_f64(), want[key].as_f64(), "{name}: {key}");
    }
    for key in [
        "units_sold",
        "revenue",
        "cost",
        "margin",
        "cost_to_serve",
        "net_profit",
    ] {
        match want[key].as_f64() {
            Some(value) => close(got[key].as_f64().unwrap(), value, &format!("{name}: {key}")),
            None => assert!(got[key].is_null(), "{name}: {key} is {}", got[key]),
        }
    }
}

fn check_products(name: &str, results: &Value, deviation: Deviation) {
    let suffix = match deviation {
        Deviation::Population => "pop",
        Deviation::Sample => "smp",
    };
    let expected = expected_rows(&format!("data/expected/{name}.products.csv.gz"), "product");
    let products = results["products"].as_array().unwrap();
    assert_eq!(products.len(), expected.len(), "{name}: products");
    let cents = cents_columns(&expected);
    for product in products {
        let id = product["id"].as_str().unwrap();
        let what = |column: &str| format!("{name}: product {id}: {column}");
        let row = expected
            .get(id)
            .unwrap_or_else(|| panic!("{name}: product {id} is not expected"));
        for (ours, theirs) in [
            ("lines", "lines"),
            ("return_lines", "return_lines"),
            ("revenue", "rev"),
            ("cost_to_serve", "cts"),
            ("net_profit", "net"),
            ("units_sold", "demand"),
        ] {
            close(
                product[ours].as_f64().unwrap(),
                cell(row, theirs).unwrap(),
                &what(ours),
            );
        }
        // The other program lets losses lower the share again; to us they add nothing.
        if cell(row, "rev") > Some(0.0) {
            let got = product["share_before"].as_f64().unwrap();
            close(
                got,
                cell(row, "share_before").unwrap(),
                &what("share_before"),
            );
        }
        let optional = [
            ("cv", format!("cv_{suffix}")),
            ("adi", "adi".to_owned()),
            ("cv2", format!("cv2_{suffix}")),
        ];
        for (ours, theirs) in optional {
            match cell(row, &theirs) {
                Some(value) => close(product[ours].as_f64().unwrap(), value, &what(ours)),
                None => assert!(product[ours].is_null(), "{}", what(ours)),
            }
        }
        assert_eq!(product["abc"], row["abc"], "{}", what("abc"));
        assert_eq!(
            product["xyz"],
            row[&format!("xyz_{suffix}")],
            "{}",
            what("xyz")
        );
        assert_eq!(
            product["sbc"],
            row[&format!("sbc_{suffix}")],
            "{}",
            what("sbc")
        );
        check_cents(product, row, &cents, results, &what("cents"));
    }
}

fn check_customers(name: &str, results: &Value) {
    let expected = expected_rows(
        &format!("data/expected/{name}.customers.csv.gz"),
        "customer",
    );
    let customers = results["customers"].as_array().unwrap();
    assert_eq!(customers.len(), expected.len(), "{name}: customers");
    let cents = cents_columns(&expected);
    for customer in customers {
        let id = customer["id"].as_str().unwrap();
        let what = |column: &str| format!("{name}: customer {id}: {column}");
        let row = expected
            .get(id)
            .unwrap_or_else(|| panic!("{name}: customer {id} is not expected"));
        for (ours, theirs) in [
            ("lines", "lines"),
            ("orders", "orders"),
            ("return_lines", "return_lines"),
            ("revenue", "rev"),
            ("direct_costs", "direct"),
            ("cost_to_serve", "cts"),
            ("net_profit", "net"),
        ] {
            close(
                customer[ours].as_f64().unwrap(),
                cell(row, theirs).unwrap(),
                &what(ours),
            );
        }
        if let Some(margin) = customer["margin"].as_f64() {
            close(margin, cell(row, "margin").unwrap(), &what("margin"));
        }
        check_cents(customer, row, &cents, results, &what("cents"));
    }
}

fn cents_columns(rows: &Rows) -> Vec<String> {
    let first = rows.values().next().unwrap();
    first
        .keys()
        .filter(|k| k.starts_with("cents:"))
        .cloned()
        .collect()
}

/// Cents by pool, in the pools' order of the results. Floating sums may tip a tie of the rounding,
/// so a cent either way is the other program's rounding and not ours.
fn check_cents(
    entity: &Value,
    row: &BTreeMap<String, String>,
    columns: &[String],
    results: &Value,
    what: &str,
) {
    let pools = results["pools"].as_array().unwrap();
    for column in columns {
        let pool = column.trim_start_matches("cents:");
        let at = pools.iter().position(|p| p["name"] == pool).unwrap();
        let got = entity["pool_cents"][at].as_i64().unwrap();
        let want: i64 = row[column].parse().unwrap();
        assert!(
            (got - want).abs() <= 1,
            "{what} of {pool}: got {got}, want {want}"
        );
    }
}

fn check_pools(project: &Project, results: &Value, expected: &Value) {
    let Some(want) = expected["pools"].as_array() else {
        return;
    };
    let mut totals = [0_i64; 2];
    for (at, want) in want.iter().enumerate() {
        let got = &results["pools"][at];
        assert_eq!(got["name"], want["name"]);
        for key in ["amount", "allocated", "unallocated", "driver_total"] {
            close(got[key].as_f64().unwrap(), want[key].as_f64().unwrap(), key);
        }
        for (total, list) in totals.iter_mut().zip(["customers", "products"]) {
            *total = results[list]
                .as_array()
                .unwrap()
                .iter()
                .map(|e| e["pool_cents"][at].as_i64().unwrap())
                .sum();
        }
        let cents = (got["allocated"].as_f64().unwrap() * 100.0).round() as i64;
        assert_eq!(totals, [cents; 2], "cents of {}", want["name"]);
    }
    assert_eq!(project.settings().cost.pools.len(), want.len());
}

fn check_whale(got: &Value, want: &Value) {
    if want["customers"].as_u64().unwrap_or(0) == 0 {
        assert_eq!(got["customers"].as_u64(), Some(0));
        return;
    }
    assert_eq!(got["customers"].as_u64(), want["customers"].as_u64());
    close(
        got["total"].as_f64().unwrap(),
        want["total_net_profit"].as_f64().unwrap(),
        "whale total",
    );
    assert_eq!(got["loss_makers"].as_u64(), want["unprofitable"].as_u64());
    close(
        got["peak"]["cumulative"].as_f64().unwrap(),
        want["peak"]["cumulative"].as_f64().unwrap(),
        "peak",
    );
    assert_eq!(
        got["peak"]["customers"].as_u64(),
        want["peak"]["customers"].as_u64()
    );
    for (got, want) in got["deciles"]
        .as_array()
        .unwrap()
        .iter()
        .zip(want["deciles"].as_array().unwrap())
    {
        assert_eq!(got["customers"].as_u64(), want["customers"].as_u64());
        close(
            got["cumulative"].as_f64().unwrap(),
            want["cumulative"].as_f64().unwrap(),
            "decile",
        );
    }
}

#[test]
fn superstore() {
    check("superstore");
}

#[test]
fn superstore_pl() {
    check("superstore-pl");
}

#[test]
fn northwind() {
    check("northwind");
}

#[test]
fn scms() {
    check("scms");
}

#[test]
fn online_retail() {
    check("online-retail");
}

/// One day of orders: a single month has no variation to us, so that products are left out.
#[test]
fn brunel() {
    let Some((mut project, expected)) = project("brunel", Deviation::Sample) else {
        return;
    };
    let results = project.export(&Export::Json).unwrap().bytes;
    let results: Value = serde_json::from_slice(&results).unwrap();
    check_totals("brunel", &results["totals"], &expected["totals"]);
    check_customers("brunel", &results);
    check_pools(&project, &results, &expected);
}

#[test]
fn carparts() {
    check("carparts");
}

/// Without a mapping, detection alone gives the same totals; cost pools are a user's figures and
/// are typed in.
#[test]
fn detection_alone() {
    for (name, corrections) in [
        ("superstore", 0),
        ("superstore-pl", 0),
        ("online-retail", 1),
    ] {
        let Some(mapping) = shared(&format!("data/mappings/{name}.json")) else {
            return;
        };
        let mapping: Value = serde_json::from_str(&fs::read_to_string(mapping).unwrap()).unwrap();
        let mut bytes = Vec::new();
        let file = mapping["file"].as_str().unwrap();
        fs::File::open(shared(&format!("data/{file}")).unwrap())
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
        let mut project = Project::default();
        let head = &bytes[..bytes.len().min(Project::HEAD_BYTES)];
        project.open(file, bytes.len() as u64, head, None).unwrap();
        let mut settings = project.settings().clone();
        settings.cost.model = tenfold_core::settings::CostModel::Drivers;
        settings.cost.pools = serde_json::from_value(mapping["pools"].clone()).unwrap();
        // The one correction: the file has no cost, its share is a figure of the user's.
        settings.cost.cost_rate = mapping["cost_rate"].as_f64();
        assert_eq!(usize::from(settings.cost.cost_rate.is_some()), corrections);
        settings.demand.deviation = Deviation::Population;
        assert!(
            settings
                .cost
                .pools
                .iter()
                .all(|p| p.driver != Driver::Customers)
        );
        project.set_settings(settings).unwrap();
        read_and_analyse(&mut project, &bytes);
        let results: Value =
            serde_json::from_slice(&project.export(&Export::Json).unwrap().bytes).unwrap();
        let expected =
            fs::read_to_string(shared(&format!("data/expected/{name}.json")).unwrap()).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        check_totals(name, &results["totals"], &expected["totals"]);
        check_products(name, &results, Deviation::Population);
        check_customers(name, &results);
    }
}
