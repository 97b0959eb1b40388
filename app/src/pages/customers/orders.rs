//! Which order sizes pay.

use super::head;
use crate::charts::limits::{Axis, Bar, LimitPlot, Plot, Shape};
use crate::charts::scale;
use crate::charts::table::ChartTable;
use crate::components::{Skeleton, TableView};
use crate::format;
use crate::pages::facets;
use crate::queries;
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::{OrderBand, OrderSizeView, TableKind};

pub(super) fn orders() -> AnyView {
    let app = App::current();
    let sizes = queries::order_sizes(app.filter.into());
    let text = move |pick: fn(&OrderSizeView) -> String| -> Signal<String> {
        Signal::from(Memo::new(move |_| sizes.map(pick).unwrap_or_default()))
    };
    let title = text(|s| s.title.clone());
    let formula = text(|s| s.formula.clone());
    let arrived = Memo::new(move |_| sizes.map(|_| ()).is_some());
    view! {
        {head(title, "An order has to be picked, entered and delivered whatever its value. Below the break-even order value its margin does not pay for that.".into())}
        <Show when=move || arrived.get() fallback=|| view! { <Skeleton height=420 /> }>
            <div class="order-sizes">
                <LimitPlot
                    name="order-sizes"
                    title=Signal::stored("Orders by value, with what an order earns on average".to_owned())
                    subtitle=Signal::stored("Number of orders; above the bars the net contribution of an order".to_owned())
                    plot=Memo::new(move |_| sizes.map(plot).unwrap_or_default()).into()
                    limits=Signal::stored(Vec::new())
                    on_limit=Callback::new(|_| {})
                    table=Memo::new(move |_| sizes.map(|s| table(&s.bands)).unwrap_or_default())
                    height=330.0
                />
                <p class="formula" data-testid="break-even-order">{move || formula.get()}</p>
            </div>
        </Show>
        <TableView query=facets::filtered(app, TableKind::OrderSizes) height=16 />
    }
    .into_any()
}

fn average(band: &OrderBand) -> Option<f64> {
    (band.orders > 0).then(|| band.net_profit / f64::from(band.orders))
}

fn plot(sizes: &OrderSizeView) -> Plot {
    let edges: Vec<f64> = sizes.bands.iter().filter_map(|b| b.to).collect();
    let (Some(first), Some(last)) = (edges.first(), edges.last()) else {
        return Plot {
            empty: Some("No order to show".to_owned()),
            ..Plot::default()
        };
    };
    // The open bands are as wide as a usual one on this scale.
    let (from, to) = (first / 2.2, last * 2.2);
    let tallest = sizes.bands.iter().map(|b| b.orders).max().unwrap_or(0);
    let bars = sizes
        .bands
        .iter()
        .map(|band| {
            let average = average(band);
            Bar {
                from: band.from.unwrap_or(from),
                to: band.to.unwrap_or(to),
                height: f64::from(band.orders),
                note: format!(
                    "{}: {}, net contribution {}",
                    band.label,
                    format::counted(u64::from(band.orders), "order", "orders"),
                    format::short_signed(band.net_profit)
                ),
                label: average.map_or_else(String::new, format::short_signed),
                class: if average.is_some_and(|a| a < 0.0) {
                    "loss-bar"
                } else {
                    "gain-bar"
                },
            }
        })
        .collect();
    let top = f64::from(tallest) * 1.2;
    Plot {
        x: Axis {
            from,
            to,
            log: true,
            ticks: edges.iter().map(|e| (*e, format::tick(*e))).collect(),
            name: "net sales of the order".to_owned(),
        },
        y: Axis {
            from: 0.0,
            to: top.max(1.0),
            log: false,
            ticks: scale::whole_ticks(top.max(1.0)),
            name: "orders".to_owned(),
        },
        shape: Shape::Bars(bars),
        zones: Vec::new(),
        cut_by_x: true,
        marks: sizes
            .break_even
            .map(|value| (value, format!("break-even {}", format::short(value))))
            .into_iter()
            .collect(),
        empty: None,
    }
}

fn table(bands: &[OrderBand]) -> ChartTable {
    let rows = bands
        .iter()
        .map(|band| {
            vec![
                band.label.clone(),
                format::count(u64::from(band.orders)),
                format::money(band.revenue),
                format::money(band.net_profit),
                average(band).map_or_else(|| format::NOTHING.to_owned(), format::money),
            ]
        })
        .collect();
    ChartTable::new(
        &[
            "Order value",
            "Orders",
            "Net sales",
            "Net contribution",
            "An order",
        ],
        rows,
    )
}
