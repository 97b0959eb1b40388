mod handmade;

use super::*;

/// A file beside the repository, or none where it is absent.
fn shared(name: &str) -> Option<Vec<u8>> {
    let path = crate::shared::shared(&format!("data/{name}"))?;
    Some(std::fs::read(path).unwrap())
}

fn check(file: &str, expected: &str) {
    if let Some(bytes) = shared(&format!("bad/calamine/{file}")) {
        let text = String::from_utf8(sheet_to_text(&bytes, None).unwrap()).unwrap();
        assert_eq!(text, expected, "{file}");
    }
}

#[test]
fn a_real_workbook_of_orders() {
    let Some(bytes) = shared("brunel.xlsx") else {
        return;
    };
    let names = sheet_names(&bytes).unwrap();
    assert_eq!(names.len(), 8, "{names:?}");
    assert_eq!(
        Workbook::open(&bytes).unwrap().likely_text().unwrap().0,
        "OrderList",
        "not the first one, a description"
    );
    let text = String::from_utf8(sheet_to_text(&bytes, None).unwrap()).unwrap();
    assert_eq!(text.lines().count(), 9_216);
    assert!(text.starts_with("Order ID,Order Date,"), "{}", &text[..200]);
    assert!(
        text.lines().nth(1).unwrap().contains("2013-05-26"),
        "{:?}",
        text.lines().nth(1)
    );
    let widths: std::collections::BTreeSet<_> =
        text.lines().map(|l| l.split(',').count()).collect();
    assert_eq!(widths.len(), 1, "every row has every column");
}

#[test]
fn dates_in_both_calendars() {
    for file in [
        "date.xlsx",
        "date.xlsb",
        "date.xls",
        "date_1904.xlsx",
        "date_1904.xlsb",
        "date_1904.xls",
    ] {
        if let Some(bytes) = shared(&format!("bad/calamine/{file}")) {
            let text = String::from_utf8(sheet_to_text(&bytes, None).unwrap()).unwrap();
            assert_eq!(
                text, "2021-01-01,15\n2021-01-02,16\n255:10:10,17\n",
                "{file}"
            );
        }
    }
}

#[test]
fn a_stray_cell_in_the_far_corner_costs_nothing() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "a").unwrap();
    sheet.write_string(1_048_575, 16_383, "z").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let text = sheet_to_text(&bytes, None).unwrap();
    assert_eq!(text.len(), 2 + 1_048_574 + 16_383 + 2);
}

#[test]
fn errors_in_cells_are_their_text() {
    let Some(bytes) = shared("bad/calamine/errors.xlsx") else {
        return;
    };
    let text = String::from_utf8(sheet_to_text(&bytes, None).unwrap()).unwrap();
    for error in [
        "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
    ] {
        assert!(text.contains(error), "{error} in {text}");
    }
}

#[test]
fn odd_workbooks_read_as_people_see_them() {
    check(
        "inlineStr_with_value.xlsx",
        "NN,Hierarchy,,Outline Number,ID,Name,Type,Description\n\
         1,+,,1.,RQ11610,requirement,Textual Requirement,test\n",
    );
    check(
        "empty_s_attribute.xlsx",
        "Name,Value\nJohn,1\nSophia,2\nPeter,3\nSam,4\n",
    );
    check(
        "merged_range.xlsx",
        "A1,B1,C1,,E1,F1,G1,H1\n\nA3,B3,C3,,E3,F3,G3,H3\nA4,B4,C4,,E4,F4,G4,H4\n",
    );
    check(
        "number_rows_repeated.ods",
        "A,B\nC,D\nC,D\n\n\nC,D\n\nC,D\n",
    );
    check(
        "richtext-namespaced.xlsx",
        "\"inline string\nLine 2\nLine 3\",,,,,,,\"shared string\nLine 2\nLine 3\"\n",
    );
    check("encoded_entities.xlsx", "&\n");
    check(
        "date.ods",
        "2021-01-01,15\n2021-01-01 10:10:10,16\nPT10H10M10S,17\nPT10H10M10.123456S,18\n",
    );
    if let Some(bytes) = shared("bad/calamine/date_iso.xlsx") {
        let text = sheet_to_text(&bytes, None).unwrap();
        assert!(text.starts_with(b"2021-01-01\n2021-01-01 10:10:10\n10:10:10\n"));
    }
}

#[test]
fn protected_workbooks_ask_for_a_copy_without_a_password() {
    for file in [
        "pass_protected.xlsx",
        "pass_protected.xlsb",
        "pass_protected.ods",
    ] {
        if let Some(bytes) = shared(&format!("bad/calamine/{file}")) {
            let error = sheet_to_text(&bytes, None).unwrap_err();
            assert!(error.title.contains("password"), "{file}: {error:?}");
            assert_eq!(sheet_names(&bytes).unwrap_err(), error, "{file}");
        }
    }
}

#[test]
fn what_is_no_workbook_is_refused() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write_string(0, 0, "a").unwrap();
    let whole = workbook.save_to_buffer().unwrap();
    for (bytes, title) in [
        (&b""[..], "This is not a workbook."),
        (b"\x89PNG\r\n\x1a\n", "This is not a workbook."),
        (b"a\tb\n1\t2\n", "This is not a workbook."),
        (b"PK\x03\x04 and nothing more", "The workbook is damaged."),
        (&whole[..whole.len() / 2], "The workbook is damaged."),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and nothing more",
            "The workbook is damaged.",
        ),
    ] {
        assert_eq!(sheet_to_text(bytes, None).unwrap_err().title, title);
        assert_eq!(sheet_names(bytes).unwrap_err().title, title);
        assert!(!sheet_names(bytes).unwrap_err().remedy.is_empty());
    }
    assert!(looks_like_workbook(&whole) && !looks_like_workbook(b"a\tb\n"));
    let missing = sheet_to_text(&whole, Some("Other")).unwrap_err();
    assert!(missing.detail.contains("Sheet1"), "{missing:?}");
    let mut empty = rust_xlsxwriter::Workbook::new();
    empty.add_worksheet();
    let empty = empty.save_to_buffer().unwrap();
    assert_eq!(
        sheet_to_text(&empty, None).unwrap_err().title,
        "The sheet is empty."
    );
}

/// None of the workbooks that once broke a reader may hang or exhaust memory; a message is fine.
#[test]
fn every_bad_workbook_gives_text_or_a_message() {
    let Some(folder) = crate::shared::shared("data/bad/calamine") else {
        return;
    };
    let entries = std::fs::read_dir(folder).unwrap();
    for path in entries.map(|e| e.unwrap().path()) {
        let bytes = std::fs::read(&path).unwrap();
        match sheet_to_text(&bytes, None) {
            Ok(text) => assert!(
                std::str::from_utf8(&text).is_ok() && text.len() < 1 << 27,
                "{path:?}"
            ),
            Err(error) => assert!(
                !error.title.is_empty() && !error.remedy.is_empty(),
                "{path:?}"
            ),
        }
    }
}
