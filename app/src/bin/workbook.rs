//! The workbook program: a sheet becomes text, tables become a workbook. One request, then the
//! engine ends it.

use js_sys::{ArrayBuffer, Uint8Array};
use tenfold_app::engine::message::unpack;
use tenfold_app::engine::workbook::{WorkbookReply, WorkbookRequest};
use tenfold_app::engine::worker::{arrived, bytes_of, post, scope};
use tenfold_core::project::view::{TablePage, UserError};
use tenfold_core::read::workbook::Workbook;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, MessageEvent};

fn main() {
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        let Some((envelope, attachments)) = unpack::<WorkbookRequest>(event.data()) else {
            return;
        };
        wasm_bindgen_futures::spawn_local(answer(envelope.body, attachments));
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(0, WorkbookReply::Ready, &[]);
}

async fn answer(request: WorkbookRequest, attachments: Vec<JsValue>) {
    let result = match request {
        WorkbookRequest::Texts { sheet } => texts(attachments, sheet).await,
        WorkbookRequest::Write { tables } => write(&tables),
    };
    match result {
        Ok((reply, buffers)) => post(0, reply, &buffers),
        Err(error) => post(0, WorkbookReply::Failed { error }, &[]),
    }
}

async fn texts(
    attachments: Vec<JsValue>,
    sheet: Option<String>,
) -> Result<(WorkbookReply, Vec<ArrayBuffer>), UserError> {
    let Some(blob) = attachments
        .into_iter()
        .next()
        .and_then(|a| a.dyn_into::<Blob>().ok())
    else {
        return Err(UserError {
            title: "The workbook is missing".to_owned(),
            detail: "No file came with the request".to_owned(),
            remedy: "Add the file again".to_owned(),
        });
    };
    let bytes = arrived(bytes_of(&blob, 0.0, blob.size())?).await?.to_vec();
    drop(blob);
    let mut workbook = Workbook::open(&bytes)?;
    let sheets = workbook.sheet_names().to_vec();
    let (texts, likely) = match sheet {
        Some(name) => workbook
            .sheet_to_text(&name)
            .map(|text| (vec![(name, text)], 0)),
        None => workbook.texts(),
    }?;
    let buffers = texts
        .iter()
        .map(|(_, text)| Uint8Array::from(text.as_slice()).buffer())
        .collect();
    let read = texts.into_iter().map(|(name, _)| name).collect();
    Ok((
        WorkbookReply::Texts {
            sheets,
            read,
            likely,
        },
        buffers,
    ))
}

fn write(tables: &[TablePage]) -> Result<(WorkbookReply, Vec<ArrayBuffer>), UserError> {
    let bytes = tenfold_core::handover::workbook::write(tables)?;
    Ok((
        WorkbookReply::Written,
        vec![Uint8Array::from(bytes.as_slice()).buffer()],
    ))
}
