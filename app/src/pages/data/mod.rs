//! The data: which files are open, how they are read, what their columns mean, and what became of
//! their rows.

pub mod mapping;
mod matches;
pub mod quality;
pub mod reading;

use crate::components::drop_zone::AddFiles;
use crate::components::{FindingList, Later, SelectField};
use crate::format;
use crate::route::Route;
use crate::state::App;
use crate::tasks::analyse::analyse;
use crate::tasks::change_reading::change_reading;
use crate::tasks::import_settings::import_settings;
use crate::tasks::load_demo::load_demo;
use crate::tasks::open_files::{close_opened, files_of, opened_is_loaded};
use leptos::html;
use leptos::prelude::*;
use tenfold_core::fields::Field;
use tenfold_core::project::view::{FilePreview, FileRole, ReadingChange, Severity};
use tenfold_core::settings::MappedColumn;

#[component]
pub(super) fn Data() -> impl IntoView {
    let app = App::current();
    let busy = Memo::new(move |_| app.busy.with(Option::is_some));
    let any = Memo::new(move |_| app.opened.with(|opened| !opened.is_empty()));
    let obstacle = Memo::new(move |_| app.opened.with(|opened| obstacle(opened)));
    let files = Memo::new(move |_| app.opened.with(Vec::len));
    // What is open is what is loaded: then the report on its rows is the news.
    let done = Memo::new(move |_| {
        app.version.track();
        any.get() && opened_is_loaded(app)
    });
    view! {
        <h1>{move || app.opened.with(|opened| headline(opened, app.is_loaded(), done.get()))}</h1>
        <p class="lede">
            {move || {
                if done.get() {
                    "Used and set aside add up to the rows of the file. How it was read can be corrected below; then analyse it again."
                } else if any.get() {
                    "Check how the columns were understood; what is wrong can be corrected here. What was loaded before stays until the analysis is done."
                } else {
                    "Add one or more files of order lines. Files of items, customers, activities, stock and cost pools may come with them; they are linked by their keys."
                }
            }}
        </p>
        <div class="actions">
            <Show when=move || any.get()>
                <button
                    class="button"
                    class:primary=move || !done.get()
                    data-testid="analyse"
                    disabled=move || busy.get() || obstacle.get().is_some()
                    on:click=move |_| analyse(app)
                >
                    {move || if done.get() { "Analyse again" } else { "Analyse" }}
                </button>
            </Show>
            <AddFiles />
            <ImportSettings />
            <Show
                when=move || any.get()
                fallback=move || {
                    view! {
                        <button class="button" disabled=busy on:click=move |_| load_demo(app)>
                            "Load the demo company"
                        </button>
                    }
                }
            >
                <button class="button" disabled=busy on:click=move |_| close_opened(app)>
                    "Close files"
                </button>
            </Show>
            <Show when=move || app.is_loaded()>
                <a class="button" href=move || app.href(Route::Profit)>
                    "Where the profit is"
                </a>
            </Show>
        </div>
        {move || obstacle.get().map(|why| view! { <p class="obstacle" role="status">{why}</p> })}
        <Show when=move || done.get()>
            <quality::QualityReport />
        </Show>
        {move || {
            (0..files.get())
                .map(|number| view! { <OpenedFile number /> })
                .collect_view()
        }}
        <Show when=move || app.is_loaded() && !done.get()>
            <quality::QualityReport />
        </Show>
    }
}

fn headline(opened: &[FilePreview], loaded: bool, done: bool) -> String {
    if done {
        return "What became of the rows".to_owned();
    }
    let lines: Vec<&FilePreview> = opened
        .iter()
        .filter(|file| file.role == FileRole::OrderLines)
        .collect();
    let adds = |file: &&FilePreview| !matches!(file.role, FileRole::OrderLines | FileRole::NotUsed);
    let others = opened.iter().filter(adds).count();
    match lines.as_slice() {
        [] if !opened.is_empty() => "Add the order lines that these files belong to".into(),
        [] if loaded => "What became of the rows".into(),
        [] => "No file is open".into(),
        [file] if others == 0 => format!("{} is open", file.file),
        [file] => format!(
            "{} is open, and {}",
            file.file,
            format::counted(
                others as u64,
                "file that adds to it",
                "files that add to it"
            )
        ),
        files => format!(
            "{} files of order lines are open; they are read one after the other",
            files.len()
        ),
    }
}

/// Why the opened files can't be analysed.
fn obstacle(opened: &[FilePreview]) -> Option<String> {
    if opened.iter().all(|file| file.role != FileRole::OrderLines) {
        return (!opened.is_empty())
            .then(|| "A file of order lines is needed for an analysis".to_owned());
    }
    opened.iter().find_map(|file| {
        if !file.missing.is_empty() {
            return Some(format!(
                "Before {} can be analysed, choose a column for: {}",
                file.file,
                file.missing.join(", ")
            ));
        }
        let blocking = file
            .findings
            .iter()
            .find(|f| f.severity == Severity::Blocking)?;
        Some(format!(
            "{}: {}. {}",
            file.file,
            blocking.message.trim_end_matches('.'),
            blocking.remedy
        ))
    })
}

/// What a file may hold.
const ROLES: [(FileRole, &str); 7] = [
    (FileRole::OrderLines, "Order lines"),
    (FileRole::Items, "Items"),
    (FileRole::Customers, "Customers"),
    (FileRole::Activities, "Activities of customers"),
    (FileRole::Stock, "Stock"),
    (FileRole::CostPools, "Cost pools"),
    (FileRole::NotUsed, "Do not use it"),
];

/// One opened file; drawn again as a whole only when its columns change.
#[component]
fn OpenedFile(number: usize) -> impl IntoView {
    let app = App::current();
    let file = Memo::new(move |_| app.opened.with(|opened| opened.get(number).cloned()));
    let part = move |pick: fn(&FilePreview) -> String| {
        move || file.with(|file| file.as_ref().map(pick).unwrap_or_default())
    };
    let role = Memo::new(move |_| {
        file.with(|file| file.as_ref().map_or(FileRole::NotUsed, |file| file.role))
    });
    view! {
        <section class="file" aria-label=part(|file| file.file.clone())>
            <header class="file-head">
                <h2>{part(|file| file.file.clone())}</h2>
                <p class="soft">
                    {part(|file| format!("{} · {}", file.role.words(), format::bytes(file.size_bytes)))}
                </p>
                <SelectField
                    label="What the file holds"
                    hide_label=true
                    testid=format!("role-{number}")
                    options=reading::words(&ROLES)
                    value=Signal::derive(move || reading::key_of(&ROLES, role.get()))
                    on_change=move |chosen: String| {
                        if let Some(role) = reading::value_of(&ROLES, &chosen) {
                            change_reading(app, number, ReadingChange::Role(role));
                        }
                    }
                />
            </header>
            {move || {
                let findings = file.with(|f| f.as_ref().map(|f| f.findings.clone()));
                view! { <FindingList findings=findings.unwrap_or_default() /> }
            }}
            {move || file.with(|f| f.as_ref().and_then(|f| customer_offers(app, number, f)))}
            {move || {
                let role = role.get();
                match role {
                    FileRole::CostPools => view! {
                        <p class="soft">
                            "The pools are taken over into the cost model; amounts and drivers can be changed there"
                        </p>
                    }
                        .into_any(),
                    FileRole::NotUsed => {
                        view! { <p class="soft">"Nothing of this file is used"</p> }.into_any()
                    }
                    _ => view! {
                        <reading::Reading number file />
                        <Later height=720>
                            <mapping::Mapping number file />
                        </Later>
                    }
                        .into_any(),
                }
            }}
            <Later height=320>
                <mapping::Preview file />
            </Later>
        </section>
    }
}

/// Columns that may stand for the customer, each one click away.
fn customer_offers(app: App, number: usize, file: &FilePreview) -> Option<AnyView> {
    let offer = |&at: &u32| {
        let column = file.columns.get(at as usize)?;
        let mut columns = file.plan.columns.clone();
        columns.push(MappedColumn {
            field: Field::Customer,
            column: at,
        });
        let take = move |_| {
            change_reading(app, number, ReadingChange::Columns(columns.clone()));
        };
        Some(view! {
            <button type="button" class="button small" title=column.samples.join(", ") on:click=take>
                {column.header.clone()}
            </button>
        })
    };
    let buttons = file.customer_offers.iter().filter_map(offer).collect_view();
    (!file.customer_offers.is_empty()).then(|| {
        view! {
            <p class="actions" data-testid="customer-offers">"Take as the customer: " {buttons}</p>
        }
        .into_any()
    })
}

#[component]
fn ImportSettings() -> impl IntoView {
    let app = App::current();
    let input = NodeRef::<html::Input>::new();
    view! {
        <label class="button file-button">
            <span aria-hidden="true">"Import settings"</span>
            <input
                node_ref=input
                type="file"
                accept=".json,application/json"
                class="unseen"
                aria-label="Import settings"
                data-testid="import-settings"
                on:change=move |_| {
                    if let Some(input) = input.get_untracked() {
                        if let Some(file) = files_of(input.files()).into_iter().next() {
                            import_settings(app, file);
                        }
                        input.set_value("");
                    }
                }
            />
        </label>
    }
}
