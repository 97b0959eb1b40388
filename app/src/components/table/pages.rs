//! The rows of a table that the page holds: a few windows of a hundred, fetched as they come into
//! view, the ones not needed for longest given up first.

use super::window::Drawn;
use crate::engine::client::is_stopped;
use crate::engine::protocol::{Reply, Request};
use crate::state::App;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
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
    underway: StoredValue<Vec<u64>>,
    /// Windows by when they were last needed, the latest at the end.
    needed: StoredValue<Vec<u64>>,
}

#[derive(Clone, Default)]
struct Held {
    query: Option<TableQuery>,
    shape: Option<Arc<Shape>>,
    windows: Vec<(u64, Arc<TablePage>)>,
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
        Pages {
            app,
            held: RwSignal::new(Held::default()),
            failed: RwSignal::new(None),
            pending: RwSignal::new(false),
            asked: StoredValue::new(0),
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
            .with_untracked(|held| held.windows.first()?.1.rows.first().cloned())
    }

    /// A row, where it is there.
    pub(super) fn row(self, index: u64) -> Option<TableRow> {
        self.held.with_untracked(|held| {
            let (start, window) = held
                .windows
                .iter()
                .map(|(number, window)| (number * PAGE, window))
                .find(|(start, _)| (*start..start + PAGE).contains(&index))?;
            window.rows.get((index - start) as usize).cloned()
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
                        .and_then(|(_, page)| page.rows.get((index % PAGE) as usize).cloned());
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
        spawn_local(async move {
            let answer = self.fetch(query.clone(), window).await;
            if self.asked.try_get_value() != Some(ticket) {
                return;
            }
            self.pending.set(false);
            match answer {
                Ok(page) => {
                    self.failed.set(None);
                    self.underway.set_value(Vec::new());
                    self.needed.set_value(vec![window]);
                    self.held.update(|held| {
                        held.shape = Some(Arc::new(Shape {
                            title: page.title.clone(),
                            columns: page.columns.clone(),
                            rows: page.total_rows,
                            sums: page.sums.clone(),
                        }));
                        held.windows = vec![(window, Arc::new(page))];
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
                let answer = self.fetch(query, number).await;
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
                    Ok(page) => self.keep(number, page),
                    Err(error) if is_stopped(&error) => {}
                    Err(error) => self.failed.set(Some(error)),
                }
            });
        }
    }

    fn keep(self, number: u64, page: TablePage) {
        let needed = self.needed.get_value();
        let last_needed = |number: u64| needed.iter().rposition(|n| *n == number);
        self.held.update(|held| {
            held.windows.push((number, Arc::new(page)));
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

    async fn fetch(self, query: TableQuery, window: u64) -> Result<TablePage, UserError> {
        let request = Request::Table {
            query,
            start: window * PAGE,
            count: PAGE,
        };
        match self.app.engine.ask(request).await? {
            Reply::Table { page } => Ok(page),
            _ => Err(UserError {
                title: "The table could not be shown".to_owned(),
                detail: "The engine answered something else".to_owned(),
                remedy: "Reload the page".to_owned(),
            }),
        }
    }
}
