//! Text to days, by the order of day, month and year that the whole column allows.

use super::decode::text_of;
use crate::settings::{DateOrder, Encoding};
use std::borrow::Cow;

/// A day, counted from 1970-01-01.
pub type Day = i32;

/// The day of a civil date of the Gregorian calendar, or None where there is no such date.
///
/// Counts years from March so that the leap day comes last (after Hinnant, "chrono-compatible
/// low-level date algorithms", 2013).
pub fn day_of(year: i32, month: u32, day: u32) -> Option<Day> {
    if !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let month_from_march = (month as i32 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// Year, month and day of a day.
pub fn civil_of(day: Day) -> (i32, u32, u32) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u32;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    (year, month as u32, day)
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// "2024-12-31"
pub fn iso(day: Day) -> String {
    let (year, month, day) = civil_of(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Months counted from year 0: year × 12 + month − 1.
pub fn month_of(day: Day) -> i32 {
    let (year, month, _) = civil_of(day);
    year * 12 + month as i32 - 1
}

/// The month that [`iso_month`] writes so, counted from year 0.
pub fn month_of_iso(text: &str) -> Option<i32> {
    let (year, month) = text.split_once('-')?;
    let (year, month): (i32, i32) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12)
        .contains(&month)
        .then_some(year.checked_mul(12)? + month - 1)
}

/// "2024-12" of a month counted from year 0.
pub fn iso_month(month: i32) -> String {
    format!(
        "{:04}-{:02}",
        month.div_euclid(12),
        month.rem_euclid(12) + 1
    )
}

/// A date as UTF-8, which [`parse`] knows month names in: `03. März 2024` in Windows-1252 is
/// decoded, everything else passes as it is.
pub fn decoded(text: &[u8], encoding: Encoding) -> Cow<'_, [u8]> {
    // A file read as Windows-1252 or the like because of other texts may still hold dates in UTF-8.
    if encoding.is_one_byte() && std::str::from_utf8(text).is_err() {
        Cow::Owned(text_of(text, encoding).into_bytes())
    } else {
        Cow::Borrowed(text)
    }
}

/// Reads a date written in the given order, in UTF-8 (see [`decoded`]); a time behind it is passed
/// over.
///
/// Knows 2024-12-31, 20241231, 31.12.2024, 31/12/24, 31-Dec-24, Dec 31, 2024, with month names in
/// English, German, French and Spanish, and serial days. Two-digit years: 70 to 99 are 19xx.
pub fn parse(text: &[u8], order: DateOrder) -> Option<Day> {
    let text = text.trim_ascii();
    if order == DateOrder::ExcelSerial {
        return serial(text);
    }
    if text.len() <= 8
        && let Some(day) = week_or_period(text, order)
    {
        return Some(day);
    }
    let mut parts = [Part::default(); 3];
    let mut count = 0;
    let mut i = 0;
    while i < text.len() && count < 3 {
        let start = i;
        if text[i].is_ascii_digit() {
            while i < text.len() && text[i].is_ascii_digit() {
                i += 1;
            }
            let digits = &text[start..i];
            if count == 0 && (digits.len() == 8 || digits.len() == 14) {
                return compact(digits, order);
            }
            if digits.len() > 4 {
                return None;
            }
            let number = digits.iter().fold(0, |n, d| n * 10 + u32::from(d - b'0'));
            parts[count] = Part {
                number,
                digits: digits.len(),
                name: false,
            };
            count += 1;
        } else if text[i].is_ascii_alphabetic() || text[i] >= 0x80 {
            while i < text.len() && (text[i].is_ascii_alphabetic() || text[i] >= 0x80) {
                i += 1;
            }
            let month = month_named(&text[start..i])?;
            parts[count] = Part {
                number: month,
                digits: 2,
                name: true,
            };
            count += 1;
        } else if b"-/. ,'".contains(&text[i]) {
            i += 1;
        } else {
            return None;
        }
    }
    // Behind the date only a time may follow.
    if count < 3 || i < text.len() && !matches!(text[i], b' ' | b'T' | b',') {
        return None;
    }
    let [a, b, c] = parts;
    let (year, month, day) = match order {
        // Four digits in front are a year whatever the order: spreadsheets mix cells that are dates,
        // which are written so, with cells that are text.
        _ if a.digits == 4 && !a.name => (a, b, c),
        DateOrder::DayMonthYear if !a.name && !c.name => (c, b, a),
        DateOrder::MonthDayYear if !b.name && !c.name => (c, a, b),
        _ => return None,
    };
    if day.digits > 2 || month.digits > 2 || day.name || year.name {
        return None;
    }
    let year_number = match year.digits {
        4 => year.number as i32,
        2 if year.number >= 70 => 1900 + year.number as i32,
        2 => 2000 + year.number as i32,
        _ => return None,
    };
    (1900..=2199)
        .contains(&year_number)
        .then(|| day_of(year_number, month.number, day.number))?
}

/// The first day of what is longer than one: ISO week 2024-W05 or 2024W05 (ISO 8601, its Monday),
/// SAP's period 2023.004 and 004.2023 (those behind the twelfth are December's), month 2023-04 and
/// 04.2023.
fn week_or_period(text: &[u8], order: DateOrder) -> Option<Day> {
    let number = |digits: &[u8]| -> Option<u32> {
        let all = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
        all.then(|| digits.iter().fold(0, |n, d| n * 10 + u32::from(d - b'0')))
    };
    let is_sign = |b: &u8| matches!(b, b'.' | b'-' | b'/');
    let first_day = |year: &[u8], month: u32| -> Option<Day> {
        let year = number(year).filter(|y| (1900..=2199).contains(y))?;
        day_of(year as i32, month, 1)
    };
    let period = |digits: &[u8]| match digits.len() {
        3 => number(digits)
            .filter(|p| (1..=16).contains(p))
            .map(|p| p.min(12)),
        2 => number(digits),
        _ => None,
    };
    match order {
        DateOrder::YearMonthDay => {
            let (year, rest) = text.split_at_checked(4)?;
            let rest = rest.strip_prefix(b"-").unwrap_or(rest);
            if let Some(week) = rest.strip_prefix(b"W") {
                let week = number(week).filter(|w| week.len() == 2 && (1..=53).contains(w))?;
                // The week with January 4 is the first.
                let year = number(year).filter(|y| (1900..=2199).contains(y))?;
                let fourth = day_of(year as i32, 1, 4)?;
                let monday = fourth - (fourth + 3).rem_euclid(7);
                return Some(monday + 7 * (week as i32 - 1));
            }
            let rest = &text[4..];
            rest.first().filter(|b| is_sign(b))?;
            first_day(year, period(&rest[1..])?)
        }
        DateOrder::DayMonthYear => {
            let at = text.len().checked_sub(4)?;
            let (rest, year) = text.split_at(at);
            let (sign, digits) = rest.split_last()?;
            if !is_sign(sign) {
                return None;
            }
            first_day(year, period(digits)?)
        }
        DateOrder::MonthDayYear | DateOrder::ExcelSerial => None,
    }
}

#[derive(Clone, Copy, Default)]
struct Part {
    number: u32,
    digits: usize,
    /// A month written as a word.
    name: bool,
}

/// 20241231 or 31122024, with or without a time behind.
fn compact(digits: &[u8], order: DateOrder) -> Option<Day> {
    let number = |range: std::ops::Range<usize>| {
        digits[range]
            .iter()
            .fold(0, |n, d| n * 10 + u32::from(d - b'0'))
    };
    let (year, month, day) = match order {
        DateOrder::YearMonthDay => (number(0..4), number(4..6), number(6..8)),
        DateOrder::DayMonthYear => (number(4..8), number(2..4), number(0..2)),
        DateOrder::MonthDayYear => (number(4..8), number(0..2), number(2..4)),
        DateOrder::ExcelSerial => return None,
    };
    (1900..=2199)
        .contains(&year)
        .then(|| day_of(year as i32, month, day))?
}

/// Days since 1899-12-30, from 1910 to 2100, as spreadsheets of the 1900 system store them.
fn serial(text: &[u8]) -> Option<Day> {
    let value: f64 = std::str::from_utf8(text).ok()?.parse().ok()?;
    (3654.0..73_415.0)
        .contains(&value)
        .then(|| value as i32 - 25_569)
}

/// 1 to 12 for a month's name or its usual short form.
pub(super) fn month_named(word: &[u8]) -> Option<u32> {
    let word = String::from_utf8_lossy(word).to_lowercase();
    let begins = |prefixes: &[&str]| prefixes.iter().any(|p| word.starts_with(p));
    // Longer beginnings first where a short one would catch two months.
    let month = match () {
        () if begins(&["jan", "jän", "ene"]) => 1,
        () if begins(&["feb", "fév", "fev"]) => 2,
        () if begins(&["mar", "mär", "mrz"]) => 3,
        () if begins(&["apr", "avr", "abr"]) => 4,
        () if begins(&["may", "mai"]) => 5,
        () if begins(&["jun", "juin"]) => 6,
        () if begins(&["jul", "juil"]) => 7,
        () if begins(&["aug", "aoû", "aou", "ago"]) => 8,
        () if begins(&["sep"]) => 9,
        () if begins(&["oct", "okt"]) => 10,
        () if begins(&["nov"]) => 11,
        () if begins(&["dec", "déc", "dez", "dic"]) => 12,
        () => return None,
    };
    Some(month)
}

/// How many of the texts each order can read, in the order of `CANDIDATES`.
pub fn readable<'a>(texts: impl Iterator<Item = &'a [u8]>) -> [u32; 4] {
    let mut counts = [0; 4];
    for text in texts {
        for (count, order) in counts.iter_mut().zip(CANDIDATES) {
            *count += u32::from(parse(text, order).is_some());
        }
    }
    counts
}

/// The orders tried, the more usual first: a tie goes to the earlier.
pub const CANDIDATES: [DateOrder; 4] = [
    DateOrder::YearMonthDay,
    DateOrder::DayMonthYear,
    DateOrder::MonthDayYear,
    DateOrder::ExcelSerial,
];

#[cfg(test)]
mod tests {
    use super::*;
    use DateOrder::{DayMonthYear, ExcelSerial, MonthDayYear, YearMonthDay};
    use proptest::prelude::*;

    #[track_caller]
    fn reads(text: &str, order: DateOrder, want: &str) {
        assert_eq!(
            parse(text.as_bytes(), order).map(iso).as_deref(),
            Some(want),
            "{text}"
        );
    }

    #[test]
    fn forms_of_dates() {
        reads("2016-11-08", YearMonthDay, "2016-11-08");
        reads("1996-07-04 00:00:00.000", YearMonthDay, "1996-07-04");
        reads("2010-12-01T08:26:00Z", YearMonthDay, "2010-12-01");
        reads("20241231", YearMonthDay, "2024-12-31");
        reads("20241231235959", YearMonthDay, "2024-12-31");
        reads("08.11.2016", DayMonthYear, "2016-11-08");
        reads("2-Jun-06", DayMonthYear, "2006-06-02");
        reads("31/12/99", DayMonthYear, "1999-12-31");
        reads("3. März 2024", DayMonthYear, "2024-03-03");
        reads("1 août 2023", DayMonthYear, "2023-08-01");
        reads("12/31/2024 14:05", MonthDayYear, "2024-12-31");
        reads("Dec 31, 2024", MonthDayYear, "2024-12-31");
        reads("45657", ExcelSerial, "2024-12-31");
        reads("45657.75", ExcelSerial, "2024-12-31");
        reads("29.02.2024", DayMonthYear, "2024-02-29");
    }

    #[test]
    fn a_year_in_front_is_read_in_every_order() {
        reads("2024-02-03", DayMonthYear, "2024-02-03");
        reads("2024-02-03 10:00", MonthDayYear, "2024-02-03");
        let mixed = ["2024-02-03", "04.02.2024", "13.02.2024"];
        assert_eq!(readable(mixed.iter().map(|t| t.as_bytes())), [1, 3, 2, 0]);
    }

    #[test]
    fn weeks_and_periods_are_their_first_day() {
        // ISO 8601: 2024-W01 begins on 1 January, 2021-W01 on 4 January, 2020 has a week 53.
        reads("2024-W01", YearMonthDay, "2024-01-01");
        reads("2021W01", YearMonthDay, "2021-01-04");
        reads("2020-W53", YearMonthDay, "2020-12-28");
        reads("2023.004", YearMonthDay, "2023-04-01");
        reads("016.2023", DayMonthYear, "2023-12-01");
        reads("2023-04", YearMonthDay, "2023-04-01");
        reads("04/2023", DayMonthYear, "2023-04-01");
        for (text, order) in [
            ("2024-W54", YearMonthDay),
            ("2023.017", YearMonthDay),
            ("2023-13", YearMonthDay),
            ("2023.004", DayMonthYear),
            ("1.23", DayMonthYear),
        ] {
            assert_eq!(parse(text.as_bytes(), order), None, "{text}");
        }
    }

    #[test]
    fn month_names_in_windows_1252() {
        for (text, want) in [
            (&b"03. M\xE4rz 2024"[..], "2024-03-03"),
            (b"1 ao\xFBt 2023", "2023-08-01"),
            (b"12 d\xE9c 2023", "2023-12-12"),
            ("12 déc 2023".as_bytes(), "2023-12-12"),
        ] {
            let text = decoded(text, Encoding::Windows1252);
            assert_eq!(parse(&text, DayMonthYear).map(iso).as_deref(), Some(want));
        }
    }

    #[test]
    fn not_dates() {
        for text in [
            "",
            "00.00.0000",
            "29.02.2023",
            "31.04.2024",
            "Pre-PQ Process",
            "12",
            "1.2.3.4",
        ] {
            assert_eq!(parse(text.as_bytes(), DayMonthYear), None, "{text:?}");
        }
        assert_eq!(parse(b"13/01/2024", MonthDayYear), None);
        assert_eq!(
            parse(b"8812", ExcelSerial).map(iso).as_deref(),
            Some("1924-02-15")
        );
    }

    #[test]
    fn a_whole_column_decides_the_order() {
        let texts = ["01/02/2024", "03/04/2024", "05/28/2024"];
        let counts = readable(texts.iter().map(|t| t.as_bytes()));
        assert_eq!(counts, [0, 2, 3, 0]);
    }

    proptest! {
        #[test]
        fn days_and_civil_dates_round_trip(day in -30_000_i32..80_000) {
            let (y, m, d) = civil_of(day);
            prop_assert_eq!(day_of(y, m, d), Some(day));
            if (1900..2200).contains(&y) {
                prop_assert_eq!(parse(iso(day).as_bytes(), YearMonthDay), Some(day));
            }
        }

        #[test]
        fn parse_never_panics(text in prop::collection::vec(any::<u8>(), 0..24)) {
            for order in CANDIDATES {
                let _ = parse(&text, order);
            }
        }
    }
}
