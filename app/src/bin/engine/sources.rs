//! Where the bytes of the opened files come from: the file itself, or the text of a workbook's
//! sheet.

use crate::host::Shared;
use crate::workbook;
use tenfold_app::engine::worker::{arrived, bytes_of};
use tenfold_core::project::view::{FilePreview, FileRole, ReadingChange, UserError};
use tenfold_core::project::{Project, WorkbookSheets};
use tenfold_core::read::workbook::looks_like_workbook;
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

/// Everything `Project::open` wants to know of a file.
struct Candidate {
    source: Source,
    head: Vec<u8>,
    sheets: Option<WorkbookSheets>,
}

impl Candidate {
    fn open_in(&self, project: &mut Project) -> Result<(), UserError> {
        let sheets = self.sheets.as_ref().map(|sheets| WorkbookSheets {
            names: sheets.names.clone(),
            chosen: sheets.chosen.clone(),
        });
        project.open(
            &self.source.name,
            self.source.text.size() as u64,
            &self.head,
            sheets,
        )
    }
}

/// Opens files, all of them or, where one can't be, none. Order lines take the place of order lines
/// opened before; `fresh` closes those in any case. True when the files are cost pools only.
pub(crate) async fn open(
    host: &Shared,
    names: &[String],
    attachments: Vec<JsValue>,
    fresh: bool,
) -> Result<bool, UserError> {
    let mut candidates = Vec::new();
    // Tried in a project of their own first.
    let mut trial = Project::default();
    for (name, attachment) in names.iter().zip(attachments) {
        let Ok(file) = attachment.dyn_into::<File>() else {
            continue;
        };
        let candidate = candidate(name, file).await?;
        candidate.open_in(&mut trial)?;
        candidates.push(candidate);
    }
    let is_pools = |file: &FilePreview| file.role == FileRole::CostPools;
    let only_pools = trial.opened().iter().all(is_pools);
    if !only_pools {
        let previews = host.borrow().project.opened();
        let mut kept = Vec::new();
        for (source, preview) in host.borrow_mut().sources.drain(..).zip(&previews) {
            if is_pools(preview) && !fresh {
                kept.push(source);
            }
        }
        host.borrow_mut().project.close_opened();
        for source in kept {
            let candidate = Candidate {
                head: head_of(&source.text).await?,
                source,
                sheets: None,
            };
            adopt(host, candidate)?;
        }
    }
    for candidate in candidates {
        adopt(host, candidate)?;
    }
    Ok(only_pools)
}

async fn candidate(name: &str, file: File) -> Result<Candidate, UserError> {
    let head = head_of(&file).await?;
    if !looks_like_workbook(&head) {
        let source = Source {
            name: name.to_owned(),
            text: file.into(),
            workbook: None,
        };
        return Ok(Candidate {
            source,
            head,
            sheets: None,
        });
    }
    let sheet = workbook::text(&file, name, None).await?;
    let head = head_of(&sheet.text).await?;
    let source = Source {
        name: name.to_owned(),
        text: sheet.text,
        workbook: Some(file.into()),
    };
    Ok(Candidate {
        source,
        head,
        sheets: Some(sheet.sheets),
    })
}

fn adopt(host: &Shared, candidate: Candidate) -> Result<(), UserError> {
    let mut host = host.borrow_mut();
    candidate.open_in(&mut host.project)?;
    host.sources.push(candidate.source);
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
