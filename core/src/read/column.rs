//! Columns being filled, a batch of records at a time.

use super::dictionary::{Dictionary, Key};
use super::number::{self, Cell, Evidence};
use super::scan::unquote;
use crate::settings::DecimalStyle;

/// Records of one stretch of text whose separators are known.
pub struct Batch<'a> {
    /// The text that the positions count in.
    pub text: &'a [u8],
    /// Positions of separators.
    pub separators: &'a [u32],
    /// Blank ones left out.
    pub records: &'a [Record],
}

/// Where a record's fields stand.
#[derive(Clone, Copy, Debug)]
pub struct Record {
    /// Position of its first byte.
    pub start: u32,
    /// Index of its first separator in `Batch::separators`.
    pub first: u32,
}

impl Batch<'_> {
    /// Position and end of a field without blanks around it; equal where it is empty.
    #[inline]
    fn place(&self, record: Record, column: u32) -> (usize, usize) {
        let at = (record.first + column) as usize;
        let start = if column == 0 {
            record.start
        } else {
            self.separators[at - 1] + 1
        } as usize;
        let end = self.separators[at] as usize;
        self.trimmed(start, end)
    }

    /// A stretch of the text without the blanks around it.
    #[inline]
    fn trimmed(&self, mut start: usize, mut end: usize) -> (usize, usize) {
        // Short records are padded with separators at their end: start lies behind end there.
        while start < end && self.text[start] <= b' ' {
            start += 1;
        }
        while start < end && self.text[end - 1] <= b' ' {
            end -= 1;
        }
        (start, end.max(start))
    }

    /// The text of a field, quotes and blanks taken off.
    pub fn field<'s>(&'s self, record: Record, column: u32, scratch: &'s mut Vec<u8>) -> &'s [u8] {
        let (start, end) = self.place(record, column);
        unquote(&self.text[start..end], scratch).trim_ascii()
    }
}

/// A column of keys or labels: distinct texts and a code for each line.
#[derive(Clone, Debug)]
pub struct KeyColumn {
    /// Distinct texts by code.
    pub texts: Dictionary,
    /// Code by line.
    pub codes: Vec<u32>,
}

impl KeyColumn {
    /// A column without lines.
    pub fn new() -> Self {
        KeyColumn {
            texts: Dictionary::new(),
            codes: Vec::new(),
        }
    }

    /// Appends column `column` of every record.
    // Not inlined, as all of a column's own loops: engines that compile while they run get small
    // functions optimised soon, and one large one when the file is nearly read.
    #[inline(never)]
    pub fn take(&mut self, batch: &Batch, column: u32, scratch: &mut Vec<u8>) {
        let mut keys: Vec<Key> = Vec::with_capacity(batch.records.len());
        for &record in batch.records {
            let (mut start, mut end) = batch.place(record, column);
            if start < end && batch.text[start] == b'"' {
                let raw = &batch.text[start..end];
                if raw.len() < 2 || raw[1..raw.len() - 1].contains(&b'"') || !raw.ends_with(b"\"") {
                    self.texts.intern_all(&keys, &mut self.codes);
                    keys.clear();
                    let code = self.texts.intern(unquote(raw, scratch).trim_ascii());
                    self.codes.push(code);
                    continue;
                }
                (start, end) = batch.trimmed(start + 1, end - 1);
            }
            if let Some(key) = Key::at(batch.text, start, end) {
                keys.push(key);
            } else {
                self.texts.intern_all(&keys, &mut self.codes);
                keys.clear();
                let code = self.texts.intern(&batch.text[start..end]);
                self.codes.push(code);
            }
        }
        self.texts.intern_all(&keys, &mut self.codes);
    }
}

impl Default for KeyColumn {
    fn default() -> Self {
        Self::new()
    }
}

/// Texts that belong to a key (a customer's name), by the key's code; the first that is not blank.
#[derive(Clone, Debug, Default)]
pub struct LabelColumn {
    /// By code of the key column, as bytes of the file; may end before the last codes.
    pub texts: Vec<Box<[u8]>>,
}

impl LabelColumn {
    /// Gives a key its label, unless it has one.
    pub fn set_first(&mut self, code: u32, label: Box<[u8]>) {
        let code = code as usize;
        if code >= self.texts.len() {
            self.texts.resize(code + 1, Box::default());
        }
        if self.texts[code].is_empty() {
            self.texts[code] = label;
        }
    }

    /// `codes` are the codes of the key column for the records of this batch.
    #[inline(never)]
    pub fn take(&mut self, batch: &Batch, column: u32, codes: &[u32], scratch: &mut Vec<u8>) {
        for (&record, &code) in batch.records.iter().zip(codes) {
            let code = code as usize;
            if code >= self.texts.len() {
                self.texts.resize(code + 1, Box::default());
            }
            if self.texts[code].is_empty() {
                self.texts[code] = batch.field(record, column, scratch).into();
            }
        }
    }
}

/// A cell that should hold a number and does not.
#[derive(Clone, Debug, PartialEq)]
pub struct UnreadableCell {
    /// Line, counted from 0 without header and blank rows.
    pub line: u32,
    /// What stands there, as bytes of the file.
    pub text: Box<[u8]>,
}

/// A column of numbers; blank and unreadable cells are NaN.
#[derive(Clone, Debug, Default)]
pub struct NumberColumn {
    /// By line.
    pub values: Vec<f64>,
    /// How many cells are blank.
    pub blank: u32,
    /// How many cells could not be read.
    pub unreadable: u32,
    /// The first of them.
    pub examples: Vec<UnreadableCell>,
    /// Cells that only the style in use can read.
    pub evidence_for: u32,
    /// Cells that only the other style can read.
    pub evidence_against: u32,
}

/// So many unreadable cells are kept with their text.
const EXAMPLES: usize = 10_000;

impl NumberColumn {
    /// Appends column `column` of every record of the batch.
    #[inline(never)]
    pub fn take(&mut self, batch: &Batch, column: u32, style: DecimalStyle, scratch: &mut Vec<u8>) {
        let decimal = match style {
            DecimalStyle::Point => b'.',
            DecimalStyle::Comma => b',',
        };
        for &record in batch.records {
            let (start, end) = batch.place(record, column);
            let value = match number::plain_at(batch.text, start, end, decimal) {
                Some((value, decimals)) => {
                    // Three decimals may be a group of thousands to the other style.
                    self.evidence_for += u32::from(decimals != 0 && decimals != 3);
                    value
                }
                None => self.unusual(&batch.text[start..end], style, scratch),
            };
            self.values.push(value);
        }
    }

    #[cold]
    fn unusual(&mut self, raw: &[u8], style: DecimalStyle, scratch: &mut Vec<u8>) -> f64 {
        let text = unquote(raw, scratch).trim_ascii();
        match number::evidence(text) {
            Evidence::Point if style == DecimalStyle::Point => self.evidence_for += 1,
            Evidence::Comma if style == DecimalStyle::Comma => self.evidence_for += 1,
            Evidence::Point | Evidence::Comma => self.evidence_against += 1,
            Evidence::Either | Evidence::Ambiguous | Evidence::Nothing => {}
        }
        match number::read(text, style) {
            Cell::Value(value) => value,
            Cell::Blank => {
                self.blank += 1;
                f64::NAN
            }
            Cell::Unreadable => {
                self.unreadable += 1;
                if self.examples.len() < EXAMPLES {
                    let line = self.values.len() as u32;
                    self.examples.push(UnreadableCell {
                        line,
                        text: text.into(),
                    });
                }
                f64::NAN
            }
        }
    }
}
