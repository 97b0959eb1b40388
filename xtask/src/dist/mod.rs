//! `cargo xtask dist`: the page as static files in `dist/`, which work on any static server under
//! any path.
//!
//! Trunk builds the three programs; what it can't do is done here: the page's program is split into
//! parts, worker files get a name that changes with their content, the page gets a content security policy, and the sizes are held
//! against the budget.

mod budget;
mod optimise;
mod parts;
mod policy;
mod workers;

use crate::arguments::Arguments;
use crate::command::run;
use crate::tools;
use crate::workspace::Workspace;
use anyhow::{Context as _, Result, bail};
use optimise::Aim;
use std::fs::{self, File};
use std::path::Path;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Optimised; what is published and tested.
    Release,
    /// As `Release`, without the minutes of wasm-opt.
    Quick,
    /// Quick to build, large and slow to run.
    Dev,
}

/// Installs what is missing, builds, and checks the sizes.
pub(crate) fn dist(workspace: &Workspace, mut arguments: Arguments) -> Result<()> {
    let quick = arguments.flag("--quick");
    arguments.finish()?;
    tools::ensure_build_tools(workspace)?;
    build(
        workspace,
        if quick {
            Profile::Quick
        } else {
            Profile::Release
        },
    )?;
    check_budget(workspace)
}

/// Builds the page into `dist/`; what was there before stays until the new one is complete.
pub(crate) fn build(workspace: &Workspace, profile: Profile) -> Result<()> {
    println!("Page");
    // Trunk and cargo keep what they make in Cargo's target folder under names that two builds of
    // checkouts with one target folder would share: they take turns.
    let turn = File::create(workspace.target.join("xtask-dist.lock"))?;
    turn.lock()?;
    let stage = workspace.scratch().join("stage");
    fs::create_dir_all(&stage)?;
    let mut trunk = workspace.command("trunk");
    trunk
        .env_remove("RUST_BACKTRACE")
        .arg("build")
        .arg("--dist")
        .arg(&stage);
    if profile != Profile::Dev {
        trunk.args(["--release", "--features", "split"]);
    }
    run(&mut trunk).context("the page does not build")?;

    let page_file = stage.join("index.html");
    let mut page = fs::read_to_string(&page_file)?;
    let finish = |module: &[u8]| match profile {
        Profile::Release => optimise::optimise(workspace, module, Aim::Speed),
        Profile::Quick | Profile::Dev => Ok(module.to_vec()),
    };
    if profile != Profile::Dev {
        page = parts::split(workspace, &stage, &page, profile == Profile::Release)?;
    }
    page = workers::name_by_content(&stage, &page, &finish)?;
    page = policy::add(&page)?;
    refuse_absolute_urls(&page)?;
    fs::write(&page_file, page)?;

    let dist = workspace.dist();
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    fs::rename(&stage, &dist)
        .with_context(|| format!("cannot move the finished page to {}", dist.display()))
}

/// Prints the sizes of `dist/` and fails where they exceed the budget.
pub(crate) fn check_budget(workspace: &Workspace) -> Result<()> {
    budget::check(&workspace.dist())
}

/// A URL that begins with `/` or names a host works in one place only.
fn refuse_absolute_urls(page: &str) -> Result<()> {
    for attribute in ["href=\"", "src=\""] {
        for (position, _) in page.match_indices(attribute) {
            let value = &page[position + attribute.len()..];
            let value = value.split('"').next().unwrap_or_default();
            if value.starts_with('/') || value.contains("://") {
                bail!("index.html refers to {value}, which would not work under a sub-path");
            }
        }
    }
    Ok(())
}

/// The files of a folder and the folders in it, sorted by path.
fn files_below(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_urls_are_refused() {
        assert!(refuse_absolute_urls(r##"<link href="./page.css"><a href="#/data">"##).is_ok());
        assert!(refuse_absolute_urls(r#"<link href="/page.css">"#).is_err());
        assert!(refuse_absolute_urls(r#"<script src="https://cdn.example/x.js">"#).is_err());
    }
}
