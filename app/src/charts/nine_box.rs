//! The ABC-XYZ nine-box: items by share of net sales (A to C, downwards) and by how steady their
//! demand is (X to Z, to the right).

use super::frame::ChartFrame;
use super::measure::width_of;
use super::table::ChartTable;
use super::tip::Tip;
use super::{lines_for, presses};
use crate::format;
use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use tenfold_core::project::view::NineBoxCell;

const GAP: f64 = 4.0;
const HEAD: f64 = 36.0;

/// The rows and columns, with what they mean.
const ABC: [(&str, &str); 3] = [
    ("A", "carry most sales"),
    ("B", "the middle"),
    ("C", "the long tail"),
];
const XYZ: [(&str, &str); 3] = [
    ("X", "steady"),
    ("Y", "variable"),
    ("Z", "hard to forecast"),
];

#[component]
pub fn NineBox(
    /// Row-major: AX AY AZ BX … CZ.
    #[prop(into)]
    cells: Signal<Vec<NineBoxCell>>,
    #[prop(into)] title: Signal<String>,
    /// The cells in the filter.
    #[prop(into)]
    chosen: Signal<Vec<String>>,
    on_toggle: Callback<String>,
    on_explain: Callback<String>,
) -> impl IntoView {
    let plot = NodeRef::<Div>::new();
    let width = width_of(plot, 640.0);
    let tip = RwSignal::new(None::<Tip>);
    // The cell under the pointer or in focus.
    let near = RwSignal::new(None::<String>);
    let total = Memo::new(move |_| {
        cells.with(|cells| cells.iter().map(|cell| cell.revenue.max(0.0)).sum::<f64>())
    });
    let largest = Memo::new(move |_| {
        cells.with(|cells| cells.iter().map(|cell| cell.revenue).fold(0.0, f64::max))
    });
    // Cells are wider than high, and never too low for their three lines.
    let side = Memo::new(move |_| if width.get() < 480.0 { 26.0 } else { 132.0 });
    let cell_width = Memo::new(move |_| ((width.get() - side.get() - 2.0 * GAP) / 3.0).max(70.0));
    let cell_height = Memo::new(move |_| (cell_width.get() * 0.44).clamp(76.0, 104.0));
    let height = move || HEAD + 3.0 * cell_height.get() + 2.0 * GAP;

    let heads = move || {
        XYZ.into_iter()
            .enumerate()
            .map(|(i, (letter, meaning))| {
                let x = side.get() + i as f64 * (cell_width.get() + GAP) + 2.0;
                view! {
                    <text class="strong" x=x y="12">
                        {letter}
                    </text>
                    <text x=x y="28">
                        {lines_for(meaning, cell_width.get(), 12.0, 1).join(" ")}
                    </text>
                }
            })
            .collect_view()
    };
    let sides = move || {
        let narrow = side.get() < 100.0;
        ABC.into_iter()
            .enumerate()
            .map(|(i, (letter, meaning))| {
                let y = HEAD + i as f64 * (cell_height.get() + GAP) + 20.0;
                view! {
                    <text class="strong" x="0" y=y>
                        {letter}
                    </text>
                    {(!narrow).then(|| view! { <text x="0" y=y + 16.0>{meaning}</text> })}
                }
            })
            .collect_view()
    };
    let boxes = ABC
        .into_iter()
        .enumerate()
        .flat_map(|(row, (abc, _))| {
            XYZ.into_iter()
                .enumerate()
                .map(move |(column, (xyz, _))| (row, column, format!("{abc}{xyz}")))
        })
        .map(|(row, column, code)| {
            let cell = Memo::new({
                let code = code.clone();
                move |_| cells.with(|cells| cells.iter().find(|c| c.cell == code).cloned())
            });
            let x = Signal::derive(move || side.get() + column as f64 * (cell_width.get() + GAP));
            let y = Signal::derive(move || HEAD + row as f64 * (cell_height.get() + GAP));
            view! {
                <Cell
                    code
                    cell
                    total
                    largest
                    x
                    y
                    width=cell_width
                    height=cell_height
                    chosen
                    near
                    on_toggle
                />
            }
        })
        .collect_view();

    // The policy of the cell one looks at, else of the one chosen.
    let looked_at = Memo::new(move |_| {
        let code = near
            .get()
            .or_else(|| chosen.with(|chosen| chosen.last().cloned()))?;
        cells.with(|cells| cells.iter().find(|cell| cell.cell == code).cloned())
    });
    let policy = move || {
        match looked_at.get() {
        Some(cell) => {
            let code = cell.cell.clone();
            view! {
                <p class="policy">
                    <b>{cell.cell.clone()}</b>
                    " "
                    {cell.policy.clone()}
                    " "
                    <button type="button" class="explains" on:click=move |_| on_explain.run(code.clone())>
                        {format!("{} explained", format::short_signed(cell.net_profit))}
                    </button>
                </p>
            }
                .into_any()
        }
        None => view! {
            <p class="policy soft">"Point at a cell for the policy that usually fits it; click to filter"</p>
        }
        .into_any(),
    }
    };

    let table = Signal::derive(move || {
        let total = total.get();
        cells.with(|cells| {
            let rows = cells
                .iter()
                .map(|cell| {
                    vec![
                        cell.cell.clone(),
                        format::count(u64::from(cell.items)),
                        format::money(cell.revenue),
                        part_of(cell.revenue, total),
                        format::money(cell.net_profit),
                        cell.policy.clone(),
                    ]
                })
                .collect();
            ChartTable::new(
                &[
                    "Cell",
                    "Items",
                    "Net sales",
                    "Share of net sales",
                    "Net contribution",
                    "Policy that usually fits:",
                ],
                rows,
            )
        })
    });

    view! {
        <ChartFrame
            name="nine-box"
            title
            subtitle="Items by share of the value (A to C) and steadiness of demand (X to Z)"
            table
            tip
            width
            plot
        >
            <svg
                class="picture nine-box"
                role="group"
                aria-label=move || format!("ABC-XYZ nine-box. {}", title.get())
                viewBox=move || format!("0 0 {} {}", width.get(), height())
                data-testid="nine-box"
            >
                <g aria-hidden="true">{heads} {sides}</g>
                {boxes}
            </svg>
            {policy}
        </ChartFrame>
    }
}

/// `amount` as a share of `total`, where there is one.
fn part_of(amount: f64, total: f64) -> String {
    if total > 0.0 {
        format::share(amount / total)
    } else {
        format::NOTHING.to_owned()
    }
}

#[component]
fn Cell(
    code: String,
    cell: Memo<Option<NineBoxCell>>,
    total: Memo<f64>,
    largest: Memo<f64>,
    x: Signal<f64>,
    y: Signal<f64>,
    width: Memo<f64>,
    height: Memo<f64>,
    chosen: Signal<Vec<String>>,
    near: RwSignal<Option<String>>,
    on_toggle: Callback<String>,
) -> impl IntoView {
    let code = StoredValue::new(code);
    let name = code.get_value();
    let read = move |text: fn(&NineBoxCell, f64) -> String| {
        move || {
            let total = total.get();
            cell.with(|cell| {
                cell.as_ref()
                    .map_or_else(String::new, |cell| text(cell, total))
            })
        }
    };
    let loses = move || cell.with(|cell| cell.as_ref().is_some_and(|cell| cell.net_profit < 0.0));
    let empty = move || cell.with(|cell| cell.as_ref().is_none_or(|cell| cell.items == 0));
    // The tint grows with net sales, up to where text stays easy to read on it.
    let tint = move || {
        let largest = largest.get();
        let part = cell.with(|cell| {
            cell.as_ref().map_or(0.0, |cell| {
                if largest > 0.0 {
                    cell.revenue / largest
                } else {
                    0.0
                }
            })
        });
        format!("{:.3}", part.clamp(0.0, 1.0).sqrt() * 0.34)
    };
    let toggle = move || on_toggle.run(code.get_value());
    let narrow = move || width.get() < 120.0;
    view! {
        <g
            role="button"
            tabindex="0"
            class="mark cell"
            class:empty=empty
            data-testid=format!("cell-{name}")
            aria-pressed=move || {
                chosen.with(|chosen| chosen.iter().any(|c| *c == code.get_value())).to_string()
            }
            aria-label=read(|cell, total| {
                format!(
                    "{}: {}, {} of net sales, net contribution {}. {}",
                    cell.cell,
                    format::counted(u64::from(cell.items), "item", "items"),
                    part_of(cell.revenue, total),
                    format::short(cell.net_profit),
                    cell.policy,
                )
            })
            on:click=move |_| toggle()
            on:keydown=move |event: KeyboardEvent| {
                if presses(&event) {
                    event.prevent_default();
                    toggle();
                }
            }
            on:pointerenter=move |_| near.set(Some(code.get_value()))
            on:pointerleave=move |_| { near.try_set(None); }
            on:focus=move |_| near.set(Some(code.get_value()))
            on:blur=move |_| { near.try_set(None); }
        >
            <rect class="cell-paper" x=x y=y width=width height=height rx="4" />
            <rect class="cell-tint" x=x y=y width=width height=height rx="4" fill-opacity=tint />
            <rect
                class="cell-edge"
                x=move || x.get() + 1.0
                y=move || y.get() + 1.0
                width=move || (width.get() - 2.0).max(0.0)
                height=move || (height.get() - 2.0).max(0.0)
                rx="3"
            />
        </g>
        <g class="words" class:empty=empty aria-hidden="true">
            <text class="strong" x=move || x.get() + 10.0 y=move || y.get() + 20.0>
                {name.clone()}
            </text>
            <text
                text-anchor="end"
                x=move || x.get() + width.get() - 10.0
                y=move || y.get() + 20.0
            >
                {move || {
                    let narrow = narrow();
                    cell.with(|cell| {
                        let items = cell.as_ref().map_or(0, |cell| u64::from(cell.items));
                        if narrow {
                            format::count(items)
                        } else {
                            format::counted(items, "item", "items")
                        }
                    })
                }}
            </text>
            <text
                class="figure"
                x=move || x.get() + 10.0
                y=move || y.get() + height.get() * 0.5 + 10.0
            >
                {read(|cell, total| if cell.items == 0 { String::new() } else { part_of(cell.revenue, total) })}
            </text>
            <text
                class:loss-label=loses
                x=move || x.get() + 10.0
                y=move || y.get() + height.get() - 10.0
            >
                {move || {
                    let narrow = narrow();
                    cell.with(|cell| match cell.as_ref() {
                        Some(cell) if cell.items > 0 && narrow => format::short_signed(cell.net_profit),
                        Some(cell) if cell.items > 0 => {
                            format!(
                                "{} {}",
                                if cell.net_profit < 0.0 { "loses" } else { "earns" },
                                format::short(cell.net_profit.abs()),
                            )
                        }
                        _ => String::new(),
                    })
                }}
            </text>
        </g>
    }
}
