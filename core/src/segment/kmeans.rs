//! Groups of similar customers, to explore: k-means (Lloyd 1982) from k-means++ starts (Arthur &
//! Vassilvitskii 2007) with a fixed seed, the number of groups by silhouette (Rousseeuw 1987).
//!
//! The same input gives the same groups on every machine: sums are taken in a fixed order, ties go
//! to the first, logarithms come from `libm`.

use crate::stats::{Random, order};

/// Starts tried for each number of groups.
const STARTS: usize = 20;
/// Rounds after which a start is left as it is.
const ROUNDS: usize = 60;
/// Points that starts are tried on, and that silhouettes are taken over, at most.
const SAMPLE: usize = 1_500;
const SILHOUETTE_SAMPLE: usize = 600;
const SEED: u64 = 1987;

/// Fewest and most groups.
pub const GROUPS: std::ops::RangeInclusive<usize> = 2..=8;

/// Points grouped.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Groups {
    /// Group by point, from 0; the group with the most points first.
    pub of: Vec<usize>,
    /// Number of groups.
    pub k: usize,
    /// Mean silhouette of the points, −1 to 1.
    pub silhouette: f64,
    /// Silhouette by number of groups that was tried.
    pub tried: Vec<(usize, f64)>,
}

/// Groups points of equal dimension; `k` None tries 2 to 8 and takes the best silhouette. None
/// where there are not more different points than groups.
pub fn kmeans(points: &[Vec<f64>], k: Option<usize>) -> Option<Groups> {
    let scaled = standardised(points);
    let sample: Vec<&[f64]> = drawn(&scaled, SAMPLE);
    let different = {
        let mut sorted = sample.clone();
        order::sort_by(&mut sorted, |a, b| compare(a, b));
        sorted.dedup();
        sorted.len()
    };
    let few = drawn(&sample, SILHOUETTE_SAMPLE);
    let mut tried = Vec::new();
    let mut best: Option<(f64, Vec<Vec<f64>>)> = None;
    let wanted = match k {
        Some(k) => k..=k,
        None => GROUPS,
    };
    for k in wanted.filter(|k| *k < different) {
        let centres = best_of_starts(&sample, k);
        let of: Vec<usize> = few.iter().map(|p| nearest(p, &centres).0).collect();
        let silhouette = silhouette(&few, &of, k);
        tried.push((k, silhouette));
        if best.as_ref().is_none_or(|(s, _)| silhouette > *s) {
            best = Some((silhouette, centres));
        }
    }
    let (silhouette, mut centres) = best?;
    let all: Vec<&[f64]> = scaled.iter().map(Vec::as_slice).collect();
    let (mut of, _) = lloyd(&all, &mut centres);
    let k = by_size(&mut of, centres.len());
    Some(Groups {
        of,
        k,
        silhouette,
        tried,
    })
}

/// Every dimension with mean 0 and deviation 1 of its logarithms; one that does not vary counts
/// for nothing.
fn standardised(points: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let n = points.len() as f64;
    let mut scaled: Vec<Vec<f64>> = points
        .iter()
        .map(|p| p.iter().map(|v| libm::log1p(v.max(0.0))).collect())
        .collect();
    let dimensions = points.first().map_or(0, Vec::len);
    for d in 0..dimensions {
        let mean = scaled.iter().map(|p| p[d]).sum::<f64>() / n;
        let variance = scaled.iter().map(|p| (p[d] - mean).powi(2)).sum::<f64>() / n;
        let deviation = variance.sqrt();
        for p in &mut scaled {
            p[d] = if deviation > 1e-12 {
                (p[d] - mean) / deviation
            } else {
                0.0
            };
        }
    }
    scaled
}

/// Up to `most` of the points, drawn from a fixed seed, in their order. Every so many would not
/// do: points often come in a rhythm.
fn drawn<P: AsRef<[f64]>>(points: &[P], most: usize) -> Vec<&[f64]> {
    let mut positions: Vec<usize> = (0..points.len()).collect();
    if points.len() > most {
        Random::new(SEED).shuffle(&mut positions);
        positions.truncate(most);
        order::sort_by(&mut positions, Ord::cmp);
    }
    positions.into_iter().map(|i| points[i].as_ref()).collect()
}

fn compare(a: &[f64], b: &[f64]) -> std::cmp::Ordering {
    a.iter()
        .zip(b)
        .map(|(a, b)| a.total_cmp(b))
        .find(|o| o.is_ne())
        .unwrap_or(std::cmp::Ordering::Equal)
}

fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// The nearest centre, the first of equals, and the squared distance to it.
fn nearest(point: &[f64], centres: &[Vec<f64>]) -> (usize, f64) {
    let mut best = (0, f64::INFINITY);
    for (i, centre) in centres.iter().enumerate() {
        let d = distance(point, centre);
        if d < best.1 {
            best = (i, d);
        }
    }
    best
}

fn best_of_starts(points: &[&[f64]], k: usize) -> Vec<Vec<f64>> {
    let mut random = Random::new(SEED + k as u64);
    let mut best: Option<(f64, Vec<Vec<f64>>)> = None;
    for _ in 0..STARTS {
        let mut centres = start(points, k, &mut random);
        let (_, cost) = lloyd(points, &mut centres);
        if best.as_ref().is_none_or(|(c, _)| cost < *c) {
            best = Some((cost, centres));
        }
    }
    best.map_or_else(Vec::new, |(_, centres)| centres)
}

/// k-means++: each centre a point, likelier the farther it lies from those before it.
fn start(points: &[&[f64]], k: usize, random: &mut Random) -> Vec<Vec<f64>> {
    let first = random.between(0, points.len() as i64 - 1) as usize;
    let mut centres = vec![points[first].to_vec()];
    let mut far: Vec<f64> = points.iter().map(|p| distance(p, points[first])).collect();
    while centres.len() < k {
        let mut left = random.share() * far.iter().sum::<f64>();
        let at = far
            .iter()
            .position(|d| {
                left -= d;
                left < 0.0 && *d > 0.0
            })
            .or_else(|| far.iter().rposition(|d| *d > 0.0))
            .unwrap_or(0);
        for (d, p) in far.iter_mut().zip(points) {
            *d = d.min(distance(p, points[at]));
        }
        centres.push(points[at].to_vec());
    }
    centres
}

/// Moves centres to the means of their points until no point changes its group; the groups, and
/// the sum of squared distances. A centre without points stays.
fn lloyd(points: &[&[f64]], centres: &mut [Vec<f64>]) -> (Vec<usize>, f64) {
    let dimensions = centres.first().map_or(0, Vec::len);
    let mut of = vec![usize::MAX; points.len()];
    let mut cost = 0.0;
    for _ in 0..ROUNDS {
        let mut changed = false;
        cost = 0.0;
        let mut sums = vec![(0.0, vec![0.0; dimensions]); centres.len()];
        for (p, of) in points.iter().zip(&mut of) {
            let (group, d) = nearest(p, centres);
            changed |= *of != group;
            *of = group;
            cost += d;
            sums[group].0 += 1.0;
            for (sum, v) in sums[group].1.iter_mut().zip(*p) {
                *sum += v;
            }
        }
        if !changed {
            break;
        }
        for (centre, (count, sum)) in centres.iter_mut().zip(sums) {
            if count > 0.0 {
                *centre = sum.into_iter().map(|s| s / count).collect();
            }
        }
    }
    (of, cost)
}

/// Mean silhouette; a point alone in its group counts as 0.
fn silhouette(points: &[&[f64]], of: &[usize], k: usize) -> f64 {
    let mut sizes = vec![0_usize; k];
    for &group in of {
        sizes[group] += 1;
    }
    let mut total = 0.0;
    let mut sums = vec![0.0; k];
    for (p, &own) in points.iter().zip(of) {
        if sizes[own] < 2 {
            continue;
        }
        sums.fill(0.0);
        for (q, &group) in points.iter().zip(of) {
            sums[group] += distance(p, q).sqrt();
        }
        let inside = sums[own] / (sizes[own] - 1) as f64;
        let beside = (0..k)
            .filter(|&g| g != own && sizes[g] > 0)
            .map(|g| sums[g] / sizes[g] as f64)
            .fold(f64::INFINITY, f64::min);
        let larger = inside.max(beside);
        if larger > 0.0 && beside.is_finite() {
            total += (beside - inside) / larger;
        }
    }
    total / points.len().max(1) as f64
}

/// Numbers the groups by size, largest first, and leaves empty ones out.
fn by_size(of: &mut [usize], k: usize) -> usize {
    let mut sizes = vec![0_usize; k];
    for &group in of.iter() {
        sizes[group] += 1;
    }
    let mut order: Vec<usize> = (0..k).filter(|&g| sizes[g] > 0).collect();
    order::sort_by_key(&mut order, |&g| std::cmp::Reverse(sizes[g]));
    let mut place = vec![0; k];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    for group in of.iter_mut() {
        *group = place[*group];
    }
    order.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `count` points around each of the centres.
    fn blobs(centres: &[(f64, f64)], count: usize) -> Vec<Vec<f64>> {
        let mut random = Random::new(7);
        let mut points = Vec::new();
        for i in 0..count * centres.len() {
            let (x, y) = centres[i % centres.len()];
            points.push(vec![
                x * (0.9 + 0.2 * random.share()),
                y * (0.9 + 0.2 * random.share()),
            ]);
        }
        points
    }

    #[test]
    fn separated_blobs_are_found() {
        let centres = [(1.0, 1000.0), (100.0, 1.0), (10_000.0, 50_000.0)];
        for count in [5, 40, 900] {
            let groups = kmeans(&blobs(&centres, count), None).unwrap();
            assert_eq!(groups.k, 3, "{:?}", groups.tried);
            assert!(groups.silhouette > 0.8, "{}", groups.silhouette);
            for (i, group) in groups.of.iter().enumerate() {
                assert_eq!(*group, groups.of[i % 3]);
            }
        }
        let two = kmeans(&blobs(&centres, 10), Some(2)).unwrap();
        assert_eq!((two.k, two.tried.len()), (2, 1));
        assert_eq!(kmeans(&[], None), None);
        assert_eq!(kmeans(&vec![vec![3.0, 4.0]; 9], None), None);
    }

    #[test]
    fn every_machine_finds_the_same() {
        // Points without a structure, where a different rounding or order would show.
        let mut random = Random::new(3);
        let points: Vec<Vec<f64>> = (0..200)
            .map(|_| (0..4).map(|_| random.share() * 100.0).collect())
            .collect();
        let groups = kmeans(&points, Some(5)).unwrap();
        let mut sizes = vec![0; groups.k];
        for &group in &groups.of {
            sizes[group] += 1;
        }
        assert_eq!(sizes, PINNED_SIZES);
        assert_eq!(groups, kmeans(&points, Some(5)).unwrap());
    }

    const PINNED_SIZES: [usize; 5] = [75, 34, 33, 30, 28];

    proptest! {
        #[test]
        fn every_point_has_one_group_that_is_not_empty(
            points in prop::collection::vec(prop::collection::vec(0.0_f64..50.0, 3), 1..60),
            k in prop::option::of(2_usize..=8),
        ) {
            if let Some(groups) = kmeans(&points, k) {
                prop_assert_eq!(groups.of.len(), points.len());
                for g in 0..groups.k {
                    prop_assert!(groups.of.contains(&g));
                }
                prop_assert!(groups.of.iter().all(|g| *g < groups.k));
                prop_assert!((-1.0..=1.0).contains(&groups.silhouette));
            }
        }
    }
}
