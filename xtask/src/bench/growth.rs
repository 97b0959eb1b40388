//! How time and memory grow with the order lines: no step may grow faster than the file.

use super::Plan;
use super::contender::{Contender, Run};
use super::rows::{Rows, median};
use super::workload;
use crate::workspace::Workspace;
use anyhow::Result;
use std::path::Path;

/// Order lines of the workloads, ascending.
const SIZES: [u64; 4] = [100_000, 300_000, 1_000_000, 3_000_000];

/// From the third size to the fourth, times may grow by this much more than the file does, for
/// caches that no longer hold what they held.
const TOLERANCE: f64 = 1.2;

/// What a size took.
struct Size {
    lines: u64,
    file_mb: f64,
    native_ms: f64,
    page_ms: f64,
    worker_mb: f64,
    tab_mb: f64,
}

pub(super) fn measure(
    workspace: &Workspace,
    shared: &Path,
    plan: &Plan,
    rows: &mut Rows,
) -> Result<()> {
    println!("Growth: {SIZES:?} order lines, {} rounds", plan.rounds);
    let program = workspace.build_terminal_program()?;
    let mut sizes = Vec::new();
    for lines in SIZES {
        let workload = workload::prepare(workspace, shared, lines)?;
        let (mut native, mut page) = (Vec::new(), Vec::new());
        for _ in 0..plan.rounds {
            native.push(Contender::TenfoldNative.run(workspace, &workload, &program)?);
            page.push(Contender::TenfoldPage.run(workspace, &workload, &program)?);
        }
        let of = |runs: &[Run], value: &dyn Fn(&Run) -> f64| {
            median(&runs.iter().map(value).collect::<Vec<_>>())
        };
        sizes.push(Size {
            lines,
            file_mb: workload.file_bytes()? as f64 / 1e6,
            native_ms: of(&native, &|run| run.total_ms),
            page_ms: of(&page, &|run| run.total_ms),
            worker_mb: of(&page, &|run| {
                run.details["worker_memory_mb"].as_f64().unwrap_or(f64::NAN)
            }),
            tab_mb: of(&page, &|run| run.peak_mb),
        });
    }
    println!(
        "  {:>10} {:>9} {:>11} {:>9} {:>11} {:>9}",
        "lines", "file MB", "native ms", "page ms", "worker MB", "tab MB"
    );
    for size in &sizes {
        println!(
            "  {:>10} {:>9.1} {:>11.0} {:>9.0} {:>11.0} {:>9.0}",
            size.lines, size.file_mb, size.native_ms, size.page_ms, size.worker_mb, size.tab_mb
        );
    }
    let [.., million, three] = sizes.as_slice() else {
        return Ok(());
    };
    let file = three.file_mb / million.file_mb;
    for (name, ratio) in [
        ("native time", three.native_ms / million.native_ms),
        ("page time", three.page_ms / million.page_ms),
        ("worker memory", three.worker_mb / million.worker_mb),
        ("the tab's peak memory", three.tab_mb / million.tab_mb),
    ] {
        rows.at_most(
            &format!("growth of {name}, 1 to 3 million lines / growth of the file"),
            ratio / file,
            TOLERANCE,
        );
    }
    Ok(())
}
