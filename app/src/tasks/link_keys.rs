//! Take keys of two files for the same, or undo that, and read the files again.

use crate::engine::protocol::{Reply, Request};
use crate::state::{App, Loaded, Progress};
use crate::tasks::open_files::opened_is_loaded;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tenfold_core::project::view::NearKeys;

/// Puts the rule or pair of a group of keys in force, or takes it back.
pub fn toggle_link(app: App, keys: &NearKeys) {
    if app.busy.with_untracked(Option::is_some) {
        return;
    }
    let mut settings = Box::new(app.settings.get_untracked());
    settings.linking = settings.linking.toggled(keys.rule, keys.same.as_ref());
    let can_read = untrack(move || opened_is_loaded(app));
    app.busy.set(Some(Progress {
        label: "Reading again".to_owned(),
        done: 0,
        total: 0,
        cancellable: false,
    }));
    spawn_local(async move {
        let mut answer = app.engine.ask(Request::SetSettings { settings }).await;
        if can_read && answer.is_ok() {
            answer = app.engine.ask(Request::Analyse).await;
        }
        app.busy.set(None);
        match answer {
            Ok(Reply::Analysed { .. }) if can_read => app.loaded.set_value(Loaded::Files {
                files: app.files.get_value(),
                previews: app.opened.get_untracked(),
            }),
            Ok(_) => app.note("Takes effect when the files are added and analysed again"),
            Err(error) => app.fail(error),
        }
    });
}
