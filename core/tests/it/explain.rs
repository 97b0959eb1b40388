//! Explanations add up to the number that was clicked, and filters cut the whole into parts, both
//! under any filter.

use crate::invariants::{project, rows};
use crate::support::analysed;
use proptest::prelude::*;
use std::fmt::Write as _;
use tenfold_core::project::Project;
use tenfold_core::project::view::{
    ColumnKind, Explanation, Filter, FilterTerm, Subject, TableKind, TableQuery, TableValue,
};
use tenfold_core::segment::Cluster;

fn filter() -> impl Strategy<Value = Filter> {
    let term = prop_oneof![
        (0..4_usize).prop_map(|i| FilterTerm::Cluster {
            cluster: Cluster::ALL[i]
        }),
        (0..8_u8).prop_map(|i| FilterTerm::Customer {
            id: customer(usize::from(i))
        }),
        (0..9_u8).prop_map(|i| FilterTerm::Item {
            id: format!("I{i}")
        }),
        (0..9_usize).prop_map(|i| FilterTerm::Cell { cell: cell(i) }),
        (0..3_usize).prop_map(|i| FilterTerm::Channel {
            name: ["web", "retail", ""][i].to_owned()
        }),
        Just(FilterTerm::Warehouse {
            name: "nowhere".to_owned()
        }),
    ];
    prop::collection::vec(term, 0..4).prop_map(|terms| Filter { terms })
}

fn customer(i: usize) -> String {
    if i == 0 {
        "(none)".to_owned()
    } else {
        format!("C{i}")
    }
}

fn cell(i: usize) -> String {
    format!("{}{}", ["A", "B", "C"][i / 3], ["X", "Y", "Z"][i % 3])
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0)
}

fn query(kind: TableKind, filter: &Filter) -> TableQuery {
    TableQuery {
        kind,
        filter: filter.clone(),
        sort: None,
        search: String::new(),
    }
}

/// The money lines add up to every total on the way, and the last total is the number.
fn adds_up(explanation: &Explanation) -> Result<f64, TestCaseError> {
    let title = &explanation.title;
    let TableValue::Number(value) = explanation.value else {
        return Err(TestCaseError::fail(format!("{title} has no number")));
    };
    // On the way down from net sales what is taken off is negative, in a sum of costs it is not.
    let first = explanation.lines.first().map(|l| l.label.as_str());
    let sign = if first == Some("Net sales") {
        -1.0
    } else {
        1.0
    };
    let (mut sum, mut parts, mut last) = (0.0, 0, None);
    for line in explanation
        .lines
        .iter()
        .filter(|l| l.kind == ColumnKind::Money)
    {
        let TableValue::Number(amount) = line.amount else {
            return Err(TestCaseError::fail(format!("{title}: {line:?}")));
        };
        if let Some(factors) = &line.factors {
            let product = sign * factors.quantity * factors.rate;
            prop_assert!(near(product, amount), "{title}: {line:?}");
        }
        if line.total {
            // A number that is one line by itself is its own sum.
            prop_assert!(
                parts == 0 || near(sum, amount),
                "{title}: {sum} and {line:?}"
            );
            last = Some(amount);
        } else {
            sum += amount;
            parts += 1;
        }
    }
    let last = last.ok_or_else(|| TestCaseError::fail(format!("{title} has no total")))?;
    prop_assert!(near(last, value), "{title}: {last} and {value}");
    Ok(value)
}

/// The net contribution of the rows behind a number is the number.
fn rows_make(
    project: &mut Project,
    explanation: &Explanation,
    value: f64,
) -> Result<(), TestCaseError> {
    let title = &explanation.title;
    let Some(query) = &explanation.rows else {
        prop_assert!(near(value, 0.0), "{title} has no rows: {value}");
        prop_assert!(explanation.rows_label.starts_with("0 "));
        return Ok(());
    };
    let page = project.table(query, 0, 0).unwrap();
    let net = page.columns.iter().position(|c| c.key == "net_profit");
    let sum = page.sums[net.unwrap()].unwrap();
    prop_assert!(near(sum, value), "{title}: rows make {sum}, not {value}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_explanation_adds_up_to_the_number_clicked(rows in rows(), filter in filter()) {
        let mut project = project(&rows);
        for kind in [
            TableKind::Customers, TableKind::Items, TableKind::Pairs { losing: false },
            TableKind::Clusters, TableKind::NineBox,
        ] {
            let page = project.table(&query(kind.clone(), &filter), 0, u64::MAX).unwrap();
            let net = page.columns.iter().position(|c| c.key == "net_profit").unwrap();
            for row in &page.rows {
                let explanation = project.explain(row.subject.as_ref().unwrap(), &filter).unwrap();
                let value = adds_up(&explanation)?;
                let TableValue::Number(shown) = row.cells[net] else { panic!("{row:?}") };
                prop_assert!(near(value, shown), "{kind:?} {}: {value} and {shown}", row.id);
                rows_make(&mut project, &explanation, value)?;
            }
        }
        let overview = project.overview(&filter).unwrap();
        for step in &overview.waterfall {
            let explanation = project.explain(step.subject.as_ref().unwrap(), &filter).unwrap();
            let value = adds_up(&explanation)?;
            // Gross sales and discounts are explained as the way to net sales.
            if !["Gross sales", "Discounts", "Surcharges"].contains(&step.label.as_str()) {
                // A step down is explained as the cost that it is.
                let sign = if step.total { 1.0 } else { -1.0 };
                prop_assert!(near(sign * value, step.amount), "{}: {value} and {}", step.label, step.amount);
            }
        }
        let service = Subject::Step { name: "cost_to_serve".to_owned() };
        let service = adds_up(&project.explain(&service, &filter).unwrap())?;
        prop_assert!(near(service, overview.totals.cost_to_serve));
        let net = project.explain(&Subject::NetContribution, &filter).unwrap();
        let value = adds_up(&net)?;
        prop_assert!(near(value, overview.totals.net_profit));
        rows_make(&mut project, &net, value)?;
        let peak = adds_up(&project.explain(&Subject::WhalePeak, &filter).unwrap())?;
        prop_assert!(near(peak, overview.whale.peak.cumulative));
        for pool in project.pools(false).unwrap().pools {
            let explanation = project.explain(&Subject::Pool { name: pool.name }, &filter).unwrap();
            prop_assert!(near(adds_up(&explanation)?, pool.amount));
        }
    }

    #[test]
    fn the_waterfall_falls_to_its_end(rows in rows(), filter in filter()) {
        let steps = project(&rows).overview(&filter).unwrap().waterfall;
        let mut height = 0.0;
        for (i, step) in steps.iter().enumerate() {
            if step.total {
                prop_assert!(i == 0 || near(height, step.amount), "{}: {height}", step.label);
                height = step.amount;
            } else {
                height += step.amount;
            }
        }
    }

    #[test]
    fn filters_of_one_kind_cut_every_total_into_parts(rows in rows(), within in filter()) {
        let mut project = project(&rows);
        // Pools by customer, too, and though the filter was there before the driver.
        let with_customers = project.settings().clone();
        let mut without = with_customers.clone();
        without.cost.pools.retain(|p| p.name != "customers");
        project.set_settings(without).unwrap();
        project.overview(&within).unwrap();
        project.set_settings(with_customers).unwrap();
        let ids = |kind: TableKind, project: &mut Project| -> Vec<String> {
            let page = project.table(&query(kind, &Filter::default()), 0, u64::MAX).unwrap();
            page.rows.into_iter().map(|r| r.id).collect()
        };
        let customers = ids(TableKind::Customers, &mut project);
        let items = ids(TableKind::Items, &mut project);
        let nobody = FilterTerm::Customer { id: "(none)".to_owned() };
        let cuts: [Vec<FilterTerm>; 5] = [
            customers.into_iter().map(|id| FilterTerm::Customer { id }).collect(),
            items.into_iter().map(|id| FilterTerm::Item { id }).collect(),
            (0..9).map(|i| FilterTerm::Cell { cell: cell(i) }).collect(),
            ["web", "retail", ""].map(|n| FilterTerm::Channel { name: n.to_owned() }).into(),
            Cluster::ALL.map(|cluster| FilterTerm::Cluster { cluster }).into_iter().chain([nobody]).collect(),
        ];
        let totals = |filter: &Filter, project: &mut Project| {
            let t = project.overview(filter).unwrap().totals;
            [t.lines as f64, t.units_sold, t.revenue, t.margin.unwrap(), t.cost_to_serve, t.net_profit]
        };
        for cut in cuts {
            // A cut within a filter that speaks of the same kind would be no cut.
            let speaks = |t: &&FilterTerm| cut.iter().any(|c| std::mem::discriminant(c) == std::mem::discriminant(*t));
            let within = Filter { terms: within.terms.iter().filter(|t| !speaks(t)).cloned().collect() };
            let whole = totals(&within, &mut project);
            let mut sum = [0.0; 6];
            for term in &cut {
                let mut part = within.clone();
                part.terms.push(term.clone());
                let part = totals(&part, &mut project);
                for (sum, part) in sum.iter_mut().zip(part) {
                    *sum += part;
                }
            }
            for (sum, whole) in sum.iter().zip(whole) {
                prop_assert!(near(*sum, whole), "{:?} within {within:?}: {sum} and {whole}", cut[0]);
            }
        }
    }
}

/// The class follows from the numbers shown beside it, whichever rule is in force.
#[test]
fn value_classes_agree_with_their_explanation() {
    use tenfold_core::settings::AbcBoundary::{
        ItemCount, ShareBefore, ShareIncludingAtMost, ShareIncludingBelow,
    };
    let mut text = "Order,Date,Customer,Item,Quantity,Net sales\n".to_owned();
    for (i, sales) in [40, 20, 10, 10, 8, 4, 3, 2, 1, 1, 1]
        .into_iter()
        .enumerate()
    {
        writeln!(text, "{i},2024-01-05,Ada,item {i},1,{sales}").unwrap();
    }
    for boundary in [
        ShareBefore,
        ShareIncludingAtMost,
        ShareIncludingBelow,
        ItemCount,
    ] {
        let mut project = analysed(text.as_bytes(), None);
        let mut settings = project.settings().clone();
        settings.demand.abc_boundary = boundary;
        settings.demand.abc_limits = [0.7, 0.9];
        project.set_settings(settings).unwrap();
        for i in 0..11 {
            let item = format!("item {i}");
            let explanation = project
                .explain(&Subject::Abc { item }, &Filter::default())
                .unwrap();
            let shown = |label: &str| {
                let line = explanation
                    .lines
                    .iter()
                    .find(|l| l.label.starts_with(label));
                match line.unwrap_or_else(|| panic!("no {label}")).amount {
                    TableValue::Number(n) => n,
                    _ => panic!("{label} is no number"),
                }
            };
            let inside = |class: &str| match boundary {
                ItemCount => shown("Rank") <= shown(&format!("Last rank of {class}")),
                ShareIncludingAtMost => {
                    shown("Share of") <= shown(&format!("Limit of {class}")) + 1e-9
                }
                _ => shown("Share of") < shown(&format!("Limit of {class}")) - 1e-9,
            };
            let class = if inside("A") {
                "A"
            } else if inside("B") {
                "B"
            } else {
                "C"
            };
            assert_eq!(
                explanation.value,
                TableValue::Text(class.to_owned()),
                "{boundary:?}: {explanation:#?}"
            );
        }
    }
}

#[test]
fn a_class_by_item_count_shows_ranks() {
    let mut text = "Order,Date,Customer,Item,Quantity,Net sales\n".to_owned();
    for i in 0..12 {
        writeln!(text, "{i},2024-01-05,Ada,item {i:02},1,{}", 100 - i).unwrap();
    }
    let mut project = analysed(text.as_bytes(), None);
    let mut settings = project.settings().clone();
    settings.demand.abc_boundary = tenfold_core::settings::AbcBoundary::ItemCount;
    project.set_settings(settings).unwrap();
    let item = "item 09".to_owned();
    let explanation = project
        .explain(&Subject::Abc { item }, &Filter::default())
        .unwrap();
    // Rank 10 of 12 is 83 % and yet an A: 80 % of 12 items, rounded up, are 10.
    assert_eq!(explanation.value, TableValue::Text("A".to_owned()));
    assert_eq!(
        explanation.formulas.last().unwrap(),
        "80\u{a0}% and 95\u{a0}% of 12 items are 10 and 12; rank 10 is within the last rank of A, 10"
    );
}
