//! `cargo xtask test`: everything that must hold before a change is shared, cheap checks first.
//! Every step runs, whatever failed before it; the last line is the sum.

mod browser;
mod report;
mod rules;
mod tally;

use crate::arguments::Arguments;
use crate::command::run_and_keep;
use crate::dist::{self, Profile};
use crate::tools;
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use report::Report;
use std::fs;
use tally::Tally;

pub(crate) use browser::{end_to_end_alone, page_address, take_shots};

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Installs what tests need and runs all of them.
pub(crate) fn test(workspace: &Workspace, mut arguments: Arguments) -> Result<()> {
    // For work on one part; the full run takes none of these.
    let only_rust = arguments.flag("--rust");
    let only_browser = arguments.flag("--browser");
    arguments.finish()?;

    tools::ensure_test_tools(workspace)?;
    let mut report = Report::default();
    if !only_browser {
        check_sources(workspace, &mut report);
        test_rust(workspace, &mut report);
    }
    if !only_rust {
        test_page(workspace, &mut report);
    }
    if report.print() {
        return Ok(());
    }
    bail!("not everything holds");
}

fn check_sources(workspace: &Workspace, report: &mut Report) {
    report.check("Format", || {
        crate::command::run(workspace.cargo().args(["fmt", "--all", "--check"]))
    });
    report.check("Words that must not be in the sources", || {
        rules::check_sources(workspace)
    });
    report.check("Core knows no browser", || {
        rules::check_core_dependencies(workspace)
    });
    report.check("Clippy, native", || {
        crate::command::run(workspace.cargo().args([
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "--deny=warnings",
        ]))
    });
    report.check("Clippy, WebAssembly", || {
        crate::command::run(workspace.cargo().args([
            "clippy",
            "--quiet",
            "--workspace",
            // Runs on the developer's machine only.
            "--exclude=xtask",
            "--all-targets",
            "--target",
            WASM_TARGET,
            "--",
            "--deny=warnings",
        ]))
    });
}

fn test_rust(workspace: &Workspace, report: &mut Report) {
    report.tests("Tests, native", || {
        let skips = workspace.scratch().join("skipped");
        fs::create_dir_all(workspace.scratch())?;
        fs::write(&skips, "")?;
        let mut cargo = workspace.cargo();
        cargo.env("TENFOLD_SKIPPED", &skips);
        if tools::has_nextest(workspace) {
            cargo.args(["nextest", "run", "--no-fail-fast", "--status-level=fail"]);
            cargo.args([
                "--final-status-level=fail",
                "--color=never",
                "--cargo-quiet",
            ]);
        } else {
            cargo.args([
                "test",
                "--no-fail-fast",
                "--quiet",
                "--lib",
                "--bins",
                "--tests",
            ]);
        }
        let outcome = run_and_keep(cargo.arg("--workspace"))?;
        Ok(Tally::of_rust(&outcome, &fs::read_to_string(&skips)?))
    });
    report.tests("Examples in the documentation", || {
        let outcome = run_and_keep(workspace.cargo().args([
            "test",
            "--quiet",
            "--doc",
            "--package",
            "tenfold-core",
        ]))?;
        Ok(Tally::of_rust(&outcome, ""))
    });
    report.tests("Tests of core as WebAssembly", || {
        let outcome = run_and_keep(
            workspace
                .cargo()
                .env(
                    "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                    "wasm-bindgen-test-runner",
                )
                // Seconds a test program may take; property tests are slower here.
                .env("WASM_BINDGEN_TEST_TIMEOUT", "600")
                // Not --quiet: cargo would hand it on to the runner, which does not know it.
                .args(["test", "--no-fail-fast", "--package", "tenfold-core"])
                .args(["--lib", "--tests", "--target", WASM_TARGET]),
        )?;
        // No file can be read there, so the tests that read one are counted natively only.
        Ok(Tally::of_rust(&outcome, ""))
    });
}

fn test_page(workspace: &Workspace, report: &mut Report) {
    let mut built = false;
    report.check("Release build of the page", || {
        dist::build(workspace, Profile::Release)?;
        built = true;
        Ok(())
    });
    if built {
        report.check("Sizes", || dist::check_budget(workspace));
        report.tests("End to end in Chromium", || {
            browser::end_to_end(workspace, None)
        });
    } else {
        report.not_run("End to end in Chromium");
    }
}
