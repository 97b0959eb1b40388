//! Which lines count.

use super::ClassKind;
use crate::segment::{Cluster, Quadrant};
use serde::{Deserialize, Serialize};

/// One term of the filter; terms of one kind are alternatives, kinds narrow each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilterTerm {
    /// Customers of a profitability cluster.
    Cluster {
        /// The cluster's letter.
        cluster: Cluster,
    },
    /// One customer; `(none)` for lines without.
    Customer {
        /// The customer's key in the file.
        id: String,
    },
    /// One item.
    Item {
        /// The item's key in the file.
        id: String,
    },
    /// "AX" … "CZ"
    Cell {
        /// Value class and variability class: "AX".
        cell: String,
    },
    /// Lines of a channel; blank for lines without.
    Channel {
        /// As in [`Overview::channels`](super::Overview::channels).
        name: String,
    },
    /// Lines of a warehouse; blank for lines without.
    Warehouse {
        /// As in [`Overview::warehouses`](super::Overview::warehouses).
        name: String,
    },
    /// Items of a class: value, variability, frequency, demand or status. Each kind of class
    /// narrows the others.
    Class {
        /// Which kind of class.
        kind: ClassKind,
        /// The class as its tables show it: "A", "phase-out".
        class: String,
    },
    /// Customers of a quadrant of the map of margin and cost to serve.
    Quadrant {
        /// Which one.
        quadrant: Quadrant,
    },
}

impl FilterTerm {
    /// Whether the lines it means depend on the settings.
    pub fn follows_settings(&self) -> bool {
        matches!(
            self,
            FilterTerm::Cluster { .. }
                | FilterTerm::Cell { .. }
                | FilterTerm::Class { .. }
                | FilterTerm::Quadrant { .. }
        )
    }
}

/// Which lines count; without terms all do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// In the order in which they were chosen.
    pub terms: Vec<FilterTerm>,
}
