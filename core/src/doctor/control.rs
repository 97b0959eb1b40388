//! Totals of the file by period, to hold against the P&L.

use crate::dataset::{Dataset, LineKind};
use crate::read::date::civil_of;
use crate::stats::Sum;

/// What the file holds of one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// "2024", or blank for the whole.
    pub name: String,
    /// Net sales of the used lines.
    pub net_sales: f64,
    /// Cost of goods of the used lines; None where the file has none.
    pub cost: Option<f64>,
    /// Net sales of the returns among them.
    pub returns: f64,
    /// Net sales of the lines that are set aside, by kind, where they can be read.
    pub set_aside: Vec<(LineKind, f64)>,
    /// Net sales of the lines on the first and last days, for a cut-off that differs.
    pub at_the_ends: f64,
}

#[derive(Clone, Default)]
struct Sums {
    net_sales: Sum,
    cost: Sum,
    returns: Sum,
    aside: [Sum; LineKind::SET_ASIDE.len()],
    ends: Sum,
}

/// Days at each end of the data that a different cut-off would move.
const END_DAYS: i32 = 3;

/// The whole, then each calendar year of the data where there are several. Lines without a date
/// belong to the whole alone.
pub fn periods(data: &Dataset) -> Vec<Period> {
    let year_of_code: Vec<Option<i32>> = data
        .day_of_code
        .iter()
        .map(|day| day.map(|d| civil_of(d).0))
        .collect();
    let (first, last) = (civil_of(data.first_day).0, civil_of(data.last_day).0);
    let years = if data.months > 0 && first < last {
        (last - first + 1) as usize
    } else {
        0
    };
    let mut sums = vec![Sums::default(); years + 1];
    for line in 0..data.lines() {
        let revenue = data.revenue[line];
        let kind = data.kinds[line];
        let code = data.date[line] as usize;
        let year = year_of_code[code].map(|y| y - first);
        let year = year.filter(|y| (0..years as i32).contains(y));
        let cost = data.cost.as_ref().map_or(0.0, |c| c[line]);
        let at_end = data.day_of_code[code]
            .is_some_and(|d| d - data.first_day < END_DAYS || data.last_day - d < END_DAYS);
        for slot in [Some(0), year.map(|y| y as usize + 1)]
            .into_iter()
            .flatten()
        {
            let sums = &mut sums[slot];
            if kind.is_used() {
                sums.net_sales.add(revenue);
                if !cost.is_nan() {
                    sums.cost.add(cost);
                }
                if kind == LineKind::Return {
                    sums.returns.add(revenue);
                }
                if at_end {
                    sums.ends.add(revenue);
                }
            } else if !revenue.is_nan()
                && let Some(at) = LineKind::SET_ASIDE.iter().position(|k| *k == kind)
            {
                sums.aside[at].add(revenue);
            }
        }
    }
    sums.into_iter()
        .enumerate()
        .map(|(slot, sums)| Period {
            name: match slot {
                0 => String::new(),
                slot => (first + slot as i32 - 1).to_string(),
            },
            net_sales: sums.net_sales.value(),
            cost: data.cost.as_ref().map(|_| sums.cost.value()),
            returns: sums.returns.value(),
            set_aside: LineKind::SET_ASIDE
                .into_iter()
                .zip(sums.aside)
                .map(|(kind, sum)| (kind, sum.value()))
                .filter(|(_, money)| *money != 0.0)
                .collect(),
            at_the_ends: sums.ends.value(),
        })
        .collect()
}
