//! Splits a whole number of cents so that the parts add up.

/// Splits `total` in proportion to `weights` by largest remainder (Hamilton): every part is the
/// exact share rounded down, and the cents left over go one each to the largest fractions, ties to
/// the earlier. Weights that are not positive get nothing; without any positive weight every part
/// is zero.
pub fn apportion(total: i64, weights: &[f64]) -> Vec<i64> {
    let sum: f64 = weights
        .iter()
        .copied()
        .filter(|w| *w > 0.0)
        .collect::<super::Sum>()
        .value();
    let mut parts = vec![0_i64; weights.len()];
    if sum <= 0.0 || total == 0 {
        return parts;
    }
    // A negative pool (a credit) is split like its amount and turned round.
    let (sign, amount) = (total.signum(), total.unsigned_abs() as f64);
    let mut given = 0_i64;
    let mut fractions: Vec<(f64, u32)> = Vec::with_capacity(weights.len());
    for (i, &weight) in weights.iter().enumerate() {
        if weight > 0.0 {
            let share = amount * weight / sum;
            let floor = share.floor();
            parts[i] = floor as i64;
            given += floor as i64;
            fractions.push((share - floor, i as u32));
        }
    }
    // Rounding of the shares can leave the rest a cent off either way; both are mended.
    let mut left = total.abs() - given;
    let by_fraction = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    while left != 0 {
        let n = (left.unsigned_abs() as usize).min(fractions.len());
        if n < fractions.len() {
            if left > 0 {
                fractions.select_nth_unstable_by(n - 1, by_fraction);
            } else {
                fractions.select_nth_unstable_by(n - 1, |a, b| by_fraction(b, a));
            }
        }
        for &(_, i) in &fractions[..n] {
            parts[i as usize] += left.signum();
        }
        left -= left.signum() * n as i64;
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
