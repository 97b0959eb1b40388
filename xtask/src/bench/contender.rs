//! One run of one contender, ourselves included.

use super::workload::Workload;
use crate::command::{capture, shown};
use crate::test::page_address;
use crate::workspace::Workspace;
use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Contender {
    /// `tenfold run`, one thread.
    TenfoldNative,
    /// The page in Chromium, through its file input.
    TenfoldPage,
    /// The hand-written floor that keeps every column.
    RustColumns,
    PolarsOneThread,
    /// Hand-written JavaScript in a worker.
    PlainJavaScript,
    DuckDbWasm,
}

/// What one run took.
pub(super) struct Run {
    pub(super) total_ms: f64,
    /// Highest resident memory of the process that did the work.
    pub(super) peak_mb: f64,
    /// The contender's own words on it, results included.
    pub(super) details: Value,
    /// Our results file; the others have theirs in `details`.
    pub(super) results: Option<PathBuf>,
}

impl Contender {
    pub(super) const ALL: [Contender; 6] = [
        Contender::TenfoldNative,
        Contender::TenfoldPage,
        Contender::RustColumns,
        Contender::PolarsOneThread,
        Contender::PlainJavaScript,
        Contender::DuckDbWasm,
    ];

    pub(super) fn label(self) -> &'static str {
        match self {
            Contender::TenfoldNative => "tenfold, native",
            Contender::TenfoldPage => "tenfold, page in Chromium",
            Contender::RustColumns => "rust-columns",
            Contender::PolarsOneThread => "polars-1t",
            Contender::PlainJavaScript => "plainjs-bytes",
            Contender::DuckDbWasm => "duckdb-wasm-eh",
        }
    }

    pub(super) fn run(
        self,
        workspace: &Workspace,
        workload: &Workload,
        program: &Path,
    ) -> Result<Run> {
        let file = workload.file.as_os_str();
        let in_folder = |program: &Path| {
            let mut command = workspace.command(program);
            command.current_dir(&workload.folder);
            command
        };
        match self {
            Contender::TenfoldNative => run_native(workspace, workload, program),
            Contender::TenfoldPage => run_page(workspace, workload),
            Contender::RustColumns => {
                let floor = workload.folder.join("rust/target/release/w1floor");
                run_reporting(in_folder(&floor).arg(file).arg("--columns"))
            }
            Contender::PolarsOneThread => {
                let python = workload.folder.join(".venv/bin/python");
                run_reporting(
                    in_folder(&python)
                        .arg("native/c_polars.py")
                        .arg(file)
                        .env("POLARS_MAX_THREADS", "1"),
                )
            }
            Contender::PlainJavaScript | Contender::DuckDbWasm => run_reporting(
                in_folder(Path::new("node"))
                    .arg("web/run_browser.mjs")
                    .arg(self.label())
                    .arg(file)
                    .args(["--timeout-s", "300"]),
            ),
        }
    }
}

/// Runs the terminal program, which prints a line `<stage> <time> ms` for each stage.
fn run_native(workspace: &Workspace, workload: &Workload, program: &Path) -> Result<Run> {
    let results = workspace.scratch().join("w1-native.json");
    let text = capture(
        workspace
            .command(program)
            .arg("run")
            .arg("--lines")
            .arg(&workload.file)
            .arg("--settings")
            .arg(&workload.settings)
            .arg("--json")
            .arg(&results)
            .arg("--timings"),
    )?;
    let mut details = serde_json::Map::new();
    let mut total_ms = 0.0;
    for (stage, time) in text.lines().filter_map(stage_time) {
        // From the file's opening to the results, as for every contender; nobody else writes out
        // 25,000 rows of JSON.
        if stage != "export" {
            total_ms += time;
        }
        details.insert(format!("{stage}_ms"), time.into());
    }
    if details.is_empty() {
        bail!("tenfold run --timings names no times:\n{text}");
    }
    Ok(Run {
        total_ms,
        peak_mb: f64::NAN,
        details: details.into(),
        results: Some(results),
    })
}

/// Stage and milliseconds of a line such as `read 123.4 ms`.
fn stage_time(line: &str) -> Option<(&str, f64)> {
    let mut words = line.split(' ');
    let (stage, time) = (words.next()?, words.next()?.parse().ok()?);
    (words.next() == Some("ms") && words.next().is_none()).then_some((stage, time))
}

/// Runs the page in a fresh browser.
fn run_page(workspace: &Workspace, workload: &Workload) -> Result<Run> {
    let results = workspace.scratch().join("w1-page.json");
    // A file of an earlier run must not pass for this one's.
    if results.exists() {
        fs::remove_file(&results)?;
    }
    let mut run = run_reporting(
        workspace
            .node("bench/page.mjs")
            .arg(&workload.file)
            .arg(&workload.settings)
            .arg(&results)
            .env("TENFOLD_AT_ROOT", page_address(workspace)?)
            .env("CHROMIUM", crate::tools::chromium()),
    )?;
    run.results = Some(results);
    Ok(run)
}

/// Runs a contender that prints one line of JSON with `total_ms` and `peak_mem_mb`.
fn run_reporting(command: &mut Command) -> Result<Run> {
    let details = report_of(command)?;
    let total_ms = details["total_ms"]
        .as_f64()
        .context("the contender names no total_ms")?;
    let peak_mb = details["peak_mem_mb"].as_f64().unwrap_or(f64::NAN);
    Ok(Run {
        total_ms,
        peak_mb,
        details,
        results: None,
    })
}

/// The last line of what the command prints, as JSON.
fn report_of(command: &mut Command) -> Result<Value> {
    let output = command.stdin(Stdio::null()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let last = text.lines().last().unwrap_or_default();
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("{} failed: {last} {}", shown(command), complaint.trim());
    }
    serde_json::from_str(last)
        .with_context(|| format!("{} printed no JSON: {last}", shown(command)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_stages_are_told_from_other_lines() {
        assert_eq!(stage_time("read 123.4 ms"), Some(("read", 123.4)));
        assert_eq!(stage_time("11 customers earn 80 % of the profit"), None);
        assert_eq!(stage_time("took 5 ms in all"), None);
    }
}
