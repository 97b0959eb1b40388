//! Correct how an opened file is read.

use crate::engine::protocol::Request;
use crate::state::App;
use leptos::task::spawn_local;
use tenfold_core::project::view::ReadingChange;

pub fn change_reading(app: App, file: usize, change: ReadingChange) {
    spawn_local(async move {
        if let Err(error) = app
            .engine
            .ask(Request::ChangeReading { file, change })
            .await
        {
            app.fail(error);
        }
    });
}
