//! View models: the plain data that screens, exports and the terminal show. Numbers are raw (no
//! rounding, no text formatting); every shell formats them its own way.

use crate::fields::Field;
use crate::segment::Cluster;
use crate::settings::{DateOrder, DecimalStyle, Dialect, Driver, MappedColumn, ReadingPlan};
use serde::{Deserialize, Serialize};

/// Where a value comes from; the three look different everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
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
    Note,
}

/// A statement about the data: where, what, and what to do about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
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
    pub file: String,
    pub size_bytes: u64,
    /// Sheets of a workbook, empty for text files.
    pub sheets: Vec<String>,
    pub sheet: Option<String>,
    /// What the file holds as far as detection can tell.
    pub role: FileRole,
    pub columns: Vec<ColumnPreview>,
    /// The first data rows.
    pub rows: Vec<Vec<String>>,
    pub plan: ReadingPlan,
    pub findings: Vec<Finding>,
    /// Required fields that nothing is mapped to, in words.
    pub missing: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileRole {
    OrderLines,
    CostPools,
}

/// A user's correction to how a file is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadingChange {
    Dialect(Dialect),
    Decimal(DecimalStyle),
    DateOrder(DateOrder),
    /// The whole mapping, after the user's change.
    Columns(Vec<MappedColumn>),
    Sheet(String),
    ReturnOrderPattern(Option<String>),
}

/// Rows set aside for one reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetAside {
    /// "date", "item", "quantity", "net sales", "cancelled"…
    pub reason: String,
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
    pub file: String,
    pub rows: u64,
    pub used: u64,
    pub set_aside: Vec<SetAside>,
    pub findings: Vec<Finding>,
    /// Net sales whose cost of goods is estimated.
    pub cost_estimated_revenue: f64,
    /// Where the cost of goods comes from, in words.
    pub cost_source: String,
}

/// Company totals, over the lines in the filter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    pub lines: u64,
    pub sales_lines: u64,
    pub return_lines: u64,
    pub orders: u64,
    /// Identified customers; lines without a customer are not one.
    pub customers: u64,
    pub products: u64,
    pub units_sold: f64,
    pub revenue: f64,
    /// None where no line has a cost.
    pub cost: Option<f64>,
    pub margin: Option<f64>,
    pub cost_to_serve: f64,
    pub net_profit: f64,
    /// First and last day, ISO text.
    pub first_day: String,
    pub last_day: String,
    pub months: u32,
}

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
    pub peak: WhalePeak,
    pub total: f64,
    pub customers: u32,
    pub loss_makers: u32,
    /// What the loss makers destroy, as a positive amount.
    pub destroyed: f64,
    /// Net contribution of lines without a customer, outside the curve.
    pub unidentified: f64,
    pub deciles: Vec<WhaleDecile>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WhalePeak {
    pub customers: u32,
    pub cumulative: f64,
    /// Share of the total; None where the total is not positive.
    pub share: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhaleDecile {
    pub percent: u32,
    pub customers: u32,
    pub cumulative: f64,
    pub share: Option<f64>,
}

/// One customer profitability cluster (A, B earn; C, D lose).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterSummary {
    pub cluster: Cluster,
    pub customers: u32,
    pub revenue: f64,
    pub net_profit: f64,
    pub cost_to_serve: f64,
    /// What stands out: "80 % of all losses; ordering takes 21 % of sales".
    pub remark: String,
}

/// One step of a waterfall; `total` steps stand on the axis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaterfallStep {
    pub label: String,
    /// Signed: costs negative.
    pub amount: f64,
    pub total: bool,
    pub provenance: Provenance,
    /// What the Explain panel shows on click.
    pub subject: Option<Subject>,
}

/// One cell of the ABC-XYZ nine-box.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NineBoxCell {
    /// "AX" … "CZ"
    pub cell: String,
    pub items: u32,
    pub revenue: f64,
    pub net_profit: f64,
    /// The policy that usually fits the cell.
    pub policy: String,
}

/// A cost pool after the allocation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PoolResult {
    pub name: String,
    pub driver: Driver,
    pub amount: f64,
    pub allocated: f64,
    /// Cost without any driver to carry it.
    pub unallocated: f64,
    pub idle: f64,
    pub driver_total: f64,
    /// Cost of one driver unit; None where the driver is nowhere.
    pub rate: Option<f64>,
    pub avoidable_share: f64,
    pub provenance: Provenance,
    /// Cents over customers, items and lines add up to this, each.
    pub cents: i64,
    pub cents_customers: i64,
    pub cents_items: i64,
    pub cents_lines: i64,
}

/// One term of the filter; terms of one kind are alternatives, kinds narrow each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FilterTerm {
    Cluster {
        cluster: Cluster,
    },
    Customer {
        id: String,
    },
    Item {
        id: String,
    },
    /// "AX" … "CZ"
    Cell {
        cell: String,
    },
    Channel {
        name: String,
    },
    Warehouse {
        name: String,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    pub terms: Vec<FilterTerm>,
}

/// The first screen: who and what earns and loses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The sentence that says it all.
    pub headline: String,
    pub lede: String,
    pub totals: Totals,
    pub whale: Whale,
    pub whale_title: String,
    pub clusters: Vec<ClusterSummary>,
    pub clusters_title: String,
    pub waterfall: Vec<WaterfallStep>,
    pub waterfall_title: String,
    /// Row-major: AX AY AZ BX … CZ.
    pub nine_box: Vec<NineBoxCell>,
    pub nine_box_title: String,
    pub cost_provenance: Provenance,
    pub service_cost_provenance: Provenance,
    pub currency: String,
    /// Channels and warehouses that can be filtered by.
    pub channels: Vec<String>,
    pub warehouses: Vec<String>,
}

/// A table that can be paged, sorted, searched and exported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "table", rename_all = "snake_case")]
pub enum TableKind {
    Customers,
    Items,
    /// Customer-item pairs; with `losing` only those below zero.
    Pairs {
        losing: bool,
    },
    /// Order lines behind the filter and, where given, a driver that is not zero.
    Lines {
        driver: Option<Driver>,
    },
    Pools,
    /// Rows of the file that could not be used.
    SetAside,
    Clusters,
    NineBox,
    Whale,
    Waterfall,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sort {
    /// Key of a column.
    pub column: String,
    pub descending: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableQuery {
    pub kind: TableKind,
    #[serde(default)]
    pub filter: Filter,
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
    Text,
    /// A class letter: cluster, ABC, XYZ.
    Class,
    Money,
    /// A share, 0.12 for 12 %.
    Share,
    Count,
    Quantity,
    Ratio,
    Date,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableColumn {
    pub key: String,
    pub label: String,
    pub kind: ColumnKind,
    /// One sentence, shown on hover.
    pub definition: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum TableValue {
    Number(f64),
    Text(String),
    Missing(()),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableRow {
    /// Key of the row, to filter or explain by.
    pub id: String,
    pub cells: Vec<TableValue>,
    /// What Explain shows for the row's main number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
}

/// A window of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TablePage {
    pub title: String,
    pub columns: Vec<TableColumn>,
    pub total_rows: u64,
    pub start: u64,
    pub rows: Vec<TableRow>,
    /// Sums over all rows of the table, by column; None where a sum means nothing.
    pub sums: Vec<Option<f64>>,
}

/// A number that can be explained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "subject", rename_all = "snake_case")]
pub enum Subject {
    /// Net contribution of everything in the filter, as a ladder.
    NetContribution,
    /// A step of the ladder over everything in the filter: "revenue", "cost", "margin",
    /// "cost_to_serve", "direct", or a pool by name.
    Step {
        name: String,
    },
    Customer {
        id: String,
    },
    Item {
        id: String,
    },
    Pair {
        customer: String,
        item: String,
    },
    Cluster {
        cluster: Cluster,
    },
    Pool {
        name: String,
    },
    /// ABC class of an item.
    Abc {
        item: String,
    },
    /// XYZ class and demand class of an item.
    Demand {
        item: String,
    },
    WhalePeak,
    Cell {
        cell: String,
    },
}

/// One line of an explanation: "Ordering · 4,310 orders × 21.40 … −92,234".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExplainLine {
    pub label: String,
    /// Values put in: quantity × rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factors: Option<Factors>,
    pub amount: TableValue,
    pub kind: ColumnKind,
    pub total: bool,
    pub provenance: Provenance,
    /// The next deeper explanation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Factors {
    pub quantity: f64,
    pub unit: String,
    pub rate: f64,
}

/// A number taken apart: formula, values and the rows behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    pub title: String,
    pub value: TableValue,
    pub kind: ColumnKind,
    pub lines: Vec<ExplainLine>,
    /// Formulas in words, then with the values put in.
    pub formulas: Vec<String>,
    /// The table of rows behind the number.
    pub rows: Option<TableQuery>,
    pub rows_label: String,
    /// A monthly series where the number has one (demand of an item).
    pub series: Vec<f64>,
    pub series_label: String,
    /// Source of the method.
    pub source: String,
}

/// What can be written out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "export", rename_all = "snake_case")]
pub enum Export {
    /// The results by the contract (`docs/results.schema.json`).
    Json,
    /// One sheet a table.
    Workbook,
    /// One table as shown, with its filter and sort.
    Csv { query: TableQuery },
    /// The settings and mapping, without data.
    Settings,
}

/// A message to the user: what happened, where, and the way out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UserError {
    pub title: String,
    pub detail: String,
    pub remedy: String,
}
