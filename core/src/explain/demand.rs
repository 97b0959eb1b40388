//! The classes of an item.

use super::{figure, line, lines_behind, query, total, unknown};
use crate::demand::{Abc, last_rank};
use crate::project::Analysis;
use crate::project::view::{
    ColumnKind, ExplainLine, Explanation, Filter, FilterTerm, TableKind, TableValue, UserError,
};
use crate::project::words::{count, percent};
use crate::read::date;
use crate::settings::{AbcBoundary, Deviation};
use crate::stats::Sum;

pub(super) fn series_label(analysis: &Analysis) -> String {
    let data = &analysis.data;
    let last = data.first_month + i32::from(data.months) - 1;
    format!(
        "Units a month, {} to {}",
        date::iso_month(data.first_month),
        date::iso_month(last)
    )
}

pub(super) fn abc(analysis: &Analysis, id: &str) -> Result<Explanation, UserError> {
    let items = &analysis.data.items;
    let item = items.find(id).ok_or_else(|| unknown("Item", id))?;
    let i = item as usize;
    let classes = &analysis.classes;
    let settings = &analysis.settings().demand;
    let value = analysis.cube.items[i].revenue.value();
    let before = classes.share_before[i];
    let sales_of_all = classes
        .ranked_items
        .iter()
        .map(|&i| analysis.cube.items[i as usize].revenue.value().max(0.0))
        .collect::<Sum>()
        .value();
    let including = before + value.max(0.0) / sales_of_all;
    let rank = classes.ranked_items.iter().position(|&r| r == item);
    // By count no share decides, but the rank.
    let by_count = settings.abc_boundary == AbcBoundary::ItemCount;
    let (rule, label, decides) = match settings.abc_boundary {
        AbcBoundary::ShareBefore => (
            "In a class while the share before the item is below its limit: the item that crosses the limit is included",
            "Share of all items that rank higher",
            before,
        ),
        AbcBoundary::ShareIncludingAtMost => (
            "In a class while the share including the item is at or below its limit",
            "Share of this and all items that rank higher",
            including,
        ),
        AbcBoundary::ShareIncludingBelow => (
            "In a class while the share including the item is below its limit",
            "Share of this and all items that rank higher",
            including,
        ),
        AbcBoundary::ItemCount => (
            "In a class up to its last rank: its limit × the number of items, rounded up",
            "",
            f64::NAN,
        ),
    };
    let share = |label: &str, number: f64| ExplainLine {
        kind: ColumnKind::Share,
        ..line(label, number)
    };
    let mut formulas = vec![
        "Items stand by net sales, largest first; shares are of the sum of all positive net sales"
            .to_owned(),
        rule.to_owned(),
    ];
    let items_ranked = classes.ranked_items.len();
    let [last_a, last_b] = settings.abc_limits.map(|l| last_rank(l, items_ranked));
    let [a, b] = settings.abc_limits.map(percent);
    if rank.is_none() {
        formulas.push("The item has no line that is used: C".to_owned());
    } else if value <= 0.0 && !by_count {
        formulas.push("Net sales are not positive: C, whatever the shares".to_owned());
    } else if by_count {
        let rank = rank.map_or(0, |r| r + 1);
        let why = match classes.abc[i] {
            Abc::A => format!("within the last rank of A, {last_a}"),
            Abc::B => {
                format!("behind the last rank of A, {last_a}, and within that of B, {last_b}")
            }
            Abc::C => format!("behind the last rank of B, {last_b}"),
        };
        formulas.push(format!(
            "{a} and {b} of {} are {last_a} and {last_b}; rank {rank} is {why}",
            count(items_ranked as u64, "item", "items")
        ));
    } else if settings.abc_boundary != AbcBoundary::ShareIncludingAtMost {
        // A share that equals the limit is out.
        let why = match classes.abc[i] {
            Abc::A => format!("within the limit of A, {a}"),
            Abc::B => format!("not below the limit of A, {a}, but below that of B, {b}"),
            Abc::C => format!("not below the limit of B, {b}"),
        };
        formulas.push(format!("{} is {why}", percent(decides)));
    } else {
        let why = match classes.abc[i] {
            Abc::A => format!("within the limit of A, {a}"),
            Abc::B => format!("beyond the limit of A, {a}, and within that of B, {b}"),
            Abc::C => format!("beyond the limit of B, {b}"),
        };
        formulas.push(format!("{} is {why}", percent(decides)));
    }
    let number = |label: &str, number: f64| ExplainLine {
        kind: ColumnKind::Count,
        ..line(label, number)
    };
    let mut lines = vec![
        line("Net sales", value),
        number("Rank", rank.map_or(f64::NAN, |r| r as f64 + 1.0)),
    ];
    if by_count {
        lines.push(number("Last rank of A", last_a as f64));
        lines.push(number("Last rank of B", last_b as f64));
    } else {
        lines.push(share(label, decides));
    }
    lines.push(share("Limit of A", settings.abc_limits[0]));
    lines.push(share("Limit of B", settings.abc_limits[1]));
    Ok(Explanation {
        title: format!("Value class, {}", items.name(item)),
        value: TableValue::Text(classes.abc[i].letter().to_owned()),
        kind: ColumnKind::Class,
        lines,
        formulas,
        rows: query(TableKind::Items, &Filter::default(), Vec::new()),
        rows_label: "All items by net sales".to_owned(),
        series: Vec::new(),
        series_label: String::new(),
        source: "ABC analysis by cumulative share of value (Pareto)".to_owned(),
    })
}

pub(super) fn shape(analysis: &Analysis, id: &str) -> Result<Explanation, UserError> {
    let item = analysis
        .data
        .items
        .find(id)
        .ok_or_else(|| unknown("Item", id))?;
    let shape = &analysis.classes.shapes[item as usize];
    let settings = &analysis.settings().demand;
    let demand = analysis.cube.demand_of(item);
    let number = |label: &str, value: Option<f64>, kind| ExplainLine {
        kind,
        ..line(label, value.unwrap_or(f64::NAN))
    };
    let deviation = match settings.deviation {
        Deviation::Sample => "divided by months − 1",
        Deviation::Population => "divided by months",
    };
    let months = demand.len() as f64;
    let mut formulas = vec![
        format!(
            "CV = standard deviation ({deviation}) ÷ mean of the monthly demand, months without demand as zero"
        ),
        format!(
            "X up to {}, Y up to {}, Z above",
            figure(settings.xyz_limits[0]),
            figure(settings.xyz_limits[1])
        ),
        if shape.active_periods > 0 {
            format!(
                "ADI = months ÷ months with demand = {} ÷ {}",
                figure(months),
                shape.active_periods
            )
        } else {
            "No month has demand: there is no variation and no interval".to_owned()
        },
        format!(
            "Intermittent from ADI {}, erratic from CV² {}, both: lumpy",
            figure(settings.interval_limit),
            figure(settings.cv2_limit)
        ),
    ];
    if months < 2.0 {
        formulas.push("One month has no variation: Z until there are more".to_owned());
    } else if months < 6.0 {
        formulas.push(format!(
            "Only {} of history: the class is uncertain",
            count(months as u64, "month", "months")
        ));
    }
    Ok(Explanation {
        title: format!("Demand, {}", analysis.data.items.name(item)),
        value: TableValue::Text(format!("{} · {}", shape.xyz.letter(), shape.class.label())),
        kind: ColumnKind::Class,
        lines: vec![
            number("Mean a month", Some(shape.mean), ColumnKind::Quantity),
            number("Coefficient of variation", shape.cv, ColumnKind::Ratio),
            number("Average demand interval", shape.interval, ColumnKind::Ratio),
            number("CV² of months with demand", shape.cv2, ColumnKind::Ratio),
            ExplainLine {
                kind: ColumnKind::Quantity,
                ..total("Units sold", demand.iter().sum())
            },
        ],
        formulas,
        rows: lines_behind(
            &Filter::default(),
            vec![FilterTerm::Item { id: id.to_owned() }],
        ),
        rows_label: "Lines of the item".to_owned(),
        series: demand.to_vec(),
        series_label: series_label(analysis),
        source: "Syntetos, Boylan & Croston, On the categorization of demand patterns (2005)"
            .to_owned(),
    })
}
