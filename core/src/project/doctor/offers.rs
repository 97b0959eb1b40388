//! The fixes that a finding offers.

use super::log::{factor_in_words, kind_of};
use super::money;
use crate::doctor::{Evidence, KeyGroup, LabelSum};
use crate::project::analysis::Analysis;
use crate::project::view::Offer;
use crate::project::words::count;
use crate::settings::{Check, CostFallback, Fix, Party, Scaled};
use crate::stats::order;
use std::collections::BTreeMap;

/// So many items, keys or currencies get a fix of their own.
const MOST: usize = 4;

pub(super) fn offer(label: String, effect: &str, fix: Fix) -> Offer {
    Offer {
        label,
        effect: effect.to_owned(),
        fix,
        number: String::new(),
    }
}

/// The lines do not count any more.
pub(super) fn set_aside(check: Check, lines: u64, effect: &str) -> Offer {
    let label = format!("Set {} aside", count(lines, "line", "lines"));
    offer(label, effect, Fix::SetAside { check, only: None })
}

/// The finding is no fault.
pub(super) fn keep(check: Check) -> Offer {
    offer(
        "Keep as they are".to_owned(),
        "Nothing changes; the finding is put away",
        Fix::Keep { check },
    )
}

/// For each of the items with most money: the number that seems wrong, and by how much.
pub(super) fn scale_jumps(analysis: &Analysis, found: &[Evidence]) -> Vec<Offer> {
    let data = &analysis.data;
    let mut by_item: BTreeMap<u32, Vec<Evidence>> = BTreeMap::new();
    for evidence in found {
        let item = data.item[evidence.line as usize];
        by_item.entry(item).or_default().push(*evidence);
    }
    let value = |lines: &[Evidence]| -> f64 {
        let of = |e: &Evidence| data.revenue[e.line as usize].abs();
        lines.iter().map(of).sum()
    };
    let mut items: Vec<(u32, Vec<Evidence>)> = by_item.into_iter().collect();
    order::sort_by(&mut items, |a, b| {
        value(&b.1).total_cmp(&value(&a.1)).then(a.0.cmp(&b.0))
    });
    items
        .into_iter()
        .take(MOST)
        .filter_map(|(item, mut lines)| {
            // The direction that most of its lines have jumped.
            let up = lines.iter().filter(|e| e.score > 1.0).count() * 2 > lines.len();
            lines.retain(|e| (e.score > 1.0) == up);
            order::sort_by(&mut lines, |a, b| a.score.total_cmp(&b.score));
            let middle = lines.get(lines.len() / 2)?;
            let times = natural(middle.score.max(1.0 / middle.score));
            let usual_quantity = usual_quantity(analysis, item);
            let quantity = data.quantity[middle.line as usize];
            // A price that is too low goes with a quantity that is too high, or the money is wrong.
            let off = if up {
                usual_quantity / quantity
            } else {
                quantity / usual_quantity
            };
            let (what, factor) = match (off > QUANTITY_IS_OFF, up) {
                (true, true) => (Scaled::Quantity, times),
                (true, false) => (Scaled::Quantity, 1.0 / times),
                (false, true) => (Scaled::Money, 1.0 / times),
                (false, false) => (Scaled::Money, times),
            };
            let id = data.items.ids[item as usize].clone();
            let (which, effect) = match what {
                Scaled::Quantity => (
                    "Quantities",
                    "Their quantities are out of line too: another unit of measure is likely",
                ),
                Scaled::Money => (
                    "Net sales",
                    "Their quantities are as usual: a misplaced decimal sign is likely",
                ),
            };
            Some(Offer {
                label: format!(
                    "{which} of {}, {}: × {}",
                    data.items.name(item),
                    count(lines.len() as u64, "line", "lines"),
                    factor_in_words(factor)
                ),
                effect: effect.to_owned(),
                number: "Factor".to_owned(),
                fix: Fix::ScaleJumps {
                    item: id,
                    what,
                    factor,
                },
            })
        })
        .collect()
}

/// A quantity this many times the usual one is what is wrong with the price.
const QUANTITY_IS_OFF: f64 = 3.0;

/// The nearest power of ten, where it is near; else the nearest whole number.
fn natural(times: f64) -> f64 {
    let mut ten = 10.0;
    while ten < times * 0.1 {
        ten *= 10.0;
    }
    let near = |power: f64| (0.7..=1.4).contains(&(times / power));
    [ten, ten * 10.0]
        .into_iter()
        .find(|power| near(*power))
        .unwrap_or_else(|| times.round())
}

/// Units of an item's usual line.
fn usual_quantity(analysis: &Analysis, item: u32) -> f64 {
    let activity = &analysis.cube.items[item as usize];
    let mut quantities: Vec<f64> = (0..analysis.data.lines())
        .filter(|&l| analysis.data.item[l] == item && analysis.data.kinds[l].is_used())
        .map(|l| analysis.data.quantity[l])
        .filter(|q| *q > 0.0)
        .collect();
    order::ascending(&mut quantities);
    let middle = quantities.get(quantities.len() / 2).copied();
    middle.unwrap_or(activity.units / activity.sales_lines)
}

/// All groups at once, and the largest ones one by one.
pub(super) fn merge(analysis: &Analysis, of: Party, groups: &[KeyGroup]) -> Vec<Offer> {
    let data = &analysis.data;
    let entities = match of {
        Party::Customers => &data.customers,
        Party::Items => &data.items,
    };
    let id = |position: u32| entities.ids[position as usize].clone();
    let mut offers = Vec::new();
    if groups.len() > 1 {
        offers.push(offer(
            format!("Merge all {} groups", groups.len()),
            "In each group the key with the largest net sales stays",
            Fix::MergeAlike { of },
        ));
    }
    let money_of = |g: &KeyGroup| -> f64 { g.revenue[1..].iter().map(|r| r.abs()).sum() };
    let mut largest: Vec<&KeyGroup> = groups.iter().collect();
    order::sort_by(&mut largest, |a, b| money_of(b).total_cmp(&money_of(a)));
    for group in largest.into_iter().take(MOST) {
        let keys: Vec<String> = group.members[1..].iter().map(|m| id(*m)).collect();
        let into = id(group.members[0]);
        offers.push(offer(
            format!("Merge “{}” into “{into}”", keys.join("”, “")),
            &format!(
                "{} of net sales go to {} “{into}”",
                money(analysis, group.revenue[1..].iter().sum()),
                kind_of(of).0
            ),
            Fix::MergeKeys { of, into, keys },
        ));
    }
    offers
}

/// A rate for each currency but the usual one, and setting it aside.
pub(super) fn currencies(found: &[LabelSum], usual: &str) -> Vec<Offer> {
    let mut offers = Vec::new();
    for sum in found.iter().take(MOST) {
        let name = named(&sum.label);
        offers.push(Offer {
            label: format!("Convert {name}"),
            effect: format!(
                "Net sales and costs of {} are multiplied with the rate",
                count(sum.lines, "line", "lines")
            ),
            fix: Fix::CurrencyRate {
                currency: sum.label.clone(),
                rate: 1.0,
            },
            number: format!("1 {name} in {usual}"),
        });
        offers.push(offer(
            format!("Set {} in {name} aside", count(sum.lines, "line", "lines")),
            "Only the usual currency counts",
            Fix::SetAside {
                check: Check::Currencies,
                only: Some(sum.label.clone()),
            },
        ));
    }
    offers
}

/// The same for units.
pub(super) fn units(found: &[LabelSum], usual: &str) -> Vec<Offer> {
    let mut offers = Vec::new();
    for sum in found.iter().take(MOST) {
        let name = named(&sum.label);
        offers.push(Offer {
            label: format!("Convert {name}"),
            effect: "All quantities in this unit are multiplied with the factor".to_owned(),
            fix: Fix::UnitFactor {
                unit: sum.label.clone(),
                factor: 1.0,
            },
            number: format!("1 {name} in {usual}"),
        });
    }
    offers
}

/// A currency or unit that may be blank.
pub(super) fn named(label: &str) -> &str {
    if label.is_empty() { "(blank)" } else { label }
}

/// Other chains of estimates than the one in force.
pub(super) fn estimates(now: CostFallback) -> Vec<Offer> {
    [
        CostFallback::Item,
        CostFallback::Family,
        CostFallback::Overall,
    ]
    .into_iter()
    .filter(|by| *by != now)
    .map(|by| {
        let label = match by {
            CostFallback::Item => "Estimate from the item's cost",
            CostFallback::Family => "Estimate from the family's margin",
            CostFallback::Overall => "Estimate from the margin of all items",
        };
        offer(
            label.to_owned(),
            &format!("From {}", by.label()),
            Fix::EstimateCost { by },
        )
    })
    .collect()
}
