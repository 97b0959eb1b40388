//! The items by value and variability, and one by one.

use super::cells::contribution_bar;
use super::facets;
use super::profit::Ready;
use crate::charts::NineBox;
use crate::components::TableView;
use crate::format;
use crate::queries;
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::{FilterTerm, Overview, Subject, TableKind};

#[component]
pub fn ItemsPage() -> impl IntoView {
    let app = App::current();
    let overview = queries::overview();
    let all_cells = facets::overview_beside(facets::is_cell);
    let headline = facets::part(overview, headline);
    view! {
        <header class="headline">
            <h1>{move || headline.get()}</h1>
            <p class="lede">
                "A items carry most net sales, X items sell steadily. The limits are settings of the "
                <a href=move || app.href(crate::route::Route::Costs)>"cost and class model"</a> "."
            </p>
        </header>
        <Ready overview=all_cells height=420>
            <NineBox
                cells=facets::part(all_cells, |o| o.nine_box.clone())
                title=facets::part(all_cells, |o| o.nine_box_title.clone())
                chosen=facets::chosen_cells(app)
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

fn headline(overview: &Overview) -> String {
    let cells = &overview.nine_box;
    let items: u64 = cells.iter().map(|cell| u64::from(cell.items)).sum();
    if items == 0 {
        return "No item is left within the filter".to_owned();
    }
    let revenue: f64 = cells.iter().map(|cell| cell.revenue).sum();
    let a: Vec<_> = cells
        .iter()
        .filter(|cell| cell.cell.starts_with('A'))
        .collect();
    let a_items: u64 = a.iter().map(|cell| u64::from(cell.items)).sum();
    let a_revenue: f64 = a.iter().map(|cell| cell.revenue).sum();
    let all = format::counted(items, "item", "items");
    if revenue > 0.0 {
        format!(
            "{} of {all} bring {} of net sales",
            format::count(a_items),
            format::share(a_revenue / revenue)
        )
    } else {
        format!("{all}, {} of class A", format::count(a_items))
    }
}
