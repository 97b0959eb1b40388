//! The whale curve: cumulative net contribution, customers from best to worst (Kaplan & Narayanan
//! 2001).

use crate::stats::Sum;

/// Where the company's profit is made, and how much of it is lost again.
#[derive(Clone, Debug, PartialEq)]
pub struct WhaleCurve {
    /// Cumulative net contribution after each customer; one entry a customer.
    pub cumulative: Vec<f64>,
    /// Customers up to the largest cumulative value, 0 where all lose; the first such place.
    pub peak_customers: usize,
    /// The largest cumulative value, at least zero.
    pub peak: f64,
    /// Net contribution of all customers: the end of the curve.
    pub total: f64,
    /// Customers below zero.
    pub loss_makers: usize,
}

/// The curve of net contributions that come ranked from best to worst.
pub fn whale_curve(ranked: &[f64]) -> WhaleCurve {
    let mut sum = Sum::default();
    let (mut peak, mut peak_customers) = (0.0, 0);
    let cumulative: Vec<f64> = ranked
        .iter()
        .enumerate()
        .map(|(i, &net)| {
            sum.add(net);
            if sum.value() > peak {
                peak = sum.value();
                peak_customers = i + 1;
            }
            sum.value()
        })
        .collect();
    WhaleCurve {
        total: cumulative.last().copied().unwrap_or(0.0),
        cumulative,
        peak_customers,
        peak,
        loss_makers: ranked.iter().filter(|n| **n < 0.0).count(),
    }
}

impl WhaleCurve {
    /// Customers and cumulative value after each tenth of the customers (rounded up).
    pub fn deciles(&self) -> Vec<(u32, usize, f64)> {
        let n = self.cumulative.len();
        (1..=10)
            .map(|d| {
                let customers = (n * d).div_ceil(10);
                let value = customers.checked_sub(1).map_or(0.0, |i| self.cumulative[i]);
                (d as u32 * 10, customers, value)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn inv_05_whale_ends_at_the_total_is_concave_and_peaks_above_it(
            mut nets in prop::collection::vec(-1e6_f64..1e6, 1..80),
        ) {
            nets.sort_by(|a, b| b.total_cmp(a));
            let curve = whale_curve(&nets);
            let total: Sum = nets.iter().copied().collect();
            prop_assert!((curve.total - total.value()).abs() < 1e-6);
            prop_assert!(curve.peak >= curve.total);
            for w in curve.cumulative.windows(3) {
                prop_assert!(w[2] - w[1] <= w[1] - w[0] + 1e-6);
            }
            prop_assert_eq!(curve.deciles().last().map(|d| d.1), Some(nets.len()));
        }
    }
}
