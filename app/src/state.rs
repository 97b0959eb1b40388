//! What the page knows, in one place and free to copy: where it is, what is loaded, what is being
//! explained. Everything else on screen is derived from this and from what the engine answers.

use crate::browser;
use crate::components::table::{Kept, Name};
use crate::engine::protocol::{Reply, Request};
use crate::engine::{Engine, EngineEvents};
use crate::parts::{Load, Parts};
use crate::queries::{self, Answers, Asking};
use crate::route::{Location, Route};
use leptos::prelude::*;
use std::rc::Rc;
use tenfold_core::project::view::{FilePreview, Filter, FilterTerm, Subject, UserError};
use tenfold_core::settings::Settings;
use wasm_bindgen::JsValue;

/// The page's state. Get it with `App::current()` in any component.
#[derive(Clone, Copy)]
pub struct App {
    pub engine: Engine,
    /// The parts of the page's program, loaded when they are needed.
    pub parts: Parts,
    /// What the queries were told about this version of the results.
    pub(crate) answers: StoredValue<Answers, LocalStorage>,
    /// Who asks again when the results change.
    pub(crate) asking: StoredValue<Asking, LocalStorage>,
    /// How the tables of the visit were left.
    pub(crate) tables: StoredValue<Vec<(Name, Kept)>>,
    /// How far every step of the history was scrolled when it was left, and the step we are at.
    steps: StoredValue<(Vec<f64>, usize)>,
    /// The version of the results; grows with every change, 0 while nothing is loaded.
    pub version: RwSignal<u32>,
    has_data: Memo<bool>,
    /// What is loaded.
    pub name: RwSignal<String>,
    pub settings: RwSignal<Settings>,
    /// Files opened for the next analysis.
    pub opened: RwSignal<Vec<FilePreview>>,
    /// Where the page is; changed by `go` and the filter functions, never directly.
    location: RwSignal<Location>,
    pub route: Memo<Route>,
    pub filter: Memo<Filter>,
    /// The filter that the numbers on this screen obey: on one customer's screen that customer
    /// takes the place of the filter's own customers and clusters.
    pub scope: Memo<Filter>,
    /// What the Explain panel shows, the way there first; empty while it is closed.
    pub trail: RwSignal<Vec<Subject>>,
    /// The long task in progress.
    pub busy: RwSignal<Option<Progress>>,
    pub messages: RwSignal<Vec<Message>>,
    pub theme: RwSignal<Theme>,
    /// The files themselves, to read again when the engine had to be replaced.
    pub(crate) files: StoredValue<Vec<web_sys::File>, LocalStorage>,
    /// What was analysed last, to analyse it again then.
    pub(crate) loaded: StoredValue<Loaded, LocalStorage>,
    /// When the files were chosen, on the clock of User Timing.
    pub(crate) chosen_at: StoredValue<f64>,
}

/// Messages shown at once.
pub(crate) const MESSAGES: usize = 3;

/// Where the loaded results came from.
#[derive(Clone, Default)]
pub(crate) enum Loaded {
    #[default]
    Nothing,
    Demo,
    Files {
        files: Vec<web_sys::File>,
        previews: Vec<FilePreview>,
    },
}

/// A long task, as far as it can be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    pub label: String,
    pub done: u64,
    /// 0 where the end is not known.
    pub total: u64,
    /// True where the task can be stopped.
    pub cancellable: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    Problem,
    Note,
}

/// Something the user is told, until they put it away.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub id: u32,
    pub kind: MessageKind,
    pub title: String,
    pub detail: String,
    pub remedy: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl App {
    /// The state, with the page at the hash of its address.
    pub(crate) fn new(load: Load) -> App {
        let hash = browser::window().location().hash().unwrap_or_default();
        let location = RwSignal::new(Location::parse(&hash));
        let version = RwSignal::new(0);
        App {
            engine: Engine::new(),
            parts: Parts::new(load),
            answers: StoredValue::new_local(Answers::default()),
            asking: StoredValue::new_local(Asking::default()),
            tables: StoredValue::new(Vec::new()),
            steps: StoredValue::new((Vec::new(), 0)),
            version,
            has_data: Memo::new(move |_| version.get() > 0),
            name: RwSignal::new(String::new()),
            settings: RwSignal::new(Settings::default()),
            opened: RwSignal::new(Vec::new()),
            location,
            route: Memo::new(move |_| location.with(|l| l.route.clone())),
            filter: Memo::new(move |_| location.with(|l| l.filter.clone())),
            scope: Memo::new(move |_| location.with(scope)),
            trail: RwSignal::new(Vec::new()),
            busy: RwSignal::new(None),
            messages: RwSignal::new(Vec::new()),
            theme: RwSignal::new(Theme::remembered()),
            files: StoredValue::new_local(Vec::new()),
            loaded: StoredValue::new_local(Loaded::Nothing),
            chosen_at: StoredValue::new(0.0),
        }
    }

    /// The state of a page beside this one that nobody sees: its results are those of `version`, and
    /// whom it asks does not answer.
    pub(crate) fn unseen(self, version: u32) -> App {
        let version = RwSignal::new(version);
        App {
            engine: Engine::new(),
            answers: StoredValue::new_local(Answers::default()),
            asking: StoredValue::new_local(Asking::default()),
            tables: StoredValue::new(Vec::new()),
            version,
            has_data: Memo::new(move |_| version.get() > 0),
            ..self
        }
    }

    /// The page's state, from any component.
    pub fn current() -> App {
        expect_context()
    }

    /// True once there are results to show. Tracks that alone, not every change of them.
    pub fn is_loaded(self) -> bool {
        self.has_data.get()
    }

    // Where the page is.

    /// The address of a screen with the filter as it is, for `href`. Tracks.
    pub fn href(self, route: Route) -> String {
        Location {
            route,
            filter: self.filter.get(),
        }
        .to_string()
    }

    /// Goes to a screen; the filter stays.
    pub fn go(self, route: Route) {
        self.move_to(Location {
            route,
            filter: self.filter.get_untracked(),
        });
    }

    pub fn set_filter(self, filter: Filter) {
        self.move_to(Location {
            route: self.route.get_untracked(),
            filter,
        });
    }

    pub fn clear_filter(self) {
        self.set_filter(Filter::default());
    }

    /// Adds a term to the filter, or takes it away where it is there.
    pub fn toggle(self, term: FilterTerm) {
        let mut filter = self.filter.get_untracked();
        match filter.terms.iter().position(|t| *t == term) {
            Some(position) => drop(filter.terms.remove(position)),
            None => filter.terms.push(term),
        }
        self.set_filter(filter);
    }

    /// True where the filter has the term. Tracks.
    pub fn is_filtered_by(self, term: &FilterTerm) -> bool {
        self.filter.with(|filter| filter.terms.contains(term))
    }

    /// Goes to a screen and filter in one step of the history.
    pub fn move_to(self, location: Location) {
        if self.location.with_untracked(|here| *here == location) {
            return;
        }
        let step = self.next_step();
        if let Ok(history) = browser::window().history() {
            let address = location.to_string();
            // Refused only where scripts may not change addresses; the page works all the same.
            let _ = history.push_state_with_url(&step, "", Some(&address));
        }
        self.location.set(location);
    }

    /// Leaves the step of the history we are at for a new one; returns its mark.
    fn next_step(self) -> JsValue {
        let scrolled = browser::scrolled();
        self.steps.update_value(|(steps, at)| {
            steps.truncate(*at);
            steps.push(scrolled);
            *at = steps.len();
        });
        JsValue::from_f64(self.steps.with_value(|(_, at)| *at) as f64)
    }

    /// Where the step we are at was scrolled to when it was left; none for a new one.
    pub(crate) fn left_at(self) -> Option<f64> {
        self.steps.with_value(|(steps, at)| steps.get(*at).copied())
    }

    /// Follows the address after the browser changed it (back, forward, a link, typing).
    pub(crate) fn follow_address(self) {
        let hash = browser::window().location().hash().unwrap_or_default();
        let location = Location::parse(&hash);
        if self.location.with_untracked(|here| *here == location) {
            return;
        }
        if let Ok(history) = browser::window().history() {
            // Back or forward leads to a step that was marked when it began; a link, or an address
            // that was typed, to a new one.
            if let Some(mark) = history.state().ok().and_then(|mark| mark.as_f64()) {
                let scrolled = browser::scrolled();
                self.steps.update_value(|(steps, at)| {
                    match steps.get_mut(*at) {
                        Some(step) => *step = scrolled,
                        None => steps.push(scrolled),
                    }
                    *at = mark as usize;
                });
            } else {
                let step = self.next_step();
                let _ = history.replace_state(&step, "");
            }
        }
        self.location.set(location);
    }

    // What is being explained.

    /// Opens the Explain panel on a number.
    pub fn explain(self, subject: Subject) {
        self.trail.set(vec![subject]);
    }

    /// What the panel shows. Tracks.
    pub fn explained(self) -> Option<Subject> {
        self.trail.with(|trail| trail.last().cloned())
    }

    // What the user is told.

    pub fn note(self, title: impl Into<String>) {
        self.tell(
            MessageKind::Note,
            title.into(),
            String::new(),
            String::new(),
        );
    }

    pub fn fail(self, error: UserError) {
        if crate::engine::client::is_stopped(&error) {
            return;
        }
        self.tell(
            MessageKind::Problem,
            error.title,
            error.detail,
            error.remedy,
        );
    }

    fn tell(self, kind: MessageKind, title: String, detail: String, remedy: String) {
        self.messages.update(|messages| {
            // The same again takes the place of the one before, and few are read.
            messages.retain(|m| m.title != title);
            if messages.len() >= MESSAGES {
                messages.remove(0);
            }
            let id = messages.iter().map(|m| m.id).max().unwrap_or(0) + 1;
            messages.push(Message {
                id,
                kind,
                title,
                detail,
                remedy,
            });
        });
    }

    /// Puts away what was said about a task that is past.
    pub fn put_all_away(self) {
        if self
            .messages
            .with_untracked(|messages| !messages.is_empty())
        {
            self.messages.set(Vec::new());
        }
    }

    pub fn put_away(self, id: u32) {
        self.messages
            .update(|messages| messages.retain(|m| m.id != id));
    }

    /// Marks the step of the history that the visit begins at. Screens are drawn after the browser
    /// would scroll them, so the page does it (`left_at`).
    pub(crate) fn begin_history() {
        if let Ok(history) = browser::window().history() {
            let _ = history.replace_state(&JsValue::from_f64(0.0), "");
            let _ = js_sys::Reflect::set(&history, &"scrollRestoration".into(), &"manual".into());
        }
    }

    pub(crate) fn start_engine(self) {
        self.engine.start(Rc::new(Events(self)));
    }
}

fn scope(location: &Location) -> Filter {
    let mut filter = location.filter.clone();
    if let Route::Customer(id) = &location.route {
        filter.terms.retain(|term| {
            !matches!(
                term,
                FilterTerm::Cluster { .. } | FilterTerm::Customer { .. }
            )
        });
        filter.terms.push(FilterTerm::Customer { id: id.clone() });
    }
    filter
}

struct Events(App);

impl EngineEvents for Events {
    fn replied(&self, reply: &Reply) {
        let app = self.0;
        match reply {
            Reply::Opened { files, .. } => app.opened.set(files.clone()),
            Reply::Progress { label, done, total } => app.busy.update(|busy| {
                if let Some(busy) = busy {
                    busy.label.clone_from(label);
                    busy.done = *done;
                    busy.total = *total;
                    // What has no end to come to can't be stopped on the way either.
                    busy.cancellable &= *total > 0;
                }
            }),
            Reply::Analysed {
                version,
                name,
                settings,
                ..
            } => {
                app.name.set(name.clone());
                // What the page changed itself it knows: forms need not read it again.
                if app.settings.with_untracked(|known| known != settings) {
                    app.settings.set(settings.clone());
                }
                app.version.set(*version);
            }
            _ => {}
        }
    }

    fn told(&self, reply: Reply) {
        let Reply::Overview { version, .. } = reply else {
            return;
        };
        if version == 0 {
            crate::warm_up::warm_up(self.0, reply);
        } else {
            let filter = Filter::default();
            queries::keep(self.0, version, &Request::Overview { filter }, reply);
        }
    }

    fn died(&self, why: &str) {
        crate::tasks::recover::recover(self.0, why);
    }

    fn unavailable(&self, error: UserError) {
        self.0.busy.set(None);
        self.0.fail(error);
    }
}

impl Theme {
    const KEY: &str = "tenfold:theme";

    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    pub fn key(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    fn remembered() -> Theme {
        let key = browser::remembered(Theme::KEY);
        Theme::ALL
            .into_iter()
            .find(|t| Some(t.key()) == key.as_deref())
            .unwrap_or_default()
    }

    pub fn remember(self) {
        browser::remember(Theme::KEY, self.key());
    }
}
