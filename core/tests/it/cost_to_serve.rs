//! Published cost-to-serve examples, put through the whole engine as order lines.
//!
//! The examples have drivers that order lines do not name (visits, square metres, changes); any
//! column that counts does for the rule under test, so visits go as return lines, kilometres or
//! square metres as weight, and special deliveries as units.

use crate::support::{analysed, close, pool, with_pools};
use std::fmt::Write as _;
use tenfold_core::profit::Profit;
use tenfold_core::project::Project;
use tenfold_core::project::view::Filter;
use tenfold_core::settings::Driver;

struct Party {
    id: &'static str,
    orders: u32,
    returns: u32,
    weight: f64,
    units: f64,
    revenue: f64,
    cost: f64,
    direct: f64,
}

/// One line an order; the first carries the amounts.
fn lines(parties: &[Party]) -> String {
    let mut text =
        "order,date,customer,item,quantity,revenue,cost,weight,returned,direct\n".to_owned();
    for party in parties {
        let id = party.id;
        for k in 0..party.orders {
            let first = f64::from(u8::from(k == 0));
            let [units, revenue, cost, weight, direct] = [
                party.units,
                party.revenue,
                party.cost,
                party.weight,
                party.direct,
            ]
            .map(|v| v * first);
            writeln!(
                text,
                "{id}-{k},2024-01-01,{id},I,{units},{revenue},{cost},{weight},0,{direct}"
            )
            .unwrap();
        }
        for k in 0..party.returns {
            writeln!(text, "{id}-r{k},2024-01-01,{id},I,0,0,0,0,1,0").unwrap();
        }
    }
    text
}

const MAPPING: &str = r#"{"columns": {"order": "order", "date": "date", "customer": "customer",
    "product": "item", "quantity": "quantity", "revenue": "revenue", "cost": "cost",
    "weight": "weight", "returned": "returned"}, "direct_costs": ["direct"]}"#;

fn profit(project: &Project, customer: &str) -> Profit {
    let analysis = project.analysis().unwrap();
    let position = analysis.data.customers.find(customer).unwrap();
    analysis.profits.customers[position as usize]
}

#[test]
fn d8_c1_traditional_rates() {
    let staff = Party {
        id: "S",
        orders: 49_000,
        returns: 1_400,
        weight: 0.0,
        units: 2_500.0,
        revenue: 0.0,
        cost: 0.0,
        direct: 0.0,
    };
    let mut project = analysed(lines(&[staff]).as_bytes(), Some(MAPPING));
    with_pools(
        &mut project,
        vec![
            pool("Orders", 392_000.0, Driver::Orders, 1.0),
            pool("Inquiries", 56_000.0, Driver::Returns, 1.0),
            pool("Credit checks", 112_000.0, Driver::Units, 1.0),
        ],
    );
    let pools = project.pools(true).unwrap().pools;
    for (pool, want) in pools.iter().zip([8.00, 40.00, 44.80]) {
        close(pool.rate.unwrap(), want, &pool.name);
    }
}

#[test]
fn d8_c2_drury_darwin_company() {
    let credit = |sales: f64, days: f64| sales * 0.10 * days / 365.0;
    let party = |id, orders, returns, weight, units, sales: f64, days, operating: f64| Party {
        id,
        orders,
        returns,
        weight,
        units,
        revenue: sales,
        cost: sales - operating,
        direct: credit(sales, days),
    };
    let mut project = analysed(
        lines(&[
            party("A", 200, 20, 30_000.0, 20.0, 1e6, 90.0, 90_000.0),
            party("B", 100, 10, 10_000.0, 5.0, 1e6, 30.0, 120_000.0),
            party("Y", 50, 5, 2_500.0, 0.0, 0.5e6, 10.0, 70_000.0),
            party("Z", 30, 5, 1_250.0, 0.0, 2e6, 10.0, 200_000.0),
        ])
        .as_bytes(),
        Some(MAPPING),
    );
    with_pools(
        &mut project,
        vec![
            pool("Orders", 300.0 * 380.0, Driver::Orders, 1.0),
            pool("Visits", 200.0 * 40.0, Driver::Returns, 1.0),
            pool("Delivery", 43_750.0, Driver::Weight, 1.0),
            pool("Special deliveries", 500.0 * 25.0, Driver::Units, 1.0),
        ],
    );
    for (customer, service, net) in [
        ("A", 128_658.0, -38_658.0),
        ("B", 52_719.0, 67_281.0),
        ("Y", 19_870.0, 50_130.0),
        ("Z", 16_729.0, 183_271.0),
    ] {
        let profit = profit(&project, customer);
        assert!(
            (profit.cost_to_serve() - service).abs() < 0.5,
            "{customer}: {}",
            profit.cost_to_serve()
        );
        assert!(
            (profit.net() - net).abs() < 0.5,
            "{customer}: {}",
            profit.net()
        );
    }
    let whale = &project.analysis().unwrap().whale;
    assert!((whale.total - 262_024.0).abs() < 1.0);
    let shares: Vec<f64> = whale
        .cumulative
        .iter()
        .map(|c| (c / whale.total * 1000.0).round() / 10.0)
        .collect();
    assert_eq!(shares, [69.9, 95.6, 114.8, 100.0]);
    assert_eq!(whale.peak_customers, 3);
}

#[test]
fn d8_c3_class_exercise() {
    let party = |id, orders, visits, weight, units, revenue, cost| Party {
        id,
        orders,
        returns: visits,
        weight,
        units,
        revenue,
        cost,
        direct: 0.0,
    };
    let mut project = analysed(
        lines(&[
            party("A", 104, 25, 950_000.0, 14.0, 594_000.0, 300_000.0),
            party("B", 12, 4, 300_000.0, 0.0, 571_000.0, 298_000.0),
            party("others", 3_084, 1_771, 8_750_000.0, 11.0, 0.0, 0.0),
        ])
        .as_bytes(),
        Some(MAPPING),
    );
    with_pools(
        &mut project,
        vec![
            pool("Visits", 450_000.0, Driver::Returns, 1.0),
            pool("Delivery", 700_000.0, Driver::Weight, 1.0),
            pool("Modification", 50_000.0, Driver::Units, 1.0),
            pool("Orders", 48_000.0, Driver::Orders, 1.0),
            pool("Other", 35_200.0, Driver::Orders, 1.0),
        ],
    );
    let pools = project.pools(true).unwrap().pools;
    for (pool, want) in pools.iter().zip([250.0, 0.07, 2_000.0, 15.0, 11.0]) {
        close(pool.rate.unwrap(), want, &pool.name);
    }
    for (customer, service, net) in [("A", 103_454.0, 190_546.0), ("B", 22_312.0, 250_688.0)] {
        let profit = profit(&project, customer);
        assert!(
            (profit.cost_to_serve() - service).abs() < 1e-6,
            "{}",
            profit.cost_to_serve()
        );
        assert!((profit.net() - net).abs() < 1e-6, "{}", profit.net());
    }
}

#[test]
fn d8_c4_ackers_reconciliation() {
    let party = |id, orders, units, metres, revenue: f64, direct| Party {
        id,
        orders,
        returns: 0,
        weight: metres,
        units,
        revenue,
        cost: 0.7 * revenue,
        direct,
    };
    let mut project = analysed(
        lines(&[
            party("Bobowler", 13, 300.0, 30.0, 120_000.0, 13_120.0),
            party("Ganzy", 66, 500.0, 40.0, 150_000.0, 18_476.0),
            party("Donnies", 39, 450.0, 25.0, 90_000.0, 13_620.0),
        ])
        .as_bytes(),
        Some(MAPPING),
    );
    let amounts = [1_534.0, 5_250.0, 4_312.5, 1_007.0, 2_242.0];
    let drivers = [
        Driver::Orders,
        Driver::Units,
        Driver::Units,
        Driver::Weight,
        Driver::Orders,
    ];
    with_pools(
        &mut project,
        amounts
            .iter()
            .zip(drivers)
            .map(|(a, d)| pool(&a.to_string(), *a, d, 1.0))
            .collect(),
    );
    let pools = project.pools(true).unwrap().pools;
    for (pool, want) in pools.iter().zip([13.0, 4.2, 3.45, 10.6, 19.0]) {
        close(pool.rate.unwrap(), want, &pool.name);
        assert_eq!(
            [
                Some(pool.cents_customers),
                Some(pool.cents_items),
                pool.cents_lines
            ],
            [Some(pool.cents); 3]
        );
    }
    let mut allocated = 0.0;
    for (customer, service, net) in [
        ("Bobowler", 3_029.0, 19_851.0),
        ("Ganzy", 6_361.0, 20_163.0),
        ("Donnies", 4_956.0, 8_424.0),
    ] {
        let profit = profit(&project, customer);
        allocated += profit.pools;
        // The answer sheet rounds to whole currency units.
        assert!(
            (profit.pools - service).abs() <= 0.5 + 1e-6,
            "{customer}: {}",
            profit.pools
        );
        assert!(
            (profit.net() - net).abs() <= 0.5 + 1e-6,
            "{customer}: {}",
            profit.net()
        );
    }
    close(allocated, amounts.iter().sum(), "all pools");
    close(allocated, 14_345.5, "all customers");
}

#[test]
fn who_breaks_even_is_no_loss_maker() {
    // Forty-nine shares of an order do not add up to one order in binary; both customers earn 10
    // and pay 10 all the same.
    let mut text = "Order,Date,Customer,Item,Quantity,Net sales,Cost of goods\n".to_owned();
    for line in 0..49 {
        let (sales, cost) = if line == 0 { (60, 50) } else { (50, 50) };
        writeln!(text, "1,2024-01-05,Ada,Bolt {line},1,{sales},{cost}").unwrap();
    }
    text += "2,2024-01-06,Ben,Nut,1,60,50\n";
    let mut project = analysed(text.as_bytes(), None);
    with_pools(
        &mut project,
        vec![pool("Orders", 20.0, Driver::Orders, 1.0)],
    );
    let overview = project.overview(&Filter::default()).unwrap();
    assert_eq!(overview.whale.loss_makers, 0);
    assert_eq!(overview.clusters[3].customers, 0);
}

#[test]
fn a_negative_weight_earns_nobody_a_credit() {
    let text = "Order,Date,Customer,Item,Quantity,Net sales,Weight\n\
        1,2024-01-05,Ada,Bolt,1,100,10\n2,2024-01-06,Ben,Nut,1,100,-4\n";
    let mut project = analysed(text.as_bytes(), None);
    with_pools(
        &mut project,
        vec![pool("Transport", 60.0, Driver::Weight, 1.0)],
    );
    assert_eq!(profit(&project, "Ada").cost_to_serve(), 60.0);
    assert_eq!(profit(&project, "Ben").cost_to_serve(), 0.0);
}
