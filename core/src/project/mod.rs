//! The document: what is loaded, what was decided, and every view of it. A shell (the page's
//! worker, the terminal) owns one `Project`, feeds it bytes and asks it for view models.

mod analysis;
mod customers;
mod demand;
mod doctor;
mod exporting;
mod import;
mod kept;
mod loading;
mod notices;
mod opened;
pub(crate) mod overview;
mod parameters;
mod pool_findings;
mod remembered;
mod results;
mod sheets;
pub(crate) mod tables;
pub mod view;
pub mod words;

pub use analysis::Analysis;
pub use exporting::ExportedFile;
pub use import::SettingsFile;
pub use loading::{ReadOutcome, WorkbookSheets, read_error};
pub use opened::OpenedFile;
pub use sheets::SheetHead;

use crate::settings::{ReadingPlan, Settings};
use remembered::Remembered;
use tables::Index;
use view::{
    BehaviourView, CustomerMap, DemandProfile, Doctor, Explanation, FileRole, Filter,
    OrderSizeView, Overview, Pools, Quality, SimilarView, Subject, TablePage, TableQuery,
    UserError,
};

/// One analysis and the files opened for the next one.
#[derive(Default)]
pub struct Project {
    settings: Settings,
    opened: Vec<OpenedFile>,
    analysis: Option<Analysis>,
    /// How the loaded files were read, for the settings export.
    sources: Vec<ReadSource>,
    /// The tables last looked at, the latest last.
    indexes: Vec<Index>,
    /// Cost settings and currency are the demo company's, and go with it.
    demo_costs: bool,
    remembered: Remembered,
    /// The file that the fixes in the settings were decided on; None for imported ones, which are
    /// for any file.
    fixes_of: Option<String>,
}

/// How a file was read.
#[derive(Clone)]
pub(crate) struct ReadSource {
    pub(crate) file: String,
    pub(crate) role: FileRole,
    pub(crate) plan: ReadingPlan,
    pub(crate) headers: Vec<String>,
}

/// So many tables keep their order while others are looked at.
const INDEXES: usize = 4;

impl Project {
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
            self.indexes.retain(|i| i.holds(&self.settings, &settings));
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
        let analysis = self.loaded()?;
        analysis.prepare_plots();
        Ok(demand::profile(analysis))
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
        match subject {
            Subject::Action { .. } => analysis.prepare_pairs(),
            Subject::Pair { .. } => analysis.prepare_pair_groups(&analysis.line_filter(filter)),
            _ => {}
        }
        crate::explain::explain(analysis, subject, filter)
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
