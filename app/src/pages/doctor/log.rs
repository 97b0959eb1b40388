//! The log of fixes, each of which can be taken back.

use super::part;
use crate::format;
use crate::queries::Query;
use crate::state::App;
use crate::tasks::export::export;
use crate::tasks::mend::{undo, undo_all};
use leptos::prelude::*;
use tenfold_core::project::view::{Doctor, DoneFix, Export, Filter, TableKind, TableQuery};

#[component]
pub(super) fn Log(doctor: Query<Doctor>) -> impl IntoView {
    let app = App::current();
    let log = part(doctor, |d| d.log.clone());
    let fixes = move || log.get().unwrap_or_default();
    let any = Memo::new(move |_| !fixes().is_empty());
    let save = move |_| {
        let query = TableQuery {
            kind: TableKind::Fixes,
            filter: Filter::default(),
            sort: None,
            search: String::new(),
        };
        export(app, Export::Csv { query });
    };
    view! {
        <section class="fixes" data-testid="doctor-log" aria-label="Log of fixes">
            <div role="status">
                <h2>{move || sentence(&fixes())}</h2>
            </div>
            <Show when=move || any.get()>
                <ol>{move || fixes().into_iter().enumerate().map(|(i, f)| done(i, f)).collect_view()}</ol>
                <div class="actions">
                    <button type="button" class="button small" on:click=move |_| undo_all(app)>
                        "Undo all"
                    </button>
                    <button type="button" class="button small" on:click=save>
                        "Save the log as CSV"
                    </button>
                </div>
            </Show>
        </section>
    }
}

fn sentence(fixes: &[DoneFix]) -> String {
    if fixes.is_empty() {
        return "The log is empty: the results rest on the file as it is".to_owned();
    }
    let change: f64 = fixes.iter().map(|f| f.net_sales).sum();
    let count = format::counted(fixes.len() as u64, "fix is", "fixes are");
    if change.abs() < 0.005 {
        return format!("{count} in force; net sales stay the same");
    }
    let way = if change < 0.0 { "lower" } else { "raise" };
    let verb = if fixes.len() == 1 {
        format!("{way}s")
    } else {
        way.to_owned()
    };
    format!(
        "{count} in force and {verb} net sales by {}",
        format::short(change.abs())
    )
}

fn done(place: usize, fix: DoneFix) -> AnyView {
    let app = App::current();
    let mut effects = Vec::new();
    if fix.net_sales != 0.0 {
        effects.push(format!("net sales {}", format::money(fix.net_sales)));
    }
    if fix.cost != 0.0 {
        effects.push(format!("cost of goods {}", format::money(fix.cost)));
    }
    let name = format!("Undo: {}", fix.sentence);
    view! {
        <li>
            <span>{fix.sentence}</span>
            <span class="soft number">{effects.join(", ")}</span>
            <button type="button" class="button small" aria-label=name on:click=move |_| undo(app, place)>
                "Undo"
            </button>
        </li>
    }
    .into_any()
}
