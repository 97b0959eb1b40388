//! Moving through a table with the keyboard.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The row a key leads to from `active`, in a table of `rows`; none for keys that lead nowhere.
pub(super) fn target(key: &str, active: u64, rows: u64, page: u64) -> Option<u64> {
    let last = rows.checked_sub(1)?;
    Some(match key {
        "ArrowDown" => (active + 1).min(last),
        "ArrowUp" => active.saturating_sub(1),
        "PageDown" => (active + page).min(last),
        "PageUp" => active.saturating_sub(page),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}

/// Frames to wait for a row that is being fetched.
const FRAMES: u32 = 120;

/// Puts the focus on the active row, once it is drawn. Until then the table has it: the row that had it may
/// be gone, and the keys with it.
pub(super) fn focus_row(scroller: NodeRef<html::Div>, active: RwSignal<u64>) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    if let Some(scroller) = scroller.get_untracked() {
        // Refused only for elements that left the document meanwhile; the same below.
        let _ = scroller.focus_with_options(&options);
    }
    spawn_local(async move {
        for _ in 0..FRAMES {
            crate::browser::frame().await;
            let Some(scroller) = scroller.try_get_untracked().flatten() else {
                return;
            };
            let Some(row) = active.try_get_untracked() else {
                return;
            };
            // The user went elsewhere, or the row has it already.
            let focused = crate::browser::document().active_element();
            if focused.as_ref() != Some(scroller.as_ref()) {
                return;
            }
            let found = scroller
                .query_selector(&format!("[data-row=\"{row}\"]"))
                .ok()
                .flatten()
                .and_then(|element| element.dyn_into::<HtmlElement>().ok());
            if let Some(element) = found {
                let _ = element.focus_with_options(&options);
                return;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn keys_stay_within_the_table() {
        assert_eq!(target("ArrowDown", 8, 10, 5), Some(9));
        assert_eq!(target("ArrowDown", 9, 10, 5), Some(9));
        assert_eq!(target("ArrowUp", 0, 10, 5), Some(0));
        assert_eq!(target("PageDown", 7, 10, 5), Some(9));
        assert_eq!(target("PageUp", 7, 10, 5), Some(2));
        assert_eq!(target("End", 0, 10, 5), Some(9));
        assert_eq!(target("Home", 9, 10, 5), Some(0));
        assert_eq!(target("Home", 0, 0, 5), None);
        assert_eq!(target("a", 3, 10, 5), None);
    }
}
