//! Value and frequency: items ranked by what they bring or how often they are ordered.

use super::{ALWAYS, Control, D, Kind, position};
use tenfold_core::settings::{
    AbcBoundary, AbcMethod, Criterion, CriterionWeight, FmrRule, Grouping, NotPositive, Ties,
};

/// The places in a score.
macro_rules! score_place {
    ($at:literal, $label:literal, $weight:literal) => {
        [
            Control {
                label: $label,
                definition: "What is scaled to 0…1 and counted; for Ng's method the most important first",
                shown: |d| scored(d) && d.abc_criteria.len() + 1 > $at,
                kind: Kind::Choice {
                    labels: || {
                        let all = Criterion::ALL.iter().map(|c| c.label());
                        std::iter::once("not used").chain(all).collect()
                    },
                    get: |d| {
                        d.abc_criteria
                            .get($at)
                            .map_or(0, |c| position(Criterion::ALL, &c.criterion) + 1)
                    },
                    set: |d, chosen| set_criterion(d, $at, chosen),
                },
            },
            Control {
                label: $weight,
                definition: "Only the proportions of the weights matter",
                shown: |d| d.abc_method == AbcMethod::WeightedScore && d.abc_criteria.len() > $at,
                kind: Kind::Number {
                    get: |d| d.abc_criteria.get($at).map_or(0.0, |c| c.weight),
                    set: |d, typed| {
                        if let Some(c) = d.abc_criteria.get_mut($at) {
                            c.weight = typed;
                        }
                    },
                    range: |_| (0.0, 1e6),
                    percent: false,
                    unit: "",
                },
            },
        ]
    };
}

fn scored(d: &D) -> bool {
    d.abc_method != AbcMethod::Single
}

/// Puts a criterion into a place of the score, 0 for none; one that stands elsewhere changes
/// places with it.
fn set_criterion(d: &mut D, at: usize, chosen: usize) {
    let list = &mut d.abc_criteria;
    let Some(criterion) = chosen
        .checked_sub(1)
        .and_then(|i| Criterion::ALL.get(i))
        .copied()
    else {
        if at < list.len() && list.len() > 1 {
            list.remove(at);
        }
        return;
    };
    let other = list.iter().position(|c| c.criterion == criterion);
    match (other, at < list.len()) {
        (Some(other), true) => {
            let now = list[at].criterion;
            list[other].criterion = now;
            list[at].criterion = criterion;
        }
        (None, true) => list[at].criterion = criterion,
        (None, false) => list.push(CriterionWeight {
            criterion,
            weight: 0.2,
        }),
        (Some(_), false) => {}
    }
}

/// Whether the limits are shares.
fn by_shares(d: &D) -> bool {
    !matches!(d.abc_boundary, AbcBoundary::ItemNumber | AbcBoundary::Value)
}

pub(in crate::pages::demand) fn abc() -> Vec<Control> {
    let mut list = vec![
        choice!(
            "Value of an item",
            "One criterion, or several in a score",
            AbcMethod,
            abc_method,
            ALWAYS
        ),
        choice!(
            "Criterion",
            "What items are ranked by; without the data for it, net sales stand in",
            Criterion,
            abc_criterion,
            |d| !scored(d)
        ),
    ];
    list.extend(score_place!(0, "First criterion", "Weight of the first"));
    list.extend(score_place!(1, "Second criterion", "Weight of the second"));
    list.extend(score_place!(2, "Third criterion", "Weight of the third"));
    list.extend([
        Control {
            label: "Before scaling",
            definition: "Logarithms keep one giant from flattening all others",
            shown: scored,
            kind: Kind::Choice {
                labels: || vec!["As they are", "Logarithms first"],
                get: |d| usize::from(d.abc_log),
                set: |d, at| d.abc_log = at == 1,
            },
        },
        choice!(
            "At the limit",
            "Which number decides the class of the item at a limit; tools disagree",
            AbcBoundary,
            abc_boundary,
            ALWAYS
        ),
        number!(
            "A up to",
            "Upper limit of A, of the cumulative share",
            abc_limits[0],
            |d| (0.0, d.abc_limits[1]),
            true,
            "",
            by_shares
        ),
        number!(
            "B up to",
            "Upper limit of B, of the cumulative share",
            abc_limits[1],
            |d| (d.abc_limits[0], d.abc_tail.unwrap_or(1.0)),
            true,
            "",
            by_shares
        ),
        number!(
            "A: the first",
            "So many items are A",
            abc_counts[0],
            |d| (0.0, f64::from(d.abc_counts[1])),
            false,
            "items",
            |d| d.abc_boundary == AbcBoundary::ItemNumber
        ),
        number!(
            "B: up to the",
            "Items up to this one are B",
            abc_counts[1],
            |d| (f64::from(d.abc_counts[0]), 1e9),
            false,
            "items",
            |d| d.abc_boundary == AbcBoundary::ItemNumber
        ),
        number!(
            "A from",
            "Least value of an A item",
            abc_values[0],
            |d| (d.abc_values[1], 1e15),
            false,
            "",
            |d| d.abc_boundary == AbcBoundary::Value
        ),
        number!(
            "B from",
            "Least value of a B item",
            abc_values[1],
            |d| (0.0, d.abc_values[0]),
            false,
            "",
            |d| d.abc_boundary == AbcBoundary::Value
        ),
    ]);
    list
}

pub(in crate::pages::demand) fn abc_more() -> Vec<Control> {
    vec![
        Control {
            label: "Second classification",
            definition: "A class by another criterion beside the first: double ABC",
            shown: ALWAYS,
            kind: Kind::Choice {
                labels: || {
                    let all = Criterion::ALL.iter().map(|c| c.label());
                    std::iter::once("none").chain(all).collect()
                },
                get: |d| d.abc_second.map_or(0, |c| position(Criterion::ALL, &c) + 1),
                set: |d, at| {
                    d.abc_second = at
                        .checked_sub(1)
                        .and_then(|i| Criterion::ALL.get(i))
                        .copied();
                },
            },
        },
        Control {
            label: "Class D",
            definition: "Some tools cut the end of the tail off as a class of its own",
            shown: by_shares,
            kind: Kind::Choice {
                labels: || vec!["C is the last class", "D beyond a limit"],
                get: |d| usize::from(d.abc_tail.is_some()),
                set: |d, at| d.abc_tail = (at == 1).then(|| d.abc_limits[1].max(0.99)),
            },
        },
        Control {
            label: "C up to",
            definition: "Upper limit of C; what lies beyond it is D",
            shown: |d| by_shares(d) && d.abc_tail.is_some(),
            kind: Kind::Number {
                get: |d| d.abc_tail.unwrap_or(1.0),
                set: |d, typed| d.abc_tail = Some(typed),
                range: |d| (d.abc_limits[1], 1.0),
                percent: true,
                unit: "",
            },
        },
        choice!(
            "Items of equal value",
            "Whether the order of keys may part them",
            Ties,
            abc_ties,
            ALWAYS
        ),
        choice!(
            "Without positive value",
            "Where items with returns only, without movement or with a loss stand",
            NotPositive,
            abc_not_positive,
            ALWAYS
        ),
        choice!(
            "Ranked",
            "In one ranking, or inside groups as if each were alone",
            Grouping,
            grouping,
            ALWAYS
        ),
    ]
}

pub(in crate::pages::demand) fn fmr() -> Vec<Control> {
    let shares: fn(&D) -> bool = |d| d.fmr_rule == FmrRule::CumulativeShare;
    let rates: fn(&D) -> bool = |d| d.fmr_rule == FmrRule::LinesAMonth;
    vec![
        choice!(
            "Frequency by",
            "Fast, medium and rare by order lines",
            FmrRule,
            fmr_rule,
            ALWAYS
        ),
        number!(
            "F up to",
            "Upper limit of F, of all order lines",
            fmr_limits[0],
            |d| (0.0, d.fmr_limits[1]),
            true,
            "",
            shares
        ),
        number!(
            "M up to",
            "Upper limit of M, of all order lines",
            fmr_limits[1],
            |d| (d.fmr_limits[0], 1.0),
            true,
            "",
            shares
        ),
        number!(
            "F from",
            "A line a week is 4.33 a month",
            fmr_rates[0],
            |d| (d.fmr_rates[1], 1e6),
            false,
            "lines a month",
            rates
        ),
        number!(
            "M from",
            "Fewer are R",
            fmr_rates[1],
            |d| (0.0, d.fmr_rates[0]),
            false,
            "lines a month",
            rates
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenfold_core::settings::DemandSettings;

    #[test]
    fn a_criterion_stands_once() {
        let mut d = DemandSettings::default();
        let names = |d: &D| {
            d.abc_criteria
                .iter()
                .map(|c| c.criterion)
                .collect::<Vec<_>>()
        };
        // Order lines stand second: they change places with net sales.
        set_criterion(
            &mut d,
            0,
            position(Criterion::ALL, &Criterion::OrderLines) + 1,
        );
        assert_eq!(
            names(&d),
            [Criterion::OrderLines, Criterion::NetSales, Criterion::Units]
        );
        set_criterion(&mut d, 1, 0);
        set_criterion(&mut d, 1, 0);
        assert_eq!(names(&d), [Criterion::OrderLines]);
        // The last one stays.
        set_criterion(&mut d, 0, 0);
        assert_eq!(names(&d).len(), 1);
        set_criterion(&mut d, 1, 1);
        assert_eq!(names(&d), [Criterion::OrderLines, Criterion::NetSales]);
        assert!(d.fault().is_none());
    }
}
