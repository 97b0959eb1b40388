//! What screens ask for that takes a pass over the lines, or more: computed when it is asked for
//! and kept while it holds.

use super::analysis::Analysis;
use super::demand::{DemandPlots, WorthPlots};
use super::view::{Against, Filter, TableKind};
use crate::cube::{LineFilter, LineGroups};
use crate::demand::{Classes, DemandShape};
use crate::profit::Profit;
use crate::segment::{Groups, LastOrders, OrderSizes, by_value, kmeans};
use crate::settings::{DemandSettings, Settings};
use std::sync::Arc;

/// The latest of each, with the lines that it is of: what a filter means may follow the settings.
#[derive(Default)]
pub(super) struct Kept {
    last_orders: Option<(LineFilter, u32, LastOrders)>,
    orders: Option<Orders>,
    similar: Option<(LineFilter, Option<u32>, Similar)>,
    /// Classes under other settings, to compare those in force with.
    compared: Option<(DemandSettings, Classes)>,
    /// What plots show of the demand of these items.
    plots: Option<(Arc<Vec<DemandShape>>, DemandPlots)>,
    /// What they show of their value.
    worth: Option<WorthPlots>,
    /// Lines by customer and item. The filters are without customers and items,
    /// which pairs are chosen by; the latest first.
    pairs: Vec<Pairs>,
}

/// Lines by pair, and the customer and item of each.
struct Pairs {
    of: LineFilter,
    groups: LineGroups,
    keys: Vec<(u32, u32)>,
}

/// Lines by order, the orders by value, and what they earn; None since costs changed.
struct Orders {
    of: LineFilter,
    groups: LineGroups,
    by_value: Vec<u32>,
    sizes: Option<OrderSizes>,
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
            self.compared = None;
            if let Some(orders) = &mut self.orders {
                orders.sizes = None;
            }
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
            TableKind::Pairs { .. } => self.prepare_pair_groups(&self.line_filter(filter)),
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
            self.prepare_demand(settings);
            let classes = self.classes_under(settings);
            self.kept.compared = Some((settings.clone(), classes));
        }
    }

    /// Classes that were prepared for comparison.
    pub(super) fn compared(&self, settings: &DemandSettings) -> Option<&Classes> {
        let (of, classes) = self.kept.compared.as_ref()?;
        (of == settings).then_some(classes)
    }

    /// Counts what the plots of the demand show, which the limits of value leave as it is.
    pub(super) fn prepare_plots(&mut self) {
        let known = self.kept.plots.as_ref();
        if known.is_none_or(|(of, _)| !Arc::ptr_eq(of, &self.classes.shapes)) {
            let plots = DemandPlots::of(self);
            self.kept.plots = Some((self.classes.shapes.clone(), plots));
        }
        let known = self.kept.worth.take();
        self.kept.worth = Some(WorthPlots::of(self, known));
    }

    /// The plots of the items' value that were prepared.
    pub(super) fn worth(&self) -> Option<&WorthPlots> {
        self.kept.worth.as_ref()
    }

    /// The plots that were prepared.
    pub(super) fn plots(&self) -> Option<&DemandPlots> {
        self.kept.plots.as_ref().map(|(_, plots)| plots)
    }

    /// Looks at every line for each customer's last order.
    pub(super) fn prepare_behaviour(&mut self, filter: &Filter) {
        self.prepare(filter);
        let days = self.settings().cost.rush_days;
        let lines = self.line_filter(filter);
        let known = self.kept.last_orders.as_ref();
        if known.is_none_or(|(l, d, _)| *l != lines || *d != days) {
            let last = LastOrders::of(&self.data, &lines, days);
            self.kept.last_orders = Some((lines, days, last));
        }
    }

    /// The last orders under a filter that was prepared.
    pub(super) fn last_orders(&self) -> Option<&LastOrders> {
        self.kept.last_orders.as_ref().map(|(.., last)| last)
    }

    /// Sums every line by its order.
    pub(super) fn prepare_order_sizes(&mut self, filter: &Filter) {
        self.prepare(filter);
        let lines = self.line_filter(filter);
        let known = self.kept.orders.take().filter(|orders| orders.of == lines);
        let mut orders = known.unwrap_or_else(|| {
            let groups = LineGroups::by_order(&self.data, &lines);
            Orders {
                of: lines,
                by_value: by_value(&groups),
                groups,
                sizes: None,
            }
        });
        if orders.sizes.is_none() {
            self.model.prepare_groups(&self.data, &mut orders.groups);
            let profits: Vec<Profit> = self.model.group_profits(&orders.groups).collect();
            let sizes = OrderSizes::of(&orders.groups, &orders.by_value, &profits);
            orders.sizes = Some(sizes);
        }
        self.kept.orders = Some(orders);
    }

    /// The order sizes under a filter that was prepared.
    pub(super) fn order_sizes(&self) -> Option<&OrderSizes> {
        self.kept.orders.as_ref()?.sizes.as_ref()
    }

    /// Sums the lines by customer and item, as far as a changed model asks for it.
    pub(super) fn prepare_pair_groups(&mut self, filter: &LineFilter) {
        let filter = filter.without_parties();
        let kept = &mut self.kept.pairs;
        let known = kept.iter().position(|pairs| pairs.of == filter);
        let mut pairs = if let Some(at) = known {
            kept.remove(at)
        } else {
            let (groups, keys) = LineGroups::by_pair(&self.data, &filter);
            Pairs {
                of: filter,
                groups,
                keys,
            }
        };
        self.model.prepare_groups(&self.data, &mut pairs.groups);
        kept.truncate(1);
        kept.insert(0, pairs);
    }

    /// Lines by customer and item, and the pairs, where they were prepared; of the filter only
    /// what does not choose pairs counts.
    pub(crate) fn pair_groups(&self, filter: &LineFilter) -> Option<(&LineGroups, &[(u32, u32)])> {
        let filter = filter.without_parties();
        let mut kept = self.kept.pairs.iter();
        let found = kept.find(|pairs| pairs.of == filter)?;
        Some((&found.groups, &found.keys))
    }

    /// Groups similar customers.
    pub(super) fn prepare_similar(&mut self, filter: &Filter) {
        self.prepare_behaviour(filter);
        let k = self.settings().segment.similar_groups;
        let lines = self.line_filter(filter);
        let known = self.kept.similar.as_ref();
        if known.is_none_or(|(l, of, _)| *l != lines || *of != k) {
            let (customers, points) = super::customers::points(self, filter);
            let groups = kmeans(&points, k.map(|k| k as usize));
            let similar = Similar {
                customers,
                points,
                groups,
            };
            self.kept.similar = Some((lines, k, similar));
        }
    }

    /// The groups under a filter that was prepared.
    pub(super) fn similar(&self) -> Option<&Similar> {
        self.kept.similar.as_ref().map(|(.., similar)| similar)
    }
}
