//! Which items change class when a setting changes.

use super::classes::{Classes, ItemClasses};

/// An item whose class changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flip {
    /// Position of the item.
    pub item: u32,
    /// Its classes before the change.
    pub before: ItemClasses,
    /// And after it.
    pub after: ItemClasses,
    /// What its value class goes by, before the change and after it.
    pub value: [f64; 2],
    /// Cumulative share of the value before the item, before the change and after it.
    pub share_before: [f64; 2],
    /// What decides X, Y or Z, before and after.
    pub variation: [Option<f64>; 2],
    /// Average demand interval, before and after.
    pub interval: [Option<f64>; 2],
    /// Squared variation of the periods with demand, before and after.
    pub cv2: [Option<f64>; 2],
}

/// The items whose classes differ, by net sales descending. A second ABC class counts where both
/// sides have one: that it came or went is no change of the item.
pub fn flips(before: &Classes, after: &Classes) -> Vec<Flip> {
    let both_have_second = !before.abc_second.is_empty() && !after.abc_second.is_empty();
    let seen = |mut classes: ItemClasses| {
        classes.second = classes.second.filter(|_| both_have_second);
        classes
    };
    after
        .ranked_items
        .iter()
        .filter(|&&item| (item as usize) < before.abc.len())
        .filter_map(|&item| {
            let (own, other) = (seen(before.of_item(item)), seen(after.of_item(item)));
            let sides = [before, after];
            let shapes = sides.map(|side| &side.shapes[item as usize]);
            (own != other).then(|| Flip {
                item,
                before: own,
                after: other,
                value: sides.map(|side| side.value[item as usize]),
                share_before: sides.map(|side| side.share_before[item as usize]),
                variation: shapes.map(|shape| shape.variation),
                interval: shapes.map(|shape| shape.interval),
                cv2: shapes.map(|shape| shape.cv2),
            })
        })
        .collect()
}
