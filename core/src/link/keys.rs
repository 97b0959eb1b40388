//! Forms of a key in which spelling does not count, and keys that differ by one letter.

use crate::settings::KeyRule;

/// A key in the form that a rule compares.
pub fn normal(key: &str, rule: KeyRule) -> String {
    match rule {
        // SAP's ALPHA conversion pads keys of digits alone; "00A1" is another key than "A1".
        KeyRule::LeadingZeros if key.bytes().all(|b| b.is_ascii_digit()) => {
            let digits = key.trim_start_matches('0');
            if digits.is_empty() { "0" } else { digits }.to_owned()
        }
        KeyRule::LeadingZeros => key.to_owned(),
        KeyRule::Case => key.to_lowercase(),
        KeyRule::BlanksAndHyphens => key
            .chars()
            .filter(|c| !c.is_whitespace() && !is_hyphen(*c) && !is_invisible(*c))
            .collect(),
    }
}

/// Hyphens, dashes and minus signs, the non-breaking one too.
fn is_hyphen(letter: char) -> bool {
    matches!(
        letter,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' | '_'
    )
}

/// Letters of no width that copying from web pages leaves behind.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{2060}')
}

/// Keys shorter than this differ by a letter by right.
const LONG: usize = 6;

/// Whether two long keys differ by one letter: replaced, inserted or left out. Digits that differ
/// are different keys: 100234 and 100235 are neighbours, not typing errors.
pub(super) fn differ_by_a_letter(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    if short.len() < LONG || long.len() - short.len() > 1 {
        return false;
    }
    let same = short
        .iter()
        .zip(long.iter())
        .take_while(|(a, b)| a == b)
        .count();
    let by_right = |letter: &char| letter.is_ascii_digit();
    if short.len() == long.len() {
        same < short.len()
            && short[same + 1..] == long[same + 1..]
            && !(by_right(&short[same]) && by_right(&long[same]))
    } else {
        short[same..] == long[same + 1..] && !by_right(&long[same])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_bring_keys_to_one_form() {
        let same = |a, b, rule| normal(a, rule) == normal(b, rule);
        assert!(same("0000012345", "12345", KeyRule::LeadingZeros));
        assert!(same("000", "0", KeyRule::LeadingZeros));
        assert!(
            !same("00A1", "A1", KeyRule::LeadingZeros),
            "not digits alone"
        );
        assert!(same("ab-1", "AB-1", KeyRule::Case));
        for other in ["AB 1", "AB\u{2011}1", "AB\u{a0}1", "AB1", "AB\u{200b}1"] {
            assert!(same("AB-1", other, KeyRule::BlanksAndHyphens), "{other}");
        }
    }

    #[test]
    fn one_letter_makes_long_keys_near_but_neighbours_stay_apart() {
        assert!(differ_by_a_letter("BOLT-M8X40", "BOLT-M8Y40"));
        assert!(differ_by_a_letter("BOLT-M8X40", "BOLTM8X40"));
        assert!(!differ_by_a_letter("BOLT-M8X40", "BOLT-M8X41"));
        assert!(!differ_by_a_letter("100234", "1002344"));
        assert!(!differ_by_a_letter("C-1", "D-1"), "short");
        assert!(!differ_by_a_letter("BOLT-M8X40", "BOLT-M8X40"), "equal");
    }
}
