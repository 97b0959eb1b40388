//! Finds out how a text file is written from its first bytes.

use super::alphabet::{self, Alphabet};
use super::decode::{Decoder, is_gzip, text_of};
use super::number::{Evidence, evidence};
use super::reshape::Reshaper;
use super::scan::{Scanner, Separators, unquote};
use crate::settings::{DecimalStyle, Dialect, Encoding, LineEnd, Reshape};
use crate::stats::order;

/// The first records of a file, cut by its dialect.
#[derive(Clone, Debug)]
pub struct Sample {
    /// How the text is cut.
    pub dialect: Dialect,
    /// Whether the file is packed with gzip.
    pub gzip: bool,
    /// The fields of the header row; empty where the file ends before it.
    pub headers: Vec<String>,
    /// Records behind the header, blank ones left out.
    pub rows: Vec<Vec<String>>,
    /// The number in the file of each of these rows, counted from 1 with the header.
    pub row_numbers: Vec<u32>,
}

/// Why a file cannot be order lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SniffError {
    /// No byte, or nothing but blanks and line ends.
    #[error("the file is empty")]
    Empty,
    /// Another kind of file, in words: "a PNG picture".
    #[error("the file is not text: it looks like {0}")]
    NotText(&'static str),
}

/// So many records behind the header are looked at.
pub const SAMPLE_ROWS: usize = 500;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Finds encoding, line end, delimiter and header row.
///
/// # Errors
/// No text at all, or another kind of file.
pub fn sniff(head: &[u8]) -> Result<Sample, SniffError> {
    if head.is_empty() {
        return Err(SniffError::Empty);
    }
    let gzip = is_gzip(head);
    let raw = if gzip {
        Decoder::head(true, Encoding::Utf8, head)
    } else {
        head.to_vec()
    };
    if raw.is_empty()
        && Decoder::new(true, Encoding::Utf8)
            .decode(head, &mut Vec::new())
            .is_err()
    {
        return Err(SniffError::NotText("a damaged gzip archive"));
    }
    if let Some(kind) = binary_kind(&raw) {
        return Err(SniffError::NotText(kind));
    }
    let encoding = encoding_of(&raw);
    // A stray zero byte in a name is no reason to refuse a file.
    let window = &raw[..raw.len().min(4096)];
    let zeros = count_of(0, window);
    if encoding == Encoding::Utf8 && (zeros > 8 || zeros * 100 > window.len()) {
        return Err(SniffError::NotText("binary data"));
    }
    let text = Decoder::head(gzip, encoding, head);
    let text = text.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(&text);
    if text.trim_ascii().is_empty() {
        return Err(SniffError::Empty);
    }
    if let Some(kind) = markup_kind(text) {
        return Err(SniffError::NotText(kind));
    }
    let line_end = if text.contains(&b'\n') || !text.contains(&b'\r') {
        LineEnd::Newline
    } else {
        LineEnd::CarriageReturn
    };
    // A spreadsheet's own hint: a first line "sep=;".
    let hint = text
        .strip_prefix(b"sep=")
        .and_then(|rest| rest.first())
        .copied()
        .filter(|b| b.is_ascii() && !b"\"\r\n\0".contains(b));
    let delimiter = hint.unwrap_or_else(|| {
        if is_framed(text) {
            b'|'
        } else {
            delimiter_of(text, line_end)
        }
    });
    let records = records(text, delimiter, line_end, encoding);
    let header = header_index(&records, hint.is_some());
    let dialect = Dialect {
        encoding,
        delimiter: char::from(delimiter),
        line_end,
        header_row: header as u32 + 1,
    };
    Ok(sample(dialect, gzip, records))
}

/// The sample of a file by a dialect that the user corrected.
pub fn with_dialect(head: &[u8], dialect: Dialect) -> Sample {
    let gzip = is_gzip(head);
    let text = Decoder::head(gzip, dialect.encoding, head);
    let text = text.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(&text);
    let records = records(
        text,
        dialect.delimiter as u8,
        dialect.line_end,
        dialect.encoding,
    );
    sample(dialect, gzip, records)
}

/// The first records of a file as they stand, those above the header too.
pub fn raw_records(head: &[u8], dialect: Dialect) -> Vec<Vec<String>> {
    let text = Decoder::head(is_gzip(head), dialect.encoding, head);
    let text = text.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(&text);
    records(
        text,
        dialect.delimiter as u8,
        dialect.line_end,
        dialect.encoding,
    )
}

/// The sample of a file that `reshape` makes a plain table of; row numbers are those of the file.
pub fn reshaped(head: &[u8], dialect: Dialect, reshape: &Reshape) -> Sample {
    let gzip = is_gzip(head);
    let mut reshaper = Reshaper::new(reshape, dialect);
    reshaper.pending = Decoder::head(gzip, dialect.encoding, head);
    let mut text = Vec::new();
    reshaper.write(&mut text, true);
    let plain = Dialect {
        encoding: Encoding::Utf8,
        delimiter: ',',
        line_end: LineEnd::Newline,
        header_row: 1,
    };
    let records = records(&text, b',', LineEnd::Newline, Encoding::Utf8);
    let mut sample = sample(plain, gzip, records);
    let rows = reshaper.take_rows();
    sample.row_numbers = rows.into_iter().take(sample.rows.len()).collect();
    sample.dialect = dialect;
    sample
}

fn sample(dialect: Dialect, gzip: bool, mut records: Vec<Vec<String>>) -> Sample {
    let header = (dialect.header_row.max(1) as usize - 1).min(records.len());
    records.drain(..header);
    let mut records = records.into_iter();
    let headers = records.next().unwrap_or_default();
    let (row_numbers, rows) = (header as u32 + 2..)
        .zip(records)
        .filter(|(_, r)| r.len() > 1 || !r[0].is_empty())
        .take(SAMPLE_ROWS)
        .unzip();
    Sample {
        dialect,
        gzip,
        headers,
        rows,
        row_numbers,
    }
}

/// What a file that is not text looks like by its first bytes.
fn binary_kind(head: &[u8]) -> Option<&'static str> {
    let magic: [(&[u8], &str); 9] = [
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"BM", "a bitmap picture"),
        (b"%PDF", "a PDF document"),
        (b"PK\x03\x04", "a workbook or zip archive"),
        (b"\xD0\xCF\x11\xE0", "an old Office document"),
        (b"PAR1", "a Parquet file"),
        (b"RIFF", "a sound or picture"),
    ];
    let found = magic
        .iter()
        .find(|(m, _)| head.starts_with(m))
        .map(|(_, kind)| *kind);
    // "BM" may begin a header; only with zero bytes behind it is it a bitmap.
    found.filter(|_| !head.starts_with(b"BM") || head.iter().take(64).any(|&b| b == 0))
}

/// Text that is no table, by how it begins.
fn markup_kind(text: &[u8]) -> Option<&'static str> {
    let start = text.trim_ascii_start();
    let start = start[..start.len().min(64)].to_ascii_lowercase();
    let begins = |marks: &[&str]| marks.iter().any(|mark| start.starts_with(mark.as_bytes()));
    if begins(&["<!doctype html", "<html"]) {
        Some("a web page")
    } else if begins(&["<?xml"]) {
        Some("an XML document")
    } else if begins(&["{\"", "{\n", "{\r", "{ ", "[{", "[\n", "[\r"]) {
        Some("JSON")
    } else if begins(&["{\\rtf"]) {
        Some("an RTF document")
    } else {
        None
    }
}

/// Whether the text ends inside quotes that were opened in its first record.
pub(crate) fn header_never_ends(head: &[u8], sample: &Sample) -> bool {
    let text = Decoder::head(sample.gzip, sample.dialect.encoding, head);
    let quotes = count_of(b'"', &text);
    quotes % 2 == 1
}

/// How often a byte stands in a text.
pub(super) fn count_of(byte: u8, text: &[u8]) -> usize {
    text.iter().map(|b| usize::from(*b == byte)).sum()
}

fn encoding_of(text: &[u8]) -> Encoding {
    if text.starts_with(&[0xFF, 0xFE]) {
        return Encoding::Utf16Le;
    }
    if text.starts_with(&[0xFE, 0xFF]) {
        return Encoding::Utf16Be;
    }
    // Without a mark, UTF-16 of Western text has a zero in every other byte.
    let window = &text[..text.len().min(4096)];
    let zeros = |offset: usize| {
        window
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let half = window.len() / 2;
    if half >= 8 && zeros(1) * 10 > half * 4 && zeros(0) * 10 < half {
        return Encoding::Utf16Le;
    }
    if half >= 8 && zeros(0) * 10 > half * 4 && zeros(1) * 10 < half {
        return Encoding::Utf16Be;
    }
    match std::str::from_utf8(text) {
        Ok(_) => Encoding::Utf8,
        // The head may end inside a character.
        Err(e) if e.error_len().is_none() => Encoding::Utf8,
        Err(_) => match alphabet::of(text) {
            Alphabet::Known(encoding) => encoding,
            Alphabet::Foreign(_) => Encoding::Windows1252,
        },
    }
}

/// The character set of a text that cannot be read, where it looks like one.
pub fn foreign_set(head: &[u8]) -> Option<&'static str> {
    let text = Decoder::head(is_gzip(head), Encoding::Utf8, head);
    match alphabet::of(&text) {
        Alphabet::Foreign(name) => Some(name),
        Alphabet::Known(_) => None,
    }
}

/// A printed list: most lines stand between `|`, or are rules of dashes.
fn is_framed(text: &[u8]) -> bool {
    let lines = text.split(|&b| b == b'\n').map(<[u8]>::trim_ascii);
    let is_rule = |l: &[u8]| l.iter().all(|b| b"-_=+|".contains(b));
    let lines: Vec<&[u8]> = lines.filter(|l| !is_rule(l)).take(200).collect();
    let framed = |l: &&&[u8]| l.len() > 2 && l.starts_with(b"|") && l.ends_with(b"|");
    let framed = lines.iter().filter(framed).count();
    framed >= 2 && framed * 2 > lines.len()
}

/// The delimiter that cuts the records most evenly into the most fields.
fn delimiter_of(text: &[u8], line_end: LineEnd) -> u8 {
    let score = |delimiter: u8| {
        let mut counts = cut(text, delimiter, line_end).widths(text);
        counts.truncate(200);
        let Some(modal) = modal(&counts) else {
            return 0.0;
        };
        if modal < 2 {
            return 0.0;
        }
        let even = counts.iter().filter(|&&n| n == modal).count() as f64 / counts.len() as f64;
        // Evenness first; among even ones the delimiter that gives more fields.
        even * even * (1.0 + (modal.min(50) as f64) / 100.0)
    };
    let mut best = (b',', 0.0);
    for delimiter in DELIMITERS {
        let score = score(delimiter);
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

fn modal(counts: &[usize]) -> Option<usize> {
    let mut sorted = counts.to_vec();
    order::sort_by(&mut sorted, Ord::cmp);
    let groups = sorted.chunk_by(|a, b| a == b);
    groups.max_by_key(|g| (g.len(), g[0])).map(|g| g[0])
}

/// The record with the headers: the first as wide as most records (title rows above it are
/// narrower), and behind a `sep=` line.
fn header_index(records: &[Vec<String>], behind_hint: bool) -> usize {
    let from = usize::from(behind_hint);
    let filled = |r: &Vec<String>| r.iter().filter(|f| !f.is_empty()).count();
    let counts: Vec<usize> = records.iter().skip(from).take(200).map(Vec::len).collect();
    let Some(width) = modal(&counts) else {
        return from;
    };
    records
        .iter()
        .enumerate()
        .skip(from)
        .take(30)
        .find(|(_, r)| r.len() >= width && filled(r) * 2 > width)
        .map_or(from, |(i, _)| i)
}

/// Where the first records of a text and their fields end.
struct Cut {
    separators: Vec<u32>,
    /// Indexes of those separators that end a record.
    line_ends: Vec<u32>,
}

fn cut(text: &[u8], delimiter: u8, line_end: LineEnd) -> Cut {
    let end = match line_end {
        LineEnd::Newline => b'\n',
        LineEnd::CarriageReturn => b'\r',
    };
    let mut scanner = Scanner::new(Separators {
        delimiter,
        line_end: end,
    });
    let (mut found, mut ends) = (Vec::new(), Vec::new());
    let text = &text[..text.len().min(1 << 18)];
    if !scanner.scan(text, 0, &mut found, &mut ends) {
        scanner.restart();
        scanner.scan(text, 0, &mut found, &mut ends);
    }
    // A file of few records may lack the last line end.
    if ends.len() < SAMPLE_ROWS && text.last() != Some(&end) {
        ends.push(found.len() as u32);
        found.push(text.len() as u32);
    }
    ends.truncate(SAMPLE_ROWS + 50);
    Cut {
        separators: found,
        line_ends: ends,
    }
}

impl Cut {
    /// How many fields each record has, blank ones left out.
    fn widths(&self, text: &[u8]) -> Vec<usize> {
        let (mut start, mut first) = (0, 0);
        let mut widths = Vec::with_capacity(self.line_ends.len());
        for &line_end in &self.line_ends {
            let end = self.separators[line_end as usize] as usize;
            let width = (line_end + 1 - first) as usize;
            if width > 1 || !text[start..end].trim_ascii().is_empty() {
                widths.push(width);
            }
            (start, first) = (end + 1, line_end + 1);
        }
        widths
    }
}

/// The first records of a text.
fn records(text: &[u8], delimiter: u8, line_end: LineEnd, encoding: Encoding) -> Vec<Vec<String>> {
    let Cut {
        separators: found,
        line_ends: ends,
    } = cut(text, delimiter, line_end);
    let mut out = Vec::new();
    let (mut start, mut k) = (0, 0);
    let mut scratch = Vec::new();
    for &line_end in &ends {
        let mut record = Vec::new();
        while k <= line_end as usize {
            let raw = text[start..found[k] as usize].trim_ascii();
            record.push(text_of(unquote(raw, &mut scratch).trim_ascii(), encoding));
            start = found[k] as usize + 1;
            k += 1;
        }
        out.push(record);
    }
    out
}

/// The decimal sign of a file's numbers: what the cells say, else what goes with the delimiter.
pub fn decimal_style(sample: &Sample) -> DecimalStyle {
    let (mut point, mut comma, mut ambiguous) = (0, 0, 0);
    for row in &sample.rows {
        for cell in row {
            match evidence(cell.as_bytes()) {
                Evidence::Point => point += 1,
                Evidence::Comma => comma += 1,
                Evidence::Ambiguous if cell.contains(',') => ambiguous += 1,
                _ => {}
            }
        }
    }
    // Dates like 31.12.2024 are no numbers to either style; but 1.234 and 1,234 need a rule.
    if point != comma {
        if point > comma {
            DecimalStyle::Point
        } else {
            DecimalStyle::Comma
        }
    } else if sample.dialect.delimiter == ';' && ambiguous == 0 {
        DecimalStyle::Comma
    } else {
        DecimalStyle::Point
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn dialect(text: &[u8]) -> Dialect {
        sniff(text).unwrap().dialect
    }

    #[test]
    fn delimiters_encodings_and_line_ends() {
        let d = dialect(b"a;b;c\r\n1,5;2;x\r\n");
        assert_eq!(
            (d.delimiter, d.encoding, d.line_end),
            (';', Encoding::Utf8, LineEnd::Newline)
        );
        let d = dialect(b"a\tb\r1\t2\r");
        assert_eq!((d.delimiter, d.line_end), ('\t', LineEnd::CarriageReturn));
        let d = dialect(b"a|b\n1|2\n");
        assert_eq!(d.delimiter, '|');
        let d = dialect(b"name;gr\xF6\xDFe\nx;1\n");
        assert_eq!(d.encoding, Encoding::Windows1252);
        let utf16: Vec<u8> = "a;b\n1;2\n3;4\n5;6\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(dialect(&utf16).encoding, Encoding::Utf16Le);
        assert_eq!(sniff(&utf16).unwrap().headers, ["a", "b"]);
    }

    #[test]
    fn titles_above_the_header_are_passed_over() {
        let sample = sniff(b"Sales report;;\n\nOrder;Date;Value\n1;2024-01-01;5\n2;x;6\n").unwrap();
        assert_eq!(sample.headers, ["Order", "Date", "Value"]);
        assert_eq!(sample.dialect.header_row, 3);
        // A hint whose character got lost is none.
        assert_eq!(dialect(b"sep=\na;b\n1;2\n").delimiter, ';');
        let sample = sniff(b"sep=;\na;b\n1;2\n").unwrap();
        assert_eq!(
            (sample.dialect.header_row, sample.dialect.delimiter),
            (2, ';')
        );
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(sniff(b"").unwrap_err(), SniffError::Empty);
        assert_eq!(sniff(b" \n").unwrap_err(), SniffError::Empty);
        assert_eq!(
            sniff(b"\x89PNG\r\n\x1a\n").unwrap_err(),
            SniffError::NotText("a PNG picture")
        );
        assert_eq!(
            sniff(b"\x1f\x8bnot packed at all, though it says so").unwrap_err(),
            SniffError::NotText("a damaged gzip archive")
        );
        assert!(matches!(
            sniff(b"a\0b\0\0\0zz,1\n"),
            Err(SniffError::NotText(_))
        ));
    }

    #[test]
    fn the_decimal_sign_comes_from_the_cells() {
        let style = |t: &[u8]| decimal_style(&sniff(t).unwrap());
        assert_eq!(style(b"a;b\n1,5;x\n"), DecimalStyle::Comma);
        assert_eq!(style(b"a;b\n1.50;x\n"), DecimalStyle::Point);
        assert_eq!(style(b"a,b\n\"1,234\",x\n"), DecimalStyle::Point);
        assert_eq!(style(b"a;b\n15;x\n"), DecimalStyle::Comma);
    }
}
