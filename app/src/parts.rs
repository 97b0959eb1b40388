//! The parts of the page's program. The first screen needs little of it; the rest is loaded while
//! the first screen is looked at, or at the latest when a screen asks for it. In builds that are
//! not split everything is there from the start.
//!
//! Each part hands out a function that draws its screens. What only these screens use goes into
//! the part's file by itself: the build follows the calls. The split points themselves are in
//! `main.rs`: they are exported from every program that they are linked into.

use crate::pages;
use crate::route::Route;
use crate::shell::explain::ExplainPanel;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;

/// Draws the screens of a part.
#[derive(Clone, Copy)]
pub struct Screens {
    pub page: fn(Route) -> AnyView,
    /// The Explain panel, in the part that all figures live in.
    pub explain: Option<fn() -> AnyView>,
}

/// The screens before the analysis.
pub const DATA: Screens = Screens {
    page: pages::data_page,
    explain: None,
};

/// The screens of the results.
pub const RESULTS: Screens = Screens {
    page: pages::results_page,
    explain: Some(|| view! { <ExplainPanel /> }.into_any()),
};

/// The screens that go deeper.
pub const DEEPER: Screens = Screens {
    page: pages::deeper_page,
    explain: None,
};

/// A part that could not be loaded; the browser's console says why.
pub struct Missing;

/// A part on its way.
pub type Loading = Pin<Box<dyn Future<Output = Result<Screens, Missing>>>>;

/// How parts are loaded.
pub type Load = fn(Part) -> Loading;

/// A part of the program.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Before the analysis: files and their mapping.
    Data,
    /// What everybody looks at first.
    Results,
    /// What is looked at now and then: models, shapes, actions, the data doctor.
    Deeper,
}

/// As far as a part has come.
#[derive(Clone, Copy)]
pub enum Arrival {
    NotAsked,
    OnItsWay,
    Here(Screens),
    Failed,
}

/// The parts, as far as they have come; free to copy.
#[derive(Clone, Copy)]
pub struct Parts {
    load: Load,
    data: RwSignal<Arrival>,
    results: RwSignal<Arrival>,
    deeper: RwSignal<Arrival>,
}

impl Parts {
    pub(crate) fn new(load: Load) -> Parts {
        Parts {
            load,
            data: RwSignal::new(Arrival::NotAsked),
            results: RwSignal::new(Arrival::NotAsked),
            deeper: RwSignal::new(Arrival::NotAsked),
        }
    }

    fn signal(self, part: Part) -> RwSignal<Arrival> {
        match part {
            Part::Data => self.data,
            Part::Results => self.results,
            Part::Deeper => self.deeper,
        }
    }

    /// How far a part has come.
    pub fn arrival(self, part: Part) -> Arrival {
        self.signal(part).get()
    }

    /// Loads a part unless it is there or on its way.
    pub fn load(self, part: Part) {
        let arrival = self.signal(part);
        if let Arrival::Here(_) | Arrival::OnItsWay = arrival.get_untracked() {
            return;
        }
        arrival.set(Arrival::OnItsWay);
        spawn_local(async move {
            let screens = (self.load)(part).await;
            arrival.set(screens.map_or(Arrival::Failed, Arrival::Here));
        });
    }

    /// Loads everything that is not there yet.
    pub fn load_all(self) {
        self.load(Part::Data);
        self.load(Part::Results);
        self.load(Part::Deeper);
    }
}
