//! Questions that change nothing. A query follows the version of the results and whatever its
//! request is made of; it keeps its last answer until the next one is there, so nothing jumps, and
//! drops answers to questions that are out of date.

use crate::engine::protocol::{Reply, Request};
use crate::state::App;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use tenfold_core::project::view::{
    Explanation, Filter, Finding, Overview, PoolResult, Quality, Subject, TablePage, TableQuery,
    UserError,
};

/// A question and its latest answer.
pub struct Query<T: Send + Sync + 'static> {
    answer: RwSignal<Option<Result<Arc<T>, UserError>>>,
    pending: RwSignal<bool>,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: Send + Sync + 'static> Query<T> {
    /// The latest answer; none before the first one. Tracks.
    pub fn get(self) -> Option<Arc<T>> {
        self.answer
            .with(|answer| answer.as_ref().and_then(|a| a.as_ref().ok()).cloned())
    }

    /// A part of the latest answer. Tracks.
    pub fn map<U>(self, pick: impl FnOnce(&T) -> U) -> Option<U> {
        self.answer.with(|answer| {
            answer
                .as_ref()
                .and_then(|a| a.as_ref().ok())
                .map(|t| pick(t))
        })
    }

    /// Why there is no answer. Tracks.
    pub fn error(self) -> Option<UserError> {
        self.answer
            .with(|answer| answer.as_ref().and_then(|a| a.as_ref().err()).cloned())
    }

    /// True while a newer answer is on its way. Tracks.
    pub fn is_pending(self) -> bool {
        self.pending.get()
    }
}

/// Asks what `request` says, again whenever that or the version of the results changes. While it
/// says nothing, or nothing is loaded, there is no answer.
pub fn query<T: Send + Sync + 'static>(
    request: impl Fn() -> Option<Request> + Send + Sync + 'static,
    pick: impl Fn(Reply) -> Option<T> + Copy + 'static,
) -> Query<T> {
    let app = App::current();
    let answer = RwSignal::new(None);
    let pending = RwSignal::new(false);
    let latest = StoredValue::new(0_u64);
    // Requests can't be compared, their text can.
    let key = Memo::new(move |_| {
        let version = app.version.get();
        let request = if version > 0 { request() } else { None };
        request.and_then(|r| Some((version, serde_json::to_string(&r).ok()?)))
    });
    Effect::new(move |_| {
        let ticket = latest.get_value() + 1;
        latest.set_value(ticket);
        let request = key.with(|key| {
            key.as_ref()
                .and_then(|(_, text)| serde_json::from_str::<Request>(text).ok())
        });
        let Some(request) = request else {
            pending.set(false);
            answer.set(None);
            return;
        };
        pending.set(true);
        spawn_local(async move {
            let reply = app.engine.ask(request).await;
            // Gone with its view, or overtaken by a newer question.
            if latest.try_get_value() != Some(ticket) {
                return;
            }
            pending.set(false);
            match reply {
                Ok(reply) => {
                    if let Some(value) = pick(reply) {
                        answer.set(Some(Ok(Arc::new(value))));
                    }
                }
                Err(error) if crate::engine::client::is_stopped(&error) => {}
                Err(error) => answer.set(Some(Err(error))),
            }
        });
    });
    Query { answer, pending }
}

/// What the shell asks once for everybody.
#[derive(Clone, Copy)]
pub struct Shared {
    /// Within the filter.
    pub overview: Query<Overview>,
    /// Without any filter.
    pub company: Query<Overview>,
}

impl Shared {
    pub(crate) fn provide() -> Shared {
        let app = App::current();
        let shared = Shared {
            overview: overview_of(app.filter.into()),
            company: overview_of(Signal::stored(Filter::default())),
        };
        provide_context(shared);
        shared
    }
}

/// The overview within the page's filter.
pub fn overview() -> Query<Overview> {
    expect_context::<Shared>().overview
}

/// The overview of everything that is loaded, whatever the filter.
pub fn company() -> Query<Overview> {
    expect_context::<Shared>().company
}

/// The overview within a filter of one's own (one customer, say).
pub fn overview_of(filter: Signal<Filter>) -> Query<Overview> {
    query(
        move || {
            Some(Request::Overview {
                filter: filter.get(),
            })
        },
        |reply| match reply {
            Reply::Overview { overview, .. } => Some(*overview),
            _ => None,
        },
    )
}

/// The cost pools after the allocation.
pub fn pools() -> Query<(Vec<PoolResult>, Vec<Finding>)> {
    query(
        || Some(Request::Pools),
        |reply| match reply {
            Reply::Pools { pools, findings } => Some((pools, findings)),
            _ => None,
        },
    )
}

/// What became of the rows of the files.
pub fn quality() -> Query<Vec<Quality>> {
    query(
        || Some(Request::Quality),
        |reply| match reply {
            Reply::Quality { quality } => Some(quality),
            _ => None,
        },
    )
}

/// The first `count` rows of a table, for charts' tables and short lists; long tables are
/// `components::table::TableView`.
pub fn table(wanted: Signal<TableQuery>, count: u64) -> Query<TablePage> {
    query(
        move || {
            Some(Request::Table {
                query: wanted.get(),
                start: 0,
                count,
            })
        },
        |reply| match reply {
            Reply::Table { page } => Some(page),
            _ => None,
        },
    )
}

/// A number taken apart, within a filter.
pub fn explanation(subject: Signal<Option<Subject>>, filter: Signal<Filter>) -> Query<Explanation> {
    query(
        move || {
            Some(Request::Explain {
                subject: subject.get()?,
                filter: filter.get(),
            })
        },
        |reply| match reply {
            Reply::Explain { explanation } => Some(*explanation),
            _ => None,
        },
    )
}
