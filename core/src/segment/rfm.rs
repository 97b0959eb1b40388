//! Recency, frequency and money in quintiles (Bult & Wansbeek 1995; Hughes 1994): 5 is best.
//!
//! Programs disagree on ties and on groups that cannot be of equal size. Here a customer's quintile
//! is ⌈5 × rank ÷ customers⌉, where equal customers share the mean of their ranks, so that equal
//! customers are always in the same quintile.

use crate::stats::order;

/// The three quintiles of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rfm {
    /// 5: ordered most recently.
    pub recency: u8,
    /// 5: orders most often.
    pub frequency: u8,
    /// 5: buys most.
    pub money: u8,
}

impl Rfm {
    /// "543"
    pub fn score(self) -> String {
        format!("{}{}{}", self.recency, self.frequency, self.money)
    }
}

/// Quintiles from 1 to 5 of values that are numbers; `larger_is_better` gives the largest 5.
pub fn quintiles(values: &[f64], larger_is_better: bool) -> Vec<u8> {
    let n = values.len();
    let sign = if larger_is_better { 1.0 } else { -1.0 };
    let mut ranked: Vec<(f64, u32)> = values.iter().map(|v| sign * v).zip(0..).collect();
    order::by_value(&mut ranked);
    let mut result = vec![1; n];
    let mut first = 0;
    for tied in ranked.chunk_by(|a, b| a.0 == b.0) {
        // Twice the mean of the ranks first + 1 … first + tied, whole numbers so that no rounding
        // decides.
        let twice_rank = 2 * first + tied.len() + 1;
        let quintile = (5 * twice_rank).div_ceil(2 * n).clamp(1, 5) as u8;
        for (_, i) in tied {
            result[*i as usize] = quintile;
        }
        first += tied.len();
    }
    result
}

/// The quintiles of customers, by position in the three lists of equal length.
pub fn rfm(days_since_last_order: &[f64], orders: &[f64], money: &[f64]) -> Vec<Rfm> {
    let recency = quintiles(days_since_last_order, false);
    let frequency = quintiles(orders, true);
    let money = quintiles(money, true);
    recency
        .into_iter()
        .zip(frequency)
        .zip(money)
        .map(|((recency, frequency), money)| Rfm {
            recency,
            frequency,
            money,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ten_customers_by_hand() {
        // Days: ranks from the longest ago: 400 → 1, …, 1 → 10; the two at 30 share 7.5.
        let days = [1.0, 5.0, 30.0, 30.0, 60.0, 90.0, 120.0, 200.0, 300.0, 400.0];
        let orders = [9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0, 1.0];
        let money = [10.0, 90.0, 80.0, 70.0, 60.0, 50.0, 40.0, 30.0, 20.0, 100.0];
        let found: Vec<String> = rfm(&days, &orders, &money)
            .into_iter()
            .map(Rfm::score)
            .collect();
        assert_eq!(
            found,
            [
                "551", "555", "444", "444", "333", "333", "222", "222", "111", "115"
            ]
        );
        assert!(quintiles(&[], true).is_empty());
        assert_eq!(quintiles(&[7.0], true), [5]);
        // All equal: the middle, not first come.
        assert_eq!(quintiles(&[2.0; 4], true), [4; 4]);
        assert_eq!(quintiles(&[2.0; 5], false), [3; 5]);
    }

    proptest! {
        #[test]
        fn quintiles_follow_the_values(values in prop::collection::vec(-20_i32..20, 1..60)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let up = quintiles(&values, true);
            let down = quintiles(&values, false);
            for i in 0..values.len() {
                prop_assert!((1..=5).contains(&up[i]));
                for j in 0..values.len() {
                    if values[i] < values[j] {
                        prop_assert!(up[i] <= up[j] && down[i] >= down[j]);
                    } else if values[i] == values[j] {
                        prop_assert!(up[i] == up[j] && down[i] == down[j]);
                    }
                }
            }
        }
    }
}
