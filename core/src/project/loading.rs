//! From opened files to an analysis: opening, correcting, reading, analysing, the demo company.

use super::opened::OpenedFile;
use super::view::{FilePreview, FileRole, ReadingChange, UserError};
use super::{Analysis, Project, ReadSource, SettingsFile, nothing_loaded};
use crate::clean;
use crate::dataset::Attached;
use crate::demo;
use crate::fields::Field;
use crate::link::{Facts, Master};
use crate::read::{LineReader, OrderTable, ReadError, date};
use crate::settings::{CostModel, CostPool, DecimalStyle, Settings};

/// What a finished reading says.
pub enum ReadOutcome {
    /// The columns, ready for [`Project::analyse`].
    Table(Box<OrderTable>),
    /// The whole column spoke against what its first rows suggested (another decimal sign, say);
    /// the plan is mended in the project, read the file again.
    Again,
}

/// Sheets of a workbook whose chosen sheet was turned into text.
#[derive(Clone)]
pub struct WorkbookSheets {
    /// All worksheets, in the order of the workbook.
    pub names: Vec<String>,
    /// The sheet that was turned into text.
    pub chosen: String,
}

impl Project {
    /// How many bytes of a file `open` wants to see (fewer where the file is shorter).
    pub const HEAD_BYTES: usize = 1 << 20;

    /// Adds a file to those opened for the next analysis. `head` is its beginning, as it is on
    /// disk (compressed files included). For a workbook the shell first converts the sheet to text
    /// (`read::workbook::sheet_to_text`) and passes that text's head.
    ///
    /// # Errors
    /// Files that are empty, hold a header only, or are no text (a picture, a document).
    pub fn open(
        &mut self,
        name: &str,
        size_bytes: u64,
        head: &[u8],
        sheets: Option<WorkbookSheets>,
    ) -> Result<(), UserError> {
        self.add(OpenedFile::open(name, size_bytes, head, sheets)?);
        Ok(())
    }

    /// Adds a file that was looked at before, as [`Project::open`] would: mapped as the last file
    /// with the same headers was.
    pub fn add(&mut self, mut file: OpenedFile) {
        self.remembered.apply(&mut file);
        self.opened.push(file);
    }

    /// How every opened file is read, for the mapping screen.
    pub fn opened(&self) -> Vec<FilePreview> {
        self.opened.iter().map(OpenedFile::preview).collect()
    }

    /// The cost pools of the opened files.
    pub fn opened_pools(&self) -> Vec<CostPool> {
        self.opened
            .iter()
            .flat_map(|file| file.pools.clone())
            .collect()
    }

    /// Forgets the opened files; what is loaded stays.
    pub fn close_opened(&mut self) {
        self.opened.clear();
    }

    /// Closes the opened files whose entry is false; what is loaded stays.
    pub fn keep_opened(&mut self, kept: &[bool]) {
        let mut kept = kept.iter();
        self.opened.retain(|_| kept.next() == Some(&true));
    }

    /// Applies a correction (not `Sheet`, which the shell answers by converting and `reopen`ing).
    ///
    /// # Errors
    /// No such file; a delimiter, header row or pattern that cannot be used.
    pub fn change_reading(&mut self, file: usize, change: ReadingChange) -> Result<(), UserError> {
        self.opened_file(file)?.change(change)
    }

    /// Replaces opened file number `file`, after another sheet was chosen; gives its new name.
    ///
    /// # Errors
    /// No such file; as [`Project::open`].
    pub fn reopen(
        &mut self,
        file: usize,
        size_bytes: u64,
        head: &[u8],
        sheets: WorkbookSheets,
    ) -> Result<String, UserError> {
        let slot = self.opened_file(file)?;
        let origin = slot.origin.clone();
        // A sheet that was named after itself is another one now.
        let name = match slot.name.strip_prefix(&origin) {
            Some(sheet) if !sheet.is_empty() => format!("{origin}: {}", sheets.chosen),
            _ => slot.name.clone(),
        };
        *slot = OpenedFile::open(&name, size_bytes, head, Some(sheets))?;
        slot.origin = origin;
        Ok(name)
    }

    fn opened_file(&mut self, file: usize) -> Result<&mut OpenedFile, UserError> {
        self.opened.get_mut(file).ok_or_else(|| UserError {
            title: "The file is no longer open".to_owned(),
            detail: String::new(),
            remedy: "Add it again".to_owned(),
        })
    }

    /// Takes over a settings file: limits, cost model, and dialect and mapping of the opened files
    /// of order lines. Nothing changes where any part of it cannot be used.
    ///
    /// # Errors
    /// Text in another form; columns that an opened file does not have; values out of range.
    // Inlined for the sake of size: see `export_text`.
    #[inline]
    pub fn import_settings(&mut self, text: &str) -> Result<(), UserError> {
        self.take_over(&SettingsFile::parse(text)?)
    }

    fn take_over(&mut self, file: &SettingsFile) -> Result<(), UserError> {
        let mut settings = self.settings.clone();
        file.apply_to_settings(&mut settings)?;
        let mut opened = self.opened.clone();
        file.apply_to_files(&mut opened)?;
        self.set_settings(settings)?;
        self.opened = opened;
        self.demo_costs = false;
        self.fixes_of = None;
        self.remembered.imported(file);
        Ok(())
    }

    /// Numbers of the opened files that the next analysis reads whole: all files of order lines, then
    /// those that are linked to them. Cost pools were read when they were opened.
    ///
    /// # Errors
    /// No file of order lines is open.
    pub fn files_to_read(&self) -> Result<Vec<usize>, UserError> {
        let with = |wanted: &dyn Fn(FileRole) -> bool| -> Vec<usize> {
            let roles = self.opened.iter().enumerate();
            roles
                .filter(|(_, f)| wanted(f.role))
                .map(|(i, _)| i)
                .collect()
        };
        let mut files = with(&|role| role == FileRole::OrderLines);
        if files.is_empty() {
            return Err(UserError {
                title: "No order lines are open".to_owned(),
                detail: "Other files add to order lines; alone they cannot be analysed".to_owned(),
                remedy: "Add a file of order lines".to_owned(),
            });
        }
        files.extend(with(&FileRole::is_linked));
        Ok(files)
    }

    /// A reader for opened file number `file`; feed it the whole file in slices of any size.
    ///
    /// # Errors
    /// Fields that nothing is mapped to, or two columns; opened cost pools that cannot be used.
    pub fn reader(&self, file: usize) -> Result<LineReader, UserError> {
        let Some(opened) = self.opened.get(file) else {
            return Err(UserError {
                title: "The file is no longer open".to_owned(),
                detail: String::new(),
                remedy: "Add it again".to_owned(),
            });
        };
        opened.check()?;
        // Beside lines with money those without would be set aside, one and all.
        let priced = |f: &&OpenedFile| f.role == FileRole::OrderLines && !f.is_unpriced();
        if opened.is_unpriced()
            && let Some(other) = self.opened.iter().find(priced)
        {
            return Err(UserError {
                title: format!("{}: net sales not found", opened.name),
                detail: format!(
                    "{} has them; lines with and without money cannot be put together",
                    other.name
                ),
                remedy: "Map net sales or a unit price on the Data page, or analyse the file alone"
                    .to_owned(),
            });
        }
        // Without its pools the results would rest on assumed costs, and not say why.
        for pools in self.opened.iter().filter(|f| f.role == FileRole::CostPools) {
            pools.check()?;
        }
        Ok(LineReader::new(
            &opened.name,
            opened.size_bytes,
            opened.is_gzip(),
            &opened.plan,
            opened.headers(),
        ))
    }

    /// Ends a reading; decides on decimal sign and date order from the whole columns, unless the
    /// user chose them.
    ///
    /// # Errors
    /// The file is damaged, or its end is missing.
    pub fn finish_reading(
        &mut self,
        file: usize,
        reader: LineReader,
    ) -> Result<ReadOutcome, UserError> {
        let mut table = {
            let name = self
                .opened
                .get(file)
                .map_or(String::new(), |f| f.name.clone());
            reader.finish().map_err(|e| read_error(&name, &e))?
        };
        let opened = self.opened_file(file)?;
        if !opened.decimal_chosen {
            let sum = |part: fn(&crate::read::column::NumberColumn) -> u32| {
                table
                    .numbers
                    .iter()
                    .map(|c| u64::from(part(&c.data)))
                    .sum::<u64>()
            };
            if sum(|c| c.evidence_against) > sum(|c| c.evidence_for) {
                opened.plan.decimal = match opened.plan.decimal {
                    DecimalStyle::Point => DecimalStyle::Comma,
                    DecimalStyle::Comma => DecimalStyle::Point,
                };
                // Decided once and for all: the file cannot be read in circles.
                opened.decimal_chosen = true;
                return Ok(ReadOutcome::Again);
            }
        }
        if !opened.date_order_chosen
            && let Some(dates) = table.key(Field::Date)
        {
            let encoding = table.encoding();
            let texts: Vec<_> = (0..dates.texts.len() as u32)
                .map(|code| date::decoded(dates.texts.bytes(code), encoding))
                .collect();
            let counts = date::readable(texts.iter().map(|t| &**t));
            let of = |order| {
                date::CANDIDATES
                    .iter()
                    .position(|c| *c == order)
                    .map_or(0, |i| counts[i])
            };
            let best = (0..counts.len())
                .rev()
                .max_by_key(|&i| counts[i])
                .unwrap_or(0);
            if counts[best] > of(opened.plan.date_order) {
                opened.plan.date_order = date::CANDIDATES[best];
                // Dates are kept as text until here: no second reading is needed.
                table.plan.date_order = opened.plan.date_order;
            }
        }
        Ok(ReadOutcome::Table(Box::new(table)))
    }

    /// Analyses one file of order lines; see [`Project::analyse_files`].
    ///
    /// # Errors
    /// As there.
    pub fn analyse(&mut self, table: OrderTable) -> Result<(), UserError> {
        let lines = |f: &OpenedFile| f.role == FileRole::OrderLines;
        let file = self.opened.iter().position(lines).unwrap_or(0);
        self.analyse_files(vec![(file, table)])
    }

    /// Analyses what was read, each table with the number of its opened file; replaces what was
    /// loaded, but only where it succeeds.
    ///
    /// # Errors
    /// No row can be used; two opened cost pools have the same name.
    pub fn analyse_files(&mut self, tables: Vec<(usize, OrderTable)>) -> Result<(), UserError> {
        let mut sources = Vec::new();
        let (mut lines, mut masters) = (Vec::new(), Vec::new());
        for (file, mut table) in tables {
            let opened = self.opened.get(file);
            let role = opened.map_or(FileRole::OrderLines, |f| f.role);
            sources.push(ReadSource {
                file: table.file.clone(),
                role,
                plan: table.plan.clone(),
                headers: opened.map_or_else(Vec::new, |f| f.headers().to_vec()),
            });
            match role {
                FileRole::OrderLines => {
                    table.mark_all_returns();
                    lines.push(table);
                }
                role => masters.push(Master { role, table }),
            }
        }
        let Some(mut table) = OrderTable::join(lines) else {
            return self.files_to_read().map(|_| ());
        };
        let file = table.file.clone();
        let mut facts = Facts::link(&mut table, &masters, &self.settings.linking);
        drop(masters);
        let (data, mut quality, rows) = clean::clean_with(table, &mut facts);
        quality.matches = crate::link::reports(&facts, &data, &self.settings.linking);
        if quality.used == 0 {
            let reasons: Vec<String> = quality
                .set_aside
                .iter()
                .map(|s| {
                    format!(
                        "{} rows: {} (row {}: “{}”)",
                        s.rows, s.reason, s.first_row, s.example
                    )
                })
                .collect();
            return Err(UserError {
                title: format!("{file}: no row can be used"),
                detail: reasons.join("; "),
                remedy: "Check the mapping, the date order and the decimal sign on the Data page"
                    .to_owned(),
            });
        }
        let mut settings = self.settings.clone();
        // What was mended in one file says nothing of another.
        if self.fixes_of.as_ref().is_some_and(|of| *of != file) {
            settings.doctor.fixes.clear();
            settings.doctor.control.clear();
        }
        if self.demo_costs {
            settings.cost = Settings::default().cost;
            settings.currency.clear();
        }
        let pools = self.opened_pools();
        if !pools.is_empty() {
            settings.cost.pools = pools;
            settings.cost.model = CostModel::Drivers;
            settings.check()?;
        }
        if let Some(currency) = crate::doctor::only_currency(&data) {
            settings.currency = currency;
        }
        self.demo_costs = false;
        self.indexes.clear();
        let mut analysis = Analysis::new(data, quality, rows, &settings);
        if analysis.quality.used == 0 {
            // Imported fixes that leave nothing of this file are none for it.
            settings.doctor.fixes.clear();
            analysis = analysis.mended_anew(&settings).unwrap_or_else(|same| *same);
        }
        self.analysis = Some(analysis);
        self.settings = settings;
        self.fixes_of = Some(file);
        for source in &sources {
            self.remembered.analysed(source);
        }
        self.sources = sources;
        Ok(())
    }

    /// Generates the demo company and analyses it, through the same reader as any file.
    ///
    /// # Errors
    /// As for any file; the demo company has none of these faults.
    pub fn load_demo(&mut self) -> Result<(), UserError> {
        let text = demo::order_lines(demo::SEED);
        let mut other = Project {
            settings: Settings {
                cost: crate::settings::CostSettings {
                    model: CostModel::Drivers,
                    pools: demo::cost_pools(),
                    ..Settings::default().cost
                },
                currency: demo::CURRENCY.to_owned(),
                ..Settings::default()
            },
            ..Project::default()
        };
        other.open(
            demo::NAME,
            text.len() as u64,
            &text[..text.len().min(Self::HEAD_BYTES)],
            None,
        )?;
        let mut reader = other.reader(0)?;
        reader.push(&text).map_err(|e| read_error(demo::NAME, &e))?;
        if let ReadOutcome::Table(table) = other.finish_reading(0, reader)? {
            other.analyse(*table)?;
        }
        other.opened.clear();
        other.demo_costs = true;
        other.remembered = std::mem::take(&mut self.remembered);
        *self = other;
        Ok(())
    }

    /// Replaces what other files add to the loaded order lines, and computes everything again.
    ///
    /// # Errors
    /// Nothing is loaded.
    pub fn attach(&mut self, attached: Attached) -> Result<(), UserError> {
        let Some(before) = self.analysis.take() else {
            return Err(nothing_loaded());
        };
        self.indexes.clear();
        self.analysis = Some(before.attach(attached, &self.settings));
        Ok(())
    }
}

/// A reading that stopped, as the user reads it.
pub fn read_error(file: &str, error: &ReadError) -> UserError {
    let remedy = match error {
        ReadError::Decode(_) => "Pack the file again, or add it unpacked",
        ReadError::EndlessQuote { .. } => "Close or remove the quote in that row",
        ReadError::TooManyRows => "Split the file",
    };
    UserError {
        title: format!("{file} cannot be read"),
        detail: error.to_string(),
        remedy: remedy.to_owned(),
    }
}
