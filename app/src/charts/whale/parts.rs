//! What is drawn and said around the curve: axis, ends, the words about the loss, the table behind.

use super::geometry::{BOTTOM, Geometry, LEFT};
use crate::charts::table::ChartTable;
use crate::format;
use leptos::prelude::*;
use tenfold_core::project::view::Whale;

/// Where the words about the loss begin: beside the middle of what is lost.
pub(super) fn loss_place(whale: &Whale, geometry: &Geometry) -> (f64, f64) {
    let (top, end) = (
        geometry.y.at(whale.peak.cumulative),
        geometry.y.at(whale.total),
    );
    let x = geometry.width - geometry.right + 20.0;
    (x, (f64::midpoint(top, end) - 6.0).max(top + 2.0))
}

/// The lines across, with what they stand for.
pub(super) fn grid(whale: &Whale, geometry: &Geometry) -> AnyView {
    let end = geometry.width - geometry.right;
    let zero = geometry.y.at(0.0);
    geometry
        .axis(whale)
        .into_iter()
        .map(|(y, label)| {
            let class = if (y - zero).abs() < 0.5 {
                "axis"
            } else {
                "grid"
            };
            view! {
                <line class=class x1=LEFT x2=end y1=y y2=y />
                <text x=LEFT - 8.0 y=y + 4.0 text-anchor="end">{label}</text>
            }
        })
        .collect_view()
        .into_any()
}

/// What the ends of the axis are.
pub(super) fn foot(whale: &Whale, geometry: &Geometry) -> AnyView {
    let y = geometry.height - 8.0;
    view! {
        <text x=LEFT y=y>"best customer"</text>
        <text x=geometry.width - geometry.right y=y text-anchor="end">
            {format!("worst of {}", format::count(u64::from(whale.customers)))}
        </text>
    }
    .into_any()
}

/// Where the curve ends, and how much lower than its peak.
pub(super) fn ends(whale: &Whale, geometry: &Geometry) -> AnyView {
    let x = geometry.width - geometry.right + 10.0;
    let (top, end) = (
        geometry.y.at(whale.peak.cumulative),
        geometry.y.at(whale.total),
    );
    let loses = whale.loss_makers > 0;
    // Two or three lines of loss at the middle of the bracket, the total below them.
    let lines = geometry.loss_note(whale).len() as f64;
    let below = loss_place(whale, geometry).1 + 15.0 * lines + 19.0;
    let total_y = if loses {
        (end + 4.0).max(below)
    } else {
        end + 4.0
    };
    let total_y = total_y.min(geometry.height - BOTTOM + 4.0);
    let total = if geometry.in_shares {
        format!("total {}", format::short(whale.total))
    } else {
        format!("total {}", format::short_signed(whale.total))
    };
    view! {
        {loses
            .then(|| {
                view! {
                    <path
                        class="bracket"
                        d=format!("M{x:.1} {top:.1}h5V{end:.1}h-5")
                    />
                }
            })}
        <text class="strong" x=x + 10.0 y=total_y>
            {total}
        </text>
    }
    .into_any()
}

/// Who loses what is lost, beside the bracket.
pub(super) fn loss_note(whale: &Whale, geometry: &Geometry) -> AnyView {
    let (x, y) = loss_place(whale, geometry);
    geometry
        .loss_note(whale)
        .into_iter()
        .enumerate()
        .map(|(line, text)| {
            view! {
                <text class="loss-note" x=x y=y + 15.0 * (line as f64 + 1.0)>
                    {text}
                </text>
            }
        })
        .collect_view()
        .into_any()
}

/// What is drawn, and what stands apart from it.
pub(super) fn subtitle(whale: &Whale) -> String {
    let drawn = "Cumulative net contribution, customers from best to worst";
    if whale.unidentified == 0.0 {
        drawn.to_owned()
    } else {
        format!(
            "{drawn}; lines without a customer, {}, stand apart",
            format::short_signed(whale.unidentified)
        )
    }
}

/// The curve by tenths of the customers.
pub(super) fn table(whale: &Whale) -> ChartTable {
    let rows = whale
        .deciles
        .iter()
        .map(|decile| {
            vec![
                format!(
                    "Best {}",
                    format::share_plain(f64::from(decile.percent) / 100.0)
                ),
                format::count(u64::from(decile.customers)),
                format::money(decile.cumulative),
                decile
                    .share
                    .map_or_else(|| format::NOTHING.to_owned(), format::share),
            ]
        })
        .collect();
    ChartTable::new(
        &[
            "Customers",
            "Number",
            "Cumulative net contribution",
            "Share of the total",
        ],
        rows,
    )
}
