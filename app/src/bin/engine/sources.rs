//! Where the bytes of the opened files come from: the file itself, or the text of a workbook's
//! sheet.

use crate::host::Shared;
use crate::workbook;
use tenfold_app::engine::worker::{arrived, bytes_of};
use tenfold_core::project::view::{FileRole, ReadingChange, UserError};
use tenfold_core::project::{OpenedFile, Project, WorkbookSheets};
use tenfold_core::read::workbook::looks_like_workbook;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, File};

/// So many bytes tell a workbook from text.
const MAGIC_BYTES: f64 = 4096.0;

/// One opened file.
pub(crate) struct Source {
    pub(crate) name: String,
    /// What is read: the file, or the text of the chosen sheet.
    pub(crate) text: Blob,
    /// The workbook that the text was taken from.
    workbook: Option<Blob>,
}

/// A file that was looked at, and where its bytes come from.
struct Candidate {
    source: Source,
    file: OpenedFile,
}

impl Candidate {
    async fn new(source: Source, sheets: Option<WorkbookSheets>) -> Result<Candidate, UserError> {
        let head = head_of(&source.text).await?;
        let size = source.text.size() as u64;
        let file = OpenedFile::open(&source.name, size, &head, sheets)?;
        Ok(Candidate { source, file })
    }
}

/// What came of opening files.
pub(crate) struct Opening {
    /// The files are cost pools and nothing else.
    pub(crate) only_pools: bool,
    /// Files that can't be opened.
    pub(crate) refused: Vec<UserError>,
}

/// Opens the files that can be; an error where none can. Order lines take the place of order lines
/// opened before; `fresh` closes those in any case.
pub(crate) async fn open(
    host: &Shared,
    names: &[String],
    attachments: Vec<JsValue>,
    fresh: bool,
) -> Result<Opening, UserError> {
    let mut candidates = Vec::new();
    let mut refused = Vec::new();
    for (name, attachment) in names.iter().zip(attachments) {
        let Ok(file) = attachment.dyn_into::<File>() else {
            continue;
        };
        match candidate(name, file).await {
            Ok(candidate) => candidates.push(candidate),
            Err(error) => refused.push(error),
        }
    }
    if candidates.is_empty()
        && let Some(error) = refused.pop()
    {
        return Err(error);
    }
    let only_pools = candidates
        .iter()
        .all(|candidate| candidate.file.role() == FileRole::CostPools);
    if !only_pools {
        let previews = host.borrow().project.opened();
        let mut kept = Vec::new();
        for (source, preview) in host.borrow_mut().sources.drain(..).zip(&previews) {
            if preview.role == FileRole::CostPools && !fresh {
                kept.push(source);
            }
        }
        host.borrow_mut().project.close_opened();
        for source in kept {
            adopt(host, Candidate::new(source, None).await?);
        }
    }
    for candidate in candidates {
        adopt(host, candidate);
    }
    Ok(Opening {
        only_pools,
        refused,
    })
}

async fn candidate(name: &str, file: File) -> Result<Candidate, UserError> {
    let name = name.to_owned();
    let first = arrived(bytes_of(&file, 0.0, file.size().min(MAGIC_BYTES))?).await?;
    if !looks_like_workbook(&first.to_vec()) {
        let source = Source {
            name,
            text: file.into(),
            workbook: None,
        };
        return Candidate::new(source, None).await;
    }
    let sheet = workbook::text(&file, &name, None).await?;
    let source = Source {
        name,
        text: sheet.text,
        workbook: Some(file.into()),
    };
    Candidate::new(source, Some(sheet.sheets)).await
}

fn adopt(host: &Shared, candidate: Candidate) {
    let mut host = host.borrow_mut();
    host.project.add(candidate.file);
    host.sources.push(candidate.source);
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
        let Some(source) = host.sources.get(file) else {
            return Ok(());
        };
        let Some(book) = source.workbook.clone() else {
            return Ok(());
        };
        (book, source.name.clone())
    };
    let sheet = workbook::text(&book, &file_name, Some(name)).await?;
    let head = head_of(&sheet.text).await?;
    let mut host = host.borrow_mut();
    let sheets = WorkbookSheets {
        names: sheet.sheets.names,
        chosen: sheet.sheets.chosen,
    };
    host.project
        .reopen(file, sheet.text.size() as u64, &head, sheets)?;
    if let Some(source) = host.sources.get_mut(file) {
        source.text = sheet.text;
    }
    Ok(())
}

async fn head_of(blob: &Blob) -> Result<Vec<u8>, UserError> {
    let end = blob.size().min(Project::HEAD_BYTES as f64);
    Ok(arrived(bytes_of(blob, 0.0, end)?).await?.to_vec())
}
