//! What became of the rows: used and set aside add up to the rows of the file, nothing is dropped
//! silently.

use super::matches::matches;
use crate::components::{Failure, FindingList, Skeleton, TableView};
use crate::format;
use crate::queries;
use leptos::prelude::*;
use tenfold_core::project::view::{Filter, Quality, TableKind, TableQuery};

#[component]
pub(super) fn QualityReport() -> impl IntoView {
    let quality = queries::quality();
    let any_aside = Memo::new(move |_| {
        quality
            .map(|files| files.iter().any(|file| !file.set_aside.is_empty()))
            .unwrap_or(false)
    });
    view! {
        <section class="quality" data-testid="quality" aria-label="Data quality">
            {move || match (quality.map(Clone::clone), quality.error()) {
                (Some(files), _) => files.into_iter().map(report).collect_view().into_any(),
                (None, Some(error)) => view! { <Failure error /> }.into_any(),
                (None, None) => view! { <Skeleton height=160 /> }.into_any(),
            }}
            <Show when=move || any_aside.get()>
                <TableView
                    query=Signal::stored(TableQuery {
                        kind: TableKind::SetAside,
                        filter: Filter::default(),
                        sort: None,
                        search: String::new(),
                    })
                    height=10
                />
            </Show>
        </section>
    }
}

fn report(quality: Quality) -> impl IntoView {
    let aside: u64 = quality.set_aside.iter().map(|reason| reason.rows).sum();
    let share = if quality.rows == 0 {
        0.0
    } else {
        aside as f64 / quality.rows as f64
    };
    let sentence = if aside == 0 {
        format!(
            "All {} of {} are used",
            format::counted(quality.rows, "row", "rows"),
            quality.file
        )
    } else {
        format!(
            "{} of {} are used, {} ({}) are set aside",
            format::count(quality.used),
            format::counted(quality.rows, "row", "rows"),
            format::count(aside),
            format::share(share)
        )
    };
    let reasons = (!quality.set_aside.is_empty()).then(|| {
        let rows = quality
            .set_aside
            .into_iter()
            .map(|reason| {
                view! {
                    <tr>
                        <th scope="row">{reason.reason}</th>
                        <td class="number">{format::count(reason.rows)}</td>
                        <td class="number">{format::money(reason.money)}</td>
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
                            <th scope="col" class="number">"Net sales"</th>
                            <th scope="col" class="number">"First row"</th>
                            <th scope="col">"Found there"</th>
                            <th scope="col">"What to do"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <div class="quality-file">
            <h2>{sentence}</h2>
            <p class="equation" aria-label="Rows read are rows used and rows set aside">
                <span><b>{format::count(quality.rows)}</b> " read"</span>
                <i>"="</i>
                <span><b>{format::count(quality.used)}</b> " used"</span>
                <i>"+"</i>
                <span><b>{format::count(aside)}</b> " set aside"</span>
            </p>
            {reasons}
            <FindingList findings=quality.findings />
            {(!quality.cost_source.is_empty())
                .then(|| {
                    view! {
                        <p class="soft">
                            "Cost of goods: " {quality.cost_source}
                            {(quality.cost_estimated_revenue > 0.0)
                                .then(|| {
                                    view! {
                                        "; "
                                        <span class="estimated">
                                            "estimated for net sales of "
                                            {format::short(quality.cost_estimated_revenue)}
                                        </span>
                                    }
                                })}
                        </p>
                    }
                })}
            {matches(quality.matches)}
        </div>
    }
}
