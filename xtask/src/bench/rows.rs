//! What a benchmark says: rows of name, value, bar, and whether the value keeps to the bar.

use anyhow::Result;
use serde_json::json;
use std::fs;
use std::path::Path;

#[derive(Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
}

struct Row {
    name: String,
    value: f64,
    /// The most that the value may be.
    bar: f64,
}

impl Row {
    /// A value that could not be measured (NaN) keeps to no bar.
    fn holds(&self) -> bool {
        self.value <= self.bar
    }
}

impl Rows {
    pub(super) fn at_most(&mut self, name: &str, value: f64, bar: f64) {
        self.rows.push(Row {
            name: name.to_owned(),
            value,
            bar,
        });
    }

    pub(super) fn print(&self) {
        println!("\n{:<66} {:>10} {:>10}  holds", "name", "value", "bar");
        for row in &self.rows {
            let holds = if row.holds() { "yes" } else { "NO" };
            println!(
                "{:<66} {:>10.3} {:>10.3}  {holds}",
                row.name, row.value, row.bar
            );
        }
    }

    pub(super) fn write(&self, file: &Path) -> Result<()> {
        let rows: Vec<_> = self
            .rows
            .iter()
            .map(|row| {
                json!({
                    "name": row.name, "value": row.value, "bar": row.bar, "holds": row.holds()
                })
            })
            .collect();
        fs::write(file, serde_json::to_string_pretty(&rows)? + "\n")?;
        Ok(())
    }

    pub(super) fn all_hold(&self) -> bool {
        self.rows.iter().all(Row::holds)
    }
}

/// The middle value, the mean of the middle two where their number is even; NaN of none.
pub(super) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => sorted[count / 2],
        count => f64::midpoint(sorted[count / 2 - 1], sorted[count / 2]),
    }
}

/// The smallest value that `share` of all values do not exceed; NaN of none.
pub(super) fn percentile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted
        .get(rank.saturating_sub(1))
        .copied()
        .unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_percentiles() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(&[]).is_nan());
        let values: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!(percentile(&values, 0.95), 19.0);
        assert_eq!(percentile(&[7.0], 0.95), 7.0);
    }

    #[test]
    fn a_missed_bar_and_a_missing_value_do_not_hold() {
        let mut rows = Rows::default();
        rows.at_most("kept", 0.5, 0.5);
        assert!(rows.all_hold());
        rows.at_most("missed", 0.51, 0.5);
        assert!(!rows.all_hold());
        let mut rows = Rows::default();
        rows.at_most("not measured", f64::NAN, 0.5);
        assert!(!rows.all_hold());
    }
}
