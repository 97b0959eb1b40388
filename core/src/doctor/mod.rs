//! The data doctor: what looks wrong in the order lines, and what was mended.
//!
//! A stage after the dataset. [`examine`] looks at the lines as they are and finds nothing wrong by
//! itself; [`apply`] lets the user's [fixes](crate::settings::Fix) work, one after the other, and
//! gives back what they changed, so that [`undo`] restores every bit. One file a check.
//!
//! Nothing here runs when a limit, pool or driver changes: an examination holds until the lines
//! change, and is made when a screen asks for it.

mod calendar;
mod control;
mod cost;
mod duplicates;
mod edit;
mod fixes;
mod groups;
mod intercompany;
mod keys;
mod labels;
mod outliers;
mod prices;
mod report;
mod signs;

pub use calendar::{Calendar, Month, PartialMonth, partial_months};
pub use control::{Period, periods};
pub use cost::Estimated;
pub use fixes::{Mended, apply, keep, undo};
pub use keys::{KeyGroup, alike, normal_form};
pub use labels::{LabelSum, currencies, only_currency};
pub use report::quality;

use crate::dataset::Dataset;
use crate::settings::{Check, DoctorSettings};
use crate::stats::median;
use groups::Groups;

/// A line that a check found, with what speaks against it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// Position of the line.
    pub line: u32,
    /// What would be usual: the median quantity or unit price of the item, or the line that this
    /// one repeats.
    pub usual: f64,
    /// How far it is from that: the modified z-score, or price ÷ median price.
    pub score: f64,
}

impl Evidence {
    fn of(line: u32) -> Evidence {
        Evidence {
            line,
            usual: 0.0,
            score: 0.0,
        }
    }
}

/// Everything that was looked for and found.
#[derive(Clone, Debug, Default)]
pub struct Examination {
    found: Vec<(Check, Vec<Evidence>)>,
    /// Orders all of whose lines stand there several times: a join, rather than typing.
    pub repeated_orders: u32,
    /// Lines with an estimated cost, by what it is estimated from.
    pub estimated: Estimated,
    /// Totals of the whole and of each year.
    pub periods: Vec<Period>,
    /// Lines and sales by day.
    pub calendar: Calendar,
    /// Customers whose keys look alike.
    pub customer_keys: Vec<KeyGroup>,
    /// Items whose keys do.
    pub item_keys: Vec<KeyGroup>,
    /// Net sales by currency, the largest first; empty where the file has none.
    pub currencies: Vec<LabelSum>,
    /// Lines by unit of the items that have several, the most lines first.
    pub units: Vec<LabelSum>,
    /// Items counted in several units.
    pub mixed_items: u32,
    /// Customers with lines and without a name, where others have one.
    pub unnamed_customers: u32,
    /// Items in the same case.
    pub unnamed_items: u32,
}

impl Examination {
    /// The lines that a check found, in the order of the file; none where it does not go by lines.
    pub fn lines(&self, check: Check) -> &[Evidence] {
        let found = self.found.iter().find(|(c, _)| *c == check);
        found.map_or(&[], |(_, lines)| lines)
    }
}

/// Looks at everything. A few passes over the lines.
pub fn examine(data: &Dataset, settings: &DoctorSettings) -> Examination {
    let by_item = Groups::of_sales(data);
    let orders = Groups::of_orders(data);
    let (duplicates, repeated_orders) = duplicates::repeated(data, &orders);
    let joined = duplicates::joined(data, &orders);
    let (units, mixed_items) = labels::units(data);
    let (unnamed_customers, unnamed_items) = keys::unnamed(data);
    Examination {
        repeated_orders,
        estimated: cost::estimated(data),
        periods: periods(data),
        calendar: Calendar::of(data),
        customer_keys: alike(data, crate::settings::Party::Customers),
        item_keys: alike(data, crate::settings::Party::Items),
        currencies: labels::currencies(data),
        units,
        mixed_items,
        unnamed_customers,
        unnamed_items,
        found: vec![
            (Check::Duplicates, duplicates),
            (Check::JoinedLines, joined),
            (Check::UnmarkedReturns, signs::unmarked_returns(data)),
            (Check::PositiveReturns, signs::positive_returns(data)),
            (Check::FreeLines, signs::free_of_charge(data)),
            (Check::Intercompany, intercompany::lines(data)),
            (
                Check::Outliers,
                outliers::outliers(data, &by_item, settings),
            ),
            (Check::PriceJumps, prices::jumps(data, &by_item, settings)),
            (Check::MissingCost, cost::lines(data)),
        ],
    }
}

/// The lines of one check, without looking at anything else: for fixes.
fn lines_of(data: &Dataset, settings: &DoctorSettings, check: Check) -> Vec<Evidence> {
    match check {
        Check::Duplicates => duplicates::repeated(data, &Groups::of_orders(data)).0,
        Check::JoinedLines => duplicates::joined(data, &Groups::of_orders(data)),
        Check::UnmarkedReturns => signs::unmarked_returns(data),
        Check::PositiveReturns => signs::positive_returns(data),
        Check::FreeLines => signs::free_of_charge(data),
        Check::Intercompany => intercompany::lines(data),
        Check::Outliers => outliers::outliers(data, &Groups::of_sales(data), settings),
        Check::PriceJumps => prices::jumps(data, &Groups::of_sales(data), settings),
        Check::MissingCost => cost::lines(data),
        _ => Vec::new(),
    }
}
