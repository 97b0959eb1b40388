//! How settings files call fields, character sets and dates.

use crate::fields::Field;
use crate::settings::{DateOrder, Encoding};

/// Names of fields in settings files.
const FIELD_NAMES: [(&str, Field); 31] = [
    ("order", Field::Order),
    ("date", Field::Date),
    ("customer", Field::Customer),
    ("product", Field::Item),
    ("item", Field::Item),
    ("quantity", Field::Quantity),
    ("revenue", Field::Revenue),
    ("unit_price", Field::UnitPrice),
    ("discount_rate", Field::DiscountRate),
    ("gross_revenue", Field::GrossRevenue),
    ("cost", Field::Cost),
    ("unit_cost", Field::UnitCost),
    ("profit", Field::Profit),
    ("weight", Field::Weight),
    ("returned", Field::ReturnFlag),
    ("return_flag", Field::ReturnFlag),
    ("cancelled", Field::CancelledFlag),
    ("customer_name", Field::CustomerName),
    ("product_name", Field::ItemName),
    ("category", Field::Family),
    ("family", Field::Family),
    ("channel", Field::Channel),
    ("warehouse", Field::Warehouse),
    ("item_name", Field::ItemName),
    ("requested_date", Field::RequestedDate),
    ("currency", Field::Currency),
    ("unit", Field::Unit),
    ("payment_days", Field::PaymentDays),
    ("distance", Field::Distance),
    ("stock_quantity", Field::StockQuantity),
    ("stock_value", Field::StockValue),
];

pub(super) fn field_named(name: &str) -> Option<Field> {
    FIELD_NAMES
        .iter()
        .find(|(n, _)| *n == name)
        .map(|(_, f)| *f)
}

pub(super) fn name_of(field: Field) -> &'static str {
    FIELD_NAMES
        .iter()
        .find(|(_, f)| *f == field)
        .map_or("", |(n, _)| n)
}

pub(super) fn encoding_named(name: &str) -> Option<Encoding> {
    match name.to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" | "utf-8-sig" | "ascii" => Some(Encoding::Utf8),
        "cp1252" | "windows-1252" | "latin-1" | "latin1" | "iso-8859-1" => {
            Some(Encoding::Windows1252)
        }
        "cp1250" | "windows-1250" => Some(Encoding::Windows1250),
        "iso-8859-2" | "latin-2" | "latin2" => Some(Encoding::Iso88592),
        "cp1251" | "windows-1251" => Some(Encoding::Windows1251),
        "utf-16" | "utf-16-le" | "utf-16le" => Some(Encoding::Utf16Le),
        "utf-16-be" | "utf-16be" => Some(Encoding::Utf16Be),
        _ => None,
    }
}

pub(super) fn encoding_name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "utf-8",
        Encoding::Windows1252 => "windows-1252",
        Encoding::Windows1250 => "windows-1250",
        Encoding::Iso88592 => "iso-8859-2",
        Encoding::Windows1251 => "windows-1251",
        Encoding::Utf16Le => "utf-16-le",
        Encoding::Utf16Be => "utf-16-be",
    }
}

/// The order of day, month and year in a strftime form.
pub(super) fn order_of(format: &str) -> Option<DateOrder> {
    if format == "native" {
        return Some(DateOrder::YearMonthDay);
    }
    if format == "serial" {
        return Some(DateOrder::ExcelSerial);
    }
    let letters: String = format
        .split('%')
        .skip(1)
        .filter_map(|s| s.chars().next())
        .map(|c| match c {
            'y' | 'Y' => 'y',
            'b' | 'B' | 'm' => 'm',
            'd' | 'e' => 'd',
            other => other,
        })
        .filter(|c| "ymd".contains(*c))
        .collect();
    match letters.as_str() {
        "ymd" => Some(DateOrder::YearMonthDay),
        "dmy" => Some(DateOrder::DayMonthYear),
        "mdy" => Some(DateOrder::MonthDayYear),
        _ => None,
    }
}

pub(super) fn format_of(order: DateOrder) -> &'static str {
    match order {
        DateOrder::YearMonthDay => "%Y-%m-%d",
        DateOrder::DayMonthYear => "%d.%m.%Y",
        DateOrder::MonthDayYear => "%m/%d/%Y",
        DateOrder::ExcelSerial => "serial",
    }
}
