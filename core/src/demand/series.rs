//! Which months of an item's demand are looked at, and what returns do to them.

use crate::cube::Cube;
use crate::dataset::{Dataset, LineKind};
use crate::read::date::{self, Day};
use crate::settings::{DemandSettings, IncompleteMonths, ReturnsInDemand, SeriesStart};
use crate::stats::in_stretches;
use std::ops::Range;

/// The months of the data that count, as positions from its first.
pub fn counted_months(data: &Dataset, settings: &DemandSettings) -> Range<usize> {
    let gap = settings.month_gap_days as Day;
    let last_is_cut = date::month_of(data.last_day + 1 + gap) == date::month_of(data.last_day);
    let first_is_cut = date::month_of(data.first_day - 1 - gap) == date::month_of(data.first_day);
    let (first, last) = match settings.incomplete_months {
        IncompleteMonths::Keep => (false, false),
        IncompleteMonths::DropLast => (false, last_is_cut),
        IncompleteMonths::DropBoth => (first_is_cut, last_is_cut),
    };
    let months = usize::from(data.months);
    let range = usize::from(first)..months.saturating_sub(usize::from(last));
    // Of one or two months something has to be looked at.
    if range.is_empty() { 0..months } else { range }
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
    cube: &'a Cube,
    /// Given where demand is net of returns.
    returned: Option<&'a [f64]>,
    /// Months that count.
    months: Range<usize>,
    from_first_sale: bool,
}

impl<'a> Series<'a> {
    /// `returned` as by [`returned_units`]; needed for [`ReturnsInDemand::Net`] alone.
    pub fn new(
        data: &Dataset,
        cube: &'a Cube,
        returned: Option<&'a [f64]>,
        settings: &DemandSettings,
    ) -> Series<'a> {
        Series {
            cube,
            returned: returned.filter(|_| settings.returns == ReturnsInDemand::Net),
            months: counted_months(data, settings),
            from_first_sale: settings.series_start == SeriesStart::FirstSale,
        }
    }

    /// Months that count, as positions from the first of the data.
    pub fn months(&self) -> Range<usize> {
        self.months.clone()
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
