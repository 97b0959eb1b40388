//! What losing customers would leave: the part of their cost that goes away with them, and the part
//! that stays with the others.

use super::small::SmallTable;
use super::{Content, column, number, text};
use crate::cube::Part;
use crate::profit::Profit;
use crate::project::analysis::Analysis;
use crate::project::view::{ColumnKind, Filter, FilterTerm, Subject};
use crate::project::words;
use crate::segment::Cluster;

/// What losing customers changes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Loss {
    pub(crate) profit: Profit,
    /// By pool of the model: charged, and of it avoidable.
    pub(crate) pools: Vec<(f64, f64)>,
}

impl Loss {
    /// Of customers, over all of their lines.
    pub(crate) fn of(analysis: &Analysis, customers: impl Iterator<Item = u32>) -> Loss {
        let model = &analysis.model;
        let mut loss = Loss {
            pools: vec![(0.0, 0.0); model.pools.len()],
            ..Loss::default()
        };
        for c in customers {
            let part = Part::Customer(c);
            loss.profit += model.profit(&analysis.cube, part);
            for (sums, pool) in loss.pools.iter_mut().zip(&model.pools) {
                let charged = model.pool_cost(pool, &analysis.cube, part);
                sums.0 += charged;
                sums.1 += charged * pool.pool.avoidable_share;
            }
        }
        loss
    }

    /// Cost that goes away: the avoidable part of the pools, and what stands on the lines.
    pub(crate) fn avoidable(&self) -> f64 {
        self.profit.direct + self.pools.iter().map(|p| p.1).sum::<f64>()
    }

    /// Cost that stays with the others.
    pub(crate) fn stranded(&self) -> f64 {
        self.profit.cost_to_serve() - self.avoidable()
    }

    /// By how much the company's profit changes: the margin is lost, the avoidable cost saved.
    pub(crate) fn effect(&self) -> f64 {
        self.avoidable() - self.profit.margin()
    }
}

pub(super) fn stranded(analysis: &Analysis, filter: &Filter) -> Content {
    use ColumnKind::{Money, Share, Text};
    let (customers, who) = customers(analysis, filter);
    let loss = Loss::of(analysis, customers.iter().copied());
    let mut rows = Vec::new();
    let mut row = |name: &str, (charged, avoidable): (f64, f64), share: f64, subject| {
        let amounts = [charged, avoidable, charged - avoidable].map(number);
        let mut cells = vec![text(name)];
        cells.extend(amounts);
        cells.push(number(share));
        rows.push((cells, subject));
    };
    for (pool, sums) in analysis.model.pools.iter().zip(&loss.pools) {
        let name = pool.pool.name.clone();
        let subject = Some(Subject::Pool { name });
        row(&pool.pool.name, *sums, pool.pool.avoidable_share, subject);
    }
    if analysis.data.direct.is_some() {
        let direct = loss.profit.direct;
        row("Direct costs", (direct, direct), 1.0, None);
    }
    Content::Told(
        SmallTable {
            title: "Stranded cost",
            columns: vec![
                column("pool", "Pool", Text, "The cost pool"),
                column(
                    "charged",
                    "Charged now",
                    Money,
                    "What these customers carry of the pool",
                ),
                column(
                    "avoidable",
                    "Goes away",
                    Money,
                    "The avoidable share of it: gone with the activity within a year",
                ),
                column(
                    "stranded",
                    "Stays",
                    Money,
                    "The rest: the other customers would have to carry it",
                ),
                column("share", "Avoidable", Share, "Avoidable share of the pool"),
            ],
            rows,
            additive: &[1, 2, 3],
        },
        headline(&loss, customers.len(), &who),
    )
}

/// The customers in the filter; without one those of cluster D. With words for them.
fn customers(analysis: &Analysis, filter: &Filter) -> (Vec<u32>, String) {
    let in_cluster = |cluster: Cluster| -> Vec<u32> {
        let all = analysis.cube.active_customers(&analysis.data);
        all.filter(|&c| analysis.clusters[c as usize] == cluster)
            .collect()
    };
    if filter.terms.is_empty() {
        return (in_cluster(Cluster::D), "of cluster D".to_owned());
    }
    let customers: Vec<u32> = (analysis.cube(filter).active_customers(&analysis.data)).collect();
    let who = match &filter.terms[..] {
        [FilterTerm::Cluster { cluster }] => format!("of cluster {}", cluster.letter()),
        _ => "shown".to_owned(),
    };
    match customers[..] {
        [one] => (
            customers.clone(),
            analysis.data.customers.name(one).to_owned(),
        ),
        _ => (customers, who),
    }
}

fn headline(loss: &Loss, customers: usize, who: &str) -> String {
    if customers == 0 {
        return "There is no such customer to lose".to_owned();
    }
    let who = match customers {
        1 if !who.starts_with("of ") && who != "shown" => who.to_owned(),
        1 => format!("the customer {who}"),
        n => format!("the {} customers {who}", words::grouped(n as u64)),
    };
    let effect = loss.effect();
    let change = if effect.abs() < 0.005 {
        "would change nothing".to_owned()
    } else if effect > 0.0 {
        format!("would bring {}", words::amount(effect))
    } else {
        format!("would cost {}", words::amount(-effect))
    };
    let net = loss.profit.net();
    let although = match (net < 0.0, effect < 0.0) {
        (true, true) => format!(", although they lose {}", words::amount(-net)),
        _ => String::new(),
    };
    format!(
        "Losing {who} {change}{although}: {} of their cost goes away, {} stays with the others",
        words::amount(loss.avoidable()),
        words::amount(loss.stranded()),
    )
}
