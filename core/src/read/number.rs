//! Text to numbers, in the ways spreadsheets and ERP exports write them.

use crate::settings::DecimalStyle;

/// What a cell of a number column holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// A finite number.
    Value(f64),
    /// Empty, or a word for "nothing": NULL, n/a, -.
    Blank,
    /// Neither a number nor blank.
    Unreadable,
}

/// Powers of ten that a double holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// Reads `-123.45` with `decimal` as the decimal sign and nothing else in it: the form of nearly
/// every cell. Gives the value and its number of decimals; None for all other forms.
///
/// The result is correctly rounded: digits and power of ten are both exact doubles, so their
/// quotient is rounded once (Clinger 1990).
#[inline]
pub fn plain(text: &[u8], decimal: u8) -> Option<(f64, usize)> {
    let (negative, digits) = match text.first()? {
        b'-' => (true, &text[1..]),
        _ => (false, text),
    };
    let mut value = 0_u64;
    let mut decimals = usize::MAX;
    if digits.len() > 16 || digits.is_empty() {
        return None;
    }
    for (i, &byte) in digits.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            value = value * 10 + u64::from(digit);
        } else if byte == decimal && decimals == usize::MAX {
            decimals = i;
        } else {
            return None;
        }
    }
    let power = if decimals == usize::MAX {
        0
    } else if digits.len() == 1 {
        return None;
    } else {
        digits.len() - 1 - decimals
    };
    if value > 1 << 53 {
        return None;
    }
    let magnitude = value as f64 / POWERS[power];
    Some((if negative { -magnitude } else { magnitude }, power))
}

/// Reads a number in any of the usual forms: grouped thousands (`1,234.5`, `1 234,5`, `1'234`),
/// trailing minus (SAP), parentheses for negative, currency signs and codes, per cent, exponents.
///
/// Grouping must be true to the style (groups of three behind the first), so that `12,5` is not
/// read as 125 by a column that has a decimal point.
pub fn read(text: &[u8], style: DecimalStyle) -> Cell {
    match cleaned(text) {
        Cleaned::Blank => Cell::Blank,
        Cleaned::Text => Cell::Unreadable,
        Cleaned::Number {
            body,
            negative,
            percent,
        } => match grouped(&body, style) {
            None => Cell::Unreadable,
            Some(value) => {
                let value = if percent { value / 100.0 } else { value };
                Cell::Value(if negative { -value } else { value })
            }
        },
    }
}

/// What one cell says about the column's decimal sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Only readable with a decimal point.
    Point,
    /// Only readable with a decimal comma.
    Comma,
    /// Readable with both and the same number.
    Either,
    /// Readable with both but another number: `1,234`.
    Ambiguous,
    /// No number, or blank.
    Nothing,
}

/// Which decimal signs a cell allows.
pub fn evidence(text: &[u8]) -> Evidence {
    let Cleaned::Number { body, .. } = cleaned(text) else {
        return Evidence::Nothing;
    };
    match (
        grouped(&body, DecimalStyle::Point),
        grouped(&body, DecimalStyle::Comma),
    ) {
        (Some(a), Some(b)) if a == b => Evidence::Either,
        (Some(_), Some(_)) => Evidence::Ambiguous,
        (Some(_), None) => Evidence::Point,
        (None, Some(_)) => Evidence::Comma,
        (None, None) => Evidence::Nothing,
    }
}

enum Cleaned {
    Blank,
    Text,
    Number {
        body: Vec<u8>,
        negative: bool,
        percent: bool,
    },
}

/// Takes off blanks, currency, signs and per cent; what is left are digits and separators.
fn cleaned(text: &[u8]) -> Cleaned {
    let mut body = Vec::with_capacity(text.len());
    let (mut negative, mut percent, mut letters) = (false, false, Vec::new());
    let mut i = 0;
    while i < text.len() {
        let byte = text[i];
        match byte {
            b'0'..=b'9' | b'.' | b',' | b'\'' => body.push(byte),
            b' ' | b'\t' | 0xA0 | b'+' | b')' | b'$' | b'"' => {}
            b'-' | b'(' => negative = true,
            b'%' => percent = true,
            b'e' | b'E'
                if body.last().is_some_and(u8::is_ascii_digit)
                    && text[i + 1..].iter().any(u8::is_ascii_digit)
                    && text[i + 1..]
                        .iter()
                        .all(|b| b.is_ascii_digit() || b"+-".contains(b)) =>
            {
                body.extend_from_slice(&text[i..]);
                break;
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'/' | b'#' => letters.push(byte.to_ascii_uppercase()),
            0x80.. => {
                // NBSP and narrow NBSP group thousands; € £ ¥ and the minus sign stand around.
                let rest = &text[i..];
                if rest.starts_with("\u{2212}".as_bytes()) {
                    negative = true;
                    i += 2;
                } else if let Some(n) = ["\u{a0}", "\u{202f}", "\u{2009}", "€", "£", "¥", "’"]
                    .iter()
                    .find(|s| rest.starts_with(s.as_bytes()))
                    .map(|s| s.len())
                {
                    i += n - 1;
                } else if byte != 0x80 && byte != 0xA3 && byte != 0x92 {
                    // 0x80, 0xA3 and 0x92 are €, £ and ’ in Windows-1252.
                    return Cleaned::Text;
                }
            }
            _ => return Cleaned::Text,
        }
        i += 1;
    }
    let digits = body.iter().any(u8::is_ascii_digit);
    if !digits {
        let nothing: [&[u8]; 6] = [b"", b"NULL", b"N/A", b"#N/A", b"NA", b"NAN"];
        return if nothing.contains(&letters.as_slice()) && !body.iter().any(|b| *b != b'.') {
            Cleaned::Blank
        } else {
            Cleaned::Text
        };
    }
    // A currency code of three letters beside the number is fine, any other word is not.
    if !(letters.is_empty() || letters.len() == 3 && letters.iter().all(u8::is_ascii_alphabetic)) {
        return Cleaned::Text;
    }
    Cleaned::Number {
        body,
        negative,
        percent,
    }
}

/// A body of digits and separators as a number, if its grouping is true to the style.
fn grouped(body: &[u8], style: DecimalStyle) -> Option<f64> {
    let (decimal, group) = match style {
        DecimalStyle::Point => (b'.', b','),
        DecimalStyle::Comma => (b',', b'.'),
    };
    let mut plain = String::with_capacity(body.len());
    let (mut since_group, mut in_decimals, mut in_exponent) = (None::<u32>, false, false);
    for &byte in body {
        match byte {
            b'0'..=b'9' => {
                plain.push(char::from(byte));
                if !in_decimals && !in_exponent {
                    since_group = since_group.map(|n| n + 1);
                }
            }
            _ if in_exponent => plain.push(char::from(byte)),
            b'e' | b'E' => {
                in_exponent = true;
                plain.push('e');
            }
            _ if byte == decimal && !in_decimals => {
                if since_group.is_some_and(|n| n != 3) {
                    return None;
                }
                in_decimals = true;
                plain.push('.');
            }
            _ if byte == group || byte == b'\'' => {
                if in_decimals || plain.is_empty() || since_group.is_some_and(|n| n != 3) {
                    return None;
                }
                if since_group.is_none() && plain.len() > 3 {
                    return None;
                }
                since_group = Some(0);
            }
            _ => return None,
        }
    }
    if !in_decimals && since_group.is_some_and(|n| n != 3) {
        return None;
    }
    plain.parse::<f64>().ok().filter(|v| v.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn reads(text: &str, style: DecimalStyle, want: f64) {
        assert_eq!(read(text.as_bytes(), style), Cell::Value(want), "{text}");
    }

    #[test]
    fn forms_of_numbers() {
        use DecimalStyle::{Comma, Point};
        reads("1,234.56", Point, 1234.56);
        reads("1.234,56", Comma, 1234.56);
        reads("1.234,56-", Comma, -1234.56);
        reads("(12.50)", Point, -12.5);
        reads("€ 1 234,50", Comma, 1234.5);
        reads("1\u{a0}234,5", Comma, 1234.5);
        reads("1\u{202f}234,5", Comma, 1234.5);
        reads("12'345.60", Point, 12345.6);
        reads("USD 99.90", Point, 99.9);
        reads("$1,000", Point, 1000.0);
        reads("15 %", Point, 0.15);
        reads("1.5E+03", Point, 1500.0);
        reads("1,5E-3", Comma, 0.0015);
        reads("\u{2212}7", Point, -7.0);
        reads("-.5", Point, -0.5);
        reads("+3", Point, 3.0);
    }

    #[test]
    fn not_numbers() {
        for text in ["", " ", "NULL", "n/a", "#N/A", "-", "NaN"] {
            assert_eq!(
                read(text.as_bytes(), DecimalStyle::Point),
                Cell::Blank,
                "{text:?}"
            );
        }
        for text in [
            "See ASN-93 (ID#:1281)",
            "Freight Included in Commodity Cost",
            "12 pcs each",
            "1-2/3 x",
        ] {
            assert_eq!(
                read(text.as_bytes(), DecimalStyle::Point),
                Cell::Unreadable,
                "{text:?}"
            );
        }
        assert_eq!(read(b"12,5", DecimalStyle::Point), Cell::Unreadable);
        assert_eq!(read(b"1.2345,6", DecimalStyle::Comma), Cell::Unreadable);
    }

    #[test]
    fn evidence_of_the_decimal_sign() {
        assert_eq!(evidence(b"261.96"), Evidence::Point);
        assert_eq!(evidence(b"261,96"), Evidence::Comma);
        assert_eq!(evidence(b"1,234"), Evidence::Ambiguous);
        assert_eq!(evidence(b"12"), Evidence::Either);
        assert_eq!(evidence(b"1,234.5"), Evidence::Point);
        assert_eq!(evidence(b"west"), Evidence::Nothing);
    }

    proptest! {
        #[test]
        fn plain_is_correctly_rounded(value in -1e9_f64..1e9, decimals in 0_usize..7) {
            let text = format!("{value:.decimals$}");
            if let Some((got, _)) = plain(text.as_bytes(), b'.') {
                prop_assert_eq!(got, text.parse::<f64>().unwrap());
            } else {
                prop_assert!(text.len() > 16);
            }
            prop_assert_eq!(read(text.as_bytes(), DecimalStyle::Point),
                Cell::Value(text.parse::<f64>().unwrap()));
        }

        #[test]
        fn plain_and_read_never_disagree(text in "[-0-9.,]{0,12}") {
            if let Some((value, _)) = plain(text.as_bytes(), b'.') {
                prop_assert_eq!(read(text.as_bytes(), DecimalStyle::Point), Cell::Value(value));
            }
        }

        #[test]
        fn read_never_panics(text in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = read(&text, DecimalStyle::Comma);
            let _ = evidence(&text);
        }
    }
}
