//! What can wait: drawn in the frames after the first one, a little at a time, so that a screen with
//! much on it answers at once and no task keeps the page from answering.

use super::states::Skeleton;
use crate::browser;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// Milliseconds of a frame that waiting jobs may take together.
const BUDGET: f64 = 8.0;

type Job = Box<dyn FnOnce()>;

thread_local! {
    static WAITING: RefCell<VecDeque<Job>> = RefCell::default();
    static STATE: Cell<State> = const { Cell::new(State::Idle) };
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Idle,
    AtWork,
    Held,
}

/// Runs a job after the next frame, jobs in the order in which they came.
pub fn later(job: impl FnOnce() + 'static) {
    WAITING.with_borrow_mut(|waiting| waiting.push_back(Box::new(job)));
    begin();
}

/// Lets jobs wait until `go_on`: what is about to leave the screen need not be drawn.
pub fn hold() {
    STATE.set(State::Held);
}

/// Ends a `hold`, where there is one.
pub fn go_on() {
    if STATE.get() == State::Held {
        STATE.set(State::Idle);
        if WAITING.with_borrow(|waiting| !waiting.is_empty()) {
            begin();
        }
    }
}

fn begin() {
    if STATE.get() == State::Idle {
        STATE.set(State::AtWork);
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
            if STATE.get() != State::AtWork {
                return;
            }
            let Some(job) = WAITING.with_borrow_mut(VecDeque::pop_front) else {
                STATE.set(State::Idle);
                return;
            };
            job();
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
