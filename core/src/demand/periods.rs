//! Demand by quarter or by week, where X, Y and Z are to come from the variation of these.
//!
//! The longer the period, the less demand varies: for independent demand the variation of months is
//! that of weeks ÷ √4.33 (domain.md 3.1.2), so classes of different periods do not compare. The
//! demand interval and its classes stay by month, whatever the periods of the variation.

use super::series::Series;
use crate::dataset::{Dataset, LineKind};
use crate::read::date::{self, Day};
use crate::settings::{DemandSettings, XyzPeriods};

impl XyzPeriods {
    /// Number of the period that a day lies in. Quarters are those of the calendar, weeks begin on
    /// Monday.
    pub fn of_day(self, day: Day) -> i32 {
        match self {
            XyzPeriods::Months => date::month_of(day),
            XyzPeriods::Quarters => date::month_of(day).div_euclid(3),
            // 1970-01-01 was a Thursday.
            XyzPeriods::Weeks => (day + 3).div_euclid(7),
        }
    }

    /// A period in words: "2024-05", "2024 Q2", "2024-05-06" (the week's Monday).
    pub fn name(self, period: i32) -> String {
        match self {
            XyzPeriods::Months => date::iso_month(period),
            XyzPeriods::Quarters => {
                format!("{} Q{}", period.div_euclid(4), period.rem_euclid(4) + 1)
            }
            XyzPeriods::Weeks => date::iso(period * 7 - 3),
        }
    }

    /// "month", "quarter", "week"
    pub fn one(self) -> &'static str {
        match self {
            XyzPeriods::Months => "month",
            XyzPeriods::Quarters => "quarter",
            XyzPeriods::Weeks => "week",
        }
    }

    /// "monthly", "quarterly", "weekly"
    pub fn adjective(self) -> &'static str {
        match self {
            XyzPeriods::Months => "monthly",
            XyzPeriods::Quarters => "quarterly",
            XyzPeriods::Weeks => "weekly",
        }
    }

    /// These months as periods, at least one.
    fn months(self, months: u32) -> u32 {
        match self {
            XyzPeriods::Months => months,
            XyzPeriods::Quarters => months / 3,
            XyzPeriods::Weeks => months * 52 / 12,
        }
        .max(1)
    }

    /// The settings with the months of a season and of the least history as such periods.
    pub fn settings(self, settings: &DemandSettings) -> DemandSettings {
        DemandSettings {
            season: self.months(settings.season),
            min_months: self.months(settings.min_months),
            ..settings.clone()
        }
    }
}

/// Units sold and returned by item and week: a pass over the lines, only where weeks are asked for.
pub struct Weekly {
    /// Where the entries of each item begin, and where the last one's end.
    starts: Vec<usize>,
    /// Twice the week from the first of the data, one more for returns; and units.
    entries: Vec<(u32, f64)>,
}

impl Weekly {
    /// Sums the used lines up.
    pub fn of(data: &Dataset) -> Weekly {
        let first = XyzPeriods::Weeks.of_day(data.first_day);
        let used = |line: &usize| data.kinds[*line].is_used();
        let mut starts = vec![0; data.items.len() + 1];
        for line in (0..data.lines()).filter(used) {
            starts[data.item[line] as usize + 1] += 1;
        }
        for item in 1..starts.len() {
            starts[item] += starts[item - 1];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0.0); starts[data.items.len()]];
        for line in (0..data.lines()).filter(used) {
            let returned = data.kinds[line] == LineKind::Return;
            let (Some(day), units) = (data.day(line), data.quantity[line]) else {
                continue;
            };
            let week = (XyzPeriods::Weeks.of_day(day) - first) as u32;
            let units = if returned { units.abs() } else { units };
            let place = &mut next[data.item[line] as usize];
            entries[*place] = (2 * week + u32::from(returned), units);
            *place += 1;
        }
        Weekly { starts, entries }
    }

    fn item(&self, item: u32) -> &[(u32, f64)] {
        let item = item as usize;
        &self.entries[self.starts[item]..self.starts[item + 1]]
    }
}

impl Series<'_> {
    /// An item's demand by the periods of the variation, into `out`, and the number of the first
    /// of them. By month until weeks are there.
    pub fn of_periods(&self, item: u32, out: &mut Vec<f64>) -> i32 {
        let (first, counted) = &self.periods;
        out.clear();
        out.resize(counted.end, 0.0);
        let mut returned = vec![
            0.0;
            if self.returned.is_some() {
                counted.end
            } else {
                0
            }
        ];
        match (self.over, self.weekly) {
            (XyzPeriods::Weeks, Some(weekly)) => {
                for &(key, units) in weekly.item(item) {
                    let to = if key % 2 == 0 {
                        &mut *out
                    } else {
                        &mut returned
                    };
                    if let Some(sum) = to.get_mut(key as usize / 2) {
                        *sum += units;
                    }
                }
            }
            (over, _) => {
                let months = self.cube.months;
                let at = item as usize * months;
                for month in 0..months {
                    let period = self.period_of_month(over, month);
                    if let Some(sum) = out.get_mut(period) {
                        *sum += self.cube.demand_of(item)[month];
                    }
                    if let (Some(sum), Some(all)) = (returned.get_mut(period), self.returned) {
                        *sum += all[at + month];
                    }
                }
            }
        }
        let skipped = if self.from_first_sale {
            let sold = |d: &f64| *d > 0.0;
            out[counted.start..].iter().position(sold).unwrap_or(0)
        } else {
            0
        };
        for (sold, returned) in out.iter_mut().zip(returned) {
            *sold = (*sold - returned).max(0.0);
        }
        let start = counted.start + skipped;
        out.drain(..start);
        first + start as i32
    }
}
