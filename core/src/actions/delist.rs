//! Delisting: pairs that a customer would better not buy. Only what goes with the quantity and the
//! order line is saved; the order and the customer stay, and with them their cost.

use super::Sources;
use super::carrier::Carrier;
use super::effect::{Change, Effect, shared_again};
use crate::cube::{LineGroups, Part};
use crate::settings::{Driver, Level};
use crate::words::count;

/// The pairs of one customer that are worth delisting.
#[derive(Clone, Debug, PartialEq)]
pub struct LosingPairs {
    /// Customer position.
    pub customer: u32,
    /// How many pairs.
    pub pairs: u32,
    /// What delisting them changes.
    pub effect: Effect,
}

impl LosingPairs {
    pub(super) fn words(&self) -> String {
        let items = count(
            u64::from(self.pairs),
            "loss-making item",
            "loss-making items",
        );
        format!("Delist or replace {items}")
    }
}

/// One pair no longer sold; of a whole customer see [`losing_pairs`].
pub(super) fn change(carrier: Carrier<'_>) -> Option<(Change, String)> {
    let Carrier::Pair(pair) = carrier else {
        return None;
    };
    let direct = pair.groups.sums[pair.group].direct_of_lines;
    let change = Change {
        margin: direct - pair.profit.margin(),
        delisted: true,
        ..Change::default()
    };
    Some((change, "The customer buys another item, or none".to_owned()))
}

/// The pairs worth delisting, by customer in ascending order of position. `groups` are the lines by
/// the `pairs` of customer and item, with the drivers of the model
/// [prepared](crate::profit::Model::prepare_groups).
pub fn losing_pairs(
    sources: Sources<'_>,
    groups: &LineGroups,
    pairs: &[(u32, u32)],
) -> Vec<LosingPairs> {
    let model = sources.model;
    let with_the_line = |driver: Driver| driver.level() <= Level::Line;
    let terms: Vec<_> = (model.pools.iter())
        .map(|pool| model.group_terms(pool, groups, with_the_line))
        .collect();
    // A driver at a time over all pairs, which is many times faster than pair by pair.
    let mut saved = vec![0.0; pairs.len()];
    for (pool, terms) in model.pools.iter().zip(&terms) {
        for (minutes, of) in terms {
            let each = pool.rate * pool.pool.avoidable_share * minutes;
            for (saved, amount) in saved.iter_mut().zip(*of) {
                *saved += each * amount;
            }
        }
    }
    let mut found: Vec<LosingPairs> = Vec::new();
    let mut avoided = vec![0.0; terms.len()];
    for (g, (&saved, margin)) in saved.iter().zip(model.group_margins(groups)).enumerate() {
        let customer = pairs[g].0;
        if saved <= margin || !sources.data.is_identified(customer) {
            continue;
        }
        if found.last().is_none_or(|last| last.customer != customer) {
            share_again(sources, found.last_mut(), &mut avoided);
            found.push(LosingPairs {
                customer,
                pairs: 0,
                effect: Effect::default(),
            });
        }
        if let Some(last) = found.last_mut() {
            last.pairs += 1;
            last.effect.margin -= margin;
            for (sum, terms) in avoided.iter_mut().zip(&terms) {
                *sum += terms.iter().map(|(min, of)| min * of[g]).sum::<f64>();
            }
        }
    }
    share_again(sources, found.last_mut(), &mut avoided);
    found
}

/// Shares the pools out again without what the customer's pairs used, and counts anew.
fn share_again(sources: Sources<'_>, pairs: Option<&mut LosingPairs>, avoided: &mut [f64]) {
    let (Some(pairs), model) = (pairs, sources.model) else {
        return;
    };
    let part = Part::Customer(pairs.customer);
    let pools = model.pools.iter().zip(avoided.iter_mut());
    pairs.effect.pools = pools
        .map(|(pool, avoided)| {
            let before = model.driver(pool, sources.cube, part);
            shared_again(pool, before, std::mem::take(avoided))
        })
        .collect();
}
