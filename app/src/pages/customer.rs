//! One customer: what they bring, what it costs to serve them, and which items win and lose.

use super::cells::contribution_bar;
use super::facets;
use super::kpis::{self, KpiStrip};
use super::profit::Ready;
use crate::charts::{DivergingBar, Waterfall};
use crate::components::{TableView, Tag};
use crate::format;
use crate::queries;
use crate::route::{CustomerView, Route};
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::project::view::{
    Filter, Sort, Subject, TableKind, TablePage, TableQuery, TableRow, TableValue,
};

/// Items shown as winners, and as losers.
const LISTED: u64 = 6;

#[component]
pub fn CustomerPage(id: String) -> impl IntoView {
    let app = App::current();
    let id = StoredValue::new(id);
    let scope = app.scope;
    let overview = queries::overview_of(scope.into());
    let who = queries::table(
        Memo::new(move |_| facets::query(TableKind::Customers, scope.get())).into(),
        1,
    );
    let name = Memo::new(move |_| {
        who.map(|page| text_of(page, "name"))
            .flatten()
            .unwrap_or_else(|| id.get_value())
    });
    let cluster = Memo::new(move |_| who.map(|page| text_of(page, "cluster")).flatten());
    let headline = Memo::new(move |_| {
        let name = name.get();
        overview.map(|overview| {
            let totals = &overview.totals;
            let verb = if totals.net_profit < 0.0 {
                "loses"
            } else {
                "earns"
            };
            let amount = format::short(totals.net_profit.abs());
            if totals.lines == 0 && app.filter.with(|filter| filter.terms.is_empty()) {
                format!("There is no customer “{name}” in the data")
            } else if totals.lines == 0 {
                format!("{name} has no order line within the filter")
            } else {
                format!(
                    "{name} {verb} {amount} on net sales of {}",
                    format::short(totals.revenue)
                )
            }
        })
    });
    let figures = facets::part(overview, move |o| {
        let subject = move |_: Option<&str>| Subject::Customer { id: id.get_value() };
        let mut figures = kpis::of_overview(o, subject);
        figures.push(kpis::orders(o));
        figures
    });
    view! {
        <nav class="crumbs" aria-label="Where this page is">
            <a href=move || app.href(Route::Customers(CustomerView::List))>"Customers"</a>
            <span aria-hidden="true">"/"</span>
            <span>{move || name.get()}</span>
        </nav>
        <header class="headline">
            <h1>
                {move || {
                    cluster
                        .get()
                        .map(|letter| view! { <span class="unseen">"Cluster "</span><Tag letter cluster=true /> " " })
                }}
                {move || headline.get()}
            </h1>
            <p class="lede">{facets::part(overview, |o| o.lede.clone())}</p>
        </header>
        <Ready overview height=640>
            <KpiStrip figures />
            <Waterfall
                steps=facets::part(overview, |o| o.waterfall.clone())
                title=facets::part(overview, |o| o.waterfall_title.clone())
                subtitle="From sales to net contribution of this customer"
                on_explain=Callback::new(move |_| {
                    app.explain(Subject::Customer { id: id.get_value() });
                })
            />
        </Ready>
        <div class="two">
            <Extremes scope earning=true />
            <Extremes scope earning=false />
        </div>
        <TableView
            query=Memo::new(move |_| {
                facets::query(TableKind::Pairs { losing: false }, scope.get())
            })
            title=Signal::derive(move || format!("Everything {} buys", name.get()))
            cell=contribution_bar
            hidden=&["cluster", "customer", "customer_id"]
        />
    }
}

/// The items that bring this customer's contribution up most, or down.
#[component]
fn Extremes(scope: Memo<Filter>, earning: bool) -> impl IntoView {
    let app = App::current();
    let query = Memo::new(move |_| TableQuery {
        sort: Some(Sort {
            column: "net_profit".to_owned(),
            descending: earning,
        }),
        ..facets::query(TableKind::Pairs { losing: !earning }, scope.get())
    });
    let page = queries::table(query.into(), LISTED);
    // The longer of both lists' ends decides, so that bars compare across.
    let both = queries::table(
        Memo::new(move |_| TableQuery {
            sort: Some(Sort {
                column: "net_profit".to_owned(),
                descending: !earning,
            }),
            ..facets::query(TableKind::Pairs { losing: earning }, scope.get())
        })
        .into(),
        1,
    );
    let full = Memo::new(move |_| {
        let first = |page: &TablePage| page.rows.first().and_then(|row| amount_of(page, row));
        let ends = [page.map(first).flatten(), both.map(first).flatten()];
        ends.into_iter().flatten().map(f64::abs).fold(0.0, f64::max)
    });
    let rows = Memo::new(move |_| {
        page.map(|page| {
            page.rows
                .iter()
                .filter_map(|row| {
                    let amount = amount_of(page, row)?;
                    let name = text_in(page, row, "item").unwrap_or_else(|| row.id.clone());
                    let wanted = if earning { amount > 0.0 } else { amount < 0.0 };
                    wanted.then(|| (name, amount, row.subject.clone()))
                })
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    let title = if earning {
        "What they earn with"
    } else {
        "What they lose with"
    };
    view! {
        <section class="extremes" aria-label=title>
            <h2>{title}</h2>
            {move || {
                let rows = rows.get();
                if rows.is_empty() {
                    let nothing = if earning { "No item earns money here" } else { "No item loses money here" };
                    return view! { <p class="soft">{nothing}</p> }.into_any();
                }
                let rows = rows
                    .into_iter()
                    .map(|(name, amount, subject)| {
                        view! {
                            <li>
                                <span class="extreme-name">{name.clone()}</span>
                                <DivergingBar value=amount full=full.get() />
                                <button
                                    type="button"
                                    class="explains number"
                                    data-explain=""
                                    class:loss={amount < 0.0}
                                    aria-label=format!("Explain {name}: {}", format::short_signed(amount))
                                    on:click=move |_| {
                                        if let Some(subject) = subject.clone() {
                                            app.explain(subject);
                                        }
                                    }
                                >
                                    {format::short_signed(amount)}
                                </button>
                            </li>
                        }
                    })
                    .collect_view();
                view! { <ul>{rows}</ul> }.into_any()
            }}
        </section>
    }
}

/// The text in a column of the first row.
fn text_of(page: &TablePage, key: &str) -> Option<String> {
    text_in(page, page.rows.first()?, key)
}

fn text_in(page: &TablePage, row: &TableRow, key: &str) -> Option<String> {
    let column = page.columns.iter().position(|column| column.key == key)?;
    match row.cells.get(column)? {
        TableValue::Text(text) if !text.is_empty() => Some(text.clone()),
        _ => None,
    }
}

fn amount_of(page: &TablePage, row: &TableRow) -> Option<f64> {
    let column = page
        .columns
        .iter()
        .position(|column| column.key == "net_profit")?;
    match row.cells.get(column)? {
        TableValue::Number(amount) => Some(*amount),
        _ => None,
    }
}
