//! Files opened for the next analysis: how they are read, and what the user corrected.

use super::WorkbookSheets;
use super::view::{
    ColumnPreview, FilePreview, FileRole, Finding, ReadingChange, Severity, UserError,
};
use crate::fields::Field;
use crate::map::{self, SampleColumn};
use crate::read::sniff::{self, Sample, SniffError};
use crate::read::{date, reshape};
use crate::settings::{CostPool, DateOrder, MappedColumn, ReadingPlan, Reshape};

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

    /// Orders whose own columns stand on their first line only are filled down.
    fn fill_down(&mut self) {
        let column = |field| self.column_of(field).map(|column| column as usize);
        let (Some(order), Some(date), Some(item)) = (
            column(Field::Order),
            column(Field::Date),
            column(Field::Item),
        ) else {
            return;
        };
        let filled_down = reshape::blanks_below(&self.sample.rows, order, date, item);
        let months = self
            .plan
            .reshape
            .as_ref()
            .is_some_and(|r| !r.months.is_empty());
        if filled_down.is_empty() || months {
            return;
        }
        let mut reshape = self.plan.reshape.clone().unwrap_or_default();
        reshape.filled_down = filled_down;
        self.found_reshape = Some(reshape.clone());
        self.reshape(Some(reshape));
    }

    /// Cuts the head anew, made a plain table or as it stands.
    fn reshape(&mut self, reshape: Option<Reshape>) {
        let dialect = self.plan.dialect;
        self.sample = match &reshape {
            Some(reshape) => sniff::reshaped(&self.head, dialect, reshape),
            None => sniff::with_dialect(&self.head, dialect),
        };
        self.plan.reshape = reshape;
        self.detect();
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

    /// Detects the file's role and mapping anew, after it was opened or cut differently.
    fn detect(&mut self) {
        let columns = self.sample_columns();
        let detected = map::detect(&columns);
        self.role = detected.role;
        self.sure = detected.sure;
        self.map(&columns, detected.suggestions);
    }

    /// Takes another role, and maps the columns as it has them.
    pub(super) fn set_role(&mut self, role: FileRole) {
        let columns = self.sample_columns();
        self.role = role;
        self.sure = true;
        self.map(&columns, map::suggest_for(role, &columns));
    }

    /// Maps the columns as suggested for the role.
    fn map(&mut self, columns: &[SampleColumn], suggestions: Vec<map::Suggestion>) {
        self.findings.clear();
        self.pools.clear();
        if self.role == FileRole::CostPools {
            match map::read_pools(&self.sample.headers, &self.sample.rows, &self.name) {
                Ok(pools) => self.pools = pools,
                Err(findings) => self.findings = findings,
            }
            // Pools count their rows from the header on; blank rows of the file are not among them.
            for row in self.findings.iter_mut().filter_map(|f| f.row.as_mut()) {
                *row = match row.checked_sub(2) {
                    None => u64::from(self.plan.dialect.header_row),
                    Some(at) => self
                        .sample
                        .row_numbers
                        .get(at as usize)
                        .map_or(*row, |&n| u64::from(n)),
                };
            }
        }
        self.suggestions = suggestions;
        self.plan.columns = self
            .suggestions
            .iter()
            .enumerate()
            .filter_map(|(column, s)| {
                Some(MappedColumn {
                    field: s.field?,
                    column: column as u32,
                })
            })
            .collect();
        self.map_months();
        if !self.date_order_chosen {
            self.detect_date_order();
        }
        self.find_duplicate_headers();
        self.find_oddities(columns);
    }

    /// The columns that months became have no names that could be recognised.
    fn map_months(&mut self) {
        let is_months = self
            .plan
            .reshape
            .as_ref()
            .is_some_and(|r| !r.months.is_empty());
        if !is_months || self.role != FileRole::OrderLines {
            return;
        }
        let last = self.sample.headers.len() as u32;
        let (Some(day), Some(value)) = (last.checked_sub(2), last.checked_sub(1)) else {
            return;
        };
        let priced = self.column_of(Field::UnitPrice).is_some();
        let taken = [Field::Date, Field::Quantity, Field::Revenue];
        self.plan
            .columns
            .retain(|c| !taken.contains(&c.field) && c.column < day);
        let mut columns = vec![(Field::Date, day), (Field::Quantity, value)];
        if !priced {
            columns.push((Field::Revenue, value));
            self.note(
                Severity::Warning,
                "The months hold one number, which counts as quantity and as net sales".to_owned(),
                "Choose another column for one of the two, or add a unit price",
            );
        }
        for (field, column) in columns {
            self.plan.columns.push(MappedColumn { field, column });
        }
    }

    pub(super) fn note(&mut self, severity: Severity, message: String, remedy: &str) {
        self.findings.push(Finding {
            severity,
            file: self.name.clone(),
            row: None,
            column: None,
            message,
            remedy: remedy.to_owned(),
        });
    }

    /// Says how the text was made a plain table, and what the first rows have that sums would hide.
    fn find_oddities(&mut self, columns: &[SampleColumn]) {
        if let Some(reshape) = self.plan.reshape.clone() {
            let message = words_of(&reshape, &self.sample.headers);
            self.note(
                Severity::Note,
                message,
                "Read it as it stands instead, below, if that is not what the file means",
            );
        }
        if self.role != FileRole::OrderLines {
            return;
        }
        let values = |field| self.column_of(field).map(|at| &columns[at as usize]);
        let (Some(order), Some(revenue)) = (values(Field::Order), values(Field::Revenue)) else {
            return;
        };
        if map::repeats_within_orders(&order.values, &revenue.values) {
            let message = format!(
                "“{}” is the same on every line of an order: it may be the value of the whole order, counted again on each line",
                revenue.header.trim()
            );
            self.note(
                Severity::Warning,
                message,
                "Map net sales to the value of the line, or a unit price; a cost that repeats so is a cost per order",
            );
        }
    }

    fn find_duplicate_headers(&mut self) {
        let headers = &self.sample.headers;
        for (i, header) in headers.iter().enumerate() {
            if !header.is_empty() && headers[..i].contains(header) {
                self.findings.push(Finding {
                    severity: Severity::Warning,
                    file: self.name.clone(),
                    row: Some(u64::from(self.plan.dialect.header_row)),
                    column: Some(header.clone()),
                    message: format!("The header “{header}” stands over two columns"),
                    remedy: format!("Check which one is mapped; the second is column {}", i + 1),
                });
            }
        }
    }

    fn detect_date_order(&mut self) {
        let Some(column) = self.column_of(Field::Date) else {
            return;
        };
        let cells = self
            .sample
            .rows
            .iter()
            .filter_map(|r| r.get(column as usize));
        let counts = date::readable(cells.map(String::as_bytes));
        // The first of the best: a tie goes to the more usual order.
        let best = (0..counts.len()).rev().max_by_key(|&i| counts[i]);
        if let Some(best) = best {
            self.plan.date_order = date::CANDIDATES[best];
        }
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

    /// Fields without which nothing can be computed, that no column is mapped to.
    pub(super) fn missing(&self) -> Vec<String> {
        let has = |field| self.column_of(field).is_some();
        let either = |fields: &[Field]| {
            let words: Vec<String> = fields.iter().map(|f| f.label().to_lowercase()).collect();
            (!fields.iter().any(|f| has(*f))).then(|| words.join(" or "))
        };
        match self.role {
            FileRole::OrderLines => {}
            FileRole::CostPools | FileRole::NotUsed => return Vec::new(),
            role => {
                let (key, facts) = role.fields().split_at(1);
                return [either(key), either(facts)].into_iter().flatten().collect();
            }
        }
        let mut missing: Vec<String> = [Field::Date, Field::Item, Field::Quantity]
            .into_iter()
            .filter(|f| !has(*f))
            .map(|f| f.label().to_owned())
            .collect();
        // Amounts that are not net sales say that the file has net sales, too.
        let other_money = has(Field::GrossRevenue) || has(Field::Profit);
        if self.is_unpriced() && (other_money || self.unreadable_money().is_some()) {
            missing.push(format!(
                "{} (or {})",
                Field::Revenue.label(),
                Field::UnitPrice.label()
            ));
        }
        missing
    }

    /// Order lines without net sales, and without a price to compute them from.
    pub(super) fn is_unpriced(&self) -> bool {
        self.role == FileRole::OrderLines
            && self.column_of(Field::Revenue).is_none()
            && self.column_of(Field::UnitPrice).is_none()
    }

    /// A column that by its name holds net sales or a price, and by its values does not.
    fn unreadable_money(&self) -> Option<&str> {
        let mapped = |at: usize| self.plan.columns.iter().any(|c| c.column == at as u32);
        let names_money = |header: &str| {
            [Field::Revenue, Field::UnitPrice]
                .iter()
                .any(|field| map::is_named(header, *field))
        };
        let mut headers = self.sample.headers.iter().enumerate();
        headers
            .find(|(at, header)| !mapped(*at) && names_money(header))
            .map(|(_, header)| header.trim())
    }

    /// Without money, demand can still be told.
    fn money_finding(&self) -> Option<Finding> {
        if let Some(header) = self.unreadable_money().filter(|_| self.is_unpriced()) {
            return Some(Finding {
                severity: Severity::Warning,
                file: self.name.clone(),
                row: None,
                column: Some(header.to_owned()),
                message: format!(
                    "“{header}” is a name for net sales or a price, but its values are empty, no numbers, or beyond all measure"
                ),
                remedy: "Check the decimal sign and the cells of that column".to_owned(),
            });
        }
        let needed = [Field::Date, Field::Item, Field::Quantity];
        let complete = needed.into_iter().all(|f| self.column_of(f).is_some());
        (self.is_unpriced() && complete).then(|| Finding {
            severity: Severity::Warning,
            file: self.name.clone(),
            row: None,
            column: None,
            message: "No column holds net sales or a price: only quantities can be analysed, and nothing in money".to_owned(),
            remedy: "Choose the column of net sales or of the unit price below, if the file has one; or analyse by units".to_owned(),
        })
    }

    /// Files without any number cannot be order lines.
    fn number_finding(&self) -> Option<Finding> {
        let any_number = (0..self.sample.headers.len()).any(|i| {
            self.sample.rows.iter().any(|row| {
                row.get(i).is_some_and(|c| {
                    matches!(
                        crate::read::number::read(c.as_bytes(), self.plan.decimal),
                        crate::read::number::Cell::Value(_)
                    )
                })
            })
        });
        (!any_number).then(|| Finding {
            severity: Severity::Blocking,
            file: self.name.clone(),
            row: None,
            column: None,
            message: "No column holds numbers".to_owned(),
            remedy:
                "Order lines need a quantity and net sales; check the delimiter and the header row"
                    .to_owned(),
        })
    }

    /// Says that the columns mean what they meant in an earlier file.
    pub(super) fn note_remembered_mapping(&mut self) {
        self.findings.push(Finding {
            severity: Severity::Note,
            file: self.name.clone(),
            row: None,
            column: None,
            message: "The columns are mapped as in the last file with these headers".to_owned(),
            remedy: "Nothing to do if they still mean the same; otherwise choose others below"
                .to_owned(),
        });
    }

    /// Without customers half of the analysis is missing, but items can still be told apart.
    fn customer_finding(&self) -> Option<Finding> {
        self.column_of(Field::Customer).is_none().then(|| Finding {
            severity: Severity::Warning,
            file: self.name.clone(),
            row: None,
            column: None,
            message: "No column names the customer: only items will be told apart".to_owned(),
            remedy: "Choose the column of customers below, if the file has one".to_owned(),
        })
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

    /// What must be mended before the file can be read.
    ///
    /// # Errors
    /// Order lines without numbers, with required fields unmapped or fields mapped twice; pools
    /// that cannot be used.
    pub(super) fn check(&self) -> Result<(), UserError> {
        if self.role == FileRole::CostPools {
            let Some(finding) = self
                .findings
                .iter()
                .find(|f| f.severity == Severity::Blocking)
            else {
                return Ok(());
            };
            let place = match (finding.row, &finding.column) {
                (Some(row), Some(column)) => format!("row {row}, column “{column}”: "),
                (Some(row), None) => format!("row {row}: "),
                _ => String::new(),
            };
            return Err(UserError {
                title: format!("{}: the cost pools cannot be used", self.name),
                detail: format!("{place}{}", finding.message),
                remedy: finding.remedy.clone(),
            });
        }
        let missing = self.missing();
        if self.role == FileRole::NotUsed {
            return Ok(());
        }
        if self.role == FileRole::OrderLines
            && let Some(finding) = self.number_finding()
        {
            return Err(UserError {
                title: format!("{} cannot be analysed", self.name),
                detail: finding.message,
                remedy: finding.remedy,
            });
        }
        if !missing.is_empty() {
            return Err(UserError {
                title: format!("{}: {} not found", self.name, missing.join(", ")),
                detail: format!("Columns in the file: {}", self.sample.headers.join(", ")),
                remedy: "Map a column to each on the Data page".to_owned(),
            });
        }
        for column in &self.plan.columns {
            let twice = self
                .plan
                .columns
                .iter()
                .filter(|c| c.field == column.field)
                .count()
                > 1;
            if twice && !column.field.may_repeat() {
                return Err(UserError {
                    title: format!("{} is mapped twice", column.field.label()),
                    detail: format!("{}: two columns are mapped to it", self.name),
                    remedy: "Keep one of them".to_owned(),
                });
            }
        }
        Ok(())
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

/// What was done to the text, in a sentence.
fn words_of(reshape: &Reshape, headers: &[String]) -> String {
    let mut parts = Vec::new();
    if reshape.list {
        parts.push(
            "frames, rules, repeated headers and subtotals of a printed list are left out"
                .to_owned(),
        );
    }
    if reshape.two_row_header {
        parts.push("the two rows of the header are read as one".to_owned());
    }
    if !reshape.filled_down.is_empty() {
        let names: Vec<String> = reshape
            .filled_down
            .iter()
            .filter_map(|&c| headers.get(c as usize))
            .map(|header| format!("“{}”", header.trim()))
            .collect();
        parts.push(format!(
            "blanks in {} take the value of the row above",
            names.join(", ")
        ));
    }
    if let (Some(first), Some(last)) = (reshape.months.first(), reshape.months.last()) {
        let left_out = match reshape.totals.len() {
            0 => String::new(),
            1 => ", and a column that adds them up is left out".to_owned(),
            n => format!(", and {n} columns that add them up are left out"),
        };
        parts.push(format!(
            "{} columns hold one month each, {} to {}: every filled cell is a line{left_out}",
            reshape.months.len(),
            &first.day[..7.min(first.day.len())],
            &last.day[..7.min(last.day.len())]
        ));
    }
    let text = parts.join("; ");
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
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
