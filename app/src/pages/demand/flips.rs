//! What other conventions would change: the tools' presets, and the items that change class.

use crate::components::{SelectField, TableView};
use crate::format;
use crate::pages::facets;
use crate::queries::{self, Query};
use crate::state::App;
use crate::tasks::set_settings::change_settings;
use leptos::prelude::*;
use tenfold_core::demand::Preset;
use tenfold_core::project::view::{Against, DemandProfile, Filter, TableKind, TableQuery};
use tenfold_core::settings::DemandSettings;

fn flips_against(against: Against) -> TableQuery {
    facets::query(TableKind::Flips { against }, Filter::default())
}

/// Takes over what another tool does, after saying what that would change.
#[component]
pub fn PresetChooser(
    profile: Query<DemandProfile>,
    base: StoredValue<DemandSettings>,
) -> impl IntoView {
    let app = App::current();
    let presets = Memo::new(move |_| profile.map(|p| p.presets.clone()).unwrap_or_default());
    let chosen = RwSignal::new(None::<Preset>);
    let options = Memo::new(move |_| {
        let none = (String::new(), "Compare with a tool …".to_owned());
        let rest = presets.with(|presets| {
            let with_number = presets.iter().enumerate();
            with_number
                .map(|(i, p)| (i.to_string(), p.label.clone()))
                .collect::<Vec<_>>()
        });
        std::iter::once(none).chain(rest).collect::<Vec<_>>()
    });
    let value = Signal::derive(move || {
        let at = presets.with(|all| all.iter().position(|p| Some(p.preset) == chosen.get()));
        at.map_or_else(String::new, |at| at.to_string())
    });
    let offer = move || {
        let preset = chosen.get()?;
        let says = presets.with(|all| {
            let of = all.iter().find(|p| p.preset == preset);
            of.map(|p| p.says.clone())
        })?;
        let page = queries::table(Signal::stored(flips_against(Against::Preset(preset))), 1);
        let effect = move || {
            page.map(|page| match page.total_rows {
                0 => "No item would change its class".to_owned(),
                n => format!(
                    "{} would be in another class",
                    format::counted(n, "item", "items")
                ),
            })
        };
        Some(view! {
            <p class="preset-says" data-testid="preset-says">
                {says}
                ". "
                <b>{effect}</b>
            </p>
            <button
                type="button"
                class="button"
                data-testid="preset-apply"
                on:click=move |_| change_settings(app, |s| preset.apply(&mut s.demand))
            >
                "Take over"
            </button>
        })
    };
    let changed = Memo::new(move |_| {
        app.settings
            .with(|s| base.with_value(|base| s.demand != *base))
    });
    view! {
        <section class="preset-bar" aria-label="Conventions of other tools" data-testid="presets">
            <SelectField
                label="Conventions of"
                definition="Tools disagree on classes; with the same conventions, the same data gives the same classes"
                testid="preset".to_owned()
                options
                value
                on_change=Callback::new(move |key: String| {
                    let preset = presets.with_untracked(|all| {
                        key.parse::<usize>().ok().and_then(|at| all.get(at)).map(|p| p.preset)
                    });
                    chosen.set(preset);
                })
            />
            {offer}
            <Show when=move || changed.get()>
                <button
                    type="button"
                    class="link"
                    data-testid="demand-reset"
                    on:click=move |_| {
                        change_settings(app, |s| s.demand = base.get_value());
                    }
                >
                    "Undo the changes made here"
                </button>
            </Show>
        </section>
    }
}

/// The items whose class differs from what it was, or from what a tool would say.
#[component]
pub fn Flips(base: StoredValue<DemandSettings>) -> impl IntoView {
    let before = RwSignal::new(0_usize);
    let query = Memo::new(move |_| {
        flips_against(match before.get() {
            0 => Against::Settings(Box::new(base.get_value())),
            1 => Against::LastSettings,
            n => Against::Preset(Preset::ALL[(n - 2).min(Preset::ALL.len() - 1)]),
        })
    });
    let options: Vec<(String, String)> = ["since this screen was opened", "with the last change"]
        .into_iter()
        .map(str::to_owned)
        .chain(
            Preset::ALL
                .into_iter()
                .map(|p| format!("by the conventions of {}", p.label())),
        )
        .enumerate()
        .map(|(i, words)| (i.to_string(), words))
        .collect();
    view! {
        <section class="panel flips" aria-labelledby="flips" data-testid="flips">
            <h2 id="flips">"Items that change class"</h2>
            <SelectField
                label="Compared"
                options=Signal::stored(options)
                value=Signal::derive(move || before.get().to_string())
                testid="flips-against".to_owned()
                on_change=Callback::new(move |key: String| {
                    before.set(key.parse().unwrap_or(0));
                })
            />
            <TableView
                query
                title=Signal::stored(String::new())
                height=12
                count=Callback::new(|rows: u64| {
                    Some(match rows {
                        0 => "No item changes its class".to_owned(),
                        1 => "1 item changes its class".to_owned(),
                        n => format!("{} change class", format::counted(n, "item", "items")),
                    })
                })
            />
        </section>
    }
}
