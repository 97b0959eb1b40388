//! Money in several currencies and quantities in several units, which must not be added up.

use crate::dataset::{Dataset, LineLabels};
use crate::stats::{Sum, in_stretches, order};

/// The used lines with one label.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelSum {
    /// The currency or unit as it stands in the file; blank where lines have none.
    pub label: String,
    /// How many lines.
    pub lines: u64,
    /// Their net sales.
    pub revenue: f64,
    /// Their quantity.
    pub quantity: f64,
}

/// Net sales by currency, the most lines first; empty with less than two.
pub fn currencies(data: &Dataset) -> Vec<LabelSum> {
    let sums = data.attached.currencies.as_ref();
    let sums = sums.map_or_else(Vec::new, |labels| sums_by(data, labels, |_| true));
    if sums.len() > 1 { sums } else { Vec::new() }
}

/// The one currency that all lines are in, as three capital letters; none where the file names
/// several, none, or by a sign that several countries share.
pub fn only_currency(data: &Dataset) -> Option<String> {
    let labels = data.attached.currencies.as_ref()?;
    let mut names = labels
        .texts
        .iter()
        .map(|t| t.trim())
        .filter(|t| !t.is_empty());
    let name = names.next()?;
    let is_code = name.len() == 3 && name.bytes().all(|b| b.is_ascii_alphabetic());
    (is_code && names.next().is_none()).then(|| name.to_ascii_uppercase())
}

/// No unit seen yet.
const NONE: u32 = u32::MAX;

/// Quantities by unit over the items that have several, the most lines first; and how many such
/// items there are.
pub(super) fn units(data: &Dataset) -> (Vec<LabelSum>, u32) {
    let Some(labels) = &data.attached.units else {
        return (Vec::new(), 0);
    };
    let mut unit_of_item = vec![NONE; data.items.len()];
    let mut mixed = vec![false; data.items.len()];
    for line in (0..data.lines()).filter(|&l| data.kinds[l].is_used()) {
        let item = data.item[line] as usize;
        let code = labels.codes[line];
        if unit_of_item[item] == NONE {
            unit_of_item[item] = code;
        }
        mixed[item] |= unit_of_item[item] != code;
    }
    let count = mixed.iter().filter(|m| **m).count() as u32;
    if count == 0 {
        return (Vec::new(), 0);
    }
    let sums = sums_by(data, labels, |line| mixed[data.item[line] as usize]);
    (sums, count)
}

fn sums_by(data: &Dataset, labels: &LineLabels, counts: impl Fn(usize) -> bool) -> Vec<LabelSum> {
    let mut sums = vec![(0_u64, Sum::default(), Sum::default()); labels.texts.len()];
    in_stretches(data.lines().min(labels.codes.len()), |stretch| {
        for line in stretch.filter(|&l| data.kinds[l].is_used() && counts(l)) {
            let (lines, revenue, quantity) = &mut sums[labels.codes[line] as usize];
            *lines += 1;
            revenue.add(data.revenue[line]);
            quantity.add(data.quantity[line]);
        }
    });
    let mut out: Vec<LabelSum> = labels
        .texts
        .iter()
        .zip(sums)
        .filter(|(_, (lines, ..))| *lines > 0)
        .map(|(label, (lines, revenue, quantity))| LabelSum {
            label: label.clone(),
            lines,
            revenue: revenue.value(),
            quantity: quantity.value(),
        })
        .collect();
    order::sort_by(&mut out, |a, b| {
        b.lines.cmp(&a.lines).then_with(|| a.label.cmp(&b.label))
    });
    out
}

/// The lines with a label.
pub(super) fn lines_with(data: &Dataset, labels: Option<&LineLabels>, label: &str) -> Vec<u32> {
    let Some(labels) = labels else {
        return Vec::new();
    };
    let code = labels.texts.iter().position(|t| t == label);
    let Some(code) = code.map(|c| c as u32) else {
        return Vec::new();
    };
    crate::stats::lines_where(data.lines(), |l| {
        data.kinds[l].is_used() && labels.codes[l] == code
    })
}
