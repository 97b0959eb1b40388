//! The waterfall from gross sales to net contribution. Columns where they have room, else a ladder
//! of rows. What is assumed or estimated is hatched, dashed and says so.

mod layout;

use crate::charts::frame::ChartFrame;
use crate::charts::measure::width_of;
use crate::charts::presses;
use crate::charts::table::ChartTable;
use crate::charts::tip::Tip;
use crate::format;
use crate::text;
use layout::{Bar, draw};
use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use tenfold_core::project::view::{Subject, WaterfallStep};

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
                            Some(sales) if sales > 0.0 => format::share_of(step.amount / sales),
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
        <ChartFrame name="waterfall" title subtitle hint="choose a step to see what it is made of" table tip width plot>
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
                        <rect class="hatch-line" width="3" height="6" />
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
            on:pointerleave=move |_| { tip.try_set(None); }
            on:focus=move |_| point()
            on:blur=move |_| { tip.try_set(None); }
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
                class=move || bar.with(|bar| bar.as_ref().map_or("", |bar| bar.class))
                x=number(|bar| bar.x)
                y=number(|bar| bar.y)
                width=number(|bar| bar.width)
                height=number(|bar| bar.height)
                rx="1.5"
            />
            <Show when=move || bar.with(|bar| bar.as_ref().is_some_and(|bar| bar.hatched))>
                <rect
                    class="hatched"
                    x=number(|bar| bar.x)
                    y=number(|bar| bar.y)
                    width=number(|bar| bar.width)
                    height=number(|bar| bar.height)
                    rx="1.5"
                />
            </Show>
        </g>
        <g class="words" aria-hidden="true">
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
