//! A table as CSV: UTF-8 with a byte order mark (without it, Excel reads accents as two letters),
//! comma, CRLF, numbers with a point and no more digits than a sum of money means.

use crate::project::view::{TablePage, TableValue};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The rows of the page under the labels of its columns. Sums are left out: a program that reads
/// the file would take them for one more row.
pub fn write(page: &TablePage) -> Vec<u8> {
    let mut out = Vec::with_capacity(64 + page.rows.len() * page.columns.len() * 12);
    out.extend_from_slice(BYTE_ORDER_MARK);
    for (i, column) in page.columns.iter().enumerate() {
        push_separator(&mut out, i);
        push_text(&mut out, &column.label);
    }
    out.extend_from_slice(b"\r\n");
    push_rows(&mut out, page);
    out
}

/// The rows of a further page of the same table.
pub fn push_rows(out: &mut Vec<u8>, page: &TablePage) {
    for row in &page.rows {
        for (i, cell) in row.cells.iter().enumerate() {
            push_separator(out, i);
            match cell {
                TableValue::Number(number) => push_number(out, *number),
                TableValue::Text(text) => push_text(out, text),
                TableValue::Missing(()) => {}
            }
        }
        out.extend_from_slice(b"\r\n");
    }
}

fn push_separator(out: &mut Vec<u8>, position: usize) {
    if position > 0 {
        out.push(b',');
    }
}

/// Digits that mean something in a sum over a million lines; behind them stands the noise of
/// binary fractions (5690.054999999999).
const SIGNIFICANT: usize = 12;

/// The number to twelve significant digits. What is not a number stays empty.
fn push_number(out: &mut Vec<u8>, number: f64) {
    let number = rounded(number);
    if number == 0.0 {
        out.push(b'0'); // not "-0"
    } else if number.is_finite() {
        out.extend_from_slice(number.to_string().as_bytes());
    }
}

fn rounded(number: f64) -> f64 {
    // By way of text: scaling by powers of ten would round twice.
    let digits = SIGNIFICANT - 1;
    format!("{number:.digits$e}").parse().unwrap_or(number)
}

fn push_text(out: &mut Vec<u8>, text: &str) {
    // A spreadsheet would run a text like `=HYPERLINK(…)` as a formula (CSV injection, OWASP). An
    // apostrophe makes it a text again; a plain negative number needs none.
    let guarded =
        text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    let quoted = text.contains([',', '"', '\n', '\r', ';', '\t'])
        || text.starts_with(' ')
        || text.ends_with(' ');
    if quoted {
        out.push(b'"');
    }
    if guarded {
        out.push(b'\'');
    }
    if text.contains('"') {
        out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
    } else {
        out.extend_from_slice(text.as_bytes());
    }
    if quoted {
        out.push(b'"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::view::{ColumnKind, TableColumn, TableRow};

    fn page(rows: Vec<Vec<TableValue>>) -> TablePage {
        let width = rows.first().map_or(0, Vec::len);
        TablePage {
            headline: String::new(),
            title: "Customers".to_owned(),
            columns: (0..width)
                .map(|i| TableColumn {
                    key: format!("c{i}"),
                    label: format!("Column {i}"),
                    kind: ColumnKind::Text,
                    definition: String::new(),
                })
                .collect(),
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
            sums: vec![None; width],
        }
    }

    fn text(value: &str) -> TableValue {
        TableValue::Text(value.to_owned())
    }

    #[test]
    fn cells_are_written_so_that_they_read_back() {
        let rows = vec![
            vec![
                text("000123"),
                text("Müller, \"Nord\""),
                TableValue::Number(1234.5),
            ],
            vec![
                text("two\nlines"),
                TableValue::Missing(()),
                TableValue::Number(-0.0),
            ],
            vec![text(" blank "), text(""), TableValue::Number(f64::NAN)],
            vec![text("x"), text("y"), TableValue::Number(0.1 + 0.2)],
        ];
        let bytes = write(&page(rows));
        assert!(bytes.starts_with(BYTE_ORDER_MARK));
        let mut reader = ::csv::Reader::from_reader(&bytes[3..]);
        let read: Vec<Vec<String>> = reader
            .records()
            .map(|r| r.unwrap().iter().map(str::to_owned).collect())
            .collect();
        assert_eq!(
            read,
            [
                vec!["000123", "Müller, \"Nord\"", "1234.5"],
                vec!["two\nlines", "", "0"],
                vec![" blank ", "", ""],
                vec!["x", "y", "0.3"],
            ]
        );
    }

    #[test]
    fn formulas_are_disarmed_and_numbers_are_not_damaged() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+49 30 1234", "'+49 30 1234"),
            ("-cmd|x", "'-cmd|x"),
            ("-12.5", "-12.5"),
            ("=A,B", "\"'=A,B\""),
            ("A=B", "A=B"),
        ] {
            let bytes = write(&page(vec![vec![text(cell)]]));
            let written = String::from_utf8(bytes[3..].to_vec()).unwrap();
            assert_eq!(written, format!("Column 0\r\n{expected}\r\n"), "{cell}");
        }
        let bytes = write(&page(vec![vec![TableValue::Number(-7.25)]]));
        assert!(bytes.ends_with(b"\r\n-7.25\r\n"));
    }
}
