//! The engine program: a worker that owns the project and answers the page. Questions are answered
//! at once, also while a file is being read; what changes the project waits in line for its turn.

mod host;
mod reading;
mod sources;
mod warm_up;
mod workbook;

use host::Host;
use std::cell::RefCell;
use std::rc::Rc;
use tenfold_app::engine::message::unpack;
use tenfold_app::engine::protocol::{PROTOCOL_VERSION, Reply, Request};
use tenfold_app::engine::worker::{post, scope};
use tenfold_core::project::view::UserError;
use wasm_bindgen::prelude::*;
use web_sys::MessageEvent;

fn main() {
    std::panic::set_hook(Box::new(report_panic));
    let host = Rc::new(RefCell::new(Host::default()));
    wasm_bindgen_futures::spawn_local(warm_up::warm_up(host.clone()));
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some((envelope, attachments)) = unpack::<Request>(event.data()) else {
            return;
        };
        host::receive(&host, envelope.id, envelope.body, attachments);
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(
        0,
        Reply::Ready {
            protocol: PROTOCOL_VERSION,
        },
        &[],
    );
}

/// The last thing a broken engine does: a failure nobody asked for, on which the page replaces it.
fn report_panic(info: &std::panic::PanicHookInfo<'_>) {
    let error = UserError {
        title: "The engine stopped".to_owned(),
        detail: info.to_string(),
        remedy: String::new(),
    };
    post(0, Reply::Failed { error }, &[]);
}
