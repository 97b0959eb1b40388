//! What a cost pool can be shared out by.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The name of a customer activity: the header of its column in the table of activities. Kept in
/// place, so that drivers can be copied; what is beyond 62 bytes is cut off.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct ActivityName {
    bytes: [u8; ActivityName::LONGEST],
    length: u8,
}

impl ActivityName {
    const LONGEST: usize = 62;

    /// The name, cut off where it is too long.
    pub fn new(name: &str) -> ActivityName {
        let mut length = name.len().min(Self::LONGEST);
        while !name.is_char_boundary(length) {
            length -= 1;
        }
        let mut bytes = [0; Self::LONGEST];
        bytes[..length].copy_from_slice(&name.as_bytes()[..length]);
        ActivityName {
            bytes,
            length: length as u8,
        }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        // Cut at the border of a character, so always text.
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or_default()
    }
}

impl From<String> for ActivityName {
    fn from(name: String) -> Self {
        ActivityName::new(&name)
    }
}

impl From<ActivityName> for String {
    fn from(name: ActivityName) -> Self {
        name.as_str().to_owned()
    }
}

impl fmt::Debug for ActivityName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

/// The level on which a cost comes about. A cost is not pushed below its level: what a customer
/// costs as such is not a cost of the order line (Cooper & Kaplan 1991, the hierarchy of
/// activities).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Goes with the quantity: units, kilograms, value of goods.
    Unit,
    /// Goes with the order line: a pick, a return.
    Line,
    /// Goes with the order: entry, a stop.
    Order,
    /// Goes with the customer: visits, credit.
    Customer,
    /// Nobody's in particular: capacity that was not used, cost without a driver.
    Enterprise,
}

impl Level {
    /// From the smallest thing to the largest.
    pub const ALL: [Level; 5] = [
        Level::Unit,
        Level::Line,
        Level::Order,
        Level::Customer,
        Level::Enterprise,
    ];

    /// The level in words.
    pub fn label(self) -> &'static str {
        match self {
            Level::Unit => "Unit",
            Level::Line => "Order line",
            Level::Order => "Order",
            Level::Customer => "Customer",
            Level::Enterprise => "Enterprise",
        }
    }
}

/// What a cost pool is shared out by.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Driver {
    /// Orders; an order's one unit is split equally over its sales lines.
    #[default]
    Orders,
    /// Sales lines, without returns.
    Lines,
    /// All lines, returns included.
    LinesHandled,
    /// Units sold, without returns.
    Units,
    /// Net sales of the sales lines, their positive part.
    Revenue,
    /// Cost of goods of the sales lines, their positive part.
    CostOfGoods,
    /// Kilograms shipped.
    Weight,
    /// Return lines.
    Returns,
    /// One share a customer, whatever they buy.
    Customers,
    /// Orders whose goods are wanted within [`CostSettings::rush_days`](super::CostSettings) days.
    RushOrders,
    /// Money that customers owe, over time: sales × payment days ÷ 365, in money × years. A rate
    /// typed in is the interest of a year.
    Receivables,
    /// Value of the return lines, as a positive amount.
    ReturnsValue,
    /// Orders × kilometres to the customer.
    Distance,
    /// Average stock of the items × years, by each line's share of the item's units. A rate typed
    /// in is the cost of carrying a stock for a year.
    StockByVolume,
    /// Average stock of the items × years, by each line's share of the variance of the item's
    /// monthly demand (Euler's split of the safety stock): who buys unevenly causes it.
    StockByVariance,
    /// An activity of the customer from a table, split equally over the customer's lines.
    Activity(ActivityName),
}

impl Driver {
    /// Every driver that needs no table of activities, in the order in which screens list them.
    pub const ALL: [Driver; 15] = [
        Driver::Orders,
        Driver::Lines,
        Driver::LinesHandled,
        Driver::Units,
        Driver::Revenue,
        Driver::CostOfGoods,
        Driver::Weight,
        Driver::Returns,
        Driver::Customers,
        Driver::RushOrders,
        Driver::Receivables,
        Driver::ReturnsValue,
        Driver::Distance,
        Driver::StockByVolume,
        Driver::StockByVariance,
    ];

    /// A customer activity by its name.
    pub fn activity(name: &str) -> Driver {
        Driver::Activity(ActivityName::new(name))
    }

    /// Whether the driver is counted while lines are summed up; all others are worked out when a
    /// pool first goes by them.
    pub fn is_counted(self) -> bool {
        self < Driver::Customers
    }

    /// The driver in words.
    pub fn label(&self) -> &str {
        match self {
            Driver::Orders => "orders",
            Driver::Lines => "order lines",
            Driver::LinesHandled => "lines with returns",
            Driver::Units => "units",
            Driver::Revenue => "sales before returns",
            Driver::CostOfGoods => "cost of goods",
            Driver::Weight => "weight",
            Driver::Returns => "return lines",
            Driver::Customers => "customers",
            Driver::RushOrders => "rush orders",
            Driver::Receivables => "receivables",
            Driver::ReturnsValue => "value of returns",
            Driver::Distance => "orders × kilometres",
            Driver::StockByVolume => "stock by volume",
            Driver::StockByVariance => "stock by variability",
            Driver::Activity(name) => name.as_str(),
        }
    }

    /// The unit in which the driver is counted, for "4,310 orders × 21.40".
    pub fn unit(&self) -> &str {
        match self {
            Driver::Lines => "lines without returns",
            Driver::Revenue => "of sales before returns",
            Driver::CostOfGoods => "of cost of goods before returns",
            Driver::Weight => "kg",
            Driver::Receivables => "of receivables × years",
            Driver::ReturnsValue => "of returns",
            Driver::Distance => "km",
            Driver::StockByVolume | Driver::StockByVariance => "of stock × years",
            other => other.label(),
        }
    }

    /// The level on which a cost with this driver comes about.
    pub fn level(self) -> Level {
        match self {
            Driver::Units
            | Driver::Revenue
            | Driver::CostOfGoods
            | Driver::Weight
            | Driver::StockByVolume
            | Driver::StockByVariance => Level::Unit,
            Driver::Lines | Driver::LinesHandled | Driver::Returns | Driver::ReturnsValue => {
                Level::Line
            }
            Driver::Orders | Driver::RushOrders | Driver::Distance => Level::Order,
            Driver::Customers | Driver::Receivables | Driver::Activity(_) => Level::Customer,
        }
    }

    /// The name in settings files and results; an activity's is its own.
    pub fn name(&self) -> &str {
        match self {
            Driver::Orders => "orders",
            Driver::Lines => "lines",
            Driver::LinesHandled => "lines_handled",
            Driver::Units => "units",
            Driver::Revenue => "revenue",
            Driver::CostOfGoods => "cost_of_goods",
            Driver::Weight => "weight",
            Driver::Returns => "returns",
            Driver::Customers => "customers",
            Driver::RushOrders => "rush_orders",
            Driver::Receivables => "receivables",
            Driver::ReturnsValue => "returns_value",
            Driver::Distance => "distance",
            Driver::StockByVolume => "stock_by_volume",
            Driver::StockByVariance => "stock_by_variance",
            Driver::Activity(name) => name.as_str(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drivers_are_written_as_they_are_read() {
        for driver in Driver::ALL.into_iter().chain([Driver::activity("visits")]) {
            let text = serde_json::to_string(&driver).unwrap();
            assert_eq!(serde_json::from_str::<Driver>(&text).unwrap(), driver);
        }
        let visits = serde_json::to_string(&Driver::activity("visits")).unwrap();
        assert_eq!(visits, r#"{"activity":"visits"}"#);
    }

    #[test]
    fn long_names_are_cut_between_letters() {
        let name = "Besuche für die Außendienst-Kundenbetreuung im ganzen Jahr äöü, gezählt";
        let cut = ActivityName::new(name);
        assert!(name.starts_with(cut.as_str()) && cut.as_str().len() > 55);
    }
}
