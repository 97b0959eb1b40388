//! The page's program in parts: the first screen loads one, the others follow. Trunk knows no such
//! thing, so the page's module is taken as the linker left it, split along the functions that
//! `app/src/parts.rs` marks, and put in the place of what Trunk made of it.

use super::optimise::{self, Aim};
use super::workers::fingerprint;
use crate::command::run;
use crate::workspace::Workspace;
use anyhow::{Context as _, Result, anyhow, bail};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use wasm_split_cli_support::{Options, transform};

/// The script that loads the parts, before it has its final name.
const LOADER: &str = "./page-parts.js";
/// The script of the page, before it has its final name.
const SCRIPT: &str = "./page.js";

/// What the splitter writes for the browser to fetch a part, and what we make of it: hosts that
/// call WebAssembly something else than `application/wasm` are met everywhere.
const STREAMING: &str = "WebAssembly.instantiateStreaming(src, imports)";
const BUFFERED: &str =
    "src.then((r) => r.arrayBuffer()).then((bytes) => WebAssembly.instantiate(bytes, imports))";

/// Splits the page in `folder`, and returns the page's HTML with the new names in it.
pub(super) fn split(
    workspace: &Workspace,
    folder: &Path,
    page: &str,
    optimised: bool,
) -> Result<String> {
    let linked = workspace
        .target
        .join("wasm32-unknown-unknown/page/page.wasm");
    let linked = fs::read(&linked).with_context(|| format!("cannot read {}", linked.display()))?;
    let scratch = workspace.scratch().join("parts");
    if scratch.exists() {
        fs::remove_dir_all(&scratch)?;
    }
    let main = scratch.join("page.wasm");
    let mut options = Options::new(&linked);
    options.output_dir = &scratch;
    options.main_out_path = &main;
    options.link_name = LOADER;
    options.main_module = SCRIPT;
    let parts = transform(options).map_err(|error| anyhow!("cannot split the page: {error:#}"))?;
    if parts.split_modules.is_empty() {
        bail!("the page has no parts: was it built with --features split?");
    }
    run(workspace
        .command("wasm-bindgen")
        .arg(&main)
        .args(["--target", "web", "--no-typescript", "--out-name", "page"])
        // The parts share the table of functions, which would otherwise not be exported.
        .arg("--keep-lld-exports")
        .arg("--out-dir")
        .arg(&scratch))?;

    let mut files: Vec<PathBuf> = parts.split_modules.clone();
    files.push(scratch.join("page_bg.wasm"));
    let modules = finished(workspace, &files, optimised)?;

    let mut loader = fs::read_to_string(scratch.join("page-parts.js"))?;
    if !loader.contains(STREAMING) {
        bail!("the splitter fetches parts in another way than it used to: see dist/parts.rs");
    }
    loader = loader.replace(STREAMING, BUFFERED);
    let mut main_name = String::new();
    for (file, module) in files.iter().zip(&modules) {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let name = if stem == "page_bg" {
            main_name = format!("page-{}_bg.wasm", fingerprint(module));
            main_name.clone()
        } else {
            let name = format!(
                "{}-{}.wasm",
                part_name(&stem, &parts.prefetch_map),
                fingerprint(module)
            );
            let (before, after) = (format!("\"./{stem}.wasm\""), format!("\"./{name}\""));
            if !loader.contains(&before) {
                bail!("nothing loads the part {stem}");
            }
            loader = loader.replace(&before, &after);
            name
        };
        fs::write(folder.join(name), module)?;
    }
    let script = fs::read_to_string(scratch.join("page.js"))?;
    // The two scripts know each other: one name for both.
    let stamp = fingerprint(&[script.as_bytes(), loader.as_bytes()].concat());
    let (script_name, loader_name) = (format!("page-{stamp}.js"), format!("page-parts-{stamp}.js"));
    // Only where the loader is imported from: the module asks for it by the name it had.
    let (before, after) = (
        format!("from \"{LOADER}\""),
        format!("from \"./{loader_name}\""),
    );
    if !script.contains(&before) {
        bail!("the page's script does not import the loader of its parts");
    }
    fs::write(folder.join(&script_name), script.replace(&before, &after))?;
    fs::write(
        folder.join(&loader_name),
        loader.replace(SCRIPT, &format!("./{script_name}")),
    )?;
    put_in_place(folder, page, &script_name, &main_name)
}

/// "part-results" for `split_results`, "part-data-results" for what these two share. `users` says
/// which files each part needs.
fn part_name(stem: &str, users: &HashMap<String, Vec<String>>) -> String {
    let mut names: Vec<&str> = users
        .iter()
        .filter(|(_, files)| files.iter().any(|file| file == stem))
        .map(|(name, _)| name.as_str())
        .collect();
    names.sort_unstable();
    format!("part-{}", names.join("-"))
}

/// The modules after wasm-opt, all at once.
fn finished(workspace: &Workspace, files: &[PathBuf], optimised: bool) -> Result<Vec<Vec<u8>>> {
    thread::scope(|scope| {
        let running: Vec<_> = files
            .iter()
            .map(|file| {
                scope.spawn(move || {
                    let module = fs::read(file)
                        .with_context(|| format!("cannot read {}", file.display()))?;
                    if optimised {
                        optimise::optimise(workspace, &module, Aim::Size)
                    } else {
                        Ok(module)
                    }
                })
            })
            .collect();
        running
            .into_iter()
            .map(|thread| {
                thread
                    .join()
                    .map_err(|_| anyhow!("a part of the page was not finished"))?
            })
            .collect()
    })
}

/// Removes what Trunk made of the page and returns the HTML with our names in place of its own.
fn put_in_place(folder: &Path, page: &str, script: &str, module: &str) -> Result<String> {
    let trunk_script = named(page, "./page-", ".js")?;
    let trunk_module = named(page, "./page-", "_bg.wasm")?;
    for (old, new) in [(trunk_script, script), (trunk_module, module)] {
        if old != new {
            fs::remove_file(folder.join(old))?;
        }
    }
    Ok(page
        .replace(trunk_script, script)
        .replace(trunk_module, module))
}

/// The first file name in the page that begins and ends so, without "./".
fn named<'a>(page: &'a str, start: &str, end: &str) -> Result<&'a str> {
    page.match_indices(start)
        .find_map(|(at, _)| {
            let name = &page[at + 2..];
            let name = &name[..name.find(['\'', '"'])?];
            name.ends_with(end).then_some(name)
        })
        .with_context(|| format!("index.html names no {start}*{end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunks_names_are_found_and_replaced() {
        let folder = std::env::temp_dir().join(format!("tenfold-parts-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for name in ["page-1.js", "page-1_bg.wasm"] {
            fs::write(folder.join(name), name).unwrap();
        }
        let page = "import init from './page-1.js'; init('./page-1_bg.wasm'); <link \
                    href=\"./page-1_bg.wasm\">";
        let page = put_in_place(&folder, page, "page-2.js", "page-2_bg.wasm").unwrap();
        assert_eq!(
            page,
            "import init from './page-2.js'; init('./page-2_bg.wasm'); <link \
             href=\"./page-2_bg.wasm\">"
        );
        assert!(!folder.join("page-1.js").exists() && !folder.join("page-1_bg.wasm").exists());
        assert!(named("no page", "./page-", ".js").is_err());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn parts_are_named_after_what_they_hold() {
        let needs = |name: &str, files: &[&str]| {
            let files = files.iter().map(|file| (*file).to_owned()).collect();
            (name.to_owned(), files)
        };
        let users = HashMap::from([
            needs("results", &["chunk_3", "split_results"]),
            needs("data", &["chunk_3", "split_data"]),
        ]);
        assert_eq!(part_name("split_results", &users), "part-results");
        assert_eq!(part_name("chunk_3", &users), "part-data-results");
    }
}
