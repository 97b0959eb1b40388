//! The demand shape of all items at a glance.

use super::analysis::Analysis;
use super::view::{ClassHistogram, ClassSummary, CrossSummary, DemandProfile, PresetChoice};
use crate::demand::{
    Abc, DemandClass, Fmr, Histogram, Preset, Status, Xyz, concentration, flips, histogram,
};
use crate::read::date;
use crate::settings::{AbcBoundary, AbcMethod, DemandSettings, XyzSplit};

/// The part of all value whose fewest items are counted.
const CONCENTRATION_SHARE: f64 = 0.80;

pub(super) fn profile(analysis: &Analysis) -> DemandProfile {
    let classes = &analysis.classes;
    let settings = &analysis.settings().demand;
    let items = &classes.ranked_items;
    let abc_classes: Vec<Abc> = Abc::WITH_TAIL
        .into_iter()
        .filter(|&c| c <= Abc::C || items.iter().any(|&i| classes.abc[i as usize] == c))
        .collect();
    let month = |at: usize| date::iso_month(analysis.data.first_month + at as i32);
    let mut values: Vec<f64> = items.iter().map(|&i| classes.value[i as usize]).collect();
    values.sort_unstable_by(|a, b| b.total_cmp(a));
    let shape = |i: u32| &classes.shapes[i as usize];
    let of_active = |value: &dyn Fn(u32) -> Option<f64>, from, upper| {
        histogram(items.iter().map(|&i| value(i)), from, upper)
    };
    let [_, y] = settings.xyz_limits;
    let variation = with_limits(
        of_active(&|i| shape(i).variation, 0.0, y),
        match settings.xyz_split {
            XyzSplit::Limits => settings.xyz_limits.to_vec(),
            XyzSplit::ItemShares => Vec::new(),
        },
    );
    let interval = with_limits(
        of_active(&|i| shape(i).interval, 0.0, settings.interval_limit),
        vec![settings.interval_limit],
    );
    let cv2 = with_limits(
        of_active(&|i| shape(i).cv2, 0.0, settings.cv2_limit),
        vec![settings.cv2_limit],
    );
    let share = with_limits(
        of_active(&|i| Some(classes.share_before[i as usize]), 0.0, 1.0),
        share_limits(settings),
    );
    DemandProfile {
        criterion: match settings.abc_method {
            AbcMethod::Single if classes.lacking.contains(&settings.abc_criterion) => "net sales",
            AbcMethod::Single => settings.abc_criterion.label(),
            AbcMethod::WeightedScore => "weighted score",
            AbcMethod::Ng => "score by Ng's method",
        }
        .to_owned(),
        measure: settings.xyz_measure.label().to_owned(),
        first_month: month(classes.months.start),
        last_month: month(classes.months.end.max(classes.months.start + 1) - 1),
        groups: (classes.groups.len() as u32).max(1),
        abc: summaries(analysis, &abc_classes, Abc::letter, |i| classes.abc[i]),
        xyz: summaries(analysis, &Xyz::ALL, Xyz::letter, |i| classes.shapes[i].xyz),
        fmr: summaries(analysis, &Fmr::ALL, Fmr::letter, |i| classes.fmr[i]),
        demand: summaries(analysis, &DemandClass::ALL, DemandClass::label, |i| {
            classes.shapes[i].class
        }),
        status: summaries(analysis, &Status::ALL, Status::label, |i| classes.status[i]),
        abc_second: if classes.abc_second.is_empty() {
            Vec::new()
        } else {
            let second: Vec<Abc> = Abc::WITH_TAIL
                .into_iter()
                .filter(|c| *c <= Abc::C || classes.abc_second.contains(c))
                .collect();
            crossed(analysis, &abc_classes, &second, Abc::letter, |i| {
                classes.abc_second[i]
            })
        },
        abc_fmr: crossed(analysis, &abc_classes, &Fmr::ALL, Fmr::letter, |i| {
            classes.fmr[i]
        }),
        concentration: concentration(&values, CONCENTRATION_SHARE),
        concentration_share: CONCENTRATION_SHARE,
        variation,
        interval,
        cv2,
        share,
        cut_months: classes.cut_months,
        lacking: classes
            .lacking
            .iter()
            .map(|c| c.label().to_owned())
            .collect(),
        flips: analysis
            .previous
            .as_ref()
            .map_or(0, |before| flips(before, classes).len() as u32),
        presets: Preset::ALL
            .into_iter()
            .map(|preset| PresetChoice {
                preset,
                label: preset.label().to_owned(),
                says: preset.says().to_owned(),
            })
            .collect(),
    }
}

fn with_limits(histogram: Histogram, limits: Vec<f64>) -> ClassHistogram {
    ClassHistogram {
        bins: histogram.bins,
        without: histogram.without,
        limits,
    }
}

/// Limits on the share of value, where such decide.
fn share_limits(settings: &DemandSettings) -> Vec<f64> {
    match settings.abc_boundary {
        AbcBoundary::ShareBefore
        | AbcBoundary::ShareIncludingAtMost
        | AbcBoundary::ShareIncludingBelow => settings
            .abc_limits
            .into_iter()
            .chain(settings.abc_tail)
            .collect(),
        AbcBoundary::ItemCount | AbcBoundary::ItemNumber | AbcBoundary::Value => Vec::new(),
    }
}

/// The items of each class, all with lines.
fn summaries<C: Copy + PartialEq>(
    analysis: &Analysis,
    classes: &[C],
    name: impl Fn(C) -> &'static str,
    class_of: impl Fn(usize) -> C,
) -> Vec<ClassSummary> {
    let mut sums: Vec<ClassSummary> = classes
        .iter()
        .map(|&c| ClassSummary {
            class: name(c).to_owned(),
            items: 0,
            lines: 0.0,
            revenue: 0.0,
            net_profit: 0.0,
        })
        .collect();
    for i in analysis.classes.ranked_items.iter().map(|&i| i as usize) {
        let class = class_of(i);
        if let Some(at) = classes.iter().position(|&c| c == class) {
            let profit = &analysis.profits.items[i];
            sums[at].items += 1;
            sums[at].lines += analysis.cube.items[i].sales_lines;
            sums[at].revenue += profit.revenue;
            sums[at].net_profit += profit.net();
        }
    }
    sums
}

/// The items of each pair of classes, row by row.
fn crossed<C: Copy + PartialEq>(
    analysis: &Analysis,
    rows: &[Abc],
    columns: &[C],
    name: impl Fn(C) -> &'static str,
    class_of: impl Fn(usize) -> C,
) -> Vec<CrossSummary> {
    let mut cells: Vec<CrossSummary> = rows
        .iter()
        .flat_map(|abc| columns.iter().map(move |&c| (abc, c)))
        .map(|(abc, c)| CrossSummary {
            abc: abc.letter().to_owned(),
            other: name(c).to_owned(),
            items: 0,
            revenue: 0.0,
            net_profit: 0.0,
        })
        .collect();
    for i in analysis.classes.ranked_items.iter().map(|&i| i as usize) {
        let row = rows.iter().position(|&c| c == analysis.classes.abc[i]);
        let class = class_of(i);
        let column = columns.iter().position(|&c| c == class);
        if let (Some(row), Some(column)) = (row, column) {
            let profit = &analysis.profits.items[i];
            let cell = &mut cells[row * columns.len() + column];
            cell.items += 1;
            cell.revenue += profit.revenue;
            cell.net_profit += profit.net();
        }
    }
    cells
}
