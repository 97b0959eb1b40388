//! Workbooks (XLSX, XLSM, XLSB, XLS, ODS) turned into the text that the reader of order lines
//! reads: comma-separated, UTF-8, LF, one line a row. One way in for every file means that the
//! mapping, the checks and the row numbers in messages are the same for all of them.
//!
//! XLSX and XLSB are read cell by cell. A dense grid of rows times columns is never made: a single
//! stray cell at the far corner of a sheet would ask for 17 billion of them.

use crate::project::view::UserError;
use calamine::{
    Cell, CellErrorType, Data, DataRef, DataType, Ods, Reader, Sheet, SheetType, SheetVisible, Xls,
    Xlsb, Xlsx, XlsxError,
};
use std::borrow::Cow;
use std::io::Cursor;

/// What a sheet may hold: more cells than this would take minutes and more memory than a tab has.
const MOST_CELLS: u64 = 200_000_000;
/// What the text of a sheet may come to.
const MOST_BYTES: usize = 1 << 30;
/// Rows of the largest sheet that the format allows.
const ALL_ROWS: u32 = 1_048_576;
/// Short rows are filled up with empty cells to the widest row so far, unless that one is absurd.
const WIDEST_FILLED: u32 = 1_000;

const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

enum Kind {
    Xlsx,
    Xlsb,
    Ods,
    Xls,
}

/// Whether a file that begins with `head` should be read as a workbook, whatever its name says.
/// (Text files named .xls are common: SAP writes them.)
pub fn looks_like_workbook(head: &[u8]) -> bool {
    head.starts_with(ZIP) || head.starts_with(OLE)
}

/// The worksheets of a workbook in their order, hidden ones after the visible ones.
///
/// # Errors
/// What is not a readable workbook, or is protected by a password.
pub fn sheet_names(bytes: &[u8]) -> Result<Vec<String>, UserError> {
    let sheets = match kind(bytes)? {
        Kind::Xlsx => Xlsx::new(Cursor::new(bytes))
            .map_err(xlsx_error)?
            .sheets_metadata()
            .to_vec(),
        Kind::Xlsb => Xlsb::new(Cursor::new(bytes))
            .map_err(broken)?
            .sheets_metadata()
            .to_vec(),
        Kind::Ods => Ods::new(Cursor::new(bytes))
            .map_err(broken)?
            .sheets_metadata()
            .to_vec(),
        Kind::Xls => Xls::new(Cursor::new(bytes))
            .map_err(broken)?
            .sheets_metadata()
            .to_vec(),
    };
    worksheets(&sheets)
}

/// The sheet that most likely holds the order lines: the one with the most rows, as far as the
/// sheets say how many they have (many workbooks begin with a page of explanations).
///
/// # Errors
/// As `sheet_names`.
pub fn likely_sheet(bytes: &[u8]) -> Result<String, UserError> {
    let rows_of = |dimensions: calamine::Dimensions| dimensions.end.0.saturating_add(1);
    let rows: Vec<(String, u32)> = match kind(bytes)? {
        Kind::Xlsx => {
            let mut book = Xlsx::new(Cursor::new(bytes)).map_err(xlsx_error)?;
            let names = worksheets(book.sheets_metadata())?;
            let rows = |name: String| {
                let rows = book
                    .worksheet_cells_reader(&name)
                    .map_or(0, |c| rows_of(c.dimensions()));
                (name, rows)
            };
            names.into_iter().map(rows).collect()
        }
        Kind::Xlsb => {
            let mut book = Xlsb::new(Cursor::new(bytes)).map_err(broken)?;
            let names = worksheets(book.sheets_metadata())?;
            let rows = |name: String| {
                let rows = book
                    .worksheet_cells_reader(&name)
                    .map_or(0, |c| rows_of(c.dimensions()));
                (name, rows)
            };
            names.into_iter().map(rows).collect()
        }
        Kind::Ods => {
            let mut book = Ods::new(Cursor::new(bytes)).map_err(broken)?;
            let names = worksheets(book.sheets_metadata())?;
            let rows = |name: String| {
                let rows = book
                    .worksheet_range(&name)
                    .map_or(0, |range| range.height() as u32);
                (name, rows)
            };
            names.into_iter().map(rows).collect()
        }
        Kind::Xls => {
            let mut book = Xls::new(Cursor::new(bytes)).map_err(broken)?;
            let names = worksheets(book.sheets_metadata())?;
            let rows = |name: String| {
                let rows = book
                    .worksheet_range(&name)
                    .map_or(0, |range| range.height() as u32);
                (name, rows)
            };
            names.into_iter().map(rows).collect()
        }
    };
    // A sheet that claims every row there is was formatted as a whole and says nothing.
    let said = |rows: u32| if rows >= ALL_ROWS { 0 } else { rows };
    let mut best = 0;
    for (i, (_, rows_here)) in rows.iter().enumerate() {
        if said(*rows_here) > said(rows[best].1) {
            best = i;
        }
    }
    Ok(rows[best].0.clone()) // `worksheets` never returns an empty list
}

/// The text of one sheet; of the likely one where `sheet` is None. Row n of the sheet is line n of
/// the text (line breaks inside a quoted cell aside); empty rows at the end are left out. Dates are
/// ISO, with the time where it is not midnight; numbers have a point and no thousands; errors
/// are their text (`#N/A`).
///
/// # Errors
/// As `sheet_names`, and sheets that do not exist, are empty or too large.
pub fn sheet_to_text(bytes: &[u8], sheet: Option<&str>) -> Result<Vec<u8>, UserError> {
    let wanted = match sheet {
        Some(name) => name.to_owned(),
        None => likely_sheet(bytes)?,
    };
    let mut text = SheetText::default();
    match kind(bytes)? {
        Kind::Xlsx => {
            let mut book = Xlsx::new(Cursor::new(bytes)).map_err(xlsx_error)?;
            let name = chosen(book.sheets_metadata(), &wanted)?;
            let epoch_1904 = book.has_1904_epoch();
            let mut cells = book.worksheet_cells_reader(&name).map_err(xlsx_error)?;
            while let Some(cell) = cells.next_cell().map_err(xlsx_error)? {
                text.push_ref(&cell, epoch_1904)?;
            }
        }
        Kind::Xlsb => {
            let mut book = Xlsb::new(Cursor::new(bytes)).map_err(broken)?;
            let name = chosen(book.sheets_metadata(), &wanted)?;
            let epoch_1904 = book.has_1904_epoch();
            let mut cells = book.worksheet_cells_reader(&name).map_err(broken)?;
            while let Some(cell) = cells.next_cell().map_err(broken)? {
                text.push_ref(&cell, epoch_1904)?;
            }
        }
        Kind::Ods => {
            let mut book = Ods::new(Cursor::new(bytes)).map_err(broken)?;
            let name = chosen(book.sheets_metadata(), &wanted)?;
            text.push_range(&book.worksheet_range(&name).map_err(broken)?, false)?;
        }
        Kind::Xls => {
            let mut book = Xls::new(Cursor::new(bytes)).map_err(broken)?;
            let name = chosen(book.sheets_metadata(), &wanted)?;
            let epoch_1904 = book.has_1904_epoch();
            text.push_range(&book.worksheet_range(&name).map_err(broken)?, epoch_1904)?;
        }
    }
    text.finish()
}

/// The container and what is in it, told from the bytes and not from the name.
fn kind(bytes: &[u8]) -> Result<Kind, UserError> {
    let contains = |part: &[u8], needle: &[u8]| part.windows(needle.len()).any(|w| w == needle);
    if bytes.starts_with(ZIP) {
        // The directory of a ZIP file, with the names of its members, stands at the end.
        let directory = &bytes[bytes.len().saturating_sub(1 << 18)..];
        if contains(directory, b"xl/workbook.bin") {
            Ok(Kind::Xlsb)
        } else if contains(directory, b"content.xml")
            && contains(directory, b"META-INF/manifest.xml")
        {
            Ok(Kind::Ods)
        } else if contains(directory, b"word/document.xml")
            || contains(directory, b"ppt/presentation.xml")
        {
            Err(not_a_workbook(
                "The file is a document or presentation, not a workbook.",
            ))
        } else {
            // Names may carry another case or prefix; the reader knows them all.
            Ok(Kind::Xlsx)
        }
    } else if bytes.starts_with(OLE) {
        // An encrypted XLSX is an OLE container with this one stream, its name in UTF-16.
        let name: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        if contains(bytes, &name) {
            Err(protected())
        } else {
            Ok(Kind::Xls)
        }
    } else if bytes.is_empty() {
        Err(not_a_workbook("The file is empty."))
    } else {
        Err(not_a_workbook(
            "The file does not begin as a workbook does.",
        ))
    }
}

fn worksheets(sheets: &[Sheet]) -> Result<Vec<String>, UserError> {
    let tables = || sheets.iter().filter(|s| s.typ == SheetType::WorkSheet);
    let visible = tables().filter(|s| s.visible == SheetVisible::Visible);
    let hidden = tables().filter(|s| s.visible != SheetVisible::Visible);
    let names: Vec<String> = visible.chain(hidden).map(|s| s.name.clone()).collect();
    if names.is_empty() {
        return Err(UserError {
            title: "The workbook has no worksheet.".to_owned(),
            detail: "It holds charts or macros only, or is damaged.".to_owned(),
            remedy: "Open it in a spreadsheet program and save the order lines as a worksheet."
                .to_owned(),
        });
    }
    Ok(names)
}

fn chosen(sheets: &[Sheet], wanted: &str) -> Result<String, UserError> {
    let names = worksheets(sheets)?;
    names
        .iter()
        .find(|n| *n == wanted)
        .cloned()
        .ok_or_else(|| UserError {
            title: format!("The workbook has no sheet “{wanted}”."),
            detail: format!("Its sheets are: {}.", names.join(", ")),
            remedy: "Choose one of these sheets.".to_owned(),
        })
}

/// The text of a sheet as it grows. Cells of one row are gathered first, because some programs
/// write them out of order.
#[derive(Default)]
struct SheetText {
    text: Vec<u8>,
    /// The row that `pending` belongs to, counted from 0.
    row: u32,
    /// Column and text of each filled cell.
    pending: Vec<(u32, String)>,
    /// Rows written so far, empty ones included.
    written: u32,
    /// Columns of the widest row so far.
    width: u32,
    cells: u64,
}

impl SheetText {
    fn push_ref(&mut self, cell: &Cell<DataRef<'_>>, epoch_1904: bool) -> Result<(), UserError> {
        let (row, column) = cell.get_position();
        self.push(row, column, &cell_text(cell.get_value(), epoch_1904))
    }

    fn push_range(
        &mut self,
        range: &calamine::Range<Data>,
        epoch_1904: bool,
    ) -> Result<(), UserError> {
        let Some((first_row, first_column)) = range.start() else {
            return Ok(());
        };
        for (row, column, value) in range.used_cells() {
            let text = cell_text(value, epoch_1904);
            self.push(first_row + row as u32, first_column + column as u32, &text)?;
        }
        Ok(())
    }

    fn push(&mut self, row: u32, column: u32, text: &str) -> Result<(), UserError> {
        if text.is_empty() {
            return Ok(()); // formatted but empty
        }
        if row != self.row {
            if row < self.row {
                return Err(UserError {
                    title: "The sheet’s rows are out of order.".to_owned(),
                    detail: format!("Row {} stands after row {}.", row + 1, self.row + 1),
                    remedy: "Open the workbook in a spreadsheet program, save it and add it again."
                        .to_owned(),
                });
            }
            self.write_row()?;
            self.row = row;
        }
        self.cells += 1;
        if self.cells > MOST_CELLS {
            return Err(too_large());
        }
        self.pending.push((column, text.to_owned()));
        Ok(())
    }

    /// Writes the pending row, after the empty rows before it.
    fn write_row(&mut self) -> Result<(), UserError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        self.text
            .resize(self.text.len() + (self.row - self.written) as usize, b'\n');
        self.pending.sort_by_key(|&(column, _)| column);
        let mut next = 0;
        for (column, text) in self.pending.drain(..) {
            // A second cell at the same place is a fault of the writing program; the first counts.
            if column < next {
                continue;
            }
            let commas = column - next + u32::from(next > 0);
            self.text.resize(self.text.len() + commas as usize, b',');
            push_quoted(&mut self.text, &text);
            next = column + 1;
        }
        if next < self.width && self.width <= WIDEST_FILLED {
            self.text
                .resize(self.text.len() + (self.width - next) as usize, b',');
        }
        self.width = self.width.max(next);
        self.text.push(b'\n');
        self.written = self.row + 1;
        if self.text.len() > MOST_BYTES {
            return Err(too_large());
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<u8>, UserError> {
        self.write_row()?;
        if self.text.is_empty() {
            return Err(UserError {
                title: "The sheet is empty.".to_owned(),
                detail: "No cell of the sheet holds a value.".to_owned(),
                remedy: "Choose the sheet that holds the order lines.".to_owned(),
            });
        }
        Ok(self.text)
    }
}

/// RFC 4180: quotes only where the text needs them.
fn push_quoted(out: &mut Vec<u8>, text: &str) {
    if text.contains([',', '"', '\n', '\r']) {
        out.push(b'"');
        out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}

/// One cell as text; empty for an empty cell.
fn cell_text<T: DataType>(cell: &T, epoch_1904: bool) -> Cow<'_, str> {
    if let Some(text) = cell.get_string() {
        text.into()
    } else if let Some(number) = cell.get_float() {
        number_text(number).into()
    } else if let Some(number) = cell.get_int() {
        number.to_string().into()
    } else if let Some(flag) = cell.get_bool() {
        if flag { "TRUE".into() } else { "FALSE".into() }
    } else if let Some(moment) = cell.get_datetime() {
        if moment.is_duration() {
            duration_text(moment.as_f64()).into()
        } else {
            moment_text(moment.as_f64(), epoch_1904).into()
        }
    } else if let Some(iso) = cell.get_datetime_iso() {
        iso_text(iso).into()
    } else if let Some(iso) = cell.get_duration_iso() {
        iso.into()
    } else if let Some(error) = cell.get_error() {
        error_text(error).into()
    } else {
        "".into()
    }
}

/// Shortest text that reads back as the same number; an exponent only beyond 21 digits.
fn number_text(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 {
        "0".to_owned()
    } else if (1e-7..1e21).contains(&size) {
        format!("{number}")
    } else {
        format!("{number:e}")
    }
}

/// A serial day count as ISO date, date and time, or (below one day) time of day.
fn moment_text(serial: f64, epoch_1904: bool) -> String {
    // Rounding to the second first keeps 0.999999 of a day from becoming 23:59:60.
    let seconds = (serial * 86_400.0).round();
    if !(0.0..=2_958_466.0 * 86_400.0).contains(&seconds) {
        return number_text(serial); // no calendar day: leave the number for the checks to find
    }
    let seconds = seconds as i64;
    let (day, second) = (seconds / 86_400, seconds % 86_400);
    let time = format!(
        "{:02}:{:02}:{:02}",
        second / 3_600,
        second / 60 % 60,
        second % 60
    );
    if day == 0 && !epoch_1904 && second > 0 {
        return time;
    }
    // Days since 1970-01-01. The 1900 system believes in a 29 February 1900 (serial 60).
    let days = if epoch_1904 {
        day - 24_107
    } else if day < 60 {
        day - 25_568
    } else {
        day - 25_569
    };
    let (year, month, day) = civil_from_days(days);
    if second == 0 {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {time}")
    }
}

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar (eras of 400
/// years that begin on 1 March, after Hinnant's description of the method).
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// Hours may pass 24: "30:15:00".
fn duration_text(days: f64) -> String {
    let seconds = (days * 86_400.0).round() as i64;
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.abs();
    format!(
        "{sign}{}:{:02}:{:02}",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// "2024-01-31T00:00:00.000" as "2024-01-31", other times of day kept to the second.
fn iso_text(iso: &str) -> String {
    let Some((day, time)) = iso.split_once('T') else {
        return iso.to_owned();
    };
    let time = time.trim_end_matches('Z').split('.').next().unwrap_or("");
    if time.is_empty() || time == "00:00:00" || time == "00:00" {
        day.to_owned()
    } else {
        format!("{day} {time}")
    }
}

fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}

fn xlsx_error(error: XlsxError) -> UserError {
    match error {
        XlsxError::Password => protected(),
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => {
            not_a_workbook("The file is a compressed archive without a workbook in it.")
        }
        other => broken(other),
    }
}

fn protected() -> UserError {
    UserError {
        title: "The workbook is protected by a password.".to_owned(),
        detail: "Its contents are encrypted and cannot be read without the password.".to_owned(),
        remedy:
            "Open it in a spreadsheet program, save a copy without a password and add that one."
                .to_owned(),
    }
}

fn not_a_workbook(detail: &str) -> UserError {
    UserError {
        title: "This is not a workbook.".to_owned(),
        detail: detail.to_owned(),
        remedy: "Save the order lines as XLSX or CSV and add that file.".to_owned(),
    }
}

fn broken(error: impl std::fmt::Display) -> UserError {
    let reason = error.to_string();
    if reason.to_lowercase().contains("password") || reason.to_lowercase().contains("encrypt") {
        return protected();
    }
    UserError {
        title: "The workbook is damaged.".to_owned(),
        detail: format!("Reading it stopped with: {reason}."),
        remedy: "Open it in a spreadsheet program and save it again, or save the sheet as CSV."
            .to_owned(),
    }
}

fn too_large() -> UserError {
    UserError {
        title: "The sheet is too large.".to_owned(),
        detail: "It holds more than 200 million cells or more than 1 GB of text.".to_owned(),
        remedy: "Export the order lines as CSV, or delete the columns that are not needed."
            .to_owned(),
    }
}

#[cfg(test)]
mod tests;
