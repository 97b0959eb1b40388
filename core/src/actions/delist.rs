//! Delisting: pairs that a customer would better not buy. Only what goes with the quantity and the
//! order line is saved; the order and the customer stay, and with them their cost.

use super::effect::{Effect, PoolEffect};
use crate::cube::Lines;
use crate::project::Analysis;
use crate::project::words::count;
use crate::settings::Level;

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

/// The pairs worth delisting, by customer in ascending order of position: a pass over all lines.
pub fn losing_pairs(analysis: &Analysis) -> Vec<LosingPairs> {
    let data = &analysis.data;
    let model = &analysis.model;
    let lines = Lines::new(data);
    let mut keys: Vec<(u64, u32)> = (0..data.lines())
        .filter(|&l| data.kinds[l].is_used() && data.is_identified(data.customer[l]))
        .map(|l| {
            let pair = u64::from(data.customer[l]) << 32 | u64::from(data.item[l]);
            (pair, l as u32)
        })
        .collect();
    keys.sort_unstable();
    let mut found: Vec<LosingPairs> = Vec::new();
    let mut pools = vec![PoolEffect::default(); model.pools.len()];
    for pair in keys.chunk_by(|a, b| a.0 == b.0) {
        let mut margin = 0.0;
        pools.fill(PoolEffect::default());
        for &(_, l) in pair {
            let l = l as usize;
            let line = lines.get(l);
            let profit = model.line_profit(data, l, &line);
            margin += profit.margin() - profit.direct;
            for (sum, pool) in pools.iter_mut().zip(&model.pools) {
                for term in pool
                    .terms()
                    .iter()
                    .filter(|t| t.driver.level() <= Level::Line)
                {
                    let amount = model.driver_of_line(term.driver, data, l, &line);
                    sum.avoided += term.minutes * amount;
                }
            }
        }
        for (sum, pool) in pools.iter_mut().zip(&model.pools) {
            let released = pool.rate * sum.avoided;
            sum.saved = released * pool.pool.avoidable_share;
            sum.stranded = released - sum.saved;
            sum.charged_before = released;
        }
        let saved: f64 = pools.iter().map(|p| p.saved).sum();
        if saved - margin <= 0.0 {
            continue;
        }
        let customer = (pair[0].0 >> 32) as u32;
        if found.last().is_none_or(|last| last.customer != customer) {
            found.push(LosingPairs {
                customer,
                pairs: 0,
                effect: Effect {
                    pools: vec![PoolEffect::default(); pools.len()],
                    margin: 0.0,
                },
            });
        }
        if let Some(last) = found.last_mut() {
            last.pairs += 1;
            last.effect.margin -= margin;
            for (sum, pool) in last.effect.pools.iter_mut().zip(&pools) {
                sum.avoided += pool.avoided;
                sum.saved += pool.saved;
                sum.stranded += pool.stranded;
                sum.charged_before += pool.charged_before;
            }
        }
    }
    found
}
