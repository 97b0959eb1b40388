//! What the data doctor looks for, what the user had mended, and the totals to compare with.

use serde::{Deserialize, Serialize};

/// One thing the data doctor looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Lines that repeat another in order, customer, item, day, quantity and net sales.
    Duplicates,
    /// Net sales that stand again on lines of the same order and item with other quantities.
    JoinedLines,
    /// Lines with a positive quantity and negative net sales that nothing marks as returns.
    UnmarkedReturns,
    /// Returns whose net sales are positive.
    PositiveReturns,
    /// Line quantities far above what is usual for the item.
    Outliers,
    /// Unit prices many times above or below what is usual for the item.
    PriceJumps,
    /// Lines with a quantity and no net sales: samples, free goods.
    FreeLines,
    /// Lines of customers or channels that look like the company itself.
    Intercompany,
    /// Lines whose cost of goods is estimated.
    MissingCost,
    /// Net sales in several currencies.
    Currencies,
    /// Items counted in several units.
    Units,
    /// Customer keys that differ in blanks, case, leading zeros or hyphens only.
    CustomerKeys,
    /// Item keys that do.
    ItemKeys,
    /// Customers and items that the file names no name for, though it does for others.
    Unnamed,
    /// A first or last month that is not complete.
    PartialMonths,
    /// Weeks without lines.
    DateGaps,
    /// Totals that do not fit the P&L.
    ControlTotal,
}

impl Check {
    /// Every check, in the order in which equal findings are listed.
    pub const ALL: [Check; 17] = [
        Check::Duplicates,
        Check::JoinedLines,
        Check::UnmarkedReturns,
        Check::PositiveReturns,
        Check::Outliers,
        Check::PriceJumps,
        Check::FreeLines,
        Check::Intercompany,
        Check::MissingCost,
        Check::Currencies,
        Check::Units,
        Check::CustomerKeys,
        Check::ItemKeys,
        Check::Unnamed,
        Check::PartialMonths,
        Check::DateGaps,
        Check::ControlTotal,
    ];

    /// The check in words.
    pub fn label(self) -> &'static str {
        match self {
            Check::Duplicates => "Duplicate lines",
            Check::JoinedLines => "Net sales repeated by a join",
            Check::UnmarkedReturns => "Unmarked returns",
            Check::PositiveReturns => "Returns that add to net sales",
            Check::Outliers => "Unusual quantities",
            Check::PriceJumps => "Price jumps",
            Check::FreeLines => "Lines free of charge",
            Check::Intercompany => "Intercompany sales",
            Check::MissingCost => "Missing cost",
            Check::Currencies => "Mixed currencies",
            Check::Units => "Mixed units",
            Check::CustomerKeys => "Customer keys that look alike",
            Check::ItemKeys => "Item keys that look alike",
            Check::Unnamed => "Keys without a name",
            Check::PartialMonths => "Incomplete months",
            Check::DateGaps => "Weeks without lines",
            Check::ControlTotal => "Control total",
        }
    }
}

/// From what the cost of lines without one is estimated, in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostFallback {
    /// The item's average unit cost, else its family's cost share of net sales, else that of all.
    #[default]
    Item,
    /// The family's cost share of net sales, else that of all items.
    Family,
    /// The cost share of net sales of all items.
    Overall,
}

impl CostFallback {
    /// The chain in words.
    pub fn label(self) -> &'static str {
        match self {
            CostFallback::Item => "the item's average cost, else its family's margin, else all's",
            CostFallback::Family => "the family's margin, else that of all items",
            CostFallback::Overall => "the margin of all items",
        }
    }
}

/// Customers or items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Customers.
    Customers,
    /// Items.
    Items,
}

/// Which number of a line is scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scaled {
    /// The quantity: another unit of measure.
    Quantity,
    /// Net sales, list value and cost of goods: a misplaced decimal sign.
    Money,
}

/// One thing the user had mended. Fixes are rules, so that they hold again when the same data is
/// analysed again; they work one after the other, each on what those before it left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fix {
    /// The lines that a check finds do not count. `only` narrows it to an item, a month (2024-05),
    /// a currency or a unit.
    SetAside {
        /// Which lines.
        check: Check,
        /// Of what alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        only: Option<String>,
    },
    /// Single rows of one file do not count.
    SetAsideRows {
        /// The file whose rows these are; in another file nothing is set aside.
        file: String,
        /// Rows counted from 1 with the header.
        rows: Vec<u64>,
    },
    /// Unmarked returns become returns: their quantity is made negative.
    TreatAsReturns,
    /// Returns that add to net sales are made negative.
    NegateReturns,
    /// Net sales that a join repeats count once.
    CountSalesOnce,
    /// Keys count as another.
    MergeKeys {
        /// Customers or items.
        of: Party,
        /// The key that stays.
        into: String,
        /// The keys that go into it.
        keys: Vec<String>,
    },
    /// All keys that look alike count as the one with the largest net sales of each group.
    MergeAlike {
        /// Customers or items.
        of: Party,
    },
    /// The lines of an item's price jump are scaled.
    ScaleJumps {
        /// The item's key.
        item: String,
        /// What is scaled.
        what: Scaled,
        /// By how much.
        factor: f64,
    },
    /// All money of the lines in a currency is multiplied with a rate.
    CurrencyRate {
        /// As it stands in the file.
        currency: String,
        /// What one unit of it is worth in the reporting currency.
        rate: f64,
    },
    /// All quantities in a unit are multiplied with a factor.
    UnitFactor {
        /// As it stands in the file.
        unit: String,
        /// How many of the usual unit one of it is.
        factor: f64,
    },
    /// Lines without a cost are estimated in another way.
    EstimateCost {
        /// From what.
        by: CostFallback,
    },
    /// A finding is all right as it is.
    Keep {
        /// Which finding.
        check: Check,
    },
}

impl Fix {
    /// The fix with another number, where it has one.
    #[must_use]
    pub fn with_number(mut self, number: f64) -> Fix {
        match &mut self {
            Fix::ScaleJumps { factor, .. } | Fix::UnitFactor { factor, .. } => *factor = number,
            Fix::CurrencyRate { rate, .. } => *rate = number,
            _ => {}
        }
        self
    }

    /// The number that can be changed, where there is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Fix::ScaleJumps { factor, .. } | Fix::UnitFactor { factor, .. } => Some(*factor),
            Fix::CurrencyRate { rate, .. } => Some(*rate),
            _ => None,
        }
    }

    /// Whether both scale the same values, whatever their numbers.
    fn repeats(&self, other: &Fix) -> bool {
        match (self, other) {
            (
                Fix::ScaleJumps { item: a, what, .. },
                Fix::ScaleJumps {
                    item: b, what: of, ..
                },
            ) => a == b && what == of,
            (Fix::UnitFactor { unit: a, .. }, Fix::UnitFactor { unit: b, .. })
            | (Fix::CurrencyRate { currency: a, .. }, Fix::CurrencyRate { currency: b, .. }) => {
                a == b
            }
            _ => false,
        }
    }
}

/// Sales as the P&L has them, to compare the file with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ControlTotal {
    /// "2024", or blank for the whole of the data.
    pub period: String,
    /// Net sales of the P&L.
    #[serde(default)]
    pub net_sales: Option<f64>,
    /// Cost of goods of the P&L.
    #[serde(default)]
    pub cost: Option<f64>,
}

/// The data doctor's limits, the fixes in force and the control totals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DoctorSettings {
    /// Modified z-score above which a quantity is an outlier (Iglewicz and Hoaglin 1993: 3.5).
    pub outlier_limit: f64,
    /// Fewer lines of an item than this say nothing of what is usual.
    pub outlier_lines: u32,
    /// Times above or below the item's median from which a unit price has jumped.
    pub price_jump: f64,
    /// Share of the P&L's figure by which a total may differ and still fit.
    pub control_tolerance: f64,
    /// In the order in which they work.
    pub fixes: Vec<Fix>,
    /// One entry a period.
    pub control: Vec<ControlTotal>,
}

impl Default for DoctorSettings {
    fn default() -> Self {
        DoctorSettings {
            outlier_limit: 3.5,
            outlier_lines: 10,
            price_jump: 10.0,
            control_tolerance: 0.005,
            fixes: Vec::new(),
            control: Vec::new(),
        }
    }
}

impl DoctorSettings {
    /// The first thing that cannot be computed with, and the way out.
    pub fn fault(&self) -> Option<(String, &'static str)> {
        let above = |value: f64, least: f64| value.is_finite() && value > least;
        if !above(self.outlier_limit, 0.0) {
            let title = "The limit of unusual quantities must be above zero";
            return Some((title.to_owned(), "The usual one is 3.5"));
        }
        if !above(self.price_jump, 1.0) {
            let title = "A price jump must be a multiple above 1";
            return Some((title.to_owned(), "The usual one is 10"));
        }
        if !(self.control_tolerance.is_finite() && self.control_tolerance >= 0.0) {
            let title = "The tolerance of the control total must not be negative";
            return Some((title.to_owned(), "The usual one is 0.5 %"));
        }
        let numbers = || self.control.iter().flat_map(|c| [c.net_sales, c.cost]);
        if numbers().flatten().any(|n| !n.is_finite()) {
            let title = "A control total is not a number";
            return Some((title.to_owned(), "Type it as in the P&L"));
        }
        // The same done twice works twice.
        let together = |fix: &Fix| -> f64 {
            let again = self.fixes.iter().filter(|other| other.repeats(fix));
            again.filter_map(Fix::number).product()
        };
        let numbered = || self.fixes.iter().filter(|fix| fix.number().is_some());
        let unusable = |n: f64| !above(n, 0.0) || n > LARGEST_FACTOR;
        if numbered().any(|fix| fix.number().is_some_and(unusable) || unusable(together(fix))) {
            return Some((
                "A rate or factor of a fix must be above zero".to_owned(),
                "Type what one unit is worth in the other",
            ));
        }
        None
    }
}

/// No unit or currency is worth more of another; beyond, sums lose their cents.
const LARGEST_FACTOR: f64 = 1e9;
