//! The Explain panel: any number taken apart, down to the rows behind it.

use crate::components::icon::{Icon, Symbol};
use crate::components::marks::ProvenanceMark;
use crate::components::states::{Failure, Skeleton};
use crate::components::{Dialog, TableView};
use crate::format;
use crate::queries;
use crate::state::App;
use gloo::events::EventListener;
use leptos::html;
use leptos::prelude::*;
use tenfold_core::project::view::{
    ColumnKind, ExplainLine, Explanation, Factors, Subject, TableQuery, TableValue,
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

#[component]
pub(crate) fn ExplainPanel() -> impl IntoView {
    let app = App::current();
    let subject = Memo::new(move |_| app.explained());
    let explanation = queries::explanation(subject.into(), app.scope.into());
    let open = Memo::new(move |_| subject.with(Option::is_some));
    let deeper = Memo::new(move |_| app.trail.with(|trail| trail.len() > 1));
    // The number whose rows are looked at; another number closes them.
    let rows_of = RwSignal::new(None::<Subject>);
    let rows_open = Signal::derive(move || {
        let subject = subject.get();
        subject.is_some() && rows_of.get() == subject
    });
    let panel = NodeRef::<html::Aside>::new();
    let came_from = StoredValue::new_local(None::<HtmlElement>);

    // Focus goes in when the panel opens and back to where it came from when it closes.
    Effect::new(move |was_open: Option<bool>| {
        let open = open.get();
        match (was_open.unwrap_or(false), open) {
            (false, true) => {
                let active = crate::browser::document().active_element();
                came_from.set_value(active.and_then(|e| e.dyn_into::<HtmlElement>().ok()));
                if let Some(panel) = panel.get() {
                    let _ = panel.focus();
                }
            }
            (true, false) => {
                rows_of.set(None);
                if let Some(element) = came_from.try_update_value(Option::take).flatten()
                    && element.is_connected()
                {
                    let _ = element.focus();
                }
            }
            _ => {}
        }
        open
    });
    let escape = EventListener::new(&crate::browser::window(), "keydown", move |event| {
        let escape = event
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|e| e.key() == "Escape");
        // A dialog closes first, by itself.
        let dialog = crate::browser::document()
            .query_selector("dialog[open]")
            .ok()
            .flatten();
        if escape && dialog.is_none() && open.get_untracked() {
            app.trail.set(Vec::new());
        }
    });
    escape.forget();

    let shown = move || explanation.map(Clone::clone);
    view! {
        <aside
            node_ref=panel
            class="explain"
            class:closed=move || !open.get()
            hidden=move || !open.get()
            data-testid="explain-panel"
            aria-label="Explain"
            tabindex="-1"
            aria-busy=move || explanation.is_pending().then_some("true")
        >
            <div class="explain-bar">
                <Show when=move || deeper.get()>
                    <button
                        class="icon-button"
                        aria-label="Back to the number before"
                        on:click=move |_| app.trail.update(|trail| drop(trail.pop()))
                    >
                        <Icon symbol=Symbol::Back />
                    </button>
                </Show>
                <span class="spring"></span>
                <button
                    class="icon-button"
                    aria-label="Close the explanation"
                    on:click=move |_| app.trail.set(Vec::new())
                >
                    <Icon symbol=Symbol::Close />
                </button>
            </div>
            {move || match (shown(), explanation.error()) {
                (Some(explanation), _) => body(app, explanation, rows_of).into_any(),
                (None, Some(error)) => view! { <Failure error /> }.into_any(),
                (None, None) => open.get().then(|| view! { <Skeleton height=240 /> }).into_any(),
            }}
        </aside>
        <RowsDialog explanation=Signal::derive(shown) open=rows_open rows_of />
    }
}

fn body(app: App, explanation: Explanation, rows_of: RwSignal<Option<Subject>>) -> impl IntoView {
    let Explanation {
        title,
        value,
        kind,
        lines,
        formulas,
        rows,
        rows_label,
        series,
        series_label,
        source,
    } = explanation;
    let loss = matches!((&value, kind), (TableValue::Number(n), ColumnKind::Money) if *n < 0.0);
    // One grain for all lines, so that they add up before one's eyes.
    let small = lines.iter().all(|line| match (&line.amount, line.kind) {
        (TableValue::Number(n), ColumnKind::Money) => n.abs() < 999.995,
        _ => true,
    });
    view! {
        <p class="explain-value" class:loss=loss>
            {headline(&value, kind)}
        </p>
        <h2 class="explain-title">{title}</h2>
        <ul class="explain-lines">
            {lines.into_iter().map(|l| line(app, l, small)).collect_view()}
        </ul>
        {(!formulas.is_empty())
            .then(|| {
                view! {
                    <div class="formula">
                        {formulas.into_iter().map(|f| view! { <p>{f}</p> }).collect_view()}
                    </div>
                }
            })}
        {(series.len() > 1).then(|| bars(&series, series_label))}
        {rows
            .is_some()
            .then(|| {
                view! {
                    <button
                        class="link rows-link"
                        on:click=move |_| rows_of.set(app.trail.with_untracked(|t| t.last().cloned()))
                    >
                        {rows_label}
                        " →"
                    </button>
                }
            })}
        {(!source.is_empty()).then(|| view! { <p class="explain-source">{source}</p> })}
    }
}

/// The number itself, as headings write numbers.
fn headline(value: &TableValue, kind: ColumnKind) -> String {
    match (value, kind) {
        (TableValue::Number(n), ColumnKind::Money | ColumnKind::Quantity) => format::short(*n),
        _ => format::cell(value, kind),
    }
}

/// A line of an explanation; its money to the cent where all amounts are `small`.
fn line(app: App, line: ExplainLine, small: bool) -> impl IntoView {
    let loss =
        matches!((&line.amount, line.kind), (TableValue::Number(n), ColumnKind::Money) if *n < 0.0);
    let amount = match (&line.amount, line.kind) {
        (TableValue::Number(n), ColumnKind::Money) if small => format::cents(*n),
        _ => format::cell(&line.amount, line.kind),
    };
    let factors = line.factors.map(
        |Factors {
             quantity,
             unit,
             rate,
         }| {
            view! {
                <span class="factors">
                    {format!("{} {unit} × {}", format::quantity(quantity), format::rate(rate))}
                </span>
            }
        },
    );
    let label = match line.subject {
        Some(subject) => view! {
            <button
                class="link"
                on:click=move |_| app.trail.update(|trail| trail.push(subject.clone()))
            >
                {line.label}
            </button>
        }
        .into_any(),
        None => line.label.into_any(),
    };
    view! {
        <li class:total=line.total>
            <span class="explain-label">
                {label} " " {factors} " " <ProvenanceMark provenance=line.provenance />
            </span>
            <span class="number" class:loss=loss && line.total>
                {amount}
            </span>
        </li>
    }
}

/// A monthly series as small bars; the words under it carry what they show.
fn bars(series: &[f64], label: String) -> AnyView {
    const HEIGHT: f64 = 48.0;
    let top = series.iter().copied().fold(0.0, f64::max);
    let bottom = series.iter().copied().fold(0.0, f64::min);
    let span = (top - bottom).max(f64::MIN_POSITIVE);
    let step = 300.0 / series.len() as f64;
    let zero = top / span * HEIGHT;
    let name = format!(
        "{label}: {} months, from {} to {}",
        series.len(),
        format::short(series.iter().copied().fold(f64::INFINITY, f64::min)),
        format::short(top)
    );
    let bars = series
        .iter()
        .enumerate()
        .map(|(month, value)| {
            let height = value.abs() / span * HEIGHT;
            let y = if *value >= 0.0 { zero - height } else { zero };
            view! {
                <rect
                    x=format!("{:.2}", month as f64 * step)
                    y=format!("{y:.2}")
                    width=format!("{:.2}", (step - 1.0).max(0.5))
                    height=format!("{height:.2}")
                />
            }
        })
        .collect_view();
    view! {
        <figure class="series">
            <svg viewBox="0 0 300 48" preserveAspectRatio="none" role="img" aria-label=name>
                {bars}
            </svg>
            <figcaption class="soft small">{label}</figcaption>
        </figure>
    }
    .into_any()
}

#[component]
fn RowsDialog(
    explanation: Signal<Option<Explanation>>,
    open: Signal<bool>,
    rows_of: RwSignal<Option<Subject>>,
) -> impl IntoView {
    let title = Signal::derive(move || {
        explanation.with(|e| e.as_ref().map(|e| e.rows_label.clone()).unwrap_or_default())
    });
    let query: Memo<Option<TableQuery>> =
        Memo::new(move |_| explanation.with(|e| e.as_ref().and_then(|e| e.rows.clone())));
    view! {
        <Dialog title open close=move |()| rows_of.set(None)>
            {move || {
                query
                    .get()
                    .map(|query| {
                        view! { <TableView query=Signal::stored(query) /> }
                    })
            }}
        </Dialog>
    }
}
