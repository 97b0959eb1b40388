//! Net sales and cost of goods as in the P&L beside those of the file, and what could explain a
//! difference.

use super::part;
use crate::components::TextField;
use crate::format;
use crate::queries::Query;
use crate::state::App;
use crate::tasks::mend::set_control;
use leptos::prelude::*;
use tenfold_core::project::view::{ControlView, Doctor};

#[component]
pub(super) fn ControlSection(doctor: Query<Doctor>) -> impl IntoView {
    let control = part(doctor, |d| d.control.clone());
    let periods = move || control.get().unwrap_or_default();
    view! {
        <section class="panel" data-testid="doctor-control">
            <h2>{move || sentence(&periods())}</h2>
            <p class="soft">
                "Type the totals as in the P&L, for the whole file or by year; leave blank what is not known"
            </p>
            {move || periods().into_iter().map(period).collect_view()}
        </section>
    }
}

fn sentence(periods: &[ControlView]) -> String {
    let typed: Vec<&ControlView> = periods.iter().filter(|p| !p.verdict.is_empty()).collect();
    let fit = typed.iter().filter(|p| p.fits).count();
    match (typed.len(), fit) {
        (0, _) => "Do the totals fit the P&L?".to_owned(),
        (n, fit) if n == fit => "The totals fit the P&L".to_owned(),
        (1, _) => "The total does not fit the P&L".to_owned(),
        (n, fit) => format!("{} of {n} totals do not fit the P&L", n - fit),
    }
}

fn period(view: ControlView) -> AnyView {
    let field = |is_cost: bool, typed: Option<f64>| {
        let app = App::current();
        let period = view.period.clone();
        let what = if is_cost {
            "Cost of goods"
        } else {
            "Net sales"
        };
        let apply = move |text: String| match format::parse_number(&text) {
            Some(number) => {
                if let Some(words) = format::read_as(&text, &format::editable(number)) {
                    app.note(format!("“{text}” is {words}"));
                }
                set_control(app, &period, is_cost, Some(number));
            }
            None if text.trim().is_empty() => set_control(app, &period, is_cost, None),
            None => app.note(format!(
                "“{text}” is not an amount: type a number, or nothing"
            )),
        };
        view! {
            <TextField
                label=format!("{what} in the P&L")
                value=Signal::stored(typed.map(format::editable).unwrap_or_default())
                on_change=Callback::new(apply)
            />
        }
    };
    let goods = view.cost.map(|cost| {
        view! {
            <p class="figure">
                <span class="soft">"Cost of goods in the file"</span>
                <b>{format::money(cost)}</b>
            </p>
            {field(true, view.typed_cost)}
        }
    });
    let bridge = (!view.bridge.is_empty()).then(|| {
        let (totals, known): (Vec<_>, Vec<_>) =
            view.bridge.iter().cloned().partition(|line| line.total);
        let lines = |lines: Vec<tenfold_core::project::view::ControlLine>| {
            lines
                .into_iter()
                .map(|line| {
                    view! {
                        <tr>
                            <th scope="row">{line.label}</th>
                            <td class="number">{format::money(line.amount)}</td>
                        </tr>
                    }
                })
                .collect_view()
        };
        view! {
            <div class="bridge">
                <table class="plain">
                    <caption>"From the P&L to the file"</caption>
                    <tbody>{lines(totals)}</tbody>
                </table>
                {(!known.is_empty())
                    .then(|| {
                        view! {
                            <table class="plain">
                                <caption>"Amounts that could explain it"</caption>
                                <tbody>{lines(known)}</tbody>
                            </table>
                        }
                    })}
            </div>
        }
    });
    view! {
        <div class="control" role="group" aria-label=view.label.clone() data-testid=format!("control-{}", if view.period.is_empty() { "whole" } else { &view.period })>
            <h3>{view.label.clone()}</h3>
            <div class="control-fields">
                <p class="figure">
                    <span class="soft">"Net sales in the file"</span>
                    <b>{format::money(view.net_sales)}</b>
                </p>
                {field(false, view.typed_net_sales)}
                {goods}
            </div>
            {(!view.verdict.is_empty())
                .then(|| {
                    view! {
                        <p class="verdict" class:warning-text=!view.fits role="status">
                            {view.verdict.clone()}
                        </p>
                    }
                })}
            {bridge}
        </div>
    }
    .into_any()
}
