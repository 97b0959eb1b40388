//! The stages behind every view, each computed again only when what it stands on changed.

use super::customers::quadrants;
use super::kept::Kept;
use super::view::{ClassKind, DriverChoice, Filter, FilterTerm, Quality};
use crate::actions::{self, LosingPairs};
use crate::cube::{Cube, Extra, LineFilter, Lines, Part};
use crate::dataset::{Attached, Dataset, LineKind, LineLabels};
use crate::demand::{Classes, Series, Sources, Weekly, returned_units};
use crate::doctor::{self, Examination, LabelSum, Mended};
use crate::profit::{Model, Profit, WhaleCurve, whale_curve};
use crate::read::RowNumbers;
use crate::segment::{Cluster, clusters};
use crate::settings::{
    CostSettings, DemandSettings, DoctorSettings, Driver, Fix, ReturnsInDemand, Settings,
    XyzPeriods,
};
use crate::stats::{in_stretches, order};

/// Everything computed from the lines and the settings.
pub struct Analysis {
    /// The order lines.
    pub data: Dataset,
    /// What became of the file's rows.
    pub quality: Quality,
    /// The same when the file was read, before any fix.
    read: Quality,
    /// The fixes that worked, in their order.
    pub mended: Vec<Mended>,
    /// Net sales by currency as the file has it, where it names several.
    pub currencies: Vec<LabelSum>,
    /// What the data doctor found, once it was asked.
    pub(super) examined: Option<Examination>,
    /// Where each line stands in the file.
    pub rows: RowNumbers,
    /// Sums over all lines.
    pub cube: Cube,
    /// The cost model with the rates of its pools.
    pub model: Model,
    /// What customers, items and the company earn over all lines.
    pub profits: Profits,
    /// ABC, XYZ, FMR and demand classes of the items.
    pub classes: Classes,
    /// The classes before the last change that touched them, for what flipped.
    pub previous: Option<Classes>,
    /// Official clusters by customer position.
    pub clusters: Vec<Cluster>,
    /// The whale curve over all identified customers.
    pub whale: WhaleCurve,
    /// Sales lines without a weight, as a share; zero in files without weights.
    weightless: f64,
    /// Units that came back by item and month, once demand net of returns was asked for.
    returned: Option<Vec<f64>>,
    /// Units by week, once they were asked for.
    weekly: Option<Weekly>,
    filtered: Option<(Filter, LineFilter, Cube)>,
    /// The pairs worth delisting, once the actions were asked for; until costs change.
    pairs: Option<Vec<LosingPairs>>,
    pub(super) kept: Kept,
    settings: Settings,
}

/// Profit by customer and item, and the order of both from best to worst.
#[derive(Default)]
pub struct Profits {
    pub customers: Vec<Profit>,
    pub items: Vec<Profit>,
    /// Identified customers with lines, by net contribution descending, ties by key.
    pub ranked_customers: Vec<u32>,
    pub total: Profit,
}

impl Analysis {
    /// Computes every stage.
    pub fn new(
        mut data: Dataset,
        read: Quality,
        rows: RowNumbers,
        settings: &Settings,
    ) -> Analysis {
        let mended = doctor::apply(&mut data, &rows, &settings.doctor);
        Analysis::over(data, read, rows, mended, settings)
    }

    /// Lets other fixes work in place of the present ones; None of the stages survives but the
    /// lines themselves.
    ///
    /// # Errors
    /// No line would be left: the analysis as it was.
    pub(super) fn mended_anew(mut self, settings: &Settings) -> Result<Analysis, Box<Analysis>> {
        let mend = |analysis: &mut Analysis, settings: &DoctorSettings| {
            doctor::undo(&mut analysis.data, std::mem::take(&mut analysis.mended));
            analysis.mended = doctor::apply(&mut analysis.data, &analysis.rows, settings);
        };
        mend(&mut self, &settings.doctor);
        if !self.data.kinds.iter().any(|kind| kind.is_used()) {
            let before = self.settings.doctor.clone();
            mend(&mut self, &before);
            return Err(Box::new(self));
        }
        let before = self.classes;
        let mut anew = Analysis::over(self.data, self.read, self.rows, self.mended, settings);
        anew.previous = Some(before);
        Ok(anew)
    }

    /// Other facts beside the same lines, which are mended again: fixes may go by such facts.
    pub(super) fn attach(mut self, attached: Attached, settings: &Settings) -> Analysis {
        doctor::undo(&mut self.data, std::mem::take(&mut self.mended));
        self.data.attached = attached;
        Analysis::new(self.data, self.read, self.rows, settings)
    }

    /// Whether other fixes, or other limits of theirs, ask for [`Analysis::mended_anew`].
    pub(super) fn is_mended_by(&self, doctor: &DoctorSettings) -> bool {
        let now = &self.settings.doctor;
        let limits = |d: &DoctorSettings| (d.outlier_limit, d.outlier_lines, d.price_jump);
        // To keep what a check found changes no line.
        let changing = |d: &DoctorSettings| -> Vec<Fix> {
            let fixes = d.fixes.iter();
            let changing = fixes.filter(|fix| !matches!(fix, Fix::Keep { .. }));
            changing.cloned().collect()
        };
        let fixes = changing(now);
        fixes == changing(doctor) && (fixes.is_empty() || limits(now) == limits(doctor))
    }

    /// Has the data doctor look at the lines, where it has not yet.
    pub(super) fn examine(&mut self) -> &Examination {
        let (data, doctor) = (&self.data, &self.settings.doctor);
        self.examined
            .get_or_insert_with(|| doctor::examine(data, doctor))
    }

    fn over(
        data: Dataset,
        read: Quality,
        rows: RowNumbers,
        mended: Vec<Mended>,
        settings: &Settings,
    ) -> Analysis {
        let quality = if mended.is_empty() {
            read.clone()
        } else {
            doctor::quality(&read, &data, &rows)
        };
        let currencies = doctor::currencies(&data);
        let mut cube = Cube::build(&data, &LineFilter::default());
        let weightless = weightless(&data, &cube);
        let model = Model::new(&settings.cost, &data, &mut cube, weightless);
        let profits = profits(&data, &cube, &model);
        let (clusters, whale) = segments(&profits, settings);
        let mut analysis = Analysis {
            data,
            quality,
            read,
            mended,
            currencies,
            examined: None,
            rows,
            cube,
            model,
            profits,
            classes: Classes::default(),
            previous: None,
            clusters,
            whale,
            weightless,
            returned: None,
            weekly: None,
            filtered: None,
            pairs: None,
            kept: Kept::default(),
            settings: settings.clone(),
        };
        analysis.prepare_demand(&settings.demand);
        analysis.classes = analysis.classes_under(&settings.demand);
        analysis
    }

    /// Counts the returned units and the units by week, each a pass over all lines, where the
    /// settings need them.
    pub(super) fn prepare_demand(&mut self, settings: &DemandSettings) {
        if settings.returns == ReturnsInDemand::Net && self.returned.is_none() {
            self.returned = Some(returned_units(&self.data));
        }
        if settings.xyz_periods == XyzPeriods::Weeks && self.weekly.is_none() {
            self.weekly = Some(Weekly::of(&self.data));
        }
    }

    /// The classes that the items would have under these settings. Demand net of returns, and by
    /// week, is only
    /// known once it was in force; until then it is what went out, by month.
    pub fn classes_under(&self, settings: &DemandSettings) -> Classes {
        let sources = Sources {
            data: &self.data,
            cube: &self.cube,
            items: &self.profits.items,
            has_cost: self.model.has_cost,
            returned: self.returned.as_deref(),
            weekly: self.weekly.as_ref(),
        };
        Classes::of(
            sources,
            settings,
            Some((&self.classes, &self.settings.demand)),
        )
    }

    /// The demand of the items as their classes see it.
    pub fn series(&self, settings: &DemandSettings) -> Series<'_> {
        let returned = self.returned.as_deref();
        let weekly = self.weekly.as_ref();
        Series::new(&self.data, &self.cube, returned, weekly, settings)
    }

    /// Recomputes what a change of settings touches, and nothing else.
    pub fn apply(&mut self, settings: &Settings) {
        if settings.cost != self.settings.cost {
            self.pairs = None;
            if settings.cost.rush_days != self.settings.cost.rush_days {
                self.filtered = None; // its rush orders are others
            }
            self.model = Model::new(&settings.cost, &self.data, &mut self.cube, self.weightless);
            self.profits = profits(&self.data, &self.cube, &self.model);
        }
        let costs_count = settings.cost != self.settings.cost && settings.demand.needs_costs();
        if settings.demand != self.settings.demand || costs_count {
            self.prepare_demand(&settings.demand);
            let classes = self.classes_under(&settings.demand);
            self.previous = Some(std::mem::replace(&mut self.classes, classes));
        }
        if settings.cost != self.settings.cost || settings.segment != self.settings.segment {
            (self.clusters, self.whale) = segments(&self.profits, settings);
        }
        let cost_changed = settings.cost != self.settings.cost;
        self.kept.apply(&self.settings, settings);
        let limits = |d: &DoctorSettings| (d.outlier_limit, d.outlier_lines, d.price_jump);
        if limits(&settings.doctor) != limits(&self.settings.doctor) {
            self.examined = None;
        }
        doctor::keep(&mut self.mended, &settings.doctor.fixes);
        self.settings = settings.clone();
        // The filtered sums stay: they do not depend on rates. But a filter by cluster or cell may
        // now mean other lines, and a driver that no pool went by so far may be missing.
        if let Some((filter, lines, mut cube)) = self.filtered.take() {
            let follows = filter.terms.iter().any(FilterTerm::follows_settings);
            if !follows || self.line_filter(&filter) == lines {
                if cost_changed {
                    self.model
                        .prepare(&self.data, &lines, &mut cube, &self.cube);
                }
                self.filtered = Some((filter, lines, cube));
            }
        }
    }

    /// Sales lines without a weight, as a share of all; zero in files without weights.
    pub fn weightless_share(&self) -> f64 {
        self.weightless
    }

    /// The settings that everything here was computed with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Builds the sums over the lines of a filter, where they are not there yet.
    pub fn prepare(&mut self, filter: &Filter) {
        if filter.terms.is_empty() || self.filtered.as_ref().is_some_and(|(f, ..)| f == filter) {
            return;
        }
        let lines = self.line_filter(filter);
        let mut cube = Cube::build(&self.data, &lines);
        self.model
            .prepare(&self.data, &lines, &mut cube, &self.cube);
        self.filtered = Some((filter.clone(), lines, cube));
    }

    /// Finds the pairs worth delisting, where that was not done before; the first time a pass over
    /// all lines.
    pub fn prepare_pairs(&mut self) {
        if self.pairs.is_none() {
            let all = LineFilter::default();
            self.prepare_pair_groups(&all);
            let groups = self.pair_groups(&all);
            self.pairs = groups
                .map(|(groups, pairs)| actions::losing_pairs(self.action_sources(), groups, pairs));
        }
    }

    /// The pairs worth delisting, where they were [`prepare`](Analysis::prepare_pairs)d.
    pub fn losing_pairs(&self) -> &[LosingPairs] {
        self.pairs.as_deref().unwrap_or_default()
    }

    /// What actions stand on.
    pub fn action_sources(&self) -> actions::Sources<'_> {
        actions::Sources {
            data: &self.data,
            cube: &self.cube,
            model: &self.model,
            customers: &self.profits.customers,
            total: self.profits.total,
            settings: &self.settings.levers,
        }
    }

    /// The model that other cost settings would give, over the same lines. What it needs beside the
    /// sums of the lines is added to the cube and kept.
    pub fn model_under(&mut self, cost: &CostSettings) -> Model {
        Model::new(cost, &self.data, &mut self.cube, self.weightless)
    }

    /// Sees that the sums over the filtered lines have what other models need of them.
    pub fn prepare_for(&mut self, models: &[Model]) {
        if let Some((filter, lines, mut cube)) = self.filtered.take() {
            for model in models {
                model.prepare(&self.data, &lines, &mut cube, &self.cube);
            }
            self.filtered = Some((filter, lines, cube));
        }
    }

    /// What pools may go by, also what the data does not have, with the reason.
    pub fn driver_choices(&self) -> Vec<DriverChoice> {
        let activities = self.data.attached.activities.iter();
        let all = Driver::ALL.into_iter();
        all.chain(activities.map(|a| Driver::activity(&a.name)))
            .map(|driver| DriverChoice {
                driver,
                label: driver.label().to_owned(),
                unavailable: self.lacks(driver).map(str::to_owned),
            })
            .collect()
    }

    /// What the data lacks for a driver.
    pub fn lacks(&self, driver: Driver) -> Option<&'static str> {
        match driver {
            Driver::Weight if self.data.weight.is_none() => Some("the file has no weights"),
            Driver::CostOfGoods if !self.model.has_cost => Some("the file has no cost of goods"),
            Driver::Returns | Driver::ReturnsValue if self.cube.total.return_lines == 0.0 => {
                Some("the data has no returns")
            }
            driver => Extra::lacks(driver, &self.data),
        }
    }

    /// Sees that a driver is summed up, for pools that might go by it; false where the data does
    /// not have it.
    pub fn prepare_driver(&mut self, driver: Driver) -> bool {
        if self.lacks(driver).is_some() {
            return false;
        }
        let rush_days = self.settings.cost.rush_days;
        let extra = crate::profit::extra(driver, rush_days, &self.data, &mut self.cube);
        !matches!(extra, Some(Err(_)))
    }

    /// Sums over the lines of a filter that was [`prepare`](Analysis::prepare)d.
    pub fn cube(&self, filter: &Filter) -> &Cube {
        match &self.filtered {
            Some((f, _, cube)) if f == filter && !filter.terms.is_empty() => cube,
            _ => &self.cube,
        }
    }

    /// The lines that a filter means, under the clusters and classes in force.
    pub fn line_filter(&self, filter: &Filter) -> LineFilter {
        let data = &self.data;
        let mut out = LineFilter::default();
        let set = |slot: &mut Option<Vec<bool>>, size: usize, passes: &dyn Fn(usize) -> bool| {
            let allowed = slot.get_or_insert_with(|| vec![false; size]);
            for (i, allowed) in allowed.iter_mut().enumerate() {
                *allowed |= passes(i);
            }
        };
        // Terms of one kind are alternatives; kinds narrow each other. Clusters and single
        // customers are two kinds that speak of the same thing, as are cells and items.
        let (mut by_cluster, mut by_id) = (None, None);
        let (mut by_cell, mut by_item) = (None, None);
        let mut by_quadrant = None;
        let mut by_class: [Option<Vec<bool>>; ClassKind::ALL.len()] = Default::default();
        for term in &filter.terms {
            match term {
                FilterTerm::Cluster { cluster } => {
                    set(&mut by_cluster, data.customers.len(), &|c| {
                        self.clusters[c] == *cluster && self.in_a_cluster(c as u32)
                    });
                }
                FilterTerm::Customer { id } => {
                    let found = data.customers.find(id);
                    set(&mut by_id, data.customers.len(), &|c| {
                        Some(c as u32) == found
                    });
                }
                FilterTerm::Cell { cell } => {
                    set(&mut by_cell, data.items.len(), &|i| {
                        self.cell(i as u32) == *cell
                    });
                }
                FilterTerm::Item { id } => {
                    let found = data.items.find(id);
                    set(&mut by_item, data.items.len(), &|i| Some(i as u32) == found);
                }
                FilterTerm::Channel { name } => {
                    set_label(&mut out.channels, data.channels.as_ref(), name);
                }
                FilterTerm::Warehouse { name } => {
                    set_label(&mut out.warehouses, data.warehouses.as_ref(), name);
                }
                FilterTerm::Class { kind, class } => {
                    let slot = &mut by_class[*kind as usize];
                    set(slot, data.items.len(), &|i| {
                        self.class(i, *kind) == Some(class)
                    });
                }
                FilterTerm::Quadrant { quadrant } => {
                    let (of, _) = quadrants(self);
                    set(&mut by_quadrant, data.customers.len(), &|c| {
                        of[c] == Some(*quadrant)
                    });
                }
            }
        }
        out.customers = both(both(by_cluster, by_id), by_quadrant);
        out.items = by_class.into_iter().fold(both(by_cell, by_item), both);
        out
    }

    /// Whether a customer is identified and has lines; only such are in a cluster.
    pub fn in_a_cluster(&self, customer: u32) -> bool {
        self.data.priced
            && self.data.is_identified(customer)
            && self.cube.customers[customer as usize].lines() > 0.0
    }

    /// "AX" … "CZ"; items in the classes D and N stand in the row of C.
    pub fn cell(&self, item: u32) -> String {
        let i = item as usize;
        format!(
            "{}{}",
            self.classes.abc[i].row().letter(),
            self.classes.shapes[i].xyz.letter()
        )
    }

    /// A class of an item as tables show it; None for items without lines, and without a second
    /// criterion.
    pub fn class(&self, item: usize, kind: ClassKind) -> Option<&'static str> {
        let classes = &self.classes;
        (self.cube.items[item].lines() > 0.0).then_some(())?;
        Some(match kind {
            ClassKind::Abc => classes.abc[item].letter(),
            ClassKind::Second => classes.abc_second.get(item)?.letter(),
            ClassKind::Xyz => classes.shapes[item].xyz.letter(),
            ClassKind::Fmr => classes.fmr[item].letter(),
            ClassKind::Demand => classes.shapes[item].class.label(),
            ClassKind::Status => classes.status[item].label(),
        })
    }

    /// What a customer's lines in `cube` earn.
    pub fn customer_profit(&self, cube: &Cube, customer: u32) -> Profit {
        self.model.profit(cube, Part::Customer(customer))
    }

    /// What an item's lines in `cube` earn.
    pub fn item_profit(&self, cube: &Cube, item: u32) -> Profit {
        self.model.profit(cube, Part::Item(item))
    }

    /// What all lines in `cube` earn together.
    pub fn total_profit(&self, cube: &Cube) -> Profit {
        self.model.profit(cube, Part::Total)
    }

    /// What one line earns; `lines` reads the dataset.
    pub fn line_profit(&self, lines: &Lines, line: usize) -> Profit {
        self.model.line_profit(&self.data, line, &lines.get(line))
    }
}

/// Lets the lines with a label pass; in data without such labels nothing has it.
fn set_label(slot: &mut Option<Vec<bool>>, labels: Option<&LineLabels>, name: &str) {
    let texts = labels.map_or(&[][..], |l| &l.texts);
    let allowed = slot.get_or_insert_with(|| vec![false; texts.len()]);
    for (allowed, text) in allowed.iter_mut().zip(texts) {
        *allowed |= text == name;
    }
}

fn both(a: Option<Vec<bool>>, b: Option<Vec<bool>>) -> Option<Vec<bool>> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.iter().zip(&b).map(|(a, b)| *a && *b).collect()),
        (a, b) => a.or(b),
    }
}

fn weightless(data: &Dataset, cube: &Cube) -> f64 {
    let Some(weight) = &data.weight else {
        return 0.0;
    };
    let mut count = 0_u64;
    in_stretches(data.lines(), |stretch| {
        let weights = &weight[stretch.clone()];
        for (kind, weight) in data.kinds[stretch].iter().zip(weights) {
            count += u64::from(*kind == LineKind::Sale && *weight <= 0.0);
        }
    });
    if cube.total.weight > 0.0 {
        count as f64 / cube.total.sales_lines
    } else {
        0.0
    }
}

fn profits(data: &Dataset, cube: &Cube, model: &Model) -> Profits {
    let customers: Vec<Profit> = (0..cube.customers.len() as u32)
        .map(|c| model.profit(cube, Part::Customer(c)))
        .collect();
    let items = (0..cube.items.len() as u32)
        .map(|i| model.profit(cube, Part::Item(i)))
        .collect();
    let mut active = vec![false; customers.len()];
    for customer in cube.active_customers(data) {
        active[customer as usize] = true;
    }
    // Numbered in the order of their keys, which decides between equals.
    let by_key = &data.customers.by_id;
    let mut ranked: Vec<(f64, u32)> = (0..)
        .zip(by_key)
        .filter(|(_, c)| active[**c as usize])
        .map(|(at, &c)| (-customers[c as usize].net(), at))
        .collect();
    order::by_value(&mut ranked);
    let ranked_customers = ranked.iter().map(|(_, at)| by_key[*at as usize]).collect();
    let total = model.profit(cube, Part::Total);
    Profits {
        customers,
        items,
        ranked_customers,
        total,
    }
}

fn segments(profits: &Profits, settings: &Settings) -> (Vec<Cluster>, WhaleCurve) {
    let net: Vec<f64> = profits.customers.iter().map(Profit::net).collect();
    let ranked: Vec<f64> = profits
        .ranked_customers
        .iter()
        .map(|&c| net[c as usize])
        .collect();
    (
        clusters(
            &net,
            &profits.ranked_customers,
            settings.segment.cluster_share,
        ),
        whale_curve(&ranked),
    )
}
