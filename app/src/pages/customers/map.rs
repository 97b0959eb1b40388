//! Margin before cost to serve against cost to serve: four kinds of customers, and the line of
//! break-even.

use super::head;
use crate::charts::limits::{Axis, Bubble, Limit, LimitPlot, Plot, Shape, Write, Zone};
use crate::charts::scale;
use crate::charts::table::ChartTable;
use crate::components::{Later, NumberField, SelectField, Skeleton, TableView};
use crate::format;
use crate::pages::cells::contribution_bar;
use crate::pages::facets;
use crate::queries::{self, Query};
use crate::route::Route;
use crate::state::App;
use crate::tasks::set_settings::{change_settings, follow_settings};
use leptos::prelude::*;
use tenfold_core::project::view::{CustomerMap, FilterTerm, QuadrantSummary, TableKind, TableRow};
use tenfold_core::segment::Quadrant;
use tenfold_core::settings::MapCut;

pub(super) fn map() -> AnyView {
    let app = App::current();
    // What is chosen still stands among the others.
    let filter = Signal::derive(move || {
        let mut filter = app.filter.get();
        filter
            .terms
            .retain(|term| !matches!(term, FilterTerm::Quadrant { .. }));
        filter
    });
    let map = queries::customer_map(filter);
    let part = move |pick: fn(&CustomerMap) -> String| -> Signal<String> {
        Signal::from(Memo::new(move |_| map.map(pick).unwrap_or_default()))
    };
    let title = part(|m| m.title.clone());
    let nobody = Memo::new(move |_| map.map(|m| m.points.is_empty()).unwrap_or_default());
    let arrived = Memo::new(move |_| map.map(|_| ()).is_some());
    let lede = Signal::derive(move || {
        if nobody.get() {
            "Where margins are known every customer is a bubble here: what is left of sales against what serving takes, with the line of break-even."
        } else {
            "Above the line of break-even customers earn, below it they lose. Choose a bubble for the customer, a kind to see it alone; drag a line to cut elsewhere."
        }
    });
    view! {
        {head(title, lede)}
        <Show when=move || arrived.get() fallback=|| view! { <Skeleton height=560 /> }>
            <div class="map-grid" style:display=move || nobody.get().then_some("none")>
                <LimitPlot
                    name="customer-map"
                    title=Signal::stored("Every bubble is a customer; above the line of break-even the margin pays for the service".to_owned())
                    subtitle=part(|m| m.subtitle.clone())
                    plot=Memo::new(move |_| map.map(plot).unwrap_or_default()).into()
                    limits=Memo::new(move |_| map.map(limits).unwrap_or_default()).into()
                    on_limit=Callback::new(move |(at, value): (usize, f64)| {
                        let cuts = map.map(|m| m.cuts).unwrap_or_default();
                        follow_settings(app, |s| {
                            // The other line stays where it was found.
                            if s.segment.map_cut != MapCut::Own {
                                s.segment.map_own = cuts.map(|cut| (cut * 1000.0).round() / 1000.0);
                            }
                            s.segment.map_cut = MapCut::Own;
                            if let Some(cut) = s.segment.map_own.get_mut(at) {
                                *cut = value;
                            }
                        });
                    })
                    table=Memo::new(move |_| map.map(|m| table(&m.quadrants)).unwrap_or_default())
                    height=460.0
                    on_bubble=Callback::new(move |id: String| app.go(Route::Customer(id)))
                />
                <div class="map-side">{quadrants(map)} {cut_fields(map)}</div>
            </div>
        </Show>
        <Later height=420>
            <TableView
                query=facets::filtered(app, TableKind::Customers)
                on_row=Callback::new(move |row: TableRow| app.go(Route::Customer(row.id)))
                cell=contribution_bar
                height=12
                count=facets::customer_count(queries::overview())
            />
        </Later>
    }
    .into_any()
}

fn plot(map: &CustomerMap) -> Plot {
    let axis = |[from, to]: [f64; 2], name: &str| Axis {
        from,
        to,
        log: false,
        ticks: scale::ticks(from, to, 6)
            .into_iter()
            .map(|tick| (tick, format::share_plain(tick)))
            .collect(),
        name: name.to_owned(),
    };
    let largest = map.points.first().map_or(1.0, |p| p.revenue.max(1e-9));
    let bubbles = map
        .points
        .iter()
        .map(|p| Bubble {
            id: p.id.clone(),
            name: p.name.clone(),
            x: p.service,
            y: p.margin,
            size: p.revenue / largest,
            loss: p.net_profit < 0.0,
            labelled: p.extreme,
            note: vec![
                format!(
                    "{} on net sales of {}",
                    format::short_signed(p.net_profit),
                    format::short(p.revenue)
                ),
                format!(
                    "margin {}, service {}",
                    format::share(p.margin),
                    format::share(p.service)
                ),
            ],
        })
        .collect();
    let zone = |quadrant: Quadrant| Zone {
        class: quadrant.label().to_owned(),
        note: String::new(),
    };
    Plot {
        x: axis(map.service, "cost to serve, % of net sales"),
        y: axis(map.margin, "margin before cost to serve, % of net sales"),
        shape: Shape::Bubbles(bubbles),
        zones: vec![
            zone(Quadrant::BargainBasement),
            zone(Quadrant::Passive),
            zone(Quadrant::Aggressive),
            zone(Quadrant::CarriageTrade),
        ],
        cut_by_x: true,
        marks: Vec::new(),
        empty: map
            .points
            .is_empty()
            .then(|| "No customer can be placed".to_owned()),
    }
}

fn limits(map: &CustomerMap) -> Vec<Limit> {
    if map.points.is_empty() {
        return Vec::new();
    }
    let limit = |along_y, name: &str, value, [min, max]: [f64; 2]| Limit {
        along_y,
        name: name.to_owned(),
        value,
        min,
        max,
        step: 0.005,
        write: Write::Share,
    };
    let [service, margin] = map.cuts;
    vec![
        limit(false, "High cost to serve from", service, map.service),
        limit(true, "High margin from", margin, map.margin),
    ]
}

fn table(quadrants: &[QuadrantSummary]) -> ChartTable {
    let rows = quadrants
        .iter()
        .map(|q| {
            vec![
                q.label.clone(),
                format::count(u64::from(q.customers)),
                format::money(q.revenue),
                format::money(q.net_profit),
                q.says.clone(),
            ]
        })
        .collect();
    ChartTable::new(
        &[
            "Kind",
            "Customers",
            "Net sales",
            "Net contribution",
            "What it means:",
        ],
        rows,
    )
}

/// The kinds with what they bring; a kind is a filter.
fn quadrants(map: Query<CustomerMap>) -> AnyView {
    let app = App::current();
    let list = Memo::new(move |_| map.map(|m| m.quadrants.clone()).unwrap_or_default());
    let rows = Quadrant::ALL
        .map(|quadrant| {
            let summary = Memo::new(move |_| {
                list.with(|list| list.iter().find(|q| q.quadrant == quadrant).cloned())
            });
            let term = FilterTerm::Quadrant { quadrant };
            let toggled = term.clone();
            let text = move |words: fn(&QuadrantSummary) -> String| {
                move || summary.with(|q| q.as_ref().map_or_else(String::new, words))
            };
            view! {
                <li>
                    <button
                        type="button"
                        class="kind"
                        data-testid=format!("quadrant-{}", quadrant.name())
                        aria-pressed=move || app.is_filtered_by(&term).to_string()
                        on:click=move |_| app.toggle(toggled.clone())
                    >
                        <span class="kind-name">{text(|q| q.label.clone())}</span>
                        <span
                            class="number strong"
                            class:loss=move || summary.with(|q| q.as_ref().is_some_and(|q| q.net_profit < 0.0))
                        >
                            {text(|q| format::short_signed(q.net_profit))}
                        </span>
                        <small>
                            {text(|q| {
                                format!(
                                    "{} with net sales of {}; {}",
                                    format::counted(u64::from(q.customers), "customer", "customers"),
                                    format::short(q.revenue),
                                    q.says,
                                )
                            })}
                        </small>
                    </button>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="kinds" aria-label="Kinds of customers">{rows}</ul> }.into_any()
}

/// Where the map is cut.
fn cut_fields(map: Query<CustomerMap>) -> AnyView {
    let app = App::current();
    let options: Vec<(String, String)> = MapCut::ALL
        .iter()
        .enumerate()
        .map(|(i, cut)| (i.to_string(), cut.label().to_owned()))
        .collect();
    let rule = Memo::new(move |_| app.settings.with(|s| s.segment.map_cut));
    let cut = move |at: usize| Signal::derive(move || map.map(|m| m.cuts[at]).unwrap_or_default());
    let number = move |label: &'static str, at: usize| {
        view! {
            <NumberField
                label
                value=cut(at)
                percent=true
                min=-10.0
                max=10.0
                on_change=Callback::new(move |typed: f64| {
                    let cuts = map.map(|m| m.cuts).unwrap_or_default();
                    change_settings(app, |s| {
                        s.segment.map_own = cuts;
                        s.segment.map_own[at] = typed;
                        s.segment.map_cut = MapCut::Own;
                    });
                })
            />
        }
    };
    view! {
        <div class="demand-fields">
            <SelectField
                label="Cut at"
                definition="High and low are told apart by the median customer, by the company as a whole, or at limits of one's own"
                testid="map-cut".to_owned()
                options=Signal::stored(options)
                value=Signal::derive(move || {
                    MapCut::ALL.iter().position(|c| *c == rule.get()).unwrap_or(0).to_string()
                })
                on_change=Callback::new(move |key: String| {
                    let chosen = key.parse().ok().and_then(|at: usize| MapCut::ALL.get(at).copied());
                    let cuts = map.map(|m| m.cuts).unwrap_or_default();
                    if let Some(chosen) = chosen {
                        change_settings(app, |s| {
                            if chosen == MapCut::Own {
                                s.segment.map_own = cuts;
                            }
                            s.segment.map_cut = chosen;
                        });
                    }
                })
            />
            {number("High service from", 0)}
            {number("High margin from", 1)}
        </div>
    }
    .into_any()
}
