//! How customers order: recency, frequency and money, order by order behaviour, and groups of
//! similar customers to explore.

use super::head;
use crate::components::{Later, NumberField, SelectField, Skeleton, TableView};
use crate::format;
use crate::pages::facets;
use crate::queries;
use crate::route::Route;
use crate::state::App;
use crate::tasks::set_settings::change_settings;
use leptos::prelude::*;
use tenfold_core::project::view::{BehaviourView, RfmCell, SimilarView, TableKind, TableRow};
use tenfold_core::settings::RfmMoney;

pub(super) fn behaviour() -> AnyView {
    let app = App::current();
    let behaviour = queries::behaviour(app.filter.into());
    let text = move |pick: fn(&BehaviourView) -> String| -> Signal<String> {
        Signal::from(Memo::new(move |_| behaviour.map(pick).unwrap_or_default()))
    };
    let title = text(|b| b.title.clone());
    let convention = text(|b| b.convention.clone());
    let missing = text(|b| b.missing.clone());
    let cells = Memo::new(move |_| behaviour.map(|b| b.cells.clone()).unwrap_or_default());
    let arrived = Memo::new(move |_| behaviour.map(|_| ()).is_some());
    let money: Vec<(String, String)> = RfmMoney::ALL
        .iter()
        .enumerate()
        .map(|(i, m)| (i.to_string(), m.label().to_owned()))
        .collect();
    let money = Signal::stored(money);
    view! {
        {head(title, "How often customers order, how much at a time, how urgently, and how much comes back.".into())}
        <Show when=move || arrived.get() fallback=|| view! { <Skeleton height=320 /> }>
            <section class="rfm" aria-labelledby="rfm" data-testid="rfm">
                <div>
                    <h2 id="rfm">"Recency and frequency"</h2>
                    <p class="soft small">{move || convention.get()}</p>
                    {move || cells.with(|cells| matrix(cells))}
                </div>
                <div class="demand-fields">
                    <SelectField
                        label="Money is"
                        definition="The M of recency, frequency and money"
                        testid="rfm-money".to_owned()
                        options=money
                        value=Signal::derive(move || {
                            let now = app.settings.with(|s| s.segment.rfm_money);
                            RfmMoney::ALL.iter().position(|m| *m == now).unwrap_or(0).to_string()
                        })
                        on_change=Callback::new(move |key: String| {
                            let chosen = key.parse().ok().and_then(|at: usize| RfmMoney::ALL.get(at).copied());
                            if let Some(chosen) = chosen {
                                change_settings(app, |s| s.segment.rfm_money = chosen);
                            }
                        })
                    />
                    <NumberField
                        label="Rush orders are wanted within"
                        value=Signal::derive(move || f64::from(app.settings.with(|s| s.cost.rush_days)))
                        min=0.0
                        max=365.0
                        unit="days"
                        on_change=Callback::new(move |typed: f64| {
                            change_settings(app, |s| s.cost.rush_days = typed as u32);
                        })
                    />
                    <p class="soft small">{move || missing.get()}</p>
                </div>
            </section>
        </Show>
        <TableView
            query=facets::filtered(app, TableKind::Behaviour)
            on_row=Callback::new(move |row: TableRow| app.go(Route::Customer(row.id)))
            height=14
        />
        <Later height=360>{similar()}</Later>
    }
    .into_any()
}

/// Customers by recency, downwards, and frequency, to the right.
fn matrix(cells: &[RfmCell]) -> AnyView {
    let most = cells.iter().map(|c| c.customers).max().unwrap_or(0).max(1);
    let rows = cells
        .chunks(5)
        .map(|row| {
            let recency = row[0].recency;
            let cells = row
                .iter()
                .map(|cell| {
                    let part = f64::from(cell.customers) / f64::from(most);
                    let money = cell.money.map_or_else(String::new, |money| {
                        format!(", money {} on average", format::ratio(money))
                    });
                    let says = format!(
                        "Recency {recency}, frequency {}: {} with net sales of {} and {} net contribution{money}",
                        cell.frequency,
                        format::counted(u64::from(cell.customers), "customer", "customers"),
                        format::short(cell.revenue),
                        format::short_signed(cell.net_profit),
                    );
                    view! {
                        <td title=says>
                            <span
                                class="rfm-cell"
                                class:nothing={cell.customers == 0}
                                class:losing={cell.net_profit < 0.0}
                                style:--part=format!("{:.0}%", if cell.customers == 0 { 0.0 } else { 6.0 + 44.0 * part.sqrt() })
                            >
                                <b>{format::count(u64::from(cell.customers))}</b>
                                <small>
                                    {(cell.customers > 0).then(|| format::short_signed(cell.net_profit))}
                                </small>
                            </span>
                        </td>
                    }
                })
                .collect_view();
            let name = match recency {
                5 => "5, most recent".to_owned(),
                1 => "1, longest ago".to_owned(),
                n => n.to_string(),
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    let heads = (1..=5)
        .map(|frequency| {
            let name = match frequency {
                1 => "1, seldom".to_owned(),
                5 => "5, most often".to_owned(),
                n => n.to_string(),
            };
            view! { <th scope="col">{name}</th> }
        })
        .collect_view();
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label="Customers by recency and frequency">
            <table class="crossing rfm-matrix">
                <caption>"Customers and their net contribution: recency downwards, frequency to the right"</caption>
                <thead>
                    <tr>
                        <td></td>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Groups of similar customers.
fn similar() -> AnyView {
    let app = App::current();
    let similar = queries::similar(app.filter.into());
    let text = move |pick: fn(&SimilarView) -> String| -> Signal<String> {
        Signal::from(Memo::new(move |_| similar.map(pick).unwrap_or_default()))
    };
    let (title, note) = (text(|s| s.title.clone()), text(|s| s.note.clone()));
    let tried = text(|s| {
        let each: Vec<String> = s
            .tried
            .iter()
            .map(|(k, silhouette)| format!("{k} groups {}", format::ratio(*silhouette)))
            .collect();
        if each.len() > 1 {
            format!("Silhouettes tried: {}", each.join(", "))
        } else {
            String::new()
        }
    });
    let options = std::iter::once((String::new(), "best silhouette".to_owned()))
        .chain((2..=8).map(|k| (k.to_string(), format!("{k} groups"))))
        .collect::<Vec<_>>();
    view! {
        <section class="panel" aria-labelledby="similar" data-testid="similar">
            <p class="eyebrow">"Similar customers " <span class="exploratory">"exploratory"</span></p>
            <h2 id="similar">{move || title.get()}</h2>
            <p class="soft small">{move || note.get()} " " {move || tried.get()}</p>
            <div class="demand-fields">
                <SelectField
                    label="Groups"
                    definition="The number of groups with the best silhouette, or as many as one wants"
                    testid="similar-groups".to_owned()
                    options=Signal::stored(options)
                    value=Signal::derive(move || {
                        app.settings
                            .with(|s| s.segment.similar_groups)
                            .map_or_else(String::new, |k| k.to_string())
                    })
                    on_change=Callback::new(move |key: String| {
                        change_settings(app, |s| s.segment.similar_groups = key.parse().ok());
                    })
                />
            </div>
            <TableView
                query=facets::filtered(app, TableKind::SimilarCustomers)
                title=Signal::stored("Means of the groups".to_owned())
                height=8
            />
        </section>
    }
    .into_any()
}
