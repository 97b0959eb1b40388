//! What the engine asks of the workbook program. That program is a worker of its own, started for
//! one request and ended after it: its libraries are large and needed rarely, a damaged workbook
//! can bring it down, and the memory it took goes with it.

use serde::{Deserialize, Serialize};
use tenfold_core::project::view::{TablePage, UserError};

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkbookRequest {
    /// The attachment is the workbook (`Blob`). Answers `Text`. Without a sheet, the one that looks
    /// most like data.
    Text { sheet: Option<String> },
    /// One sheet a table. Answers `Written`.
    Write { tables: Vec<TablePage> },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkbookReply {
    /// Sent once, when the program can be asked.
    Ready,
    /// The text of the sheet is attached (`ArrayBuffer`).
    Text {
        sheets: Vec<String>,
        chosen: String,
    },
    /// The bytes of the workbook are attached (`ArrayBuffer`).
    Written,
    Failed {
        error: UserError,
    },
}
