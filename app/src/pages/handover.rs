//! The results as files: what each holds, and for whom.

use crate::components::{Icon, Symbol};
use crate::pages::facets;
use crate::state::App;
use crate::tasks::export::export;
use leptos::prelude::*;
use tenfold_core::project::view::{Export, Filter, TableKind};

/// One file that can be written.
struct Offer {
    testid: &'static str,
    title: &'static str,
    ending: &'static str,
    holds: &'static str,
    export: fn(App) -> Export,
}

/// A table of everything, whatever the filter.
fn whole(kind: TableKind) -> Export {
    Export::Csv {
        query: facets::query(kind, Filter::default()),
    }
}

/// A table within the page's filter.
fn within(app: App, kind: TableKind) -> Export {
    Export::Csv {
        query: facets::query(kind, app.filter.get_untracked()),
    }
}

const RESULTS: [Offer; 3] = [
    Offer {
        testid: "export-xlsx",
        title: "Workbook",
        ending: "XLSX",
        holds: "Every table on a sheet of its own: customers, items, losing pairs, clusters, nine-box, waterfall, whale curve, cost pools, the rows set aside and the log of fixes. Numbers are numbers, headers stay, filters are on",
        export: |_| Export::Workbook,
    },
    Offer {
        testid: "export-json",
        title: "Results for other programs",
        ending: "JSON",
        holds: "Totals, every customer and item, pools, whale curve and data quality, in a documented form that stays the same",
        export: |_| Export::Json,
    },
    Offer {
        testid: "export-settings",
        title: "Settings",
        ending: "JSON",
        holds: "How the file is read, the cost model, every convention and every fix of the data, without any data: import it next month, or give it to a colleague",
        export: |_| Export::Settings,
    },
];

const TABLES: [Offer; 8] = [
    Offer {
        testid: "export-csv",
        title: "Customers",
        ending: "CSV",
        holds: "Net sales, margin, cost to serve, net contribution and cluster of each customer",
        export: |app| within(app, TableKind::Customers),
    },
    Offer {
        testid: "export-csv-items",
        title: "Items",
        ending: "CSV",
        holds: "The same of each item, with its ABC, XYZ and demand class",
        export: |app| within(app, TableKind::Items),
    },
    Offer {
        testid: "export-csv-pairs",
        title: "Losing pairs",
        ending: "CSV",
        holds: "Customer-item pairs that lose money, the largest loss first",
        export: |app| within(app, TableKind::Pairs { losing: true }),
    },
    Offer {
        testid: "export-csv-actions",
        title: "Actions",
        ending: "CSV",
        holds: "The lever for each losing customer, with what it brings a year",
        export: |app| within(app, TableKind::Actions),
    },
    Offer {
        testid: "export-csv-pools",
        title: "Cost pools",
        ending: "CSV",
        holds: "Amount, driver, rate, allocated and unallocated of each pool",
        export: |_| whole(TableKind::Pools),
    },
    Offer {
        testid: "export-csv-set-aside",
        title: "Rows set aside",
        ending: "CSV",
        holds: "The rows of the file that could not be used, each with its reason",
        export: |_| whole(TableKind::SetAside),
    },
    Offer {
        testid: "export-csv-behaviour",
        title: "Order behaviour",
        ending: "CSV",
        holds: "Recency, frequency and money, drop size, lines an order, rush and return share of each customer",
        export: |app| within(app, TableKind::Behaviour),
    },
    Offer {
        testid: "export-csv-order-sizes",
        title: "Order sizes",
        ending: "CSV",
        holds: "Orders by value, with what they earn",
        export: |app| within(app, TableKind::OrderSizes),
    },
];

#[component]
pub fn HandOverPage() -> impl IntoView {
    let app = App::current();
    let filtered = Memo::new(move |_| app.filter.with(|filter| !filter.terms.is_empty()));
    view! {
        <header class="headline">
            <h1>"Take the results along"</h1>
            <p class="lede">
                "Files are written in this browser and saved by it; nothing is sent anywhere. Charts are saved from the menu at each of them."
            </p>
        </header>
        <section class="offers" aria-labelledby="whole-results">
            <h2 id="whole-results">"The whole analysis"</h2>
            <ul>{RESULTS.iter().map(|offer| view! { <OfferRow offer /> }).collect_view()}</ul>
        </section>
        <section class="offers" aria-labelledby="single-tables">
            <h2 id="single-tables">"Single tables"</h2>
            <p class="soft small">
                {move || {
                    if filtered.get() {
                        "Customers, items and pairs as the filter above leaves them"
                    } else {
                        "With a filter set, customers, items and pairs are written as it leaves them"
                    }
                }}
            </p>
            <ul>{TABLES.iter().map(|offer| view! { <OfferRow offer /> }).collect_view()}</ul>
        </section>
    }
}

#[component]
fn OfferRow(offer: &'static Offer) -> impl IntoView {
    let app = App::current();
    let busy = Memo::new(move |_| app.busy.with(Option::is_some));
    view! {
        <li>
            <div>
                <h3>{offer.title}</h3>
                <p class="soft">{offer.holds}</p>
            </div>
            <button
                type="button"
                class="button"
                data-testid=offer.testid
                disabled=move || busy.get()
                aria-label=format!("Save {} as {}", offer.title.to_lowercase(), offer.ending)
                on:click=move |_| export(app, (offer.export)(app))
            >
                <Icon symbol=Symbol::Download />
                {offer.ending}
            </button>
        </li>
    }
}
