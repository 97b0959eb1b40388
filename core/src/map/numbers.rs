//! Numbers as people write them, for detection and for small files of cost pools. The reader of
//! order lines has its own, faster parser and a decimal style that the user can correct.

use crate::read::number::LARGEST;
use crate::settings::DecimalStyle;

/// The digits of a number with its separators, freed of sign, currency and blanks.
struct Body<'a> {
    text: std::borrow::Cow<'a, str>,
    negative: bool,
    percent: bool,
}

fn body(cell: &str) -> Option<Body<'_>> {
    let mut text = cell.trim();
    let mut negative = false;
    if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        text = inner.trim();
        negative = true;
    }
    let percent = text.ends_with('%');
    text = text.trim_end_matches('%').trim_end();
    // SAP writes the sign behind the number.
    if let Some(front) = text.strip_suffix(['-', '−']) {
        text = front.trim_end();
        negative = !negative;
    } else if let Some(rest) = text.strip_prefix(['-', '−']) {
        text = rest.trim_start();
        negative = !negative;
    } else if let Some(rest) = text.strip_prefix('+') {
        text = rest.trim_start();
    }
    let currency = |c: char| matches!(c, '$' | '€' | '£' | '¥');
    text = text.trim_matches(currency).trim();
    for code in ["EUR", "USD", "GBP", "CHF", "PLN"] {
        text = text
            .strip_prefix(code)
            .or_else(|| text.strip_suffix(code))
            .unwrap_or(text)
            .trim();
    }
    // A sign may also stand behind the currency: "€ -12".
    if let Some(rest) = text.strip_prefix('-') {
        text = rest;
        negative = !negative;
    }
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’');
    let text = if text.contains(blank) {
        grouped_by_blanks(text, blank)?.into()
    } else {
        text.into()
    };
    Some(Body {
        text,
        negative,
        percent,
    })
}

/// "1 234 567,8" without its blanks; None where they do not part thousands ("12 34", "5 bags").
fn grouped_by_blanks(text: &str, blank: impl Fn(char) -> bool) -> Option<String> {
    let whole_end = text.find(['.', ',']).unwrap_or(text.len());
    let mut groups = text[..whole_end].split(&blank);
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    fits.then(|| text.chars().filter(|&c| !blank(c)).collect())
}

/// What one cell says about the decimal style of its column; None where it fits both.
pub(super) fn decisive_style(cell: &str) -> Option<DecimalStyle> {
    let body = body(cell)?;
    let text = body.text.as_ref();
    match (text.rfind('.'), text.rfind(',')) {
        (Some(point), Some(comma)) if point > comma => Some(DecimalStyle::Point),
        (Some(_), Some(_)) => Some(DecimalStyle::Comma),
        (Some(at), None) => one_separator(text, at, '.', DecimalStyle::Point, DecimalStyle::Comma),
        (None, Some(at)) => one_separator(text, at, ',', DecimalStyle::Comma, DecimalStyle::Point),
        (None, None) => None,
    }
}

fn one_separator(
    text: &str,
    at: usize,
    separator: char,
    as_decimal: DecimalStyle,
    as_thousand: DecimalStyle,
) -> Option<DecimalStyle> {
    if text.matches(separator).count() > 1 {
        return Some(as_thousand); // 1.234.567
    }
    let whole = &text[..at];
    let ambiguous = text.len() - at - 1 == 3 && (1..=3).contains(&whole.len()) && whole != "0";
    (!ambiguous).then_some(as_decimal)
}

/// The style that the decisive cells of a column agree on; where none is decisive, the one in
/// which a lone separator before three digits parts thousands.
pub(super) fn column_style<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> DecimalStyle {
    let (mut point, mut comma) = (0usize, 0usize);
    for cell in cells.clone() {
        match decisive_style(cell) {
            Some(DecimalStyle::Point) => point += 1,
            Some(DecimalStyle::Comma) => comma += 1,
            None => {}
        }
    }
    if point == 0 && comma == 0 {
        let only_points =
            cells.clone().any(|c| c.contains('.')) && !cells.clone().any(|c| c.contains(','));
        return if only_points {
            DecimalStyle::Comma
        } else {
            DecimalStyle::Point
        };
    }
    if comma > point {
        DecimalStyle::Comma
    } else {
        DecimalStyle::Point
    }
}

/// Reads a number in the given style; a percentage counts as its share. None where the cell is
/// not one number.
pub(super) fn parse(cell: &str, style: DecimalStyle) -> Option<f64> {
    let body = body(cell)?;
    let (decimal, thousand) = match style {
        DecimalStyle::Point => ('.', ','),
        DecimalStyle::Comma => (',', '.'),
    };
    let (whole, fraction) = match body.text.split_once(decimal) {
        Some((whole, fraction)) => (whole, fraction),
        None => (body.text.as_ref(), ""),
    };
    let (fraction, exponent) = match fraction.find(['e', 'E']) {
        Some(at) => (&fraction[..at], &fraction[at..]),
        None => (fraction, ""),
    };
    let mut groups = whole.split(thousand);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    if rest.iter().any(|group| group.len() != 3) || (!rest.is_empty() && first.is_empty()) {
        return None;
    }
    let text = format!("{first}{}.{fraction}0{exponent}", rest.concat());
    // `f64::from_str` also knows "inf" and "nan"; a body starts with a digit or separator.
    let value: f64 = text.parse().ok()?;
    let value = if body.negative { -value } else { value };
    (value.abs() <= LARGEST).then_some(if body.percent { value / 100.0 } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_both_styles() {
        use DecimalStyle::{Comma, Point};
        for (cell, style, expected) in [
            ("1,234.56", Point, Some(1234.56)),
            ("1.234,56", Comma, Some(1234.56)),
            ("1.234,56-", Comma, Some(-1234.56)),
            ("(12.5)", Point, Some(-12.5)),
            ("€ 1.200", Comma, Some(1200.0)),
            ("1 234 567,5", Comma, Some(1_234_567.5)),
            ("1'200.50", Point, Some(1200.5)),
            ("12 %", Point, Some(0.12)),
            ("1.5e3", Point, Some(1500.0)),
            ("12 34", Point, None),
            ("1,23", Point, None),
            ("abc", Point, None),
            ("", Point, None),
            ("nan", Point, None),
            ("2024-01-31", Point, None),
        ] {
            assert_eq!(parse(cell, style), expected, "{cell}");
        }
    }

    #[test]
    fn the_whole_column_decides_the_style() {
        let style = |cells: &[&'static str]| column_style(cells.iter().copied());
        assert_eq!(style(&["1.234", "12,5"]), DecimalStyle::Comma);
        assert_eq!(style(&["1,234", "12.5"]), DecimalStyle::Point);
        assert_eq!(style(&["40.000", "30.000"]), DecimalStyle::Comma);
        assert_eq!(style(&["40,000", "30,000"]), DecimalStyle::Point);
        assert_eq!(style(&["0.125"]), DecimalStyle::Point);
        assert_eq!(style(&["7"]), DecimalStyle::Point);
    }
}
