//! Small bars for table cells and explanations: a glance, beside the number that says it exactly.

use crate::format;
use leptos::prelude::*;

/// A bar from the middle: gains to the right, losses to the left. `value` reaches the end of its
/// half at `full`.
#[component]
pub fn DivergingBar(value: f64, full: f64) -> impl IntoView {
    let part = if full > 0.0 {
        (value.abs() / full).min(1.0) * 50.0
    } else {
        0.0
    };
    let left = if value < 0.0 { 50.0 - part } else { 50.0 };
    view! {
        <span class="diverging" aria-hidden="true">
            <i
                class=if value < 0.0 { "loss-fill" } else { "gain-fill" }
                style:left=format!("{left:.1}%")
                style:width=format!("{part:.1}%")
            ></i>
        </span>
    }
}

/// A series as bars on a common base, for the months of an explanation.
#[component]
pub fn SeriesBars(
    #[prop(into)] series: Signal<Vec<f64>>,
    /// What the series is, for the name of the picture.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    const HEIGHT: f64 = 56.0;
    const WIDTH: f64 = 280.0;
    let bars = move || {
        series.with(|series| {
            let high = series.iter().copied().fold(0.0, f64::max);
            let low = series.iter().copied().fold(0.0, f64::min);
            let scale = super::scale::Linear::new((low, high), (HEIGHT, 0.0));
            let step = WIDTH / series.len().max(1) as f64;
            let gap = (step * 0.2).min(2.0);
            let zero = scale.at(0.0);
            series
                .iter()
                .enumerate()
                .map(|(i, &value)| {
                    let y = scale.at(value);
                    view! {
                        <rect
                            class=if value < 0.0 { "loss-fill" } else { "gain-fill" }
                            x=i as f64 * step
                            width=(step - gap).max(0.5)
                            y=y.min(zero)
                            height=(y - zero).abs()
                        />
                    }
                })
                .collect_view()
        })
    };
    let name = move || {
        series.with(|series| {
            let high = series.iter().copied().fold(0.0, f64::max);
            let low = series
                .iter()
                .copied()
                .fold(f64::INFINITY, f64::min)
                .min(high);
            format!(
                "{}: {} values from {} to {}",
                label.get(),
                series.len(),
                format::short(low),
                format::short(high)
            )
        })
    };
    view! {
        <svg class="series" role="img" aria-label=name viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none">
            {bars}
        </svg>
    }
}
