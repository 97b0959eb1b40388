//! Load the demo company.

use crate::browser;
use crate::engine::protocol::Request;
use crate::state::{App, Loaded, Progress};
use leptos::prelude::*;
use leptos::task::spawn_local;

pub fn load_demo(app: App) {
    if app.busy.with_untracked(Option::is_some) {
        return;
    }
    app.chosen_at.set_value(browser::now());
    app.busy.set(Some(Progress {
        label: "Generating the demo company".to_owned(),
        done: 0,
        total: 0,
        cancellable: false,
    }));
    spawn_local(async move {
        let result = app.engine.ask(Request::LoadDemo).await;
        match result {
            Ok(reply) => super::analyse::arrived(app, reply, Loaded::Demo).await,
            Err(error) => {
                app.busy.set(None);
                app.fail(error);
            }
        }
    });
}
