//! Reads the opened file of order lines whole, slice by slice: the next slices are on their way while one is
//! parsed, and messages get in between them.

use crate::host::Shared;
use std::collections::VecDeque;
use tenfold_app::engine::protocol::Reply;
use tenfold_app::engine::worker::{arrived, bytes_of, now, post};
use tenfold_core::project::view::UserError;
use tenfold_core::project::{ReadOutcome, read_error};
use tenfold_core::read::{LineReader, OrderTable};
use web_sys::Blob;

const SLICE: f64 = 8.0 * 1024.0 * 1024.0;
/// Slices requested before they are needed.
const AHEAD: usize = 2;
/// Milliseconds between two reports of progress.
const REPORT_EVERY: f64 = 100.0;
/// Times a file is read again when its columns spoke against the plan.
const AGAIN: u32 = 2;

/// Reads the opened file of order lines; `None` when it was stopped.
pub(crate) async fn read(host: &Shared, id: u32) -> Result<Option<OrderTable>, UserError> {
    let (file, name, text) = {
        let host = host.borrow();
        let file = host.project.line_file()?;
        let Some(source) = host.sources.get(file) else {
            return Ok(None);
        };
        (file, source.name.clone(), source.text.clone())
    };
    for attempt in 0..=AGAIN {
        let label = if attempt == 0 {
            format!("Reading {name}")
        } else {
            format!("Reading {name} again")
        };
        let mut progress = Progress {
            id,
            label,
            total: text.size() as u64,
            reported: 0.0,
        };
        let mut reader = host.borrow().project.reader(file)?;
        if !feed(host, &mut reader, &text, &name, &mut progress).await? {
            return Ok(None);
        }
        let outcome = host.borrow_mut().project.finish_reading(file, reader)?;
        if let ReadOutcome::Table(table) = outcome {
            return Ok(Some(*table));
        }
    }
    Err(UserError {
        title: format!("“{name}” could not be read"),
        detail: "Its columns contradict each other: no single way of reading numbers and dates fits all of them".to_owned(),
        remedy: "Set the decimal sign and the date order of the file by hand, then analyse again".to_owned(),
    })
}

/// Feeds the reader the whole text; false when it was stopped.
async fn feed(
    host: &Shared,
    reader: &mut LineReader,
    text: &Blob,
    name: &str,
    progress: &mut Progress,
) -> Result<bool, UserError> {
    let size = text.size();
    let mut requested = 0.0;
    let mut read = 0;
    let mut underway = VecDeque::with_capacity(AHEAD + 1);
    loop {
        while underway.len() <= AHEAD && requested < size {
            let end = (requested + SLICE).min(size);
            underway.push_back(bytes_of(text, requested, end)?);
            requested = end;
        }
        let Some(next) = underway.pop_front() else {
            return Ok(true);
        };
        let slice = arrived(next).await?;
        if host.borrow().stop {
            return Ok(false);
        }
        let length = slice.length() as usize;
        // Straight from the browser's buffer into the reader's.
        slice.copy_to(reader.space(length));
        reader
            .advance(length)
            .map_err(|error| read_error(name, &error))?;
        read += length as u64;
        progress.report(read);
    }
}

struct Progress {
    /// The request that is being answered.
    id: u32,
    label: String,
    total: u64,
    reported: f64,
}

impl Progress {
    fn report(&mut self, done: u64) {
        let time = now();
        if time - self.reported < REPORT_EVERY {
            return;
        }
        self.reported = time;
        post(
            self.id,
            Reply::Progress {
                label: self.label.clone(),
                done,
                total: self.total,
            },
            &[],
        );
    }
}
