//! Answers kept while they hold, so that parts of a screen which ask the same share one answer.

use crate::engine::protocol::{Reply, Request};
use crate::state::App;
use futures::future::{FutureExt, LocalBoxFuture, Shared, join_all, ready};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::VecDeque;
use std::sync::Arc;
use tenfold_core::json;
use tenfold_core::project::view::UserError;

/// So many answers are kept.
const KEPT: usize = 12;

type Answer = Shared<LocalBoxFuture<'static, Result<Arc<Reply>, UserError>>>;

/// The questions asked last about one version of the results, with their answers or, where these
/// are on their way, what waits for them.
#[derive(Default)]
pub(crate) struct Answers {
    version: u32,
    known: VecDeque<(String, Answer)>,
}

/// The question somebody has, as JSON; nothing while there is none.
type Question = Box<dyn Fn() -> Option<String>>;

/// Everybody on screen who asks again when the results change.
#[derive(Default)]
pub(crate) struct Asking {
    last: u64,
    all: Vec<(u64, Question)>,
}

/// Has `question` asked ahead of every change of the settings, as long as its owner is on screen.
pub(crate) fn asks(app: App, question: impl Fn() -> Option<String> + 'static) {
    let number = app.asking.try_update_value(|asking| {
        asking.last += 1;
        asking.all.push((asking.last, Box::new(question)));
        asking.last
    });
    on_cleanup(move || {
        app.asking
            .try_update_value(|asking| asking.all.retain(|(other, _)| Some(*other) != number));
    });
}

/// Asks what the screen will ask once the change that was just sent has been computed: the answers
/// come right behind it, without waiting for the page to hear of it.
pub(crate) fn ask_ahead(app: App) {
    let version = app.version.get_untracked();
    if version == 0 {
        return;
    }
    let version = version + 1;
    // Changes that follow fast: the answers to the first are on their way.
    if app.answers.with_value(|answers| answers.version == version) {
        return;
    }
    let mut questions: Vec<String> = Vec::new();
    app.asking.with_value(|asking| {
        for text in asking.all.iter().filter_map(|(_, question)| question()) {
            if !questions.contains(&text) {
                questions.push(text);
            }
        }
    });
    // All at once: a screen half of which is new costs a frame, and misleads.
    let asked = questions.iter().map(|text| {
        let question = format!("{{\"next\":{text}}}");
        async move { app.engine.ask_text(&question).await.map(Arc::new) }
    });
    let all = join_all(asked.collect::<Vec<_>>()).boxed_local().shared();
    let known = questions.into_iter().enumerate().map(|(at, text)| {
        let answer = all.clone().map(move |answers| answers[at].clone());
        (text, answer.boxed_local().shared())
    });
    let known = known.collect();
    app.answers.set_value(Answers { version, known });
    spawn_local(all.map(drop));
}

/// Forgets all answers: they are about results that did not come.
pub(crate) fn forget(app: App) {
    app.answers.set_value(Answers::default());
}

/// Keeps an answer that came before its question.
pub(crate) fn keep(app: App, version: u32, request: &Request, reply: Reply) {
    let Ok(text) = json::to_string(request) else {
        return;
    };
    let answer = ready(Ok(Arc::new(reply))).boxed_local().shared();
    app.answers.set_value(Answers {
        version,
        known: VecDeque::from([(text, answer)]),
    });
}

/// The answer to the question whose JSON is `text`, asked now or before.
pub(crate) fn answer(app: App, version: u32, text: String) -> Answer {
    let known = app.answers.try_update_value(|answers| {
        if answers.version != version {
            *answers = Answers {
                version,
                known: VecDeque::new(),
            };
        }
        let at = answers.known.iter().position(|(known, _)| *known == text)?;
        let entry = answers.known.remove(at)?;
        let answer = entry.1.clone();
        // What failed is asked again.
        if !matches!(answer.peek(), Some(Err(_))) {
            answers.known.push_back(entry);
            return Some(answer);
        }
        None
    });
    if let Some(answer) = known.flatten() {
        return answer;
    }
    let question = text.clone();
    let answer = async move { app.engine.ask_text(&question).await.map(Arc::new) }
        .boxed_local()
        .shared();
    app.answers.update_value(|answers| {
        if answers.known.len() >= KEPT {
            answers.known.pop_front();
        }
        answers.known.push_back((text, answer.clone()));
    });
    answer
}
