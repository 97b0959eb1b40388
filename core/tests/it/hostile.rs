//! Settings that nobody would type: what is refused changes nothing, what is taken shows no number
//! that is none, keeps every pool to the cent, and leaves no trace when it is taken back.

use crate::invariants::{Row, project, rows};
use proptest::prelude::*;
use serde_json::{Value, json};
use tenfold_core::demand::Preset;
use tenfold_core::project::Project;
use tenfold_core::project::view::{Against, Export, Filter, Subject, TableKind, TableQuery};
use tenfold_core::settings::{Driver, Settings};

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
        text.push_str(&format!("\n{page:?}"));
        for subject in subjects.iter().take(3) {
            text.push_str(&format!("\n{:?}", project.explain(subject, &all)));
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

#[test]
fn discover() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let rows = loop {
        let r = rows().new_tree(&mut runner).unwrap().current();
        if r.len() > 70 {
            break r;
        }
    };
    let p = project(&rows);
    let mut paths = Vec::new();
    numbers(&full(&p), "", &mut paths);
    let mut taken = Vec::new();
    for path in &paths {
        for number in [
            0.0_f64, -1.0, 1e-320, 1e-9, 2.0, 100.0, 1e6, 1e9, 1e15, 1e150, 1e308, -1e308,
        ] {
            let mut project = project(&rows);
            let mut wanted = full(&project);
            let old = wanted.pointer(path).unwrap().clone();
            *wanted.pointer_mut(path).unwrap() = if old.is_u64() && number >= 0.0 && number < 1e10 {
                json!(number as u64)
            } else {
                json!(number)
            };
            let Ok(settings) = serde_json::from_value::<Settings>(wanted) else {
                continue;
            };
            let r = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                match project.set_settings(settings) {
                    Err(_) => None,
                    Ok(()) => {
                        let t = screens(&mut project);
                        let mut bad = no_number(&t);
                        for pool in project.pools(true).unwrap().pools {
                            let off =
                                (pool.allocated + pool.idle + pool.unallocated - pool.amount).abs();
                            if !(off < 0.005 + pool.amount.abs() * 1e-15) {
                                bad = Some(format!("{} off {off}", pool.name));
                            }
                        }
                        Some(bad)
                    }
                }
            }));
            match r {
                Err(_) => println!("PANIC {path} = {number:e}"),
                Ok(Some(Some(bad))) => println!("BAD {path} = {number:e}: {bad}"),
                Ok(Some(None)) => {
                    if number.abs() >= 1e9 || number < 0.0 {
                        taken.push(format!("{path}={number:e}"))
                    }
                }
                Ok(None) => {}
            }
        }
    }
    println!("TAKEN {taken:?}");
    panic!("show");
}
#[test]
fn fixes() {
    use crate::support::analysed;
    use tenfold_core::settings::{Fix, Scaled};
    let mut text = "order,date,customer,item,quantity,revenue,cost,currency,unit\n".to_owned();
    for i in 0..60 {
        text += &format!(
            "O{i},2024-0{}-02,C{},I{},{},{},{},{},{}\n",
            i % 9 + 1,
            i % 7,
            i % 3,
            i % 5 + 1,
            10 * (i % 5 + 1) * if i == 30 { 100 } else { 1 },
            5 * (i % 5 + 1),
            if i % 2 == 0 { "EUR" } else { "USD" },
            if i % 4 == 0 { "PC" } else { "BOX" }
        );
    }
    let mut p = analysed(text.as_bytes(), None);
    let mut settings = p.settings().clone();
    for n in 0..40 {
        settings.doctor.fixes.push(match n % 3 {
            0 => Fix::CurrencyRate {
                currency: "USD".into(),
                rate: 1e9,
            },
            1 => Fix::UnitFactor {
                unit: "BOX".into(),
                factor: 1e9,
            },
            _ => Fix::ScaleJumps {
                item: "I0".into(),
                what: Scaled::Money,
                factor: 1e-9,
            },
        });
        let r = p.set_settings(settings.clone());
        let t = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| screens(&mut p)));
        match t {
            Err(_) => {
                eprintln!("PANIC after {n} {r:?}");
                break;
            }
            Ok(t) => {
                if let Some(b) = no_number(&t) {
                    eprintln!("BAD fixes {n}: {b}");
                }
            }
        }
        if r.is_err() {
            eprintln!("REFUSED {n} {r:?}");
            break;
        }
    }
    panic!("show");
}
#[test]
fn files() {
    use crate::support::{analysed, pool, with_pools};
    for big in [
        "1e300",
        "-1e300",
        "1e155",
        "1e18",
        "-1e18",
        "1e-300",
        "1e999",
        "99999999999999999999999999",
    ] {
        for column in 4..7 {
            let mut text = "order,date,customer,item,quantity,revenue,cost\n".to_owned();
            for i in 0..60 {
                let mut f: Vec<String> = vec![
                    format!("O{i}"),
                    format!("2024-0{}-02", i % 9 + 1),
                    format!("C{}", i % 7),
                    format!("I{}", i % 3),
                    format!("{}", i % 5 + 1),
                    format!("{}", 10 * (i % 5 + 1)),
                    format!("{}", 5 * (i % 5 + 1)),
                ];
                if i % 29 == 7 {
                    f[column] = big.to_owned();
                }
                text += &f.join(",");
                text += "\n";
            }
            let r = std::panic::catch_unwind(|| {
                let mut p = analysed(text.as_bytes(), None);
                let t = screens(&mut p);
                with_pools(
                    &mut p,
                    Driver::ALL
                        .into_iter()
                        .map(|d| pool(d.label(), 1e6, d, 0.5))
                        .collect(),
                );
                t + &screens(&mut p)
            });
            match r {
                Err(_) => eprintln!("PANIC {big} {column}"),
                Ok(t) => {
                    if let Some(b) = no_number(&t) {
                        eprintln!("BAD {big} {column}: {b}");
                    }
                }
            }
        }
    }
    panic!("show");
}
#[test]
fn cancel() {
    use crate::support::{analysed, pool, with_pools};
    for (a, b, c) in [
        ("0.1", "0.2", "-0.3"),
        ("1000000", "1000000", "-1999999.99"),
        ("5", "5", "-10"),
    ] {
        let text = format!(
            "order,date,customer,item,quantity,revenue,cost\nO1,2024-01-02,C1,I1,1,{a},0.01\nO2,2024-01-02,C2,I2,1,{b},0.02\nO3,2024-02-02,C3,I3,-2,{c},-0.03\n"
        );
        let mut p = analysed(text.as_bytes(), None);
        for d in Driver::ALL {
            eprintln!("{a} {d:?}");
            with_pools(&mut p, vec![pool("x", 1_000_000_000.0, d, 0.5)]);
            let t = screens(&mut p);
            if let Some(b) = no_number(&t) {
                eprintln!("BAD {d:?} {b}");
            }
            let r = p.pools(true).unwrap().pools.remove(0);
            eprintln!(
                "   alloc {} un {} cust {} items {} lines {:?}",
                r.allocated, r.unallocated, r.cents_customers, r.cents_items, r.cents_lines
            );
        }
    }
    panic!("show");
}
