//! Sums that do not lose the small beside the large.

/// A compensated sum: as exact as if it had been added with twice the digits.
///
/// What each addition loses is found without a branch (Knuth's two-sum, 1969) and kept aside, as
/// Neumaier (1974) does.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    /// Adds a value.
    #[inline]
    pub fn add(&mut self, value: f64) {
        let total = self.total + value;
        let added = total - self.total;
        self.lost += (self.total - (total - added)) + (value - added);
        self.total = total;
    }

    /// Adds another sum, with what it kept aside.
    #[inline]
    pub fn merge(&mut self, other: Sum) {
        self.add(other.total);
        self.lost += other.lost;
    }

    /// The sum so far.
    #[inline]
    pub fn value(self) -> f64 {
        self.total + self.lost
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut sum = Sum::default();
        for value in values {
            sum.add(value);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_beside_large() {
        let sum: Sum = [1.0, 1e100, 1.0, -1e100].into_iter().collect();
        assert_eq!(sum.value(), 2.0);
    }
}
