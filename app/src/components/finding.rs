//! Statements about the data: where, what, and what to do about it.

use crate::components::linked;
use crate::format;
use leptos::prelude::*;
use tenfold_core::project::view::{Finding, Severity};

/// Findings, the ones that block first.
#[component]
pub fn FindingList(findings: Vec<Finding>) -> impl IntoView {
    let mut findings = findings;
    findings.sort_by_key(|finding| match finding.severity {
        Severity::Blocking => 0,
        Severity::Warning => 1,
        Severity::Note => 2,
    });
    (!findings.is_empty()).then(|| {
        view! { <ul class="findings">{findings.into_iter().map(item).collect_view()}</ul> }
    })
}

fn item(finding: Finding) -> impl IntoView {
    let (class, word) = match finding.severity {
        Severity::Blocking => ("finding blocking", "Must be mended"),
        Severity::Warning => ("finding warning", "Affects numbers"),
        Severity::Note => ("finding note", "Note"),
    };
    let place: Vec<String> = [
        Some(finding.file).filter(|file| !file.is_empty()),
        finding.row.map(|row| format!("row {}", format::count(row))),
        finding.column.map(|column| format!("column “{column}”")),
    ]
    .into_iter()
    .flatten()
    .collect();
    view! {
        <li class=class>
            <span class="finding-word">{word}</span>
            <div>
                <p>{finding.message}</p>
                <p class="soft">{linked(&finding.remedy)}</p>
                {(!place.is_empty()).then(|| view! { <p class="soft small">{place.join(" · ")}</p> })}
            </div>
        </li>
    }
}
