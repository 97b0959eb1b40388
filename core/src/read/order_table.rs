//! What was read of a file of order lines: its mapped columns, by line.

use super::column::{KeyColumn, LabelColumn, NumberColumn};
use super::decode::text_of;
use super::rows::{Part, RowNumbers};
use crate::fields::Field;
use crate::project::view::Finding;
use crate::settings::{Encoding, ReadingPlan};

/// A mapped column of a kind of its own, with the file's header for messages.
#[derive(Clone, Debug)]
pub struct OtherColumn<T> {
    /// What the column means.
    pub field: Field,
    /// As it stands in the file.
    pub header: String,
    /// Position in the file, from 0.
    pub position: u32,
    /// What it holds.
    pub data: T,
}

/// The mapped columns of a file, by line.
#[derive(Clone, Debug)]
pub struct OrderTable {
    /// The file's name.
    pub file: String,
    /// How it was read.
    pub plan: ReadingPlan,
    /// Records behind the header, blank ones left out.
    pub lines: u32,
    /// Keys, dates, flags and labels of lines.
    pub keys: Vec<OtherColumn<KeyColumn>>,
    /// Numbers of lines.
    pub numbers: Vec<OtherColumn<NumberColumn>>,
    /// Labels of customers and items.
    pub labels: Vec<OtherColumn<LabelColumn>>,
    /// Lines before which a blank row stands, one entry a blank row.
    pub(super) blank_before: Vec<u32>,
    /// Records with fewer fields than headers: how many, and the first line.
    pub short: Option<(u32, u32)>,
    /// Records with more fields than headers.
    pub long: Option<(u32, u32)>,
    /// Quotes that RFC 4180 does not allow were read as text.
    pub irregular_quotes: bool,
    /// The file ended inside quotes.
    pub unclosed_quote: bool,
    /// A "UTF-8" file held other bytes; its texts were decoded as Windows-1252.
    pub recoded: bool,
    /// Texts were brought to UTF-8 when tables were put together.
    pub(super) utf8: bool,
    /// Where the lines stand, where they are not simply one a row of one file.
    pub(super) joined: Option<RowNumbers>,
    /// What is odd about the files together.
    pub remarks: Vec<Finding>,
}

impl OrderTable {
    /// The keys, dates, flags or labels mapped to a field.
    pub fn key(&self, field: Field) -> Option<&KeyColumn> {
        self.keys.iter().find(|c| c.field == field).map(|c| &c.data)
    }

    /// The numbers mapped to a field; the first column where several are.
    pub fn number(&self, field: Field) -> Option<&NumberColumn> {
        self.numbers
            .iter()
            .find(|c| c.field == field)
            .map(|c| &c.data)
    }

    /// The labels of customers or items mapped to a field.
    pub fn label(&self, field: Field) -> Option<&LabelColumn> {
        self.labels
            .iter()
            .find(|c| c.field == field)
            .map(|c| &c.data)
    }

    /// Header of the column mapped to a field (labels of customers and items aside).
    pub fn header_of(&self, field: Field) -> Option<&str> {
        let keys = self.keys.iter().map(|c| (c.field, &c.header));
        let numbers = self.numbers.iter().map(|c| (c.field, &c.header));
        keys.chain(numbers)
            .find(|(f, _)| *f == field)
            .map(|(_, h)| h.as_str())
    }

    /// Lines before which a blank row stands.
    pub fn blank_before(&self) -> &[u32] {
        &self.blank_before
    }

    /// The row in the file, counted from 1 with the header, of a line.
    pub fn row_of(&self, line: u32) -> u64 {
        if let Some(rows) = &self.joined {
            return rows.row(line);
        }
        let blanks = self.blank_before.partition_point(|&b| b <= line);
        u64::from(line) + u64::from(self.plan.dialect.header_row) + 1 + blanks as u64
    }

    /// The name of the file that a line stands in.
    pub fn file_of(&self, line: u32) -> &str {
        match &self.joined {
            Some(rows) => rows.file(line),
            None => &self.file,
        }
    }

    /// The row numbers of all lines.
    pub fn row_numbers(&self) -> RowNumbers {
        self.joined.clone().unwrap_or_else(|| {
            RowNumbers::new(vec![Part {
                file: self.file.clone(),
                first_line: 0,
                first_row: u64::from(self.plan.dialect.header_row) + 1,
                blank_before: self.blank_before.clone(),
                rows: None,
            }])
        })
    }

    /// As [`row_numbers`](OrderTable::row_numbers); the table forgets them.
    pub fn take_row_numbers(&mut self) -> RowNumbers {
        let rows = self.row_numbers();
        self.joined = None;
        rows
    }

    /// Marks every line of a file of returns as one. Its plan goes with it: other files that are put
    /// together with it have their own.
    pub fn mark_all_returns(&mut self) {
        let pattern = &mut self.plan.return_order_pattern;
        if pattern.as_deref() != Some(ReadingPlan::ALL_RETURNS) {
            return;
        }
        *pattern = None;
        let mut data = KeyColumn::new();
        // SAP's mark of a credit, which is one among marks of any kind.
        let mark = data.texts.intern(b"h");
        data.codes = vec![mark; self.lines as usize];
        self.keys.retain(|c| c.field != Field::ReturnFlag);
        self.keys.push(OtherColumn {
            field: Field::ReturnFlag,
            header: String::new(),
            position: 0,
            data,
        });
    }

    /// The character set in which keys and labels are decoded.
    pub fn encoding(&self) -> Encoding {
        if self.utf8 {
            Encoding::Utf8
        } else if self.recoded {
            Encoding::Windows1252
        } else {
            self.plan.dialect.encoding
        }
    }

    /// Decodes bytes of the file.
    pub fn text(&self, bytes: &[u8]) -> String {
        text_of(bytes, self.encoding())
    }
}
