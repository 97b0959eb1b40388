//! What stands above the rows: the search, and the header of a column.

use super::cells;
use crate::components::icon::{Icon, Symbol};
use leptos::prelude::*;
use std::time::Duration;
use tenfold_core::project::view::{Sort, TableColumn, TableKind, TableQuery};

/// Pause in typing after which the table is searched.
const SEARCH_PAUSE: Duration = Duration::from_millis(160);

#[component]
pub fn Search(asked: Memo<TableQuery>, search: RwSignal<Option<String>>) -> impl IntoView {
    let pause = StoredValue::new(None::<TimeoutHandle>);
    view! {
        <label class="search">
            <Icon symbol=Symbol::Search />
            <span class="unseen">"Search this table"</span>
            <input
                type="search"
                placeholder="Search"
                prop:value=move || asked.with(|query| query.search.clone())
                on:input=move |event| {
                    let text = event_target_value(&event);
                    if let Some(Some(waiting)) = pause.try_get_value() {
                        waiting.clear();
                    }
                    let next = move || { search.try_set(Some(text.clone())); };
                    pause.set_value(set_timeout_with_handle(next, SEARCH_PAUSE).ok());
                }
            />
        </label>
    }
}

/// A column's header: a click sorts by it, another one turns the order.
#[component]
pub fn Head(
    column: TableColumn,
    asked: Memo<TableQuery>,
    sort: RwSignal<Option<(TableKind, Sort)>>,
) -> impl IntoView {
    let key = column.key.clone();
    let order = Memo::new(move |_| {
        asked.with(|query| {
            query
                .sort
                .as_ref()
                .filter(|sort| sort.column == key)
                .map(|sort| sort.descending)
        })
    });
    let left = cells::is_left(column.kind);
    let key = column.key.clone();
    view! {
        <span
            role="columnheader"
            class="cell"
            class:left=left
            aria-sort=move || match order.get() {
                Some(true) => "descending",
                Some(false) => "ascending",
                None => "none",
            }
        >
            <button
                class="head-button"
                title=column.definition
                on:click=move |_| {
                    // Numbers start with the largest, words with the first.
                    let descending = order.get_untracked().map_or(!left, |descending| !descending);
                    let kind = asked.with_untracked(|query| query.kind.clone());
                    sort.set(Some((kind, Sort { column: key.clone(), descending })));
                }
            >
                {column.label}
                {move || {
                    order.get().map(|descending| {
                        let symbol = if descending { Symbol::Down } else { Symbol::Up };
                        view! { <Icon symbol /> }
                    })
                }}
            </button>
        </span>
    }
}
