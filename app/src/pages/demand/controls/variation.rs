//! Variability, demand pattern and status: what demand does over time.

use super::{ALWAYS, Control, D, Kind, position};
use tenfold_core::settings::{
    AtLimit, Deviation, IncompleteMonths, IntervalRule, ReturnsInDemand, SeriesStart, XyzMeasure,
    XyzPeriods, XyzSplit,
};

const MONTHS: fn(&D) -> (f64, f64) = |_| (1.0, 120.0);

pub(in crate::pages::demand) fn xyz() -> Vec<Control> {
    let limits: fn(&D) -> bool = |d| d.xyz_split == XyzSplit::Limits;
    let shares: fn(&D) -> bool = |d| d.xyz_split == XyzSplit::ItemShares;
    vec![
        choice!(
            "Variability by",
            "What decides X, Y and Z",
            XyzMeasure,
            xyz_measure,
            ALWAYS
        ),
        choice!(
            "Taken over",
            "The longer the period, the less demand varies: classes of different periods do not compare",
            XyzPeriods,
            xyz_periods,
            ALWAYS
        ),
        choice!(
            "Cut",
            "At limits of the variation, or so that each class has its share of the items",
            XyzSplit,
            xyz_split,
            ALWAYS
        ),
        number!(
            "X up to",
            "Upper limit of X",
            xyz_limits[0],
            |d| (0.0, d.xyz_limits[1]),
            false,
            "",
            limits
        ),
        number!(
            "Y up to",
            "Upper limit of Y; beyond is Z",
            xyz_limits[1],
            |d| (d.xyz_limits[0], 1e6),
            false,
            "",
            limits
        ),
        number!(
            "X: the steadiest",
            "Share of the items",
            xyz_shares[0],
            |d| (0.0, d.xyz_shares[1]),
            true,
            "of items",
            shares
        ),
        number!(
            "Y: up to",
            "Share of the items",
            xyz_shares[1],
            |d| (d.xyz_shares[0], 1.0),
            true,
            "of items",
            shares
        ),
    ]
}

pub(in crate::pages::demand) fn xyz_more() -> Vec<Control> {
    vec![
        choice!(
            "Standard deviation",
            "Divide by n − 1 as STDEV does, or by n as STDEVP",
            Deviation,
            deviation,
            ALWAYS
        ),
        choice!(
            "Exactly at a limit",
            "On which side",
            AtLimit,
            xyz_at_limit,
            |d| d.xyz_split == XyzSplit::Limits
        ),
        number!(
            "Season",
            "For the variation without it, and for forecasts",
            season,
            |_| (2.0, 120.0),
            false,
            "months",
            |d| d.xyz_measure != XyzMeasure::Raw && d.xyz_measure != XyzMeasure::Robust
        ),
        choice!(
            "The series begins",
            "Months and other periods before the first sale count as zero, or not at all",
            SeriesStart,
            series_start,
            ALWAYS
        ),
        choice!(
            "Incomplete months",
            "First and last months, or quarters and weeks, that the data covers in part",
            IncompleteMonths,
            incomplete_months,
            ALWAYS
        ),
        number!(
            "Days without a line",
            "So many at an end of a month do not make it incomplete",
            month_gap_days,
            |_| (0.0, 27.0),
            false,
            "days",
            |d| d.incomplete_months != IncompleteMonths::Keep
        ),
        choice!(
            "Returns",
            "Whether they lower demand",
            ReturnsInDemand,
            returns,
            ALWAYS
        ),
    ]
}

pub(in crate::pages::demand) fn pattern() -> Vec<Control> {
    vec![
        number!(
            "Intermittent from an interval of",
            "Average demand interval; Syntetos and Boylan (2005): 1.32",
            interval_limit,
            |_| (0.0, 1e6),
            false,
            "months",
            ALWAYS
        ),
        number!(
            "Erratic from a CV² of",
            "Squared variation of the months with demand; Syntetos and Boylan (2005): 0.49",
            cv2_limit,
            |_| (0.0, 1e6),
            false,
            "",
            ALWAYS
        ),
    ]
}

pub(in crate::pages::demand) fn pattern_more() -> Vec<Control> {
    vec![
        choice!(
            "Average interval",
            "Programs disagree when a series ends in months without demand",
            IntervalRule,
            interval_rule,
            ALWAYS
        ),
        Control {
            label: "Standard deviation of sizes",
            definition: "Of the months with demand, for CV²",
            shown: ALWAYS,
            kind: Kind::Choice {
                labels: || {
                    vec![
                        "As for XYZ",
                        Deviation::Sample.label(),
                        Deviation::Population.label(),
                    ]
                },
                get: |d| {
                    d.cv2_deviation
                        .map_or(0, |c| position(Deviation::ALL, &c) + 1)
                },
                set: |d, at| {
                    d.cv2_deviation = at
                        .checked_sub(1)
                        .and_then(|i| Deviation::ALL.get(i))
                        .copied();
                },
            },
        },
        choice!(
            "At exactly a limit",
            "On which side",
            AtLimit,
            class_at_limit,
            ALWAYS
        ),
    ]
}

pub(in crate::pages::demand) fn status() -> Vec<Control> {
    vec![
        number!(
            "New for",
            "Items first sold fewer months ago",
            new_months,
            MONTHS,
            false,
            "months",
            ALWAYS
        ),
        number!(
            "Dead after",
            "Items without a sale in so many last months are being phased out",
            dead_months,
            MONTHS,
            false,
            "months",
            ALWAYS
        ),
        number!(
            "History of at least",
            "Fewer months are insufficient history",
            min_months,
            MONTHS,
            false,
            "months",
            ALWAYS
        ),
        number!(
            "With demand in",
            "Fewer months with demand are insufficient history",
            min_active_months,
            MONTHS,
            false,
            "months",
            ALWAYS
        ),
    ]
}
