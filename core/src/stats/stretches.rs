//! Long loops, cut so that WebAssembly engines can make them fast.

use std::ops::Range;

/// Lines worked through in one call.
const STRETCH: usize = 8192;

/// Calls `work` for one stretch of `0..lines` after the other.
///
/// Every stretch is a call of its own. WebAssembly engines start with code that was compiled fast
/// and runs slowly; optimised code takes its place only when a function is called again, so that
/// one loop over a million lines would run slowly to its end.
pub fn in_stretches(lines: usize, mut work: impl FnMut(Range<usize>)) {
    for start in (0..lines).step_by(STRETCH) {
        call(&mut work, start..(start + STRETCH).min(lines));
    }
}

/// The lines that fit, in their order; see [`in_stretches`].
pub fn lines_where(lines: usize, fits: impl Fn(usize) -> bool) -> Vec<u32> {
    let mut found = Vec::new();
    in_stretches(lines, |stretch| {
        found.extend(stretch.filter(|&line| fits(line)).map(|line| line as u32));
    });
    found
}

#[inline(never)]
fn call(work: &mut dyn FnMut(Range<usize>), lines: Range<usize>) {
    work(lines);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_once_and_in_order() {
        for lines in [0, 1, STRETCH, STRETCH + 1, 3 * STRETCH - 1] {
            let mut seen = Vec::new();
            in_stretches(lines, |stretch| seen.extend(stretch));
            assert!(seen.into_iter().eq(0..lines));
        }
    }
}
