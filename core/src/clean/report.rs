//! The quality report: what was used, what was set aside, and what the user should know.

use super::cost::{CostOfGoods, DirectCosts, NetSales};
use super::extras::{Extras, KeysOf, tell_broken_keys};
use crate::dataset::LineKind;
use crate::fields::Field;
use crate::project::view::{Finding, Quality, SetAside, Severity};
use crate::read::column::KeyColumn;
use crate::read::{OrderTable, date};
use crate::settings::DateOrder;
use crate::stats::{Sum, lines_where};
use crate::words;
use std::borrow::Cow;

pub(super) struct Inputs<'a> {
    pub kinds: &'a [LineKind],
    pub dates: &'a KeyColumn,
    /// The dates' texts by code, in UTF-8.
    pub date_texts: &'a [Cow<'a, [u8]>],
    pub quantity: &'a [f64],
    pub sales: &'a NetSales,
    pub cost: &'a CostOfGoods,
    pub direct: &'a DirectCosts,
    /// Order number of a line.
    pub order_text: &'a dyn Fn(u32) -> String,
    pub order_of_dates: DateOrder,
    pub day_of_code: &'a [Option<date::Day>],
    pub extras: &'a Extras,
    /// Items and customers by line, with their headers.
    pub keys: &'a [KeysOf<'a>],
}

const FILL_IN_COST: &str = "Fill in the cost in the file";
const NEGATE_RETURNS: &str = "Make returns negative in the file, or unmap the mark";
const MARK_RETURNS: &str =
    "Make the quantity of returns negative in the file, or map a column that marks them";

/// Whether the data doctor has a check for the same, with its fix.
pub(crate) fn is_checked(finding: &Finding) -> bool {
    [FILL_IN_COST, NEGATE_RETURNS, MARK_RETURNS].contains(&finding.remedy.as_str())
}

/// Adds a finding: severity, line, column, what is odd, and the way out.
pub(super) type Tell<'a> = dyn FnMut(Severity, Option<u32>, Option<&str>, String, &str) + 'a;

pub(super) fn quality(table: &OrderTable, inputs: &Inputs) -> Quality {
    let aside = lines_where(inputs.kinds.len(), |l| !inputs.kinds[l].is_used());
    let used = (inputs.kinds.len() - aside.len()) as u64;
    let set_aside = LineKind::SET_ASIDE
        .into_iter()
        .filter_map(|kind| set_aside(table, inputs, &aside, kind))
        .collect();
    Quality {
        file: table.file.clone(),
        rows: u64::from(table.lines),
        used,
        set_aside,
        findings: findings(table, inputs),
        cost_estimated_revenue: inputs.cost.estimated_revenue,
        cost_estimated_lines: inputs.cost.estimated_lines.into(),
        cost_source: inputs.cost.source.clone(),
        matches: Vec::new(),
    }
}

/// One reason for which lines are set aside; `aside` are all of them.
fn set_aside(
    table: &OrderTable,
    inputs: &Inputs,
    aside: &[u32],
    kind: LineKind,
) -> Option<SetAside> {
    let lines = || {
        let lines = aside.iter().map(|&l| l as usize);
        lines.filter(|&l| inputs.kinds[l] == kind)
    };
    let first = lines().next()?;
    let money: Sum = lines()
        .map(|l| inputs.sales.values[l])
        .filter(|v| !v.is_nan())
        .collect();
    let header = |field| table.header_of(field).unwrap_or("?").to_owned();
    let (example, remedy) = match kind {
        LineKind::NoDate => {
            let text = table.text(inputs.dates.texts.bytes(inputs.dates.codes[first]));
            (
                text,
                "Check the date order, and dates that stand for none, such as 9999-12-31"
                    .to_owned(),
            )
        }
        LineKind::NoItem => (
            String::new(),
            "Fill in the item in the file, or map another column".to_owned(),
        ),
        LineKind::NoQuantity => (
            unreadable_text(table, Field::Quantity, first),
            format!(
                "Correct the cell in “{}”, or the decimal sign",
                header(Field::Quantity)
            ),
        ),
        LineKind::NoRevenue if discount_beyond(inputs, first).is_some() => (
            format!(
                "{} discount",
                words::percent(discount_beyond(inputs, first).unwrap_or_default())
            ),
            format!(
                "Correct “{}”: no discount exceeds 100 %",
                header(Field::DiscountRate)
            ),
        ),
        LineKind::NoRevenue => (
            unreadable_text(table, Field::Revenue, first),
            "Correct the cell, the decimal sign, or map net sales to another column".to_owned(),
        ),
        _ => (
            String::new(),
            "Cancelled lines are no sales; unmap the column to count them".to_owned(),
        ),
    };
    Some(SetAside {
        reason: kind.reason().to_owned(),
        rows: lines().count() as u64,
        money: money.value(),
        remedy,
        first_row: table.row_of(first as u32),
        example: if example.is_empty() {
            "(blank)".to_owned()
        } else {
            example
        },
    })
}

/// The discount of a line that has one beyond 100 %.
fn discount_beyond(inputs: &Inputs, line: usize) -> Option<f64> {
    let beyond = &inputs.sales.beyond;
    let at = beyond.binary_search_by_key(&(line as u32), |(line, _)| *line);
    at.ok().map(|at| beyond[at].1)
}

fn unreadable_text(table: &OrderTable, field: Field, line: usize) -> String {
    let find = |field| {
        let column = table.number(field)?;
        let found = column
            .examples
            .binary_search_by_key(&(line as u32), |e| e.line)
            .ok()?;
        Some(table.text(&column.examples[found].text))
    };
    find(field)
        .or_else(|| find(Field::UnitPrice))
        .unwrap_or_default()
}

fn findings(table: &OrderTable, inputs: &Inputs) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut tell =
        |severity, line: Option<u32>, column: Option<&str>, message: String, remedy: &str| {
            findings.push(Finding {
                severity,
                file: line.map_or(&*table.file, |l| table.file_of(l)).to_owned(),
                row: line.map(|l| table.row_of(l)),
                column: column.map(str::to_owned),
                message,
                remedy: remedy.to_owned(),
            });
        };
    if let Some((count, line)) = table.short {
        tell(
            Severity::Warning,
            Some(line),
            None,
            format!(
                "{} fewer fields than the header; the missing ones count as blank",
                words::count(count.into(), "row has", "rows have")
            ),
            "Check the delimiter, or the rows in the file",
        );
    }
    if let Some((count, line)) = table.long {
        tell(
            Severity::Warning,
            Some(line),
            None,
            format!(
                "{} more fields than the header; the extra ones are passed over",
                words::count(count.into(), "row has", "rows have")
            ),
            "Check the delimiter, and texts that hold it without quotes",
        );
    }
    if table.unclosed_quote {
        tell(
            Severity::Blocking,
            table.lines.checked_sub(1),
            None,
            "The file ends inside a quoted text: all that follows the quote was read as one row"
                .to_owned(),
            "Close the quote in the file and read it again",
        );
    }
    if table.irregular_quotes {
        tell(
            Severity::Note,
            None,
            None,
            "Quotes inside unquoted texts were read as part of the text".to_owned(),
            "Nothing to do if names such as 5\" are meant",
        );
    }
    if table.recoded {
        tell(
            Severity::Note,
            None,
            None,
            "The file is not valid UTF-8; its texts were read as Windows-1252".to_owned(),
            "Choose another encoding if names look wrong",
        );
    }
    for column in &table.numbers {
        let reported = matches!(
            column.field,
            Field::Quantity | Field::Revenue | Field::UnitPrice
        );
        if column.data.unreadable > 0 && !reported {
            let example = column.data.examples.first();
            tell(
                Severity::Warning,
                example.map(|e| e.line),
                Some(&column.header),
                format!(
                    "{} no number, such as “{}”: counted as blank",
                    words::count(column.data.unreadable.into(), "cell holds", "cells hold"),
                    example.map_or(String::new(), |e| table.text(&e.text))
                ),
                "Correct the cells, or map another column",
            );
        }
    }
    sales_findings(table, inputs, &mut tell);
    cost_findings(inputs, &mut tell);
    return_findings(table, inputs, &mut tell);
    ambiguous_dates(inputs, &mut tell, table);
    inputs.extras.tell_mixtures(
        inputs.kinds,
        &inputs.sales.values,
        inputs.quantity,
        &mut tell,
    );
    tell_broken_keys(table, &mut tell, inputs.keys);
    findings.extend(table.remarks.iter().cloned());
    findings
}

/// Net sales that are not as they stand in the file.
fn sales_findings(table: &OrderTable, inputs: &Inputs, tell: &mut Tell) {
    let used = |line: &&u32| inputs.kinds[**line as usize].is_used();
    let mut from_price = inputs.sales.from_price.iter().filter(used);
    if let Some(&line) = from_price.next() {
        let count = 1 + from_price.count() as u64;
        tell(
            Severity::Note,
            Some(line),
            table.header_of(Field::Revenue),
            format!(
                "{} no net sales in the column; they are quantity × “{}”, less the discount",
                words::count(count, "line has", "lines have"),
                table.header_of(Field::UnitPrice).unwrap_or("?")
            ),
            "Fill in the net sales in the file, or unmap the price to set these lines aside",
        );
    }
    if inputs.sales.discount_in_percent {
        tell(
            Severity::Note,
            None,
            table.header_of(Field::DiscountRate),
            "Discounts were read as per cent: 15 stands for 15 %".to_owned(),
            "Write all of them as shares, such as 0.15, if that is what they are",
        );
    }
}

/// Costs that are estimated, unknown or contradictory.
fn cost_findings(inputs: &Inputs, tell: &mut Tell) {
    let cost = inputs.cost;
    if cost.estimated_lines > 0 {
        tell(
            Severity::Warning,
            None,
            None,
            format!(
                "{} no cost; it is estimated from the item's other sales, or else from its family's or all sales",
                words::count(cost.estimated_lines.into(), "line has", "lines have")
            ),
            FILL_IN_COST,
        );
    }
    if cost.unknown_lines > 0 {
        tell(
            Severity::Warning,
            None,
            None,
            format!(
                "{} no cost, and no sale has one to estimate it from; the cost of goods counts as unknown",
                words::count(cost.unknown_lines.into(), "line has", "lines have")
            ),
            "Fill in the cost in the file, or give a cost of goods as a share of net sales",
        );
    }
    for found in &inputs.direct.disagreements {
        tell(
            Severity::Warning,
            Some(found.line),
            Some(&found.header),
            format!(
                "{} different amounts among the lines, such as order “{}”: the largest counts, once",
                words::count(found.orders.into(), "order has", "orders have"),
                (inputs.order_text)(found.line)
            ),
            "Map the column as a direct cost if the amounts belong to the lines",
        );
    }
}

/// Signs that do not go with what a line is.
fn return_findings(table: &OrderTable, inputs: &Inputs, tell: &mut Tell) {
    let value = |line: usize| inputs.sales.values[line];
    let sum =
        |lines: &[usize]| words::amount(lines.iter().map(|&l| value(l)).collect::<Sum>().value());
    let turned = inputs.sales.turned.iter().map(|&l| l as usize);
    let turned: Vec<usize> = turned
        .filter(|&l| inputs.kinds[l] == LineKind::Return)
        .collect();
    if let Some(&line) = turned.first() {
        tell(
            Severity::Note,
            Some(line as u32),
            table.header_of(Field::ReturnFlag),
            format!(
                "{} positive in the file; they count as negative, {} of net sales",
                words::count(
                    turned.len() as u64,
                    "marked return is",
                    "marked returns are"
                ),
                sum(&turned)
            ),
            "Unmap the mark if these lines are sales, or import settings with \"return_signs\": \"as_in_file\"",
        );
    }
    let lines_that = |fits: &dyn Fn(usize) -> bool| -> Vec<usize> {
        let lines = lines_where(inputs.kinds.len(), fits);
        lines.into_iter().map(|l| l as usize).collect()
    };
    let adding = lines_that(&|l| {
        inputs.kinds[l] == LineKind::Return && inputs.quantity[l] > 0.0 && value(l) > 0.0
    });
    if let Some(&line) = adding.first() {
        tell(
            Severity::Warning,
            Some(line as u32),
            None,
            format!(
                "{} to net sales, with a positive quantity",
                words::count(adding.len() as u64, "return adds", "returns add")
            ),
            NEGATE_RETURNS,
        );
    }
    let unmarked = lines_that(&|l| {
        inputs.kinds[l] == LineKind::Sale && inputs.quantity[l] > 0.0 && value(l) < 0.0
    });
    if let Some(&line) = unmarked.first() {
        tell(
            Severity::Warning,
            Some(line as u32),
            table.header_of(Field::Revenue),
            format!(
                "{} a positive quantity and negative net sales, {}, and no mark of a return: counted as sales",
                words::count(unmarked.len() as u64, "line has", "lines have"),
                sum(&unmarked)
            ),
            MARK_RETURNS,
        );
    }
}

/// Dates like 03/04/2024 throughout could be read either way.
fn ambiguous_dates(inputs: &Inputs, tell: &mut Tell, table: &OrderTable) {
    let other = match inputs.order_of_dates {
        DateOrder::DayMonthYear => DateOrder::MonthDayYear,
        DateOrder::MonthDayYear => DateOrder::DayMonthYear,
        DateOrder::YearMonthDay | DateOrder::ExcelSerial => return,
    };
    let texts = || inputs.date_texts.iter().map(|t| &**t);
    let differs =
        |text: &[u8]| date::parse(text, other) != date::parse(text, inputs.order_of_dates);
    if texts().count() > 1
        && inputs.day_of_code.iter().any(Option::is_some)
        && texts().all(|t| {
            date::parse(t, other).is_some() || date::parse(t, inputs.order_of_dates).is_none()
        })
        && texts().any(differs)
    {
        tell(
            Severity::Warning,
            None,
            table.header_of(Field::Date),
            "Every date can be read as day/month and as month/day".to_owned(),
            "Check the date order on the Data page",
        );
    }
}
