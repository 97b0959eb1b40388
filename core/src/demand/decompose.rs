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
        centred(demand, season, residuals);
        Line::through(season / 2, residuals)
    } else {
        Line::through(0, demand)
    };
    residuals.clear();
    if !seasonal {
        residuals.extend(demand.iter().enumerate().map(|(t, d)| d - line.at(t)));
        return true;
    }
    let multiplied = line.at(0).min(line.at(n - 1)) > 0.0;
    // Deviations from the trend first, then what the season leaves of them.
    residuals.extend(demand.iter().enumerate().map(|(t, d)| {
        if multiplied {
            d / line.at(t)
        } else {
            d - line.at(t)
        }
    }));
    for first in 0..season {
        let (mut sum, mut count, mut t) = (0.0, 0.0, first);
        while t < n {
            sum += residuals[t];
            count += 1.0;
            t += season;
        }
        let factor = sum / count;
        t = first;
        while t < n {
            residuals[t] = if multiplied {
                demand[t] - line.at(t) * factor
            } else {
                residuals[t] - factor
            };
            t += season;
        }
    }
    true
}

/// Means over a season around each value that has a whole one around it; of an even season the two
/// months at its ends count half.
fn centred(demand: &[f64], season: usize, means: &mut Vec<f64>) {
    let half = season / 2;
    let width = 2 * half + 1;
    let mut sum: f64 = demand[..width].iter().sum();
    let even = season.is_multiple_of(2);
    for end in width..=demand.len() {
        let (first, last) = (demand[end - width], demand[end - 1]);
        let ends = if even {
            f64::midpoint(first, last)
        } else {
            0.0
        };
        means.push((sum - ends) / season as f64);
        if let Some(next) = demand.get(end) {
            sum += next - first;
        }
    }
}

/// A straight line by least squares.
struct Line {
    level: f64,
    slope: f64,
}

impl Line {
    /// Through values one step apart, the first of them at `start`.
    fn through(start: usize, values: &[f64]) -> Line {
        let n = values.len() as f64;
        let middle = (n - 1.0) / 2.0;
        let mean = values.iter().sum::<f64>() / n;
        let (mut xy, mut xx) = (0.0, 0.0);
        for (i, value) in values.iter().enumerate() {
            let x = i as f64 - middle;
            xy += x * (value - mean);
            xx += x * x;
        }
        let slope = if xx > 0.0 { xy / xx } else { 0.0 };
        Line {
            level: mean - slope * (start as f64 + middle),
            slope,
        }
    }

    #[inline]
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
