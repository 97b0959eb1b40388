//! Where an item stands in its life: whether its history is enough to classify it by.

use crate::settings::DemandSettings;
use serde::{Deserialize, Serialize};

/// Life of an item, beside its classes: what has too little history, or no future, is no class of
/// variability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Sold long enough, often enough and of late.
    Active,
    /// First sold a few months ago.
    New,
    /// Not sold for many months.
    PhaseOut,
    /// Too few months, or too few of them with demand.
    InsufficientHistory,
    /// Returns, and no sale.
    ReturnsOnly,
    /// No units sold.
    NoDemand,
}

impl Status {
    /// Every status, in the order in which screens list them.
    pub const ALL: [Status; 6] = [
        Status::Active,
        Status::New,
        Status::PhaseOut,
        Status::InsufficientHistory,
        Status::ReturnsOnly,
        Status::NoDemand,
    ];

    /// The status in words.
    pub fn label(self) -> &'static str {
        match self {
            Status::Active => "active",
            Status::New => "new",
            Status::PhaseOut => "phase-out",
            Status::InsufficientHistory => "insufficient history",
            Status::ReturnsOnly => "returns only",
            Status::NoDemand => "no demand",
        }
    }

    /// The name in exported results.
    pub fn name(self) -> &'static str {
        match self {
            Status::Active => "active",
            Status::New => "new",
            Status::PhaseOut => "phase_out",
            Status::InsufficientHistory => "insufficient_history",
            Status::ReturnsOnly => "returns_only",
            Status::NoDemand => "no_demand",
        }
    }

    /// The status by units sold a month, from the first month of the data. `months` is the number
    /// of the last month that counts, from 1: months after it are incomplete. `returns`: whether
    /// the item has return lines.
    pub fn of(sold: &[f64], months: usize, returns: bool, settings: &DemandSettings) -> Status {
        let is_sale = |units: &f64| *units > 0.0;
        let (Some(first), Some(last)) = (
            sold.iter().position(is_sale),
            sold.iter().rposition(is_sale),
        ) else {
            return if returns {
                Status::ReturnsOnly
            } else {
                Status::NoDemand
            };
        };
        let at_least = |months: usize, limit: u32| months >= limit as usize;
        if !at_least(months, settings.min_months) {
            return Status::InsufficientHistory;
        }
        // What was sold in the first month may have been sold for long.
        if first > 0 && !at_least(months.saturating_sub(first), settings.new_months) {
            return Status::New;
        }
        if at_least(months.saturating_sub(last + 1), settings.dead_months) {
            return Status::PhaseOut;
        }
        let active = sold.iter().filter(|u| is_sale(u)).count();
        if !at_least(months - first.min(months), settings.min_months)
            || !at_least(active, settings.min_active_months)
        {
            return Status::InsufficientHistory;
        }
        Status::Active
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sold in these months of 24.
    fn status(months: &[usize]) -> Status {
        let mut sold = [0.0; 24];
        for &m in months {
            sold[m] = 2.0;
        }
        Status::of(&sold, 24, false, &DemandSettings::default())
    }

    #[test]
    fn a_status_by_first_and_last_sale() {
        assert_eq!(status(&[0, 23]), Status::Active);
        // Six months ago, then five.
        assert_eq!(status(&[18, 23]), Status::Active);
        assert_eq!(status(&[19, 23]), Status::New);
        // Eleven months without a sale, then twelve.
        assert_eq!(status(&[0, 12]), Status::Active);
        assert_eq!(status(&[0, 11]), Status::PhaseOut);
        assert_eq!(status(&[14]), Status::InsufficientHistory);
        assert_eq!(status(&[]), Status::NoDemand);
    }

    #[test]
    fn data_of_a_few_months_is_no_history_and_its_items_are_not_new() {
        let settings = DemandSettings::default();
        let of = |sold: &[f64]| Status::of(sold, sold.len(), false, &settings);
        assert_eq!(of(&[1.0; 5]), Status::InsufficientHistory);
        assert_eq!(of(&[0.0, 1.0, 1.0, 1.0, 1.0]), Status::InsufficientHistory);
        assert_eq!(of(&[1.0; 6]), Status::Active);
    }

    #[test]
    fn only_returned_is_a_status_of_its_own() {
        let settings = DemandSettings::default();
        assert_eq!(
            Status::of(&[0.0; 12], 12, true, &settings),
            Status::ReturnsOnly
        );
        // Sold for the first time in a month that does not count yet.
        let mut sold = [0.0; 12];
        sold[11] = 1.0;
        assert_eq!(Status::of(&sold, 11, false, &settings), Status::New);
    }
}
