//! How the keys of the other files fit those of the order lines, and what would make more of them
//! fit, one click away.

use crate::components::FindingList;
use crate::format;
use crate::state::App;
use crate::tasks::link_keys::toggle_link;
use leptos::prelude::*;
use tenfold_core::project::view::{MatchReport, NearKeys};

pub(super) fn matches(reports: Vec<MatchReport>) -> impl IntoView {
    (!reports.is_empty()).then(|| {
        view! {
            <div class="matches" data-testid="matches">
                {reports.into_iter().map(report).collect_view()}
            </div>
        }
    })
}

fn report(report: MatchReport) -> impl IntoView {
    let near = report
        .near
        .into_iter()
        .map(|keys| group(keys, "Treat as the same"))
        .collect_view();
    let in_force = report
        .in_force
        .into_iter()
        .map(|keys| group(keys, "Undo"))
        .collect_view();
    let missing = (!report.missing.is_empty()).then(|| {
        let rows = report
            .missing
            .into_iter()
            .map(|key| {
                view! {
                    <tr>
                        <th scope="row">{key.key}</th>
                        <td class="number">{format::count(key.lines)}</td>
                        <td class="number">{format::money(key.money)}</td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <details class="match-missing">
                <summary>"Keys without a row, by net sales"</summary>
                <table class="plain">
                    <thead>
                        <tr>
                            <th scope="col">"Key in the order lines"</th>
                            <th scope="col" class="number">"Lines"</th>
                            <th scope="col" class="number">"Net sales"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        }
    });
    view! {
        <section class="match" aria-label=format!("Match of {}", report.file)>
            <h3>{report.headline}</h3>
            <div class="match-bar" aria-hidden="true">
                <i style:width=format!("{:.1}%", report.money_share * 100.0)></i>
            </div>
            <p class="soft">{report.lede}</p>
            <ul class="match-near">{in_force} {near}</ul>
            <FindingList findings=report.findings />
            {missing}
        </section>
    }
}

fn group(keys: NearKeys, action: &'static str) -> impl IntoView {
    let app = App::current();
    let words = keys.words.clone();
    let detail = keys.detail.clone();
    let label = format!("{action}: {words}");
    view! {
        <li>
            <div>
                <p>{words}</p>
                <p class="soft">{detail}</p>
            </div>
            <button
                type="button"
                class="button small"
                aria-label=label
                disabled=move || app.busy.with(Option::is_some)
                on:click=move |_| toggle_link(app, &keys)
            >
                {action}
            </button>
        </li>
    }
}
