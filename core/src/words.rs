//! Amounts, shares and counts as they stand in sentences, of every stage alike.

/// Between a number and its unit: a line never breaks there.
const SPACE: char = '\u{a0}';

/// "1.24 M", "612 k", "84.2", "5.2": an amount in a sentence, to three significant digits.
pub fn amount(value: f64) -> String {
    let size = value.abs();
    // Decimals that leave three significant digits.
    let decimals = |shown: f64| match shown {
        x if x < 9.995 => 2,
        x if x < 99.95 => 1,
        _ => 0,
    };
    let unit = [(1e9, "bn"), (1e6, "M"), (1e3, "k")]
        .into_iter()
        // 999.5 k would read "1000 k": the unit is chosen after rounding.
        .find(|(unit, _)| size >= unit * 0.9995);
    let text = if let Some((by, unit)) = unit {
        let shown = size / by;
        format!("{shown:.*}{SPACE}{unit}", decimals(shown))
    } else {
        let text = format!("{size:.*}", decimals(size));
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text
        }
    };
    if value < 0.0 && text != "0" {
        format!("−{text}")
    } else {
        text
    }
}

/// The first letter as at the beginning of a sentence. Letters beyond the alphabet stay as they are:
/// their capitals are a table of twelve kilobytes.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// "12 %", "0.4 %": a share in a sentence.
pub fn percent(share: f64) -> String {
    let value = share * 100.0;
    let sign = if value < 0.0 { "−" } else { "" };
    if value.abs() >= 9.95 || value == 0.0 {
        format!("{}{SPACE}%", whole(value))
    } else if value.abs() < 0.05 {
        format!("less than 0.1{SPACE}%")
    } else {
        format!("{sign}{:.1}{SPACE}%", value.abs())
    }
}

/// As `percent`, with a decimal where the share would otherwise read as exactly the whole.
pub(crate) fn percent_beside_the_whole(share: f64) -> String {
    let value = share * 100.0;
    if value != 100.0 && value.round() == 100.0 {
        format!("{value:.1}{SPACE}%")
    } else {
        percent(share)
    }
}

fn whole(value: f64) -> String {
    let rounded = value.abs().round();
    let sign = if value < 0.0 && rounded != 0.0 {
        "−"
    } else {
        ""
    };
    format!("{sign}{}", grouped(rounded as u64))
}

/// "1 customer", "31 customers"
pub fn count(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// "61,204"
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_shares_in_sentences() {
        for (value, expected) in [
            (1_240_000.0, "1.24 M"),
            (612_040.0, "612 k"),
            (-148_000.0, "−148 k"),
            (84.2, "84.2"),
            (1_469.0, "1.47 k"),
            (9_999.6, "10.0 k"),
            (999_600.0, "1.00 M"),
            (48_200_000.0, "48.2 M"),
            (2.5e9, "2.50 bn"),
            (5.2, "5.2"),
            (7.0, "7"),
            (-0.4, "−0.4"),
            (-0.001, "0"),
        ] {
            assert_eq!(amount(value).replace(SPACE, " "), expected);
        }
        for (share, expected) in [
            (0.184, "18 %"),
            (0.004, "0.4 %"),
            (-0.5, "−50 %"),
            (0.0, "0 %"),
            (0.0995, "10 %"),
            (0.0001, "less than 0.1 %"),
        ] {
            assert_eq!(percent(share).replace(SPACE, " "), expected);
        }
        assert_eq!(percent_beside_the_whole(1.005), "100.5\u{a0}%");
        assert_eq!(percent_beside_the_whole(1.0), "100\u{a0}%");
        assert_eq!(percent(4_246.89), "424,689\u{a0}%");
        assert_eq!(grouped(61_204), "61,204");
        assert_eq!(count(1, "customer", "customers"), "1 customer");
    }
}
