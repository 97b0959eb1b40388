//! The character sets beside UTF-8 in which business software exports: UTF-16, and those of one byte a
//! letter for Western Europe, Central Europe and Cyrillic. The libraries for all of
//! them bring the tables of Chinese, Japanese and Korean ones along, a quarter of a megabyte that
//! every first visit would load; tests hold these against such a library.

use crate::settings::Encoding;

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
fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The letters from 0x80 on (index windows-1250); ISO 8859-2 has the same from 0xC0 on.
#[rustfmt::skip] // as a table
const WINDOWS_1250: [u16; 128] = [
    0x20AC, 0x0081, 0x201A, 0x0083, 0x201E, 0x2026, 0x2020, 0x2021, 0x0088, 0x2030, 0x0160, 0x2039, 0x015A, 0x0164, 0x017D, 0x0179,
    0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x0098, 0x2122, 0x0161, 0x203A, 0x015B, 0x0165, 0x017E, 0x017A,
    0x00A0, 0x02C7, 0x02D8, 0x0141, 0x00A4, 0x0104, 0x00A6, 0x00A7, 0x00A8, 0x00A9, 0x015E, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x017B,
    0x00B0, 0x00B1, 0x02DB, 0x0142, 0x00B4, 0x00B5, 0x00B6, 0x00B7, 0x00B8, 0x0105, 0x015F, 0x00BB, 0x013D, 0x02DD, 0x013E, 0x017C,
    0x0154, 0x00C1, 0x00C2, 0x0102, 0x00C4, 0x0139, 0x0106, 0x00C7, 0x010C, 0x00C9, 0x0118, 0x00CB, 0x011A, 0x00CD, 0x00CE, 0x010E,
    0x0110, 0x0143, 0x0147, 0x00D3, 0x00D4, 0x0150, 0x00D6, 0x00D7, 0x0158, 0x016E, 0x00DA, 0x0170, 0x00DC, 0x00DD, 0x0162, 0x00DF,
    0x0155, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x013A, 0x0107, 0x00E7, 0x010D, 0x00E9, 0x0119, 0x00EB, 0x011B, 0x00ED, 0x00EE, 0x010F,
    0x0111, 0x0144, 0x0148, 0x00F3, 0x00F4, 0x0151, 0x00F6, 0x00F7, 0x0159, 0x016F, 0x00FA, 0x0171, 0x00FC, 0x00FD, 0x0163, 0x02D9,
];

/// The letters at 0xA0 to 0xBF (index iso-8859-2).
#[rustfmt::skip] // as a table
const ISO_8859_2: [u16; 32] = [
    0x00A0, 0x0104, 0x02D8, 0x0141, 0x00A4, 0x013D, 0x015A, 0x00A7, 0x00A8, 0x0160, 0x015E, 0x0164, 0x0179, 0x00AD, 0x017D, 0x017B,
    0x00B0, 0x0105, 0x02DB, 0x0142, 0x00B4, 0x013E, 0x015B, 0x02C7, 0x00B8, 0x0161, 0x015F, 0x0165, 0x017A, 0x02DD, 0x017E, 0x017C,
];

/// The letters at 0x80 to 0xBF (index windows-1251); the alphabet follows in its order.
#[rustfmt::skip] // as a table
const WINDOWS_1251: [u16; 64] = [
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039, 0x040A, 0x040C, 0x040B, 0x040F,
    0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x0098, 0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F,
    0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407,
    0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457,
];

/// A letter of a character set of one byte a letter; of any other set, of Windows-1252.
pub(super) fn letter(byte: u8, encoding: Encoding) -> char {
    let at = usize::from(byte & 0x7F);
    let unit = match (encoding, byte) {
        (_, ..0x80) | (Encoding::Iso88592, 0x80..=0x9F) => u16::from(byte),
        (Encoding::Iso88592, 0xA0..=0xBF) => ISO_8859_2[at - 0x20],
        (Encoding::Windows1250 | Encoding::Iso88592, _) => WINDOWS_1250[at],
        (Encoding::Windows1251, ..0xC0) => WINDOWS_1251[at],
        (Encoding::Windows1251, _) => 0x0410 + (at - 0x40) as u16,
        _ => return windows_1252(byte),
    };
    char::from_u32(unit.into()).unwrap_or(REPLACEMENT)
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
    fn every_letter_is_that_of_the_library() {
        for (ours, library) in [
            (Encoding::Windows1252, encoding_rs::WINDOWS_1252),
            (Encoding::Windows1250, encoding_rs::WINDOWS_1250),
            (Encoding::Windows1251, encoding_rs::WINDOWS_1251),
            (Encoding::Iso88592, encoding_rs::ISO_8859_2),
        ] {
            for byte in 0..=255 {
                let bytes = [byte];
                let (theirs, _) = library.decode_without_bom_handling(&bytes);
                assert_eq!(letter(byte, ours).to_string(), theirs, "{ours:?} {byte:#x}");
            }
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
