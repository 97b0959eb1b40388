//! Finds the separators of delimited text, 64 bytes at a time.
//!
//! Each block of 64 bytes becomes three bit masks (separators, line ends, quotes). A running
//! exclusive-or over the quote mask says which bytes stand inside quotes, so a separator costs one
//! bit operation and no branch on its neighbours. Text whose quotes break the rules of RFC 4180
//! (`5" pipe,` or `"a"b,`) is recognised and read by a state machine with the rules of the `csv`
//! crate instead, against which both are tested.

use wide::u8x16;

/// The two bytes that cut a text into fields and records.
#[derive(Clone, Copy, Debug)]
pub struct Separators {
    /// Stands between two fields.
    pub delimiter: u8,
    /// `\n`, or `\r` in files with bare carriage returns.
    pub line_end: u8,
}

/// Finds separators in text that arrives in stretches.
#[derive(Clone, Debug)]
pub struct Scanner {
    separators: Separators,
    /// All ones while the last byte seen stands inside quotes.
    inside: u64,
    /// Whether the last byte allows a quote to open: a separator, or a quote just closed.
    may_open: bool,
    /// Whether the last byte was a closing quote, after which only a separator or quote may come.
    just_closed: bool,
    slow: Option<Slow>,
}

/// States of the byte-at-a-time reading of irregular quotes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Slow {
    FieldStart,
    Unquoted,
    Quoted,
    /// Just behind a quote inside a quoted field: doubled, or the end of the quoting.
    QuoteInQuoted,
}

impl Scanner {
    /// A scanner that stands at the start of a record.
    pub fn new(separators: Separators) -> Self {
        Scanner {
            separators,
            inside: 0,
            may_open: true,
            just_closed: false,
            slow: None,
        }
    }

    /// Back to the start of a record, keeping what was learnt about the file's quotes.
    pub fn restart(&mut self) {
        self.inside = 0;
        self.may_open = true;
        self.just_closed = false;
        if self.slow.is_some() {
            self.slow = Some(Slow::FieldStart);
        }
    }

    /// Whether quotes were found that RFC 4180 does not allow.
    pub fn is_irregular(&self) -> bool {
        self.slow.is_some()
    }

    /// Appends to `found` the position (plus `offset`) of every separator of `text` that stands
    /// outside quotes, and to `line_ends` the index within `found` of those that end a record.
    ///
    /// Returns false, having appended nothing, where the quotes are irregular: the caller restarts
    /// at the beginning of the current record, and the slow reading takes over from there.
    #[inline(never)]
    pub fn scan(
        &mut self,
        text: &[u8],
        offset: u32,
        found: &mut Vec<u32>,
        line_ends: &mut Vec<u32>,
    ) -> bool {
        if self.slow.is_some() {
            self.scan_slowly(text, offset, found, line_ends);
            return true;
        }
        let before = (
            found.len(),
            line_ends.len(),
            self.inside,
            self.may_open,
            self.just_closed,
        );
        let mut blocks = text.chunks_exact(64);
        let mut at = offset;
        let mut regular = true;
        for block in &mut blocks {
            regular &= self.block(block, 64, at, found, line_ends);
            at += 64;
        }
        let rest = blocks.remainder();
        if !rest.is_empty() {
            let mut padded = [0_u8; 64];
            padded[..rest.len()].copy_from_slice(rest);
            regular &= self.block(&padded, rest.len(), at, found, line_ends);
        }
        if !regular {
            found.truncate(before.0);
            line_ends.truncate(before.1);
            (self.inside, self.may_open, self.just_closed) = (before.2, before.3, before.4);
            self.slow = Some(Slow::FieldStart);
        }
        regular
    }

    /// One block of 64 bytes of which `length` count; the rest is zero. Returns whether its quotes
    /// are regular.
    #[inline]
    fn block(
        &mut self,
        block: &[u8],
        length: usize,
        at: u32,
        found: &mut Vec<u32>,
        line_ends: &mut Vec<u32>,
    ) -> bool {
        let delimiter = u8x16::splat(self.separators.delimiter);
        let line_end = u8x16::splat(self.separators.line_end);
        let quote = u8x16::splat(b'"');
        let (mut delimiters, mut ends, mut quotes) = (0_u64, 0_u64, 0_u64);
        for (k, lane) in block.as_chunks::<16>().0.iter().enumerate() {
            let lane = u8x16::new(*lane);
            delimiters |= u64::from(lane.simd_eq(delimiter).to_bitmask()) << (16 * k);
            ends |= u64::from(lane.simd_eq(line_end).to_bitmask()) << (16 * k);
            quotes |= u64::from(lane.simd_eq(quote).to_bitmask()) << (16 * k);
        }
        let mut regular = true;
        if quotes != 0 || self.inside != 0 {
            let inside = prefix_xor(quotes) ^ self.inside;
            let separators = (delimiters | ends) & !inside;
            // A quote opens where it turns the inside on, and may do so only behind a separator or
            // behind a quote that just closed (a doubled quote).
            let opens = quotes & inside;
            let closes = quotes & !inside;
            let may_open = ((separators | closes) << 1) | u64::from(self.may_open);
            // Behind a closing quote only a separator, a quote or the CR of a CRLF may follow.
            let behind_close = (closes << 1) | u64::from(self.just_closed);
            let mut carriage = 0_u64;
            if behind_close & !(separators | quotes) != 0 && self.separators.line_end == b'\n' {
                for (i, &byte) in block.iter().enumerate() {
                    carriage |= u64::from(byte == b'\r') << i;
                }
            }
            let counted = if length == 64 {
                !0
            } else {
                (1_u64 << length) - 1
            };
            regular = opens & !may_open == 0
                && behind_close & !(separators | quotes | carriage) & counted == 0;
            self.inside = if inside >> (length - 1) & 1 == 1 {
                !0
            } else {
                0
            };
            self.just_closed = closes >> (length - 1) & 1 == 1;
            delimiters &= !inside;
            ends &= !inside;
        } else {
            // A quote closed by the last byte of the block before needs a separator here.
            if self.just_closed {
                let first = block[0];
                regular = first == self.separators.delimiter
                    || first == self.separators.line_end
                    || first == b'\r';
                self.just_closed = false;
            }
        }
        let mut separators = delimiters | ends;
        self.may_open = separators >> (length - 1) & 1 == 1 || self.just_closed;
        if ends != 0 {
            let base = found.len() as u32;
            let mut left = ends;
            while left != 0 {
                let bit = left.trailing_zeros();
                let below = separators & ((1_u64 << bit) - 1);
                line_ends.push(base + below.count_ones());
                left &= left - 1;
            }
        }
        while separators != 0 {
            found.push(at + separators.trailing_zeros());
            separators &= separators - 1;
        }
        regular
    }

    fn scan_slowly(
        &mut self,
        text: &[u8],
        offset: u32,
        found: &mut Vec<u32>,
        line_ends: &mut Vec<u32>,
    ) {
        let mut state = self.slow.unwrap_or(Slow::FieldStart);
        let Separators {
            delimiter,
            line_end,
        } = self.separators;
        for (i, &byte) in text.iter().enumerate() {
            let separator = byte == delimiter || byte == line_end;
            state = match state {
                Slow::FieldStart | Slow::QuoteInQuoted if byte == b'"' => Slow::Quoted,
                Slow::Quoted if byte == b'"' => Slow::QuoteInQuoted,
                Slow::Quoted => Slow::Quoted,
                _ if separator => {
                    if byte == line_end {
                        line_ends.push(found.len() as u32);
                    }
                    found.push(offset + i as u32);
                    Slow::FieldStart
                }
                // Text behind a closing quote belongs to the field as it stands.
                _ => Slow::Unquoted,
            };
        }
        self.slow = Some(state);
    }
}

/// Bit i of the result is the exclusive-or of bits 0 to i.
#[inline]
fn prefix_xor(mut bits: u64) -> u64 {
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^= bits << 32;
    bits
}

/// The text of a field as it stands between its separators: quotes taken off, doubled quotes made
/// single (into `scratch`).
#[inline]
pub fn unquote<'a>(raw: &'a [u8], scratch: &'a mut Vec<u8>) -> &'a [u8] {
    if raw.first() != Some(&b'"') {
        return raw;
    }
    unquote_quoted(raw, scratch)
}

#[cold]
fn unquote_quoted<'a>(raw: &'a [u8], scratch: &'a mut Vec<u8>) -> &'a [u8] {
    let inner = &raw[1..];
    if let Some(end) = inner.iter().position(|&b| b == b'"')
        && end + 1 == inner.len()
    {
        return &inner[..end];
    }
    scratch.clear();
    let mut quoted = true;
    let mut i = 0;
    while i < inner.len() {
        if inner[i] == b'"' && quoted {
            if inner.get(i + 1) == Some(&b'"') {
                scratch.push(b'"');
                i += 1;
            } else {
                quoted = false;
            }
        } else {
            scratch.push(inner[i]);
        }
        i += 1;
    }
    scratch
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads a whole text, given in stretches, into records of fields.
    fn records(text: &[u8], stretch: usize) -> Vec<Vec<Vec<u8>>> {
        let separators = Separators {
            delimiter: b',',
            line_end: b'\n',
        };
        let mut scanner = Scanner::new(separators);
        let (mut found, mut ends) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < text.len() {
            let end = (at + stretch).min(text.len());
            if scanner.scan(&text[at..end], at as u32, &mut found, &mut ends) {
                at = end;
            } else {
                // What the fast reading found before the record with the odd quote is kept.
                let record = ends.last().map_or(0, |&e| found[e as usize] as usize + 1);
                found.truncate(ends.last().map_or(0, |&e| e as usize + 1));
                scanner.restart();
                at = record;
            }
        }
        let mut out = Vec::new();
        let (mut start, mut k) = (0, 0);
        let mut scratch = Vec::new();
        for &end in &ends {
            let mut record = Vec::new();
            while k <= end as usize {
                let mut raw = &text[start..found[k] as usize];
                if k == end as usize && raw.last() == Some(&b'\r') {
                    raw = &raw[..raw.len() - 1];
                }
                record.push(unquote(raw, &mut scratch).to_vec());
                start = found[k] as usize + 1;
                k += 1;
            }
            out.push(record);
        }
        out
    }

    fn records_of_csv_crate(text: &[u8]) -> Vec<Vec<Vec<u8>>> {
        csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text)
            .byte_records()
            .map(|r| r.unwrap().iter().map(<[u8]>::to_vec).collect())
            .collect()
    }

    #[test]
    fn quotes_separators_and_line_ends() {
        let text = b"a,\"b,\"\"c\"\"\",d\r\n\"x\ny\",,\n";
        let want: Vec<Vec<Vec<u8>>> = vec![
            vec![b"a".to_vec(), b"b,\"c\"".to_vec(), b"d".to_vec()],
            vec![b"x\ny".to_vec(), vec![], vec![]],
        ];
        for stretch in [1, 3, 64, 1000] {
            assert_eq!(records(text, stretch), want, "stretch {stretch}");
        }
    }

    #[test]
    fn irregular_quotes_are_read_like_the_csv_crate_reads_them() {
        for text in [
            "a,5\" pipe,c\nd,e,f\n",
            "\"a\"b,c,d\n1,2,3\n",
            "x,y\n1,2\n3,4\"\"\n5,6\n",
            "a,b\n1,\"open\n2,3\n",
        ] {
            for stretch in [2, 64, 1000] {
                let mut want = records_of_csv_crate(text.as_bytes());
                let got = records(text.as_bytes(), stretch);
                want.truncate(got.len()); // an unclosed quote has no end for the scanner
                assert_eq!(got, want, "{text:?} in stretches of {stretch}");
                assert!(!got.is_empty());
            }
        }
    }

    proptest! {
        #[test]
        fn agrees_with_the_csv_crate(
            fields in prop::collection::vec(
                prop::collection::vec("[a-z0-9,\"\n é]{0,90}", 2..5), 1..12),
            stretch in 1_usize..200,
        ) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for record in &fields {
                writer.write_record(record).unwrap();
            }
            let text = writer.into_inner().unwrap();
            prop_assert_eq!(records(&text, stretch), records_of_csv_crate(&text));
        }

        #[test]
        fn agrees_on_any_bytes(text in "[ab,\"\n]{0,200}", stretch in 1_usize..100) {
            let text = format!("{text}\"\n\n").into_bytes();
            let got = records(&text, stretch);
            // The csv crate skips empty lines; an unclosed quote ends only for it.
            let got: Vec<_> = got.into_iter().filter(|r| r.len() > 1 || !r[0].is_empty()).collect();
            let mut want = records_of_csv_crate(&text);
            want.retain(|r| r.len() > 1 || !r[0].is_empty());
            want.truncate(got.len());
            prop_assert_eq!(got, want);
        }
    }
}
