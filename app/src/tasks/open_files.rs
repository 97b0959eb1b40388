//! Open files for the next analysis. What is loaded stays until that succeeds.

use crate::browser;
use crate::engine::protocol::{Reply, Request};
use crate::route::Route;
use crate::state::{App, Loaded, Progress};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tenfold_core::project::view::{FilePreview, FileRole};
use wasm_bindgen::JsValue;
use web_sys::{File, FileList};

/// The files of an input or a drop.
pub fn files_of(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|i| list.get(i)).collect()).unwrap_or_default()
}

pub fn open_files(app: App, files: Vec<File>) {
    if files.is_empty() {
        return;
    }
    if app.busy.with_untracked(Option::is_some) {
        app.note("Wait for the reading in progress, or cancel it, before adding files");
        return;
    }
    app.chosen_at.set_value(browser::now());
    app.busy.set(Some(Progress {
        label: "Opening".to_owned(),
        done: 0,
        total: 0,
        cancellable: false,
    }));
    spawn_local(async move {
        let names = files.iter().map(File::name).collect();
        let attachments: Vec<JsValue> = files.iter().map(JsValue::from).collect();
        let before = app.opened.get_untracked().len();
        let result = app.engine.ask_with(Request::Open { names }, &attachments).await;
        app.busy.set(None);
        match result.map(|answer| answer.reply) {
            Ok(Reply::Opened { files: previews, settings }) => {
                // The engine starts afresh when what was open has been analysed.
                let kept = if previews.len() >= before + files.len() { before } else { 0 };
                let mut all = app.files.get_value();
                all.truncate(kept);
                all.extend(files);
                app.files.set_value(all);
                app.go(Route::Data);
                if app.version.get_untracked() > 0 && only_pools(&previews) {
                    super::set_settings::set_settings(app, settings);
                }
            }
            Ok(_) => {}
            Err(error) => app.fail(error),
        }
    });
}

fn only_pools(previews: &[FilePreview]) -> bool {
    previews.iter().all(|file| file.role == FileRole::CostPools)
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

/// True where what is loaded came from the files that are open now.
pub fn opened_is_loaded(app: App) -> bool {
    app.loaded.with_value(|loaded| match loaded {
        Loaded::Files { previews, .. } => app.opened.with_untracked(|opened| opened == previews),
        _ => false,
    })
}
