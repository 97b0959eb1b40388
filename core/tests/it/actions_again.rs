//! An action's effect is what running the allocation again gives: the lines as they would be with
//! the lever, and pools smaller by what the lever saves.

use crate::cost_views::table;
use crate::support::{analysed, close, pool};
use std::fmt::Write as _;
use tenfold_core::actions::{Action, action};
use tenfold_core::dataset::Attached;
use tenfold_core::profit::Profit;
use tenfold_core::project::Project;
use tenfold_core::project::view::{Export, Filter, TableKind};
use tenfold_core::settings::{
    Capacity, ChosenLever, CostModel, CostPool, Driver, LeverKind, Settings, TimeTerm,
};

/// A year of lines; with a lever, as Ada would order then. Ada loses; Ben and Cas carry the rest.
fn lines(then: Option<LeverKind>) -> String {
    use LeverKind::{Delist, DeliveryDays, OrderMinimum, Pack, Price, Returns};
    let is = |lever| then == Some(lever);
    let mut text = "Order,Date,Customer,Item,Quantity,Net sales,Cost of goods\n".to_owned();
    let dearer = if is(Price) { 1.05 } else { 1.0 };
    for month in 1..=12 {
        for half in 1..=2 {
            let together = is(OrderMinimum) || is(DeliveryDays);
            let order = if together { 1 } else { half };
            let packs = if is(Pack) { 1 } else { 2 };
            for _ in 0..packs {
                let (pieces, price) = (2 / packs, dearer * 50.0 * f64::from(2 / packs));
                let cost = 45 * pieces;
                writeln!(
                    text,
                    "a{month}-{order},2024-{month:02}-05,Ada,Own,{pieces},{price},{cost}"
                )
                .unwrap();
            }
            for _ in 0..if half == 1 && !is(Delist) { packs } else { 0 } {
                let pieces = 2 / packs;
                let (price, cost) = (3.0 * dearer, 2.9);
                let (price, cost) = (price * f64::from(pieces), cost * f64::from(pieces));
                writeln!(
                    text,
                    "a{month}-1,2024-{month:02}-05,Ada,Washer,{pieces},{price},{cost}"
                )
                .unwrap();
            }
        }
        writeln!(text, "b{month},2024-{month:02}-06,Ben,Nut,1,3000,1500").unwrap();
        writeln!(text, "c{month},2024-{month:02}-07,Cas,Nut,2,6000,3000").unwrap();
    }
    // A return is without margin, so that nothing but its handling goes with it.
    for month in 1..=if is(Returns) { 3 } else { 6 } {
        writeln!(
            text,
            "r{month},2024-{month:02}-20,Ada,Own,-1,{},-45",
            -45.0 * dearer
        )
        .unwrap();
    }
    text += "rb,2024-08-20,Ben,Nut,-1,-100,-100\n";
    text
}

fn pools() -> Vec<CostPool> {
    vec![
        pool("Order entry", 2_400.0, Driver::Orders, 0.4),
        pool("Delivery stops", 4_800.0, Driver::Orders, 0.8),
        pool("Picking", 600.0, Driver::LinesHandled, 0.5),
        pool("Credit", 900.0, Driver::Receivables, 0.7),
        pool("Stock", 700.0, Driver::StockByVolume, 0.6),
        pool("Returns", 1_400.0, Driver::Returns, 0.3),
        pool("Care", 300.0, Driver::Customers, 0.2),
    ]
}

/// The same pools, those of work by time.
fn timed(mut pools: Vec<CostPool>) -> Vec<CostPool> {
    for pool in &mut pools[..3] {
        pool.capacity = Some(Capacity {
            minutes: 20_000.0,
            practical_share: 0.8,
        });
        pool.terms = vec![TimeTerm {
            driver: pool.driver,
            minutes: 150.0,
        }];
    }
    pools
}

fn project(then: Option<LeverKind>, model: CostModel, pools: Vec<CostPool>) -> Project {
    let mut project = analysed(lines(then).as_bytes(), None);
    let data = &project.analysis().unwrap().data;
    let mut days = vec![Some(30.0); data.customers.len()];
    let ada = data.customers.find("Ada").unwrap() as usize;
    days[ada] = Some(if then == Some(LeverKind::Terms) {
        30.0
    } else {
        90.0
    });
    let mut stock = vec![Some(400.0); data.items.len()];
    let own = data.items.find("Own").unwrap() as usize;
    stock[own] = Some(if then == Some(LeverKind::UpstreamStock) {
        300.0
    } else {
        600.0
    });
    if let Some(washer) = data.items.find("Washer") {
        stock[washer as usize] = stock[own].map(|own| own / 20.0);
    }
    project
        .attach(Attached {
            payment_days: Some(days),
            stock_value: Some(stock),
            ..Attached::default()
        })
        .unwrap_or_else(|e| panic!("{e:?}"));
    let mut settings = project.settings().clone();
    settings.cost.model = model;
    settings.cost.pools = pools;
    set(&mut project, settings);
    project
}

fn set(project: &mut Project, settings: Settings) {
    project
        .set_settings(settings)
        .unwrap_or_else(|e| panic!("{e:?}"));
}

/// The action on Ada with this lever chosen.
fn chosen(project: &mut Project, lever: LeverKind) -> Action {
    let mut settings = project.settings().clone();
    settings.levers.largest_order_factor = 2.0;
    settings.levers.delivery_days = 12.0 / (365.25 / 7.0);
    settings.levers.chosen = vec![ChosenLever {
        customer: "Ada".to_owned(),
        lever,
    }];
    set(project, settings);
    let page = table(project, TableKind::Actions, &Filter::default());
    assert_eq!(page.total_rows, 1, "{lever:?}");
    let analysis = project.analysis().unwrap();
    let ada = analysis.data.customers.find("Ada").unwrap();
    let found = action(analysis.action_sources(), ada, analysis.losing_pairs()).unwrap();
    assert!(found.chosen && found.lever == lever, "{lever:?}");
    found
}

/// What Ada and the company earn.
fn earned(project: &Project) -> (Profit, Profit) {
    let analysis = project.analysis().unwrap();
    let ada = analysis.data.customers.find("Ada").unwrap();
    (
        analysis.profits.customers[ada as usize],
        analysis.profits.total,
    )
}

/// `without` are pools that the changed lines would touch in a way that the lever does not claim.
fn holds(lever: LeverKind, model: CostModel, without: &[&str]) {
    let mut pools = pools();
    pools.retain(|pool| !without.contains(&pool.name.as_str()));
    if model == CostModel::TimeDriven {
        pools = timed(pools);
    }
    let mut now = project(None, model, pools.clone());
    let action = chosen(&mut now, lever);
    for (pool, effect) in pools.iter_mut().zip(&action.effect.pools) {
        // Of the work avoided only the avoidable share is saved; the rest is stranded.
        close(
            effect.saved,
            (effect.saved + effect.stranded) * pool.avoidable_share,
            &pool.name,
        );
        let left = 1.0 - effect.saved / pool.amount;
        pool.amount *= left;
        if let Some(capacity) = &mut pool.capacity {
            capacity.minutes *= left;
        }
    }
    let then = project(Some(lever), model, pools);
    let ((ada, all), (ada_then, all_then)) = (earned(&now), earned(&then));
    close(action.before, ada.net(), &format!("{lever:?}, before"));
    close(action.after(), ada_then.net(), &format!("{lever:?}, after"));
    // What is idle is nobody's in the results, but the company's all the same.
    let idle = |project: &Project| project.analysis().unwrap().model.idle();
    let company = (all_then.net() - idle(&then)) - (all.net() - idle(&now));
    close(
        action.effect.total(),
        company,
        &format!("{lever:?}, effect"),
    );
}

#[test]
fn effects_are_what_sharing_the_pools_out_again_gives() {
    for model in [CostModel::Drivers, CostModel::TimeDriven] {
        holds(LeverKind::OrderMinimum, model, &[]);
        // Orders are entered one by one all the same, and our lines put them together.
        holds(LeverKind::DeliveryDays, model, &["Order entry"]);
        holds(LeverKind::Terms, model, &[]);
        // Who pays more also owes more.
        holds(LeverKind::Price, model, &["Credit"]);
        holds(LeverKind::Pack, model, &[]);
        holds(LeverKind::UpstreamStock, model, &[]);
        holds(LeverKind::Returns, model, &[]);
        // What Ada buys beside the washers earns enough to stay.
        holds(LeverKind::Delist, model, &["Credit", "Stock", "Returns"]);
    }
}

#[test]
fn delivery_days_save_what_delivery_costs_and_no_order_entry() {
    let mut project = project(None, CostModel::Drivers, pools());
    let days = chosen(&mut project, LeverKind::DeliveryDays);
    let saved = |action: &Action, pool: usize| action.effect.pools[pool].saved;
    assert_eq!(saved(&days, 0), 0.0);
    assert!(saved(&days, 1) > 0.0);
    // An order minimum saves both.
    let minimum = chosen(&mut project, LeverKind::OrderMinimum);
    assert!(saved(&minimum, 0) > 0.0 && saved(&minimum, 1) > 0.0);
    // Which pool delivers is the user's to say.
    let mut settings = project.settings().clone();
    settings.cost.pools[0].delivery = Some(true);
    settings.cost.pools[1].delivery = Some(false);
    set(&mut project, settings);
    let days = chosen(&mut project, LeverKind::DeliveryDays);
    assert!(saved(&days, 0) > 0.0);
    assert_eq!(saved(&days, 1), 0.0);
}

#[test]
fn a_chosen_lever_is_kept_with_the_settings_and_taken_back() {
    let mut project = project(None, CostModel::Drivers, pools());
    let fits = table(&mut project, TableKind::Actions, &Filter::default());
    chosen(&mut project, LeverKind::Returns);
    let exported = project.export(&Export::Settings).unwrap();
    let text = String::from_utf8(exported.bytes).unwrap();
    assert!(text.contains("\"lever\": \"returns\""), "{text}");
    let mut again = analysed(lines(None).as_bytes(), Some(&text));
    assert_eq!(
        again.settings().levers.chosen_for("Ada"),
        Some(LeverKind::Returns)
    );
    let page = table(&mut again, TableKind::Actions, &Filter::default());
    assert_eq!(crate::cost_views::words(&page, 0, "lever"), "Returns");
    let mut settings = project.settings().clone();
    settings.levers = tenfold_core::settings::LeverSettings::default();
    settings.levers.choose("Ada", Some(LeverKind::Price));
    settings.levers.choose("Ada", None);
    set(&mut project, settings);
    assert_eq!(
        table(&mut project, TableKind::Actions, &Filter::default()),
        fits
    );
}
