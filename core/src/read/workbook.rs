//! Workbooks (XLSX, XLSM, XLSB, XLS, ODS) turned into the text that the reader of order lines
//! reads: comma-separated, UTF-8, LF, one line a row. One way in for every file means that the
//! mapping, the checks and the row numbers in messages are the same for all of them.
//!
//! XLSX and XLSB are read cell by cell. A dense grid of rows times columns is never made: a single
//! stray cell at the far corner of a sheet would ask for 17 billion of them. For XLS and ODS the
//! library makes one; `legacy` and `ods` find out beforehand what it would come to.

mod archive;
mod cell;
mod legacy;
mod ods;
mod package;
mod panics;
mod sheet_text;

use crate::project::view::UserError;
use crate::stats::order;
use archive::Archive;
use calamine::{Ods, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsb, Xlsx, XlsxError};
use panics::caught;
use sheet_text::{MOST_ROWS, SheetText};
use std::io::Cursor;

/// So many sheets of a workbook are looked at.
const MOST_SHEETS: usize = 30;

const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

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
    Ok(Workbook::open(bytes)?.names)
}

/// The text of one sheet, of the likely one where `sheet` is None; see [`Workbook::sheet_to_text`].
///
/// # Errors
/// As `sheet_names`, and sheets that do not exist, are empty or too large.
pub fn sheet_to_text(bytes: &[u8], sheet: Option<&str>) -> Result<Vec<u8>, UserError> {
    let mut workbook = Workbook::open(bytes)?;
    match sheet {
        Some(name) => workbook.sheet_to_text(name),
        None => Ok(workbook.likely_text()?.1),
    }
}

/// Name and text of a sheet.
pub type NamedText = (String, Vec<u8>);

/// An opened workbook. Opening reads the texts that the sheets share, which takes about as long as
/// reading a sheet; whoever wants more than one answer opens it once.
pub struct Workbook<'a> {
    book: Book<'a>,
    names: Vec<String>,
}

type Source<'a> = Cursor<&'a [u8]>;

enum Book<'a> {
    Xlsx(Box<Xlsx<Source<'a>>>),
    Xlsb(Box<Xlsb<Source<'a>>>),
    Ods(Box<Ods<Source<'a>>>),
    Xls(Box<Xls<Source<'a>>>),
    /// No workbook at all: text files in a ZIP archive.
    Archive(Archive<'a>),
}

impl<'a> Workbook<'a> {
    /// # Errors
    /// What is not a readable workbook, or is protected by a password.
    pub fn open(bytes: &'a [u8]) -> Result<Workbook<'a>, UserError> {
        let book = caught(|| open(bytes))?;
        if let Book::Archive(archive) = &book {
            let names = archive.names();
            return Ok(Workbook { book, names });
        }
        let names = worksheets(match &book {
            Book::Archive(_) => &[],
            Book::Xlsx(book) => book.sheets_metadata(),
            Book::Xlsb(book) => book.sheets_metadata(),
            Book::Ods(book) => book.sheets_metadata(),
            Book::Xls(book) => book.sheets_metadata(),
        })?;
        Ok(Workbook { book, names })
    }

    /// The worksheets in their order, hidden ones after the visible ones; at least one.
    pub fn sheet_names(&self) -> &[String] {
        &self.names
    }

    /// Name and text of the sheet that most likely holds the order lines: the one with the most
    /// rows, as far as the sheets say how many they have (many workbooks begin with a page of
    /// explanations), and of those that do not say the first with a header and a row.
    ///
    /// # Errors
    /// No sheet can be read: what is wrong with the likeliest.
    pub fn likely_text(&mut self) -> Result<(String, Vec<u8>), UserError> {
        let claimed: Vec<u32> = (0..self.names.len())
            .map(|position| {
                // A sheet that claims every row there is was formatted as a whole and says nothing.
                caught(|| Ok(self.rows(position)))
                    .ok()
                    .filter(|&rows| rows < MOST_ROWS)
                    .unwrap_or(0)
            })
            .collect();
        let mut positions: Vec<usize> = (0..claimed.len()).collect();
        order::sort_by_key(&mut positions, |&position| {
            std::cmp::Reverse(claimed[position])
        });
        let mut first = None;
        for position in positions {
            let name = self.names[position].clone();
            let text = self.sheet_to_text(&name).map(|text| (name, text));
            let lines = text
                .as_ref()
                .map_or(0, |(_, text)| super::sniff::count_of(b'\n', text));
            if lines >= 2 {
                return text;
            }
            first.get_or_insert(text);
        }
        first.unwrap_or_else(|| Err(not_a_workbook("It has no worksheet")))
    }

    /// Names and texts of all sheets that can be read, in their order, and which of them most likely
    /// holds the order lines (see [`Workbook::likely_text`]).
    ///
    /// # Errors
    /// No sheet can be read: what is wrong with the likeliest.
    pub fn texts(&mut self) -> Result<(Vec<NamedText>, usize), UserError> {
        let (likely, text) = self.likely_text()?;
        let mut likely_text = Some(text);
        let mut texts = Vec::new();
        let mut at = 0;
        for name in self.names.clone() {
            let text = if name == likely {
                at = texts.len();
                likely_text.take()
            } else if texts.len() < MOST_SHEETS {
                self.sheet_to_text(&name).ok()
            } else {
                None
            };
            texts.extend(text.map(|text| (name, text)));
        }
        Ok((texts, at))
    }

    /// Rows that a sheet says it has; 0 where it does not say.
    fn rows(&mut self, position: usize) -> u32 {
        let name = &self.names[position];
        let rows_of = |dimensions: calamine::Dimensions| dimensions.end.0.saturating_add(1);
        match &mut self.book {
            Book::Xlsx(book) => book
                .worksheet_cells_reader(name)
                .map_or(0, |cells| rows_of(cells.dimensions())),
            Book::Xlsb(book) => book
                .worksheet_cells_reader(name)
                .map_or(0, |cells| rows_of(cells.dimensions())),
            Book::Ods(book) => book
                .worksheet_range(name)
                .map_or(0, |range| range.height() as u32),
            Book::Xls(book) => book
                .worksheet_range(name)
                .map_or(0, |range| range.height() as u32),
            Book::Archive(archive) => archive.size(position),
        }
    }

    /// The text of one sheet. Row n of the sheet is line n of the text (line breaks inside a quoted
    /// cell aside); empty rows at the end are left out. Dates are ISO, with the time where it is not
    /// midnight; numbers have a point and no thousands; errors are their text (`#N/A`).
    ///
    /// # Errors
    /// Sheets that do not exist, are damaged, empty or too large.
    pub fn sheet_to_text(&mut self, name: &str) -> Result<Vec<u8>, UserError> {
        if !self.names.iter().any(|known| known == name) {
            return Err(UserError {
                title: format!("The workbook has no sheet “{name}”."),
                detail: format!("Its sheets are: {}.", self.names.join(", ")),
                remedy: "Choose one of these sheets.".to_owned(),
            });
        }
        caught(|| self.text_of(name))
    }

    fn text_of(&mut self, name: &str) -> Result<Vec<u8>, UserError> {
        let mut text = SheetText::default();
        match &mut self.book {
            Book::Xlsx(book) => {
                let epoch_1904 = book.has_1904_epoch();
                let mut cells = book.worksheet_cells_reader(name).map_err(xlsx_error)?;
                while let Some(cell) = cells.next_cell().map_err(xlsx_error)? {
                    text.push_ref(&cell, epoch_1904)?;
                }
            }
            Book::Xlsb(book) => {
                let epoch_1904 = book.has_1904_epoch();
                let mut cells = book.worksheet_cells_reader(name).map_err(broken)?;
                while let Some(cell) = cells.next_cell().map_err(broken)? {
                    text.push_ref(&cell, epoch_1904)?;
                }
            }
            Book::Ods(book) => {
                text.push_range(&book.worksheet_range(name).map_err(broken)?, false)?;
            }
            Book::Xls(book) => {
                let epoch_1904 = book.has_1904_epoch();
                text.push_range(&book.worksheet_range(name).map_err(broken)?, epoch_1904)?;
            }
            Book::Archive(archive) => return archive.bytes_of(name),
        }
        text.finish()
    }
}

/// Opens the container by what its bytes say, whatever the file's name says.
fn open(bytes: &[u8]) -> Result<Book<'_>, UserError> {
    let source = Cursor::new(bytes);
    if bytes.starts_with(ZIP) {
        if !holds_workbook(bytes)
            && let Some(archive) = Archive::open(bytes)
        {
            return Ok(Book::Archive(archive));
        }
        package::check(bytes)?;
        // The directory of a ZIP file, with the names of its members, stands at the end.
        let directory = &bytes[bytes.len().saturating_sub(1 << 18)..];
        let holds = |member: &str| contains(directory, member.as_bytes());
        if holds("xl/workbook.bin") {
            Ok(Book::Xlsb(Box::new(Xlsb::new(source).map_err(broken)?)))
        } else if holds("content.xml") && holds("META-INF/manifest.xml") {
            Ok(Book::Ods(Box::new(Ods::new(source).map_err(broken)?)))
        } else if holds("word/document.xml") || holds("ppt/presentation.xml") {
            Err(not_a_workbook(
                "The file is a document or presentation, not a workbook.",
            ))
        } else {
            // Names may carry another case or prefix; the reader knows them all.
            Ok(Book::Xlsx(Box::new(Xlsx::new(source).map_err(xlsx_error)?)))
        }
    } else if bytes.starts_with(OLE) {
        // An encrypted XLSX is an OLE container with this one stream, its name in UTF-16.
        let name: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        if contains(bytes, &name) {
            return Err(protected());
        }
        legacy::check(bytes)?;
        Ok(Book::Xls(Box::new(Xls::new(source).map_err(broken)?)))
    } else if bytes.is_empty() {
        Err(not_a_workbook("The file is empty."))
    } else {
        Err(not_a_workbook(
            "The file does not begin as a workbook does.",
        ))
    }
}

/// By the names in the directory at the archive's end.
fn holds_workbook(bytes: &[u8]) -> bool {
    let directory = &bytes[bytes.len().saturating_sub(1 << 18)..];
    let marks: [&[u8]; 2] = [b"[Content_Types].xml", b"META-INF/manifest.xml"];
    marks.iter().any(|mark| contains(directory, mark))
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
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

#[cfg(test)]
mod tests;
