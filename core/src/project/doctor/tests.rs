//! Currencies and units, which come from columns that the order lines need not have: attached by
//! hand here.

use super::doctor;
use crate::dataset::LineLabels;
use crate::project::view::{CheckReport, CheckState, Filter};
use crate::project::{Project, ReadOutcome};
use crate::settings::{Check, Fix};

/// Three lines, in the currencies and units given.
fn project(currencies: &[&str], units: &[&str]) -> Project {
    let text = b"Order,Date,Customer,Item,Quantity,Net sales,Cost\n\
        1,2024-01-05,Ada,Bolt,10,100,60\n\
        2,2024-02-06,Ada,Bolt,10,100,60\n\
        3,2024-03-07,Ben,Bolt,2,200,120\n";
    let mut project = Project::default();
    project
        .open("lines.csv", text.len() as u64, text, None)
        .unwrap();
    let mut reader = project.reader(0).unwrap();
    reader.push(text).unwrap();
    let ReadOutcome::Table(table) = project.finish_reading(0, reader).unwrap() else {
        panic!("the file is read twice");
    };
    project.analyse(*table).unwrap();
    let labels = |of: &[&str]| {
        (!of.is_empty()).then(|| LineLabels {
            texts: of.iter().map(|t| (*t).to_owned()).collect(),
            codes: (0..of.len() as u32).collect(),
        })
    };
    let mut analysis = project.analysis.take().unwrap();
    analysis.data.attached.currencies = labels(currencies);
    analysis.data.attached.units = labels(units);
    // As after a reading that attached them.
    let settings = analysis.settings().clone();
    project.analysis = Some(analysis.mended_anew(&settings).unwrap_or_else(|a| *a));
    project
}

fn report(project: &mut Project, check: Check) -> CheckReport {
    let analysis = project.analysis.as_mut().unwrap();
    analysis.examine();
    let report = doctor(analysis);
    report
        .checks
        .into_iter()
        .find(|c| c.check == check)
        .unwrap()
}

fn mend(project: &mut Project, fixes: Vec<Fix>) {
    let mut settings = project.settings().clone();
    settings.doctor.fixes = fixes;
    project.set_settings(settings).unwrap();
}

#[test]
fn mixed_currencies_are_told_converted_and_set_aside() {
    let mut project = project(&["EUR", "EUR ", "USD"], &[]);
    // Two spellings of one currency are two until the user says otherwise.
    assert_eq!(report(&mut project, Check::Currencies).lines, 2);
    let notices = project.overview(&Filter::default()).unwrap().notices;
    assert!(
        notices
            .iter()
            .any(|n| n.message.contains("several currencies")),
        "{notices:?}"
    );

    let rate = |currency: &str, rate| Fix::CurrencyRate {
        currency: currency.to_owned(),
        rate,
    };
    mend(&mut project, vec![rate("USD", 0.5), rate("EUR ", 1.0)]);
    let overview = project.overview(&Filter::default()).unwrap();
    assert_eq!(
        (overview.totals.revenue, overview.totals.cost),
        (300.0, Some(180.0))
    );
    assert!(
        !overview
            .notices
            .iter()
            .any(|n| n.message.contains("several currencies"))
    );
    assert_eq!(
        report(&mut project, Check::Currencies).state,
        CheckState::Fine
    );

    let only = Some("USD".to_owned());
    mend(
        &mut project,
        vec![Fix::SetAside {
            check: Check::Currencies,
            only,
        }],
    );
    assert_eq!(
        project.overview(&Filter::default()).unwrap().totals.revenue,
        200.0
    );
    let quality = project.quality().remove(0);
    assert_eq!(
        (quality.used, quality.set_aside[0].reason.as_str()),
        (2, "other currency")
    );
}

#[test]
fn mixed_units_are_told_and_converted() {
    let mut project = project(&[], &["PC", "PC", "BOX"]);
    // Lines 1 and 2 share a unit by text, which is one code in a file; here they are two labels.
    let found = report(&mut project, Check::Units);
    assert!(
        found
            .title
            .starts_with("1 item is counted in several units"),
        "{}",
        found.title
    );
    let unit = "BOX".to_owned();
    mend(&mut project, vec![Fix::UnitFactor { unit, factor: 10.0 }]);
    assert_eq!(
        project
            .overview(&Filter::default())
            .unwrap()
            .totals
            .units_sold,
        40.0
    );
}

#[test]
fn the_one_currency_of_a_file_is_what_money_is_in() {
    let currency = |named: [&str; 2]| {
        let [one, other] = named;
        let text = format!(
            "Order,Date,Customer,Item,Quantity,Net sales,Currency\n\
             1,2024-01-05,Ada,Bolt,10,100,{one}\n\
             2,2024-02-06,Ada,Bolt,10,100,{other}\n"
        );
        let text = text.as_bytes();
        let mut project = Project::default();
        project
            .open("lines.csv", text.len() as u64, text, None)
            .unwrap();
        let mut reader = project.reader(0).unwrap();
        reader.push(text).unwrap();
        let ReadOutcome::Table(table) = project.finish_reading(0, reader).unwrap() else {
            panic!("the file is read twice");
        };
        project.analyse(*table).unwrap();
        project.settings().currency.clone()
    };
    assert_eq!(currency(["eur", "eur"]), "EUR");
    assert_eq!(currency(["EUR", ""]), "EUR");
    assert_eq!(currency(["EUR", "USD"]), "");
    assert_eq!(currency(["$", "$"]), "");
}

#[test]
fn one_currency_is_no_finding() {
    let mut project = project(&["EUR", "EUR", "EUR"], &[]);
    let analysis = project.analysis.as_mut().unwrap();
    analysis.data.attached.currencies.as_mut().unwrap().codes = vec![0, 0, 0];
    analysis.examined = None;
    assert_eq!(
        report(&mut project, Check::Currencies).state,
        CheckState::Fine
    );
}
