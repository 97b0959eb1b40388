//! Cost models side by side, levels, stranded cost, driver robustness.

use crate::support::{analysed, close, pool, with_pools};
use std::fmt::Write as _;
use tenfold_core::project::Project;
use tenfold_core::project::view::{
    Filter, FilterTerm, TableKind, TablePage, TableQuery, TableValue,
};
use tenfold_core::settings::{Capacity, CostModel, Driver, TimeTerm};

pub(crate) fn table(project: &mut Project, kind: TableKind, filter: &Filter) -> TablePage {
    let query = TableQuery {
        kind,
        filter: filter.clone(),
        sort: None,
        search: String::new(),
    };
    project.table(&query, 0, u64::MAX).unwrap()
}

pub(crate) fn cell<'a>(page: &'a TablePage, row: usize, column: &str) -> &'a TableValue {
    let at = page.columns.iter().position(|c| c.key == column).unwrap();
    &page.rows[row].cells[at]
}

pub(crate) fn amount(page: &TablePage, row: usize, column: &str) -> f64 {
    match cell(page, row, column) {
        TableValue::Number(number) => *number,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn words(page: &TablePage, row: usize, column: &str) -> String {
    match cell(page, row, column) {
        TableValue::Text(text) => text.clone(),
        other => panic!("{other:?}"),
    }
}

fn customer(id: &str) -> Filter {
    Filter {
        terms: vec![FilterTerm::Customer { id: id.to_owned() }],
    }
}

/// Ada orders ten times a little, Ben once a lot; both have 1,000 of margin.
fn shop() -> Project {
    let mut text = "Order,Date,Customer,Item,Quantity,Net sales,Cost of goods\n".to_owned();
    for k in 0..10 {
        writeln!(text, "a{k},2024-{:02}-05,Ada,Bolt,1,200,100", k + 1).unwrap();
    }
    text += "b,2024-12-05,Ben,Nut,90,3000,2000\n";
    analysed(text.as_bytes(), None)
}

fn desk(amount: f64, minutes: f64) -> tenfold_core::settings::CostPool {
    let mut desk = pool("Desk", amount, Driver::Orders, 0.25);
    desk.capacity = Some(Capacity {
        minutes,
        practical_share: 1.0,
    });
    desk.terms = vec![TimeTerm {
        driver: Driver::Orders,
        minutes: 10.0,
    }];
    desk
}

#[test]
fn models_side_by_side_say_who_changes_sign() {
    let mut project = shop();
    // 150 an order by driver; by time a quarter of the desk is used, 37.50 an order.
    with_pools(&mut project, vec![desk(1_650.0, 440.0)]);
    let page = table(&mut project, TableKind::Comparison, &Filter::default());
    assert!(
        page.headline.starts_with("1 customer changes sign"),
        "{}",
        page.headline
    );
    assert!(
        page.headline.contains("1.24 k of idle capacity")
            || page.headline.contains("idle capacity")
    );
    assert_eq!(words(&page, 0, "customer"), "Ada");
    close(amount(&page, 0, "drivers"), -500.0, "Ada by driver");
    close(amount(&page, 0, "time_driven"), 625.0, "Ada by time");
    assert_eq!(words(&page, 0, "verdict"), "loses by drivers");
    assert_eq!(words(&page, 1, "verdict"), "earns in all");
    // The columns are what each model says when it is in force.
    for (model, column) in [
        (CostModel::Simple, "simple"),
        (CostModel::Drivers, "drivers"),
        (CostModel::TimeDriven, "time_driven"),
    ] {
        let mut settings = project.settings().clone();
        settings.cost.model = model;
        project.set_settings(settings).unwrap();
        let analysis = project.analysis().unwrap();
        let ada = analysis.data.customers.find("Ada").unwrap() as usize;
        let net = analysis.profits.customers[ada].net();
        let page = table(&mut project, TableKind::Comparison, &Filter::default());
        close(amount(&page, 0, column), net, column);
    }
    let page = table(&mut project, TableKind::Comparison, &customer("Ben"));
    assert_eq!(page.total_rows, 1);
}

#[test]
fn levels_add_up_to_every_pool_and_idle_stays_with_the_enterprise() {
    let mut project = shop();
    let mut both = desk(1_000.01, 440.0);
    both.terms.push(TimeTerm {
        driver: Driver::Lines,
        minutes: 5.0,
    });
    with_pools(
        &mut project,
        vec![
            both,
            pool("Freight", 300.0, Driver::Units, 0.5),
            pool("Care", 90.0, Driver::Customers, 0.5),
            pool("Scales", 70.0, Driver::Weight, 0.5),
        ],
    );
    let mut settings = project.settings().clone();
    settings.cost.model = CostModel::TimeDriven;
    project.set_settings(settings).unwrap();
    let page = table(&mut project, TableKind::Levels, &Filter::default());
    for row in 0..4 {
        let levels = ["unit", "line", "order", "customer", "enterprise"];
        let sum: f64 = levels.iter().map(|level| amount(&page, row, level)).sum();
        close(sum, amount(&page, row, "amount"), "levels of a pool");
    }
    // 110 minutes of orders, 55 of lines, 275 idle of 440; the odd cent is the enterprise's.
    assert_eq!(amount(&page, 0, "order"), 250.0);
    assert_eq!(amount(&page, 0, "line"), 125.0);
    assert_eq!(amount(&page, 0, "enterprise"), 625.01);
    assert_eq!(amount(&page, 1, "unit"), 300.0);
    assert_eq!(amount(&page, 2, "customer"), 90.0);
    // Nobody carries the weight.
    assert_eq!(amount(&page, 3, "enterprise"), 70.0);
}

#[test]
fn costs_of_lines_and_of_orders_stand_on_their_levels() {
    const COLUMNS: &str = r#""columns": { "order": "Order", "date": "Date", "customer": "Customer", "product": "Item", "quantity": "Quantity", "revenue": "Net sales" }"#;
    // Ten of freight an order, told on each of its lines; duty by line.
    let text = "Order,Date,Customer,Item,Quantity,Net sales,Freight,Duty\n\
        1,2024-01-05,Ada,Bolt,1,100,10,3\n\
        1,2024-01-05,Ada,Nut,1,100,10,0.5\n\
        2,2024-01-06,Ben,Nut,1,100,10,0\n";
    let levels = |settings: &str| {
        let mut project = analysed(
            text.as_bytes(),
            Some(&format!("{{ {COLUMNS}, {settings} }}")),
        );
        with_pools(&mut project, Vec::new());
        let page = table(&mut project, TableKind::Levels, &Filter::default());
        assert_eq!(words(&page, 0, "pool"), "Direct costs");
        ["line", "order", "amount"].map(|level| amount(&page, 0, level))
    };
    let both = r#""direct_costs": ["Duty"], "order_level_costs": ["Freight"]"#;
    assert_eq!(levels(both), [3.5, 20.0, 23.5]);
    assert_eq!(levels(r#""direct_costs": ["Duty"]"#), [3.5, 0.0, 3.5]);
    assert_eq!(
        levels(r#""order_level_costs": ["Freight"]"#),
        [0.0, 20.0, 20.0]
    );
}

#[test]
fn losing_a_customer_leaves_what_is_not_avoidable() {
    let mut project = shop();
    with_pools(
        &mut project,
        vec![pool("Desk", 1_650.0, Driver::Orders, 0.25)],
    );
    let page = table(&mut project, TableKind::Stranded, &customer("Ada"));
    close(amount(&page, 0, "charged"), 1_500.0, "charged");
    close(amount(&page, 0, "avoidable"), 375.0, "goes away");
    close(amount(&page, 0, "stranded"), 1_125.0, "stays");
    // 1,000 of margin lost, 375 saved: dearer than keeping a customer who loses 500.
    assert!(
        page.headline.starts_with("Losing Ada would cost 625")
            && page.headline.contains("lose 500"),
        "{}",
        page.headline
    );
    let losers = table(&mut project, TableKind::Stranded, &Filter::default());
    assert!(
        losers.headline.contains("the customer of cluster D"),
        "{}",
        losers.headline
    );
}

#[test]
fn robustness_covers_every_combination_of_drivers() {
    let mut project = shop();
    let pools = vec![
        pool("Desk", 900.0, Driver::Orders, 0.5),
        pool("Freight", 800.0, Driver::Units, 0.5),
        pool("Carrying", 500.0, Driver::CostOfGoods, 0.5),
    ];
    with_pools(&mut project, pools.clone());
    let page = table(&mut project, TableKind::Robustness, &Filter::default());
    // Tried one by one: orders or lines; units or lines; cost of goods, sales or units.
    let nets = |project: &Project| {
        let analysis = project.analysis().unwrap();
        ["Ada", "Ben"].map(|id| {
            let c = analysis.data.customers.find(id).unwrap() as usize;
            analysis.profits.customers[c].net()
        })
    };
    let (mut best, mut worst) = ([f64::NEG_INFINITY; 2], [f64::INFINITY; 2]);
    for desk in [Driver::Orders, Driver::Lines] {
        for freight in [Driver::Units, Driver::Lines] {
            for carrying in [Driver::CostOfGoods, Driver::Revenue, Driver::Units] {
                let mut tried = pools.clone();
                for (pool, driver) in tried.iter_mut().zip([desk, freight, carrying]) {
                    pool.driver = driver;
                }
                with_pools(&mut project, tried);
                for (i, net) in nets(&project).into_iter().enumerate() {
                    best[i] = best[i].max(net);
                    worst[i] = worst[i].min(net);
                }
            }
        }
    }
    assert!(page.headline.contains("12"), "{}", page.headline);
    for row in 0..2 {
        let i = usize::from(words(&page, row, "customer") == "Ben");
        close(amount(&page, row, "best"), best[i], "best");
        close(amount(&page, row, "worst"), worst[i], "worst");
        let verdict = words(&page, row, "verdict");
        assert_eq!(verdict.starts_with("loses"), best[i] < 0.0);
        assert_eq!(verdict.starts_with("earns"), worst[i] >= 0.0);
    }
}
