//! What can wait: drawn in the frames after the first one, a little at a time, so that a screen with
//! much on it answers at once and no task keeps the page from answering.

use super::states::Skeleton;
use crate::browser;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::collections::VecDeque;

/// Milliseconds of a frame that waiting jobs may take together.
const BUDGET: f64 = 8.0;

type Job = Box<dyn FnOnce()>;

thread_local! {
    static WAITING: RefCell<VecDeque<Option<Job>>> = RefCell::default();
}

/// Runs a job after the next frame, jobs in the order in which they came.
pub fn later(job: impl FnOnce() + 'static) {
    let first = WAITING.with_borrow_mut(|waiting| {
        waiting.push_back(Some(Box::new(job)));
        waiting.len() == 1
    });
    if first {
        spawn_local(work());
    }
}

async fn work() {
    loop {
        browser::frame().await;
        // Behind the frame's own drawing, not before it.
        gloo::timers::future::TimeoutFuture::new(0).await;
        let start = browser::now();
        while browser::now() - start < BUDGET {
            // The job stays in line while it runs: what it asks for joins this round.
            let job = WAITING.with_borrow_mut(|waiting| waiting.front_mut().map(Option::take));
            let Some(job) = job else { return };
            if let Some(job) = job {
                job();
            }
            let empty = WAITING.with_borrow_mut(|waiting| {
                waiting.pop_front();
                waiting.is_empty()
            });
            if empty {
                return;
            }
        }
    }
}

/// Draws its children when there is time; until then their place is held, `height` pixels of it.
#[component]
pub fn Later(height: u32, children: ChildrenFn) -> impl IntoView {
    let drawn = RwSignal::new(false);
    later(move || {
        // Gone with its screen, perhaps.
        let _ = drawn.try_set(true);
    });
    view! {
        <Show when=move || drawn.get() fallback=move || view! { <Skeleton height /> }>
            {children()}
        </Show>
    }
}
