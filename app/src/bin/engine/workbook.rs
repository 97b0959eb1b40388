//! Asks the workbook program: starts it, waits for its one answer, ends it.

use futures_channel::oneshot;
use gloo::events::EventListener;
use js_sys::{Array, ArrayBuffer};
use std::cell::RefCell;
use std::rc::Rc;
use tenfold_app::engine::message::{pack, unpack};
use tenfold_app::engine::workbook::{WorkbookReply, WorkbookRequest};
use tenfold_core::project::WorkbookSheets;
use tenfold_core::project::view::{TablePage, UserError};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, ErrorEvent, MessageEvent, Worker, WorkerOptions};

/// A sheet as text.
pub(crate) struct Sheet {
    pub(crate) sheets: WorkbookSheets,
    pub(crate) text: Blob,
}

/// The sheets that can be read.
pub(crate) struct Book {
    /// All sheets.
    pub(crate) names: Vec<String>,
    /// Name and text.
    pub(crate) sheets: Vec<(String, Blob)>,
    /// Position of the sheet that most likely holds the order lines.
    pub(crate) likely: usize,
}

/// Takes a sheet out of a workbook.
pub(crate) async fn text(book: &Blob, file: &str, sheet: String) -> Result<Sheet, UserError> {
    let mut book = read(book, file, Some(sheet)).await?;
    let (chosen, text) = book.sheets.pop().ok_or_else(unexpected)?;
    Ok(Sheet {
        sheets: WorkbookSheets {
            names: book.names,
            chosen,
        },
        text,
    })
}

/// Takes all sheets out of a workbook.
pub(crate) async fn texts(book: &Blob, file: &str) -> Result<Book, UserError> {
    read(book, file, None).await
}

async fn read(book: &Blob, file: &str, sheet: Option<String>) -> Result<Book, UserError> {
    let request = WorkbookRequest::Texts { sheet };
    let (reply, buffers) = ask(request, &[book.into()])
        .await
        .map_err(|failure| match failure {
            Failure::Told(error) => name_the_file(error, file),
            Failure::Died(why) => UserError {
                title: format!("“{file}” could not be read"),
                detail: if why.is_empty() {
                    "The workbook is damaged, or too large for this browser".to_owned()
                } else {
                    format!("The workbook is damaged or too large: {why}")
                },
                remedy: "Open it in a spreadsheet program, save the sheet as CSV and add that file"
                    .to_owned(),
            },
        })?;
    let WorkbookReply::Texts {
        sheets: names,
        read,
        likely,
    } = reply
    else {
        return Err(unexpected());
    };
    let mut sheets = Vec::new();
    for (name, buffer) in read.into_iter().zip(buffers) {
        let text = Blob::new_with_buffer_source_sequence(&Array::of1(&buffer));
        sheets.push((name, text.map_err(|_| unexpected())?));
    }
    Ok(Book {
        names,
        sheets,
        likely,
    })
}

/// Turns tables into the bytes of a workbook.
pub(crate) async fn write(tables: Vec<TablePage>) -> Result<ArrayBuffer, UserError> {
    let request = WorkbookRequest::Write { tables };
    let (reply, mut buffers) = ask(request, &[]).await.map_err(|failure| match failure {
        Failure::Told(error) => error,
        Failure::Died(why) => UserError {
            title: "The workbook could not be written".to_owned(),
            detail: if why.is_empty() {
                "It may be too large for this browser".to_owned()
            } else {
                why
            },
            remedy: "Export the tables as CSV instead".to_owned(),
        },
    })?;
    match (
        reply,
        buffers.pop().unwrap_or_default().dyn_into::<ArrayBuffer>(),
    ) {
        (WorkbookReply::Written, Ok(buffer)) => Ok(buffer),
        _ => Err(unexpected()),
    }
}

enum Failure {
    /// It said what is wrong.
    Told(UserError),
    /// It did not get to say anything.
    Died(String),
}

async fn ask(
    request: WorkbookRequest,
    attachments: &[JsValue],
) -> Result<(WorkbookReply, Vec<JsValue>), Failure> {
    let options = WorkerOptions::new();
    options.set_name("workbook");
    // The finished engine's script says what the workbook program's is called; one straight from
    // Trunk does not. Both lie beside this worker's own script.
    let script = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("workbookScript"));
    let script = script.ok().and_then(|name| name.as_string());
    let worker = Worker::new_with_options(script.as_deref().unwrap_or("worker.js"), &options)
        .map_err(|error| Failure::Died(format!("{error:?}")))?;
    let worker = Ended(worker);
    let message = pack(0, request, attachments)
        .ok_or_else(|| Failure::Died("The tables could not be written down".to_owned()))?;

    let (sender, receiver) = oneshot::channel();
    let sender = Rc::new(RefCell::new(Some(sender)));
    let failed = Rc::clone(&sender);
    let speaker = worker.0.clone();
    let _on_message = EventListener::new(&worker.0, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else {
            return;
        };
        let Some((envelope, attachments)) = unpack::<WorkbookReply>(event.data()) else {
            return;
        };
        let result = match envelope.body {
            WorkbookReply::Ready => match speaker.post_message(&message) {
                Ok(()) => return,
                Err(error) => Err(Failure::Died(format!("{error:?}"))),
            },
            WorkbookReply::Failed { error } => Err(Failure::Told(error)),
            reply => Ok((reply, attachments)),
        };
        if let Some(sender) = sender.borrow_mut().take() {
            let _ = sender.send(result);
        }
    });
    let _on_error = EventListener::new(&worker.0, "error", move |event| {
        event.prevent_default();
        let why = event
            .dyn_ref::<ErrorEvent>()
            .map(ErrorEvent::message)
            .unwrap_or_default();
        if let Some(sender) = failed.borrow_mut().take() {
            let _ = sender.send(Err(Failure::Died(why)));
        }
    });
    receiver
        .await
        .unwrap_or_else(|_| Err(Failure::Died(String::new())))
}

/// A worker that ends with its request.
struct Ended(Worker);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.terminate();
    }
}

/// The workbook program sees bytes, not names; a message to the user has the name.
fn name_the_file(error: UserError, file: &str) -> UserError {
    if error.title.contains(file) || error.detail.contains(file) {
        return error;
    }
    UserError {
        detail: format!("{file}: {}", error.detail),
        ..error
    }
}

fn unexpected() -> UserError {
    UserError {
        title: "The workbook program answered something else than asked".to_owned(),
        detail: "The browser may have kept an older file".to_owned(),
        remedy: "Reload the page without the cache (Ctrl+Shift+R)".to_owned(),
    }
}
