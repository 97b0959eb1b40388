//! The waterfall from gross sales to net contribution. Columns where they have room, else a ladder
//! of rows. What is assumed or estimated is hatched, dashed and says so.

use super::frame::ChartFrame;
use super::measure::width_of;
use super::scale::Linear;
use super::table::ChartTable;
use super::tip::Tip;
use super::{lines_for, presses, text_width};
use crate::format;
use crate::text;
use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use tenfold_core::project::view::{Provenance, Subject, WaterfallStep};

/// A column narrower than this can't carry its label.
const NARROWEST_COLUMN: f64 = 78.0;
const COLUMNS_HEIGHT: f64 = 300.0;
const ROW: f64 = 36.0;
const SIZE: f64 = 12.0;

/// One step in pixels.
#[derive(Clone, PartialEq)]
struct Bar {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    /// Where the whole step answers to the pointer.
    hit: (f64, f64, f64, f64),
    /// To the next step, at the level reached.
    connector: Option<String>,
    label: Vec<(f64, f64, String)>,
    label_anchor: &'static str,
    amount: (f64, f64, String),
    amount_anchor: &'static str,
    /// The word for a step that is not measured, and where.
    mark: Option<(f64, f64, &'static str)>,
    class: &'static str,
    hatched: bool,
    subject: Option<Subject>,
    name: String,
}

#[derive(Clone, PartialEq, Default)]
struct Drawing {
    width: f64,
    height: f64,
    /// The line at zero.
    zero: String,
    bars: Vec<Bar>,
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

fn draw(steps: &[WaterfallStep], width: f64) -> Drawing {
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
    let (top, bottom) = (22.0, 56.0);
    // Below zero, amounts stand under their bars.
    let below = if low < 0.0 { 18.0 } else { 0.0 };
    let y = Linear::new((low, high), (COLUMNS_HEIGHT - bottom - below, top));
    let step_width = width / steps.len().max(1) as f64;
    let bar_width = (step_width * 0.62).min(84.0);
    let base = COLUMNS_HEIGHT - bottom + 18.0;
    let bars = steps
        .iter()
        .zip(spans)
        .enumerate()
        .map(|(i, (step, &(from, to)))| {
            let left = i as f64 * step_width;
            let middle = left + step_width / 2.0;
            let (upper, lower) = (y.at(from.max(to)), y.at(from.min(to)));
            let under = to < 0.0 && from <= 0.0;
            let label = lines_for(&step.label, step_width - 6.0, SIZE, 2);
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
    let widest = steps
        .iter()
        .map(|s| text_width(&s.label, SIZE))
        .fold(0.0, f64::max);
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

#[component]
pub fn Waterfall(
    #[prop(into)] steps: Signal<Vec<WaterfallStep>>,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] subtitle: Signal<String>,
    on_explain: Callback<Subject>,
) -> impl IntoView {
    let plot = NodeRef::<Div>::new();
    let width = width_of(plot, 900.0);
    let tip = RwSignal::new(None::<Tip>);
    let drawing = Memo::new(move |_| steps.with(|steps| draw(steps, width.get())));
    // Steps keep their element while their numbers change, so that focus stays.
    let numbers = move || 0..drawing.with(|drawing| drawing.bars.len());
    let first_sales = Memo::new(move |_| {
        steps.with(|steps| steps.iter().find(|step| step.total).map(|step| step.amount))
    });
    let table = Signal::derive(move || {
        steps.with(|steps| {
            let rows = steps
                .iter()
                .map(|step| {
                    vec![
                        step.label.clone(),
                        format::money(step.amount),
                        match first_sales.get() {
                            Some(sales) if sales > 0.0 => format::share(step.amount / sales),
                            _ => format::NOTHING.to_owned(),
                        },
                        text::provenance(step.provenance)
                            .unwrap_or("measured")
                            .to_owned(),
                    ]
                })
                .collect();
            ChartTable::new(
                &["Step", "Amount", "Share of the first total", "Comes from:"],
                rows,
            )
        })
    });
    view! {
        <ChartFrame name="waterfall" title subtitle table tip width plot>
            <svg
                class="picture waterfall"
                role="group"
                aria-label=move || format!("Waterfall. {}", title.get())
                viewBox=move || drawing.with(|d| format!("0 0 {} {}", d.width, d.height))
                data-testid="waterfall"
            >
                <defs>
                    <pattern
                        id="hatch-waterfall"
                        width="6"
                        height="6"
                        patternUnits="userSpaceOnUse"
                        patternTransform="rotate(45)"
                    >
                        <rect class="hatch-paper" width="6" height="6" />
                        <rect class="hatch-line" width="2.5" height="6" />
                    </pattern>
                </defs>
                <path class="axis" d=move || drawing.with(|d| d.zero.clone()) aria-hidden="true" />
                <For each=numbers key=|i| *i let:i>
                    <Step bar=Memo::new(move |_| drawing.with(|d| d.bars.get(i).cloned())) tip on_explain />
                </For>
            </svg>
        </ChartFrame>
    }
}

#[component]
fn Step(
    bar: Memo<Option<Bar>>,
    tip: RwSignal<Option<Tip>>,
    on_explain: Callback<Subject>,
) -> impl IntoView {
    let number =
        move |field: fn(&Bar) -> f64| move || bar.with(|bar| bar.as_ref().map_or(0.0, field));
    let explains = move || bar.with(|bar| bar.as_ref().is_some_and(|bar| bar.subject.is_some()));
    let press = move || {
        if let Some(subject) = bar.with_untracked(|bar| bar.as_ref()?.subject.clone()) {
            on_explain.run(subject);
        }
    };
    let point = move || {
        tip.set(bar.with_untracked(|bar| {
            let bar = bar.as_ref()?;
            let (title, rest) = bar.name.split_once(": ")?;
            let mut lines = vec![rest.to_owned()];
            if bar.subject.is_some() {
                lines.push("Click to explain".to_owned());
            }
            Some(Tip {
                x: bar.x + bar.width / 2.0,
                y: bar.y,
                title: title.to_owned(),
                lines,
            })
        }));
    };
    let labels = move || {
        bar.with(|bar| {
            bar.as_ref().map(|bar| {
                let anchor = bar.label_anchor;
                let strong = matches!(bar.class, "gain-fill" | "loss-fill");
                bar.label
                    .iter()
                    .map(|(x, y, text)| {
                        view! {
                            <text class:strong=strong x=*x y=*y text-anchor=anchor>
                                {text.clone()}
                            </text>
                        }
                    })
                    .collect_view()
            })
        })
    };
    let mark = move || {
        bar.with(|bar| {
            let bar = bar.as_ref()?;
            let (x, y, word) = bar.mark?;
            Some(view! {
                <text class="assumed-word" x=x y=y text-anchor=bar.label_anchor>
                    {word}
                </text>
            })
        })
    };
    view! {
        <g
            class="mark step"
            role=move || if explains() { "button" } else { "img" }
            tabindex=move || explains().then_some("0")
            aria-label=move || {
                let name = bar.with(|bar| bar.as_ref().map_or_else(String::new, |bar| bar.name.clone()));
                if explains() { format!("{name}. Explain") } else { name }
            }
            on:click=move |_| press()
            on:keydown=move |event: KeyboardEvent| {
                if presses(&event) {
                    event.prevent_default();
                    press();
                }
            }
            on:pointerenter=move |_| point()
            on:pointerleave=move |_| tip.set(None)
            on:focus=move |_| point()
            on:blur=move |_| tip.set(None)
        >
            <rect
                class="hit screen-only"
                x=number(|bar| bar.hit.0)
                y=number(|bar| bar.hit.1)
                width=number(|bar| bar.hit.2)
                height=number(|bar| bar.hit.3)
                rx="4"
            />
            <path
                class="connector"
                d=move || {
                    bar.with(|bar| bar.as_ref().and_then(|bar| bar.connector.clone()).unwrap_or_default())
                }
            />
            <rect
                class=move || {
                    bar.with(|bar| match bar {
                        Some(bar) if bar.hatched => format!("{} hatched", bar.class),
                        Some(bar) => bar.class.to_owned(),
                        None => String::new(),
                    })
                }
                x=number(|bar| bar.x)
                y=number(|bar| bar.y)
                width=number(|bar| bar.width)
                height=number(|bar| bar.height)
                rx="1.5"
            />
            <text
                class=move || {
                    let loses = bar.with(|bar| bar.as_ref().is_some_and(|bar| bar.class == "loss-fill"));
                    if loses { "loss-label" } else { "strong" }
                }
                x=number(|bar| bar.amount.0)
                y=number(|bar| bar.amount.1)
                text-anchor=move || bar.with(|bar| bar.as_ref().map_or("end", |bar| bar.amount_anchor))
            >
                {move || bar.with(|bar| bar.as_ref().map_or_else(String::new, |bar| bar.amount.2.clone()))}
            </text>
            {labels}
            {mark}
        </g>
    }
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
