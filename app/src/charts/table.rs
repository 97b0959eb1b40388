//! The numbers behind a chart, as a table that can be read aloud, selected and copied.

use leptos::prelude::*;

/// What a chart shows, in full figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartTable {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub label: String,
    pub numeric: bool,
}

impl ChartTable {
    /// A table of the given columns: the first holds names, the others numbers, unless a label
    /// ends with `:` (then it holds text and the colon is dropped).
    pub fn new(labels: &[&str], rows: Vec<Vec<String>>) -> ChartTable {
        let columns = labels
            .iter()
            .enumerate()
            .map(|(i, label)| match label.strip_suffix(':') {
                Some(text) => Column {
                    label: text.to_owned(),
                    numeric: false,
                },
                None => Column {
                    label: (*label).to_owned(),
                    numeric: i > 0,
                },
            })
            .collect();
        ChartTable { columns, rows }
    }
}

#[component]
pub fn ChartTableView(
    #[prop(into)] table: Signal<ChartTable>,
    #[prop(into)] caption: Signal<String>,
) -> impl IntoView {
    let head = move || {
        let columns = table.get().columns;
        columns
            .into_iter()
            .map(|column| view! { <th scope="col" class:number=column.numeric>{column.label}</th> })
            .collect_view()
    };
    let body = move || {
        let ChartTable { columns, rows } = table.get();
        rows.into_iter()
            .map(|row| {
                let mut cells = row.into_iter();
                let name = cells.next().unwrap_or_default();
                let cells = cells
                    .zip(columns.iter().skip(1))
                    .map(|(cell, column)| view! { <td class:number=column.numeric>{cell}</td> })
                    .collect_view();
                view! {
                    <tr>
                        <th scope="row">{name}</th>
                        {cells}
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        // Focusable, so that a keyboard can scroll it.
        <div class="chart-table" tabindex="0" role="region" aria-label=move || format!("Table: {}", caption.get())>
            <table>
                <caption class="unseen">{move || caption.get()}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}
