//! Text to numbers, in the ways spreadsheets and ERP exports write them.

use crate::settings::DecimalStyle;

/// What a cell of a number column holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// A number of at most 2^53 with either sign.
    Value(f64),
    /// Empty, or a word for "nothing": NULL, n/a, -.
    Blank,
    /// Neither such a number nor blank.
    Unreadable,
}

/// Powers of ten that a double holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// Beyond 2^53 a double no longer holds every unit, let alone every cent: no quantity and no money of
/// a company comes near, what is written larger is a key or a mistake.
pub(crate) const LARGEST: f64 = (1_u64 << 53) as f64;

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

/// Bytes of a word that holds a whole number.
const WORD: usize = 16;
const ONES: u128 = u128::MAX / 0xFF;
const ZEROS: u128 = ONES * b'0' as u128;

/// By n: masks that keep the last n bytes of a word, and its first n.
const LAST: [u128; WORD + 1] = masks(true);
const FIRST: [u128; WORD + 1] = masks(false);

const fn masks(last: bool) -> [u128; WORD + 1] {
    let mut masks = [0_u128; WORD + 1];
    let mut n = 1;
    while n <= WORD {
        masks[n] = if last {
            u128::MAX << (8 * (WORD - n))
        } else {
            u128::MAX >> (8 * (WORD - n))
        };
        n += 1;
    }
    masks
}

/// As [`plain`] of `text[start..end]`, all digits at once: the bytes are arithmetic on one word, so
/// that numbers of different lengths cost no wrongly guessed branches. Uses the bytes before
/// `start` as room; where there is none, reads byte by byte.
#[inline]
pub fn plain_at(text: &[u8], start: usize, end: usize, decimal: u8) -> Option<(f64, usize)> {
    let byte_by_byte = || plain(&text[start..end], decimal);
    let (Some(&sign), Some(from)) = (text[..end].get(start), end.checked_sub(WORD)) else {
        return byte_by_byte();
    };
    let negative = sign == b'-';
    let length = end - start - usize::from(negative);
    if length == 0 || length > WORD {
        return None;
    }
    let mut word = [0; WORD];
    word.copy_from_slice(&text[from..end]);
    let own = LAST[length];
    let mut word = u128::from_le_bytes(word) & own | ZEROS & !own;
    let mut decimals = 0;
    // The lowest byte that holds the decimal sign: the classic search for a zero byte.
    let rest = word ^ (ONES * u128::from(decimal));
    let found = rest.wrapping_sub(ONES) & !rest & (ONES * 0x80);
    if found != 0 {
        if length == 1 {
            return None;
        }
        let at = (found.trailing_zeros() / 8) as usize;
        decimals = WORD - 1 - at;
        // The digits before it move up into its place.
        word = word & !FIRST[at + 1] | (word & FIRST[at]) << 8 | u128::from(b'0');
    }
    let (front, back) = (word as u64, (word >> 64) as u64);
    if !(are_digits(front) & are_digits(back)) {
        return None;
    }
    let value = eight_digits(front) * 100_000_000 + eight_digits(back);
    if value > 1 << 53 {
        return None;
    }
    let magnitude = value as f64 / POWERS[decimals];
    Some((if negative { -magnitude } else { magnitude }, decimals))
}

/// Whether all eight bytes are `0` to `9`.
#[inline]
fn are_digits(bytes: u64) -> bool {
    const HIGH: u64 = 0xF0F0_F0F0_F0F0_F0F0;
    let carried = bytes.wrapping_add(0x0606_0606_0606_0606);
    (bytes & HIGH) | (carried & HIGH) >> 4 == 0x3333_3333_3333_3333
}

/// The number written by eight digits, the first in the lowest byte: neighbours are joined to pairs,
/// pairs to fours, fours to the whole.
#[inline]
fn eight_digits(bytes: u64) -> u64 {
    let digits = bytes & 0x0F0F_0F0F_0F0F_0F0F;
    let pairs = digits.wrapping_mul(10 * 0x100 + 1) >> 8;
    let fours = (pairs & 0x00FF_00FF_00FF_00FF).wrapping_mul(100 * 0x1_0000 + 1) >> 16;
    (fours & 0x0000_FFFF_0000_FFFF).wrapping_mul(10_000 * 0x1_0000_0000 + 1) >> 32
}

/// Reads a number in any of the usual forms: grouped thousands (`1,234.5`, `1 234,5`, `1'234`),
/// trailing minus (SAP), parentheses for negative, currency signs and codes, per cent, exponents.
/// All of these stand around the number; a sign or bracket between digits, as in a date or a range,
/// makes it text.
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

/// Currency signs in UTF-8 and, the single bytes, in Windows-1252.
const CURRENCY_SIGNS: [&[u8]; 7] = [
    b"$",
    "€".as_bytes(),
    "£".as_bytes(),
    "¥".as_bytes(),
    b"\x80",
    b"\xA3",
    b"\xA5",
];

/// Codes of ISO 4217 in use, and those that old exports still hold. A closed list: MAR is a month,
/// PCS a unit, and neither makes the figure beside it a price.
#[rustfmt::skip] // as a paragraph
const CURRENCY_CODES: [&[u8; 3]; 172] = [
    b"AED", b"AFN", b"ALL", b"AMD", b"ANG", b"AOA", b"ARS", b"ATS", b"AUD", b"AWG", b"AZN", b"BAM", b"BBD", b"BDT",
    b"BEF", b"BGN", b"BHD", b"BIF", b"BMD", b"BND", b"BOB", b"BRL", b"BSD", b"BTN", b"BWP", b"BYN", b"BZD", b"CAD",
    b"CDF", b"CHF", b"CLP", b"CNH", b"CNY", b"COP", b"CRC", b"CUP", b"CVE", b"CZK", b"DEM", b"DJF", b"DKK", b"DOP",
    b"DZD", b"EEK", b"EGP", b"ERN", b"ESP", b"ETB", b"EUR", b"FIM", b"FJD", b"FKP", b"FRF", b"GBP", b"GEL", b"GHS",
    b"GIP", b"GMD", b"GNF", b"GRD", b"GTQ", b"GYD", b"HKD", b"HNL", b"HRK", b"HTG", b"HUF", b"IDR", b"IEP", b"ILS",
    b"INR", b"IQD", b"IRR", b"ISK", b"ITL", b"JMD", b"JOD", b"JPY", b"KES", b"KGS", b"KHR", b"KMF", b"KRW", b"KWD",
    b"KYD", b"KZT", b"LAK", b"LBP", b"LKR", b"LRD", b"LSL", b"LTL", b"LVL", b"LYD", b"MAD", b"MDL", b"MGA", b"MKD",
    b"MMK", b"MNT", b"MOP", b"MRU", b"MUR", b"MVR", b"MWK", b"MXN", b"MYR", b"MZN", b"NAD", b"NGN", b"NIO", b"NLG",
    b"NOK", b"NPR", b"NZD", b"OMR", b"PAB", b"PEN", b"PGK", b"PHP", b"PKR", b"PLN", b"PTE", b"PYG", b"QAR", b"RMB",
    b"RON", b"RSD", b"RUB", b"RWF", b"SAR", b"SBD", b"SCR", b"SDG", b"SEK", b"SGD", b"SHP", b"SIT", b"SKK", b"SLE",
    b"SOS", b"SRD", b"SSP", b"STN", b"SVC", b"SYP", b"SZL", b"THB", b"TJS", b"TMT", b"TND", b"TOP", b"TRY", b"TTD",
    b"TWD", b"TZS", b"UAH", b"UGX", b"USD", b"UYU", b"UZS", b"VES", b"VND", b"VUV", b"WST", b"XAF", b"XCD", b"XOF",
    b"XPF", b"YER", b"ZAR", b"ZMW",
];

/// Blanks in UTF-8 and Windows-1252; all but the tab may part thousands.
const BLANKS: [&[u8]; 6] = [
    b" ",
    "\u{a0}".as_bytes(),
    "\u{202f}".as_bytes(),
    "\u{2009}".as_bytes(),
    b"\xA0",
    b"\t",
];

/// The apostrophe that parts thousands in Switzerland, typed and typeset.
const APOSTROPHES: [&[u8]; 3] = [b"'", "’".as_bytes(), b"\x92"];

const MINUS: [&[u8]; 2] = [b"-", "\u{2212}".as_bytes()];

const WITHOUT_CENTS: [&[u8]; 4] = [b".-", b",-", ".–".as_bytes(), ",–".as_bytes()];

fn without_first<'a>(text: &'a [u8], marks: &[&[u8]]) -> Option<&'a [u8]> {
    marks.iter().find_map(|m| text.strip_prefix(*m))
}

fn without_last<'a>(text: &'a [u8], marks: &[&[u8]]) -> Option<&'a [u8]> {
    marks.iter().find_map(|m| text.strip_suffix(*m))
}

/// What may stand around the digits, on either side where not told otherwise; each once.
#[derive(Default)]
struct Around {
    minus: bool,
    /// Only in front.
    plus: bool,
    brackets: bool,
    percent: bool,
    sign_of_currency: bool,
    code_of_currency: bool,
}

impl Around {
    /// Takes one mark off; None where neither end has one that may (still) stand there.
    fn take<'a>(&mut self, text: &'a [u8]) -> Option<&'a [u8]> {
        // Nearly all that get here are grouped digits; no mark begins or ends with a digit.
        if text.first()?.is_ascii_digit() && text.last()?.is_ascii_digit() {
            return None;
        }
        let either = |marks: &[&[u8]]| without_first(text, marks).or(without_last(text, marks));
        if let Some(rest) = either(&BLANKS) {
            return Some(rest);
        }
        // 12.- and 12,– are prices without cents, no negative numbers.
        if let Some(rest) = without_last(text, &WITHOUT_CENTS)
            && rest.last().is_some_and(u8::is_ascii_digit)
        {
            return Some(rest);
        }
        let mut once = |taken: fn(&mut Around) -> &mut bool, rest: Option<&'a [u8]>| {
            let rest = rest?;
            (!std::mem::replace(taken(self), true)).then_some(rest)
        };
        let brackets = text
            .strip_prefix(b"(")
            .and_then(|inner| inner.strip_suffix(b")"));
        once(|a| &mut a.minus, either(&MINUS))
            .or_else(|| once(|a| &mut a.plus, text.strip_prefix(b"+")))
            .or_else(|| once(|a| &mut a.brackets, brackets))
            .or_else(|| once(|a| &mut a.percent, either(&[b"%"])))
            .or_else(|| once(|a| &mut a.sign_of_currency, either(&CURRENCY_SIGNS)))
            .or_else(|| once(|a| &mut a.code_of_currency, without_code(text)))
    }

    /// No more than one of the ways to write a sign: `(-5)` may mean either.
    fn is_one_sign(&self) -> bool {
        u8::from(self.minus) + u8::from(self.plus) + u8::from(self.brackets) <= 1
    }
}

/// Takes a currency code off one end.
fn without_code(text: &[u8]) -> Option<&[u8]> {
    let is_code = |code: &[u8]| {
        let upper = <[u8; 3]>::try_from(code).map(|c| c.map(|b| b.to_ascii_uppercase()));
        upper.is_ok_and(|code| CURRENCY_CODES.binary_search(&&code).is_ok())
    };
    if let Some((first, rest)) = text.split_at_checked(3)
        && is_code(first)
    {
        return Some(rest);
    }
    let (rest, last) = text.split_at_checked(text.len().checked_sub(3)?)?;
    is_code(last).then_some(rest)
}

/// Takes off blanks, currency, signs and per cent around the number; what is left are digits and
/// separators. Anything else between the digits, as in 2024-01-05, 5(3) or 5+3, makes it text.
fn cleaned(text: &[u8]) -> Cleaned {
    if !text.iter().any(u8::is_ascii_digit) {
        return if is_nothing(text) {
            Cleaned::Blank
        } else {
            Cleaned::Text
        };
    }
    let (mut around, mut rest) = (Around::default(), text);
    while let Some(inner) = around.take(rest) {
        rest = inner;
    }
    match around.is_one_sign().then(|| body(rest)).flatten() {
        None => Cleaned::Text,
        Some(body) => Cleaned::Number {
            body,
            negative: around.minus || around.brackets,
            percent: around.percent,
        },
    }
}

/// Digits with their separators, each blank between them as one `_` and each apostrophe as `'`, and
/// an exponent.
fn body(text: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(&byte) = rest.first() {
        if byte.is_ascii_digit() || byte == b'.' || byte == b',' {
            body.push(byte);
            rest = &rest[1..];
        } else if matches!(byte, b'e' | b'E') && body.last().is_some_and(u8::is_ascii_digit) {
            let sign = usize::from(matches!(rest.get(1), Some(b'+' | b'-')));
            let digits = &rest[1 + sign..];
            if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
                return None;
            }
            body.extend_from_slice(rest);
            break;
        } else if let Some(behind) = without_first(rest, &APOSTROPHES) {
            body.push(b'\'');
            rest = behind;
        } else {
            rest = without_first(rest, &BLANKS[..BLANKS.len() - 1])?;
            body.push(b'_');
        }
    }
    body.iter().any(u8::is_ascii_digit).then_some(body)
}

/// Whether a text without digits stands for no number: blank, a dash, a lone currency sign, NULL,
/// n/a.
fn is_nothing(text: &[u8]) -> bool {
    let mut word = Vec::new();
    let mut rest = text;
    while let Some(&byte) = rest.first() {
        if let Some(behind) = without_first(rest, &BLANKS)
            .or_else(|| without_first(rest, &MINUS))
            .or_else(|| without_first(rest, &CURRENCY_SIGNS))
        {
            rest = behind;
            continue;
        }
        if !b"+()%.\"".contains(&byte) {
            word.push(byte.to_ascii_uppercase());
        }
        rest = &rest[1..];
    }
    let nothing: [&[u8]; 6] = [b"", b"NULL", b"N/A", b"#N/A", b"NA", b"NAN"];
    nothing.contains(&word.as_slice())
}

/// A body of digits and separators as a number, if its grouping is true to the style: groups of
/// three behind the first, all parted by the same mark.
fn grouped(body: &[u8], style: DecimalStyle) -> Option<f64> {
    let (decimal, group) = match style {
        DecimalStyle::Point => (b'.', b','),
        DecimalStyle::Comma => (b',', b'.'),
    };
    let mut plain = String::with_capacity(body.len());
    let (mut since_group, mut in_decimals, mut in_exponent) = (None::<u32>, false, false);
    let mut mark = None;
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
                if !in_decimals && since_group.is_some_and(|n| n != 3) {
                    return None;
                }
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
            _ if byte == group || byte == b'\'' || byte == b'_' => {
                if in_decimals || plain.is_empty() || since_group.is_some_and(|n| n != 3) {
                    return None;
                }
                if *mark.get_or_insert(byte) != byte {
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
    plain.parse::<f64>().ok().filter(|v| v.abs() <= LARGEST)
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
        reads("1.234,56- EUR", Comma, -1234.56);
        reads("-$ 12.50", Point, -12.5);
        reads("($12.50)", Point, -12.5);
        reads("$1,000.00 USD", Point, 1000.0);
        reads("12’345.60", Point, 12345.6);
        reads("chf 1'234'567.80", Point, 1_234_567.8);
        reads("- 5", Point, -5.0);
        reads("CHF 12.-", Point, 12.0);
        reads("1.250,– €", Comma, 1250.0);
        reads("12 345 678", Point, 12_345_678.0);
    }

    #[test]
    fn forms_in_windows_1252() {
        for (text, want) in [
            (&b"\x80 1\xA0234,50"[..], 1234.5),
            (b"1\x92234,50", 1234.5),
            (b"\xA399,90-", -99.9),
        ] {
            assert_eq!(read(text, DecimalStyle::Comma), Cell::Value(want));
        }
    }

    #[test]
    fn signs_brackets_and_blanks_between_digits_are_no_numbers() {
        for text in [
            "2024-01-05",
            "10-12",
            "5(3)",
            "5+3",
            "5+",
            "12 34",
            "1 2345",
            "MAR 12",
            "12 Dec",
            "12 pcs",
            "(12",
            "12)",
            "(-5)",
            "-5-",
            "--5",
            "5 EUR 3",
            "1 - 2",
            "12:30",
            "1/2",
            "1 234'567",
            "1e5e",
            "1,2e3",
            "€ 5 €",
            "1\t234",
        ] {
            assert_eq!(
                read(text.as_bytes(), DecimalStyle::Point),
                Cell::Unreadable,
                "{text:?}"
            );
            assert_eq!(
                evidence(text.as_bytes()) == Evidence::Nothing,
                text != "1,2e3",
                "{text:?}"
            );
        }
    }

    #[test]
    fn currency_codes_are_sorted() {
        assert!(CURRENCY_CODES.is_sorted());
    }

    #[test]
    fn not_numbers() {
        for text in [
            "", " ", "NULL", "n/a", "#N/A", "-", "NaN", "€ -", "(null)", "\u{a0}",
        ] {
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
        // Beyond all measure: sums of such would be no numbers.
        for text in ["1e300", "-1e18", "1e999", "99999999999999999999999999"] {
            assert_eq!(
                read(text.as_bytes(), DecimalStyle::Point),
                Cell::Unreadable,
                "{text}"
            );
        }
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
        fn all_digits_at_once_are_as_byte_by_byte(
            before in "[-0-9.,a ]{0,20}",
            text in "-?[0-9]{0,9}[.,]?[0-9]{0,9}|[-0-9.,x:/]{0,18}",
            after in "[0-9,]{0,3}",
            comma in any::<bool>(),
        ) {
            let decimal = if comma { b',' } else { b'.' };
            let line = format!("{before}{text}{after}");
            let (start, end) = (before.len(), before.len() + text.len());
            prop_assert_eq!(
                plain_at(line.as_bytes(), start, end, decimal),
                plain(text.as_bytes(), decimal)
            );
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
