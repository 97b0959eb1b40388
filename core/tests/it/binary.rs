//! The terminal program writes the same bytes as the engine that the page calls.

use crate::support::{analysed, read_and_analyse};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use tenfold_core::project::view::Export;
use tenfold_core::project::{Project, WorkbookSheets};
use tenfold_core::read::workbook::Workbook;

const LINES: &str = "Order,Date,Customer,Item,Quantity,Net sales,Cost of goods\n\
    1,2024-01-05,Ada,Bolt,10,100.00,60.00\n1,2024-01-05,Ada,Nut,4,8.00,9.00\n\
    2,2024-02-07,Ben,Nut,1,5.00,4.00\n3,2024-03-07,Ben,Nut,-1,-5.00,-4.00\n";
const POOLS: &str = "Pool,Amount,Driver\nOrder handling,12,orders\nPicking,9,lines\n";

/// A folder of its own for each test, gone when the test is.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind lies in the target folder.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn tenfold(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tenfold"))
        .args(arguments)
        .output()
        .unwrap()
}

#[track_caller]
fn runs(arguments: &[&str]) -> String {
    let output = tenfold(arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn fails(arguments: &[&str]) -> String {
    let output = tenfold(arguments);
    assert!(!output.status.success());
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_csv_with_pools_gives_the_bytes_of_the_engine() {
    let folder = Folder::new("binary-csv");
    let lines = folder.write("lines.csv", LINES);
    let pools = folder.write("pools.csv", POOLS);
    let (json, xlsx, csv) = (
        folder.path("out.json"),
        folder.path("out.xlsx"),
        folder.path("out.csv"),
    );
    let said = runs(&[
        "run",
        "--lines",
        &lines,
        "--pools",
        &pools,
        "--json",
        &json,
        "--xlsx",
        &xlsx,
        "--csv",
        &csv,
        "--timings",
    ]);
    assert!(
        said.contains("2 customers") && said.contains("analyse "),
        "{said}"
    );
    let mut project = Project::default();
    for (name, text) in [("lines.csv", LINES), ("pools.csv", POOLS)] {
        project
            .open(name, text.len() as u64, text.as_bytes(), None)
            .unwrap();
    }
    read_and_analyse(&mut project, LINES.as_bytes());
    assert_eq!(
        fs::read(json).unwrap(),
        project.export(&Export::Json).unwrap().bytes
    );
    assert_eq!(
        fs::read(xlsx).unwrap(),
        project.export(&Export::Workbook).unwrap().bytes
    );
    assert!(fs::read_to_string(csv).unwrap().contains("Ada"));
}

#[test]
fn a_workbook_gives_the_bytes_of_the_engine() {
    let folder = Folder::new("binary-xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet()
        .set_name("Notes")
        .unwrap()
        .write_string(0, 0, "Read me")
        .unwrap();
    let sheet = book.add_worksheet().set_name("Lines").unwrap();
    for (row, line) in LINES.lines().enumerate() {
        for (column, cell) in line.split(',').enumerate() {
            let (row, column) = (row as u32, column as u16);
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let lines = folder.write("lines.xlsx", &bytes);
    let json = folder.path("out.json");
    runs(&["run", "--lines", &lines, "--json", &json]);
    let mut workbook = Workbook::open(&bytes).unwrap();
    let sheets = WorkbookSheets {
        names: workbook.sheet_names().to_vec(),
        chosen: "Lines".to_owned(),
    };
    let text = workbook.sheet_to_text("Lines").unwrap();
    let mut project = Project::default();
    project
        .open("lines.xlsx", text.len() as u64, &text, Some(sheets))
        .unwrap();
    read_and_analyse(&mut project, &text);
    assert_eq!(
        fs::read(json).unwrap(),
        project.export(&Export::Json).unwrap().bytes
    );
    // The numbers are those of the same lines as CSV.
    let from_csv = analysed(LINES.as_bytes(), None);
    let totals = |p: &Project| p.analysis().unwrap().profits.total;
    assert_eq!(totals(&project), totals(&from_csv));
    let error = fails(&["run", "--lines", &lines, "--sheet", "Orders"]);
    assert!(
        error.contains("lines.xlsx") && error.contains("Notes, Lines"),
        "{error}"
    );
}

#[test]
fn files_beside_the_lines_go_by_the_role_of_their_option() {
    let folder = Folder::new("binary-roles");
    let (first, second) = LINES.split_at(LINES.find("2,2024").unwrap());
    let header = LINES.lines().next().unwrap();
    let files = [
        ("--lines", "first.csv", first.to_owned()),
        ("--lines", "second.csv", format!("{header}\n{second}")),
        (
            "--products",
            "items.csv",
            "Item,Description,Family,Unit cost\nBolt,Hex bolt,Metal,6\nNut,Wing nut,Metal,2\n"
                .to_owned(),
        ),
        (
            "--customers",
            "customers.csv",
            "Customer,Name,Channel,Payment days\nAda,Ada Ltd,Web,30\nBen,Ben plc,Shop,60\n"
                .to_owned(),
        ),
        (
            "--activities",
            "activities.csv",
            "Customer,Visits\nAda,3\nBen,1\n".to_owned(),
        ),
        (
            "--stock",
            "stock.csv",
            "Item,Stock value\nBolt,50\nNut,10\n".to_owned(),
        ),
    ];
    let mut arguments = vec!["run".to_owned()];
    for (option, name, text) in &files {
        arguments.extend([(*option).to_owned(), folder.write(name, text)]);
    }
    let json = folder.path("out.json");
    arguments.extend(["--json".to_owned(), json.clone()]);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    runs(&arguments);
    let results: serde_json::Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    assert_eq!(
        results["totals"]["lines"], 4,
        "both files of lines are read"
    );
    assert_eq!(results["customers"][0]["name"], "Ada Ltd");
    assert_eq!(results["products"][0]["name"], "Hex bolt");
    let roles: Vec<&str> = results["settings"]["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["role"].as_str().unwrap())
        .collect();
    assert_eq!(
        roles,
        ["order_lines", "items", "customers", "activities", "stock"]
    );
}

#[test]
fn an_option_wins_over_what_a_file_looks_like() {
    let folder = Folder::new("binary-role-wins");
    let lines = folder.write("lines.csv", LINES);
    // By its columns a list of customers; said to be one of activities.
    let calls = folder.write("calls.csv", "Customer,Payment days\nAda,3\nBen,1\n");
    let json = folder.path("out.json");
    runs(&[
        "run",
        "--lines",
        &lines,
        "--activities",
        &calls,
        "--json",
        &json,
    ]);
    let results: serde_json::Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    assert_eq!(results["settings"]["files"][0]["role"], "activities");
}

#[test]
fn a_file_without_money_says_so() {
    let folder = Folder::new("binary-units");
    let units = "Order,Date,Customer,Item,Quantity\n1,2024-01-05,Ada,Bolt,90\n";
    let said = runs(&["run", "--lines", &folder.write("units.csv", units)]);
    assert!(said.contains("the file holds no money"), "{said}");
}

#[test]
fn help_is_help_and_errors_name_the_way_out() {
    assert!(runs(&["--help"]).contains("--lines FILE"));
    assert_eq!(runs(&[]), runs(&["run", "-h"]));
    let folder = Folder::new("binary-errors");
    let lines = folder.write("lines.csv", LINES);
    let pools = folder.write("pools.csv", POOLS);
    let bad = folder.write(
        "bad.csv",
        "Pool,Amount,Driver\nPicking,nine,lines\nOther,1,lines\nMore,2,lines\n",
    );
    let picture = folder.write("picture.xlsx", b"PK\x03\x04 and then nothing");
    let missing = folder.path("missing.csv");
    for (arguments, says) in [
        (vec!["walk"], "Unknown command “walk”"),
        (vec!["run"], "--lines FILE or --demo"),
        (
            vec!["run", "--lines", &lines, "--demo"],
            "--lines FILE or --demo",
        ),
        (vec!["run", "--lines"], "--lines needs a value"),
        (vec!["run", "--colour"], "Unknown option --colour"),
        (vec!["run", "--lines", &missing], "missing.csv"),
        (vec!["run", "--lines", &picture], "picture.xlsx"),
        (vec!["run", "--lines", &pools], "No order lines"),
        (
            vec!["run", "--lines", &lines, "--pools", &lines],
            "cost pools cannot be used",
        ),
        (vec!["run", "--lines", &pools, "--pools", &lines], "--lines"),
        (
            vec!["run", "--lines", &lines, "--pools", &bad],
            "row 2, column “Amount”",
        ),
    ] {
        let error = fails(&arguments);
        assert!(error.contains(says), "{arguments:?}: {error}");
    }
}
