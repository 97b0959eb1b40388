//! Delisting: pairs that a customer would better not buy. Only what goes with the quantity and the
//! order line is saved; the order and the customer stay, and with them their cost.

use super::effect::{Effect, PoolEffect};
use crate::cube::LineFilter;
use crate::project::Analysis;
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
        let items = count(u64::from(self.pairs), "item", "items");
        format!("Delist or replace {items} that cost more than they bring")
    }
}

/// The pairs worth delisting, by customer in ascending order of position; the pairs over all lines
/// were prepared.
pub fn losing_pairs(analysis: &Analysis) -> Vec<LosingPairs> {
    let Some((groups, pairs)) = analysis.pair_groups(&LineFilter::default()) else {
        return Vec::new();
    };
    let model = &analysis.model;
    let with_the_line = |driver: Driver| driver.level() <= Level::Line;
    let terms: Vec<_> = (model.pools.iter())
        .map(|pool| (pool, model.group_terms(pool, groups, with_the_line)))
        .collect();
    let avoided = |terms: &[(f64, &[f64])], g: usize| -> f64 {
        terms.iter().map(|(minutes, of)| minutes * of[g]).sum()
    };
    let mut found: Vec<LosingPairs> = Vec::new();
    for ((g, &(customer, _)), profit) in pairs.iter().enumerate().zip(model.group_profits(groups)) {
        let margin = profit.margin() - profit.direct;
        let saved: f64 = (terms.iter())
            .map(|(pool, terms)| pool.rate * pool.pool.avoidable_share * avoided(terms, g))
            .sum();
        if saved - margin <= 0.0 || !analysis.data.is_identified(customer) {
            continue;
        }
        if found.last().is_none_or(|last| last.customer != customer) {
            found.push(LosingPairs {
                customer,
                pairs: 0,
                effect: Effect {
                    pools: vec![PoolEffect::default(); terms.len()],
                    margin: 0.0,
                },
            });
        }
        if let Some(last) = found.last_mut() {
            last.pairs += 1;
            last.effect.margin -= margin;
            for (sum, (pool, terms)) in last.effect.pools.iter_mut().zip(&terms) {
                let avoided = avoided(terms, g);
                let released = pool.rate * avoided;
                let saved = released * pool.pool.avoidable_share;
                sum.avoided += avoided;
                sum.saved += saved;
                sum.stranded += released - saved;
                sum.charged_before += released;
            }
        }
    }
    found
}
