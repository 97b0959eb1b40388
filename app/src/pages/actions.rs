//! What to do about losing customers: the levers with their parameters, and what each action brings.

use super::costs::edit;
use super::facets;
use crate::components::{Icon, NumberField, Symbol, TableView};
use crate::format;
use crate::queries;
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::{TableColumn, TableKind, TableRow, TableValue};
use tenfold_core::settings::{LeverKind, LeverSettings};

/// A parameter of a lever: its label and definition, how to read and change it, its limits, whether
/// it is a share, and its unit.
struct Parameter {
    label: &'static str,
    definition: &'static str,
    field: fn(&mut LeverSettings) -> &mut f64,
    limits: (f64, f64),
    percent: bool,
    unit: &'static str,
}

const PARAMETERS: [Parameter; 8] = [
    Parameter {
        label: "Orders put together, at most",
        definition: "Order minimum: orders below the break-even order value (cost per order ÷ gross margin %) are put together, at most so many of them",
        field: |levers| &mut levers.largest_order_factor,
        limits: (1.0, 100.0),
        percent: false,
        unit: "orders",
    },
    Parameter {
        label: "Delivery days",
        definition: "Delivery days: what a customer orders between two of them goes out together, which saves what pools of delivery pay for",
        field: |levers| &mut levers.delivery_days,
        limits: (0.1, 7.0),
        percent: false,
        unit: "a week",
    },
    Parameter {
        label: "Payment within",
        definition: "Payment terms: the days until payment that are agreed with customers who pay later",
        field: |levers| &mut levers.payment_days,
        limits: (0.0, 365.0),
        percent: false,
        unit: "days",
    },
    Parameter {
        label: "Price up by, at most",
        definition: "Price: as much as makes the customer break even, at most this share of net sales",
        field: |levers| &mut levers.price_rise,
        limits: (0.0, 1.0),
        percent: true,
        unit: "",
    },
    Parameter {
        label: "Lines left with whole packs",
        definition: "Pack size: lines for the same quantity, as a share of today's, where only whole packs are sold",
        field: |levers| &mut levers.pack_lines,
        limits: (0.0, 1.0),
        percent: true,
        unit: "",
    },
    Parameter {
        label: "Stock saved upstream",
        definition: "Upstream stock: part of the stock that a central position or making to order saves",
        field: |levers| &mut levers.stock_saved,
        limits: (0.0, 1.0),
        percent: true,
        unit: "",
    },
    Parameter {
        label: "Returns avoided",
        definition: "Returns: part of them that goes away when their cause is mended or a fee is charged",
        field: |levers| &mut levers.returns_avoided,
        limits: (0.0, 1.0),
        percent: true,
        unit: "",
    },
    Parameter {
        label: "Sales lost by an action",
        definition: "Part of the customer's sales that an action loses; its margin is taken off the effect",
        field: |levers| &mut levers.sales_lost,
        limits: (0.0, 1.0),
        percent: true,
        unit: "",
    },
];

#[component]
pub fn ActionsPage() -> impl IntoView {
    let app = App::current();
    let query = facets::filtered(app, TableKind::Actions);
    let page = queries::table(query, 1);
    let headline = Memo::new(move |_| page.map(|p| p.headline.clone()).unwrap_or_default());
    let company = queries::company();
    // Said where the data does not cover a year: everything else here is of a year.
    let scaled = move || {
        let months = company.map(|o| o.totals.months).unwrap_or(12);
        (months != 12).then(|| {
            format!(
                " The data covers {}; effects are scaled to a year.",
                format::counted(u64::from(months), "month", "months")
            )
        })
    };
    view! {
        <header class="headline" data-testid="actions">
            <h1>{move || headline.get()}</h1>
            <p class="lede">
                "Each losing customer gets the lever that fits what costs most beyond the company's average. The pools are shared out again with the changed drivers, and only the avoidable share counts. Items that cost a customer more than they bring are delisted or replaced. Another lever is chosen under “Alternatives”."
                {scaled}
            </p>
        </header>
        <section aria-labelledby="levers">
            <h2 id="levers" class="unseen">"What the levers assume"</h2>
            <div class="lever-grid">
                {PARAMETERS.iter().map(|p| parameter(app, p)).collect_view()}
            </div>
        </section>
        <TableView query height=18 cell=lever_cell />
    }
}

/// A chosen lever with the way back, and the alternatives to choose from.
fn lever_cell(row: &TableRow, column: &TableColumn, value: &TableValue) -> Option<AnyView> {
    let TableValue::Text(text) = value else {
        return None;
    };
    let app = App::current();
    let customer = StoredValue::new(row.id.clone());
    let choose = move |lever: Option<LeverKind>| {
        edit::apply(app, |settings| {
            customer.with_value(|customer| settings.levers.choose(customer, lever));
        });
    };
    match column.key.as_str() {
        "lever" => {
            let chosen = (app.settings)
                .with_untracked(|settings| settings.levers.chosen_for(&row.id))
                .is_some_and(|lever| lever.label() == text);
            chosen.then(|| {
                view! {
                    <span class="lever-chosen" title="Chosen by you in place of the lever that fits what costs most">
                        {text.clone()}
                        <button
                            type="button"
                            class="icon-button"
                            aria-label="Back to the lever that fits"
                            title="Back to the lever that fits"
                            on:click=move |event| {
                                event.stop_propagation();
                                choose(None);
                            }
                        >
                            <Icon symbol=Symbol::Close />
                        </button>
                    </span>
                }
                .into_any()
            })
        }
        "others" if !text.is_empty() => {
            let options: Vec<_> = (text.split("; "))
                .map(|words| view! { <option>{words.to_owned()}</option> })
                .collect();
            Some(
                view! {
                    <select
                        class="in-cell"
                        aria-label="Another lever"
                        on:click=|event| event.stop_propagation()
                        on:change=move |event| {
                            let words = event_target_value(&event);
                            let mut all = LeverKind::ALL.into_iter();
                            choose(all.find(|lever| words.starts_with(lever.label())));
                        }
                    >
                        <option value="" selected=true>{text.clone()}</option>
                        {options}
                    </select>
                }
                .into_any(),
            )
        }
        _ => None,
    }
}

fn parameter(app: App, parameter: &'static Parameter) -> impl IntoView {
    let field = parameter.field;
    view! {
        <NumberField
            label=parameter.label
            definition=parameter.definition
            value=Signal::derive(move || {
                let mut levers = app.settings.with(|settings| settings.levers.clone());
                *field(&mut levers)
            })
            percent=parameter.percent
            min=parameter.limits.0
            max=parameter.limits.1
            unit=parameter.unit
            on_change=Callback::new(move |typed: f64| {
                edit::apply(app, |settings| *field(&mut settings.levers) = typed);
            })
        />
    }
}
