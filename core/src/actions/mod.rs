//! What to do about customers and pairs that lose money, and what it brings.
//!
//! Every losing customer gets the lever that fits what costs most beyond the company's average
//! (Kaplan's action table; Braithwaite & Samakh 1998 for the order of the questions). A lever changes
//! the customer's drivers, the pools are shared out again with them, and only the avoidable share of
//! what the customer no longer uses counts as saved: the rest stays with the company, and is said
//! beside. One lever a customer, so that no effect counts twice; the others are listed as
//! alternatives. Amounts are of a year.

mod delist;
mod delivery_days;
mod effect;
mod facts;
mod order_minimum;
mod pack;
mod price;
mod returns;
mod terms;
mod upstream_stock;

pub use delist::{LosingPairs, losing_pairs};
pub use effect::{Change, Effect, PoolEffect};
pub use facts::{Facts, Kind};

use crate::cube::Cube;
use crate::dataset::Dataset;
use crate::profit::{Model, Profit};
use crate::settings::{LeverKind, LeverSettings};
use crate::stats::order;
use crate::words;

/// What actions stand on: the stages before them, over all lines.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The order lines.
    pub data: &'a Dataset,
    /// Their sums.
    pub cube: &'a Cube,
    /// The cost model with its rates.
    pub model: &'a Model,
    /// What each customer earns, by position.
    pub customers: &'a [Profit],
    /// What the company earns.
    pub total: Profit,
    /// What the levers assume.
    pub settings: &'a LeverSettings,
}

/// One thing to do with one customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// Customer position.
    pub customer: u32,
    /// What is done.
    pub lever: LeverKind,
    /// In a sentence, with its parameter.
    pub what: String,
    /// What costs the customer most beyond the average; what the lever was chosen by.
    pub dominant: Kind,
    /// What the customer is charged for it, or the margin that is too low, over the period of the
    /// data.
    pub dominant_cost: f64,
    /// What it changes, over the period of the data.
    pub effect: Effect,
    /// Net contribution of the customer now, over the period of the data.
    pub before: f64,
    /// Whether the user chose the lever in place of the one that fits.
    pub chosen: bool,
    /// Other levers that would bring something, with their effect over the period of the data.
    pub others: Vec<(LeverKind, f64)>,
}

impl Action {
    /// What the lever was chosen by, with its amount a year: "cost of orders, 1.24 k".
    pub fn why(&self, per_year: f64) -> String {
        let amount = words::amount(self.dominant_cost * per_year);
        format!("{}, {amount}", self.dominant.label())
    }

    /// Net contribution of the customer afterwards, over the period of the data.
    pub fn after(&self) -> f64 {
        self.before + self.effect.margin + self.effect.relieved()
    }
}

/// By what the period of the data is multiplied to get a year.
pub fn per_year(data: &Dataset) -> f64 {
    12.0 / f64::from(data.months.max(1))
}

/// A lever's change of a customer's drivers, in words; None where it does not apply.
fn change(lever: LeverKind, facts: &Facts, settings: &LeverSettings) -> Option<(Change, String)> {
    match lever {
        LeverKind::OrderMinimum => order_minimum::change(facts, settings),
        LeverKind::DeliveryDays => delivery_days::change(facts, settings),
        LeverKind::Terms => terms::change(facts, settings),
        LeverKind::Price => price::change(facts, settings),
        LeverKind::Pack => pack::change(facts, settings),
        LeverKind::UpstreamStock => upstream_stock::change(facts, settings),
        LeverKind::Returns => returns::change(facts, settings),
        LeverKind::Delist => None, // of pairs, see `delist`
    }
}

/// Levers by what they mend, the best fit first.
fn fitting(kind: Kind) -> &'static [LeverKind] {
    match kind {
        Kind::Orders => &[LeverKind::OrderMinimum, LeverKind::DeliveryDays],
        Kind::Lines => &[LeverKind::Pack, LeverKind::OrderMinimum],
        Kind::Returns => &[LeverKind::Returns],
        Kind::Credit => &[LeverKind::Terms],
        Kind::Stock => &[LeverKind::UpstreamStock],
        Kind::Volume | Kind::Care | Kind::Margin => &[LeverKind::Price, LeverKind::Delist],
    }
}

/// Actions that bring less than this share of what all of them bring are left out: nobody meets a
/// customer about a few coins.
const LEAST: f64 = 0.002;

/// The actions on the given customers, the largest effect first; `pairs` are the losing pairs of
/// each customer, see [`losing_pairs`].
pub fn actions(
    sources: Sources<'_>,
    customers: impl Iterator<Item = u32>,
    pairs: &[LosingPairs],
) -> Vec<Action> {
    let mut actions: Vec<Action> = customers
        .filter_map(|customer| action(sources, customer, pairs))
        .collect();
    let all: f64 = actions.iter().map(|a| a.effect.total()).sum();
    // What somebody chose stays in sight, however little it brings.
    actions.retain(|a| a.chosen || a.effect.total() >= LEAST * all);
    let ids = &sources.data.customers.ids;
    order::sort_by(&mut actions, |a, b| {
        (b.effect.total().total_cmp(&a.effect.total()))
            .then_with(|| ids[a.customer as usize].cmp(&ids[b.customer as usize]))
    });
    actions
}

/// The action on one customer; None where nothing is to be done, or nothing helps.
pub fn action(sources: Sources<'_>, customer: u32, pairs: &[LosingPairs]) -> Option<Action> {
    let settings = sources.settings;
    let before = sources.customers[customer as usize].net();
    let own = pairs.binary_search_by_key(&customer, |p| p.customer);
    if before >= 0.0 && own.is_err() {
        return None;
    }
    let facts = Facts::new(sources, customer);
    let mut options: Vec<(LeverKind, String, Effect)> = Vec::new();
    if before < 0.0 {
        for lever in LeverKind::ALL {
            if let Some((change, what)) = change(lever, &facts, settings) {
                options.push((lever, what, effect::run(sources, customer, &change)));
            }
        }
    }
    if let Some(own) = own.ok().map(|at| &pairs[at]) {
        options.push((LeverKind::Delist, own.words(), own.effect.clone()));
    }
    options.retain(|(.., effect)| effect.total() > 0.005);
    // What costs most beyond the average decides; where its levers bring nothing, the next.
    // Before all of that comes what the user chose.
    let chosen = settings.chosen_for(&sources.data.customers.ids[customer as usize]);
    let fit = |lever: LeverKind| {
        let mut order = facts.excess.iter().map(|(kind, _)| fitting(*kind));
        order.position(|levers| levers.contains(&lever))
    };
    order::sort_by(&mut options, |a, b| {
        let place =
            |o: &(LeverKind, String, Effect)| (Some(o.0) != chosen, fit(o.0).unwrap_or(usize::MAX));
        (place(a).cmp(&place(b)))
            .then(b.2.total().total_cmp(&a.2.total()))
            .then(a.0.cmp(&b.0))
    });
    let mut options = options.into_iter();
    let (lever, what, effect) = options.next()?;
    let dominant = facts.excess.first().map_or(Kind::Margin, |(kind, _)| *kind);
    Some(Action {
        customer,
        lever,
        what,
        dominant,
        dominant_cost: match dominant {
            Kind::Margin => facts.margin,
            kind => facts.cost(kind),
        },
        effect,
        before,
        chosen: Some(lever) == chosen,
        others: options
            .map(|(lever, _, effect)| (lever, effect.total()))
            .collect(),
    })
}
