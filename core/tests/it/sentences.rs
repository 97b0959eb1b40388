//! Sentences and refusals in the cases that people run into on their first day.

use crate::support::{analysed, pool, read_and_analyse, with_pools};
use std::fmt::Write as _;
use tenfold_core::project::Project;
use tenfold_core::project::view::{
    Export, Filter, FilterTerm, Overview, Sort, Subject, TableKind, TableQuery, TableValue,
};
use tenfold_core::settings::{CostModel, Driver};

const HEADER: &str = "Order,Date,Customer,Item,Quantity,Net sales,Cost of goods\n";

fn sentences(overview: &Overview) -> Vec<String> {
    let mut all = vec![
        overview.headline.clone(),
        overview.lede.clone(),
        overview.whale_title.clone(),
        overview.clusters_title.clone(),
        overview.waterfall_title.clone(),
        overview.nine_box_title.clone(),
    ];
    all.extend(overview.clusters.iter().map(|c| c.remark.clone()));
    all
}

/// The headline and the title of the whale curve without any pool.
fn told(rows: &str) -> (String, String) {
    let mut project = analysed(format!("{HEADER}{rows}").as_bytes(), None);
    with_pools(&mut project, Vec::new());
    let overview = project.overview(&Filter::default()).unwrap();
    for text in sentences(&overview) {
        for never in [
            "NaN",
            "inf",
            "best 0",
            "first 0",
            "0 customers",
            "−0 ",
            "1 rows",
            "1 items",
            "1 customers",
        ] {
            assert!(!text.contains(never), "{text}");
        }
    }
    (plain(&overview.headline), plain(&overview.whale_title))
}

/// Without the spaces that keep a number and its unit on one line.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn sentences_are_true_in_the_odd_cases() {
    for (rows, headline, whale) in [
        (
            "1,2024-01-05,Ada,Bolt,10,100,60\n",
            "Ada earns 40 on net sales of 100",
            "The only customer earns money",
        ),
        (
            "1,2024-01-05,Ada,Bolt,10,100,160\n",
            "Ada loses 60 on net sales of 100",
            "Nobody earns money",
        ),
        (
            "1,2024-01-05,Ada,Bolt,10,100,60\n2,2024-01-05,Ben,Bolt,10,100,60\n",
            "None of 2 customers loses money: 80 net contribution",
            "No customer loses money; the best customer makes 50 % of the profit",
        ),
        (
            "1,2024-01-05,Ada,Bolt,0,0,0\n2,2024-01-05,Ben,Bolt,0,0,0\n",
            "None of 2 customers earns or loses money",
            "No customer earns or loses money",
        ),
        (
            "1,2024-01-05,Ada,Bolt,-1,-10,-6\n2,2024-01-05,Ben,Bolt,-1,-20,-12\n",
            "All 2 customers lose money: −12 together",
            "Nobody earns money",
        ),
        (
            "1,2024-01-05,Ada,Bolt,1,100,0\n2,2024-01-05,Ben,Bolt,1,10,60\n",
            "1 of 2 customers destroys 50 % of the profit that the others make",
            "The best customer earns 200 % of the profit; 1 loss maker takes 100 % away again",
        ),
        (
            "1,2024-01-05,Ada,Bolt,1,10,0\n2,2024-01-05,Ben,Bolt,1,10,60\n",
            "1 of 2 customers destroys more than the others make",
            "The best customer earns 10; 1 loss maker takes 50 away again",
        ),
        (
            "1,2024-01-05,,Bolt,1,10,60\n",
            "1 item loses 50 on net sales of 10",
            "No line names a customer",
        ),
    ] {
        let got = told(rows);
        assert_eq!(
            (got.0.as_str(), got.1.as_str()),
            (headline, whale),
            "{rows}"
        );
    }
}

#[test]
fn a_filter_that_nothing_passes_says_so() {
    let mut project = analysed(
        format!("{HEADER}1,2024-01-05,Ada,Bolt,10,100,60\n").as_bytes(),
        None,
    );
    for term in [
        FilterTerm::Channel {
            name: "web".to_owned(),
        },
        FilterTerm::Warehouse {
            name: "north".to_owned(),
        },
        FilterTerm::Customer {
            id: "Ben".to_owned(),
        },
        FilterTerm::Cell {
            cell: "AX".to_owned(),
        },
    ] {
        let filter = Filter { terms: vec![term] };
        let overview = project.overview(&filter).unwrap();
        assert_eq!(overview.totals.lines, 0, "{filter:?}");
        assert_eq!(overview.headline, "No order line passes the filter");
        assert!(sentences(&overview).iter().all(|s| !s.contains("NaN")));
        project.explain(&Subject::NetContribution, &filter).unwrap();
    }
}

#[test]
fn one_month_makes_no_claim_about_variability() {
    let rows = "1,2024-01-05,Ada,Bolt,10,100,60\n2,2024-01-09,Ben,Nut,1,5,4\n";
    let mut project = analysed(format!("{HEADER}{rows}").as_bytes(), None);
    let overview = project.overview(&Filter::default()).unwrap();
    assert_eq!(
        overview.nine_box_title,
        "2 items by value; one month says nothing about variability"
    );
}

#[test]
fn the_class_explanation_follows_the_rule_in_force() {
    let rows =
        "1,2024-01-05,Ada,Bolt,1,90,0\n2,2024-02-05,Ada,Nut,1,10,0\n3,2024-02-05,Ada,Screw,1,0,0\n";
    let mut project = analysed(format!("{HEADER}{rows}").as_bytes(), None);
    let explain = |project: &mut Project, item: &str| {
        let subject = Subject::Abc {
            item: item.to_owned(),
        };
        let explanation = project.explain(&subject, &Filter::default()).unwrap();
        (
            explanation.value,
            plain(explanation.formulas.last().unwrap()),
        )
    };
    let class = |letter: &str| TableValue::Text(letter.to_owned());
    let (value, why) = explain(&mut project, "Bolt");
    assert_eq!(
        (value, why.as_str()),
        (class("A"), "0 % is within the limit of A, 80 %")
    );
    let (value, why) = explain(&mut project, "Screw");
    assert_eq!(value, class("C"));
    assert!(why.starts_with("Net sales are not positive"), "{why}");
    let mut settings = project.settings().clone();
    settings.demand.abc_boundary = tenfold_core::settings::AbcBoundary::ShareIncludingAtMost;
    project.set_settings(settings).unwrap();
    let (value, why) = explain(&mut project, "Bolt");
    assert_eq!(value, class("B"));
    assert_eq!(
        why,
        "90 % is beyond the limit of A, 80 %, and within that of B, 95 %"
    );
}

#[test]
fn days_that_stand_for_none_do_not_stretch_the_calendar() {
    let rows = "1,2024-01-05,Ada,Bolt,10,100,60\n2,2024-02-05,Ben,Nut,1,5,4\n\
        3,9999-12-31,Ben,Nut,1,7,4\n4,1900-01-01,Ben,Nut,1,9,4\n";
    let mut project = analysed(format!("{HEADER}{rows}").as_bytes(), None);
    let totals = project.overview(&Filter::default()).unwrap().totals;
    assert_eq!((totals.months, totals.lines), (2, 2));
    let aside = &project.quality()[0].set_aside[0];
    assert_eq!(
        (
            aside.reason.as_str(),
            aside.rows,
            aside.money,
            aside.example.as_str()
        ),
        ("date", 2, 16.0, "9999-12-31")
    );
}

#[test]
fn the_costs_of_the_demo_company_go_with_it() {
    let mut project = Project::default();
    project.load_demo().unwrap();
    assert_eq!(project.settings().cost.model, CostModel::Drivers);
    let text = format!("{HEADER}1,2024-01-05,Ada,Bolt,10,100,60\n");
    project
        .open("own.csv", text.len() as u64, text.as_bytes(), None)
        .unwrap();
    read_and_analyse(&mut project, text.as_bytes());
    assert_eq!(project.settings().cost.model, CostModel::Simple);
    assert_eq!(project.settings().currency, "");
    let totals = project.overview(&Filter::default()).unwrap().totals;
    assert!(totals.cost_to_serve <= 20.0, "{}", totals.cost_to_serve);
}

#[test]
fn pools_need_names_of_their_own() {
    let mut project = analysed(
        format!("{HEADER}1,2024-01-05,Ada,Bolt,10,100,60\n").as_bytes(),
        None,
    );
    let before = project.settings().clone();
    for names in [
        ["Picking", "Picking"],
        ["Picking", " "],
        ["Picking", "margin"],
    ] {
        let mut settings = before.clone();
        settings.cost.model = CostModel::Drivers;
        settings.cost.pools = names.map(|n| pool(n, 10.0, Driver::Lines, 0.5)).into();
        assert!(project.set_settings(settings).is_err(), "{names:?}");
        assert_eq!(project.settings(), &before);
    }
}

#[test]
fn a_file_of_pools_that_cannot_be_used_stops_the_analysis() {
    let text = format!("{HEADER}1,2024-01-05,Ada,Bolt,10,100,60\n");
    let pools = b"Pool,Amount,Driver\nPicking,100,lines\nTransport,200,moon phases\n";
    let mut project = Project::default();
    project
        .open("own.csv", text.len() as u64, text.as_bytes(), None)
        .unwrap();
    project
        .open("pools.csv", pools.len() as u64, pools, None)
        .unwrap();
    let error = project.reader(0).err().unwrap();
    assert!(error.title.starts_with("pools.csv"), "{error:?}");
    assert!(
        error.detail.contains("row 3") && error.detail.contains("Driver"),
        "{error:?}"
    );
}

#[test]
fn settings_of_another_file_leave_the_opened_one_as_it_was() {
    let text = format!("{HEADER}1,2024-01-05,Ada,Bolt,10,100,60\n");
    let mut project = Project::default();
    project
        .open("own.csv", text.len() as u64, text.as_bytes(), None)
        .unwrap();
    let before = project.opened();
    for settings in [
        r#"{"decimal": ",", "columns": {"order": "No such header"}}"#,
        r#"{"decimal": ",", "encoding": "ebcdic"}"#,
        r#"{"decimal": "comma"}"#,
        r#"{"delimiter": "||"}"#,
        r#"{"decimal": ",", "date_formats": ["soon"]}"#,
        r#"{"decimal": ",", "return_order_regex": "("}"#,
    ] {
        assert!(project.import_settings(settings).is_err(), "{settings}");
        assert_eq!(project.opened(), before, "{settings}");
    }
}

#[test]
fn a_blank_list_price_gives_nothing_away() {
    let text = "Order,Date,Customer,Item,Quantity,Net sales,List value\n\
        1,2024-01-05,Ada,Bolt,10,90,100\n2,2024-01-06,Ada,Bolt,10,80,\n";
    let mapping = r#"{"columns": {"order": "Order", "date": "Date", "customer": "Customer",
        "product": "Item", "quantity": "Quantity", "revenue": "Net sales", "gross_revenue": "List value"}}"#;
    let mut project = analysed(text.as_bytes(), Some(mapping));
    let waterfall = project.overview(&Filter::default()).unwrap().waterfall;
    let amounts: Vec<f64> = waterfall.iter().take(3).map(|s| s.amount).collect();
    assert_eq!(amounts, [180.0, -10.0, 170.0]);
}

#[test]
fn texts_sort_both_ways_with_ties_in_order_and_blanks_last() {
    let text = "Order,Date,Customer,Item,Quantity,Net sales,Family\n\
        1,2024-01-05,Ada,D,1,4,b\n1,2024-01-05,Ada,C,1,3,a\n1,2024-01-05,Ada,B,1,2,b\n1,2024-01-05,Ada,A,1,1,a\n";
    let mut project = analysed(text.as_bytes(), None);
    let mut order = |descending| -> Vec<String> {
        let query = TableQuery {
            kind: TableKind::Items,
            filter: Filter::default(),
            sort: Some(Sort {
                column: "family".to_owned(),
                descending,
            }),
            search: String::new(),
        };
        let page = project.table(&query, 0, u64::MAX).unwrap();
        page.rows.into_iter().map(|r| r.id).collect()
    };
    assert_eq!(order(false), ["C", "A", "D", "B"]);
    assert_eq!(order(true), ["D", "B", "C", "A"]);
}

#[test]
fn a_long_table_is_written_whole() {
    let mut text = HEADER.to_owned();
    for i in 0..45_001 {
        writeln!(text, "{i},2024-01-05,Ada,Bolt,1,2,1").unwrap();
    }
    let mut project = analysed(text.as_bytes(), None);
    let query = TableQuery {
        kind: TableKind::Lines { driver: None },
        filter: Filter::default(),
        sort: None,
        search: String::new(),
    };
    let file = project.export(&Export::Csv { query }).unwrap();
    let mut reader = csv::Reader::from_reader(&file.bytes[3..]);
    let rows: Vec<u64> = reader
        .records()
        .map(|r| r.unwrap()[0].parse().unwrap())
        .collect();
    assert!(rows.iter().copied().eq(2..45_003), "{}", rows.len());
}

#[test]
fn without_a_cost_of_goods_nothing_is_called_profit() {
    let text = "Order,Date,Customer,Item,Quantity,Net sales\n\
        1,2024-01-05,Ada,Bolt,10,100\n2,2024-01-09,Ben,Nut,1,50\n";
    let mut project = analysed(text.as_bytes(), None);
    let overview = project.overview(&Filter::default()).unwrap();
    assert!(
        overview.headline.ends_with("before cost of goods"),
        "{}",
        overview.headline
    );
    assert!(overview.notices[0].message.contains("no cost of goods"));
    let query = TableQuery {
        kind: TableKind::Customers,
        filter: Filter::default(),
        sort: None,
        search: String::new(),
    };
    let page = project.table(&query, 0, 10).unwrap();
    let margin = page.columns.iter().position(|c| c.key == "margin").unwrap();
    assert_eq!(
        page.sums[margin], None,
        "no row has a margin, nor their sum"
    );
}

#[test]
fn without_customers_the_first_screen_says_so() {
    let text = "Order,Date,Item,Quantity,Net sales,Cost of goods\n1,2024-01-05,Bolt,10,100,60\n";
    let mut project = analysed(text.as_bytes(), None);
    let said = |findings: &[tenfold_core::project::view::Finding]| {
        findings.iter().any(|f| f.message.contains("names"))
    };
    assert!(said(&project.opened()[0].findings));
    assert!(said(&project.overview(&Filter::default()).unwrap().notices));
}

#[test]
fn freight_in_the_file_is_not_assumed_again() {
    let text =
        "Order,Date,Customer,Item,Quantity,Net sales,Freight\n1,2024-01-05,Ada,Bolt,10,100,7\n";
    let mapping = r#"{"columns": {"order": "Order", "date": "Date", "customer": "Customer",
        "product": "Item", "quantity": "Quantity", "revenue": "Net sales"},
        "direct_costs": ["Freight"], "cost_model": "simple"}"#;
    let mut project = analysed(text.as_bytes(), Some(mapping));
    let pools = project.pools(false).unwrap().pools;
    let transport = pools.iter().find(|p| p.name == "Transport").unwrap();
    assert_eq!(transport.amount, 0.0);
}

#[test]
fn lines_without_a_weight_are_told_and_many_of_them_make_it_no_driver() {
    let rows = |weighed: usize| {
        let mut text = "Order,Date,Customer,Item,Quantity,Net sales,Weight\n".to_owned();
        for line in 0..20 {
            let weight = if line < weighed { "5" } else { "" };
            writeln!(text, "{line},2024-01-05,Ada,Bolt,10,100,{weight}").unwrap();
        }
        analysed(text.as_bytes(), None)
    };
    let driver = |project: &mut Project| project.pools(false).unwrap().pools[0].driver;
    assert_eq!(driver(&mut rows(20)), Driver::Weight);
    let mut few_missing = rows(19);
    assert_eq!(driver(&mut few_missing), Driver::Weight);
    let findings = few_missing.pools(false).unwrap().findings;
    assert!(
        findings
            .iter()
            .any(|f| f.message.contains("have no weight"))
    );
    assert_eq!(driver(&mut rows(10)), Driver::Revenue);
}

#[test]
fn the_cause_named_is_what_sets_the_losers_apart() {
    // Ordering weighs most in everybody's cost to serve; the loser's trouble is the margin.
    let rows = "1,2024-01-05,Ada,Bolt,10,1000,400\n2,2024-01-05,Ben,Bolt,10,1000,990\n";
    let mut project = analysed(format!("{HEADER}{rows}").as_bytes(), None);
    with_pools(
        &mut project,
        vec![pool("Ordering", 100.0, Driver::Orders, 0.2)],
    );
    let overview = project.overview(&Filter::default()).unwrap();
    assert_eq!(
        plain(&overview.clusters_title),
        "Gross margin is 1.0 % of sales in the losing clusters, 60 % in the others"
    );
    let rows = "1,2024-01-05,Ada,Bolt,10,1000,400\n2,2024-01-05,Ben,Bolt,10,100,40\n";
    let mut project = analysed(format!("{HEADER}{rows}").as_bytes(), None);
    with_pools(
        &mut project,
        vec![pool("Ordering", 200.0, Driver::Orders, 0.2)],
    );
    let overview = project.overview(&Filter::default()).unwrap();
    assert_eq!(
        plain(&overview.clusters_title),
        "Ordering takes 100 % of sales in the losing clusters, 10 % in the others"
    );
}

#[test]
fn a_mapping_is_remembered_for_the_same_headers() {
    let month = |number: u32| format!("a,b,c,d,e,f\n{number},2024-0{number}-05,Ada,Bolt,10,100\n");
    let mapping = r#"{"columns": {"order": "a", "date": "b", "customer": "c", "product": "d",
        "quantity": "e", "revenue": "f"}}"#;
    // As imported before any file was there…
    let mut project = Project::default();
    project.import_settings(mapping).unwrap();
    let open = |project: &mut Project, text: &str| {
        project
            .open("lines.csv", text.len() as u64, text.as_bytes(), None)
            .unwrap();
        project.opened().last().unwrap().clone()
    };
    let file = open(&mut project, &month(1));
    assert_eq!(file.missing, Vec::<String>::new());
    assert!(
        file.findings
            .iter()
            .any(|f| f.message.contains("last file with these headers"))
    );
    read_and_analyse(&mut project, month(1).as_bytes());
    // …and as corrected in a file of last month.
    project.close_opened();
    let file = open(&mut project, &month(2));
    assert_eq!(file.missing, Vec::<String>::new());
    // Another file is detected as ever.
    project.close_opened();
    let file = open(
        &mut project,
        &format!("{HEADER}1,2024-01-05,Ada,Bolt,10,100,60\n"),
    );
    assert_eq!(file.missing, Vec::<String>::new());
    assert!(file.findings.is_empty(), "{:?}", file.findings);
}
