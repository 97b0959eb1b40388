//! How many tests passed and failed, read from what test programs print.

use crate::command::Outcome;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) passed: usize,
    pub(super) failed: usize,
}

impl Tally {
    /// Counts the summaries of `cargo test`, `cargo nextest` and `wasm-bindgen-test-runner`. A
    /// program that fails without counting a failure (it does not build, it dies) counts as one.
    pub(super) fn of_rust(outcome: &Outcome) -> Tally {
        let mut tally = Tally::default();
        for line in outcome.output.lines().map(str::trim) {
            if let Some(counts) = line.strip_prefix("test result:") {
                tally.passed += number_before(counts, "passed");
                tally.failed += number_before(counts, "failed");
            } else if line.starts_with("Summary [") {
                tally.passed += number_before(line, "passed");
                tally.failed += ["failed", "timed out", "exec failed"]
                    .iter()
                    .map(|word| number_before(line, word))
                    .sum::<usize>();
            }
        }
        tally.with_status(outcome.success)
    }

    /// Counts the last line of our end-to-end tests, `N passed, N failed`.
    pub(super) fn of_browser(outcome: &Outcome) -> Tally {
        let summary = outcome
            .output
            .lines()
            .rev()
            .find(|line| line.contains(" passed, "));
        let counted = summary.map_or_else(Tally::default, |line| Tally {
            passed: number_before(line, "passed"),
            failed: number_before(line, "failed"),
        });
        counted.with_status(outcome.success && summary.is_some())
    }

    fn with_status(self, success: bool) -> Tally {
        Tally {
            failed: if success {
                self.failed
            } else {
                self.failed.max(1)
            },
            ..self
        }
    }
}

/// The number in front of a word: 12 for `12 passed (1 slow), 1 failed` and `passed`.
fn number_before(text: &str, word: &str) -> usize {
    text.split([',', ';', ':', '.'])
        .map(str::trim)
        .find_map(|part| {
            let (number, rest) = part.split_once(' ')?;
            let exact = rest == word || rest.strip_prefix(word)?.starts_with(' ');
            exact.then(|| number.parse().ok())?
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(success: bool, output: &str) -> Outcome {
        Outcome {
            success,
            output: output.to_owned(),
        }
    }

    #[test]
    fn every_test_program_is_counted() {
        let text = "test result: ok. 26 passed; 0 failed; 0 ignored; 0 filtered out; finished in 2.71s\n\
                    no tests to run!\n\
                    test result: FAILED. 3 passed; 2 failed; 0 ignored";
        assert_eq!(
            Tally::of_rust(&outcome(false, text)),
            Tally {
                passed: 29,
                failed: 2
            }
        );
    }

    #[test]
    fn the_summary_of_nextest_is_counted() {
        let text = "     Summary [   0.048s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped";
        assert_eq!(
            Tally::of_rust(&outcome(false, text)),
            Tally {
                passed: 10,
                failed: 2
            }
        );
    }

    #[test]
    fn what_does_not_build_has_failed() {
        let tally = Tally::of_rust(&outcome(false, "error: could not compile"));
        assert_eq!(
            tally,
            Tally {
                passed: 0,
                failed: 1
            }
        );
    }

    #[test]
    fn a_browser_run_without_a_summary_has_failed() {
        let tally = Tally::of_browser(&outcome(true, "starting"));
        assert_eq!(
            tally,
            Tally {
                passed: 0,
                failed: 1
            }
        );
        let tally = Tally::of_browser(&outcome(false, "x\n40 passed, 2 failed\n"));
        assert_eq!(
            tally,
            Tally {
                passed: 40,
                failed: 2
            }
        );
    }
}
