//! Words of the interface that several screens share.

use tenfold_core::project::view::{ClassKind, FilterTerm, Provenance};

/// What a filter chip says.
pub fn filter_term(term: &FilterTerm) -> String {
    match term {
        FilterTerm::Cluster { cluster } => format!("Cluster {}", cluster.letter()),
        FilterTerm::Customer { id } => format!("Customer {id}"),
        FilterTerm::Item { id } => format!("Item {id}"),
        FilterTerm::Cell { cell } => format!("Items {cell}"),
        FilterTerm::Channel { name } => format!("Channel {name}"),
        FilterTerm::Warehouse { name } => format!("Warehouse {name}"),
        FilterTerm::Class { kind, class } => format!("Items {}{class}", class_words(*kind)),
        FilterTerm::Quadrant { quadrant } => format!("Customers: {}", quadrant.label()),
    }
}

/// What stands before a class, where its letter does not say which kind it is.
fn class_words(kind: ClassKind) -> &'static str {
    match kind {
        ClassKind::Second => "second ABC ",
        ClassKind::Status => "by status: ",
        ClassKind::Demand => "with demand ",
        ClassKind::Abc | ClassKind::Xyz | ClassKind::Fmr => "",
    }
}

/// The word beside a number that was not measured.
pub fn provenance(provenance: Provenance) -> Option<&'static str> {
    match provenance {
        Provenance::Measured => None,
        Provenance::Estimated => Some("estimated"),
        Provenance::Assumed => Some("assumed"),
    }
}

/// What the word means.
pub fn provenance_definition(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Measured => "Taken from your data",
        Provenance::Estimated => "Computed from a fallback, because your data does not have it",
        Provenance::Assumed => "Our default, not your figure; change it under Cost model",
    }
}
