//! How opened files are going to be read, and corrections to it.

use super::Finding;
use crate::fields::Field;
use crate::settings::{DateOrder, DecimalStyle, Dialect, MappedColumn, ReadingPlan};
use serde::{Deserialize, Serialize};

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
    /// The file on disk that it was taken from; several sheets of a workbook share one.
    #[serde(default)]
    pub origin: String,
    /// Whether the text is made a plain table before it is read; None where it is one.
    #[serde(default)]
    pub reshaped: Option<bool>,
    /// Required fields that nothing is mapped to, in words.
    pub missing: Vec<String>,
    /// Columns that may stand for the customer where none names one, the likeliest first.
    pub customer_offers: Vec<u32>,
}

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileRole {
    /// One row an order line; an analysis reads all such files one after the other.
    OrderLines,
    /// One row a cost pool.
    CostPools,
    /// One row an item: name, family, unit cost, weight.
    Items,
    /// One row a customer: name, channel, payment days, kilometres.
    Customers,
    /// One row a customer, one column a driver.
    Activities,
    /// Stock by item, maybe by place and day too.
    Stock,
    /// Opened, but not used.
    NotUsed,
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
    /// What the file is for; its columns are mapped anew.
    Role(FileRole),
    /// Whether the text is made a plain table first, as detection proposed.
    Reshape(bool),
}
