//! The frame around every screen: header, navigation, messages, and the Explain panel.

pub mod explain;
pub mod header;
pub mod navigation;
pub mod theme;

use crate::components::drop_zone::WindowDrop;
use crate::components::later::later;
use crate::components::messages::Messages;
use crate::components::progress::ProgressBar;
use crate::pages;
use crate::parts::{Arrival, Load, Part};
use crate::queries::Shared;
use crate::route::Route;
use crate::state::App;
use gloo::events::EventListener;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Frames that a screen gets to be as tall as it was.
const COME_BACK_FRAMES: u32 = 120;

/// Puts the page into the document, in place of what stood there while it was loading.
pub fn mount(load: Load) {
    std::panic::set_hook(Box::new(|panic| {
        leptos::logging::error!("{panic}");
        say_stopped();
    }));
    leptos::mount::mount_to_body(move || view! { <Shell load /> });
    // Only now: what fails before is said there (index.html).
    if let Some(placeholder) = crate::browser::document().get_element_by_id("loading") {
        placeholder.remove();
    }
}

/// What must not happen is at least said: after a panic nothing that is drawn can be relied on, so
/// this is put beside it.
fn say_stopped() {
    let document = crate::browser::document();
    if let (None, Some(body)) = (document.get_element_by_id("stopped"), document.body()) {
        // What cannot be said even so is in the console.
        let _ = body.insert_adjacent_html("beforeend", STOPPED);
    }
}

/// A link to nowhere leads to the page itself, without its hash, and loads it again.
const STOPPED: &str = "<div id=stopped class=messages><div class='message problem' role=alert>\
    <div><p class=message-title>A part of this page stopped working</p>\
    <p>Your files are as they were. If a screen stays empty, <a href=''>load the page again</a> \
    and add them anew</p></div></div></div>";

#[component]
fn Shell(load: Load) -> impl IntoView {
    let app = App::new(load);
    provide_context(app);
    Shared::provide();
    app.start_engine();
    App::begin_history();
    for event in ["popstate", "hashchange"] {
        EventListener::new(&crate::browser::window(), event, move |_| {
            app.follow_address();
        })
        .forget();
    }
    theme::follow(app);
    // The first screen is there: now the screens behind it.
    later(move || app.parts.load_all());

    let main = NodeRef::<html::Main>::new();
    // Another screen begins at its top, for eyes, keyboard and screen reader alike.
    Effect::new(move |before: Option<Route>| {
        let route = app.route.get();
        crate::browser::document().set_title(&title(&route));
        if before.is_some_and(|before| before != route) {
            app.trail.set(Vec::new());
            spawn_local(arrive(app, route.clone(), main));
        }
        route
    });

    view! {
        <a
            class="skip"
            href="#main"
            on:click=move |event| {
                // The hash belongs to the router.
                event.prevent_default();
                if let Some(main) = main.get_untracked() {
                    let _ = main.focus();
                }
            }
        >
            "Skip to content"
        </a>
        <div class="shell" class:explaining=move || app.trail.with(|trail| !trail.is_empty())>
            <header::Header />
            <navigation::Navigation />
            <main id="main" node_ref=main tabindex="-1">
                <ProgressBar />
                {pages::current}
            </main>
            {move || match app.parts.arrival(Part::Results) {
                Arrival::Here(screens) => screens.explain.map(|draw| draw()),
                _ => None,
            }}
        </div>
        <Messages />
        <WindowDrop />
    }
}

/// Scrolls a new screen to its top and gives it the focus, in the frame that shows it: before, either
/// would make the browser lay out what is still being drawn.
async fn arrive(app: App, route: Route, main: NodeRef<html::Main>) {
    let left_at = app.left_at().filter(|at| *at > 0.0);
    crate::browser::frame().await;
    crate::browser::window().scroll_to_with_x_and_y(0.0, 0.0);
    if let Some(main) = main.get_untracked() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        // Refused only for elements that left the document; the shell never does.
        let _ = main.focus_with_options(&options);
    }
    if let Some(left_at) = left_at {
        come_back(app, route, left_at).await;
    }
}

/// Scrolls a screen to where it was left, as soon as it is tall enough for that.
async fn come_back(app: App, route: Route, left_at: f64) {
    for _ in 0..COME_BACK_FRAMES {
        crate::browser::frame().await;
        // Whoever scrolls or goes on meanwhile has a place of their own.
        if app.route.get_untracked() != route || crate::browser::scrolled() > 0.0 {
            return;
        }
        let tall = crate::browser::document()
            .document_element()
            .map_or(0, |root| root.scroll_height() - root.client_height());
        if f64::from(tall) >= left_at - 1.0 {
            crate::browser::window().scroll_to_with_x_and_y(0.0, left_at);
        }
    }
}

fn title(route: &Route) -> String {
    let screen = match route {
        Route::Start => return "Tenfold: who and what earns money".to_owned(),
        Route::Customer(id) => return format!("{id} · Tenfold"),
        Route::Data => "Data",
        Route::Profit => "Where the profit is",
        Route::Customers(_) => "Customers",
        Route::Demand => "Demand shape",
        Route::Items => "Items",
        Route::Pairs => "Loss-making pairs",
        Route::Actions => "Actions",
        Route::Costs => "Cost model",
        Route::HandOver => "Hand over",
        Route::Doctor => "Data doctor",
        Route::Nowhere(_) => "No such screen",
    };
    format!("{screen} · Tenfold")
}
