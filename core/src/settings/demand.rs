//! Limits and conventions of the item classes.

use super::choices::{
    AbcBoundary, AbcMethod, AtLimit, Criterion, Deviation, FmrRule, Grouping, IncompleteMonths,
    IntervalRule, NotPositive, ReturnsInDemand, SeriesStart, Ties, XyzMeasure, XyzPeriods,
    XyzSplit,
};
use serde::{Deserialize, Serialize};

/// A criterion of a score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CriterionWeight {
    /// What is scaled to 0…1.
    pub criterion: Criterion,
    /// Its weight beside the others'; only their proportions matter. Ng's method does not read it.
    pub weight: f64,
}

/// Limits and conventions of the item classes. What a file of settings does not name has its
/// default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DemandSettings {
    /// How an item's value comes about.
    pub abc_method: AbcMethod,
    /// The criterion of [`AbcMethod::Single`].
    pub abc_criterion: Criterion,
    /// A second classification beside the first, by the same rules ("double ABC").
    pub abc_second: Option<Criterion>,
    /// The criteria of the scores; for Ng's method the most important first.
    pub abc_criteria: Vec<CriterionWeight>,
    /// Whether scores take logarithms first, so that one giant does not flatten the rest.
    pub abc_log: bool,
    /// Which number decides at a limit.
    pub abc_boundary: AbcBoundary,
    /// Upper limits of A and B as shares, 0 to 1.
    pub abc_limits: [f64; 2],
    /// Upper limit of C as a share; what lies beyond it is D. None: there is no D.
    pub abc_tail: Option<f64>,
    /// For [`AbcBoundary::ItemNumber`]: items up to A's end and up to B's.
    pub abc_counts: [u32; 2],
    /// For [`AbcBoundary::Value`]: least values of A and B.
    pub abc_values: [f64; 2],
    /// Whether equal items share a class.
    pub abc_ties: Ties,
    /// Where items without positive value go.
    pub abc_not_positive: NotPositive,
    /// Groups inside which ABC, FMR and shares of items are computed.
    pub grouping: Grouping,
    /// What decides F, M and R.
    pub fmr_rule: FmrRule,
    /// Upper limits of F and M as shares of all order lines.
    pub fmr_limits: [f64; 2],
    /// Least order lines a month of F and of M.
    pub fmr_rates: [f64; 2],
    /// Which variation decides X, Y and Z.
    pub xyz_measure: XyzMeasure,
    /// The periods that it is taken over.
    pub xyz_periods: XyzPeriods,
    /// How it is cut.
    pub xyz_split: XyzSplit,
    /// Upper limits of X and Y as coefficients of variation.
    pub xyz_limits: [f64; 2],
    /// For [`XyzSplit::ItemShares`]: shares of the items up to X's end and up to Y's.
    pub xyz_shares: [f64; 2],
    /// Side of a value exactly at an XYZ limit.
    pub xyz_at_limit: AtLimit,
    /// Months of a season, for the variation without it and for forecasts.
    pub season: u32,
    /// Divisor of the variance, for `cv`.
    pub deviation: Deviation,
    /// Divisor of the variance, for `cv2`. None: as `deviation`.
    pub cv2_deviation: Option<Deviation>,
    /// What the average demand interval is.
    pub interval_rule: IntervalRule,
    /// Average demand interval from which demand is intermittent (Syntetos & Boylan 2005: 1.32).
    pub interval_limit: f64,
    /// Squared coefficient of variation of the non-zero months from which demand is erratic (0.49).
    pub cv2_limit: f64,
    /// Side of a value exactly at a limit of the demand classes.
    pub class_at_limit: AtLimit,
    /// Where an item's series begins.
    pub series_start: SeriesStart,
    /// Whether incomplete months are counted.
    pub incomplete_months: IncompleteMonths,
    /// Days without a line at the start or end of a month that do not make it incomplete: a
    /// weekend and a holiday.
    pub month_gap_days: u32,
    /// What returns do to demand.
    pub returns: ReturnsInDemand,
    /// Fewer months than this are insufficient history; forecasts are tried out after as many.
    pub min_months: u32,
    /// Fewer months with demand than this are insufficient history.
    pub min_active_months: u32,
    /// Items first sold fewer months ago than this are new.
    pub new_months: u32,
    /// Items without a sale in so many last months are being phased out, or dead.
    pub dead_months: u32,
}

impl Default for DemandSettings {
    fn default() -> Self {
        let weight = |criterion, weight| CriterionWeight { criterion, weight };
        DemandSettings {
            abc_method: AbcMethod::default(),
            abc_criterion: Criterion::default(),
            abc_second: None,
            abc_criteria: vec![
                weight(Criterion::NetSales, 0.5),
                weight(Criterion::OrderLines, 0.3),
                weight(Criterion::Units, 0.2),
            ],
            abc_log: false,
            abc_boundary: AbcBoundary::default(),
            abc_limits: [0.80, 0.95],
            abc_tail: None,
            abc_counts: [20, 50],
            abc_values: [100_000.0, 10_000.0],
            abc_ties: Ties::default(),
            abc_not_positive: NotPositive::default(),
            grouping: Grouping::default(),
            fmr_rule: FmrRule::default(),
            fmr_limits: [0.80, 0.95],
            // A line a week, a line a month.
            fmr_rates: [52.0 / 12.0, 1.0],
            xyz_measure: XyzMeasure::default(),
            xyz_periods: XyzPeriods::default(),
            xyz_split: XyzSplit::default(),
            xyz_limits: [0.5, 1.0],
            xyz_shares: [0.20, 0.50],
            xyz_at_limit: AtLimit::Below,
            season: 12,
            deviation: Deviation::default(),
            cv2_deviation: None,
            interval_rule: IntervalRule::default(),
            interval_limit: 1.32,
            cv2_limit: 0.49,
            class_at_limit: AtLimit::Above,
            series_start: SeriesStart::default(),
            incomplete_months: IncompleteMonths::default(),
            month_gap_days: 3,
            returns: ReturnsInDemand::default(),
            min_months: 6,
            min_active_months: 2,
            new_months: 6,
            dead_months: 12,
        }
    }
}

/// Months that any number of months in the settings may reach.
const MOST_MONTHS: u32 = 120;

impl DemandSettings {
    /// Whether classes depend on costs, and not on the order lines alone.
    pub fn needs_costs(&self) -> bool {
        let needs = |c: Criterion| {
            matches!(
                c,
                Criterion::GrossMargin | Criterion::NetContribution | Criterion::CostOfGoods
            )
        };
        let first = match self.abc_method {
            AbcMethod::Single => needs(self.abc_criterion),
            AbcMethod::WeightedScore | AbcMethod::Ng => {
                self.abc_criteria.iter().any(|c| needs(c.criterion))
            }
        };
        first || self.abc_second.is_some_and(needs)
    }

    /// Whether these differ from `other` at most in how value is measured and cut, so that what the
    /// months say of an item comes out the same.
    pub fn differs_in_value_only(&self, other: &DemandSettings) -> bool {
        let as_here = DemandSettings {
            abc_method: self.abc_method,
            abc_criterion: self.abc_criterion,
            abc_second: self.abc_second,
            abc_criteria: self.abc_criteria.clone(),
            abc_log: self.abc_log,
            abc_boundary: self.abc_boundary,
            abc_limits: self.abc_limits,
            abc_tail: self.abc_tail,
            abc_counts: self.abc_counts,
            abc_values: self.abc_values,
            abc_ties: self.abc_ties,
            abc_not_positive: self.abc_not_positive,
            ..other.clone()
        };
        as_here == *self
    }

    /// The first thing that cannot be computed with, and the way out.
    pub fn fault(&self) -> Option<(String, &'static str)> {
        let rising = |[a, b]: [f64; 2]| a.is_finite() && b.is_finite() && 0.0 <= a && a <= b;
        let shares = |limits: [f64; 2]| rising(limits) && limits[1] <= 1.0;
        let falling = |[a, b]: [f64; 2]| rising([b, a]);
        let weights = || self.abc_criteria.iter().map(|c| c.weight);
        let twice = || {
            let of = |i: usize| self.abc_criteria[i].criterion;
            (1..self.abc_criteria.len()).find_map(|i| (0..i).any(|j| of(i) == of(j)).then(|| of(i)))
        };
        let some = |title: &str, remedy| Some((title.to_owned(), remedy));
        if !shares(self.abc_limits) {
            return some(
                "The ABC limits must rise and stay within 0 to 100 %",
                "For example 80 % and 95 %",
            );
        }
        if self
            .abc_tail
            .is_some_and(|tail| !shares([self.abc_limits[1], tail]))
        {
            return some(
                "The limit of class C must not lie below that of B, nor above 100 %",
                "For example 99 %, or none to do without class D",
            );
        }
        if self.abc_counts[0] > self.abc_counts[1] {
            return some(
                "The numbers of items up to A's end and up to B's must rise",
                "For example 20 and 50",
            );
        }
        if !falling(self.abc_values) {
            return some(
                "The least value of A must not lie below that of B, nor B's below zero",
                "For example 100,000 and 10,000",
            );
        }
        if self.abc_criteria.is_empty() {
            return some(
                "The score has no criterion",
                "Name at least one, such as net sales",
            );
        }
        if let Some(criterion) = twice() {
            return Some((
                format!("The score counts {} twice", criterion.label()),
                "Name each criterion once, with one weight",
            ));
        }
        if weights().any(|w| !w.is_finite() || w < 0.0) || weights().sum::<f64>() <= 0.0 {
            return some(
                "The weights of the score must not be negative, nor all zero",
                "For example 0.5, 0.3 and 0.2",
            );
        }
        if !shares(self.fmr_limits) {
            return some(
                "The FMR limits must rise and stay within 0 to 100 %",
                "For example 80 % and 95 %",
            );
        }
        if !falling(self.fmr_rates) {
            return some(
                "F must need as many order lines a month as M, or more",
                "For example 4.33 (a line a week) and 1",
            );
        }
        if !rising(self.xyz_limits) {
            return some(
                "The XYZ limits must rise from zero",
                "For example 0.5 and 1.0",
            );
        }
        if !shares(self.xyz_shares) {
            return some(
                "The shares of items up to X's end and up to Y's must rise and stay within 0 to 100 %",
                "For example 20 % and 50 %",
            );
        }
        if [self.interval_limit, self.cv2_limit]
            .iter()
            .any(|l| !(0.0..=1000.0).contains(l))
        {
            return some(
                "The demand class limits must lie between 0 and 1,000",
                "The usual ones are 1.32 and 0.49",
            );
        }
        if !(2..=MOST_MONTHS).contains(&self.season) {
            return some(
                "A season must have at least 2 months",
                "The usual one is a year, 12",
            );
        }
        if self.month_gap_days > 27 {
            return some(
                "A month cannot be complete without more than 27 of its days",
                "The usual gap is 3 days: a weekend and a holiday",
            );
        }
        let months = [
            self.min_months,
            self.min_active_months,
            self.new_months,
            self.dead_months,
        ];
        if months.iter().any(|m| !(1..=MOST_MONTHS).contains(m)) {
            return some(
                "The months that make an item new, dead or without history must lie between 1 and 120",
                "The usual ones are 6 months of history, new for 6, dead after 12",
            );
        }
        None
    }
}
