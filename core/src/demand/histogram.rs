//! How many items lie where between the limits: bins for charts whose limits can be drawn along.

use serde::{Deserialize, Serialize};

/// Bins of a histogram, at most.
const MOST_BINS: usize = 60;

/// A bin of a histogram.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// Least value in it.
    pub from: f64,
    /// Values in it are below this; None: the last bin takes all that follow.
    pub to: Option<f64>,
    /// Items in it.
    pub items: u32,
}

/// Items counted by a value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    /// Of equal width, without gaps, but for the last, which may be open.
    pub bins: Vec<Bin>,
    /// Items that have no such value.
    pub without: u32,
}

/// Counts values, those that are not None, in bins of equal width from `from` on. `upper` is what
/// the bins must reach at least, such as the largest limit; beyond the largest of it and nearly all
/// values (98 %) an open bin takes the rest.
pub fn histogram(values: impl Iterator<Item = Option<f64>>, from: f64, upper: f64) -> Histogram {
    let mut without = 0;
    let mut known: Vec<f64> = Vec::new();
    for value in values {
        match value {
            Some(v) if v.is_finite() => known.push(v),
            _ => without += 1,
        }
    }
    let nearly_all = if known.is_empty() {
        from
    } else {
        let at = (known.len() - 1) * 98 / 100;
        *known.select_nth_unstable_by(at, f64::total_cmp).1
    };
    let end = upper.max(nearly_all);
    let width = round_up((end - from).max(f64::MIN_POSITIVE) / (MOST_BINS - 2) as f64);
    // One bin more than the end, so that what lies exactly on it is not in the open bin.
    let closed = (((end - from) / width).floor() as usize + 1).min(MOST_BINS - 1);
    let edge = |k: usize| from + width * k as f64;
    let mut counts = vec![0_u32; closed + 1];
    for value in &known {
        let at = ((value - from) / width).max(0.0) as usize;
        // The quotient may round across the edge.
        let at = at.min(closed);
        let at = if at > 0 && *value < edge(at) {
            at - 1
        } else if at < closed && *value >= edge(at + 1) {
            at + 1
        } else {
            at
        };
        counts[at] += 1;
    }
    let mut bins: Vec<Bin> = (0..closed)
        .map(|k| Bin {
            from: edge(k),
            to: Some(edge(k + 1)),
            items: counts[k],
        })
        .collect();
    if counts[closed] > 0 {
        bins.push(Bin {
            from: edge(closed),
            to: None,
            items: counts[closed],
        });
    }
    Histogram { bins, without }
}

/// The next number that is 1, 2, 2.5 or 5 times a power of ten.
fn round_up(number: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(number)));
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|step| *step >= number * (1.0 - 1e-9))
        .unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_fall_into_round_bins() {
        let values = [
            Some(0.0),
            Some(0.04),
            Some(0.05),
            Some(1.0),
            None,
            Some(70.0),
        ];
        let h = histogram(values.into_iter(), 0.0, 1.0);
        assert_eq!(h.without, 1);
        assert_eq!((h.bins[0].from, h.bins[0].to), (0.0, Some(0.02)));
        let last = h.bins.last().unwrap();
        assert_eq!((last.to, last.items), (None, 1));
        let of = |v: f64| {
            h.bins
                .iter()
                .find(|b| v >= b.from && b.to.is_none_or(|t| v < t))
        };
        assert_eq!(of(1.0).unwrap().items, 1);
    }

    proptest! {
        #[test]
        fn every_value_is_in_its_bin(
            values in prop::collection::vec(prop::option::of(0.0_f64..50.0), 0..80),
            upper in 0.1_f64..20.0,
        ) {
            let h = histogram(values.iter().copied(), 0.0, upper);
            prop_assert!(h.bins.len() <= MOST_BINS);
            let counted: u32 = h.bins.iter().map(|b| b.items).sum();
            prop_assert_eq!(counted + h.without, values.len() as u32);
            for bin in &h.bins {
                let inside = |v: &f64| *v >= bin.from && bin.to.is_none_or(|t| *v < t);
                let count = values.iter().flatten().filter(|v| inside(v)).count();
                prop_assert_eq!(count as u32, bin.items);
            }
            let reach = h.bins.iter().filter_map(|b| b.to).fold(0.0, f64::max);
            prop_assert!(reach >= upper);
        }
    }
}
