//! What the two worker programs share: the scope they run in, posting, reading blobs.

use crate::engine::message::pack;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use serde::Serialize;
use tenfold_core::project::view::UserError;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DedicatedWorkerGlobalScope};

/// The worker's global scope. Worker programs run nowhere else.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Milliseconds on the worker's clock.
pub fn now() -> f64 {
    scope()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// Posts a reply to whoever started this worker; buffers are handed over, not copied.
pub fn post<T: Serialize>(id: u32, body: T, buffers: &[ArrayBuffer]) {
    let attachments: Vec<JsValue> = buffers.iter().map(JsValue::from).collect();
    let Some(message) = pack(id, body, &attachments) else {
        return;
    };
    let transfer: Array = buffers.iter().collect();
    // Fails only for what can't be cloned or transferred; text and fresh buffers always can.
    let _ = scope().post_message_with_transfer(&message, &transfer);
}

/// The bytes of a part of a blob. The request starts at once; the future waits for it.
pub fn bytes_of(blob: &Blob, start: f64, end: f64) -> Result<JsFuture, UserError> {
    let slice = blob
        .slice_with_f64_and_f64(start, end)
        .map_err(|_| vanished())?;
    Ok(JsFuture::from(slice.array_buffer()))
}

/// Waits for what `bytes_of` started.
pub async fn arrived(request: JsFuture) -> Result<Uint8Array, UserError> {
    let buffer = request.await.map_err(|_| vanished())?;
    Ok(Uint8Array::new(&buffer))
}

/// The browser can't read the file any more: moved, deleted, or changed since it was chosen.
fn vanished() -> UserError {
    UserError {
        title: "The file can no longer be read".to_owned(),
        detail: "It was moved, deleted or changed after it was chosen".to_owned(),
        remedy: "Choose the file again".to_owned(),
    }
}
