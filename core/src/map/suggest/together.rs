//! What columns mean beside each other: names that stand in for keys, dates for dates, costs that
//! repeat on every line of an order.

use super::{Candidate, Column, PERIOD};
use crate::fields::Field;
use crate::map::SampleColumn;
use crate::map::header::words;
use crate::read::date;
use crate::stats::order;
use std::collections::BTreeMap;

/// A header that only says "Name" belongs to the key that it goes with: one name for each customer,
/// or one for each item. Where the sample allows both, the nearer column has it.
pub(super) fn whose_name_it_is(columns: &[SampleColumn], chosen: &mut [Option<Candidate>]) {
    let find = |field: Field| {
        chosen
            .iter()
            .flatten()
            .find(|c| c.field == field)
            .map(|c| c.column)
    };
    let (Some(customer), Some(item)) = (find(Field::Customer), find(Field::Item)) else {
        return;
    };
    let (customer_name, item_name) = (find(Field::CustomerName), find(Field::ItemName));
    let (Some(name), None) = (customer_name.or(item_name), customer_name.and(item_name)) else {
        return;
    };
    if !matches!(
        words(&columns[name].header).text.as_str(),
        "name" | "nom" | "nombre"
    ) {
        return;
    }
    let goes_with = |key: usize| is_function_of(&columns[name].values, &columns[key].values);
    let belongs_to_item = match (goes_with(customer), goes_with(item)) {
        (false, true) => true,
        (true, false) => false,
        _ => name.abs_diff(item) < name.abs_diff(customer),
    };
    if let Some(candidate) = &mut chosen[name] {
        candidate.field = if belongs_to_item {
            Field::ItemName
        } else {
            Field::CustomerName
        };
        let whose = if belongs_to_item { "item" } else { "customer" };
        candidate.reason = format!("“{}” goes with the {whose}", columns[name].header.trim());
    }
}

/// Whether rows with the same key have the same value.
fn is_function_of(values: &[String], keys: &[String]) -> bool {
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    keys.iter()
        .zip(values)
        .all(|(key, value)| *known.entry(key).or_insert(value) == value)
}

/// A requested date serves as the date of the order where the file has no better one.
pub(super) fn dates_stand_in(chosen: &mut [Option<Candidate>]) {
    if chosen.iter().flatten().any(|c| c.field == Field::Date) {
        return;
    }
    let mut candidates = chosen.iter_mut().flatten();
    if let Some(candidate) = candidates.find(|c| c.field == Field::RequestedDate) {
        candidate.field = Field::Date;
        candidate.score *= 0.6;
        candidate.reason = format!("{}; no column holds another date", candidate.reason);
    }
}

/// Weeks and periods serve as dates where the file has no better ones.
pub(super) fn periods_stand_in(
    columns: &[SampleColumn],
    judged: &[Column],
    chosen: &mut [Option<Candidate>],
) {
    if chosen.iter().flatten().any(|c| c.field == Field::Date) {
        return;
    }
    let is_period = |at: &usize| {
        let filled = || columns[*at].values.iter().filter(|v| !v.trim().is_empty());
        let read = date::readable(filled().map(String::as_bytes));
        // Days alone are no period, and numbers could be days of a spreadsheet.
        let most = read[0].max(read[1]) as usize;
        judged[*at].otherwise.contains(PERIOD) && most > 0 && most * 10 >= filled().count() * 9
    };
    let free = (0..columns.len()).filter(|&at| chosen[at].is_none());
    if let Some(column) = { free }.find(is_period) {
        chosen[column] = Some(Candidate {
            column,
            field: Field::Date,
            score: 0.6,
            reason: format!(
                "“{}” holds weeks or periods, which count as their first day; no column holds days",
                columns[column].header.trim()
            ),
        });
    }
}

/// In a file of activities every column of numbers is one.
pub(super) fn numbers_are_activities(judged: &[Column], chosen: &mut [Option<Candidate>]) {
    for (index, (choice, column)) in chosen.iter_mut().zip(judged).enumerate() {
        if choice.is_none() && column.evidence.is_numeric(0.6) && !column.evidence.line_numbers {
            *choice = Some(Candidate {
                column: index,
                field: Field::Activity,
                score: 0.7,
                reason: "a number beside the customer: how much of it each has".to_owned(),
            });
        }
    }
}

/// Where no column holds the key of customers or items, their names are the key.
pub(super) fn names_stand_in_for_keys(chosen: &mut [Option<Candidate>]) {
    for (key, name) in [
        (Field::Customer, Field::CustomerName),
        (Field::Item, Field::ItemName),
    ] {
        if chosen.iter().flatten().any(|c| c.field == key) {
            continue;
        }
        if let Some(candidate) = chosen.iter_mut().flatten().find(|c| c.field == name) {
            candidate.field = key;
            candidate.score *= 0.8;
            let what = if key == Field::Customer {
                "customers"
            } else {
                "items"
            };
            candidate.reason = format!(
                "{}; no column holds a key, so names tell {what} apart",
                candidate.reason
            );
        }
    }
}

/// A cost that is the same on every line of an order was paid once for the order. Adding it up
/// over the lines would count it several times.
pub(super) fn costs_of_whole_orders(columns: &[SampleColumn], chosen: &mut [Option<Candidate>]) {
    let Some(order) = chosen
        .iter()
        .flatten()
        .find(|c| c.field == Field::Order)
        .map(|c| c.column)
    else {
        return;
    };
    let mut named = false;
    for choice in chosen.iter_mut() {
        let Some(candidate) = choice else { continue };
        if candidate.field != Field::DirectCost
            || !repeats_within_orders(&columns[order].values, &columns[candidate.column].values)
        {
            continue;
        }
        if named {
            *choice = None; // one column of order costs is all a line can carry
            continue;
        }
        candidate.field = Field::OrderCost;
        candidate.reason = format!(
            "{}; it repeats on all lines of an order, so it is counted once an order",
            candidate.reason
        );
        named = true;
    }
}

/// Whether several orders with more than one line carry one and the same amount on each.
pub fn repeats_within_orders(orders: &[String], amounts: &[String]) -> bool {
    let mut by_order: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (order, amount) in orders.iter().zip(amounts) {
        if !order.trim().is_empty() {
            by_order
                .entry(order.trim())
                .or_default()
                .push(amount.trim());
        }
    }
    let several: Vec<_> = by_order.values().filter(|lines| lines.len() > 1).collect();
    let same = several
        .iter()
        .filter(|lines| !lines[0].is_empty() && lines.iter().all(|l| l == &lines[0]))
        .count();
    // Different orders must differ, or the column is a constant.
    let mut first: Vec<&str> = several.iter().map(|lines| lines[0]).collect();
    order::sort_by(&mut first, Ord::cmp);
    first.dedup();
    several.len() >= 3 && first.len() >= 3 && same as f64 >= 0.97 * several.len() as f64
}

/// A value column makes a price column needless, and so on. Says for each column what replaced it.
pub(super) fn drop_what_a_better_column_gives(
    chosen: &mut [Option<Candidate>],
) -> Vec<Option<String>> {
    let has = |field: Field, chosen: &[Option<Candidate>]| {
        chosen.iter().flatten().any(|c| c.field == field)
    };
    let mut spared = vec![None; chosen.len()];
    for (needless, better) in [
        (Field::UnitPrice, Field::Revenue),
        (Field::UnitCost, Field::Cost),
        (Field::Profit, Field::Cost),
        (Field::Profit, Field::UnitCost),
    ] {
        if !has(better, chosen) {
            continue;
        }
        for (choice, spared) in chosen.iter_mut().zip(spared.iter_mut()) {
            if choice.as_ref().is_some_and(|c| c.field == needless) {
                *choice = None;
                *spared = Some(format!(
                    "looks like the {}, which is not needed beside the {}",
                    needless.label().to_lowercase(),
                    better.label().to_lowercase()
                ));
            }
        }
    }
    spared
}
