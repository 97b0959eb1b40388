//! Questions that change nothing. A query follows the version of the results and whatever its
//! request is made of; it keeps its last answer until the next one is there, so nothing jumps, and
//! drops answers to questions that are out of date.

mod answers;

pub(crate) use answers::{Answers, Asking, answer, ask_ahead, asks, forget, keep};

use crate::engine::protocol::{Reply, Request};
use crate::state::App;
use futures::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use tenfold_core::json;
use tenfold_core::project::view::{
    BehaviourView, CustomerMap, DemandProfile, Doctor, Explanation, Filter, OrderSizeView,
    Overview, Pools, Quality, SimilarView, Subject, TablePage, TableQuery, UserError,
};

/// A question and its latest answer.
pub struct Query<T: 'static> {
    asked: Asked,
    /// The part of a reply that answers it.
    pick: fn(&Reply) -> Option<&T>,
}

/// What does not depend on the kind of answer, so that it is compiled once.
#[derive(Clone, Copy)]
struct Asked {
    answer: RwSignal<Option<Result<Arc<Reply>, UserError>>>,
    pending: RwSignal<bool>,
}

impl<T: 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Copy for Query<T> {}

impl<T: 'static> Query<T> {
    /// A part of the latest answer; none before the first one. Tracks.
    pub fn map<U>(self, part: impl FnOnce(&T) -> U) -> Option<U> {
        self.asked.answer.with(|answer| {
            let reply = answer.as_ref()?.as_ref().ok()?;
            (self.pick)(reply).map(part)
        })
    }

    /// Why there is no answer. Tracks.
    pub fn error(self) -> Option<UserError> {
        self.asked
            .answer
            .with(|answer| answer.as_ref().and_then(|a| a.as_ref().err()).cloned())
    }

    /// True while a newer answer is on its way. Tracks.
    pub fn is_pending(self) -> bool {
        self.asked.pending.get()
    }
}

/// Asks what `request` says, again whenever that or the version of the results changes. While it
/// says nothing, or nothing is loaded, there is no answer.
fn query<T: 'static>(
    request: impl Fn() -> Option<Request> + Send + Sync + 'static,
    pick: fn(&Reply) -> Option<&T>,
) -> Query<T> {
    Query {
        asked: ask(Box::new(request), true),
        pick,
    }
}

/// `ahead`: the question may be asked ahead of a change.
fn ask(request: Box<dyn Fn() -> Option<Request> + Send + Sync>, ahead: bool) -> Asked {
    let app = App::current();
    let answer = RwSignal::new(None);
    let pending = RwSignal::new(false);
    let latest = StoredValue::new(0_u64);
    // Requests can't be compared, their text can.
    let key = Memo::new(move |_| {
        let version = app.version.get();
        let request = if version > 0 { request() } else { None };
        request.and_then(|r| Some((version, json::to_string(&r).ok()?)))
    });
    if ahead {
        answers::asks(app, move || key.get_untracked().map(|(_, text)| text));
    }
    Effect::new(move |_| {
        let ticket = latest.get_value() + 1;
        latest.set_value(ticket);
        let Some((version, text)) = key.get() else {
            pending.set(false);
            answer.set(None);
            return;
        };
        let reply = answers::answer(app, version, text);
        // What is known is there at once, without a frame in which it is not.
        if let Some(Ok(known)) = reply.clone().now_or_never() {
            pending.set(false);
            answer.set(Some(Ok(known)));
            return;
        }
        pending.set(true);
        spawn_local(async move {
            let reply = reply.await;
            // Gone with its view, or overtaken by a newer question.
            if latest.try_get_value() != Some(ticket) {
                return;
            }
            pending.set(false);
            match reply {
                Err(error) if crate::engine::client::is_stopped(&error) => {}
                reply => answer.set(Some(reply)),
            }
        });
    });
    Asked { answer, pending }
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
            Reply::Overview { overview, .. } => Some(overview),
            _ => None,
        },
    )
}

/// The cost pools after the allocation, over customers and items.
pub fn pools() -> Query<Pools> {
    pools_when(|| true, false)
}

/// The cost pools reconciled over every line, asked for once the results have stood unchanged for
/// `settled` milliseconds.
pub fn pools_over_lines(settled: u32) -> Query<Pools> {
    let app = App::current();
    let version = RwSignal::new(0);
    Effect::new(move |_| {
        let now = app.version.get();
        spawn_local(async move {
            gloo::timers::future::TimeoutFuture::new(settled).await;
            // Gone with its view, or changed again in the meantime.
            if app.version.get_untracked() == now {
                let _ = version.try_set(now);
            }
        });
    });
    pools_when(move || version.get() == app.version.get(), true)
}

fn pools_when(when: impl Fn() -> bool + Send + Sync + 'static, over_lines: bool) -> Query<Pools> {
    let request = move || when().then_some(Request::Pools { over_lines });
    Query {
        // A pass over the lines waits until the results stand still.
        asked: ask(Box::new(request), !over_lines),
        pick: |reply| match reply {
            Reply::Pools { pools } => Some(pools),
            _ => None,
        },
    }
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

/// What the data doctor finds.
pub fn doctor() -> Query<Doctor> {
    query(
        || Some(Request::Doctor),
        |reply| match reply {
            Reply::Doctor { doctor } => Some(doctor),
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
            Reply::Explain { explanation } => Some(explanation),
            _ => None,
        },
    )
}

/// The demand shape of all items.
pub fn demand() -> Query<DemandProfile> {
    query(
        || Some(Request::Demand),
        |reply| match reply {
            Reply::Demand { profile } => Some(profile),
            _ => None,
        },
    )
}

/// Customers by margin and cost to serve, within a filter.
pub fn customer_map(filter: Signal<Filter>) -> Query<CustomerMap> {
    query(
        move || {
            Some(Request::CustomerMap {
                filter: filter.get(),
            })
        },
        |reply| match reply {
            Reply::CustomerMap { map } => Some(map),
            _ => None,
        },
    )
}

/// Orders by value, within a filter.
pub fn order_sizes(filter: Signal<Filter>) -> Query<OrderSizeView> {
    query(
        move || {
            Some(Request::OrderSizes {
                filter: filter.get(),
            })
        },
        |reply| match reply {
            Reply::OrderSizes { sizes } => Some(sizes),
            _ => None,
        },
    )
}

/// How customers order, within a filter.
pub fn behaviour(filter: Signal<Filter>) -> Query<BehaviourView> {
    query(
        move || {
            Some(Request::Behaviour {
                filter: filter.get(),
            })
        },
        |reply| match reply {
            Reply::Behaviour { behaviour } => Some(behaviour),
            _ => None,
        },
    )
}

/// Groups of similar customers, within a filter.
pub fn similar(filter: Signal<Filter>) -> Query<SimilarView> {
    query(
        move || {
            Some(Request::Similar {
                filter: filter.get(),
            })
        },
        |reply| match reply {
            Reply::Similar { similar } => Some(similar),
            _ => None,
        },
    )
}
