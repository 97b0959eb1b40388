//! The tools that building and testing need: checked, and installed where missing. A tool that is
//! there in the right version is never installed again.

use crate::command::{capture, run};
use crate::workspace::Workspace;
use anyhow::{Context as _, Result, bail};
use std::fs;
use std::process::{Command, Stdio};

/// 0.22 needs a newer compiler than `rust-toolchain.toml` names.
const TRUNK: &str = "0.21.14";
/// Must equal the library in Cargo.lock to the last digit.
const WASM_BINDGEN: &str = "0.2.130";
const WASM_TARGET: &str = "wasm32-unknown-unknown";
const NODE_MAJOR: u32 = 20;

/// What the page's build needs.
pub(crate) fn ensure_build_tools(workspace: &Workspace) -> Result<()> {
    println!("Tools");
    ensure_wasm_target(workspace)?;
    ensure_cargo_tool(workspace, "trunk", "trunk", TRUNK, &["--locked"])?;
    // Without --locked: its own lock file holds yanked versions.
    ensure_cargo_tool(
        workspace,
        "wasm-bindgen",
        "wasm-bindgen-cli",
        WASM_BINDGEN,
        &[],
    )?;
    ensure_node(workspace)?;
    ensure_node_packages(workspace)?;
    // Trunk builds offline, so everything in Cargo.lock must be here, for every target.
    run(workspace.cargo().args(["fetch", "--quiet", "--locked"]))
}

/// What tests and benchmarks need on top.
pub(crate) fn ensure_test_tools(workspace: &Workspace) -> Result<()> {
    ensure_build_tools(workspace)?;
    ensure_chromium(workspace)
}

/// Whether `cargo nextest` is here; tests run without it too, only slower.
pub(crate) fn has_nextest(workspace: &Workspace) -> bool {
    version(workspace.cargo().args(["nextest", "--version"])).is_some()
}

fn ensure_wasm_target(workspace: &Workspace) -> Result<()> {
    let libraries = capture(workspace.command("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        WASM_TARGET,
    ]))
    .context("rustc is needed; see https://rustup.rs")?;
    if fs::read_dir(libraries.trim()).is_ok_and(|mut files| files.next().is_some()) {
        return found("Rust target", WASM_TARGET);
    }
    installing("Rust target", WASM_TARGET);
    run(workspace
        .command("rustup")
        .args(["target", "add", WASM_TARGET]))
}

fn ensure_cargo_tool(
    workspace: &Workspace,
    program: &str,
    package: &str,
    wanted: &str,
    options: &[&str],
) -> Result<()> {
    let is_wanted = |text: &str| text.split_whitespace().any(|word| word == wanted);
    if version(workspace.command(program).arg("--version"))
        .as_deref()
        .is_some_and(is_wanted)
    {
        return found(program, wanted);
    }
    installing(program, &format!("{wanted} (several minutes, once)"));
    // A debug build is fast enough for these tools and takes half the time to make.
    run(workspace
        .cargo()
        .args([
            "install",
            package,
            "--version",
            wanted,
            "--debug",
            "--force",
        ])
        .args(options))
}

fn ensure_node(workspace: &Workspace) -> Result<()> {
    let text = version(workspace.command("node").arg("--version")).context(
        "Node is missing: install Node 20 or newer (Debian: apt-get install nodejs npm)",
    )?;
    let major = text
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|part| part.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE_MAJOR => found("node", &text),
        _ => bail!("Node {NODE_MAJOR} or newer is needed, this is {text}"),
    }
}

fn ensure_node_packages(workspace: &Workspace) -> Result<()> {
    let lock = workspace.tests().join("package-lock.json");
    let installed = workspace
        .tests()
        .join("node_modules")
        .join(".installed-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    // The copy is written after a complete installation only: an interrupted one is repeated.
    if fs::read(&installed).is_ok_and(|text| text == wanted) {
        return found("Node packages", "as in tests/package-lock.json");
    }
    installing("Node packages", "of tests/package-lock.json");
    run(workspace
        .command("npm")
        .current_dir(workspace.tests())
        .args([
            "ci",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--loglevel=error",
        ]))?;
    fs::write(&installed, &wanted)?;
    Ok(())
}

fn ensure_chromium(workspace: &Workspace) -> Result<()> {
    if let Some(text) = version(workspace.command(chromium()).arg("--version")) {
        return found("chromium", text.trim_start_matches("Chromium ").trim());
    }
    if version(workspace.command("apt-get").arg("--version")).is_none() {
        bail!("Chromium is missing: install it, or name its program in CHROMIUM");
    }
    installing("chromium", "from the system's packages");
    let is_root = capture(workspace.command("id").arg("-u"))?.trim() == "0";
    let apt = || {
        let mut command = workspace.command(if is_root { "apt-get" } else { "sudo" });
        if !is_root {
            command.arg("apt-get");
        }
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    run(apt().args(["update", "--quiet"]))?;
    run(apt().args([
        "install",
        "--yes",
        "--quiet",
        "--no-install-recommends",
        "chromium",
    ]))
}

/// The browser of the end-to-end tests; `CHROMIUM` names another program.
pub(crate) fn chromium() -> String {
    std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".to_owned())
}

/// First line of what the program says about itself, None where it can't be run.
fn version(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    output
        .status
        .success()
        .then(|| text.lines().next().unwrap_or_default().trim().to_owned())
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "ends the callers' happy path in one expression"
)]
fn found(what: &str, which: &str) -> Result<()> {
    println!("  {what}: {which}");
    Ok(())
}

fn installing(what: &str, which: &str) {
    println!("  {what}: installing {which}");
}
