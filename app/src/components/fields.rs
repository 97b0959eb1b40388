//! Controls with a label: a number, a choice, a text.

use super::later::later;
use crate::format;
use leptos::html;
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};

/// A name no other element of the page has.
fn unique(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A number that is applied on Enter and on leaving the field. A decimal comma is as good as a
/// point; what is not a number, or not within the limits, is marked and not applied.
#[component]
pub fn NumberField(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<f64>,
    #[prop(into)] on_change: Callback<f64>,
    /// One sentence, on hover.
    #[prop(optional, into)]
    definition: String,
    #[prop(default = f64::NEG_INFINITY.into(), into)] min: Signal<f64>,
    #[prop(default = f64::INFINITY.into(), into)] max: Signal<f64>,
    /// True where the value is a share that is typed and shown as a percentage: 80 and 80 % are
    /// 0.8. Limits are shares too.
    #[prop(optional)]
    percent: bool,
    /// How the value is written in the field; plain digits if not given.
    #[prop(optional)]
    write: Option<fn(f64) -> String>,
    /// Said behind the number: "EUR", "months".
    #[prop(optional, into)]
    unit: String,
    /// True where the label is for screen readers only (in tables).
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let id = unique("number");
    let hint_id = format!("{id}-hint");
    let wrong = RwSignal::new(false);
    let echo = RwSignal::new(None::<String>);
    let input = NodeRef::<html::Input>::new();
    let write = write.unwrap_or(if percent { format::share_plain } else { plain });
    let written = Memo::new(move |_| write(value.get()));
    // Another value came: what was wrong with the one before is past.
    Effect::new(move |_| {
        written.track();
        wrong.set(false);
    });
    let apply = move || {
        // A browser also says that the text changed when the field goes away with its screen; then
        // there is nothing left to change.
        let Some(field) = input.try_get_untracked().flatten() else {
            return;
        };
        let typed = field.value();
        if typed == written.get_untracked() {
            wrong.set(false);
            return;
        }
        let (low, high) = (min.get_untracked(), max.get_untracked());
        let number = if percent {
            format::parse_percentage(&typed)
        } else {
            format::parse_number(&typed)
        };
        match number.filter(|n| *n >= low && *n <= high) {
            Some(number) => {
                wrong.set(false);
                echo.set(format::read_as(&typed, &write(number)));
                if number == value.get_untracked() {
                    field.set_value(&written.get_untracked());
                } else {
                    on_change.run(number);
                }
            }
            None => wrong.set(true),
        }
    };
    let allowed = move || {
        let (low, high) = (min.get(), max.get());
        match (low.is_finite(), high.is_finite()) {
            (true, true) => format!("A number from {} to {}", write(low), write(high)),
            (true, false) => format!("A number of at least {}", write(low)),
            (false, true) => format!("A number of at most {}", write(high)),
            (false, false) => "A number".to_owned(),
        }
    };
    view! {
        <div class="field">
            <label for=id.clone() title=definition class:unseen=hide_label>
                {label}
            </label>
            <div class="field-control">
                <input
                    node_ref=input
                    id=id
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    class="number-input"
                    prop:value=move || written.get()
                    aria-invalid=move || wrong.get().then_some("true")
                    aria-describedby=move || wrong.get().then(|| hint_id.clone())
                    on:input=move |_| echo.set(None)
                    on:change=move |_| apply()
                    on:keydown=move |event| {
                        match event.key().as_str() {
                            "Enter" => apply(),
                            "Escape" => {
                                wrong.set(false);
                                if let Some(field) = input.get_untracked() {
                                    field.set_value(&written.get_untracked());
                                }
                            }
                            _ => {}
                        }
                    }
                />
                {(!unit.is_empty()).then(|| view! { <span class="soft">{unit}</span> })}
            </div>
            {move || {
                echo.get().map(|words| view! { <p class="field-echo" role="status">{words}</p> })
            }}
            <Show when=move || wrong.get()>
                <p class="field-hint" role="alert">
                    {allowed}
                </p>
            </Show>
        </div>
    }
}

/// Digits without thousands signs, as short as the value allows.
fn plain(value: f64) -> String {
    format!("{value}")
}

/// Alternatives that are drawn without being asked for.
const FEW: usize = 200;

/// One choice out of several, each with a key and the words for it.
#[component]
pub fn SelectField(
    #[prop(into)] label: String,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_change: Callback<String>,
    #[prop(optional, into)] definition: String,
    #[prop(optional, into)] testid: Option<String>,
    #[prop(optional)] hide_label: bool,
) -> impl IntoView {
    let id = unique("select");
    let select = NodeRef::<html::Select>::new();
    // A screen may hold hundreds of alternatives that nobody looks at: at first only the choice,
    // the others when there is time, and very many only when somebody wants to see them.
    let whole = RwSignal::new(false);
    let show_all = move || {
        let _ = whole.try_set(true);
    };
    later(move || {
        let few = options
            .try_with_untracked(|options| options.len() <= FEW)
            .unwrap_or(false);
        if few {
            show_all();
        }
    });
    view! {
        <div class="field">
            <label for=id.clone() title=definition class:unseen=hide_label>
                {label}
            </label>
            <select
                node_ref=select
                id=id
                data-testid=testid
                style:--letters=move || {
                    let longest = |all: &Vec<(String, String)>| {
                        all.iter().map(|(_, words)| words.chars().count()).max()
                    };
                    options.with(longest).unwrap_or(0).to_string()
                }
                on:focus=move |_| show_all()
                on:pointerdown=move |_| show_all()
                on:change=move |_| {
                    if let Some(select) = select.try_get_untracked().flatten() {
                        on_change.run(select.value());
                    }
                }
            >
                {move || {
                    let chosen = value.get();
                    let whole = whole.get();
                    options
                        .get()
                        .into_iter()
                        .filter(|(key, _)| whole || *key == chosen)
                        .map(|(key, words)| {
                            let selected = key == chosen;
                            view! {
                                <option value=key prop:selected=selected>
                                    {words}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </div>
    }
}

/// A short text, applied on Enter and on leaving the field.
#[component]
pub fn TextField(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_change: Callback<String>,
    #[prop(optional, into)] definition: String,
    /// Said below the field: an example of what goes in.
    #[prop(optional, into)]
    example: String,
    #[prop(optional)] hide_label: bool,
) -> impl IntoView {
    let id = unique("text");
    let example_id = format!("{id}-example");
    let described = (!example.is_empty()).then(|| example_id.clone());
    let input = NodeRef::<html::Input>::new();
    view! {
        <div class="field">
            <label for=id.clone() title=definition class:unseen=hide_label>
                {label}
            </label>
            <input
                node_ref=input
                id=id
                type="text"
                autocomplete="off"
                aria-describedby=described
                prop:value=move || value.get()
                on:change=move |_| {
                    if let Some(input) = input.try_get_untracked().flatten() {
                        on_change.run(input.value());
                    }
                }
            />
            {(!example.is_empty())
                .then(|| {
                    view! {
                        <p class="field-example" id=example_id>
                            {example}
                        </p>
                    }
                })}
        </div>
    }
}
