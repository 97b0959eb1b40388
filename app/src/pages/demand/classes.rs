//! The classes of a kind beside their plot, and crossed with the value classes: each is a filter.

use crate::components::Tag;
use crate::format;
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::{ClassKind, ClassSummary, CrossSummary, FilterTerm};

/// The items of each class; a class is a filter.
pub(super) fn classes(kind: ClassKind, rows: Signal<Vec<ClassSummary>>) -> AnyView {
    let app = App::current();
    let body = move || {
        let rows = rows.get();
        let total: f64 = rows.iter().map(|row| row.revenue.max(0.0)).sum();
        rows.into_iter()
            .map(|row| {
                let share = if total > 0.0 {
                    row.revenue / total
                } else {
                    0.0
                };
                let bar = format!("{:.1}%", share.clamp(0.0, 1.0) * 100.0);
                view! {
                    <tr class:nothing={row.items == 0}>
                        <th scope="row">{filter_button(app, kind, row.class)}</th>
                        <td class="number">{format::count(u64::from(row.items))}</td>
                        <td class="number share-cell">
                            <i class="share-bar" style:width=bar></i>
                            <span>{format::share(share)}</span>
                        </td>
                        <td class="number" class:loss={row.net_profit < 0.0}>
                            {format::short_signed(row.net_profit)}
                        </td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <table class="plain classes">
            <thead>
                <tr>
                    <th scope="col">"Class"</th>
                    <th scope="col" class="number">"Items"</th>
                    <th scope="col" class="number">"Net sales"</th>
                    <th scope="col" class="number">"Net contribution"</th>
                </tr>
            </thead>
            <tbody>{body}</tbody>
        </table>
    }
    .into_any()
}

/// Chooses the items of a class, or all again.
fn filter_button(app: App, kind: ClassKind, class: String) -> AnyView {
    let term = FilterTerm::Class {
        kind,
        class: class.clone(),
    };
    let toggled = term.clone();
    let short = class.len() == 1;
    let says = definition(&class);
    let testid = format!("class-{}-{}", kind.name(), class.replace(' ', "-"));
    let name = format!("Filter by items {class}");
    view! {
        <button
            type="button"
            class="class-choice"
            data-testid=testid
            title=says
            aria-label=name
            aria-pressed=move || app.is_filtered_by(&term).to_string()
            on:click=move |_| app.toggle(toggled.clone())
        >
            {if short {
                view! { <Tag letter=class /> }.into_any()
            } else {
                view! { <span>{class}</span> }.into_any()
            }}
        </button>
    }
    .into_any()
}

/// What a class means.
fn definition(class: &str) -> &'static str {
    match class {
        "A" => "The few items that carry most of the value",
        "B" => "The middle",
        "C" => "The long tail",
        "D" => "The end of the tail, or no movement",
        "N" => "Value below zero",
        "X" => "Steady demand",
        "Y" => "Variable demand",
        "Z" => "Hard to forecast",
        "F" => "Fast: ordered often",
        "M" => "Medium",
        "R" => "Rare: seldom ordered",
        "smooth" => "Demand in nearly every month, of similar size",
        "erratic" => "Demand in nearly every month, of very different size",
        "intermittent" => "Months without demand between months of similar size",
        "lumpy" => "Months without demand between months of very different size",
        "active" => "Sold long enough, often enough and of late",
        "new" => "First sold a few months ago",
        "phase-out" => "Not sold for many months: being phased out, or dead",
        "insufficient history" => "Too few months, or too few of them with demand",
        "returns only" => "Returns, and no sale",
        "no demand" => "No units sold",
        _ => "",
    }
}

/// Items by value class and another class: a cell filters by both.
pub(super) fn crossing(
    kind: ClassKind,
    name: &'static str,
    cells: Signal<Vec<CrossSummary>>,
) -> AnyView {
    let app = App::current();
    let matrix = move || {
        let cells = cells.get();
        let mut columns: Vec<String> = Vec::new();
        for cell in &cells {
            if !columns.contains(&cell.other) {
                columns.push(cell.other.clone());
            }
        }
        if columns.is_empty() {
            return ().into_any();
        }
        let most = cells.iter().map(|c| c.items).max().unwrap_or(0).max(1);
        let heads = columns
            .iter()
            .map(|class| view! { <th scope="col">{class.clone()}</th> })
            .collect_view();
        let rows = cells
            .chunks(columns.len())
            .map(|row| {
                let abc = row[0].abc.clone();
                let cells = row
                    .iter()
                    .map(|cell| cross_cell(app, kind, cell, most))
                    .collect_view();
                view! {
                    <tr>
                        <th scope="row">{abc}</th>
                        {cells}
                    </tr>
                }
            })
            .collect_view();
        view! {
            <table class="crossing">
                <caption>{format!("Items by ABC and {name}")}</caption>
                <thead>
                    <tr>
                        <td></td>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! { <div class="crossing-place">{matrix}</div> }.into_any()
}

fn cross_cell(app: App, kind: ClassKind, cell: &CrossSummary, most: u32) -> AnyView {
    let terms =
        [(ClassKind::Abc, &cell.abc), (kind, &cell.other)].map(|(kind, class)| FilterTerm::Class {
            kind,
            class: class.clone(),
        });
    let part = f64::from(cell.items) / f64::from(most);
    let name = format!(
        "Filter by {} and {}: {}, net contribution {}",
        cell.abc,
        cell.other,
        format::counted(u64::from(cell.items), "item", "items"),
        format::short_signed(cell.net_profit)
    );
    let items = format::count(u64::from(cell.items));
    view! {
        <td>
            <button
                type="button"
                style:--part=format!("{:.0}%", 4.0 + 36.0 * part.sqrt())
                disabled={cell.items == 0}
                title=name.clone()
                aria-label=name
                on:click=move |_| {
                    let mut filter = app.filter.get_untracked();
                    filter.terms.retain(|t| !matches!(t, FilterTerm::Class { .. }));
                    filter.terms.extend(terms.clone());
                    app.set_filter(filter);
                }
            >
                {items}
            </button>
        </td>
    }
    .into_any()
}
