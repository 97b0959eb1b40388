//! The workbook program: a sheet becomes text, tables become a workbook. One request, then the
//! engine ends it.

use js_sys::{ArrayBuffer, Uint8Array};
use tenfold_app::engine::message::unpack;
use tenfold_app::engine::workbook::{WorkbookReply, WorkbookRequest};
use tenfold_app::engine::worker::{arrived, bytes_of, post, scope};
use tenfold_core::project::view::{TablePage, UserError};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, MessageEvent};

fn main() {
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        let Some((envelope, attachments)) = unpack::<WorkbookRequest>(event.data()) else { return };
        wasm_bindgen_futures::spawn_local(answer(envelope.body, attachments));
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(0, WorkbookReply::Ready, &[]);
}

async fn answer(request: WorkbookRequest, attachments: Vec<JsValue>) {
    let result = match request {
        WorkbookRequest::Text { sheet } => text(attachments, sheet).await,
        WorkbookRequest::Write { tables } => write(&tables),
    };
    match result {
        Ok((reply, bytes)) => post(0, reply, &[bytes]),
        Err(error) => post(0, WorkbookReply::Failed { error }, &[]),
    }
}

async fn text(
    attachments: Vec<JsValue>,
    sheet: Option<String>,
) -> Result<(WorkbookReply, ArrayBuffer), UserError> {
    let Some(blob) = attachments.into_iter().next().and_then(|a| a.dyn_into::<Blob>().ok()) else {
        return Err(UserError {
            title: "The workbook is missing".to_owned(),
            detail: "No file came with the request".to_owned(),
            remedy: "Add the file again".to_owned(),
        });
    };
    let bytes = arrived(bytes_of(&blob, 0.0, blob.size())?).await?.to_vec();
    drop(blob);
    let sheets = tenfold_core::read::workbook::sheet_names(&bytes)?;
    let (chosen, text) = match sheet {
        Some(name) => {
            let text = tenfold_core::read::workbook::sheet_to_text(&bytes, &name)?;
            (name, text)
        }
        None => first_filled(&bytes, &sheets)?,
    };
    let text = Uint8Array::from(text.as_slice()).buffer();
    Ok((WorkbookReply::Text { sheets, chosen }, text))
}

/// The first sheet with more than a line of headers; where there is none, the first sheet.
fn first_filled(bytes: &[u8], sheets: &[String]) -> Result<(String, Vec<u8>), UserError> {
    let mut first = None;
    for name in sheets {
        let text = tenfold_core::read::workbook::sheet_to_text(bytes, name)?;
        if text.iter().filter(|&&byte| byte == b'\n').count() > 1 {
            return Ok((name.clone(), text));
        }
        first.get_or_insert((name.clone(), text));
    }
    first.ok_or_else(|| UserError {
        title: "The workbook has no sheets".to_owned(),
        detail: "It holds charts or macros only".to_owned(),
        remedy: "Choose a workbook with a sheet of order lines, one line a row".to_owned(),
    })
}

fn write(tables: &[TablePage]) -> Result<(WorkbookReply, ArrayBuffer), UserError> {
    let bytes = tenfold_core::handover::workbook::write(tables)?;
    Ok((WorkbookReply::Written, Uint8Array::from(bytes.as_slice()).buffer()))
}
