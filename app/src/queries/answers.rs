//! Answers kept while they hold, so that parts of a screen which ask the same share one answer.

use crate::engine::protocol::{Reply, Request};
use crate::state::App;
use futures::future::{FutureExt, LocalBoxFuture, Shared, ready};
use leptos::prelude::*;
use std::collections::VecDeque;
use std::sync::Arc;
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

/// Keeps an answer that came before its question.
pub(crate) fn keep(app: App, version: u32, request: &Request, reply: Reply) {
    let Ok(text) = serde_json::to_string(request) else {
        return;
    };
    let answer = ready(Ok(Arc::new(reply))).boxed_local().shared();
    app.answers.set_value(Answers {
        version,
        known: VecDeque::from([(text, answer)]),
    });
}

/// The answer to the question whose JSON is `text`, asked now or before.
pub(super) fn answer(app: App, version: u32, text: String) -> Answer {
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
