//! Draws the settings that `controls` lists.

use crate::components::{NumberField, SelectField};
use crate::state::App;
use crate::tasks::set_settings::change_settings;
use leptos::prelude::*;
use tenfold_core::settings::DemandSettings;
use tenfold_core::words;

pub(super) type D = DemandSettings;

/// One setting.
pub(super) struct Control {
    pub label: &'static str,
    pub definition: &'static str,
    /// Whether it matters under the settings in force.
    pub shown: fn(&D) -> bool,
    pub kind: Kind,
}

pub(super) enum Kind {
    Choice {
        labels: fn() -> Vec<&'static str>,
        get: fn(&D) -> usize,
        set: fn(&mut D, usize),
    },
    Number {
        get: fn(&D) -> f64,
        set: fn(&mut D, f64),
        range: fn(&D) -> (f64, f64),
        percent: bool,
        unit: &'static str,
    },
}

/// The controls that matter under the settings in force.
pub(super) fn fields(controls: Vec<Control>) -> AnyView {
    let app = App::current();
    let controls = controls.into_iter().map(|control| field(app, control));
    view! { <div class="demand-fields">{controls.collect_view()}</div> }.into_any()
}

/// The same, folded away: how many differ from what comes with Tenfold stands beside them.
pub(super) fn more(controls: Vec<Control>) -> AnyView {
    let app = App::current();
    let standard = DemandSettings::default();
    let values = controls.iter().map(value_of).collect::<Vec<_>>();
    let defaults: Vec<f64> = values.iter().map(|value| value.read(&standard)).collect();
    let changed = Memo::new(move |_| {
        app.settings.with(|s| {
            let differs = |(value, default): &(&Value, &f64)| value.read(&s.demand) != **default;
            values.iter().zip(&defaults).filter(differs).count()
        })
    });
    view! {
        <details class="demand-more">
            <summary>
                "More conventions"
                {move || match changed.get() {
                    0 => String::new(),
                    1 => ", 1 differs from the default".to_owned(),
                    n => format!(", {n} differ from the defaults"),
                }}
            </summary>
            {fields(controls)}
        </details>
    }
    .into_any()
}

/// How a control's value is read, apart from it.
#[derive(Clone, Copy)]
enum Value {
    Choice(fn(&D) -> usize),
    Number(fn(&D) -> f64),
}

impl Value {
    fn read(self, d: &D) -> f64 {
        match self {
            Value::Choice(get) => get(d) as f64,
            Value::Number(get) => get(d),
        }
    }
}

fn value_of(control: &Control) -> Value {
    match control.kind {
        Kind::Choice { get, .. } => Value::Choice(get),
        Kind::Number { get, .. } => Value::Number(get),
    }
}

fn field(app: App, control: Control) -> AnyView {
    let Control {
        label,
        definition,
        shown,
        kind,
    } = control;
    let matters = Memo::new(move |_| app.settings.with(|s| shown(&s.demand)));
    match kind {
        Kind::Choice { labels, get, set } => {
            let value = Signal::derive(move || app.settings.with(|s| get(&s.demand)).to_string());
            let options: Vec<(String, String)> = labels()
                .into_iter()
                .enumerate()
                .map(|(i, label)| (i.to_string(), words::capital(label)))
                .collect();
            let options = Signal::stored(options);
            view! {
                <Show when=move || matters.get()>
                    <SelectField
                        label
                        definition
                        options
                        value
                        on_change=Callback::new(move |key: String| {
                            if let Ok(at) = key.parse() {
                                change_settings(app, |s| set(&mut s.demand, at));
                            }
                        })
                    />
                </Show>
            }
            .into_any()
        }
        Kind::Number {
            get,
            set,
            range,
            percent,
            unit,
        } => {
            let value = Signal::derive(move || app.settings.with(|s| get(&s.demand)));
            let min = Signal::derive(move || app.settings.with(|s| range(&s.demand).0));
            let max = Signal::derive(move || app.settings.with(|s| range(&s.demand).1));
            view! {
                <Show when=move || matters.get()>
                    <NumberField
                        label
                        definition
                        value
                        min
                        max
                        percent
                        unit
                        on_change=Callback::new(move |typed: f64| {
                            change_settings(app, |s| set(&mut s.demand, typed));
                        })
                    />
                </Show>
            }
            .into_any()
        }
    }
}
