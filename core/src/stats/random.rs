//! Random numbers from a seed: the same on every machine, because only whole-number arithmetic,
//! one division by a power of two and comparisons are involved.

/// SplitMix64 (Steele, Lea and Flood 2014).
pub(crate) struct Random {
    state: u64,
}

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// At least 0, below 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A whole number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = (high - low + 1) as u64; // callers pass low <= high
        // The bias of taking the high word of a product is below one in a billion here.
        low + ((u128::from(self.next()) * u128::from(span)) >> 64) as i64
    }

    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// A whole number whose mean is `mean`: its floor or the next one.
    pub(crate) fn count(&mut self, mean: f64) -> i64 {
        let floor = mean.floor();
        floor as i64 + i64::from(self.share() < mean - floor)
    }

    /// Brings a list into a random order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            let j = self.between(0, i as i64) as usize;
            list.swap(i, j);
        }
    }

    /// A position in a list of running totals, each position as likely as its part of the whole.
    pub(crate) fn pick(&mut self, running: &[f64]) -> usize {
        let total = running.last().copied().unwrap_or(0.0);
        let at = self.share() * total;
        running
            .partition_point(|&sum| sum <= at)
            .min(running.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_the_published_one() {
        // First outputs of SplitMix64 for the seed 1234567, as in the reference implementation.
        let mut random = Random::new(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn numbers_stay_in_range_and_centre() {
        let mut random = Random::new(7);
        let (mut sum, mut counts) = (0.0, 0);
        for _ in 0..10_000 {
            let share = random.share();
            assert!((0.0..1.0).contains(&share));
            assert!((3..=9).contains(&random.between(3, 9)));
            sum += share;
            counts += random.count(2.3);
        }
        assert!((sum / 10_000.0 - 0.5).abs() < 0.02);
        assert!((counts as f64 / 10_000.0 - 2.3).abs() < 0.05);
        let running = [1.0, 1.0, 4.0];
        assert!(
            (0..1_000).all(|_| random.pick(&running) != 1),
            "nothing of the whole, never picked"
        );
    }
}
