//! Any number taken apart: its formula, the formula with the values put in, and the rows behind.

mod demand;
mod ladder;

use crate::project::Analysis;
use crate::project::view::{
    ColumnKind, ExplainLine, Explanation, Factors, Filter, FilterTerm, Provenance, Subject,
    TableKind, TableQuery, TableValue, UserError,
};

/// Explains a number under a filter that was prepared.
pub fn explain(
    analysis: &Analysis,
    subject: &Subject,
    filter: &Filter,
) -> Result<Explanation, UserError> {
    match subject {
        Subject::NetContribution => Ok(ladder::company(analysis, filter)),
        Subject::Step { name } => ladder::step(analysis, name, filter),
        Subject::Customer { id } => ladder::customer(analysis, id, filter),
        Subject::Item { id } => ladder::item(analysis, id, filter),
        Subject::Pair { customer, item } => ladder::pair(analysis, customer, item, filter),
        Subject::Cluster { cluster } => Ok(ladder::cluster(analysis, *cluster, filter)),
        Subject::Pool { name } => ladder::pool(analysis, name),
        Subject::Cell { cell } => Ok(ladder::cell(analysis, cell, filter)),
        Subject::WhalePeak => Ok(ladder::whale_peak(analysis, filter)),
        Subject::Abc { item } => demand::abc(analysis, item),
        Subject::Demand { item } => demand::shape(analysis, item),
    }
}

/// A key that is not in the data (any more).
pub(crate) fn unknown(what: &str, id: &str) -> UserError {
    UserError {
        title: format!("{what} “{id}” is not in the data"),
        detail: "It may have gone with another file or setting".to_owned(),
        remedy: "Choose it again from the table".to_owned(),
    }
}

fn line(label: &str, amount: f64) -> ExplainLine {
    ExplainLine {
        label: label.to_owned(),
        factors: None,
        amount: value(amount),
        kind: ColumnKind::Money,
        total: false,
        provenance: Provenance::Measured,
        subject: None,
    }
}

fn total(label: &str, amount: f64) -> ExplainLine {
    ExplainLine {
        total: true,
        ..line(label, amount)
    }
}

fn value(number: f64) -> TableValue {
    if number.is_finite() {
        TableValue::Number(number)
    } else {
        TableValue::Missing(())
    }
}

fn factors(quantity: f64, unit: &str, rate: f64) -> Factors {
    Factors {
        quantity,
        unit: unit.to_owned(),
        rate,
    }
}

/// The order lines behind a number: the filter in force, narrowed.
fn lines_behind(filter: &Filter, terms: Vec<FilterTerm>) -> TableQuery {
    query(TableKind::Lines { driver: None }, filter, terms)
}

fn query(kind: TableKind, filter: &Filter, terms: Vec<FilterTerm>) -> TableQuery {
    let mut filter = filter.clone();
    for term in terms {
        // A single customer or item takes the place of others of its kind.
        filter
            .terms
            .retain(|t| std::mem::discriminant(t) != std::mem::discriminant(&term));
        filter.terms.push(term);
    }
    TableQuery {
        kind,
        filter,
        sort: None,
        search: String::new(),
    }
}

/// A number with thousands separators and sensible decimals, for formulas in words.
pub(crate) fn figure(number: f64) -> String {
    let decimals = match number.abs() {
        n if n >= 1000.0 || n.fract() == 0.0 && n < 1e15 => 0,
        n if n >= 1.0 => 2,
        _ => 4,
    };
    let text = format!("{:.decimals$}", number.abs());
    let (whole, rest) = text
        .split_once('.')
        .map_or((text.as_str(), ""), |(w, r)| (w, r));
    let grouped = whole
        .parse::<u64>()
        .map_or_else(|_| whole.to_owned(), crate::project::words::grouped);
    let sign = if number < 0.0 { "−" } else { "" };
    if rest.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}.{rest}")
    }
}

#[cfg(test)]
mod tests {
    use super::figure;

    #[test]
    fn figures_in_formulas() {
        let got = [1_842_000.0, 21.404, 0.5, -12.0, 0.044_16, 1234.56].map(figure);
        assert_eq!(
            got,
            ["1,842,000", "21.40", "0.5000", "−12", "0.0442", "1,235"]
        );
    }
}
