//! What other files and columns add to the order lines: facts of customers and items, and labels
//! of lines that few analyses need.
//!
//! Everything is optional. Lists by customer or item have one entry a position of
//! [`Dataset::customers`](super::Dataset::customers) or [`Dataset::items`](super::Dataset::items);
//! None is a fact that is not known, never zero.

use super::LineLabels;

/// How much of one driver each customer has, from a table of activities: visits, calls, drops,
/// pallets. A pool that goes by it is shared out by these quantities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CustomerActivity {
    /// The column's header: "visits".
    pub name: String,
    /// Quantity by customer; zero where the table does not name the customer.
    pub by_customer: Vec<f64>,
}

/// Facts beside the order lines.
#[derive(Clone, Debug, Default)]
pub struct Attached {
    /// Activities per customer, one entry a driver column, in the order of the file.
    pub activities: Vec<CustomerActivity>,
    /// Days until the customer pays, by customer.
    pub payment_days: Option<Vec<Option<f64>>>,
    /// Kilometres to the customer, by customer.
    pub distance_km: Option<Vec<Option<f64>>>,
    /// Average stock in money at cost, by item.
    pub stock_value: Option<Vec<Option<f64>>>,
    /// Days from the order to the day the customer wants the goods, by line; `i32::MIN` where
    /// either is not known.
    pub requested_days: Option<Vec<i32>>,
    /// Currency of the line's money, by line.
    pub currencies: Option<LineLabels>,
    /// Unit in which the line's quantity is counted, by line.
    pub units: Option<LineLabels>,
}
