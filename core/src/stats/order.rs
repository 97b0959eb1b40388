//! Sorting lists that are short beside the order lines. The standard library makes a sort of its
//! own for every type and comparison, some ten thousand bytes each; here one serves them all.

use std::cmp::Ordering;

/// Sorts a list; equal entries keep their order.
pub fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let places = positions(list.len(), &|a, b| compare(&list[a], &list[b]));
    let mut taken: Vec<Option<T>> = std::mem::take(list).into_iter().map(Some).collect();
    list.extend(places.iter().filter_map(|&at| taken[at as usize].take()));
}

/// As [`sort_by`], by a key of each entry.
pub fn sort_by_key<T, K: Ord>(list: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(list, |a, b| key(a).cmp(&key(b)));
}

/// The positions 0 to `len` in the order of what stands there; equal ones keep their order.
pub fn positions(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..len as u32).collect();
    sort_places(&mut places, &|a, b| compare(a as usize, b as usize));
    places
}

/// Sorts numbered values from the smallest value to the largest, equal ones by number.
pub fn by_value(list: &mut [(f64, u32)]) {
    list.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
}

fn sort_places(places: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    places.sort_unstable_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
}

/// Sorts whole numbers from the smallest to the largest.
pub fn whole(numbers: &mut [u32]) {
    sort_places(numbers, &|a, b| a.cmp(&b));
}

/// Sorts numbers from the smallest to the largest.
pub fn ascending(numbers: &mut [f64]) {
    numbers.sort_unstable_by(f64::total_cmp);
}

/// Sorts numbers from the largest to the smallest.
pub fn descending(numbers: &mut [f64]) {
    ascending(numbers);
    numbers.reverse();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lists_come_out_as_from_the_standard_library(
            list in prop::collection::vec((0_u8..6, 0_u32..1000), 0..60),
            numbers in prop::collection::vec(-10_f64..10.0, 0..40),
        ) {
            let mut ours = list.clone();
            let mut theirs = list;
            sort_by(&mut ours, |a, b| b.0.cmp(&a.0));
            theirs.sort_by_key(|e| std::cmp::Reverse(e.0));
            prop_assert_eq!(&ours, &theirs);
            sort_by_key(&mut ours, |e| e.1);
            theirs.sort_by_key(|e| e.1);
            prop_assert_eq!(&ours, &theirs);
            let (mut ours, mut theirs) = (numbers.clone(), numbers);
            descending(&mut ours);
            theirs.sort_by(|a, b| b.total_cmp(a));
            prop_assert_eq!(ours, theirs);
        }
    }
}
