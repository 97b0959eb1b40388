//! What was read becomes order lines that can be counted: dates are parsed, returns recognised,
//! missing net sales and costs computed from what is there, and every row that cannot be used is
//! set aside with its reason and its money. Used + set aside = rows in the file.

mod cost;
mod extras;
mod report;
mod signs;

use crate::dataset::{Attached, Dataset, Entities, LineKind, LineLabels, NO_CUSTOMER, Texts};
use crate::fields::Field;
use crate::link::Facts;
use crate::project::view::Quality;
use crate::read::column::KeyColumn;
use crate::read::dictionary::Dictionary;
use crate::read::{OrderTable, RowNumbers, date};
use crate::settings::Encoding;
use crate::stats::{in_stretches, median, order};
pub(crate) use report::is_checked;
use signs::MarkedReturns;
use std::borrow::Cow;

/// Order lines, and what became of the file's rows. `table` gives its columns away.
pub fn clean(table: OrderTable) -> (Dataset, Quality, RowNumbers) {
    clean_with(table, &mut Facts::default())
}

/// As [`clean`], with what other files know of items and customers; `facts` gives its numbers away.
pub fn clean_with(mut table: OrderTable, facts: &mut Facts) -> (Dataset, Quality, RowNumbers) {
    let lines = table.lines as usize;
    let encoding = table.encoding();

    let dates = take_key(&mut table, Field::Date, lines);
    let order = table.plan.date_order;
    let date_texts: Vec<Cow<[u8]>> = (0..dates.texts.len() as u32)
        .map(|code| date::decoded(dates.texts.bytes(code), encoding))
        .collect();
    let mut day_of_code: Vec<Option<date::Day>> = date_texts
        .iter()
        .map(|text| date::parse(text, order))
        .collect();
    drop_implausible_days(&mut day_of_code, &dates.codes);

    let header = |table: &OrderTable, field| table.header_of(field).map(str::to_owned);
    let key_headers =
        [Field::Item, Field::Customer, Field::Order].map(|field| header(&table, field));
    let items = take_key(&mut table, Field::Item, lines);
    let blank_item = items.texts.find(b"");
    let customers = take_key(&mut table, Field::Customer, lines);
    let no_customer = customers.texts.find(b"");

    let orders = table.keys.iter().position(|c| c.field == Field::Order);
    let orders = orders.map(|at| table.keys.remove(at).data);
    let marked_returns = {
        let marks = signs::line_marks(&table, Field::ReturnFlag);
        let return_order = orders
            .as_ref()
            .and_then(|column| signs::orders_that_return(&table, column));
        let returned_order = |line: usize| match (&orders, &return_order) {
            (Some(column), Some(returns)) => returns.is_set(column.codes[line]),
            _ => false,
        };
        MarkedReturns::new(lines, table.plan.return_signs, |line| {
            marks.is_set(line) || returned_order(line)
        })
    };

    let mut quantity =
        take_number(&mut table, Field::Quantity).unwrap_or_else(|| vec![f64::NAN; lines]);
    let turned = marked_returns.turn(&mut quantity);
    let priced = [Field::Revenue, Field::UnitPrice]
        .iter()
        .any(|f| table.numbers.iter().any(|c| c.field == *f));
    let sales = cost::revenue(&mut table, &quantity, &turned, &marked_returns);
    let revenue = &sales.values;

    let cancelled_marks = signs::line_marks(&table, Field::CancelledFlag);
    let mut marked = marked_returns.lines().iter().peekable();
    let mut kinds = Vec::with_capacity(lines);
    in_stretches(lines, |stretch| {
        for line in stretch {
            let is_return = marked.next_if_eq(&&(line as u32)).is_some();
            kinds.push(if day_of_code[dates.codes[line] as usize].is_none() {
                LineKind::NoDate
            } else if Some(items.codes[line]) == blank_item {
                LineKind::NoItem
            } else if quantity[line].is_nan() {
                LineKind::NoQuantity
            } else if revenue[line].is_nan() {
                LineKind::NoRevenue
            } else if cancelled_marks.is_set(line) {
                LineKind::Cancelled
            } else if quantity[line] < 0.0 || is_return {
                LineKind::Return
            } else {
                LineKind::Sale
            });
        }
    });

    let mut cost = cost::cost_of_goods(
        &mut table,
        &cost::Sold {
            kinds: &kinds,
            items: &items.codes,
            item_count: items.texts.len(),
            quantity: &quantity,
            sales: &sales,
            standard: facts
                .unit_cost
                .as_ref()
                .map(|(costs, file)| cost::Standard {
                    by_item: costs,
                    file,
                }),
        },
        &marked_returns,
    );
    if !priced {
        // A cost without sales would show as a loss.
        cost = cost::CostOfGoods {
            source: "not used without net sales".to_owned(),
            ..cost::CostOfGoods::default()
        };
    }
    let extras = extras::Extras::take(&mut table, &dates, &day_of_code, encoding);
    let (order_codes, order_count, order_texts) = order_columns(orders, lines, encoding);
    let direct = cost::direct_costs(&table, &kinds, &order_codes, order_count);
    let span = months(&kinds, &dates.codes, &day_of_code);

    let no_texts = Dictionary::default();
    let quality = report::quality(
        &table,
        &report::Inputs {
            kinds: &kinds,
            dates: &dates,
            date_texts: &date_texts,
            quantity: &quantity,
            sales: &sales,
            cost: &cost,
            direct: &direct,
            order_text: &|line| {
                let code = order_codes[line as usize];
                let text = order_texts.as_ref().filter(|t| (code as usize) < t.len());
                text.map_or(String::new(), |t| t.get(code))
            },
            order_of_dates: order,
            day_of_code: &day_of_code,
            extras: &extras,
            keys: &[
                (key_headers[0].as_deref(), &items.texts, &items.codes),
                (
                    key_headers[1].as_deref(),
                    &customers.texts,
                    &customers.codes,
                ),
                (
                    key_headers[2].as_deref(),
                    order_texts.as_ref().map_or(&no_texts, Texts::dictionary),
                    &order_codes,
                ),
            ],
        },
    );
    drop(date_texts);
    let rows = table.take_row_numbers();
    let revenue = sales.values;
    let channels = take_labels(&mut table, Field::Channel, encoding)
        .or_else(|| labels_of_customers(facts.channels.as_deref()?, &customers.codes));
    let warehouses = take_labels(&mut table, Field::Warehouse, encoding);
    let item_entities = entities(
        &items,
        None,
        encoding,
        &[
            table.label(Field::ItemName).map(|l| l.texts.as_slice()),
            table.label(Field::Family).map(|l| l.texts.as_slice()),
        ],
    );
    let item_codes = items.codes;
    let mut dataset = Dataset {
        name: table.file.clone(),
        orders: order_codes,
        order_count,
        order_texts,
        customers: entities(
            &customers,
            no_customer,
            encoding,
            &[
                table.label(Field::CustomerName).map(|l| l.texts.as_slice()),
                None,
            ],
        ),
        no_customer,
        customer: customers.codes,
        items: item_entities,
        date: dates.codes,
        month_of_code: months_of_codes(&day_of_code, span.first_month),
        day_of_code,
        first_month: span.first_month,
        months: span.months,
        first_day: span.first_day,
        last_day: span.last_day,
        kinds,
        cost: cost.values,
        estimated_cost: cost.estimated,
        // Where no list price is known nothing was given away.
        gross: take_number(&mut table, Field::GrossRevenue).map(|mut values| {
            marked_returns.turn(&mut values);
            filled_in(values, |line| revenue[line])
        }),
        weight: weights(
            take_number(&mut table, Field::Weight),
            facts.unit_weight.as_deref(),
            &item_codes,
            &quantity,
        ),
        item: item_codes,
        priced,
        revenue,
        quantity,
        direct: direct.values,
        direct_level: direct.level,
        channels,
        warehouses,
        attached: Attached {
            requested_days: extras.requested_days,
            currencies: extras.currencies,
            units: extras.units,
            ..Attached::default()
        },
    };
    facts.attach(&mut dataset);
    (dataset, quality, rows)
}

/// Kilograms by line: the column, and where that is blank units × the item's weight.
fn weights(
    column: Option<Vec<f64>>,
    of_unit: Option<&[Option<f64>]>,
    items: &[u32],
    quantity: &[f64],
) -> Option<Vec<f64>> {
    let Some(of_unit) = of_unit else {
        return column.map(|values| filled_in(values, |_| 0.0));
    };
    let values = column.unwrap_or_else(|| vec![f64::NAN; items.len()]);
    Some(filled_in(values, |line| {
        let kilograms = of_unit[items[line] as usize].unwrap_or(0.0) * quantity[line];
        if kilograms.is_nan() { 0.0 } else { kilograms }
    }))
}

/// Labels of customers on each of their lines.
fn labels_of_customers(labels: &[String], customers: &[u32]) -> Option<LineLabels> {
    let mut texts: Vec<String> = Vec::new();
    let codes: Vec<u32> = labels
        .iter()
        .map(|label| {
            let known = texts.iter().position(|text| text == label);
            known.unwrap_or_else(|| {
                texts.push(label.clone());
                texts.len() - 1
            }) as u32
        })
        .collect();
    texts
        .iter()
        .any(|text| !text.is_empty())
        .then(|| LineLabels {
            codes: customers.iter().map(|&c| codes[c as usize]).collect(),
            texts,
        })
}

fn filled_in(mut values: Vec<f64>, with: impl Fn(usize) -> f64) -> Vec<f64> {
    in_stretches(values.len(), |stretch| {
        for line in stretch {
            if values[line].is_nan() {
                values[line] = with(line);
            }
        }
    });
    values
}

/// A key column that may be absent: then every line has the blank key.
fn take_key(table: &mut OrderTable, field: Field, lines: usize) -> KeyColumn {
    if let Some(at) = table.keys.iter().position(|c| c.field == field) {
        return table.keys.remove(at).data;
    }
    let mut column = KeyColumn::new();
    column.texts.intern(b"");
    column.codes = vec![0; lines];
    column
}

fn take_number(table: &mut OrderTable, field: Field) -> Option<Vec<f64>> {
    let column = table.numbers.iter_mut().find(|c| c.field == field)?;
    Some(std::mem::take(&mut column.data.values))
}

fn take_labels(table: &mut OrderTable, field: Field, encoding: Encoding) -> Option<LineLabels> {
    let at = table.keys.iter().position(|c| c.field == field)?;
    let column = table.keys.remove(at).data;
    let texts = Texts::new(column.texts, encoding);
    Some(LineLabels {
        texts: (0..texts.len() as u32)
            .map(|code| texts.get(code))
            .collect(),
        codes: column.codes,
    })
}

/// Lines without an order number are orders of their own.
fn order_columns(
    orders: Option<KeyColumn>,
    lines: usize,
    encoding: Encoding,
) -> (Vec<u32>, u32, Option<Texts>) {
    let Some(mut column) = orders else {
        return ((0..lines as u32).collect(), lines as u32, None);
    };
    let mut count = column.texts.len() as u32;
    if let Some(blank) = column.texts.find(b"") {
        for code in column.codes.iter_mut().filter(|c| **c == blank) {
            *code = count;
            count += 1;
        }
    }
    (
        column.codes,
        count,
        Some(Texts::new(column.texts, encoding)),
    )
}

fn entities(
    column: &KeyColumn,
    blank: Option<u32>,
    encoding: Encoding,
    labels: &[Option<&[Box<[u8]>]>; 2],
) -> Entities {
    let texts = |labels: Option<&[Box<[u8]>]>| {
        let decode = |bytes: &[u8]| crate::read::decode::text_of(bytes, encoding);
        labels.map_or_else(Vec::new, |l| {
            let mut texts: Vec<String> = l.iter().map(|b| decode(b)).collect();
            texts.resize(column.texts.len(), String::new());
            texts
        })
    };
    let mut ids: Vec<String> = (0..column.texts.len() as u32)
        .map(|code| crate::read::decode::text_of(column.texts.bytes(code), encoding))
        .collect();
    if let Some(blank) = blank {
        NO_CUSTOMER.clone_into(&mut ids[blank as usize]);
    }
    let by_id = order::positions(ids.len(), &|a, b| ids[a].cmp(&ids[b]));
    Entities {
        names: texts(labels[0]),
        families: texts(labels[1]),
        ids,
        by_id,
    }
}

/// No file of order lines reaches further than this from its middle. ERP systems write 1900-01-01
/// and 9999-12-31 for "no date", and one such line would stretch every item's demand over
/// thousands of months.
const FARTHEST_DAYS: i32 = 30 * 366;

/// Takes days away that lie decades from the line in the middle; their lines have no date.
fn drop_implausible_days(day_of_code: &mut [Option<date::Day>], codes: &[u32]) {
    let known = || day_of_code.iter().flatten();
    let (Some(first), Some(last)) = (known().min(), known().max()) else {
        return;
    };
    if last - first <= FARTHEST_DAYS {
        return;
    }
    let mut days: Vec<f64> = codes
        .iter()
        .filter_map(|&code| day_of_code[code as usize].map(f64::from))
        .collect();
    let middle = median(&mut days) as date::Day;
    for day in day_of_code.iter_mut() {
        *day = day.filter(|d| (d - middle).abs() <= FARTHEST_DAYS);
    }
}

/// Months since the first by date code.
pub(crate) fn months_of_codes(days: &[Option<date::Day>], first_month: i32) -> Vec<u16> {
    let month = |day: date::Day| (date::month_of(day) - first_month).max(0) as u16;
    days.iter().map(|day| day.map_or(0, month)).collect()
}

pub(crate) struct Span {
    pub(crate) first_month: i32,
    pub(crate) months: u16,
    pub(crate) first_day: date::Day,
    pub(crate) last_day: date::Day,
}

/// From the first to the last month of the used lines.
pub(crate) fn months(kinds: &[LineKind], codes: &[u32], day_of_code: &[Option<date::Day>]) -> Span {
    let mut used = vec![false; day_of_code.len()];
    in_stretches(kinds.len(), |stretch| {
        for (kind, &code) in kinds[stretch.clone()].iter().zip(&codes[stretch]) {
            used[code as usize] |= kind.is_used();
        }
    });
    let days = || {
        day_of_code
            .iter()
            .zip(&used)
            .filter(|(_, used)| **used)
            .filter_map(|(d, _)| *d)
    };
    let (Some(first_day), Some(last_day)) = (days().min(), days().max()) else {
        return Span {
            first_month: 0,
            months: 0,
            first_day: 0,
            last_day: 0,
        };
    };
    let first_month = date::month_of(first_day);
    Span {
        first_month,
        months: (date::month_of(last_day) - first_month + 1) as u16,
        first_day,
        last_day,
    }
}
