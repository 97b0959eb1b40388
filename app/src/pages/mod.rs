//! The screens.

use crate::route::Route;
use crate::state::App;
use leptos::prelude::*;

/// The screen the page is at.
pub fn current() -> AnyView {
    let app = App::current();
    match app.route.get() {
        Route::Start => ().into_any(),
        _ => ().into_any(),
    }
}
