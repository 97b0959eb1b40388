//! Where the parts of the whale curve lie.

use crate::charts::scale::{Linear, ticks};
use crate::format;
use std::fmt::Write;
use tenfold_core::project::view::{Whale, WhalePoint};

pub(super) const TOP: f64 = 26.0;
pub(super) const BOTTOM: f64 = 30.0;
pub(super) const LEFT: f64 = 52.0;

/// Everything the drawing needs, in pixels.
#[derive(Clone, PartialEq)]
pub(super) struct Geometry {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) x: Linear,
    pub(super) y: Linear,
    /// Shares of the total on the axis, or money where the total is not positive.
    pub(super) in_shares: bool,
    /// What the axis counts in: the total, or 1 for money.
    unit: f64,
    /// Room right of the curve for what is lost.
    pub(super) right: f64,
}

impl Geometry {
    pub(super) fn of(whale: &Whale, width: f64) -> Geometry {
        let width = width.max(280.0);
        let right = if width < 480.0 { 106.0 } else { 136.0 };
        let height = (width * 0.58).clamp(236.0, 340.0);
        let values = || whale.points.iter().map(|p| p.cumulative);
        let high = values().fold(whale.peak.cumulative.max(0.0), f64::max);
        let low = values().fold(whale.total.min(0.0), f64::min);
        // Beyond ten times the total, shares stop saying anything.
        let in_shares = whale.peak.share.is_some_and(|share| share <= 10.0) && whale.total > 0.0;
        Geometry {
            width,
            height,
            x: Linear::new(
                (0.0, f64::from(whale.customers.max(1))),
                (LEFT, width - right),
            ),
            y: Linear::new((low, high), (height - BOTTOM, TOP)),
            in_shares,
            unit: if in_shares { whale.total } else { 1.0 },
            right,
        }
    }

    pub(super) fn point(&self, point: &WhalePoint) -> (f64, f64) {
        (
            self.x.at(f64::from(point.customers)),
            self.y.at(point.cumulative),
        )
    }

    /// True where the room right of the curve takes one or two words a line.
    pub(super) fn is_narrow(&self) -> bool {
        self.right < 120.0
    }

    /// The lines that say who loses what is lost.
    pub(super) fn loss_note(&self, whale: &Whale) -> Vec<String> {
        let losers = u64::from(whale.loss_makers);
        let customers = if losers == 1 { "customer" } else { "customers" };
        if self.is_narrow() {
            vec![
                format!("by {}", format::count(losers)),
                customers.to_owned(),
            ]
        } else {
            vec![format!("by {} {customers}", format::count(losers))]
        }
    }

    /// What stands at the peak: its share of the total, and the amount where the share is absurd;
    /// nothing where the curve ends there.
    pub(super) fn peak_label(&self, whale: &Whale) -> String {
        if whale.loss_makers == 0 {
            return String::new();
        }
        let amount = self.amount(whale.peak.cumulative);
        match whale.peak.share {
            Some(share) if !self.in_shares => {
                format!("peak {amount}, {}", format::share(share))
            }
            _ => format!("peak {amount}"),
        }
    }

    /// An amount as the axis shows it.
    pub(super) fn amount(&self, value: f64) -> String {
        if self.in_shares {
            format::share(value / self.unit)
        } else {
            format::short(value)
        }
    }

    pub(super) fn axis(&self, whale: &Whale) -> Vec<(f64, String)> {
        let high = whale.peak.cumulative.max(whale.total).max(0.0) / self.unit;
        let low = self.y.value(self.height - BOTTOM) / self.unit;
        ticks(low, high, 4)
            .into_iter()
            .map(|tick| {
                let label = if self.in_shares {
                    format::share_plain(tick)
                } else {
                    format::tick(tick)
                };
                (self.y.at(tick * self.unit), label)
            })
            .collect()
    }
}

pub(super) fn path(points: impl Iterator<Item = (f64, f64)>) -> String {
    let mut text = String::new();
    for (i, (x, y)) in points.enumerate() {
        // Writing to a String can't fail.
        let _ = write!(text, "{}{x:.1} {y:.1}", if i == 0 { "M" } else { "L" });
    }
    text
}

/// The closed shape between the curve's points and zero.
pub(super) fn area(points: &[(f64, f64)], zero: f64) -> String {
    match (points.first(), points.last()) {
        (Some(first), Some(last)) if points.len() > 1 => {
            let curve = path(points.iter().copied());
            format!("{curve}L{:.1} {zero:.1}L{:.1} {zero:.1}Z", last.0, first.0)
        }
        _ => String::new(),
    }
}

/// Position of the point where the curve is highest.
pub(super) fn at_peak(whale: &Whale) -> usize {
    whale
        .points
        .iter()
        .position(|point| point.customers >= whale.peak.customers)
        .unwrap_or(whale.points.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenfold_core::project::view::WhalePeak;

    fn whale(cumulative: &[f64]) -> Whale {
        let points = cumulative
            .iter()
            .enumerate()
            .map(|(i, &cumulative)| WhalePoint {
                customers: i as u32,
                cumulative,
            })
            .collect();
        let peak = cumulative.iter().copied().fold(0.0, f64::max);
        let total = *cumulative.last().unwrap_or(&0.0);
        let customers = cumulative.iter().position(|&c| c == peak).unwrap_or(0) as u32;
        let share = (total > 0.0).then(|| peak / total);
        Whale {
            points,
            peak: WhalePeak {
                customers,
                cumulative: peak,
                share,
            },
            total,
            customers: cumulative.len() as u32 - 1,
            loss_makers: cumulative.windows(2).filter(|w| w[1] < w[0]).count() as u32,
            destroyed: peak - total,
            ..Whale::default()
        }
    }

    #[test]
    fn shares_where_they_say_something_and_money_elsewhere() {
        let usual = whale(&[0.0, 80.0, 118.4, 100.0]);
        let geometry = Geometry::of(&usual, 560.0);
        assert_eq!(
            geometry.peak_label(&usual).replace('\u{a0}', " "),
            "peak 118.4 %"
        );
        let loss = whale(&[0.0, 80.0, -20.0]);
        let geometry = Geometry::of(&loss, 560.0);
        assert!(!geometry.in_shares);
        assert_eq!(geometry.peak_label(&loss), "peak 80");
        let absurd = whale(&[0.0, 200_000.0, 10_000.0]);
        let label = Geometry::of(&absurd, 560.0)
            .peak_label(&absurd)
            .replace('\u{a0}', " ");
        assert_eq!(label, "peak 200 k, 2,000 %");
        let nobody = whale(&[0.0, 80.0, 100.0]);
        assert_eq!(Geometry::of(&nobody, 560.0).peak_label(&nobody), "");
    }

    #[test]
    fn the_curve_stays_inside_its_drawing() {
        for cumulative in [
            vec![0.0, 50.0, 90.0, 60.0],
            vec![0.0, -5.0, -30.0],
            vec![0.0, 0.0],
            vec![0.0],
        ] {
            for width in [300.0, 390.0, 900.0] {
                let whale = whale(&cumulative);
                let geometry = Geometry::of(&whale, width);
                for point in &whale.points {
                    let (x, y) = geometry.point(point);
                    assert!(x >= LEFT - 0.1 && x <= geometry.width - geometry.right + 0.1);
                    assert!(
                        y >= TOP - 0.1 && y <= geometry.height - BOTTOM + 0.1,
                        "{cumulative:?}"
                    );
                }
                assert!(!geometry.axis(&whale).is_empty());
            }
        }
    }
}
