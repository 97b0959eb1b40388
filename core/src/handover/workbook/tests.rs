use super::*;
use crate::project::view::TableRow;
use crate::read::workbook::{sheet_names, sheet_to_text};

fn column(label: &str, kind: ColumnKind) -> TableColumn {
    TableColumn {
        key: label.to_lowercase(),
        label: label.to_owned(),
        kind,
        definition: format!("What {label} means."),
    }
}

fn number(value: f64) -> TableValue {
    TableValue::Number(value)
}

fn text(value: &str) -> TableValue {
    TableValue::Text(value.to_owned())
}

fn table(title: &str) -> TablePage {
    let rows = vec![
        vec![
            text("000123"),
            text("A"),
            number(1234.56),
            number(0.125),
            number(3.0),
            text("2024-02-29"),
        ],
        vec![
            text("=1+1"),
            text("D"),
            number(-99.01),
            number(-0.5),
            number(2.0),
            text("soon"),
        ],
        vec![
            text("Müller, \"Nord\""),
            text(""),
            TableValue::Missing(()),
            number(f64::NAN),
            number(0.0),
            text(""),
        ],
    ];
    TablePage {
        headline: String::new(),
        title: title.to_owned(),
        columns: vec![
            column("Customer", ColumnKind::Text),
            column("Cluster", ColumnKind::Class),
            column("Net sales", ColumnKind::Money),
            column("Margin", ColumnKind::Share),
            column("Orders", ColumnKind::Count),
            column("First day", ColumnKind::Date),
        ],
        total_rows: rows.len() as u64,
        start: 0,
        rows: rows
            .into_iter()
            .map(|cells| TableRow {
                id: String::new(),
                cells,
                subject: None,
            })
            .collect(),
        sums: vec![None, None, Some(1135.55), None, Some(5.0), None],
    }
}

#[test]
fn what_is_written_reads_back() {
    let bytes = write(&[table("Customers"), table("Items")]).unwrap();
    assert_eq!(sheet_names(&bytes).unwrap(), ["Customers", "Items"]);
    let read = String::from_utf8(sheet_to_text(&bytes, Some("Items")).unwrap()).unwrap();
    assert_eq!(
        read,
        "Customer,Cluster,Net sales,Margin,Orders,First day\n\
         000123,A,1234.56,0.125,3,2024-02-29\n\
         =1+1,D,-99.01,-0.5,2,soon\n\
         \"Müller, \"\"Nord\"\"\",,,,0,\n\
         Total,,1135.55,,5,\n"
    );
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    assert_eq!(
        write(&[table("Customers")]).unwrap(),
        write(&[table("Customers")]).unwrap()
    );
}

#[test]
fn a_window_of_a_table_carries_the_sums_of_the_whole() {
    let mut window = table("Customers");
    window.total_rows = 1_000;
    window.sums[2] = Some(5_000_000.25);
    let read = String::from_utf8(sheet_to_text(&write(&[window]).unwrap(), None).unwrap()).unwrap();
    assert!(read.ends_with("Total,,5000000.25,,5,\n"), "{read}");
}

#[test]
fn the_sheet_is_frozen_filtered_and_explained() {
    let bytes = write(&[table("Customers")]).unwrap();
    let mut archive = zip_members(&bytes);
    let sheet = archive.remove("xl/worksheets/sheet1.xml").unwrap();
    assert!(
        sheet.contains("<autoFilter ref=\"A1:F4\""),
        "the sums stay outside the filter"
    );
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("topLeftCell=\"B2\""));
    assert!(
        sheet.contains("SUBTOTAL(109,C2:C4)</f><v>1135.55</v>"),
        "sums follow the filter"
    );
    let styles = archive.remove("xl/styles.xml").unwrap();
    assert!(styles.contains("[Red]"), "losses are red");
    assert!(
        archive
            .remove("xl/comments1.xml")
            .unwrap()
            .contains("What Net sales means.")
    );
}

#[test]
fn the_name_stays_in_sight_behind_its_class() {
    let mut page = table("Customers");
    assert_eq!(frozen_columns(&page), 1);
    page.columns[0].kind = ColumnKind::Class;
    page.columns[1].kind = ColumnKind::Text;
    assert_eq!(frozen_columns(&page), 2);
    page.columns[1].kind = ColumnKind::Money;
    assert_eq!(frozen_columns(&page), 1, "no name near the left edge");
}

#[test]
fn titles_become_legal_and_unique_names() {
    let long = "11 of 240 customers destroy 18 % of the profit";
    let mut names: Vec<String> = Vec::new();
    for title in [
        long,
        long,
        "Sales: [a/b]*?",
        "'quoted'",
        "",
        "history",
        "ITEMS",
        "items",
    ] {
        let name = sheet_name(title, &names);
        names.push(name);
    }
    assert_eq!(
        names,
        [
            "11 of 240 customers destroy 18",
            "11 of 240 customers (2)",
            "Sales a b",
            "quoted",
            "Table",
            "History of",
            "ITEMS",
            "items (2)",
        ]
    );
    let tables: Vec<TablePage> = [long, long, "Sales: [a/b]*?", "", "history"]
        .map(table)
        .into();
    assert_eq!(sheet_names(&write(&tables).unwrap()).unwrap().len(), 5);
}

#[test]
fn columns_past_z_have_two_letters() {
    let letters: Vec<_> = [0, 25, 26, 51, 52, 701, 702].map(column_letters).into();
    assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
}

#[test]
fn nothing_and_too_much_are_refused() {
    assert!(write(&[]).unwrap_err().title.contains("nothing"));
    let mut long = table("Lines");
    long.rows = vec![
        TableRow {
            id: String::new(),
            cells: Vec::new(),
            subject: None
        };
        MOST_ROWS + 1
    ];
    let error = write(&[long]).unwrap_err();
    assert!(error.detail.contains("Lines") && error.remedy.contains("CSV"));
}

#[test]
fn an_empty_table_is_a_sheet_with_its_header() {
    let mut empty = table("Set aside");
    empty.rows.clear();
    empty.total_rows = 0;
    let read = sheet_to_text(&write(&[empty]).unwrap(), None).unwrap();
    assert_eq!(
        read,
        b"Customer,Cluster,Net sales,Margin,Orders,First day\n"
    );
}

/// Members of a ZIP archive as text, for those that are XML.
fn zip_members(bytes: &[u8]) -> std::collections::BTreeMap<String, String> {
    let mut members = std::collections::BTreeMap::new();
    let word = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    let long = |at: usize| word(at) + (word(at + 2) << 16);
    // The end record holds where the directory begins; the archive has no comment.
    let end = bytes.len() - 22;
    let mut at = long(end + 16);
    for _ in 0..word(end + 10) {
        let (size, name_length) = (long(at + 20), word(at + 28));
        let name = String::from_utf8(bytes[at + 46..at + 46 + name_length].to_vec()).unwrap();
        let local = long(at + 42);
        let data = local + 30 + word(local + 26) + word(local + 28);
        let mut text = String::new();
        let mut inflate = flate2::read::DeflateDecoder::new(&bytes[data..data + size]);
        std::io::Read::read_to_string(&mut inflate, &mut text).unwrap();
        members.insert(name, text);
        at += 46 + name_length + word(at + 30) + word(at + 32);
    }
    members
}
