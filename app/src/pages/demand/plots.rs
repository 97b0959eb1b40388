//! What the plots of the demand shape draw.

use crate::charts::limits::{Axis, Bar, Limit, Plot, Shape, Write, Zone};
use crate::charts::scale;
use crate::charts::table::ChartTable;
use crate::format;
use tenfold_core::project::view::{ClassHistogram, ClassSummary, CurvePoint, DemandProfile};
use tenfold_core::settings::{AbcBoundary, DemandSettings, FmrRule};

/// A limit is dragged in steps of so much.
const SHARE_STEP: f64 = 0.005;

fn zones(classes: &[ClassSummary]) -> Vec<Zone> {
    classes
        .iter()
        .map(|c| Zone {
            class: c.class.clone(),
            note: format::counted(u64::from(c.items), "item", "items"),
        })
        .collect()
}

/// An axis that counts items.
fn counting(most: f64, name: &str) -> Axis {
    Axis {
        from: 0.0,
        to: most,
        log: false,
        ticks: scale::whole_ticks(most),
        name: name.to_owned(),
    }
}

fn axis(from: f64, to: f64, wanted: usize, write: fn(f64) -> String, name: &str) -> Axis {
    Axis {
        from,
        to,
        log: false,
        ticks: scale::ticks(from, to, wanted)
            .into_iter()
            .map(|value| (value, write(value)))
            .collect(),
        name: name.to_owned(),
    }
}

/// A cumulative curve with the classes below it; they stand side by side only in one ranking.
fn curve(points: &[CurvePoint], classes: &[ClassSummary], grouped: bool, of: &str) -> Plot {
    let items = points.last().map_or(1, |p| p.items);
    Plot {
        x: counting(f64::from(items), "items, largest first"),
        y: axis(0.0, 1.0, 4, format::share_plain, of),
        shape: Shape::Curve(
            points
                .iter()
                .map(|p| (f64::from(p.items), p.share))
                .collect(),
        ),
        zones: if grouped { Vec::new() } else { zones(classes) },
        cut_by_x: false,
        marks: Vec::new(),
        empty: points.is_empty().then(|| "Nothing to rank".to_owned()),
    }
}

pub(super) fn value_plot(profile: &DemandProfile, d: &DemandSettings) -> Plot {
    // Classes without positive value stand outside the curve.
    let ranked: Vec<ClassSummary> = profile
        .abc
        .iter()
        .filter(|c| c.class != "N")
        .cloned()
        .collect();
    let of = format!("cumulative {}", profile.criterion);
    Plot {
        cut_by_x: d.abc_boundary == AbcBoundary::ItemNumber,
        ..curve(&profile.value_curve, &ranked, profile.groups > 1, &of)
    }
}

pub(super) fn lines_plot(profile: &DemandProfile) -> Plot {
    let grouped = profile.groups > 1;
    curve(
        &profile.lines_curve,
        &profile.fmr,
        grouped,
        "cumulative order lines",
    )
}

fn share_limit(class: &str, value: f64, min: f64, max: f64) -> Limit {
    Limit {
        along_y: true,
        name: format!("Limit of class {class}"),
        value,
        min,
        max,
        step: SHARE_STEP,
        write: Write::Share,
    }
}

/// Shares of the value, or of the items, by the boundary in force; others are typed.
pub(super) fn value_limits(d: &DemandSettings, items: u32) -> Vec<Limit> {
    let [a, b] = d.abc_limits;
    match d.abc_boundary {
        AbcBoundary::ShareBefore
        | AbcBoundary::ShareIncludingAtMost
        | AbcBoundary::ShareIncludingBelow => {
            let mut limits = vec![
                share_limit("A", a, 0.0, b),
                share_limit("B", b, a, d.abc_tail.unwrap_or(1.0)),
            ];
            limits.extend(d.abc_tail.map(|c| share_limit("C", c, b, 1.0)));
            limits
        }
        AbcBoundary::ItemNumber => {
            let [first, second] = d.abc_counts.map(f64::from);
            let limit = |class: &str, value: f64, min, max| Limit {
                along_y: false,
                name: format!("Limit of class {class}"),
                value,
                min,
                max,
                step: 1.0,
                write: Write::Count,
            };
            vec![
                limit("A", first, 0.0, second),
                limit("B", second, first, f64::from(items).max(first)),
            ]
        }
        AbcBoundary::ItemCount | AbcBoundary::Value => Vec::new(),
    }
}

pub(super) fn lines_limits(d: &DemandSettings) -> Vec<Limit> {
    let [f, m] = d.fmr_limits;
    match d.fmr_rule {
        FmrRule::CumulativeShare => {
            vec![share_limit("F", f, 0.0, m), share_limit("M", m, f, 1.0)]
        }
        FmrRule::LinesAMonth => Vec::new(),
    }
}

/// Bars; an open last bin is as wide as the others.
fn bars(histogram: &ClassHistogram) -> (Vec<Bar>, f64) {
    let width = histogram
        .bins
        .first()
        .and_then(|b| b.to.map(|to| to - b.from))
        .unwrap_or(1.0);
    let bars: Vec<Bar> = histogram
        .bins
        .iter()
        .map(|bin| {
            let items = format::counted(u64::from(bin.items), "item", "items");
            let from = format::ratio(bin.from);
            Bar {
                from: bin.from,
                to: bin.to.unwrap_or(bin.from + width),
                height: f64::from(bin.items),
                label: String::new(),
                class: "",
                note: match bin.to {
                    Some(to) => format!("{from} to {}: {items}", format::ratio(to)),
                    None => format!("{from} and more: {items}"),
                },
            }
        })
        .collect();
    let end = bars.last().map_or(1.0, |bar| bar.to);
    (bars, end)
}

pub(super) fn variation_plot(profile: &DemandProfile) -> Plot {
    let (bars, end) = bars(&profile.variation);
    let tallest = bars.iter().map(|b| b.height).fold(0.0, f64::max);
    let empty = (tallest == 0.0).then(|| "No item has a variation".to_owned());
    Plot {
        x: axis(0.0, end, 6, format::ratio, &profile.measure.to_lowercase()),
        // Room for the names of the classes.
        y: counting((tallest * 1.22).max(1.0), "items"),
        shape: Shape::Bars(bars),
        zones: if profile.variation.limits.is_empty() {
            Vec::new()
        } else {
            zones(&profile.xyz)
        },
        cut_by_x: true,
        marks: Vec::new(),
        empty,
    }
}

pub(super) fn variation_limits(profile: &DemandProfile, d: &DemandSettings) -> Vec<Limit> {
    if profile.variation.limits.is_empty() {
        return Vec::new();
    }
    let (_, end) = bars(&profile.variation);
    let [x, y] = d.xyz_limits;
    let limit = |class: &str, value, min, max| Limit {
        along_y: false,
        name: format!("Limit of class {class}"),
        value,
        min,
        max,
        step: 0.01,
        write: Write::Ratio,
    };
    vec![limit("X", x, 0.0, y), limit("Y", y, x, end.max(y))]
}

pub(super) fn plane_plot(profile: &DemandProfile) -> Plot {
    let [interval, cv2] = profile.plane_ends;
    let largest = profile.plane.iter().map(|d| d.items).max().unwrap_or(0);
    let ticks = [1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 9.0, 12.0, 18.0, 24.0, 36.0];
    let zone = |class: &str| {
        let of = |c: &&ClassSummary| c.class == class;
        let items = profile.demand.iter().find(of).map_or(0, |c| c.items);
        Zone {
            class: class.to_owned(),
            note: format::counted(u64::from(items), "item", "items"),
        }
    };
    Plot {
        x: Axis {
            from: 1.0,
            to: interval,
            log: true,
            ticks: ticks
                .into_iter()
                .filter(|tick| *tick <= interval)
                .map(|tick| (tick, format::quantity(tick)))
                .collect(),
            name: "months between demands".to_owned(),
        },
        y: axis(0.0, cv2, 4, format::ratio, "CV² of the months with demand"),
        shape: Shape::Plane(
            profile
                .plane
                .iter()
                .map(|d| {
                    let part = f64::from(d.items) / f64::from(largest.max(1));
                    (d.interval, d.cv2, part)
                })
                .collect(),
        ),
        zones: ["smooth", "erratic", "intermittent", "lumpy"]
            .map(zone)
            .to_vec(),
        cut_by_x: true,
        marks: Vec::new(),
        empty: profile
            .plane
            .is_empty()
            .then(|| "No item has demand in two months".to_owned()),
    }
}

pub(super) fn plane_limits(profile: &DemandProfile, d: &DemandSettings) -> Vec<Limit> {
    let [interval, cv2] = profile.plane_ends;
    let limit = |along_y, name: &str, value: f64, min, max: f64| Limit {
        along_y,
        name: name.to_owned(),
        value,
        min,
        max: max.max(value),
        step: 0.01,
        write: Write::Ratio,
    };
    vec![
        limit(
            false,
            "Limit of the interval",
            d.interval_limit,
            1.0,
            interval,
        ),
        limit(
            true,
            "Limit of the squared variation",
            d.cv2_limit,
            0.0,
            cv2,
        ),
    ]
}

/// The classes in full figures.
pub(super) fn class_table(classes: &[ClassSummary]) -> ChartTable {
    let rows = classes
        .iter()
        .map(|c| {
            vec![
                c.class.clone(),
                format::count(u64::from(c.items)),
                format::count(c.lines as u64),
                format::money(c.revenue),
                format::money(c.net_profit),
            ]
        })
        .collect();
    ChartTable::new(
        &[
            "Class",
            "Items",
            "Order lines",
            "Net sales",
            "Net contribution",
        ],
        rows,
    )
}
