//! Customers on the map, by order size and by how they order, through the public door.

use crate::support::{analysed, close, pool, with_pools};
use proptest::prelude::*;
use serde_json::Value;
use std::fmt::Write as _;
use tenfold_core::project::Project;
use tenfold_core::project::view::{
    ClassKind, Export, Filter, FilterTerm, TableKind, TablePage, TableQuery, TableValue,
};
use tenfold_core::segment::Quadrant;
use tenfold_core::settings::{Driver, MapCut, RfmMoney};

const HEAD: &str = "order,date,customer,item,quantity,revenue,cost\n";

/// Lines of order, day, customer, quantity, net sales and cost.
fn project(lines: &[(u32, &str, &str, f64, f64, f64)]) -> Project {
    let mut text = HEAD.to_owned();
    for (order, day, customer, quantity, sales, cost) in lines {
        writeln!(
            text,
            "{order},{day},{customer},bolt,{quantity},{sales},{cost}"
        )
        .unwrap();
    }
    analysed(text.as_bytes(), None)
}

/// Four customers, each in a corner: margins 50, 50, 10 and 10 %; orders at 10 each.
fn corners() -> Project {
    let mut project = project(&[
        (1, "2024-01-02", "passive", 1.0, 1000.0, 500.0),
        (2, "2024-01-05", "carriage", 1.0, 50.0, 25.0),
        (3, "2024-02-02", "carriage", 1.0, 50.0, 25.0),
        (4, "2024-02-10", "bargain", 1.0, 1000.0, 900.0),
        (5, "2024-03-01", "dear", 1.0, 20.0, 18.0),
        (6, "2024-03-09", "dear", 1.0, 20.0, 18.0),
        (7, "2024-03-31", "dear", -1.0, -5.0, -4.0),
        (8, "2024-03-31", "nothing", -1.0, -5.0, -4.0),
    ]);
    with_pools(
        &mut project,
        vec![pool("Orders", 60.0, Driver::Orders, 0.5)],
    );
    project
}

fn table(project: &mut Project, kind: TableKind, filter: Filter) -> TablePage {
    let query = TableQuery {
        kind,
        filter,
        sort: None,
        search: String::new(),
    };
    project.table(&query, 0, u64::MAX).unwrap()
}

fn cell(page: &TablePage, id: &str, column: &str) -> TableValue {
    let at = page.columns.iter().position(|c| c.key == column).unwrap();
    let row = page.rows.iter().find(|r| r.id == id).unwrap();
    row.cells[at].clone()
}

fn of(term: FilterTerm) -> Filter {
    Filter { terms: vec![term] }
}

#[test]
fn customers_stand_in_their_corners() {
    let mut project = corners();
    let map = project.customer_map(&Filter::default()).unwrap();
    let found: Vec<(&str, Quadrant)> = map
        .points
        .iter()
        .map(|p| (p.id.as_str(), p.quadrant))
        .collect();
    assert_eq!(
        found,
        [
            ("passive", Quadrant::Passive),
            ("bargain", Quadrant::BargainBasement),
            ("carriage", Quadrant::CarriageTrade),
            ("dear", Quadrant::Aggressive),
        ]
    );
    assert!(
        map.subtitle
            .ends_with("not on it: 1 customer without net sales"),
        "{}",
        map.subtitle
    );
    close(map.points[2].service, 0.2, "20 of 100");
    close(map.points[2].margin, 0.5, "50 of 100");
    // The company: cost to serve 60 of 2130.
    let mut settings = project.settings().clone();
    settings.segment.map_cut = MapCut::WeightedMean;
    project.set_settings(settings).unwrap();
    let map = project.customer_map(&Filter::default()).unwrap();
    close(map.cuts[0], 60.0 / 2135.0, "all customers with net sales");
    // A quadrant is a filter, and stands in the results.
    let only = of(FilterTerm::Quadrant {
        quadrant: Quadrant::Aggressive,
    });
    assert_eq!(project.overview(&only).unwrap().totals.customers, 1);
    let json: Value =
        serde_json::from_slice(&project.export(&Export::Json).unwrap().bytes).unwrap();
    let customers = json["customers"].as_array().unwrap();
    let dear = customers.iter().find(|c| c["id"] == "dear").unwrap();
    assert_eq!(dear["quadrant"], "aggressive");
    let nothing = customers.iter().find(|c| c["id"] == "nothing").unwrap();
    assert_eq!(
        (&nothing["quadrant"], &nothing["rfm"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn small_orders_lose() {
    let mut project = corners();
    let view = project.order_sizes(&Filter::default()).unwrap();
    // 60 over 6 orders is 10 an order; the margin is (2130 − 1478) of 2130.
    let margin = 2130.0 - (500.0 + 50.0 + 900.0 + 36.0 - 8.0);
    close(
        view.break_even.unwrap(),
        10.0 / (margin / 2130.0),
        "10 ÷ margin %",
    );
    assert!(
        view.title
            .starts_with("33\u{a0}% of orders are below 32.7 and lose 16"),
        "{}",
        view.title
    );
    assert!(
        view.formula.contains("2 orders of returns alone"),
        "{}",
        view.formula
    );
    let orders: u32 = view.bands.iter().map(|b| b.orders).sum();
    assert_eq!(orders, 6);
    let page = table(&mut project, TableKind::OrderSizes, Filter::default());
    assert_eq!(page.sums[1], Some(6.0));
    // Other costs are another break-even: nothing old is kept.
    with_pools(
        &mut project,
        vec![pool("Orders", 120.0, Driver::Orders, 0.5)],
    );
    let dearer = project.order_sizes(&Filter::default()).unwrap();
    close(
        dearer.break_even.unwrap(),
        2.0 * view.break_even.unwrap(),
        "twice",
    );
    assert!(dearer.bands[0].net_profit < view.bands[0].net_profit);
    // Costs that no order causes leave none.
    with_pools(
        &mut project,
        vec![pool("Freight", 120.0, Driver::Revenue, 0.5)],
    );
    assert_eq!(
        project.order_sizes(&Filter::default()).unwrap().break_even,
        None
    );
}

#[test]
fn how_customers_order() {
    let mut project = corners();
    let page = table(&mut project, TableKind::Behaviour, Filter::default());
    assert_eq!(page.total_rows, 5);
    let number = |id: &str, column: &str| match cell(&page, id, column) {
        TableValue::Number(n) => n,
        other => panic!("{id} {column}: {other:?}"),
    };
    close(number("dear", "orders"), 2.0, "returns are no order");
    close(number("dear", "drop_size"), 20.0, "40 ÷ 2");
    close(
        number("dear", "orders_a_month"),
        2.0 / 3.0,
        "of three months",
    );
    close(number("dear", "days_since"), 22.0, "9 to 31 March");
    close(
        number("dear", "return_share"),
        1.0 / 3.0,
        "one of three lines",
    );
    for column in ["rush_share", "payment_days"] {
        assert_eq!(
            cell(&page, "dear", column),
            TableValue::Missing(()),
            "{column}"
        );
    }
    assert_eq!(cell(&page, "nothing", "rfm"), TableValue::Missing(()));
    // Days 89, 58, 50 and 22 of four customers; orders 1, 2, 1, 2; net sales 1000, 100, 1000, 35.
    let rfm = |page: &TablePage, id: &str| match cell(page, id, "rfm") {
        TableValue::Text(text) => text,
        other => panic!("{id}: {other:?}"),
    };
    assert_eq!(rfm(&page, "dear"), "552");
    assert_eq!(rfm(&page, "passive"), "225");
    assert_eq!(rfm(&page, "carriage"), "353");
    let mut settings = project.settings().clone();
    settings.segment.rfm_money = RfmMoney::NetContribution;
    project.set_settings(settings).unwrap();
    let page = table(&mut project, TableKind::Behaviour, Filter::default());
    // 490, 30, 90 and −17: no two are equal any more.
    assert_eq!(rfm(&page, "bargain"), "424");
    let view = project.behaviour(&Filter::default()).unwrap();
    assert_eq!(view.cells.len(), 25);
    assert_eq!(view.cells.iter().map(|c| c.customers).sum::<u32>(), 4);
}

#[test]
fn lines_that_name_nobody_say_so_on_every_screen_about_customers() {
    let mut project = analysed(
        b"order,date,item,quantity,revenue\n1,2024-01-02,bolt,1,100\n2,2024-02-02,nut,2,50\n",
        None,
    );
    let all = Filter::default();
    let nobody = "No line names a customer: choose the column of customers on the Data page";
    assert_eq!(project.customer_map(&all).unwrap().title, nobody);
    assert_eq!(project.behaviour(&all).unwrap().title, nobody);
    let page = table(&mut project, TableKind::Actions, all.clone());
    assert_eq!(page.headline, nobody);
    let sizes = project.order_sizes(&all).unwrap();
    assert!(
        sizes.title.ends_with(", before cost of goods"),
        "{}",
        sizes.title
    );
}

#[test]
fn rush_and_terms_come_from_what_is_attached() {
    use tenfold_core::cube::{Cube, LineFilter};
    use tenfold_core::segment::{Behaviour, LastOrders};
    let project = corners();
    let mut data = project.analysis().unwrap().data.clone();
    let dear = data.customers.find("dear").unwrap();
    let mut wanted = vec![i32::MIN; data.lines()];
    (wanted[4], wanted[5], wanted[0]) = (1, 9, 2);
    data.attached.requested_days = Some(wanted);
    let mut terms = vec![None; data.customers.len()];
    terms[dear as usize] = Some(45.0);
    data.attached.payment_days = Some(terms);
    let all = LineFilter::default();
    let cube = Cube::build(&data, &all);
    let share = |days, id: &str| {
        let last = LastOrders::of(&data, &all, days);
        let customer = data.customers.find(id).unwrap();
        Behaviour::of(&data, &cube, &last, customer)
    };
    assert_eq!(share(2, "dear").rush_share, Some(0.5));
    assert_eq!(share(0, "dear").rush_share, Some(0.0));
    assert_eq!(share(2, "passive").rush_share, Some(1.0));
    assert_eq!(share(2, "bargain").rush_share, None);
    assert_eq!(share(2, "dear").payment_days, Some(45.0));
    assert_eq!(share(2, "passive").payment_days, None);
}

#[test]
fn classes_and_status_are_filters() {
    let mut project = corners();
    let items = |project: &mut Project, kind, class: &str| {
        let term = FilterTerm::Class {
            kind,
            class: class.to_owned(),
        };
        project.overview(&of(term)).unwrap().totals.products
    };
    assert_eq!(items(&mut project, ClassKind::Abc, "A"), 1);
    assert_eq!(items(&mut project, ClassKind::Abc, "B"), 0);
    assert_eq!(
        items(&mut project, ClassKind::Status, "insufficient history"),
        1
    );
    assert_eq!(items(&mut project, ClassKind::Second, "A"), 0);
    // A changed limit is another class, also where the filter stands.
    let mut settings = project.settings().clone();
    settings.demand.min_months = 2;
    project.set_settings(settings).unwrap();
    assert_eq!(
        items(&mut project, ClassKind::Status, "insufficient history"),
        0
    );
}

#[test]
fn similar_customers_are_the_same_every_time() {
    let mut project = Project::default();
    project.load_demo().unwrap();
    let first = project.similar_customers(&Filter::default()).unwrap();
    assert!(first.groups >= 2, "{}", first.title);
    let page = table(&mut project, TableKind::SimilarCustomers, Filter::default());
    assert_eq!(page.total_rows, u64::from(first.groups));
    let grouped = page.sums[2].unwrap();
    let behaviour = table(&mut project, TableKind::Behaviour, Filter::default());
    assert_eq!(grouped as u64, behaviour.total_rows);
    let mut again = Project::default();
    again.load_demo().unwrap();
    assert_eq!(again.similar_customers(&Filter::default()).unwrap(), first);
    let mut settings = project.settings().clone();
    settings.segment.similar_groups = Some(4);
    project.set_settings(settings).unwrap();
    assert_eq!(
        project
            .similar_customers(&Filter::default())
            .unwrap()
            .groups,
        4
    );
}

proptest! {
    #[test]
    fn every_customer_with_sales_is_in_one_quadrant(
        lines in prop::collection::vec((0_u32..12, 0_usize..6, -90_i32..400, -60_i32..300), 1..40),
        cut in 0_usize..3,
    ) {
        let customers = ["a", "b", "c", "d", "e", "f"];
        let lines: Vec<_> = lines
            .iter()
            .map(|&(order, c, sales, cost)| {
                (order, "2024-05-05", customers[c], if sales < 0 { -1.0 } else { 1.0 }, f64::from(sales), f64::from(cost))
            })
            .collect();
        let mut project = project(&lines);
        let mut settings = project.settings().clone();
        settings.segment.map_cut = MapCut::ALL[cut];
        project.set_settings(settings).unwrap();
        let map = project.customer_map(&Filter::default()).unwrap();
        let counted: u32 = map.quadrants.iter().map(|q| q.customers).sum();
        prop_assert_eq!(counted as usize, map.points.len());
        let page = table(&mut project, TableKind::Customers, Filter::default());
        let with_sales = page.rows.iter().filter(|r| {
            let at = page.columns.iter().position(|c| c.key == "revenue").unwrap();
            matches!(r.cells[at], TableValue::Number(n) if n > 0.0)
        });
        prop_assert_eq!(with_sales.count() as u32, counted);
        for point in &map.points {
            prop_assert!(point.service.is_finite() && point.margin.is_finite());
        }
    }
}
