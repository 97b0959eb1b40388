//! Lines and sales by day, weeks without lines, and months that are not complete.

use crate::dataset::Dataset;
use crate::read::date::{Day, civil_of, day_of, month_of};
use crate::stats::{Sum, in_stretches};

/// A month of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Month {
    /// Counted from year 0.
    pub month: i32,
    /// Used lines.
    pub lines: u64,
    /// Net sales, returns taken off.
    pub revenue: f64,
    /// Days with lines.
    pub days: u32,
    /// Weeks without lines that begin in it.
    pub gaps: u32,
}

/// A first or last month that the data does not cover as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialMonth {
    /// Counted from year 0.
    pub month: i32,
    /// Its days before the first line, or after the last one.
    pub missing_days: u32,
}

/// Used lines by day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calendar {
    /// The Monday of the first week.
    pub first_monday: Day,
    /// Lines by day from there on, whole weeks.
    pub lines: Vec<u32>,
    /// Net sales by day.
    pub revenue: Vec<f64>,
    /// Mondays of weeks without lines; none where most weeks have none.
    pub gaps: Vec<Day>,
    /// Months from the first to the last.
    pub months: Vec<Month>,
}

/// 1970-01-01 was a Thursday: days from the Monday of its week.
fn monday_of(day: Day) -> Day {
    day - (day + 3).rem_euclid(7)
}

/// Where at least this share of the weeks have lines, one without is a gap.
const USUAL_WEEKS: f64 = 0.8;

impl Calendar {
    /// Counts the used lines by day.
    pub(super) fn of(data: &Dataset) -> Calendar {
        if data.months == 0 {
            return Calendar::default();
        }
        let first_monday = monday_of(data.first_day);
        let days = (monday_of(data.last_day) + 7 - first_monday) as usize;
        // By date text first: there are far fewer of them than lines.
        let mut by_code = vec![(0_u32, Sum::default()); data.day_of_code.len()];
        in_stretches(data.lines(), |stretch| {
            for line in stretch.filter(|&l| data.kinds[l].is_used()) {
                let (lines, revenue) = &mut by_code[data.date[line] as usize];
                *lines += 1;
                revenue.add(data.revenue[line]);
            }
        });
        let mut lines = vec![0; days];
        let mut revenue = vec![Sum::default(); days];
        for ((count, sum), day) in by_code.into_iter().zip(&data.day_of_code) {
            if let (Some(day), true) = (day, count > 0) {
                let at = (day - first_monday) as usize;
                lines[at] += count;
                revenue[at].merge(sum);
            }
        }
        let revenue: Vec<f64> = revenue.into_iter().map(Sum::value).collect();
        let weeks: Vec<bool> = lines
            .chunks(7)
            .map(|week| week.iter().any(|n| *n > 0))
            .collect();
        let full = weeks.iter().filter(|has| **has).count() as f64;
        let gaps: Vec<Day> = if full >= USUAL_WEEKS * weeks.len() as f64 {
            let empty = (0..weeks.len()).filter(|&w| !weeks[w]);
            empty.map(|w| first_monday + 7 * w as Day).collect()
        } else {
            Vec::new()
        };
        let mut calendar = Calendar {
            first_monday,
            lines,
            revenue,
            gaps,
            months: Vec::new(),
        };
        calendar.months = calendar.by_month(data);
        calendar
    }

    fn by_month(&self, data: &Dataset) -> Vec<Month> {
        let mut sums = vec![Sum::default(); data.months as usize];
        let mut months: Vec<Month> = (0..i32::from(data.months))
            .map(|m| Month {
                month: data.first_month + m,
                lines: 0,
                revenue: 0.0,
                days: 0,
                gaps: 0,
            })
            .collect();
        let at = |day: Day| (month_of(day) - data.first_month).max(0) as usize;
        for (offset, (&lines, &revenue)) in self.lines.iter().zip(&self.revenue).enumerate() {
            if lines > 0 {
                let m = at(self.first_monday + offset as Day);
                months[m].lines += u64::from(lines);
                months[m].days += 1;
                sums[m].add(revenue);
            }
        }
        for day in &self.gaps {
            if let Some(month) = months.get_mut(at(*day)) {
                month.gaps += 1;
            }
        }
        for (month, sum) in months.iter_mut().zip(sums) {
            month.revenue = sum.value();
        }
        months
    }
}

/// The first and the last month, where more than `gap_days` of their days lie outside of the data.
/// A single month is both; it is never partial, there would be nothing left.
pub fn partial_months(data: &Dataset, gap_days: u32) -> Vec<PartialMonth> {
    if data.months < 2 {
        return Vec::new();
    }
    let (_, _, first) = civil_of(data.first_day);
    let last_month = data.first_month + i32::from(data.months) - 1;
    let next = last_month + 1;
    // Every month has a first day.
    let end = day_of(next.div_euclid(12), next.rem_euclid(12) as u32 + 1, 1);
    let after = end.map_or(0, |end| (end - 1 - data.last_day).max(0) as u32);
    [
        PartialMonth {
            month: data.first_month,
            missing_days: first - 1,
        },
        PartialMonth {
            month: last_month,
            missing_days: after,
        },
    ]
    .into_iter()
    .filter(|m| m.missing_days > gap_days)
    .collect()
}

/// The used lines of a month.
pub(super) fn lines_of_month(data: &Dataset, month: i32) -> Vec<u32> {
    let in_month: Vec<bool> = data
        .day_of_code
        .iter()
        .map(|day| day.is_some_and(|d| month_of(d) == month))
        .collect();
    crate::stats::lines_where(data.lines(), |l| {
        data.kinds[l].is_used() && in_month[data.date[l] as usize]
    })
}
