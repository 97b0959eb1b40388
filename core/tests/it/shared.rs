//! The reference data beside the project. Used by the unit tests too, see `core/src/lib.rs`.

use std::io::Write as _;
use std::path::PathBuf;

/// A file or folder of reference data; None where it is absent, which skips the test: a line says
/// so, and `cargo xtask test` counts it in the file that `TENFOLD_SKIPPED` names.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let full = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared")
        .join(path);
    if full.exists() {
        return Some(full);
    }
    println!("skipped: {path} is not beside the project");
    if let Some(list) = std::env::var_os("TENFOLD_SKIPPED") {
        // Process and thread tell tests apart, whether each has its own process or its own thread.
        let test = format!("{} {:?}", std::process::id(), std::thread::current().id());
        let written = std::fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(list)
            .and_then(|mut list| list.write_all(format!("{test} {path}\n").as_bytes()));
        assert!(
            written.is_ok(),
            "skipped tests cannot be counted: {written:?}"
        );
    }
    None
}
