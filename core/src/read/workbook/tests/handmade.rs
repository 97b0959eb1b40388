//! Workbooks as no program writes them: each would cost the library gigabytes, or have it panic.

use super::*;
use flate2::Crc;

/// A ZIP archive of members that are not packed.
fn archive(members: &[(&str, &str)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    let u16_of = |n: usize| u16::try_from(n).unwrap().to_le_bytes();
    let u32_of = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
    for (name, text) in members {
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        // Version, flags, method (0: not packed), time, date; then sum, sizes and lengths.
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        common.extend(crc.sum().to_le_bytes());
        common.extend(u32_of(text.len()));
        common.extend(u32_of(text.len()));
        common.extend(u16_of(name.len()));
        common.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]); // comment, disk, attributes
        directory.extend(u32_of(bytes.len()));
        directory.extend(name.as_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(name.as_bytes());
        bytes.extend(text.as_bytes());
    }
    let start = bytes.len();
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(u16_of(members.len()));
    bytes.extend(u16_of(members.len()));
    bytes.extend(u32_of(directory.len()));
    bytes.extend(u32_of(start));
    bytes.extend([0, 0]);
    bytes
}

fn xlsx(rows: &str, texts: &str) -> Vec<u8> {
    xlsx_of(&[("Lines", rows)], texts)
}

/// A workbook of sheets that do not say how many rows they have.
fn xlsx_of(sheets: &[(&str, &str)], texts: &str) -> Vec<u8> {
    const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |relations: &[(String, &str, String)]| {
        let each = relations.iter().map(|(id, kind, target)| {
            format!("<Relationship Id=\"{id}\" Type=\"{TYPE}/{kind}\" Target=\"{target}\"/>")
        });
        format!(
            "<Relationships>{}</Relationships>",
            each.collect::<String>()
        )
    };
    let numbered = || sheets.iter().zip(1..);
    let names = numbered()
        .map(|((name, _), n)| format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"r{n}\"/>"));
    let parts: Vec<_> = numbered()
        .map(|(_, n)| {
            (
                format!("r{n}"),
                "worksheet",
                format!("worksheets/sheet{n}.xml"),
            )
        })
        .collect();
    let root = [(
        "r1".to_owned(),
        "officeDocument",
        "xl/workbook.xml".to_owned(),
    )];
    let mut members = vec![
        ("_rels/.rels".to_owned(), relations(&root)),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "<workbook><sheets>{}</sheets></workbook>",
                names.collect::<String>()
            ),
        ),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations(&parts)),
        ("xl/sharedStrings.xml".to_owned(), texts.to_owned()),
    ];
    members.extend(numbered().map(|((_, rows), n)| {
        (
            format!("xl/worksheets/sheet{n}.xml"),
            format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        )
    }));
    let members: Vec<(&str, &str)> = members.iter().map(|(n, t)| (&**n, &**t)).collect();
    archive(&members)
}

#[test]
fn a_cover_without_rows_is_passed_over() {
    let lines = format!("{}{}", cell("A1"), cell("A2"));
    for cover in [String::new(), cell("A1")] {
        let bytes = xlsx_of(&[("Cover", &cover), ("Lines", &lines)], ONE_TEXT);
        let (name, text) = Workbook::open(&bytes).unwrap().likely_text().unwrap();
        assert_eq!((name.as_str(), text.as_slice()), ("Lines", &b"a\na\n"[..]));
    }
}

const ONE_TEXT: &str = "<sst uniqueCount=\"1\"><si><t>a</t></si></sst>";

fn cell(place: &str) -> String {
    format!("<row><c r=\"{place}\" t=\"s\"><v>0</v></c></row>")
}

#[track_caller]
fn refused(bytes: &[u8], title: &str) -> String {
    let error = sheet_to_text(bytes, None).unwrap_err();
    assert_eq!(error.title, title, "{error:?}");
    assert!(!error.remedy.is_empty());
    error.detail
}

#[test]
fn a_cell_where_no_sheet_reaches_is_refused() {
    let text = sheet_to_text(&xlsx(&cell("B3"), ONE_TEXT), None).unwrap();
    assert_eq!(text, b"\n\n,a\n");
    for place in ["A4000000000", "A1048577", "XFE1"] {
        refused(&xlsx(&cell(place), ONE_TEXT), "The workbook is damaged.");
    }
}

#[test]
fn more_texts_announced_than_there_can_be_are_refused() {
    let announced = |count: &str| {
        let texts = format!("<sst count=\"1\" uniqueCount=\"{count}\"><si><t>a</t></si></sst>");
        xlsx(&cell("A1"), &texts)
    };
    let detail = refused(&announced("4000000000"), "The workbook is damaged.");
    assert!(detail.contains("4000000000"), "{detail}");
    // Some programs count wrongly; that does no harm.
    assert_eq!(sheet_to_text(&announced("9999"), None).unwrap(), b"a\n");
}

#[test]
fn a_cell_that_never_ends_is_refused() {
    let long = |letters: usize| {
        let text = "a".repeat(letters);
        xlsx(
            &format!("<row><c r=\"A1\" t=\"str\"><v>{text}</v></c></row>"),
            ONE_TEXT,
        )
    };
    let detail = refused(&long((1 << 20) + 10), "The workbook is damaged.");
    assert!(detail.contains("sheet1.xml"), "{detail}");
    assert!(sheet_to_text(&long(1 << 19), None).is_ok());
}

#[test]
fn an_ods_of_repetitions_is_refused() {
    let ods = |columns: u32, rows: u32| {
        let content = format!(
            "<office:document-content><office:body><office:spreadsheet><table:table \
             table:name=\"Lines\"><table:table-row table:number-rows-repeated=\"{rows}\">\
             <table:table-cell office:value-type=\"string\" \
             table:number-columns-repeated=\"{columns}\"><text:p>a</text:p></table:table-cell>\
             </table:table-row></table:table></office:spreadsheet></office:body>\
             </office:document-content>"
        );
        archive(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", "<manifest:manifest/>"),
            ("content.xml", &content),
        ])
    };
    assert_eq!(sheet_to_text(&ods(2, 2), None).unwrap(), b"a,a\na,a\n");
    // Fewer cells than the library's own limit, and still gigabytes.
    refused(&ods(5_000, 10_000), "The sheet is too large.");
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

/// The records of an XLS workbook of one sheet, which holds `records`.
fn xls_records(records: &[u8], sheet_at: Option<u32>) -> Vec<u8> {
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let sheet = |at: u32| {
        let name = b"\0\0\x05\0Lines"; // visible, a worksheet, five letters of one byte
        record(0x0085, &[&at.to_le_bytes()[..], name].concat())
    };
    let end = record(0x000A, &[]);
    let at = begin(5).len() + sheet(0).len() + end.len();
    let sheet = sheet(sheet_at.unwrap_or(at as u32));
    [&begin(5), &sheet, &end, &begin(16), records, &end].concat()
}

fn number(row: u16, column: u16) -> Vec<u8> {
    let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
    record(0x0203, &[&place[..], &7_f64.to_le_bytes()].concat())
}

/// An OLE container: sector 0 says which sector follows which, 1 is the directory, the rest is
/// the stream of records.
fn ole(records: &[u8]) -> Vec<u8> {
    let sectors = records.len().div_ceil(512).max(8); // a shorter stream would lie elsewhere
    let mut bytes = vec![0; 512];
    bytes[..8].copy_from_slice(OLE);
    bytes[26..34].copy_from_slice(&[3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    bytes[44] = 1; // sectors of the table
    bytes[48] = 1; // first sector of the directory
    bytes[60..64].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
    bytes[68..72].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
    bytes[80..512].fill(0xFF);
    let mut follows: Vec<u32> = (0..128).map(|n| n + 1).collect();
    follows[0] = 0xFFFF_FFFD;
    follows[1] = 0xFFFF_FFFE;
    follows[1 + sectors] = 0xFFFF_FFFE;
    bytes.extend(follows.into_iter().flat_map(u32::to_le_bytes));
    for (name, start, length) in [
        ("Root Entry", u32::MAX - 1, 0),
        ("Workbook", 2, sectors * 512),
    ] {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend((length as u64).to_le_bytes());
        bytes.extend(entry);
    }
    bytes.resize(512 * 3, 0);
    bytes.extend(records);
    bytes.resize(512 * (3 + sectors), 0);
    bytes
}

#[test]
fn an_xls_with_cells_far_apart_is_refused() {
    let cells = [number(0, 0), number(1, 2)].concat();
    let text = sheet_to_text(&ole(&xls_records(&cells, None)), None).unwrap();
    assert_eq!(text, b"7\n,,7\n");
    let cells = [number(0, 0), number(65_535, 65_535)].concat();
    refused(&ole(&xls_records(&cells, None)), "The workbook is damaged.");
}

#[test]
fn an_xls_that_announces_too_many_cells_is_refused() {
    let dimensions = |rows: u32| {
        let data = [&[0; 4], &rows.to_le_bytes()[..], &[0, 0, 0, 1, 0, 0]].concat();
        ole(&xls_records(
            &[record(0x0200, &data), number(0, 0)].concat(),
            None,
        ))
    };
    assert_eq!(sheet_to_text(&dimensions(65_536), None).unwrap(), b"7\n");
    let detail = refused(&dimensions(4_000_000_000), "The workbook is damaged.");
    assert!(detail.contains("4000000000"), "{detail}");
}

#[test]
fn an_xls_whose_sectors_go_in_circles_is_refused() {
    let mut bytes = ole(&xls_records(&number(0, 0), None));
    bytes[512 + 4..512 + 8].copy_from_slice(&[1, 0, 0, 0]); // the directory follows itself
    let detail = refused(&bytes, "The workbook is damaged.");
    assert!(detail.contains("no end"), "{detail}");
}

#[test]
#[cfg(not(target_arch = "wasm32"))] // where a panic ends the worker
fn a_panic_of_the_library_is_a_message() {
    let bytes = ole(&xls_records(&number(0, 0), Some(1_000_000)));
    refused(&bytes, "The workbook is damaged.");
}
