//! The tools that building and testing need: checked, and installed where missing. A tool that is
//! there in the right version, wherever on PATH, is never installed again; what must be built is
//! installed in the project and leaves the developer's own tools alone.

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
const CHROMIUM: &str = "chromium";

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
    ensure_chromium(workspace, std::env::var("CHROMIUM").ok().as_deref())
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
    let is_wanted = || {
        version(workspace.command(program).arg("--version"))
            .is_some_and(|text| text.split_whitespace().any(|word| word == wanted))
    };
    if is_wanted() {
        return found(program, wanted);
    }
    let folder = workspace.tools();
    installing(
        program,
        &format!("{wanted} in {} (several minutes, once)", folder.display()),
    );
    // A debug build is fast enough for these tools and takes half the time to make. With --force,
    // which concerns our folder only, a broken program there is replaced too.
    run(workspace
        .cargo()
        .args(["install", package, "--version", wanted])
        .args(["--debug", "--force", "--root"])
        .arg(&folder)
        .args(options))?;
    if !is_wanted() {
        bail!(
            "{program} {wanted} was installed in {} and still does not answer: delete that folder \
             and try again",
            folder.display()
        );
    }
    Ok(())
}

fn ensure_node(workspace: &Workspace) -> Result<()> {
    let text = version(workspace.command("node").arg("--version"))
        .with_context(|| format!("Node is missing. {}", node_advice()))?;
    if node_major(&text).is_none_or(|major| major < NODE_MAJOR) {
        bail!("This is Node {text}, which is too old. {}", node_advice());
    }
    found("node", &text)
}

fn node_advice() -> String {
    format!(
        "Install Node {NODE_MAJOR} or newer with npm, from nodejs.org or for Debian and Ubuntu \
         from NodeSource (deb.nodesource.com): Debian 12's own package is Node 18"
    )
}

/// 20 for `v20.11.1`.
fn node_major(version: &str) -> Option<u32> {
    let number = version.trim_start_matches('v');
    number.split('.').next()?.parse().ok()
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
    if version(workspace.command("npm").arg("--version")).is_none() {
        bail!("npm is missing. {}", node_advice());
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

/// `named` is the program that `CHROMIUM` names.
fn ensure_chromium(workspace: &Workspace, named: Option<&str>) -> Result<()> {
    let program = named.unwrap_or(CHROMIUM);
    if let Some(text) = version(workspace.command(program).arg("--version")) {
        return found("chromium", text.trim_start_matches("Chromium ").trim());
    }
    if let Some(named) = named {
        // Installing another one would not help: the tests would still start this one.
        bail!(
            "CHROMIUM names {named}, which cannot be run: name a Chromium or Chrome program, or \
             unset CHROMIUM"
        );
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
    std::env::var("CHROMIUM").unwrap_or_else(|_| CHROMIUM.to_owned())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A project in a folder of its own, gone when the test is.
    struct Project(Workspace);

    impl Project {
        fn new(name: &str) -> Project {
            let root = std::env::temp_dir().join(format!("xtask-{}-{name}", std::process::id()));
            fs::create_dir_all(root.join("tests")).unwrap();
            let target = root.join("target");
            Project(Workspace { root, target })
        }

        /// A program in the project's folder of tools that answers every call with the text.
        #[cfg(unix)]
        fn add_tool(&self, name: &str, answer: &str) {
            use std::os::unix::fs::PermissionsExt as _;
            let path = self.0.tools().join("bin").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, format!("#!/bin/sh\necho '{answer}'\n")).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }

    impl Drop for Project {
        fn drop(&mut self) {
            // What is left behind lies in the system's folder for that.
            let _ = fs::remove_dir_all(&self.0.root);
        }
    }

    #[test]
    #[cfg(unix)]
    fn the_projects_own_tool_is_found_first_and_not_installed_again() {
        let project = Project::new("own");
        // A name that is certainly found elsewhere on PATH too.
        project.add_tool("cargo-fmt", "cargo-fmt 0.0.7");
        let mut command = project.0.command("cargo-fmt");
        assert_eq!(version(&mut command).unwrap(), "cargo-fmt 0.0.7");
        // Would have to install a package that does not exist.
        ensure_cargo_tool(&project.0, "cargo-fmt", "no such package", "0.0.7", &[]).unwrap();
    }

    #[test]
    fn a_wrong_chromium_is_told_and_not_replaced() {
        let project = Project::new("chromium");
        let error = ensure_chromium(&project.0, Some("no/such/browser")).unwrap_err();
        assert!(error.to_string().contains("no/such/browser"), "{error}");
    }

    #[test]
    fn the_version_of_node_is_its_first_number() {
        assert_eq!(node_major("v20.11.1"), Some(20));
        assert_eq!(node_major("v8"), Some(8));
        assert_eq!(node_major("nonsense"), None);
        assert!(node_advice().contains("Node 20"));
    }
}
