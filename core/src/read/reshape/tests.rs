use super::*;
use crate::read::sniff;

/// Headers and rows that a text becomes.
fn plain(name: &str, text: &str) -> (Option<Reshape>, Vec<String>, Vec<String>) {
    let sample = sniff::sniff(text.as_bytes()).unwrap();
    let records = sniff::raw_records(text.as_bytes(), sample.dialect);
    let found = detect(&Raw {
        records: &records,
        header: sample.dialect.header_row as usize - 1,
        name,
    });
    let Some((reshape, header)) = found else {
        return (None, sample.headers, Vec::new());
    };
    let mut dialect = sample.dialect;
    dialect.header_row = header as u32 + 1;
    let sample = sniff::reshaped(text.as_bytes(), dialect, &reshape);
    let rows = sample.rows.iter().zip(&sample.row_numbers);
    let rows = rows.map(|(row, n)| format!("{n}: {}", row.join("/")));
    (Some(reshape), sample.headers, rows.collect())
}

#[test]
fn a_printed_list_becomes_a_table_with_its_row_numbers() {
    let list = "\
Sales documents by customer

---------------------------------------------
|Order |Date      |Material|   Qty|Net value|
---------------------------------------------
|1001  |02.01.2024|M-1     |     5|   100,00|
|1002  |03.01.2024|M-2     |     1|    20,50|
|*     |          |        |     6|   120,50|
---------------------------------------------
Page 2
---------------------------------------------
|Order |Date      |Material|   Qty|Net value|
---------------------------------------------
|1003  |04.01.2024|M-1     |    2-|    40,00-|
|**    |          |        |     4|    80,50|
---------------------------------------------
";
    let (reshape, headers, rows) = plain("list.txt", list);
    assert!(reshape.unwrap().list);
    assert_eq!(
        headers,
        ["", "Order", "Date", "Material", "Qty", "Net value", ""]
    );
    assert_eq!(
        rows,
        [
            "6: /1001/02.01.2024/M-1/5/100,00/",
            "7: /1002/03.01.2024/M-2/1/20,50/",
            "14: /1003/04.01.2024/M-1/2-/40,00-/",
        ]
    );
}

#[test]
fn a_header_over_two_rows_is_one() {
    let text = "Order;;Customer;;Item;Value\nNo.;Date;No.;Name;No.;EUR\n1;2024-01-02;7;Ada;A;5,00\n2;2024-01-03;8;Ben;B;6,00\n";
    let (_, headers, rows) = plain("two.csv", text);
    assert_eq!(
        headers,
        [
            "Order No.",
            "Order Date",
            "Customer No.",
            "Customer Name",
            "Item No.",
            "Value EUR"
        ]
    );
    assert_eq!(rows[0], "3: 1/2024-01-02/7/Ada/A/5,00");
    assert_eq!(plain("x.csv", "a;b;c\n1;2;3\n4;5;6\n").0, None);
}

#[test]
fn months_side_by_side_become_lines() {
    let text = "Item,Customer,2023-01,2023-02,2023-03,Q1,YTD\nA,Ada,5,,7,12,12\nB,Ben,0,\"1,000\",2,1002,1002\n";
    let (reshape, headers, rows) = plain("wide.csv", text);
    assert_eq!(reshape.unwrap().totals, [5, 6]);
    assert_eq!(headers, ["Item", "Customer", MONTH, VALUE]);
    assert_eq!(
        rows,
        [
            "2: A/Ada/2023-01-01/5",
            "2: A/Ada/2023-03-01/7",
            "3: B/Ben/2023-02-01/1,000",
            "3: B/Ben/2023-03-01/2",
        ]
    );
}

#[test]
fn headers_that_are_months() {
    for header in [
        "2023-01",
        "Jan 23",
        "Jan-2023",
        "01.2023",
        "1/2023",
        "202301",
        "January 2023",
        "2023-01-01",
        "01.01.2023",
        "2023 Jan",
        "Januar 2023",
        "janv. 2023",
    ] {
        assert_eq!(
            month_of_header(header, None).as_deref(),
            Some("2023-01-01"),
            "{header}"
        );
    }
    assert_eq!(month_of_header("P01", None), None, "no year");
    assert_eq!(
        month_of_header("P12", Some(2023)).as_deref(),
        Some("2023-12-01")
    );
    for header in [
        "Q1", "YTD", "2023", "Item", "M8x40", "Market", "2023-13", "12.5", "Total",
    ] {
        assert_eq!(month_of_header(header, Some(2023)), None, "{header}");
    }
    for header in [
        "Q1", "Q1 2023", "H2", "YTD", "FY23", "Total", "Summe", "2023", "YTD 2023",
    ] {
        assert!(months::adds_up(header), "{header}");
    }
    for header in ["Item", "Quality", "Price", "Total weight class", "Hub", "M"] {
        assert_eq!(
            months::adds_up(header),
            header.starts_with("Total"),
            "{header}"
        );
    }
}

#[test]
fn an_order_stands_on_its_first_line_only() {
    let row = |cells: &[&str]| {
        cells
            .iter()
            .map(|c| (*c).to_owned())
            .collect::<Vec<String>>()
    };
    let rows = [
        row(&["S1", "2024-01-02", "Ada", "A", "5"]),
        row(&["", "", "", "B", "1"]),
        row(&["S2", "2024-01-03", "Ben", "A", "2"]),
        row(&["", "", "", "C", "3"]),
    ];
    assert_eq!(blanks_below(&rows, 0, 1, 3), [0, 1, 2]);
    assert!(
        blanks_below(&rows[..2], 0, 1, 3).is_empty(),
        "one blank is none"
    );
}
