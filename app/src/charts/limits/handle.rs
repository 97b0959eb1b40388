//! A line that is a slider.

use super::layout::{Geometry, LEFT, Limit, TOP};
use crate::charts::text_width;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use leptos::svg;
use wasm_bindgen::JsCast;

/// Steps of the page keys.
const PAGE: f64 = 10.0;

/// Half of the room that the words of a limit take along its axis.
fn half(limit: &Limit, value: f64) -> f64 {
    if limit.along_y {
        12.0
    } else {
        text_width(&limit.write.words(value), 12.0) / 2.0 + 8.0
    }
}

/// By how many pixels the words of a limit step aside for those of its neighbours on the same
/// axis. Both give way, each by half of what is missing.
pub(super) fn aside(limits: &[Limit], shown: &[f64], geometry: &Geometry, at: usize) -> f64 {
    let place = |at: usize| {
        let (limit, value) = (limits.get(at)?, *shown.get(at)?);
        let pixel = if limit.along_y {
            geometry.y_at(value)
        } else {
            geometry.x_at(value)
        };
        Some((limit.along_y, pixel, half(limit, value)))
    };
    let Some((along_y, here, own)) = place(at) else {
        return 0.0;
    };
    let missing = |other: Option<usize>| {
        let (same, there, others) = other.and_then(place)?;
        (same == along_y).then(|| (own + others - (here - there).abs()).max(0.0) / 2.0)
    };
    let before = missing(at.checked_sub(1)).unwrap_or(0.0);
    let after = missing(Some(at + 1)).unwrap_or(0.0);
    // Values of y grow upwards.
    if along_y {
        after - before
    } else {
        before - after
    }
}

#[component]
pub fn Handle(
    limit: Memo<Option<Limit>>,
    /// By how many pixels its words stand beside the line, for those of another limit.
    aside: Memo<f64>,
    /// Where it is held, until the results follow.
    held: RwSignal<Option<f64>>,
    geometry: Memo<Geometry>,
    drawing: NodeRef<svg::Svg>,
    on_move: Callback<f64>,
) -> impl IntoView {
    let pressed = RwSignal::new(false);
    let value = Memo::new(move |_| {
        let limit = limit.with(|limit| limit.as_ref().map(|l| l.value));
        held.get().or(limit).unwrap_or_default()
    });
    // The results have followed: what they say counts again.
    Effect::new(move |_| {
        let now = limit.with(|limit| limit.as_ref().map(|l| l.value));
        let reached = |held: f64| now.is_some_and(|now| (now - held).abs() < 1e-9);
        if !pressed.get() && held.get_untracked().is_some_and(reached) {
            held.set(None);
        }
    });
    let move_to = move |wanted: f64| {
        let Some(Limit { min, max, step, .. }) = limit.get_untracked() else {
            return;
        };
        // As the digits say it, not 0.30000000000000004.
        let rounded = format!("{:.4}", (wanted / step).round() * step);
        let next = rounded.parse().unwrap_or(wanted).clamp(min, max.max(min));
        if (next - value.get_untracked()).abs() > 1e-12 {
            held.set(Some(next));
            on_move.run(next);
        }
    };
    let follow = move |event: &PointerEvent| {
        let Some(drawing) = drawing.get_untracked() else {
            return;
        };
        let frame = drawing.get_bounding_client_rect();
        let along_y = limit.with_untracked(|l| l.as_ref().is_some_and(|l| l.along_y));
        let wanted = geometry.with_untracked(|g| {
            let scale = g.width / frame.width().max(1.0);
            let x = (f64::from(event.client_x()) - frame.left()) * scale;
            let y = (f64::from(event.client_y()) - frame.top()) * scale;
            g.value(along_y, x, y)
        });
        move_to(wanted);
    };
    let on_down = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        if let Some(target) = event
            .current_target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
        {
            // Refused only for a pointer that is gone already.
            let _ = target.set_pointer_capture(event.pointer_id());
        }
        pressed.set(true);
    };
    let on_key = move |event: KeyboardEvent| {
        let Some(Limit { min, max, step, .. }) = limit.get_untracked() else {
            return;
        };
        let now = value.get_untracked();
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => now + step,
            "ArrowLeft" | "ArrowDown" => now - step,
            "PageUp" => now + PAGE * step,
            "PageDown" => now - PAGE * step,
            "Home" => min,
            "End" => max,
            _ => return,
        };
        event.prevent_default();
        move_to(next);
    };
    let part = move |part: fn(&Limit) -> String| {
        move || limit.with(|l| l.as_ref().map_or_else(String::new, part))
    };
    let words = move || {
        let write = limit.with(|l| l.as_ref().map(|l| l.write));
        write.map_or_else(String::new, |write| write.words(value.get()))
    };
    let drawn = move || {
        let along_y = limit.with(|l| l.as_ref().is_some_and(|l| l.along_y));
        let text = words();
        let pill = text_width(&text, 12.0) + 14.0;
        geometry.with(|g| {
            let (x1, x2, y1, y2, px, py) = if along_y {
                let y = g.y_at(value.get());
                (LEFT, g.right(), y, y, g.right() + 2.0 + pill / 2.0, y)
            } else {
                let x = g.x_at(value.get());
                (x, x, TOP - 6.0, g.bottom(), x, TOP - 16.0)
            };
            let (px, py) = if along_y {
                (px, py + aside.get())
            } else {
                (px + aside.get(), py)
            };
            let px = px.min(g.width - pill / 2.0);
            view! {
                <line class="limit-hit" x1=x1 x2=x2 y1=y1 y2=y2 />
                <line class="limit-line" x1=x1 x2=x2 y1=y1 y2=y2 />
                <rect class="limit-pill" x=px - pill / 2.0 y=py - 11.0 width=pill height="22" rx="11" />
                <text class="limit-value" x=px y=py + 4.0 text-anchor="middle">
                    {text}
                </text>
            }
        })
    };
    view! {
        <g
            class="limit"
            class:across=move || limit.with(|l| l.as_ref().is_some_and(|l| l.along_y))
            class:pressed=move || pressed.get()
            role="slider"
            tabindex="0"
            aria-label=part(|l| l.name.clone())
            aria-orientation=part(|l| {
                if l.along_y { "vertical" } else { "horizontal" }.to_owned()
            })
            aria-valuemin=part(|l| l.min.to_string())
            aria-valuemax=part(|l| l.max.to_string())
            aria-valuenow=move || value.get().to_string()
            aria-valuetext=words
            on:pointerdown=on_down
            on:pointermove=move |event| {
                if pressed.get_untracked() {
                    follow(&event);
                }
            }
            on:pointerup=move |_| pressed.set(false)
            on:pointercancel=move |_| pressed.set(false)
            on:keydown=on_key
        >
            {drawn}
        </g>
    }
}
