//! Value class and frequency class of an item.

use super::{figure, line, query, unknown};
use crate::demand::{Abc, Fmr, last_rank};
use crate::project::Analysis;
use crate::project::view::{
    ColumnKind, ExplainLine, Explanation, Filter, TableKind, TableValue, UserError,
};
use crate::settings::{
    AbcBoundary, AbcMethod, Criterion, DemandSettings, FmrRule, Grouping, NotPositive, Ties,
};
use crate::stats::Sum;
use crate::words::{count, percent};

/// What the value class goes by: its name as a label, and what it is.
fn value_of(settings: &DemandSettings) -> (&'static str, ColumnKind) {
    match settings.abc_method {
        AbcMethod::WeightedScore => ("Weighted score", ColumnKind::Ratio),
        AbcMethod::Ng => ("Score by Ng's method", ColumnKind::Ratio),
        AbcMethod::Single => match settings.abc_criterion {
            Criterion::NetSales => ("Net sales", ColumnKind::Money),
            Criterion::GrossMargin => ("Gross margin", ColumnKind::Money),
            Criterion::NetContribution => ("Net contribution", ColumnKind::Money),
            Criterion::Units => ("Units", ColumnKind::Quantity),
            Criterion::OrderLines => ("Order lines", ColumnKind::Count),
            Criterion::CostOfGoods => ("Cost of goods", ColumnKind::Money),
            Criterion::Weight => ("Weight", ColumnKind::Quantity),
        },
    }
}

/// How the score comes about, in words.
fn score_rule(settings: &DemandSettings) -> Option<String> {
    let scaled = if settings.abc_log {
        "the logarithm of each criterion is scaled to 0…1"
    } else {
        "each criterion is scaled to 0…1"
    };
    let criteria = || settings.abc_criteria.iter();
    match settings.abc_method {
        AbcMethod::Single => None,
        AbcMethod::WeightedScore => {
            let sum: f64 = criteria().map(|c| c.weight).sum();
            let parts: Vec<String> = criteria()
                .map(|c| format!("{} {}", percent(c.weight / sum), c.criterion.label()))
                .collect();
            Some(format!("Score: {scaled}, then {}", parts.join(" + ")))
        }
        AbcMethod::Ng => {
            let names: Vec<&str> = criteria().map(|c| c.criterion.label()).collect();
            Some(format!(
                "Score: {scaled}, then the largest mean of the first, first two… of {}",
                names.join(", ")
            ))
        }
    }
}

pub(super) fn abc(analysis: &Analysis, id: &str) -> Result<Explanation, UserError> {
    let items = &analysis.data.items;
    let item = items.find(id).ok_or_else(|| unknown("Item", id))?;
    let i = item as usize;
    let classes = &analysis.classes;
    let settings = &analysis.settings().demand;
    // A criterion that is not in the data is not the one in force.
    let stands_in = settings.abc_method == AbcMethod::Single
        && classes.lacking.contains(&settings.abc_criterion);
    let (name, kind) = if stands_in && !analysis.data.priced {
        ("Units", ColumnKind::Quantity)
    } else if stands_in {
        ("Net sales", ColumnKind::Money)
    } else {
        value_of(settings)
    };
    let value = classes.value[i];
    let before = classes.share_before[i];
    let members = classes.members(classes.group[i]);
    let value_of_all = members
        .iter()
        .map(|&i| classes.value[i as usize].max(0.0))
        .collect::<Sum>()
        .value();
    let including = before + value.max(0.0) / value_of_all;
    let rank = members.iter().position(|&r| r == item);
    let place = rank.map_or(f64::NAN, |r| r as f64 + 1.0);
    let shares = settings.abc_limits;
    let (rule, label, decides, limits, limit_kind) = match settings.abc_boundary {
        AbcBoundary::ShareBefore => (
            "In a class while the share before the item is below its limit: the item that crosses the limit is included",
            "Share of all items that rank higher",
            before,
            shares,
            ColumnKind::Share,
        ),
        AbcBoundary::ShareIncludingAtMost => (
            "In a class while the share including the item is at or below its limit",
            "Share of this and all items that rank higher",
            including,
            shares,
            ColumnKind::Share,
        ),
        AbcBoundary::ShareIncludingBelow => (
            "In a class while the share including the item is below its limit",
            "Share of this and all items that rank higher",
            including,
            shares,
            ColumnKind::Share,
        ),
        AbcBoundary::ItemCount => (
            "In a class up to its last rank: its limit × the number of items, rounded up",
            "",
            f64::NAN,
            shares,
            ColumnKind::Share,
        ),
        AbcBoundary::ItemNumber => (
            "In a class for the first so many items",
            "Rank among all items",
            place,
            settings.abc_counts.map(f64::from),
            ColumnKind::Count,
        ),
        AbcBoundary::Value => (
            "In a class from so much value on",
            "Value",
            value,
            settings.abc_values,
            kind,
        ),
    };
    let words = |number: f64| match limit_kind {
        ColumnKind::Share => percent(number),
        _ => figure(number),
    };
    let of_kind = |label: &str, number: f64, kind| ExplainLine {
        kind,
        ..line(label, number)
    };
    let lower = if settings.abc_method == AbcMethod::Single {
        name.to_lowercase()
    } else {
        "score".to_owned()
    };
    let mut formulas = vec![
        format!(
            "Items stand by {lower}, largest first; shares are of the sum of all positive {lower}"
        ),
        rule.to_owned(),
    ];
    formulas.extend(score_rule(settings));
    if stands_in {
        formulas.push(format!(
            "The data has no {}: net sales stand in for it",
            settings.abc_criterion.label()
        ));
    }
    if settings.grouping != Grouping::Whole {
        formulas.push(format!(
            "Only the {} of “{}” are ranked together",
            count(members.len() as u64, "item", "items"),
            classes.groups[classes.group[i] as usize]
        ));
    }
    if settings.abc_ties == Ties::Together {
        formulas.push("Equal items share the class of the first of them".to_owned());
    }
    if let (Some(second), Some(criterion)) = (classes.abc_second.get(i), settings.abc_second) {
        formulas.push(format!(
            "By {}, ranked by the same rule: {}",
            criterion.label(),
            second.letter()
        ));
    }
    formulas.push(frequency(analysis, item));
    let by_place = matches!(
        settings.abc_boundary,
        AbcBoundary::ItemCount | AbcBoundary::ItemNumber
    );
    let own_classes = settings.abc_not_positive == NotPositive::OwnClasses
        && settings.abc_method == AbcMethod::Single;
    let by_count = settings.abc_boundary == AbcBoundary::ItemCount;
    let [last_a, last_b] = shares.map(|l| last_rank(l, members.len()));
    let last_c = settings
        .abc_tail
        .map_or(members.len(), |l| last_rank(l, members.len()));
    let class = classes.abc[i];
    let are = match name {
        "Net sales" | "Units" | "Order lines" => "are",
        _ => "is",
    };
    if rank.is_none() {
        formulas.push("The item has no line that is used: C".to_owned());
    } else if value <= 0.0 && own_classes {
        formulas.push(if class == Abc::N {
            format!("{name} {are} below zero: N")
        } else {
            format!("{name} {are} zero: D")
        });
    } else if value <= 0.0 && !by_place {
        formulas.push(format!(
            "{name} {are} not positive: {}, whatever the shares",
            class.letter()
        ));
    } else {
        let [a, b] = limits.map(words);
        let tail = settings.abc_tail.map(percent).unwrap_or_default();
        // By count no share decides, but the rank.
        if by_count {
            let rank = rank.map_or(0, |r| r + 1);
            let why = match class {
                Abc::A => format!("within the last rank of A, {last_a}"),
                Abc::B => {
                    format!("behind the last rank of A, {last_a}, and within that of B, {last_b}")
                }
                Abc::C => format!("behind the last rank of B, {last_b}"),
                Abc::D | Abc::N => format!("behind the last rank of C, {last_c}"),
            };
            formulas.push(format!(
                "{a} and {b} of {} are {last_a} and {last_b}; rank {rank} is {why}",
                count(members.len() as u64, "item", "items")
            ));
        } else {
            let why = match settings.abc_boundary {
                // A share that equals the limit is out.
                AbcBoundary::ShareBefore | AbcBoundary::ShareIncludingBelow => match class {
                    Abc::A => format!("within the limit of A, {a}"),
                    Abc::B => format!("not below the limit of A, {a}, but below that of B, {b}"),
                    Abc::C => format!("not below the limit of B, {b}"),
                    Abc::D | Abc::N => format!("not below the limit of C, {tail}"),
                },
                AbcBoundary::Value => match class {
                    Abc::A => format!("at least the least value of A, {a}"),
                    Abc::B => format!("below the least value of A, {a}, but not below B's, {b}"),
                    _ => format!("below the least value of B, {b}"),
                },
                _ => match class {
                    Abc::A => format!("within the limit of A, {a}"),
                    Abc::B => format!("beyond the limit of A, {a}, and within that of B, {b}"),
                    Abc::C => format!("beyond the limit of B, {b}"),
                    Abc::D | Abc::N => format!("beyond the limit of C, {tail}"),
                },
            };
            formulas.push(format!("{} is {why}", words(decides)));
        }
    }
    let mut lines = vec![
        of_kind(name, value, kind),
        of_kind("Rank", place, ColumnKind::Count),
    ];
    if by_count {
        lines.push(of_kind("Last rank of A", last_a as f64, ColumnKind::Count));
        lines.push(of_kind("Last rank of B", last_b as f64, ColumnKind::Count));
    } else {
        lines.push(of_kind(label, decides, limit_kind));
    }
    lines.push(of_kind("Limit of A", limits[0], limit_kind));
    lines.push(of_kind("Limit of B", limits[1], limit_kind));
    if let Some(tail) = settings.abc_tail
        && limit_kind == ColumnKind::Share
    {
        lines.push(of_kind("Limit of C", tail, ColumnKind::Share));
    }
    Ok(Explanation {
        title: format!("Value class, {}", items.name(item)),
        value: TableValue::Text(class.letter().to_owned()),
        kind: ColumnKind::Class,
        lines,
        formulas,
        rows: query(TableKind::Items, &Filter::default(), Vec::new()),
        rows_label: "All items by net sales".to_owned(),
        series: Vec::new(),
        series_label: String::new(),
        source: match settings.abc_method {
            AbcMethod::Ng => {
                "Ng, A simple classifier for multiple criteria ABC analysis (2008)".to_owned()
            }
            _ => "ABC analysis by cumulative share of value (Pareto)".to_owned(),
        },
    })
}

/// Why an item is F, M or R.
fn frequency(analysis: &Analysis, item: u32) -> String {
    let settings = &analysis.settings().demand;
    let lines = analysis.cube.items[item as usize].sales_lines as u64;
    let class = analysis.classes.fmr[item as usize];
    let word = match class {
        Fmr::F => "fast",
        Fmr::M => "medium",
        Fmr::R => "rare",
    };
    let rule = match settings.fmr_rule {
        FmrRule::CumulativeShare => {
            let [f, m] = settings.fmr_limits.map(percent);
            format!("items by order lines, F up to {f} of all lines, M up to {m}")
        }
        FmrRule::LinesAMonth => {
            let [f, m] = settings.fmr_rates.map(figure);
            format!("F from {f} order lines a month, M from {m}")
        }
    };
    format!(
        "Frequency {} ({word}) with {}: {rule}",
        class.letter(),
        count(lines, "order line", "order lines")
    )
}
