//! What a customer costs by kind of work, beside the company.

use crate::cube::Part;
use crate::profit::Model;
use crate::project::Analysis;
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
    /// Weeks of the data.
    pub weeks: f64,
    /// Days until payment, where known.
    pub payment_days: Option<f64>,
    /// Cost by [`Kind`]; nothing at [`Kind::Margin`].
    costs: [f64; 8],
    /// Kinds by how much more of net sales they take than of the company's, the largest first;
    /// only what is more.
    pub excess: Vec<(Kind, f64)>,
}

impl Facts {
    /// Looks a customer up.
    pub fn new(analysis: &Analysis, customer: u32) -> Facts {
        let model = &analysis.model;
        let part = Part::Customer(customer);
        let own = costs(analysis, model, part);
        let all = costs(analysis, model, Part::Total);
        let profit = model.profit(&analysis.cube, part);
        let company = &analysis.profits.total;
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
        let days = &analysis.data.attached.payment_days;
        Facts {
            sales: profit.revenue,
            margin,
            net: profit.net(),
            orders: analysis.cube.driver(part, Driver::Orders, model.cost_rate),
            weeks: f64::from(analysis.data.months.max(1)) * 365.25 / 12.0 / 7.0,
            payment_days: (days.as_ref()).and_then(|days| *days.get(customer as usize)?),
            costs: own,
            excess,
        }
    }

    /// What the customer is charged for a kind of work.
    pub fn cost(&self, kind: Kind) -> f64 {
        self.costs[kind as usize]
    }
}

fn costs(analysis: &Analysis, model: &Model, part: Part) -> [f64; 8] {
    let mut costs = [0.0; 8];
    for pool in &model.pools {
        for term in pool.terms() {
            let amount = analysis.cube.driver(part, term.driver, model.cost_rate);
            costs[Kind::of(term.driver) as usize] += pool.rate * term.minutes * amount;
        }
    }
    costs
}
