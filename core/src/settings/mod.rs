//! Everything a user can decide about the analysis: named settings, never buried constants.

mod choices;
mod costs;
mod demand;
mod doctor;
mod driver;
mod levers;
mod link;
mod reshape;

pub use choices::{
    AbcBoundary, AbcMethod, AtLimit, Criterion, Deviation, FmrRule, Grouping, IncompleteMonths,
    IntervalRule, MapCut, NotPositive, ReturnsInDemand, RfmMoney, SeriesStart, Ties, XyzMeasure,
    XyzPeriods, XyzSplit,
};
pub use costs::{Capacity, CostModel, CostMonths, CostPool, CostSettings, TimeTerm};
pub use demand::{CriterionWeight, DemandSettings};
pub use doctor::{Check, ControlTotal, CostFallback, DoctorSettings, Fix, Party, Scaled};
pub use driver::{ActivityName, Driver, Level};
pub use levers::{ChosenLever, LeverKind, LeverSettings};
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
    /// Central European, as Windows writes it.
    Windows1250,
    /// Central European, as Unix and older databases write it (Latin-2).
    Iso88592,
    /// Cyrillic, as Windows writes it.
    Windows1251,
}

impl Encoding {
    /// Whether every byte is a letter, so that texts need decoding.
    pub fn is_one_byte(self) -> bool {
        matches!(
            self,
            Encoding::Windows1252
                | Encoding::Windows1250
                | Encoding::Iso88592
                | Encoding::Windows1251
        )
    }
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
    /// Lines whose order number matches this pattern are returns; see
    /// [`ALL_RETURNS`](ReadingPlan::ALL_RETURNS).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_order_pattern: Option<String>,
    /// Sign of the returns that are marked.
    #[serde(default)]
    pub return_signs: ReturnSigns,
    /// How the text is put in order before it is read; None for plain tables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reshape: Option<Reshape>,
}

impl ReadingPlan {
    /// The pattern of files whose rows are all returns, whether they name an order or not.
    pub const ALL_RETURNS: &'static str = ".*";
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

/// How customers are put into clusters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SegmentSettings {
    /// Share of all gains that class A carries, and of all losses that class D carries.
    pub cluster_share: f64,
    /// Where the map of margin and cost to serve is cut.
    pub map_cut: MapCut,
    /// For [`MapCut::Own`]: cost to serve and margin as shares of net sales.
    pub map_own: [f64; 2],
    /// What the M of recency, frequency and money is.
    pub rfm_money: RfmMoney,
    /// Number of groups of similar customers, 2 to 8. None: the one with the best silhouette.
    pub similar_groups: Option<u32>,
}

impl Default for SegmentSettings {
    fn default() -> Self {
        SegmentSettings {
            cluster_share: 0.80,
            map_cut: MapCut::default(),
            map_own: [0.15, 0.30],
            rfm_money: RfmMoney::default(),
            similar_groups: None,
        }
    }
}

/// The settings of one analysis, without the data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    /// What was mended in the data, and the totals it is compared with.
    #[serde(default)]
    pub doctor: DoctorSettings,
    /// Keys that are taken for the same when files are linked.
    #[serde(default)]
    pub linking: LinkSettings,
    /// What the actions on losing customers and pairs assume.
    #[serde(default)]
    pub levers: LeverSettings,
}
