//! The classes of all items, by the conventions in force.

use super::abc::{Abc, AbcRule};
use super::frequency::{Fmr, classify_lines};
use super::periods::Weekly;
use super::score::{ng_score, weighted_score};
use super::series::{Series, counted_months};
use super::status::Status;
use super::variability::{DemandClass, DemandShape, Scratch, Xyz};
use crate::cube::Cube;
use crate::dataset::Dataset;
use crate::profit::Profit;
use crate::settings::{
    AbcMethod, Criterion, DemandSettings, FmrRule, Grouping, NotPositive, SeriesStart, XyzPeriods,
    XyzSplit,
};
use crate::stats::order;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// What classes are computed from, over all lines.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The order lines.
    pub data: &'a Dataset,
    /// Their sums.
    pub cube: &'a Cube,
    /// What each item earns.
    pub items: &'a [Profit],
    /// Whether the cost of goods is known.
    pub has_cost: bool,
    /// Units that came back by item and month; only for demand net of returns.
    pub returned: Option<&'a [f64]>,
    /// Units by week; only where X, Y and Z come from them.
    pub weekly: Option<&'a Weekly>,
}

impl<'a> Sources<'a> {
    /// The demand of the items.
    fn series(&self, settings: &DemandSettings) -> Series<'a> {
        Series::new(self.data, self.cube, self.returned, self.weekly, settings)
    }
}

/// Classes of the items, over all lines.
#[derive(Default)]
pub struct Classes {
    /// Statistics of the demand by month, with XYZ and demand class. The very same as long as only
    /// value classes change.
    pub shapes: Arc<Vec<DemandShape>>,
    /// Value class.
    pub abc: Vec<Abc>,
    /// Value class by the second criterion; empty without one.
    pub abc_second: Vec<Abc>,
    /// Frequency class.
    pub fmr: Vec<Fmr>,
    /// Life of the item.
    pub status: Vec<Status>,
    /// What the value class goes by: the criterion, or the score.
    pub value: Vec<f64>,
    /// Cumulative share of the value before the item, inside its group.
    pub share_before: Vec<f64>,
    /// Items with lines by net sales descending, ties by key.
    pub ranked_items: Vec<u32>,
    /// Items with lines by group, and in it by value descending, ties by key.
    pub ranked: Vec<u32>,
    /// Number of the item's group.
    pub group: Vec<u32>,
    /// What the groups are called, in order of appearance; one without a name where there is no
    /// grouping.
    pub groups: Vec<String>,
    /// Months of the data that count.
    pub months: Range<usize>,
    /// Months of items whose returns exceed their sales; only counted for demand net of returns.
    pub cut_months: u32,
    /// Criteria that were asked for and are not in the data.
    pub lacking: Vec<Criterion>,
}

/// The classes of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemClasses {
    /// Value class.
    pub abc: Abc,
    /// Value class by the second criterion, where there is one.
    pub second: Option<Abc>,
    /// Variability class.
    pub xyz: Xyz,
    /// Demand class.
    pub demand: DemandClass,
    /// Frequency class.
    pub fmr: Fmr,
    /// Life of the item.
    pub status: Status,
}

impl Classes {
    /// Classifies all items. What `known`, classes of the same sources, says about their demand is
    /// taken over where it would come out the same.
    pub fn of(
        sources: Sources,
        settings: &DemandSettings,
        known: Option<(&Classes, &DemandSettings)>,
    ) -> Classes {
        let Sources { data, cube, .. } = sources;
        let (group, groups) = groups(data, settings.grouping);
        // In the order of keys, which sorting keeps among equals.
        let items = &data.items.by_id;
        let active: Vec<u32> = items
            .iter()
            .copied()
            .filter(|&i| cube.items[i as usize].lines() > 0.0)
            .collect();
        let ranking = Ranking {
            sources,
            settings,
            active: &active,
            group: &group,
        };
        let mut lacking = Vec::new();
        // Without money, units are what there is.
        let sales = ranking
            .given(Criterion::NetSales, &mut lacking)
            .unwrap_or_else(|| values(sources, Criterion::Units));
        if settings.abc_criterion != Criterion::NetSales {
            lacking.clear();
        }
        let ranked_items = sorted(&active, |_| 0, |i| sales[i]);
        let (value, ranked) = if settings.abc_method == AbcMethod::Single
            && settings.abc_criterion == Criterion::NetSales
            && groups.len() == 1
        {
            (sales, ranked_items.clone())
        } else {
            ranking.by_value(sales, &mut lacking)
        };
        let mut rule = AbcRule::of(settings);
        if settings.abc_method != AbcMethod::Single {
            // The smallest of all scores is zero, which is no want of movement.
            rule.not_positive = NotPositive::LastClass;
        }
        let (mut abc, mut share_before) =
            (vec![Abc::C; cube.items.len()], vec![1.0; cube.items.len()]);
        ranking.each_group(&ranked, &value, |members, values| {
            rule.classify(values, |rank, class, share| {
                abc[members[rank] as usize] = class;
                share_before[members[rank] as usize] = share;
            });
        });
        let abc_second = settings
            .abc_second
            .map_or_else(Vec::new, |c| ranking.second(c, &mut lacking));
        let known = known.filter(|(classes, of)| {
            !classes.shapes.is_empty() && settings.differs_in_value_only(of)
        });
        let Demand {
            shapes,
            fmr,
            status,
            cut_months,
        } = match known {
            Some((classes, _)) => Demand {
                shapes: classes.shapes.clone(),
                fmr: classes.fmr.clone(),
                status: classes.status.clone(),
                cut_months: classes.cut_months,
            },
            None => ranking.demand(),
        };
        Classes {
            shapes,
            abc,
            abc_second,
            fmr,
            status,
            value,
            share_before,
            ranked_items,
            ranked,
            group,
            groups,
            months: counted_months(data, settings),
            cut_months,
            lacking,
        }
    }

    /// The classes of an item.
    pub fn of_item(&self, item: u32) -> ItemClasses {
        let i = item as usize;
        ItemClasses {
            abc: self.abc[i],
            second: self.abc_second.get(i).copied(),
            xyz: self.shapes[i].xyz,
            demand: self.shapes[i].class,
            fmr: self.fmr[i],
            status: self.status[i],
        }
    }

    /// The items of a group by value, largest first.
    pub fn members(&self, group: u32) -> &[u32] {
        let of = |item: &u32| self.group[*item as usize];
        let from = self.ranked.partition_point(|i| of(i) < group);
        let to = self.ranked.partition_point(|i| of(i) <= group);
        &self.ranked[from..to]
    }
}

/// What the months of an item say, whatever it is worth.
struct Demand {
    shapes: Arc<Vec<DemandShape>>,
    fmr: Vec<Fmr>,
    status: Vec<Status>,
    cut_months: u32,
}

/// What rankings have in common.
struct Ranking<'a> {
    sources: Sources<'a>,
    settings: &'a DemandSettings,
    /// Items with lines, in the order of their keys.
    active: &'a [u32],
    group: &'a [u32],
}

impl Ranking<'_> {
    fn demand(&self) -> Demand {
        let (settings, cube) = (self.settings, self.sources.cube);
        let series = self.sources.series(settings);
        let (mut shapes, cut_months) = shapes(cube, &series, settings);
        if settings.xyz_split == XyzSplit::ItemShares {
            self.split_by_shares(&mut shapes);
        }
        let status = (0..cube.items.len() as u32)
            .map(|item| {
                let returns = cube.items[item as usize].return_lines > 0.0;
                Status::of(cube.demand_of(item), series.months().end, returns, settings)
            })
            .collect();
        Demand {
            shapes: shapes.into(),
            fmr: self.frequencies(&series),
            status,
            cut_months,
        }
    }

    fn ranked(&self, value: &[f64]) -> Vec<u32> {
        sorted(self.active, |i| self.group[i], |i| value[i])
    }

    /// Calls `work` for one group after the other with its items and their values.
    fn each_group(&self, ranked: &[u32], value: &[f64], mut work: impl FnMut(&[u32], &[f64])) {
        let mut values = Vec::with_capacity(ranked.len());
        for members in ranked.chunk_by(|&a, &b| self.group[a as usize] == self.group[b as usize]) {
            values.clear();
            values.extend(members.iter().map(|&i| value[i as usize]));
            work(members, &values);
        }
    }

    /// The value of every item by the method in force, and the ranking by it. Without the data for
    /// the one criterion, net sales stand in.
    fn by_value(&self, sales: Vec<f64>, lacking: &mut Vec<Criterion>) -> (Vec<f64>, Vec<u32>) {
        let settings = self.settings;
        let value = match settings.abc_method {
            AbcMethod::Single if settings.abc_criterion == Criterion::NetSales => sales,
            AbcMethod::Single => self.given(settings.abc_criterion, lacking).unwrap_or(sales),
            AbcMethod::WeightedScore | AbcMethod::Ng => self.score(lacking).unwrap_or(sales),
        };
        let ranked = self.ranked(&value);
        (value, ranked)
    }

    fn given(&self, criterion: Criterion, lacking: &mut Vec<Criterion>) -> Option<Vec<f64>> {
        if is_given(self.sources, criterion) {
            return Some(values(self.sources, criterion));
        }
        if !lacking.contains(&criterion) {
            lacking.push(criterion);
        }
        None
    }

    /// The score of every item inside its group; criteria that are not in the data are left out.
    fn score(&self, lacking: &mut Vec<Criterion>) -> Option<Vec<f64>> {
        let settings = self.settings;
        let (mut criteria, mut weights) = (Vec::new(), Vec::new());
        for c in &settings.abc_criteria {
            if let Some(values) = self.given(c.criterion, lacking) {
                criteria.push(values);
                weights.push(c.weight);
            }
        }
        if weights.iter().sum::<f64>() <= 0.0 {
            return None;
        }
        let mut scores = vec![0.0; self.group.len()];
        let by_group = sorted(self.active, |i| self.group[i], |_| 0.0);
        for members in by_group.chunk_by(|&a, &b| self.group[a as usize] == self.group[b as usize])
        {
            let of_group = criteria
                .iter()
                .map(|values| members.iter().map(|&i| values[i as usize]).collect())
                .collect();
            let of_group = if settings.abc_method == AbcMethod::Ng {
                ng_score(of_group, settings.abc_log)
            } else {
                weighted_score(of_group, &weights, settings.abc_log)
            };
            for (&item, score) in members.iter().zip(of_group) {
                scores[item as usize] = score;
            }
        }
        Some(scores)
    }

    fn second(&self, criterion: Criterion, lacking: &mut Vec<Criterion>) -> Vec<Abc> {
        let Some(value) = self.given(criterion, lacking) else {
            return Vec::new();
        };
        let ranked = self.ranked(&value);
        let rule = AbcRule::of(self.settings);
        let mut classes = vec![Abc::C; value.len()];
        self.each_group(&ranked, &value, |members, values| {
            rule.classify(values, |rank, class, _| {
                classes[members[rank] as usize] = class;
            });
        });
        classes
    }

    fn frequencies(&self, series: &Series) -> Vec<Fmr> {
        let (cube, settings) = (self.sources.cube, self.settings);
        let mut classes = vec![Fmr::R; cube.items.len()];
        match settings.fmr_rule {
            FmrRule::CumulativeShare => {
                let lines: Vec<f64> = cube.items.iter().map(|a| a.sales_lines).collect();
                let ranked = self.ranked(&lines);
                self.each_group(&ranked, &lines, |members, values| {
                    classify_lines(values, settings, |rank, class| {
                        classes[members[rank] as usize] = class;
                    });
                });
            }
            FmrRule::LinesAMonth => {
                for &item in self.active {
                    // All lines over all months: incomplete ones have lines, too.
                    let start = match settings.series_start {
                        SeriesStart::Data => 0,
                        SeriesStart::FirstSale => series.start(item),
                    };
                    let months = (cube.months - start) as f64;
                    let lines = cube.items[item as usize].sales_lines;
                    classes[item as usize] = Fmr::by_rate(lines, months, settings.fmr_rates);
                }
            }
        }
        classes
    }

    /// X, Y and Z so that each has its share of the group's items with a variation.
    fn split_by_shares(&self, shapes: &mut [DemandShape]) {
        // Equal variations differ in their last digits by the units they were computed in.
        let rounded = |v: f64| -(v * 1e9).round();
        let steady = |i: usize| shapes[i].variation.map_or(f64::NEG_INFINITY, rounded);
        let ranked = sorted(self.active, |i| self.group[i], steady);
        for members in ranked.chunk_by(|&a, &b| self.group[a as usize] == self.group[b as usize]) {
            let known = |i: &&u32| shapes[**i as usize].variation.is_some();
            let count = members.iter().filter(known).count();
            let [x, y] = self
                .settings
                .xyz_shares
                .map(|share| (share * count as f64 - 1e-9).ceil() as usize);
            for (rank, &item) in members[..count].iter().enumerate() {
                shapes[item as usize].xyz = if rank < x {
                    Xyz::X
                } else if rank < y {
                    Xyz::Y
                } else {
                    Xyz::Z
                };
            }
        }
    }
}

/// Items by group, and in it from the largest value to the smallest; equals in the order given.
fn sorted(items: &[u32], group: impl Fn(usize) -> u32, value: impl Fn(usize) -> f64) -> Vec<u32> {
    let mut keyed: Vec<(f64, u32)> = items.iter().map(|&i| -value(i as usize)).zip(0..).collect();
    order::by_value(&mut keyed);
    let mut ranked: Vec<u32> = keyed.iter().map(|(_, at)| items[*at as usize]).collect();
    if items.iter().any(|&i| group(i as usize) != 0) {
        order::sort_by_key(&mut ranked, |&i| group(i as usize));
    }
    ranked
}

/// Whether the data has what a criterion needs.
fn is_given(sources: Sources, criterion: Criterion) -> bool {
    match criterion {
        Criterion::GrossMargin | Criterion::CostOfGoods => sources.has_cost,
        Criterion::Weight => sources.cube.total.weight > 0.0,
        Criterion::NetSales | Criterion::NetContribution => sources.data.priced,
        Criterion::Units | Criterion::OrderLines => true,
    }
}

/// A criterion by item.
fn values(sources: Sources, criterion: Criterion) -> Vec<f64> {
    let activities = sources.cube.items.iter();
    match criterion {
        Criterion::NetSales => activities.map(|a| a.revenue.value()).collect(),
        Criterion::GrossMargin => sources.items.iter().map(Profit::margin).collect(),
        Criterion::NetContribution => sources.items.iter().map(Profit::net).collect(),
        Criterion::Units => activities.map(|a| a.units).collect(),
        Criterion::OrderLines => activities.map(|a| a.sales_lines).collect(),
        Criterion::CostOfGoods => sources.items.iter().map(|p| p.cost).collect(),
        Criterion::Weight => activities.map(|a| a.weight).collect(),
    }
}

fn shapes(cube: &Cube, series: &Series, settings: &DemandSettings) -> (Vec<DemandShape>, u32) {
    let (mut scratch, mut net, mut cut) = (Scratch::default(), Vec::new(), 0);
    let over = (series.over() != XyzPeriods::Months).then(|| series.over().settings(settings));
    let shapes = (0..cube.items.len() as u32)
        .map(|item| {
            let months = series.of(item, &mut net, &mut cut);
            let mut shape = DemandShape::with(months, settings, &mut scratch);
            if let Some(settings) = &over {
                series.of_periods(item, &mut net);
                shape.vary_as(&DemandShape::with(&net, settings, &mut scratch));
            }
            shape
        })
        .collect();
    (shapes, cut)
}

/// The group of every item, and what the groups are called.
fn groups(data: &Dataset, grouping: Grouping) -> (Vec<u32>, Vec<String>) {
    let items = &data.items;
    let name = |i: usize| -> &str {
        match grouping {
            Grouping::Whole => "",
            Grouping::Family => items.families.get(i).map_or("", String::as_str),
            Grouping::KeyStart => key_start(&items.ids[i]),
        }
    };
    if grouping == Grouping::Whole {
        return (vec![0; items.len()], vec![String::new()]);
    }
    let (mut codes, mut names) = (BTreeMap::new(), Vec::new());
    let group = (0..items.len())
        .map(|i| {
            *codes.entry(name(i)).or_insert_with(|| {
                names.push(name(i).to_owned());
                names.len() as u32 - 1
            })
        })
        .collect();
    (group, names)
}

/// A key up to its first sign that is no letter or digit; all of it where there is none.
fn key_start(key: &str) -> &str {
    let key = key.trim();
    match key.find(|c: char| !c.is_alphanumeric()) {
        Some(end) if end > 0 => &key[..end],
        _ => key,
    }
}

#[cfg(test)]
mod tests {
    use super::key_start;

    #[test]
    fn item_groups_by_the_start_of_the_key() {
        let starts = ["KR202-209", "A 12", "Bolt", "-x", ""].map(key_start);
        assert_eq!(starts, ["KR202", "A", "Bolt", "-x", ""]);
    }
}
