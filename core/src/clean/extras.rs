//! What few files have: currencies, units and requested days of lines; and what their mixture and
//! other oddities of keys mean for the sums.

use super::report::Tell;
use super::take_labels;
use crate::dataset::{LineKind, LineLabels};
use crate::fields::Field;
use crate::project::view::Severity;
use crate::read::column::KeyColumn;
use crate::read::dictionary::Dictionary;
use crate::read::{OrderTable, date};
use crate::settings::{DateOrder, Encoding};
use crate::stats::{Sum, in_stretches, order};
use crate::words;

/// Labels and days of lines, where the file has them.
#[derive(Default)]
pub(super) struct Extras {
    pub requested_days: Option<Vec<i32>>,
    pub currencies: Option<LineLabels>,
    pub units: Option<LineLabels>,
    /// Headers of currency and unit.
    headers: [Option<String>; 2],
}

impl Extras {
    /// Takes the columns out of the table.
    pub(super) fn take(
        table: &mut OrderTable,
        dates: &KeyColumn,
        day_of_code: &[Option<date::Day>],
        encoding: Encoding,
    ) -> Extras {
        let order = table.plan.date_order;
        let requested = table
            .keys
            .iter()
            .position(|c| c.field == Field::RequestedDate);
        let requested_days = requested.map(|at| {
            let column = table.keys.remove(at).data;
            days_between(dates, day_of_code, &column, encoding, order)
        });
        Extras {
            headers: [Field::Currency, Field::Unit]
                .map(|field| table.header_of(field).map(str::to_owned)),
            currencies: take_labels(table, Field::Currency, encoding),
            units: take_labels(table, Field::Unit, encoding),
            requested_days,
        }
    }

    /// Says so where money or quantities of different kinds would be added up.
    pub(super) fn tell_mixtures(
        &self,
        kinds: &[LineKind],
        revenue: &[f64],
        quantity: &[f64],
        tell: &mut Tell,
    ) {
        let [currency, unit] = &self.headers;
        if let Some(labels) = &self.currencies
            && let Some((shares, line)) = mixture(labels, kinds, revenue)
        {
            tell(
                Severity::Warning,
                Some(line),
                currency.as_deref(),
                format!(
                    "Net sales are in several currencies, added up as if they were one: {shares}"
                ),
                "Convert them into one currency before sums are believed, or keep the lines of one",
            );
        }
        if let Some(labels) = &self.units
            && let Some((shares, line)) = mixture(labels, kinds, quantity)
        {
            tell(
                Severity::Warning,
                Some(line),
                unit.as_deref(),
                format!("Quantities are in several units, added up as if they were one: {shares}"),
                "Convert them into one unit before units are compared; net sales are not affected",
            );
        }
    }
}

/// Sums by label where used lines have more than one, the largest first, and the first line that has
/// another than the first.
fn mixture(labels: &LineLabels, kinds: &[LineKind], values: &[f64]) -> Option<(String, u32)> {
    if labels.texts.len() < 2 {
        return None;
    }
    let mut sums = vec![(Sum::default(), 0_u64); labels.texts.len()];
    let (mut first, mut other) = (None, None);
    in_stretches(kinds.len(), |stretch| {
        for line in stretch {
            if !kinds[line].is_used() {
                continue;
            }
            let code = labels.codes[line] as usize;
            sums[code].0.add(values[line]);
            sums[code].1 += 1;
            if other.is_none() && *first.get_or_insert(code) != code {
                other = Some(line as u32);
            }
        }
    });
    let other = other?;
    let mut parts: Vec<(usize, f64, u64)> = sums
        .iter()
        .enumerate()
        .filter(|(_, (_, lines))| *lines > 0)
        .map(|(code, (sum, lines))| (code, sum.value(), *lines))
        .collect();
    order::sort_by(&mut parts, |a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
    let named = |code: usize| match labels.texts[code].as_str() {
        "" => "(blank)",
        text => text,
    };
    let mut shares: Vec<String> = parts
        .iter()
        .take(6)
        .map(|&(code, sum, lines)| {
            let lines = words::count(lines, "line", "lines");
            format!("{} {} on {lines}", words::amount(sum), named(code))
        })
        .collect();
    if parts.len() > shares.len() {
        shares.push(format!("and {} more", parts.len() - shares.len()));
    }
    Some((shares.join(", "), other))
}

/// Days from the order to the requested day by line; `i32::MIN` where either is not known.
fn days_between(
    dates: &KeyColumn,
    day_of_code: &[Option<date::Day>],
    requested: &KeyColumn,
    encoding: Encoding,
    order: DateOrder,
) -> Vec<i32> {
    let wanted: Vec<Option<date::Day>> = (0..requested.texts.len() as u32)
        .map(|code| date::parse(&date::decoded(requested.texts.bytes(code), encoding), order))
        .collect();
    let mut days = Vec::with_capacity(dates.codes.len());
    in_stretches(dates.codes.len(), |stretch| {
        for line in stretch {
            let ordered = day_of_code[dates.codes[line] as usize];
            let asked = wanted[requested.codes[line] as usize];
            days.push(match (ordered, asked) {
                (Some(ordered), Some(asked)) => asked - ordered,
                _ => i32::MIN,
            });
        }
    });
    days
}

/// A column of keys: its header, its distinct texts, and their code by line.
pub(super) type KeysOf<'a> = (Option<&'a str>, &'a Dictionary, &'a [u32]);

/// Keys that a spreadsheet turned into numbers with an exponent: 1.23457E+11 may stand for many.
pub(super) fn tell_broken_keys(table: &OrderTable, tell: &mut Tell, columns: &[KeysOf]) {
    for &(header, keys, codes) in columns {
        let texts = (0..keys.len() as u32).map(|code| (code, keys.bytes(code)));
        let broken: Vec<u32> = texts
            .filter(|(_, text)| has_exponent(text))
            .map(|(code, _)| code)
            .collect();
        let Some(&first) = broken.first() else {
            continue;
        };
        let line = codes.iter().position(|code| *code == first);
        tell(
            Severity::Warning,
            line.map(|line| line as u32),
            header,
            format!(
                "{} written with an exponent, such as “{}”: a spreadsheet cut their last digits off",
                words::count(broken.len() as u64, "key is", "keys are"),
                table.text(keys.bytes(first))
            ),
            "Export again and open the file here directly, or format the column as text first",
        );
    }
}

/// 1.23457E+11 or 1,2E+05.
fn has_exponent(text: &[u8]) -> bool {
    // Files have as many order numbers as lines: most are passed over by one look at their end.
    let Some(at) = text.len().checked_sub(3) else {
        return false;
    };
    if text[at] != b'+' && text[at + 1] != b'+' {
        return false;
    }
    let Some(at) = text.iter().position(|b| matches!(b, b'E' | b'e')) else {
        return false;
    };
    let (digits, exponent) = (&text[..at], &text[at + 1..]);
    digits.first().is_some_and(u8::is_ascii_digit)
        && digits
            .iter()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
        && exponent.len() >= 2
        && exponent[0] == b'+'
        && exponent[1..].iter().all(u8::is_ascii_digit)
}
