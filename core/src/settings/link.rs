//! When keys of two files are taken for the same.

use serde::{Deserialize, Serialize};

/// A rule by which keys of other files are held against those of the order lines. Without any, keys
/// must be equal letter by letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyRule {
    /// 0000012345 is 12345, as SAP's ALPHA conversion has it; keys of digits alone.
    LeadingZeros,
    /// ab-1 is AB-1.
    Case,
    /// "AB 1", "AB-1", "AB\u{2011}1" and "AB1" are the same: blanks and hyphens of any kind.
    BlanksAndHyphens,
}

impl KeyRule {
    /// Every rule, in the order in which they are tried.
    pub const ALL: [KeyRule; 3] = [
        KeyRule::LeadingZeros,
        KeyRule::Case,
        KeyRule::BlanksAndHyphens,
    ];

    /// The rule as a sentence without its full stop.
    pub fn words(self) -> &'static str {
        match self {
            KeyRule::LeadingZeros => "Leading zeros do not count",
            KeyRule::Case => "Upper and lower case are the same",
            KeyRule::BlanksAndHyphens => "Blanks and hyphens do not count",
        }
    }
}

/// What a key is the key of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyKind {
    /// Items.
    Item,
    /// Customers.
    Customer,
}

/// Two keys that the user said are the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SameKey {
    /// What they are keys of.
    pub kind: KeyKind,
    /// As the order lines write it.
    pub in_lines: String,
    /// As the other file writes it.
    pub in_file: String,
}

/// How keys of other files find their counterpart in the order lines. Takes effect when the files
/// are read; every key that a rule or pair made equal is told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LinkSettings {
    /// Rules in force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<KeyRule>,
    /// Single pairs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same: Vec<SameKey>,
}

impl LinkSettings {
    /// With a rule or pair more, or without it where it is in force.
    #[must_use]
    pub fn toggled(&self, rule: Option<KeyRule>, same: Option<&SameKey>) -> LinkSettings {
        let mut out = self.clone();
        if let Some(rule) = rule {
            match out.rules.iter().position(|r| *r == rule) {
                Some(at) => drop(out.rules.remove(at)),
                None => out.rules.push(rule),
            }
        }
        if let Some(same) = same {
            match out.same.iter().position(|s| s == same) {
                Some(at) => drop(out.same.remove(at)),
                None => out.same.push(same.clone()),
            }
        }
        out
    }

    /// Nothing but equal keys match.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.same.is_empty()
    }
}
