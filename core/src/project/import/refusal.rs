//! Settings files that cannot be used: what is wrong, where it stands, and the way out.

use crate::project::parameters::Parameters;
use crate::project::view::UserError;
use serde_json::{Error, Value};
use std::fmt::Write as _;

/// Keys of settings files. `file` and `format` say in mappings what they belong to.
#[rustfmt::skip] // as a paragraph
const KEYS: [&str; 25] = [
    "name", "file", "format", "encoding", "delimiter", "header_row", "decimal", "date_formats", "columns",
    "cost_rate", "return_order_regex", "return_signs", "direct_costs", "order_level_costs", "pools", "cost_model",
    "simple_pools", "params", "currency", "sheet", "levers", "activities", "files", "linking",
    "doctor",
];
const POOL_KEYS: [&str; 9] = [
    "name",
    "amount",
    "driver",
    "avoidable_share",
    "assumed",
    "capacity",
    "terms",
    "rate",
    "months",
];

const NO_SETTINGS: &str = "Choose settings as “Hand over” exports them; files of data and of cost pools go to “Add files”";

fn refused(detail: String, remedy: &str) -> UserError {
    UserError {
        title: "The settings file cannot be used".to_owned(),
        detail,
        remedy: remedy.to_owned(),
    }
}

/// Of a text that is no JSON: another kind of file, one cut off, or a slip of the pen.
pub(super) fn no_json(text: &str, error: &Error) -> UserError {
    if !text.trim_start().starts_with('{') {
        let what = if text.trim().is_empty() {
            "It is empty"
        } else {
            "Settings begin with {, and this file does not: it is of another kind"
        };
        return refused(what.to_owned(), NO_SETTINGS);
    }
    if error.is_eof() {
        return refused(
            format!(
                "It breaks off in line {}: its end is missing, or a bracket is not closed",
                error.line()
            ),
            "Export or copy the file again, or close the bracket",
        );
    }
    refused(
        format!(
            "In line {}, before character {}, a comma, a quotation mark or a bracket is missing or too many",
            error.line(),
            error.column()
        ),
        "Correct that place, or export the settings again",
    )
}

/// Refuses JSON in which nothing is a setting, which would put every cost pool back.
pub(super) fn no_settings(file: &Value) -> Result<(), UserError> {
    let Some(object) = file.as_object() else {
        return Err(refused(
            "It is a list or a single value: it is of another kind".to_owned(),
            NO_SETTINGS,
        ));
    };
    if object.keys().any(|key| KEYS.contains(&key.as_str())) {
        return Ok(());
    }
    let keys: Vec<&str> = object.keys().take(5).map(String::as_str).collect();
    Err(refused(
        format!("Nothing in it is a setting; it holds {}", listed(&keys)),
        NO_SETTINGS,
    ))
}

/// Refuses a key that nothing reads, with the path to it.
pub(super) fn unknown_key(file: &Value) -> Result<(), UserError> {
    let unknown = |object: &Value, known: &[&str], path: &str| {
        let keys = object.as_object()?.keys();
        let mut unknown = keys.filter(|k| !known.contains(&k.as_str()));
        unknown.next().map(|k| format!("{path}{k}"))
    };
    let in_pools = |list: &str| {
        let pools = file.get(list)?.as_array()?;
        pools
            .iter()
            .find_map(|p| unknown(p, &POOL_KEYS, &format!("{list}: ")))
    };
    let key = unknown(file, &KEYS, "")
        .or_else(|| unknown(file.get("params")?, Parameters::KEYS, "params: "))
        .or_else(|| in_pools("pools"))
        .or_else(|| in_pools("simple_pools"));
    key.map_or(Ok(()), |key| {
        Err(UserError {
            title: format!("The settings have an unknown key “{key}”"),
            detail: "Nothing was changed".to_owned(),
            remedy: "Correct its name, or delete it from the file".to_owned(),
        })
    })
}

/// Of JSON with a value that does not belong where it stands.
pub(super) fn other_form(text: &str, error: &Error) -> UserError {
    let message = error.to_string();
    let missing = message.starts_with("missing field");
    let place = place_of(text, error.line(), error.column(), missing);
    let mut quoted = message.split('`').skip(1).step_by(2);
    let first = quoted.next().unwrap_or_default();
    let (what, remedy) = if message.starts_with("unknown variant") {
        let possible: Vec<&str> = quoted.collect();
        (
            format!(
                "“{first}” means nothing there. Possible are {}",
                listed(&possible)
            ),
            "Write one of these",
        )
    } else if missing {
        (format!("“{first}” is missing"), "Add it")
    } else if let Some((found, expected)) = message
        .strip_prefix("invalid type: ")
        .and_then(|m| m.split_once(", expected "))
    {
        (
            format!("{} stands where {} belongs", kind(found), kind(expected)),
            "Correct that value",
        )
    } else {
        ("the value cannot be used".to_owned(), "Correct that value")
    };
    refused(
        format!("{place}: {what}"),
        &format!("{remedy}, or export the settings again"),
    )
}

fn listed(words: &[&str]) -> String {
    match words {
        [] => "nothing".to_owned(),
        words => words.join(", "),
    }
}

/// What a value is, for people; by how the reader of JSON calls it.
fn kind(of: &str) -> &'static str {
    const KINDS: [(&str, &str); 10] = [
        ("string", "a text"),
        ("a string", "a text"),
        ("null", "nothing"),
        ("boolean", "true or false"),
        ("a boolean", "true or false"),
        ("sequence", "a list"),
        ("a sequence", "a list"),
        ("map", "a group in { }"),
        ("a map", "a group in { }"),
        ("struct", "a group in { }"),
    ];
    let numbers = ["integer", "floating", "f64", "u", "i"];
    let named = KINDS.iter().find(|(name, _)| of.starts_with(name));
    match named {
        Some((_, words)) => words,
        None if numbers.iter().any(|n| of.starts_with(n)) => "a number",
        None => "something else",
    }
}

/// Braces or brackets that are open at a place of a text.
#[derive(Default)]
struct Level<'a> {
    is_list: bool,
    /// Entries of the list before this one.
    before: usize,
    key: &'a str,
}

/// Where something stands in a JSON text: line 7, “pools”, entry 2, “driver”. What is missing is
/// missing from the whole group (`in_group`), whatever its last key is.
fn place_of(text: &str, line: usize, column: usize, in_group: bool) -> String {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let bytes = &text.as_bytes()[..(before + column).min(text.len())];
    let mut open: Vec<Level> = Vec::new();
    let (mut at, mut word) = (0, "");
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                let start = at + 1;
                at = start;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += 1 + usize::from(bytes[at] == b'\\');
                }
                word = text.get(start..at).unwrap_or_default();
            }
            b'{' | b'[' => open.push(Level {
                is_list: bytes[at] == b'[',
                ..Level::default()
            }),
            b'}' | b']' => {
                open.pop();
            }
            byte => {
                if let Some(level) = open.last_mut() {
                    match byte {
                        b':' => level.key = word,
                        b',' => level.before += 1,
                        _ => {}
                    }
                }
            }
        }
        at += 1;
    }
    if in_group && bytes.last() != Some(&b'}') {
        open.pop();
    }
    // Writing to a String cannot fail.
    let mut place = format!("Line {line}");
    for level in open {
        if level.is_list {
            let _ = write!(place, ", entry {}", level.before + 1);
        } else if !level.key.is_empty() {
            let _ = write!(place, ", “{}”", level.key);
        }
    }
    place
}

/// A value in a settings file that means nothing here.
pub(super) fn unusable(what: &str, value: &str, instead: &str) -> UserError {
    UserError {
        title: format!("The settings name an unknown {what}, “{value}”"),
        detail: "Nothing was changed".to_owned(),
        remedy: format!("Write {instead}, or leave it out to have it detected"),
    }
}
