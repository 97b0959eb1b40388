//! Findings by money, each with its evidence and the fixes beside it; then what was kept, and what
//! is fine.

use super::part;
use crate::components::{NumberField, TableView, linked};
use crate::format;
use crate::queries::Query;
use crate::route::Route;
use crate::state::App;
use crate::tasks::mend::{mend, set_limit, undo};
use leptos::prelude::*;
use tenfold_core::json;
use tenfold_core::project::view::{
    CheckReport, CheckState, Doctor, Filter, Offer, TableKind, TableQuery, TableRow,
};
use tenfold_core::settings::{Check, DoctorSettings, Fix};

#[component]
pub(super) fn Findings(doctor: Query<Doctor>) -> impl IntoView {
    let checks = part(doctor, |d| d.checks.clone());
    // Whose evidence is shown; it stays when a fix redraws the list.
    let shown = RwSignal::new(None::<Check>);
    let of = move |state: CheckState| {
        let of_state = |c: &&CheckReport| c.state == state;
        checks.with(|checks| {
            let all = checks.iter().flatten();
            all.filter(of_state).cloned().collect::<Vec<_>>()
        })
    };
    view! {
        <section class="ailments" data-testid="doctor-findings" aria-label="Findings">
            {move || of(CheckState::Open).into_iter().map(|c| finding(c, shown)).collect_view()}
        </section>
        {move || {
            let kept = of(CheckState::Kept);
            (!kept.is_empty())
                .then(|| {
                    view! {
                        <section class="well">
                            <h2>"Kept as they are"</h2>
                            <ul>{kept.into_iter().map(well).collect_view()}</ul>
                        </section>
                    }
                })
        }}
        <details class="well">
            <summary>
                {move || {
                    let fine = of(CheckState::Fine).len() as u64;
                    format!("{} found nothing", format::counted(fine, "check", "checks"))
                }}
            </summary>
            <ul>{move || of(CheckState::Fine).into_iter().map(well).collect_view()}</ul>
        </details>
        <Limits />
    }
}

/// Where a limit stands in the settings.
type Pick = fn(&mut DoctorSettings) -> &mut f64;

/// The limits from which something counts as unusual.
#[component]
fn Limits() -> impl IntoView {
    let app = App::current();
    let field = move |label: &'static str, definition: &'static str, percent, pick: Pick| {
        let value = Signal::derive(move || *pick(&mut app.settings.get().doctor));
        view! {
            <NumberField
                label=label
                definition=definition
                value
                percent
                on_change=Callback::new(move |n: f64| set_limit(app, pick, n))
            />
        }
    };
    view! {
        <details class="well">
            <summary>"Limits of the checks"</summary>
            <div class="settings-row">
                {field(
                    "Unusual quantity from a z-score of",
                    "Modified z-score among the lines of the item; 3.5 after Iglewicz and Hoaglin (1993)",
                    false,
                    |d| &mut d.outlier_limit,
                )}
                {field(
                    "Price jump from times the median",
                    "A unit price so many times above or below the item's median has jumped",
                    false,
                    |d| &mut d.price_jump,
                )}
                {field(
                    "A total fits within",
                    "Share of the P&L's figure by which a total may differ",
                    true,
                    |d| &mut d.control_tolerance,
                )}
            </div>
        </details>
    }
}

fn well(report: CheckReport) -> AnyView {
    let app = App::current();
    let kept = report.state == CheckState::Kept;
    let check = report.check;
    let ask_again = move |_| {
        let settled = |fix: &Fix| match fix {
            Fix::Keep { check: kept } => *kept == check,
            Fix::EstimateCost { .. } => check == Check::MissingCost,
            _ => false,
        };
        let fixes = app
            .settings
            .with_untracked(|s| s.doctor.fixes.iter().rposition(settled));
        if let Some(place) = fixes {
            undo(app, place);
        }
    };
    view! {
        <li>
            <b>{report.name.clone()}</b>
            <span class="soft">{report.title}</span>
            {kept
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="link"
                            aria-label=format!("Look at it again: {}", report.name)
                            on:click=ask_again
                        >
                            "Look at it again"
                        </button>
                    }
                })}
        </li>
    }
    .into_any()
}

fn finding(report: CheckReport, shown: RwSignal<Option<Check>>) -> AnyView {
    let check = report.check;
    let open = Memo::new(move |_| shown.get() == Some(check));
    let by_row = report.by_row;
    let name = report.name.clone();
    let table = report.table.clone();
    let shown_evidence = move || {
        let table = table.clone().filter(|_| open.get())?;
        Some(view! { <div class="ailment-evidence">{evidence(table, by_row)}</div> })
    };
    let toggle = report.table.is_some().then(|| {
        view! {
            <button
                type="button"
                class="link"
                aria-expanded=move || open.get().to_string()
                aria-label=move || format!("{}: {name}", toggle_words(open.get()))
                data-testid=format!("evidence-{}", key(check))
                on:click=move |_| shown.set((!open.get_untracked()).then_some(check))
            >
                {move || toggle_words(open.get())}
            </button>
        }
    });
    let offers = report
        .offers
        .into_iter()
        .enumerate()
        .map(|(i, o)| offer(o, i == 0))
        .collect_view();
    // Which keys lists lack stands where files are matched.
    let app = App::current();
    let matches = (check == Check::Unnamed).then(|| {
        view! {
            <a class="link" href=move || app.href(Route::Data)>
                "See how the files match"
            </a>
        }
    });
    view! {
        <article class="ailment" data-testid=format!("finding-{}", key(check))>
            <div class="ailment-words">
                <p class="ailment-name">{report.name}</p>
                <h2>{report.title}</h2>
                <p class="soft">{linked(&report.detail)}</p>
                {toggle}
                {matches}
            </div>
            <ul class="remedies">{offers}</ul>
            {shown_evidence}
        </article>
    }
    .into_any()
}

fn toggle_words(open: bool) -> &'static str {
    if open {
        "Hide the evidence"
    } else {
        "Show the evidence"
    }
}

/// The check as it is called in settings files.
fn key(check: Check) -> String {
    json::to_string(&check)
        .unwrap_or_default()
        .trim_matches('"')
        .replace('_', "-")
}

fn offer(offer: Offer, first: bool) -> AnyView {
    let app = App::current();
    if matches!(offer.fix, Fix::Keep { .. }) {
        let fix = offer.fix;
        return view! {
            <li>
                <button
                    type="button"
                    class="link"
                    title=offer.effect
                    on:click=move |_| mend(app, fix.clone())
                >
                    {offer.label}
                </button>
            </li>
        }
        .into_any();
    }
    let fix = RwSignal::new(offer.fix);
    let number = fix.with_untracked(Fix::number);
    let field = number.filter(|_| !offer.number.is_empty()).map(|_| {
        view! {
            <NumberField
                label=offer.number
                value=Signal::derive(move || fix.with(Fix::number).unwrap_or(1.0))
                min=Signal::stored(1e-9)
                on_change=Callback::new(move |n: f64| fix.update(|f| *f = f.clone().with_number(n)))
            />
        }
    });
    view! {
        <li>
            {field}
            <button
                type="button"
                class="button small"
                class:primary=first
                title=offer.effect.clone()
                on:click=move |_| mend(app, fix.get_untracked())
            >
                {offer.label}
            </button>
            <small class="soft">{offer.effect}</small>
        </li>
    }
    .into_any()
}

/// The lines or keys in question; a chosen line can be set aside on its own.
fn evidence(kind: TableKind, by_row: bool) -> AnyView {
    let app = App::current();
    let query = TableQuery {
        kind,
        filter: Filter::default(),
        sort: None,
        search: String::new(),
    };
    let chosen = RwSignal::new(None::<String>);
    // Row and file.
    let row = move || {
        let id = chosen.get()?;
        let (row, file) = id.split_once(' ')?;
        Some((row.parse::<u64>().ok()?, file.to_owned()))
    };
    view! {
        <TableView
            query=Signal::stored(query)
            height=8
            selected=chosen
            on_row=Callback::new(move |row: TableRow| {
                if by_row {
                    chosen.set(Some(row.id));
                }
            })
        />
        {move || {
            row()
                .map(|(row, file)| {
                    let set_aside = move |_| {
                        let file = file.clone();
                        mend(app, Fix::SetAsideRows { file, rows: vec![row] });
                    };
                    view! {
                        <p class="chosen-row" role="status">
                            <span>{format!("Row {} is chosen", format::count(row))}</span>
                            <button type="button" class="button small" on:click=set_aside>
                                "Set this row aside"
                            </button>
                        </p>
                    }
                })
        }}
    }
    .into_any()
}
