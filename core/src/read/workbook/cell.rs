//! One cell of a workbook as text.

use calamine::{CellErrorType, DataType};
use std::borrow::Cow;

/// One cell as text; empty for an empty cell.
pub(super) fn cell_text<T: DataType>(cell: &T, epoch_1904: bool) -> Cow<'_, str> {
    if let Some(text) = cell.get_string() {
        text.into()
    } else if let Some(number) = cell.get_float() {
        number_text(number).into()
    } else if let Some(number) = cell.get_int() {
        number.to_string().into()
    } else if let Some(flag) = cell.get_bool() {
        if flag { "TRUE".into() } else { "FALSE".into() }
    } else if let Some(moment) = cell.get_datetime() {
        if moment.is_duration() {
            duration_text(moment.as_f64()).into()
        } else {
            moment_text(moment.as_f64(), epoch_1904).into()
        }
    } else if let Some(iso) = cell.get_datetime_iso() {
        iso_text(iso).into()
    } else if let Some(iso) = cell.get_duration_iso() {
        iso.into()
    } else if let Some(error) = cell.get_error() {
        error_text(error).into()
    } else {
        "".into()
    }
}

/// Shortest text that reads back as the same number; an exponent only beyond 21 digits.
fn number_text(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 {
        "0".to_owned()
    } else if (1e-7..1e21).contains(&size) {
        format!("{number}")
    } else {
        format!("{number:e}")
    }
}

/// A serial day count as ISO date, date and time, or (below one day) time of day.
fn moment_text(serial: f64, epoch_1904: bool) -> String {
    // Rounding to the second first keeps 0.999999 of a day from becoming 23:59:60.
    let seconds = (serial * 86_400.0).round();
    if !(0.0..=2_958_466.0 * 86_400.0).contains(&seconds) {
        return number_text(serial); // no calendar day: leave the number for the checks to find
    }
    let seconds = seconds as i64;
    let (day, second) = (seconds / 86_400, seconds % 86_400);
    let time = format!(
        "{:02}:{:02}:{:02}",
        second / 3_600,
        second / 60 % 60,
        second % 60
    );
    if day == 0 && !epoch_1904 && second > 0 {
        return time;
    }
    // Days since 1970-01-01. The 1900 system believes in a 29 February 1900 (serial 60).
    let days = if epoch_1904 {
        day - 24_107
    } else if day < 60 {
        day - 25_568
    } else {
        day - 25_569
    };
    let (year, month, day) = civil_from_days(days);
    if second == 0 {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {time}")
    }
}

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar (eras of 400
/// years that begin on 1 March, after Hinnant's description of the method).
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// Hours may pass 24: "30:15:00".
fn duration_text(days: f64) -> String {
    let seconds = (days * 86_400.0).round() as i64;
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.abs();
    format!(
        "{sign}{}:{:02}:{:02}",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// "2024-01-31T00:00:00.000" as "2024-01-31", other times of day kept to the second.
fn iso_text(iso: &str) -> String {
    let Some((day, time)) = iso.split_once('T') else {
        return iso.to_owned();
    };
    let time = time.trim_end_matches('Z').split('.').next().unwrap_or("");
    if time.is_empty() || time == "00:00:00" || time == "00:00" {
        day.to_owned()
    } else {
        format!("{day} {time}")
    }
}

fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_days_times_and_durations() {
        for (serial, epoch_1904, expected) in [
            (45_292.0, false, "2024-01-01"),
            (45_292.5, false, "2024-01-01 12:00:00"),
            (45_292.999_999_9, false, "2024-01-02"),
            (43_830.0, true, "2024-01-01"),
            (0.25, false, "06:00:00"),
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (61.0, false, "1900-03-01"),
            (0.0, true, "1904-01-01"),
            (-1.0, false, "-1"),
            (3e9, false, "3000000000"),
        ] {
            assert_eq!(moment_text(serial, epoch_1904), expected);
        }
        assert_eq!(duration_text(1.25), "30:00:00");
        assert_eq!(iso_text("2024-01-31T00:00:00.000"), "2024-01-31");
        assert_eq!(iso_text("2024-01-31T10:15:00Z"), "2024-01-31 10:15:00");
    }

    #[test]
    fn numbers_are_short_and_exact() {
        for (number, expected) in [
            (1.1 * 3.0, "3.3000000000000003"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e15, "1000000000000000"),
            (-0.0, "0"),
            (1e-7, "0.0000001"),
            (1e300, "1e300"),
        ] {
            assert_eq!(number_text(number), expected);
        }
    }
}
