//! The classes of an item.

use super::{figure, line, lines_behind, total, unknown};
use crate::project::Analysis;
use crate::project::view::{
    ColumnKind, ExplainLine, Explanation, Filter, FilterTerm, TableKind, TableQuery, TableValue,
    UserError,
};
use crate::project::words::{count, percent};
use crate::read::date;
use crate::settings::{AbcBoundary, Deviation};

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
    let item = analysis
        .data
        .items
        .find(id)
        .ok_or_else(|| unknown("Item", id))?;
    let i = item as usize;
    let rank = analysis
        .classes
        .ranked_items
        .iter()
        .position(|&r| r == item);
    let [a, b] = analysis.settings().demand.abc_limits;
    let before = analysis.classes.share_before[i];
    let value = analysis.cube.items[i].revenue.value();
    let share = |label: &str, number: f64| ExplainLine {
        kind: ColumnKind::Share,
        ..line(label, number)
    };
    let rule = match analysis.settings().demand.abc_boundary {
        AbcBoundary::ShareBefore => {
            "A while the share before the item is below the limit: the item that crosses it is included"
        }
        AbcBoundary::ShareIncludingAtMost => {
            "A while the share including the item is at or below the limit"
        }
        AbcBoundary::ShareIncludingBelow => {
            "A while the share including the item is below the limit"
        }
        AbcBoundary::ItemCount => "A for the first items up to the limit as a share of all items",
    };
    Ok(Explanation {
        title: format!("Value class, {}", analysis.data.items.name(item)),
        value: TableValue::Text(analysis.classes.abc[i].letter().to_owned()),
        kind: ColumnKind::Class,
        lines: vec![
            line("Net sales", value),
            ExplainLine {
                kind: ColumnKind::Count,
                ..line("Rank", rank.map_or(f64::NAN, |r| r as f64 + 1.0))
            },
            share("Share of all items that rank higher", before),
            share("Limit of A", a),
            share("Limit of B", b),
        ],
        formulas: vec![
            "Items stand by net sales, largest first; shares are of the sum of all positive net sales".to_owned(),
            rule.to_owned(),
            format!(
                "{} before the item: {}",
                percent(before),
                if before < a { "below the limit of A" } else if before < b { "between the limits of A and B" } else { "beyond the limit of B" }
            ),
        ],
        rows: Some(TableQuery {
            kind: TableKind::Items,
            filter: Filter::default(),
            sort: None,
            search: String::new(),
        }),
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
        format!(
            "ADI = months ÷ months with demand = {} ÷ {}",
            figure(months),
            shape.active_periods
        ),
        format!(
            "Intermittent from ADI {}, erratic from CV² {}, both: lumpy",
            figure(settings.interval_limit),
            figure(settings.cv2_limit)
        ),
    ];
    if months < 6.0 {
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
        rows: Some(lines_behind(
            &Filter::default(),
            vec![FilterTerm::Item { id: id.to_owned() }],
        )),
        rows_label: "Lines of the item".to_owned(),
        series: demand.to_vec(),
        series_label: series_label(analysis),
        source: "Syntetos, Boylan & Croston, On the categorization of demand patterns (2005)"
            .to_owned(),
    })
}
