//! Headers that are months, and headers that add months up.

use crate::read::date;
use crate::settings::DateOrder;

/// Header of the column that months become.
pub const MONTH: &str = "Month";
/// Header of the column that the numbers of the months become.
pub const VALUE: &str = "Value of the month";

/// The first day of the month that a header names: 2023-01, 01.2023, Jan 23, January 2023, 202301,
/// 2023-01-01. `P01` to `P12` need the `year` that stands elsewhere in the file.
pub fn month_of_header(header: &str, year: Option<i32>) -> Option<String> {
    let text = header.trim();
    let first_day = |year: i32, month: u32| {
        ((1..=12).contains(&month) && (1990..=2100).contains(&year))
            .then(|| format!("{year:04}-{month:02}-01"))
    };
    // A spreadsheet's header may be a date.
    for order in [DateOrder::YearMonthDay, DateOrder::DayMonthYear] {
        if let Some((year, month, 1)) = date::parse(text.as_bytes(), order).map(date::civil_of) {
            return first_day(year, month);
        }
    }
    let lower = text.to_lowercase();
    if let Some(period) = ["p", "per ", "periode ", "period ", "m"]
        .iter()
        .find_map(|start| lower.strip_prefix(start)?.trim().parse::<u32>().ok())
    {
        return first_day(year?, period);
    }
    if lower.len() == 6 && lower.bytes().all(|b| b.is_ascii_digit()) {
        return first_day(lower[..4].parse().ok()?, lower[4..].parse().ok()?);
    }
    let parts: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let [a, b] = parts[..] else { return None };
    let year_of = |text: &str| match text.len() {
        4 => text.parse::<i32>().ok(),
        2 => text.parse::<i32>().ok().map(|year| 2000 + year),
        _ => None,
    };
    if let Some(month) = named(a) {
        return first_day(year_of(b)?, month);
    }
    if let Some(month) = named(b) {
        return first_day(year_of(a)?, month);
    }
    match (a.len(), b.len()) {
        (4, 1..=2) => first_day(a.parse().ok()?, b.parse().ok()?),
        (1..=2, 4) => first_day(b.parse().ok()?, a.parse().ok()?),
        _ => None,
    }
}

fn named(word: &str) -> Option<u32> {
    let letters = word.chars().count();
    (letters >= 3 && word.chars().all(char::is_alphabetic))
        .then(|| date::month_named(word.as_bytes()))?
}

/// Whether a header beside months adds them up: Q1, H2, YTD, FY23, Total, 2023.
pub(super) fn adds_up(header: &str) -> bool {
    let text = header.trim().to_lowercase();
    let first: String = text.chars().take_while(|c| c.is_alphabetic()).collect();
    let rest = text[first.len()..].trim_matches(|c: char| !c.is_alphanumeric());
    let numbered = rest.chars().all(|c| !c.is_alphabetic()) && !rest.is_empty();
    match first.as_str() {
        "ytd" | "total" | "totals" | "sum" | "summe" | "gesamt" | "gesamtergebnis" | "average"
        | "avg" | "mat" | "kumuliert" | "cumul" => true,
        "grand" | "year" | "full" => rest.is_empty() || text.contains("total") || numbered,
        "q" | "h" | "fy" | "quarter" | "qtr" | "quartal" | "trimestre" | "t" => numbered,
        "" => {
            rest.len() == 4
                && rest
                    .parse::<i32>()
                    .is_ok_and(|y| (1990..=2100).contains(&y))
        }
        _ => false,
    }
}
