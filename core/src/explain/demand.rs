//! Variability, demand class and status of an item.

use super::{figure, line, lines_behind, total, unknown};
use crate::demand::Status;
use crate::project::Analysis;
use crate::project::view::{
    ColumnKind, ExplainLine, Explanation, Filter, FilterTerm, TableValue, UserError,
};
use crate::read::date;
use crate::settings::{
    AtLimit, DemandSettings, Deviation, IntervalRule, ReturnsInDemand, XyzMeasure, XyzPeriods,
    XyzSplit,
};
use crate::words::{count, percent};

/// Units by month over all months of the data.
pub(super) fn series_label(analysis: &Analysis) -> String {
    months_label(analysis, 0, usize::from(analysis.data.months))
}

fn months_label(analysis: &Analysis, from: usize, to: usize) -> String {
    let month = |at: usize| date::iso_month(analysis.data.first_month + at as i32);
    format!(
        "Units a month, {} to {}",
        month(from),
        month(to.max(from + 1) - 1)
    )
}

/// The formula of the variation that decides X, Y and Z.
fn variation_rule(settings: &DemandSettings, over: XyzPeriods) -> String {
    let (one, periodic) = (over.one(), over.adjective());
    let deviation = match settings.deviation {
        Deviation::Sample => format!("divided by {one}s − 1"),
        Deviation::Population => format!("divided by {one}s"),
    };
    let settings = over.settings(settings);
    match settings.xyz_measure {
        XyzMeasure::Raw => format!(
            "CV = standard deviation ({deviation}) ÷ mean of the {periodic} demand, {one}s without demand as zero"
        ),
        XyzMeasure::Deseasonalised => format!(
            "Variation = standard deviation ({deviation}) of what a straight trend and, from two seasons of {} {one}s on, the season leave over, ÷ mean of the {periodic} demand",
            settings.season
        ),
        XyzMeasure::ForecastError => format!(
            "Variation = root mean squared error of the best of nine simple forecasts, one {one} ahead, after {} {one}s of history, ÷ mean of the {periodic} demand",
            settings.min_months
        ),
        XyzMeasure::Robust => format!(
            "Variation = 1.4826 × median absolute deviation ÷ median of the {periodic} demand"
        ),
    }
}

/// How the variation is cut into classes.
fn split_rule(settings: &DemandSettings) -> String {
    match settings.xyz_split {
        XyzSplit::Limits => {
            let [x, y] = settings.xyz_limits.map(figure);
            match settings.xyz_at_limit {
                AtLimit::Below => format!("X up to {x}, Y up to {y}, Z above"),
                AtLimit::Above => format!("X below {x}, Y below {y}, Z from there on"),
            }
        }
        XyzSplit::ItemShares => {
            let [x, y] = settings.xyz_shares.map(percent);
            format!("The steadiest {x} of the items are X, up to {y} Y, the others Z")
        }
    }
}

fn interval_rule(settings: &DemandSettings, months: f64, active: u32, adi: f64) -> String {
    let (months, adi) = (figure(months), figure(adi));
    match settings.interval_rule {
        IntervalRule::MonthsOverActive => {
            format!("ADI = months ÷ months with demand = {months} ÷ {active}")
        }
        IntervalRule::MeanWithFirst => format!(
            "ADI = mean of the {active} intervals up to each month with demand, the first from the start of the series = {adi}"
        ),
        IntervalRule::MeanBetween | IntervalRule::MonthsOverGaps if active < 2 => {
            format!("One month has demand: ADI = months = {months}")
        }
        IntervalRule::MeanBetween => format!(
            "ADI = mean of the {} between months with demand = {adi}",
            count(u64::from(active) - 1, "interval", "intervals")
        ),
        IntervalRule::MonthsOverGaps => format!(
            "ADI = months ÷ intervals between months with demand = {months} ÷ {}",
            active - 1
        ),
    }
}

/// Why an item has its status; nothing for active ones.
fn status_rule(status: Status, settings: &DemandSettings) -> Option<String> {
    let months = |n: u32| count(u64::from(n), "month", "months");
    let why = match status {
        Status::Active => return None,
        Status::New => format!("first sold fewer than {} ago", months(settings.new_months)),
        Status::PhaseOut => format!("no sale in the last {}", months(settings.dead_months)),
        Status::InsufficientHistory => format!(
            "fewer than {} of history, or than {} with demand",
            months(settings.min_months),
            settings.min_active_months
        ),
        Status::ReturnsOnly => "the item was returned and never sold".to_owned(),
        Status::NoDemand => "no units were sold".to_owned(),
    };
    Some(format!("Status “{}”: {why}", status.label()))
}

pub(super) fn shape(analysis: &Analysis, id: &str) -> Result<Explanation, UserError> {
    let item = analysis
        .data
        .items
        .find(id)
        .ok_or_else(|| unknown("Item", id))?;
    let i = item as usize;
    let shape = &analysis.classes.shapes[i];
    let status = analysis.classes.status[i];
    let settings = &analysis.settings().demand;
    let series = analysis.series(settings);
    let mut net = Vec::new();
    let (demand, start) = (
        series.of(item, &mut net, &mut 0).to_vec(),
        series.start(item),
    );
    let over = series.over();
    let number = |label: &str, value: Option<f64>, kind| ExplainLine {
        kind,
        ..line(label, value.unwrap_or(f64::NAN))
    };
    let months = demand.len() as f64;
    let mut formulas = vec![variation_rule(settings, over), split_rule(settings)];
    formulas.push(match shape.interval {
        Some(adi) => interval_rule(settings, months, shape.active_periods, adi),
        None => "No month has demand: there is no variation and no interval".to_owned(),
    });
    let [rare, varied] = [settings.interval_limit, settings.cv2_limit].map(figure);
    formulas.push(match settings.class_at_limit {
        AtLimit::Above => {
            format!("Intermittent from ADI {rare}, erratic from CV² {varied}, both: lumpy")
        }
        AtLimit::Below => {
            format!("Intermittent above ADI {rare}, erratic above CV² {varied}, both: lumpy")
        }
    });
    if settings
        .cv2_deviation
        .is_some_and(|d| d != settings.deviation)
    {
        formulas.push(format!(
            "CV² is of the {}",
            match settings.cv2_deviation {
                Some(Deviation::Population) => "population: divided by months with demand",
                _ => "sample: divided by months with demand − 1",
            }
        ));
    }
    let left_out = usize::from(analysis.data.months) - demand.len();
    if left_out > 0 {
        formulas.push(format!(
            "{} of the data are left out: before the item's first sale, or incomplete",
            count(left_out as u64, "month", "months")
        ));
    }
    if settings.returns == ReturnsInDemand::Net {
        formulas.push("Returns lower the demand of their month, not below zero".to_owned());
    }
    formulas.extend(status_rule(status, settings));
    if months < 2.0 {
        formulas.push("One month has no variation: Z until there are more".to_owned());
    } else if months < 6.0 {
        formulas.push(format!(
            "Only {} of history: the class is uncertain",
            count(months as u64, "month", "months")
        ));
    }
    let counted = if left_out > 0 || settings.returns == ReturnsInDemand::Net {
        "Units counted"
    } else {
        "Units sold"
    };
    let mut lines = vec![
        number("Mean a month", Some(shape.mean), ColumnKind::Quantity),
        number("Coefficient of variation", shape.cv, ColumnKind::Ratio),
        number("Average demand interval", shape.interval, ColumnKind::Ratio),
        number("CV² of months with demand", shape.cv2, ColumnKind::Ratio),
        ExplainLine {
            kind: ColumnKind::Quantity,
            ..total(counted, demand.iter().sum())
        },
    ];
    if settings.xyz_measure != XyzMeasure::Raw {
        let label = settings.xyz_measure.label();
        lines.insert(2, number(label, shape.variation, ColumnKind::Ratio));
    }
    let mut series_label = months_label(analysis, start, start + demand.len());
    let mut shown = demand;
    if over != XyzPeriods::Months {
        let first = series.of_periods(item, &mut shown);
        series_label = format!(
            "Units a {}, {} to {}",
            over.one(),
            over.name(first),
            over.name(first + shown.len().max(1) as i32 - 1)
        );
    }
    Ok(Explanation {
        title: format!("Demand, {}", analysis.data.items.name(item)),
        value: TableValue::Text(format!("{} · {}", shape.xyz.letter(), shape.class.label())),
        kind: ColumnKind::Class,
        lines,
        formulas,
        rows: lines_behind(
            &Filter::default(),
            vec![FilterTerm::Item { id: id.to_owned() }],
        ),
        rows_label: "Lines of the item".to_owned(),
        series_label,
        series: shown,
        source: "Syntetos, Boylan & Croston, On the categorization of demand patterns (2005)"
            .to_owned(),
    })
}
