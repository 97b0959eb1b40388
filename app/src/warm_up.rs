//! Draws the screen of the results once where nobody sees it, with made-up figures, while nobody
//! asks for anything: browsers compile a function when it first runs, and otherwise would do so
//! between the user's results and their sight.

use crate::browser;
use crate::engine::protocol::{Reply, Request};
use crate::parts::{Arrival, Part};
use crate::queries::{self, Shared};
use crate::route::Route;
use crate::state::App;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tenfold_core::project::view::Filter;
use wasm_bindgen::JsCast;

/// Frames until all of it is drawn.
const FRAMES: u32 = 4;

/// Draws the overview in `reply`, unless something is loaded or the part of the program that draws
/// results is not there.
pub(crate) fn warm_up(app: App, reply: Reply) {
    let Arrival::Here(screens) = untrack(|| app.parts.arrival(Part::Results)) else {
        return;
    };
    let Ok(place) = browser::document().create_element("div") else {
        return;
    };
    if app.is_loaded() || app.busy.with_untracked(Option::is_some) {
        return;
    }
    let drawn = leptos::mount::mount_to(place.unchecked_into(), move || {
        let unseen = app.unseen(1);
        let filter = Filter::default();
        queries::keep(unseen, 1, &Request::Overview { filter }, reply);
        provide_context(unseen);
        Shared::provide();
        (screens.page)(Route::Profit)
    });
    spawn_local(async move {
        for _ in 0..FRAMES {
            browser::frame().await;
        }
        drop(drawn);
    });
}
