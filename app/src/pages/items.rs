//! The items by value and variability, and one by one.

use super::cells::contribution_bar;
use super::facets;
use super::profit::Ready;
use crate::charts::NineBox;
use crate::components::TableView;
use crate::format;
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::{FilterTerm, Overview, Subject, TableKind};

#[component]
pub fn ItemsPage() -> impl IntoView {
    let app = App::current();
    let all_cells = facets::overview_beside(facets::is_cell);
    let chosen = facets::chosen_cells(app);
    let headline = Memo::new(move |_| {
        all_cells
            .map(|overview| chosen.with(|chosen| headline(overview, chosen)))
            .unwrap_or_default()
    });
    view! {
        <header class="headline">
            <h1>{move || headline.get()}</h1>
            <p class="lede">
                "A items carry most of the value, X items sell steadily. The limits are settings of the "
                <a href=move || app.href(crate::route::Route::Demand)>"demand shape"</a> "."
            </p>
        </header>
        <Ready overview=all_cells height=420>
            <NineBox
                cells=facets::part(all_cells, |o| o.nine_box.clone())
                title=facets::part(all_cells, |o| o.nine_box_title.clone())
                chosen
                on_toggle=Callback::new(move |cell: String| app.toggle(FilterTerm::Cell { cell }))
                on_explain=Callback::new(move |cell: String| app.explain(Subject::Cell { cell }))
            />
        </Ready>
        <TableView
            query=facets::filtered(app, TableKind::Items)
            cell=contribution_bar
            height=18
        />
    }
}

/// Says what the chosen cells bring, or the A items where none is chosen.
fn headline(overview: &Overview, chosen: &[String]) -> String {
    let cells = &overview.nine_box;
    let items: u64 = cells.iter().map(|cell| u64::from(cell.items)).sum();
    if items == 0 {
        return "No item is left within the filter".to_owned();
    }
    let revenue: f64 = cells.iter().map(|cell| cell.revenue).sum();
    let spoken_of: Vec<_> = cells
        .iter()
        .filter(|cell| {
            if chosen.is_empty() {
                cell.cell.starts_with('A')
            } else {
                chosen.contains(&cell.cell)
            }
        })
        .collect();
    let part: u64 = spoken_of.iter().map(|cell| u64::from(cell.items)).sum();
    let part_revenue: f64 = spoken_of.iter().map(|cell| cell.revenue).sum();
    let class = if chosen.is_empty() {
        String::new()
    } else {
        format!(", {},", chosen.join(" and "))
    };
    let all = format::counted(items, "item", "items");
    if revenue > 0.0 {
        format!(
            "{} of {all}{class} bring {} of net sales",
            format::count(part),
            format::share(part_revenue / revenue)
        )
    } else if !overview.priced {
        format!("{all}, classed by their units: the file holds no money")
    } else {
        format!("{all}, without net sales to class them by")
    }
}
