//! What a customer costs by kind of work, beside the company.

use super::Sources;
use crate::cube::Part;
use crate::profit::PoolRate;
use crate::settings::{Driver, TimeTerm};
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

/// What levers need to know of a customer, over the period of the data.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Net sales.
    pub sales: f64,
    /// Gross margin less the lines' own costs.
    pub margin: f64,
    /// Net contribution.
    pub net: f64,
    /// Orders.
    pub orders: f64,
    /// Sales lines, and lines that come back.
    pub lines: [f64; 2],
    /// Weeks of the data.
    pub weeks: f64,
    /// Days until payment, where known.
    pub payment_days: Option<f64>,
    /// What the customer is charged for delivering orders.
    pub delivery: f64,
    /// Cost by [`Kind`]; nothing at [`Kind::Margin`].
    costs: [f64; 8],
    /// Kinds by how much more of net sales they take than of the company's, the largest first;
    /// only what is more.
    pub excess: Vec<(Kind, f64)>,
}

impl Facts {
    /// Looks a customer up.
    pub fn new(sources: Sources<'_>, customer: u32) -> Facts {
        let (model, data) = (sources.model, sources.data);
        let part = Part::Customer(customer);
        let own = costs(sources, part, |_, _| true);
        let all = costs(sources, Part::Total, |_, _| true);
        let profit = model.profit(sources.cube, part);
        let company = &sources.total;
        let margin = profit.margin() - profit.direct;
        let shares = |costs: [f64; 8], sales: f64, margin: f64| {
            let mut shares = costs.map(|c| if sales > 0.0 { c / sales } else { 0.0 });
            // A margin that is missing is a cost like any other.
            shares[Kind::Margin as usize] = if sales > 0.0 { -margin / sales } else { 0.0 };
            shares
        };
        let own_shares = shares(own, profit.revenue, margin);
        let all_shares = shares(all, company.revenue, company.margin() - company.direct);
        let mut excess: Vec<(Kind, f64)> = (Kind::ALL.into_iter())
            .map(|kind| (kind, own_shares[kind as usize] - all_shares[kind as usize]))
            .filter(|(_, excess)| *excess > 0.0)
            .collect();
        order::sort_by(&mut excess, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let days = &data.attached.payment_days;
        Facts {
            sales: profit.revenue,
            margin,
            net: profit.net(),
            orders: sources.cube.driver(part, Driver::Orders, model.cost_rate),
            lines: [Driver::Lines, Driver::Returns]
                .map(|driver| sources.cube.driver(part, driver, model.cost_rate)),
            weeks: f64::from(data.months.max(1)) * 365.25 / 12.0 / 7.0,
            payment_days: (days.as_ref()).and_then(|days| *days.get(customer as usize)?),
            delivery: costs(sources, part, |pool, term| pool.is_delivery(term.driver))
                [Kind::Orders as usize],
            costs: own,
            excess,
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

    /// What the customer is charged for a kind of work.
    pub fn cost(&self, kind: Kind) -> f64 {
        self.costs[kind as usize]
    }
}

/// Cost by kind, of what passes.
fn costs(sources: Sources<'_>, part: Part, passes: fn(&PoolRate, &TimeTerm) -> bool) -> [f64; 8] {
    let mut costs = [0.0; 8];
    let model = sources.model;
    for pool in &model.pools {
        for term in pool.terms().iter().filter(|term| passes(pool, term)) {
            let amount = sources.cube.driver(part, term.driver, model.cost_rate);
            costs[Kind::of(term.driver) as usize] += pool.rate * term.minutes * amount;
        }
    }
    costs
}
