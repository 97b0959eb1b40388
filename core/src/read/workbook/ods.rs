//! What the sheets of an ODS workbook will ask of memory. A cell and a row say how often they are
//! repeated, and the library writes every repetition out: a line of text can stand for a billion
//! cells.

use std::io::{BufRead as _, BufReader, Read};

/// What cells may come to: some 19 million of them, or fewer with longer texts.
const MOST_MEMORY: u64 = 1 << 30;
/// A cell with its formula, empty or not.
const CELL: u64 = 56;
/// The library repeats nothing beyond these.
const MOST_ROWS: u64 = 1_048_576;
const MOST_COLUMNS: u64 = 16_384;
/// Longer tags are looked at so far only.
const LONGEST_TAG: usize = 1 << 16;

/// Cells counted as the library stores them.
#[derive(Default)]
struct Weight {
    /// All tables before this one, written out.
    before: u64,
    /// This table as it stands in the file: the library keeps it until it has written it out.
    stored: u64,
    /// Rows of this table from its first filled one, and the last of them that is filled.
    rows: u64,
    filled_rows: u64,
    width: u64,
    /// Bytes of texts of this table, written out.
    texts: u64,
    row_repeats: u64,
    /// Cells of this row, and empty ones that count only if another one follows.
    row_length: u64,
    row_empty: u64,
    row_filled: bool,
    row_texts: u64,
    /// Bytes of text in the open cell, and how often it is repeated.
    cell_text: u64,
    cell_repeats: u64,
}

impl Weight {
    fn memory(&self) -> u64 {
        let area = self.filled_rows.saturating_mul(self.width);
        let cells = self.before.saturating_add(self.stored).saturating_add(area);
        let row = self.row_length.saturating_mul(CELL);
        cells
            .saturating_mul(CELL)
            .saturating_add(row)
            .saturating_add(self.texts)
            .saturating_add(self.row_texts)
            .saturating_add(self.cell_text.saturating_mul(self.cell_repeats))
    }

    fn tag(&mut self, tag: &[u8]) {
        let name = tag
            .split(|b| b" \t\r\n/".contains(b))
            .next()
            .unwrap_or_default();
        match name {
            b"table:table-row" => {
                self.end_row();
                self.row_repeats = number(tag, b"table:number-rows-repeated").unwrap_or(1);
            }
            b"table:table-cell" | b"table:covered-table-cell" => {
                self.end_cell();
                let repeats = number(tag, b"table:number-columns-repeated").unwrap_or(1);
                let filled = contains(tag, b"office:") || contains(tag, b"table:formula");
                self.row_length += self.row_empty;
                if filled {
                    self.row_length += repeats.min(MOST_COLUMNS);
                    self.row_empty = 0;
                    self.row_filled = true;
                    self.cell_repeats = repeats.min(MOST_COLUMNS);
                    self.cell_text = tag.len() as u64;
                } else {
                    self.row_empty = repeats.min(MOST_COLUMNS);
                }
                self.row_length = self.row_length.min(MOST_COLUMNS);
            }
            b"text:s" => {
                let spaces = number(tag, b"text:c").unwrap_or(1);
                self.cell_text = self.cell_text.saturating_add(spaces);
                // Also where the cell has a value already and its text is not read.
                self.cell_repeats = self.cell_repeats.max(1);
            }
            b"table:table" => self.end_table(),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let text = self.cell_text.saturating_mul(self.cell_repeats);
        self.row_texts = self.row_texts.saturating_add(text);
        (self.cell_text, self.cell_repeats) = (0, 0);
    }

    fn end_row(&mut self) {
        self.end_cell();
        let repeats = self.row_repeats.min(MOST_ROWS);
        if self.row_filled || self.filled_rows > 0 {
            self.rows = self.rows.saturating_add(repeats);
        }
        self.stored += self.row_length;
        if self.row_filled {
            self.filled_rows = self.rows;
            self.width = self.width.max(self.row_length);
            let texts = self.row_texts.saturating_mul(repeats);
            self.texts = self.texts.saturating_add(texts);
        }
        (self.row_length, self.row_empty, self.row_texts) = (0, 0, 0);
        (self.row_repeats, self.row_filled) = (0, false);
    }

    fn end_table(&mut self) {
        self.end_row();
        let area = self.filled_rows.saturating_mul(self.width);
        *self = Weight {
            before: self.before.saturating_add(area),
            texts: self.texts,
            ..Weight::default()
        };
    }
}

/// Whether the sheets in `content` (content.xml) come to more than a browser tab can hold.
pub(super) fn exceeds_memory(content: impl Read) -> bool {
    let mut content = BufReader::with_capacity(1 << 16, content);
    let mut cells = Weight::default();
    let mut tag = Vec::new();
    let mut in_tag = false;
    let mut quote = None;
    loop {
        // Damage is for the library to name.
        let Ok(chunk @ [_, ..]) = content.fill_buf() else {
            cells.end_table();
            return cells.memory() > MOST_MEMORY;
        };
        for &byte in chunk {
            if !in_tag {
                if byte == b'<' {
                    in_tag = true;
                    tag.clear();
                } else {
                    cells.cell_text += 1;
                }
                continue;
            }
            // In comments, character data and instructions a quote is a character as any other.
            let is_markup = !matches!(tag.first(), Some(b'!' | b'?'));
            match quote {
                Some(open) if byte == open => quote = None,
                None if is_markup && (byte == b'"' || byte == b'\'') => quote = Some(byte),
                None if byte == b'>' && ends(&tag) => {
                    in_tag = false;
                    cells.tag(&tag);
                    if cells.memory() > MOST_MEMORY {
                        return true;
                    }
                    continue;
                }
                Some(_) | None => {}
            }
            if tag.len() >= LONGEST_TAG && is_markup {
                cells.cell_text += 1;
            } else if tag.len() >= LONGEST_TAG {
                tag.drain(16..LONGEST_TAG - 16); // how it begins, and how it ends
                tag.push(byte);
            } else {
                tag.push(byte);
            }
        }
        let length = chunk.len();
        content.consume(length);
    }
}

/// Whether `>` ends what began with `<`.
fn ends(tag: &[u8]) -> bool {
    if tag.starts_with(b"!--") {
        tag.len() >= 5 && tag.ends_with(b"--")
    } else if tag.starts_with(b"![CDATA[") {
        tag.ends_with(b"]]")
    } else {
        true
    }
}

/// The number of an attribute.
fn number(tag: &[u8], attribute: &[u8]) -> Option<u64> {
    let at = position(tag, attribute)? + attribute.len();
    let digits = tag[at..]
        .iter()
        .skip_while(|b| b" \t\r\n=\"'".contains(b))
        .take_while(|b| b.is_ascii_digit());
    Some(digits.fold(0_u64, |number, digit| {
        number
            .saturating_mul(10)
            .saturating_add(u64::from(digit - b'0'))
    }))
}

fn contains(tag: &[u8], part: &[u8]) -> bool {
    position(tag, part).is_some()
}

fn position(tag: &[u8], part: &[u8]) -> Option<usize> {
    tag.windows(part.len()).position(|w| w == part)
}

#[cfg(test)]
mod tests {
    use super::exceeds_memory;

    fn sheet(rows: &str) -> String {
        format!("<?xml version='1.0'?><table:table table:name=\"A\">{rows}</table:table>")
    }

    #[test]
    fn ordinary_sheets_are_small_whatever_they_repeat() {
        let filled =
            "<table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";
        let empty = "<table:table-cell table:number-columns-repeated=\"16384\"/>";
        let row = |cells: &str, repeats: u32| {
            format!(
                "<table:table-row table:number-rows-repeated=\"{repeats}\">{cells}</table:table-row>"
            )
        };
        for rows in [
            String::new(),
            row(filled, 1) + &row(empty, 1_048_575),
            row(&format!("{filled}{empty}"), 1000) + &row(empty, 1_000_000),
            row(empty, 1_000_000) + &row(filled, 48_000),
        ] {
            assert!(!exceeds_memory(sheet(&rows).as_bytes()), "{rows}");
        }
    }

    #[test]
    fn repetitions_of_repetitions_are_large() {
        let cell = |repeats: u32, text: &str| {
            format!(
                "<table:table-cell office:value-type='string' \
                 table:number-columns-repeated='{repeats}'><text:p>{text}</text:p></table:table-cell>"
            )
        };
        let row = |repeats: u32, cells: &str| {
            format!(
                "<table:table-row table:number-rows-repeated=\"{repeats}\">{cells}</table:table-row>"
            )
        };
        for rows in [
            row(1_048_576, &cell(16_384, "x")),
            row(1, &cell(16_384, "x")).repeat(2000),
            row(1, &cell(16_384, &"long ".repeat(20_000))),
            row(1, &cell(1, "<text:s text:c=\"4000000000\"/>")),
            // A far corner: the rows between are written out, too.
            row(1, &cell(1, "x"))
                + &row(1_000_000, "<table:table-cell/>")
                + &row(
                    1,
                    &(format!(
                        "<table:table-cell table:number-columns-repeated=\"9999\"/>{}",
                        cell(1, "x")
                    )),
                ),
            // What is no tag does not hide what follows.
            "<!-- it's <b --><![CDATA[it's]]>".to_owned() + &row(1_048_576, &cell(16_384, "x")),
        ] {
            assert!(
                exceeds_memory(sheet(&rows).as_bytes()),
                "{}",
                &rows[..rows.len().min(300)]
            );
        }
    }
}
