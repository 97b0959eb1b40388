//! The small note beside a mark under the pointer or in focus. It repeats what the mark's name
//! says to screen readers, so it is hidden from them.

use leptos::prelude::*;

/// What the note says and where, in pixels of the drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Tip {
    pub x: f64,
    pub y: f64,
    pub title: String,
    pub lines: Vec<String>,
}

#[component]
pub fn TipView(tip: RwSignal<Option<Tip>>, #[prop(into)] width: Signal<f64>) -> impl IntoView {
    move || {
        tip.get().map(|tip| {
            // Near an edge the note grows inwards.
            let share = tip.x / width.get_untracked().max(1.0);
            let side = if share < 0.25 {
                "tip tip-right"
            } else if share > 0.75 {
                "tip tip-left"
            } else {
                "tip"
            };
            view! {
                <div
                    class=side
                    aria-hidden="true"
                    style:left=format!("{:.0}px", tip.x)
                    style:top=format!("{:.0}px", tip.y)
                >
                    <b>{tip.title}</b>
                    {tip.lines.into_iter().map(|line| view! { <span>{line}</span> }).collect_view()}
                </div>
            }
        })
    }
}
