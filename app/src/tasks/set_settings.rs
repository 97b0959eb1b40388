//! Change the settings: what they touch is recomputed and repainted.

use crate::browser;
use crate::engine::protocol::Request;
use crate::queries;
use crate::state::App;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use tenfold_core::project::view::UserError;
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
        if let Err(error) = send(app, settings).await {
            app.settings.set(before);
            app.fail(error);
        }
    });
}

/// Sends settings and, right behind them, what the screen will ask about them; comes back when the
/// answers are on screen.
async fn send(app: App, settings: Settings) -> Result<(), UserError> {
    let start = browser::now();
    let settings = Box::new(settings);
    let change = app.engine.ask(Request::SetSettings { settings });
    let (changed, ()) = futures::join!(change, async { queries::ask_ahead(app) });
    match changed {
        Ok(_) => repainted(app, start).await,
        Err(error) => {
            queries::forget(app);
            return Err(error);
        }
    }
    Ok(())
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

thread_local! {
    static FOLLOWED: RefCell<Followed> = RefCell::default();
}

/// Changes that come faster than they can be computed: a limit that is being dragged.
#[derive(Default)]
struct Followed {
    /// Settings that wait for those before them to be on screen; later ones take their place.
    waiting: Option<Settings>,
    /// The latest settings of the stretch; None when nothing is under way.
    latest: Option<Settings>,
}

/// Changes the settings at once, or as soon as the change before it is on screen: one is under way
/// at most, and the last one wins.
pub fn follow_settings(app: App, change: impl FnOnce(&mut Settings)) {
    let idle = FOLLOWED.with_borrow_mut(|followed| {
        let idle = followed.latest.is_none();
        let mut settings = followed
            .latest
            .take()
            .unwrap_or_else(|| app.settings.get_untracked());
        change(&mut settings);
        followed.waiting = Some(settings.clone());
        followed.latest = Some(settings);
        idle
    });
    if !idle {
        return;
    }
    spawn_local(async move {
        loop {
            let next = FOLLOWED.with_borrow_mut(|followed| {
                let next = followed.waiting.take();
                if next.is_none() {
                    followed.latest = None;
                }
                next
            });
            let Some(settings) = next else { return };
            if let Err(error) = send(app, settings).await {
                FOLLOWED.take();
                app.fail(error);
                return;
            }
        }
    });
}

/// Changes the settings from a form.
pub fn change_settings(app: App, change: impl FnOnce(&mut Settings)) {
    let mut settings = app.settings.get_untracked();
    change(&mut settings);
    set_settings(app, settings);
}
