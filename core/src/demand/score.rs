//! Several criteria made one: a weighted score, and Ng's score, which needs no weights.

/// Scales values to 0…1 by the smallest and the largest; all zero where these are the same. With
/// `log`, of the logarithm of 1 + value (negative values: of their size, negative), so that one
/// giant does not flatten the rest.
pub fn normalise(values: &mut [f64], log: bool) {
    if log {
        for value in values.iter_mut() {
            *value = libm::log1p(value.abs()).copysign(*value);
        }
    }
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let span = most - least;
    for value in values.iter_mut() {
        *value = if span > 0.0 {
            (*value - least) / span
        } else {
            0.0
        };
    }
}

/// The weighted mean of the scaled criteria, 0 to 1. `criteria` holds the items' values by
/// criterion; only the proportions of `weights` matter.
pub fn weighted_score(mut criteria: Vec<Vec<f64>>, weights: &[f64], log: bool) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    let mut scores = vec![0.0; criteria.first().map_or(0, Vec::len)];
    for (values, weight) in criteria.iter_mut().zip(weights) {
        normalise(values, log);
        for (score, value) in scores.iter_mut().zip(values) {
            *score += weight / sum * *value;
        }
    }
    scores
}

/// Ng's score (2008): with the criteria in the order of their importance, the largest of the means
/// of an item's first, first two, first three… scaled values. It is the optimum of a linear
/// program in which each item chooses the weights that suit it best, as long as no criterion
/// outweighs a more important one.
pub fn ng_score(mut criteria: Vec<Vec<f64>>, log: bool) -> Vec<f64> {
    let items = criteria.first().map_or(0, Vec::len);
    let (mut sums, mut scores) = (vec![0.0; items], vec![0.0_f64; items]);
    for (at, values) in criteria.iter_mut().enumerate() {
        normalise(values, log);
        let count = at as f64 + 1.0;
        for ((sum, score), value) in sums.iter_mut().zip(&mut scores).zip(values) {
            *sum += *value;
            *score = score.max(*sum / count);
        }
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(got: &[f64], want: &[f64]) {
        assert_eq!(got.len(), want.len());
        for (got, want) in got.iter().zip(want) {
            assert!((got - want).abs() < 1e-12, "{got} and {want}");
        }
    }

    /// Value 100, 60, 20 and lines 5, 10, 0 scale to 1, 0.5, 0 and 0.5, 1, 0.
    fn two() -> Vec<Vec<f64>> {
        vec![vec![100.0, 60.0, 20.0], vec![5.0, 10.0, 0.0]]
    }

    #[test]
    fn weighted_score_by_hand() {
        // 0.75 × 1 + 0.25 × 0.5; 0.75 × 0.5 + 0.25 × 1.
        near(
            &weighted_score(two(), &[3.0, 1.0], false),
            &[0.875, 0.625, 0.0],
        );
    }

    #[test]
    fn ng_score_by_hand() {
        // First item: max(1, 0.75). Second: max(0.5, 0.75).
        near(&ng_score(two(), false), &[1.0, 0.75, 0.0]);
        // The other way round the second item leads.
        let turned = two().into_iter().rev().collect();
        near(&ng_score(turned, false), &[0.75, 1.0, 0.0]);
    }

    #[test]
    fn logarithms_lift_what_a_giant_flattens() {
        let values = vec![vec![1e6 - 1.0, 999.0, 0.0]];
        near(
            &weighted_score(values.clone(), &[1.0], true),
            &[1.0, 0.5, 0.0],
        );
        assert!(weighted_score(values, &[1.0], false)[1] < 0.001);
    }

    #[test]
    fn a_criterion_that_is_the_same_for_all_decides_nothing() {
        near(
            &weighted_score(vec![vec![7.0, 7.0]], &[1.0], false),
            &[0.0, 0.0],
        );
        assert!(ng_score(Vec::new(), true).is_empty());
    }

    proptest! {
        /// Ng (2008) derives the score from a linear program; here its weights are tried.
        #[test]
        fn ng_score_is_the_best_that_falling_weights_give(
            rows in prop::collection::vec(prop::array::uniform3(0.0_f64..1e4), 2..20),
            raw in prop::array::uniform3(0.0_f64..1.0),
        ) {
            let mut criteria: Vec<Vec<f64>> =
                (0..3).map(|c| rows.iter().map(|row| row[c]).collect()).collect();
            let scores = ng_score(criteria.clone(), false);
            for values in &mut criteria {
                normalise(values, false);
            }
            let mut weights = raw;
            weights.sort_by(|a, b| b.total_cmp(a));
            let sum: f64 = weights.iter().sum::<f64>().max(1e-9);
            let by = |weights: [f64; 3], item: usize| -> f64 {
                (0..3).map(|c| weights[c] * criteria[c][item]).sum()
            };
            let extremes = [[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [1.0 / 3.0; 3]];
            for (item, score) in scores.iter().enumerate() {
                prop_assert!(by(weights.map(|w| w / sum), item) <= score + 1e-9);
                let reached = extremes.iter().any(|w| (by(*w, item) - score).abs() < 1e-9);
                prop_assert!(reached, "{score} is out of reach");
            }
        }
    }
}
