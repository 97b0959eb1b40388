//! From values to the drawing of a plot with limits.

use crate::charts::scale::Linear;
use crate::charts::text_width;
use crate::format;
use leptos::prelude::*;
use std::fmt::Write as _;

pub(super) const LEFT: f64 = 46.0;
pub(super) const TOP: f64 = 44.0;
pub(super) const BOTTOM: f64 = 40.0;
const RIGHT: f64 = 50.0;

/// What runs along one side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    pub from: f64,
    pub to: f64,
    /// Steps of equal ratio instead of equal width; from is above zero then.
    pub log: bool,
    pub ticks: Vec<(f64, String)>,
    /// What it measures.
    pub name: String,
}

/// A bar of a histogram.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub from: f64,
    pub to: f64,
    pub height: f64,
    /// Said on hover.
    pub note: String,
    /// Written above it, where there is room.
    pub label: String,
    /// Its class, where limits do not decide it: "gain-bar", "loss-bar".
    pub class: &'static str,
}

/// A bubble that leads somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Bubble {
    pub id: String,
    pub name: String,
    pub x: f64,
    pub y: f64,
    /// Part of the largest, 0 to 1.
    pub size: f64,
    pub loss: bool,
    /// Named beside it, and reached by the Tab key.
    pub labelled: bool,
    /// What the note beside it says.
    pub note: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Bars(Vec<Bar>),
    /// Cumulative shares, rising.
    Curve(Vec<(f64, f64)>),
    /// x, y and the part of the largest, 0 to 1.
    Plane(Vec<(f64, f64, f64)>),
    /// On a plane whose diagonal parts gain and loss; the largest first.
    Bubbles(Vec<Bubble>),
}

impl Default for Shape {
    fn default() -> Self {
        Shape::Bars(Vec::new())
    }
}

/// A class between limits. On a plane: low x and y; low x, high y; high x, low y; both high.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    pub class: String,
    /// "23 items"
    pub note: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plot {
    pub x: Axis,
    pub y: Axis,
    pub shape: Shape,
    pub zones: Vec<Zone>,
    /// The limits of a curve are values of x, not shares.
    pub cut_by_x: bool,
    /// Fixed vertical lines with what they say.
    pub marks: Vec<(f64, String)>,
    /// Said instead, where there is nothing to draw.
    pub empty: Option<String>,
}

/// How the value of a limit is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Write {
    Share,
    Ratio,
    Count,
}

impl Write {
    pub(super) fn words(self, value: f64) -> String {
        match self {
            Write::Share => format::share_plain(value),
            Write::Ratio => format::ratio(value),
            Write::Count => format::count(value.max(0.0) as u64),
        }
    }
}

/// A line that cuts the plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// The line is horizontal and moves along y.
    pub along_y: bool,
    /// For screen readers: "Limit of class A".
    pub name: String,
    pub value: f64,
    pub min: f64,
    pub max: f64,
    pub step: f64,
    pub write: Write,
}

/// Where things lie, in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Geometry {
    pub width: f64,
    pub height: f64,
    x: Linear,
    y: Linear,
    log: [bool; 2],
}

fn position(value: f64, log: bool) -> f64 {
    if log { value.max(1e-9).ln() } else { value }
}

impl Geometry {
    pub(super) fn of(plot: &Plot, width: f64, height: f64) -> Geometry {
        let side = |axis: &Axis, range| {
            let ends = (position(axis.from, axis.log), position(axis.to, axis.log));
            Linear::new(ends, range)
        };
        let width = width.max(240.0);
        Geometry {
            width,
            height,
            x: side(&plot.x, (LEFT, width - RIGHT)),
            y: side(&plot.y, (height - BOTTOM, TOP)),
            log: [plot.x.log, plot.y.log],
        }
    }

    /// Pixel of a value, kept inside the plot.
    pub(super) fn x_at(&self, value: f64) -> f64 {
        let at = self.x.at(position(value, self.log[0]));
        at.clamp(LEFT, self.width - RIGHT)
    }

    pub(super) fn y_at(&self, value: f64) -> f64 {
        let at = self.y.at(position(value, self.log[1]));
        at.clamp(TOP, self.height - BOTTOM)
    }

    /// The value at a pixel of the drawing, along the axis that a limit moves on.
    pub(super) fn value(&self, along_y: bool, x: f64, y: f64) -> f64 {
        let value = if along_y {
            self.y.value(y)
        } else {
            self.x.value(x)
        };
        if self.log[usize::from(along_y)] {
            value.exp()
        } else {
            value
        }
    }

    pub(super) fn right(&self) -> f64 {
        self.width - RIGHT
    }

    pub(super) fn bottom(&self) -> f64 {
        self.height - BOTTOM
    }

    pub(super) fn axes(&self, plot: &Plot) -> AnyView {
        let grid = plot
            .y
            .ticks
            .iter()
            .map(|(value, label)| {
                let y = self.y_at(*value);
                view! {
                    <line class="grid" x1=LEFT x2=self.right() y1=y y2=y />
                    <text x=LEFT - 8.0 y=y + 4.0 text-anchor="end">{label.clone()}</text>
                }
            })
            .collect_view();
        let foot = self.bottom() + 18.0;
        // Words that would run into those before them are left out.
        let mut reached = 0.0;
        let ticks = plot
            .x
            .ticks
            .iter()
            .filter(|(value, label)| {
                let (x, half) = (self.x_at(*value), text_width(label, 12.0) / 2.0);
                let free = x - half > reached;
                if free {
                    reached = x + half + 4.0;
                }
                free
            })
            .map(|(value, label)| {
                view! {
                    <text x=self.x_at(*value) y=foot text-anchor="middle">
                        {label.clone()}
                    </text>
                }
            })
            .collect_view();
        view! {
            {grid}
            <line class="axis" x1=LEFT x2=self.right() y1=self.bottom() y2=self.bottom() />
            {ticks}
            <text class="axis-name" x=self.right() y=self.height - 4.0 text-anchor="end">
                {plot.x.name.clone()}
            </text>
            <text class="axis-name" x="0" y="10">
                {plot.y.name.clone()}
            </text>
        }
        .into_any()
    }

    pub(super) fn marks(&self, plot: &Plot, limits: &[f64]) -> AnyView {
        match &plot.shape {
            Shape::Bars(bars) => self.bars(bars, limits, &plot.marks),
            Shape::Curve(points) => self.curve(points, &cuts(plot, limits)),
            Shape::Plane(dots) => self.plane(dots),
            Shape::Bubbles(_) => self.diagonal(plot),
        }
    }

    /// Where y is as much as x.
    fn diagonal(&self, plot: &Plot) -> AnyView {
        let from = plot.x.from.max(plot.y.from);
        let to = plot.x.to.min(plot.y.to);
        let (x1, y1) = (self.x_at(from), self.y_at(from));
        let (x2, y2) = (self.x_at(to), self.y_at(to));
        let turn = ((y2 - y1) / (x2 - x1).max(1.0)).atan().to_degrees();
        let (tx, ty) = (x1 + (x2 - x1) * 0.72, y1 + (y2 - y1) * 0.72);
        view! {
            <line class="break-even" x1=x1 y1=y1 x2=x2 y2=y2 />
            <text
                class="break-even-name"
                x=tx
                y=ty + 16.0
                text-anchor="middle"
                transform=format!("rotate({turn:.1} {tx:.1} {ty:.1})")
            >
                "break-even"
            </text>
        }
        .into_any()
    }

    /// Fixed lines with what they say.
    pub(super) fn fixed(&self, plot: &Plot) -> AnyView {
        plot.marks
            .iter()
            .map(|(value, words)| {
                let x = self.x_at(*value);
                // Words go where there is room.
                let right = x + text_width(words, 12.0) + 8.0 < self.width;
                view! {
                    <line class="fixed-line" x1=x x2=x y1=TOP - 4.0 y2=self.bottom() />
                    <text
                        class="strong"
                        x=if right { x + 6.0 } else { x - 6.0 }
                        y=TOP + 4.0
                        text-anchor=if right { "start" } else { "end" }
                    >
                        {words.clone()}
                    </text>
                }
            })
            .collect_view()
            .into_any()
    }

    /// Where a bubble stands and how large it is; one beyond the plot stands at its edge.
    pub(super) fn bubble(&self, bubble: &Bubble) -> (f64, f64, f64) {
        let room = (self.right() - LEFT).min(self.bottom() - TOP);
        let radius = 2.5 + room * 0.065 * bubble.size.max(0.0).sqrt();
        (self.x_at(bubble.x), self.y_at(bubble.y), radius)
    }

    fn bars(&self, bars: &[Bar], limits: &[f64], marks: &[(f64, String)]) -> AnyView {
        bars.iter()
            .map(|bar| {
                let (left, right) = (self.x_at(bar.from), self.x_at(bar.to));
                let top = self.y_at(bar.height);
                // A bar that a limit cuts has both colours.
                let middle = f64::midpoint(bar.from, bar.to);
                let zone = limits.iter().filter(|limit| **limit <= middle).count();
                let class = match bar.class {
                    "" => format!("zone-{zone}"),
                    class => class.to_owned(),
                };
                // Above the bar's middle, beside a fixed line that would strike it out; left out
                // where it would run into the next bar.
                let half = text_width(&bar.label, 12.0) / 2.0;
                let over = f64::midpoint(left, right);
                let struck = marks
                    .iter()
                    .map(|(value, _)| self.x_at(*value))
                    .find(|line| (line - over).abs() < half + 4.0);
                let at = match struck {
                    Some(line) if line > over => line - half - 5.0,
                    Some(line) => line + half + 5.0,
                    None => over,
                };
                let fits = at - half >= left - 2.0 && at + half <= right + 2.0;
                let label = (!bar.label.is_empty() && fits).then(|| {
                    view! {
                        <text
                            class=if bar.class == "loss-bar" { "loss-label" } else { "strong" }
                            x=at
                            y=top - 6.0
                            text-anchor="middle"
                        >
                            {bar.label.clone()}
                        </text>
                    }
                });
                let gap = if right - left > 4.0 { 1.0 } else { 0.0 };
                view! {
                    <rect
                        class=class
                        x=left
                        y=top
                        width=(right - left - gap).max(0.5)
                        height=(self.bottom() - top).max(0.0)
                    >
                        <title>{bar.note.clone()}</title>
                    </rect>
                    {label}
                }
            })
            .collect_view()
            .into_any()
    }

    fn curve(&self, points: &[(f64, f64)], cuts: &[f64]) -> AnyView {
        let pixel = |(x, y): (f64, f64)| (self.x_at(x), self.y_at(y));
        let mut line = String::new();
        for (i, point) in points.iter().enumerate() {
            let (x, y) = pixel(*point);
            let _ = write!(line, "{}{x:.1} {y:.1}", if i == 0 { 'M' } else { 'L' });
        }
        let mut start = points.first().map_or(0.0, |p| p.0);
        let last = points.last().map_or(0.0, |p| p.0);
        let areas = (0..=cuts.len())
            .map(|zone| {
                let end = cuts.get(zone).copied().unwrap_or(last).min(last);
                let path = self.area(points, start, end);
                start = end.max(start);
                view! { <path class=format!("area zone-{zone}") d=path /> }
            })
            .collect_view();
        view! {
            {areas}
            <path class="limit-curve" d=line />
        }
        .into_any()
    }

    /// What lies below a curve from one x to another.
    fn area(&self, points: &[(f64, f64)], from: f64, to: f64) -> String {
        if to <= from {
            return String::new();
        }
        let y_of = |x: f64| interpolate(points, x);
        let mut path = format!("M{:.1} {:.1}", self.x_at(from), self.bottom());
        let inside = points.iter().filter(|p| p.0 > from && p.0 < to).copied();
        for (x, y) in std::iter::once((from, y_of(from)))
            .chain(inside)
            .chain(std::iter::once((to, y_of(to))))
        {
            let _ = write!(path, "L{:.1} {:.1}", self.x_at(x), self.y_at(y));
        }
        let _ = write!(path, "L{:.1} {:.1}Z", self.x_at(to), self.bottom());
        path
    }

    fn plane(&self, dots: &[(f64, f64, f64)]) -> AnyView {
        dots.iter()
            .map(|(x, y, part)| {
                view! {
                    <circle
                        class="plane-dot"
                        cx=self.x_at(*x)
                        cy=self.y_at(*y)
                        r=2.0 + 9.0 * part.sqrt()
                    />
                }
            })
            .collect_view()
            .into_any()
    }

    /// The classes between the lines, named where there is room.
    pub(super) fn zones(&self, plot: &Plot, limits: &[f64]) -> AnyView {
        // Without limits nothing says where one class ends.
        if limits.is_empty() || plot.empty.is_some() {
            return ().into_any();
        }
        if let (Shape::Plane(_) | Shape::Bubbles(_), [x, y]) = (&plot.shape, limits) {
            return self.quadrants(plot, *x, *y);
        }
        let mut start = LEFT;
        let cuts = cuts(plot, limits);
        let curve = matches!(plot.shape, Shape::Curve(_));
        plot.zones
            .iter()
            .take(limits.len() + 1)
            .enumerate()
            .map(|(i, zone)| {
                let end = cuts.get(i).map_or(self.right(), |cut| self.x_at(*cut));
                let (left, room) = (start, end - start);
                start = end;
                let note = if text_width(&zone.note, 12.0) + 8.0 < room {
                    zone.note.clone()
                } else {
                    String::new()
                };
                // Below the curve, above the bars.
                let y = if curve {
                    self.bottom() - 22.0
                } else {
                    TOP + 14.0
                };
                let middle = left + room / 2.0;
                let edge = (curve && i > 0).then(|| {
                    let top = match &plot.shape {
                        Shape::Curve(points) => self.y_at(interpolate(points, cuts[i - 1])),
                        _ => TOP,
                    };
                    view! { <line class="drop" x1=left x2=left y1=top y2=self.bottom() /> }
                });
                view! {
                    {edge}
                    {(room > 14.0)
                        .then(|| {
                            view! {
                                <text class="zone-name" x=middle y=y text-anchor="middle">
                                    {zone.class.clone()}
                                </text>
                                <text class="zone-note" x=middle y=y + 15.0 text-anchor="middle">
                                    {note}
                                </text>
                            }
                        })}
                }
            })
            .collect_view()
            .into_any()
    }

    fn quadrants(&self, plot: &Plot, x: f64, y: f64) -> AnyView {
        let (x, y) = (self.x_at(x), self.y_at(y));
        let ends = [
            (LEFT, self.bottom(), false),
            (LEFT, TOP, false),
            (self.right(), self.bottom(), true),
            (self.right(), TOP, true),
        ];
        plot.zones
            .iter()
            .zip(ends)
            .map(|(zone, (edge, end, right))| {
                let anchor = if right { "end" } else { "start" };
                let at = if right { edge - 8.0 } else { edge + 8.0 };
                let down = if end > y { end - 24.0 } else { end + 18.0 };
                let room = (edge - x).abs() - 12.0;
                let fits = |text: &str| text_width(text, 12.0) < room;
                let tall = (end - y).abs() > 34.0;
                view! {
                    {(tall && fits(&zone.class))
                        .then(|| {
                            view! {
                                <text class="zone-name" x=at y=down text-anchor=anchor>
                                    {zone.class.clone()}
                                </text>
                            }
                        })}
                    {(tall && fits(&zone.note))
                        .then(|| {
                            view! {
                                <text class="zone-note" x=at y=down + 15.0 text-anchor=anchor>
                                    {zone.note.clone()}
                                </text>
                            }
                        })}
                }
            })
            .collect_view()
            .into_any()
    }
}

/// Where limits cut the curve, as values of x.
fn cuts(plot: &Plot, limits: &[f64]) -> Vec<f64> {
    let Shape::Curve(points) = &plot.shape else {
        return limits.to_vec();
    };
    if plot.cut_by_x {
        return limits.to_vec();
    }
    limits
        .iter()
        .map(|limit| crossing(points, *limit).unwrap_or(plot.x.to))
        .collect()
}

/// The least x at which a rising curve reaches y.
fn crossing(points: &[(f64, f64)], y: f64) -> Option<f64> {
    let at = points.iter().position(|p| p.1 >= y)?;
    let Some(before) = at.checked_sub(1).map(|i| points[i]) else {
        return Some(points[at].0);
    };
    let (from, to) = (before, points[at]);
    let part = if to.1 > from.1 {
        (y - from.1) / (to.1 - from.1)
    } else {
        1.0
    };
    Some(from.0 + part * (to.0 - from.0))
}

fn interpolate(points: &[(f64, f64)], x: f64) -> f64 {
    let at = points.partition_point(|p| p.0 < x);
    match (
        at.checked_sub(1).and_then(|i| points.get(i)),
        points.get(at),
    ) {
        (Some(a), Some(b)) if b.0 > a.0 => a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0),
        (_, Some(b)) => b.1,
        (Some(a), None) => a.1,
        (None, None) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(x: Axis, shape: Shape) -> Plot {
        Plot {
            x,
            y: Axis {
                to: 1.0,
                ..Axis::default()
            },
            shape,
            ..Plot::default()
        }
    }

    #[test]
    fn a_limit_on_a_curve_cuts_where_the_curve_is() {
        let curve = [(0.0, 0.0), (1.0, 0.5), (3.0, 1.0)];
        assert_eq!(crossing(&curve, 0.25), Some(0.5));
        assert_eq!(crossing(&curve, 0.75), Some(2.0));
        assert_eq!(crossing(&curve, 1.5), None);
        assert_eq!(interpolate(&curve, 2.0), 0.75);
        assert_eq!(interpolate(&curve, 9.0), 1.0);
    }

    #[test]
    fn pixels_and_values_go_both_ways() {
        for log in [false, true] {
            let axis = Axis {
                from: 1.0,
                to: 8.0,
                log,
                ..Axis::default()
            };
            let geometry = Geometry::of(&plot(axis, Shape::default()), 500.0, 250.0);
            for value in [1.0, 1.32, 5.0] {
                let back = geometry.value(false, geometry.x_at(value), 0.0);
                assert!((back - value).abs() < 1e-9, "{log} {value} {back}");
            }
            assert_eq!(geometry.x_at(900.0), geometry.right());
        }
    }
}
