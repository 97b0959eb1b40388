//! The demand shape of the items: their classes, the limits between them, and what the conventions
//! behind them change.

mod classes;
mod controls;
mod fields;
pub mod flips;
mod plots;

use crate::charts::limits::LimitPlot;
use crate::components::{Failure, Later, Skeleton};
use crate::format;
use crate::queries::{self, Query};
use crate::state::App;
use crate::tasks::set_settings::{change_settings, follow_settings};
use classes::{classes, crossing};
use flips::{Flips, PresetChooser};
use leptos::prelude::*;
use std::fmt::Write as _;
use tenfold_core::project::view::{ClassKind, DemandProfile};
use tenfold_core::settings::{AbcBoundary, DemandSettings, XyzPeriods, XyzSplit};

type Part<T> = fn(&DemandProfile) -> T;

/// A part of the profile, or nothing yet.
fn part<T>(profile: Query<DemandProfile>, pick: Part<T>) -> Signal<T>
where
    T: Clone + Default + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| profile.map(pick).unwrap_or_default()).into()
}

/// As `part`, where the settings have a say.
fn with_settings<T>(
    profile: Query<DemandProfile>,
    pick: fn(&DemandProfile, &DemandSettings) -> T,
) -> Signal<T>
where
    T: Clone + Default + PartialEq + Send + Sync + 'static,
{
    let app = App::current();
    Memo::new(move |_| {
        app.settings
            .with(|s| profile.map(|profile| pick(profile, &s.demand)))
            .unwrap_or_default()
    })
    .into()
}

/// Moves one of a pair of limits.
fn on_limit(set: fn(&mut DemandSettings, usize, f64)) -> Callback<(usize, f64)> {
    let app = App::current();
    Callback::new(move |(at, value)| follow_settings(app, |s| set(&mut s.demand, at, value)))
}

#[component]
pub fn DemandPage() -> impl IntoView {
    let profile = queries::demand();
    let arrived = Memo::new(move |_| profile.map(|_| ()).is_some());
    let app = App::current();
    // What the page was opened with, to compare with.
    let base = StoredValue::new(app.settings.with_untracked(|s| s.demand.clone()));
    let headline = part(profile, |p| p.headline.clone());
    let lede = part(profile, |p| {
        let mut lede = format!(
            "Demand by month, {} to {}. Drag a limit, or type it: every screen follows.",
            format::month(&p.first_month),
            format::month(&p.last_month)
        );
        if !p.lacking.is_empty() {
            let _ = write!(
                lede,
                " The data does not hold {}; {} stand in.",
                p.lacking.join(" and "),
                if p.criterion == "units" {
                    "units"
                } else {
                    "net sales"
                }
            );
        }
        if p.cut_months > 0 {
            let months = format::counted(u64::from(p.cut_months), "month", "months");
            let _ = write!(
                lede,
                " Returns exceed sales in {months} of items, which count as zero."
            );
        }
        lede
    });
    view! {
        <header class="headline">
            <h1>{move || headline.get()}</h1>
            <p class="lede">{move || lede.get()}</p>
        </header>
        <Show
            when=move || arrived.get()
            fallback=move || match profile.error() {
                Some(error) => view! { <Failure error /> }.into_any(),
                None => view! { <Skeleton height=900 /> }.into_any(),
            }
        >
            <PresetChooser profile base />
            {value_section(profile)}
            {variability_section(profile)}
            <Later height=1200>
                {pattern_section(profile)}
                {frequency_section(profile)}
                {status_section(profile)}
                <Flips base />
            </Later>
        </Show>
    }
}

fn value_section(profile: Query<DemandProfile>) -> AnyView {
    let second = part(profile, |p| p.abc_second.clone());
    let plot = view! {
        <LimitPlot
            name="value"
            title=part(profile, |p| p.abc_title.clone())
            subtitle=part(profile, |p| match p.groups {
                0 | 1 => format!("Cumulative {}, items from the largest", p.criterion),
                n => format!("Cumulative {} of all items; classes come from {n} rankings, one a group", p.criterion),
            })
            plot=with_settings(profile, plots::value_plot)
            limits=with_settings(
                profile,
                |p, d| plots::value_limits(d, p.concentration.of),
            )
            on_limit=on_limit(|d, at, value| match (d.abc_boundary, at) {
                (AbcBoundary::ItemNumber, 0 | 1) => d.abc_counts[at] = value as u32,
                (_, 0 | 1) => d.abc_limits[at] = value,
                _ => d.abc_tail = Some(value),
            })
            table=part(profile, |p| plots::class_table(&p.abc))
        />
    };
    section(
        "abc",
        "Value: A, B and C",
        plot.into_any(),
        classes(ClassKind::Abc, part(profile, |p| p.abc.clone())),
        controls::abc(),
        controls::abc_more(),
        Some(crossing(ClassKind::Second, "Second ABC", second)),
    )
}

fn variability_section(profile: Query<DemandProfile>) -> AnyView {
    let plot = view! {
        <LimitPlot
            name="variability"
            title=part(profile, |p| p.xyz_title.clone())
            subtitle=part(profile, |p| {
                let without = match p.variation.without {
                    0 => String::new(),
                    n => format!("; {} without one are Z", format::counted(u64::from(n), "item", "items")),
                };
                format!("Items by {}{without}", p.measure.to_lowercase())
            })
            plot=part(profile, plots::variation_plot)
            limits=with_settings(profile, plots::variation_limits)
            on_limit=on_limit(|d, at, value| {
                if let Some(limit) = d.xyz_limits.get_mut(at) {
                    *limit = value;
                }
            })
            table=part(profile, |p| plots::class_table(&p.xyz))
        />
    };
    section(
        "xyz",
        "Variability: X, Y and Z",
        view! { {plot} {one_class_offer(profile)} }.into_any(),
        classes(ClassKind::Xyz, part(profile, |p| p.xyz.clone())),
        controls::xyz(),
        controls::xyz_more(),
        None,
    )
}

/// Where fixed limits put every item into Z, the classes say nothing: offers what parts them,
/// longer periods where these do, and the cut by shares.
fn one_class_offer(profile: Query<DemandProfile>) -> AnyView {
    let app = App::current();
    let offer = Memo::new(move |_| {
        let (split, shares) = app
            .settings
            .with(|s| (s.demand.xyz_split, s.demand.xyz_shares));
        let (alike, quarters) = profile.map(|p| {
            let of = |z: bool| p.xyz.iter().filter(move |c| (c.class == "Z") == z);
            let alike = of(false).all(|c| c.items == 0) && of(true).any(|c| c.items > 1);
            (alike, p.by_quarter)
        })?;
        if !alike || split != XyzSplit::Limits {
            return None;
        }
        let mut words =
            "At these limits every item is Z, as is usual where items sell in few months. "
                .to_owned();
        if let Some(left) = quarters {
            let left = format::counted(u64::from(left), "item leaves", "items leave");
            let _ = write!(words, "Longer periods vary less: over quarters {left} Z. ");
        }
        let [x, y] = shares.map(format::share_plain);
        let _ = write!(
            words,
            "Cut by shares, the steadiest {x} of the items are X and those up to {y} are Y."
        );
        Some((words, quarters.is_some()))
    });
    view! {
        {move || {
            let (words, quarters) = offer.get()?;
            Some(
                view! {
                    <div class="offer" data-testid="xyz-offer">
                        <p>{words}</p>
                        {quarters
                            .then(|| {
                                offered(
                                    "Take it over quarters",
                                    |d| d.xyz_periods = XyzPeriods::Quarters,
                                )
                            })}
                        {offered(
                            "Cut by shares of the items",
                            |d| d.xyz_split = XyzSplit::ItemShares,
                        )}
                    </div>
                },
            )
        }}
    }
    .into_any()
}

fn offered(label: &'static str, set: fn(&mut DemandSettings)) -> AnyView {
    let app = App::current();
    view! {
        <button
            type="button"
            class="button small"
            on:click=move |_| change_settings(app, |s| set(&mut s.demand))
        >
            {label}
        </button>
    }
    .into_any()
}

fn pattern_section(profile: Query<DemandProfile>) -> AnyView {
    let plot = view! {
        <LimitPlot
            name="pattern"
            title=part(profile, |p| p.demand_title.clone())
            subtitle="Items by the interval between months with demand and the squared variation of their size (Syntetos and Boylan 2005)"
            plot=part(profile, plots::plane_plot)
            limits=with_settings(profile, plots::plane_limits)
            on_limit=on_limit(|d, at, value| match at {
                0 => d.interval_limit = value,
                _ => d.cv2_limit = value,
            })
            table=part(profile, |p| plots::class_table(&p.demand))
            height=300.0
        />
    };
    section(
        "pattern",
        "Demand pattern",
        plot.into_any(),
        classes(ClassKind::Demand, part(profile, |p| p.demand.clone())),
        controls::pattern(),
        controls::pattern_more(),
        None,
    )
}

fn frequency_section(profile: Query<DemandProfile>) -> AnyView {
    let plot = view! {
        <LimitPlot
            name="frequency"
            title=part(profile, |p| p.fmr_title.clone())
            subtitle="Cumulative order lines, items with most lines first"
            plot=part(profile, plots::lines_plot)
            limits=with_settings(profile, |_, d| plots::lines_limits(d))
            on_limit=on_limit(|d, at, value| {
                if let Some(limit) = d.fmr_limits.get_mut(at) {
                    *limit = value;
                }
            })
            table=part(profile, |p| plots::class_table(&p.fmr))
        />
    };
    section(
        "fmr",
        "Frequency: fast, medium and rare",
        plot.into_any(),
        classes(ClassKind::Fmr, part(profile, |p| p.fmr.clone())),
        controls::fmr(),
        Vec::new(),
        Some(crossing(
            ClassKind::Fmr,
            "FMR",
            part(profile, |p| p.abc_fmr.clone()),
        )),
    )
}

fn status_section(profile: Query<DemandProfile>) -> AnyView {
    let title = part(profile, |p| p.status_title.clone());
    view! {
        <section class="panel" aria-labelledby="demand-status" data-testid="demand-status">
            <h2 id="demand-status">{move || title.get()}</h2>
            <p class="soft small">
                "What a class says of an item that is new, dead or seldom sold is worth little: their status stands beside it"
            </p>
            <div class="demand-grid even">
                {classes(ClassKind::Status, part(profile, |p| p.status.clone()))}
                {fields::fields(controls::status())}
            </div>
        </section>
    }
    .into_any()
}

/// A plot, its classes, and the conventions behind them.
fn section(
    id: &'static str,
    name: &'static str,
    plot: AnyView,
    classes: AnyView,
    usual: Vec<fields::Control>,
    more: Vec<fields::Control>,
    beside: Option<AnyView>,
) -> AnyView {
    view! {
        <section class="panel demand-section" aria-label=name data-testid=format!("demand-{id}")>
            <p class="eyebrow">{name}</p>
            <div class="demand-grid">
                <div class="demand-plot">{plot}</div>
                <div class="demand-side">{classes} {beside}</div>
            </div>
            {fields::fields(usual)}
            {(!more.is_empty()).then(|| fields::more(more))}
        </section>
    }
    .into_any()
}
