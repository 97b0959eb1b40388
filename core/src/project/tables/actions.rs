//! What to do about losing customers, and what it brings in a year.

use super::small::SmallTable;
use super::{Content, column, number, text};
use crate::actions::{Action, actions as all_actions, per_year};
use crate::project::analysis::Analysis;
use crate::project::view::{ColumnKind, Filter, Subject};
use crate::project::words;
use crate::settings::LeverKind;

pub(super) fn actions(analysis: &mut Analysis, filter: &Filter) -> Content {
    use ColumnKind::{Class, Money, Text};
    analysis.prepare_pairs();
    let analysis = &*analysis;
    let customers = analysis.cube(filter).active_customers(&analysis.data);
    let found = all_actions(
        analysis.action_sources(),
        customers,
        analysis.losing_pairs(),
    );
    let year = per_year(&analysis.data);
    let data = &analysis.data;
    let rows = found
        .iter()
        .map(|action| {
            let c = action.customer as usize;
            let others: Vec<String> = (action.others.iter())
                .map(|(lever, effect)| {
                    format!("{} {}", lever.label(), words::amount(effect * year))
                })
                .collect();
            let cells = vec![
                text(analysis.clusters[c].letter()),
                text(data.customers.name(action.customer)),
                number(action.effect.total() * year),
                text(action.lever.label()),
                text(action.what.as_str()),
                text(others.join("; ")),
                number(action.before * year),
                number(action.after() * year),
                number(action.effect.saved() * year),
                number(action.effect.stranded() * year),
                text(action.why(year)),
                text(data.customers.ids[c].as_str()),
            ];
            let customer = data.customers.ids[c].clone();
            (cells, Some(Subject::Action { customer }))
        })
        .collect();
    let money = |key, label, definition| column(key, label, Money, definition);
    Content::Told(
        SmallTable {
            title: "Actions",
            columns: vec![
                column(
                    "cluster",
                    "Cluster",
                    Class,
                    "The customer's profitability cluster",
                ),
                column(
                    "customer",
                    "Customer",
                    Text,
                    "The customer's name, or the key where there is none",
                ),
                money(
                    "effect",
                    "Effect a year",
                    "Margin gained and avoidable cost saved, scaled to twelve months",
                ),
                column(
                    "lever",
                    "Lever",
                    Text,
                    "The lever that fits what costs most beyond the average",
                ),
                column(
                    "what",
                    "What to do",
                    Text,
                    "The lever with its parameter, and how it is now",
                ),
                column(
                    "others",
                    "Alternatives",
                    Text,
                    "Other levers and what they would bring instead; choose one to switch",
                ),
                money(
                    "before",
                    "Before",
                    "Net contribution of the customer a year, now",
                ),
                money(
                    "after",
                    "After",
                    "Net contribution of the customer a year, with the pools shared out again",
                ),
                money("saved", "Saved", "Avoidable cost that goes away, a year"),
                money(
                    "stranded",
                    "Stays",
                    "Cost that the customer no longer causes and that stays all the same, a year",
                ),
                column(
                    "why",
                    "Costs most",
                    Text,
                    "What takes more of net sales than of the company's, and its amount a year",
                ),
                column(
                    "customer_id",
                    "Customer key",
                    Text,
                    "The customer's key in the file",
                ),
            ],
            rows,
            additive: &[2, 6, 7, 8, 9],
        },
        if analysis.profits.ranked_customers.is_empty() {
            words::NO_CUSTOMER.to_owned()
        } else {
            let mut customers = analysis.cube(filter).active_customers(data);
            let loses = |c: u32| analysis.profits.customers[c as usize].net() < 0.0;
            headline(&found, year, customers.any(loses))
        },
    )
}

/// `losing`: whether any customer loses money.
fn headline(actions: &[Action], year: f64, losing: bool) -> String {
    let all: f64 = actions.iter().map(|a| a.effect.total()).sum();
    let (lever, most) = (LeverKind::ALL.into_iter())
        .map(|lever| {
            let own = actions.iter().filter(|a| a.lever == lever);
            (lever, own.map(|a| a.effect.total()).sum::<f64>())
        })
        .fold((LeverKind::OrderMinimum, 0.0), |best, one| {
            if one.1 > best.1 { one } else { best }
        });
    let brings = words::amount(all * year);
    match actions {
        [] if losing => {
            "No lever would bring anything for the customers that lose money".to_owned()
        }
        [] => "No customer loses money: no action is called for".to_owned(),
        [one] => format!(
            "1 action would bring {brings} a year: {}",
            one.lever.words()
        ),
        many => format!(
            "{} actions would bring {brings} a year, {} by {}",
            words::grouped(many.len() as u64),
            match most / all {
                share if share >= 0.995 => "all of it".to_owned(),
                share => format!("{} of it", words::percent(share)),
            },
            lever.words(),
        ),
    }
}
