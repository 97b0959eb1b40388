//! Bubbles that lead somewhere, with names at the few that matter most.

use super::layout::{Bubble, Geometry, LEFT, Limit, TOP};
use crate::charts::tip::Tip;
use crate::charts::{lines_for, presses, text_width};
use leptos::prelude::*;

/// A name beside a bubble, at most so wide.
const NAME: f64 = 150.0;
/// Width of the words in a corner.
const CORNER: f64 = 124.0;

pub(super) fn draw(
    list: &[Bubble],
    geometry: &Geometry,
    limits: &[Limit],
    tip: RwSignal<Option<Tip>>,
    on_bubble: Option<Callback<String>>,
) -> AnyView {
    let marks = list
        .iter()
        .map(|bubble| {
            let (x, y, r) = geometry.bubble(bubble);
            let note = Tip {
                x,
                y: y - r + 6.0,
                title: bubble.name.clone(),
                lines: bubble.note.clone(),
            };
            let near = note.clone();
            let id = bubble.id.clone();
            let pressed = id.clone();
            let go = move |id: &str| {
                if let Some(on_bubble) = on_bubble {
                    on_bubble.run(id.to_owned());
                }
            };
            view! {
                <circle
                    class="mark bubble"
                    class:loss-bubble=bubble.loss
                    cx=x
                    cy=y
                    r=r
                    role="link"
                    tabindex=if bubble.labelled { "0" } else { "-1" }
                    aria-label=format!("{}: {}", bubble.name, bubble.note.join(", "))
                    on:pointerenter=move |_| tip.set(Some(near.clone()))
                    on:pointerleave=move |_| {
                        tip.try_set(None);
                    }
                    on:focus=move |_| tip.set(Some(note.clone()))
                    on:blur=move |_| {
                        tip.try_set(None);
                    }
                    on:click=move |_| go(&id)
                    on:keydown=move |event| {
                        if presses(&event) {
                            event.prevent_default();
                            go(&pressed);
                        }
                    }
                />
            }
        })
        .collect_view();
    view! {
        <g>{marks}</g>
        <g aria-hidden="true">{names(list, geometry, limits)}</g>
    }
    .into_any()
}

/// Names beside the labelled bubbles, where they do not cover each other.
fn names(list: &[Bubble], geometry: &Geometry, limits: &[Limit]) -> Vec<AnyView> {
    // The corners belong to the names of the quadrants.
    let (left, right) = (LEFT, geometry.right());
    let mut taken: Vec<[f64; 4]> = [(left, TOP), (right - CORNER, TOP)]
        .into_iter()
        .flat_map(|(x, y)| {
            let low = geometry.bottom() - 30.0;
            [
                [x, y, x + CORNER, y + 26.0],
                [x, low, x + CORNER, low + 30.0],
            ]
        })
        .collect();
    // Nor does a name stand on a line that cuts, or under its value.
    taken.extend(limits.iter().map(|limit| {
        if limit.along_y {
            let y = geometry.y_at(limit.value);
            [left, y - 1.0, right, y + 1.0]
        } else {
            let x = geometry.x_at(limit.value);
            [x - 1.0, TOP, x + 1.0, geometry.bottom()]
        }
    }));
    let mut drawn = Vec::new();
    for bubble in list.iter().filter(|bubble| bubble.labelled) {
        let (x, y, r) = geometry.bubble(bubble);
        let name = lines_for(&bubble.name, NAME, 12.0, 1).join("");
        let width = text_width(&name, 12.0);
        // Right of the bubble, else left of it, else not at all.
        let sides = [(true, x + r + 5.0), (false, x - r - 5.0 - width)];
        let free = sides.into_iter().find_map(|(right, left)| {
            let place = [left, y - 9.0, left + width, y + 7.0];
            let inside = left > LEFT && place[2] < geometry.width && y >= TOP;
            let covers = |other: &[f64; 4]| {
                place[0] < other[2]
                    && other[0] < place[2]
                    && place[1] < other[3]
                    && other[1] < place[3]
            };
            (inside && !taken.iter().any(covers)).then_some((right, left, place))
        });
        let Some((right, left, place)) = free else {
            continue;
        };
        taken.push(place);
        drawn.push(
            view! {
                <text
                    class=if bubble.loss { "words loss-label halo" } else { "words strong halo" }
                    x=if right { left } else { left + width }
                    y=y + 4.0
                    text-anchor=if right { "start" } else { "end" }
                >
                    {name}
                </text>
            }
            .into_any(),
        );
    }
    drawn
}
