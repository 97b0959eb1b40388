//! The document: what is loaded, what was decided, and every view of it. A shell (the page's
//! worker, the terminal) owns one `Project`, feeds it bytes and asks it for view models.

pub mod view;

use crate::settings::Settings;
use view::{
    Explanation, FilePreview, Filter, Finding, Overview, PoolResult, Quality, ReadingChange,
    Subject, TablePage, TableQuery, UserError,
};

/// One analysis and the files opened for the next one.
#[derive(Default)]
pub struct Project {
    settings: Settings,
}

/// Reads one file of order lines, slice by slice.
pub struct LineReader {}

/// The columns of a file, read by its plan.
pub struct OrderTable {}

/// What a finished reading says.
pub enum ReadOutcome {
    Table(Box<OrderTable>),
    /// The whole column spoke against what its first rows suggested (another decimal sign, say);
    /// the plan is mended in the project, read the file again.
    Again,
}

/// A file the shell exports.
pub struct ExportedFile {
    pub name: String,
    pub mime: &'static str,
    pub bytes: Vec<u8>,
}

/// Sheets of a workbook whose chosen sheet was turned into text.
pub struct WorkbookSheets {
    pub names: Vec<String>,
    pub chosen: String,
}

impl Project {
    /// How many bytes of a file `open` wants to see (fewer where the file is shorter).
    pub const HEAD_BYTES: usize = 1 << 20;

    /// Adds a file to those opened for the next analysis. `head` is its beginning, as it is on
    /// disk (compressed files included). For a workbook the shell first converts the sheet to text
    /// (`read::workbook::sheet_to_text`) and passes that text's head.
    pub fn open(
        &mut self,
        name: &str,
        size_bytes: u64,
        head: &[u8],
        sheets: Option<WorkbookSheets>,
    ) -> Result<(), UserError> {
        let _ = (name, size_bytes, head, sheets);
        unimplemented!()
    }

    pub fn opened(&self) -> Vec<FilePreview> {
        unimplemented!()
    }

    pub fn close_opened(&mut self) {
        unimplemented!()
    }

    /// Applies a correction (not `Sheet`, which the shell answers by converting and `reopen`ing).
    pub fn change_reading(&mut self, file: usize, change: ReadingChange) -> Result<(), UserError> {
        let _ = (file, change);
        unimplemented!()
    }

    /// Replaces opened file number `file`, after another sheet was chosen.
    pub fn reopen(
        &mut self,
        file: usize,
        size_bytes: u64,
        head: &[u8],
        sheets: WorkbookSheets,
    ) -> Result<(), UserError> {
        let _ = (file, size_bytes, head, sheets);
        unimplemented!()
    }

    pub fn import_settings(&mut self, text: &str) -> Result<(), UserError> {
        let _ = text;
        unimplemented!()
    }

    /// A reader for opened file number `file`; feed it the whole file in slices of any size.
    pub fn reader(&self, file: usize) -> Result<LineReader, UserError> {
        let _ = file;
        unimplemented!()
    }

    pub fn finish_reading(
        &mut self,
        file: usize,
        reader: LineReader,
    ) -> Result<ReadOutcome, UserError> {
        let _ = (file, reader);
        unimplemented!()
    }

    /// Analyses what was read, one table per opened file of order lines; replaces what was loaded.
    pub fn analyse(&mut self, tables: Vec<OrderTable>) -> Result<(), UserError> {
        let _ = tables;
        unimplemented!()
    }

    pub fn load_demo(&mut self) -> Result<(), UserError> {
        unimplemented!()
    }

    /// What the loaded data is called: the file's name, or the demo company's.
    pub fn name(&self) -> String {
        unimplemented!()
    }

    pub fn is_loaded(&self) -> bool {
        unimplemented!()
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    pub fn set_settings(&mut self, settings: Settings) -> Result<(), UserError> {
        let _ = settings;
        unimplemented!()
    }

    pub fn overview(&mut self, filter: &Filter) -> Result<Overview, UserError> {
        let _ = filter;
        unimplemented!()
    }

    pub fn pools(&mut self) -> Result<(Vec<PoolResult>, Vec<Finding>), UserError> {
        unimplemented!()
    }

    pub fn quality(&self) -> Vec<Quality> {
        unimplemented!()
    }

    pub fn table(
        &mut self,
        query: &TableQuery,
        start: u64,
        count: u64,
    ) -> Result<TablePage, UserError> {
        let _ = (query, start, count);
        unimplemented!()
    }

    pub fn explain(
        &mut self,
        subject: &Subject,
        filter: &Filter,
    ) -> Result<Explanation, UserError> {
        let _ = (subject, filter);
        unimplemented!()
    }

    /// JSON, CSV and settings files. Workbooks: see `workbook_tables`.
    pub fn export(&mut self, export: &view::Export) -> Result<ExportedFile, UserError> {
        let _ = export;
        unimplemented!()
    }

    /// Every table of the workbook, whole; `handover::workbook::write` turns them into XLSX bytes.
    /// Apart from `export` because the XLSX writer lives in a program of its own in the page.
    pub fn workbook_tables(&mut self) -> Result<Vec<TablePage>, UserError> {
        unimplemented!()
    }
}
