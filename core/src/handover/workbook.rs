//! Tables as an XLSX workbook: one sheet a table, numbers as numbers, the header frozen and
//! filtered, sums that follow the filter, losses in red.

use crate::project::view::{ColumnKind, TableColumn, TablePage, TableValue, UserError};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Note, Workbook,
    Worksheet, XlsxError,
};

/// Rows of a sheet, less the header and the sums.
const MOST_ROWS: usize = 1_048_576 - 2;
/// A cell holds this many characters (UTF-16 units in the format's own count).
const LONGEST_TEXT: usize = 32_767;
const LONGEST_NAME: usize = 31;
/// Rows looked at for the width of a column.
const ROWS_FOR_WIDTH: usize = 300;

/// Writes the tables in their order. The same tables give the same bytes: the workbook carries a
/// fixed date of creation and no name.
///
/// # Errors
/// No tables; a table with more rows than a sheet has.
pub fn write(tables: &[TablePage]) -> Result<Vec<u8>, UserError> {
    if tables.is_empty() {
        return Err(UserError {
            title: "There is nothing to export.".to_owned(),
            detail: "No table holds results yet.".to_owned(),
            remedy: "Load order lines and analyse them first.".to_owned(),
        });
    }
    if let Some(table) = tables.iter().find(|t| t.rows.len() > MOST_ROWS) {
        return Err(UserError {
            title: "The table is too long for a workbook.".to_owned(),
            detail: format!(
                "“{}” has {} rows, a sheet holds {MOST_ROWS}.",
                table.title,
                table.rows.len()
            ),
            remedy: "Export this table as CSV, or narrow it with a filter.".to_owned(),
        });
    }
    build(tables).map_err(|error| UserError {
        title: "The workbook could not be written.".to_owned(),
        detail: format!("{error}."),
        remedy: "Export the table as CSV instead, and tell us about the message.".to_owned(),
    })
}

fn build(tables: &[TablePage]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let mut names: Vec<String> = Vec::new();
    for table in tables {
        let name = sheet_name(&table.title, &names);
        write_sheet(workbook.add_worksheet(), &name, table)?;
        names.push(name);
    }
    workbook.save_to_buffer()
}

fn write_sheet(sheet: &mut Worksheet, name: &str, table: &TablePage) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let header = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_border_bottom(FormatBorder::Thin);
    for (position, column) in table.columns.iter().enumerate() {
        let at = position as u16; // the format allows 16,384 columns, tables have a few dozen
        let align = if is_number(column.kind) {
            FormatAlign::Right
        } else {
            FormatAlign::Left
        };
        let header = header
            .clone()
            .set_align(align)
            .set_align(FormatAlign::Bottom);
        sheet.write_string_with_format(0, at, &column.label, &header)?;
        if !column.definition.is_empty() {
            let note = Note::new(&column.definition)
                .add_author_prefix(false)
                .set_width(260);
            sheet.insert_note(0, at, &note)?;
        }
        let format = cell_format(table, position, column);
        sheet.set_column_width(at, width(table, position, column))?;
        for (i, row) in table.rows.iter().enumerate() {
            if let Some(value) = row.cells.get(position) {
                write_cell(sheet, i as u32 + 1, at, value, column.kind, &format)?;
            }
        }
    }
    write_sums(sheet, table)?;
    sheet.set_freeze_panes(1, frozen_columns(table))?;
    let last_row = table.rows.len() as u32;
    if let Some(last_column) = table.columns.len().checked_sub(1) {
        if last_row > 0 {
            sheet.autofilter(0, 0, last_row, last_column as u16)?;
        }
        sheet.set_repeat_rows(0, 0)?;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

/// Columns that stay in sight: up to the first name, where one stands near the left edge.
fn frozen_columns(table: &TablePage) -> u16 {
    let name = table
        .columns
        .iter()
        .take(3)
        .position(|c| c.kind == ColumnKind::Text);
    name.map_or(1, |position| position as u16 + 1)
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &TableValue,
    kind: ColumnKind,
    format: &Format,
) -> Result<(), XlsxError> {
    match value {
        TableValue::Number(number) if number.is_finite() => {
            sheet.write_number_with_format(row, column, *number, format)?;
        }
        TableValue::Number(_) | TableValue::Missing(()) => {}
        TableValue::Text(text) => {
            if kind == ColumnKind::Date
                && let Some(day) = iso_day(text)
            {
                sheet.write_datetime_with_format(row, column, &day, format)?;
            } else if text.encode_utf16().count() > LONGEST_TEXT {
                // Cut on a character, short enough even if every character took two units.
                let cut: String = text.chars().take(LONGEST_TEXT / 2).collect();
                sheet.write_string_with_format(row, column, cut, format)?;
            } else {
                sheet.write_string_with_format(row, column, text, format)?;
            }
        }
    }
    Ok(())
}

/// The sums, below the rows and outside the filter's range. Over a whole table they are formulas
/// that follow the filter; over a window of one they are what the table says.
fn write_sums(sheet: &mut Worksheet, table: &TablePage) -> Result<(), XlsxError> {
    if table.rows.is_empty() || table.sums.iter().all(Option::is_none) {
        return Ok(());
    }
    let row = table.rows.len() as u32 + 1;
    let whole = table.rows.len() as u64 == table.total_rows;
    for (position, column) in table.columns.iter().enumerate() {
        let at = position as u16;
        let format = cell_format(table, position, column)
            .set_bold()
            .set_border_top(FormatBorder::Thin);
        match table
            .sums
            .get(position)
            .copied()
            .flatten()
            .filter(|s| s.is_finite())
        {
            Some(sum) if whole => {
                let letter = column_letters(position);
                // 109: sum of the visible rows.
                let formula = Formula::new(format!("=SUBTOTAL(109,{letter}2:{letter}{row})"))
                    .set_result(sum.to_string());
                sheet.write_formula_with_format(row, at, formula, &format)?;
            }
            Some(sum) => {
                sheet.write_number_with_format(row, at, sum, &format)?;
            }
            None if position == 0 => {
                sheet.write_string_with_format(row, at, "Total", &format)?;
            }
            None => {
                sheet.write_blank(row, at, &format)?;
            }
        }
    }
    Ok(())
}

fn is_number(kind: ColumnKind) -> bool {
    match kind {
        ColumnKind::Money
        | ColumnKind::Share
        | ColumnKind::Count
        | ColumnKind::Quantity
        | ColumnKind::Ratio => true,
        ColumnKind::Text | ColumnKind::Class | ColumnKind::Date => false,
    }
}

fn cell_format(table: &TablePage, position: usize, column: &TableColumn) -> Format {
    let format = Format::new();
    match column.kind {
        ColumnKind::Text => format.set_num_format("@"),
        ColumnKind::Class => format.set_num_format("@").set_align(FormatAlign::Center),
        ColumnKind::Money => format.set_num_format("#,##0.00;[Red]-#,##0.00"),
        ColumnKind::Share => format.set_num_format("0.0%;[Red]-0.0%"),
        ColumnKind::Quantity if has_fractions(table, position) => {
            format.set_num_format("#,##0.00;[Red]-#,##0.00")
        }
        ColumnKind::Quantity | ColumnKind::Count => format.set_num_format("#,##0;[Red]-#,##0"),
        ColumnKind::Ratio => format.set_num_format("0.00;[Red]-0.00"),
        ColumnKind::Date => format
            .set_num_format("yyyy-mm-dd")
            .set_align(FormatAlign::Left),
    }
}

fn has_fractions(table: &TablePage, position: usize) -> bool {
    table.rows.iter().any(
        |row| matches!(row.cells.get(position), Some(TableValue::Number(n)) if n.fract() != 0.0),
    )
}

/// Width in characters: the longest of the first cells, within limits.
fn width(table: &TablePage, position: usize, column: &TableColumn) -> f64 {
    let longest = table
        .rows
        .iter()
        .take(ROWS_FOR_WIDTH)
        .filter_map(|row| row.cells.get(position))
        .chain(
            table
                .sums
                .get(position)
                .copied()
                .flatten()
                .map(TableValue::Number)
                .iter(),
        )
        .map(|value| match value {
            TableValue::Text(text) => text.chars().count(),
            TableValue::Number(number) => digits(*number, column.kind),
            TableValue::Missing(()) => 0,
        })
        .max()
        .unwrap_or(0);
    // A label may wrap, but not within its words; the filter button takes room of its own.
    let label = column
        .label
        .split(' ')
        .map(|word| word.chars().count())
        .max()
        .unwrap_or(0)
        + 3;
    let least = if column.kind == ColumnKind::Class {
        7
    } else {
        9
    };
    (longest + 2).max(label).clamp(least, 48) as f64
}

/// Characters that a number takes in its format, roughly.
fn digits(number: f64, kind: ColumnKind) -> usize {
    let whole = format!("{:.0}", number.abs()).len();
    let separators = whole.saturating_sub(1) / 3;
    let rest = match kind {
        ColumnKind::Money | ColumnKind::Ratio | ColumnKind::Quantity => 3,
        ColumnKind::Share => 5,
        _ => 0,
    };
    whole + separators + rest + usize::from(number < 0.0)
}

/// "2024-01-31" as a day of the spreadsheet's calendar.
fn iso_day(text: &str) -> Option<ExcelDateTime> {
    let day = text.get(..10)?;
    let mut parts = day.split('-');
    let (year, month, date) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || parts.next().is_some() || text.len() > 10 {
        return None;
    }
    ExcelDateTime::from_ymd(year.parse().ok()?, month.parse().ok()?, date.parse().ok()?).ok()
}

/// A, B, … Z, AA, AB …
fn column_letters(position: usize) -> String {
    let mut letters = String::new();
    let mut rest = position + 1;
    while rest > 0 {
        let letter = b'A' + ((rest - 1) % 26) as u8;
        letters.insert(0, char::from(letter));
        rest = (rest - 1) / 26;
    }
    letters
}

/// A legal name of at most 31 characters that no sheet has yet (names that differ in case alone
/// count as the same).
fn sheet_name(title: &str, taken: &[String]) -> String {
    let plain: String = title
        .chars()
        .map(|c| {
            if "[]:*?/\\".contains(c) || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = plain.trim_matches('\'').trim();
    // "History" is reserved by the format.
    let plain = match plain {
        "" => "Table",
        name if name.eq_ignore_ascii_case("history") => "History of",
        name => name,
    };
    let free = |name: &str| {
        !taken
            .iter()
            .any(|t| t.to_lowercase() == name.to_lowercase())
    };
    let mut name = shortened(plain, LONGEST_NAME);
    let mut copy = 2;
    while !free(&name) {
        let suffix = format!(" ({copy})");
        name = shortened(plain, LONGEST_NAME - suffix.len()) + &suffix;
        copy += 1;
    }
    name
}

/// Cut to a length in UTF-16 units, at a word where one ends in the second half.
fn shortened(text: &str, most: usize) -> String {
    let mut length = 0;
    let cut: String = text
        .chars()
        .take_while(|c| {
            length += c.len_utf16();
            length <= most
        })
        .collect();
    if cut.len() == text.len() {
        return cut;
    }
    let at_word = cut.rfind(' ').filter(|&space| space * 2 > cut.len());
    let cut = at_word.map_or(cut.as_str(), |space| &cut[..space]);
    cut.trim_end_matches([' ', '\'']).to_owned()
}

#[cfg(test)]
mod tests;
