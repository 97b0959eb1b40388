//! Workload W1: a million order lines, from the file to the results, against the contenders.

use super::Plan;
use super::agree;
use super::contender::{Contender, Run};
use super::rows::{Rows, median};
use super::workload::Workload;
use crate::command::capture;
use crate::workspace::Workspace;
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::fs;

/// Runs of every contender, in the order of `Contender::ALL`.
type Runs = [Vec<Run>; Contender::ALL.len()];

/// Measures in interleaved rounds, so that a slow minute of the machine meets everybody.
pub(super) fn measure(
    workspace: &Workspace,
    workload: &Workload,
    plan: &Plan,
    rows: &mut Rows,
) -> Result<()> {
    println!("W1: {} order lines, {} rounds", workload.lines, plan.rounds);
    warn_of_load();
    let program = workspace.build_terminal_program()?;
    let reference = reference(workspace, workload)?;
    let mut runs = Runs::default();
    for round in 0..plan.rounds {
        for turn in 0..Contender::ALL.len() {
            let position = (turn + round) % Contender::ALL.len();
            let contender = Contender::ALL[position];
            let run = contender.run(workspace, workload, &program)?;
            println!(
                "  round {} {:<28} {:>9.1} ms {:>8} MB  {}",
                round + 1,
                contender.label(),
                run.total_ms,
                megabytes(run.peak_mb),
                stages(&run.details)
            );
            if let Some(results) = &run.results {
                let ours: Value = serde_json::from_slice(&fs::read(results)?)?;
                agree::check(&ours, &reference).with_context(|| contender.label())?;
            }
            runs[position].push(run);
        }
    }
    println!("  our results are the reference's, natively and in the page");
    judge(&runs, workload, rows)
}

/// Holds the medians against the bars.
fn judge(runs: &Runs, workload: &Workload, rows: &mut Rows) -> Result<()> {
    let of = |contender: Contender, value: &dyn Fn(&Run) -> f64| {
        let position = Contender::ALL.iter().position(|other| *other == contender);
        let runs = position
            .map(|position| &runs[position])
            .into_iter()
            .flatten();
        median(&runs.map(value).collect::<Vec<_>>())
    };
    let time = |contender| of(contender, &|run: &Run| run.total_ms);
    let peak = |contender| of(contender, &|run: &Run| run.peak_mb);
    let detail = |name: &'static str| {
        of(Contender::TenfoldPage, &move |run: &Run| {
            run.details[name].as_f64().unwrap_or(f64::NAN)
        })
    };

    println!("\n  medians");
    for contender in Contender::ALL {
        println!(
            "  {:<28} {:>9.1} ms {:>8} MB",
            contender.label(),
            time(contender),
            megabytes(peak(contender))
        );
    }
    let page = time(Contender::TenfoldPage);
    let native = time(Contender::TenfoldNative);
    rows.at_most(
        "page / duckdb-wasm-eh, time",
        page / time(Contender::DuckDbWasm),
        0.25,
    );
    rows.at_most(
        "page / plainjs-bytes, time",
        page / time(Contender::PlainJavaScript),
        0.8,
    );
    rows.at_most(
        "native / polars-1t, time",
        native / time(Contender::PolarsOneThread),
        0.6,
    );
    rows.at_most(
        "native / rust-columns, time",
        native / time(Contender::RustColumns),
        2.5,
    );
    rows.at_most("page / native, time", page / native, 1.6);
    let file_mb = workload.file_bytes()? as f64 / 1e6;
    rows.at_most(
        "worker memory / file size",
        detail("worker_memory_mb") / file_mb,
        1.5,
    );
    rows.at_most(
        "page / plainjs-bytes, peak memory of the tab",
        peak(Contender::TenfoldPage) / peak(Contender::PlainJavaScript),
        1.0,
    );
    rows.at_most(
        "longest main-thread task while reading, ms",
        detail("longest_task_ms"),
        50.0,
    );
    Ok(())
}

/// What the yardstick of the shared folder makes of the file.
fn reference(workspace: &Workspace, workload: &Workload) -> Result<Value> {
    let floor = workload.folder.join("rust/target/release/w1floor");
    let text = capture(workspace.command(floor).arg(&workload.file))?;
    let report: Value = serde_json::from_str(text.lines().last().unwrap_or_default())?;
    Ok(report["result"].clone())
}

/// A memory size; a dash where it was not measured.
fn megabytes(value: f64) -> String {
    if value.is_nan() {
        "-".to_owned()
    } else {
        format!("{value:.1}")
    }
}

/// Every figure that a contender reports in milliseconds, besides the total.
fn stages(details: &Value) -> String {
    let own = details.as_object().into_iter().flatten();
    let inner = details["stages"].as_object().into_iter().flatten();
    own.chain(inner)
        .filter(|(name, _)| name.ends_with("_ms") && *name != "total_ms")
        .filter_map(|(name, value)| Some(format!("{name} {:.0}", value.as_f64()?)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Ratios stand a busy machine better than times do, but not any busy machine.
fn warn_of_load() {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    if let Some(load) = load
        .split(' ')
        .next()
        .and_then(|text| text.parse::<f64>().ok())
        && load > 0.7
    {
        println!("  WARNING: the load average is {load}: times are indicative only");
    }
}
