//! Ways to give the page files: a button, and dropping them anywhere in the window.

use crate::components::icon::{Icon, Symbol};
use crate::state::App;
use crate::tasks::open_files::{files_of, open_files};
use crate::tasks::open_folder::open_dropped;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::DragEvent;

/// The button that opens the browser's file chooser. The input is the accessible control; its
/// label is drawn as the button.
#[component]
pub fn AddFiles(#[prop(optional)] primary: bool) -> impl IntoView {
    let app = App::current();
    let input = NodeRef::<html::Input>::new();
    view! {
        <label class="button file-button" class:primary=primary>
            <Icon symbol=Symbol::Upload />
            <span aria-hidden="true">"Add files"</span>
            <input
                node_ref=input
                type="file"
                multiple
                class="unseen"
                aria-label="Add files"
                data-testid="add-files"
                on:change=move |_| {
                    if let Some(input) = input.get_untracked() {
                        open_files(app, files_of(input.files()));
                        // The same file, mended, can be chosen again.
                        input.set_value("");
                    }
                }
            />
        </label>
    }
}

/// Takes files dropped anywhere in the window, and shows that it would.
#[component]
pub fn WindowDrop() -> impl IntoView {
    let app = App::current();
    let over = RwSignal::new(false);
    // Entering a child leaves its parent, so entries and exits are counted.
    let depth = StoredValue::new(0_i32);
    let listen =
        move |name: &'static str, act: fn(App, RwSignal<bool>, StoredValue<i32>, &DragEvent)| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(
                &crate::browser::window(),
                name,
                options,
                move |event| {
                    let Some(event) = event.dyn_ref::<DragEvent>() else {
                        return;
                    };
                    if carries_files(event) {
                        event.prevent_default();
                        act(app, over, depth, event);
                    }
                },
            )
            .forget();
        };
    listen("dragenter", |_, over, depth, _| {
        depth.update_value(|d| *d += 1);
        over.set(true);
    });
    listen("dragover", |_, _, _, _| {});
    listen("dragleave", |_, over, depth, _| {
        depth.update_value(|d| *d -= 1);
        if depth.get_value() <= 0 {
            depth.set_value(0);
            over.set(false);
        }
    });
    listen("drop", |app, over, depth, event| {
        depth.set_value(0);
        over.set(false);
        if let Some(data) = event.data_transfer() {
            open_dropped(app, &data);
        }
    });
    view! {
        <Show when=move || over.get()>
            <div class="drop-veil" aria-hidden="true">
                <p>"Drop files or a folder to open them"</p>
            </div>
        </Show>
    }
}

fn carries_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| {
        data.types()
            .iter()
            .any(|kind| kind.as_string().as_deref() == Some("Files"))
    })
}
