//! The project's owner: who may touch it when.

use crate::reading::{self, Reading};
use crate::sources::Source;
use crate::{sources, workbook};
use js_sys::{ArrayBuffer, Uint8Array};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use tenfold_app::engine::protocol::{Reply, Request, Timing};
use tenfold_app::engine::worker::{now, post};
use tenfold_core::project::Project;
use tenfold_core::project::view::{Export, Filter, UserError};
use tenfold_core::settings::CostModel;
use wasm_bindgen::JsValue;

/// A request with its id and attachments.
type Job = (u32, Request, Vec<JsValue>);

#[derive(Default)]
pub(crate) struct Host {
    pub(crate) project: Project,
    /// Where the bytes of each opened file come from.
    pub(crate) sources: Vec<Source>,
    /// What is being read for the next analysis, or was; one a file.
    pub(crate) readings: Vec<Reading>,
    /// Readings begun so far.
    pub(crate) begun: u32,
    /// True when the opened files are what is loaded: the next file starts afresh.
    analysed: bool,
    /// Somebody asked something.
    pub(crate) asked: bool,
    version: u32,
    line: VecDeque<Job>,
    working: bool,
}

pub(crate) type Shared = Rc<RefCell<Host>>;

/// Takes a message in.
pub(crate) fn receive(host: &Shared, id: u32, request: Request, attachments: Vec<JsValue>) {
    host.borrow_mut().asked = true;
    match request {
        Request::Cancel => {
            host.borrow_mut().readings.clear();
            post(id, Reply::Done, &[]);
        }
        Request::GetSettings
        | Request::Overview { .. }
        | Request::Pools { .. }
        | Request::Quality
        | Request::Doctor
        | Request::Table { .. }
        | Request::Explain { .. }
        | Request::Demand
        | Request::CustomerMap { .. }
        | Request::OrderSizes { .. }
        | Request::Behaviour { .. }
        | Request::Similar { .. } => {
            let reply = question(&mut host.borrow_mut(), request);
            post(
                id,
                reply.unwrap_or_else(|error| Reply::Failed { error }),
                &[],
            );
        }
        request => {
            let mut waiting = host.borrow_mut();
            waiting.line.push_back((id, request, attachments));
            if !std::mem::replace(&mut waiting.working, true) {
                wasm_bindgen_futures::spawn_local(work(host.clone()));
            }
        }
    }
}

/// Does what waits in line, one after the other.
async fn work(host: Shared) {
    loop {
        let next = host.borrow_mut().line.pop_front();
        let Some((id, request, attachments)) = next else {
            host.borrow_mut().working = false;
            return;
        };
        match task(&host, id, request, attachments).await {
            Ok((reply, buffers)) => post(id, reply, &buffers),
            Err(error) => post(id, Reply::Failed { error }, &[]),
        }
    }
}

fn question(host: &mut Host, request: Request) -> Result<Reply, UserError> {
    let version = host.version;
    let project = &mut host.project;
    Ok(match request {
        Request::GetSettings => Reply::Settings {
            settings: project.settings().clone(),
        },
        Request::Overview { filter } => Reply::Overview {
            version,
            overview: Box::new(project.overview(&filter)?),
        },
        Request::Pools { over_lines } => Reply::Pools {
            pools: project.pools(over_lines)?,
        },
        Request::Quality => Reply::Quality {
            quality: project.quality(),
        },
        Request::Doctor => Reply::Doctor {
            doctor: Box::new(project.doctor()?),
        },
        Request::Table {
            query,
            start,
            count,
        } => Reply::Table {
            page: project.table(&query, start, count)?,
        },
        Request::Explain { subject, filter } => Reply::Explain {
            explanation: Box::new(project.explain(&subject, &filter)?),
        },
        Request::Demand => Reply::Demand {
            profile: Box::new(project.demand()?),
        },
        Request::CustomerMap { filter } => Reply::CustomerMap {
            map: project.customer_map(&filter)?,
        },
        Request::OrderSizes { filter } => Reply::OrderSizes {
            sizes: project.order_sizes(&filter)?,
        },
        Request::Behaviour { filter } => Reply::Behaviour {
            behaviour: project.behaviour(&filter)?,
        },
        Request::Similar { filter } => Reply::Similar {
            similar: project.similar_customers(&filter)?,
        },
        // The others change something and were put in line by `receive`.
        _ => Reply::Done,
    })
}

async fn task(
    host: &Shared,
    id: u32,
    request: Request,
    attachments: Vec<JsValue>,
) -> Result<(Reply, Vec<ArrayBuffer>), UserError> {
    let reply = match request {
        Request::Open { names } => {
            let fresh = host.borrow().analysed;
            let sources::Opening {
                only_pools,
                adds,
                refused,
            } = sources::open(host, &names, attachments, fresh).await?;
            if !only_pools {
                reading::read_ahead(host);
            }
            let mut host = host.borrow_mut();
            host.analysed &= adds;
            let mut reply = opened(&host, refused);
            if let (true, Reply::Opened { settings, .. }) = (only_pools, &mut reply) {
                // Pools that come alone are for what is loaded; the page decides to apply them.
                settings.cost.pools = host.project.opened_pools();
                settings.cost.model = CostModel::Drivers;
            }
            reply
        }
        Request::CloseOpened => {
            let mut host = host.borrow_mut();
            host.project.close_opened();
            host.sources.clear();
            host.readings.clear();
            host.analysed = false;
            Reply::Done
        }
        Request::ChangeReading { file, change } => {
            sources::change_reading(host, file, change).await?;
            reading::read_ahead(host);
            host.borrow_mut().analysed = false;
            opened(&host.borrow(), Vec::new())
        }
        Request::ImportSettings { text } => {
            host.borrow_mut().project.import_settings(&text)?;
            let loaded = host.borrow().analysed;
            if !loaded {
                reading::read_ahead(host);
            }
            opened(&host.borrow(), Vec::new())
        }
        Request::Analyse => return analyse(host, id).await.map(|reply| (reply, Vec::new())),
        Request::LoadDemo => {
            let start = now();
            let mut host = host.borrow_mut();
            host.project.load_demo()?;
            send_overview(&mut host)?;
            analysed(&mut host, vec![stage("analyse", start)])
        }
        Request::SetSettings { settings } => {
            let start = now();
            let mut host = host.borrow_mut();
            host.project.set_settings(*settings)?;
            if host.project.is_loaded() {
                analysed(&mut host, vec![stage("recompute", start)])
            } else {
                Reply::Settings {
                    settings: host.project.settings().clone(),
                }
            }
        }
        Request::Export { export } => return write(host, export).await,
        Request::Next(request) => question(&mut host.borrow_mut(), *request)?,
        // Questions never wait in line.
        _ => Reply::Done,
    };
    Ok((reply, Vec::new()))
}

async fn analyse(host: &Shared, id: u32) -> Result<Reply, UserError> {
    let start = now();
    let before = host.borrow().project.opened();
    let Some(tables) = reading::read(host, id).await? else {
        return Ok(Reply::Stopped);
    };
    let read = stage("read", start);
    let start = now();
    post(
        id,
        Reply::Progress {
            label: "Analysing".to_owned(),
            done: 0,
            total: 0,
        },
        &[],
    );
    let mut host = host.borrow_mut();
    host.project.analyse_files(tables)?;
    host.analysed = true;
    // The whole columns may have mended how they are read.
    if host.project.opened() != before {
        post(0, opened(&host, Vec::new()), &[]);
    }
    send_overview(&mut host)?;
    Ok(analysed(&mut host, vec![read, stage("analyse", start)]))
}

/// Sends what the first screen of new results asks for before it can ask.
fn send_overview(host: &mut Host) -> Result<(), UserError> {
    let overview = Box::new(host.project.overview(&Filter::default())?);
    let version = host.version + 1;
    post(0, Reply::Overview { version, overview }, &[]);
    Ok(())
}

async fn write(host: &Shared, export: Export) -> Result<(Reply, Vec<ArrayBuffer>), UserError> {
    let text = host.borrow_mut().project.export_text(&export)?;
    let Some(file) = text else {
        let (name, tables) = {
            let mut host = host.borrow_mut();
            (host.project.name(), host.project.workbook_tables()?)
        };
        let bytes = workbook::write(tables).await?;
        let name = format!("{}.xlsx", stem(&name));
        let mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned();
        return Ok((Reply::Exported { name, mime }, vec![bytes]));
    };
    let bytes = Uint8Array::from(file.bytes.as_slice()).buffer();
    Ok((
        Reply::Exported {
            name: file.name,
            mime: file.mime.to_owned(),
        },
        vec![bytes],
    ))
}

/// A file's name without the endings of the formats we read.
fn stem(name: &str) -> &str {
    let name = name.strip_suffix(".gz").unwrap_or(name);
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 4 => stem,
        _ => name,
    }
}

fn opened(host: &Host, refused: Vec<UserError>) -> Reply {
    Reply::Opened {
        refused,
        files: host.project.opened(),
        settings: host.project.settings().clone(),
    }
}

fn analysed(host: &mut Host, timings: Vec<Timing>) -> Reply {
    host.version += 1;
    Reply::Analysed {
        version: host.version,
        name: host.project.name(),
        settings: host.project.settings().clone(),
        timings,
    }
}

fn stage(name: &str, start: f64) -> Timing {
    Timing {
        stage: name.to_owned(),
        milliseconds: now() - start,
    }
}
