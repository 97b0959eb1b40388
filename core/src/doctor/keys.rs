//! Keys that are probably one: they differ in blanks, case, leading zeros or hyphens only.

use crate::dataset::{Dataset, Entities};
use crate::settings::Party;
use crate::stats::{Sum, in_stretches, order};

/// Keys that look alike.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyGroup {
    /// Positions among the customers or items, the one with the largest net sales first (ties by
    /// key): the others go into it.
    pub members: Vec<u32>,
    /// Used lines of each.
    pub lines: Vec<u64>,
    /// Net sales of each.
    pub revenue: Vec<f64>,
}

/// What is left of a key without blanks, hyphens of any kind and case; of a whole number without
/// leading zeros too, as SAP's conversion ALPHA leaves them out.
pub fn normal_form(key: &str) -> String {
    let plain: String = key
        .chars()
        .filter(|c| !c.is_whitespace() && !is_hyphen(*c))
        .flat_map(char::to_lowercase)
        .collect();
    if !plain.is_empty() && plain.bytes().all(|b| b.is_ascii_digit()) {
        return plain.trim_start_matches('0').to_owned();
    }
    plain
}

fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// Customers or items with used lines whose keys have the same [`normal_form`], groups by it.
pub fn alike(data: &Dataset, of: Party) -> Vec<KeyGroup> {
    let (entities, codes) = parts(data, of);
    let mut forms: Vec<(String, u32)> = (0..)
        .zip(&entities.ids)
        .map(|(position, id)| (normal_form(id), position))
        .filter(|(form, _)| !form.is_empty())
        .collect();
    order::sort_by(&mut forms, Ord::cmp);
    let groups: Vec<Vec<u32>> = forms
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|group| group.len() > 1)
        .map(|group| group.iter().map(|(_, position)| *position).collect())
        .collect();
    if groups.is_empty() {
        return Vec::new();
    }
    let mut sums = vec![(0_u64, Sum::default()); entities.len()];
    in_stretches(data.lines(), |stretch| {
        for line in stretch.filter(|&l| data.kinds[l].is_used()) {
            let (lines, revenue) = &mut sums[codes[line] as usize];
            *lines += 1;
            revenue.add(data.revenue[line]);
        }
    });
    let found = groups.into_iter().filter_map(|mut members| {
        members.retain(|&m| sums[m as usize].0 > 0);
        order::sort_by(&mut members, |&a, &b| {
            let money = |m: u32| sums[m as usize].1.value();
            let id = |m: u32| &entities.ids[m as usize];
            money(b).total_cmp(&money(a)).then_with(|| id(a).cmp(id(b)))
        });
        (members.len() > 1).then(|| KeyGroup {
            lines: members.iter().map(|&m| sums[m as usize].0).collect(),
            revenue: members
                .iter()
                .map(|&m| sums[m as usize].1.value())
                .collect(),
            members,
        })
    });
    found.collect()
}

/// Customers and items with used lines and a blank name, where most others have one.
pub(super) fn unnamed(data: &Dataset) -> (u32, u32) {
    let count = |of: Party| {
        let (entities, codes) = parts(data, of);
        let named = entities.names.iter().filter(|n| !n.is_empty()).count();
        if named * 2 <= entities.len() {
            return 0;
        }
        let mut used = vec![false; entities.len()];
        in_stretches(data.lines(), |stretch| {
            for line in stretch.filter(|&l| data.kinds[l].is_used()) {
                used[codes[line] as usize] = true;
            }
        });
        let blank = |m: &usize| used[*m] && entities.names.get(*m).is_none_or(String::is_empty);
        let known = |m: &usize| of == Party::Items || data.is_identified(*m as u32);
        (0..entities.len()).filter(|m| blank(m) && known(m)).count() as u32
    };
    (count(Party::Customers), count(Party::Items))
}

/// Customers or items, and the code of each line.
pub(super) fn parts(data: &Dataset, of: Party) -> (&Entities, &[u32]) {
    match of {
        Party::Customers => (&data.customers, &data.customer),
        Party::Items => (&data.items, &data.item),
    }
}
