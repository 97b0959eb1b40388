//! What a text needs before it is a plain table, by its first records.

use super::months::{adds_up, month_of_header};
use crate::read::{date, number};
use crate::settings::{DateOrder, DecimalStyle, MonthColumn, Reshape};

/// The first records of a text as they stand.
pub struct Raw<'a> {
    /// All records from the top.
    pub records: &'a [Vec<String>],
    /// Position of the header among them.
    pub header: usize,
    /// The file's name, in which a year may stand.
    pub name: &'a str,
}

/// So many columns that are months make a table of months.
const MONTHS: usize = 3;

/// What is to be done to the text, and the position of its header; None for a plain table.
pub fn detect(raw: &Raw) -> Option<(Reshape, usize)> {
    let mut reshape = Reshape {
        list: is_list(raw.records),
        ..Reshape::default()
    };
    let mut header = raw.header;
    if reshape.list {
        header = list_header(raw.records).unwrap_or(header);
    }
    if let Some(at) = two_rows(raw.records, header) {
        header = at;
        reshape.two_row_header = true;
    }
    let mut headers = raw.records.get(header)?.clone();
    if reshape.two_row_header {
        headers = super::two_rows_as_one(&raw.records[header - 1], &headers);
    }
    let year = year_in(raw.name).or_else(|| {
        let mut above = raw.records[..header].iter().flatten();
        above.find_map(|cell| year_in(cell))
    });
    let months: Vec<MonthColumn> = headers
        .iter()
        .enumerate()
        .filter_map(|(column, header)| {
            Some(MonthColumn {
                column: column as u32,
                day: month_of_header(header, year)?,
            })
        })
        .collect();
    if months.len() >= MONTHS {
        let is_month = |column: usize| months.iter().any(|m| m.column as usize == column);
        let first = months[0].column as usize;
        reshape.totals = (0..headers.len())
            // In front of the months stands what the row is about.
            .filter(|&i| i > first && !is_month(i) && adds_up(&headers[i]))
            .map(|i| i as u32)
            .collect();
        reshape.months = months;
    }
    (reshape != Reshape::default()).then_some((reshape, header))
}

/// Frames or rules around the rows, or subtotals marked as SAP marks them.
fn is_list(records: &[Vec<String>]) -> bool {
    let filled = || records.iter().filter(|r| r.iter().any(|f| !f.is_empty()));
    let rules = filled().filter(|r| is_rule(r)).count();
    let stars = filled()
        .filter(|r| {
            let first = r.iter().find(|f| !f.is_empty());
            r.len() > 2 && first.is_some_and(|f| f.chars().all(|c| c == '*'))
        })
        .count();
    rules >= 2 || stars >= 1
}

fn is_rule(record: &[String]) -> bool {
    let text: String = record.concat();
    text.len() >= 3 && text.chars().all(|c| "-_=+".contains(c))
}

/// The first record of many texts: titles have one, rules none.
fn list_header(records: &[Vec<String>]) -> Option<usize> {
    let width = records.iter().map(Vec::len).max()?;
    records.iter().position(|r| {
        let filled = r.iter().filter(|f| !f.is_empty()).count();
        r.len() * 2 > width && filled >= 2 && filled * 3 > width && !is_rule(r)
    })
}

/// The second row of a header over two rows, where there is one.
fn two_rows(records: &[Vec<String>], header: usize) -> Option<usize> {
    let is_two = |above: usize| {
        let (Some(top), Some(names)) = (records.get(above), records.get(above + 1)) else {
            return false;
        };
        let behind = records.get(above + 2);
        let blank = |r: &[String], i: usize| r.get(i).is_none_or(String::is_empty);
        let width = top.len();
        let gaps = (0..width).filter(|&i| blank(top, i)).count();
        let filled = width - gaps;
        width >= 3
            && names.len() == width
            && filled >= 2
            && gaps >= 1
            && !blank(top, 0)
            // Where no name stands above, one stands below.
            && (0..width).all(|i| !blank(top, i) || !blank(names, i))
            && !names.iter().chain(top).any(|cell| is_value(cell))
            && (repeats(names) || (0..width).any(|i| blank(names, i)))
            && behind.is_some_and(|r| r.iter().any(|cell| is_value(cell)))
    };
    if is_two(header) {
        Some(header + 1)
    } else if header > 0 && is_two(header - 1) {
        Some(header)
    } else {
        None
    }
}

fn repeats(names: &[String]) -> bool {
    names
        .iter()
        .enumerate()
        .any(|(i, name)| !name.is_empty() && names[..i].contains(name))
}

/// A number or a date.
fn is_value(cell: &str) -> bool {
    let text = cell.as_bytes();
    [DecimalStyle::Point, DecimalStyle::Comma]
        .into_iter()
        .any(|style| matches!(number::read(text, style), number::Cell::Value(_)))
        || [DateOrder::YearMonthDay, DateOrder::DayMonthYear]
            .into_iter()
            .any(|order| date::parse(text, order).is_some())
}

/// A year between 2000 and 2099 in a text, as in "Sales 2023.csv".
fn year_in(text: &str) -> Option<i32> {
    let digits = |c: char| c.is_ascii_digit();
    text.split(|c: char| !digits(c))
        .filter(|part| part.len() == 4 && part.starts_with("20"))
        .find_map(|part| part.parse().ok())
}

/// Columns that are blank on all lines of an order but its first: those of `order`, where lines
/// without one still have an item.
pub fn blanks_below(rows: &[Vec<String>], order: usize, date: usize, item: usize) -> Vec<u32> {
    let blank = |row: &[String], column: usize| row.get(column).is_none_or(String::is_empty);
    let below: Vec<&Vec<String>> = rows.iter().filter(|r| blank(r, order)).collect();
    let first = rows.first();
    let few = below.len() < 2 || below.len() * 20 < rows.len();
    if few
        || first.is_none_or(|r| blank(r, order))
        || below.iter().any(|r| blank(r, item) || !blank(r, date))
    {
        return Vec::new();
    }
    let above = || rows.iter().filter(|r| !blank(r, order));
    let width = first.map_or(0, Vec::len);
    (0..width)
        .filter(|&column| below.iter().all(|r| blank(r, column)))
        .filter(|&column| {
            let filled = above().filter(|r| !blank(r, column)).count();
            filled * 10 >= above().count() * 9
        })
        .map(|column| column as u32)
        .collect()
}
