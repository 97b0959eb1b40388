//! What trend and season leave over of a series: the classical decomposition with a straight trend
//! and seasonal factors (Chopra & Meindl's static method).

/// Residuals of a series after trend and season, into `residuals`; the season only where the
/// series covers it twice, so that it can be told from chance. False where there are too few values
/// for a trend.
///
/// The trend is a straight line through the centred moving averages over a season (through the
/// values themselves without one), the factor of a month of the season the mean of its values ÷
/// trend. Where the line falls to zero no such factor exists: the season is then added, not
/// multiplied.
pub fn residuals(demand: &[f64], season: usize, residuals: &mut Vec<f64>) -> bool {
    let n = demand.len();
    residuals.clear();
    if n < 3 {
        return false;
    }
    let seasonal = season > 1 && n >= 2 * season;
    let line = if seasonal {
        let half = season / 2;
        Line::through((half..n - half).map(|t| (t as f64, centred(demand, t, season))))
    } else {
        Line::through((0..n).map(|t| (t as f64, demand[t])))
    };
    if !seasonal {
        residuals.extend((0..n).map(|t| demand[t] - line.at(t)));
        return true;
    }
    let multiplied = line.at(0).min(line.at(n - 1)) > 0.0;
    residuals.resize(n, 0.0);
    for first in 0..season {
        let months = || (first..n).step_by(season);
        let deviation = |t: usize| {
            if multiplied {
                demand[t] / line.at(t)
            } else {
                demand[t] - line.at(t)
            }
        };
        let count = months().count() as f64;
        let factor = months().map(deviation).sum::<f64>() / count;
        for t in months() {
            let fitted = if multiplied {
                line.at(t) * factor
            } else {
                line.at(t) + factor
            };
            residuals[t] = demand[t] - fitted;
        }
    }
    true
}

/// Mean over a season around `t`; of an even season the two months at its ends count half.
fn centred(demand: &[f64], t: usize, season: usize) -> f64 {
    let half = season / 2;
    let window = &demand[t - half..=t + half];
    let mut sum: f64 = window.iter().sum();
    if season.is_multiple_of(2) {
        sum -= (window[0] + window[window.len() - 1]) / 2.0;
    }
    sum / season as f64
}

/// A straight line by least squares.
struct Line {
    level: f64,
    slope: f64,
}

impl Line {
    fn through(points: impl Iterator<Item = (f64, f64)> + Clone) -> Line {
        let n = points.clone().count() as f64;
        let mean_x = points.clone().map(|p| p.0).sum::<f64>() / n;
        let mean_y = points.clone().map(|p| p.1).sum::<f64>() / n;
        let (mut xy, mut xx) = (0.0, 0.0);
        for (x, y) in points {
            xy += (x - mean_x) * (y - mean_y);
            xx += (x - mean_x) * (x - mean_x);
        }
        let slope = if xx > 0.0 { xy / xx } else { 0.0 };
        Line {
            level: mean_y - slope * mean_x,
            slope,
        }
    }

    fn at(&self, t: usize) -> f64 {
        self.level + self.slope * t as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_line_leaves_nothing() {
        let demand: Vec<f64> = (0..7).map(|t| 5.0 + 3.0 * f64::from(t)).collect();
        let mut left = Vec::new();
        assert!(residuals(&demand, 12, &mut left));
        assert!(left.iter().all(|e| e.abs() < 1e-12), "{left:?}");
        assert!(!residuals(&demand[..2], 12, &mut left));
    }

    #[test]
    fn a_season_is_taken_out_from_two_of_them_on() {
        let demand: Vec<f64> = (0..8).map(|t| [10.0, 30.0, 20.0, 20.0][t % 4]).collect();
        let mut left = Vec::new();
        residuals(&demand, 4, &mut left);
        assert!(left.iter().all(|e| e.abs() < 1e-12), "{left:?}");
        residuals(&demand[..7], 4, &mut left);
        assert!(left.iter().any(|e| e.abs() > 1.0), "{left:?}");
    }

    #[test]
    fn demand_that_dies_out_has_an_added_season() {
        let mut demand = vec![0.0; 24];
        demand[0] = 90.0;
        demand[2] = 30.0;
        let mut left = Vec::new();
        assert!(residuals(&demand, 12, &mut left));
        assert!(left.iter().all(|e| e.is_finite()));
    }
}
