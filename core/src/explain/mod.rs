//! Any number taken apart: its formula, the formula with the values put in, and the rows behind.

mod action;
mod demand;
mod ladder;
mod parts;
mod value;

use crate::project::Analysis;
use crate::project::view::{
    ColumnKind, ExplainLine, Explanation, Factors, Filter, FilterTerm, Provenance, Subject,
    TableKind, TableQuery, TableValue, UserError,
};

/// The method behind every ladder.
const SOURCE: &str =
    "Thomas, Supply chain segmentation: 10 steps to greater profits (2012), step 1";

/// Explains a number under a filter that was prepared. The money lines that are no totals add up
/// to the last total, which is the number.
///
/// # Errors
/// A customer, item or pool that is not in the data or settings.
pub fn explain(
    analysis: &Analysis,
    subject: &Subject,
    filter: &Filter,
) -> Result<Explanation, UserError> {
    match subject {
        Subject::NetContribution => Ok(ladder::company(analysis, filter)),
        Subject::Step { name } => parts::step(analysis, name, filter),
        Subject::Customer { id } => ladder::customer(analysis, id, filter),
        Subject::Item { id } => ladder::item(analysis, id, filter),
        Subject::Pair { customer, item } => ladder::pair(analysis, customer, item, filter),
        Subject::Cluster { cluster } => Ok(ladder::cluster(analysis, *cluster, filter)),
        Subject::Pool { name } => parts::pool(analysis, name),
        Subject::Cell { cell } => Ok(ladder::cell(analysis, cell, filter)),
        Subject::WhalePeak => Ok(parts::whale_peak(analysis, filter)),
        Subject::Abc { item } => value::abc(analysis, item),
        Subject::Demand { item } => demand::shape(analysis, item),
        Subject::Action { customer } => action::action(analysis, customer),
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
        amount: table_value(amount),
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

/// An amount of money that is its lines' sum; the rows behind are the caller's to add.
fn money(
    title: impl Into<String>,
    amount: f64,
    lines: Vec<ExplainLine>,
    formulas: Vec<String>,
) -> Explanation {
    Explanation {
        title: title.into(),
        value: table_value(amount),
        kind: ColumnKind::Money,
        lines,
        formulas,
        rows: None,
        rows_label: String::new(),
        series: Vec::new(),
        series_label: String::new(),
        source: SOURCE.to_owned(),
    }
}

fn table_value(number: f64) -> TableValue {
    if number.is_finite() {
        TableValue::Number(number + 0.0) // no "−0"
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
fn lines_behind(filter: &Filter, terms: Vec<FilterTerm>) -> Option<TableQuery> {
    query(TableKind::Lines { driver: None }, filter, terms)
}

/// A table under the filter and one more term of a kind each. None where the filter lets only
/// others of that kind pass: there are no rows behind the number.
fn query(kind: TableKind, filter: &Filter, terms: Vec<FilterTerm>) -> Option<TableQuery> {
    let mut filter = filter.clone();
    for term in terms {
        let of_its_kind =
            |t: &FilterTerm| std::mem::discriminant(t) == std::mem::discriminant(&term);
        if filter.terms.iter().any(of_its_kind) && !filter.terms.contains(&term) {
            return None;
        }
        // The others of its kind are alternatives, and out of the question now.
        filter.terms.retain(|t| !of_its_kind(t));
        filter.terms.push(term);
    }
    Some(TableQuery {
        kind,
        filter,
        sort: None,
        search: String::new(),
    })
}

/// A number with thousands separators and sensible decimals, for formulas in words. Below a
/// hundredth three digits count wherever they stand: a rate of 0.000002 multiplies millions.
pub(crate) fn figure(number: f64) -> String {
    const LEAST: usize = 4;
    let mut text = match number.abs() {
        n if n >= 1000.0 || n.fract() == 0.0 && n < 1e15 => format!("{n:.0}"),
        n if n >= 1.0 => format!("{n:.2}"),
        n if n >= 1e-12 => {
            let decimals = (2 - libm::floor(libm::log10(n)) as i32).max(LEAST as i32) as usize;
            format!("{n:.decimals$}")
        }
        n => format!("{n:.2e}"),
    };
    // Zeros behind the last digit, but not of four decimals.
    if let Some(point) = text.find('.')
        && number.abs() >= 1e-12
    {
        while text.len() > point + 1 + LEAST && text.ends_with('0') {
            text.pop();
        }
    }
    let (whole, rest) = text
        .split_once('.')
        .map_or((text.as_str(), ""), |(w, r)| (w, r));
    let grouped = whole
        .parse::<u64>()
        .map_or_else(|_| whole.to_owned(), crate::words::grouped);
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
    fn small_rates_keep_their_digits() {
        let got = [0.000_002, -0.001_234_5, 0.000_033_349, 0.009_999, 3e-20].map(figure);
        assert_eq!(
            got,
            ["0.000002", "−0.00123", "0.0000333", "0.0100", "3.00e-20"]
        );
    }

    #[test]
    fn figures_in_formulas() {
        let got = [1_842_000.0, 21.404, 0.5, -12.0, 0.044_16, 1234.56].map(figure);
        assert_eq!(
            got,
            ["1,842,000", "21.40", "0.5000", "−12", "0.0442", "1,235"]
        );
    }
}
