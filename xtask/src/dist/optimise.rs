//! The workers' modules through wasm-opt. Trunk could do it, but takes its minutes again at every
//! build; here a module that has not changed is taken from where the last build left it.

use super::workers::fingerprint;
use crate::command::capture;
use crate::workspace::Workspace;
use anyhow::Result;
use std::fs;

/// Speed before size: workers compute.
const LEVEL: &str = "-O3";

/// Returns the optimised module.
pub(super) fn optimise(workspace: &Workspace, module: &[u8]) -> Result<Vec<u8>> {
    let folder = workspace.scratch().join("wasm-opt");
    fs::create_dir_all(&folder)?;
    let name = fingerprint(&[module, LEVEL.as_bytes()].concat());
    let finished = folder.join(format!("{name}.wasm"));
    if let Ok(bytes) = fs::read(&finished) {
        return Ok(bytes);
    }
    println!("  wasm-opt {LEVEL} on {} bytes", module.len());
    let input = folder.join(format!("{name}.in"));
    let output = folder.join(format!("{name}.out"));
    fs::write(&input, module)?;
    capture(
        workspace
            .command("wasm-opt")
            .arg(LEVEL)
            .arg(&input)
            .arg("--output")
            .arg(&output),
    )?;
    fs::remove_file(&input)?;
    // Only a complete module gets the name that the next build looks for.
    fs::rename(&output, &finished)?;
    Ok(fs::read(&finished)?)
}
