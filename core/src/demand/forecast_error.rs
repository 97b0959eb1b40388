//! How far simple forecasts miss an item's demand one month ahead.

/// Smoothing constants that are tried out.
const ALPHAS: [f64; 4] = [0.1, 0.2, 0.3, 0.5];

/// Months of the moving averages that are tried out.
const WINDOWS: [usize; 2] = [3, 6];

/// Naive, mean of all months so far, seasonal naive; then the averages and smoothings.
const METHODS: usize = 3 + WINDOWS.len() + ALPHAS.len();

/// Root mean squared error of one-month-ahead forecasts by the best simple method. Every forecast
/// knows the months before it only; the first is made after `history` months, and, where the
/// series covers two seasons, after a season, so that all methods are compared over the same
/// months. None where fewer than two forecasts could be checked.
pub fn best_error(demand: &[f64], history: usize, season: usize) -> Option<f64> {
    let n = demand.len();
    let seasonal = season > 1 && n >= 2 * season;
    let start = if seasonal {
        history.max(season)
    } else {
        history
    }
    .max(1);
    if n < start + 2 {
        return None;
    }
    let mut squares = [0.0_f64; METHODS];
    let mut levels = [demand[0]; ALPHAS.len()];
    let mut sum = demand[0];
    let mut windows = [demand[0]; WINDOWS.len()];
    for t in 1..n {
        let actual = demand[t];
        if t >= start {
            let mut miss = |method: usize, forecast: f64| {
                squares[method] += (actual - forecast) * (actual - forecast);
            };
            miss(0, demand[t - 1]);
            miss(1, sum / t as f64);
            miss(
                2,
                if seasonal {
                    demand[t - season]
                } else {
                    f64::INFINITY
                },
            );
            for (k, (window, sum)) in WINDOWS.iter().zip(&windows).enumerate() {
                miss(3 + k, sum / (*window).min(t) as f64);
            }
            for (k, level) in levels.iter().enumerate() {
                miss(3 + WINDOWS.len() + k, *level);
            }
        }
        sum += actual;
        for (window, sum) in WINDOWS.iter().zip(&mut windows) {
            *sum += actual;
            if t >= *window {
                *sum -= demand[t - window];
            }
        }
        for (alpha, level) in ALPHAS.iter().zip(&mut levels) {
            *level += alpha * (actual - *level);
        }
    }
    let best = squares.iter().copied().fold(f64::INFINITY, f64::min);
    // Sums of moving windows may end a hair from the exact zero.
    Some((best.max(0.0) / (n - start) as f64).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_by_hand() {
        // Forecasts of months 3 to 6 (from 1) after two months; 4, 6 alternate: the mean of all so
        // far misses by 1, 2/3·…; smoothing with 0.1 from 4 misses 6 by less than the naive 2.
        let demand = [5.0, 5.0, 8.0, 5.0, 5.0];
        // Naive misses by 3, 3, 0; mean by 3, 1, 0.75; windows of 3 by 3, 1, 1; smoothing with 0.1
        // by 3, 0.3, 0.27, which is best.
        let best = ((9.0 + 0.09 + 0.0729) / 3.0_f64).sqrt();
        assert!((best_error(&demand, 2, 12).unwrap() - best).abs() < 1e-12);
        assert_eq!(best_error(&demand, 4, 12), None);
        assert_eq!(best_error(&[7.0; 9], 6, 12), Some(0.0));
    }

    #[test]
    fn a_season_seen_twice_is_forecast() {
        let demand: Vec<f64> = (0..24).map(|t| f64::from(t % 12) * 10.0).collect();
        assert_eq!(best_error(&demand, 6, 12), Some(0.0));
        assert!(best_error(&demand[..23], 6, 12).unwrap() > 1.0);
    }
}
