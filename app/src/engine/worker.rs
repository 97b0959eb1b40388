//! What the two worker programs share: the scope they run in, posting, reading blobs.

use crate::engine::message::pack;
use js_sys::{Array, ArrayBuffer, Function, Object, Promise, Reflect, Uint8Array};
use serde::Serialize;
use tenfold_core::project::view::UserError;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageChannel};

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

/// Lets messages in that came while the worker worked, and comes back behind them. (A timer would
/// do the same, but browsers hold repeated ones back for milliseconds.)
pub async fn breathe() {
    let Ok(channel) = MessageChannel::new() else {
        return;
    };
    let back = Promise::new(&mut |resolve, _| {
        channel.port1().set_onmessage(Some(&resolve));
        // Fails only for what can't be cloned.
        let _ = channel.port2().post_message(&JsValue::NULL);
    });
    let _ = JsFuture::from(back).await;
    channel.port1().close();
}

/// The bytes of a blob from its beginning on, as they come.
///
/// A stream is the fastest way into a worker that works meanwhile: the browser fetches ahead by
/// itself, and where it can fill a buffer that is handed back and forth, nothing piles up.
pub struct Stream {
    reader: JsValue,
    read: Function,
    /// Lent to the browser with every question; none where it brings its own.
    buffer: Option<ArrayBuffer>,
    /// Nothing more is wanted of it, or to be had.
    ended: bool,
}

/// Bytes asked for at once.
const BUFFER: u32 = 2 << 20;

impl Stream {
    /// # Errors
    /// The browser can't read the blob.
    pub fn of(blob: &Blob) -> Result<Stream, UserError> {
        // By name: browsers without such buffers throw, which the typed bindings can't catch.
        let stream: JsValue = blob.stream().into();
        let options = Object::new();
        let lent = Reflect::set(&options, &"mode".into(), &"byob".into())
            .and_then(|_| call(&stream, "getReader", &[&options]));
        let (reader, buffer) = if let Ok(reader) = lent {
            (reader, Some(ArrayBuffer::new(BUFFER)))
        } else {
            let reader = call(&stream, "getReader", &[]).map_err(|_| vanished())?;
            (reader, None)
        };
        let read = Reflect::get(&reader, &"read".into())
            .ok()
            .and_then(|read| read.dyn_into::<Function>().ok())
            .ok_or_else(vanished)?;
        Ok(Stream {
            reader,
            read,
            buffer,
            ended: false,
        })
    }

    /// The next bytes; none at the end. They are good until the next call.
    ///
    /// # Errors
    /// The browser can't read the blob any more.
    pub async fn next(&mut self) -> Result<Option<Uint8Array>, UserError> {
        // Until it goes well: there is nothing to cancel in a stream that failed.
        self.ended = true;
        let promise = match self.buffer.take() {
            Some(buffer) => self.read.call1(&self.reader, &Uint8Array::new(&buffer)),
            None => self.read.call0(&self.reader),
        };
        let promise = promise.ok().and_then(|p| p.dyn_into::<Promise>().ok());
        let result = JsFuture::from(promise.ok_or_else(vanished)?)
            .await
            .map_err(|_| vanished())?;
        let part = |name: &str| Reflect::get(&result, &name.into()).map_err(|_| vanished());
        let value = part("value")?.dyn_into::<Uint8Array>().ok();
        if part("done")?.is_truthy() {
            return Ok(None);
        }
        let value = value.ok_or_else(vanished)?;
        // The browser's own pieces are as long as they are; a lent buffer keeps its size.
        let buffer = value.buffer();
        if buffer.byte_length() == BUFFER {
            self.buffer = Some(buffer);
        }
        self.ended = false;
        Ok(Some(value))
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        if !self.ended {
            // Whoever stops early wants nothing more of it, whatever comes of that.
            let _ = call(&self.reader, "cancel", &[]);
        }
    }
}

fn call(on: &JsValue, method: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let method = Reflect::get(on, &method.into())?.dyn_into::<Function>()?;
    method.apply(on, &arguments.iter().copied().collect::<Array>())
}

/// The error with the file's name, which those of its bytes do not know.
pub fn of_file(name: &str, error: UserError) -> UserError {
    UserError {
        title: error.title.replacen("The file", name, 1),
        ..error
    }
}

/// The browser can't read the file any more: moved, deleted, or changed since it was chosen.
fn vanished() -> UserError {
    UserError {
        title: "The file can no longer be read".to_owned(),
        detail: "It was moved, deleted or changed after it was chosen".to_owned(),
        remedy: "Choose the file again".to_owned(),
    }
}
