//! Invariants of the whole engine as property tests.

use crate::support::{analysed, pool, with_pools};
use proptest::prelude::*;
use std::cmp::Ordering;
use std::fmt::Write as _;
use tenfold_core::demand::Preset;
use tenfold_core::project::view::{
    Against, Export, Filter, FilterTerm, TableKind, TablePage, TableQuery, TableRow, TableValue,
};
use tenfold_core::project::{Analysis, Project};
use tenfold_core::settings::Driver;

#[derive(Clone, Debug)]
pub(crate) struct Row {
    order: u8,
    day: u8,
    month: u8,
    customer: u8,
    item: u8,
    quantity: i16,
    cents: i32,
    cost_cents: i32,
    grams: u16,
}

pub(crate) fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        (0..30_u8, 1..29_u8, 1..13_u8, 0..7_u8, 0..9_u8),
        (
            -5..40_i16,
            -20_000..200_000_i32,
            0..150_000_i32,
            0..5_000_u16,
        ),
    )
        .prop_map(
            |((order, day, month, customer, item), (quantity, cents, cost_cents, grams))| Row {
                order,
                day,
                month,
                customer,
                item,
                quantity,
                cents,
                cost_cents,
                grams,
            },
        );
    prop::collection::vec(row, 1..120)
}

pub(crate) fn text(rows: &[Row]) -> String {
    let mut text =
        "order,date,customer,item,quantity,revenue,cost,weight,channel,gross,freight\n".to_owned();
    for r in rows {
        // Customer 0 is a line without a customer.
        let customer = if r.customer == 0 {
            String::new()
        } else {
            format!("C{}", r.customer)
        };
        // Some lines have no order number, some orders several customers.
        let order = match r.order {
            0..3 => String::new(),
            3..8 => format!("O{}", r.order),
            _ => format!("O{}-{}", r.customer, r.order),
        };
        let gross = if r.grams % 7 == 0 {
            String::new()
        } else {
            format!("{:.2}", f64::from(r.cents) / 90.0)
        };
        writeln!(
            text,
            "{order},2024-{:02}-{:02},{customer},I{},{},{:.2},{:.2},{:.3},{},{gross},{:.2}",
            r.month,
            r.day,
            r.item,
            r.quantity,
            f64::from(r.cents) / 100.0,
            f64::from(r.cost_cents) / 100.0,
            f64::from(r.grams) / 1000.0,
            ["web", "retail", ""][usize::from(r.grams % 3)],
            f64::from(r.grams % 11),
        )
        .unwrap();
    }
    text
}

const MAPPING: &str = r#"{"columns": {"order": "order", "date": "date", "customer": "customer",
    "product": "item", "quantity": "quantity", "revenue": "revenue", "cost": "cost",
    "weight": "weight", "channel": "channel", "gross_revenue": "gross"},
    "direct_costs": ["freight"]}"#;

pub(crate) fn project(rows: &[Row]) -> Project {
    let mut project = analysed(text(rows).as_bytes(), Some(MAPPING));
    let pools = Driver::ALL
        .into_iter()
        .enumerate()
        .map(|(i, driver)| {
            pool(
                driver.label(),
                (100_001 * (i + 1)) as f64 / 100.0,
                driver,
                0.5,
            )
        })
        .collect();
    with_pools(&mut project, pools);
    project
}

pub(crate) fn sum(project: &mut Project, kind: TableKind, column: &str, filter: &Filter) -> f64 {
    let query = TableQuery {
        kind,
        filter: filter.clone(),
        sort: None,
        search: String::new(),
    };
    let page = project.table(&query, 0, 0).unwrap();
    let at = page.columns.iter().position(|c| c.key == column).unwrap();
    page.sums[at].unwrap()
}

fn nets(analysis: &Analysis) -> Vec<f64> {
    let ranked = analysis.profits.ranked_customers.iter();
    ranked
        .map(|&c| analysis.profits.customers[c as usize].net())
        .collect()
}

/// Whether the rounding of sums cannot change the class of `value` among `values`: it is neither
/// zero nor tied, and the values of its sign that rank before it do not come to one of the limits.
fn is_clear(values: &[f64], value: f64, limits: &[f64]) -> bool {
    const NEAR: f64 = 1e-6;
    let same_sign = || values.iter().filter(|v| (**v > 0.0) == (value > 0.0));
    let whole: f64 = same_sign().map(|v| v.abs()).sum();
    let before: f64 = same_sign()
        .map(|v| v.abs())
        .filter(|v| *v > value.abs())
        .sum();
    let near_value = values.iter().filter(|v| (**v - value).abs() <= NEAR);
    value.abs() > NEAR
        && near_value.count() == 1 // itself
        && limits
            .iter()
            .all(|limit| (before / whole - limit).abs() > NEAR)
}

/// The rows of a page in the order of one column: missing values last in both directions, ties as
/// they stood. A second way to sort, to compare the engine's with.
fn in_order(page: &TablePage, column: usize, descending: bool) -> Vec<TableRow> {
    let mut rows = page.rows.clone();
    rows.sort_by(|a, b| {
        let order = match (&a.cells[column], &b.cells[column]) {
            (TableValue::Missing(()), TableValue::Missing(())) => return Ordering::Equal,
            (TableValue::Missing(()), _) => return Ordering::Greater,
            (_, TableValue::Missing(())) => return Ordering::Less,
            (TableValue::Number(a), TableValue::Number(b)) => a.partial_cmp(b).unwrap(),
            (TableValue::Text(a), TableValue::Text(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
            (a, b) => panic!("{a:?} and {b:?} in one column"),
        };
        if descending { order.reverse() } else { order }
    });
    rows
}

#[test]
fn the_order_to_compare_with_is_one() {
    let row = |id: &str, value: TableValue| TableRow {
        id: id.to_owned(),
        cells: vec![value],
        subject: None,
    };
    let number = TableValue::Number;
    let page = TablePage {
        title: String::new(),
        headline: String::new(),
        columns: Vec::new(),
        total_rows: 4,
        start: 0,
        rows: vec![
            row("none", TableValue::Missing(())),
            row("two", number(2.0)),
            row("one", number(1.0)),
            row("too", number(2.0)),
        ],
        sums: Vec::new(),
    };
    let ids = |descending| in_order(&page, 0, descending).into_iter().map(|r| r.id);
    assert!(ids(false).eq(["one", "two", "too", "none"]));
    assert!(ids(true).eq(["two", "too", "one", "none"]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn inv_01_every_pool_reconciles_to_the_cent_on_every_level(rows in rows(), seed in any::<u64>()) {
        let mut ordered = project(&rows);
        let pools = ordered.pools(true).unwrap().pools;
        for pool in &pools {
            prop_assert!((pool.allocated + pool.idle + pool.unallocated - pool.amount).abs() < 0.005);
            let allocated = (pool.allocated * 100.0).round() as i64;
            prop_assert_eq!(pool.cents_customers, allocated, "customers of {}", &pool.name);
            prop_assert_eq!(pool.cents_items, allocated, "items of {}", &pool.name);
            prop_assert_eq!(pool.cents_lines, Some(allocated), "lines of {}", &pool.name);
        }
        // The order of the rows changes nothing but the rounding of sums.
        let mut shuffled = rows.clone();
        let mut state = seed | 1;
        for i in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(i, (state >> 33) as usize % (i + 1));
        }
        let other = project(&shuffled);
        let (a, b) = (ordered.analysis().unwrap(), other.analysis().unwrap());
        for (c, id) in a.data.customers.ids.iter().enumerate() {
            let d = b.data.customers.find(id).unwrap() as usize;
            let (x, y) = (a.profits.customers[c].net(), b.profits.customers[d].net());
            prop_assert!((x - y).abs() < 1e-6, "{}: {} and {}", id, x, y);
        }
        let nets = nets(a);
        for &c in &a.profits.ranked_customers {
            let id = &a.data.customers.ids[c as usize];
            let d = b.data.customers.find(id).unwrap();
            if is_clear(&nets, a.profits.customers[c as usize].net(), &[a.settings().segment.cluster_share]) {
                prop_assert_eq!(a.clusters[c as usize], b.clusters[d as usize], "cluster of {}", id);
            }
        }
        let revenues: Vec<f64> = a.classes.ranked_items.iter().map(|&i| a.profits.items[i as usize].revenue).collect();
        for &i in &a.classes.ranked_items {
            let id = &a.data.items.ids[i as usize];
            let j = b.data.items.find(id).unwrap();
            if is_clear(&revenues, a.profits.items[i as usize].revenue, &a.settings().demand.abc_limits) {
                prop_assert_eq!(a.classes.abc[i as usize], b.classes.abc[j as usize], "class of {}", id);
            }
        }
    }

    #[test]
    fn inv_02_sums_agree_over_customers_items_pairs_lines_and_channels(rows in rows()) {
        let mut project = project(&rows);
        let all = Filter::default();
        for column in ["revenue", "net_profit", "cost_to_serve"] {
            let lines = sum(&mut project, TableKind::Lines { driver: None }, column, &all);
            for kind in [TableKind::Customers, TableKind::Items, TableKind::Pairs { losing: false }] {
                let other = sum(&mut project, kind.clone(), column, &all);
                prop_assert!((lines - other).abs() < 1e-6, "{column} by {kind:?}: {lines} and {other}");
            }
            let by_channel: f64 = ["web", "retail", ""]
                .map(|name| Filter { terms: vec![FilterTerm::Channel { name: name.to_owned() }] })
                .iter()
                .map(|f| sum(&mut project, TableKind::Lines { driver: None }, column, f))
                .sum();
            prop_assert!((lines - by_channel).abs() < 1e-6);
        }
        let quality = &project.quality()[0];
        let aside: u64 = quality.set_aside.iter().map(|s| s.rows).sum();
        prop_assert_eq!(quality.used + aside, quality.rows);
        prop_assert_eq!(quality.rows, rows.len() as u64);
    }

    #[test]
    fn inv_15_same_input_and_settings_give_the_same_bytes(rows in rows()) {
        let (mut a, mut b) = (project(&rows), project(&rows));
        for export in [Export::Json, Export::Workbook, Export::Settings] {
            let (a, b) = (a.export(&export).unwrap(), b.export(&export).unwrap());
            prop_assert!(a.bytes == b.bytes && !a.bytes.is_empty());
        }
        // A detour over other settings leaves nothing behind.
        let kept = a.settings().clone();
        let mut other = kept.clone();
        other.demand.abc_limits = [0.5, 0.6];
        other.cost.pools.clear();
        a.set_settings(other).unwrap();
        a.overview(&Filter { terms: vec![FilterTerm::Cell { cell: "AX".to_owned() }] }).unwrap();
        a.set_settings(kept).unwrap();
        let (a, b) = (a.export(&Export::Json).unwrap(), b.export(&Export::Json).unwrap());
        prop_assert!(a.bytes == b.bytes);
    }

    #[test]
    fn every_table_sorts_both_ways_and_shows_no_nan(rows in rows()) {
        let mut project = project(&rows);
        for kind in [
            TableKind::Customers, TableKind::Items, TableKind::Pairs { losing: true },
            TableKind::Lines { driver: Some(Driver::Returns) }, TableKind::SetAside, TableKind::Pools,
            TableKind::Clusters, TableKind::NineBox, TableKind::Whale, TableKind::Waterfall,
            TableKind::Flips { against: Against::Preset(Preset::Sap) },
            TableKind::Comparison, TableKind::Levels, TableKind::Stranded, TableKind::Robustness,
            TableKind::Actions,
        ] {
            let mut query = TableQuery { kind, filter: Filter::default(), sort: None, search: String::new() };
            let page = project.table(&query, 0, u64::MAX).unwrap();
            for row in &page.rows {
                prop_assert_eq!(row.cells.len(), page.columns.len());
                for cell in &row.cells {
                    prop_assert!(!matches!(cell, TableValue::Number(n) if !n.is_finite()));
                }
            }
            for (at, column) in page.columns.iter().enumerate() {
                for descending in [false, true] {
                    query.sort = Some(tenfold_core::project::view::Sort { column: column.key.clone(), descending });
                    let sorted = project.table(&query, 0, u64::MAX).unwrap();
                    prop_assert_eq!(sorted.total_rows, page.total_rows);
                    prop_assert!(
                        sorted.rows == in_order(&page, at, descending),
                        "{:?} by {}, descending {descending}: {:?}", &query.kind, &column.key,
                        sorted.rows.iter().map(|r| &r.cells[at]).collect::<Vec<_>>(),
                    );
                }
            }
        }
    }
}
