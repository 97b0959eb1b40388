//! The order lines of one analysis, as columns.

use crate::read::date::Day;
use crate::read::decode::text_of;
use crate::read::dictionary::Dictionary;
use crate::settings::Encoding;

/// What a line counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum LineKind {
    Sale,
    /// A return or credit: negative quantity, a mark, or an order number that says so.
    Return,
    Cancelled,
    NoDate,
    NoItem,
    NoQuantity,
    NoRevenue,
}

impl LineKind {
    /// Whether the line is used; all others are set aside, with this as the reason.
    #[inline]
    pub fn is_used(self) -> bool {
        self <= LineKind::Return
    }

    pub const SET_ASIDE: [LineKind; 5] = [
        LineKind::NoDate,
        LineKind::NoItem,
        LineKind::NoQuantity,
        LineKind::NoRevenue,
        LineKind::Cancelled,
    ];

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
    pub fn new(dictionary: Dictionary, encoding: Encoding) -> Self {
        Texts {
            dictionary,
            encoding,
        }
    }

    pub fn len(&self) -> usize {
        self.dictionary.len()
    }

    pub fn is_empty(&self) -> bool {
        self.dictionary.is_empty()
    }

    pub fn get(&self, code: u32) -> String {
        text_of(self.dictionary.bytes(code), self.encoding)
    }
}

/// Customers or items: key, name, group, by position.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    pub ids: Vec<String>,
    /// Empty where the file has no names.
    pub names: Vec<String>,
    /// Item family; empty where the file has none.
    pub families: Vec<String>,
    /// Positions in ascending order of key, for ties.
    pub by_id: Vec<u32>,
}

impl Entities {
    pub fn len(&self) -> usize {
        self.ids.len()
    }

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
    pub texts: Vec<String>,
    pub codes: Vec<u32>,
}

/// The key shown for lines that name no customer.
pub const NO_CUSTOMER: &str = "(none)";

/// Order lines as columns of equal length, one entry a line of the file (blank rows left out).
/// Lines that are set aside keep their place; nothing below reads them.
#[derive(Clone, Debug)]
pub struct Dataset {
    pub name: String,
    pub kinds: Vec<LineKind>,
    /// Order position by line.
    pub orders: Vec<u32>,
    pub order_count: u32,
    /// Order numbers; None where the file has none and every line is an order of its own.
    pub order_texts: Option<Texts>,
    /// Customer position by line.
    pub customer: Vec<u32>,
    pub customers: Entities,
    /// Position of [`NO_CUSTOMER`] among the customers, where lines name none.
    pub no_customer: Option<u32>,
    pub item: Vec<u32>,
    pub items: Entities,
    /// Code of the date text by line.
    pub date: Vec<u32>,
    /// Day by date code; None where the text is no date.
    pub day_of_code: Vec<Option<Day>>,
    /// Months since the first by date code; only meaningful for used lines.
    pub month_of_code: Vec<u16>,
    /// First month, counted from year 0.
    pub first_month: i32,
    pub months: u16,
    pub first_day: Day,
    pub last_day: Day,
    /// Units by line.
    pub quantity: Vec<f64>,
    /// Net sales by line.
    pub revenue: Vec<f64>,
    /// Cost of goods by line; None where the file has no cost at all.
    pub cost: Option<Vec<f64>>,
    /// Gross sales at list price by line.
    pub gross: Option<Vec<f64>>,
    /// Kilograms by line.
    pub weight: Option<Vec<f64>>,
    /// Costs that belong to the line, shares of order-level costs included.
    pub direct: Option<Vec<f64>>,
    pub channels: Option<LineLabels>,
    pub warehouses: Option<LineLabels>,
}

impl Dataset {
    pub fn lines(&self) -> usize {
        self.kinds.len()
    }

    /// Whether a customer is a real one and not the lines without.
    pub fn is_identified(&self, customer: u32) -> bool {
        self.no_customer != Some(customer)
    }

    pub fn day(&self, line: usize) -> Option<Day> {
        self.day_of_code[self.date[line] as usize]
    }

    pub fn order_text(&self, line: usize) -> String {
        match &self.order_texts {
            Some(texts) if (self.orders[line] as usize) < texts.len() => {
                texts.get(self.orders[line])
            }
            _ => String::new(),
        }
    }
}
