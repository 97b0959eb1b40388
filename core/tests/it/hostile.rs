//! Settings that nobody would type: what is refused changes nothing, what is taken shows no number
//! that is none, keeps every pool to the cent, and leaves no trace when it is taken back.

use crate::invariants::{Row, project, rows};
use crate::support::{analysed, pool, with_pools};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fmt::Write as _;
use tenfold_core::demand::Preset;
use tenfold_core::project::Project;
use tenfold_core::project::view::{Against, Export, Filter, Subject, TableKind, TableQuery};
use tenfold_core::settings::{Driver, Fix, Scaled, Settings};

/// Every screen as text, numbers as they are.
fn screens(project: &mut Project) -> String {
    let all = Filter::default();
    let mut text = format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        project.overview(&all).unwrap(),
        project.pools(true).unwrap(),
        project.demand().unwrap(),
        project.customer_map(&all).unwrap(),
        project.order_sizes(&all).unwrap(),
        project.behaviour(&all).unwrap(),
        project.similar_customers(&all).unwrap(),
        project.doctor().unwrap(),
        project.quality(),
    );
    for kind in [
        TableKind::Customers,
        TableKind::Items,
        TableKind::Pairs { losing: false },
        TableKind::Lines { driver: None },
        TableKind::Pools,
        TableKind::Clusters,
        TableKind::NineBox,
        TableKind::Whale,
        TableKind::Waterfall,
        TableKind::Flips {
            against: Against::Preset(Preset::Sap),
        },
        TableKind::Comparison,
        TableKind::Levels,
        TableKind::Stranded,
        TableKind::Robustness,
        TableKind::Actions,
    ] {
        let query = TableQuery {
            kind,
            filter: all.clone(),
            sort: None,
            search: String::new(),
        };
        let page = project.table(&query, 0, 40).unwrap();
        let subjects: Vec<Subject> = page.rows.iter().filter_map(|r| r.subject.clone()).collect();
        let _ = write!(text, "\n{page:?}");
        for subject in subjects.iter().take(3) {
            let _ = write!(text, "\n{:?}", project.explain(subject, &all));
        }
    }
    text
}

/// The first number that is none, with what stands around it.
fn no_number(text: &str) -> Option<String> {
    let whole_word = |at: usize, word: &str| {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !letter(text[..at].chars().next_back()) && !letter(text[at + word.len()..].chars().next())
    };
    let at = ["NaN", "inf", "Infinity"].into_iter().find_map(|word| {
        let found = text
            .match_indices(word)
            .find(|(at, _)| whole_word(*at, word));
        found.map(|(at, _)| at)
    })?;
    let start = text[..at]
        .char_indices()
        .rev()
        .nth(160)
        .map_or(0, |(i, _)| i);
    Some(text[start..].chars().take(200).collect())
}

/// Numbers of a value that can be overwritten, as paths.
fn numbers(value: &Value, path: &str, out: &mut Vec<String>) {
    match value {
        Value::Number(_) => out.push(path.to_owned()),
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                numbers(item, &format!("{path}/{i}"), out);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                numbers(field, &format!("{path}/{name}"), out);
            }
        }
        _ => {}
    }
}

/// Settings with everything in them that has a number.
fn full(project: &Project) -> Value {
    let mut settings = serde_json::to_value(project.settings()).unwrap();
    let pools = settings["cost"]["pools"].as_array_mut().unwrap();
    for pool in pools.iter_mut().take(3) {
        pool["capacity"] = json!({ "minutes": 4000.0, "practical_share": 0.8 });
        pool["terms"] =
            json!([{ "driver": "orders", "minutes": 8.0 }, { "driver": "lines", "minutes": 1.5 }]);
    }
    for pool in pools.iter_mut().skip(3).take(3) {
        pool["amount"] = json!(0.0);
        pool["rate"] = json!(2.5);
    }
    settings["cost"]["model"] = json!("time_driven");
    settings["doctor"]["control"] =
        json!([{ "period": "2024", "net_sales": 1000.0, "cost": 500.0 }]);
    settings["doctor"]["fixes"] = json!([
        { "scale_jumps": { "item": "I1", "what": "quantity", "factor": 2.0 } },
        { "scale_jumps": { "item": "I2", "what": "money", "factor": 2.0 } },
        { "currency_rate": { "currency": "", "rate": 2.0 } },
    ]);
    settings["segment"]["similar_groups"] = json!(3);
    settings["segment"]["map_cut"] = json!("own");
    settings["cost"]["cost_rate"] = json!(0.6);
    settings
}

fn absurd() -> impl Strategy<Value = f64> {
    prop::sample::select(vec![
        0.0, -0.0, 1.0, -1.0, 1e-320, 1e-9, 0.01, 2.0, 7.0, 100.0, 1e6, 1e9, 1e12, 1e15, -1e15,
        1e18, 1e150, 1e308, -1e308,
    ])
}

fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, f64)>> {
    prop::collection::vec((any::<prop::sample::Index>(), absurd()), 1..5)
}

fn hold(rows: &[Row], changes: &[(prop::sample::Index, f64)]) -> Result<(), TestCaseError> {
    let mut project = project(rows);
    let kept = project.settings().clone();
    let before = project.export(&Export::Json).unwrap().bytes;
    let mut wanted = full(&project);
    let mut paths = Vec::new();
    numbers(&wanted, "", &mut paths);
    let mut said = Vec::new();
    for (index, number) in changes {
        let path = index.get(&paths).as_str();
        *wanted.pointer_mut(path).unwrap() = json!(number);
        said.push(format!("{path} = {number:e}"));
    }
    // Whole numbers are wanted for some.
    let read = |w: &Value| serde_json::from_value::<Settings>(w.clone()).ok();
    for (index, number) in changes {
        if read(&wanted).is_none() && (0.0..1e9).contains(number) {
            *wanted.pointer_mut(index.get(&paths).as_str()).unwrap() = json!(*number as u64);
        }
    }
    let Some(settings) = read(&wanted) else {
        return Ok(());
    };
    if project.set_settings(settings).is_ok() {
        let text = screens(&mut project);
        prop_assert!(
            no_number(&text).is_none(),
            "{said:?}: {}",
            no_number(&text).unwrap_or_default()
        );
        for pool in project.pools(true).unwrap().pools {
            let off = (pool.allocated + pool.idle + pool.unallocated - pool.amount).abs();
            prop_assert!(
                off < 0.005 + pool.amount.abs() * 1e-15,
                "{said:?}: {} is off by {off}",
                pool.name
            );
            let lines = pool.cents_lines.unwrap();
            prop_assert_eq!(pool.cents_customers, lines, "{:?}: {}", &said, &pool.name);
            prop_assert_eq!(pool.cents_items, lines, "{:?}: {}", &said, &pool.name);
            let shown = pool.allocated * 100.0;
            prop_assert!(
                (shown - lines as f64).abs() <= 1.0 + shown.abs() * 1e-15,
                "{said:?}: {} shows {shown}, its lines carry {lines}",
                pool.name
            );
        }
        for export in [Export::Json, Export::Workbook, Export::Settings] {
            prop_assert!(project.export(&export).is_ok(), "{said:?}");
        }
    }
    prop_assert!(project.set_settings(kept).is_ok());
    prop_assert!(
        project.export(&Export::Json).unwrap().bytes == before,
        "{said:?} left a trace"
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn absurd_settings_are_refused_or_computed_with(rows in rows(), changes in changes()) {
        hold(&rows, &changes)?;
    }
}

/// 60 order lines of 7 customers and 3 items in 9 months; `change` overwrites fields of a row.
fn orders(change: impl Fn(usize, &mut [String])) -> Vec<u8> {
    let mut text = "order,date,customer,item,quantity,revenue,cost,currency,unit\n".to_owned();
    for i in 0..60 {
        let units = i % 5 + 1;
        let mut fields = [
            format!("O{i}"),
            format!("2024-0{}-02", i % 9 + 1),
            format!("C{}", i % 7),
            format!("I{}", i % 3),
            units.to_string(),
            (10 * units).to_string(),
            (5 * units).to_string(),
            if i % 2 == 0 { "EUR" } else { "USD" }.to_owned(),
            if i % 4 == 0 { "PC" } else { "BOX" }.to_owned(),
        ];
        change(i, &mut fields);
        text += &fields.join(",");
        text.push('\n');
    }
    text.into_bytes()
}

/// A pool for every driver there is.
fn pools_by_every_driver(project: &mut Project, amount: f64) {
    let pools = Driver::ALL.map(|d| pool(d.label(), amount, d, 0.5));
    with_pools(project, pools.into());
}

/// Every number of the settings, one after the other.
#[test]
fn no_number_of_the_settings_is_too_absurd() {
    let rows = orders(|_, _| ());
    let mut project = analysed(&rows, None);
    pools_by_every_driver(&mut project, 1000.0);
    let wanted = full(&project);
    let mut paths = Vec::new();
    numbers(&wanted, "", &mut paths);
    let kept = project.settings().clone();
    let mut taken = 0;
    for path in &paths {
        for number in [0.0_f64, -1.0, 1e-320, 2.0, 1e6, 1e15, 1e308] {
            let mut wanted = wanted.clone();
            let field = wanted.pointer_mut(path).unwrap();
            *field = if field.is_u64() && (0.0..1e9).contains(&number) {
                json!(number as u64)
            } else {
                json!(number)
            };
            let Ok(settings) = serde_json::from_value::<Settings>(wanted) else {
                continue;
            };
            if project.set_settings(settings).is_ok() {
                taken += 1;
                let bad = no_number(&screens(&mut project));
                assert_eq!(bad, None, "{path} = {number:e}");
            }
        }
    }
    assert!(taken > paths.len(), "{taken} of {} taken", paths.len());
    project.set_settings(kept).unwrap();
}

#[test]
fn the_same_fix_over_and_over_is_refused_before_numbers_end() {
    let mut project = analysed(&orders(|_, _| ()), None);
    let kinds = [
        Fix::CurrencyRate {
            currency: "USD".into(),
            rate: 1e9,
        },
        Fix::UnitFactor {
            unit: "BOX".into(),
            factor: 1e9,
        },
        Fix::ScaleJumps {
            item: "I0".into(),
            what: Scaled::Money,
            factor: 1e9,
        },
    ];
    for fix in kinds {
        let mut settings = project.settings().clone();
        settings.doctor.fixes = vec![fix.clone()];
        project.set_settings(settings.clone()).unwrap();
        assert_eq!(no_number(&screens(&mut project)), None);
        settings.doctor.fixes.push(fix);
        let refused = project.set_settings(settings).unwrap_err();
        assert!(refused.title.contains("above zero"), "{refused:?}");
    }
}

#[test]
fn numbers_of_a_file_beyond_all_measure_are_none() {
    for number in ["1e300", "-1e18", "1e-300", "1e999", "9007199254740992"] {
        for column in 4..7 {
            let mut project = analysed(
                &orders(|i, fields| {
                    if i % 29 == 7 {
                        number.clone_into(&mut fields[column]);
                    }
                }),
                None,
            );
            assert_eq!(
                no_number(&screens(&mut project)),
                None,
                "{number} in {column}"
            );
            pools_by_every_driver(&mut project, 1e15);
            let bad = no_number(&screens(&mut project));
            assert_eq!(bad, None, "{number} in {column}, pools by every driver");
        }
    }
}

/// A hundred of the largest pools: more cents than whole numbers of 64 bits hold.
#[test]
fn many_of_the_largest_pools_are_reconciled() {
    let mut project = analysed(&orders(|_, _| ()), None);
    let pools = (0..100).map(|i| pool(&format!("P{i}"), 1e15, Driver::Lines, 0.5));
    with_pools(&mut project, pools.collect());
    assert_eq!(no_number(&screens(&mut project)), None);
}

#[test]
fn sales_and_returns_that_cancel_carry_pools_to_the_cent() {
    for [a, b, c] in [
        ["0.1", "0.2", "-0.3"],
        ["1000000", "1000000", "-1999999.99"],
    ] {
        let text = format!(
            "order,date,customer,item,quantity,revenue,cost\n\
             O1,2024-01-02,C1,I1,1,{a},0.01\n\
             O2,2024-01-02,C2,I2,1,{b},0.02\n\
             O3,2024-02-02,C3,I3,-2,{c},-0.03\n"
        );
        let mut project = analysed(text.as_bytes(), None);
        pools_by_every_driver(&mut project, 1e9);
        assert_eq!(no_number(&screens(&mut project)), None);
        for pool in project.pools(true).unwrap().pools {
            let cents = (pool.allocated * 100.0).round() as i64;
            assert_eq!(pool.cents_customers, cents, "{}", pool.name);
            assert_eq!(pool.cents_items, cents, "{}", pool.name);
            assert_eq!(pool.cents_lines, Some(cents), "{}", pool.name);
        }
    }
}

#[test]
fn more_pools_than_a_screen_can_show_are_refused() {
    let mut project = analysed(&orders(|_, _| ()), None);
    let mut settings = project.settings().clone();
    let pools = |n: usize| (0..n).map(|i| pool(&format!("P{i}"), 1.0, Driver::Lines, 0.5));
    settings.cost.pools = pools(500).collect();
    assert!(project.set_settings(settings.clone()).is_ok());
    settings.cost.pools = pools(501).collect();
    let refused = project.set_settings(settings).unwrap_err();
    assert!(refused.title.contains("501 cost pools"), "{refused:?}");
}
