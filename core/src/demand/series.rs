//! Which months of an item's demand are looked at, and what returns do to them.

use super::periods::Weekly;
use crate::cube::Cube;
use crate::dataset::{Dataset, LineKind};
use crate::read::date::Day;
use crate::settings::{DemandSettings, IncompleteMonths, ReturnsInDemand, SeriesStart, XyzPeriods};
use crate::stats::in_stretches;
use std::ops::Range;

/// The months of the data that count, as positions from its first.
pub fn counted_months(data: &Dataset, settings: &DemandSettings) -> Range<usize> {
    counted_periods(data, settings, XyzPeriods::Months).1
}

/// The first period of the data, and those that count, as positions from it.
fn counted_periods(
    data: &Dataset,
    settings: &DemandSettings,
    over: XyzPeriods,
) -> (i32, Range<usize>) {
    let gap = settings.month_gap_days as Day;
    let [first, last] = [data.first_day, data.last_day].map(|day| over.of_day(day));
    let last_is_cut = over.of_day(data.last_day + 1 + gap) == last;
    let first_is_cut = over.of_day(data.first_day - 1 - gap) == first;
    let (cut_first, cut_last) = match settings.incomplete_months {
        IncompleteMonths::Keep => (false, false),
        IncompleteMonths::DropLast => (false, last_is_cut),
        IncompleteMonths::DropBoth => (first_is_cut, last_is_cut),
    };
    let periods = match data.months {
        0 => 0,
        _ => (last - first + 1) as usize,
    };
    let range = usize::from(cut_first)..periods.saturating_sub(usize::from(cut_last));
    // Of one or two periods something has to be looked at.
    (first, if range.is_empty() { 0..periods } else { range })
}

/// Units that came back by item and month, as [`Cube::demand`]: a pass over the lines, only for
/// demand net of returns.
pub fn returned_units(data: &Dataset) -> Vec<f64> {
    let months = usize::from(data.months);
    let mut returned = vec![0.0; data.items.len() * months];
    in_stretches(data.lines(), |stretch| {
        for i in stretch {
            if data.kinds[i] == LineKind::Return {
                let month = data.month_of_code[data.date[i] as usize] as usize;
                returned[data.item[i] as usize * months + month] += data.quantity[i].abs();
            }
        }
    });
    returned
}

/// The demand series of the items, by the conventions in force.
pub struct Series<'a> {
    pub(super) cube: &'a Cube,
    /// Given where demand is net of returns.
    pub(super) returned: Option<&'a [f64]>,
    pub(super) weekly: Option<&'a Weekly>,
    /// Months that count.
    months: Range<usize>,
    /// The periods of the variation: weeks only where they are there.
    pub(super) over: XyzPeriods,
    /// The first of them, and those that count.
    pub(super) periods: (i32, Range<usize>),
    first_month: i32,
    pub(super) from_first_sale: bool,
}

impl<'a> Series<'a> {
    /// `returned` as by [`returned_units`], needed for [`ReturnsInDemand::Net`] alone; `weekly` for
    /// [`XyzPeriods::Weeks`].
    pub fn new(
        data: &Dataset,
        cube: &'a Cube,
        returned: Option<&'a [f64]>,
        weekly: Option<&'a Weekly>,
        settings: &DemandSettings,
    ) -> Series<'a> {
        let over = match settings.xyz_periods {
            XyzPeriods::Weeks if weekly.is_none() => XyzPeriods::Months,
            over => over,
        };
        Series {
            cube,
            returned: returned.filter(|_| settings.returns == ReturnsInDemand::Net),
            weekly,
            months: counted_months(data, settings),
            over,
            periods: counted_periods(data, settings, over),
            first_month: data.first_month,
            from_first_sale: settings.series_start == SeriesStart::FirstSale,
        }
    }

    /// Months that count, as positions from the first of the data.
    pub fn months(&self) -> Range<usize> {
        self.months.clone()
    }

    /// The periods that the variation is taken over.
    pub fn over(&self) -> XyzPeriods {
        self.over
    }

    /// Position of the period that a month of the data lies in.
    pub(super) fn period_of_month(&self, over: XyzPeriods, month: usize) -> usize {
        let month = self.first_month + month as i32;
        let period = match over {
            XyzPeriods::Quarters => month.div_euclid(3),
            XyzPeriods::Months | XyzPeriods::Weeks => month,
        };
        (period - self.periods.0) as usize
    }

    /// Position of the month with which an item's series begins.
    pub fn start(&self, item: u32) -> usize {
        let demand = &self.cube.demand_of(item)[self.months.clone()];
        let skipped = if self.from_first_sale {
            demand.iter().position(|d| *d > 0.0).unwrap_or(0)
        } else {
            0
        };
        self.months.start + skipped
    }

    /// An item's demand by month. `scratch` is only written to where returns are taken off, and
    /// `cut` counts the months whose returns exceed their sales.
    #[inline]
    pub fn of<'s>(&self, item: u32, scratch: &'s mut Vec<f64>, cut: &mut u32) -> &'s [f64]
    where
        'a: 's,
    {
        let months = self.start(item)..self.months.end;
        let sold = &self.cube.demand_of(item)[months.clone()];
        let Some(returned) = self.returned else {
            return sold;
        };
        let at = item as usize * self.cube.months;
        let returned = &returned[at + months.start..at + months.end];
        scratch.clear();
        for (sold, returned) in sold.iter().zip(returned) {
            let net = sold - returned;
            *cut += u32::from(net < 0.0);
            scratch.push(net.max(0.0));
        }
        scratch
    }
}
