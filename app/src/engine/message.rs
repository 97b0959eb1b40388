//! A message between two programs: a JavaScript array whose first element is JSON text and whose
//! other elements are attachments. JSON because it can be read in the developer tools and the
//! messages are small; what is large (files, exports) is attached and never copied.

use crate::engine::protocol::Envelope;
use js_sys::Array;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::JsValue;

/// Packs a message; `None` only if the body can't be written as JSON.
pub fn pack<T: Serialize>(id: u32, body: T, attachments: &[JsValue]) -> Option<Array> {
    let text = tenfold_core::json::to_string(&Envelope { id, body }).ok()?;
    let message = Array::of1(&JsValue::from_str(&text));
    for attachment in attachments {
        message.push(attachment);
    }
    Some(message)
}

/// Packs a message whose body is JSON text already.
pub fn pack_text(id: u32, body: &str) -> Array {
    // The form of an `Envelope`.
    Array::of1(&JsValue::from_str(&format!(
        "{{\"id\":{id},\"body\":{body}}}"
    )))
}

/// Unpacks a message; `None` for anything that is not one of ours.
pub fn unpack<T: DeserializeOwned>(data: JsValue) -> Option<(Envelope<T>, Vec<JsValue>)> {
    if !Array::is_array(&data) {
        return None;
    }
    let mut elements = Array::from(&data).into_iter();
    let text = elements.next()?.as_string()?;
    let envelope = serde_json::from_str(&text).ok()?;
    Some((envelope, elements.collect()))
}
