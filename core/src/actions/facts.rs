//! What a customer costs by kind of work, beside the company.

use super::Sources;
use super::carrier::Carrier;
use crate::settings::Driver;
use crate::stats::order;

/// A kind of cost that one sort of lever mends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Goes with the order: entry, stops, rush.
    Orders,
    /// Goes with the order line: picks.
    Lines,
    /// Goes with returns.
    Returns,
    /// Financing what the customer owes.
    Credit,
    /// Carrying stock.
    Stock,
    /// Goes with the quantity, weight or value.
    Volume,
    /// Visits, calls, care.
    Care,
    /// Too little gross margin, direct costs taken off.
    Margin,
}

impl Kind {
    const ALL: [Kind; 8] = [
        Kind::Orders,
        Kind::Lines,
        Kind::Returns,
        Kind::Credit,
        Kind::Stock,
        Kind::Volume,
        Kind::Care,
        Kind::Margin,
    ];

    /// The kind in words.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Orders => "cost of orders",
            Kind::Lines => "cost of order lines",
            Kind::Returns => "cost of returns",
            Kind::Credit => "cost of credit",
            Kind::Stock => "cost of stock",
            Kind::Volume => "cost of volume",
            Kind::Care => "cost of care",
            Kind::Margin => "low margin",
        }
    }

    fn of(driver: Driver) -> Kind {
        match driver {
            Driver::Orders | Driver::RushOrders | Driver::Distance => Kind::Orders,
            Driver::Lines | Driver::LinesHandled => Kind::Lines,
            Driver::Returns | Driver::ReturnsValue => Kind::Returns,
            Driver::Receivables => Kind::Credit,
            Driver::CostOfGoods | Driver::StockByVolume | Driver::StockByVariance => Kind::Stock,
            Driver::Units | Driver::Revenue | Driver::Weight => Kind::Volume,
            Driver::Customers | Driver::Activity(_) => Kind::Care,
        }
    }
}

/// What levers need to know of a customer or pair, over the period of the data.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Net sales.
    pub sales: f64,
    /// Gross margin less the lines' own costs.
    pub margin: f64,
    /// Net contribution.
    pub net: f64,
    /// Orders; of pairs only where a pool goes by them.
    pub orders: f64,
    /// Sales lines, and lines that come back.
    pub lines: [f64; 2],
    /// Weeks of the data.
    pub weeks: f64,
    /// Days until payment, where known.
    pub payment_days: Option<f64>,
    /// What is charged for delivering orders.
    pub delivery: f64,
    /// Cost by [`Kind`]; nothing at [`Kind::Margin`].
    costs: [f64; 8],
    /// Kinds by how much more of net sales they take than of the company's, the largest first;
    /// only what is more. Without net sales, by their amounts.
    pub excess: Vec<(Kind, f64)>,
}

impl Facts {
    /// Looks up who carries what, beside the company.
    pub(super) fn beside(company: &Facts, sources: Sources<'_>, carrier: Carrier<'_>) -> Facts {
        let mut facts = Facts::new(sources, carrier);
        let per = |facts: &Facts, sales: f64| {
            let mut costs = facts.costs;
            // A margin that is missing is a cost like any other.
            costs[Kind::Margin as usize] = -facts.margin;
            costs.map(|cost| cost / sales)
        };
        let (own, all) = match (facts.sales > 0.0, company.sales > 0.0) {
            (true, true) => (per(&facts, facts.sales), per(company, company.sales)),
            (true, false) => (per(&facts, facts.sales), [0.0; 8]),
            // Of who sends everything back the amounts decide.
            (false, _) => (per(&facts, 1.0), [0.0; 8]),
        };
        let mut excess: Vec<(Kind, f64)> = (Kind::ALL.into_iter())
            .map(|kind| (kind, own[kind as usize] - all[kind as usize]))
            .filter(|(_, excess)| *excess > 0.0)
            .collect();
        order::sort_by(&mut excess, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        facts.excess = excess;
        facts
    }

    /// Looks up who carries what.
    pub(super) fn new(sources: Sources<'_>, carrier: Carrier<'_>) -> Facts {
        let data = sources.data;
        let profit = carrier.profit(sources);
        let (mut costs, mut delivery) = ([0.0; 8], 0.0);
        for pool in &sources.model.pools {
            for term in pool.terms() {
                let kind = Kind::of(term.driver);
                let amount = carrier.amount(sources, term.driver);
                let cost = pool.rate * term.minutes * amount;
                costs[kind as usize] += cost;
                if kind == Kind::Orders && pool.is_delivery(term.driver) {
                    delivery += cost;
                }
            }
        }
        let days = data.attached.payment_days.as_ref();
        Facts {
            sales: profit.revenue,
            margin: profit.margin() - profit.direct,
            net: profit.net(),
            orders: carrier.amount(sources, Driver::Orders),
            lines: carrier.lines(sources),
            weeks: f64::from(data.months.max(1)) * 365.25 / 12.0 / 7.0,
            payment_days: (days.zip(carrier.customer()))
                .and_then(|(days, customer)| *days.get(customer as usize)?),
            delivery,
            costs,
            excess: Vec::new(),
        }
    }

    /// What is left of the lines to handle, as a share, when so much is left of the sales lines and
    /// of those that come back.
    pub(super) fn lines_handled(&self, left: [f64; 2]) -> f64 {
        let [sold, returned] = self.lines;
        match sold + returned {
            all if all > 0.0 => (sold * left[0] + returned * left[1]) / all,
            _ => 1.0,
        }
    }

    /// What is charged for a kind of work.
    pub fn cost(&self, kind: Kind) -> f64 {
        self.costs[kind as usize]
    }
}
