//! Tests that drive Chromium: Node scripts in `tests/`, with the page served at the root and under
//! a sub-path by the server that `serve` uses.

use super::tally::Tally;
use crate::command::{run, run_and_keep};
use crate::server::Server;
use crate::tools;
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use std::process::Command;

/// A folder within a folder, so that a URL that leaves out either is noticed.
const SUB_PATH: &str = "/a/b/";

/// Runs the end-to-end tests on `dist/`; `filter` selects those whose name contains it.
pub(super) fn end_to_end(workspace: &Workspace, filter: Option<&str>) -> Result<Tally> {
    let program = workspace.build_terminal_program()?;
    let mut node = script(workspace, "e2e/run.mjs")?;
    node.env("TENFOLD_PROGRAM", program);
    if let Some(filter) = filter {
        node.arg(filter);
    }
    Ok(Tally::of_browser(&run_and_keep(&mut node)?))
}

/// `cargo xtask e2e`: the end-to-end tests on `dist/` as it is.
pub(crate) fn end_to_end_alone(workspace: &Workspace, filter: Option<&str>) -> Result<()> {
    tools::ensure_test_tools(workspace)?;
    if end_to_end(workspace, filter)?.failed > 0 {
        bail!("not everything holds");
    }
    Ok(())
}

/// `cargo xtask shots`: pictures of every page, for people to look at.
pub(crate) fn take_shots(workspace: &Workspace, folder: Option<&str>) -> Result<()> {
    tools::ensure_test_tools(workspace)?;
    let folder = match folder {
        // The script runs in tests/, the folder is meant from where the user is.
        Some(folder) => std::env::current_dir()?.join(folder),
        None => workspace.root.join("target").join("shots"),
    };
    run(script(workspace, "shots.mjs")?.arg(folder))
}

/// Serves `dist/` at the root and returns the address.
pub(crate) fn page_address(workspace: &Workspace) -> Result<String> {
    let server = Server::bind(&workspace.dist(), "/", 0)?;
    let url = server.url()?;
    server.run_in_background();
    Ok(url)
}

/// A Node script that finds the page of `dist/` at both addresses.
fn script(workspace: &Workspace, script: &str) -> Result<Command> {
    let dist = workspace.dist();
    if !dist.join("index.html").exists() {
        bail!("there is no dist/ yet: run cargo xtask dist");
    }
    let mut node = workspace.node(script);
    for (variable, prefix) in [("TENFOLD_AT_ROOT", "/"), ("TENFOLD_AT_SUB_PATH", SUB_PATH)] {
        let server = Server::bind(&dist, prefix, 0)?;
        node.env(variable, server.url()?);
        server.run_in_background();
    }
    node.env("CHROMIUM", tools::chromium());
    if let Some(data) = workspace.shared("data") {
        node.env("TENFOLD_DATA", data);
    }
    Ok(node)
}
