//! What the engine asks of the workbook program. That program is a worker of its own, started for
//! one request and ended after it: its libraries are large and needed rarely, a damaged workbook
//! can bring it down, and the memory it took goes with it.

use serde::{Deserialize, Serialize};
use tenfold_core::project::view::{TablePage, UserError};

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkbookRequest {
    /// The attachment is the workbook (`Blob`). Answers `Texts`: of the one sheet, or of all that
    /// can be read.
    Texts { sheet: Option<String> },
    /// One sheet a table. Answers `Written`.
    Write { tables: Vec<TablePage> },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkbookReply {
    /// Sent once, when the program can be asked.
    Ready,
    /// The texts are attached (`ArrayBuffer`), one a name of `read`.
    Texts {
        /// All sheets.
        sheets: Vec<String>,
        read: Vec<String>,
        /// Position in `read` of the sheet that most likely holds the order lines.
        likely: usize,
    },
    /// The bytes of the workbook are attached (`ArrayBuffer`).
    Written,
    Failed {
        error: UserError,
    },
}
