//! The workload: a copy of the shared benchmark folder, its contenders installed, and its file of
//! order lines.

use crate::command::run;
use crate::workspace::Workspace;
use anyhow::{Context as _, Result};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

pub(super) struct Workload {
    /// The copy, in which the contenders run.
    pub(super) folder: PathBuf,
    /// The order lines as CSV.
    pub(super) file: PathBuf,
    pub(super) lines: u64,
    /// Our settings for the same computation.
    pub(super) settings: PathBuf,
}

impl Workload {
    pub(super) fn file_bytes(&self) -> Result<u64> {
        Ok(fs::metadata(&self.file)?.len())
    }
}

/// Copies, installs and generates what is not there yet.
pub(super) fn prepare(workspace: &Workspace, shared: &Path, lines: u64) -> Result<Workload> {
    println!("Workload");
    let folder = workspace.root.join("target").join("bench");
    copy_missing(shared, &folder)?;
    let complete = folder.join(".installed");
    if !complete.exists() {
        // Its Rust program lies below our workspace and must not be taken for a part of it.
        let manifest = folder.join("rust").join("Cargo.toml");
        let text = fs::read_to_string(&manifest)?;
        if !text.contains("[workspace]") {
            fs::write(&manifest, text + "\n[workspace]\n")?;
        }
        run(workspace
            .command("bash")
            .arg("setup.sh")
            .current_dir(&folder)
            // It expects its program in its own target folder.
            .env_remove("CARGO_TARGET_DIR"))?;
        fs::write(&complete, "")?;
    }
    let file = folder.join("data").join(format!("lines_{lines}.csv"));
    if !file.exists() {
        fs::create_dir_all(folder.join("data"))?;
        let started = file.with_extension("part");
        run(workspace
            .command(folder.join(".venv").join("bin").join("python"))
            .arg("gen.py")
            .arg(lines.to_string())
            .arg(&started)
            .current_dir(&folder))?;
        fs::rename(&started, &file)?;
    }
    // Into the page cache, where it is for every contender.
    let bytes = fs::read(&file)
        .with_context(|| format!("cannot read {}", file.display()))?
        .len();
    println!("  {} bytes of order lines in {}", bytes, file.display());
    let settings = workspace.tests().join("bench").join("w1.settings.json");
    Ok(Workload {
        folder,
        file,
        lines,
        settings,
    })
}

/// Copies the files that are not in `to` yet; what was installed or changed there stays.
fn copy_missing(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_missing(&entry.path(), &target)?;
        } else if !target.exists() {
            fs::copy(entry.path(), &target)?;
            // The copy must be writable where the original is not.
            let mut permissions = fs::metadata(&target)?.permissions();
            permissions.set_mode(permissions.mode() | 0o200);
            fs::set_permissions(&target, permissions)?;
        }
    }
    Ok(())
}
