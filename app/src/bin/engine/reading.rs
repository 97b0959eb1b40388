//! Reads the opened files whole, one after the other, piece by piece: the next ones are on their way
//! while one is parsed, and messages get in between them. Reading begins as soon as the files are
//! opened, while the user looks at the mapping; a correction begins anew what it concerns.

use crate::host::{Host, Shared};
use futures_channel::oneshot;
use tenfold_app::engine::protocol::Reply;
use tenfold_app::engine::worker::{Stream, breathe, now, of_file, post};
use tenfold_core::project::view::UserError;
use tenfold_core::project::{ReadOutcome, read_error};
use tenfold_core::read::{LineReader, OrderTable};
use tenfold_core::settings::ReadingPlan;
use web_sys::Blob;

/// Milliseconds between two reports of progress.
const REPORT_EVERY: f64 = 100.0;
/// Milliseconds of reading before messages are let in.
const WITHOUT_BREATH: f64 = 30.0;
/// Times a file is read again when its columns spoke against the plan.
const AGAIN: u32 = 2;

/// A reading under way, or done and waiting to be asked for. Taking it out of the host ends it.
pub(crate) struct Reading {
    number: u32,
    file: usize,
    name: String,
    plan: ReadingPlan,
    text: Blob,
    /// Bytes read so far.
    done: u64,
    reported: f64,
    /// The request that waits for it, what it is told, and how it is woken.
    asked: Option<Asked>,
    /// What came of it.
    end: Option<Result<LineReader, UserError>>,
}

struct Asked {
    id: u32,
    label: String,
    /// Dropped with the reading, which tells that it was stopped.
    wake: oneshot::Sender<()>,
}

/// Begins to read what the next analysis would read. Readings of the same text by the same plan go
/// on. Files that can't be analysed as they stand are left alone: what is wrong with them is said
/// when their analysis is asked for.
pub(crate) fn read_ahead(host: &Shared) {
    let mut waiting = host.borrow_mut();
    let Ok(files) = waiting.project.files_to_read() else {
        waiting.readings.clear();
        return;
    };
    waiting
        .readings
        .retain(|reading| files.contains(&reading.file));
    drop(waiting);
    for file in files {
        // What goes wrong is found again by `read`, which reports it.
        let _ = begin(host, file);
    }
}

fn begin(host: &Shared, file: usize) -> Result<(), UserError> {
    let mut waiting = host.borrow_mut();
    let before = waiting.readings.iter().position(|r| r.file == file);
    let before = before.map(|at| waiting.readings.remove(at));
    let reader = waiting.project.reader(file)?;
    let plan = reader.plan().clone();
    let Some(source) = waiting.sources.get(file) else {
        return Ok(());
    };
    let (name, text) = (source.name.clone(), source.text.clone());
    if let Some(before) = before
        && (&before.plan, &before.text) == (&plan, &text)
        && before.name == name
    {
        waiting.readings.push(before);
        return Ok(());
    }
    waiting.begun += 1;
    let number = waiting.begun;
    waiting.readings.push(Reading {
        number,
        file,
        name: name.clone(),
        plan,
        text: text.clone(),
        done: 0,
        reported: 0.0,
        asked: None,
        end: None,
    });
    let host = host.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let end = feed(&host, number, reader, &text, &name).await;
        // Nobody wants it any more where another reading took its place.
        if let (Some(end), Some(reading)) = (end, current(&mut host.borrow_mut(), number)) {
            reading.end = Some(end);
            if let Some(asked) = reading.asked.take() {
                // The request may be gone with its page.
                let _ = asked.wake.send(());
            }
        }
    });
    Ok(())
}

fn current(host: &mut Host, number: u32) -> Option<&mut Reading> {
    let mut readings = host.readings.iter_mut();
    readings.find(|reading| reading.number == number)
}

/// Reads the opened files to their ends, each with its number; `None` when they were stopped.
pub(crate) async fn read(
    host: &Shared,
    id: u32,
) -> Result<Option<Vec<(usize, OrderTable)>>, UserError> {
    let files = host.borrow().project.files_to_read()?;
    let mut tables = Vec::new();
    for file in files {
        let Some(table) = read_one(host, id, file).await? else {
            return Ok(None);
        };
        tables.push((file, table));
    }
    Ok(Some(tables))
}

async fn read_one(host: &Shared, id: u32, file: usize) -> Result<Option<OrderTable>, UserError> {
    for attempt in 0..=AGAIN {
        begin(host, file)?;
        if !finished(host, id, file, attempt > 0).await {
            return Ok(None);
        }
        let mut host = host.borrow_mut();
        let Some(at) = host.readings.iter().position(|r| r.file == file) else {
            return Ok(None);
        };
        let Some(end) = host.readings.remove(at).end else {
            return Ok(None);
        };
        if let ReadOutcome::Table(table) = host.project.finish_reading(file, end?)? {
            return Ok(Some(*table));
        }
    }
    let host = host.borrow();
    let name = host.sources.get(file).map_or("", |source| &source.name);
    Err(UserError {
        title: format!("“{name}” could not be read"),
        detail: "Its columns contradict each other: no single way of reading numbers and dates fits all of them".to_owned(),
        remedy: "Set the decimal sign and the date order of the file by hand, then analyse again".to_owned(),
    })
}

/// Waits for the reading to end, which reports its progress to request `id`; false when it was
/// stopped.
async fn finished(host: &Shared, id: u32, file: usize, again: bool) -> bool {
    let (wake, woken) = oneshot::channel();
    {
        let mut waiting = host.borrow_mut();
        let mut readings = waiting.readings.iter_mut();
        match readings.find(|reading| reading.file == file) {
            None => return false,
            Some(Reading { end: Some(_), .. }) => return true,
            Some(reading) => {
                let again = if again { " again" } else { "" };
                reading.asked = Some(Asked {
                    id,
                    label: format!("Reading {}{again}", reading.name),
                    wake,
                });
            }
        }
    }
    woken.await.is_ok()
}

/// Feeds the reader the whole text; `None` when the reading was stopped.
async fn feed(
    host: &Shared,
    number: u32,
    mut reader: LineReader,
    text: &Blob,
    name: &str,
) -> Option<Result<LineReader, UserError>> {
    let mut stream = match Stream::of(text) {
        Ok(stream) => stream,
        Err(error) => return Some(Err(of_file(name, error))),
    };
    let mut breathed = now();
    loop {
        let next = stream.next().await;
        current(&mut host.borrow_mut(), number)?;
        let bytes = match next {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Some(Ok(reader)),
            Err(error) => return Some(Err(of_file(name, error))),
        };
        let length = bytes.length() as usize;
        // Straight from the browser's buffer into the reader's.
        bytes.copy_to(reader.space(length));
        if let Err(error) = reader.advance(length) {
            return Some(Err(read_error(name, &error)));
        }
        current(&mut host.borrow_mut(), number)?.progress(length as u64);
        // Pieces that are there already come without a pause in which messages could.
        if now() - breathed > WITHOUT_BREATH {
            breathe().await;
            breathed = now();
        }
    }
}

impl Reading {
    fn progress(&mut self, bytes: u64) {
        self.done += bytes;
        let time = now();
        let Some(asked) = &self.asked else { return };
        if time - self.reported < REPORT_EVERY {
            return;
        }
        self.reported = time;
        post(
            asked.id,
            Reply::Progress {
                label: asked.label.clone(),
                done: self.done,
                total: self.text.size() as u64,
            },
            &[],
        );
    }
}
