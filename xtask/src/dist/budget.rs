//! Sizes of the published files, and the budget they must keep: a first visit is quick on any
//! line, and what is rarely needed loads when it is. The budget counts bytes as Brotli leaves them,
//! which every browser accepts; gzip is shown for hosts that know nothing else.

use super::files_below;
use anyhow::{Result, bail};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// Compressed bytes before the first screen works.
const FIRST_SCREEN: u64 = 400_000;
/// Compressed bytes before a CSV is analysed.
const FIRST_ANALYSIS: u64 = 1_200_000;

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
        if name.starts_with("engine") {
            Moment::FirstAnalysis
        } else if name.starts_with("workbook") {
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
    gzip: u64,
    brotli: u64,
}

/// Prints the sizes of the files in `dist` and fails where a budget is exceeded.
pub(super) fn check(dist: &Path) -> Result<()> {
    let mut sizes = Vec::new();
    for path in files_below(dist)? {
        let bytes = fs::read(&path)?;
        let name = path.strip_prefix(dist)?.to_string_lossy().into_owned();
        sizes.push(Size {
            moment: Moment::of(&name),
            name,
            raw: bytes.len() as u64,
            gzip: gzipped(&bytes)?,
            brotli: brotli_compressed(&bytes)?,
        });
    }
    sizes.sort_by(|a, b| (a.moment, &a.name).cmp(&(b.moment, &b.name)));

    println!(
        "  {:<44} {:>14} {:>11} {:>11}",
        "file", "loaded", "bytes", "gzip"
    );
    for size in &sizes {
        println!(
            "  {:<44} {:>14} {:>9} {:>9} {:>9}",
            size.name,
            size.moment.label(),
            size.raw,
            size.gzip,
            size.brotli
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

/// Prints what is loaded up to `moment`, and returns the complaint where that is over `limit`.
fn miss(label: &str, sizes: &[Size], moment: Moment, limit: u64) -> Option<String> {
    let loaded = |bytes: fn(&Size) -> u64| {
        sizes
            .iter()
            .filter(|size| size.moment <= moment)
            .map(bytes)
            .sum::<u64>()
    };
    let (gzip, brotli) = (loaded(|size| size.gzip), loaded(|size| size.brotli));
    println!("  {label}: {brotli} bytes with Brotli ({gzip} with gzip), at most {limit}");
    (brotli > limit).then(|| format!("{brotli} bytes {label}, {limit} are allowed"))
}

/// As servers compress what they keep compressed.
fn brotli_compressed(bytes: &[u8]) -> Result<u64> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed.len() as u64)
}

fn gzipped(bytes: &[u8]) -> Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(name: &str, brotli: u64) -> Size {
        Size {
            name: name.to_owned(),
            moment: Moment::of(name),
            raw: 0,
            gzip: 0,
            brotli,
        }
    }

    #[test]
    fn repetition_is_compressed_away() {
        let text = "order,date,customer\n".repeat(1000);
        let size = brotli_compressed(text.as_bytes()).unwrap();
        assert!(size > 10 && size < 200, "{size}");
    }

    #[test]
    fn a_budget_counts_what_is_loaded_up_to_its_moment() {
        let sizes = [
            size("page-1.js", 300_000),
            size("engine-1_bg.wasm", 800_000),
            size("workbook-1_bg.wasm", 5_000_000),
        ];
        assert_eq!(miss("", &sizes, Moment::FirstScreen, FIRST_SCREEN), None);
        assert_eq!(
            miss("", &sizes, Moment::FirstAnalysis, FIRST_ANALYSIS),
            None
        );
        assert!(miss("", &sizes, Moment::FirstAnalysis, 1_099_999).is_some());
        assert!(miss("", &sizes, Moment::FirstScreen, 299_999).is_some());
    }
}
