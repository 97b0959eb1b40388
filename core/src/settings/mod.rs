//! Everything a user can decide about the analysis: named settings, never buried constants.

mod choices;
mod demand;
mod link;
mod reshape;

pub use choices::{
    AbcBoundary, AbcMethod, AtLimit, Criterion, Deviation, FmrRule, Grouping, IncompleteMonths,
    IntervalRule, NotPositive, ReturnsInDemand, SeriesStart, Ties, XyzMeasure, XyzSplit,
};
pub use demand::{CriterionWeight, DemandSettings};
pub use link::{KeyKind, KeyRule, LinkSettings, SameKey};
pub use reshape::{MonthColumn, Reshape};

use crate::fields::Field;
use serde::{Deserialize, Serialize};

/// How a column's text is turned into numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalStyle {
    /// 1,234.56
    Point,
    /// 1.234,56
    Comma,
}

/// The order of day, month and year in a column of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 2024-12-31, 20241231, 2024/12/31
    YearMonthDay,
    /// 31.12.2024, 31/12/24, 31-Dec-24
    DayMonthYear,
    /// 12/31/2024
    MonthDayYear,
    /// Days since 1899-12-30, as spreadsheets store them.
    ExcelSerial,
}

/// The character set of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// With or without a byte order mark.
    Utf8,
    /// Two bytes a letter, the low one first; what Windows calls Unicode.
    Utf16Le,
    /// Two bytes a letter, the high one first.
    Utf16Be,
    /// Western European, a superset of Latin-1's letters.
    Windows1252,
}

/// Where a record ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineEnd {
    /// LF or CRLF.
    Newline,
    /// A bare carriage return (old Macintosh exports).
    CarriageReturn,
}

/// How the bytes of a delimited text file are cut into fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// Character set of the text.
    pub encoding: Encoding,
    /// The delimiter as one ASCII character.
    pub delimiter: char,
    /// What ends a record.
    pub line_end: LineEnd,
    /// The record that holds the headers, counted from 1.
    pub header_row: u32,
}

/// A column given a meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedColumn {
    /// What the column means.
    pub field: Field,
    /// Position in the file, from 0.
    pub column: u32,
}

/// Everything needed to read one file of order lines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadingPlan {
    /// How the text is cut into fields.
    pub dialect: Dialect,
    /// Decimal sign of all number columns.
    pub decimal: DecimalStyle,
    /// Order of day, month and year in the date column.
    pub date_order: DateOrder,
    /// Columns with a meaning; the others are not read.
    pub columns: Vec<MappedColumn>,
    /// Lines whose order number matches this pattern are returns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_order_pattern: Option<String>,
    /// Sign of the returns that are marked.
    #[serde(default)]
    pub return_signs: ReturnSigns,
    /// How the text is put in order before it is read; None for plain tables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reshape: Option<Reshape>,
}

/// What becomes of positive quantities and values of lines marked as returns: ERP systems write
/// credit memos with and without their sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnSigns {
    /// Made negative in a column where nearly all marked returns are positive.
    #[default]
    Detect,
    /// They stay positive.
    AsInFile,
    /// Made negative.
    AlwaysNegative,
}

/// What a cost pool is shared out by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Driver {
    /// Orders; an order's one unit is split equally over its sales lines.
    Orders,
    /// Sales lines, without returns.
    Lines,
    /// All lines, returns included.
    LinesHandled,
    /// Units sold, without returns.
    Units,
    /// Net sales of the sales lines, their positive part.
    Revenue,
    /// Cost of goods of the sales lines, their positive part.
    CostOfGoods,
    /// Kilograms shipped.
    Weight,
    /// Return lines.
    Returns,
    /// One share a customer, whatever they buy.
    Customers,
}

impl Driver {
    /// Every driver, in the order in which screens list them.
    pub const ALL: [Driver; 9] = [
        Driver::Orders,
        Driver::Lines,
        Driver::LinesHandled,
        Driver::Units,
        Driver::Revenue,
        Driver::CostOfGoods,
        Driver::Weight,
        Driver::Returns,
        Driver::Customers,
    ];

    /// The driver in words.
    pub fn label(self) -> &'static str {
        match self {
            Driver::Orders => "orders",
            Driver::Lines => "order lines",
            Driver::LinesHandled => "lines with returns",
            Driver::Units => "units",
            Driver::Revenue => "sales before returns",
            Driver::CostOfGoods => "cost of goods",
            Driver::Weight => "weight",
            Driver::Returns => "return lines",
            Driver::Customers => "customers",
        }
    }

    /// The unit in which the driver is counted, for "4,310 orders × 21.40".
    pub fn unit(self) -> &'static str {
        match self {
            Driver::Orders => "orders",
            Driver::Lines => "lines without returns",
            Driver::LinesHandled => "lines with returns",
            Driver::Units => "units",
            Driver::Revenue => "of sales before returns",
            Driver::CostOfGoods => "of cost of goods before returns",
            Driver::Weight => "kg",
            Driver::Returns => "return lines",
            Driver::Customers => "customers",
        }
    }
}

/// An amount of cost and how it is shared out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CostPool {
    /// What the user calls it; unique among the pools of a model.
    pub name: String,
    /// Amount over the whole period of the data, in the reporting currency.
    pub amount: f64,
    /// What it is shared out by.
    pub driver: Driver,
    /// Share of the pool that would go away with the activity within a year, 0 to 1.
    #[serde(default = "default_avoidable_share")]
    pub avoidable_share: f64,
    /// True while the amount is our assumption and not the user's figure.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub assumed: bool,
}

impl CostPool {
    /// Cents of larger amounts are no whole numbers to a double any more, and cannot be split.
    pub const LARGEST_AMOUNT: f64 = 1e15;
}

fn default_avoidable_share() -> f64 {
    0.5
}

/// Which cost-to-serve model is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostModel {
    /// Three pools, transport, inventory and ordering, from order lines alone: the start that
    /// Thomas (2012) advises.
    Simple,
    /// Any number of pools, each with a driver.
    Drivers,
}

/// How cost of goods and cost to serve come about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CostSettings {
    /// Which of the two lists of pools is in force.
    pub model: CostModel,
    /// The three pools of the simple model. Empty: assumed from net sales (see `profit::simple`).
    pub simple_pools: Vec<CostPool>,
    /// The pools of the driver model.
    pub pools: Vec<CostPool>,
    /// Cost of goods as a share of net sales, for files that carry no cost at all.
    pub cost_rate: Option<f64>,
}

/// How customers are put into clusters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SegmentSettings {
    /// Share of all gains that class A carries, and of all losses that class D carries.
    pub cluster_share: f64,
}

/// The settings of one analysis, without the data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Cost model and pools.
    pub cost: CostSettings,
    /// Item classes.
    pub demand: DemandSettings,
    /// Customer clusters.
    pub segment: SegmentSettings,
    /// Three-letter code shown beside money; empty where unknown.
    #[serde(default)]
    pub currency: String,
    /// Keys that are taken for the same when files are linked.
    #[serde(default)]
    pub linking: LinkSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            cost: CostSettings {
                model: CostModel::Simple,
                simple_pools: Vec::new(),
                pools: Vec::new(),
                cost_rate: None,
            },
            demand: DemandSettings::default(),
            segment: SegmentSettings {
                cluster_share: 0.80,
            },
            currency: String::new(),
            linking: LinkSettings::default(),
        }
    }
}
