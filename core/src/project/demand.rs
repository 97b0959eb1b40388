//! The demand shape of all items at a glance.

use super::analysis::Analysis;
use super::view::{
    ClassHistogram, ClassSummary, CrossSummary, CurvePoint, DemandProfile, PlaneDot, PresetChoice,
};
use super::words::{amount, count, grouped, percent};
use crate::demand::{
    Abc, Concentration, DemandClass, DemandShape, Fmr, Histogram, Preset, Status, Xyz,
    concentration, histogram,
};
use crate::read::date;
use crate::settings::{AbcBoundary, AbcMethod, DemandSettings, XyzPeriods, XyzSplit};
use crate::stats::order;

/// The part of all value whose fewest items are counted.
const CONCENTRATION_SHARE: f64 = 0.80;

/// What classes go by where the lines have no money.
const UNITS: &str = "units";

pub(super) fn profile(analysis: &Analysis) -> DemandProfile {
    let classes = &analysis.classes;
    let settings = &analysis.settings().demand;
    let items = &classes.ranked_items;
    let abc_classes: Vec<Abc> = Abc::WITH_TAIL
        .into_iter()
        .filter(|&c| c <= Abc::C || items.iter().any(|&i| classes.abc[i as usize] == c))
        .collect();
    let month = |at: usize| date::iso_month(analysis.data.first_month + at as i32);
    let figures = figures(analysis);
    let of_abc = |i| place(&abc_classes, classes.abc[i]);
    let of_fmr = |i| place(&Fmr::ALL, classes.fmr[i]);
    let worth = analysis.worth().cloned().unwrap_or_default();
    let plots = analysis.plots().cloned().unwrap_or_default();
    let mut profile = DemandProfile {
        criterion: match settings.abc_method {
            AbcMethod::Single if classes.lacking.contains(&settings.abc_criterion) => {
                if analysis.data.priced {
                    "net sales"
                } else {
                    UNITS
                }
            }
            AbcMethod::Single => settings.abc_criterion.label(),
            AbcMethod::WeightedScore => "weighted score",
            AbcMethod::Ng => "score by Ng's method",
        }
        .to_owned(),
        measure: format!(
            "{}, {1} by {1}",
            settings.xyz_measure.label(),
            settings.xyz_periods.one()
        ),
        by_quarter: plots.by_quarter,
        first_month: month(classes.months.start),
        last_month: month(classes.months.end.max(classes.months.start + 1) - 1),
        groups: (classes.groups.len() as u32).max(1),
        abc: summaries(&figures, &names(&abc_classes, Abc::letter), &of_abc),
        xyz: summaries(&figures, &names(&Xyz::ALL, Xyz::letter), &|i| {
            place(&Xyz::ALL, classes.shapes[i].xyz)
        }),
        fmr: summaries(&figures, &names(&Fmr::ALL, Fmr::letter), &of_fmr),
        demand: summaries(
            &figures,
            &names(&DemandClass::ALL, DemandClass::label),
            &|i| place(&DemandClass::ALL, classes.shapes[i].class),
        ),
        status: summaries(&figures, &names(&Status::ALL, Status::label), &|i| {
            place(&Status::ALL, classes.status[i])
        }),
        abc_second: if classes.abc_second.is_empty() {
            Vec::new()
        } else {
            let second: Vec<Abc> = Abc::WITH_TAIL
                .into_iter()
                .filter(|c| *c <= Abc::C || classes.abc_second.contains(c))
                .collect();
            let columns = names(&second, Abc::letter);
            crossed(&figures, &abc_classes, &columns, &of_abc, &|i| {
                place(&second, classes.abc_second[i])
            })
        },
        abc_fmr: {
            let columns = names(&Fmr::ALL, Fmr::letter);
            crossed(&figures, &abc_classes, &columns, &of_abc, &of_fmr)
        },
        concentration: worth.concentration,
        concentration_share: CONCENTRATION_SHARE,
        variation: plots.variation,
        interval: plots.interval,
        cv2: plots.cv2,
        share: with_limits(worth.share, share_limits(settings)),
        cut_months: classes.cut_months,
        lacking: classes
            .lacking
            .iter()
            .map(|c| c.label().to_owned())
            .collect(),
        presets: Preset::ALL
            .into_iter()
            .map(|preset| PresetChoice {
                preset,
                label: preset.label().to_owned(),
                says: preset.says().to_owned(),
            })
            .collect(),
        headline: String::new(),
        abc_title: String::new(),
        xyz_title: String::new(),
        fmr_title: String::new(),
        demand_title: String::new(),
        status_title: String::new(),
        value_curve: worth.curve,
        lines_curve: plots.lines_curve,
        plane: plots.plane,
        plane_ends: plots.plane_ends,
    };
    say(&mut profile);
    profile
}

/// What the plots show that goes by what the items are worth, wherever the limits between their
/// classes are.
#[derive(Clone, Default)]
pub(super) struct WorthPlots {
    /// Value and share before, by ranked item.
    of: Vec<(f64, f64)>,
    concentration: Concentration,
    share: Histogram,
    curve: Vec<CurvePoint>,
}

impl WorthPlots {
    /// The plots of these classes, those `known` where they still hold.
    pub(super) fn of(analysis: &Analysis, known: Option<WorthPlots>) -> WorthPlots {
        let classes = &analysis.classes;
        let items = classes.ranked_items.iter().map(|&i| i as usize);
        let of: Vec<(f64, f64)> = items
            .map(|i| (classes.value[i], classes.share_before[i]))
            .collect();
        if let Some(known) = known
            && known.of == of
        {
            return known;
        }
        let mut values: Vec<f64> = of.iter().map(|(value, _)| *value).collect();
        order::descending(&mut values);
        WorthPlots {
            concentration: concentration(&values, CONCENTRATION_SHARE),
            share: histogram(of.iter().map(|(_, share)| Some(*share)), 0.0, 1.0),
            curve: curve(&values),
            of,
        }
    }
}

/// What the plots show that goes by the demand of the items alone, not by what they are worth.
#[derive(Clone, Default)]
pub(super) struct DemandPlots {
    variation: ClassHistogram,
    interval: ClassHistogram,
    cv2: ClassHistogram,
    by_quarter: Option<u32>,
    lines_curve: Vec<CurvePoint>,
    plane: Vec<PlaneDot>,
    plane_ends: [f64; 2],
}

impl DemandPlots {
    pub(super) fn of(analysis: &Analysis) -> DemandPlots {
        let settings = &analysis.settings().demand;
        let shapes = &analysis.classes.shapes;
        let items = &analysis.classes.ranked_items;
        let of_active = |value: &dyn Fn(&DemandShape) -> Option<f64>, upper| {
            histogram(
                items.iter().map(|&i| value(&shapes[i as usize])),
                0.0,
                upper,
            )
        };
        let [_, y] = settings.xyz_limits;
        let (plane, plane_ends) = plane(analysis, settings);
        DemandPlots {
            variation: with_limits(
                of_active(&|shape| shape.variation, y),
                match settings.xyz_split {
                    XyzSplit::Limits => settings.xyz_limits.to_vec(),
                    XyzSplit::ItemShares => Vec::new(),
                },
            ),
            interval: with_limits(
                of_active(&|shape| shape.interval, settings.interval_limit),
                vec![settings.interval_limit],
            ),
            cv2: with_limits(
                of_active(&|shape| shape.cv2, settings.cv2_limit),
                vec![settings.cv2_limit],
            ),
            by_quarter: by_quarter(analysis),
            lines_curve: lines_curve(analysis),
            plane,
            plane_ends,
        }
    }
}

/// Items that would be X or Y by the variation of quarters; None where that of months parts
/// them, or not even the quarters do.
fn by_quarter(analysis: &Analysis) -> Option<u32> {
    let classes = &analysis.classes;
    let items = || classes.ranked_items.iter().copied();
    let of_months = &analysis.settings().demand;
    if of_months.xyz_periods != XyzPeriods::Months
        || of_months.xyz_split != XyzSplit::Limits
        || items().any(|i| classes.shapes[i as usize].xyz != Xyz::Z)
    {
        return None;
    }
    let settings = XyzPeriods::Quarters.settings(&DemandSettings {
        xyz_periods: XyzPeriods::Quarters,
        ..of_months.clone()
    });
    let series = analysis.series(&settings);
    let (mut demand, mut left) = (Vec::new(), 0);
    for item in items() {
        series.of_periods(item, &mut demand);
        left += u32::from(DemandShape::of(&demand, &settings).xyz != Xyz::Z);
    }
    (left > 0).then_some(left)
}

/// Points of a curve, at most.
const CURVE_POINTS: usize = 160;

/// Cumulative shares of values that come ranked from the largest; without a positive one, none.
fn curve(ranked: &[f64]) -> Vec<CurvePoint> {
    let positive = || ranked.iter().map(|v| v.max(0.0));
    let total: f64 = positive().sum();
    if total <= 0.0 {
        return Vec::new();
    }
    let step = ranked.len().div_ceil(CURVE_POINTS);
    let mut sum = 0.0;
    let mut points = vec![CurvePoint {
        items: 0,
        share: 0.0,
    }];
    for (i, value) in positive().enumerate() {
        sum += value;
        // The steep beginning as it is, the tail in steps.
        if i < CURVE_POINTS / 4 || (i + 1) % step == 0 || i + 1 == ranked.len() {
            points.push(CurvePoint {
                items: i as u32 + 1,
                share: (sum / total).min(1.0),
            });
        }
    }
    points
}

fn lines_curve(analysis: &Analysis) -> Vec<CurvePoint> {
    let mut lines: Vec<f64> = analysis
        .classes
        .ranked_items
        .iter()
        .map(|&i| analysis.cube.items[i as usize].sales_lines)
        .collect();
    order::descending(&mut lines);
    curve(&lines)
}

/// Rows and columns of the plane.
const PLANE: [usize; 2] = [40, 24];

/// Counts items by average demand interval, in steps of equal ratio, and by squared variation, in
/// steps of equal width. The ends reach nearly all items and twice the limits.
fn plane(analysis: &Analysis, settings: &DemandSettings) -> (Vec<PlaneDot>, [f64; 2]) {
    let known: Vec<(f64, f64)> = analysis
        .classes
        .ranked_items
        .iter()
        .filter_map(|&i| {
            let shape = &analysis.classes.shapes[i as usize];
            Some((shape.interval?, shape.cv2?))
        })
        .filter(|(interval, cv2)| interval.is_finite() && cv2.is_finite())
        .collect();
    let nearly_all = |mut values: Vec<f64>| {
        order::ascending(&mut values);
        values
            .get((values.len() * 96 / 100).min(values.len().saturating_sub(1)))
            .copied()
    };
    let end =
        |values: Vec<f64>, limit: f64| nearly_all(values).unwrap_or(0.0).max(2.0 * limit).max(0.1);
    let [columns, rows] = PLANE;
    let ends = [
        end(known.iter().map(|k| k.0).collect(), settings.interval_limit).max(2.0),
        end(known.iter().map(|k| k.1).collect(), settings.cv2_limit),
    ];
    // Edges by repeated multiplication: powers differ in their last digit from machine to machine.
    let ratio = libm::exp(libm::log(ends[0]) / columns as f64);
    let mut edges = vec![1.0];
    for k in 1..columns {
        edges.push(edges[k - 1] * ratio);
    }
    let height = ends[1] / rows as f64;
    let mut counts = vec![0_u32; columns * rows];
    for (interval, cv2) in known {
        let column = edges.partition_point(|e| *e <= interval).clamp(1, columns) - 1;
        let row = ((cv2 / height).max(0.0) as usize).min(rows - 1);
        counts[row * columns + column] += 1;
    }
    let dots = counts
        .iter()
        .enumerate()
        .filter(|(_, items)| **items > 0)
        .map(|(at, &items)| PlaneDot {
            interval: edges[at % columns] * libm::sqrt(ratio),
            cv2: height * ((at / columns) as f64 + 0.5),
            items,
        })
        .collect();
    (dots, ends)
}

/// Puts what the profile shows into sentences.
fn say(profile: &mut DemandProfile) {
    let all: u32 = profile.abc.iter().map(|c| c.items).sum();
    let items = |n: u32| count(u64::from(n), "item", "items");
    if all == 0 {
        let nothing = "No item has an order line".to_owned();
        profile.headline.clone_from(&nothing);
        profile.abc_title = nothing;
        return;
    }
    let of = |list: &[ClassSummary], class: &str| {
        list.iter()
            .find(|c| c.class == class)
            .map_or(0, |c| c.items)
    };
    let total: f64 = profile.abc.iter().map(|c| c.revenue).sum();
    let unsteady = of(&profile.xyz, "Z");
    let few = profile.concentration.items;
    profile.headline = format!(
        "{} of {} {} {} of {}, {} {} hard to forecast",
        grouped(u64::from(few)),
        items(all),
        if few == 1 { "makes" } else { "make" },
        percent(profile.concentration_share),
        profile.criterion,
        grouped(u64::from(unsteady)),
        if unsteady == 1 { "is" } else { "are" },
    );
    let a = &profile.abc[0];
    profile.abc_title = format!(
        "A: {} of {} {}",
        grouped(u64::from(a.items)),
        items(all),
        if total > 0.0 {
            format!("with {} of net sales", percent(a.revenue / total))
        } else if profile.criterion == UNITS {
            format!("by {UNITS}")
        } else {
            format!("with {} of net sales", amount(a.revenue))
        }
    );
    let steady = of(&profile.xyz, "X");
    profile.xyz_title = format!(
        "{} {} steadily, {} {} hard to forecast",
        items(steady),
        if steady == 1 { "sells" } else { "sell" },
        grouped(u64::from(unsteady)),
        if unsteady == 1 { "is" } else { "are" },
    );
    let f = &profile.fmr[0];
    let lines: f64 = profile.fmr.iter().map(|c| c.lines).sum();
    profile.fmr_title = format!(
        "F: {} of {} {}",
        grouped(u64::from(f.items)),
        items(all),
        if lines > 0.0 {
            format!("with {} of order lines", percent(f.lines / lines))
        } else {
            "without an order line".to_owned()
        }
    );
    let smooth = of(&profile.demand, "smooth");
    let lumpy = of(&profile.demand, "lumpy");
    profile.demand_title = format!(
        "Demand is smooth for {} of {}, lumpy for {}",
        grouped(u64::from(smooth)),
        items(all),
        grouped(u64::from(lumpy))
    );
    let status = |class| grouped(u64::from(of(&profile.status, class)));
    profile.status_title = if of(&profile.status, "active") == all {
        "Every item is active: none is new, phased out or seldom sold".to_owned()
    } else {
        format!(
            "{} new, {} being phased out, {} with too little history",
            count(
                u64::from(of(&profile.status, "new")),
                "item is",
                "items are"
            ),
            status("phase-out"),
            status("insufficient history")
        )
    };
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

/// What the summaries add up of an item.
struct Figures {
    item: usize,
    lines: f64,
    revenue: f64,
    net: f64,
}

/// The items that have classes, all with lines.
fn figures(analysis: &Analysis) -> Vec<Figures> {
    let items = analysis.classes.ranked_items.iter().map(|&i| i as usize);
    items
        .map(|item| {
            let profit = &analysis.profits.items[item];
            Figures {
                item,
                lines: analysis.cube.items[item].sales_lines,
                revenue: profit.revenue,
                net: profit.net(),
            }
        })
        .collect()
}

fn names<C: Copy>(classes: &[C], name: fn(C) -> &'static str) -> Vec<&'static str> {
    classes.iter().map(|&c| name(c)).collect()
}

fn place<C: Copy + PartialEq>(classes: &[C], class: C) -> Option<usize> {
    classes.iter().position(|&c| c == class)
}

/// The place of an item's class, by the item's position; None where it has none of them.
type PlaceOf<'a> = &'a dyn Fn(usize) -> Option<usize>;

/// The items of each class.
fn summaries(
    figures: &[Figures],
    names: &[&'static str],
    place_of: PlaceOf<'_>,
) -> Vec<ClassSummary> {
    let mut sums: Vec<ClassSummary> = names
        .iter()
        .map(|&name| ClassSummary {
            class: name.to_owned(),
            items: 0,
            lines: 0.0,
            revenue: 0.0,
            net_profit: 0.0,
        })
        .collect();
    for figures in figures {
        if let Some(at) = place_of(figures.item) {
            let sum = &mut sums[at];
            sum.items += 1;
            sum.lines += figures.lines;
            sum.revenue += figures.revenue;
            sum.net_profit += figures.net;
        }
    }
    sums
}

/// The items of each pair of classes, row by row.
fn crossed(
    figures: &[Figures],
    rows: &[Abc],
    columns: &[&'static str],
    row_of: PlaceOf<'_>,
    column_of: PlaceOf<'_>,
) -> Vec<CrossSummary> {
    let mut cells: Vec<CrossSummary> = rows
        .iter()
        .flat_map(|abc| columns.iter().map(move |&other| (abc, other)))
        .map(|(abc, other)| CrossSummary {
            abc: abc.letter().to_owned(),
            other: other.to_owned(),
            items: 0,
            revenue: 0.0,
            net_profit: 0.0,
        })
        .collect();
    for figures in figures {
        if let (Some(row), Some(column)) = (row_of(figures.item), column_of(figures.item)) {
            let cell = &mut cells[row * columns.len() + column];
            cell.items += 1;
            cell.revenue += figures.revenue;
            cell.net_profit += figures.net;
        }
    }
    cells
}
