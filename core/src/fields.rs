//! The canonical fields of an order line, and the kinds of value they hold.

use serde::{Deserialize, Serialize};

/// What a column of an order-line file means. Six are enough for a first result: order, date,
/// customer, item, quantity and net sales (or a price to compute it from).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Number of the sales order; lines that share it were ordered together.
    Order,
    /// Day the line was ordered or posted.
    Date,
    /// Key of the customer who ordered.
    Customer,
    /// Key of the item (SKU, material, product).
    Item,
    /// Units of the line, returns negative.
    Quantity,
    /// Net sales of the line, returns negative.
    Revenue,
    /// Price of one unit; gives net sales where no column has them.
    UnitPrice,
    /// Share of the price given away, 0 to 1.
    DiscountRate,
    /// Cost of goods of the line, returns negative.
    Cost,
    /// Cost of one unit; gives the cost of goods where no column has it.
    UnitCost,
    /// Gross margin of the line; cost = net sales − profit.
    Profit,
    /// Gross sales of the line at list price, before discounts.
    GrossRevenue,
    /// Weight of the line in kilograms.
    Weight,
    /// Marks returns and credits; anything but blank and words for "no" is a mark.
    ReturnFlag,
    /// Marks cancelled lines, in the same way.
    CancelledFlag,
    /// Belongs to the customer; the first that is not blank counts.
    CustomerName,
    /// Belongs to the item; the first that is not blank counts.
    ItemName,
    /// Product family or category.
    Family,
    /// How the order came in or was sold; belongs to the line.
    Channel,
    /// Where the line was shipped from.
    Warehouse,
    /// A cost that belongs to this very line (freight, insurance). May be mapped more than once.
    DirectCost,
    /// A cost of the whole order, repeated on each of its lines; counted once an order.
    OrderCost,
    /// Day on which the customer wants the goods.
    RequestedDate,
    /// Currency of the line's money.
    Currency,
    /// Unit in which the line's quantity is counted.
    Unit,
    /// Days until the customer pays; of a file of customers.
    PaymentDays,
    /// Kilometres to the customer; of a file of customers.
    Distance,
    /// Units in stock; of a file of items or stock.
    StockQuantity,
    /// Stock in money at cost; of a file of items or stock.
    StockValue,
    /// How much of a driver (visits, calls, pallets) the customer has; of a file of activities. May
    /// be mapped more than once.
    Activity,
}

/// How the values of a field are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A key; kept as text, leading zeros and all.
    Key,
    /// A day, in the date order of the plan.
    Date,
    /// A number, in the decimal style of the plan.
    Number,
    /// A mark: yes or no.
    Flag,
    /// A label that belongs to a customer, item or line.
    Label,
}

impl Field {
    /// Every field, in the order in which screens list them.
    pub const ALL: [Field; 30] = [
        Field::Order,
        Field::Date,
        Field::Customer,
        Field::Item,
        Field::Quantity,
        Field::Revenue,
        Field::UnitPrice,
        Field::DiscountRate,
        Field::GrossRevenue,
        Field::Cost,
        Field::UnitCost,
        Field::Profit,
        Field::Weight,
        Field::ReturnFlag,
        Field::CancelledFlag,
        Field::CustomerName,
        Field::ItemName,
        Field::Family,
        Field::Channel,
        Field::Warehouse,
        Field::DirectCost,
        Field::OrderCost,
        Field::RequestedDate,
        Field::Currency,
        Field::Unit,
        Field::PaymentDays,
        Field::Distance,
        Field::StockQuantity,
        Field::StockValue,
        Field::Activity,
    ];

    /// The fields that an analysis is made of; all others add to it.
    pub const NEEDED: [Field; 6] = [
        Field::Order,
        Field::Date,
        Field::Customer,
        Field::Item,
        Field::Quantity,
        Field::Revenue,
    ];

    /// Whether several columns may be mapped to the field; all others have one.
    pub fn may_repeat(self) -> bool {
        matches!(self, Field::DirectCost | Field::OrderCost | Field::Activity)
    }

    /// How values of the field are read.
    pub fn kind(self) -> FieldKind {
        match self {
            Field::Order | Field::Customer | Field::Item => FieldKind::Key,
            Field::Date | Field::RequestedDate => FieldKind::Date,
            Field::ReturnFlag | Field::CancelledFlag => FieldKind::Flag,
            Field::CustomerName
            | Field::ItemName
            | Field::Family
            | Field::Channel
            | Field::Warehouse
            | Field::Currency
            | Field::Unit => FieldKind::Label,
            Field::Quantity
            | Field::Revenue
            | Field::UnitPrice
            | Field::DiscountRate
            | Field::Cost
            | Field::UnitCost
            | Field::Profit
            | Field::GrossRevenue
            | Field::Weight
            | Field::DirectCost
            | Field::OrderCost
            | Field::PaymentDays
            | Field::Distance
            | Field::StockQuantity
            | Field::StockValue
            | Field::Activity => FieldKind::Number,
        }
    }

    /// The word a practitioner reads on screen.
    pub fn label(self) -> &'static str {
        match self {
            Field::Order => "Order",
            Field::Date => "Date",
            Field::Customer => "Customer",
            Field::Item => "Item",
            Field::Quantity => "Quantity",
            Field::Revenue => "Net sales",
            Field::UnitPrice => "Unit price",
            Field::DiscountRate => "Discount rate",
            Field::GrossRevenue => "Gross sales",
            Field::Cost => "Cost of goods",
            Field::UnitCost => "Unit cost",
            Field::Profit => "Gross margin",
            Field::Weight => "Weight",
            Field::ReturnFlag => "Return",
            Field::CancelledFlag => "Cancelled",
            Field::CustomerName => "Customer name",
            Field::ItemName => "Item name",
            Field::Family => "Family",
            Field::Channel => "Channel",
            Field::Warehouse => "Warehouse",
            Field::DirectCost => "Direct cost",
            Field::OrderCost => "Cost per order",
            Field::RequestedDate => "Requested date",
            Field::Currency => "Currency",
            Field::Unit => "Unit",
            Field::PaymentDays => "Payment days",
            Field::Distance => "Kilometres",
            Field::StockQuantity => "Stock in units",
            Field::StockValue => "Stock value",
            Field::Activity => "Activity",
        }
    }

    /// One sentence that defines the field, shown on hover.
    pub fn definition(self) -> &'static str {
        match self {
            Field::Order => {
                "The number of the sales order; lines that share it were ordered together."
            }
            Field::Date => "The day the line was ordered or posted.",
            Field::Customer => "The key of the customer who ordered.",
            Field::Item => "The key of the item (SKU, material, product).",
            Field::Quantity => "Units ordered; negative on returns.",
            Field::Revenue => {
                "Invoiced value of the line after discounts, without tax; negative on returns."
            }
            Field::UnitPrice => {
                "Price of one unit; with the quantity it gives net sales where no value column exists."
            }
            Field::DiscountRate => "Share of the price given away on the line, 0.15 for 15 %.",
            Field::GrossRevenue => "Value of the line at list price, before discounts.",
            Field::Cost => "Cost of the goods on the line.",
            Field::UnitCost => "Cost of one unit; with the quantity it gives the cost of goods.",
            Field::Profit => {
                "Net sales less cost of goods on the line; gives the cost where no cost column exists."
            }
            Field::Weight => "Weight of the line in kilograms.",
            Field::ReturnFlag => "Marks a line as a return or credit.",
            Field::CancelledFlag => {
                "Marks a line as cancelled or rejected; it is not counted as a sale."
            }
            Field::CustomerName => "The customer's name.",
            Field::ItemName => "The item's description.",
            Field::Family => "The group of items the item belongs to.",
            Field::Channel => "How the order came in or was sold: retail, web, distributor…",
            Field::Warehouse => "Where the line was shipped from.",
            Field::DirectCost => "A cost that belongs to this very line, such as its freight.",
            Field::OrderCost => {
                "A cost of the whole order that the file repeats on each line; counted once."
            }
            Field::RequestedDate => "The day on which the customer wants the goods.",
            Field::Currency => "The currency of the line's money.",
            Field::Unit => "The unit in which the quantity is counted: pieces, boxes, kilograms.",
            Field::PaymentDays => "Days until the customer pays.",
            Field::Distance => "Kilometres to the customer.",
            Field::StockQuantity => {
                "Units in stock; the average where the file has several days, the sum over places."
            }
            Field::StockValue => "Stock in money at cost.",
            Field::Activity => {
                "How much of a driver each customer has: visits, calls, pallets. Pools can be shared out by it."
            }
        }
    }
}
