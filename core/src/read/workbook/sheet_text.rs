//! The cells of a sheet put together as text.

use super::broken;
use super::cell::cell_text;
use crate::project::view::UserError;
use crate::stats::order;
use calamine::{Cell, Data, DataRef, Range};

/// The largest sheet that any of the formats allows.
pub(super) const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 16_384;
/// What a sheet may hold: more cells than this would take minutes and more memory than a tab has.
const MOST_CELLS: u64 = 200_000_000;
/// What the text of a sheet may come to. (Tests fill it up, with less.)
pub(super) const MOST_BYTES: usize = if cfg!(test) { 1 << 26 } else { 1 << 30 };
/// Short rows are filled up with empty cells to the widest row so far, unless that one is absurd.
const WIDEST_FILLED: u32 = 1_000;

/// The text of a sheet as it grows. Cells of one row are gathered first, because some programs
/// write them out of order.
#[derive(Default)]
pub(super) struct SheetText {
    text: Vec<u8>,
    /// The row that `pending` belongs to, counted from 0.
    row: u32,
    /// Column and text of each filled cell.
    pending: Vec<(u32, String)>,
    /// Bytes of the texts in `pending`.
    pending_bytes: usize,
    /// Rows written so far, empty ones included.
    written: u32,
    /// Columns of the widest row so far.
    width: u32,
    cells: u64,
}

impl SheetText {
    pub(super) fn push_ref(
        &mut self,
        cell: &Cell<DataRef<'_>>,
        epoch_1904: bool,
    ) -> Result<(), UserError> {
        let (row, column) = cell.get_position();
        self.push(row, column, &cell_text(cell.get_value(), epoch_1904))
    }

    pub(super) fn push_range(
        &mut self,
        range: &Range<Data>,
        epoch_1904: bool,
    ) -> Result<(), UserError> {
        let Some((first_row, first_column)) = range.start() else {
            return Ok(());
        };
        for (row, column, value) in range.used_cells() {
            let text = cell_text(value, epoch_1904);
            let row = first_row.saturating_add(row as u32);
            self.push(row, first_column.saturating_add(column as u32), &text)?;
        }
        Ok(())
    }

    fn push(&mut self, row: u32, column: u32, text: &str) -> Result<(), UserError> {
        if text.is_empty() {
            return Ok(()); // formatted but empty
        }
        // A place that no sheet has would be reached over gigabytes of empty rows or columns.
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(broken(format!(
                "a cell in row {}, column {}, where a sheet has {MOST_ROWS} rows and \
                 {MOST_COLUMNS} columns at most",
                u64::from(row) + 1,
                u64::from(column) + 1,
            )));
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
        self.pending_bytes += text.len();
        if self.cells > MOST_CELLS || self.text.len() + self.pending_bytes > MOST_BYTES {
            return Err(too_large());
        }
        if self.pending.len() >= MOST_COLUMNS as usize {
            return Err(broken(format!(
                "row {} holds more than {MOST_COLUMNS} cells",
                row + 1
            )));
        }
        self.pending.push((column, text.to_owned()));
        Ok(())
    }

    /// Writes the pending row, after the empty rows before it.
    fn write_row(&mut self) -> Result<(), UserError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        self.grow((self.row - self.written) as usize, b'\n')?;
        self.pending_bytes = 0;
        let mut pending = std::mem::take(&mut self.pending);
        order::sort_by_key(&mut pending, |&(column, _)| column);
        let mut next = 0;
        for (column, text) in pending.drain(..) {
            // A second cell at the same place is a fault of the writing program; the first counts.
            if column < next {
                continue;
            }
            self.grow((column - next + u32::from(next > 0)) as usize, b',')?;
            // Quotes at most double it.
            if self.text.len() + 2 * text.len() > MOST_BYTES {
                return Err(too_large());
            }
            push_quoted(&mut self.text, &text);
            next = column + 1;
        }
        self.pending = pending; // its memory serves the next row
        if next < self.width && self.width <= WIDEST_FILLED {
            self.grow((self.width - next) as usize, b',')?;
        }
        self.width = self.width.max(next);
        self.grow(1, b'\n')?;
        self.written = self.row + 1;
        Ok(())
    }

    /// Appends `count` times the same byte, unless the text gets too large: that is known before
    /// the memory is asked for.
    fn grow(&mut self, count: usize, byte: u8) -> Result<(), UserError> {
        if self.text.len() + count > MOST_BYTES {
            return Err(too_large());
        }
        self.text.resize(self.text.len() + count, byte);
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Vec<u8>, UserError> {
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

pub(super) fn too_large() -> UserError {
    UserError {
        title: "The sheet is too large.".to_owned(),
        detail: "It holds more than 200 million cells or more than 1 GB of text.".to_owned(),
        remedy: "Export the order lines as CSV, or delete the columns that are not needed."
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_stay_and_empty_ends_go() {
        let mut text = SheetText::default();
        for (row, column, cell) in [
            (1, 1, "a"),
            (1, 3, "b"),
            (4, 0, "c"),
            (9, 2, ""),
            (5, 2, "say \"x\", y"),
        ] {
            text.push(row, column, cell).unwrap();
        }
        let text = String::from_utf8(text.finish().unwrap()).unwrap();
        assert_eq!(text, "\n,a,,b\n\n\nc,,,\n,,\"say \"\"x\"\", y\",\n");
    }

    #[test]
    fn places_that_no_sheet_has_are_refused() {
        for (row, column) in [(MOST_ROWS, 0), (0, MOST_COLUMNS), (u32::MAX, u32::MAX)] {
            let mut text = SheetText::default();
            let error = text.push(row, column, "z").unwrap_err();
            assert_eq!(error.title, "The workbook is damaged.");
        }
        // As many cells in a row as there are columns, and then one at a place that is taken.
        let mut text = SheetText::default();
        for column in 0..MOST_COLUMNS {
            text.push(0, column, "z").unwrap();
        }
        assert!(text.push(0, 0, "z").unwrap_err().detail.contains("row 1"));
    }

    #[test]
    fn a_text_that_gets_too_large_is_refused_before_it_is_made() {
        // One long text that all cells of a row share.
        let long = "x".repeat(1 << 20);
        let mut text = SheetText::default();
        let error = (0..MOST_COLUMNS).find_map(|c| text.push(0, c, &long).err());
        assert_eq!(error.unwrap().title, "The sheet is too large.");
        assert_eq!(text.text.capacity(), 0);
    }

    #[test]
    fn cells_out_of_order_within_a_row_are_sorted_and_rows_are_refused() {
        let mut text = SheetText::default();
        text.push(0, 2, "c").unwrap();
        text.push(0, 0, "a").unwrap();
        text.push(0, 0, "again").unwrap();
        text.push(3, 0, "x").unwrap();
        assert!(text.push(1, 0, "y").unwrap_err().title.contains("order"));
        assert_eq!(text.text, b"a,,c\n");
    }
}
