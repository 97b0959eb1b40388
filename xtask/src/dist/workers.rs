//! Worker programs: Trunk names them after the program alone, so a browser could run yesterday's
//! engine under today's page. Here each gets a name that changes with its content, and the page
//! learns it from a `<meta>`.

use anyhow::{Context as _, Result, anyhow, bail};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

/// The programs that run in workers, by the name of their `<meta>`. Each script knows the names of
/// those before it: the engine starts the workbook program.
const WORKERS: [&str; 2] = ["workbook", "engine"];

/// What is done to a worker's module before it gets its name.
pub(super) type Finish<'a> = &'a (dyn Fn(&[u8]) -> Result<Vec<u8>> + Sync);

/// Finishes and renames the workers' files in `folder`, and returns the page with their names in it.
pub(super) fn name_by_content(folder: &Path, page: &str, finish: Finish) -> Result<String> {
    let modules = finished_modules(folder, finish)?;
    let mut tags = String::new();
    let mut known = String::new();
    for (worker, module) in WORKERS.into_iter().zip(modules) {
        let script_file = folder.join(format!("{worker}.js"));
        if !script_file.exists() {
            bail!(
                "Trunk wrote no {worker}.js: is its link with data-type=\"worker\" in index.html?"
            );
        }
        let script = fs::read_to_string(&script_file)?;

        let module_name = format!("{worker}-{}_bg.wasm", fingerprint(&module));
        let script = self_starting(&script, &module_name, &known);
        let script_name = format!("{worker}-{}.js", fingerprint(script.as_bytes()));

        fs::write(folder.join(&module_name), module)?;
        fs::remove_file(module_file(folder, worker))?;
        fs::write(folder.join(&script_name), script)?;
        fs::remove_file(&script_file)?;
        // Writing to a String cannot fail.
        let _ = writeln!(known, "self.{worker}Script = './{script_name}';");
        let _ = write!(tags, "<meta name=\"{worker}\" content=\"{script_name}\">");
    }
    // Starts the workers of a page straight from Trunk; ours start themselves.
    let starter = folder.join("worker.js");
    if starter.exists() {
        fs::remove_file(starter)?;
    }
    insert_after_head(page, &tags)
}

/// The workers' modules after `finish`, which takes minutes and so is done to all at once.
fn finished_modules(folder: &Path, finish: Finish) -> Result<Vec<Vec<u8>>> {
    thread::scope(|scope| {
        let running = WORKERS.map(|worker| {
            scope.spawn(move || {
                let file = module_file(folder, worker);
                let module =
                    fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
                finish(&module)
            })
        });
        running
            .into_iter()
            .map(|thread| {
                thread
                    .join()
                    .map_err(|_| anyhow!("a worker's module was not finished"))?
            })
            .collect()
    })
}

fn module_file(folder: &Path, worker: &str) -> PathBuf {
    folder.join(format!("{worker}_bg.wasm"))
}

/// The script of a worker with the lines that start it. The module's URL is relative to the script;
/// the memory is kept where tests can ask how large it has grown. A failure is thrown outside the
/// promise, where it reaches whoever started the worker.
fn self_starting(script: &str, module_name: &str, known: &str) -> String {
    format!(
        "{}
{known}wasm_bindgen({{ module_or_path: './{module_name}' }}).then(
  (program) => {{ self.programMemory = program.memory; }},
  (error) => {{ setTimeout(() => {{ throw error; }}); }},
);
",
        script.trim_end()
    )
}

/// The page with `tags` as the first thing in its head.
pub(super) fn insert_after_head(page: &str, tags: &str) -> Result<String> {
    let start = page.find("<head").context("index.html has no <head>")?;
    let end = start
        + page[start..]
            .find('>')
            .context("index.html has a broken <head>")?
        + 1;
    Ok(format!("{}{tags}{}", &page[..end], &page[end..]))
}

/// Enough of a hash to tell one build from another.
pub(super) fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .take(8)
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_renamed_and_the_page_knows_their_names() {
        let folder = std::env::temp_dir().join(format!("tenfold-workers-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for worker in WORKERS {
            fs::write(folder.join(format!("{worker}.js")), "let wasm_bindgen;\n").unwrap();
            fs::write(folder.join(format!("{worker}_bg.wasm")), worker).unwrap();
        }
        fs::write(folder.join("worker.js"), "").unwrap();
        let page = name_by_content(
            &folder,
            "<html><head lang=\"en\"><title></title>",
            &|module| Ok([module, b" finished"].concat()),
        )
        .unwrap();
        let names: Vec<String> = crate::dist::files_below(&folder)
            .unwrap()
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        let find = |wasm: bool| {
            let is_it =
                |name: &&String| name.starts_with("engine-") && name.contains("_bg") == wasm;
            names.iter().find(is_it).unwrap()
        };
        let script = find(false);
        assert_eq!(names.len(), 4, "{names:?}");
        assert!(
            page.contains(&format!(r#"<meta name="engine" content="{script}">"#)),
            "{page}"
        );
        let text = fs::read_to_string(folder.join(script)).unwrap();
        assert!(text.contains(find(true)), "{text}");
        assert!(
            text.contains("self.workbookScript = './workbook-"),
            "{text}"
        );
        assert_eq!(
            fs::read(folder.join(find(true))).unwrap(),
            b"engine finished"
        );
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_fingerprint_changes_with_the_content() {
        assert_eq!(fingerprint(b"abc"), "ba7816bf8f01cfea");
        assert_ne!(fingerprint(b"abc"), fingerprint(b"abd"));
    }
}
