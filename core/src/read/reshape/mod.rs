//! Texts that are no plain tables become ones before they are read: printed lists with frames, rules
//! and subtotals, headers over two rows, orders that stand on their first line only, months side by
//! side. What comes out is comma-separated UTF-8 with one header row. Files that are plain tables
//! never pass through here.

mod detect;
mod months;

pub use detect::{Raw, blanks_below, detect};
pub use months::{MONTH, VALUE, month_of_header};

use super::decode::text_of;
use super::scan::unquote;
use crate::settings::{Dialect, Encoding, LineEnd, Reshape};

/// Turns the records of a text into those of a plain table, piece by piece.
pub struct Reshaper {
    reshape: Reshape,
    dialect: Dialect,
    /// Text that was not worked off yet: put decoded bytes here.
    pub pending: Vec<u8>,
    /// Records so far.
    row: u32,
    above: Vec<String>,
    header: Vec<String>,
    /// The row of the file in which each written record stood, the header left out.
    rows: Vec<u32>,
}

impl Reshaper {
    /// At the beginning of a text that is cut by `dialect`.
    pub fn new(reshape: &Reshape, dialect: Dialect) -> Self {
        Reshaper {
            reshape: reshape.clone(),
            dialect,
            pending: Vec::new(),
            row: 0,
            above: Vec::new(),
            header: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Row of the file of each record written so far, the header left out.
    pub fn take_rows(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.rows)
    }

    /// Works off the complete records of what is pending; all of it where `last`.
    pub fn write(&mut self, out: &mut Vec<u8>, last: bool) {
        let pending = std::mem::take(&mut self.pending);
        let text = pending.as_slice();
        let mut start = 0;
        if self.row == 0 && text.starts_with(&[0xEF, 0xBB, 0xBF]) {
            start = 3;
        }
        while start < text.len() {
            let Some(end) = self.record_end(text, start).or(last.then_some(text.len())) else {
                break;
            };
            let fields = self.fields(&text[start..end]);
            self.record(fields, out);
            start = end + 1;
        }
        self.pending = text.get(start..).unwrap_or_default().to_vec();
    }

    /// Where the record that begins at `start` ends: at a line end outside quotes.
    fn record_end(&self, text: &[u8], start: usize) -> Option<usize> {
        let end = match self.dialect.line_end {
            LineEnd::Newline => b'\n',
            LineEnd::CarriageReturn => b'\r',
        };
        let delimiter = self.dialect.delimiter as u8;
        let (mut quoted, mut at_field_start) = (false, true);
        for (i, &byte) in text[start..].iter().enumerate() {
            if byte == b'"' && (quoted || at_field_start) {
                quoted = !quoted;
            } else if byte == end && !quoted {
                return Some(start + i);
            }
            // A doubled quote opens the quotes again.
            at_field_start = byte == delimiter || byte == b'"';
        }
        None
    }

    fn fields(&self, record: &[u8]) -> Vec<String> {
        let delimiter = self.dialect.delimiter as u8;
        let encoding = self.dialect.encoding;
        let encoding = if encoding.is_one_byte() {
            encoding
        } else {
            Encoding::Utf8
        };
        let mut scratch = Vec::new();
        let mut fields = Vec::new();
        let (mut start, mut quoted) = (0, false);
        for i in 0..=record.len() {
            let ends = i == record.len() || (record[i] == delimiter && !quoted);
            if i < record.len() && record[i] == b'"' {
                quoted = !quoted;
            }
            if ends {
                let raw = record[start..i].trim_ascii();
                fields.push(text_of(unquote(raw, &mut scratch).trim_ascii(), encoding));
                start = i + 1;
            }
        }
        fields
    }

    /// Takes one record of the file; writes none, one or, of months, many.
    fn record(&mut self, mut fields: Vec<String>, out: &mut Vec<u8>) {
        self.row += 1;
        let header_row = self.dialect.header_row.max(1);
        if self.row < header_row {
            if self.row + 1 == header_row {
                self.header = fields;
            }
            return;
        }
        if self.row == header_row {
            if self.reshape.two_row_header {
                fields = two_rows_as_one(&self.header, &fields);
            }
            self.header = fields;
            self.write_header(out);
            return;
        }
        if fields.iter().all(String::is_empty)
            || (self.reshape.list && is_no_line(&fields, &self.header))
        {
            return;
        }
        fields.resize(self.header.len().max(fields.len()), String::new());
        for &column in &self.reshape.filled_down {
            let column = column as usize;
            let above = self.above.get(column).cloned().unwrap_or_default();
            if let Some(field) = fields.get_mut(column).filter(|f| f.is_empty()) {
                *field = above;
            }
        }
        if self.reshape.months.is_empty() {
            write_record(out, fields.iter().map(String::as_str));
            self.rows.push(self.row);
        } else {
            self.write_months(&fields, out);
        }
        self.above = fields;
    }

    fn is_kept(&self, column: usize) -> bool {
        let column = column as u32;
        let is_month = self.reshape.months.iter().any(|m| m.column == column);
        !is_month && !self.reshape.totals.contains(&column)
    }

    fn write_header(&self, out: &mut Vec<u8>) {
        if self.reshape.months.is_empty() {
            return write_record(out, self.header.iter().map(String::as_str));
        }
        let kept = self.header.iter().enumerate();
        let kept = kept
            .filter(|(i, _)| self.is_kept(*i))
            .map(|(_, h)| h.as_str());
        write_record(out, kept.chain([MONTH, VALUE]));
    }

    fn write_months(&mut self, fields: &[String], out: &mut Vec<u8>) {
        let width = self.header.len();
        for month in &self.reshape.months {
            let value = fields.get(month.column as usize).map_or("", String::as_str);
            // A month without sales is a month without a line.
            if value.is_empty() || value.chars().all(|c| "0.,-– ".contains(c)) {
                continue;
            }
            let kept = (0..width)
                .filter(|i| self.is_kept(*i))
                .map(|i| fields[i].as_str());
            write_record(out, kept.chain([month.day.as_str(), value]));
            self.rows.push(self.row);
        }
    }
}

/// "Order" over "No." and "Date" is "Order No." and "Order Date": a blank above belongs to the name
/// on its left.
pub(super) fn two_rows_as_one(above: &[String], below: &[String]) -> Vec<String> {
    let mut group = "";
    (0..above.len().max(below.len()))
        .map(|i| {
            let top = above.get(i).map_or("", String::as_str);
            let name = below.get(i).map_or("", String::as_str);
            if !top.is_empty() {
                group = top;
            }
            match (group.is_empty(), name.is_empty()) {
                (_, true) => top.to_owned(),
                (true, false) => name.to_owned(),
                (false, false) => format!("{group} {name}"),
            }
        })
        .collect()
}

/// Rules, titles, headers of the next page and subtotals of a printed list.
fn is_no_line(fields: &[String], header: &[String]) -> bool {
    let is_rule = fields
        .iter()
        .all(|f| f.chars().all(|c| "-_=+*".contains(c)));
    let first = fields.iter().find(|f| !f.is_empty());
    let is_total = first.is_some_and(|f| f.chars().all(|c| c == '*') || f.starts_with("* "));
    let filled = fields.iter().filter(|f| !f.is_empty()).count();
    is_rule || is_total || fields == header || (filled == 1 && header.len() > 2)
}

fn write_record<'a>(out: &mut Vec<u8>, fields: impl Iterator<Item = &'a str>) {
    for (i, field) in fields.enumerate() {
        if i > 0 {
            out.push(b',');
        }
        if field.contains(['"', ',', '\n', '\r']) {
            out.push(b'"');
            out.extend_from_slice(field.replace('"', "\"\"").as_bytes());
            out.push(b'"');
        } else {
            out.extend_from_slice(field.as_bytes());
        }
    }
    out.push(b'\n');
}

#[cfg(test)]
mod tests;
