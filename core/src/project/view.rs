//! View models: the plain data that screens, exports and the terminal show. Numbers are raw (no
//! rounding, no text formatting); every shell formats them its own way.
//!
//! Enums are written as `{"variant": {…}}`: to read any other form takes several times the code,
//! and every byte of it is loaded before the page's first screen.

mod customers;
mod demand;
mod doctor;

pub use doctor::{
    CalendarView, CheckReport, CheckState, ControlLine, ControlView, Doctor, DoneFix, Offer,
};

pub use customers::{
    BehaviourView, CustomerMap, MapPoint, OrderBand, OrderSizeView, QuadrantSummary, RfmCell,
    SimilarView,
};
pub use demand::{
    Against, ClassHistogram, ClassKind, ClassSummary, CrossSummary, CurvePoint, DemandProfile,
    PlaneDot, PresetChoice,
};

use crate::fields::Field;
use crate::segment::{Cluster, Quadrant};
use crate::settings::{Check, DateOrder, DecimalStyle, Dialect, Driver, MappedColumn, ReadingPlan};
use serde::{Deserialize, Serialize};

/// Where a value comes from; the three look different everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// From the file, or typed in by the user.
    #[default]
    Measured,
    /// Computed from a fallback because the measured value is missing.
    Estimated,
    /// Our default, not the user's figure.
    Assumed,
}

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing can be computed until it is mended.
    Blocking,
    /// Numbers are affected.
    Warning,
    /// Good to know; no number is affected.
    Note,
}

/// A statement about the data: where, what, and what to do about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// The file's name.
    pub file: String,
    /// Row in the file counted from 1, header included; absent where the finding is not about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// Header of the column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// One sentence that says what is the case.
    pub message: String,
    /// One sentence that says what to do.
    pub remedy: String,
}

/// A column of a file as the mapping screen shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnPreview {
    /// As it stands in the file.
    pub header: String,
    /// The first values, as text.
    pub samples: Vec<String>,
    /// The field that detection proposes.
    pub suggestion: Option<Field>,
    /// Confidence of the proposal, 0 to 1.
    pub confidence: f64,
    /// Why: "header “KUNNR” is SAP's name for the customer".
    pub reason: String,
}

/// One opened file before the analysis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FilePreview {
    /// The file's name.
    pub file: String,
    /// As it is on disk; of a workbook, the size of its text.
    pub size_bytes: u64,
    /// Sheets of a workbook, empty for text files.
    pub sheets: Vec<String>,
    /// The sheet that is read.
    pub sheet: Option<String>,
    /// What the file holds as far as detection can tell.
    pub role: FileRole,
    /// In the order of the file.
    pub columns: Vec<ColumnPreview>,
    /// The first data rows.
    pub rows: Vec<Vec<String>>,
    /// How the file is going to be read.
    pub plan: ReadingPlan,
    /// What is odd about it, before it is read as a whole.
    pub findings: Vec<Finding>,
    /// Required fields that nothing is mapped to, in words.
    pub missing: Vec<String>,
}

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileRole {
    /// One row an order line; an analysis reads one such file.
    OrderLines,
    /// One row a cost pool.
    CostPools,
}

/// A user's correction to how a file is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadingChange {
    /// Another encoding, delimiter or header row; the mapping is detected anew.
    Dialect(Dialect),
    /// The decimal sign; the columns do not overrule it any more.
    Decimal(DecimalStyle),
    /// The date order; the column does not overrule it any more.
    DateOrder(DateOrder),
    /// The whole mapping, after the user's change.
    Columns(Vec<MappedColumn>),
    /// Another sheet of the workbook, by name.
    Sheet(String),
    /// Regular expression for the numbers of orders that are returns.
    ReturnOrderPattern(Option<String>),
}

/// Rows set aside for one reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetAside {
    /// "date", "item", "quantity", "net sales", "cancelled"…
    pub reason: String,
    /// How many rows.
    pub rows: u64,
    /// Net sales on these rows, as far as they could be read.
    pub money: f64,
    /// What to do about it.
    pub remedy: String,
    /// First row in the file, counted from 1 with the header.
    pub first_row: u64,
    /// The text found there.
    pub example: String,
}

/// What became of the rows of the file: used + set aside = rows in the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    /// The file's name.
    pub file: String,
    /// Rows below the header, blank ones not counted.
    pub rows: u64,
    /// Rows that count.
    pub used: u64,
    /// One entry a reason that occurs.
    pub set_aside: Vec<SetAside>,
    /// What else the user should know.
    pub findings: Vec<Finding>,
    /// Net sales whose cost of goods is estimated.
    pub cost_estimated_revenue: f64,
    /// Used lines whose cost of goods is estimated; they may have no net sales.
    #[serde(default)]
    pub cost_estimated_lines: u64,
    /// Where the cost of goods comes from, in words.
    pub cost_source: String,
}

/// Company totals, over the lines in the filter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    /// Used lines: sales and returns.
    pub lines: u64,
    /// Lines that are no returns.
    pub sales_lines: u64,
    /// Lines that are returns or credits.
    pub return_lines: u64,
    /// Distinct orders; lines without an order number are one each.
    pub orders: u64,
    /// Identified customers; lines without a customer are not one.
    pub customers: u64,
    /// Items with lines.
    pub products: u64,
    /// Units of the sales lines.
    pub units_sold: f64,
    /// Net sales, returns taken off.
    pub revenue: f64,
    /// None where no line has a cost.
    pub cost: Option<f64>,
    /// Net sales − cost of goods; None where no line has a cost.
    pub margin: Option<f64>,
    /// Direct costs and shares of all pools.
    pub cost_to_serve: f64,
    /// Net contribution; cost of goods counts as zero where there is none.
    pub net_profit: f64,
    /// First and last day, ISO text.
    pub first_day: String,
    /// As `first_day`; both of the whole data, whatever the filter.
    pub last_day: String,
    /// Calendar months of the whole data, from its first day to its last.
    pub months: u32,
}

/// A point of the whale curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhalePoint {
    /// Customers counted from the best.
    pub customers: u32,
    /// Net contribution of these customers together.
    pub cumulative: f64,
}

/// Cumulative net contribution, customers from best to worst.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Whale {
    /// Enough points to draw the curve (at most 400), the first is (0, 0).
    pub points: Vec<WhalePoint>,
    /// Where the curve is highest.
    pub peak: WhalePeak,
    /// Net contribution of all customers.
    pub total: f64,
    /// Identified customers.
    pub customers: u32,
    /// Customers with a negative net contribution.
    pub loss_makers: u32,
    /// What the loss makers destroy, as a positive amount.
    pub destroyed: f64,
    /// Net contribution of lines without a customer, outside the curve.
    pub unidentified: f64,
    /// The curve at each tenth of the customers, ten entries.
    pub deciles: Vec<WhaleDecile>,
}

/// The highest point of the whale curve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WhalePeak {
    /// Customers up to it, 0 where all lose.
    pub customers: u32,
    /// Net contribution of these customers together, at least zero.
    pub cumulative: f64,
    /// Share of the total; None where the total is not positive.
    pub share: Option<f64>,
}

/// The whale curve at a tenth of the customers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhaleDecile {
    /// 10, 20 … 100: part of the customers, from the best.
    pub percent: u32,
    /// That many customers, rounded up.
    pub customers: u32,
    /// Net contribution of these customers together.
    pub cumulative: f64,
    /// Share of the total; None where the total is not positive.
    pub share: Option<f64>,
}

/// One customer profitability cluster (A, B earn; C, D lose).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterSummary {
    /// Which cluster; always all four, in their order.
    pub cluster: Cluster,
    /// Customers with lines under the filter.
    pub customers: u32,
    /// Net sales.
    pub revenue: f64,
    /// Net contribution.
    pub net_profit: f64,
    /// Direct costs and shares of all pools.
    pub cost_to_serve: f64,
    /// What stands out: "80 % of all losses; ordering takes 21 % of sales".
    pub remark: String,
}

/// One step of a waterfall; `total` steps stand on the axis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaterfallStep {
    /// The step's name: "Gross margin", or a pool's.
    pub label: String,
    /// Signed: costs negative.
    pub amount: f64,
    /// Whether it is a level reached and no change.
    pub total: bool,
    /// Where the amount comes from.
    pub provenance: Provenance,
    /// What the Explain panel shows on click.
    pub subject: Option<Subject>,
}

/// One cell of the ABC-XYZ nine-box.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NineBoxCell {
    /// "AX" … "CZ"
    pub cell: String,
    /// Items with lines under the filter.
    pub items: u32,
    /// Net sales.
    pub revenue: f64,
    /// Net contribution.
    pub net_profit: f64,
    /// The policy that usually fits the cell.
    pub policy: String,
}

/// A cost pool after the allocation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PoolResult {
    /// Unique among the pools in force.
    pub name: String,
    /// What it is shared out by.
    pub driver: Driver,
    /// Cost over the whole period; allocated + idle + unallocated.
    pub amount: f64,
    /// What customers, items and lines carry.
    pub allocated: f64,
    /// Cost without any driver to carry it.
    pub unallocated: f64,
    /// Cost of capacity that nobody used; zero without practical capacities.
    pub idle: f64,
    /// All of the driver in the data.
    pub driver_total: f64,
    /// Cost of one driver unit; None where the driver is nowhere.
    pub rate: Option<f64>,
    /// Share that would go away with the activity within a year, 0 to 1.
    pub avoidable_share: f64,
    /// Given by the user, or assumed.
    pub provenance: Provenance,
    /// Cents over customers, items and lines add up to this, each.
    pub cents: i64,
    /// Sum over customers.
    pub cents_customers: i64,
    /// Sum over items.
    pub cents_items: i64,
    /// Sum over lines; None where the lines were not counted, which takes a pass over all of them.
    pub cents_lines: Option<i64>,
    /// Capacity, where the pool goes by time.
    #[serde(default)]
    pub time: Option<PoolTime>,
    /// What the pool goes by, in words: "orders", or the time equation.
    #[serde(default)]
    pub goes_by: String,
    /// The unit of the driver: "orders", "minutes".
    #[serde(default)]
    pub unit: String,
}

/// Minutes of a pool that goes by time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PoolTime {
    /// Minutes that can be worked.
    pub practical: f64,
    /// Minutes that the activities took.
    pub used: f64,
    /// Used ÷ practical; above 1 where more was worked than was thought possible.
    pub utilisation: f64,
}

/// A driver that a pool may go by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DriverChoice {
    /// The driver.
    pub driver: Driver,
    /// In words.
    pub label: String,
    /// Why the data does not have it: "the file has no weights".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unavailable: Option<String>,
}

/// The pools in force, and what is odd about them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pools {
    /// In the order of the settings.
    pub pools: Vec<PoolResult>,
    /// Drivers that are nowhere, costs out of proportion.
    pub findings: Vec<Finding>,
    /// What pools may go by, also what the data does not have.
    #[serde(default)]
    pub drivers: Vec<DriverChoice>,
}

/// One term of the filter; terms of one kind are alternatives, kinds narrow each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilterTerm {
    /// Customers of a profitability cluster.
    Cluster {
        /// The cluster's letter.
        cluster: Cluster,
    },
    /// One customer; `(none)` for lines without.
    Customer {
        /// The customer's key in the file.
        id: String,
    },
    /// One item.
    Item {
        /// The item's key in the file.
        id: String,
    },
    /// "AX" … "CZ"
    Cell {
        /// Value class and variability class: "AX".
        cell: String,
    },
    /// Lines of a channel; blank for lines without.
    Channel {
        /// As in [`Overview::channels`].
        name: String,
    },
    /// Lines of a warehouse; blank for lines without.
    Warehouse {
        /// As in [`Overview::warehouses`].
        name: String,
    },
    /// Items of a class: value, variability, frequency, demand or status. Each kind of class
    /// narrows the others.
    Class {
        /// Which kind of class.
        kind: ClassKind,
        /// The class as its tables show it: "A", "phase-out".
        class: String,
    },
    /// Customers of a quadrant of the map of margin and cost to serve.
    Quadrant {
        /// Which one.
        quadrant: Quadrant,
    },
}

impl FilterTerm {
    /// Whether the lines it means depend on the settings.
    pub fn follows_settings(&self) -> bool {
        matches!(
            self,
            FilterTerm::Cluster { .. }
                | FilterTerm::Cell { .. }
                | FilterTerm::Class { .. }
                | FilterTerm::Quadrant { .. }
        )
    }
}

/// Which lines count; without terms all do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// In the order in which they were chosen.
    pub terms: Vec<FilterTerm>,
}

/// The first screen: who and what earns and loses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The sentence that says it all.
    pub headline: String,
    /// What must be known before believing it.
    pub notices: Vec<Finding>,
    /// Period, lines, cost model and what was set aside, in one sentence.
    pub lede: String,
    /// Sums over the lines in the filter.
    pub totals: Totals,
    /// Over the customers in the filter.
    pub whale: Whale,
    /// What the whale curve shows.
    pub whale_title: String,
    /// A to D, each with its customers in the filter.
    pub clusters: Vec<ClusterSummary>,
    /// What the losing clusters cost most.
    pub clusters_title: String,
    /// From gross or net sales to net contribution.
    pub waterfall: Vec<WaterfallStep>,
    /// What is left of net sales, and what serving takes.
    pub waterfall_title: String,
    /// Row-major: AX AY AZ BX … CZ.
    pub nine_box: Vec<NineBoxCell>,
    /// What sells steadily and what is hard to forecast.
    pub nine_box_title: String,
    /// Where the cost of goods comes from.
    pub cost_provenance: Provenance,
    /// Where the cost to serve comes from; assumed where any pool is.
    pub service_cost_provenance: Provenance,
    /// Three-letter code, empty where unknown.
    pub currency: String,
    /// Channels and warehouses that can be filtered by.
    pub channels: Vec<String>,
    /// As `channels`.
    pub warehouses: Vec<String>,
}

/// A table that can be paged, sorted, searched and exported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// Customers with what they earn, losses first; lines without a customer in a row of theirs.
    Customers,
    /// Items with classes and what they earn, largest net sales first.
    Items,
    /// Customer-item pairs; with `losing` only those below zero.
    Pairs {
        /// Only pairs below zero.
        losing: bool,
    },
    /// Order lines behind the filter and, where given, a driver that is not zero.
    Lines {
        /// Only lines that carry this driver.
        driver: Option<Driver>,
    },
    /// Cost pools with their reconciliation; a filter does not touch them.
    Pools,
    /// Rows of the file that could not be used.
    SetAside,
    /// The four clusters.
    Clusters,
    /// The nine cells of ABC-XYZ.
    NineBox,
    /// The whale curve by tenths of the customers.
    Whale,
    /// The steps from sales to net contribution.
    Waterfall,
    /// What the results rest on: data, cost model, conventions.
    Assumptions,
    /// Items whose class differs; a filter does not touch them.
    Flips {
        /// From what.
        against: Against,
    },
    /// Customers under every cost model, those that change sign first.
    Comparison,
    /// Cost pools by the level on which their cost comes about; a filter does not touch them.
    Levels,
    /// What losing the customers in the filter, or those of cluster D, would leave of each pool.
    Stranded,
    /// Customers under every reasonable driver of every pool; a filter does not touch them.
    Robustness,
    /// What to do about losing customers, and what it brings.
    Actions,
    /// Customers with how they order, largest net sales first.
    Behaviour,
    /// Orders by value.
    OrderSizes,
    /// Groups of similar customers with their means.
    SimilarCustomers,
    /// What a check of the data doctor found: lines, keys, currencies, months.
    Doctor {
        /// Which check.
        check: Check,
    },
    /// The fixes in force, in their order.
    Fixes,
}

/// By what a table is sorted; rows without a value come last either way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sort {
    /// Key of a column.
    pub column: String,
    /// Largest, or last in the alphabet, first.
    pub descending: bool,
}

/// Which rows of which table, in which order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableQuery {
    /// Which table.
    pub kind: TableKind,
    /// Lines that count.
    #[serde(default)]
    pub filter: Filter,
    /// None: the table's own order.
    #[serde(default)]
    pub sort: Option<Sort>,
    /// Rows whose text columns contain this, without regard to case.
    #[serde(default)]
    pub search: String,
}

/// What a column holds, which decides its alignment and format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// A name or key.
    Text,
    /// A class letter: cluster, ABC, XYZ.
    Class,
    /// An amount in the currency of the data.
    Money,
    /// A share, 0.12 for 12 %.
    Share,
    /// A whole number of things.
    Count,
    /// Units, kilograms and other amounts that need not be whole.
    Quantity,
    /// A number without unit, or a rate.
    Ratio,
    /// A day as ISO text.
    Date,
}

/// What a column of a table means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableColumn {
    /// Name to sort by; stable.
    pub key: String,
    /// Words above the column.
    pub label: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// One sentence, shown on hover.
    pub definition: String,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableValue {
    /// Finite, and never negative zero.
    Number(f64),
    /// A name, key, class or ISO day.
    Text(String),
    /// Cannot be computed or is not in the file.
    Missing(()),
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableRow {
    /// Key of the row, to filter or explain by.
    pub id: String,
    /// One value a column.
    pub cells: Vec<TableValue>,
    /// What Explain shows for the row's main number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
}

/// A window of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TablePage {
    /// The table's name.
    pub title: String,
    /// The sentence that says what it shows, where there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub headline: String,
    /// In their order.
    pub columns: Vec<TableColumn>,
    /// Rows of the whole table, after search.
    pub total_rows: u64,
    /// Position of the first row here, from 0.
    pub start: u64,
    /// The rows of this window.
    pub rows: Vec<TableRow>,
    /// Sums over all rows of the table, by column; None where a sum means nothing.
    pub sums: Vec<Option<f64>>,
}

/// A number that can be explained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Net contribution of everything in the filter, as a ladder.
    NetContribution,
    /// A step of the ladder over everything in the filter: "revenue", "cost", "margin",
    /// "cost_to_serve", "direct", or a pool by name.
    Step {
        /// Which step, as above.
        name: String,
    },
    /// Net contribution of a customer.
    Customer {
        /// The customer's key in the file.
        id: String,
    },
    /// Net contribution of an item, with its classes.
    Item {
        /// The item's key in the file.
        id: String,
    },
    /// Net contribution of what a customer bought of an item.
    Pair {
        /// The customer's key.
        customer: String,
        /// The item's key.
        item: String,
    },
    /// Net contribution of a cluster.
    Cluster {
        /// The cluster's letter.
        cluster: Cluster,
    },
    /// A cost pool as a whole: its amount, who carries it, its rate; whatever the filter.
    Pool {
        /// The pool's name.
        name: String,
    },
    /// ABC class of an item.
    Abc {
        /// The item's key.
        item: String,
    },
    /// XYZ class and demand class of an item.
    Demand {
        /// The item's key.
        item: String,
    },
    /// The highest point of the whale curve.
    WhalePeak,
    /// Net contribution of the items of an ABC-XYZ cell.
    Cell {
        /// Value class and variability class: "AX".
        cell: String,
    },
    /// The effect of the action on a customer.
    Action {
        /// The customer's key.
        customer: String,
    },
}

/// One line of an explanation: "Ordering · 4,310 orders × 21.40 … −92,234".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExplainLine {
    /// What the line is.
    pub label: String,
    /// Values put in: quantity × rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factors: Option<Factors>,
    /// Its value, in the unit of `kind`.
    pub amount: TableValue,
    /// What the value is.
    pub kind: ColumnKind,
    /// Whether it is the sum of the money lines above it.
    pub total: bool,
    /// Where the value comes from.
    pub provenance: Provenance,
    /// The next deeper explanation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
}

/// A product: quantity × rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Factors {
    /// How much of the unit.
    pub quantity: f64,
    /// What is counted: "orders", "kg", "of net sales".
    pub unit: String,
    /// Money for one unit.
    pub rate: f64,
}

/// A number taken apart: formula, values and the rows behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Which number, and whose.
    pub title: String,
    /// The number itself.
    pub value: TableValue,
    /// What the number is.
    pub kind: ColumnKind,
    /// Its parts; the last total of money is the number.
    pub lines: Vec<ExplainLine>,
    /// Formulas in words, then with the values put in.
    pub formulas: Vec<String>,
    /// The table of rows behind the number.
    pub rows: Option<TableQuery>,
    /// Words for the link to the rows: "12 lines behind this number".
    pub rows_label: String,
    /// A monthly series where the number has one (demand of an item).
    pub series: Vec<f64>,
    /// What the series is, with its first and last month.
    pub series_label: String,
    /// Source of the method.
    pub source: String,
}

/// What can be written out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Export {
    /// The results by the contract (`docs/results.schema.json`).
    Json,
    /// One sheet a table.
    Workbook,
    /// One table as shown, with its filter and sort.
    Csv {
        /// The table, as it is on screen.
        query: TableQuery,
    },
    /// The settings and mapping, without data.
    Settings,
}

/// A message to the user: what happened, where, and the way out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UserError {
    /// What happened, with the file's name where there is one.
    pub title: String,
    /// Where and why; may be empty.
    pub detail: String,
    /// What to do about it.
    pub remedy: String,
}
