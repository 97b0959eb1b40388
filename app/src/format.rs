//! Numbers and dates as a reader meets them. Everything on screen goes through here, so that the
//! same number looks the same everywhere: a point for decimals, commas between thousands, a true
//! minus, and a space that does not break between a number and its unit.
//!
//! Money has three grains, and where it stands decides which:
//!
//! - [`short`]: three significant digits with k, M, bn, for headings, charts and key figures
//!   (1.24 M, 1.47 k, 615). More would not be read there, and two places that show the same amount
//!   show the same digits.
//! - [`money`]: whole units with separators, for tables (1,240,318). Below one unit the cents stay,
//!   because "0" would say that there is nothing.
//! - [`cents`]: to the cent, for what must reconcile and for single order lines.
//!
//! All three round halves away from zero, so that 310,804.50 to the cent is 310,805 in whole units.

use tenfold_core::project::view::{ColumnKind, TableValue};

/// U+2212, as wide as a plus, never broken off its number.
const MINUS: char = '\u{2212}';
/// Between a number and its unit.
const SPACE: char = '\u{a0}';
/// Shown where there is no number to show.
pub const NOTHING: &str = "–";
/// Shown for a share too large to say anything; [`NOT_MEANINGFUL_DEFINITION`] says why.
pub const NOT_MEANINGFUL: &str = "n/m";
/// What [`NOT_MEANINGFUL`] means, on hover.
pub const NOT_MEANINGFUL_DEFINITION: &str =
    "Not meaningful: beyond ±999 %, because what it is a share of is close to zero";
/// Shares from here on are not meaningful: 999.95 % would be written "1,000.0 %".
const MEANINGFUL: f64 = 9.9995;

/// Digits with commas between thousands, `decimals` places, and a true minus. Halves are rounded
/// away from zero, as in a ledger. A value that rounds to zero carries no sign.
pub fn fixed(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return NOTHING.to_owned();
    }
    // Formatting alone rounds halves to the even digit: 310,804.5 would lose its half.
    let unit = 10f64.powi(decimals as i32);
    let rounded = (value.abs() * unit).round() / unit;
    let size = if rounded.is_finite() {
        rounded
    } else {
        value.abs()
    };
    let digits = format!("{size:.decimals$}");
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::with_capacity(digits.len() + 8);
    if value < 0.0 && digits.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        text.push(MINUS);
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// Up to `decimals` places, without trailing zeros: quantities, which are mostly whole.
fn trimmed(value: f64, decimals: usize) -> String {
    let text = fixed(value, decimals);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// Three significant digits with k, M, bn where they help: 1.24 M, 612 k, −148 k, 21.4, 3.
pub fn short(value: f64) -> String {
    if !value.is_finite() {
        return NOTHING.to_owned();
    }
    let size = value.abs();
    // 999.5 k would read "1000 k": the unit is chosen after rounding to three digits.
    for (unit, name) in [(1e9, "bn"), (1e6, "M"), (1e3, "k")] {
        if size >= unit * 0.9995 {
            let scaled = value / unit;
            let decimals = match scaled.abs() {
                x if x < 9.995 => 2,
                x if x < 99.95 => 1,
                _ => 0,
            };
            return format!("{}{SPACE}{name}", fixed(scaled, decimals));
        }
    }
    let text = match size {
        x if x < 9.995 => fixed(value, 2),
        x if x < 99.95 => fixed(value, 1),
        _ => fixed(value, 0),
    };
    // Whole numbers stay whole; 4.3 is 4.30, as it is money.
    match text.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|b| b == b'0') => whole.to_owned(),
        _ => text,
    }
}

/// `short` without needless zeros, for the round numbers along an axis: 50 k, 2.5 M.
pub fn tick(value: f64) -> String {
    let text = short(value);
    let (number, unit) = match text.split_once(SPACE) {
        Some((number, _)) => text.split_at(number.len()),
        None => (text.as_str(), ""),
    };
    if number.contains('.') {
        let number = number.trim_end_matches('0').trim_end_matches('.');
        format!("{number}{unit}")
    } else {
        text
    }
}

/// `short` with a plus on gains, for amounts read as gain or loss.
pub fn short_signed(value: f64) -> String {
    signed(value, short(value))
}

/// Money in full, in whole units; what is smaller than one keeps its cents.
pub fn money(value: f64) -> String {
    if (0.005..0.995).contains(&value.abs()) {
        fixed(value, 2)
    } else {
        fixed(value, 0)
    }
}

/// Money to the cent, for what must reconcile and for single order lines.
pub fn cents(value: f64) -> String {
    fixed(value, 2)
}

/// Cents kept as a whole number, to the cent.
pub fn from_cents(value: i64) -> String {
    let hundredths = value.unsigned_abs();
    let whole = fixed((hundredths / 100) as f64, 0);
    let sign = if value < 0 {
        MINUS.to_string()
    } else {
        String::new()
    };
    format!("{sign}{whole}.{:02}", hundredths % 100)
}

/// Money of one driver unit: cents from 1 up, four significant digits below (0.0421 per unit of
/// net sales).
pub fn rate(value: f64) -> String {
    let size = value.abs();
    if size >= 1000.0 {
        fixed(value, 0)
    } else if size >= 1.0 || size == 0.0 || !size.is_finite() {
        fixed(value, 2)
    } else {
        // Places that leave four significant digits, at most ten.
        let places = (3.0 - size.log10().floor()).clamp(2.0, 10.0) as usize;
        trimmed(value, places)
    }
}

/// A share as a percentage: 0.124 is "12.4 %". Small shares keep a digit that means something.
pub fn share(value: f64) -> String {
    if !value.is_finite() {
        return NOTHING.to_owned();
    }
    let percent = value * 100.0;
    let decimals = match percent.abs() {
        x if x >= 999.95 => 0,
        x if (0.005..0.095).contains(&x) => 2,
        _ => 1,
    };
    format!("{}{SPACE}%", fixed(percent, decimals))
}

/// True for a share beyond what anyone can read anything from: ±999 %.
pub fn is_meaningful(share: f64) -> bool {
    share.abs() < MEANINGFUL
}

/// A share of something that may be close to zero (net sales, say): [`NOT_MEANINGFUL`] where it
/// says nothing.
pub fn share_of(value: f64) -> String {
    if value.is_finite() && !is_meaningful(value) {
        NOT_MEANINGFUL.to_owned()
    } else {
        share(value)
    }
}

/// A share without needless digits, for limits and settings: 0.8 is "80 %".
pub fn share_plain(value: f64) -> String {
    format!("{}{SPACE}%", trimmed(value * 100.0, 2))
}

/// How many there are.
pub fn count(value: u64) -> String {
    fixed(value as f64, 0)
}

/// "1 customer", "31 customers", "0 items".
pub fn counted(value: u64, one: &str, many: &str) -> String {
    format!(
        "{}{SPACE}{}",
        count(value),
        if value == 1 { one } else { many }
    )
}

/// An amount of money in a field that can be edited: to the cent where it has cents.
pub fn editable(value: f64) -> String {
    let text = fixed(value, 2);
    match text.strip_suffix(".00") {
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

/// Units, kilograms, days: at most two places, none from 1,000 up.
pub fn quantity(value: f64) -> String {
    trimmed(value, if value.abs() < 1000.0 { 2 } else { 0 })
}

/// A coefficient or an interval: two places.
pub fn ratio(value: f64) -> String {
    fixed(value, 2)
}

/// "2014-01-03" as "3 Jan 2014"; any other text as it stands.
pub fn date(iso: &str) -> String {
    match parts(iso) {
        Some((year, month, Some(day))) => format!("{day}{SPACE}{month}{SPACE}{year}"),
        Some((year, month, None)) => format!("{month}{SPACE}{year}"),
        None => iso.to_owned(),
    }
}

/// The month of an ISO day: "Jan 2014".
pub fn month(iso: &str) -> String {
    match parts(iso) {
        Some((year, month, _)) => format!("{month}{SPACE}{year}"),
        None => iso.to_owned(),
    }
}

/// "Jan 2014 – Dec 2017", or one month alone.
pub fn period(first: &str, last: &str) -> String {
    let (from, to) = (month(first), month(last));
    if from == to || to.is_empty() {
        from
    } else {
        format!("{from} – {to}")
    }
}

/// Sizes of files: 412 kB, 61.4 MB.
pub fn bytes(size: u64) -> String {
    match size {
        0..1_000 => format!("{size}{SPACE}B"),
        1_000..1_000_000 => format!("{}{SPACE}kB", fixed(size as f64 / 1e3, 0)),
        1_000_000..100_000_000 => format!("{}{SPACE}MB", fixed(size as f64 / 1e6, 1)),
        _ => format!("{}{SPACE}MB", fixed(size as f64 / 1e6, 0)),
    }
}

/// A value of a table, by what its column holds, in full.
pub fn cell(value: &TableValue, kind: ColumnKind) -> String {
    match value {
        TableValue::Missing(()) => NOTHING.to_owned(),
        TableValue::Text(text) if kind == ColumnKind::Date => date(text),
        TableValue::Text(text) => text.clone(),
        TableValue::Number(number) => number_by(kind, *number),
    }
}

/// A number by what it is, in full.
pub fn number_by(kind: ColumnKind, value: f64) -> String {
    match kind {
        ColumnKind::Money => money(value),
        ColumnKind::Share => share_of(value),
        ColumnKind::Count => fixed(value, 0),
        ColumnKind::Quantity | ColumnKind::Text | ColumnKind::Class | ColumnKind::Date => {
            quantity(value)
        }
        ColumnKind::Ratio => ratio(value),
    }
}

/// What someone typed into a number field: spaces and thousands signs are forgiven, a comma is a
/// decimal comma where it can't be a thousands sign, a percent sign divides by 100.
pub fn parse_number(text: &str) -> Option<f64> {
    let mut plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{202f}' && *c != '\'' && *c != '_')
        .map(|c| if c == MINUS { '-' } else { c })
        .collect();
    let percent = plain.ends_with('%');
    if percent {
        plain.pop();
    }
    let last_comma = plain.rfind(',');
    let last_point = plain.rfind('.');
    let plain = match (last_comma, last_point) {
        // Both: the last one is the decimal sign.
        (Some(comma), Some(point)) if comma > point => plain.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => plain.replace(',', ""),
        (Some(comma), None) => {
            // Three digits behind the only comma are thousands, unless only a zero stands before it.
            let whole = plain[..comma].trim_start_matches('-');
            let grouped = plain.matches(',').count() > 1
                || (plain.len() - comma == 4 && !whole.is_empty() && whole != "0");
            if grouped {
                plain.replace(',', "")
            } else {
                plain.replace(',', ".")
            }
        }
        (None, Some(_)) if plain.matches('.').count() > 1 => plain.replace('.', ""),
        _ => plain,
    };
    let number: f64 = plain.parse().ok()?;
    number
        .is_finite()
        .then_some(if percent { number / 100.0 } else { number })
}

/// What a typed number was read as, where a point or comma could have been meant in another way:
/// "1.350" is 1.35 here, as on every screen, and 1350 in other countries.
pub fn read_as(typed: &str, written: &str) -> Option<String> {
    let signs = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
            .collect()
    };
    let (asked, got) = (signs(typed), signs(written));
    (asked != got && asked.contains(['.', ','])).then(|| format!("read as {written}"))
}

/// A percentage as people type it, as a share: "80" and "80 %" are 0.8.
pub fn parse_percentage(text: &str) -> Option<f64> {
    let number = parse_number(text)?;
    Some(if text.trim_end().ends_with('%') {
        number
    } else {
        number / 100.0
    })
}

fn signed(value: f64, text: String) -> String {
    // "+0" would claim a gain: only text with another digit than 0 gets the plus.
    if value > 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        format!("+{text}")
    } else {
        text
    }
}

/// Year, month's name and, where given, the day of an ISO date.
fn parts(iso: &str) -> Option<(i32, &'static str, Option<u32>)> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut fields = iso.splitn(3, '-');
    let year = fields.next()?.parse().ok()?;
    let month: usize = fields.next()?.parse().ok()?;
    let name = MONTHS.get(month.checked_sub(1)?)?;
    let day = match fields.next() {
        Some(day) => Some(day.parse().ok()?),
        None => None,
    };
    Some((year, name, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No-break spaces written as ordinary ones, so that expectations can be read.
    fn plain(text: String) -> String {
        text.replace(SPACE, " ")
    }

    #[test]
    fn three_digits_say_enough() {
        for (value, expected) in [
            (0.0, "0"),
            (3.0, "3"),
            (0.256, "0.26"),
            (21.4, "21.4"),
            (142.4, "142"),
            (999.4, "999"),
            (999.6, "1.00 k"),
            (612_040.0, "612 k"),
            (12_345.0, "12.3 k"),
            (999_400.0, "999 k"),
            (999_600.0, "1.00 M"),
            (1_240_318.0, "1.24 M"),
            (48_200_000.0, "48.2 M"),
            (3_100_000_000.0, "3.10 bn"),
            (-147_983.0, "−148 k"),
            (-0.001, "0"),
            (-4.3, "−4.30"),
            (1469.0, "1.47 k"),
            (-24_900.0, "−24.9 k"),
            (f64::NAN, "–"),
        ] {
            assert_eq!(plain(short(value)), expected, "{value}");
        }
        assert_eq!(plain(short_signed(6_800_000.0)), "+6.80 M");
        assert_eq!(plain(short_signed(-1_000_000.0)), "−1.00 M");
        assert_eq!(plain(short_signed(0.001)), "0");
    }

    #[test]
    fn axes_have_round_numbers() {
        let got = [50_000.0, 2_500_000.0, 0.0, 100_000.0, -1_000_000.0].map(|v| plain(tick(v)));
        assert_eq!(got, ["50 k", "2.5 M", "0", "100 k", "−1 M"]);
        assert_eq!(
            [0.5, -2.5, 7.5, 20.0].map(tick),
            ["0.5", "−2.5", "7.5", "20"]
        );
    }

    #[test]
    fn cells_show_what_their_column_holds() {
        let number = |kind, value| plain(cell(&TableValue::Number(value), kind));
        assert_eq!(number(ColumnKind::Money, 789.37), "789");
        assert_eq!(number(ColumnKind::Money, -7.52), "−8");
        assert_eq!(number(ColumnKind::Money, -0.37), "−0.37");
        assert_eq!(number(ColumnKind::Share, 0.124), "12.4 %");
        assert_eq!(number(ColumnKind::Share, -9.99), "−999.0 %");
        assert_eq!(number(ColumnKind::Share, -4246.89), "n/m");
        assert_eq!(number(ColumnKind::Count, 9994.0), "9,994");
        let text = |kind, value: &str| plain(cell(&TableValue::Text(value.to_owned()), kind));
        assert_eq!(text(ColumnKind::Date, "2014-01-03"), "3 Jan 2014");
        assert_eq!(text(ColumnKind::Text, "2014-01-03"), "2014-01-03");
        assert_eq!(cell(&TableValue::Missing(()), ColumnKind::Money), NOTHING);
    }

    #[test]
    fn full_numbers_are_grouped() {
        assert_eq!(money(612_040.4), "612,040");
        assert_eq!(money(-1_234_567.0), "−1,234,567");
        assert_eq!(money(21.4), "21");
        assert_eq!(money(0.0), "0");
        assert_eq!(money(0.999), "1");
        assert_eq!(money(999.999), "1,000");
        assert_eq!(money(310_804.5), "310,805");
        assert_eq!(money(-310_804.5), "−310,805");
        assert_eq!(cents(310_804.5), "310,804.50");
        assert_eq!(cents(0.125), "0.13");
        assert_eq!(cents(-0.004), "0.00");
        assert_eq!(from_cents(-123_456), "−1,234.56");
        assert_eq!(from_cents(7), "0.07");
        assert_eq!(fixed(100.0, 0), "100");
        assert_eq!(fixed(1000.0, 0), "1,000");
        assert_eq!(quantity(12.5), "12.5");
        assert_eq!(quantity(1200.0), "1,200");
        assert_eq!(editable(30_000.5), "30,000.50");
        assert_eq!(editable(30_000.0), "30,000");
        assert_eq!(parse_number(&editable(-1_234_567.25)), Some(-1_234_567.25));
        assert_eq!(quantity(7_098_968.87), "7,098,969");
        assert_eq!(count(86_075), "86,075");
    }

    #[test]
    fn rates_keep_significant_digits() {
        assert_eq!(rate(21.4), "21.40");
        assert_eq!(rate(1690.2), "1,690");
        assert_eq!(rate(0.042_137), "0.04214");
        assert_eq!(rate(0.05), "0.05");
        assert_eq!(rate(0.0), "0.00");
    }

    #[test]
    fn shares_are_percentages() {
        for (value, expected) in [
            (0.124, "12.4 %"),
            (1.184, "118.4 %"),
            (-0.242, "−24.2 %"),
            (0.0004, "0.04 %"),
            (0.0, "0.0 %"),
            (-0.000_001, "0.0 %"),
            (12.5, "1,250 %"),
        ] {
            assert_eq!(plain(share(value)), expected, "{value}");
        }
        for typed in ["80", "80 %", "80%", " 80,0 %"] {
            assert_eq!(parse_percentage(typed), Some(0.8), "{typed}");
        }
        assert_eq!(parse_percentage("500 %"), Some(5.0));
        assert_eq!(parse_percentage("0.5"), Some(0.005));
        assert_eq!(plain(share_plain(0.8)), "80 %");
        assert_eq!(plain(share_plain(0.825)), "82.5 %");
    }

    #[test]
    fn days_and_months() {
        assert_eq!(plain(date("2014-01-03")), "3 Jan 2014");
        assert_eq!(plain(date("2014-12")), "Dec 2014");
        assert_eq!(date("not a date"), "not a date");
        assert_eq!(date("2014-13-03"), "2014-13-03");
        assert_eq!(
            plain(period("2014-01-03", "2017-12-30")),
            "Jan 2014 – Dec 2017"
        );
        assert_eq!(plain(period("2014-01-03", "2014-01-30")), "Jan 2014");
        assert_eq!(period("", ""), "");
    }

    #[test]
    fn typed_numbers_are_understood() {
        for (text, expected) in [
            ("1234.5", Some(1234.5)),
            ("1,234.50", Some(1234.5)),
            ("1.234,50", Some(1234.5)),
            ("0,85", Some(0.85)),
            ("0,855", Some(0.855)),
            ("1,842,000", Some(1_842_000.0)),
            ("120,000", Some(120_000.0)),
            ("1,200", Some(1200.0)),
            ("1 842 000", Some(1_842_000.0)),
            ("\u{2212}12", Some(-12.0)),
            ("80 %", Some(0.8)),
            ("", None),
            ("abc", None),
            ("inf", None),
        ] {
            assert_eq!(parse_number(text), expected, "{text}");
        }
    }

    #[test]
    fn a_number_that_could_mean_another_is_read_back() {
        for (typed, written, echo) in [
            ("1.350", "1.35", Some("read as 1.35")),
            ("1,350", "1350", Some("read as 1350")),
            ("0,85", "0.85", Some("read as 0.85")),
            ("1,842,000", "1,842,000", None),
            ("80%", "80 %", None),
            ("1 842 000", "1,842,000", None),
        ] {
            assert_eq!(read_as(typed, written).as_deref(), echo, "{typed}");
        }
    }

    #[test]
    fn files_have_sizes() {
        assert_eq!(plain(bytes(412)), "412 B");
        assert_eq!(plain(bytes(412_300)), "412 kB");
        assert_eq!(plain(bytes(61_400_000)), "61.4 MB");
    }
}
