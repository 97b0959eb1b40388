//! The grid itself: heads, the rows in sight, and sums.

use super::cells::{self, CellView};
use super::head::Head;
use super::pages::{Pages, Place, Shape};
use super::window::{self, Window};
use leptos::prelude::*;
use std::sync::Arc;
use tenfold_core::project::view::{Sort, TableColumn, TableKind, TableQuery, TableRow, TableValue};

/// What the grid is made of.
pub(super) struct GridParts<A> {
    pub(super) shape: Arc<Shape>,
    pub(super) pages: Pages,
    pub(super) asked: Memo<TableQuery>,
    pub(super) sort: RwSignal<Option<(TableKind, Sort)>>,
    pub(super) drawn: Memo<window::Drawn>,
    pub(super) window: Memo<Window>,
    pub(super) active: RwSignal<u64>,
    pub(super) selected: Signal<Option<String>>,
    pub(super) cell: Option<CellView>,
    pub(super) act: A,
    pub(super) has_action: bool,
    pub(super) name: Signal<String>,
    pub(super) hidden: &'static [&'static str],
    pub(super) narrow: bool,
    /// Told how many pixels the columns need.
    pub(super) needed: RwSignal<f64>,
}

/// The grid itself; drawn again only when columns, sums, the number of rows or the room for them
/// change.
pub(super) fn grid(
    parts: GridParts<impl Fn(TableRow) + Copy + Send + Sync + 'static>,
) -> impl IntoView {
    let GridParts {
        shape,
        pages,
        asked,
        sort,
        drawn,
        window,
        active,
        selected,
        cell,
        act,
        has_action,
        name,
        hidden,
        narrow,
        needed,
    } = parts;
    let arranged = cells::arranged(&shape.columns, &shape.sums, hidden, narrow);
    let shown: Vec<TableColumn> = arranged
        .iter()
        .map(|&at| shape.columns[at].clone())
        .collect();
    let shown_sums: Vec<Option<f64>> = arranged
        .iter()
        .map(|&at| shape.sums.get(at).copied().flatten())
        .collect();
    // Order lines are read beside the ledger they come from.
    let to_the_cent = asked.with_untracked(|query| {
        matches!(query.kind, TableKind::Lines { .. } | TableKind::SetAside)
    });
    let first_row = pages.first_row();
    let drawn_apart = |column: &TableColumn| {
        let Some((cell, row)) = cell.zip(first_row.as_ref()) else {
            return false;
        };
        let mut cells = shape.columns.iter().zip(&row.cells);
        cells.any(|(c, value)| {
            // A number that happens to be missing in this row is drawn in others.
            let value = match value {
                TableValue::Missing(()) => &TableValue::Number(0.0),
                value => value,
            };
            c.key == column.key && cell(row, c, value).is_some()
        })
    };
    let (template, width) = cells::template(&shown, &shown_sums, narrow, drawn_apart);
    if needed.get_untracked() != f64::from(width) {
        needed.set(f64::from(width));
    }
    let staying = cells::staying(&shown);
    let shown_count = shown.len();
    let columns = StoredValue::new(
        arranged
            .into_iter()
            .zip(shown.iter().cloned())
            .collect::<Vec<_>>(),
    );
    // The row that takes the focus when it comes to the table: the active one, or the first seen.
    // One that is not seen whole would make the browser scroll, by pixels that are not rows' own.
    let entry = Memo::new(move |_| {
        let drawn = drawn.get();
        let active = active.get();
        if (drawn.start..drawn.end).contains(&active) && active >= drawn.first {
            active
        } else {
            drawn.first
        }
    });
    let row_view = move |place: Place| {
        let index = place.index;
        let Some(row) = place.row else {
            return view! {
                <div class="row waiting" role="row" aria-rowindex=index + 2>
                    <span role="rowheader" class="cell left"><i></i></span>
                </div>
            }
            .into_any();
        };
        let acts = has_action || row.subject.is_some();
        let cells =
            columns.with_value(|columns| {
                columns
                .iter()
                .filter_map(|(at, column)| Some((column, row.cells.get(*at)?)))
                .enumerate()
                .map(|(position, (column, value))| {
                    let drawn = cell
                        .and_then(|cell| cell(&row, column, value))
                        .unwrap_or_else(|| cells::content(column, value, to_the_cent));
                    let role = if position == 0 { "rowheader" } else { "gridcell" };
                    let hover = cells::hover(column, value);
                    view! {
                        <span role=role class=cells::class(column.kind, Some(value)) title=hover>
                            {drawn}
                        </span>
                    }
                })
                .collect_view()
            });
        let id = row.id.clone();
        let row = StoredValue::new(row);
        view! {
            <div
                class="row"
                class:acts=acts
                role="row"
                data-row=index
                aria-rowindex=index + 2
                aria-selected=move || {
                    selected.with(|selected| selected.as_deref() == Some(id.as_str()))
                        .then_some("true")
                }
                tabindex=move || if entry.get() == index { "0" } else { "-1" }
                on:click=move |_| {
                    active.set(index);
                    act(row.get_value());
                }
                on:focus=move |_| active.set(index)
            >
                {cells}
            </div>
        }
        .into_any()
    };
    let sums = shape.has_sums().then(|| {
        let cells = shown
            .iter()
            .zip(&shown_sums)
            .enumerate()
            .map(|(position, (column, sum))| {
                let role = if position == 0 {
                    "rowheader"
                } else {
                    "gridcell"
                };
                let words = match (position, sum) {
                    (0, _) => "Total".to_owned(),
                    (_, Some(sum)) => cells::number_text(column.kind, *sum, to_the_cent),
                    (_, None) => String::new(),
                };
                let value = sum.map(TableValue::Number);
                view! {
                    <span role=role class=cells::class(column.kind, value.as_ref())>
                        {words}
                    </span>
                }
            })
            .collect_view();
        view! {
            <div class="row sums" role="row" aria-rowindex=shape.rows + 2>
                {cells}
            </div>
        }
    });
    let rows_told = shape.rows + 1 + u64::from(sums.is_some());
    let empty = shape.rows == 0;
    let heads = shown
        .into_iter()
        .map(|column| view! { <Head column asked sort /> })
        .collect_view();
    view! {
        <div
            class="grid"
            class:two-stay=staying == 2
            class:narrow=narrow
            role="grid"
            aria-label=move || name.get()
            aria-rowcount=rows_told
            aria-colcount=shown_count
            style:--columns=template
            style:min-width=format!("{width}px")
        >
            <div class="row head" role="row" aria-rowindex="1">
                {heads}
            </div>
            <div
                class="grid-body"
                role="presentation"
                style:height=move || format!("{:.0}px", window.get().body())
            >
                <div
                    role="rowgroup"
                    class="grid-window"
                    style:transform=move || format!("translateY({:.1}px)", drawn.get().offset)
                >
                    <For each=move || pages.places(drawn.get()) key=|place| place.key let:place>
                        {row_view(place)}
                    </For>
                </div>
            </div>
            {empty.then(|| view! { <p class="grid-empty soft">"No rows"</p> })}
            {sums}
        </div>
    }
}
