//! How wide an element is, kept up to date: charts are drawn for the pixels they get, so that text
//! keeps its size on a phone and lines stay sharp on a projector.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

/// The width of `target` in CSS pixels, rounded; `initial` until it is on the page.
pub fn width_of(target: NodeRef<Div>, initial: f64) -> Signal<f64> {
    let width = RwSignal::new(initial);
    let watching = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn FnMut()>)>);
    Effect::new(move |_| {
        let Some(element) = target.get() else { return };
        let observed = element.clone();
        let measure = move || {
            let now = f64::from(observed.client_width());
            // 0 while hidden behind its table: keep the last width for the way back.
            if now > 0.0
                && width
                    .try_get_untracked()
                    .is_some_and(|before| before != now)
            {
                width.set(now);
            }
        };
        measure();
        let closure = Closure::<dyn FnMut()>::new(measure);
        if let Ok(observer) = ResizeObserver::new(closure.as_ref().unchecked_ref()) {
            observer.observe(&element);
            watching.set_value(Some((observer, closure)));
        }
    });
    on_cleanup(move || {
        watching.try_update_value(|watching| {
            if let Some((observer, _)) = watching.take() {
                observer.disconnect();
            }
        });
    });
    width.into()
}
