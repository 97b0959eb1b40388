//! Every trap of files exported by companies, each as a small file: what it becomes, or what is said.

use super::{analysed_files, finding, opened, quality, read_all, told};
use crate::support::{analysed, close};
use tenfold_core::fields::Field;
use tenfold_core::project::Project;
use tenfold_core::project::view::{Filter, Totals};
use tenfold_core::settings::{DateOrder, Encoding};

fn totals(project: &mut Project) -> Totals {
    project.overview(&Filter::default()).unwrap().totals
}

/// Net sales, units and first day of a text that detection alone must read.
#[track_caller]
fn reads(text: &[u8], revenue: f64, units: f64, first_day: &str) -> Project {
    let mut project = analysed(text, None);
    let totals = totals(&mut project);
    close(totals.revenue, revenue, "net sales");
    close(totals.units_sold, units, "units");
    assert_eq!(totals.first_day, first_day);
    project
}

const HEADER: &str = "Order;Date;Customer;Item;Quantity;Net sales\n";

fn lines(rows: &str) -> Vec<u8> {
    format!("{HEADER}{rows}").into_bytes()
}

// 1. Numbers

#[test]
fn trap_1_trailing_minus_brackets_and_thousands_of_every_kind() {
    reads(
        &lines("1;02.01.2024;A;X;5;1.234,56\n2;03.01.2024;A;X;-1;34,56-\n"),
        1200.0,
        5.0,
        "2024-01-02",
    );
    reads(
        &lines("1;02.01.2024;A;X;5;1\u{a0}234,50\n2;03.01.2024;B;X;1;(34,50)\n"),
        1200.0,
        6.0,
        "2024-01-02",
    );
    reads(
        &lines("1;02.01.2024;A;X;5;1\u{202f}234,50 €\n2;03.01.2024;B;X;1;65,50 €\n"),
        1300.0,
        6.0,
        "2024-01-02",
    );
    reads(
        &lines("1;02.01.2024;A;X;5;1'234.50\n2;03.01.2024;B;X;1;CHF 65.50\n"),
        1300.0,
        6.0,
        "2024-01-02",
    );
}

#[test]
fn trap_1_one_thousand_or_one_is_for_the_whole_column_to_say() {
    // 1,234 could be either; another cell of the column tells.
    reads(b"Order\tDate\tCustomer\tItem\tQuantity\tNet sales\n1\t2024-01-02\tA\tX\t5\t1,234\n2\t2024-01-03\tA\tX\t1\t2.5\n", 1236.5, 6.0, "2024-01-02");
    reads(b"Order\tDate\tCustomer\tItem\tQuantity\tNet sales\n1\t2024-01-02\tA\tX\t5\t1,234\n2\t2024-01-03\tA\tX\t1\t2,5\n", 3.734, 6.0, "2024-01-02");
}

// 2. Dates

#[test]
fn trap_2_the_column_decides_day_and_month() {
    let file = |dates: [&str; 2]| {
        lines(&format!(
            "1;{};A;X;5;10\n2;{};A;X;1;10\n",
            dates[0], dates[1]
        ))
    };
    for (dates, order, first) in [
        (
            ["03/04/2024", "13/04/2024"],
            DateOrder::DayMonthYear,
            "2024-04-03",
        ),
        (
            ["03/04/2024", "04/13/2024"],
            DateOrder::MonthDayYear,
            "2024-03-04",
        ),
        (
            ["20240304", "20240413"],
            DateOrder::YearMonthDay,
            "2024-03-04",
        ),
        (["45355", "45395"], DateOrder::ExcelSerial, "2024-03-04"),
        (
            ["2024-03-04T23:30:00+01:00", "2024-04-13T00:00:00Z"],
            DateOrder::YearMonthDay,
            "2024-03-04",
        ),
    ] {
        let project = reads(&file(dates), 20.0, 6.0, first);
        assert_eq!(project.opened()[0].plan.date_order, order, "{dates:?}");
    }
}

#[test]
fn trap_2_weeks_and_periods_are_days_too() {
    for (dates, first) in [
        (["2024-W01", "2024-W06"], "2024-01-01"),
        (["2023W52", "2024W06"], "2023-12-25"),
        (["2023.004", "2023.012"], "2023-04-01"),
        (["2023-04", "2023-05"], "2023-04-01"),
    ] {
        let text = format!(
            "Order;Period;Customer;Item;Quantity;Net sales\n1;{};A;X;5;10\n2;{};A;X;1;10\n",
            dates[0], dates[1]
        );
        reads(text.as_bytes(), 20.0, 6.0, first);
    }
}

#[test]
fn trap_2_cells_that_are_dates_and_cells_that_are_text_mix() {
    // As the text of a sheet has them: real dates are ISO, typed ones are as typed.
    reads(
        &lines("1;2024-02-03;A;X;5;10\n2;04.02.2024;A;X;1;20\n3;13.02.2024;A;X;1;5\n"),
        35.0,
        7.0,
        "2024-02-03",
    );
}

#[test]
fn trap_2_no_date_is_set_aside_with_its_money() {
    let project = reads(
        &lines("1;00.00.0000;A;X;5;10\n2;03.01.2024;A;X;1;20\n"),
        20.0,
        1.0,
        "2024-01-03",
    );
    let aside = &quality(&project).set_aside[0];
    assert_eq!(
        (aside.reason.as_str(), aside.money, aside.example.as_str()),
        ("date", 10.0, "00.00.0000")
    );
}

// 3. Keys (leading zeros, case, hyphens: see `linking`)

#[test]
fn trap_3_leading_zeros_stay_and_exponents_are_told() {
    let project = reads(
        &lines(
            "0001;02.01.2024;0000012345;1.23457E+11;5;10\n0002;03.01.2024;12345 ;1,3E+05;1;20\n",
        ),
        30.0,
        6.0,
        "2024-01-02",
    );
    let data = &project.analysis().unwrap().data;
    assert_eq!(
        data.customers.ids,
        ["0000012345", "12345"],
        "blanks behind a key do not count"
    );
    assert_eq!(data.order_text(0), "0001");
    let told = finding(&project, "written with an exponent");
    assert_eq!((told.row, told.column.as_deref()), (Some(2), Some("Item")));
    assert!(told.message.starts_with("2 keys are"), "{}", told.message);
    // Order numbers are keys, too.
    let project = analysed(&lines("4.5E+09;02.01.2024;A;X;5;10\n"), None);
    let told = finding(&project, "written with an exponent");
    assert_eq!(told.column.as_deref(), Some("Order"));
}

// 4. SAP

#[test]
fn trap_4_a_printed_list_is_read_without_its_frames_and_sums() {
    let list = "\
List of orders                                  Page 1

-------------------------------------------------------
|Order |Date      |Customer|Material|  Quantity|Net value|
-------------------------------------------------------
|1001  |02.01.2024|Ada     |M-1     |         5|   100,00|
|1002  |03.01.2024|Ben     |M-2     |         1|    20,50|
|*     |          |        |        |         6|   120,50|
-------------------------------------------------------
List of orders                                  Page 2

-------------------------------------------------------
|Order |Date      |Customer|Material|  Quantity|Net value|
-------------------------------------------------------
|1003  |04.01.2024|Ada     |M-1     |        2-|    40,00-|
|**    |          |        |        |         4|    80,50|
-------------------------------------------------------
";
    let project = reads(list.as_bytes(), 80.5, 6.0, "2024-01-02");
    let quality = quality(&project);
    assert_eq!(
        (quality.rows, quality.used),
        (3, 3),
        "sums and rules are no rows"
    );
    let rows: Vec<u64> = (0..3)
        .map(|l| project.analysis().unwrap().rows.row(l))
        .collect();
    assert_eq!(rows, [6, 7, 15]);
    told(
        &project.opened()[0],
        "Frames, rules, repeated headers and subtotals",
    );
    // As it stands, if the user says so.
    let mut project = opened(&[("list.txt", list)]);
    project
        .change_reading(
            0,
            tenfold_core::project::view::ReadingChange::Reshape(false),
        )
        .unwrap();
    assert!(project.opened()[0].rows.len() > 3);
}

#[test]
fn trap_4_a_spreadsheet_that_is_tabs_in_utf_16() {
    let text = "Verkaufsbeleg\tBelegdatum\tKunde\tMaterial\tAuftragsmenge\tNettowert\n\
        4711\t02.01.2024\tMüller\tM-1\t5\t1.000,00\n4712\t03.01.2024\tMüller\tM-1\t1\t200,00\n";
    let bytes: Vec<u8> = std::iter::once(0xFEFF)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let project = reads(&bytes, 1200.0, 6.0, "2024-01-02");
    assert_eq!(project.opened()[0].plan.dialect.encoding, Encoding::Utf16Le);
}

// 5. Headers

#[test]
fn trap_5_a_header_over_two_rows_and_the_same_header_twice() {
    let text = "Order;;Customer;;Item;Quantity;Net\nNo.;Date;No.;Name;No.;;value\n\
        1;02.01.2024;7;Ada;X;5;10,00\n2;03.01.2024;8;Ben;Y;1;20,00\n";
    let project = reads(text.as_bytes(), 30.0, 6.0, "2024-01-02");
    assert_eq!(project.analysis().unwrap().rows.row(0), 3);
    assert_eq!(
        project.analysis().unwrap().data.customers.names,
        ["Ada", "Ben"]
    );
    let text = "Order;Date;Customer;Item;Quantity;Unit;Net sales;Unit\n1;02.01.2024;A;X;5;PC;10,00;EUR\n2;02.01.2024;A;X;5;PC;10,00;EUR\n";
    told(
        &opened(&[("twice.csv", text)]).opened()[0],
        "stands over two columns",
    );
}

// 6. Text

#[test]
fn trap_6_marks_encodings_hints_and_line_breaks() {
    let plain = "Order;Date;Customer;Item;Quantity;Net sales\n1;02.01.2024;Müller;\"a\nb\";5;10,50\n2;03.01.2024;Groß;\"a;c\";1;20\n";
    let marked = [b"\xEF\xBB\xBF", plain.as_bytes()].concat();
    reads(&marked, 30.5, 6.0, "2024-01-02");
    let (ansi, _, _) = encoding_rs::WINDOWS_1252.encode(plain);
    let project = reads(&ansi, 30.5, 6.0, "2024-01-02");
    assert_eq!(
        project.analysis().unwrap().data.customers.ids,
        ["Müller", "Groß"]
    );
    reads(
        format!("sep=;\n{plain}").as_bytes(),
        30.5,
        6.0,
        "2024-01-02",
    );
}

#[test]
fn trap_6_central_european_and_cyrillic_sets_are_read_and_others_are_told() {
    let text = "Order;Date;Customer;Item;Quantity;Net sales\n\
        1;02.01.2024;Zażółć gęślą;Śruba stalowa;5;10,50\n2;03.01.2024;Łódź;Złączka;1;20\n";
    let russian = text
        .replace("Zażółć gęślą", "Покупатель")
        .replace("Śruba stalowa", "Болт")
        .replace("Łódź", "Москва")
        .replace("Złączka", "Гайка стальная");
    for (text, set, encoding) in [
        (text, encoding_rs::WINDOWS_1250, Encoding::Windows1250),
        (text, encoding_rs::ISO_8859_2, Encoding::Iso88592),
        (&russian, encoding_rs::WINDOWS_1251, Encoding::Windows1251),
    ] {
        let (bytes, _, _) = set.encode(text);
        let project = reads(&bytes, 30.5, 6.0, "2024-01-02");
        assert_eq!(project.opened()[0].plan.dialect.encoding, encoding);
        let first = text.lines().nth(1).unwrap().split(';').nth(2).unwrap();
        assert_eq!(project.analysis().unwrap().data.customers.ids[0], first);
    }
    let japanese = text
        .replace("Zażółć gęślą", "カタカナのねじ")
        .replace("Łódź", "ひらがな")
        .replace("Śruba stalowa", "ボルト")
        .replace("Złączka", "ナット");
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(&japanese);
    let mut project = Project::default();
    project
        .open("jp.csv", bytes.len() as u64, &bytes, None)
        .unwrap();
    let finding = told(&project.opened()[0], "Shift-JIS");
    assert!(finding.remedy.contains("Save the file as UTF-8"));
}

// 7. Months as columns

#[test]
fn trap_7_months_side_by_side_are_lines_and_sums_are_left_out() {
    for months in [
        "2023-01,2023-02,2023-03",
        "Jan 23,Feb 23,Mar 23",
        "01.2023,02.2023,03.2023",
    ] {
        let text = format!(
            "Customer,Item,Unit price,{months},Q1,YTD 2023\nAda,X,10,5,,2,7,7\nBen,Y,2,0,30,1,31,31\n"
        );
        let project = reads(text.as_bytes(), 70.0 + 62.0, 38.0, "2023-01-01");
        assert_eq!(quality(&project).rows, 4, "filled cells");
        assert_eq!(project.analysis().unwrap().rows.row(3), 3);
        told(
            &project.opened()[0],
            "3 columns hold one month each, 2023-01 to 2023-03",
        );
    }
    // Periods without a year take it from the file's name.
    let text = "Customer;Item;P01;P02;P03;Total\nAda;X;5;;2;7\nBen;Y;;1;;1\n";
    let files = [("sales 2022.csv", text)];
    let project = &mut analysed_files(&files);
    assert_eq!(totals(project).first_day, "2022-01-01");
    told(&project.opened()[0], "counts as quantity and as net sales");
}

// 8. Odoo

#[test]
fn trap_8_an_order_on_its_first_line_only_is_filled_down() {
    let text = "Order Reference,Order Date,Customer,Product,Qty Ordered,Untaxed Total\n\
        S1,2024-01-02,Ada,X,5,10\n,,,Y,1,20\n,,,Z,1,5\nS2,2024-01-03,Ben,X,2,4\n,,,Y,1,1\n";
    let project = &mut reads(text.as_bytes(), 40.0, 10.0, "2024-01-02");
    let totals = totals(project);
    assert_eq!((totals.orders, totals.customers), (2, 2));
    told(&project.opened()[0], "take the value of the row above");
    assert_eq!(project.analysis().unwrap().rows.row(2), 4);
}

// 9. Returns and cancellations

#[test]
fn trap_9_sign_flags_rejections_and_credits_without_quantity() {
    let text = "VBELN;AUDAT;KUNNR;MATNR;FKIMG;NETWR;SHKZG;ABGRU\n\
        1;20240102;A;X;5;100;S;\n2;20240103;A;X;2;40;H;\n3;20240104;A;X;9;900;S;Z1\n4;20240105;A;X;0;-5;S;\n";
    let project = &mut reads(text.as_bytes(), 55.0, 5.0, "2024-01-02");
    let totals = totals(project);
    assert_eq!((totals.return_lines, totals.sales_lines), (1, 2));
    assert_eq!(quality(project).set_aside[0].reason, "cancelled");
    let item = project.analysis().unwrap().data.items.find("X").unwrap();
    let analysis = project.analysis().unwrap();
    let settings = &analysis.settings().demand;
    let series = analysis.series(settings);
    let mut net = Vec::new();
    let demand = series.of(item, &mut net, &mut 0);
    assert_eq!(demand, [5.0], "a credit of the price is no demand");
}

#[test]
fn trap_9_a_file_of_returns_only_is_marked_as_one() {
    let sales = lines("1;02.01.2024;A;X;5;100\n2;03.01.2024;B;X;3;60\n");
    let credits =
        "Date;Customer;Item;Quantity;Net sales\n04.01.2024;A;X;2;40\n05.01.2024;B;X;1;20\n";
    let files = [
        ("sales.csv", std::str::from_utf8(&sales).unwrap()),
        ("credits.csv", credits),
    ];
    let mut project = opened(&files);
    let all = Some(tenfold_core::settings::ReadingPlan::ALL_RETURNS.to_owned());
    let change = tenfold_core::project::view::ReadingChange::ReturnOrderPattern(all);
    project.change_reading(1, change).unwrap();
    read_all(&mut project, &files);
    let totals = totals(&mut project);
    assert_eq!((totals.sales_lines, totals.return_lines), (2, 2));
    close(totals.revenue, 100.0, "net sales less returns");
    close(totals.units_sold, 8.0, "units of the sales");
    // It goes into the settings, and comes back with them.
    let settings = project
        .export(&tenfold_core::project::view::Export::Settings)
        .unwrap();
    assert!(
        String::from_utf8(settings.bytes)
            .unwrap()
            .contains(r#""return_order_regex": ".*""#)
    );
}

// 10. Joins

#[test]
fn trap_10_amounts_that_repeat_on_every_line_of_an_order_are_told() {
    let row = |order: u32, item: u32| format!("{order};02.01.2024;A;I{item};1;{}\n", order * 100);
    let rows: String = (1..6)
        .flat_map(|o| (0..3).map(move |i| (o, i)))
        .map(|(o, i)| row(o, i))
        .collect();
    let project = opened(&[("orders.csv", &format!("{HEADER}{rows}"))]);
    let told = told(&project.opened()[0], "the same on every line of an order");
    assert!(told.message.contains("“Net sales”"), "{}", told.message);
    // Freight that repeats so is a cost of the order.
    let rows = rows.replace('\n', ";7\n");
    let with_freight = |l: &str| {
        let order: u32 = l.split(';').next().unwrap().parse().unwrap();
        format!("{};{order}.5", l.rsplit_once(';').unwrap().0)
    };
    let freight: Vec<String> = rows.lines().map(with_freight).collect();
    let freight = freight.join("\n");
    let project = opened(&[(
        "orders.csv",
        &format!("{};Freight\n{freight}", HEADER.trim_end()),
    )]);
    let columns = &project.opened()[0].plan.columns;
    assert!(
        columns
            .iter()
            .any(|c| c.field == Field::OrderCost && c.column == 6)
    );
}

// 11. Currencies and units

#[test]
fn trap_11_mixed_currencies_and_units_are_told_with_their_sums() {
    let text = "Order;Date;Customer;Item;Quantity;ME;Net sales;Currency\n\
        1;02.01.2024;A;X;5;ST;1.000,50;EUR\n2;03.01.2024;A;X;1;KAR;200,00;USD\n3;03.01.2024;A;X;1;ST;300,00;EUR\n";
    let project = analysed(text.as_bytes(), None);
    let money = finding(&project, "several currencies");
    assert_eq!(money.row, Some(3));
    assert!(
        money
            .message
            .ends_with("1.30\u{a0}k EUR on 2 lines, 200 USD on 1 line"),
        "{}",
        money.message
    );
    let units = finding(&project, "several units");
    assert_eq!(units.column.as_deref(), Some("ME"));
    let one = text.replace("USD", "EUR").replace("KAR", "ST");
    let findings = quality(&analysed(one.as_bytes(), None)).findings;
    let mixed = findings.iter().any(|f| f.message.contains("several"));
    assert!(!mixed, "{findings:?}");
}

// 12. Stock

#[test]
fn trap_12_negative_blocked_and_batch_rows_of_stock_add_up() {
    // Two batches of X, one below zero; Y in consignment; Z only blocked, which is no stock.
    let stock = "Material;Batch;Special stock;Unrestricted;Blocked\n\
        X;B1;;10;0\nX;B2;;-4;2\nY;;K;7;0\nZ;;;0;9\n";
    let orders = "Order;Date;Customer;Item;Quantity;Net sales;Cost of goods\n\
        1;02.01.2024;A;X;5;100;50\n2;03.01.2024;A;Y;1;30;20\n3;04.01.2024;A;Z;1;30;20\n";
    let project = analysed_files(&[("orders.csv", orders), ("stock.csv", stock)]);
    let data = &project.analysis().unwrap().data;
    let value = data.attached.stock_value.as_ref().unwrap();
    let of = |item: &str| value[data.items.find(item).unwrap() as usize];
    assert_eq!((of("X"), of("Y")), (Some(60.0), Some(140.0)));
    assert!(of("Z").is_none_or(|v| v == 0.0), "{:?}", of("Z"));
}

// 13. Packed files (large ones: see `read::decode`; percentages: see `cleaning`)

#[test]
fn trap_13_a_zip_archive_with_one_table_is_read() {
    let text = lines("1;02.01.2024;A;X;5;10\n2;03.01.2024;B;Y;1;20\n");
    let zip = stored_zip("export/orders.csv", &text);
    let mut book = tenfold_core::read::workbook::Workbook::open(&zip).unwrap();
    let (texts, likely) = book.texts().unwrap();
    assert_eq!(texts[likely], ("orders.csv".to_owned(), text));
    assert!(
        tenfold_core::read::workbook::Workbook::open(&stored_zip("picture.png", b"x")).is_err()
    );
}

/// An archive of one file that is not packed.
fn stored_zip(name: &str, data: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(data);
    let sizes = [crc.sum(), data.len() as u32, data.len() as u32];
    let common = |out: &mut Vec<u8>| {
        out.extend([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        for n in sizes {
            out.extend(n.to_le_bytes());
        }
        out.extend((name.len() as u16).to_le_bytes());
    };
    let mut zip = b"PK\x03\x04".to_vec();
    common(&mut zip);
    zip.extend([0, 0]);
    zip.extend(name.as_bytes());
    zip.extend(data);
    let directory = zip.len() as u32;
    zip.extend(b"PK\x01\x02\x14\x00");
    common(&mut zip);
    zip.extend([0; 16]);
    zip.extend(name.as_bytes());
    let size = zip.len() as u32 - directory;
    zip.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    zip.extend(size.to_le_bytes());
    zip.extend(directory.to_le_bytes());
    zip.extend([0, 0]);
    zip
}
