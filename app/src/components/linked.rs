//! Sentences that name a screen lead there.

use crate::route::Route;
use crate::state::App;
use leptos::prelude::*;

/// What sentences call the screens that one is sent to.
const SCREENS: [(&str, Route); 4] = [
    ("Cost model page", Route::Costs),
    ("Data page", Route::Data),
    ("data doctor", Route::Doctor),
    ("page Demand shape", Route::Demand),
];

/// The sentence with names of screens as links; before there are results they lead nowhere.
pub fn linked(text: &str) -> AnyView {
    let app = App::current();
    let found = SCREENS
        .into_iter()
        .find_map(|(words, route)| Some((text.split_once(words)?, words, route)));
    match found {
        Some(((before, after), words, route)) if app.is_loaded() => view! {
            {linked(before)}
            <a href=move || app.href(route.clone())>{words}</a>
            {linked(after)}
        }
        .into_any(),
        _ => text.to_owned().into_any(),
    }
}
