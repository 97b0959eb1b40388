//! After the engine died: say so, and read the data again into the new one.

use crate::engine::protocol::{Reply, Request};
use crate::state::{App, Loaded, Progress};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tenfold_core::project::view::{FilePreview, ReadingChange, UserError};
use tenfold_core::settings::Settings;
use wasm_bindgen::JsValue;
use web_sys::File;

pub(crate) fn recover(app: App, why: &str) {
    let loaded = app.loaded.get_value();
    // What brings the engine down twice would do so for ever.
    app.loaded.set_value(Loaded::Nothing);
    let settings = app.settings.get_untracked();
    let had_results = app.version.get_untracked() > 0;
    app.version.set(0);
    app.opened.set(Vec::new());
    app.files.set_value(Vec::new());
    app.busy.set(None);
    app.fail(UserError {
        title: "The engine stopped unexpectedly and was started again".to_owned(),
        detail: if why.is_empty() {
            "It may have run out of memory".to_owned()
        } else {
            why.to_owned()
        },
        remedy: match loaded {
            Loaded::Nothing => "Add the file again; a smaller period may help",
            _ => "What was loaded is being read again",
        }
        .to_owned(),
    });
    if !had_results {
        return;
    }
    spawn_local(async move {
        app.busy.set(Some(Progress {
            label: "Reading again".to_owned(),
            done: 0,
            total: 0,
            cancellable: true,
        }));
        let result = reload(app, &loaded, settings).await;
        app.busy.set(None);
        match result {
            Ok(()) => app.loaded.set_value(loaded),
            Err(error) => app.fail(error),
        }
    });
}

async fn reload(app: App, loaded: &Loaded, settings: Settings) -> Result<(), UserError> {
    match loaded {
        Loaded::Nothing => return Ok(()),
        Loaded::Demo => {
            app.engine.ask(Request::LoadDemo).await?;
        }
        Loaded::Files { files, previews } => {
            open_again(app, files, previews).await?;
            app.files.set_value(files.clone());
            if let Reply::Stopped = app.engine.ask(Request::Analyse).await? {
                return Ok(());
            }
        }
    }
    let settings = Box::new(settings);
    app.engine.ask(Request::SetSettings { settings }).await?;
    Ok(())
}

/// Opens the files and repeats every correction that was made to how they are read.
async fn open_again(app: App, files: &[File], previews: &[FilePreview]) -> Result<(), UserError> {
    let names = files.iter().map(File::name).collect();
    let attachments: Vec<JsValue> = files.iter().map(JsValue::from).collect();
    app.engine
        .ask_with(Request::Open { names }, &attachments)
        .await?;
    for (file, preview) in previews.iter().enumerate() {
        let plan = &preview.plan;
        let mut changes = Vec::new();
        changes.extend(preview.sheet.clone().map(ReadingChange::Sheet));
        changes.push(ReadingChange::Dialect(plan.dialect));
        changes.extend(preview.reshaped.map(ReadingChange::Reshape));
        changes.push(ReadingChange::Role(preview.role));
        changes.push(ReadingChange::Decimal(plan.decimal));
        changes.push(ReadingChange::DateOrder(plan.date_order));
        changes.push(ReadingChange::Columns(plan.columns.clone()));
        changes.push(ReadingChange::ReturnOrderPattern(
            plan.return_order_pattern.clone(),
        ));
        for change in changes {
            app.engine
                .ask(Request::ChangeReading { file, change })
                .await?;
        }
    }
    Ok(())
}
