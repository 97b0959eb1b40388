//! Files opened for the next analysis: how they are read, and what the user corrected.

mod findings;
mod mapping;
mod required;

use super::WorkbookSheets;
use super::view::{ColumnPreview, FilePreview, FileRole, Finding, ReadingChange, UserError};
use crate::fields::Field;
use crate::map::{self, SampleColumn};
use crate::read::reshape;
use crate::read::sniff::{self, Sample, SniffError};
use crate::settings::{CostPool, DateOrder, ReadingPlan, Reshape};

/// Columns of the widest sheet that spreadsheets know.
const MOST_COLUMNS: usize = 16_384;

/// One opened file: how it is read, and what its columns mean.
#[derive(Clone)]
pub struct OpenedFile {
    pub(super) name: String,
    /// The file on disk; the name of a sheet is longer.
    pub(super) origin: String,
    pub(super) size_bytes: u64,
    head: Vec<u8>,
    sheets: Option<WorkbookSheets>,
    sample: Sample,
    suggestions: Vec<map::Suggestion>,
    pub(super) plan: ReadingPlan,
    pub(super) role: FileRole,
    /// The file says itself what it is for; otherwise order lines are assumed.
    pub(super) sure: bool,
    /// What it would take to make a plain table of the text.
    found_reshape: Option<Reshape>,
    /// Pools, where the file is one of cost pools.
    pub(super) pools: Vec<CostPool>,
    findings: Vec<Finding>,
    /// What the user chose, which the whole file must not overrule.
    pub(super) decimal_chosen: bool,
    pub(super) date_order_chosen: bool,
}

impl OpenedFile {
    /// Looks at the beginning of a file; see [`Project::open`](super::Project::open).
    ///
    /// # Errors
    /// Files that are empty, hold a header only, or are no text (a picture, a document).
    pub fn open(
        name: &str,
        size_bytes: u64,
        head: &[u8],
        sheets: Option<WorkbookSheets>,
    ) -> Result<OpenedFile, UserError> {
        let mut sample = sniff::sniff(head).map_err(|e| sniff_error(name, e))?;
        let reshape = reshape_of(name, head, &mut sample);
        if sample.rows.is_empty() && sniff::header_never_ends(head, &sample) {
            return Err(UserError {
                title: format!("{name} cannot be read"),
                detail: format!(
                    "A quote that is opened in row {} is never closed, so that all that follows is one cell",
                    sample.dialect.header_row
                ),
                remedy: "Close or remove the quote in that row".to_owned(),
            });
        }
        if sample.headers.len() > MOST_COLUMNS {
            return Err(UserError {
                title: format!("{name} has too many columns"),
                detail: format!(
                    "Row {} has {} fields; a sheet holds {MOST_COLUMNS}",
                    sample.dialect.header_row,
                    sample.headers.len()
                ),
                remedy: "Export order lines one a row, with the columns that are needed".to_owned(),
            });
        }
        if sample.rows.is_empty() {
            return Err(UserError {
                title: format!("{name} has a header and no rows"),
                detail: format!(
                    "Row {} holds the headers; nothing follows it",
                    sample.dialect.header_row
                ),
                remedy: "Export the order lines again, with their rows".to_owned(),
            });
        }
        let mut file = OpenedFile {
            name: name.to_owned(),
            origin: name.to_owned(),
            size_bytes,
            head: head.to_vec(),
            sheets,
            plan: ReadingPlan {
                dialect: sample.dialect,
                decimal: sniff::decimal_style(&sample),
                date_order: DateOrder::YearMonthDay,
                columns: Vec::new(),
                return_order_pattern: None,
                return_signs: crate::settings::ReturnSigns::default(),
                reshape: reshape.clone(),
            },
            sample,
            found_reshape: reshape,
            suggestions: Vec::new(),
            role: FileRole::OrderLines,
            sure: false,
            pools: Vec::new(),
            findings: Vec::new(),
            decimal_chosen: false,
            date_order_chosen: false,
        };
        file.detect();
        file.fill_down();
        Ok(file)
    }

    /// What the file holds.
    pub fn role(&self) -> FileRole {
        self.role
    }

    /// The file's name; that of a sheet among several is "book.xlsx: Sheet".
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn headers(&self) -> &[String] {
        &self.sample.headers
    }

    pub(super) fn is_gzip(&self) -> bool {
        self.sample.gzip
    }

    fn column_of(&self, field: Field) -> Option<u32> {
        self.plan
            .columns
            .iter()
            .find(|c| c.field == field)
            .map(|c| c.column)
    }

    fn sample_columns(&self) -> Vec<SampleColumn> {
        self.sample
            .headers
            .iter()
            .enumerate()
            .map(|(i, header)| SampleColumn {
                header: header.clone(),
                values: self
                    .sample
                    .rows
                    .iter()
                    .map(|row| row.get(i).cloned().unwrap_or_default())
                    .collect(),
            })
            .collect()
    }

    pub(super) fn change(&mut self, change: ReadingChange) -> Result<(), UserError> {
        match change {
            ReadingChange::Dialect(dialect) => {
                if !dialect.delimiter.is_ascii() || "\"\n\r\0".contains(dialect.delimiter) {
                    return Err(UserError {
                        title: "The delimiter must be one plain character".to_owned(),
                        detail: format!(
                            "“{}” cannot separate fields",
                            dialect.delimiter.escape_default()
                        ),
                        remedy: "Choose comma, semicolon, tab or pipe".to_owned(),
                    });
                }
                if dialect.header_row == 0 {
                    return Err(UserError {
                        title: "There is no row 0 for the headers".to_owned(),
                        detail: format!("{}: rows are counted from 1", self.name),
                        remedy: "Choose row 1 if the headers stand at the very top".to_owned(),
                    });
                }
                let mut sample = sniff::with_dialect(&self.head, dialect);
                let reshape = self.plan.reshape.as_ref();
                if let Some(reshape) =
                    reshape.filter(|_| dialect.delimiter == self.plan.dialect.delimiter)
                {
                    sample = sniff::reshaped(&self.head, dialect, reshape);
                } else {
                    self.plan.reshape = None;
                }
                if sample.headers.is_empty() {
                    return Err(UserError {
                        title: format!("{} has no row {}", self.name, dialect.header_row),
                        detail: "The header row lies behind the end of the file".to_owned(),
                        remedy: "Choose an earlier header row".to_owned(),
                    });
                }
                self.sample = sample;
                self.plan.dialect = dialect;
                if !self.decimal_chosen {
                    self.plan.decimal = sniff::decimal_style(&self.sample);
                }
                self.detect();
            }
            ReadingChange::Decimal(decimal) => {
                self.plan.decimal = decimal;
                self.decimal_chosen = true;
            }
            ReadingChange::DateOrder(order) => {
                self.plan.date_order = order;
                self.date_order_chosen = true;
            }
            ReadingChange::Columns(columns) => {
                let width = self.sample.headers.len() as u32;
                self.plan.columns = columns.into_iter().filter(|c| c.column < width).collect();
                if !self.date_order_chosen {
                    self.detect_date_order();
                }
            }
            ReadingChange::ReturnOrderPattern(pattern) => {
                if let Some(text) = &pattern
                    && let Err(e) = regex_lite::Regex::new(text)
                {
                    return Err(UserError {
                        title: "The pattern for return orders is not valid".to_owned(),
                        detail: e.to_string(),
                        remedy: "Write ^C for order numbers that begin with C".to_owned(),
                    });
                }
                self.plan.return_order_pattern = pattern;
            }
            ReadingChange::Role(role) => self.set_role(role),
            ReadingChange::Reshape(on) => {
                let reshape = self.found_reshape.clone().filter(|_| on);
                self.reshape(reshape);
            }
            // The shell converts the sheet and opens the file anew.
            ReadingChange::Sheet(_) => {}
        }
        Ok(())
    }

    pub(super) fn preview(&self) -> FilePreview {
        let mut findings = self.findings.clone();
        if self.role == FileRole::OrderLines {
            findings.extend(self.number_finding());
            findings.extend(self.money_finding());
            findings.extend(self.customer_finding());
        }
        let columns = self
            .sample
            .headers
            .iter()
            .zip(&self.suggestions)
            .enumerate()
            .map(|(i, (header, suggestion))| ColumnPreview {
                header: header.clone(),
                samples: self
                    .sample
                    .rows
                    .iter()
                    .filter_map(|r| r.get(i))
                    .filter(|c| !c.is_empty())
                    .take(5)
                    .cloned()
                    .collect(),
                suggestion: suggestion.field,
                confidence: suggestion.confidence,
                reason: suggestion.reason.clone(),
            })
            .collect();
        FilePreview {
            file: self.name.clone(),
            size_bytes: self.size_bytes,
            sheets: self
                .sheets
                .as_ref()
                .map_or_else(Vec::new, |s| s.names.clone()),
            sheet: self.sheets.as_ref().map(|s| s.chosen.clone()),
            role: self.role,
            columns,
            rows: self.sample.rows.iter().take(20).cloned().collect(),
            plan: self.plan.clone(),
            findings,
            missing: self.missing(),
            customer_offers: self.customer_offers(),
            origin: self.origin.clone(),
            reshaped: self
                .found_reshape
                .as_ref()
                .map(|_| self.plan.reshape.is_some()),
        }
    }

    /// The first column with this header, for an imported mapping; upper and lower case count only
    /// where they tell two headers apart.
    pub(super) fn column_named(&self, header: &str) -> Option<u32> {
        let wanted = header.trim();
        let headers = &self.sample.headers;
        let exact = headers.iter().position(|h| h == wanted);
        exact
            .or_else(|| headers.iter().position(|h| h.eq_ignore_ascii_case(wanted)))
            .map(|i| i as u32)
    }
}

/// What makes a plain table of the text, where it is none; the sample is cut by it.
fn reshape_of(name: &str, head: &[u8], sample: &mut Sample) -> Option<Reshape> {
    let records = sniff::raw_records(head, sample.dialect);
    let (reshape, header) = reshape::detect(&reshape::Raw {
        records: &records,
        header: sample.dialect.header_row as usize - 1,
        name,
    })?;
    let mut dialect = sample.dialect;
    dialect.header_row = header as u32 + 1;
    let shaped = sniff::reshaped(head, dialect, &reshape);
    // A list without a line is better shown as it stands.
    if shaped.rows.is_empty() {
        return None;
    }
    *sample = shaped;
    Some(reshape)
}

fn sniff_error(name: &str, error: SniffError) -> UserError {
    match error {
        SniffError::Empty => UserError {
            title: format!("{name} is empty"),
            detail: "The file holds no text".to_owned(),
            remedy: "Export the order lines again and add that file".to_owned(),
        },
        SniffError::NotText(kind) => UserError {
            title: format!("{name} is not a table"),
            detail: format!("By its first bytes it looks like {kind}"),
            remedy: "Add a CSV file or a workbook with order lines".to_owned(),
        },
    }
}
