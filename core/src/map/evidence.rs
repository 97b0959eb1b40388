//! What the values of a column say about its meaning.

use super::SampleColumn;
use super::numbers;
use crate::read::date;
use crate::settings::{DateOrder, DecimalStyle};
use std::collections::BTreeSet;

/// Counts over the sampled cells of one column. Shares are of the filled cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    pub(super) rows: usize,
    pub(super) filled: usize,
    pub(super) distinct: usize,
    pub(super) numbers: f64,
    pub(super) dates: f64,
    /// Share of the numbers that are whole.
    pub(super) whole: f64,
    pub(super) smallest: f64,
    pub(super) largest: f64,
    /// Share of the cells that hold a percent sign.
    pub(super) percents: f64,
    /// Share of cells with a blank between words.
    pub(super) phrases: f64,
    /// 1, 2, 3 or 10, 20, 30, starting over: the positions of an order's lines.
    pub(super) line_numbers: bool,
    /// No value occurs twice.
    pub(super) unique: bool,
}

impl Evidence {
    pub(super) fn of(column: &SampleColumn) -> Evidence {
        let cells: Vec<&str> = column
            .values
            .iter()
            .map(|v| v.trim())
            .filter(|v| !is_blank(v))
            .collect();
        let mut evidence = Evidence {
            rows: column.values.len(),
            filled: cells.len(),
            smallest: f64::INFINITY,
            largest: f64::NEG_INFINITY,
            ..Evidence::default()
        };
        if cells.is_empty() {
            return evidence;
        }
        let filled = cells.len() as f64;
        let style = numbers::column_style(cells.iter().copied());
        let values: Vec<f64> = cells.iter().filter_map(|c| number(c, style)).collect();
        for &value in &values {
            evidence.smallest = evidence.smallest.min(value);
            evidence.largest = evidence.largest.max(value);
        }
        let share =
            |test: &dyn Fn(&&&str) -> bool| cells.iter().filter(test).count() as f64 / filled;
        evidence.numbers = values.len() as f64 / filled;
        evidence.dates = share(&|c| looks_like_date(c));
        evidence.percents = share(&|c| c.ends_with('%'));
        evidence.phrases = share(&|c| c.contains(' '));
        evidence.whole = values.iter().filter(|v| v.fract() == 0.0).count() as f64
            / (values.len() as f64).max(1.0);
        evidence.distinct = cells.iter().collect::<BTreeSet<_>>().len();
        evidence.unique = evidence.distinct == cells.len();
        evidence.line_numbers = values.len() == cells.len() && are_line_numbers(&values);
        evidence
    }

    /// Few enough rows that absence proves nothing.
    pub(super) fn is_thin(&self) -> bool {
        self.filled < 12
    }

    /// Mostly numbers, and not merely keys written in digits with gaps.
    pub(super) fn is_numeric(&self, share: f64) -> bool {
        self.filled > 0 && self.numbers >= share
    }

    pub(super) fn looks_like_dates(&self) -> bool {
        self.dates >= 0.5
    }

    /// Whole numbers from 1899-12-30, as spreadsheets count days (1954 to 2119).
    pub(super) fn could_be_serials(&self) -> bool {
        self.numbers >= 0.95 && self.smallest >= 20_000.0 && self.largest <= 80_000.0
    }
}

/// Databases write absent values as a word.
fn is_blank(cell: &str) -> bool {
    cell.is_empty() || matches!(cell, "NULL" | "null" | "#N/A" | "N/A" | "-")
}

fn number(cell: &str, style: DecimalStyle) -> Option<f64> {
    numbers::parse(cell, style).or_else(|| {
        // The style of a column with one odd cell may be wrong; a number is a number all the same.
        numbers::parse(
            cell,
            match style {
                DecimalStyle::Point => DecimalStyle::Comma,
                DecimalStyle::Comma => DecimalStyle::Point,
            },
        )
    })
}

/// Counts up by one or ten and starts over, as line numbers do within orders.
fn are_line_numbers(values: &[f64]) -> bool {
    if values.len() < 6 {
        return false;
    }
    let first = values.iter().copied().fold(f64::INFINITY, f64::min);
    let step = first;
    if (step != 1.0 && step != 10.0) || values.iter().any(|v| v % step != 0.0) {
        return false;
    }
    let follows = values
        .windows(2)
        .filter(|w| w[1] == first || w[1] == w[0] + step)
        .count();
    let restarts = values.iter().filter(|&&v| v == first).count();
    let climbs = values.windows(2).filter(|w| w[1] == w[0] + step).count();
    follows as f64 >= 0.8 * (values.len() - 1) as f64
        && restarts >= 2
        && climbs * 10 >= values.len()
        && values.iter().all(|&v| v <= 999.0 * step)
}

const MONTHS: [&str; 31] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mai",
    "okt", "dez", "mrz", "fev", "avr", "juin", "juil", "aou", "ene", "abr", "ago", "dic", "janv",
    "fevr", "avril", "sept", "marz", "juni",
];

/// 2024-01-31, 31.12.2024, 12/31/24, 31-Dec-24, 20240131, each with or without a time of day, and
/// 3. März 2024.
pub(super) fn looks_like_date(cell: &str) -> bool {
    let cell = cell.trim();
    names_a_month(cell) || is_date_without_blanks(cell)
}

/// A date with blanks around the name of its month.
fn names_a_month(cell: &str) -> bool {
    cell.contains(' ')
        && cell.contains(|c: char| c.is_alphabetic())
        && [DateOrder::DayMonthYear, DateOrder::MonthDayYear]
            .iter()
            .any(|order| date::parse(cell.as_bytes(), *order).is_some())
}

fn is_date_without_blanks(cell: &str) -> bool {
    // The time of day, after a blank or a T, is of no interest here.
    let day = cell.split([' ', 'T']).next().unwrap_or(cell);
    if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        let number = |range: std::ops::Range<usize>| day[range].parse::<u32>().unwrap_or(0);
        return (1950..=2100).contains(&number(0..4))
            && (1..=12).contains(&number(4..6))
            && (1..=31).contains(&number(6..8));
    }
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let [first, middle, last] = parts[..] else {
        return false;
    };
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let day_or_month =
        |part: &str| digits(part, 2) && part.parse::<u32>().is_ok_and(|n| (1..=31).contains(&n));
    let year = |part: &str| {
        digits(part, 4) && (part.len() == 2 || part.len() == 4 && part.starts_with(['1', '2']))
    };
    let month = |part: &str| {
        let start: String = part.chars().take(3).collect::<String>().to_lowercase();
        day_or_month(part) || (part.len() >= 3 && MONTHS.iter().any(|m| m.starts_with(&start)))
    };
    (year(first) && first.len() == 4 && month(middle) && day_or_month(last))
        || (day_or_month(first) && month(middle) && year(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(values: &[&str]) -> Evidence {
        Evidence::of(&SampleColumn {
            header: String::new(),
            values: values.iter().map(ToString::to_string).collect(),
        })
    }

    #[test]
    fn dates_are_told_from_numbers_and_keys() {
        for date in [
            "2024-01-31",
            "31.12.2024",
            "1/2/24",
            "2-Jun-06",
            "20240131",
            "2010-12-01 08:26:00",
            "2024-01-31T10:00:00Z",
            "15-okt-2023",
            "3. März 2024",
            "Dec 31, 2024",
        ] {
            assert!(looks_like_date(date), "{date}");
        }
        for other in [
            "",
            "12.5",
            "1.234.567",
            "CA-2016-152156",
            "20241399",
            "Pre-PQ Process",
            "10-20",
            "12 Marker pens",
        ] {
            assert!(!looks_like_date(other), "{other}");
        }
    }

    #[test]
    fn positions_of_order_lines_are_recognised() {
        assert!(evidence(&["10", "20", "30", "10", "10", "20", "10"]).line_numbers);
        assert!(evidence(&["1", "2", "1", "1", "2", "3"]).line_numbers);
        assert!(
            !evidence(&["1", "2", "3", "4", "5", "6"]).line_numbers,
            "row numbers never restart"
        );
        assert!(!evidence(&["11", "42", "72", "14", "51", "41"]).line_numbers);
        assert!(
            !evidence(&["1", "1", "1", "1", "1", "1"]).line_numbers,
            "a flag or a quantity"
        );
    }

    #[test]
    fn counts_leave_out_absent_values() {
        let e = evidence(&["1,5", "2", "", "NULL", "x"]);
        assert_eq!((e.rows, e.filled, e.distinct), (5, 3, 3));
        assert!((e.numbers - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!((e.smallest, e.largest), (1.5, 2.0));
    }
}
