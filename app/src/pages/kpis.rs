//! The strip of key figures under a headline. A figure that can be taken apart is a button.

use crate::components::ProvenanceMark;
use crate::format;
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::{Overview, Provenance, Subject};

const NO_MONEY: &str = "no money in the file";

/// One figure of a strip.
#[derive(Clone, Debug, PartialEq)]
pub struct Kpi {
    pub label: &'static str,
    /// One sentence, on hover.
    pub definition: &'static str,
    pub value: String,
    /// Below the value: its unit, or the same as an amount or a share.
    pub note: String,
    pub loss: bool,
    pub provenance: Provenance,
    pub subject: Option<Subject>,
}

/// The figures of an overview. `subject` says what explains a step of the ladder, by its name in
/// the engine; `None` stands for net contribution itself.
pub fn of_overview(overview: &Overview, subject: impl Fn(Option<&str>) -> Subject) -> Vec<Kpi> {
    let totals = &overview.totals;
    let of_sales = |amount: f64| {
        if totals.revenue > 0.0 {
            format::share_of(amount / totals.revenue)
        } else {
            format::NOTHING.to_owned()
        }
    };
    let money = |amount: f64| {
        if overview.priced {
            format::short(amount)
        } else {
            format::NOTHING.to_owned()
        }
    };
    let period = format::period(&totals.first_day, &totals.last_day);
    let net_provenance = match (overview.cost_provenance, overview.service_cost_provenance) {
        (Provenance::Assumed, _) | (_, Provenance::Assumed) => Provenance::Assumed,
        (Provenance::Estimated, _) | (_, Provenance::Estimated) => Provenance::Estimated,
        (Provenance::Measured, Provenance::Measured) => Provenance::Measured,
    };
    let margin = match totals.margin {
        Some(margin) => Kpi {
            label: "Gross margin",
            definition: "Net sales less cost of goods, as a share of net sales",
            value: of_sales(margin),
            note: format::short(margin),
            loss: margin < 0.0,
            provenance: overview.cost_provenance,
            subject: Some(subject(Some("margin"))),
        },
        None => Kpi {
            label: "Gross margin",
            definition: "Net sales less cost of goods; the file has no cost of goods",
            value: format::NOTHING.to_owned(),
            note: if overview.priced {
                "no cost of goods in the file".to_owned()
            } else {
                NO_MONEY.to_owned()
            },
            loss: false,
            provenance: Provenance::Measured,
            subject: None,
        },
    };
    let note = [overview.currency.as_str(), period.as_str()];
    vec![
        Kpi {
            label: "Net sales",
            definition: "Invoiced value after discounts, without tax, returns taken off",
            value: money(totals.revenue),
            note: note
                .into_iter()
                .filter(|n| !n.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            loss: totals.revenue < 0.0,
            provenance: Provenance::Measured,
            subject: overview.priced.then(|| subject(Some("revenue"))),
        },
        margin,
        Kpi {
            label: "Cost to serve",
            definition: "What it costs to get the goods to the customers, shared out by drivers, as a share of net sales",
            value: of_sales(totals.cost_to_serve),
            note: format::short(totals.cost_to_serve),
            loss: false,
            provenance: overview.service_cost_provenance,
            subject: Some(subject(Some("cost_to_serve"))),
        },
        Kpi {
            label: "Net contribution",
            definition: "Net sales less cost of goods and cost to serve",
            value: money(totals.net_profit),
            note: if overview.priced {
                format!("{} of net sales", of_sales(totals.net_profit))
            } else {
                NO_MONEY.to_owned()
            },
            loss: totals.net_profit < 0.0,
            provenance: net_provenance,
            subject: overview.priced.then(|| subject(None)),
        },
    ]
}

/// How many customers, orders and lines stand behind the figures.
pub fn activity(overview: &Overview) -> Kpi {
    let totals = &overview.totals;
    Kpi {
        label: "Customers",
        definition: "Customers with at least one order line, and what they ordered",
        value: format::count(totals.customers),
        note: format!(
            "{}, {}",
            format::counted(totals.orders, "order", "orders"),
            format::counted(totals.lines, "line", "lines")
        ),
        loss: false,
        provenance: Provenance::Measured,
        subject: None,
    }
}

/// Orders and lines of a single customer.
pub fn orders(overview: &Overview) -> Kpi {
    let totals = &overview.totals;
    let size = if totals.orders > 0 {
        format::short(totals.revenue / totals.orders as f64)
    } else {
        format::NOTHING.to_owned()
    };
    Kpi {
        label: "Order size",
        definition: "Net sales of an average order",
        value: size,
        note: format!(
            "{}, {}",
            format::counted(totals.orders, "order", "orders"),
            format::counted(totals.lines, "line", "lines")
        ),
        loss: false,
        provenance: Provenance::Measured,
        subject: None,
    }
}

#[component]
pub fn KpiStrip(#[prop(into)] figures: Signal<Vec<Kpi>>) -> impl IntoView {
    // A figure keeps its place while its value changes, so that focus stays on it.
    view! {
        <dl class="kpis" data-testid="kpis">
            <For each=move || 0..figures.with(Vec::len) key=|i| *i let:i>
                <Figure figure=Memo::new(move |_| figures.with(|figures| figures.get(i).cloned())) />
            </For>
        </dl>
    }
}

#[component]
fn Figure(figure: Memo<Option<Kpi>>) -> impl IntoView {
    let app = App::current();
    let text = move |pick: fn(&Kpi) -> String| {
        move || figure.with(|figure| figure.as_ref().map(pick).unwrap_or_default())
    };
    let loss = move || figure.with(|figure| figure.as_ref().is_some_and(|f| f.loss));
    let explains = Memo::new(move |_| {
        figure.with(|figure| figure.as_ref().is_some_and(|f| f.subject.is_some()))
    });
    let explain = move |_| {
        if let Some(subject) = figure.with_untracked(|figure| figure.as_ref()?.subject.clone()) {
            app.explain(subject);
        }
    };
    let value = move || {
        if explains.get() {
            view! {
                <button
                    type="button"
                    class="explains kpi-value"
                    data-explain=""
                    class:loss=loss
                    aria-label=text(|f| format!("Explain {}: {}", f.label.to_lowercase(), f.value))
                    on:click=explain
                >
                    {text(|f| f.value.clone())}
                </button>
            }
            .into_any()
        } else {
            view! { <span class="kpi-value">{text(|f| f.value.clone())}</span> }.into_any()
        }
    };
    view! {
        <div class="kpi">
            <dt title=text(|f| f.definition.to_owned())>{text(|f| f.label.to_owned())}</dt>
            <dd>
                {value}
                <span class="kpi-note">
                    {text(|f| f.note.clone())}
                    " "
                    {move || {
                        let provenance = figure
                            .with(|figure| figure.as_ref().map_or(Provenance::Measured, |f| f.provenance));
                        view! { <ProvenanceMark provenance /> }
                    }}
                </span>
            </dd>
        </div>
    }
}
