//! The steps of a test run: announced, timed, counted and summed up.

use super::tally::Tally;
use anyhow::Result;
use std::time::{Duration, Instant};

/// What became of each step so far.
#[derive(Default)]
pub(super) struct Report {
    steps: Vec<Step>,
}

struct Step {
    name: String,
    tally: Tally,
    time: Duration,
    complaint: Option<String>,
}

impl Report {
    /// Runs a check, which counts as one test.
    pub(super) fn check(&mut self, name: &str, check: impl FnOnce() -> Result<()>) {
        self.tests(name, || {
            check().map(|()| Tally {
                passed: 1,
                ..Tally::default()
            })
        });
    }

    /// Runs a step of many tests; one that can't even be run counts as one failure.
    pub(super) fn tests(&mut self, name: &str, tests: impl FnOnce() -> Result<Tally>) {
        println!("\n== {name}");
        let start = Instant::now();
        let (tally, complaint) = match tests() {
            Ok(tally) => (tally, None),
            Err(error) => (
                Tally {
                    failed: 1,
                    ..Tally::default()
                },
                Some(format!("{error:#}")),
            ),
        };
        let time = start.elapsed();
        if let Some(complaint) = &complaint {
            println!("  FAILED: {complaint}");
        }
        println!("  {} in {}", counted(tally), seconds(time));
        self.steps.push(Step {
            name: name.to_owned(),
            tally,
            time,
            complaint,
        });
    }

    /// A step that could not be tried because one before it failed.
    pub(super) fn not_run(&mut self, name: &str) {
        self.tests(name, || {
            Err(anyhow::anyhow!("not run: the page does not build"))
        });
    }

    /// Prints the sum and returns whether everything held.
    pub(super) fn print(&self) -> bool {
        println!("\n== Sum");
        for step in &self.steps {
            let mark = if step.tally.failed == 0 {
                "ok    "
            } else {
                "FAILED"
            };
            println!(
                "  {mark} {:<40} {:>36} {:>9}",
                step.name,
                counted(step.tally),
                seconds(step.time)
            );
            if let Some(complaint) = &step.complaint {
                println!("         {}", complaint.lines().next().unwrap_or_default());
            }
        }
        let time = self.steps.iter().map(|step| step.time).sum();
        println!("  in {}\n", seconds(time));
        let sum = self.sum();
        if sum.skipped > 0 {
            println!(
                "{} skipped: the folder shared with their data is not beside the project, or not \
                 whole",
                sum.skipped
            );
        }
        println!("{} passed, {} failed", sum.passed, sum.failed);
        sum.failed == 0
    }

    fn sum(&self) -> Tally {
        self.steps.iter().fold(Tally::default(), |sum, step| Tally {
            passed: sum.passed + step.tally.passed,
            failed: sum.failed + step.tally.failed,
            skipped: sum.skipped + step.tally.skipped,
        })
    }
}

fn counted(tally: Tally) -> String {
    let skipped = match tally.skipped {
        0 => String::new(),
        skipped => format!(", {skipped} skipped"),
    };
    format!("{} passed, {} failed{skipped}", tally.passed, tally.failed)
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failure_fails_the_whole() {
        let mut report = Report::default();
        report.check("holds", || Ok(()));
        report.tests("many", || {
            Ok(Tally {
                passed: 7,
                failed: 0,
                skipped: 2,
            })
        });
        assert!(report.print(), "skipping is no failure");
        report.check("does not hold", || Err(anyhow::anyhow!("because")));
        assert_eq!(
            report.sum(),
            Tally {
                passed: 8,
                failed: 1,
                skipped: 2
            }
        );
        assert!(!report.print());
    }
}
