//! Read the opened files whole and analyse them, and go to what came out.

use crate::browser;
use crate::components::later;
use crate::engine::protocol::{Reply, Request, Timing};
use crate::route::{Location, Route};
use crate::state::{App, Loaded, Progress};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tenfold_core::project::view::Filter;
use wasm_bindgen::JsCast;

/// Frames to wait for the clusters before giving up on measuring them: the user may have gone to
/// another screen in the meantime.
const FRAMES: u32 = 600;
/// Milliseconds for which the screen that is about to be left is not drawn on: most files are read
/// by then, and the browser brings their bytes the faster.
const UNDRAWN: u32 = 600;

pub fn analyse(app: App) {
    if app.busy.with_untracked(Option::is_some) {
        return;
    }
    app.put_all_away();
    app.busy.set(Some(Progress {
        label: "Reading".to_owned(),
        done: 0,
        total: 0,
        cancellable: true,
    }));
    later::hold();
    spawn_local(async {
        gloo::timers::future::TimeoutFuture::new(UNDRAWN).await;
        later::go_on();
    });
    spawn_local(async move {
        match app.engine.ask(Request::Analyse).await {
            Ok(Reply::Stopped) => {
                app.busy.set(None);
                app.note(if app.version.get_untracked() > 0 {
                    "Reading stopped; what was loaded before is still there"
                } else {
                    "Reading stopped"
                });
                focus_analyse();
            }
            Ok(reply) => {
                let loaded = Loaded::Files {
                    files: app.files.get_value(),
                    previews: app.opened.get_untracked(),
                };
                arrived(app, reply, loaded).await;
            }
            Err(error) => {
                app.busy.set(None);
                app.fail(error);
            }
        }
        later::go_on();
    });
}

/// The button that was pressed may have been disabled meanwhile, and so lost the focus.
fn focus_analyse() {
    spawn_local(async {
        browser::frame().await;
        let button = browser::document()
            .query_selector("[data-testid=analyse]")
            .ok()
            .flatten()
            .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(button) = button {
            // Refused only for elements that left the document.
            let _ = button.focus();
        }
    });
}

/// New results are there: show them, and measure how long they took to appear.
pub(super) async fn arrived(app: App, reply: Reply, loaded: Loaded) {
    let Reply::Analysed { timings, .. } = reply else {
        app.busy.set(None);
        return;
    };
    let answered = browser::now();
    app.put_all_away();
    app.loaded.set_value(loaded);
    app.trail.set(Vec::new());
    app.move_to(Location {
        route: Route::Profit,
        filter: Filter::default(),
    });
    app.busy.set(None);
    later::go_on();
    for _ in 0..FRAMES {
        if let Ok(Some(_)) = browser::document().query_selector("[data-testid=clusters]") {
            browser::painted().await;
            measure_stages(&timings, answered);
            browser::measure("tenfold:total", app.chosen_at.get_value(), browser::now());
            return;
        }
        browser::frame().await;
    }
}

/// The worker's stages, laid one after the other before the moment its answer arrived: its clock
/// has another zero.
fn measure_stages(timings: &[Timing], answered: f64) {
    let whole: f64 = timings.iter().map(|t| t.milliseconds).sum();
    let mut start = answered - whole;
    for timing in timings {
        let end = start + timing.milliseconds;
        browser::measure(&format!("tenfold:{}", timing.stage), start.max(0.0), end);
        start = end;
    }
}
