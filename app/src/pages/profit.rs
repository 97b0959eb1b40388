//! The overview: who and what earns money, and who loses it again.

use super::cells::contribution_bar;
use super::facets;
use super::kpis::{self, KpiStrip};
use crate::charts::{ClusterList, Waterfall, WhaleChart};
use crate::components::{Failure, FindingList, Later, Skeleton, TableView};
use crate::queries::{self, Query};
use crate::route::Route;
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::{FilterTerm, Overview, Subject, TableKind, TableRow};
use tenfold_core::segment::Cluster;

#[component]
pub fn ProfitPage() -> impl IntoView {
    let app = App::current();
    let overview = queries::overview();
    view! {
        <Headline overview />
        {move || {
            let notices = overview.map(|o| o.notices.clone()).unwrap_or_default();
            let more = (!notices.is_empty()).then(|| {
                view! {
                    <p class="soft">
                        "Lines, keys and totals that look wrong, each with its fix, are in the "
                        <a href=move || app.href(Route::Doctor)>"data doctor"</a>
                    </p>
                }
            });
            view! {
                <FindingList findings=notices />
                {more}
            }
        }}
        <Ready overview height=900>
            <ProfitStory overview />
        </Ready>
        <Later height=520>
            <TableView
                query=facets::filtered(app, TableKind::Customers)
                on_row=Callback::new(move |row: TableRow| app.go(Route::Customer(row.id)))
                cell=contribution_bar
                count=facets::customer_count(overview)
            />
        </Later>
    }
}

/// The sentence that says it all, and the one below.
#[component]
pub fn Headline(overview: Query<Overview>) -> impl IntoView {
    let headline = facets::part(overview, |o| o.headline.clone());
    let lede = facets::part(overview, |o| o.lede.clone());
    view! {
        <header class="headline">
            <h1>{move || headline.get()}</h1>
            <p class="lede">{move || lede.get()}</p>
        </header>
    }
}

/// Holds the place of what needs an overview until the first one is there; says so where it can't
/// be had.
#[component]
pub fn Ready(overview: Query<Overview>, height: u32, children: ChildrenFn) -> impl IntoView {
    let arrived = facets::arrived(overview);
    view! {
        <Show
            when=move || arrived.get()
            fallback=move || match overview.error() {
                Some(error) => view! { <Failure error /> }.into_any(),
                None => view! { <Skeleton height /> }.into_any(),
            }
        >
            {children()}
        </Show>
    }
}

#[component]
fn ProfitStory(overview: Query<Overview>) -> impl IntoView {
    let app = App::current();
    let all_clusters = facets::overview_beside(facets::is_cluster);
    let figures = facets::part(overview, |o| {
        let mut figures = kpis::of_overview(o, ladder_subject);
        figures.push(kpis::activity(o));
        figures
    });
    let priced = facets::part(overview, |o| o.priced);
    let none = facets::part(overview, |o| o.no_clusters.clone());
    view! {
        <KpiStrip figures />
        <Show when=move || none.with(String::is_empty) fallback=move || without_clusters(none)>
        <div class="two">
            <WhaleChart
                whale=facets::part(overview, |o| o.whale.clone())
                title=facets::part(overview, |o| o.whale_title.clone())
                on_peak=Callback::new(move |()| app.explain(Subject::WhalePeak))
                on_losers=Callback::new(move |()| facets::toggle_losers(app))
                losers_chosen=Signal::derive(move || facets::losers_chosen(app))
            />
            <Clusters overview=all_clusters />
        </div>
        </Show>
        <Show when=move || priced.get()>
        <Later height=420>
            <Waterfall
                steps=facets::part(overview, |o| o.waterfall.clone())
                title=facets::part(overview, |o| o.waterfall_title.clone())
                subtitle="From sales to net contribution"
                on_explain=Callback::new(move |subject| app.explain(subject))
            />
        </Later>
        </Show>
    }
}

/// What stands in for charts of customers where there is none to show.
pub fn without_clusters(why: Signal<String>) -> AnyView {
    let app = App::current();
    view! {
        <section class="without" data-testid="clusters">
            <h2>{move || why.get()}</h2>
            <p>
                "Without it there are no clusters and no whale curve. How the items move, and which of them matter, is under "
                <a href=move || app.href(Route::Demand)>"Demand shape"</a> "; columns are chosen under "
                <a href=move || app.href(Route::Data)>"Data"</a> "."
            </p>
        </section>
    }
    .into_any()
}

/// The clusters, tied to the filter and to Explain.
#[component]
pub fn Clusters(overview: Query<Overview>) -> impl IntoView {
    let app = App::current();
    view! {
        <ClusterList
            clusters=facets::part(overview, |o| o.clusters.clone())
            title=facets::part(overview, |o| o.clusters_title.clone())
            chosen=facets::chosen_clusters(app)
            on_toggle=Callback::new(move |cluster: Cluster| {
                app.toggle(FilterTerm::Cluster { cluster });
            })
            on_explain=Callback::new(move |cluster: Cluster| {
                app.explain(Subject::Cluster { cluster });
            })
        />
    }
}

/// What explains a step of the company's ladder.
fn ladder_subject(step: Option<&str>) -> Subject {
    match step {
        Some(name) => Subject::Step {
            name: name.to_owned(),
        },
        None => Subject::NetContribution,
    }
}
