//! The page's end of the channel. Questions become futures by their id; a worker that dies is
//! replaced, and everybody who waited is told.

use crate::engine::message::{pack, pack_text, unpack};
use crate::engine::protocol::{PROTOCOL_VERSION, Reply, Request};
use futures_channel::oneshot;
use gloo::events::EventListener;
use js_sys::Array;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use tenfold_core::project::view::UserError;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};

/// A reply and what came with it.
pub struct Answer {
    pub reply: Reply,
    pub attachments: Vec<JsValue>,
}

/// What the client reports by itself.
pub trait EngineEvents {
    /// A reply arrived, before whoever asked gets it.
    fn replied(&self, reply: &Reply);
    /// An answer came that nobody has asked for yet.
    fn told(&self, reply: Reply);
    /// The worker died and a new, empty one was started.
    fn died(&self, why: &str);
    /// The worker can't be started at all.
    fn unavailable(&self, error: UserError);
}

/// A handle to the engine, free to copy into closures.
#[derive(Clone, Copy)]
pub struct Engine {
    client: StoredValue<Rc<RefCell<Client>>, LocalStorage>,
    /// Questions without an answer.
    pending: RwSignal<usize>,
}

struct Client {
    worker: Option<Worker>,
    listeners: Vec<EventListener>,
    ready: bool,
    /// Written before the worker was ready.
    waiting: Vec<JsValue>,
    pending: BTreeMap<u32, oneshot::Sender<Result<Answer, UserError>>>,
    last_id: u32,
    /// Why no worker can be started; nobody is kept waiting for one then.
    broken: Option<UserError>,
    events: Option<Rc<dyn EngineEvents>>,
}

impl Engine {
    /// A client without a worker; `start` starts one.
    pub fn new() -> Self {
        Engine {
            client: StoredValue::new_local(Rc::new(RefCell::new(Client {
                worker: None,
                listeners: Vec::new(),
                ready: false,
                waiting: Vec::new(),
                pending: BTreeMap::new(),
                last_id: 0,
                broken: None,
                events: None,
            }))),
            pending: RwSignal::new(0),
        }
    }

    /// Starts the worker and reports to `events` from now on.
    pub fn start(self, events: Rc<dyn EngineEvents>) {
        self.client().borrow_mut().events = Some(events);
        self.spawn();
    }

    /// Asks, and waits for the answer. A reply `Failed` becomes the error.
    pub async fn ask(self, request: Request) -> Result<Reply, UserError> {
        self.ask_with(request, &[]).await.map(|answer| answer.reply)
    }

    /// As `ask`, with a request that is JSON text already.
    pub async fn ask_text(self, request: &str) -> Result<Reply, UserError> {
        let answer = self.send(|id| Some(pack_text(id, request))).await?;
        Ok(answer.reply)
    }

    /// As `ask`, with attachments both ways.
    pub async fn ask_with(
        self,
        request: Request,
        attachments: &[JsValue],
    ) -> Result<Answer, UserError> {
        self.send(|id| pack(id, request, attachments)).await
    }

    async fn send(self, pack: impl FnOnce(u32) -> Option<Array>) -> Result<Answer, UserError> {
        let answer = {
            let client = self.client();
            let mut client = client.borrow_mut();
            if let Some(error) = &client.broken {
                return Err(error.clone());
            }
            client.last_id += 1;
            let id = client.last_id;
            let message = pack(id).ok_or_else(unreadable)?;
            let (sender, receiver) = oneshot::channel();
            client.pending.insert(id, sender);
            client.post(message.into());
            receiver
        };
        self.count();
        match answer.await {
            Ok(Ok(Answer {
                reply: Reply::Failed { error },
                ..
            })) => Err(error),
            Ok(result) => result,
            Err(oneshot::Canceled) => Err(stopped()),
        }
    }

    /// Stops the reading in progress; whoever asked for it gets `Stopped`.
    pub fn cancel(self) {
        let client = self.client();
        let mut client = client.borrow_mut();
        client.last_id += 1;
        if let Some(message) = pack(client.last_id, Request::Cancel, &[]) {
            client.post(message.into());
        }
    }

    /// How many questions wait for an answer, without subscribing.
    pub fn outstanding(self) -> usize {
        self.pending.get_untracked()
    }

    fn client(self) -> Rc<RefCell<Client>> {
        self.client.with_value(Rc::clone)
    }

    fn count(self) {
        let outstanding = self.client().borrow().pending.len();
        self.pending.set(outstanding);
    }

    fn spawn(self) {
        let worker = match start_program("engine") {
            Ok(worker) => worker,
            Err(reason) => {
                self.give_up(unavailable(&reason));
                return;
            }
        };
        let on_message = EventListener::new(&worker, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                self.received(event.data());
            }
        });
        let on_error = EventListener::new(&worker, "error", move |event| {
            let why = event
                .dyn_ref::<web_sys::ErrorEvent>()
                .map(web_sys::ErrorEvent::message)
                .unwrap_or_default();
            event.prevent_default();
            self.buried(&why);
        });
        let client = self.client();
        let mut client = client.borrow_mut();
        client.worker = Some(worker);
        client.listeners = vec![on_message, on_error];
        client.ready = false;
    }

    fn received(self, data: JsValue) {
        let Some((envelope, attachments)) = unpack::<Reply>(data) else {
            return;
        };
        match envelope.body {
            Reply::Ready { protocol } if protocol != PROTOCOL_VERSION => {
                self.give_up(outdated());
            }
            Reply::Ready { .. } => self.client().borrow_mut().opened(),
            // Only the panic hook says something that nobody asked for.
            Reply::Failed { error } if envelope.id == 0 => self.buried(&error.detail),
            reply @ Reply::Overview { .. } if envelope.id == 0 => {
                self.report(|events| events.told(reply));
            }
            reply @ Reply::Progress { .. } => self.report(|events| events.replied(&reply)),
            reply => {
                let sender = self.client().borrow_mut().pending.remove(&envelope.id);
                self.count();
                self.report(|events| events.replied(&reply));
                if let Some(sender) = sender {
                    // Nobody may be waiting any more: the view that asked is gone.
                    let _ = sender.send(Ok(Answer { reply, attachments }));
                }
            }
        }
    }

    /// The worker is dead: tell those who waited, and start another, unless it died before it ever
    /// lived, which would only happen again.
    fn buried(self, why: &str) {
        let (lived, waiting) = {
            let client = self.client();
            let mut client = client.borrow_mut();
            let Some(worker) = client.worker.take() else {
                return;
            };
            worker.terminate();
            client.listeners.clear();
            client.waiting.clear();
            (
                std::mem::take(&mut client.ready),
                std::mem::take(&mut client.pending),
            )
        };
        self.count();
        for (_, sender) in waiting {
            let _ = sender.send(Err(stopped()));
        }
        if lived {
            self.spawn();
            self.report(|events| events.died(why));
        } else {
            self.give_up(unavailable(why));
        }
    }

    fn give_up(self, error: UserError) {
        let waiting = {
            let client = self.client();
            let mut client = client.borrow_mut();
            client.broken = Some(error.clone());
            client.waiting.clear();
            std::mem::take(&mut client.pending)
        };
        self.count();
        for (_, sender) in waiting {
            let _ = sender.send(Err(stopped()));
        }
        self.report(|events| events.unavailable(error));
    }

    fn report(self, tell: impl FnOnce(&dyn EngineEvents)) {
        let events = self.client().borrow().events.clone();
        if let Some(events) = events {
            tell(events.as_ref());
        }
    }
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl Client {
    fn post(&mut self, message: JsValue) {
        match &self.worker {
            // A message that can't be cloned is a mistake of ours; its asker would wait for ever,
            // so it must be seen in the console at least.
            Some(worker) if self.ready => {
                if let Err(error) = worker.post_message(&message) {
                    leptos::logging::error!("{error:?}");
                }
            }
            // Messages that arrive before the worker listens are lost, so they wait here.
            _ => self.waiting.push(message),
        }
    }

    fn opened(&mut self) {
        self.ready = true;
        for message in std::mem::take(&mut self.waiting) {
            self.post(message);
        }
    }
}

/// Starts one of the page's programs as a worker. The finished page names the program's script in a
/// `<meta>`, since that name changes with its content; a page straight from Trunk has none, and
/// there the program's name tells `worker.js` which module to load.
fn start_program(name: &str) -> Result<Worker, String> {
    let script = crate::browser::document()
        .query_selector(&format!("meta[name={name}]"))
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"));
    let url = crate::browser::own_url(script.as_deref().unwrap_or("worker.js"))
        .ok_or("the page has no address")?;
    let options = web_sys::WorkerOptions::new();
    options.set_name(name);
    Worker::new_with_options(&url, &options).map_err(|error| format!("{error:?}"))
}

/// What those get who waited for a worker that died. Recognised by `is_stopped`, so that one death
/// makes one message and not one for each question.
fn stopped() -> UserError {
    UserError {
        title: "The engine stopped".to_owned(),
        detail: String::new(),
        remedy: String::new(),
    }
}

/// True for the error of a question whose worker died, which is reported elsewhere already.
pub fn is_stopped(error: &UserError) -> bool {
    error.detail.is_empty() && error.remedy.is_empty()
}

fn unreadable() -> UserError {
    UserError {
        title: "The question could not be written".to_owned(),
        detail: "A value on this page is not a number the engine can read".to_owned(),
        remedy: "Check the values you entered last".to_owned(),
    }
}

fn unavailable(reason: &str) -> UserError {
    UserError {
        title: "The engine could not be started".to_owned(),
        detail: if reason.is_empty() {
            "The browser could not load engine.js or engine_bg.wasm".to_owned()
        } else {
            reason.to_owned()
        },
        remedy: "Reload the page; it needs a browser with WebAssembly SIMD (Chrome 91, Firefox 89, Safari 16.4 or later)"
            .to_owned(),
    }
}

fn outdated() -> UserError {
    UserError {
        title: "This page and its engine are of different versions".to_owned(),
        detail: "The browser kept an older file".to_owned(),
        remedy: "Reload the page without the cache (Ctrl+Shift+R)".to_owned(),
    }
}
