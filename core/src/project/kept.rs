//! What screens ask for that takes a pass over the lines, or more: computed when it is asked for
//! and kept while it holds.

use super::analysis::Analysis;
use super::view::{Against, Filter, FilterTerm, TableKind};
use crate::cube::Lines;
use crate::demand::Classes;
use crate::segment::{Groups, LastOrders, OrderSizes, kmeans};
use crate::settings::{DemandSettings, Settings};

/// The latest of each.
#[derive(Default)]
pub(super) struct Kept {
    last_orders: Option<(Filter, u32, LastOrders)>,
    order_sizes: Option<(Filter, OrderSizes)>,
    similar: Option<(Filter, Option<u32>, Similar)>,
    /// Classes under other settings, to compare those in force with.
    compared: Option<(DemandSettings, Classes)>,
}

/// Customers in groups of similar ones.
#[derive(Default)]
pub(super) struct Similar {
    /// Positions of the customers grouped.
    pub customers: Vec<u32>,
    /// What they were grouped by, by customer, in the order of `customers::FEATURES`.
    pub points: Vec<Vec<f64>>,
    /// None where there are too few different customers.
    pub groups: Option<Groups>,
}

impl Kept {
    /// Forgets what a change of settings makes untrue.
    pub(super) fn apply(&mut self, before: &Settings, after: &Settings) {
        if before.cost != after.cost {
            self.order_sizes = None;
            self.compared = None;
        }
        // Filters by class may now mean other lines.
        let stale = |filter: &Filter| filter.terms.iter().any(FilterTerm::follows_settings);
        if self.last_orders.as_ref().is_some_and(|(f, ..)| stale(f)) {
            self.last_orders = None;
        }
        if self.order_sizes.as_ref().is_some_and(|(f, ..)| stale(f)) {
            self.order_sizes = None;
        }
        if self.similar.as_ref().is_some_and(|(f, ..)| stale(f)) {
            self.similar = None;
        }
    }
}

impl Analysis {
    /// Prepares what a table needs beside the filtered sums.
    pub(super) fn prepare_table(&mut self, kind: &TableKind, filter: &Filter) {
        match kind {
            TableKind::Behaviour => self.prepare_behaviour(filter),
            TableKind::OrderSizes => self.prepare_order_sizes(filter),
            TableKind::SimilarCustomers => self.prepare_similar(filter),
            TableKind::Flips {
                against: Against::Settings(settings),
            } if settings.fault().is_none() => {
                self.prepare_comparison(settings);
            }
            _ => {}
        }
    }

    /// The classes under these settings, computed once while only the limits in force move.
    fn prepare_comparison(&mut self, settings: &DemandSettings) {
        let known = self.kept.compared.as_ref();
        if known.is_none_or(|(of, _)| of != settings) {
            self.prepare_returns(settings);
            let classes = self.classes_under(settings);
            self.kept.compared = Some((settings.clone(), classes));
        }
    }

    /// Classes that were prepared for comparison.
    pub(super) fn compared(&self, settings: &DemandSettings) -> Option<&Classes> {
        let (of, classes) = self.kept.compared.as_ref()?;
        (of == settings).then_some(classes)
    }

    /// Looks at every line for each customer's last order.
    pub(super) fn prepare_behaviour(&mut self, filter: &Filter) {
        self.prepare(filter);
        let days = self.settings().cost.rush_days;
        let known = self.kept.last_orders.as_ref();
        if known.is_none_or(|(f, d, _)| f != filter || *d != days) {
            let last = LastOrders::of(&self.data, &self.line_filter(filter), days);
            self.kept.last_orders = Some((filter.clone(), days, last));
        }
    }

    /// The last orders under a filter that was prepared.
    pub(super) fn last_orders(&self) -> Option<&LastOrders> {
        self.kept.last_orders.as_ref().map(|(.., last)| last)
    }

    /// Sums every line by its order.
    pub(super) fn prepare_order_sizes(&mut self, filter: &Filter) {
        self.prepare(filter);
        let known = self.kept.order_sizes.as_ref();
        if known.is_none_or(|(f, _)| f != filter) {
            let lines = Lines::new(&self.data);
            let sizes = OrderSizes::of(
                &self.data,
                &lines,
                &self.line_filter(filter),
                |lines, line| self.line_profit(lines, line),
            );
            self.kept.order_sizes = Some((filter.clone(), sizes));
        }
    }

    /// The order sizes under a filter that was prepared.
    pub(super) fn order_sizes(&self) -> Option<&OrderSizes> {
        self.kept.order_sizes.as_ref().map(|(_, sizes)| sizes)
    }

    /// Groups similar customers.
    pub(super) fn prepare_similar(&mut self, filter: &Filter) {
        self.prepare_behaviour(filter);
        let k = self.settings().segment.similar_groups;
        let known = self.kept.similar.as_ref();
        if known.is_none_or(|(f, of, _)| f != filter || *of != k) {
            let (customers, points) = super::customers::points(self, filter);
            let groups = kmeans(&points, k.map(|k| k as usize));
            let similar = Similar {
                customers,
                points,
                groups,
            };
            self.kept.similar = Some((filter.clone(), k, similar));
        }
    }

    /// The groups under a filter that was prepared.
    pub(super) fn similar(&self) -> Option<&Similar> {
        self.kept.similar.as_ref().map(|(.., similar)| similar)
    }
}
