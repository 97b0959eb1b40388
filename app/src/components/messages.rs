//! What the user is told: problems stay until they are put away, notes leave by themselves.

use crate::components::icon::{Icon, Symbol};
use crate::state::{App, Message, MessageKind};
use leptos::prelude::*;
use std::time::Duration;

const NOTE_STAYS: Duration = Duration::from_secs(6);

#[component]
pub fn Messages() -> impl IntoView {
    let app = App::current();
    view! {
        <section class="messages" aria-label="Messages">
            <For each=move || app.messages.get() key=|message| message.id children=move |message| {
                view! { <MessageView message /> }
            } />
        </section>
    }
}

#[component]
fn MessageView(message: Message) -> impl IntoView {
    let app = App::current();
    let id = message.id;
    let problem = message.kind == MessageKind::Problem;
    if !problem {
        set_timeout(move || app.put_away(id), NOTE_STAYS);
    }
    let lines = [message.detail, message.remedy]
        .into_iter()
        .filter(|line| !line.is_empty());
    view! {
        <div
            class="message"
            class:problem=problem
            data-testid="message"
            role=if problem { "alert" } else { "status" }
        >
            <div>
                <p class="message-title">{message.title}</p>
                {lines.map(|line| view! { <p>{line}</p> }).collect_view()}
            </div>
            <button class="icon-button" aria-label="Dismiss" on:click=move |_| app.put_away(id)>
                <Icon symbol=Symbol::Close />
            </button>
        </div>
    }
}
