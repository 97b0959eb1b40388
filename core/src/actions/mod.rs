//! What to do about customers and pairs that lose money, and what it brings.
//!
//! Every losing customer gets the lever that fits what costs most beyond the company's average
//! (Kaplan's action table; Braithwaite & Samakh 1998 for the order of the questions). A lever changes
//! the customer's drivers, the pools are shared out again with them, and only the avoidable share of
//! what the customer no longer uses counts as saved: the rest stays with the company, and is said
//! beside. One lever a customer, so that no effect counts twice; the others are listed as
//! alternatives. Every losing pair of customer and item names the lever that fits it in the same way;
//! what is agreed with the customer as a whole, such as an order minimum, is the customer's, and the
//! pair has its part of it. Amounts are of a year.

mod carrier;
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

pub use carrier::Pair;
pub use delist::{LosingPairs, losing_pairs};
pub use effect::{Change, Effect, PoolEffect};
pub use facts::{Facts, Kind};

use carrier::Carrier;

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

/// A lever's change of drivers, in words, and what it changes for its carrier; None where it does
/// not apply. `own` are the carrier's facts, `customer` those of the customer as a whole.
fn option(
    sources: Sources<'_>,
    carrier: Carrier<'_>,
    lever: LeverKind,
    own: &Facts,
    customer: &Facts,
) -> Option<(LeverKind, String, Effect)> {
    let settings = sources.settings;
    let (mut change, what) = match lever {
        // Agreed on with the customer, whatever is bought.
        LeverKind::OrderMinimum => order_minimum::change(customer, settings),
        LeverKind::DeliveryDays => delivery_days::change(customer, settings),
        LeverKind::Terms => terms::change(customer, settings),
        LeverKind::Price => price::change(own, settings),
        LeverKind::Pack => pack::change(own, settings),
        LeverKind::UpstreamStock => upstream_stock::change(own, settings),
        LeverKind::Returns => returns::change(own, settings),
        LeverKind::Delist => delist::change(carrier),
    }?;
    if lever != LeverKind::Delist {
        change.margin -= settings.sales_lost * own.margin.max(0.0);
    }
    let effect = effect::run(sources, carrier, &change);
    Some((lever, what, effect))
}

/// Sorts options by how well they fit: first what was chosen, then by what costs most beyond the
/// average; where its levers bring nothing, the next. What brings nothing is left out.
fn by_fit(
    options: &mut Vec<(LeverKind, String, Effect)>,
    facts: &Facts,
    chosen: Option<LeverKind>,
) {
    options.retain(|(.., effect)| effect.total() > 0.005);
    let fit = |lever: LeverKind| {
        let mut order = facts.excess.iter().map(|(kind, _)| fitting(*kind));
        order.position(|levers| levers.contains(&lever))
    };
    order::sort_by(options, |a, b| {
        let place =
            |o: &(LeverKind, String, Effect)| (Some(o.0) != chosen, fit(o.0).unwrap_or(usize::MAX));
        (place(a).cmp(&place(b)))
            .then(b.2.total().total_cmp(&a.2.total()))
            .then(a.0.cmp(&b.0))
    });
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
    let before = sources.customers[customer as usize].net();
    let own = pairs.binary_search_by_key(&customer, |p| p.customer);
    if before >= 0.0 && own.is_err() {
        return None;
    }
    let company = Facts::new(sources, Carrier::Company);
    let carrier = Carrier::Customer(customer);
    let facts = Facts::beside(&company, sources, carrier);
    let mut options: Vec<(LeverKind, String, Effect)> = Vec::new();
    if before < 0.0 {
        let levers = LeverKind::ALL.into_iter();
        options.extend(levers.filter_map(|lever| option(sources, carrier, lever, &facts, &facts)));
    }
    if let Some(own) = own.ok().map(|at| &pairs[at]) {
        options.push((LeverKind::Delist, own.words(), own.effect.clone()));
    }
    let chosen = sources
        .settings
        .chosen_for(&sources.data.customers.ids[customer as usize]);
    by_fit(&mut options, &facts, chosen);
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

/// What to do about one losing pair.
#[derive(Clone, Debug, PartialEq)]
pub struct PairAction {
    /// The lever that fits what costs the pair most beyond the company's average.
    pub lever: LeverKind,
    /// In a sentence, with its parameter.
    pub what: String,
    /// What it changes, over the period of the data. Levers of pairs are not to be added up: an
    /// order minimum is agreed on once for all that a customer buys.
    pub effect: Effect,
}

/// What to do about losing pairs, one after the other.
pub struct PairActions<'a> {
    sources: Sources<'a>,
    company: Facts,
}

impl<'a> PairActions<'a> {
    /// Looks the company up, which pairs are held against.
    pub fn new(sources: Sources<'a>) -> PairActions<'a> {
        let company = Facts::new(sources, Carrier::Company);
        PairActions { sources, company }
    }

    /// The lever that fits; None where the pair does not lose, nobody is named, or nothing helps.
    pub fn of(&self, pair: Pair<'_>) -> Option<PairAction> {
        let sources = self.sources;
        if pair.profit.net() >= 0.0 || !sources.data.is_identified(pair.customer) {
            return None;
        }
        let carrier = Carrier::Pair(pair);
        let facts = Facts::beside(&self.company, sources, carrier);
        let customer = Facts::new(sources, Carrier::Customer(pair.customer));
        let levers = LeverKind::ALL.into_iter();
        let mut options = levers
            .filter_map(|lever| option(sources, carrier, lever, &facts, &customer))
            .collect();
        by_fit(&mut options, &facts, None);
        let (lever, what, effect) = options.into_iter().next()?;
        Some(PairAction {
            lever,
            what,
            effect,
        })
    }
}
