//! A changed pool at a million order lines: from the change to the repainted page.

use super::rows::{Rows, percentile};
use super::workload::Workload;
use crate::command::capture;
use crate::test::page_address;
use crate::workspace::Workspace;
use anyhow::{Context as _, Result};
use serde_json::Value;

pub(super) fn measure(workspace: &Workspace, workload: &Workload, rows: &mut Rows) -> Result<()> {
    println!(
        "Recompute: a changed setting, {} order lines",
        workload.lines
    );
    let text = capture(
        workspace
            .node("bench/recompute.mjs")
            .arg(&workload.file)
            .arg(&workload.settings)
            .env("TENFOLD_AT_ROOT", page_address(workspace)?)
            .env("CHROMIUM", crate::tools::chromium()),
    )?;
    let report: Value = serde_json::from_str(text.lines().last().unwrap_or_default())?;
    for (name, times) in report.as_object().context("the page reports no times")? {
        let times: Vec<f64> = times
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_f64)
            .collect();
        let middle = percentile(&times, 0.5);
        println!("  {name}: {} changes, median {middle:.1} ms", times.len());
        rows.at_most(
            &format!("{name}, to repainted, p95 in ms"),
            percentile(&times, 0.95),
            50.0,
        );
    }
    Ok(())
}
