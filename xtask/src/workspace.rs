//! Where things are: the repository's folders, and commands that start in them.

use crate::command::capture;
use anyhow::{Context as _, Result};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders that automation works in.
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    /// Cargo's target folder, which `CARGO_TARGET_DIR` may have moved out of the repository.
    pub(crate) target: PathBuf,
}

impl Workspace {
    pub(crate) fn find() -> Result<Workspace> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask has no parent folder")?
            .to_path_buf();
        let metadata = capture(Command::new(cargo_program()).current_dir(&root).args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
        ]))?;
        let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
        let target = metadata["target_directory"]
            .as_str()
            .context("cargo metadata names no target folder")?
            .into();
        Ok(Workspace { root, target })
    }

    /// What `dist` writes and the end-to-end tests read.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The folder of the Node packages: end-to-end tests, benchmarks, wasm-opt.
    pub(crate) fn tests(&self) -> PathBuf {
        self.root.join("tests")
    }

    /// Automation's own scratch folder, in the repository even where Cargo's target is elsewhere,
    /// so that two checkouts never share it.
    pub(crate) fn scratch(&self) -> PathBuf {
        self.root.join("target").join("xtask")
    }

    /// Where tools are installed that are not on this machine in the version needed: in the project,
    /// so that the developer's own stay as they are, and outside `target`, so that cleaning it does
    /// not cost twenty minutes.
    pub(crate) fn tools(&self) -> PathBuf {
        self.root.join(".tools")
    }

    /// A folder with shared test data beside the repository, where there is one.
    pub(crate) fn shared(&self, name: &str) -> Option<PathBuf> {
        let folder = self.root.parent()?.join("shared").join(name);
        folder.is_dir().then_some(folder)
    }

    pub(crate) fn cargo(&self) -> Command {
        self.command(cargo_program())
    }

    /// A command that starts in the repository and finds the installed tools.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(&self.root)
            .env("PATH", self.search_path())
            // Trunk 0.21 takes NO_COLOR=1 for a malformed argument and stops.
            .env_remove("NO_COLOR")
            // Would replace the flags of .cargo/config.toml, SIMD among them.
            .env_remove("RUSTFLAGS");
        command
    }

    pub(crate) fn node(&self, script: &str) -> Command {
        let mut command = self.command("node");
        command.current_dir(self.tests()).arg(script);
        command
    }

    /// PATH with the project's own programs first: another version of a tool elsewhere must not be
    /// found before the one installed here, nor a system's wasm-opt before that of the npm package,
    /// since Debian's writes broken modules.
    fn search_path(&self) -> OsString {
        let mut folders = vec![
            self.tests().join("node_modules").join(".bin"),
            self.tools().join("bin"),
        ];
        folders.extend(env::var_os("PATH").iter().flat_map(env::split_paths));
        if let Some(home) = env::var_os("CARGO_HOME")
            .map(PathBuf::from)
            .or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")))
        {
            folders.push(home.join("bin"));
        }
        env::join_paths(folders).unwrap_or_default()
    }

    /// Builds the terminal program in release mode and returns where it is: a copy of our own,
    /// since checkouts that share a target folder overwrite each other's.
    pub(crate) fn build_terminal_program(&self) -> Result<PathBuf> {
        crate::command::run(self.cargo().args([
            "build",
            "--release",
            "--quiet",
            "--package",
            "tenfold-core",
            "--bin",
            "tenfold",
        ]))?;
        let name = format!("tenfold{}", env::consts::EXE_SUFFIX);
        std::fs::create_dir_all(self.scratch())?;
        let copy = self.scratch().join(&name);
        let built = self.target.join("release").join(&name);
        std::fs::copy(&built, &copy).with_context(|| format!("cannot copy {}", built.display()))?;
        Ok(copy)
    }
}

fn cargo_program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
