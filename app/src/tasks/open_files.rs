//! Open files for the next analysis. What is loaded stays until that succeeds.

use crate::browser;
use crate::engine::protocol::{Reply, Request};
use crate::route::Route;
use crate::state::{App, Loaded, MESSAGES, Progress};
use crate::tasks::set_settings::apply_settings;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tenfold_core::project::view::{FilePreview, FileRole, UserError};
use wasm_bindgen::JsValue;
use web_sys::{File, FileList};

/// The files of an input or a drop.
pub fn files_of(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|i| list.get(i)).collect())
        .unwrap_or_default()
}

pub fn open_files(app: App, files: Vec<File>) {
    if files.is_empty() {
        return;
    }
    if app.busy.with_untracked(Option::is_some) {
        app.note("Wait for the reading in progress, or cancel it, before adding files");
        return;
    }
    app.put_all_away();
    app.chosen_at.set_value(browser::now());
    let before = lines_in(&app.opened.get_untracked());
    let opened_before_is_loaded = untrack(move || opened_is_loaded(app));
    app.busy.set(Some(Progress {
        label: "Opening".to_owned(),
        done: 0,
        total: 0,
        cancellable: false,
    }));
    spawn_local(async move {
        let names = files.iter().map(File::name).collect();
        let attachments: Vec<JsValue> = files.iter().map(JsValue::from).collect();
        let result = app
            .engine
            .ask_with(Request::Open { names }, &attachments)
            .await;
        app.busy.set(None);
        match result.map(|answer| answer.reply) {
            Ok(Reply::Opened {
                files: previews,
                settings,
                refused,
            }) => {
                say_refused(app, refused);
                let now = lines_in(&previews);
                if let (Some(before), Some(now)) = (before, now)
                    && before != now
                    && !opened_before_is_loaded
                {
                    app.note(format!("“{now}” takes the place of “{before}”"));
                }
                app.files.update_value(|known| {
                    *known = still_open(&previews, known.drain(..).chain(files.clone()).collect());
                });
                app.go(Route::Data);
                let names: Vec<String> = files.iter().map(File::name).collect();
                if app.version.get_untracked() > 0 && only_pools(&previews, &names) {
                    apply_settings(app, settings);
                    app.note("The cost pools are taken over into the cost model");
                }
            }
            Ok(_) => {}
            Err(error) => app.fail(error),
        }
    });
}

/// Says which files cannot be used: a few one by one, more of them together, so that none goes
/// unsaid.
fn say_refused(app: App, mut refused: Vec<UserError>) {
    if refused.len() > MESSAGES {
        let rest = refused.split_off(MESSAGES - 1);
        let each = |e: &UserError| format!("{} ({})", e.title, e.detail);
        let each: Vec<String> = rest.iter().map(each).collect();
        refused.push(UserError {
            title: format!("{} more files cannot be used", rest.len()),
            detail: each.join(" · "),
            remedy: String::new(),
        });
    }
    for error in refused {
        app.fail(error);
    }
}

/// The first file of order lines among these.
fn lines_in(previews: &[FilePreview]) -> Option<String> {
    let lines = |file: &&FilePreview| file.role == FileRole::OrderLines;
    let first = previews.iter().find(lines)?;
    Some(first.file.clone())
}

/// The files behind the previews, each once, though several sheets come from one: of files with the
/// same name, the one chosen last.
fn still_open(previews: &[FilePreview], known: Vec<File>) -> Vec<File> {
    let mut origins: Vec<&str> = previews.iter().map(|p| p.origin.as_str()).collect();
    origins.dedup();
    let of = |name: &str| known.iter().rfind(|file| file.name() == name).cloned();
    origins.into_iter().filter_map(of).collect()
}

/// True where the files just added are cost pools and nothing else.
fn only_pools(previews: &[FilePreview], added: &[String]) -> bool {
    previews
        .iter()
        .filter(|file| added.contains(&file.origin))
        .all(|file| file.role == FileRole::CostPools)
}

/// Forgets the opened files.
pub fn close_opened(app: App) {
    spawn_local(async move {
        match app.engine.ask(Request::CloseOpened).await {
            Ok(_) => {
                app.opened.set(Vec::new());
                app.files.set_value(Vec::new());
            }
            Err(error) => app.fail(error),
        }
    });
}

/// True where what is loaded came from the files that are open, as they are read now.
pub fn opened_is_loaded(app: App) -> bool {
    app.loaded.with_value(|loaded| match loaded {
        Loaded::Files { previews, .. } => app.opened.with(|opened| opened == previews),
        Loaded::Nothing | Loaded::Demo => false,
    })
}
