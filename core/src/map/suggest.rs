//! Proposes a field for each column: names and values are scored, the best pairs win.

mod together;

use super::evidence::Evidence;
use super::header::{Match, Words, compare, words};
use super::roles;
use super::synonyms::{DATE_WORDS, Meaning, Meanings, ROLE_TABLE, TABLE};
use super::{SampleColumn, Suggestion};
use crate::fields::Field;
use crate::project::view::FileRole;
use crate::stats::order;
use std::collections::BTreeMap;
use together::{
    costs_of_whole_orders, dates_stand_in, drop_what_a_better_column_gives,
    names_stand_in_for_keys, numbers_are_activities, periods_stand_in, whose_name_it_is,
};

pub use together::repeats_within_orders;

/// What the table of names calls weeks, months and periods.
const PERIOD: &str = "a period";

/// What the table of names calls columns that may stand for the customer, the likeliest first.
pub const MAY_BE_CUSTOMERS: [&str; 4] = [
    "the ship-to address",
    "a customer group",
    "a place",
    "a quotation or project",
];

/// Below this a proposal would be a guess.
const LEAST: f64 = 0.42;

/// A column that may hold a field.
#[derive(Clone)]
struct Candidate {
    column: usize,
    field: Field,
    score: f64,
    reason: String,
}

/// What the analysis of one column came to before columns compete.
struct Column {
    evidence: Evidence,
    candidates: Vec<Candidate>,
    /// Why nothing is proposed, should nothing be.
    otherwise: String,
}

/// Proposes at most one field for each column of order lines, and each field for at most one column
/// (several may be direct costs). One suggestion for each column, in their order.
pub fn suggest(columns: &[SampleColumn]) -> Vec<Suggestion> {
    suggest_for(FileRole::OrderLines, columns)
}

/// As [`suggest`], for a file of another kind: proposes the fields that such a file has.
pub fn suggest_for(role: FileRole, columns: &[SampleColumn]) -> Vec<Suggestion> {
    let judged: Vec<Column> = columns
        .iter()
        .enumerate()
        .map(|(i, c)| judge(i, c, role))
        .collect();
    let mut candidates: Vec<Candidate> = judged
        .iter()
        .flat_map(|column| column.candidates.iter().cloned())
        .collect();
    // Best first; equal scores go to the column further left, then to the field listed first.
    order::sort_by(&mut candidates, |a, b| {
        b.score
            .total_cmp(&a.score)
            .then(a.column.cmp(&b.column))
            .then(a.field.cmp(&b.field))
    });
    let mut taken: BTreeMap<Field, usize> = BTreeMap::new();
    let mut chosen: Vec<Option<Candidate>> = vec![None; columns.len()];
    for candidate in candidates {
        let free = candidate.field.may_repeat() || !taken.contains_key(&candidate.field);
        if free && chosen[candidate.column].is_none() {
            taken.insert(candidate.field, candidate.column);
            let column = candidate.column;
            chosen[column] = Some(candidate);
        }
    }
    dates_stand_in(&mut chosen);
    if role == FileRole::OrderLines {
        periods_stand_in(columns, &judged, &mut chosen);
    }
    if role == FileRole::Activities {
        numbers_are_activities(&judged, &mut chosen);
    }
    whose_name_it_is(columns, &mut chosen);
    names_stand_in_for_keys(&mut chosen);
    costs_of_whole_orders(columns, &mut chosen);
    let spared = drop_what_a_better_column_gives(&mut chosen);
    chosen
        .into_iter()
        .zip(judged)
        .zip(spared)
        .map(|((choice, column), spared)| match choice {
            Some(c) => Suggestion {
                field: Some(c.field),
                confidence: c.score.clamp(0.0, 1.0),
                reason: c.reason,
            },
            None => Suggestion {
                field: None,
                confidence: 0.0,
                reason: spared.unwrap_or_else(|| left_over(&column)),
            },
        })
        .collect()
}

/// Scores one column against the table of names.
fn judge(index: usize, column: &SampleColumn, role: FileRole) -> Column {
    let evidence = Evidence::of(column);
    let header = words(&column.header);
    let mut best: BTreeMap<Field, (f64, String)> = BTreeMap::new();
    let mut other: Option<(f64, &'static str)> = None;
    let of_role = match role {
        FileRole::OrderLines => &[],
        _ => ROLE_TABLE,
    };
    for names in TABLE.iter().chain(of_role) {
        let Some((name, found)) = best_name(&header, names) else {
            continue;
        };
        let score = found.score() * names.strength;
        match names.meaning {
            Meaning::Is(field) => {
                let Some(field) = roles::meaning(role, field) else {
                    continue;
                };
                if best.get(&field).is_none_or(|(known, _)| score > *known) {
                    best.insert(
                        field,
                        (score, because(&column.header, name, found, names, field)),
                    );
                }
            }
            Meaning::Other(what) => {
                if other.is_none_or(|(known, _)| score > known) {
                    other = Some((score, what));
                }
            }
        }
    }
    let dated = matches!(role, FileRole::OrderLines | FileRole::Stock);
    if dated && best.is_empty() && other.is_none() && evidence.dates > 0.9 && !evidence.is_thin() {
        best.insert(
            Field::Date,
            (
                0.5,
                format!("the values of “{}” are dates", column.header.trim()),
            ),
        );
    }
    let mut candidates = Vec::new();
    let mut contradiction: Option<String> = None;
    for (field, (named, reason)) in best {
        // A name that says something else more clearly ("Customer Group") wins over a part of it.
        if other.is_some_and(|(score, _)| score > named) {
            continue;
        }
        let named = if field == Field::Date {
            named * nearness(&header)
        } else {
            named
        };
        match weigh(field, &evidence) {
            Ok(factor) if named * factor >= LEAST => {
                candidates.push(Candidate {
                    column: index,
                    field,
                    score: named * factor,
                    reason,
                });
            }
            Ok(_) => {}
            Err(why) => contradiction = contradiction.or(Some(why.to_owned())),
        }
    }
    let otherwise = match (other, contradiction) {
        (Some((score, what)), _) if score >= 0.6 => {
            format!("looks like {what}, which is not needed")
        }
        (_, Some(why)) => why,
        _ => "no known name".to_owned(),
    };
    Column {
        evidence,
        candidates,
        otherwise,
    }
}

/// Whether a column of order lines has the field by its name, whatever its values say.
pub fn is_named(header: &str, field: Field) -> bool {
    let header = words(header);
    let named = |names: &&Meanings| matches!(names.meaning, Meaning::Is(f) if f == field);
    TABLE.iter().filter(named).any(|names| {
        best_name(&header, names).is_some_and(|(_, found)| found.score() * names.strength >= LEAST)
    })
}

/// The name of a line of the table that fits the header best.
fn best_name(header: &Words, names: &Meanings) -> Option<(&'static str, Match)> {
    if header.text.is_empty() {
        return None;
    }
    let mut best: Option<(&'static str, Match)> = None;
    for &name in names.names {
        if let Some(found) = compare(header, name, names.origin.is_spelt())
            && best.is_none_or(|(_, known)| found.score() > known.score())
        {
            best = Some((name, found));
        }
    }
    best
}

fn because(header: &str, name: &str, found: Match, names: &Meanings, field: Field) -> String {
    let header = header.trim();
    let label = field.label().to_lowercase();
    let phrase = names.origin.phrase();
    match found {
        Match::Exact => format!("“{header}” is {phrase} the {label}"),
        Match::Inside { .. } => format!("“{header}” contains “{name}”, {phrase} the {label}"),
        Match::Close => format!("“{header}” is close to “{name}”, {phrase} the {label}"),
    }
}

/// How near a date is to the day of the order, by the words of its header.
fn nearness(header: &Words) -> f64 {
    header
        .text
        .split(' ')
        .filter_map(|word| DATE_WORDS.iter().find(|(known, _)| *known == word))
        .map(|(_, factor)| factor)
        .product()
}

/// What the values say about a field: a factor for the score of the name, or why it can't be.
fn weigh(field: Field, evidence: &Evidence) -> Result<f64, &'static str> {
    use Field::{
        Activity, CancelledFlag, Channel, Cost, Currency, Customer, CustomerName, Date, DirectCost,
        DiscountRate, Distance, Family, GrossRevenue, Item, ItemName, Order, OrderCost,
        PaymentDays, Profit, Quantity, RequestedDate, ReturnFlag, Revenue, StockQuantity,
        StockValue, Unit, UnitCost, UnitPrice, Warehouse, Weight,
    };
    if evidence.filled == 0 {
        // Flags are empty on ordinary lines; any other column without values is of no use.
        return match field {
            ReturnFlag | CancelledFlag => Ok(0.9),
            _ if evidence.rows == 0 => Ok(0.9),
            _ => Err("the column is empty"),
        };
    }
    let numeric = |share: f64| -> Result<f64, &'static str> {
        if evidence.looks_like_dates() && evidence.dates >= evidence.numbers {
            Err("the values are dates, not numbers")
        } else if evidence.is_numeric(share) {
            Ok(if evidence.numbers > 0.95 { 1.0 } else { 0.9 })
        } else {
            Err("the values are not numbers")
        }
    };
    let few =
        evidence.distinct <= 60 || evidence.is_thin() || evidence.distinct * 3 <= evidence.filled;
    match field {
        Date | RequestedDate if evidence.looks_like_dates() => Ok(0.8 + 0.2 * evidence.dates),
        Date | RequestedDate if evidence.could_be_serials() => Ok(0.8),
        Date | RequestedDate => Err("the values are not dates"),
        Currency | Unit => {
            if evidence.numbers > 0.3 || evidence.dates > 0.3 {
                Err("the values are no short labels")
            } else if few {
                Ok(1.0)
            } else {
                Err("too many different values for a group")
            }
        }
        Order | Customer | Item => {
            if evidence.dates >= 0.5 && evidence.numbers < 0.5 {
                return Err("the values are dates, not keys");
            }
            if evidence.line_numbers {
                return Err("the values count 1, 2, 3 or 10, 20, 30: the number of the line");
            }
            let mut factor = 1.0;
            if evidence.numbers > 0.9 && evidence.whole < 0.8 {
                factor *= if field == Order { 0.7 } else { 0.4 }; // amounts, rarely keys
            }
            if evidence.distinct <= 2 && evidence.filled > 40 {
                factor *= 0.6;
            }
            if field != Item && evidence.unique && !evidence.is_thin() {
                // Every row its own order is possible; every row its own customer hardly.
                factor *= if field == Order { 0.9 } else { 0.7 };
            }
            if field != Order && evidence.phrases > 0.6 {
                factor *= 0.95; // names rather than keys
            }
            Ok(factor)
        }
        Quantity => {
            let factor = numeric(0.6)?;
            Ok(if evidence.whole < 0.3 {
                factor * 0.8
            } else {
                factor
            })
        }
        PaymentDays | Distance | StockQuantity | Activity => numeric(0.6),
        Revenue | UnitPrice | Cost | UnitCost | Profit | GrossRevenue | StockValue => {
            if evidence.percents > 0.5 {
                return Err("the values are percentages, not amounts");
            }
            numeric(0.6)
        }
        // Half of the cells may say that the amount stands elsewhere ("See ASN-93").
        Weight | DirectCost | OrderCost => numeric(0.2),
        DiscountRate => {
            let factor = numeric(0.6)?;
            if evidence.percents > 0.5 || (evidence.smallest >= 0.0 && evidence.largest <= 1.0) {
                Ok(factor)
            } else {
                Err("the values are not shares between 0 and 1")
            }
        }
        ReturnFlag | CancelledFlag => {
            let sparse = evidence.filled * 2 < evidence.rows;
            if evidence.distinct <= 2 || sparse {
                Ok(1.0)
            } else {
                Err("a flag has two values")
            }
        }
        CustomerName | ItemName | Family | Channel | Warehouse => {
            if evidence.looks_like_dates() && evidence.dates > evidence.numbers {
                return Err("the values are dates, not names");
            }
            let name = matches!(field, CustomerName | ItemName);
            if name && evidence.numbers > 0.8 {
                return Err("the values are numbers, not names");
            }
            if name && evidence.distinct <= 2 && evidence.filled > 40 {
                return Err("two values are a flag, not names");
            }
            if !name && !few {
                return Err("too many different values for a group");
            }
            if !name && evidence.numbers > 0.9 && evidence.whole < 0.9 {
                return Err("the values are amounts, not a group");
            }
            Ok(1.0)
        }
    }
}

/// Why a column is left without a field.
fn left_over(column: &Column) -> String {
    match column.candidates.first() {
        Some(lost) => format!(
            "another column fits the {} better",
            lost.field.label().to_lowercase()
        ),
        None if column.evidence.filled == 0 && column.evidence.rows > 0 => {
            "the column is empty".to_owned()
        }
        None => column.otherwise.clone(),
    }
}
