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

/// Puts the focus on a row, once it is drawn.
pub(super) fn focus_row(scroller: NodeRef<html::Div>, row: u64) {
    spawn_local(async move {
        crate::browser::frame().await;
        let found = scroller
            .try_get_untracked()
            .flatten()
            .and_then(|scroller| {
                scroller
                    .query_selector(&format!("[data-row=\"{row}\"]"))
                    .ok()
                    .flatten()
            })
            .and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(element) = found {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            // Refused only for elements that left the document meanwhile.
            let _ = element.focus_with_options(&options);
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
