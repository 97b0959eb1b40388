//! What matched, what did not and for how much money, and what would make it match.

use super::keys::differ_by_a_letter;
use super::{Because, Facts, Match, normal_codes};
use crate::dataset::Dataset;
use crate::link::normal;
use crate::project::view::{FileRole, Finding, MatchReport, NearKeys, Severity, Unmatched};
use crate::settings::{KeyKind, KeyRule, LinkSettings, SameKey};
use crate::stats::order;
use crate::words;
use std::collections::BTreeSet;

/// Keys without a counterpart that a report lists.
const LISTED: usize = 10;
/// Keys that are compared letter by letter, the ones with the most money first.
const COMPARED: usize = 300;
const AGAINST: usize = 5_000;
/// Single pairs that are offered.
const PAIRS: usize = 8;
const EXAMPLES: usize = 3;

/// What the used order lines of a key come to.
#[derive(Clone, Copy, Default)]
struct Used {
    lines: u64,
    money: f64,
    size: f64,
}

/// One report for each linked file.
pub fn reports(facts: &Facts, data: &Dataset, settings: &LinkSettings) -> Vec<MatchReport> {
    if facts.matches.is_empty() {
        return Vec::new();
    }
    let items = used(&data.item, data.items.len(), data);
    let customers = used(&data.customer, data.customers.len(), data);
    let report = |found: &Match| {
        let (used, ids) = match found.kind {
            KeyKind::Item => (&items, &data.items.ids),
            KeyKind::Customer => (&customers, &data.customers.ids),
        };
        Report {
            found,
            used,
            ids,
            settings,
            unnamed: match found.kind {
                KeyKind::Item => None,
                KeyKind::Customer => data.no_customer,
            },
        }
        .view()
    };
    facts.matches.iter().map(report).collect()
}

fn used(codes: &[u32], keys: usize, data: &Dataset) -> Vec<Used> {
    let mut used = vec![Used::default(); keys];
    for (line, &code) in codes.iter().enumerate() {
        if data.kinds[line].is_used() {
            let of = &mut used[code as usize];
            of.lines += 1;
            of.money += data.revenue[line];
            of.size += data.revenue[line].abs();
        }
    }
    used
}

struct Report<'a> {
    found: &'a Match,
    /// By code of the order lines' key.
    used: &'a [Used],
    ids: &'a [String],
    settings: &'a LinkSettings,
    /// The customer that stands for none.
    unnamed: Option<u32>,
}

impl Report<'_> {
    fn view(&self) -> MatchReport {
        let of_lines = |code: &usize| self.found.of_lines.get(*code).copied().flatten();
        let asked: Vec<usize> = (0..self.used.len())
            .filter(|&code| self.used[code].lines > 0 && Some(code as u32) != self.unnamed)
            .collect();
        let (matched, mut missing): (Vec<usize>, Vec<usize>) =
            asked.iter().partition(|code| of_lines(code).is_some());
        order::sort_by(&mut missing, |&a, &b| {
            self.used[b]
                .size
                .total_cmp(&self.used[a].size)
                .then(a.cmp(&b))
        });
        let size = |codes: &[usize]| codes.iter().map(|&c| self.used[c].size).sum::<f64>();
        let all = size(&asked);
        let money_share = if all > 0.0 { size(&matched) / all } else { 0.0 };
        let found: BTreeSet<u32> = matched
            .iter()
            .filter_map(|code| Some(of_lines(code)?.0))
            .collect();
        let filled = self.found.keys.iter().filter(|k| !k.is_empty()).count();
        MatchReport {
            file: self.found.file.clone(),
            role: self.found.role,
            headline: self.headline(matched.len(), asked.len(), money_share),
            lede: self.lede(missing.len(), filled - found.len(), 1.0 - money_share),
            matched: matched.len() as u64,
            only_lines: missing.len() as u64,
            only_file: (filled - found.len()) as u64,
            money_share,
            missing: missing
                .iter()
                .take(LISTED)
                .map(|&code| Unmatched {
                    key: self.ids[code].clone(),
                    money: self.used[code].money,
                    lines: self.used[code].lines,
                })
                .collect(),
            near: self.near(&missing, &found),
            in_force: self.in_force(&matched),
            findings: self.findings(),
        }
    }

    fn headline(&self, matched: usize, asked: usize, share: f64) -> String {
        let (_, what) = self.one_and_many();
        if matched == asked {
            return format!(
                "All {} {what} of the order lines stand in {}",
                words::grouped(asked as u64),
                self.found.file
            );
        }
        format!(
            "{} of {} {what} of the order lines stand in {}: {} of net sales",
            words::grouped(matched as u64),
            words::grouped(asked as u64),
            self.found.file,
            words::percent(share)
        )
    }

    fn one_and_many(&self) -> (&'static str, &'static str) {
        match self.found.kind {
            KeyKind::Item => ("item", "items"),
            KeyKind::Customer => ("customer", "customers"),
        }
    }

    fn lede(&self, only_lines: usize, only_file: usize, share: f64) -> String {
        let (one, many) = self.one_and_many();
        let unsold = match only_file {
            0 => "nothing stands in the file that was not sold".to_owned(),
            n => format!(
                "{} of the file {} in the order lines",
                words::count(n as u64, one, many),
                if n == 1 {
                    "does not occur"
                } else {
                    "do not occur"
                }
            ),
        };
        let missing = match only_lines {
            0 => "Every key of the order lines found its row".to_owned(),
            n => format!(
                "{} of the order lines, {} of net sales, {} not in the file",
                words::count(n as u64, one, many),
                words::percent(share),
                if n == 1 { "is" } else { "are" }
            ),
        };
        format!("{missing}; {unsold}")
    }

    fn group(&self, words: String, pairs: &[(usize, u32)]) -> NearKeys {
        let (one, many) = self.one_and_many();
        let money: f64 = pairs.iter().map(|&(code, _)| self.used[code].money).sum();
        let example = pairs.first().map_or(String::new(), |&(code, key)| {
            let in_file = &self.found.keys[key as usize];
            format!("; “{}” is “{in_file}” in the file", self.ids[code])
        });
        NearKeys {
            words,
            detail: format!(
                "{} with {} of net sales{example}",
                words::count(pairs.len() as u64, one, many),
                words::amount(money)
            ),
            rule: None,
            same: None,
            keys: pairs.len() as u64,
            money,
            examples: pairs
                .iter()
                .take(EXAMPLES)
                .map(|&(code, key)| {
                    (
                        self.ids[code].clone(),
                        self.found.keys[key as usize].clone(),
                    )
                })
                .collect(),
        }
    }

    /// What would find more keys: each rule that is not in force, then single pairs.
    fn near(&self, missing: &[usize], found: &BTreeSet<u32>) -> Vec<NearKeys> {
        let mut near = Vec::new();
        let mut explained: BTreeSet<usize> = BTreeSet::new();
        for rule in KeyRule::ALL {
            if self.settings.rules.contains(&rule) {
                continue;
            }
            let normals = normal_codes(&self.found.keys, rule);
            let pairs: Vec<(usize, u32)> = missing
                .iter()
                .filter_map(|&code| Some((code, *normals.get(&normal(&self.ids[code], rule))?)))
                .collect();
            if pairs.is_empty() {
                continue;
            }
            explained.extend(pairs.iter().map(|(code, _)| code));
            near.push(NearKeys {
                rule: Some(rule),
                ..self.group(rule.words().to_owned(), &pairs)
            });
        }
        let free: Vec<u32> = (0..self.found.keys.len() as u32)
            .filter(|key| !found.contains(key))
            .take(AGAINST)
            .collect();
        let left = missing.iter().filter(|code| !explained.contains(code));
        let pairs = left.take(COMPARED).filter_map(|&code| {
            let key = free.iter().find(|&&key| {
                differ_by_a_letter(&self.ids[code], &self.found.keys[key as usize])
            })?;
            Some((code, *key))
        });
        near.extend(pairs.take(PAIRS).map(|(code, key)| {
            let (in_lines, in_file) = (&self.ids[code], &self.found.keys[key as usize]);
            NearKeys {
                same: Some(SameKey {
                    kind: self.found.kind,
                    in_lines: in_lines.clone(),
                    in_file: in_file.clone(),
                }),
                ..self.group(
                    format!("“{in_lines}” and “{in_file}” differ by one letter"),
                    &[(code, key)],
                )
            }
        }));
        near
    }

    /// What the rules and pairs in force did here.
    fn in_force(&self, matched: &[usize]) -> Vec<NearKeys> {
        let by = |wanted: Because| -> Vec<(usize, u32)> {
            let of = |code: &usize| self.found.of_lines[*code];
            matched
                .iter()
                .filter_map(|code| {
                    of(code)
                        .filter(|(_, why)| *why == wanted)
                        .map(|(k, _)| (*code, k))
                })
                .collect()
        };
        let mut in_force = Vec::new();
        for &rule in &self.settings.rules {
            let pairs = by(Because::Rule(rule));
            if !pairs.is_empty() {
                in_force.push(NearKeys {
                    rule: Some(rule),
                    ..self.group(rule.words().to_owned(), &pairs)
                });
            }
        }
        for (at, same) in self.settings.same.iter().enumerate() {
            let pairs = by(Because::Same(at));
            if !pairs.is_empty() {
                in_force.push(NearKeys {
                    same: Some(same.clone()),
                    ..self.group(format!("“{}” is “{}”", same.in_lines, same.in_file), &pairs)
                });
            }
        }
        in_force
    }

    fn findings(&self) -> Vec<Finding> {
        let Some(&(key, rows)) = self.found.repeated.first() else {
            return Vec::new();
        };
        let added = self.found.role == FileRole::Activities;
        vec![Finding {
            severity: if added {
                Severity::Note
            } else {
                Severity::Warning
            },
            file: self.found.file.clone(),
            row: None,
            column: None,
            message: format!(
                "{} more than one row, such as “{}” with {rows}: {}",
                words::count(self.found.repeated.len() as u64, "key has", "keys have"),
                self.found.keys[key as usize],
                if added {
                    "they are added up"
                } else {
                    "the first that is filled in counts"
                }
            ),
            remedy: "Export one row a key if the rows contradict each other".to_owned(),
        }]
    }
}
