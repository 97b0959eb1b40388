//! How the keys of a file fit those of the order lines.

use super::{FileRole, Finding};
use crate::settings::{KeyRule, SameKey};
use serde::{Deserialize, Serialize};

/// The match of one file with the order lines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatchReport {
    /// The file's name.
    pub file: String,
    /// What it holds.
    pub role: FileRole,
    /// "214 of 230 items of the order lines stand in items.csv: 96.1 % of net sales".
    pub headline: String,
    /// What did not match either way, in a sentence.
    pub lede: String,
    /// Keys that stand in both.
    pub matched: u64,
    /// Keys of used order lines that the file lacks.
    pub only_lines: u64,
    /// Keys of the file that no used order line has.
    pub only_file: u64,
    /// Net sales of the order lines whose key is found, as a share of all; amounts count without
    /// their sign.
    pub money_share: f64,
    /// The keys of order lines that the file lacks, by net sales.
    pub missing: Vec<Unmatched>,
    /// Keys that are nearly equal, by what would make them equal.
    pub near: Vec<NearKeys>,
    /// Rules and pairs in force that made keys equal here, each with what it did; can be undone.
    pub in_force: Vec<NearKeys>,
    /// What is odd: keys that stand in the file more than once.
    pub findings: Vec<Finding>,
}

/// A key of order lines that a file lacks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unmatched {
    /// The key.
    pub key: String,
    /// Net sales of its lines.
    pub money: f64,
    /// Its used lines.
    pub lines: u64,
}

/// Keys that one rule, or one decision of the user, makes equal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NearKeys {
    /// "Leading zeros do not count".
    pub words: String,
    /// How many keys it finds, for how much money, and an example.
    pub detail: String,
    /// The rule; None where a single pair is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<KeyRule>,
    /// The pair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same: Option<SameKey>,
    /// Keys of order lines that find their counterpart by it.
    pub keys: u64,
    /// Net sales of their lines.
    pub money: f64,
    /// Up to three: key of the lines, key of the file.
    pub examples: Vec<(String, String)>,
}
