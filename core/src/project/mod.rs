//! The document: what is loaded, what was decided, and every view of it. A shell (the page's
//! worker, the terminal) owns one `Project`, feeds it bytes and asks it for view models.

mod analysis;
mod customers;
mod demand;
mod doctor;
mod import;
mod kept;
mod notices;
mod opened;
pub(crate) mod overview;
mod parameters;
mod pool_findings;
mod remembered;
mod results;
pub(crate) mod tables;
pub mod view;
pub mod words;

pub use analysis::Analysis;
pub use import::SettingsFile;
pub use opened::OpenedFile;

use crate::clean;
use crate::dataset::Attached;
use crate::demo;
use crate::fields::Field;
use crate::handover;
use crate::read::{LineReader, OrderTable, ReadError, date};
use crate::settings::{CostModel, CostPool, DecimalStyle, ReadingPlan, Settings};
use remembered::Remembered;
use tables::Index;
use view::{
    BehaviourView, CustomerMap, DemandProfile, Doctor, Explanation, Export, FilePreview, FileRole,
    Filter, OrderSizeView, Overview, Pools, Quality, ReadingChange, SimilarView, Subject,
    TableKind, TablePage, TableQuery, UserError,
};

/// One analysis and the files opened for the next one.
#[derive(Default)]
pub struct Project {
    settings: Settings,
    opened: Vec<OpenedFile>,
    analysis: Option<Analysis>,
    /// How the loaded file was read, for the settings export.
    source: Option<(ReadingPlan, Vec<String>)>,
    /// The tables last looked at, the latest last.
    indexes: Vec<Index>,
    /// The cost settings are the demo company's, and go with it.
    demo_costs: bool,
    remembered: Remembered,
    /// The file that the fixes in the settings were decided on; None for imported ones, which are
    /// for any file.
    fixes_of: Option<String>,
}

/// What a finished reading says.
pub enum ReadOutcome {
    /// The columns, ready for [`Project::analyse`].
    Table(Box<OrderTable>),
    /// The whole column spoke against what its first rows suggested (another decimal sign, say);
    /// the plan is mended in the project, read the file again.
    Again,
}

/// A file the shell exports.
pub struct ExportedFile {
    /// The file's name, after the data's.
    pub name: String,
    /// Media type, for the download.
    pub mime: &'static str,
    /// The file's content.
    pub bytes: Vec<u8>,
}

/// Sheets of a workbook whose chosen sheet was turned into text.
#[derive(Clone)]
pub struct WorkbookSheets {
    /// All worksheets, in the order of the workbook.
    pub names: Vec<String>,
    /// The sheet that was turned into text.
    pub chosen: String,
}

/// So many tables keep their order while others are looked at.
const INDEXES: usize = 4;

/// Rows of a table written at once.
const EXPORTED_ROWS: u64 = 20_000;

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

    /// Applies a correction (not `Sheet`, which the shell answers by converting and `reopen`ing).
    ///
    /// # Errors
    /// No such file; a delimiter, header row or pattern that cannot be used.
    pub fn change_reading(&mut self, file: usize, change: ReadingChange) -> Result<(), UserError> {
        self.opened_file(file)?.change(change)
    }

    /// Replaces opened file number `file`, after another sheet was chosen.
    ///
    /// # Errors
    /// No such file; as [`Project::open`].
    pub fn reopen(
        &mut self,
        file: usize,
        size_bytes: u64,
        head: &[u8],
        sheets: WorkbookSheets,
    ) -> Result<(), UserError> {
        let slot = self.opened_file(file)?;
        *slot = OpenedFile::open(&slot.name, size_bytes, head, Some(sheets))?;
        Ok(())
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
    pub fn import_settings(&mut self, text: &str) -> Result<(), UserError> {
        let file = SettingsFile::parse(text)?;
        let mut settings = self.settings.clone();
        file.apply_to_settings(&mut settings)?;
        let mut opened = self.opened.clone();
        for lines in opened.iter_mut().filter(|f| f.role == FileRole::OrderLines) {
            file.apply_to_file(lines)?;
        }
        self.set_settings(settings)?;
        self.opened = opened;
        self.demo_costs = false;
        self.fixes_of = None;
        self.remembered.imported(&file);
        Ok(())
    }

    /// Number of the opened file of order lines that the next analysis reads.
    ///
    /// # Errors
    /// No such file is open, or several are.
    pub fn line_file(&self) -> Result<usize, UserError> {
        let lines = |f: &OpenedFile| f.role == FileRole::OrderLines;
        match self.opened.iter().filter(|f| lines(f)).count() {
            1 => Ok(self.opened.iter().position(lines).unwrap_or(0)),
            0 => Err(UserError {
                title: "No order lines are open".to_owned(),
                detail: "Cost pools alone cannot be analysed".to_owned(),
                remedy: "Add a file of order lines".to_owned(),
            }),
            _ => Err(UserError {
                title: "Several files of order lines are open".to_owned(),
                detail: self
                    .opened
                    .iter()
                    .map(|f| f.name.clone())
                    .collect::<Vec<_>>()
                    .join(", "),
                remedy: "Put them into one file, or add one of them at a time".to_owned(),
            }),
        }
    }

    /// A reader for opened file number `file`; feed it the whole file in slices of any size.
    ///
    /// # Errors
    /// Fields that nothing is mapped to, or two columns; opened cost pools that cannot be used.
    pub fn reader(&self, file: usize) -> Result<LineReader, UserError> {
        let Some(opened) = self.opened.get(file) else {
            self.line_file()?;
            return Err(UserError {
                title: "The file is no longer open".to_owned(),
                detail: String::new(),
                remedy: "Add it again".to_owned(),
            });
        };
        opened.check()?;
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

    /// Analyses what was read; replaces what was loaded, but only where it succeeds.
    ///
    /// # Errors
    /// No row can be used; two opened cost pools have the same name.
    pub fn analyse(&mut self, table: OrderTable) -> Result<(), UserError> {
        let file = table.file.clone();
        let plan = table.plan.clone();
        let headers = self
            .line_file()
            .map_or_else(|_| Vec::new(), |f| self.opened[f].headers().to_vec());
        let (data, quality, rows) = clean::clean(table);
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
        }
        let pools = self.opened_pools();
        if !pools.is_empty() {
            settings.cost.pools = pools;
            settings.cost.model = CostModel::Drivers;
            settings.check()?;
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
        self.remembered.analysed(&plan, &headers);
        self.source = Some((plan, headers));
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
        let mut data = before.data;
        data.attached = attached;
        self.indexes.clear();
        self.analysis = Some(Analysis::new(
            data,
            before.quality,
            before.rows,
            &self.settings,
        ));
        Ok(())
    }

    /// What the loaded data is called: the file's name, or the demo company's.
    pub fn name(&self) -> String {
        self.analysis
            .as_ref()
            .map_or(String::new(), |a| a.data.name.clone())
    }

    /// Whether there is an analysis to look at.
    pub fn is_loaded(&self) -> bool {
        self.analysis.is_some()
    }

    /// The settings in force.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Replaces the settings and recomputes what they touch.
    ///
    /// # Errors
    /// As [`Settings::check`]; nothing changes then.
    pub fn set_settings(&mut self, settings: Settings) -> Result<(), UserError> {
        settings.check()?;
        if let Some(mut analysis) = self.analysis.take() {
            let mended = analysis.is_mended_by(&settings.doctor);
            if mended {
                analysis.apply(&settings);
            } else {
                analysis = match analysis.mended_anew(&settings) {
                    Ok(anew) => anew,
                    Err(same) => {
                        self.analysis = Some(*same);
                        return Err(doctor::nothing_left());
                    }
                };
            }
            self.analysis = Some(analysis);
            self.indexes.clear();
        }
        self.settings = settings;
        Ok(())
    }

    fn loaded(&mut self) -> Result<&mut Analysis, UserError> {
        self.analysis.as_mut().ok_or_else(nothing_loaded)
    }

    /// The first screen under a filter.
    ///
    /// # Errors
    /// Nothing is loaded.
    pub fn overview(&mut self, filter: &Filter) -> Result<Overview, UserError> {
        let analysis = self.loaded()?;
        analysis.prepare(filter);
        Ok(overview::overview(analysis, filter))
    }

    /// The pools with their reconciliation over customers and items and, with `over_lines`, over
    /// every line, and what is odd about them.
    ///
    /// # Errors
    /// Nothing is loaded.
    pub fn pools(&mut self, over_lines: bool) -> Result<Pools, UserError> {
        let analysis = self.loaded()?;
        let pools = overview::pools(analysis, over_lines);
        let findings = notices::of_pools(analysis, &pools);
        Ok(Pools {
            pools,
            findings,
            drivers: analysis.driver_choices(),
        })
    }

    /// The demand shape of all items: counts by class, histograms with their limits, what the
    /// value concentrates on. A filter does not touch it.
    ///
    /// # Errors
    /// Nothing is loaded.
    pub fn demand(&mut self) -> Result<DemandProfile, UserError> {
        Ok(demand::profile(self.loaded()?))
    }

    /// Customers by margin before cost to serve and cost to serve: those that the filter leaves,
    /// where all of their lines put them.
    ///
    /// # Errors
    /// Nothing is loaded.
    pub fn customer_map(&mut self, filter: &Filter) -> Result<CustomerMap, UserError> {
        let analysis = self.loaded()?;
        analysis.prepare(filter);
        Ok(customers::map(analysis, filter))
    }

    /// Orders by value, with the break-even order value.
    ///
    /// # Errors
    /// Nothing is loaded.
    pub fn order_sizes(&mut self, filter: &Filter) -> Result<OrderSizeView, UserError> {
        let analysis = self.loaded()?;
        analysis.prepare_order_sizes(filter);
        Ok(customers::order_sizes(analysis, filter))
    }

    /// Customers by recency and frequency of their orders.
    ///
    /// # Errors
    /// Nothing is loaded.
    pub fn behaviour(&mut self, filter: &Filter) -> Result<BehaviourView, UserError> {
        let analysis = self.loaded()?;
        analysis.prepare_behaviour(filter);
        Ok(customers::behaviour(analysis, filter))
    }

    /// Groups of similar customers, to explore.
    ///
    /// # Errors
    /// Nothing is loaded.
    pub fn similar_customers(&mut self, filter: &Filter) -> Result<SimilarView, UserError> {
        let analysis = self.loaded()?;
        analysis.prepare_similar(filter);
        Ok(customers::similar(analysis))
    }

    /// What the data doctor finds and what was mended; a filter does not touch it.
    ///
    /// # Errors
    /// Nothing is loaded.
    pub fn doctor(&mut self) -> Result<Doctor, UserError> {
        let analysis = self.loaded()?;
        analysis.examine();
        Ok(doctor::doctor(analysis))
    }

    /// What became of the rows of the loaded file; empty where nothing is loaded.
    pub fn quality(&self) -> Vec<Quality> {
        self.analysis.iter().map(|a| a.quality.clone()).collect()
    }

    /// Up to `count` rows of a table from row `start` on. Order and sums are kept, so that scrolling
    /// costs only the rows that are seen.
    ///
    /// # Errors
    /// Nothing is loaded.
    pub fn table(
        &mut self,
        query: &TableQuery,
        start: u64,
        count: u64,
    ) -> Result<TablePage, UserError> {
        self.loaded()?;
        let found = self.indexes.iter().position(|i| i.query == *query);
        let analysis = self.analysis.as_mut().ok_or_else(nothing_loaded)?;
        let index = match found {
            Some(at) => self.indexes.remove(at),
            None => Index::new(analysis, query),
        };
        analysis.prepare(&query.filter);
        analysis.prepare_table(&query.kind, &query.filter);
        let page = index.page(analysis, start, count);
        if self.indexes.len() >= INDEXES {
            self.indexes.remove(0);
        }
        self.indexes.push(index);
        Ok(page)
    }

    /// Takes a number under a filter apart.
    ///
    /// # Errors
    /// Nothing is loaded; the customer, item or pool is not in the data or settings.
    pub fn explain(
        &mut self,
        subject: &Subject,
        filter: &Filter,
    ) -> Result<Explanation, UserError> {
        let analysis = self.loaded()?;
        analysis.prepare(filter);
        if matches!(subject, Subject::Action { .. }) {
            analysis.prepare_pairs();
        }
        crate::explain::explain(analysis, subject, filter)
    }

    /// Writes results or settings out.
    ///
    /// # Errors
    /// Nothing is loaded; a table is too long for a sheet.
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
    pub fn export_text(&mut self, export: &Export) -> Result<Option<ExportedFile>, UserError> {
        self.loaded()?;
        let stem = stem(&self.name());
        Ok(Some(match export {
            Export::Json => {
                let settings = self.settings_file();
                let analysis = self.loaded()?;
                ExportedFile {
                    name: format!("{stem} results.json"),
                    mime: "application/json",
                    bytes: results::json(analysis, settings),
                }
            }
            Export::Csv { query } => {
                // Page by page: a million order lines as view models would not fit beside the data.
                let mut page = self.table(query, 0, EXPORTED_ROWS)?;
                let mut bytes = handover::csv::write(&page);
                while page.start + (page.rows.len() as u64) < page.total_rows {
                    page = self.table(query, page.start + EXPORTED_ROWS, EXPORTED_ROWS)?;
                    handover::csv::push_rows(&mut bytes, &page);
                }
                ExportedFile {
                    name: format!("{stem} {}.csv", page.title.to_lowercase()),
                    mime: "text/csv",
                    bytes,
                }
            }
            Export::Settings => {
                let settings = self.settings_file();
                let mut bytes = serde_json::to_vec_pretty(&settings).unwrap_or_default();
                bytes.push(b'\n');
                ExportedFile {
                    name: format!("{stem} settings.json"),
                    mime: "application/json",
                    bytes,
                }
            }
            Export::Workbook => return Ok(None),
        }))
    }

    fn settings_file(&self) -> SettingsFile {
        let source = self
            .source
            .as_ref()
            .map(|(plan, headers)| (plan, headers.as_slice()));
        SettingsFile::of(&self.settings, source)
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

    /// The analysis, for tests of what no view shows.
    pub fn analysis(&self) -> Option<&Analysis> {
        self.analysis.as_ref()
    }
}

fn nothing_loaded() -> UserError {
    UserError {
        title: "Nothing is loaded yet".to_owned(),
        detail: String::new(),
        remedy: "Add a file of order lines, or load the demo company".to_owned(),
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
