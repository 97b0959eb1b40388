//! `cargo xtask bench [NAME] [--json FILE]`: speed and memory against what a user could pick
//! instead, measured in one run on one machine, as ratios.

mod agree;
mod contender;
mod growth;
mod recompute;
mod rows;
mod w1;
mod workload;

use crate::arguments::Arguments;
use crate::dist::{self, Profile};
use crate::tools;
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use rows::Rows;
use std::path::PathBuf;

/// How a benchmark is run.
struct Plan {
    rounds: usize,
    lines: u64,
}

pub(crate) fn bench(workspace: &Workspace, mut arguments: Arguments) -> Result<()> {
    let json = arguments.value("--json")?.map(PathBuf::from);
    let plan = Plan {
        rounds: arguments.number("--rounds")?.unwrap_or(3),
        lines: arguments.number("--lines")?.unwrap_or(1_000_000),
    };
    let as_built = arguments.flag("--as-built");
    let name = arguments.word();
    arguments.finish()?;
    let chosen: &[&str] = match name.as_deref() {
        None => &["w1", "recompute", "growth"],
        Some("w1") => &["w1"],
        Some("recompute") => &["recompute"],
        Some("growth") => &["growth"],
        Some(other) => bail!("there is no benchmark {other}: w1, recompute, growth"),
    };

    let Some(shared) = workspace.shared("bench") else {
        println!("skipped: the folder shared/bench with the workload is not beside the project");
        return Ok(());
    };
    tools::ensure_test_tools(workspace)?;
    if !as_built {
        dist::build(workspace, Profile::Release)?;
    }
    let workload = workload::prepare(workspace, &shared, plan.lines)?;

    let mut rows = Rows::default();
    for name in chosen {
        match *name {
            "w1" => w1::measure(workspace, &workload, &plan, &mut rows)?,
            "growth" => growth::measure(workspace, &shared, &plan, &mut rows)?,
            _ => recompute::measure(workspace, &workload, &mut rows)?,
        }
    }
    rows.print();
    if let Some(file) = json {
        rows.write(&file)?;
    }
    if !rows.all_hold() {
        bail!("a bar is missed");
    }
    Ok(())
}
