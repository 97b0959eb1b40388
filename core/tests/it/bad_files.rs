//! Every file that once broke a reader, through the terminal program: none may panic, take long or
//! take much memory; each ends in results or in a message that names the file.

use crate::support::shared;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const TIME: Duration = Duration::from_secs(20);
/// Two gigabytes, as `ulimit` counts.
const MEMORY_KB: &str = "2097152";

#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Data,
    Finding,
    Neither,
}

fn files_below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// What became of a file, and what the program said about it.
fn run(file: &Path) -> (End, String) {
    // The limit is the shell's, and the program takes the shell's place.
    let mut child = Command::new("sh")
        .args(["-c", "ulimit -v $0 && exec \"$@\"", MEMORY_KB])
        .arg(env!("CARGO_BIN_EXE_tenfold"))
        .args(["run", "--lines"])
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    if !ends_in_time(&mut child) {
        child.kill().unwrap();
        child.wait().unwrap();
        return (End::Neither, format!("took more than {TIME:?}"));
    }
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let name = file.file_name().unwrap().to_str().unwrap();
    let end = match output.status.code() {
        Some(0) if said.is_empty() => End::Data,
        // A title with the name of the file, and what to do.
        Some(1)
            if said
                .lines()
                .next()
                .is_some_and(|title| title.contains(name))
                && said.lines().count() > 1
                && !said.contains("panicked") =>
        {
            End::Finding
        }
        _ => End::Neither,
    };
    (end, format!("{}: {said}", output.status))
}

fn ends_in_time(child: &mut Child) -> bool {
    let start = Instant::now();
    while start.elapsed() < TIME {
        // Messages are shorter than a pipe holds, so the program never waits for us to read them.
        if child.try_wait().unwrap().is_some() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}

#[test]
fn every_bad_file_gives_data_or_a_finding() {
    let Some(folder) = shared("data/bad") else {
        return;
    };
    let mut files = Vec::new();
    files_below(&folder, &mut files);
    files.sort();
    assert!(files.len() > 100, "only {} files", files.len());
    let mut counts = [0; 3];
    let mut neither = Vec::new();
    for file in &files {
        let (end, said) = run(file);
        counts[end as usize] += 1;
        if end == End::Neither {
            neither.push(format!("{}: {said}", file.display()));
        }
    }
    println!(
        "data {} / finding {} / neither {}",
        counts[0], counts[1], counts[2]
    );
    assert!(neither.is_empty(), "{}", neither.join("\n"));
}
