//! A plot whose limits can be drawn along: bars, a curve of cumulative shares, or a plane of dots,
//! cut by lines that are sliders. A line follows the pointer at once; what it changes comes when it
//! is computed.

mod bubbles;
pub mod handle;
pub mod layout;

pub use layout::{Axis, Bar, Bubble, Limit, Plot, Shape, Write, Zone};

use super::frame::ChartFrame;
use super::measure::width_of;
use super::table::ChartTable;
use super::tip::Tip;
use handle::Handle;
use layout::{BOTTOM, Geometry, LEFT, TOP};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::svg;

/// Limits of a plot, at most.
const MOST_LIMITS: usize = 3;

#[component]
pub fn LimitPlot(
    name: &'static str,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] subtitle: Signal<String>,
    plot: Signal<Plot>,
    /// In ascending order; on a plane the first is that of x, the second that of y.
    limits: Signal<Vec<Limit>>,
    /// A limit was moved: which one, and where to.
    on_limit: Callback<(usize, f64)>,
    #[prop(into)] table: Signal<ChartTable>,
    #[prop(default = 250.0)] height: f64,
    /// A bubble was chosen, by its id.
    #[prop(optional, into)]
    on_bubble: Option<Callback<String>>,
) -> impl IntoView {
    let frame = NodeRef::<Div>::new();
    let drawing = NodeRef::<svg::Svg>::new();
    let width = width_of(frame, 560.0);
    let geometry = Memo::new(move |_| plot.with(|plot| Geometry::of(plot, width.get(), height)));
    // Where each line is held by pointer or keyboard, until the results follow.
    let held: [RwSignal<Option<f64>>; MOST_LIMITS] = std::array::from_fn(|_| RwSignal::new(None));
    let shown = Memo::new(move |_| {
        limits.with(|limits| {
            limits
                .iter()
                .zip(held)
                .map(|(limit, held)| held.get().unwrap_or(limit.value))
                .collect::<Vec<f64>>()
        })
    });
    let count = Memo::new(move |_| limits.with(Vec::len).min(MOST_LIMITS));
    let body = move || {
        plot.with(|plot| geometry.with(|geometry| shown.with(|shown| geometry.marks(plot, shown))))
    };
    let tip = RwSignal::new(None::<Tip>);
    let bubbles = move || {
        plot.with(|plot| match &plot.shape {
            Shape::Bubbles(list) => geometry.with(|geometry| {
                limits.with(|limits| bubbles::draw(list, geometry, limits, tip, on_bubble))
            }),
            _ => ().into_any(),
        })
    };
    let fixed = move || plot.with(|plot| geometry.with(|geometry| geometry.fixed(plot)));
    let axes = move || plot.with(|plot| geometry.with(|geometry| geometry.axes(plot)));
    let zones = move || {
        plot.with(|plot| geometry.with(|geometry| shown.with(|shown| geometry.zones(plot, shown))))
    };
    let handles = move || {
        (0..count.get())
            .map(|at| {
                let limit = Memo::new(move |_| limits.with(|limits| limits.get(at).cloned()));
                let aside = Memo::new(move |_| {
                    limits.with(|limits| {
                        geometry.with(|geometry| shown.with(|s| handle::aside(limits, s, geometry, at)))
                    })
                });
                view! { <Handle limit aside held=held[at] geometry drawing on_move=Callback::new(move |value| on_limit.run((at, value))) /> }
            })
            .collect_view()
    };
    view! {
        <ChartFrame
            name
            title
            subtitle
            table
            tip
            width
            plot=frame
        >
            <svg
                class="picture limits"
                node_ref=drawing
                role="group"
                aria-label=move || title.get()
                viewBox=move || geometry.with(|g| format!("0 0 {} {}", g.width, g.height))
            >
                <g aria-hidden="true">{axes}</g>
                <g aria-hidden="true">{body}</g>
                <g aria-hidden="true">{zones} {fixed}</g>
                {bubbles}
                {move || {
                    plot.with(|plot| plot.empty.clone())
                        .map(|empty| {
                            view! {
                                <text x=LEFT + 12.0 y=(TOP + height - BOTTOM) / 2.0>
                                    {empty}
                                </text>
                            }
                        })
                }}
                {handles}
            </svg>
        </ChartFrame>
    }
}
