//! Where the steps of a waterfall lie: as columns, or as rows of a ladder where columns would be
//! too narrow for their labels.

use crate::charts::scale::Linear;
use crate::charts::{lines_for, text_width};
use crate::format;
use crate::text;
use tenfold_core::project::view::{Provenance, Subject, WaterfallStep};

/// A column narrower than this can't carry its label.
const NARROWEST_COLUMN: f64 = 78.0;
const COLUMNS_HEIGHT: f64 = 300.0;
const ROW: f64 = 36.0;
const SIZE: f64 = 12.0;

/// One step in pixels.
#[derive(Clone, PartialEq)]
pub(super) struct Bar {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    /// Where the whole step answers to the pointer.
    pub(super) hit: (f64, f64, f64, f64),
    /// To the next step, at the level reached.
    pub(super) connector: Option<String>,
    pub(super) label: Vec<(f64, f64, String)>,
    pub(super) label_anchor: &'static str,
    pub(super) amount: (f64, f64, String),
    pub(super) amount_anchor: &'static str,
    /// The word for a step that is not measured, and where.
    pub(super) mark: Option<(f64, f64, &'static str)>,
    pub(super) class: &'static str,
    pub(super) hatched: bool,
    pub(super) subject: Option<Subject>,
    pub(super) name: String,
}

#[derive(Clone, PartialEq, Default)]
pub(super) struct Drawing {
    pub(super) width: f64,
    pub(super) height: f64,
    /// The line at zero.
    pub(super) zero: String,
    pub(super) bars: Vec<Bar>,
}

/// From where to where each step goes.
fn spans(steps: &[WaterfallStep]) -> Vec<(f64, f64)> {
    let mut level = 0.0;
    steps
        .iter()
        .map(|step| {
            let from = if step.total { 0.0 } else { level };
            level = from + step.amount;
            (from, level)
        })
        .collect()
}

pub(super) fn draw(steps: &[WaterfallStep], width: f64) -> Drawing {
    let width = width.max(280.0);
    let spans = spans(steps);
    let ends = || spans.iter().flat_map(|&(from, to)| [from, to]);
    let (low, high) = (ends().fold(0.0, f64::min), ends().fold(0.0, f64::max));
    if width / steps.len().max(1) as f64 >= NARROWEST_COLUMN {
        columns(steps, &spans, (low, high), width)
    } else {
        ladder(steps, &spans, (low, high), width)
    }
}

fn columns(
    steps: &[WaterfallStep],
    spans: &[(f64, f64)],
    (low, high): (f64, f64),
    width: f64,
) -> Drawing {
    let step_width = width / steps.len().max(1) as f64;
    // Nearly all of the step: neighbours' words seldom both fill theirs.
    let labels: Vec<_> = steps
        .iter()
        .map(|step| lines_for(&step.label, step_width - 2.0, SIZE, 3))
        .collect();
    let lines = steps.iter().zip(&labels).map(|(step, label)| {
        label.len() + usize::from(text::provenance(step.provenance).is_some())
    });
    let (top, bottom) = (22.0, 28.0 + 14.0 * lines.max().unwrap_or(0).max(2) as f64);
    // Below zero, amounts stand under their bars.
    let below = if low < 0.0 { 18.0 } else { 0.0 };
    let y = Linear::new((low, high), (COLUMNS_HEIGHT - bottom - below, top));
    let bar_width = (step_width * 0.62).min(84.0);
    let base = COLUMNS_HEIGHT - bottom + 18.0;
    let bars = steps
        .iter()
        .zip(spans)
        .zip(labels)
        .enumerate()
        .map(|(i, ((step, &(from, to)), label))| {
            let left = i as f64 * step_width;
            let middle = left + step_width / 2.0;
            let (upper, lower) = (y.at(from.max(to)), y.at(from.min(to)));
            let under = to < 0.0 && from <= 0.0;
            let mark_y = base + label.len() as f64 * 14.0;
            Bar {
                x: middle - bar_width / 2.0,
                y: upper,
                width: bar_width,
                height: (lower - upper).max(1.0),
                hit: (left, 0.0, step_width, COLUMNS_HEIGHT),
                connector: (i + 1 < steps.len()).then(|| {
                    let level = y.at(to);
                    format!(
                        "M{:.1} {level:.1}h{:.1}",
                        middle + bar_width / 2.0,
                        step_width - bar_width
                    )
                }),
                label: label
                    .into_iter()
                    .enumerate()
                    .map(|(line, text)| (middle, base + line as f64 * 14.0, text))
                    .collect(),
                label_anchor: "middle",
                amount: (
                    middle,
                    if under { lower + 14.0 } else { upper - 6.0 },
                    amount_text(step),
                ),
                amount_anchor: "middle",
                mark: text::provenance(step.provenance).map(|word| (middle, mark_y, word)),
                ..bare(step)
            }
        })
        .collect();
    let zero = y.at(0.0);
    Drawing {
        width,
        height: COLUMNS_HEIGHT,
        zero: format!("M0 {zero:.1}H{width:.1}"),
        bars,
    }
}

fn ladder(
    steps: &[WaterfallStep],
    spans: &[(f64, f64)],
    (low, high): (f64, f64),
    width: f64,
) -> Drawing {
    // Totals are set in bold.
    let name =
        |step: &WaterfallStep| text_width(&step.label, SIZE) * if step.total { 1.1 } else { 1.0 };
    let widest = steps.iter().map(name).fold(0.0, f64::max);
    let names = widest.min(width * 0.36).max(64.0);
    let amounts = 70.0;
    let x = Linear::new((low, high), (names + 12.0, width - amounts));
    let height = steps.len() as f64 * ROW + 4.0;
    let bars = steps
        .iter()
        .zip(spans)
        .enumerate()
        .map(|(i, (step, &(from, to)))| {
            let upper = i as f64 * ROW + 4.0;
            let bar_height = ROW - 16.0;
            let middle = upper + bar_height / 2.0 + 4.0;
            let (left, right) = (x.at(from.min(to)), x.at(from.max(to)));
            let word = text::provenance(step.provenance);
            let label = lines_for(&step.label, names, SIZE, if word.is_some() { 1 } else { 2 });
            let lines = label.len() + usize::from(word.is_some());
            let first = middle - (lines as f64 - 1.0) * 7.0;
            Bar {
                x: left,
                y: upper,
                width: (right - left).max(1.0),
                height: bar_height,
                hit: (0.0, i as f64 * ROW, width, ROW),
                connector: (i + 1 < steps.len()).then(|| {
                    format!(
                        "M{:.1} {:.1}v{:.1}",
                        x.at(to),
                        upper + bar_height,
                        ROW - bar_height
                    )
                }),
                mark: word.map(|word| (0.0, first + label.len() as f64 * 14.0, word)),
                label: label
                    .into_iter()
                    .enumerate()
                    .map(|(line, text)| (0.0, first + line as f64 * 14.0, text))
                    .collect(),
                label_anchor: "start",
                amount: (width, middle, amount_text(step)),
                amount_anchor: "end",
                ..bare(step)
            }
        })
        .collect();
    let zero = x.at(0.0);
    Drawing {
        width,
        height,
        zero: format!("M{zero:.1} 0V{height:.1}"),
        bars,
    }
}

/// What a bar is, wherever it lies.
fn bare(step: &WaterfallStep) -> Bar {
    let class = match (step.total, step.amount < 0.0) {
        (true, true) => "loss-fill",
        (true, false) => "gain-fill",
        (false, true) => "cost-fill",
        (false, false) => "plus-fill",
    };
    let word =
        text::provenance(step.provenance).map_or_else(String::new, |word| format!(", {word}"));
    Bar {
        x: 0.0,
        y: 0.0,
        width: 0.0,
        height: 0.0,
        hit: (0.0, 0.0, 0.0, 0.0),
        connector: None,
        label: Vec::new(),
        label_anchor: "start",
        amount: (0.0, 0.0, String::new()),
        amount_anchor: "end",
        mark: None,
        class,
        hatched: step.provenance != Provenance::Measured,
        subject: step.subject.clone(),
        name: format!("{}: {}{word}", step.label, format::money(step.amount)),
    }
}

fn amount_text(step: &WaterfallStep) -> String {
    format::short(step.amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(label: &str, amount: f64, total: bool) -> WaterfallStep {
        WaterfallStep {
            label: label.to_owned(),
            amount,
            total,
            provenance: Provenance::Measured,
            subject: None,
        }
    }

    #[test]
    fn steps_hang_from_the_level_before() {
        let steps = [
            step("Gross sales", 120.0, true),
            step("Discounts", -20.0, false),
            step("Net sales", 100.0, true),
            step("Cost of goods", -110.0, false),
            step("Margin", -10.0, true),
        ];
        assert_eq!(
            spans(&steps),
            [
                (0.0, 120.0),
                (120.0, 100.0),
                (0.0, 100.0),
                (100.0, -10.0),
                (0.0, -10.0)
            ]
        );
    }

    #[test]
    fn narrow_drawings_become_ladders_and_nothing_leaves_them() {
        let steps: Vec<_> = (0..8)
            .map(|i| {
                step(
                    &format!("Step with a long name {i}"),
                    if i == 0 { 80.0 } else { -15.0 },
                    i == 0,
                )
            })
            .collect();
        for width in [300.0, 390.0, 700.0, 1200.0] {
            let drawing = draw(&steps, width);
            assert_eq!(drawing.bars.len(), 8);
            for bar in &drawing.bars {
                assert!(
                    bar.x >= 0.0 && bar.x + bar.width <= drawing.width + 0.1,
                    "{width}"
                );
                assert!(
                    bar.y >= 0.0 && bar.y + bar.height <= drawing.height + 0.1,
                    "{width}"
                );
                assert!(bar.amount.1 <= drawing.height);
            }
        }
        // Rows follow one another on the phone, columns on the screen.
        let phone = draw(&steps, 390.0);
        assert!(phone.bars[1].y > phone.bars[0].y + phone.bars[0].height - 0.1);
        let screen = draw(&steps, 1200.0);
        assert!(screen.bars[1].x > screen.bars[0].x + screen.bars[0].width - 0.1);
        assert!(draw(&[], 600.0).bars.is_empty());
    }
}
