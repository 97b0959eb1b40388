//! The customer clusters as four rows that filter: who they are, what they bring, what stands out.

use super::frame::ChartFrame;
use super::measure::width_of;
use super::table::ChartTable;
use super::tip::Tip;
use crate::components::Tag;
use crate::format;
use leptos::html::Div;
use leptos::prelude::*;
use tenfold_core::project::view::ClusterSummary;
use tenfold_core::segment::Cluster;

/// The class of a cluster's colour.
pub fn colour_class(cluster: Cluster) -> &'static str {
    match cluster {
        Cluster::A => "cluster-a",
        Cluster::B => "cluster-b",
        Cluster::C => "cluster-c",
        Cluster::D => "cluster-d",
    }
}

#[component]
pub fn ClusterList(
    #[prop(into)] clusters: Signal<Vec<ClusterSummary>>,
    #[prop(into)] title: Signal<String>,
    /// The clusters in the filter.
    #[prop(into)]
    chosen: Signal<Vec<Cluster>>,
    on_toggle: Callback<Cluster>,
    on_explain: Callback<Cluster>,
) -> impl IntoView {
    let plot = NodeRef::<Div>::new();
    let width = width_of(plot, 480.0);
    let table = Signal::derive(move || {
        clusters.with(|clusters| {
            let rows = clusters
                .iter()
                .map(|c| {
                    vec![
                        c.cluster.letter().to_owned(),
                        format::count(u64::from(c.customers)),
                        format::money(c.revenue),
                        format::money(c.cost_to_serve),
                        format::money(c.net_profit),
                        c.remark.clone(),
                    ]
                })
                .collect();
            ChartTable::new(
                &[
                    "Cluster",
                    "Customers",
                    "Net sales",
                    "Cost to serve",
                    "Net contribution",
                    "What stands out:",
                ],
                rows,
            )
        })
    });
    let largest = Memo::new(move |_| {
        clusters.with(|clusters| {
            clusters
                .iter()
                .map(|c| c.net_profit.abs())
                .fold(0.0, f64::max)
        })
    });
    let rows = Cluster::ALL
        .into_iter()
        .map(|cluster| {
            // A row stays where it is while its numbers change: focus and place are kept.
            let summary = Memo::new(move |_| {
                clusters.with(|clusters| clusters.iter().find(|c| c.cluster == cluster).cloned())
            });
            view! { <ClusterRow cluster summary largest chosen on_toggle on_explain /> }
        })
        .collect_view();
    view! {
        <ChartFrame
            name="clusters"
            title
            subtitle="Customer clusters by net contribution"
            hint="choose one to see it alone"
            table
            tip=RwSignal::new(None::<Tip>)
            width
            plot
        >
            <div class="clusters" data-testid="clusters" role="group" aria-label="Customer clusters">
                {rows}
            </div>
            <ClusterPicture clusters largest width />
        </ChartFrame>
    }
}

#[component]
fn ClusterRow(
    cluster: Cluster,
    summary: Memo<Option<ClusterSummary>>,
    largest: Memo<f64>,
    chosen: Signal<Vec<Cluster>>,
    on_toggle: Callback<Cluster>,
    on_explain: Callback<Cluster>,
) -> impl IntoView {
    let letter = cluster.letter();
    let get = move |field: fn(&ClusterSummary) -> f64| {
        summary.with(|summary| summary.as_ref().map_or(0.0, field))
    };
    let net = move || get(|c| c.net_profit);
    let customers = move || {
        let number = summary.with(|summary| summary.as_ref().map_or(0, |c| c.customers));
        format::counted(u64::from(number), "customer", "customers")
    };
    let remark = move || {
        summary.with(|summary| {
            summary
                .as_ref()
                .map_or_else(String::new, |c| c.remark.clone())
        })
    };
    let bar = move || {
        let largest = largest.get();
        let part = if largest > 0.0 {
            net().abs() / largest * 100.0
        } else {
            0.0
        };
        format!("{part:.1}%")
    };
    view! {
        <div class="cluster-row">
            <button
                type="button"
                class="cluster-choice"
                data-testid=format!("cluster-{letter}")
                aria-pressed=move || chosen.with(|chosen| chosen.contains(&cluster)).to_string()
                on:click=move |_| on_toggle.run(cluster)
            >
                <span>
                    <span class="unseen">"Cluster "</span>
                    <Tag letter cluster=true />
                </span>
                <span class="cluster-what">
                    <span class="cluster-name">{customers}</span>
                    <small>{remark}</small>
                    <span class="cluster-track">
                        <i class=colour_class(cluster) style:width=bar></i>
                    </span>
                </span>
            </button>
            <button
                type="button"
                class="explains number"
                data-explain=""
                class:loss=move || net() < 0.0
                aria-label=move || format!("Explain the net contribution of cluster {letter}: {}", format::short_signed(net()))
                on:click=move |_| on_explain.run(cluster)
            >
                {move || format::short_signed(net())}
            </button>
        </div>
    }
}

/// The same rows as a drawing, for saving; never on screen.
#[component]
fn ClusterPicture(
    #[prop(into)] clusters: Signal<Vec<ClusterSummary>>,
    #[prop(into)] largest: Signal<f64>,
    #[prop(into)] width: Signal<f64>,
) -> impl IntoView {
    const ROW: f64 = 54.0;
    const AMOUNT: f64 = 90.0;
    let rows = move || {
        let width = width.get().max(280.0);
        clusters
            .get()
            .into_iter()
            .enumerate()
            .map(|(i, c)| {
                let y = i as f64 * ROW;
                let room = width - 30.0 - AMOUNT;
                let part = if largest.get() > 0.0 {
                    c.net_profit.abs() / largest.get()
                } else {
                    0.0
                };
                let remark = super::lines_for(&c.remark, room, 12.0, 1).join(" ");
                view! {
                    <g class=colour_class(c.cluster)>
                        <rect x="0" y=y + 4.0 width="18" height="18" rx="4" />
                        <text class="on-colour" x="9" y=y + 17.0 text-anchor="middle">
                            {c.cluster.letter()}
                        </text>
                        <rect x="30" y=y + 36.0 width=(room * part).max(1.0) height="6" rx="3" />
                    </g>
                    <text class="strong" x="30" y=y + 15.0>
                        {format::counted(u64::from(c.customers), "customer", "customers")}
                    </text>
                    <text x="30" y=y + 30.0>
                        {remark}
                    </text>
                    <text
                        class=if c.net_profit < 0.0 { "loss-label" } else { "strong" }
                        x=width
                        y=y + 15.0
                        text-anchor="end"
                    >
                        {format::short_signed(c.net_profit)}
                    </text>
                }
            })
            .collect_view()
    };
    view! {
        <svg
            class="picture put-away"
            aria-hidden="true"
            viewBox=move || {
                format!("0 0 {} {}", width.get().max(280.0), ROW * clusters.with(Vec::len) as f64)
            }
        >
            {rows}
        </svg>
    }
}
