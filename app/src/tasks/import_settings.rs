//! Take over settings and mapping from a file.

use crate::engine::protocol::{Reply, Request};
use crate::state::App;
use crate::tasks::set_settings::apply_settings;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tenfold_core::project::view::UserError;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Bytes; whatever is larger was chosen by mistake, and would fill the browser's memory.
const LARGEST: f64 = 16e6;

pub fn import_settings(app: App, file: File) {
    spawn_local(async move {
        let name = file.name();
        if file.size() > LARGEST {
            app.fail(UserError {
                title: format!("“{name}” is too large for settings"),
                detail: "A file of settings has some thousand letters".to_owned(),
                remedy: "Order lines and other files of data go to “Add files”".to_owned(),
            });
            return;
        }
        let text = JsFuture::from(file.text())
            .await
            .ok()
            .and_then(|text| text.as_string());
        let Some(text) = text else {
            app.fail(UserError {
                title: format!("“{name}” could not be read"),
                detail: "The browser could not open the file".to_owned(),
                remedy: "Check that the file still exists, then choose it again".to_owned(),
            });
            return;
        };
        match app.engine.ask(Request::ImportSettings { text }).await {
            Ok(Reply::Opened { settings, .. }) => {
                app.note(format!("Settings imported from “{name}”"));
                if app.version.get_untracked() > 0 {
                    apply_settings(app, settings);
                } else {
                    app.settings.set(settings);
                }
            }
            Ok(_) => {}
            Err(error) => app.fail(UserError {
                detail: format!("{name}: {}", error.detail),
                ..error
            }),
        }
    });
}
