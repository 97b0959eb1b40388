//! A table of any length: rows come from the engine as they are seen, sorting and searching happen
//! there, and the page holds a few hundred rows at most.

mod cells;
mod grid;
pub mod head;
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
use grid::{GridParts, grid};
use head::Search;
pub(crate) use kept::{Kept, Name};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use pages::Pages;
use tenfold_core::project::view::{Export, TableKind, TableQuery, TableRow};
use wasm_bindgen::JsCast;
use window::{ROW, Window};

/// Pixels of head and sums.
const FRAME: f64 = 2.0 * ROW - 2.0;
/// Pixels of the rule below.
const EDGE: f64 = 1.0;
/// Narrower than this, a table shows names and net contribution first.
const NARROW: f64 = 560.0;

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
    let tall = Memo::new(move |_| shape.with(|s| Some(s.as_ref()?.rows > u64::from(height))));
    // Only what makes bars come or go: measuring has the browser lay out the whole table.
    Effect::new(move |_| {
        width.track();
        needed.track();
        tall.track();
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
