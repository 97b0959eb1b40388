//! The cost models through the product's own door: time equations with practical capacity,
//! activities from a table, credit, returns, rush orders, stock; and what cannot be computed with.

use crate::invariants::{project, rows};
use crate::support::{analysed, close, pool, with_pools};
use proptest::prelude::*;
use std::fmt::Write as _;
use tenfold_core::dataset::{Attached, CustomerActivity};
use tenfold_core::profit::Profit;
use tenfold_core::project::Project;
use tenfold_core::project::view::{Filter, PoolResult, Severity};
use tenfold_core::settings::{Capacity, CostModel, CostMonths, CostPool, Driver, TimeTerm};

const HEADER: &str = "Order,Date,Customer,Item,Quantity,Net sales,Cost of goods\n";

fn capacity(minutes: f64, practical_share: f64) -> Capacity {
    Capacity {
        minutes,
        practical_share,
    }
}

fn term(driver: Driver, minutes: f64) -> TimeTerm {
    TimeTerm { driver, minutes }
}

fn model(project: &mut Project, model: CostModel) {
    let mut settings = project.settings().clone();
    settings.cost.model = model;
    project
        .set_settings(settings)
        .unwrap_or_else(|e| panic!("{e:?}"));
}

fn pools(project: &mut Project) -> Vec<PoolResult> {
    project.pools(true).unwrap().pools
}

fn profit(project: &Project, customer: &str) -> Profit {
    let analysis = project.analysis().unwrap();
    let position = analysis.data.customers.find(customer).unwrap();
    analysis.profits.customers[position as usize]
}

/// Attaches activities; quantities by customer in the order of `customers`.
fn attach(project: &mut Project, customers: &[&str], activities: &[(&str, &[f64])]) {
    let data = &project.analysis().unwrap().data;
    let mut attached = Attached::default();
    for (name, quantities) in activities {
        let mut by_customer = vec![0.0; data.customers.len()];
        for (customer, quantity) in customers.iter().zip(*quantities) {
            by_customer[data.customers.find(customer).unwrap() as usize] = *quantity;
        }
        attached.activities.push(CustomerActivity {
            name: (*name).to_owned(),
            by_customer,
        });
    }
    project.attach(attached).unwrap();
}

/// Kaplan & Anderson's customer service department: orders as order lines, inquiries and credit
/// checks as activities from a table, two customers.
fn department(orders: [u32; 2], inquiries: [f64; 2], checks: [f64; 2]) -> Project {
    let mut text = HEADER.to_owned();
    for (customer, orders) in ["Ada", "Ben"].iter().zip(orders) {
        for k in 0..orders {
            writeln!(text, "{customer}{k},2024-01-05,{customer},Bolt,1,20,10").unwrap();
        }
    }
    let mut project = analysed(text.as_bytes(), None);
    attach(
        &mut project,
        &["Ada", "Ben"],
        &[("inquiries", &inquiries), ("credit checks", &checks)],
    );
    let mut department = pool("Department", 560_000.0, Driver::Orders, 0.5);
    // 28 people × 25,000 practical minutes, 80 % of the theoretical ones.
    department.capacity = Some(capacity(875_000.0, 0.8));
    department.terms = vec![
        term(Driver::Orders, 8.0),
        term(Driver::activity("inquiries"), 44.0),
        term(Driver::activity("credit checks"), 50.0),
    ];
    with_pools(&mut project, vec![department]);
    model(&mut project, CostModel::TimeDriven);
    project
}

#[test]
fn d8_c1_time_driven_through_pool_capacity_and_time_equation() {
    let mut project = department([40_000, 9_000], [1_000.0, 400.0], [500.0, 2_000.0]);
    let result = pools(&mut project).remove(0);
    close(result.rate.unwrap(), 0.80, "rate of a minute");
    close(result.allocated, 462_880.0, "assigned");
    close(result.idle, 97_120.0, "unused capacity");
    assert_eq!(result.unallocated, 0.0);
    let time = result.time.unwrap();
    close(time.used, 578_600.0, "minutes used");
    close(time.practical - time.used, 121_400.0, "minutes unused");
    assert_eq!((time.utilisation * 1e4).round(), 8266.0);
    assert_eq!(
        [
            Some(result.cents_customers),
            Some(result.cents_items),
            result.cents_lines
        ],
        [Some(46_288_000); 3]
    );
    // 6.40 an order, 35.20 an inquiry, 40.00 a credit check.
    let ada = 40_000.0 * 6.40 + 1_000.0 * 35.20 + 500.0 * 40.0;
    close(profit(&project, "Ada").pools, ada, "Ada");
    close(profit(&project, "Ben").pools, 462_880.0 - ada, "Ben");
    // The idle capacity is in nobody's cost, on no screen.
    let totals = project.overview(&Filter::default()).unwrap().totals;
    close(totals.cost_to_serve, 462_880.0, "cost to serve");
    // It stands behind net contribution in the waterfall, and is explained.
    let overview = project.overview(&Filter::default()).unwrap();
    let [.., net, idle, left] = &overview.waterfall[..] else {
        panic!()
    };
    assert_eq!(idle.label, "Idle capacity");
    close(net.amount + idle.amount, left.amount, "after idle capacity");
    assert!(
        overview.lede.contains("of idle capacity is nobody's"),
        "{}",
        overview.lede
    );
    let explained = project
        .explain(idle.subject.as_ref().unwrap(), &Filter::default())
        .unwrap();
    assert_eq!(
        explained.kind,
        tenfold_core::project::view::ColumnKind::Money
    );
    assert!(
        explained
            .formulas
            .iter()
            .any(|f| f.contains("700,000 practical minutes"))
    );
    let pool = tenfold_core::project::view::Subject::Pool {
        name: "Department".to_owned(),
    };
    let explained = project.explain(&pool, &Filter::default()).unwrap();
    assert!(explained.lines.iter().any(|l| l.label == "Idle capacity"));

    let mut next = department([50_000, 1_000], [1_000.0, 150.0], [700.0, 2_000.0]);
    let result = pools(&mut next).remove(0);
    close(result.allocated, 474_880.0, "assigned in the next quarter");
    close(result.idle, 85_120.0, "unused in the next quarter");
}

#[test]
fn without_its_capacity_the_same_pool_goes_by_its_driver() {
    let mut project = department([40_000, 9_000], [0.0; 2], [0.0; 2]);
    model(&mut project, CostModel::Drivers);
    let result = pools(&mut project).remove(0);
    assert_eq!((result.idle, result.allocated), (0.0, 560_000.0));
    assert_eq!(result.time, None);
}

#[test]
fn more_time_than_there_is_leaves_nothing_idle_and_says_so() {
    let mut project = department([90_000, 9_000], [0.0; 2], [0.0; 2]);
    let result = pools(&mut project).remove(0);
    close(result.allocated, 560_000.0, "all of it is allocated");
    assert_eq!(result.idle, 0.0);
    close(
        result.rate.unwrap(),
        560_000.0 / 792_000.0,
        "by the minutes used",
    );
    let findings = project.pools(false).unwrap().findings;
    let told = findings
        .iter()
        .find(|f| f.message.contains("practical capacity"))
        .unwrap();
    assert_eq!(told.severity, Severity::Warning);
    assert!(told.message.contains("113"), "{}", told.message);
}

/// Drury's Darwin Company, by its own drivers: visits, kilometres and special deliveries from a
/// table, credit from payment days, all rates typed in.
#[test]
fn d8_c2_drury_darwin_company_by_activities_and_credit() {
    let data = [
        ("A", 200, 20.0, 30_000.0, 20.0, 90.0, 1e6, 90_000.0),
        ("B", 100, 10.0, 10_000.0, 5.0, 30.0, 1e6, 120_000.0),
        ("Y", 50, 5.0, 2_500.0, 0.0, 10.0, 0.5e6, 70_000.0),
        ("Z", 30, 5.0, 1_250.0, 0.0, 10.0, 2e6, 200_000.0),
    ];
    let mut text = HEADER.to_owned();
    for (id, orders, _, _, _, _, sales, operating) in data {
        for k in 0..orders {
            let (sales, cost) = if k == 0 {
                (sales, sales - operating)
            } else {
                (0.0, 0.0)
            };
            writeln!(text, "{id}{k},2024-01-05,{id},I,1,{sales},{cost}").unwrap();
        }
    }
    let mut project = analysed(text.as_bytes(), None);
    let customers = data.map(|d| d.0);
    let (visits, km, special) = (data.map(|d| d.2), data.map(|d| d.3), data.map(|d| d.4));
    attach(
        &mut project,
        &customers,
        &[("visits", &visits), ("km", &km), ("special", &special)],
    );
    let analysis = project.analysis().unwrap();
    let mut attached = analysis.data.attached.clone();
    let mut days = vec![None; analysis.data.customers.len()];
    for d in data {
        days[analysis.data.customers.find(d.0).unwrap() as usize] = Some(d.5);
    }
    attached.payment_days = Some(days);
    project.attach(attached).unwrap();
    let rated = |name: &str, driver, rate| CostPool {
        rate: Some(rate),
        ..CostPool::new(name, 0.0, driver)
    };
    with_pools(
        &mut project,
        vec![
            rated("Orders", Driver::Orders, 300.0),
            rated("Visits", Driver::activity("visits"), 200.0),
            rated("Delivery", Driver::activity("km"), 1.0),
            rated("Special deliveries", Driver::activity("special"), 500.0),
            rated("Credit", Driver::Receivables, 0.10),
        ],
    );
    for (id, service, net) in [
        ("A", 128_658.0, -38_658.0),
        ("B", 52_719.0, 67_281.0),
        ("Y", 19_870.0, 50_130.0),
        ("Z", 16_729.0, 183_271.0),
    ] {
        let profit = profit(&project, id);
        assert!(
            (profit.cost_to_serve() - service).abs() < 0.5,
            "{id}: {}",
            profit.pools
        );
        assert!((profit.net() - net).abs() < 0.5, "{id}: {}", profit.net());
    }
    // The amounts follow from the rates, and are allocated to the cent.
    for result in pools(&mut project) {
        assert_eq!(result.unallocated, 0.0, "{}", result.name);
        assert_eq!(
            [
                Some(result.cents_customers),
                Some(result.cents_items),
                result.cents_lines
            ],
            [Some(result.cents); 3],
            "{}",
            result.name
        );
    }
}

/// The class exercise by visits, kilogram-miles and modifications from a table.
#[test]
fn d8_c3_class_exercise_by_activities() {
    let data = [
        ("A", 104, 25.0, 950_000.0, 14.0, 594_000.0, 300_000.0),
        ("B", 12, 4.0, 300_000.0, 0.0, 571_000.0, 298_000.0),
        ("others", 3_084, 1_771.0, 8_750_000.0, 11.0, 0.0, 0.0),
    ];
    let mut text = HEADER.to_owned();
    for (id, orders, .., revenue, cost) in data {
        for k in 0..orders {
            let (revenue, cost) = if k == 0 { (revenue, cost) } else { (0.0, 0.0) };
            writeln!(text, "{id}{k},2024-01-05,{id},I,1,{revenue},{cost}").unwrap();
        }
    }
    let mut project = analysed(text.as_bytes(), None);
    let customers = data.map(|d| d.0);
    let (visits, miles, changes) = (data.map(|d| d.2), data.map(|d| d.3), data.map(|d| d.4));
    let tables: [(&str, &[f64]); 3] = [
        ("visits", &visits),
        ("kg miles", &miles),
        ("modifications", &changes),
    ];
    attach(&mut project, &customers, &tables);
    with_pools(
        &mut project,
        vec![
            pool("Visits", 450_000.0, Driver::activity("visits"), 1.0),
            pool("Delivery", 700_000.0, Driver::activity("kg miles"), 1.0),
            pool(
                "Modification",
                50_000.0,
                Driver::activity("modifications"),
                1.0,
            ),
            pool("Orders", 48_000.0, Driver::Orders, 1.0),
            pool("Other", 35_200.0, Driver::Orders, 1.0),
        ],
    );
    for (result, want) in pools(&mut project)
        .iter()
        .zip([250.0, 0.07, 2_000.0, 15.0, 11.0])
    {
        close(result.rate.unwrap(), want, &result.name);
    }
    close(profit(&project, "A").net(), 190_546.0, "A");
    close(profit(&project, "B").net(), 250_688.0, "B");
}

/// Ackers' square metres as an activity.
#[test]
fn d8_c4_ackers_by_activities() {
    let data = [
        ("Bobowler", 13, 300.0, 30.0, 120_000.0, 3_029.0),
        ("Ganzy", 66, 500.0, 40.0, 150_000.0, 6_361.0),
        ("Donnies", 39, 450.0, 25.0, 90_000.0, 4_956.0),
    ];
    let mut text = HEADER.to_owned();
    for (id, orders, units, _, sales, _) in data {
        for k in 0..orders {
            let (units, sales) = if k == 0 { (units, sales) } else { (0.0, 0.0) };
            writeln!(
                text,
                "{id}{k},2024-01-05,{id},I,{units},{sales},{}",
                0.7 * sales
            )
            .unwrap();
        }
    }
    let mut project = analysed(text.as_bytes(), None);
    attach(
        &mut project,
        &data.map(|d| d.0),
        &[("m2", &data.map(|d| d.3))],
    );
    with_pools(
        &mut project,
        vec![
            pool("Orders", 1_534.0, Driver::Orders, 1.0),
            pool("Picking", 5_250.0, Driver::Units, 1.0),
            pool("Packing", 4_312.5, Driver::Units, 1.0),
            pool("Storage", 1_007.0, Driver::activity("m2"), 1.0),
            pool("Service", 2_242.0, Driver::Orders, 1.0),
        ],
    );
    let mut all = 0.0;
    for (id, .., want) in data {
        let charged = profit(&project, id).pools;
        all += charged;
        assert!((charged - want).abs() <= 0.5 + 1e-6, "{id}: {charged}");
    }
    close(all, 14_345.5, "all customers");
}

fn two_customers() -> Project {
    let text = format!(
        "{HEADER}1,2024-01-05,Ada,Bolt,10,1000,600\n2,2024-02-05,Ben,Bolt,30,1000,600\n\
         3,2024-03-06,Ben,Nut,10,500,300\n4,2024-03-07,Ben,Nut,-2,-100,-60\n"
    );
    analysed(text.as_bytes(), None)
}

#[test]
fn costs_of_other_months_are_charged_to_nobody_until_they_are_scaled() {
    let mut project = two_customers();
    let mut rent = pool("Rent", 400.0, Driver::Orders, 0.5);
    let months = |scaled| CostMonths {
        from: "2024-01".to_owned(),
        to: "2024-04".to_owned(),
        scaled,
    };
    rent.months = Some(months(false));
    with_pools(&mut project, vec![rent.clone()]);
    let result = pools(&mut project).remove(0);
    assert_eq!((result.allocated, result.unallocated), (0.0, 400.0));
    let findings = project.pools(false).unwrap().findings;
    let told = findings
        .iter()
        .find(|f| f.severity == Severity::Blocking)
        .unwrap();
    assert!(
        told.message.contains("2024-01 to 2024-04") && told.remedy.contains("300"),
        "{told:?}"
    );
    assert!(
        project
            .overview(&Filter::default())
            .unwrap()
            .notices
            .contains(told)
            || !project
                .overview(&Filter::default())
                .unwrap()
                .notices
                .is_empty()
    );
    rent.months = Some(months(true));
    with_pools(&mut project, vec![rent.clone()]);
    let result = pools(&mut project).remove(0);
    close(result.allocated, 300.0, "three of four months");
    assert_eq!(
        result.provenance,
        tenfold_core::project::view::Provenance::Estimated
    );
    rent.months = Some(CostMonths {
        from: "2024-01".to_owned(),
        to: "2024-03".to_owned(),
        scaled: false,
    });
    with_pools(&mut project, vec![rent]);
    close(
        pools(&mut project)[0].allocated,
        400.0,
        "the months of the sales",
    );
}

#[test]
fn what_cannot_be_computed_with_is_refused_by_name() {
    let mut project = two_customers();
    let before = project.settings().clone();
    let mut faults = Vec::new();
    for minutes in [0.0, -5.0, f64::NAN] {
        let mut bad = pool("Desk", 100.0, Driver::Orders, 0.5);
        bad.capacity = Some(capacity(minutes, 0.8));
        faults.push(bad);
    }
    let mut bad = pool("Desk", 100.0, Driver::Orders, 0.5);
    bad.capacity = Some(capacity(100.0, 0.0));
    faults.push(bad.clone());
    bad.capacity = Some(capacity(100.0, 0.8));
    bad.terms = vec![term(Driver::Orders, -1.0)];
    faults.push(bad);
    let mut bad = pool("Desk", 100.0, Driver::Orders, 0.5);
    bad.rate = Some(f64::INFINITY);
    faults.push(bad.clone());
    bad.rate = None;
    bad.months = Some(CostMonths {
        from: "2024-05".to_owned(),
        to: "2024-04".to_owned(),
        scaled: false,
    });
    faults.push(bad);
    for bad in faults {
        let mut settings = before.clone();
        settings.cost.model = CostModel::TimeDriven;
        settings.cost.pools = vec![bad];
        let error = project.set_settings(settings).unwrap_err();
        assert!(error.title.contains("“Desk”"), "{error:?}");
        assert_eq!(project.settings(), &before);
    }
}

#[test]
fn a_driver_that_the_data_lacks_is_offered_with_the_reason_and_never_zero() {
    let mut project = two_customers();
    for driver in [
        Driver::RushOrders,
        Driver::Receivables,
        Driver::Distance,
        Driver::StockByVolume,
        Driver::StockByVariance,
        Driver::activity("visits"),
    ] {
        with_pools(&mut project, vec![pool("Pool", 100.0, driver, 0.5)]);
        let answer = project.pools(true).unwrap();
        assert_eq!(
            (answer.pools[0].rate, answer.pools[0].unallocated),
            (None, 100.0)
        );
        assert!(
            answer
                .findings
                .iter()
                .any(|f| f.message.contains(driver.label()))
        );
        let choice = answer.drivers.iter().find(|d| d.driver == driver);
        assert!(choice.is_none_or(|c| c.unavailable.is_some()), "{driver:?}");
    }
    // A time equation of nothing but such drivers is nobody's either.
    let mut desk = pool("Desk", 100.0, Driver::Orders, 0.5);
    desk.capacity = Some(capacity(100.0, 0.8));
    desk.terms = vec![term(Driver::activity("visits"), 10.0)];
    with_pools(&mut project, vec![desk]);
    model(&mut project, CostModel::TimeDriven);
    let result = pools(&mut project).remove(0);
    assert_eq!(
        (result.allocated, result.idle, result.unallocated),
        (0.0, 0.0, 100.0)
    );
}

#[test]
fn rush_orders_returns_and_a_rate_beside_an_amount() {
    let mut project = two_customers();
    let mut attached = Attached {
        requested_days: Some(vec![1, 9, i32::MIN, i32::MIN]),
        ..Attached::default()
    };
    project.attach(attached.clone()).unwrap();
    let mut half = pool("Express", 100.0, Driver::RushOrders, 0.5);
    half.rate = Some(60.0);
    let returns = pool("Write-offs", 50.0, Driver::ReturnsValue, 0.5);
    with_pools(&mut project, vec![half, returns]);
    let results = pools(&mut project);
    assert_eq!((results[0].allocated, results[0].unallocated), (60.0, 40.0));
    assert_eq!(profit(&project, "Ada").pools, 60.0);
    assert_eq!(profit(&project, "Ben").pools, 50.0);
    let findings = project.pools(false).unwrap().findings;
    assert!(
        findings.iter().any(|f| f.message.contains("recovers 60")),
        "{findings:?}"
    );
    // Ten days are rush where the setting says so.
    let mut settings = project.settings().clone();
    settings.cost.rush_days = 10;
    project.set_settings(settings).unwrap();
    assert_eq!(pools(&mut project)[0].allocated, 120.0);
    // Payment days that are known for one customer only.
    attached.payment_days = Some(vec![Some(36.5), None]);
    project.attach(attached).unwrap();
    with_pools(
        &mut project,
        vec![pool("Credit", 10.0, Driver::Receivables, 0.5)],
    );
    let findings = project.pools(false).unwrap().findings;
    assert!(
        findings
            .iter()
            .any(|f| f.message.contains("1\u{a0}customer") || f.message.contains("1 customer")),
        "{findings:?}"
    );
}

#[test]
fn what_is_wanted_before_it_was_ordered_is_no_rush_and_is_told() {
    let mut project = two_customers();
    project
        .attach(Attached {
            requested_days: Some(vec![-3, 1, i32::MIN, i32::MIN]),
            ..Attached::default()
        })
        .unwrap();
    with_pools(
        &mut project,
        vec![pool("Express", 50.0, Driver::RushOrders, 0.5)],
    );
    assert_eq!(profit(&project, "Ada").pools, 0.0);
    assert_eq!(profit(&project, "Ben").pools, 50.0);
    let findings = project.pools(false).unwrap().findings;
    assert!(
        findings
            .iter()
            .any(|f| f.message.starts_with("1 line is wanted before")),
        "{findings:?}"
    );
}

#[test]
fn kilometres_go_with_the_order() {
    let mut project = two_customers();
    project
        .attach(Attached {
            distance_km: Some(vec![Some(10.0), Some(30.0)]),
            ..Attached::default()
        })
        .unwrap();
    with_pools(
        &mut project,
        vec![pool("Lorries", 70.0, Driver::Distance, 0.5)],
    );
    // Ada's one order goes 10 km, Ben's two 30 km each; what comes back is no trip.
    close(profit(&project, "Ada").pools, 10.0, "Ada");
    close(profit(&project, "Ben").pools, 60.0, "Ben");
}

#[test]
fn stock_is_carried_by_volume_or_by_who_makes_demand_vary() {
    // Ada buys ten bolts every month, Ben sixty in the last one.
    let mut text = HEADER.to_owned();
    for month in 1..=6 {
        writeln!(text, "A{month},2024-{month:02}-05,Ada,Bolt,10,100,50").unwrap();
    }
    text += "B,2024-06-20,Ben,Bolt,60,600,300\n";
    let mut project = analysed(text.as_bytes(), None);
    project
        .attach(Attached {
            stock_value: Some(vec![Some(1000.0)]),
            ..Attached::default()
        })
        .unwrap();
    let carrying = |driver| CostPool {
        rate: Some(0.2),
        ..CostPool::new("Carrying", 0.0, driver)
    };
    with_pools(&mut project, vec![carrying(Driver::StockByVolume)]);
    // Half a year at 20 % of 1,000 a year.
    close(pools(&mut project)[0].amount, 100.0, "carrying cost");
    close(profit(&project, "Ada").pools, 50.0, "Ada by volume");
    with_pools(&mut project, vec![carrying(Driver::StockByVariance)]);
    close(profit(&project, "Ada").pools, 0.0, "Ada by variability");
    close(profit(&project, "Ben").pools, 100.0, "Ben by variability");
    let result = pools(&mut project).remove(0);
    assert_eq!(
        [
            Some(result.cents_customers),
            Some(result.cents_items),
            result.cents_lines
        ],
        [Some(10_000); 3]
    );
}

#[test]
fn settings_with_all_of_it_survive_their_file() {
    let mut project = department([40, 9], [10.0, 4.0], [5.0, 2.0]);
    let mut settings = project.settings().clone();
    settings.cost.pools[0].rate = Some(2.0);
    settings.cost.pools[0].months = Some(CostMonths {
        from: "2024-01".to_owned(),
        to: "2024-01".to_owned(),
        scaled: true,
    });
    settings.cost.rush_days = 5;
    settings.levers.price_rise = 0.02;
    project.set_settings(settings.clone()).unwrap();
    let file = project
        .export(&tenfold_core::project::view::Export::Settings)
        .unwrap();
    let mut other = two_customers();
    other
        .import_settings(std::str::from_utf8(&file.bytes).unwrap())
        .unwrap();
    assert_eq!(other.settings().cost, settings.cost);
    assert_eq!(other.settings().levers, settings.levers);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Invariant 1 with capacities, rates, activities, credit and stock on every level.
    #[test]
    fn inv_01_time_driven_pools_reconcile_on_every_level(
        rows in rows(),
        minutes in 1.0_f64..4_000.0,
        quantities in prop::collection::vec(0.0_f64..50.0, 8),
    ) {
        let mut project = project(&rows);
        let data = &project.analysis().unwrap().data;
        let (customers, items) = (data.customers.len(), data.items.len());
        let quantity = |i: usize| quantities[i % quantities.len()];
        let attached = Attached {
            activities: vec![CustomerActivity {
                name: "visits".to_owned(),
                by_customer: (0..customers).map(quantity).collect(),
            }],
            payment_days: Some((0..customers).map(|c| (c % 3 > 0).then(|| quantity(c))).collect()),
            distance_km: Some((0..customers).map(|c| Some(quantity(c + 1))).collect()),
            stock_value: Some((0..items).map(|i| Some(quantity(i + 2) * 100.0)).collect()),
            requested_days: Some((0..data.lines()).map(|l| l as i32 % 5).collect()),
            ..Attached::default()
        };
        project.attach(attached).unwrap();
        let mut pools: Vec<CostPool> = Driver::ALL.into_iter().skip(8)
            .chain([Driver::activity("visits")])
            .map(|d| pool(d.label(), 777.77, d, 0.5))
            .collect();
        let mut desk = pool("Desk", 5_000.01, Driver::Orders, 0.5);
        desk.capacity = Some(capacity(minutes, 0.8));
        desk.terms = vec![
            term(Driver::Orders, 8.0), term(Driver::Lines, 1.5),
            term(Driver::activity("visits"), 3.0), term(Driver::RushOrders, 12.0),
        ];
        pools.push(desk);
        let mut rated = pool("Rated", 600.0, Driver::Lines, 0.5);
        rated.rate = Some(3.0);
        pools.push(rated);
        with_pools(&mut project, pools);
        model(&mut project, CostModel::TimeDriven);
        for pool in self::pools(&mut project) {
            prop_assert!((pool.allocated + pool.idle + pool.unallocated - pool.amount).abs() < 0.005);
            prop_assert!(pool.idle >= 0.0, "{} idle {}", &pool.name, pool.idle);
            let cents = |money: f64| (money * 100.0).round() as i64;
            let shared = pool.cents - cents(pool.idle) - cents(pool.unallocated);
            prop_assert_eq!(pool.cents_customers, shared, "customers of {}", &pool.name);
            prop_assert_eq!(pool.cents_items, shared, "items of {}", &pool.name);
            prop_assert_eq!(pool.cents_lines, Some(shared), "lines of {}", &pool.name);
        }
        // Customers, items and lines carry the same, also where stock goes by variability.
        let analysis = project.analysis().unwrap();
        let sum = |profits: &[Profit]| profits.iter().map(|p| p.pools).sum::<f64>();
        let total = analysis.profits.total.pools;
        prop_assert!((sum(&analysis.profits.customers) - total).abs() < 1e-6 * total.abs().max(1.0));
        prop_assert!((sum(&analysis.profits.items) - total).abs() < 1e-6 * total.abs().max(1.0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Each customer's share is cov(own demand, item's demand) ÷ variance, and the shares are all of
    /// it (Euler).
    #[test]
    fn shares_of_the_variance_add_up_to_it(
        demand in prop::collection::vec(prop::array::uniform3(1_u32..60), 2..9),
    ) {
        let mut text = HEADER.to_owned();
        for (m, units) in demand.iter().enumerate() {
            for (name, units) in ["Ada", "Ben", "Cas"].iter().zip(units) {
                writeln!(text, "{name}{m},2024-{:02}-05,{name},Bolt,{units},100,50", m + 1).unwrap();
            }
        }
        let months = demand.len() as f64;
        let all: Vec<f64> = demand.iter().map(|d| f64::from(d.iter().sum::<u32>())).collect();
        let mean = all.iter().sum::<f64>() / months;
        let variance: f64 = all.iter().map(|d| (d - mean).powi(2)).sum();
        prop_assume!(variance > 0.5);
        let mut project = analysed(text.as_bytes(), None);
        let stock_value = Some(vec![Some(1000.0)]);
        project.attach(Attached { stock_value, ..Attached::default() }).unwrap();
        with_pools(&mut project, vec![pool("Stock", 600.0, Driver::StockByVariance, 0.5)]);
        let mut sum = 0.0;
        for (c, name) in ["Ada", "Ben", "Cas"].into_iter().enumerate() {
            let own: Vec<f64> = demand.iter().map(|d| f64::from(d[c])).collect();
            let own_mean = own.iter().sum::<f64>() / months;
            let pairs = own.iter().zip(&all);
            let covariance: f64 = pairs.map(|(own, all)| (own - own_mean) * (all - mean)).sum();
            let share = 600.0 * covariance / variance;
            let charged = profit(&project, name).pools;
            prop_assert!((charged - share).abs() <= 1e-7 * share.abs().max(1.0));
            sum += charged;
        }
        prop_assert!((sum - 600.0).abs() < 1e-6);
    }
}
