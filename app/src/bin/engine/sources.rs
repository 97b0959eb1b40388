//! Where the bytes of the opened files come from: the file itself, or the text of a workbook's
//! sheet.

use crate::host::Shared;
use crate::workbook;
use tenfold_app::engine::worker::{arrived, bytes_of};
use tenfold_core::project::view::{ReadingChange, UserError};
use tenfold_core::project::{Project, WorkbookSheets};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, File};

/// One opened file.
pub(crate) struct Source {
    pub(crate) name: String,
    /// What is read: the file, or the text of the chosen sheet.
    pub(crate) text: Blob,
    /// The workbook that the text was taken from.
    workbook: Option<Blob>,
}

/// Opens files, in order; stops at the first one that can't be.
pub(crate) async fn open(
    host: &Shared,
    names: &[String],
    attachments: Vec<JsValue>,
) -> Result<(), UserError> {
    for (name, attachment) in names.iter().zip(attachments) {
        let Ok(file) = attachment.dyn_into::<File>() else { continue };
        let head = head_of(&file).await?;
        let source = if is_workbook(&head) {
            let sheet = workbook::text(&file, name, None).await?;
            let head = head_of(&sheet.text).await?;
            let size = sheet.text.size() as u64;
            host.borrow_mut().project.open(name, size, &head, Some(sheet.sheets))?;
            Source { name: name.clone(), text: sheet.text, workbook: Some(file.into()) }
        } else {
            host.borrow_mut().project.open(name, file.size() as u64, &head, None)?;
            Source { name: name.clone(), text: file.into(), workbook: None }
        };
        host.borrow_mut().sources.push(source);
    }
    Ok(())
}

/// Applies a correction; another sheet is taken out of its workbook first.
pub(crate) async fn change_reading(
    host: &Shared,
    file: usize,
    change: ReadingChange,
) -> Result<(), UserError> {
    let ReadingChange::Sheet(name) = change else {
        return host.borrow_mut().project.change_reading(file, change);
    };
    let (book, file_name) = {
        let host = host.borrow();
        let Some(source) = host.sources.get(file) else { return Ok(()) };
        let Some(book) = source.workbook.clone() else { return Ok(()) };
        (book, source.name.clone())
    };
    let sheet = workbook::text(&book, &file_name, Some(name)).await?;
    let head = head_of(&sheet.text).await?;
    let mut host = host.borrow_mut();
    let sheets = WorkbookSheets { names: sheet.sheets.names, chosen: sheet.sheets.chosen };
    host.project.reopen(file, sheet.text.size() as u64, &head, sheets)?;
    if let Some(source) = host.sources.get_mut(file) {
        source.text = sheet.text;
    }
    Ok(())
}

async fn head_of(blob: &Blob) -> Result<Vec<u8>, UserError> {
    let end = blob.size().min(Project::HEAD_BYTES as f64);
    Ok(arrived(bytes_of(blob, 0.0, end)?).await?.to_vec())
}

/// By its first bytes, whatever its name: a zip archive (XLSX, XLSB, ODS) or a compound file (XLS,
/// or a workbook behind a password).
fn is_workbook(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}
