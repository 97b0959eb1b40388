//! What is written out: results, tables and settings as files.

use super::view::{Export, Filter, TableKind, TablePage, TableQuery, UserError};
use super::{Project, SettingsFile, results};
use crate::handover;
use crate::json;

/// A file the shell exports.
pub struct ExportedFile {
    /// The file's name, after the data's.
    pub name: String,
    /// Media type, for the download.
    pub mime: &'static str,
    /// The file's content.
    pub bytes: Vec<u8>,
}

/// Rows of a table written at once.
const EXPORTED_ROWS: u64 = 20_000;

impl Project {
    /// Writes results or settings out.
    ///
    /// # Errors
    /// Nothing is loaded; a table is too long for a sheet.
    #[inline]
    pub fn export(&mut self, export: &Export) -> Result<ExportedFile, UserError> {
        if let Some(file) = self.export_text(export)? {
            return Ok(file);
        }
        let tables = self.workbook_tables()?;
        Ok(ExportedFile {
            name: format!("{}.xlsx", stem(&self.name())),
            mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            bytes: handover::workbook::write(&tables)?,
        })
    }

    /// As `export`, but None for a workbook. Apart from it, so that the page's engine, which has
    /// workbooks written by another program, does not carry the writer along.
    ///
    /// # Errors
    /// Nothing is loaded.
    // Inlined, as all that reads or writes large types as JSON: the code for that is made where it is
    // called from, once a program and for size, not a second time here.
    #[inline]
    pub fn export_text(&mut self, export: &Export) -> Result<Option<ExportedFile>, UserError> {
        self.loaded()?;
        let (text, name) = match export {
            Export::Json => {
                let settings = self.settings_file();
                let results = results::results(self.loaded()?, settings);
                (json::to_string(&results), "results.json")
            }
            Export::Settings => {
                let line = json::to_string(&self.settings_file());
                let text = line.map(|line| json::spread(&line));
                (text, "settings.json")
            }
            Export::Csv { query } => return self.csv(query).map(Some),
            Export::Workbook => return Ok(None),
        };
        Ok(Some(ExportedFile {
            name: format!("{} {name}", stem(&self.name())),
            mime: "application/json",
            bytes: (text.unwrap_or_default() + "\n").into_bytes(),
        }))
    }

    fn csv(&mut self, query: &TableQuery) -> Result<ExportedFile, UserError> {
        // Page by page: a million order lines as view models would not fit beside the data.
        let mut page = self.table(query, 0, EXPORTED_ROWS)?;
        let mut bytes = handover::csv::write(&page);
        while page.start + (page.rows.len() as u64) < page.total_rows {
            page = self.table(query, page.start + EXPORTED_ROWS, EXPORTED_ROWS)?;
            handover::csv::push_rows(&mut bytes, &page);
        }
        Ok(ExportedFile {
            name: format!("{} {}.csv", stem(&self.name()), page.title.to_lowercase()),
            mime: "text/csv",
            bytes,
        })
    }

    fn settings_file(&self) -> SettingsFile {
        SettingsFile::of(&self.settings, &self.sources)
    }

    /// Every table of the workbook, whole; `handover::workbook::write` turns them into XLSX bytes.
    /// Apart from `export` because the XLSX writer lives in a program of its own in the page.
    ///
    /// # Errors
    /// Nothing is loaded.
    pub fn workbook_tables(&mut self) -> Result<Vec<TablePage>, UserError> {
        let fixes = !self.loaded()?.mended.is_empty();
        [
            TableKind::Waterfall,
            TableKind::Clusters,
            TableKind::Customers,
            TableKind::Behaviour,
            TableKind::OrderSizes,
            TableKind::Items,
            TableKind::NineBox,
            TableKind::Pairs { losing: true },
            TableKind::Whale,
            TableKind::Pools,
            TableKind::Levels,
            TableKind::Comparison,
            TableKind::Robustness,
            TableKind::Stranded,
            TableKind::Actions,
            TableKind::SetAside,
            TableKind::Assumptions,
        ]
        .into_iter()
        .chain(fixes.then_some(TableKind::Fixes))
        .map(|kind| {
            let query = TableQuery {
                kind,
                filter: Filter::default(),
                sort: None,
                search: String::new(),
            };
            self.table(&query, 0, u64::MAX)
        })
        .collect()
    }
}

/// The file's name without its ending.
fn stem(name: &str) -> String {
    let name = name.strip_suffix(".gz").unwrap_or(name);
    match name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 4 && !stem.is_empty() => stem.to_owned(),
        _ if name.is_empty() => "tenfold".to_owned(),
        _ => name.to_owned(),
    }
}
