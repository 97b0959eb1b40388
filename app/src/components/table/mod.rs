//! A table of any length: rows come from the engine as they are seen, sorting and searching happen
//! there, and the page holds a few hundred rows at most.

mod cells;
mod kept;
mod keys;
mod pages;
mod window;

use crate::charts::measure::width_of;
use crate::components::icon::{Icon, Symbol};
use crate::components::states::{Failure, Skeleton};
use crate::format;
use crate::state::App;
use crate::tasks::export::export;
pub use cells::CellView;
pub(crate) use kept::{Kept, Name};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use pages::{Pages, Place, Shape};
use std::sync::Arc;
use std::time::Duration;
use tenfold_core::project::view::{
    Export, Sort, TableColumn, TableKind, TableQuery, TableRow, TableValue,
};
use wasm_bindgen::JsCast;
use window::{ROW, Window};

/// Pixels of head and sums.
const FRAME: f64 = 2.0 * ROW - 2.0;
/// Pixels of the rule below.
const EDGE: f64 = 1.0;
/// Narrower than this, a table shows names and net contribution first.
const NARROW: f64 = 560.0;
/// Pause in typing after which the table is searched.
const SEARCH_PAUSE: Duration = Duration::from_millis(160);

/// A table with sorting, search and export. Sort and search of the query are where it starts; the
/// user changes them from there.
#[component]
pub fn TableView(
    #[prop(into)] query: Signal<TableQuery>,
    /// What a click or Enter on a row does. Without it, the row's number is explained.
    #[prop(optional, into)]
    on_row: Option<Callback<TableRow>>,
    /// Draws chosen cells in another way.
    #[prop(optional)]
    cell: Option<CellView>,
    /// Rows seen at once, at most.
    #[prop(default = 14)]
    height: u32,
    /// The row that is marked, by its id.
    #[prop(optional, into)]
    selected: Signal<Option<String>>,
    /// Shown instead of the engine's title.
    #[prop(optional, into)]
    title: Option<Signal<String>>,
    /// Columns that say nothing here, by their keys: the same in every row.
    #[prop(optional)]
    hidden: &'static [&'static str],
    /// Says how many rows there are, in other words than "12 rows"; `None` leaves it at those.
    #[prop(optional, into)]
    count: Option<Callback<u64, Option<String>>>,
) -> impl IntoView {
    let app = App::current();
    let pages = Pages::new(app);
    let name = kept::name(app, query);
    let Kept {
        sort,
        search,
        place,
    } = kept::recall(app, &name);
    // The user's sort belongs to the kind of table it was chosen on.
    let sort = RwSignal::new(sort);
    let search = RwSignal::new(search);
    let asked = Memo::new(move |_| {
        let mut query = query.get();
        if let Some((kind, sort)) = sort.get()
            && kind == query.kind
        {
            query.sort = Some(sort);
        }
        if let Some(search) = search.get() {
            query.search = search;
        }
        query
    });

    let scroller = NodeRef::<html::Div>::new();
    let width = width_of(scroller, crate::browser::width());
    let narrow = Memo::new(move |_| width.get() < NARROW);
    // Pixels the columns need, and by how many they are scrolled sideways.
    let needed = RwSignal::new(0.0_f64);
    let aside = RwSignal::new(0.0_f64);
    // Pixels of the scroll bars, below and beside; none where they lie over the content.
    let bars = RwSignal::new((0.0_f64, 0.0_f64));
    // The place holds only for the rows it was left on.
    let place = place.filter(|(query, ..)| asked.with_untracked(|asked| asked == query));
    let (left_at, left_first) = place.map_or((0.0, 0), |(_, scroll, first)| (scroll, first));
    let scroll = RwSignal::new(left_at);
    // Pixels of rows between head and sums, measured once the table has been scrolled.
    let seen = RwSignal::new(None::<f64>);
    let wished = move || {
        let rows = pages.shape().map_or(0, |shape| shape.rows);
        (rows as f64).min(f64::from(height)).max(1.0) * ROW
    };
    let window = Memo::new(move |_| {
        let rows = pages.shape().map_or(0, |shape| shape.rows);
        Window {
            rows,
            height: seen.get().unwrap_or_else(wished),
        }
    });
    let drawn = Memo::new(move |_| window.get().drawn(scroll.get()));
    let active = RwSignal::new(0_u64);

    let shape_there = Memo::new(move |_| pages.shape().is_some());
    Effect::new(move |_| {
        let query = asked.get();
        if app.version.get() == 0 {
            return;
        }
        let first = match pages.first_row() {
            Some(_) => drawn.with_untracked(|drawn| drawn.start),
            None => left_first,
        };
        pages.ask(query, first, move |other| {
            if other {
                active.set(0);
                if let Some(scroller) = scroller.get_untracked() {
                    scroller.set_scroll_top(0);
                }
                scroll.set(0.0);
                seen.set(None);
            }
        });
    });
    Effect::new(move |_| pages.complete(drawn.get()));
    Effect::new(move |_| {
        let (scroll, first) = (scroll.get(), drawn.get().start);
        let kept = Kept {
            sort: sort.get(),
            search: search.get(),
            place: (scroll > 0.0).then(|| (asked.get(), scroll, first)),
        };
        // Before its rows are there a table is as it was left.
        if shape_there.get() {
            kept::keep(app, &name, kept);
        }
    });
    if left_at > 0.0 {
        scroller.on_load(move |element| element.set_scroll_top(left_at.round() as i32));
    }

    let act = move |row: TableRow| match (on_row, row.subject.clone()) {
        (Some(on_row), _) => on_row.run(row),
        (None, Some(subject)) => app.explain(subject),
        (None, None) => {}
    };
    let shape = Memo::new(move |_| pages.shape());
    Effect::new(move |_| {
        width.track();
        needed.track();
        shape.track();
        spawn_local(async move {
            crate::browser::frame().await;
            if let Some(scroller) = scroller.try_get_untracked().flatten() {
                let below = scroller.offset_height() - scroller.client_height();
                let beside = scroller.offset_width() - scroller.client_width();
                let now = ((f64::from(below) - EDGE).max(0.0), f64::from(beside));
                if bars.try_get_untracked().is_some_and(|before| before != now) {
                    bars.set(now);
                }
            }
        });
    });
    let heading = move || match title {
        Some(title) => title.get(),
        None => shape
            .get()
            .map(|shape| shape.title.clone())
            .unwrap_or_default(),
    };

    view! {
        <section
            class="table"
            class:no-rows=move || {
                shape.get().is_some_and(|shape| shape.rows == 0) && asked.with(|q| q.search.is_empty())
            }
            data-testid="table"
            aria-label=heading
        >
            <div class="table-tools">
                {move || {
                    let heading = heading();
                    // No heading without words: before the rows arrive, or where the screen has its own.
                    (!heading.is_empty()).then(|| view! { <h2 class="table-title">{heading}</h2> })
                }}
                <span class="soft small" role="status">
                    {move || {
                        let rows = shape.get()?.rows;
                        let words = count.and_then(|count| count.run(rows));
                        Some(words.unwrap_or_else(|| asked.with(|query| counted(&query.kind, rows))))
                    }}
                </span>
                <span class="spring"></span>
                <Search asked search />
                <button
                    class="button small"
                    title="Save this table as CSV, with its filter and order"
                    on:click=move |_| {
                        export(app, Export::Csv { query: asked.get_untracked() });
                    }
                >
                    <Icon symbol=Symbol::Download />
                    "CSV"
                </button>
            </div>
            {move || pages.failed.get().map(|error| view! { <Failure error /> })}
            <Show
                when=move || shape.get().is_some()
                fallback=move || {
                    view! {
                        <Show when=move || pages.failed.get().is_none()>
                            <Skeleton height={height.min(8) * 36} />
                        </Show>
                    }
                }
            >
                <div
                    class="table-frame"
                    class:more={move || aside.get() + width.get() < needed.get() - 1.0}
                    class:scrolled={move || aside.get() > 0.0}
                    style:--bar-below=move || format!("{}px", bars.get().0)
                    style:--bar-beside=move || format!("{}px", bars.get().1)
                >
                <div
                    class="table-scroll"
                    tabindex="-1"
                    class:pending=move || pages.pending.get()
                    aria-busy=move || pages.pending.get().then_some("true")
                    node_ref=scroller
                    style:max-height=move || format!("{:.0}px", wished() + FRAME + EDGE + bars.get().0)
                    on:scroll=move |_| {
                        if let Some(scroller) = scroller.get_untracked() {
                            let sums = pages.shape().is_some_and(|s| s.has_sums());
                            let frame = if sums { FRAME } else { FRAME - ROW };
                            seen.set(Some((f64::from(scroller.client_height()) - frame).max(ROW)));
                            scroll.set(f64::from(scroller.scroll_top()));
                            aside.set(f64::from(scroller.scroll_left()));
                        }
                    }
                    on:wheel=move |event| {
                        let window = window.get_untracked();
                        if window.is_scaled() && event.delta_y() != 0.0 && !event.ctrl_key() {
                            event.prevent_default();
                            let target = window.moved(scroll.get_untracked(), event.delta_y());
                            move_to(scroller, scroll, target);
                        }
                    }
                    on:keydown=move |event| {
                        let window = window.get_untracked();
                        let on_row = event
                            .target()
                            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                            .is_some_and(|element| {
                                // The table itself, while the row moved to is being fetched.
                                element.has_attribute("data-row") || element.class_list().contains("table-scroll")
                            });
                        if !on_row || event.ctrl_key() || event.alt_key() || event.meta_key() {
                            return;
                        }
                        if event.key() == "Enter" {
                            // Of the row moved to, whether or not the focus has followed yet.
                            if let Some(row) = pages.row(active.get_untracked()) {
                                event.prevent_default();
                                act(row);
                            }
                            return;
                        }
                        let page = u64::from(height).saturating_sub(1).max(1);
                        let Some(to) = keys::target(
                            &event.key(), active.get_untracked(), window.rows, page,
                        ) else { return };
                        event.prevent_default();
                        active.set(to);
                        move_to(scroller, scroll, window.revealing(scroll.get_untracked(), to));
                        keys::focus_row(scroller, active);
                    }
                >
                    {move || {
                        let narrow = narrow.get();
                        shape.get().map(|shape| {
                            grid(GridParts { shape, pages, asked, sort, drawn, window, active, selected, cell, act, has_action: on_row.is_some(), name: Signal::derive(heading), hidden, narrow, needed })
                        })
                    }}
                </div>
                </div>
            </Show>
        </section>
    }
}

/// How many of what a table is about.
fn counted(kind: &TableKind, rows: u64) -> String {
    let (one, many) = match kind {
        TableKind::Items => ("item", "items"),
        TableKind::Pairs { .. } => ("pair", "pairs"),
        TableKind::Actions => ("action", "actions"),
        _ => ("row", "rows"),
    };
    match rows {
        0 => "none".to_owned(),
        rows => format::counted(rows, one, many),
    }
}

/// Scrolls, and draws the new place at once instead of with the browser's event.
fn move_to(scroller: NodeRef<html::Div>, scroll: RwSignal<f64>, target: f64) {
    if let Some(scroller) = scroller.get_untracked() {
        scroller.set_scroll_top(target.round() as i32);
        scroll.set(target);
    }
}

#[component]
fn Search(asked: Memo<TableQuery>, search: RwSignal<Option<String>>) -> impl IntoView {
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

struct GridParts<A> {
    shape: Arc<Shape>,
    pages: Pages,
    asked: Memo<TableQuery>,
    sort: RwSignal<Option<(TableKind, Sort)>>,
    drawn: Memo<window::Drawn>,
    window: Memo<Window>,
    active: RwSignal<u64>,
    selected: Signal<Option<String>>,
    cell: Option<CellView>,
    act: A,
    has_action: bool,
    name: Signal<String>,
    hidden: &'static [&'static str],
    narrow: bool,
    /// Told how many pixels the columns need.
    needed: RwSignal<f64>,
}

/// The grid itself; drawn again only when columns, sums, the number of rows or the room for them
/// change.
fn grid(parts: GridParts<impl Fn(TableRow) + Copy + Send + Sync + 'static>) -> impl IntoView {
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
    let (template, [width, stays]) = cells::template(&shown, &shown_sums, narrow, drawn_apart);
    needed.set(f64::from(width));
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
            style:--stays=format!("{stays}px")
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

/// A column's header: a click sorts by it, another one turns the order.
#[component]
fn Head(
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
