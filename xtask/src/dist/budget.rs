//! Sizes of the published files, and the budget they must keep: a first visit is quick on any
//! line, and what is rarely needed loads when it is.

use super::files_below;
use anyhow::{Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// Compressed bytes: what we want, and what nothing may exceed on the way there. The second only
/// ever goes down.
struct Limit {
    bar: u64,
    ceiling: u64,
}

/// Before the first screen works.
const FIRST_SCREEN: Limit = Limit {
    bar: 400_000,
    ceiling: 400_000,
};
/// Before a CSV is analysed.
const FIRST_ANALYSIS: Limit = Limit {
    bar: 1_200_000,
    ceiling: 1_350_000,
};

/// When a file is loaded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Moment {
    FirstScreen,
    FirstAnalysis,
    /// Workbooks, and whatever else is asked for by a click.
    WhenNeeded,
}

impl Moment {
    fn of(name: &str) -> Moment {
        let begins = |beginnings: &[&str]| beginnings.iter().any(|b| name.starts_with(b));
        // The parts that the screens before the analysis need; those of its results are loaded
        // while the file is read.
        if begins(&["engine", "part-data"]) {
            Moment::FirstAnalysis
        } else if begins(&["workbook", "part-"]) {
            Moment::WhenNeeded
        } else {
            Moment::FirstScreen
        }
    }

    fn label(self) -> &'static str {
        match self {
            Moment::FirstScreen => "first screen",
            Moment::FirstAnalysis => "first analysis",
            Moment::WhenNeeded => "when needed",
        }
    }
}

struct Size {
    name: String,
    moment: Moment,
    raw: u64,
    compressed: u64,
}

/// Prints the sizes of the files in `dist` beside the bars, and fails above the ceilings.
pub(super) fn check(dist: &Path) -> Result<()> {
    let mut sizes = Vec::new();
    for path in files_below(dist)? {
        let bytes = fs::read(&path)?;
        let name = path.strip_prefix(dist)?.to_string_lossy().into_owned();
        sizes.push(Size {
            moment: Moment::of(&name),
            name,
            raw: bytes.len() as u64,
            compressed: gzipped(&bytes)?,
        });
    }
    sizes.sort_by(|a, b| (a.moment, &a.name).cmp(&(b.moment, &b.name)));

    println!(
        "  {:<44} {:>14} {:>11} {:>11}",
        "file", "loaded", "bytes", "gzip"
    );
    for size in &sizes {
        println!(
            "  {:<44} {:>14} {:>11} {:>11}",
            size.name,
            size.moment.label(),
            size.raw,
            size.compressed
        );
    }
    let misses = [
        miss(
            "before the first screen works",
            &sizes,
            Moment::FirstScreen,
            FIRST_SCREEN,
        ),
        miss(
            "before a CSV is analysed",
            &sizes,
            Moment::FirstAnalysis,
            FIRST_ANALYSIS,
        ),
    ];
    let misses: Vec<String> = misses.into_iter().flatten().collect();
    if !misses.is_empty() {
        bail!("{}", misses.join("; "));
    }
    Ok(())
}

/// Prints what is loaded up to `moment`, and returns the complaint where that is over the ceiling.
fn miss(label: &str, sizes: &[Size], moment: Moment, limit: Limit) -> Option<String> {
    let loaded: u64 = sizes
        .iter()
        .filter(|size| size.moment <= moment)
        .map(|size| size.compressed)
        .sum();
    let Limit { bar, ceiling } = limit;
    let verdict = if loaded <= bar { "holds" } else { "MISSED" };
    println!("  {label}: {loaded} bytes compressed, bar {bar}: {verdict}");
    (loaded > ceiling).then(|| format!("{loaded} bytes {label}, {ceiling} are allowed"))
}

fn gzipped(bytes: &[u8]) -> Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(name: &str, compressed: u64) -> Size {
        Size {
            name: name.to_owned(),
            moment: Moment::of(name),
            raw: 0,
            compressed,
        }
    }

    #[test]
    fn a_budget_counts_what_is_loaded_up_to_its_moment() {
        let sizes = [
            size("page-1.js", 300_000),
            size("engine-1_bg.wasm", 800_000),
            size("workbook-1_bg.wasm", 5_000_000),
        ];
        let limit = |ceiling| Limit { bar: 1, ceiling };
        let over = |moment, ceiling| miss("", &sizes, moment, limit(ceiling)).is_some();
        assert!(!over(Moment::FirstScreen, 300_000) && over(Moment::FirstScreen, 299_999));
        assert!(!over(Moment::FirstAnalysis, 1_100_000));
        assert!(over(Moment::FirstAnalysis, 1_099_999));
    }
}
