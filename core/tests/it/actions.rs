//! Actions on losing customers: the lever that fits, and an effect that is what running the
//! allocation again gives.

use crate::cost_views::{amount, table, words};
use crate::invariants::{project, rows};
use crate::support::{analysed, close, pool, with_pools};
use proptest::prelude::*;
use std::fmt::Write as _;
use tenfold_core::dataset::Attached;
use tenfold_core::project::Project;
use tenfold_core::project::view::{Filter, FilterTerm, Subject, TableKind, TableValue};
use tenfold_core::settings::{CostPool, Driver};

const HEADER: &str = "Order,Date,Customer,Item,Quantity,Net sales,Cost of goods\n";

/// A year. Ada: ten orders of 200 with 22 % margin; Ben: ten orders of 2,000.
fn shop() -> Project {
    let mut text = HEADER.to_owned();
    for k in 0..10 {
        let month = k + 1;
        writeln!(text, "a{k},2024-{month:02}-05,Ada,Bolt,1,200,156").unwrap();
        writeln!(text, "b{k},2024-{month:02}-06,Ben,Nut,1,2000,1560").unwrap();
    }
    text += "c,2024-12-31,Cas,Nut,1,2000,1560\n";
    analysed(text.as_bytes(), None)
}

#[test]
fn small_orders_get_the_break_even_order_value_as_their_minimum() {
    let mut project = shop();
    // 90 an order; 90 / 0.22 = 409.09 breaks even, twice what Ada orders.
    with_pools(
        &mut project,
        vec![pool("Orders", 1_890.0, Driver::Orders, 0.4)],
    );
    let page = table(&mut project, TableKind::Actions, &Filter::default());
    assert_eq!(page.total_rows, 1);
    assert_eq!(words(&page, 0, "lever"), "Order minimum");
    assert!(
        words(&page, 0, "what").contains("409"),
        "{}",
        words(&page, 0, "what")
    );
    assert_eq!(words(&page, 0, "why"), "cost of orders, 900");
    let left = 200.0 * 0.22 / 90.0;
    let released = 10.0 * (1.0 - left) * 90.0;
    close(amount(&page, 0, "effect"), released * 0.4, "avoidable only");
    close(
        amount(&page, 0, "stranded"),
        released * 0.6,
        "the rest stays",
    );
    assert!(
        page.headline.starts_with("1 action would bring"),
        "{}",
        page.headline
    );
    // The pools shared out again: fewer orders carry a pool that is smaller by what was saved.
    let (amount_left, orders_left) = (1_890.0 - released * 0.4, 21.0 - 10.0 * (1.0 - left));
    let charged = amount_left / orders_left * 10.0 * left;
    close(amount(&page, 0, "after"), 440.0 - charged, "after");
    // Explained, the parts add up to the effect.
    let subject = Subject::Action {
        customer: "Ada".to_owned(),
    };
    let explained = project.explain(&subject, &Filter::default()).unwrap();
    let TableValue::Number(effect) = explained.value else {
        panic!()
    };
    close(effect, amount(&page, 0, "effect"), "explained");
    let parts: f64 = explained
        .lines
        .iter()
        .filter(|l| !l.total)
        .map(|l| match l.amount {
            TableValue::Number(n) => n,
            _ => 0.0,
        })
        .sum();
    close(parts, effect, "its parts");
    // A parameter changes what comes of it.
    let mut settings = project.settings().clone();
    settings.levers.largest_order_factor = 1.5;
    project.set_settings(settings).unwrap();
    let page = table(&mut project, TableKind::Actions, &Filter::default());
    close(
        amount(&page, 0, "effect"),
        10.0 * (1.0 - 1.0 / 1.5) * 90.0 * 0.4,
        "at most one and a half",
    );
}

#[test]
fn who_pays_late_gets_other_terms() {
    let mut project = shop();
    let customers = project.analysis().unwrap().data.customers.clone();
    let mut days = vec![Some(30.0); customers.len()];
    days[customers.find("Ada").unwrap() as usize] = Some(120.0);
    project
        .attach(Attached {
            payment_days: Some(days),
            ..Attached::default()
        })
        .unwrap();
    let credit = CostPool {
        rate: Some(1.0),
        avoidable_share: 1.0,
        ..CostPool::new("Credit", 0.0, Driver::Receivables)
    };
    with_pools(&mut project, vec![credit]);
    let page = table(&mut project, TableKind::Actions, &Filter::default());
    assert_eq!(
        (page.total_rows, words(&page, 0, "lever").as_str()),
        (1, "Payment terms")
    );
    close(
        amount(&page, 0, "effect"),
        2_000.0 * 90.0 / 365.0,
        "ninety days of credit",
    );
}

#[test]
fn what_costs_more_than_it_brings_is_delisted_without_the_cost_of_its_order() {
    // Ben's washers lose before any cost of the order; the order stays for the nuts.
    let mut text = HEADER.to_owned();
    for month in 1..=12 {
        writeln!(text, "b{month},2024-{month:02}-06,Ben,Nut,1,2000,1000").unwrap();
        writeln!(text, "b{month},2024-{month:02}-06,Ben,Washer,1,10,9").unwrap();
    }
    let mut project = analysed(text.as_bytes(), None);
    with_pools(
        &mut project,
        vec![
            pool("Orders", 1_200.0, Driver::Orders, 1.0),
            pool("Picking", 240.0, Driver::Lines, 0.5),
        ],
    );
    let page = table(&mut project, TableKind::Actions, &Filter::default());
    assert_eq!(
        (page.total_rows, words(&page, 0, "lever").as_str()),
        (1, "Delist")
    );
    // Twelve picks at 10, half avoidable, less 12 of margin.
    close(
        amount(&page, 0, "effect"),
        12.0 * 10.0 * 0.5 - 12.0,
        "effect",
    );
    let losing = TableKind::Pairs { losing: true };
    let pairs = table(&mut project, losing, &Filter::default());
    assert_eq!(words(&pairs, 0, "most"), "Orders, 600");
    let none = table(
        &mut project,
        TableKind::Actions,
        &Filter {
            terms: vec![FilterTerm::Item {
                id: "Nothing".to_owned(),
            }],
        },
    );
    assert_eq!(none.total_rows, 0);
    assert!(none.headline.contains("no action"), "{}", none.headline);
}

#[test]
fn the_freight_of_an_order_does_not_go_with_one_of_its_items() {
    // Freight of 100 an order, half of it on the washers: they lose, but the nuts are sent anyway.
    let mut text = "Order,Date,Customer,Item,Quantity,Net sales,Cost of goods,Freight\n".to_owned();
    for month in 1..=12 {
        writeln!(text, "b{month},2024-{month:02}-06,Ben,Nut,1,2000,1000,100").unwrap();
        writeln!(text, "b{month},2024-{month:02}-06,Ben,Washer,1,10,9,100").unwrap();
    }
    let actions = |level: &str| {
        let settings = format!(
            r#"{{ "columns": {{ "order": "Order", "date": "Date", "customer": "Customer", "product": "Item",
            "quantity": "Quantity", "revenue": "Net sales", "cost": "Cost of goods" }}, "{level}": ["Freight"] }}"#
        );
        let mut project = analysed(text.as_bytes(), Some(&settings));
        with_pools(&mut project, Vec::new());
        let losing = TableKind::Pairs { losing: true };
        assert_eq!(
            table(&mut project, losing, &Filter::default()).total_rows,
            1
        );
        table(&mut project, TableKind::Actions, &Filter::default()).total_rows
    };
    assert_eq!(actions("order_level_costs"), 0);
    assert_eq!(actions("direct_costs"), 1);
}

#[test]
fn what_all_actions_have_in_common_is_said_in_words() {
    let mut text = HEADER.to_owned();
    for month in 1..=12 {
        for name in ["Ben", "Cas"] {
            writeln!(
                text,
                "{name}{month},2024-{month:02}-06,{name},Nut,1,2000,1000"
            )
            .unwrap();
            writeln!(
                text,
                "{name}{month},2024-{month:02}-06,{name},Washer,1,10,9"
            )
            .unwrap();
        }
    }
    let mut project = analysed(text.as_bytes(), None);
    with_pools(
        &mut project,
        vec![pool("Picking", 240.0, Driver::Lines, 0.5)],
    );
    let page = table(&mut project, TableKind::Actions, &Filter::default());
    assert_eq!(
        page.headline,
        "2 actions would bring 36 a year, all of it by delisting items"
    );
}

#[test]
fn a_part_of_a_year_is_scaled_and_said() {
    let mut text = HEADER.to_owned();
    for month in 1..=6 {
        writeln!(text, "a{month},2024-{month:02}-05,Ada,Bolt,1,100,100").unwrap();
    }
    let mut project = analysed(text.as_bytes(), None);
    with_pools(
        &mut project,
        vec![pool("Care", 60.0, Driver::Customers, 0.5)],
    );
    let page = table(&mut project, TableKind::Actions, &Filter::default());
    assert_eq!(words(&page, 0, "lever"), "Price");
    // 5 % of 600 at most; 60 are missing; twice, for the year.
    close(amount(&page, 0, "effect"), 60.0, "a year");
    let explained = project
        .explain(
            &Subject::Action {
                customer: "Ada".to_owned(),
            },
            &Filter::default(),
        )
        .unwrap();
    assert!(explained.formulas.iter().any(|f| f.contains("6 months")));
}

#[test]
fn the_demo_company_has_actions_of_several_kinds() {
    let mut project = Project::default();
    project.load_demo().unwrap();
    let page = table(&mut project, TableKind::Actions, &Filter::default());
    let mut levers: Vec<String> = (0..page.rows.len())
        .map(|r| words(&page, r, "lever"))
        .collect();
    levers.sort();
    levers.dedup();
    assert!(levers.len() >= 3, "{levers:?}");
    assert!(
        page.headline.contains("actions would bring"),
        "{}",
        page.headline
    );
}

/// A year of Ben, who earns by nuts and loses by washers, `lines` of them an order, and of Ada, who
/// loses by orders that are too small.
fn losers(lines: u32) -> Project {
    let mut text = HEADER.to_owned();
    for month in 1..=12 {
        writeln!(text, "b{month},2024-{month:02}-06,Ben,Nut,1,2000,1000").unwrap();
        for _ in 0..lines {
            let (pieces, price, cost) = (12 / lines, 120 / lines, 84 / lines);
            writeln!(
                text,
                "b{month},2024-{month:02}-06,Ben,Washer,{pieces},{price},{cost}"
            )
            .unwrap();
        }
        for (order, item) in [(1, "Bolt"), (1, "Pin"), (2, "Bolt")] {
            writeln!(
                text,
                "a{month}-{order},2024-{month:02}-05,Ada,{item},1,100,64"
            )
            .unwrap();
        }
    }
    analysed(text.as_bytes(), None)
}

const LOSING: TableKind = TableKind::Pairs { losing: true };

fn at(page: &tenfold_core::project::view::TablePage, id: &str) -> usize {
    (page.rows.iter().position(|row| row.id == id)).unwrap_or_else(|| panic!("{id}: {page:?}"))
}

#[test]
fn every_losing_pair_names_the_lever_that_fits_what_costs_it_most() {
    let pools = || {
        vec![
            pool("Orders", 2_520.0, Driver::Orders, 0.4),
            pool("Picking", 1_440.0, Driver::Lines, 0.5),
        ]
    };
    let mut project = losers(4);
    with_pools(&mut project, pools());
    let page = table(&mut project, LOSING, &Filter::default());
    assert_eq!(page.total_rows, 3);
    // Washers take four lines an order, and go out with the nuts anyway.
    let washer = at(&page, "Ben × Washer");
    assert_eq!(words(&page, washer, "most"), "Picking, 720");
    assert_eq!(words(&page, washer, "lever"), "Pack size");
    let rate = 1_440.0 / 96.0;
    close(amount(&page, washer, "effect"), 24.0 * rate * 0.5, "packs");
    // That is what the company gains when the washers come in half the lines.
    let now = project.analysis().unwrap().profits.total.net();
    let mut then = losers(2);
    let mut fewer = pools();
    fewer[1].amount -= 24.0 * rate * 0.5;
    with_pools(&mut then, fewer);
    let gained = then.analysis().unwrap().profits.total.net() - now;
    close(amount(&page, washer, "effect"), gained, "shared out again");
    // Ada's order minimum is one for all that she buys, and each pair has its part of it.
    let (bolt, pin) = (at(&page, "Ada × Bolt"), at(&page, "Ada × Pin"));
    assert_eq!(words(&page, bolt, "lever"), "Order minimum");
    let all = table(&mut project, TableKind::Actions, &Filter::default());
    let ada = at(&all, "Ada");
    assert_eq!(words(&page, pin, "what"), words(&all, ada, "what"));
    let parts = amount(&page, bolt, "effect") + amount(&page, pin, "effect");
    close(
        parts,
        amount(&all, ada, "effect"),
        "the parts of an order minimum",
    );
    // Who could think of adding them up, does not.
    let effect = page.columns.iter().position(|c| c.key == "effect").unwrap();
    assert_eq!(page.sums[effect], None);
    // The pair explained says what its lever brings and what stays.
    let subject = page.rows[washer].subject.clone().unwrap();
    let explained = project.explain(&subject, &Filter::default()).unwrap();
    let said = &explained.formulas[0];
    assert!(said.starts_with("Pack size: Whole packs only"), "{said}");
    assert!(
        said.ends_with("180 of avoidable cost, while 180 stays"),
        "{said}"
    );
}

#[test]
fn a_pair_that_is_only_sent_back_is_mended_by_fewer_returns() {
    let mut text = HEADER.to_owned();
    for month in 1..=12 {
        writeln!(text, "b{month},2024-{month:02}-06,Ben,Nut,1,2000,1000").unwrap();
    }
    writeln!(text, "r,2024-07-06,Ben,Washer,-1,-10,-10").unwrap();
    let mut project = analysed(text.as_bytes(), None);
    with_pools(
        &mut project,
        vec![pool("Returns", 90.0, Driver::Returns, 0.5)],
    );
    let page = table(&mut project, LOSING, &Filter::default());
    assert_eq!(words(&page, 0, "lever"), "Returns");
    close(amount(&page, 0, "effect"), 90.0 * 0.5 * 0.5, "half of them");
}

#[test]
fn a_changed_lever_changes_pairs_that_are_sorted_by_its_effect() {
    let mut project = losers(4);
    with_pools(
        &mut project,
        vec![pool("Picking", 1_440.0, Driver::Lines, 0.5)],
    );
    let query = tenfold_core::project::view::TableQuery {
        kind: LOSING,
        filter: Filter::default(),
        sort: Some(tenfold_core::project::view::Sort {
            column: "effect".to_owned(),
            descending: true,
        }),
        search: String::new(),
    };
    let falls = |project: &mut Project| {
        let page = project.table(&query, 0, 9).unwrap();
        let effects: Vec<f64> = (0..page.rows.len())
            .map(|r| amount(&page, r, "effect"))
            .collect();
        assert!(effects.is_sorted_by(|a, b| a >= b), "{effects:?}");
        effects
    };
    let before = falls(&mut project);
    let mut settings = project.settings().clone();
    settings.levers.pack_lines = 1.0;
    settings.levers.price_rise = 0.5;
    project.set_settings(settings).unwrap();
    assert_ne!(falls(&mut project), before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// One action a customer, each worth doing, and saved + stranded is what the customer no longer
    /// uses.
    #[test]
    fn actions_never_count_twice_and_never_promise_more_than_the_avoidable(rows in rows()) {
        let mut project = project(&rows);
        let page = table(&mut project, TableKind::Actions, &Filter::default());
        let mut ids: Vec<&str> = page.rows.iter().map(|r| r.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), page.rows.len());
        for row in 0..page.rows.len() {
            prop_assert!(amount(&page, row, "effect") > 0.0);
            // Every pool of the project has an avoidable half.
            let (saved, stays) = (amount(&page, row, "saved"), amount(&page, row, "stranded"));
            prop_assert!((saved - stays).abs() <= 1e-6 * saved.abs().max(1.0), "{saved} {stays}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// What is kept of pairs and orders while costs change is what a project opened with these
    /// costs computes.
    #[test]
    fn changed_costs_give_what_they_give_from_the_start(
        rows in rows(),
        steps in prop::collection::vec((0_usize..5, 1.0_f64..900.0, 0_u32..2), 1..5),
    ) {
        const DRIVERS: [Driver; 5] =
            [Driver::Orders, Driver::Lines, Driver::Units, Driver::Customers, Driver::CostOfGoods];
        let item = project(&rows).analysis().unwrap().data.items.ids[0].clone();
        let filters =
            [Filter::default(), Filter { terms: vec![FilterTerm::Item { id: item }] }];
        let mut kept = project(&rows);
        for (driver, amount, filter) in steps {
            let pools = vec![
                pool("One", amount, DRIVERS[driver], 0.5),
                pool("Other", 100.0, Driver::LinesHandled, 0.3),
            ];
            let mut anew = project(&rows);
            with_pools(&mut kept, pools.clone());
            with_pools(&mut anew, pools);
            for kind in [
                TableKind::Pairs { losing: true },
                TableKind::Pairs { losing: false },
                TableKind::Actions,
                TableKind::OrderSizes,
            ] {
                let filter = &filters[filter as usize];
                let got = table(&mut kept, kind.clone(), filter);
                prop_assert_eq!(got, table(&mut anew, kind, filter));
            }
            // Limits and levers leave pairs alone, and actions not.
            let before = kept.settings().clone();
            let mut settings = before.clone();
            settings.levers.price_rise = 0.01;
            settings.segment.cluster_share = 0.6;
            kept.set_settings(settings.clone()).unwrap_or_else(|e| panic!("{e:?}"));
            anew.set_settings(settings).unwrap_or_else(|e| panic!("{e:?}"));
            let pairs = TableKind::Pairs { losing: false };
            let got = table(&mut kept, pairs.clone(), &filters[0]);
            prop_assert_eq!(got, table(&mut anew, pairs, &filters[0]));
            let got = table(&mut kept, TableKind::Actions, &filters[0]);
            prop_assert_eq!(got, table(&mut anew, TableKind::Actions, &filters[0]));
            kept.set_settings(before).unwrap_or_else(|e| panic!("{e:?}"));
        }
    }
}
