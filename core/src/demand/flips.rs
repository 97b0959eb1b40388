//! Which items change class when a setting changes.

use super::classes::{Classes, ItemClasses};

/// An item whose class changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flip {
    /// Position of the item.
    pub item: u32,
    /// Its classes before the change.
    pub before: ItemClasses,
    /// And after it.
    pub after: ItemClasses,
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
        .map(|&item| Flip {
            item,
            before: seen(before.of_item(item)),
            after: seen(after.of_item(item)),
        })
        .filter(|flip| flip.before != flip.after)
        .collect()
}
