//! A modal dialog on the browser's own `<dialog>`: focus goes in and comes back, Escape closes.

use crate::components::icon::{Icon, Symbol};
use leptos::html;
use leptos::prelude::*;

/// Shown while `open`; `close` is called when the user wants it gone.
#[component]
pub fn Dialog(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] close: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let open = open.get();
        if let Some(dialog) = dialog.get() {
            if open && !dialog.open() {
                // Refused only when the element has left the document, and the dialog with it.
                let _ = dialog.show_modal();
            } else if !open && dialog.open() {
                dialog.close();
            }
        }
    });
    let children = StoredValue::new(children);
    view! {
        <dialog
            node_ref=dialog
            class="dialog"
            aria-label=move || title.get()
            on:close=move |_| {
                if open.get_untracked() {
                    close.run(());
                }
            }
            on:click=move |event| {
                // A click on the veil lands on the dialog element itself.
                let on_veil = event
                    .target()
                    .zip(dialog.get_untracked())
                    .is_some_and(|(target, dialog)| target == dialog.into());
                if on_veil {
                    close.run(());
                }
            }
        >
            <Show when=move || open.get()>
                <div class="dialog-body">
                    <header class="dialog-head">
                        <h2>{move || title.get()}</h2>
                        <button
                            class="icon-button"
                            aria-label="Close"
                            on:click=move |_| close.run(())
                        >
                            <Icon symbol=Symbol::Close />
                        </button>
                    </header>
                    {children.with_value(|children| children())}
                </div>
            </Show>
        </dialog>
    }
}
