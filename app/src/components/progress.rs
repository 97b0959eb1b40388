//! The long task in progress, and the button that stops it.

use crate::format;
use crate::state::App;
use crate::tasks;
use leptos::prelude::*;

#[component]
pub fn ProgressBar() -> impl IntoView {
    let app = App::current();
    let shown = Memo::new(move |_| app.busy.with(Option::is_some));
    let part = move |pick: fn(&crate::state::Progress) -> String| {
        move || {
            app.busy
                .with(|busy| busy.as_ref().map(pick).unwrap_or_default())
        }
    };
    let share = Memo::new(move |_| {
        app.busy.with(|busy| {
            busy.as_ref()
                .filter(|b| b.total > 0)
                .map(|b| b.done as f64 / b.total as f64)
        })
    });
    let cancellable = Memo::new(move |_| {
        app.busy
            .with(|busy| busy.as_ref().is_some_and(|b| b.cancellable))
    });
    view! {
        <Show when=move || shown.get()>
            <div class="progress" data-testid="progress">
                <div class="progress-words">
                    <span role="status">{part(|busy| busy.label.clone())}</span>
                    <span class="soft">
                        {part(|busy| {
                            if busy.total > 0 {
                                format!(
                                    "{} of {}",
                                    format::bytes(busy.done),
                                    format::bytes(busy.total),
                                )
                            } else {
                                String::new()
                            }
                        })}
                    </span>
                </div>
                <div
                    class="progress-track"
                    class:unknown=move || share.get().is_none()
                    role="progressbar"
                    aria-label="Progress"
                    aria-valuemin="0"
                    aria-valuemax="100"
                    aria-valuenow=move || share.get().map(|s| format!("{:.0}", s * 100.0))
                >
                    <div
                        class="progress-fill"
                        style:width=move || format!("{:.1}%", share.get().unwrap_or(1.0) * 100.0)
                    ></div>
                </div>
                <Show when=move || cancellable.get()>
                    <button
                        class="button"
                        data-testid="cancel"
                        on:click=move |_| tasks::cancel::cancel(app)
                    >
                        "Cancel"
                    </button>
                </Show>
            </div>
        </Show>
    }
}
