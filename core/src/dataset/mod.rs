//! The order lines of one analysis, as columns.

mod attached;

pub use attached::{Attached, CustomerActivity};

use crate::read::date::Day;
use crate::read::decode::text_of;
use crate::read::dictionary::Dictionary;
use crate::settings::Encoding;
use crate::stats::Sum;

/// What a line counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum LineKind {
    /// Counts in sales, demand and cost to serve.
    Sale,
    /// A return or credit: negative quantity, a mark, or an order number that says so.
    Return,
    /// Marked as cancelled or rejected in the file.
    Cancelled,
    /// The date is blank, cannot be read, or lies decades from all others.
    NoDate,
    /// The item is blank.
    NoItem,
    /// The quantity is blank or no number.
    NoQuantity,
    /// Net sales are blank or no number, and no price gives them.
    NoRevenue,
    /// Set aside by the user: repeats another line.
    Duplicate,
    /// Set aside by the user: a quantity or price out of proportion.
    Unusual,
    /// Set aside by the user: free of charge.
    FreeOfCharge,
    /// Set aside by the user: sold to the company itself.
    Intercompany,
    /// Set aside by the user: its month is not complete.
    PartialMonth,
    /// Set aside by the user: in another currency.
    OtherCurrency,
    /// Set aside by the user: in another unit.
    OtherUnit,
    /// Set aside by the user, for a reason of their own.
    Chosen,
}

impl LineKind {
    /// Whether the line is used; all others are set aside, with this as the reason.
    #[inline]
    pub fn is_used(self) -> bool {
        self <= LineKind::Return
    }

    /// The kinds that are set aside, in the order in which reports list them.
    pub const SET_ASIDE: [LineKind; 13] = [
        LineKind::NoDate,
        LineKind::NoItem,
        LineKind::NoQuantity,
        LineKind::NoRevenue,
        LineKind::Cancelled,
        LineKind::Duplicate,
        LineKind::Unusual,
        LineKind::FreeOfCharge,
        LineKind::Intercompany,
        LineKind::PartialMonth,
        LineKind::OtherCurrency,
        LineKind::OtherUnit,
        LineKind::Chosen,
    ];

    /// Whether the line is set aside because the user had it so (see [`doctor`](crate::doctor)).
    pub fn is_by_fix(self) -> bool {
        self >= LineKind::Duplicate
    }

    /// The reason as screens and exports name it.
    pub fn reason(self) -> &'static str {
        match self {
            LineKind::Sale => "sale",
            LineKind::Return => "return",
            LineKind::Cancelled => "cancelled",
            LineKind::NoDate => "date",
            LineKind::NoItem => "item",
            LineKind::NoQuantity => "quantity",
            LineKind::NoRevenue => "net sales",
            LineKind::Duplicate => "duplicate",
            LineKind::Unusual => "unusual quantity or price",
            LineKind::FreeOfCharge => "free of charge",
            LineKind::Intercompany => "intercompany",
            LineKind::PartialMonth => "incomplete month",
            LineKind::OtherCurrency => "other currency",
            LineKind::OtherUnit => "other unit",
            LineKind::Chosen => "chosen by you",
        }
    }
}

/// Texts by code, decoded when asked for.
#[derive(Clone, Debug)]
pub struct Texts {
    dictionary: Dictionary,
    encoding: Encoding,
}

impl Texts {
    /// The texts of a dictionary whose bytes are in this character set.
    pub fn new(dictionary: Dictionary, encoding: Encoding) -> Self {
        Texts {
            dictionary,
            encoding,
        }
    }

    /// The texts as they stand in the file.
    pub(crate) fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// Number of distinct texts.
    pub fn len(&self) -> usize {
        self.dictionary.len()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.dictionary.is_empty()
    }

    /// The text of a code; panics where there is no such code.
    pub fn get(&self, code: u32) -> String {
        text_of(self.dictionary.bytes(code), self.encoding)
    }
}

/// Customers or items: key, name, group, by position.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    /// Keys as they stand in the file.
    pub ids: Vec<String>,
    /// Empty where the file has no names.
    pub names: Vec<String>,
    /// Item family; empty where the file has none.
    pub families: Vec<String>,
    /// Positions in ascending order of key, for ties.
    pub by_id: Vec<u32>,
}

impl Entities {
    /// How many there are, also those whose lines are all set aside.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Position of a key.
    pub fn find(&self, id: &str) -> Option<u32> {
        let ids = &self.ids;
        self.by_id
            .binary_search_by(|&p| ids[p as usize].as_str().cmp(id))
            .ok()
            .map(|k| self.by_id[k])
    }

    /// The name, or the key where there is none.
    pub fn name(&self, position: u32) -> &str {
        match self.names.get(position as usize) {
            Some(name) if !name.is_empty() => name,
            _ => &self.ids[position as usize],
        }
    }
}

/// A label of lines with few values: channel, warehouse.
#[derive(Clone, Debug)]
pub struct LineLabels {
    /// Distinct labels by code; one of them may be blank.
    pub texts: Vec<String>,
    /// Code by line.
    pub codes: Vec<u32>,
}

/// The key shown for lines that name no customer.
pub const NO_CUSTOMER: &str = "(none)";

/// Order lines as columns of equal length, one entry a line of the file (blank rows left out).
/// Lines that are set aside keep their place; nothing below reads them.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// The file's name, or the demo company's.
    pub name: String,
    /// What each line counts as.
    pub kinds: Vec<LineKind>,
    /// Order position by line.
    pub orders: Vec<u32>,
    /// Orders in the file; lines without an order number are one each.
    pub order_count: u32,
    /// Order numbers; None where the file has none and every line is an order of its own.
    pub order_texts: Option<Texts>,
    /// Customer position by line.
    pub customer: Vec<u32>,
    /// Customers by position.
    pub customers: Entities,
    /// Position of [`NO_CUSTOMER`] among the customers, where lines name none.
    pub no_customer: Option<u32>,
    /// Item position by line.
    pub item: Vec<u32>,
    /// Items by position.
    pub items: Entities,
    /// Code of the date text by line.
    pub date: Vec<u32>,
    /// Day by date code; None where the text is no date.
    pub day_of_code: Vec<Option<Day>>,
    /// Months since the first by date code; only meaningful for used lines.
    pub month_of_code: Vec<u16>,
    /// First month, counted from year 0.
    pub first_month: i32,
    /// Months from the first used line to the last, those without lines included.
    pub months: u16,
    /// Day of the earliest used line.
    pub first_day: Day,
    /// Day of the latest used line.
    pub last_day: Day,
    /// Units by line.
    pub quantity: Vec<f64>,
    /// Whether the lines have money: net sales, or a price to compute them from. Where they have
    /// not, net sales are zero throughout and mean nothing.
    pub priced: bool,
    /// Net sales by line.
    pub revenue: Vec<f64>,
    /// Cost of goods by line; None where the file has no cost at all.
    pub cost: Option<Vec<f64>>,
    /// Lines whose cost of goods stands in no column and is estimated, ascending.
    pub estimated_cost: Vec<u32>,
    /// Gross sales at list price by line.
    pub gross: Option<Vec<f64>>,
    /// Kilograms by line.
    pub weight: Option<Vec<f64>>,
    /// Costs that belong to the line, shares of order-level costs included.
    pub direct: Option<Vec<f64>>,
    /// On which level those costs come about.
    pub direct_level: DirectLevel,
    /// Channel by line, where the file has channels.
    pub channels: Option<LineLabels>,
    /// Warehouse by line, where the file has warehouses.
    pub warehouses: Option<LineLabels>,
    /// What other files and columns add.
    pub attached: Attached,
}

/// On which level the costs of the lines themselves come about.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum DirectLevel {
    /// The file has them by line.
    #[default]
    Line,
    /// The file has them once an order; each line has its share.
    Order,
    /// The file has both; the part of each line's that is of the order, 0 to 1.
    Both(Vec<f64>),
}

impl Dataset {
    /// The part of the used lines' own costs that is of their orders; `direct` is all of it. A pass
    /// over the lines only where the file has costs of both levels.
    pub fn direct_of_orders(&self, direct: f64) -> f64 {
        match (&self.direct_level, &self.direct) {
            (DirectLevel::Both(shares), Some(costs)) => {
                let lines = self.kinds.iter().zip(costs.iter().zip(shares));
                let used = lines.filter(|(kind, _)| kind.is_used());
                used.map(|(_, (cost, share))| cost * share)
                    .collect::<Sum>()
                    .value()
            }
            (DirectLevel::Order, _) => direct,
            _ => 0.0,
        }
    }

    /// Lines of the file, those set aside included.
    pub fn lines(&self) -> usize {
        self.kinds.len()
    }

    /// Whether a customer is a real one and not the lines without.
    pub fn is_identified(&self, customer: u32) -> bool {
        self.no_customer != Some(customer)
    }

    /// Day of a line; None where the date cannot be read.
    pub fn day(&self, line: usize) -> Option<Day> {
        self.day_of_code[self.date[line] as usize]
    }

    /// Order number of a line, blank where it has none.
    pub fn order_text(&self, line: usize) -> String {
        match &self.order_texts {
            Some(texts) if (self.orders[line] as usize) < texts.len() => {
                texts.get(self.orders[line])
            }
            _ => String::new(),
        }
    }
}
