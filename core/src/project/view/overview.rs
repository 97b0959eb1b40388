//! The first screen: totals, whale curve, clusters, waterfall and nine-box.

use super::{Finding, Provenance, Subject};
use crate::segment::Cluster;
use serde::{Deserialize, Serialize};

/// Company totals, over the lines in the filter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    /// Used lines: sales and returns.
    pub lines: u64,
    /// Lines that are no returns.
    pub sales_lines: u64,
    /// Lines that are returns or credits.
    pub return_lines: u64,
    /// Distinct orders; lines without an order number are one each.
    pub orders: u64,
    /// Identified customers; lines without a customer are not one.
    pub customers: u64,
    /// Items with lines.
    pub products: u64,
    /// Units of the sales lines.
    pub units_sold: f64,
    /// Net sales, returns taken off.
    pub revenue: f64,
    /// None where no line has a cost.
    pub cost: Option<f64>,
    /// Net sales − cost of goods; None where no line has a cost.
    pub margin: Option<f64>,
    /// Direct costs and shares of all pools.
    pub cost_to_serve: f64,
    /// Net contribution; cost of goods counts as zero where there is none.
    pub net_profit: f64,
    /// First and last day, ISO text.
    pub first_day: String,
    /// As `first_day`; both of the whole data, whatever the filter.
    pub last_day: String,
    /// Calendar months of the whole data, from its first day to its last.
    pub months: u32,
}

/// A point of the whale curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhalePoint {
    /// Customers counted from the best.
    pub customers: u32,
    /// Net contribution of these customers together.
    pub cumulative: f64,
}

/// Cumulative net contribution, customers from best to worst.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Whale {
    /// Enough points to draw the curve (at most 400), the first is (0, 0).
    pub points: Vec<WhalePoint>,
    /// Where the curve is highest.
    pub peak: WhalePeak,
    /// Net contribution of all customers.
    pub total: f64,
    /// Identified customers.
    pub customers: u32,
    /// Customers with a negative net contribution.
    pub loss_makers: u32,
    /// What the loss makers destroy, as a positive amount.
    pub destroyed: f64,
    /// Net contribution of lines without a customer, outside the curve.
    pub unidentified: f64,
    /// The curve at each tenth of the customers, ten entries.
    pub deciles: Vec<WhaleDecile>,
}

/// The highest point of the whale curve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WhalePeak {
    /// Customers up to it, 0 where all lose.
    pub customers: u32,
    /// Net contribution of these customers together, at least zero.
    pub cumulative: f64,
    /// Share of the total; None where the total is not positive.
    pub share: Option<f64>,
}

/// The whale curve at a tenth of the customers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhaleDecile {
    /// 10, 20 … 100: part of the customers, from the best.
    pub percent: u32,
    /// That many customers, rounded up.
    pub customers: u32,
    /// Net contribution of these customers together.
    pub cumulative: f64,
    /// Share of the total; None where the total is not positive.
    pub share: Option<f64>,
}

/// One customer profitability cluster (A, B earn; C, D lose).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterSummary {
    /// Which cluster; always all four, in their order.
    pub cluster: Cluster,
    /// Customers with lines under the filter.
    pub customers: u32,
    /// Net sales.
    pub revenue: f64,
    /// Net contribution.
    pub net_profit: f64,
    /// Direct costs and shares of all pools.
    pub cost_to_serve: f64,
    /// What stands out: "80 % of all losses; ordering takes 21 % of sales".
    pub remark: String,
}

/// One step of a waterfall; `total` steps stand on the axis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaterfallStep {
    /// The step's name: "Gross margin", or a pool's.
    pub label: String,
    /// Signed: costs negative.
    pub amount: f64,
    /// Whether it is a level reached and no change.
    pub total: bool,
    /// Where the amount comes from.
    pub provenance: Provenance,
    /// What the Explain panel shows on click.
    pub subject: Option<Subject>,
}

/// One cell of the ABC-XYZ nine-box.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NineBoxCell {
    /// "AX" … "CZ"
    pub cell: String,
    /// Items with lines under the filter.
    pub items: u32,
    /// Net sales.
    pub revenue: f64,
    /// Net contribution.
    pub net_profit: f64,
    /// The policy that usually fits the cell.
    pub policy: String,
}

/// The first screen: who and what earns and loses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The sentence that says it all.
    pub headline: String,
    /// Whether the lines have money; where not, everything in money below says nothing.
    pub priced: bool,
    /// Why there are no clusters and no whale curve; blank where there are.
    pub no_clusters: String,
    /// What must be known before believing it.
    pub notices: Vec<Finding>,
    /// Period, lines, cost model and what was set aside, in one sentence.
    pub lede: String,
    /// Sums over the lines in the filter.
    pub totals: Totals,
    /// Over the customers in the filter.
    pub whale: Whale,
    /// What the whale curve shows.
    pub whale_title: String,
    /// A to D, each with its customers in the filter.
    pub clusters: Vec<ClusterSummary>,
    /// What the losing clusters cost most.
    pub clusters_title: String,
    /// From gross or net sales to net contribution.
    pub waterfall: Vec<WaterfallStep>,
    /// What is left of net sales, and what serving takes.
    pub waterfall_title: String,
    /// Row-major: AX AY AZ BX … CZ.
    pub nine_box: Vec<NineBoxCell>,
    /// What sells steadily and what is hard to forecast.
    pub nine_box_title: String,
    /// Where the cost of goods comes from.
    pub cost_provenance: Provenance,
    /// Where the cost to serve comes from; assumed where any pool is.
    pub service_cost_provenance: Provenance,
    /// Three-letter code, empty where unknown.
    pub currency: String,
    /// Channels and warehouses that can be filtered by.
    pub channels: Vec<String>,
    /// As `channels`.
    pub warehouses: Vec<String>,
}
