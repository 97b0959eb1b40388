//! Modules through wasm-opt. Trunk could do it, but takes its minutes again at every
//! build; here a module that has not changed is taken from where the last build left it.

use super::workers::fingerprint;
use crate::command::capture;
use crate::workspace::Workspace;
use anyhow::Result;
use std::fs;

/// What a module is optimised for.
#[derive(Clone, Copy)]
pub(super) enum Aim {
    /// Workers compute.
    Speed,
    /// The page draws, and is waited for.
    Size,
}

impl Aim {
    /// The level, and what the module may use where it does not say so itself: splitting drops the
    /// section that names it.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Aim::Speed => &["-O3"],
            Aim::Size => &[
                "-Oz",
                "--enable-bulk-memory",
                "--enable-multivalue",
                "--enable-mutable-globals",
                "--enable-nontrapping-float-to-int",
                "--enable-reference-types",
                "--enable-sign-ext",
                "--enable-simd",
            ],
        }
    }
}

/// Returns the optimised module.
pub(super) fn optimise(workspace: &Workspace, module: &[u8], aim: Aim) -> Result<Vec<u8>> {
    let arguments = aim.arguments();
    let folder = workspace.scratch().join("wasm-opt");
    fs::create_dir_all(&folder)?;
    let name = fingerprint(&[module, arguments.concat().as_bytes()].concat());
    let finished = folder.join(format!("{name}.wasm"));
    if let Ok(bytes) = fs::read(&finished) {
        return Ok(bytes);
    }
    println!("  wasm-opt {} on {} bytes", arguments[0], module.len());
    let input = folder.join(format!("{name}.in"));
    let output = folder.join(format!("{name}.out"));
    fs::write(&input, module)?;
    capture(
        workspace
            .command("wasm-opt")
            .args(arguments)
            .arg(&input)
            .arg("--output")
            .arg(&output),
    )?;
    fs::remove_file(&input)?;
    // Only a complete module gets the name that the next build looks for.
    fs::rename(&output, &finished)?;
    Ok(fs::read(&finished)?)
}
