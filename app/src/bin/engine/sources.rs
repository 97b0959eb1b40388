//! Where the bytes of the opened files come from: the file itself, or the text of a workbook's
//! sheet.

use crate::host::Shared;
use crate::workbook;
use tenfold_app::engine::worker::{arrived, bytes_of, of_file};
use tenfold_core::project::view::{FileRole, ReadingChange, UserError};
use tenfold_core::project::{OpenedFile, Project, SheetHead};
use tenfold_core::read::workbook::looks_like_workbook;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, File};

/// So many bytes tell a workbook from text.
const MAGIC_BYTES: f64 = 4096.0;

/// One opened file.
pub(crate) struct Source {
    pub(crate) name: String,
    /// The file's own name; that of a sheet is longer.
    origin: String,
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

/// What came of opening files.
pub(crate) struct Opening {
    /// The files are cost pools and nothing else.
    pub(crate) only_pools: bool,
    /// No order lines are among them: they add to what is open.
    pub(crate) adds: bool,
    /// Files that can't be opened.
    pub(crate) refused: Vec<UserError>,
}

/// Opens the files that can be; an error where none can. Order lines take the place of order lines
/// opened before; `fresh` closes all others too. Files that hold none are added.
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
        match candidates_of(name, file).await {
            Ok(found) => candidates.extend(found),
            Err(error) => refused.push(of_file(name, error)),
        }
    }
    if candidates.is_empty()
        && let Some(error) = refused.pop()
    {
        return Err(error);
    }
    let (adds, only_pools) = {
        let mut host = host.borrow_mut();
        // What may be anything does not take the place of order lines that are open.
        let beside_lines = host.project.opens_lines();
        let brings_lines = |c: &Candidate| {
            c.file.role() == FileRole::OrderLines && !(beside_lines && c.file.is_stranger())
        };
        let adds = !candidates.iter().any(brings_lines);
        let is_pools = |c: &Candidate| c.file.role() == FileRole::CostPools;
        let only_pools = candidates.iter().all(is_pools);
        let previews = host.project.opened();
        let kept: Vec<bool> = previews
            .iter()
            .map(|open| {
                let again = candidates.iter().any(|c| c.source.origin == open.origin);
                let replaced = !adds && (fresh || open.role == FileRole::OrderLines);
                !again && !replaced
            })
            .collect();
        let mut at = kept.iter();
        host.sources.retain(|_| at.next() == Some(&true));
        host.project.keep_opened(&kept);
        // Readings know their files by number.
        host.readings.clear();
        for candidate in candidates {
            host.project.add(candidate.file);
            host.sources.push(candidate.source);
        }
        host.project.set_strangers_aside();
        (adds, only_pools)
    };
    Ok(Opening {
        only_pools,
        adds,
        refused,
    })
}

/// A file, or the sheets of a workbook that are of use.
async fn candidates_of(name: &str, file: File) -> Result<Vec<Candidate>, UserError> {
    let first = arrived(bytes_of(&file, 0.0, file.size().min(MAGIC_BYTES))?).await?;
    if !looks_like_workbook(&first.to_vec()) {
        let head = head_of(&file).await?;
        return Ok(vec![Candidate {
            file: OpenedFile::open(name, file.size() as u64, &head, None)?,
            source: Source {
                name: name.to_owned(),
                origin: name.to_owned(),
                text: file.into(),
                workbook: None,
            },
        }]);
    }
    let book = workbook::texts(&file, name).await?;
    let mut heads = Vec::new();
    for (_, text) in &book.sheets {
        heads.push(head_of(text).await?);
    }
    let sheets: Vec<SheetHead> = book
        .sheets
        .iter()
        .zip(&heads)
        .map(|((name, text), head)| SheetHead {
            name,
            size_bytes: text.size() as u64,
            head,
        })
        .collect();
    let opened = OpenedFile::open_workbook(name, &book.names, &sheets, book.likely)?;
    Ok(opened
        .into_iter()
        .map(|(at, opened)| Candidate {
            source: Source {
                name: opened.name().to_owned(),
                origin: name.to_owned(),
                text: book.sheets[at].1.clone(),
                workbook: Some(file.clone().into()),
            },
            file: opened,
        })
        .collect())
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
        (book, source.origin.clone())
    };
    let sheet = workbook::text(&book, &file_name, name).await?;
    let head = head_of(&sheet.text).await?;
    let mut host = host.borrow_mut();
    let size = sheet.text.size() as u64;
    let name = host.project.reopen(file, size, &head, sheet.sheets)?;
    if let Some(source) = host.sources.get_mut(file) {
        source.name = name;
        source.text = sheet.text;
    }
    Ok(())
}

async fn head_of(blob: &Blob) -> Result<Vec<u8>, UserError> {
    let end = blob.size().min(Project::HEAD_BYTES as f64);
    Ok(arrived(bytes_of(blob, 0.0, end)?).await?.to_vec())
}
