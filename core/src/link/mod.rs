//! Facts of other files find their order lines: items and customers by their key. Exact keys match;
//! rules and pairs that the user put in force match more. What did not match is reported with its
//! money, and with what would make it match.

mod facts;
mod keys;
mod report;

pub use facts::Facts;
pub use keys::normal;
pub use report::reports;

use crate::fields::Field;
use crate::project::view::FileRole;
use crate::read::OrderTable;
use crate::settings::{KeyKind, KeyRule, LinkSettings};
use std::collections::BTreeMap;

/// A file of items, customers, activities or stock, read whole.
pub struct Master {
    /// What it holds.
    pub role: FileRole,
    /// Its columns; one line a row.
    pub table: OrderTable,
}

/// Why a key of order lines goes with a key of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Because {
    Equal,
    /// Pair number so many of the settings.
    Same(usize),
    Rule(KeyRule),
}

/// How the keys of one file go with those of the order lines.
pub struct Match {
    pub(crate) file: String,
    pub(crate) role: FileRole,
    pub(crate) kind: KeyKind,
    /// The distinct keys of the file.
    pub(crate) keys: Vec<String>,
    /// By code of the order lines' key: code of the file's key, and why.
    pub(crate) of_lines: Vec<Option<(u32, Because)>>,
    /// Keys with more rows than one, where one is expected, with how many.
    pub(crate) repeated: Vec<(u32, u32)>,
}

impl Match {
    /// Holds the keys of a file against those of the order lines; None where either has none.
    pub(crate) fn of(
        lines: &OrderTable,
        master: &Master,
        settings: &LinkSettings,
    ) -> Option<Match> {
        let (field, kind) = key_of(master.role)?;
        let ours = texts(lines, field)?;
        let keys = texts(&master.table, field)?;
        let codes: BTreeMap<&str, u32> = keys.iter().map(String::as_str).zip(0..).collect();
        let pairs: Vec<_> = settings.same.iter().enumerate().collect();
        let by_rule: Vec<(KeyRule, BTreeMap<String, u32>)> = KeyRule::ALL
            .into_iter()
            .filter(|rule| settings.rules.contains(rule))
            .map(|rule| (rule, normal_codes(&keys, rule)))
            .collect();
        let of_lines = ours
            .iter()
            .map(|key| {
                if key.is_empty() {
                    return None;
                }
                if let Some(&code) = codes.get(key.as_str()) {
                    return Some((code, Because::Equal));
                }
                let pair = pairs
                    .iter()
                    .find(|(_, same)| same.kind == kind && same.in_lines == *key)
                    .and_then(|(at, same)| Some((*at, *codes.get(same.in_file.as_str())?)));
                if let Some((at, code)) = pair {
                    return Some((code, Because::Same(at)));
                }
                by_rule.iter().find_map(|(rule, normals)| {
                    let code = normals.get(&normal(key, *rule))?;
                    Some((*code, Because::Rule(*rule)))
                })
            })
            .collect();
        Some(Match {
            file: master.table.file.clone(),
            role: master.role,
            kind,
            repeated: repeated(master, field),
            of_lines,
            keys,
        })
    }

    /// The file's key that goes with a key of the order lines.
    pub(crate) fn code(&self, line_code: usize) -> Option<usize> {
        let (code, _) = (*self.of_lines.get(line_code)?)?;
        Some(code as usize)
    }
}

/// The keys in the form that a rule gives them, each with the code of the first that has it.
fn normal_codes(keys: &[String], rule: KeyRule) -> BTreeMap<String, u32> {
    let mut codes = BTreeMap::new();
    for (key, code) in keys.iter().zip(0..) {
        if !key.is_empty() {
            codes.entry(normal(key, rule)).or_insert(code);
        }
    }
    codes
}

/// The field by which a file is linked.
fn key_of(role: FileRole) -> Option<(Field, KeyKind)> {
    match role {
        FileRole::Items | FileRole::Stock => Some((Field::Item, KeyKind::Item)),
        FileRole::Customers | FileRole::Activities => Some((Field::Customer, KeyKind::Customer)),
        FileRole::OrderLines | FileRole::CostPools | FileRole::NotUsed => None,
    }
}

fn texts(table: &OrderTable, field: Field) -> Option<Vec<String>> {
    let column = table.key(field)?;
    let codes = 0..column.texts.len() as u32;
    Some(
        codes
            .map(|code| table.text(column.texts.bytes(code)))
            .collect(),
    )
}

/// Keys with more than one row in a file of one row a key.
fn repeated(master: &Master, field: Field) -> Vec<(u32, u32)> {
    if master.role == FileRole::Stock {
        return Vec::new();
    }
    let Some(column) = master.table.key(field) else {
        return Vec::new();
    };
    let mut rows = vec![0_u32; column.texts.len()];
    for &code in &column.codes {
        rows[code as usize] += 1;
    }
    let blank = column.texts.find(b"");
    let counted = (0..).zip(rows);
    counted
        .filter(|&(code, rows)| rows > 1 && Some(code) != blank)
        .collect()
}
