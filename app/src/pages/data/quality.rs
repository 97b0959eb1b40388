//! What became of the rows, in one line: used and set aside add up to the rows of the file. Reasons
//! and fixes are the data doctor's.

use crate::format;
use crate::queries;
use crate::route::Route;
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::Quality;

#[component]
pub(super) fn QualityReport() -> impl IntoView {
    let app = App::current();
    let quality = queries::quality();
    view! {
        <section class="quality" data-testid="quality" aria-label="Rows of the file">
            {move || {
                let files = quality.map(Clone::clone).unwrap_or_default();
                files.iter().map(|file| equation(file.rows, file.used, &sentence(file))).collect_view()
            }}
            <p>
                <a href=move || app.href(Route::Doctor)>"The data doctor"</a>
                " says why rows were set aside, and what else looks wrong"
            </p>
        </section>
    }
}

fn sentence(file: &Quality) -> String {
    let rows = format::counted(file.rows, "row", "rows");
    if file.used == file.rows {
        return format!("All {rows} of {} are used", file.file);
    }
    let aside = (file.rows - file.used) as f64 / file.rows as f64;
    format!(
        "{} of {rows} are used, {} are set aside",
        format::count(file.used),
        format::share(aside)
    )
}

/// Rows of the file = rows used + rows set aside.
pub(crate) fn equation(rows: u64, used: u64, sentence: &str) -> AnyView {
    view! {
        <div class="quality-file">
            <h2>{sentence.to_owned()}</h2>
            <p class="equation">
                <span><b>{format::count(rows)}</b> " in the file"</span>
                <i>"="</i>
                <span><b>{format::count(used)}</b> " used"</span>
                <i>"+"</i>
                <span><b>{format::count(rows - used)}</b> " set aside"</span>
            </p>
        </div>
    }
    .into_any()
}
