//! The whale curve: cumulative net contribution, customers from best to worst. It climbs while
//! customers earn, peaks, and falls as the last ones lose it again.

mod geometry;
mod parts;

use crate::charts::frame::ChartFrame;
use crate::charts::measure::width_of;
use crate::charts::presses;
use crate::charts::tip::Tip;
use crate::format;
use geometry::{BOTTOM, Geometry, LEFT, TOP, area, at_peak, path};
use leptos::ev::{FocusEvent, KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::svg;
use tenfold_core::project::view::{Whale, WhalePoint};

#[component]
pub fn WhaleChart(
    #[prop(into)] whale: Signal<Whale>,
    #[prop(into)] title: Signal<String>,
    /// The peak was chosen: explain it.
    #[prop(into)]
    on_peak: Callback<()>,
    /// The loss makers were chosen: filter by them.
    #[prop(into)]
    on_losers: Callback<()>,
    /// True while the filter holds just the loss makers.
    #[prop(into)]
    losers_chosen: Signal<bool>,
) -> impl IntoView {
    let plot = NodeRef::<Div>::new();
    let drawing = NodeRef::<svg::Svg>::new();
    let width = width_of(plot, 640.0);
    let tip = RwSignal::new(None::<Tip>);
    // The point under the pointer or reached by the arrow keys.
    let reading = RwSignal::new(None::<usize>);
    let geometry = Memo::new(move |_| whale.with(|whale| Geometry::of(whale, width.get())));

    // Every part of the drawing from the same two: the curve and where it lies.
    let with = move |part: fn(&Whale, &Geometry) -> String| {
        move || whale.with(|whale| geometry.with(|geometry| part(whale, geometry)))
    };
    let gain_line = with(|whale, geometry| {
        let end = (at_peak(whale) + 1).min(whale.points.len());
        path(
            whale.points[..end]
                .iter()
                .map(|point| geometry.point(point)),
        )
    });
    let gain_area = with(|whale, geometry| {
        let end = (at_peak(whale) + 1).min(whale.points.len());
        let points: Vec<_> = whale.points[..end]
            .iter()
            .map(|p| geometry.point(p))
            .collect();
        area(&points, geometry.y.at(0.0))
    });
    let loss_line = with(|whale, geometry| {
        let start = at_peak(whale).min(whale.points.len());
        path(
            whale.points[start..]
                .iter()
                .map(|point| geometry.point(point)),
        )
    });
    let loss_area = with(|whale, geometry| {
        let start = at_peak(whale).min(whale.points.len());
        let mut points: Vec<_> = whale.points[start..]
            .iter()
            .map(|p| geometry.point(p))
            .collect();
        // Between the curve and the level of the peak: what is lost again.
        let level = geometry.y.at(whale.peak.cumulative);
        points.dedup();
        area(&points, level)
    });

    let read = move |index: usize| {
        let note = whale.with_untracked(|whale| {
            let point = whale.points.get(index)?;
            let geometry = geometry.get_untracked();
            let (x, y) = geometry.point(point);
            let share = (whale.total > 0.0).then(|| {
                format!(
                    "{} of the total",
                    format::share(point.cumulative / whale.total)
                )
            });
            let title = match point.customers {
                0 => "No customer yet".to_owned(),
                1 => "The best customer".to_owned(),
                n => format!("The best {} customers", format::count(u64::from(n))),
            };
            let mut lines = vec![format!("earn {}", format::short(point.cumulative))];
            lines.extend(share);
            Some(Tip { x, y, title, lines })
        });
        reading.set(note.is_some().then_some(index));
        tip.set(note);
    };
    let stop = move || {
        // Also called when a focused drawing goes away, with all it held.
        reading.try_set(None);
        tip.try_set(None);
    };
    // What was read belongs to the curve it was read from.
    Effect::new(move |_| {
        whale.track();
        stop();
    });
    let on_move = move |event: PointerEvent| {
        let Some(svg) = drawing.get_untracked() else {
            return;
        };
        let frame = svg.get_bounding_client_rect();
        let geometry = geometry.get_untracked();
        let x = (f64::from(event.client_x()) - frame.left()) * geometry.width / frame.width();
        let customers = geometry.x.value(x);
        let nearest = whale.with_untracked(|whale| {
            let after = whale
                .points
                .partition_point(|p| f64::from(p.customers) < customers);
            let before = after.saturating_sub(1);
            let distance = |i: usize| {
                whale
                    .points
                    .get(i)
                    .map(|p| (f64::from(p.customers) - customers).abs())
            };
            if distance(after) < distance(before) && distance(after).is_some() {
                after
            } else {
                before
            }
        });
        read(nearest);
    };
    let on_arrow = move |event: KeyboardEvent| {
        let last = whale.with_untracked(|whale| whale.points.len().saturating_sub(1));
        let now = reading.get_untracked().unwrap_or(0);
        // A fortieth of the curve a step: each press moves visibly.
        let step = (last / 40).max(1);
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => (now + step).min(last),
            "ArrowLeft" | "ArrowDown" => now.saturating_sub(step),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        read(next);
    };
    let read_value = move || {
        let index = reading.get().unwrap_or(0);
        whale.with(|whale| {
            whale.points.get(index).map_or_else(String::new, |point| {
                format!(
                    "best {} customers: {}",
                    format::count(u64::from(point.customers)),
                    format::short(point.cumulative)
                )
            })
        })
    };
    let cursor = move || {
        reading.get().and_then(|index| {
            whale.with(|whale| {
                let geometry = geometry.get();
                let (x, y) = geometry.point(whale.points.get(index)?);
                Some(view! {
                    <line class="cursor" x1=x x2=x y1=TOP - 6.0 y2=geometry.height - BOTTOM />
                    <circle class="cursor-dot" cx=x cy=y r="4" />
                })
            })
        })
    };

    // The same for what is more than a line.
    let drawn = move |part: fn(&Whale, &Geometry) -> AnyView| {
        move || whale.with(|whale| geometry.with(|geometry| part(whale, geometry)))
    };
    let peak_label = with(|whale, geometry| geometry.peak_label(whale));
    let peak_at = move || {
        whale.with(|whale| {
            let geometry = geometry.get();
            let point = WhalePoint {
                customers: whale.peak.customers,
                cumulative: whale.peak.cumulative,
            };
            geometry.point(&point)
        })
    };
    let peak_name = move || {
        whale.with(|whale| {
            format!(
                "Peak: the best {} customers earn {}. Explain",
                format::count(u64::from(whale.peak.customers)),
                format::short(whale.peak.cumulative)
            )
        })
    };
    let peak_tip = move || {
        let (x, y) = peak_at();
        let lines = whale.with_untracked(|whale| {
            vec![
                format!(
                    "{} earn {}",
                    format::counted(u64::from(whale.peak.customers), "customer", "customers"),
                    format::short(whale.peak.cumulative)
                ),
                "Click to explain".to_owned(),
            ]
        });
        tip.set(Some(Tip {
            x,
            y,
            title: "Peak".to_owned(),
            lines,
        }));
    };
    let loss_at =
        move || whale.with(|whale| geometry.with(|geometry| parts::loss_place(whale, geometry)));
    // The whole stretch of the curve that falls answers to a click: the red area itself is thin
    // where few lose much.
    let loss_hit = move || {
        whale.with(|whale| {
            geometry.with(|geometry| {
                let left = geometry.x.at(f64::from(
                    whale.customers - whale.loss_makers.min(whale.customers),
                ));
                let right = geometry.width - geometry.right + 20.0;
                let top = geometry.y.at(whale.peak.cumulative) - 4.0;
                let bottom = geometry.y.at(whale.total.min(0.0));
                (left, top, (right - left).max(0.0), (bottom - top).max(0.0))
            })
        })
    };
    let peaks = move || whale.with(|whale| whale.peak.customers > 0);
    let loses = move || whale.with(|whale| whale.loss_makers > 0);
    let loss_name = move || {
        whale.with(|whale| {
            format!(
                "{} lose {}. Filter by them",
                format::counted(u64::from(whale.loss_makers), "customer", "customers"),
                format::short(whale.destroyed)
            )
        })
    };

    view! {
        <ChartFrame
            name="whale-curve"
            title
            subtitle=Signal::derive(move || whale.with(parts::subtitle))
            table=Signal::derive(move || whale.with(parts::table))
            tip
            width
            plot
        >
            <svg
                class="picture whale"
                node_ref=drawing
                role="group"
                aria-label=move || format!("Whale curve. {}", title.get())
                viewBox=move || geometry.with(|g| format!("0 0 {} {}", g.width, g.height))
                on:pointermove=on_move
                on:pointerleave=move |_| stop()
            >
                <g aria-hidden="true">{drawn(parts::grid)} {drawn(parts::foot)}</g>
                <path class="gain-area" d=gain_area />
                <path class="gain-line" d=gain_line />
                <rect
                    class="scrub screen-only"
                    role="slider"
                    tabindex="0"
                    aria-label="Read the curve: customers from the best"
                    aria-valuemin="0"
                    aria-valuemax=with(|whale, _| whale.customers.to_string())
                    aria-valuenow=move || {
                        let index = reading.get().unwrap_or(0);
                        whale.with(|whale| {
                            whale.points.get(index).map_or(0, |point| point.customers).to_string()
                        })
                    }
                    aria-valuetext=read_value
                    x=LEFT
                    y=TOP - 10.0
                    width=move || geometry.with(|g| (g.width - g.right - LEFT).max(0.0))
                    height=move || geometry.with(|g| g.height - TOP - BOTTOM + 10.0)
                    on:keydown=on_arrow
                    on:blur=move |_: FocusEvent| stop()
                />
                <g
                    role="button"
                    class="mark loss-mark"
                    class:absent=move || !loses()
                    tabindex=move || if loses() { "0" } else { "-1" }
                    aria-hidden=move || (!loses()).then_some("true")
                    aria-label=loss_name
                    aria-pressed=move || losers_chosen.get().to_string()
                    data-testid="whale-losers"
                    on:click=move |_| on_losers.run(())
                    on:keydown=move |event: KeyboardEvent| {
                        if presses(&event) {
                            event.prevent_default();
                            on_losers.run(());
                        }
                    }
                >
                    <rect
                        class="hit screen-only"
                        x=move || loss_hit().0
                        y=move || loss_hit().1
                        width=move || loss_hit().2
                        height=move || loss_hit().3
                    />
                    <path class="loss-area" d=loss_area />
                    <path class="loss-line" d=loss_line />
                    <rect
                        class="hit screen-only"
                        x=move || loss_at().0 - 4.0
                        y=move || loss_at().1 - 14.0
                        width=move || geometry.with(|g| (g.right - 20.0).max(0.0))
                        height=move || {
                            20.0 + 15.0 * geometry.with(|g| whale.with(|w| g.loss_note(w).len() as f64))
                        }
                    />
                </g>
                <g class="words" class:absent=move || !loses() aria-hidden="true">
                    <text class="loss-label" x=move || loss_at().0 y=move || loss_at().1>
                        {with(|whale, _| format::short(-whale.destroyed))}
                    </text>
                    {drawn(parts::loss_note)}
                </g>
                <g aria-hidden="true">{drawn(parts::ends)}</g>
                <g class="screen-only" aria-hidden="true">
                    {cursor}
                </g>
                <g
                    role="button"
                    class="mark peak-mark"
                    class:absent=move || !peaks()
                    tabindex=move || if peaks() { "0" } else { "-1" }
                    aria-hidden=move || (!peaks()).then_some("true")
                    aria-label=peak_name
                    data-testid="whale-peak"
                    on:click=move |_| on_peak.run(())
                    on:focus=move |_| peak_tip()
                    on:blur=move |_| { tip.try_set(None); }
                    on:keydown=move |event: KeyboardEvent| {
                        if presses(&event) {
                            event.prevent_default();
                            on_peak.run(());
                        }
                    }
                >
                    <circle
                        class="hit screen-only"
                        cx=move || peak_at().0
                        cy=move || peak_at().1
                        r="14"
                    />
                    <circle class="peak" cx=move || peak_at().0 cy=move || peak_at().1 r="4.5" />
                </g>
                <g class="words" class:absent=move || !peaks() aria-hidden="true">
                    <text
                        class="strong"
                        text-anchor=move || {
                            let (x, _) = peak_at();
                            geometry.with(|g| if x > g.width * 0.7 { "end" } else { "middle" })
                        }
                        x=move || peak_at().0.max(LEFT + 46.0)
                        y=move || peak_at().1 - 10.0
                    >
                        {peak_label}
                    </text>
                </g>
            </svg>
        </ChartFrame>
    }
}
