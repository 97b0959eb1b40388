//! The conventions on which tools disagree, each with its name, its usual values and what it does.

use super::edit;
use crate::components::{NumberField, SelectField};
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::settings::{AbcBoundary, Deviation, Settings};

const BOUNDARIES: [(AbcBoundary, &str, &str); 4] = [
    (
        AbcBoundary::ShareBefore,
        "share-before",
        "The item that crosses the limit is in (SAP)",
    ),
    (
        AbcBoundary::ShareIncludingAtMost,
        "share-including-at-most",
        "Share with the item at most the limit",
    ),
    (
        AbcBoundary::ShareIncludingBelow,
        "share-including-below",
        "Share with the item below the limit",
    ),
    (
        AbcBoundary::ItemCount,
        "item-count",
        "By number of items, not by value",
    ),
];

#[component]
pub fn Conventions() -> impl IntoView {
    let app = App::current();
    let number =
        move |field: fn(&Settings) -> f64| Signal::derive(move || app.settings.with(field));
    let set = move |field: fn(&mut Settings, f64)| {
        Callback::new(move |typed: f64| edit::apply(app, |settings| field(settings, typed)))
    };
    let boundary = Signal::derive(move || {
        let now = app.settings.with(|s| s.demand.abc_boundary);
        BOUNDARIES
            .iter()
            .find(|(boundary, ..)| *boundary == now)
            .map_or(String::new(), |(_, key, _)| (*key).to_owned())
    });
    let boundaries = Signal::stored(
        BOUNDARIES
            .iter()
            .map(|(_, key, words)| ((*key).to_owned(), (*words).to_owned()))
            .collect::<Vec<_>>(),
    );
    let deviation = Signal::derive(move || {
        app.settings.with(|s| match s.demand.deviation {
            Deviation::Sample => "sample".to_owned(),
            Deviation::Population => "population".to_owned(),
        })
    });
    let deviations = Signal::stored(vec![
        ("sample".to_owned(), "Sample: divide by n − 1".to_owned()),
        (
            "population".to_owned(),
            "Population: divide by n".to_owned(),
        ),
    ]);
    view! {
        <section class="panel" aria-labelledby="conventions" data-testid="conventions">
            <h2 id="conventions">"Classes and clusters"</h2>
            <p class="soft small">
                "Tools disagree on these; with the same conventions, the same data gives the same classes"
            </p>
            <div class="settings-grid">
                <Setting
                    title="Customer clusters"
                    definition="A is the smallest set of customers that carries this share of all gains, D the smallest that carries this share of all losses; B and C are the rest."
                >
                    <NumberField
                        label="Share carried by A, and by D"
                        value=number(|s| s.segment.cluster_share)
                        percent=true
                        min=0.01
                        max=1.0
                        on_change=set(|s, typed| s.segment.cluster_share = typed)
                    />
                </Setting>
                <Setting
                    title="ABC, by net sales"
                    definition="Items from the largest net sales down: A up to the first limit of the cumulative share, B up to the second, C the rest."
                >
                    <NumberField
                        label="A up to"
                        value=number(|s| s.demand.abc_limits[0])
                        percent=true
                        min=0.0
                        max=number(|s| s.demand.abc_limits[1])
                        on_change=set(|s, typed| s.demand.abc_limits[0] = typed)
                    />
                    <NumberField
                        label="B up to"
                        value=number(|s| s.demand.abc_limits[1])
                        percent=true
                        min=number(|s| s.demand.abc_limits[0])
                        max=1.0
                        on_change=set(|s, typed| s.demand.abc_limits[1] = typed)
                    />
                    <SelectField
                        label="At the limit"
                        options=boundaries
                        value=boundary
                        testid="abc-boundary"
                        on_change=Callback::new(move |key: String| {
                            if let Some((boundary, ..)) = BOUNDARIES.iter().find(|(_, k, _)| *k == key) {
                                edit::apply(app, |s| s.demand.abc_boundary = *boundary);
                            }
                        })
                    />
                </Setting>
                <Setting
                    title="XYZ, by variability"
                    definition="Coefficient of variation of monthly demand, months without demand counted as zero: X up to the first limit, Y up to the second, Z beyond."
                >
                    <NumberField
                        label="X up to"
                        value=number(|s| s.demand.xyz_limits[0])
                        min=0.0
                        max=number(|s| s.demand.xyz_limits[1])
                        on_change=set(|s, typed| s.demand.xyz_limits[0] = typed)
                    />
                    <NumberField
                        label="Y up to"
                        value=number(|s| s.demand.xyz_limits[1])
                        min=number(|s| s.demand.xyz_limits[0])
                        on_change=set(|s, typed| s.demand.xyz_limits[1] = typed)
                    />
                    <SelectField
                        label="Standard deviation"
                        options=deviations
                        value=deviation
                        testid="deviation"
                        on_change=Callback::new(move |key: String| {
                            let deviation = if key == "sample" {
                                Deviation::Sample
                            } else {
                                Deviation::Population
                            };
                            edit::apply(app, |s| s.demand.deviation = deviation);
                        })
                    />
                </Setting>
                <Setting
                    title="Demand pattern"
                    definition="Smooth, erratic, intermittent or lumpy, by the average interval between months with demand and the squared variation of their size (Syntetos and Boylan 2005: 1.32 and 0.49)."
                >
                    <NumberField
                        label="Intermittent from an interval of"
                        value=number(|s| s.demand.interval_limit)
                        min=1.0
                        unit="months"
                        on_change=set(|s, typed| s.demand.interval_limit = typed)
                    />
                    <NumberField
                        label="Erratic from a CV² of"
                        value=number(|s| s.demand.cv2_limit)
                        min=0.0
                        on_change=set(|s, typed| s.demand.cv2_limit = typed)
                    />
                </Setting>
            </div>
        </section>
    }
}

#[component]
fn Setting(title: &'static str, definition: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="setting">
            <h3>{title}</h3>
            <p class="soft small">{definition}</p>
            {children()}
        </div>
    }
}
