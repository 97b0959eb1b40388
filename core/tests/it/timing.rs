//! How long a changed setting takes until a screen has its answer, on a file as large as wanted.
//! Nothing is asserted; run by hand:
//! `TENFOLD_TIMING=lines.csv cargo test -p tenfold-core --test it timing -- --ignored --nocapture`

use crate::support::read_and_analyse;
use std::time::Instant;
use tenfold_core::dataset::Attached;
use tenfold_core::project::Project;
use tenfold_core::project::view::{Filter, FilterTerm, TableKind, TableQuery};
use tenfold_core::segment::Cluster;
use tenfold_core::settings::{CostModel, Driver, Settings};

type Change = fn(&mut Settings, usize);
type Screen = (&'static str, Vec<FilterTerm>, fn(&mut Project, &Filter));

fn table(project: &mut Project, filter: &Filter, kind: TableKind) {
    let query = TableQuery {
        kind,
        filter: filter.clone(),
        sort: None,
        search: String::new(),
    };
    project.table(&query, 0, 40).unwrap();
}

#[test]
#[ignore = "prints times of a file that is not part of the project"]
fn timing() {
    let Ok(path) = std::env::var("TENFOLD_TIMING") else {
        return;
    };
    let text = std::fs::read(path).unwrap();
    let mut project = Project::default();
    let head = &text[..text.len().min(Project::HEAD_BYTES)];
    project
        .open("lines.csv", text.len() as u64, head, None)
        .unwrap_or_else(|e| panic!("{e:?}"));
    read_and_analyse(&mut project, &text);
    drop(text);
    // Terms and stock values, so that the drivers that lines do not count by themselves are there.
    let data = &project.analysis().unwrap().data;
    let attached = Attached {
        payment_days: Some(
            (0..data.customers.len())
                .map(|c| Some((c % 90) as f64))
                .collect(),
        ),
        stock_value: Some(
            (0..data.items.len())
                .map(|i| Some((i % 999) as f64))
                .collect(),
        ),
        ..Attached::default()
    };
    project.attach(attached).unwrap_or_else(|e| panic!("{e:?}"));
    let mut settings = project.settings().clone();
    settings.cost.model = CostModel::Drivers;
    settings.cost.pools = [
        ("Entry", Driver::Orders),
        ("Picking", Driver::Lines),
        ("Freight", Driver::Weight),
        ("Care", Driver::Customers),
    ]
    .map(|(name, driver)| crate::support::pool(name, 900_000.0, driver, 0.5))
    .to_vec();
    let filter = |term: FilterTerm| vec![term];
    let data = &project.analysis().unwrap().data;
    let channel = data.channels.as_ref().map(|c| c.texts[0].clone());
    let item = data.items.ids[0].clone();
    let screens: Vec<Screen> = vec![
        ("clusters", vec![], |p, f| drop(p.overview(f))),
        (
            "clusters, channel",
            channel
                .map(|name| FilterTerm::Channel { name })
                .into_iter()
                .collect(),
            |p, f| drop(p.overview(f)),
        ),
        (
            "clusters, an item",
            filter(FilterTerm::Item { id: item }),
            |p, f| drop(p.overview(f)),
        ),
        (
            "clusters, cluster D",
            filter(FilterTerm::Cluster {
                cluster: Cluster::D,
            }),
            |p, f| drop(p.overview(f)),
        ),
        (
            "clusters, cell AX",
            filter(FilterTerm::Cell {
                cell: "AX".to_owned(),
            }),
            |p, f| drop(p.overview(f)),
        ),
        ("map", vec![], |p, f| drop(p.customer_map(f))),
        ("demand", vec![], |p, _| drop(p.demand())),
        ("pools", vec![], |p, _| drop(p.pools(false))),
        ("actions", vec![], |p, f| table(p, f, TableKind::Actions)),
        ("losing pairs", vec![], |p, f| {
            table(p, f, TableKind::Pairs { losing: true });
        }),
        ("order sizes", vec![], |p, f| {
            drop(p.order_sizes(f));
            table(p, f, TableKind::OrderSizes);
        }),
        ("behaviour", vec![], |p, f| {
            drop(p.behaviour(f));
            table(p, f, TableKind::Behaviour);
        }),
        ("similar", vec![], |p, f| drop(p.similar_customers(f))),
        ("comparison", vec![], |p, f| {
            table(p, f, TableKind::Comparison);
        }),
        ("robustness", vec![], |p, f| {
            table(p, f, TableKind::Robustness);
        }),
        ("customers", vec![], |p, f| {
            table(p, f, TableKind::Customers);
        }),
        ("items", vec![], |p, f| table(p, f, TableKind::Items)),
    ];
    let changes: [(&str, Change); 6] = [
        ("limit", |s, i| {
            s.demand.abc_limits[0] = 0.6 + 0.01 * i as f64;
        }),
        ("pool", |s, i| s.cost.pools[0].amount = 9e5 + i as f64),
        ("driver", |s, i| {
            s.cost.pools[1].driver = [Driver::Units, Driver::Lines][i % 2];
        }),
        ("extra", |s, i| {
            s.cost.pools[1].driver = [Driver::StockByVariance, Driver::Receivables][i % 2];
        }),
        ("cluster", |s, i| {
            s.segment.cluster_share = 0.6 + 0.01 * i as f64;
        }),
        ("lever", |s, i| {
            s.levers.price_rise = 0.02 + 0.001 * i as f64;
        }),
    ];
    print!("{:22}", "ms, median (first)");
    for (name, _) in &changes {
        print!("{name:>16}");
    }
    println!();
    for (name, terms, screen) in &screens {
        let filter = Filter {
            terms: terms.clone(),
        };
        print!("{name:22}");
        for (_, change) in &changes {
            project
                .set_settings(settings.clone())
                .unwrap_or_else(|e| panic!("{e:?}"));
            screen(&mut project, &filter);
            let mut times: Vec<f64> = (0..7)
                .map(|i| {
                    let mut changed = settings.clone();
                    change(&mut changed, i);
                    let start = Instant::now();
                    project
                        .set_settings(changed)
                        .unwrap_or_else(|e| panic!("{e:?}"));
                    screen(&mut project, &filter);
                    start.elapsed().as_secs_f64() * 1e3
                })
                .collect();
            let first = times[0];
            times.sort_by(f64::total_cmp);
            print!("{:>16}", format!("{:.1} ({first:.0})", times[3]));
        }
        println!();
    }
}
