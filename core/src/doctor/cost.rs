//! Lines without a cost of their own: what it is estimated from, and estimating it anew.

use super::Evidence;
use crate::dataset::{Dataset, LineKind};
use crate::settings::CostFallback;
use crate::stats::Sum;
use std::collections::BTreeMap;

/// What a cost is estimated from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The item's average unit cost.
    Item,
    /// The family's cost share of net sales.
    Family,
    /// The share over all items.
    Overall,
}

/// Used lines with an estimated cost, by source: item, family, all items.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Estimated {
    /// How many lines.
    pub lines: [u64; 3],
    /// Their net sales, without signs.
    pub sales: [f64; 3],
}

/// Cost and what it belongs to, over sales lines that have a cost of their own.
#[derive(Clone, Copy, Default)]
struct Known {
    cost: f64,
    units: f64,
    sales: f64,
}

impl Known {
    fn add(&mut self, cost: f64, units: f64, sales: f64) {
        self.cost += cost;
        self.units += units;
        self.sales += sales;
    }

    fn per_unit(self) -> Option<f64> {
        (self.units > 0.0).then(|| self.cost / self.units)
    }

    fn share(self) -> Option<f64> {
        (self.sales > 0.0).then(|| self.cost / self.sales)
    }
}

struct Knowledge {
    items: Vec<Known>,
    families: Vec<Known>,
    family_of_item: Vec<Option<u32>>,
    overall: Known,
}

impl Knowledge {
    fn of(data: &Dataset) -> Option<Knowledge> {
        let costs = data.cost.as_ref()?;
        if data.estimated_cost.is_empty() {
            return None;
        }
        let mut names: BTreeMap<&str, u32> = BTreeMap::new();
        let mut family_of_item = vec![None; data.items.len()];
        for (family, name) in family_of_item.iter_mut().zip(&data.items.families) {
            if !name.is_empty() {
                let next = names.len() as u32;
                *family = Some(*names.entry(name).or_insert(next));
            }
        }
        let mut known = Knowledge {
            items: vec![Known::default(); data.items.len()],
            families: vec![Known::default(); names.len()],
            family_of_item,
            overall: Known::default(),
        };
        let mut estimated = data.estimated_cost.iter().peekable();
        for (line, &cost) in costs.iter().enumerate() {
            let is_estimated = estimated.next_if_eq(&&(line as u32)).is_some();
            if is_estimated || data.kinds[line] != LineKind::Sale || cost.is_nan() {
                continue;
            }
            let item = data.item[line] as usize;
            let (units, sales) = (data.quantity[line], data.revenue[line]);
            known.items[item].add(cost, units, sales);
            known.overall.add(cost, units, sales);
            if let Some(family) = known.family_of_item[item] {
                known.families[family as usize].add(cost, units, sales);
            }
        }
        Some(known)
    }

    /// The cost of a line, and what it comes from.
    fn cost(&self, data: &Dataset, line: u32, by: CostFallback) -> Option<(f64, Source)> {
        let l = line as usize;
        let item = data.item[l] as usize;
        let of_item = || {
            let unit = self.items[item].per_unit()?;
            Some((data.quantity[l] * unit, Source::Item))
        };
        let of_family = || {
            let share = self.families[self.family_of_item[item]? as usize].share()?;
            Some((data.revenue[l] * share, Source::Family))
        };
        let of_all = || Some((data.revenue[l] * self.overall.share()?, Source::Overall));
        match by {
            CostFallback::Item => of_item().or_else(of_family).or_else(of_all),
            CostFallback::Family => of_family().or_else(of_all),
            CostFallback::Overall => of_all(),
        }
    }
}

/// Used lines with an estimated cost.
pub(super) fn lines(data: &Dataset) -> Vec<Evidence> {
    let used = |line: &&u32| data.kinds[**line as usize].is_used();
    let lines = data.estimated_cost.iter().filter(used);
    lines.map(|&line| Evidence::of(line)).collect()
}

/// By which step of the usual chain the estimated costs come about.
pub(super) fn estimated(data: &Dataset) -> Estimated {
    let mut out = Estimated::default();
    let Some(known) = Knowledge::of(data) else {
        return out;
    };
    let mut sales = [Sum::default(), Sum::default(), Sum::default()];
    for Evidence { line, .. } in lines(data) {
        if let Some((_, source)) = known.cost(data, line, CostFallback::Item) {
            out.lines[source as usize] += 1;
            sales[source as usize].add(data.revenue[line as usize].abs());
        }
    }
    out.sales = sales.map(Sum::value);
    out
}

/// The estimated lines with their costs by another chain.
pub(super) fn again(data: &Dataset, by: CostFallback) -> Vec<(u32, f64)> {
    let Some(known) = Knowledge::of(data) else {
        return Vec::new();
    };
    let lines = lines(data).into_iter();
    lines
        .filter_map(|e| Some((e.line, known.cost(data, e.line, by)?.0)))
        .collect()
}
