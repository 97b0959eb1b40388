//! The demand shape of the items: their classes, the limits between them, and what the conventions
//! behind them change.

mod controls;
pub mod flips;
mod plots;

use crate::charts::limits::LimitPlot;
use crate::components::{Failure, Later, Skeleton, Tag};
use crate::format;
use crate::queries::{self, Query};
use crate::state::App;
use crate::tasks::set_settings::{change_settings, follow_settings};
use flips::{Flips, PresetChooser};
use leptos::prelude::*;
use std::fmt::Write as _;
use tenfold_core::project::view::{
    ClassKind, ClassSummary, CrossSummary, DemandProfile, FilterTerm,
};
use tenfold_core::settings::{AbcBoundary, DemandSettings, XyzSplit};

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
                " The data does not hold {}; net sales stand in.",
                p.lacking.join(" and ")
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

/// Where fixed limits put every item into Z, the classes say nothing: offers the cut that does.
fn one_class_offer(profile: Query<DemandProfile>) -> AnyView {
    let app = App::current();
    let words = Memo::new(move |_| {
        let (split, shares) = app
            .settings
            .with(|s| (s.demand.xyz_split, s.demand.xyz_shares));
        let [steady, variable, hard] = profile.map(|p| {
            let items = |class: &str| {
                p.xyz
                    .iter()
                    .find(|c| c.class == class)
                    .map_or(0, |c| c.items)
            };
            ["X", "Y", "Z"].map(items)
        })?;
        (split == XyzSplit::Limits && steady + variable == 0 && hard > 1).then(|| {
            format!(
                "At these limits every item is Z, as is usual where items sell in few months. \
                 Cut by shares instead, the steadiest {} of the items are X and those up to {} are Y, \
                 so that what can be planned stands apart.",
                format::share_plain(shares[0]),
                format::share_plain(shares[1])
            )
        })
    });
    view! {
        {move || {
            words
                .get()
                .map(|words| {
                    view! {
                        <div class="offer" data-testid="xyz-offer">
                            <p>{words}</p>
                            <button
                                type="button"
                                class="button small"
                                on:click=move |_| {
                                    change_settings(app, |s| s.demand.xyz_split = XyzSplit::ItemShares);
                                }
                            >
                                "Cut by shares of the items"
                            </button>
                        </div>
                    }
                })
        }}
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
                {controls::fields(controls::status())}
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
    fields: Vec<controls::Control>,
    more: Vec<controls::Control>,
    beside: Option<AnyView>,
) -> AnyView {
    view! {
        <section class="panel demand-section" aria-label=name data-testid=format!("demand-{id}")>
            <p class="eyebrow">{name}</p>
            <div class="demand-grid">
                <div class="demand-plot">{plot}</div>
                <div class="demand-side">{classes} {beside}</div>
            </div>
            {controls::fields(fields)}
            {(!more.is_empty()).then(|| controls::more(more))}
        </section>
    }
    .into_any()
}

/// The items of each class; a class is a filter.
fn classes(kind: ClassKind, rows: Signal<Vec<ClassSummary>>) -> AnyView {
    let app = App::current();
    let body = move || {
        let rows = rows.get();
        let total: f64 = rows.iter().map(|row| row.revenue.max(0.0)).sum();
        rows.into_iter()
            .map(|row| {
                let share = if total > 0.0 {
                    row.revenue / total
                } else {
                    0.0
                };
                let bar = format!("{:.1}%", share.clamp(0.0, 1.0) * 100.0);
                view! {
                    <tr class:nothing={row.items == 0}>
                        <th scope="row">{filter_button(app, kind, row.class)}</th>
                        <td class="number">{format::count(u64::from(row.items))}</td>
                        <td class="number share-cell">
                            <i class="share-bar" style:width=bar></i>
                            <span>{format::share(share)}</span>
                        </td>
                        <td class="number" class:loss={row.net_profit < 0.0}>
                            {format::short_signed(row.net_profit)}
                        </td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <table class="plain classes">
            <thead>
                <tr>
                    <th scope="col">"Class"</th>
                    <th scope="col" class="number">"Items"</th>
                    <th scope="col" class="number">"Net sales"</th>
                    <th scope="col" class="number">"Net contribution"</th>
                </tr>
            </thead>
            <tbody>{body}</tbody>
        </table>
    }
    .into_any()
}

/// Chooses the items of a class, or all again.
fn filter_button(app: App, kind: ClassKind, class: String) -> AnyView {
    let term = FilterTerm::Class {
        kind,
        class: class.clone(),
    };
    let toggled = term.clone();
    let short = class.len() == 1;
    let says = definition(&class);
    let testid = format!("class-{}-{}", kind.name(), class.replace(' ', "-"));
    let name = format!("Filter by items {class}");
    view! {
        <button
            type="button"
            class="class-choice"
            data-testid=testid
            title=says
            aria-label=name
            aria-pressed=move || app.is_filtered_by(&term).to_string()
            on:click=move |_| app.toggle(toggled.clone())
        >
            {if short {
                view! { <Tag letter=class /> }.into_any()
            } else {
                view! { <span>{class}</span> }.into_any()
            }}
        </button>
    }
    .into_any()
}

/// What a class means.
fn definition(class: &str) -> &'static str {
    match class {
        "A" => "The few items that carry most of the value",
        "B" => "The middle",
        "C" => "The long tail",
        "D" => "The end of the tail, or no movement",
        "N" => "Value below zero",
        "X" => "Steady demand",
        "Y" => "Variable demand",
        "Z" => "Hard to forecast",
        "F" => "Fast: ordered often",
        "M" => "Medium",
        "R" => "Rare: seldom ordered",
        "smooth" => "Demand in nearly every month, of similar size",
        "erratic" => "Demand in nearly every month, of very different size",
        "intermittent" => "Months without demand between months of similar size",
        "lumpy" => "Months without demand between months of very different size",
        "active" => "Sold long enough, often enough and of late",
        "new" => "First sold a few months ago",
        "phase-out" => "Not sold for many months: being phased out, or dead",
        "insufficient history" => "Too few months, or too few of them with demand",
        "returns only" => "Returns, and no sale",
        "no demand" => "No units sold",
        _ => "",
    }
}

/// Items by value class and another class: a cell filters by both.
fn crossing(kind: ClassKind, name: &'static str, cells: Signal<Vec<CrossSummary>>) -> AnyView {
    let app = App::current();
    let matrix = move || {
        let cells = cells.get();
        let mut columns: Vec<String> = Vec::new();
        for cell in &cells {
            if !columns.contains(&cell.other) {
                columns.push(cell.other.clone());
            }
        }
        if columns.is_empty() {
            return ().into_any();
        }
        let most = cells.iter().map(|c| c.items).max().unwrap_or(0).max(1);
        let heads = columns
            .iter()
            .map(|class| view! { <th scope="col">{class.clone()}</th> })
            .collect_view();
        let rows = cells
            .chunks(columns.len())
            .map(|row| {
                let abc = row[0].abc.clone();
                let cells = row
                    .iter()
                    .map(|cell| cross_cell(app, kind, cell, most))
                    .collect_view();
                view! {
                    <tr>
                        <th scope="row">{abc}</th>
                        {cells}
                    </tr>
                }
            })
            .collect_view();
        view! {
            <table class="crossing">
                <caption>{format!("Items by ABC and {name}")}</caption>
                <thead>
                    <tr>
                        <td></td>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! { <div class="crossing-place">{matrix}</div> }.into_any()
}

fn cross_cell(app: App, kind: ClassKind, cell: &CrossSummary, most: u32) -> AnyView {
    let terms =
        [(ClassKind::Abc, &cell.abc), (kind, &cell.other)].map(|(kind, class)| FilterTerm::Class {
            kind,
            class: class.clone(),
        });
    let part = f64::from(cell.items) / f64::from(most);
    let name = format!(
        "Filter by {} and {}: {}, net contribution {}",
        cell.abc,
        cell.other,
        format::counted(u64::from(cell.items), "item", "items"),
        format::short_signed(cell.net_profit)
    );
    let items = format::count(u64::from(cell.items));
    view! {
        <td>
            <button
                type="button"
                style:--part=format!("{:.0}%", 4.0 + 36.0 * part.sqrt())
                disabled={cell.items == 0}
                title=name.clone()
                aria-label=name
                on:click=move |_| {
                    let mut filter = app.filter.get_untracked();
                    filter.terms.retain(|t| !matches!(t, FilterTerm::Class { .. }));
                    filter.terms.extend(terms.clone());
                    app.set_filter(filter);
                }
            >
                {items}
            </button>
        </td>
    }
    .into_any()
}
