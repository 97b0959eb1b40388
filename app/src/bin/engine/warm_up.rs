//! Reads and analyses a small made-up file before anybody asks for anything. Browsers begin with
//! code that was compiled fast and runs slowly, and replace a function's code after it has run for
//! a while; without this, the user's own file would be what it runs on.

use crate::host::Shared;
use std::io::Write;
use tenfold_app::engine::protocol::Reply;
use tenfold_app::engine::worker::{breathe, post};
use tenfold_core::json;
use tenfold_core::project::view::{Against, Filter, TableKind, TableQuery, UserError};
use tenfold_core::project::{OpenedFile, Project, ReadOutcome};

/// Lines of the file, and times it is read: enough for every loop to be noticed.
const LINES: u32 = 30_000;
const READINGS: u32 = 4;
/// Changes of a limit after them.
const CHANGES: u32 = 15;
/// Bytes read before messages get in between.
const STEP: usize = 1 << 19;

/// Works until it is done or somebody asks something.
pub(crate) async fn warm_up(host: Shared) {
    // What goes wrong here is nobody's loss.
    let _ = work(&host).await;
}

async fn work(host: &Shared) -> Result<(), UserError> {
    if asked(host).await {
        return Ok(());
    }
    let text = lines();
    let mut warm = Project::default();
    for reading in 1..=READINGS {
        let head = &text[..text.len().min(Project::HEAD_BYTES)];
        let mut project = Project::default();
        project.add(OpenedFile::open("", text.len() as u64, head, None)?);
        let mut reader = project.reader(0)?;
        for slice in text.chunks(STEP) {
            if reader.push(slice).is_err() || asked(host).await {
                return Ok(());
            }
        }
        let ReadOutcome::Table(table) = project.finish_reading(0, reader)? else {
            return Ok(());
        };
        project.analyse(*table)?;
        if asked(host).await {
            return Ok(());
        }
        let overview = Box::new(project.overview(&Filter::default())?);
        let reply = Reply::Overview {
            version: 0,
            overview,
        };
        if reading == READINGS {
            post(0, reply, &[]);
        } else {
            let _ = json::to_string(&reply);
        }
        let query = TableQuery {
            kind: TableKind::Customers,
            filter: Filter::default(),
            sort: None,
            search: String::new(),
        };
        let page = project.table(&query, 0, 100)?;
        let _ = json::to_string(&Reply::Table { page });
        if asked(host).await {
            return Ok(());
        }
        warm = project;
    }
    // What comes first is warm; what users do then follows.
    for change in 1..=CHANGES {
        change_limit(&mut warm, f64::from(change) * 0.01)?;
        if asked(host).await {
            return Ok(());
        }
    }
    Ok(())
}

/// What a limit that is dragged asks for.
fn change_limit(project: &mut Project, by: f64) -> Result<(), UserError> {
    let mut settings = project.settings().clone();
    let before = settings.demand.clone();
    settings.demand.abc_limits[0] -= by;
    project.set_settings(settings)?;
    let overview = Box::new(project.overview(&Filter::default())?);
    let _ = json::to_string(&Reply::Overview {
        version: 0,
        overview,
    });
    let profile = Box::new(project.demand()?);
    let _ = json::to_string(&Reply::Demand { profile });
    let against = Against::Settings(Box::new(before));
    let query = TableQuery {
        kind: TableKind::Flips { against },
        filter: Filter::default(),
        sort: None,
        search: String::new(),
    };
    let page = project.table(&query, 0, 100)?;
    let _ = json::to_string(&Reply::Table { page });
    Ok(())
}

/// Lets messages in, and says whether one came.
async fn asked(host: &Shared) -> bool {
    breathe().await;
    host.borrow().asked
}

/// Order lines as ERP systems export them, four to an order.
fn lines() -> Vec<u8> {
    let mut text =
        b"Order,Date,Customer,Customer name,Item,Family,Channel,Quantity,Unit price,Net sales,Cost of goods,Weight,Returned\n"
            .to_vec();
    let mut state = 1_u32;
    for line in 0..LINES {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let (order, customer, item) = (line / 4, (state >> 9) % 400, (state >> 17) % 4_000);
        let (month, day) = (order * 24 / (LINES / 4), order % 28 + 1);
        let (quantity, price) = (state % 40 + 1, f64::from(state % 9_000) / 100.0 + 1.0);
        let sales = f64::from(quantity) * price;
        // Writing to a vector can't fail.
        let _ = writeln!(
            text,
            "S{order:07},{}-{:02}-{day:02},C{customer:05},\"Customer, {customer}\",P{item:06},Family {},web,{quantity},{price:.2},{sales:.2},{:.2},{:.3},0",
            2023 + month / 12,
            month % 12 + 1,
            item % 12,
            sales * 0.7,
            sales / 3.0,
        );
    }
    text
}
