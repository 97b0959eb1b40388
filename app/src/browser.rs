//! The few things the page wants from the browser, wrapped once.

use futures_channel::oneshot;
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, Document, HtmlAnchorElement, Performance, Url, Window};

/// The window. The page's program runs nowhere else.
pub fn window() -> Window {
    leptos::prelude::window()
}

pub fn document() -> Document {
    leptos::prelude::document()
}

/// Pixels the page is wide.
pub fn width() -> f64 {
    let width = window().inner_width().ok();
    width.and_then(|width| width.as_f64()).unwrap_or(1024.0)
}

/// Pixels the page is scrolled by.
pub fn scrolled() -> f64 {
    window().scroll_y().unwrap_or(0.0)
}

/// A file that lies beside the page, wherever the page is hosted.
pub fn own_url(name: &str) -> Option<String> {
    let base = document().base_uri().ok().flatten()?;
    Url::new_with_base(name, &base).ok().map(|url| url.href())
}

fn performance() -> Option<Performance> {
    window().performance()
}

/// Milliseconds on the clock that User Timing uses.
pub fn now() -> f64 {
    performance().map_or(0.0, |performance| performance.now())
}

/// Records a User Timing measure, visible in the browser's performance panel.
pub fn measure(name: &str, start: f64, end: f64) {
    let Some(performance) = performance() else {
        return;
    };
    let options = Object::new();
    let options_set = Reflect::set(&options, &"start".into(), &start.into()).is_ok()
        && Reflect::set(&options, &"end".into(), &end.max(start).into()).is_ok();
    // By its name: web-sys has the form with options only among its unstable parts.
    let Ok(method) = Reflect::get(&performance, &"measure".into()) else {
        return;
    };
    if let (true, Some(method)) = (options_set, method.dyn_ref::<Function>()) {
        // A browser without measures loses nothing but the measure.
        let _ = method.call2(&performance, &name.into(), &options);
    }
}

/// Waits for the next animation frame.
pub async fn frame() {
    let (sender, receiver) = oneshot::channel::<()>();
    let callback = Closure::once_into_js(move || {
        let _ = sender.send(());
    });
    if window()
        .request_animation_frame(callback.unchecked_ref())
        .is_ok()
    {
        let _ = receiver.await;
    }
}

/// Waits until what was changed is on screen: the frame that draws it, and the one after.
pub async fn painted() {
    frame().await;
    frame().await;
}

/// Offers bytes as a file to save.
pub fn save(name: &str, mime: &str, bytes: &[u8]) {
    save_parts(name, mime, &Uint8Array::from(bytes).into());
}

/// As `save`, for bytes that are already on JavaScript's side (an `ArrayBuffer`, a typed array).
pub fn save_parts(name: &str, mime: &str, bytes: &JsValue) {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(bytes);
    let Ok(blob) = Blob::new_with_buffer_source_sequence_and_options(&parts, &options) else {
        return;
    };
    save_blob(name, &blob);
}

/// Offers a blob as a file to save.
pub fn save_blob(name: &str, blob: &Blob) {
    let Ok(url) = Url::create_object_url_with_blob(blob) else {
        return;
    };
    if let Some(anchor) = document()
        .create_element("a")
        .ok()
        .and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok())
    {
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
    }
    // The download has taken its own reference by the time the timer fires.
    gloo::timers::callback::Timeout::new(10_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
}

/// Reads a remembered preference. Storage may be switched off or full: then there is none.
pub fn remembered(key: &str) -> Option<String> {
    window()
        .local_storage()
        .ok()
        .flatten()?
        .get_item(key)
        .ok()
        .flatten()
}

/// Remembers a preference where the browser allows it.
pub fn remember(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, value);
    }
}

/// True where the system asks for no motion.
pub fn reduced_motion() -> bool {
    window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}
