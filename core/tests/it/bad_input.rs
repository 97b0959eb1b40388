//! Files that cannot be used, or only in part: a message that names the file, the place and the
//! way out; what was loaded before stays.

use crate::support::{analysed, pool, read_and_analyse, with_pools};
use std::fmt::Write as _;
use tenfold_core::project::view::{Filter, Pools, UserError};
use tenfold_core::project::{Project, ReadOutcome};
use tenfold_core::settings::Driver;

const GOOD: &str = "Order,Date,Customer,Item,Quantity,Net sales,Cost of goods\n\
    1,2024-01-05,Ada,Bolt,10,100.00,60.00\n2,2024-02-07,Ben,Nut,1,5.00,4.00\n";

/// Opens, reads and analyses; the first error on the way.
fn attempt(project: &mut Project, name: &str, bytes: &[u8]) -> Result<(), UserError> {
    project.close_opened();
    project.open(
        name,
        bytes.len() as u64,
        &bytes[..bytes.len().min(Project::HEAD_BYTES)],
        None,
    )?;
    let file = project.files_to_read()?[0];
    for _ in 0..3 {
        let mut reader = project.reader(file)?;
        reader
            .push(bytes)
            .map_err(|e| tenfold_core::project::read_error(name, &e))?;
        if let ReadOutcome::Table(table) = project.finish_reading(file, reader)? {
            return project.analyse(*table);
        }
    }
    panic!("read in circles");
}

/// The file is refused by name with a remedy, and the analysis before it is still there.
#[track_caller]
fn refused(name: &str, bytes: &[u8], says: &str) {
    let mut project = analysed(GOOD.as_bytes(), None);
    let before = project.overview(&Filter::default()).unwrap();
    let error = attempt(&mut project, name, bytes).unwrap_err();
    let all = format!("{} {} {}", error.title, error.detail, error.remedy);
    assert!(error.title.contains(name), "{all}");
    assert!(all.contains(says), "{all} does not say {says}");
    assert!(!error.remedy.is_empty());
    assert_eq!(project.overview(&Filter::default()).unwrap(), before);
}

#[test]
fn files_that_are_no_order_lines() {
    refused("empty.csv", b"", "is empty");
    refused("blank.csv", b" \n\n", "is empty");
    refused(
        "header.csv",
        b"Order,Date,Customer,Item,Quantity,Net sales\n",
        "no rows",
    );
    refused("photo.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG picture");
    refused("photo.csv", b"\xFF\xD8\xFF\xE0\0\x10JFIF", "JPEG picture");
    refused(
        "words.csv",
        b"name,city\nAda,London\nBen,Paris\n",
        "No column holds numbers",
    );
    refused(
        "few.csv",
        b"Order,Date,Quantity\n1,2024-01-05,7\n2,2024-01-06,8\n",
        "Item",
    );
    refused(
        "dates.csv",
        b"Order,Date,Customer,Item,Quantity,Net sales\n1,soon,Ada,Bolt,1,5\n",
        "Date",
    );
    let cancelled = b"Order,Date,Customer,Item,Quantity,Net sales,Cancelled\n\
        1,2024-01-05,Ada,Bolt,1,5,X\n2,2024-01-06,Ada,Nut,1,6,X\n";
    refused("cancelled.csv", cancelled, "row 2");
}

#[test]
fn a_damaged_archive_is_told() {
    let mut bytes = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];
    bytes.extend_from_slice(b"this is no deflate stream at all");
    let mut project = Project::default();
    let error = attempt(&mut project, "lines.csv.gz", &bytes).unwrap_err();
    assert!(error.title.contains("lines.csv.gz"), "{error:?}");
}

#[test]
fn duplicate_headers_are_named() {
    let text = b"Order,Date,Customer,Item,Quantity,Amount,Amount\n1,2024-01-05,Ada,Bolt,1,5,6\n";
    let mut project = Project::default();
    project
        .open("twice.csv", text.len() as u64, text, None)
        .unwrap();
    let finding = &project.opened()[0].findings[0];
    assert_eq!(finding.column.as_deref(), Some("Amount"));
    assert_eq!((finding.file.as_str(), finding.row), ("twice.csv", Some(1)));
}

#[test]
fn degenerate_but_usable_data_is_analysed() {
    let header = "Order,Date,Customer,Item,Quantity,Net sales,Cost of goods\n";
    for (what, rows) in [
        ("one line", "1,2024-01-05,Ada,Bolt,10,100,60\n"),
        (
            "one customer",
            "1,2024-01-05,Ada,Bolt,10,100,60\n2,2024-03-05,Ada,Nut,1,9,5\n",
        ),
        (
            "all zeros",
            "1,2024-01-05,Ada,Bolt,0,0,0\n2,2024-03-05,Ben,Nut,0,0,0\n",
        ),
        (
            "all returns",
            "1,2024-01-05,Ada,Bolt,-1,-10,-6\n2,2024-03-05,Ben,Nut,-2,-20,-12\n",
        ),
        (
            "a giant item",
            "1,2024-01-05,Ada,Bolt,1,1000000,1\n2,2024-03-05,Ben,Nut,1,0.01,0\n",
        ),
        (
            "a losing company",
            "1,2024-01-05,Ada,Bolt,1,1,100\n2,2024-03-05,Ben,Nut,1,1,100\n",
        ),
    ] {
        let mut project = analysed(format!("{header}{rows}").as_bytes(), None);
        let overview = project
            .overview(&Filter::default())
            .unwrap_or_else(|e| panic!("{what}: {e:?}"));
        assert!(
            !overview.headline.is_empty() && !overview.headline.contains("NaN"),
            "{what}"
        );
        assert_eq!(overview.clusters.len(), 4);
        for export in [
            tenfold_core::project::view::Export::Json,
            tenfold_core::project::view::Export::Workbook,
        ] {
            let file = project.export(&export).unwrap();
            assert!(!file.bytes.is_empty());
            assert!(
                !String::from_utf8_lossy(&file.bytes).contains("NaN"),
                "{what}"
            );
        }
    }
}

#[test]
fn a_pool_whose_driver_is_nowhere_stays_unallocated_and_is_told() {
    let mut project = analysed(GOOD.as_bytes(), None);
    with_pools(
        &mut project,
        vec![pool("Returns desk", 500.0, Driver::Returns, 0.5)],
    );
    let Pools {
        pools, findings, ..
    } = project.pools(false).unwrap();
    assert_eq!(
        (pools[0].allocated, pools[0].unallocated, pools[0].rate),
        (0.0, 500.0, None)
    );
    assert!(
        findings
            .iter()
            .any(|f| f.message.contains("Returns desk") && !f.remedy.is_empty())
    );
    assert_eq!(
        project
            .overview(&Filter::default())
            .unwrap()
            .totals
            .cost_to_serve,
        0.0
    );
}

#[test]
fn rows_that_cannot_be_used_are_set_aside_with_their_money() {
    let text = "Order,Date,Customer,Item,Quantity,Net sales,Cancelled\n\
        1,2024-01-05,Ada,Bolt,10,100.00,\n\
        2,31.02.2024,Ada,Bolt,10,70.00,\n\
        3,2024-01-05,Ada,,10,30.00,\n\
        \n\
        4,2024-01-05,Ada,Bolt,ten,20.00,\n\
        5,2024-01-05,Ada,Bolt,1,n/a,\n\
        6,2024-01-05,Ada,Bolt,1,5.00,X\n";
    let project = analysed(text.as_bytes(), None);
    let quality = &project.quality()[0];
    assert_eq!((quality.rows, quality.used), (6, 1));
    let got: Vec<(&str, u64, f64, u64, &str)> = quality
        .set_aside
        .iter()
        .map(|s| {
            (
                s.reason.as_str(),
                s.rows,
                s.money,
                s.first_row,
                s.example.as_str(),
            )
        })
        .collect();
    assert_eq!(
        got,
        [
            ("date", 1, 70.0, 3, "31.02.2024"),
            ("item", 1, 30.0, 4, "(blank)"),
            ("quantity", 1, 20.0, 6, "ten"),
            ("net sales", 1, 0.0, 7, "(blank)"),
            ("cancelled", 1, 5.0, 8, "(blank)"),
        ]
    );
}

#[test]
fn the_whole_column_overrules_its_first_rows() {
    // Two thousand whole numbers, then decimal commas; and a day above twelve at the very end.
    let mut text = "Order;Date;Customer;Item;Quantity;Net sales\n".to_owned();
    for i in 0..2_000 {
        writeln!(
            text,
            "{i};0{}/0{}/2024;Ada;Bolt;1;10.00",
            i % 9 + 1,
            i % 7 + 1
        )
        .unwrap();
    }
    let good = text.clone();
    for i in 0..3_000 {
        writeln!(text, "{i};03/25/2024;Ben;Nut;1;1,25").unwrap();
    }
    let mut project = Project::default();
    project
        .open(
            "lines.csv",
            text.len() as u64,
            &text.as_bytes()[..good.len() / 2],
            None,
        )
        .unwrap();
    read_and_analyse(&mut project, text.as_bytes());
    let quality = &project.quality()[0];
    // Decimal commas outnumber points: the points' rows read as 1000, none is lost unseen.
    assert_eq!(
        quality.set_aside.len() + usize::from(quality.used == 5_000),
        1,
        "{quality:?}"
    );
    let plan_dates = project
        .overview(&Filter::default())
        .unwrap()
        .totals
        .last_day;
    assert!(plan_dates.starts_with("2024-"), "{plan_dates}");
    assert!(
        !quality.set_aside.iter().any(|s| s.reason == "date"),
        "{quality:?}"
    );
}

#[test]
fn settings_that_do_not_fit_change_nothing() {
    let mut project = analysed(GOOD.as_bytes(), None);
    let before = project.settings().clone();
    for text in [
        "not json",
        r#"{"columns": {"order": "No such header"}}"#,
        r#"{"columns": {"colour": "Order"}}"#,
        r#"{"pools": [{"name": "P", "amount": 1, "driver": "moon phases"}]}"#,
        r#"{"params": {"abc": [0.9, 0.2]}}"#,
    ] {
        let error = project.import_settings(text).unwrap_err();
        assert!(!error.remedy.is_empty(), "{error:?}");
        assert_eq!(project.settings(), &before, "{text}");
    }
}

#[test]
fn what_is_no_table_is_named() {
    let refused = |text: &str| {
        let mut project = Project::default();
        let error = project
            .open("export.csv", text.len() as u64, text.as_bytes(), None)
            .unwrap_err();
        assert!(error.title.contains("export.csv"), "{error:?}");
        format!("{} {}", error.title, error.detail)
    };
    assert!(refused("{\"orders\": [1, 2]}\n").contains("JSON"));
    assert!(refused("<!DOCTYPE html><html><body>Log in</body></html>").contains("a web page"));
    assert!(refused("\"Order,Date,Customer\n1,2024-01-05,Ada\n").contains("never closed"));
    let wide = format!(
        "{}\n{}\n",
        vec!["a"; 20_000].join(","),
        vec!["1"; 20_000].join(",")
    );
    assert!(refused(&wide).contains("too many columns"));
    // A zero byte in one name is no reason to refuse the others.
    let text = GOOD.replace("Ben", "B\0n");
    assert!(attempt(&mut Project::default(), "nul.csv", text.as_bytes()).is_ok());
}

#[test]
fn many_rows_set_aside_are_told_on_the_first_screen() {
    let mut text = GOOD.to_owned();
    for _ in 0..2 {
        text += "3;2024-01-05;Ada;Bolt;10;100,00;60,00\n";
    }
    let mut project = analysed(text.as_bytes(), None);
    let overview = project.overview(&Filter::default()).unwrap();
    assert!(
        overview
            .lede
            .replace('\u{a0}', " ")
            .contains("2 rows are set aside (50 %"),
        "{}",
        overview.lede
    );
    let told = |overview: &tenfold_core::project::view::Overview, part: &str| {
        overview.notices.iter().any(|n| n.message.contains(part))
    };
    assert!(told(&overview, "2 of 4 rows are set aside"));
    let open =
        format!("{GOOD}3,2024-03-01,\"Ada,Bolt,10,100.00,60.00\n4,2024-03-02,Ada,Bolt,1,10,6\n");
    let mut project = analysed(open.as_bytes(), None);
    assert!(told(
        &project.overview(&Filter::default()).unwrap(),
        "inside a quoted text"
    ));
}

#[test]
fn readings_that_cannot_be_are_refused() {
    for (text, says) in [
        (r#"{"header_row": 0}"#, "row 0"),
        (r#"{"delimiter": "\n"}"#, "delimiter"),
        (r#"{"delimiter": "\r"}"#, "delimiter"),
    ] {
        let mut project = Project::default();
        project
            .open("lines.csv", GOOD.len() as u64, GOOD.as_bytes(), None)
            .unwrap();
        let error = project.import_settings(text).unwrap_err();
        assert!(error.title.contains(says), "{error:?}");
        assert!(!error.remedy.is_empty());
        read_and_analyse(&mut project, GOOD.as_bytes());
        assert_eq!(project.quality()[0].used, 2, "{text}");
    }
}

#[test]
fn pools_beyond_all_measure_are_refused() {
    let mut project = analysed(GOOD.as_bytes(), None);
    let before = project.settings().clone();
    for (amount, share, says) in [
        ("1e300", "0.5", "“P” is beyond"),
        ("-1e300", "0.5", "“P” is beyond"),
        ("1", "1.5", "0 to 100 %"),
        ("1", "-0.1", "0 to 100 %"),
    ] {
        let error = project
            .import_settings(&format!(
                r#"{{"pools": [{{"name": "P", "amount": {amount}, "driver": "lines", "avoidable_share": {share}}}]}}"#
            ))
            .unwrap_err();
        assert!(error.title.contains(says), "{error:?}");
        assert_eq!(project.settings(), &before);
    }
}

#[test]
fn unknown_keys_are_told_in_our_settings_and_passed_over_in_mappings() {
    let mut project = analysed(GOOD.as_bytes(), None);
    for (text, key) in [
        (r#"{"cost_model": "drivers", "colums": {}}"#, "“colums”"),
        (
            r#"{"cost_model": "drivers", "params": {"abcd": 1}}"#,
            "“params: abcd”",
        ),
        (
            r#"{"cost_model": "drivers", "pools": [{"name": "P", "amount": 1, "driver": "lines", "avoidable": 0.2}]}"#,
            "“pools: avoidable”",
        ),
    ] {
        let error = project.import_settings(text).unwrap_err();
        assert!(error.title.contains(key), "{error:?}");
    }
    let exported = project
        .export(&tenfold_core::project::view::Export::Settings)
        .unwrap();
    let exported = String::from_utf8(exported.bytes).unwrap();
    project.import_settings(&exported).unwrap();
    project
        .import_settings(r#"{"params": {"csl": 0.98}, "notes": "another program's"}"#)
        .unwrap();
}

#[test]
fn pool_errors_name_the_row_in_the_file() {
    let text = "Cost pools 2024||\n\nPool|Amount|Driver\n\nA|5|orders\n\n\nB|6|moons\n";
    let mut project = Project::default();
    project
        .open("pools.csv", text.len() as u64, text.as_bytes(), None)
        .unwrap();
    let finding = &project.opened()[0].findings[0];
    assert_eq!(
        (finding.row, finding.column.as_deref()),
        (Some(8), Some("Driver")),
        "{finding:?}"
    );
}

#[test]
fn a_line_of_a_megabyte_and_as_many_columns_as_a_sheet_has_are_read() {
    let header = "Order,Date,Customer,Item,Quantity,Net sales,Remark\n";
    let long = format!(
        "{header}1,2024-01-05,Ada,Bolt,10,100.00,\"{}\"\n2,2024-02-07,Ben,Nut,1,5.00,\n",
        "never, ".repeat(1 << 18)
    );
    let mut project = analysed(long.as_bytes(), None);
    let totals = |project: &mut Project| project.overview(&Filter::default()).unwrap().totals;
    assert_eq!(totals(&mut project).revenue, 105.0);
    let wide = |cell: fn(usize) -> String| {
        let more: Vec<String> = (0..16_384 - 6).map(cell).collect();
        more.join(",")
    };
    let wide = format!(
        "Order,Date,Customer,Item,Quantity,Net sales,{}\n1,2024-01-05,Ada,Bolt,10,100.00,{}\n",
        wide(|i| format!("x{i}")),
        wide(|_| String::new()),
    );
    let mut project = analysed(wide.as_bytes(), None);
    assert_eq!(totals(&mut project).revenue, 100.0);
}
