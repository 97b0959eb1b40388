//! What every chart has around its drawing: a sentence as its title, a line that says what is
//! drawn, the table behind it, and a menu to take it along.

use super::save::{self, PictureFormat};
use super::table::{ChartTable, ChartTableView};
use super::tip::{Tip, TipView};
use leptos::ev::KeyboardEvent;
use leptos::html::{Button, Div, Figure};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A chart with its title, menu and table. The drawing is the first `svg.picture` inside; that is
/// what "Save as …" writes.
#[component]
pub fn ChartFrame(
    /// Names the saved files and the element (`data-testid="chart-<name>"`).
    name: &'static str,
    /// The sentence that says what the chart shows.
    #[prop(into)]
    title: Signal<String>,
    /// What is drawn: "Cumulative net contribution, customers from best to worst".
    #[prop(into)]
    subtitle: Signal<String>,
    #[prop(into)] table: Signal<ChartTable>,
    tip: RwSignal<Option<Tip>>,
    /// The width of the drawing, as `plot` measures it.
    #[prop(into)]
    width: Signal<f64>,
    /// The element that holds the drawing, whose width is measured by the chart.
    plot: NodeRef<Div>,
    children: Children,
) -> impl IntoView {
    let figure = NodeRef::<Figure>::new();
    let as_table = RwSignal::new(false);
    let heading = move || format!("chart-{name}-title");
    let save = move |format: PictureFormat| {
        if let Some(figure) = figure.get_untracked() {
            save::save(
                &figure,
                name,
                &title.get_untracked(),
                &subtitle.get_untracked(),
                format,
            );
        }
    };
    view! {
        <figure
            class="chart"
            node_ref=figure
            aria-labelledby=heading()
            data-testid=format!("chart-{name}")
        >
            <figcaption>
                <h2 id=heading()>{move || title.get()}</h2>
                <p>{move || subtitle.get()}</p>
            </figcaption>
            <ChartMenu name as_table save=Callback::new(save) />
            <div class="chart-plot" node_ref=plot class:put-away=move || as_table.get()>
                {children()}
                <TipView tip width />
            </div>
            <Show when=move || as_table.get()>
                <ChartTableView table caption=title />
            </Show>
        </figure>
    }
}

#[component]
fn ChartMenu(
    name: &'static str,
    as_table: RwSignal<bool>,
    save: Callback<PictureFormat>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<Button>::new();
    let menu = NodeRef::<Div>::new();
    let shut = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            // A button on the page always takes focus; nothing to do if it is already gone.
            let _ = button.focus();
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            // The panel behind must not close with the menu.
            event.stop_propagation();
            shut();
        }
    };
    let on_leave = move |event: leptos::ev::FocusEvent| {
        let into = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        // Focus also leaves when the chart itself goes away; then there is nothing left to close.
        let Some(menu) = menu.try_get_untracked() else { return };
        if !menu.is_some_and(|menu| menu.contains(into.as_ref())) {
            open.try_set(false);
        }
    };
    let choose = move |action: fn(RwSignal<bool>, Callback<PictureFormat>)| {
        move |_| {
            shut();
            action(as_table, save);
        }
    };
    view! {
        <div class="chart-menu" node_ref=menu on:keydown=on_key on:focusout=on_leave>
            <button
                type="button"
                node_ref=button
                class="chart-menu-button"
                aria-label=format!("Chart menu: {}", name.replace('-', " "))
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                    <circle cx="3" cy="8" r="1.4" />
                    <circle cx="8" cy="8" r="1.4" />
                    <circle cx="13" cy="8" r="1.4" />
                </svg>
            </button>
            <Show when=move || open.get()>
                <div class="chart-menu-list">
                    <button
                        type="button"
                        data-testid=format!("chart-{name}-table")
                        on:click=choose(|as_table, _| as_table.update(|shown| *shown = !*shown))
                    >
                        {move || if as_table.get() { "Show as chart" } else { "Show as table" }}
                    </button>
                    <button
                        type="button"
                        data-testid=format!("chart-{name}-svg")
                        on:click=choose(|_, save| save.run(PictureFormat::Svg))
                    >
                        "Save as SVG"
                    </button>
                    <button
                        type="button"
                        data-testid=format!("chart-{name}-png")
                        on:click=choose(|_, save| save.run(PictureFormat::Png))
                    >
                        "Save as PNG"
                    </button>
                </div>
            </Show>
        </div>
    }
}
