//! The rows of a table that the page holds: a few windows of a hundred, fetched as they come into
//! view, the ones not needed for longest given up first.

use super::window::Drawn;
use crate::engine::client::is_stopped;
use crate::engine::protocol::{Reply, Request};
use crate::queries;
use crate::state::App;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use tenfold_core::json;
use tenfold_core::project::view::{TableColumn, TablePage, TableQuery, TableRow, UserError};

/// Rows fetched at once.
const PAGE: u64 = 100;
/// Windows kept.
const KEPT: usize = 30;
/// Questions under way at once: a long drag of the scroll bar must not queue hundreds.
const UNDERWAY: usize = 2;

/// The fetched part of a table.
#[derive(Clone, Copy)]
pub(super) struct Pages {
    app: App,
    held: RwSignal<Held>,
    pub(super) failed: RwSignal<Option<UserError>>,
    /// True while another table is on its way.
    pub(super) pending: RwSignal<bool>,
    /// Number of the question for another table; an answer to an older one is dropped.
    asked: StoredValue<u64>,
    /// That question.
    question: StoredValue<Option<String>>,
    underway: StoredValue<Vec<u64>>,
    /// Windows by when they were last needed, the latest at the end.
    needed: StoredValue<Vec<u64>>,
}

/// Rows as they came.
#[derive(Clone)]
struct Window(Arc<Reply>);

impl Window {
    fn page(&self) -> Option<&TablePage> {
        match &*self.0 {
            Reply::Table { page } => Some(page),
            _ => None,
        }
    }

    fn row(&self, at: u64) -> Option<&TableRow> {
        self.page()?.rows.get(at as usize)
    }
}

#[derive(Clone, Default)]
struct Held {
    query: Option<TableQuery>,
    shape: Option<Arc<Shape>>,
    windows: Vec<(u64, Window)>,
    /// Grows whenever all rows are replaced; part of a row's identity.
    generation: u64,
}

/// All of a table but its rows.
#[derive(Debug, PartialEq)]
pub(super) struct Shape {
    pub(super) title: String,
    pub(super) columns: Vec<TableColumn>,
    pub(super) rows: u64,
    pub(super) sums: Vec<Option<f64>>,
}

impl Shape {
    pub(super) fn has_sums(&self) -> bool {
        self.sums.iter().any(Option::is_some)
    }
}

/// A row in its place; without values while they are on their way.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) index: u64,
    /// Changes when the row's values do.
    pub(super) key: (u64, u64, bool),
    pub(super) row: Option<TableRow>,
}

impl Pages {
    pub(super) fn new(app: App) -> Pages {
        let question = StoredValue::new(None);
        queries::asks(app, move || question.get_value());
        Pages {
            app,
            held: RwSignal::new(Held::default()),
            failed: RwSignal::new(None),
            pending: RwSignal::new(false),
            asked: StoredValue::new(0),
            question,
            underway: StoredValue::new(Vec::new()),
            needed: StoredValue::new(Vec::new()),
        }
    }

    /// The table without its rows; none before the first answer. Tracks.
    pub(super) fn shape(self) -> Option<Arc<Shape>> {
        self.held.with(|held| held.shape.clone())
    }

    /// Any row that is there, as an example of what rows hold.
    pub(super) fn first_row(self) -> Option<TableRow> {
        self.held
            .with_untracked(|held| held.windows.first()?.1.row(0).cloned())
    }

    /// A row, where it is there.
    pub(super) fn row(self, index: u64) -> Option<TableRow> {
        self.held.with_untracked(|held| {
            let (start, window) = held
                .windows
                .iter()
                .map(|(number, window)| (number * PAGE, window))
                .find(|(start, _)| (*start..start + PAGE).contains(&index))?;
            window.row(index - start).cloned()
        })
    }

    /// The rows in their places. Tracks.
    pub(super) fn places(self, drawn: Drawn) -> Vec<Place> {
        self.held.with(|held| {
            (drawn.start..drawn.end)
                .map(|index| {
                    let row = held
                        .windows
                        .iter()
                        .find(|(number, _)| *number == index / PAGE)
                        .and_then(|(_, window)| window.row(index % PAGE).cloned());
                    Place {
                        index,
                        key: (index, held.generation, row.is_some()),
                        row,
                    }
                })
                .collect()
        })
    }

    /// Takes up another question, or the same one after the results changed; `first` is the row at
    /// the top. What is shown stays until the first answer is there, and is then replaced at once;
    /// `replaced` is told whether the question is another one.
    pub(super) fn ask(self, query: TableQuery, first: u64, replaced: impl Fn(bool) + 'static) {
        let other = self
            .held
            .with_untracked(|held| held.query.as_ref().is_some_and(|held| *held != query));
        let window = if other { 0 } else { first / PAGE };
        let ticket = self.asked.get_value() + 1;
        self.asked.set_value(ticket);
        self.pending.set(true);
        let question = json::to_string(&question(&query, window)).ok();
        self.question.set_value(question.clone());
        let version = self.app.version.get_untracked();
        spawn_local(async move {
            let answer = match question {
                Some(text) => queries::answer(self.app, version, text).await,
                None => Err(no_table()),
            };
            if self.asked.try_get_value() != Some(ticket) {
                return;
            }
            self.pending.set(false);
            match answer {
                Ok(reply) => {
                    let window = (window, Window(reply));
                    let Some(page) = window.1.page() else {
                        self.failed.set(Some(no_table()));
                        return;
                    };
                    self.failed.set(None);
                    self.underway.set_value(Vec::new());
                    self.needed.set_value(vec![window.0]);
                    let shape = Shape {
                        title: page.title.clone(),
                        columns: page.columns.clone(),
                        rows: page.total_rows,
                        sums: page.sums.clone(),
                    };
                    self.held.update(|held| {
                        held.shape = Some(Arc::new(shape));
                        held.windows = vec![window];
                        held.query = Some(query);
                        held.generation += 1;
                    });
                    replaced(other);
                }
                Err(error) if is_stopped(&error) => {}
                Err(error) => self.failed.set(Some(error)),
            }
        });
    }

    /// Fetches the windows that are to be drawn and not there. Tracks what is there, so that an
    /// effect around it asks for the rest when an answer has come.
    pub(super) fn complete(self, drawn: Drawn) {
        let numbers = drawn.start / PAGE..=drawn.end.saturating_sub(1) / PAGE;
        self.needed.update_value(|needed| {
            needed.retain(|number| !numbers.contains(number));
            needed.extend(numbers.clone());
        });
        let (query, generation, missing) = self.held.with(|held| {
            let missing: Vec<u64> = numbers
                .filter(|number| held.windows.iter().all(|(held, _)| held != number))
                .collect();
            (held.query.clone(), held.generation, missing)
        });
        let Some(query) = query else { return };
        for number in missing {
            let underway = self.underway.get_value();
            if underway.contains(&number) || underway.len() >= UNDERWAY {
                continue;
            }
            self.underway.update_value(|underway| underway.push(number));
            let query = query.clone();
            spawn_local(async move {
                let answer = self.app.engine.ask(question(&query, number)).await;
                let current = self
                    .held
                    .try_with_untracked(|held| held.generation == generation)
                    .unwrap_or(false);
                if !current {
                    return;
                }
                self.underway
                    .update_value(|underway| underway.retain(|n| *n != number));
                match answer {
                    Ok(reply) => self.keep(number, Window(Arc::new(reply))),
                    Err(error) if is_stopped(&error) => {}
                    Err(error) => self.failed.set(Some(error)),
                }
            });
        }
    }

    fn keep(self, number: u64, window: Window) {
        let needed = self.needed.get_value();
        let last_needed = |number: u64| needed.iter().rposition(|n| *n == number);
        self.held.update(|held| {
            held.windows.push((number, window));
            if held.windows.len() > KEPT
                && let Some(oldest) = (0..held.windows.len())
                    .min_by_key(|&position| last_needed(held.windows[position].0))
            {
                held.windows.swap_remove(oldest);
            }
        });
        if needed.len() > 4 * KEPT {
            self.needed
                .update_value(|needed| drop(needed.drain(..needed.len() - 2 * KEPT)));
        }
    }
}

fn question(query: &TableQuery, window: u64) -> Request {
    Request::Table {
        query: query.clone(),
        start: window * PAGE,
        count: PAGE,
    }
}

fn no_table() -> UserError {
    UserError {
        title: "The table could not be shown".to_owned(),
        detail: "The engine answered something else".to_owned(),
        remedy: "Reload the page".to_owned(),
    }
}
