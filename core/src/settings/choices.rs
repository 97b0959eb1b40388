//! Conventions of the item classes on which tools disagree: every choice has a name.

use serde::{Deserialize, Serialize};

/// Defines enums whose variants carry the words that screens show; the first is the default.
macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $label:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every choice, the default first.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The choice in words.
            pub fn label(self) -> &'static str {
                match self { $($name::$variant => $label),+ }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                $name::ALL[0]
            }
        }
    )+};
}

choices! {
    /// What items are ranked by.
    Criterion {
        /// Net sales, returns taken off.
        NetSales = "net sales",
        /// Net sales less cost of goods.
        GrossMargin = "gross margin",
        /// Gross margin less cost to serve.
        NetContribution = "net contribution",
        /// Units sold, returns not counted.
        Units = "units",
        /// Order lines without returns: hits, picks.
        OrderLines = "order lines",
        /// Cost of goods, returns taken off: consumption value.
        CostOfGoods = "cost of goods",
        /// Kilograms shipped.
        Weight = "weight",
    }

    /// How an item's value comes about.
    AbcMethod {
        /// One criterion.
        Single = "One criterion",
        /// Several criteria, each scaled to 0…1, weighted and added.
        WeightedScore = "Weighted score",
        /// Several criteria in the order of their importance, without weights (Ng 2008).
        Ng = "Ng's method",
    }

    /// Which number decides an ABC class. Tools disagree; see `demand::abc`.
    AbcBoundary {
        /// In the class while the share before the item is below the limit; the item that crosses
        /// the line is included (SAP; our default).
        ShareBefore = "The item that crosses the limit is in (SAP)",
        /// In the class while the share including the item is at or below the limit.
        ShareIncludingAtMost = "Share with the item at most the limit",
        /// In the class while the share including the item is below the limit.
        ShareIncludingBelow = "Share with the item below the limit",
        /// By the number of items, not by value: limits are shares of the item count.
        ItemCount = "By number of items, not by value",
        /// By the number of items: the first so many are A, up to so many B.
        ItemNumber = "The first so many items",
        /// By the item's own value: A from so much, B from so much.
        Value = "By the item's own value",
    }

    /// Whether items of equal value may stand in different classes.
    Ties {
        /// Each item by its place; equal items are ordered by key.
        ByKey = "Equal items by key",
        /// Equal items share the class of the first of them.
        Together = "Equal items share a class",
    }

    /// The class of items whose value is not positive.
    NotPositive {
        /// The last class, like any small item; by item count even that of their place.
        LastClass = "In the last class",
        /// Zero is D (no movement), below zero N (loses).
        OwnClasses = "Zero is D, below zero N",
    }

    /// Groups inside which items are ranked, each as if it were alone.
    Grouping {
        /// All items in one ranking.
        Whole = "All items together",
        /// A ranking an item family.
        Family = "Inside each family",
        /// A ranking for each start of the item's key, up to its first sign that is no letter or
        /// digit: item groups of files without families.
        KeyStart = "Inside each start of the key",
    }

    /// What decides F, M and R.
    FmrRule {
        /// Cumulative share of order lines, as ABC.
        CumulativeShare = "Cumulative share of order lines",
        /// Order lines a month.
        LinesAMonth = "Order lines a month",
    }

    /// Which variation decides X, Y and Z.
    XyzMeasure {
        /// Standard deviation ÷ mean of the periods.
        Raw = "Coefficient of variation",
        /// The same of what trend and season leave over.
        Deseasonalised = "Variation without trend and season",
        /// Root mean squared error of the best simple forecast, one period ahead ÷ mean.
        ForecastError = "Forecast error",
        /// 1.4826 × median absolute deviation ÷ median: single periods count little.
        Robust = "Robust variation (median)",
    }

    /// Whose variation decides X, Y and Z.
    XyzPeriods {
        /// Calendar months.
        Months = "Months",
        /// Quarters of the calendar.
        Quarters = "Quarters",
        /// Weeks from Monday to Sunday.
        Weeks = "Weeks",
    }

    /// How the variation is cut into X, Y and Z.
    XyzSplit {
        /// At fixed limits.
        Limits = "At fixed limits",
        /// So that each class has its share of the items.
        ItemShares = "By shares of the items",
    }

    /// On which side a value exactly at a limit stands.
    AtLimit {
        /// With those below it.
        Below = "Counts as below",
        /// With those above it.
        Above = "Counts as above",
    }

    /// The divisor of the variance behind the coefficient of variation.
    Deviation {
        /// Divide by n − 1.
        Sample = "Sample (n − 1)",
        /// Divide by n.
        Population = "Population (n)",
    }

    /// What the average demand interval is.
    IntervalRule {
        /// Months ÷ months with demand.
        MonthsOverActive = "Months ÷ months with demand",
        /// Mean of the intervals, the first one counted from the start of the series
        /// (tsintermittent).
        MeanWithFirst = "Mean interval, the first included",
        /// Mean of the intervals between months with demand.
        MeanBetween = "Mean interval between demands",
        /// Months ÷ intervals between months with demand (sktime, “ignore”).
        MonthsOverGaps = "Months ÷ intervals between demands",
    }

    /// Where an item's series begins.
    SeriesStart {
        /// With the first month of the data.
        Data = "First month of the data",
        /// With the item's first sale.
        FirstSale = "First sale of the item",
    }

    /// Whether months that the data covers in part only are counted.
    IncompleteMonths {
        /// Counted as they are.
        Keep = "Counted as they are",
        /// An incomplete last month is left out.
        DropLast = "Without an incomplete last month",
        /// Incomplete first and last months are left out.
        DropBoth = "Without incomplete first and last months",
    }

    /// What returns do to demand.
    ReturnsInDemand {
        /// Nothing: demand is what went out.
        Gross = "Demand is what went out",
        /// They lower the demand of their month, not below zero; months so cut off are counted.
        Net = "Returns lower the month they come in",
    }

    /// Where the map of margin and cost to serve is cut into quadrants.
    MapCut {
        /// Half of the customers on either side.
        Median = "Median of the customers",
        /// Mean weighted by net sales: the company as a whole.
        WeightedMean = "Company average",
        /// At shares given by the user.
        Own = "Own limits",
    }

    /// What the M of recency, frequency and money is.
    RfmMoney {
        /// Net sales, returns taken off.
        NetSales = "Net sales",
        /// Net sales less cost of goods.
        GrossMargin = "Gross margin",
        /// Gross margin less cost to serve.
        NetContribution = "Net contribution",
    }
}
