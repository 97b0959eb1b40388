//! How a table was left: its sort, its search and the place scrolled to, kept for the visit, so
//! that the way back leads to what one came from.

use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::{Sort, TableKind, TableQuery};

/// Tables remembered at most; beyond, the one left longest ago is forgotten.
const KEPT: usize = 40;

/// A table as it was left.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Kept {
    /// The user's sort, with the kind of table it was chosen on.
    pub(super) sort: Option<(TableKind, Sort)>,
    pub(super) search: Option<String>,
    /// What was scrolled, by how many pixels, and the first row drawn then.
    pub(super) place: Option<(TableQuery, f64, u64)>,
}

/// A table's name: its screen and what it lists.
pub(crate) type Name = (String, TableKind);

pub(super) fn name(app: App, query: Signal<TableQuery>) -> Name {
    let screen = app.route.with_untracked(ToString::to_string);
    (screen, query.with_untracked(|query| query.kind.clone()))
}

/// As the table of a name was left; as it begins, where it was not seen yet.
pub(super) fn recall(app: App, name: &Name) -> Kept {
    app.tables.with_value(|tables| {
        let known = tables.iter().find(|(known, _)| known == name);
        known.map(|(_, kept)| kept.clone()).unwrap_or_default()
    })
}

pub(super) fn keep(app: App, name: &Name, kept: Kept) {
    app.tables.update_value(|tables| {
        tables.retain(|(known, _)| known != name);
        if kept != Kept::default() {
            tables.push((name.clone(), kept));
        }
        if tables.len() > KEPT {
            tables.remove(0);
        }
    });
}
