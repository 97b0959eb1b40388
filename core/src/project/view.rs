//! View models: the plain data that screens, exports and the terminal show. Numbers are raw (no
//! rounding, no text formatting); every shell formats them its own way.
//!
//! Enums are written as `{"variant": {…}}`: to read any other form takes several times the code,
//! and every byte of it is loaded before the page's first screen.

mod customers;
mod demand;
mod doctor;
mod explain;
mod filter;
mod matching;
mod overview;
mod pools;
mod quality;
mod reading;
mod table;

pub use customers::{
    BehaviourView, CustomerMap, MapPoint, OrderBand, OrderSizeView, QuadrantSummary, RfmCell,
    SimilarView,
};
pub use demand::{
    Against, ClassHistogram, ClassKind, ClassSummary, CrossSummary, CurvePoint, DemandProfile,
    PlaneDot, PresetChoice,
};
pub use doctor::{
    CalendarView, CheckReport, CheckState, ControlLine, ControlView, Doctor, DoneFix, Offer,
};
pub use explain::{ExplainLine, Explanation, Factors, Subject};
pub use filter::{Filter, FilterTerm};
pub use matching::{MatchReport, NearKeys, Unmatched};
pub use overview::{
    ClusterSummary, NineBoxCell, Overview, Totals, WaterfallStep, Whale, WhaleDecile, WhalePeak,
    WhalePoint,
};
pub use pools::{DriverChoice, PoolResult, PoolTime, Pools};
pub use quality::{Quality, SetAside};
pub use reading::{ColumnPreview, FilePreview, FileRole, ReadingChange};
pub use table::{
    ColumnKind, Sort, TableColumn, TableKind, TablePage, TableQuery, TableRow, TableValue,
};

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
