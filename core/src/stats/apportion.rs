//! Splits a whole number of cents so that the parts add up.

/// Cents taken together; what whole numbers of 64 bits cannot hold is cut off there.
pub fn sum_of_cents(parts: &[i64]) -> i64 {
    let sum: i128 = parts.iter().copied().map(i128::from).sum();
    sum.clamp(i64::MIN.into(), i64::MAX.into()) as i64
}

/// Splits `total` in proportion to `weights` by largest remainder (Hamilton): every part is the
/// exact share rounded down, and the cents left over go one each to the largest fractions, ties to
/// the earlier. Weights of zero get nothing, negative ones a part of the other sign (what relieves a
/// cost is paid for it); where the weights do not come to a positive sum, every part is zero. Totals
/// are cents of amounts that [`Settings::check`](crate::settings::Settings::check) let pass; what lies beyond a whole number of 64 bits is cut off there, with either sign.
pub fn apportion(total: i64, weights: &[f64]) -> Vec<i64> {
    let sum = weights.iter().copied().collect::<super::Sum>().value();
    let mut parts = vec![0_i64; weights.len()];
    // Also where a weight is no number: nothing is handed out by such.
    if sum.is_nan() || sum <= 0.0 || total == 0 {
        return parts;
    }
    let total = total.max(-i64::MAX);
    // A negative pool (a credit) is split like its amount and turned round.
    let (sign, amount) = (total.signum(), total.unsigned_abs() as f64);
    let mut given = 0_i128;
    let mut fractions: Vec<(f64, u32)> = Vec::with_capacity(weights.len());
    for (i, &weight) in weights.iter().enumerate() {
        if weight != 0.0 {
            let share = amount * weight / sum;
            let floor = share.floor();
            parts[i] = floor as i64;
            given += i128::from(parts[i]);
            fractions.push((share - floor, i as u32));
        }
    }
    // Rounding of the shares can leave the rest a cent off either way; both are mended.
    let mut left = i128::from(total.abs()) - given;
    // Weights of both signs that nearly cancel make shares of any size, and a rest of many rounds.
    if let Some(rounds) = left
        .checked_div(fractions.len() as i128)
        .filter(|r| *r != 0)
    {
        let each = rounds.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
        for &(_, i) in &fractions {
            parts[i as usize] = parts[i as usize].saturating_add(each);
        }
        left -= rounds * fractions.len() as i128;
    }
    let by_fraction = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    while left != 0 {
        let n = left.unsigned_abs().min(fractions.len() as u128) as usize;
        if n < fractions.len() {
            fractions.select_nth_unstable_by(n - 1, |a, b| {
                let largest_first = by_fraction(a, b);
                if left > 0 {
                    largest_first
                } else {
                    largest_first.reverse()
                }
            });
        }
        for &(_, i) in &fractions[..n] {
            parts[i as usize] = parts[i as usize].saturating_add(left.signum() as i64);
        }
        left -= left.signum() * n as i128;
    }
    if sign < 0 {
        for part in &mut parts {
            *part = -*part;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_third_each_gives_the_first_the_cent() {
        assert_eq!(apportion(100, &[1.0, 1.0, 1.0]), [34, 33, 33]);
        assert_eq!(apportion(-100, &[1.0, 1.0, 1.0]), [-34, -33, -33]);
        assert_eq!(apportion(5, &[0.0, -1.0]), [0, 0]);
    }

    #[test]
    fn weights_that_nearly_cancel_come_to_an_end() {
        // Adding the rest a cent at a time would take for ever.
        assert_eq!(apportion(100_000, &[1e9, 1e9, 1e-9 - 2e9, 1e-6]).len(), 4);
    }

    #[test]
    fn the_largest_totals_are_split_whole() {
        for total in [i64::MAX, i64::MIN, i64::MAX - 7, 100_000_000_000_000_003] {
            for weights in [&[1.0][..], &[1.0, 2.0, 4.0], &[1.0; 7], &[1e-30, 1.0]] {
                let sum: i128 = apportion(total, weights).into_iter().map(i128::from).sum();
                assert_eq!(sum, i128::from(total.max(-i64::MAX)), "{weights:?}");
            }
        }
    }

    #[test]
    fn who_relieves_a_cost_is_paid_for_it() {
        let parts = apportion(100, &[0.7, -0.2, 0.5]);
        assert_eq!(parts, [70, -20, 50]);
        assert_eq!(
            apportion(10, &[1.0, -1.5, 1.0, 2.5]).iter().sum::<i64>(),
            10
        );
        assert_eq!(apportion(10, &[1.0, -1.5]), [0, 0]);
    }

    proptest! {
        #[test]
        fn parts_add_up_and_stay_within_a_cent(
            total in -1_000_000_000_i64..1_000_000_000,
            weights in prop::collection::vec(0.0_f64..1e6, 1..200),
        ) {
            let parts = apportion(total, &weights);
            let sum: f64 = weights.iter().sum();
            if sum > 0.0 {
                prop_assert_eq!(parts.iter().sum::<i64>(), total);
                for (part, weight) in parts.iter().zip(&weights) {
                    prop_assert!((*part as f64 - total as f64 * weight / sum).abs() <= 1.001);
                }
            }
        }
    }
}
