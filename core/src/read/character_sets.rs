//! The two character sets beside UTF-8 in which business software exports. The libraries for all of
//! them bring the tables of Chinese, Japanese and Korean ones along, a quarter of a megabyte that
//! every first visit would load; tests hold these against such a library.

/// What cannot be decoded.
const REPLACEMENT: char = '\u{FFFD}';

/// The letters at 0x80 to 0x9F; all others stand where Unicode has them (WHATWG Encoding Standard,
/// index windows-1252).
#[rustfmt::skip] // as a table
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// A letter of Windows-1252, the superset of Latin-1 that Windows writes in Western Europe.
pub(super) fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// UTF-16 that comes in pieces of any length. A byte order mark at the start is left out; halves of
/// letters become the replacement character.
pub(super) struct Utf16 {
    unit: fn([u8; 2]) -> u16,
    /// The first byte of a unit that was cut.
    byte: Option<u8>,
    /// The first half of a letter beyond the first 65,536.
    high: Option<u16>,
    at_start: bool,
}

impl Utf16 {
    /// A decoder at the start of a text; `unit` says which byte of two is the higher.
    pub(super) fn new(unit: fn([u8; 2]) -> u16) -> Utf16 {
        Utf16 {
            unit,
            byte: None,
            high: None,
            at_start: true,
        }
    }

    /// Appends what the bytes say as UTF-8.
    pub(super) fn decode(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        out.reserve(bytes.len());
        let mut rest = bytes;
        if let (Some(first), Some((&second, behind))) = (self.byte, rest.split_first()) {
            self.byte = None;
            rest = behind;
            self.push((self.unit)([first, second]), out);
        }
        let (pairs, odd) = rest.as_chunks::<2>();
        for pair in pairs {
            self.push((self.unit)(*pair), out);
        }
        if let [byte] = odd {
            self.byte = Some(*byte);
        }
    }

    /// Appends what a text that ends in the middle of a letter has left.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) {
        let high = self.high.take().is_some();
        if high {
            append(REPLACEMENT, out);
        }
        if self.byte.take().is_some() {
            append(REPLACEMENT, out);
        }
    }

    fn push(&mut self, unit: u16, out: &mut Vec<u8>) {
        if std::mem::take(&mut self.at_start) && unit == 0xFEFF {
            return;
        }
        if let Some(high) = self.high.take() {
            if let 0xDC00..=0xDFFF = unit {
                let above = (u32::from(high) - 0xD800) << 10;
                let letter = 0x1_0000 + above + (u32::from(unit) - 0xDC00);
                append(char::from_u32(letter).unwrap_or(REPLACEMENT), out);
                return;
            }
            append(REPLACEMENT, out);
        }
        match unit {
            0xD800..=0xDBFF => self.high = Some(unit),
            // A second half without its first is no letter.
            _ => append(char::from_u32(unit.into()).unwrap_or(REPLACEMENT), out),
        }
    }
}

fn append(letter: char, out: &mut Vec<u8>) {
    out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_letter_of_windows_1252_is_that_of_the_library() {
        for byte in 0..=255 {
            let bytes = [byte];
            let (theirs, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
            assert_eq!(windows_1252(byte).to_string(), theirs, "{byte:#x}");
        }
    }

    proptest! {
        #[test]
        fn utf_16_is_that_of_the_library_in_any_pieces(
            units in prop::collection::vec(
                prop_oneof![0_u16..300, 0xD7F0_u16..0xE010, Just(0xFEFF_u16)], 0..40),
            odd in any::<bool>(),
            piece in 1_usize..9,
            big in any::<bool>(),
        ) {
            let mut bytes: Vec<u8> = units
                .iter()
                .flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() })
                .collect();
            if odd {
                bytes.push(7);
            }
            let (mut ours, theirs) = if big {
                (Utf16::new(u16::from_be_bytes), encoding_rs::UTF_16BE)
            } else {
                (Utf16::new(u16::from_le_bytes), encoding_rs::UTF_16LE)
            };
            let mut out = Vec::new();
            for piece in bytes.chunks(piece) {
                ours.decode(piece, &mut out);
            }
            ours.finish(&mut out);
            let (theirs, _) = theirs.decode_with_bom_removal(&bytes);
            // How many marks stand for one fault is nobody's standard.
            let marks = |text: &str| text.replace(REPLACEMENT, "");
            prop_assert_eq!(marks(std::str::from_utf8(&out).unwrap()), marks(&theirs));
            prop_assert_eq!(
                out.windows(3).any(|w| w == "\u{FFFD}".as_bytes()),
                theirs.contains(REPLACEMENT)
            );
        }
    }
}
