//! What several screens do with the filter and the overview.

use crate::format;
use crate::queries::{Query, overview_of};
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::{Filter, FilterTerm, Overview, TableKind, TableQuery};
use tenfold_core::segment::Cluster;

/// A part of an overview, or nothing yet. Changes only when that part does.
pub fn part<T>(
    overview: Query<Overview>,
    pick: impl Fn(&Overview) -> T + Send + Sync + 'static,
) -> Signal<T>
where
    T: Clone + Default + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| overview.map(&pick).unwrap_or_default()).into()
}

/// True once there is an answer. Changes once.
pub fn arrived(overview: Query<Overview>) -> Memo<bool> {
    Memo::new(move |_| overview.map(|_| ()).is_some())
}

/// The overview without the filter's terms of one kind, so that what is chosen still stands among
/// its alternatives.
pub fn overview_beside(is_kind: fn(&FilterTerm) -> bool) -> Query<Overview> {
    let app = App::current();
    overview_of(Signal::derive(move || {
        let mut filter = app.filter.get();
        filter.terms.retain(|term| !is_kind(term));
        filter
    }))
}

pub fn is_cluster(term: &FilterTerm) -> bool {
    matches!(term, FilterTerm::Cluster { .. })
}

pub fn is_cell(term: &FilterTerm) -> bool {
    matches!(term, FilterTerm::Cell { .. })
}

/// The clusters in the filter.
pub fn chosen_clusters(app: App) -> Signal<Vec<Cluster>> {
    Signal::derive(move || {
        app.filter.with(|filter| {
            let clusters = filter.terms.iter().filter_map(|term| match term {
                FilterTerm::Cluster { cluster } => Some(*cluster),
                _ => None,
            });
            clusters.collect()
        })
    })
}

/// The cells of the nine-box in the filter.
pub fn chosen_cells(app: App) -> Signal<Vec<String>> {
    Signal::derive(move || {
        app.filter.with(|filter| {
            let cells = filter.terms.iter().filter_map(|term| match term {
                FilterTerm::Cell { cell } => Some(cell.clone()),
                _ => None,
            });
            cells.collect()
        })
    })
}

const LOSERS: [FilterTerm; 2] = [
    FilterTerm::Cluster {
        cluster: Cluster::C,
    },
    FilterTerm::Cluster {
        cluster: Cluster::D,
    },
];

/// True while the filter holds C and D and no other cluster. Tracks.
pub fn losers_chosen(app: App) -> bool {
    app.filter.with(|filter| {
        let clusters = || filter.terms.iter().filter(|term| is_cluster(term));
        clusters().count() == LOSERS.len() && clusters().all(|term| LOSERS.contains(term))
    })
}

/// Filters by the loss makers, clusters C and D, or lifts that filter.
pub fn toggle_losers(app: App) {
    let chosen = untrack(move || losers_chosen(app));
    let mut filter = app.filter.get_untracked();
    filter.terms.retain(|term| !is_cluster(term));
    if !chosen {
        filter.terms.extend(LOSERS);
    }
    app.set_filter(filter);
}

/// Says how many customers a table of them shows. Lines without a customer are a row of it, but
/// not a customer; while one searches, the rows that are found are just rows.
pub fn customer_count(overview: Query<Overview>) -> Callback<u64, Option<String>> {
    Callback::new(move |rows: u64| {
        let customers = overview.map(|overview| overview.totals.customers)?;
        counted_customers(rows, customers)
    })
}

fn counted_customers(rows: u64, customers: u64) -> Option<String> {
    let words = format::counted(customers, "customer", "customers");
    if rows == customers {
        Some(words)
    } else if rows == customers + 1 {
        Some(format!("{words} and the lines without one"))
    } else {
        None
    }
}

/// A table within the page's filter.
pub fn filtered(app: App, kind: TableKind) -> Signal<TableQuery> {
    Memo::new(move |_| query(kind.clone(), app.filter.get())).into()
}

/// A table within a filter, in the engine's own order.
pub fn query(kind: TableKind, filter: Filter) -> TableQuery {
    TableQuery {
        kind,
        filter,
        sort: None,
        search: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::counted_customers;

    #[test]
    fn lines_without_a_customer_are_no_customer() {
        let plain = |rows, customers| {
            counted_customers(rows, customers).map(|text| text.replace('\u{a0}', " "))
        };
        assert_eq!(plain(240, 240).as_deref(), Some("240 customers"));
        assert_eq!(
            plain(241, 240).as_deref(),
            Some("240 customers and the lines without one")
        );
        assert_eq!(plain(12, 240), None);
    }
}
