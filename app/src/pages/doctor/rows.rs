//! What became of the rows of the file: used, and set aside by reason with money.

use super::part;
use crate::components::{FindingList, Later, TableView};
use crate::format;
use crate::pages::data::quality::equation;
use crate::queries::Query;
use leptos::prelude::*;
use tenfold_core::project::view::{Doctor, Filter, SetAside, TableKind, TableQuery};

#[component]
pub(super) fn Rows(doctor: Query<Doctor>) -> impl IntoView {
    let rows = part(doctor, |d| (d.rows, d.used));
    let aside = part(doctor, |d| d.set_aside.clone());
    let priced = part(doctor, |d| d.priced);
    let findings = part(doctor, |d| d.findings.clone());
    let any = Memo::new(move |_| aside.with(|a| a.iter().flatten().next().is_some()));
    view! {
        <section class="quality" data-testid="quality" aria-label="Rows of the file">
            {move || {
                let (rows, used) = rows.get().unwrap_or_default();
                equation(rows, used, &sentence(rows, used))
            }}
            {move || any.get().then(|| {
                    reasons(aside.get().unwrap_or_default(), priced.get().unwrap_or_default())
                })}
            {move || view! { <FindingList findings=findings.get().unwrap_or_default() /> }}
            <Show when=move || any.get()>
                <Later height=300>
                    <TableView
                        query=Signal::stored(TableQuery {
                            kind: TableKind::SetAside,
                            filter: Filter::default(),
                            sort: None,
                            search: String::new(),
                        })
                        height=8
                    />
                </Later>
            </Show>
        </section>
    }
}

fn sentence(rows: u64, used: u64) -> String {
    if rows == used {
        return "No row is set aside".to_owned();
    }
    let share = (rows - used) as f64 / rows as f64;
    format!(
        "{} set aside, {} of the file",
        format::counted(rows - used, "row is", "rows are"),
        format::share(share)
    )
}

fn reasons(aside: Vec<SetAside>, priced: bool) -> AnyView {
    let rows = aside
        .into_iter()
        .map(|reason| {
            view! {
                <tr>
                    <th scope="row">{reason.reason}</th>
                    <td class="number">{format::count(reason.rows)}</td>
                    {priced.then(|| view! { <td class="number">{format::money(reason.money)}</td> })}
                    <td class="number">{format::count(reason.first_row)}</td>
                    <td class="samples">{reason.example}</td>
                    <td class="wide-text">{reason.remedy}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-label="Rows set aside by reason">
            <table class="plain reasons">
                <thead>
                    <tr>
                        <th scope="col">"Reason"</th>
                        <th scope="col" class="number">"Rows"</th>
                        {priced.then(|| view! { <th scope="col" class="number">"Net sales"</th> })}
                        <th scope="col" class="number">"First row"</th>
                        <th scope="col">"Found there"</th>
                        <th scope="col">"What to do"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
