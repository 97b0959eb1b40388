//! Change the settings: what they touch is recomputed and repainted.

use crate::browser;
use crate::engine::protocol::Request;
use crate::state::App;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tenfold_core::settings::Settings;

/// Frames to wait for the answers of a recomputation before giving up on measuring it.
const FRAMES: u32 = 600;

pub fn set_settings(app: App, settings: Settings) {
    if app.settings.with_untracked(|now| *now != settings) {
        apply_settings(app, settings);
    }
}

/// As `set_settings`, also when the page knows them already.
pub(super) fn apply_settings(app: App, settings: Settings) {
    // Forms read the settings back at once, so that a second change builds on the first.
    let before = app.settings.get_untracked();
    app.settings.set(settings.clone());
    spawn_local(async move {
        let start = browser::now();
        let settings = Box::new(settings);
        match app.engine.ask(Request::SetSettings { settings }).await {
            Ok(_) => repainted(app, start).await,
            Err(error) => {
                app.settings.set(before);
                app.fail(error);
            }
        }
    });
}

/// Measures from `start` to the frame that shows the answers to everything on screen.
async fn repainted(app: App, start: f64) {
    for _ in 0..FRAMES {
        browser::frame().await;
        if app.engine.outstanding() == 0 {
            // The answers are in the document; the next task comes after this frame is drawn.
            gloo::timers::future::TimeoutFuture::new(0).await;
            browser::measure("tenfold:recompute", start, browser::now());
            return;
        }
    }
}
