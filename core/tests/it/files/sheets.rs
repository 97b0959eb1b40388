//! A workbook is as many files as it has sheets that are of use.

use tenfold_core::project::view::FileRole;
use tenfold_core::project::{OpenedFile, Project, SheetHead};

const LINES: &[u8] = b"Order,Date,Customer,Item,Quantity,Net sales\n1,2024-01-05,Ada,Bolt,10,100\n2,2024-01-06,Ben,Nut,1,5\n";
const ITEMS: &[u8] = b"Item No.,Description,Standard cost\nBolt,A bolt,6\nNut,A nut,1\n";
const NOTES: &[u8] = b"This workbook was made by hand\nand explains itself\n";

fn open(sheets: &[(&str, &[u8])], likely: usize) -> Project {
    let names: Vec<String> = sheets.iter().map(|(name, _)| (*name).to_owned()).collect();
    let heads: Vec<SheetHead> = sheets
        .iter()
        .map(|(name, text)| SheetHead::of(name, text))
        .collect();
    let mut project = Project::default();
    for (_, file) in OpenedFile::open_workbook("book.xlsx", &names, &heads, likely).unwrap() {
        project.add(file);
    }
    project
}

#[test]
fn every_sheet_with_a_table_is_a_file_of_its_own() {
    let project = open(
        &[
            ("Notes", NOTES),
            ("Items", ITEMS),
            ("2023", LINES),
            ("2024", LINES),
        ],
        2,
    );
    let opened = project.opened();
    let found: Vec<(&str, FileRole)> = opened.iter().map(|f| (f.file.as_str(), f.role)).collect();
    assert_eq!(
        found,
        [
            ("book.xlsx: Items", FileRole::Items),
            ("book.xlsx: 2023", FileRole::OrderLines),
            ("book.xlsx: 2024", FileRole::OrderLines),
        ]
    );
    assert!(
        opened
            .iter()
            .all(|f| f.origin == "book.xlsx" && f.sheets.len() == 4)
    );
    assert!(
        opened[0].findings[0]
            .message
            .contains("The sheet “Notes” holds nothing")
    );
}

#[test]
fn one_sheet_alone_is_the_workbook() {
    let project = open(&[("Notes", NOTES), ("Data", LINES)], 1);
    let opened = project.opened();
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0].file, "book.xlsx");
    assert_eq!(opened[0].sheet.as_deref(), Some("Data"));
    // A sheet that fits nothing is opened where there is no better one.
    let project = open(&[("Notes", NOTES), ("Odd", b"a,b\n1,2\n3,4\n")], 1);
    assert_eq!(project.opened()[0].sheet.as_deref(), Some("Odd"));
}
