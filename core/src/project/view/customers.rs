//! Customers by what they leave and what serving them takes, by order size, and by how they order.

use crate::segment::Quadrant;
use serde::{Deserialize, Serialize};

/// A customer on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapPoint {
    /// The customer's key in the file.
    pub id: String,
    /// The name, or the key where there is none.
    pub name: String,
    /// Cost to serve as a share of net sales.
    pub service: f64,
    /// Margin before cost to serve as a share of net sales.
    pub margin: f64,
    /// Net sales.
    pub revenue: f64,
    /// Net contribution.
    pub net_profit: f64,
    /// Where it stands.
    pub quadrant: Quadrant,
    /// Among the few that earn or lose most: worth a label.
    pub extreme: bool,
}

/// The customers of a quadrant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuadrantSummary {
    /// Which one; always all four, in their order.
    pub quadrant: Quadrant,
    /// What it is called.
    pub label: String,
    /// What it means.
    pub says: String,
    /// Customers in it.
    pub customers: u32,
    /// Net sales.
    pub revenue: f64,
    /// Net contribution.
    pub net_profit: f64,
}

/// Customers by margin and cost to serve.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CustomerMap {
    /// What the map shows.
    pub title: String,
    /// What is drawn, who is not on it and why.
    pub subtitle: String,
    /// Cost to serve and margin at which the map is cut, as shares of net sales.
    pub cuts: [f64; 2],
    /// Where the cuts come from.
    pub cut_rule: String,
    /// Customers with net sales, the largest first, at most 600.
    pub points: Vec<MapPoint>,
    /// What cost to serve is drawn, from and to; points beyond stand at the edge.
    pub service: [f64; 2],
    /// As `service`, for the margin.
    pub margin: [f64; 2],
    /// Over all customers on the map, drawn or not.
    pub quadrants: Vec<QuadrantSummary>,
}

/// Orders of a range of values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderBand {
    /// "50 to 100"
    pub label: String,
    /// Least net sales; None: all that are smaller.
    pub from: Option<f64>,
    /// Below this; None: all that follow.
    pub to: Option<f64>,
    /// Orders.
    pub orders: u32,
    /// Net sales.
    pub revenue: f64,
    /// Net contribution.
    pub net_profit: f64,
}

/// Which order sizes pay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OrderSizeView {
    /// What the chart shows.
    pub title: String,
    /// How the break-even order value comes about, or why there is none.
    pub formula: String,
    /// From the smallest orders to the largest.
    pub bands: Vec<OrderBand>,
    /// Net sales from which the margin of an order pays for what an order costs.
    pub break_even: Option<f64>,
}

/// Customers of a quintile of recency and one of frequency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RfmCell {
    /// 1 to 5, 5 the most recent.
    pub recency: u8,
    /// 1 to 5, 5 the most frequent.
    pub frequency: u8,
    /// Customers.
    pub customers: u32,
    /// Net sales.
    pub revenue: f64,
    /// Net contribution.
    pub net_profit: f64,
    /// Mean quintile of money; None without customers.
    pub money: Option<f64>,
}

/// How customers order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BehaviourView {
    /// What the matrix shows.
    pub title: String,
    /// How the quintiles come about.
    pub convention: String,
    /// What the file does not say.
    pub missing: String,
    /// From recency 5 to 1, and in it from frequency 1 to 5: 25 cells.
    pub cells: Vec<RfmCell>,
}

/// Groups of similar customers, to explore.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SimilarView {
    /// What was found.
    pub title: String,
    /// How, and how far to believe it.
    pub note: String,
    /// Silhouette by number of groups that was tried.
    pub tried: Vec<(u32, f64)>,
    /// Groups in force; zero where none could be found.
    pub groups: u32,
}
