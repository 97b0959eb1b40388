//! Write something out and offer it as a file to save.

use crate::browser;
use crate::engine::protocol::{Reply, Request};
use crate::state::{App, Progress};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tenfold_core::project::view::{Export, UserError};

pub fn export(app: App, what: Export) {
    spawn_local(async move {
        let label = match what {
            Export::Json => "Writing the results",
            Export::Workbook => "Writing the workbook",
            Export::Csv { .. } => "Writing the table",
            Export::Settings => "Writing the settings",
        };
        app.busy.set(Some(Progress {
            label: label.to_owned(),
            done: 0,
            total: 0,
            cancellable: false,
        }));
        let result = write(app, what).await;
        app.busy.set(None);
        if let Err(error) = result {
            app.fail(error);
        }
    });
}

async fn write(app: App, what: Export) -> Result<(), UserError> {
    let answer = app
        .engine
        .ask_with(Request::Export { export: what }, &[])
        .await?;
    if let (Reply::Exported { name, mime }, Some(bytes)) =
        (answer.reply, answer.attachments.first())
    {
        browser::save_parts(&name, &mime, bytes);
    }
    Ok(())
}
