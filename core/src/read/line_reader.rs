//! Reads a file of order lines slice by slice into typed columns.

pub use super::column::UnreadableCell;
use super::column::{Batch, KeyColumn, LabelColumn, NumberColumn, Record};
use super::decode::{DecodeError, Decoder};
use super::order_table::{OrderTable, OtherColumn};
use super::reshape::Reshaper;
use super::rows::{Part, RowNumbers};
use super::scan::{Scanner, Separators};
use crate::fields::{Field, FieldKind};
use crate::settings::{Encoding, LineEnd, ReadingPlan};
use crate::stats::order;

/// Separators are looked for in stretches of this many bytes: what they point to is still in the
/// cache when the columns read it.
const STRETCH: usize = 1 << 18;

/// A record longer than this is an opened quote that never closes.
const LONGEST_RECORD: usize = 64 << 20;

/// What stops a reading.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The compressed file is damaged.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// A record grows beyond every sensible length.
    #[error("row {row} has no end: a quote in it is never closed, or it is no text")]
    EndlessQuote {
        /// Row in the file, counted from 1 with the header.
        row: u64,
    },
    /// Lines are numbered with 32 bits.
    #[error("the file has more than 4 billion rows")]
    TooManyRows,
}

/// Reads one file; feed it slices of any size with [`push`](LineReader::push), or without a copy
/// through [`space`](LineReader::space) and [`advance`](LineReader::advance).
pub struct LineReader {
    decoder: Decoder,
    /// Between the decoder and the scanner, for texts that are no plain tables.
    reshaper: Option<Reshaper>,
    raw: Vec<u8>,
    /// Text from the start of a record; bytes behind `filled` are room to fill.
    text: Vec<u8>,
    filled: usize,
    scanner: Scanner,
    separators: Vec<u32>,
    line_ends: Vec<u32>,
    records: Vec<Record>,
    /// Records still to pass over: titles and the header.
    to_skip: u32,
    at_start: bool,
    size_bytes: u64,
    width: u32,
    table: OrderTable,
}

impl LineReader {
    /// A reader by `plan` of a file with these headers. `size_bytes` is a hint for memory.
    pub fn new(
        file: &str,
        size_bytes: u64,
        gzip: bool,
        plan: &ReadingPlan,
        headers: &[String],
    ) -> Self {
        let header = |position: u32| headers.get(position as usize).cloned().unwrap_or_default();
        let (mut keys, mut numbers, mut labels) = (Vec::new(), Vec::new(), Vec::new());
        let mut columns = plan.columns.clone();
        order::sort_by_key(&mut columns, |c| (c.field, c.column));
        for mapped in columns {
            let (field, position) = (mapped.field, mapped.column);
            let header = header(position);
            match field {
                Field::CustomerName | Field::ItemName | Field::Family => {
                    labels.push(OtherColumn {
                        field,
                        header,
                        position,
                        data: LabelColumn::default(),
                    });
                }
                _ if field.kind() == FieldKind::Number => {
                    numbers.push(OtherColumn {
                        field,
                        header,
                        position,
                        data: NumberColumn::default(),
                    });
                }
                _ => keys.push(OtherColumn {
                    field,
                    header,
                    position,
                    data: KeyColumn::new(),
                }),
            }
        }
        let reshape = plan.reshape.as_ref();
        let separators = match (reshape, plan.dialect.line_end) {
            (Some(_), _) => Separators {
                delimiter: b',',
                line_end: b'\n',
            },
            (None, line_end) => Separators {
                delimiter: plan.dialect.delimiter as u8,
                line_end: match line_end {
                    LineEnd::Newline => b'\n',
                    LineEnd::CarriageReturn => b'\r',
                },
            },
        };
        LineReader {
            decoder: Decoder::new(gzip, plan.dialect.encoding),
            reshaper: reshape.map(|reshape| Reshaper::new(reshape, plan.dialect)),
            raw: Vec::new(),
            text: Vec::new(),
            filled: 0,
            scanner: Scanner::new(separators),
            separators: Vec::new(),
            line_ends: Vec::new(),
            records: Vec::new(),
            to_skip: match reshape {
                Some(_) => 1,
                None => plan.dialect.header_row,
            },
            at_start: true,
            size_bytes: if gzip { 0 } else { size_bytes },
            width: headers.len().max(1) as u32,
            table: OrderTable {
                file: file.to_owned(),
                plan: plan.clone(),
                lines: 0,
                keys,
                numbers,
                labels,
                blank_before: Vec::new(),
                short: None,
                long: None,
                irregular_quotes: false,
                unclosed_quote: false,
                recoded: false,
                utf8: reshape.is_some(),
                joined: None,
                remarks: Vec::new(),
            },
        }
    }

    /// Whether the bytes of the file are the text that is read.
    fn is_transparent(&self) -> bool {
        self.reshaper.is_none() && self.decoder.is_transparent()
    }

    /// How the file is read.
    pub fn plan(&self) -> &ReadingPlan {
        &self.table.plan
    }

    /// Lines read so far.
    pub fn lines(&self) -> u32 {
        self.table.lines
    }

    /// Room for the next `length` bytes of the file; call [`advance`](LineReader::advance) when
    /// they are there.
    pub fn space(&mut self, length: usize) -> &mut [u8] {
        if self.is_transparent() {
            // Sixteen bytes more: keys are loaded sixteen bytes at a time.
            if self.text.len() < self.filled + length + 16 {
                self.text.resize(self.filled + length + 16, 0);
            }
            &mut self.text[self.filled..self.filled + length]
        } else {
            self.raw.resize(length, 0);
            &mut self.raw
        }
    }

    /// Reads the `length` bytes that were put into [`space`](LineReader::space).
    ///
    /// # Errors
    /// A damaged archive, a quote that never closes, more rows than can be numbered.
    pub fn advance(&mut self, length: usize) -> Result<(), ReadError> {
        if self.is_transparent() {
            self.filled += length;
            self.process()
        } else {
            self.raw.truncate(length);
            self.decode()
        }
    }

    /// Reads the next slice of the file.
    ///
    /// # Errors
    /// As [`advance`](LineReader::advance).
    pub fn push(&mut self, slice: &[u8]) -> Result<(), ReadError> {
        self.space(slice.len()).copy_from_slice(slice);
        self.advance(slice.len())
    }

    /// Decodes the slice step by step and reads each step before the next one, because a small
    /// packed slice may hold more text than there is memory.
    fn decode(&mut self) -> Result<(), ReadError> {
        let raw = std::mem::take(&mut self.raw);
        let mut taken = 0;
        while taken < raw.len() {
            self.text.truncate(self.filled);
            let rest = &raw[taken..];
            match &mut self.reshaper {
                None => taken += self.decoder.decode(rest, &mut self.text)?,
                Some(reshaper) => {
                    taken += self.decoder.decode(rest, &mut reshaper.pending)?;
                    reshaper.write(&mut self.text, false);
                }
            }
            self.filled = self.text.len();
            self.process()?;
        }
        self.raw = raw; // its memory serves the next slice
        Ok(())
    }

    /// Reads every complete record of the text and keeps the rest for the next slice.
    fn process(&mut self) -> Result<(), ReadError> {
        let mut start = 0;
        if self.at_start && self.filled >= 3 {
            self.at_start = false;
            if self.text.starts_with(&[0xEF, 0xBB, 0xBF]) {
                start = 3;
            }
        }
        self.scanner.restart();
        self.separators.clear();
        self.line_ends.clear();
        let mut at = start;
        while at < self.filled {
            let end = (at + STRETCH).min(self.filled);
            let regular = self.scanner.scan(
                &self.text[at..end],
                at as u32,
                &mut self.separators,
                &mut self.line_ends,
            );
            if regular {
                start = self.take_records(start)?;
                at = end;
            } else {
                self.table.irregular_quotes = true;
                self.separators.clear();
                self.scanner.restart();
                at = start;
            }
        }
        if self.filled - start > LONGEST_RECORD {
            return Err(ReadError::EndlessQuote {
                row: self.table.row_of(self.table.lines),
            });
        }
        self.text.copy_within(start..self.filled, 0);
        self.filled -= start;
        Ok(())
    }

    /// Hands the complete records to the columns; returns where the next record starts.
    fn take_records(&mut self, mut start: usize) -> Result<usize, ReadError> {
        if self.line_ends.is_empty() {
            return Ok(start);
        }
        let known = self.separators.len();
        let first_start = start;
        self.records.clear();
        let mut first = 0_u32;
        for &line_end in &self.line_ends {
            let fields = line_end - first + 1;
            let end = self.separators[line_end as usize] as usize;
            let record = Record {
                start: start as u32,
                first,
            };
            first = line_end + 1;
            let record_start = std::mem::replace(&mut start, end + 1);
            if self.to_skip > 0 {
                self.to_skip -= 1;
                continue;
            }
            let line = self.table.lines + self.records.len() as u32;
            if fields == self.width {
                // A one-column file may have blank rows too.
                if self.width == 1 && self.text[record_start..end].trim_ascii().is_empty() {
                    self.table.blank_before.push(line);
                } else {
                    self.records.push(record);
                }
                continue;
            }
            if fields == 1 && self.text[record_start..end].trim_ascii().is_empty() {
                self.table.blank_before.push(line);
                continue;
            }
            if fields > self.width {
                let (count, _) = self.table.long.get_or_insert((0, line));
                *count += 1;
                self.records.push(record);
            } else {
                let (count, _) = self.table.short.get_or_insert((0, line));
                *count += 1;
                // A copy of its separators, padded with its end: the missing fields are empty.
                let padded = self.separators.len() as u32;
                for k in record.first..=line_end {
                    self.separators.push(self.separators[k as usize]);
                }
                for _ in fields..self.width {
                    self.separators.push(end as u32);
                }
                self.records.push(Record {
                    start: record.start,
                    first: padded,
                });
            }
        }
        let lines = self.records.len() as u32;
        if self
            .table
            .lines
            .checked_add(lines)
            .is_none_or(|n| n > u32::MAX - 16)
        {
            return Err(ReadError::TooManyRows);
        }
        if self.table.lines == 0 && lines > 0 {
            self.reserve(lines, start - first_start);
        }
        self.fill();
        self.table.lines += lines;
        self.separators.truncate(known);
        self.separators.drain(..first as usize);
        self.line_ends.clear();
        Ok(start)
    }

    /// Makes room once for the whole file, so that growing columns are not copied again and again.
    fn reserve(&mut self, lines: u32, bytes: usize) {
        let estimate = self.size_bytes as f64 * f64::from(lines) / bytes.max(1) as f64 * 1.02;
        let estimate = (estimate as usize).min(1 << 28);
        for column in &mut self.table.keys {
            column.data.codes.reserve(estimate);
        }
        for column in &mut self.table.numbers {
            column.data.values.reserve(estimate);
        }
    }

    fn fill(&mut self) {
        let batch = Batch {
            text: &self.text,
            separators: &self.separators,
            records: &self.records,
        };
        let mut scratch = Vec::new();
        let style = self.table.plan.decimal;
        for column in &mut self.table.keys {
            column.data.take(&batch, column.position, &mut scratch);
        }
        for column in &mut self.table.numbers {
            column
                .data
                .take(&batch, column.position, style, &mut scratch);
        }
        for column in &mut self.table.labels {
            let of = match column.field {
                Field::CustomerName => Field::Customer,
                _ => Field::Item,
            };
            if let Some(key) = self.table.keys.iter().find(|k| k.field == of) {
                let codes = &key.data.codes[key.data.codes.len() - batch.records.len()..];
                column
                    .data
                    .take(&batch, column.position, codes, &mut scratch);
            }
        }
    }

    /// The columns, when the whole file was pushed.
    ///
    /// # Errors
    /// As [`advance`](LineReader::advance); an archive that is cut off.
    pub fn finish(mut self) -> Result<OrderTable, ReadError> {
        if !self.is_transparent() {
            self.text.truncate(self.filled);
            match &mut self.reshaper {
                None => self.decoder.finish(&mut self.text)?,
                Some(reshaper) => {
                    self.decoder.finish(&mut reshaper.pending)?;
                    reshaper.write(&mut self.text, true);
                }
            }
            self.filled = self.text.len();
            self.process()?;
        }
        if self.filled > 0 {
            // The last record has no line end; inside quotes it gets the closing quote too.
            let line_end = match self.table.plan.dialect.line_end {
                LineEnd::CarriageReturn if self.reshaper.is_none() => "\r",
                _ => "\n",
            };
            self.push_text(line_end)?;
            if self.filled > 0 {
                self.table.unclosed_quote = true;
                self.push_text(&format!("\"{line_end}"))?;
            }
        }
        if let Some(reshaper) = &mut self.reshaper {
            self.table.joined = Some(RowNumbers::new(vec![Part {
                file: self.table.file.clone(),
                first_line: 0,
                first_row: 0,
                blank_before: Vec::new(),
                rows: Some(reshaper.take_rows()),
            }]));
        } else if self.table.plan.dialect.encoding == Encoding::Utf8 {
            let valid = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok();
            let keys_valid = self.table.keys.iter().all(|c| {
                (0..c.data.texts.len() as u32).all(|code| valid(c.data.texts.bytes(code)))
            });
            let labels_valid = self
                .table
                .labels
                .iter()
                .all(|c| c.data.texts.iter().all(|t| valid(t)));
            self.table.recoded = !(keys_valid && labels_valid);
        }
        Ok(self.table)
    }

    fn push_text(&mut self, text: &str) -> Result<(), ReadError> {
        self.text.truncate(self.filled);
        self.text.extend_from_slice(text.as_bytes());
        self.filled = self.text.len();
        self.process()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{DateOrder, DecimalStyle, Dialect, MappedColumn};

    fn plan(delimiter: char, columns: &[(Field, u32)]) -> ReadingPlan {
        ReadingPlan {
            dialect: Dialect {
                encoding: Encoding::Utf8,
                delimiter,
                line_end: LineEnd::Newline,
                header_row: 1,
            },
            decimal: DecimalStyle::Point,
            date_order: DateOrder::YearMonthDay,
            columns: columns
                .iter()
                .map(|&(field, column)| MappedColumn { field, column })
                .collect(),
            return_order_pattern: None,
            return_signs: crate::settings::ReturnSigns::default(),
            reshape: None,
        }
    }

    fn read(text: &[u8], plan: &ReadingPlan, headers: &[&str], slice: usize) -> OrderTable {
        let headers: Vec<String> = headers.iter().map(|h| (*h).to_owned()).collect();
        let mut reader = LineReader::new("lines.csv", text.len() as u64, false, plan, &headers);
        for slice in text.chunks(slice) {
            reader.push(slice).unwrap();
        }
        reader.finish().unwrap()
    }

    fn texts(table: &OrderTable, field: Field) -> Vec<String> {
        let column = table.key(field).unwrap();
        column
            .codes
            .iter()
            .map(|&c| table.text(column.texts.bytes(c)))
            .collect()
    }

    #[test]
    fn slices_of_any_size_give_the_same_columns() {
        let text =
            b"\xEF\xBB\xBForder,item,qty\r\n1,\"a,b\",2\r\n\r\n2,c,x\r\n3,d\r\n4,\"e\"\"f\",-1.5";
        let plan = plan(
            ',',
            &[(Field::Order, 0), (Field::Item, 1), (Field::Quantity, 2)],
        );
        for slice in [1, 2, 7, 1000] {
            let table = read(text, &plan, &["order", "item", "qty"], slice);
            assert_eq!(table.lines, 4);
            assert_eq!(texts(&table, Field::Item), ["a,b", "c", "d", "e\"f"]);
            let quantity = table.number(Field::Quantity).unwrap();
            assert_eq!(quantity.values[0], 2.0);
            assert!(quantity.values[1].is_nan() && quantity.values[2].is_nan());
            assert_eq!(quantity.values[3], -1.5);
            assert_eq!((quantity.unreadable, quantity.blank), (1, 1));
            assert_eq!(table.short, Some((1, 2)));
            // Row numbers count the header and the blank row, as a spreadsheet shows them.
            assert_eq!([0, 1, 2, 3].map(|l| table.row_of(l)), [2, 4, 5, 6]);
        }
    }

    #[test]
    fn a_packed_slice_of_much_text_needs_little_memory() {
        use std::io::Write as _;
        let line = format!("1,Bolt,2,{}\n", "a long remark ".repeat(16));
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(line.repeat(1 << 16).as_bytes()).unwrap();
        // Members behind each other are one file, as `cat` makes them: 210 MB of text.
        let packed = encoder.finish().unwrap().repeat(14);
        assert!(packed.len() < 2 << 20, "{}", packed.len());
        let plan = plan(
            ',',
            &[(Field::Order, 0), (Field::Item, 1), (Field::Quantity, 2)],
        );
        let headers = ["order", "item", "qty", "remark"].map(str::to_owned);
        let mut reader = LineReader::new("lines.csv.gz", 0, true, &plan, &headers);
        reader.push(&packed).unwrap();
        assert!(
            reader.text.capacity() < 16 << 20,
            "{}",
            reader.text.capacity()
        );
        let table = reader.finish().unwrap();
        assert_eq!(table.lines, (14 << 16) - 1, "all but the header");
        assert_eq!(table.number(Field::Quantity).unwrap().values[7], 2.0);
    }

    #[test]
    fn labels_belong_to_their_key() {
        let text = b"c,n\n7,\n8,Eight\n7,Seven\n";
        let plan = plan(',', &[(Field::Customer, 0), (Field::CustomerName, 1)]);
        let table = read(text, &plan, &["c", "n"], 5);
        let names = &table.label(Field::CustomerName).unwrap().texts;
        assert_eq!(
            names.iter().map(|n| &**n).collect::<Vec<_>>(),
            [&b"Seven"[..], b"Eight"]
        );
    }

    #[test]
    fn an_unclosed_quote_at_the_end_is_told() {
        let text = b"o,i\n1,a\n2,\"b\n";
        let plan = plan(',', &[(Field::Order, 0), (Field::Item, 1)]);
        let table = read(text, &plan, &["o", "i"], 100);
        assert!(table.unclosed_quote);
        assert_eq!(table.lines, 2);
    }
}
