//! The data doctor's screen: what looks wrong, the fixes on offer, the calendar, the control total
//! and the log.

use super::{Finding, SetAside, TableKind};
use crate::settings::{Check, Fix};
use serde::{Deserialize, Serialize};

/// Whether a check asks for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// It found something.
    Open,
    /// The user said that what it found is all right.
    Kept,
    /// It found nothing, or nothing is left.
    Fine,
}

/// A fix that can be done with one click.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// Words on the button: "Set 14 lines aside".
    pub label: String,
    /// What it does, in one sentence.
    pub effect: String,
    /// The fix itself.
    pub fix: Fix,
    /// What its number means, where it has one that can be changed: "1 USD in EUR".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
}

/// What one check found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckReport {
    /// Which check.
    pub check: Check,
    /// Whether it asks for something.
    pub state: CheckState,
    /// The check's name.
    pub name: String,
    /// What it found, in one sentence with numbers.
    pub title: String,
    /// How it was found and what it means.
    pub detail: String,
    /// Lines, keys or periods concerned.
    pub lines: u64,
    /// Net sales concerned, without sign.
    pub money: f64,
    /// Fixes, the usual one first.
    pub offers: Vec<Offer>,
    /// The evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<TableKind>,
    /// Whether single rows of the evidence can be set aside.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_row: bool,
}

/// Lines by day, to be drawn week by week.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CalendarView {
    /// What it shows, in one sentence.
    pub title: String,
    /// The Monday of the first week, as days since 1970-01-01.
    pub first_monday: i32,
    /// Lines by day from there on, whole weeks.
    pub lines: Vec<u32>,
    /// Net sales by day, whole units of money; none where the file has no money.
    pub revenue: Vec<f64>,
    /// First and last day of the data, as `first_monday`.
    pub first_day: i32,
    /// As `first_day`.
    pub last_day: i32,
    /// Mondays of the weeks without lines that are gaps.
    pub gaps: Vec<i32>,
    /// So many lines and more have the darkest shade.
    pub many: u32,
}

/// A step of the bridge from the P&L to the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ControlLine {
    /// What it is: "Cancelled lines".
    pub label: String,
    /// Money.
    pub amount: f64,
    /// Whether it is a sum of its own and no part of the explanation.
    pub total: bool,
}

/// The file's totals of a period beside those of the P&L.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ControlView {
    /// "2024", or blank for the whole.
    pub period: String,
    /// "2024", or "The whole file".
    pub label: String,
    /// Net sales of the file.
    pub net_sales: f64,
    /// Cost of goods of the file.
    pub cost: Option<f64>,
    /// Net sales of the P&L, where they were typed in.
    pub typed_net_sales: Option<f64>,
    /// Cost of goods of the P&L, where it was typed in.
    pub typed_cost: Option<f64>,
    /// What the comparison says; blank where nothing was typed in.
    pub verdict: String,
    /// Whether everything typed in fits within the tolerance.
    pub fits: bool,
    /// From the P&L to the file, and what could explain the difference.
    pub bridge: Vec<ControlLine>,
}

/// A fix that was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DoneFix {
    /// What was done, in one sentence.
    pub sentence: String,
    /// Lines it changed.
    pub lines: u64,
    /// What it did to net sales.
    pub net_sales: f64,
    /// What it did to the cost of goods.
    pub cost: f64,
}

/// The data doctor's report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doctor {
    /// How much of the file counts and what asks for attention.
    pub headline: String,
    /// What the page is about.
    pub lede: String,
    /// Whether the file has money; without it nothing here is weighed by net sales.
    pub priced: bool,
    /// Rows of the file.
    pub rows: u64,
    /// Rows that count.
    pub used: u64,
    /// The others by reason.
    pub set_aside: Vec<SetAside>,
    /// What was noticed while reading.
    pub findings: Vec<Finding>,
    /// Open ones first, by money; then kept ones, then what is fine.
    pub checks: Vec<CheckReport>,
    /// Lines by day.
    pub calendar: CalendarView,
    /// The whole, then the years where there are several.
    pub control: Vec<ControlView>,
    /// The fixes in force, in their order.
    pub log: Vec<DoneFix>,
    /// Three-letter code; blank where unknown.
    pub currency: String,
}
