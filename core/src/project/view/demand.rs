//! The demand shape of all items at a glance, whatever the filter.

use crate::demand::{Bin, Concentration, Preset};
use crate::settings::DemandSettings;
use serde::{Deserialize, Serialize};

/// Against what classes are compared to list the items that flip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// The classes before the last change of settings that touched them.
    LastSettings,
    /// What the classes would be by the conventions of a tool.
    Preset(Preset),
    /// What the classes were by other settings, such as those before a limit was first dragged;
    /// without rows where these cannot be computed with.
    Settings(Box<DemandSettings>),
}

/// The kinds of item classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassKind {
    /// Value: A to D, and N.
    Abc,
    /// Value by the second criterion.
    Second,
    /// Variability: X, Y, Z.
    Xyz,
    /// Frequency: F, M, R.
    Fmr,
    /// Demand: smooth, erratic, intermittent, lumpy and so on.
    Demand,
    /// Life of the item: active, new, phase-out and so on.
    Status,
}

impl ClassKind {
    /// Every kind.
    pub const ALL: [ClassKind; 6] = [
        ClassKind::Abc,
        ClassKind::Second,
        ClassKind::Xyz,
        ClassKind::Fmr,
        ClassKind::Demand,
        ClassKind::Status,
    ];

    /// The name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            ClassKind::Abc => "abc",
            ClassKind::Second => "second",
            ClassKind::Xyz => "xyz",
            ClassKind::Fmr => "fmr",
            ClassKind::Demand => "demand",
            ClassKind::Status => "status",
        }
    }
}

/// A point of a curve of cumulative shares, items from the largest.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Items up to here.
    pub items: u32,
    /// What they have of all, 0 to 1.
    pub share: f64,
}

/// Items of about the same average demand interval and variation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaneDot {
    /// Average demand interval in months.
    pub interval: f64,
    /// Squared coefficient of variation of the months with demand.
    pub cv2: f64,
    /// How many.
    pub items: u32,
}

/// The items of one class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassSummary {
    /// "A", "X", "F", "smooth", "phase-out"
    pub class: String,
    /// Items with lines.
    pub items: u32,
    /// Order lines without returns.
    pub lines: f64,
    /// Net sales.
    pub revenue: f64,
    /// Net contribution.
    pub net_profit: f64,
}

/// The items of two classes at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CrossSummary {
    /// Value class.
    pub abc: String,
    /// The other class.
    pub other: String,
    /// Items with lines.
    pub items: u32,
    /// Net sales.
    pub revenue: f64,
    /// Net contribution.
    pub net_profit: f64,
}

/// Items counted by a value, with the limits that cut it into classes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ClassHistogram {
    /// At most 60, of equal width but for the last, which may be open.
    pub bins: Vec<Bin>,
    /// Items that have no such value.
    pub without: u32,
    /// Limits in force, ascending; empty where something else decides.
    pub limits: Vec<f64>,
}

/// A preset to choose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PresetChoice {
    /// Which one.
    pub preset: Preset,
    /// What it is called.
    pub label: String,
    /// What it decides.
    pub says: String,
}

/// The demand shape of all items with lines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DemandProfile {
    /// What the value class goes by: "net sales", "weighted score".
    pub criterion: String,
    /// What X, Y and Z go by.
    pub measure: String,
    /// Items that would be X or Y by the variation of quarters; only where all are Z by that of
    /// months.
    pub by_quarter: Option<u32>,
    /// First and last month that count, as "2024-01".
    pub first_month: String,
    /// As `first_month`.
    pub last_month: String,
    /// Groups inside which items are ranked; 1 without grouping.
    pub groups: u32,
    /// A, B and C; D and N where there are any.
    pub abc: Vec<ClassSummary>,
    /// X, Y, Z.
    pub xyz: Vec<ClassSummary>,
    /// F, M, R.
    pub fmr: Vec<ClassSummary>,
    /// Demand classes.
    pub demand: Vec<ClassSummary>,
    /// Status.
    pub status: Vec<ClassSummary>,
    /// ABC by the second criterion's ABC, row by row; empty without one.
    pub abc_second: Vec<CrossSummary>,
    /// ABC by FMR, row by row.
    pub abc_fmr: Vec<CrossSummary>,
    /// How unequally the value is spread, and how few items make `concentration_share` of it.
    pub concentration: Concentration,
    /// 0.8
    pub concentration_share: f64,
    /// By the variation in force; its limits are those of X and Y.
    pub variation: ClassHistogram,
    /// By average demand interval.
    pub interval: ClassHistogram,
    /// By the squared variation of months with demand.
    pub cv2: ClassHistogram,
    /// By the share of value before the item; its limits are those of A and B (and C).
    pub share: ClassHistogram,
    /// Months of items whose returns exceed their sales, cut off at zero; only where demand is net
    /// of returns.
    pub cut_months: u32,
    /// Criteria that were asked for and are not in the data.
    pub lacking: Vec<String>,
    /// Tools whose conventions can be taken over.
    pub presets: Vec<PresetChoice>,
    /// The sentence above all: how few items carry the value, how many are hard to forecast.
    pub headline: String,
    /// What the value classes show, as those below a sentence each.
    pub abc_title: String,
    /// Of variability.
    pub xyz_title: String,
    /// Of frequency.
    pub fmr_title: String,
    /// Of the demand classes.
    pub demand_title: String,
    /// Of status.
    pub status_title: String,
    /// Cumulative share of the value, items from the largest; negative values count as zero.
    pub value_curve: Vec<CurvePoint>,
    /// Cumulative share of order lines, items with most lines first.
    pub lines_curve: Vec<CurvePoint>,
    /// Items by average demand interval and squared variation; those beyond the last stand at the
    /// edge.
    pub plane: Vec<PlaneDot>,
    /// Largest interval and variation of `plane`.
    pub plane_ends: [f64; 2],
}
