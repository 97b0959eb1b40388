//! JSON as the page, the settings file and the results write it: one writer for all, because the
//! usual one brings tables of ten kilobytes for numbers, and another copy of the code of every type
//! for indented text.

use serde::Serialize;
use serde_json::Error;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};

/// Numbers in the fewest digits that read back as the same number.
struct Plain;

impl Formatter for Plain {
    fn write_f64<W: Write + ?Sized>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        write!(writer, "{value:?}")
    }
}

/// A value as JSON on one line.
///
/// # Errors
/// Maps whose keys are no strings.
pub fn to_vec<T: Serialize>(value: &T) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut out, Plain))?;
    Ok(out)
}

/// As [`to_vec`], as text.
///
/// # Errors
/// As there.
pub fn to_string<T: Serialize>(value: &T) -> Result<String, Error> {
    // What the writer writes is UTF-8.
    to_vec(value).map(|bytes| String::from_utf8(bytes).unwrap_or_default())
}

/// JSON on one line, spread over indented lines for people to read.
pub fn spread(line: &str) -> String {
    let mut out = String::with_capacity(line.len() * 2);
    let mut depth = 0;
    let (mut in_text, mut escaped) = (false, false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        if in_text {
            in_text = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
            out.push(letter);
            continue;
        }
        if matches!(letter, '}' | ']') {
            depth -= 1;
            if !out.ends_with(['{', '[']) {
                new_line(&mut out, depth);
            }
        }
        out.push(letter);
        match letter {
            '"' => in_text = true,
            ':' => out.push(' '),
            ',' => new_line(&mut out, depth),
            '{' | '[' => {
                depth += 1;
                if !matches!(letters.peek(), Some('}' | ']')) {
                    new_line(&mut out, depth);
                }
            }
            _ => {}
        }
    }
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<i32>().prop_map(|n| Value::from(f64::from(n) / 64.0)),
            "[ -~äß\\\\\"{}\\[\\]:,\n]{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("[a-z\"\\\\]{1,4}", inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(value in any_json()) {
            let line = to_string(&value).unwrap();
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(&serde_json::from_str::<Value>(&line).unwrap(), &value);
        }

        #[test]
        fn numbers_keep_every_digit(number in any::<f64>().prop_filter("JSON has no others", |n| n.is_finite())) {
            let line = to_string(&number).unwrap();
            prop_assert_eq!(line.parse::<f64>().unwrap().to_bits(), number.to_bits());
        }

        #[test]
        fn spread_text_is_indented_as_usual(value in any_json()) {
            let line = serde_json::to_string(&value).unwrap();
            prop_assert_eq!(spread(&line), serde_json::to_string_pretty(&value).unwrap());
        }
    }

    #[test]
    fn numbers_look_as_usual() {
        let line = to_string(&json!([1.0, 0.1, 1e21, -2.5e-7, 3, null])).unwrap();
        assert_eq!(line, "[1.0,0.1,1e21,-2.5e-7,3,null]");
        assert_eq!(to_string(&f64::NAN).unwrap(), "null");
    }
}
