//! How many tests passed and failed, read from what test programs print.

use crate::command::Outcome;
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) passed: usize,
    pub(super) failed: usize,
    /// Ran, but said that what they need is not beside the project.
    pub(super) skipped: usize,
}

impl Tally {
    /// Counts the summaries of `cargo test`, `cargo nextest` and `wasm-bindgen-test-runner`. A
    /// program that fails without counting a failure (it does not build, it dies) counts as one,
    /// and so does a step that ran no test at all. `skips` is what tests wrote that went without
    /// their data: such tests end well and would be taken for passed.
    pub(super) fn of_rust(outcome: &Outcome, skips: &str) -> Tally {
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
        tally.skipped = skipped(skips).min(tally.passed);
        tally.passed -= tally.skipped;
        tally.with_status(outcome.success)
    }

    /// Counts the last line of our end-to-end tests, `N passed, N failed`, and those that were
    /// skipped before it.
    pub(super) fn of_browser(outcome: &Outcome) -> Tally {
        let summary = outcome
            .output
            .lines()
            .rev()
            .find(|line| line.contains(" passed, "));
        let counted = summary.map_or_else(Tally::default, |line| Tally {
            passed: number_before(line, "passed"),
            failed: number_before(line, "failed"),
            skipped: outcome
                .output
                .lines()
                .filter(|line| line.trim_start().starts_with("skip  "))
                .count(),
        });
        counted.with_status(outcome.success && summary.is_some())
    }

    fn with_status(self, success: bool) -> Tally {
        let ran = self.passed + self.failed + self.skipped > 0;
        Tally {
            failed: if success && ran {
                self.failed
            } else {
                self.failed.max(1)
            },
            ..self
        }
    }
}

/// Tests among the lines "process thread what"; one test may miss several things.
fn skipped(skips: &str) -> usize {
    let tests: BTreeSet<Vec<&str>> = skips
        .lines()
        .map(|line| line.split(' ').take(2).collect())
        .collect();
    tests.len()
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

    fn counts(passed: usize, failed: usize, skipped: usize) -> Tally {
        Tally {
            passed,
            failed,
            skipped,
        }
    }

    #[test]
    fn a_step_without_a_test_has_failed() {
        for text in [
            "test result: ok. 0 passed; 0 failed; 0 ignored",
            "     Summary [   0.000s] 0 tests run: 0 passed, 12 skipped",
            "",
        ] {
            assert_eq!(Tally::of_rust(&outcome(true, text), ""), counts(0, 1, 0));
        }
        let none = outcome(true, "0 passed, 0 failed");
        assert_eq!(Tally::of_browser(&none), counts(0, 1, 0));
    }

    #[test]
    fn a_test_without_its_data_has_not_passed() {
        let text = "     Summary [   0.048s] 12 tests run: 12 passed, 3 skipped";
        let skips = "7 ThreadId(2) data/a.csv\n7 ThreadId(2) data/b.csv\n8 ThreadId(2) oracles\n";
        assert_eq!(
            Tally::of_rust(&outcome(true, text), skips),
            counts(10, 0, 2)
        );
        let text = "  skip    real data: there is no test data\n  ok  x\n1 passed, 0 failed\n";
        assert_eq!(Tally::of_browser(&outcome(true, text)), counts(1, 0, 1));
    }

    #[test]
    fn every_test_program_is_counted() {
        let text = "test result: ok. 26 passed; 0 failed; 0 ignored; 0 filtered out; finished in 2.71s\n\
                    no tests to run!\n\
                    test result: FAILED. 3 passed; 2 failed; 0 ignored";
        assert_eq!(Tally::of_rust(&outcome(false, text), ""), counts(29, 2, 0));
    }

    #[test]
    fn the_summary_of_nextest_is_counted() {
        let text = "     Summary [   0.048s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped";
        assert_eq!(Tally::of_rust(&outcome(false, text), ""), counts(10, 2, 0));
    }

    #[test]
    fn what_does_not_build_has_failed() {
        let tally = Tally::of_rust(&outcome(false, "error: could not compile"), "");
        assert_eq!(tally, counts(0, 1, 0));
    }

    #[test]
    fn a_browser_run_without_a_summary_has_failed() {
        let tally = Tally::of_browser(&outcome(true, "starting"));
        assert_eq!(tally, counts(0, 1, 0));
        let tally = Tally::of_browser(&outcome(false, "x\n40 passed, 2 failed\n"));
        assert_eq!(tally, counts(40, 2, 0));
    }
}
