//! What other files know of the items and customers of the order lines.

use super::{Master, Match};
use crate::dataset::{Attached, CustomerActivity, Dataset, LineKind};
use crate::fields::Field;
use crate::project::view::FileRole;
use crate::read::column::{KeyColumn, LabelColumn};
use crate::read::{OrderTable, OtherColumn};
use crate::settings::LinkSettings;
use std::collections::BTreeSet;

/// Activities of a list with one a row, at most: a column of remarks is none of activities.
const MOST_LISTED: usize = 50;

/// Numbers by code of a key of the order lines.
type ByKey = Vec<Option<f64>>;

/// Facts by code of the order lines' items and customers.
#[derive(Default)]
pub struct Facts {
    /// Standard cost of one unit by item, and the file that says so.
    pub unit_cost: Option<(ByKey, String)>,
    /// Kilograms of one unit by item.
    pub unit_weight: Option<ByKey>,
    /// Units in stock by item.
    stock_quantity: Option<ByKey>,
    /// Stock in money by item.
    stock_value: Option<ByKey>,
    /// Channel by customer; blank where it is not known.
    pub channels: Option<Vec<String>>,
    payment_days: Option<ByKey>,
    distance_km: Option<ByKey>,
    activities: Vec<CustomerActivity>,
    /// How each file's keys went with those of the order lines.
    pub matches: Vec<Match>,
}

impl Facts {
    /// Links the files to the order lines. Names and families go into the lines' own labels at once:
    /// what a file of items or customers says takes the place of what the lines say.
    pub fn link(lines: &mut OrderTable, masters: &[Master], settings: &LinkSettings) -> Facts {
        let mut facts = Facts::default();
        if masters.is_empty() {
            return facts;
        }
        if lines.encoding().is_one_byte() {
            lines.in_one_form(false); // labels of other files are UTF-8
        }
        for master in masters {
            let Some(found) = Match::of(lines, master, settings) else {
                continue;
            };
            facts.take(lines, master, &found);
            facts.matches.push(found);
        }
        facts
    }

    fn take(&mut self, lines: &mut OrderTable, master: &Master, found: &Match) {
        let table = &master.table;
        let by_key = |field| first_numbers(table, field, found);
        match master.role {
            FileRole::Items => {
                set_labels(lines, table, found, Field::ItemName);
                set_labels(lines, table, found, Field::Family);
                if let Some(costs) = by_key(Field::UnitCost) {
                    let (known, _) = self
                        .unit_cost
                        .get_or_insert_with(|| (vec![None; costs.len()], table.file.clone()));
                    fill(known, costs);
                }
                merge(&mut self.unit_weight, by_key(Field::Weight));
                self.take_stock(table, found);
            }
            FileRole::Stock => {
                if self.unit_cost.is_none() {
                    let costs = by_key(Field::UnitCost);
                    self.unit_cost = costs.map(|costs| (costs, table.file.clone()));
                }
                self.take_stock(table, found);
            }
            FileRole::Customers => {
                set_labels(lines, table, found, Field::CustomerName);
                if let Some(column) = table.key(Field::Channel) {
                    let of_key = first_codes(table, Field::Customer, column);
                    let channels = (0..found.of_lines.len()).map(|code| {
                        let channel = found.code(code).and_then(|key| of_key[key]);
                        channel.map_or(String::new(), |c| table.text(column.texts.bytes(c)))
                    });
                    self.channels = Some(channels.collect());
                }
                merge(&mut self.payment_days, by_key(Field::PaymentDays));
                merge(&mut self.distance_km, by_key(Field::Distance));
                self.take_activities(table, found);
            }
            FileRole::Activities => self.take_activities(table, found),
            FileRole::OrderLines | FileRole::CostPools | FileRole::NotUsed => {}
        }
    }

    fn take_stock(&mut self, table: &OrderTable, found: &Match) {
        for (field, known) in [
            (Field::StockQuantity, &mut self.stock_quantity),
            (Field::StockValue, &mut self.stock_value),
        ] {
            let Some(column) = table.number(field) else {
                continue;
            };
            let sums = sums_by_key(table, Field::Item, &column.values, found.keys.len());
            let days = days_in(table);
            let average = (0..found.of_lines.len()).map(|code| {
                let sum = sums[found.code(code)?]?;
                Some(sum / days as f64)
            });
            merge(known, Some(average.collect()));
        }
    }

    fn take_activities(&mut self, table: &OrderTable, found: &Match) {
        if let (Some(names), Some(counts)) = (table.key(Field::Unit), table.number(Field::Activity))
        {
            return self.take_listed_activities(table, found, names, &counts.values);
        }
        for column in table.numbers.iter().filter(|c| c.field == Field::Activity) {
            let values = &column.data.values;
            let sums = sums_by_key(table, Field::Customer, values, found.keys.len());
            let by_customer = (0..found.of_lines.len())
                .map(|code| found.code(code).and_then(|key| sums[key]).unwrap_or(0.0));
            self.activities.push(CustomerActivity {
                name: column.header.trim().to_owned(),
                by_customer: by_customer.collect(),
            });
        }
    }

    /// One activity of one customer a row: each name is an activity of its own.
    fn take_listed_activities(
        &mut self,
        table: &OrderTable,
        found: &Match,
        names: &KeyColumn,
        counts: &[f64],
    ) {
        let named = (0..names.texts.len() as u32).filter(|&n| !names.texts.bytes(n).is_empty());
        for name in named.take(MOST_LISTED) {
            let mut own = counts.to_vec();
            for (count, &of) in own.iter_mut().zip(&names.codes) {
                if of != name {
                    *count = f64::NAN;
                }
            }
            let sums = sums_by_key(table, Field::Customer, &own, found.keys.len());
            let by_customer = (0..found.of_lines.len())
                .map(|code| found.code(code).and_then(|key| sums[key]).unwrap_or(0.0));
            self.activities.push(CustomerActivity {
                name: table.text(names.texts.bytes(name)),
                by_customer: by_customer.collect(),
            });
        }
    }

    /// Puts what is not part of the lines beside them.
    pub(crate) fn attach(&mut self, data: &mut Dataset) {
        let stock_value = self.stock_value(data);
        let attached: &mut Attached = &mut data.attached;
        attached.stock_value = stock_value;
        attached.payment_days = self.payment_days.take();
        attached.distance_km = self.distance_km.take();
        attached.activities = std::mem::take(&mut self.activities);
    }

    /// Stock in money by item: the value where a file has it, else units × unit cost, by the file of
    /// items or else the average cost on the sales lines.
    fn stock_value(&self, data: &Dataset) -> Option<ByKey> {
        if self.stock_quantity.is_none() {
            return self.stock_value.clone();
        }
        let standard = self.unit_cost.as_ref().map(|(costs, _)| costs);
        let mut sold: Vec<(f64, f64)> = Vec::new();
        if let Some(cost) = &data.cost {
            sold = vec![(0.0, 0.0); data.items.len()];
            for (line, kind) in data.kinds.iter().enumerate() {
                if *kind == LineKind::Sale {
                    let (units, money) = &mut sold[data.item[line] as usize];
                    *units += data.quantity[line];
                    *money += cost[line];
                }
            }
        }
        let unit_cost = |item: usize| {
            standard.and_then(|costs| costs[item]).or_else(|| {
                let (units, money) = *sold.get(item)?;
                (units > 0.0).then(|| money / units)
            })
        };
        let of = |known: &Option<ByKey>, item: usize| known.as_ref().and_then(|k| k[item]);
        let values = (0..data.items.len()).map(|item| {
            of(&self.stock_value, item)
                .or_else(|| Some(of(&self.stock_quantity, item)? * unit_cost(item)?))
        });
        Some(values.collect())
    }
}

/// The first file that knows a number has it.
fn merge(known: &mut Option<ByKey>, numbers: Option<ByKey>) {
    match (known, numbers) {
        (Some(known), Some(numbers)) => fill(known, numbers),
        (known, Some(numbers)) => *known = Some(numbers),
        (_, None) => {}
    }
}

fn fill(known: &mut ByKey, numbers: ByKey) {
    for (known, number) in known.iter_mut().zip(numbers) {
        *known = known.or(number);
    }
}

/// The first number of each key, by code of the order lines' key.
fn first_numbers(table: &OrderTable, field: Field, found: &Match) -> Option<ByKey> {
    let values = &table.number(field)?.values;
    let key = match found.kind {
        crate::settings::KeyKind::Item => Field::Item,
        crate::settings::KeyKind::Customer => Field::Customer,
    };
    let mut first: ByKey = vec![None; found.keys.len()];
    for (&code, &value) in table.key(key)?.codes.iter().zip(values) {
        let known = &mut first[code as usize];
        if known.is_none() && !value.is_nan() {
            *known = Some(value);
        }
    }
    let of_lines = (0..found.of_lines.len()).map(|code| first[found.code(code)?]);
    Some(of_lines.collect())
}

/// The first code of a label for each key.
fn first_codes(table: &OrderTable, key: Field, labels: &KeyColumn) -> Vec<Option<u32>> {
    let Some(keys) = table.key(key) else {
        return Vec::new();
    };
    let blank = labels.texts.find(b"");
    let mut first = vec![None; keys.texts.len()];
    for (&code, &label) in keys.codes.iter().zip(&labels.codes) {
        if Some(label) != blank {
            first[code as usize].get_or_insert(label);
        }
    }
    first
}

fn sums_by_key(table: &OrderTable, key: Field, values: &[f64], keys: usize) -> ByKey {
    let mut sums: ByKey = vec![None; keys];
    let codes = table.key(key).map_or(&[][..], |k| &k.codes);
    for (&code, &value) in codes.iter().zip(values) {
        if !value.is_nan() {
            *sums[code as usize].get_or_insert(0.0) += value;
        }
    }
    sums
}

/// Days of a file of stock: its numbers are averages over them.
fn days_in(table: &OrderTable) -> usize {
    let Some(dates) = table.key(Field::Date) else {
        return 1;
    };
    let used: BTreeSet<u32> = dates.codes.iter().copied().collect();
    let filled = used
        .iter()
        .filter(|&&code| !dates.texts.bytes(code).is_empty());
    filled.count().max(1)
}

/// Names and families of the file take the place of those in the lines, where it has any.
fn set_labels(lines: &mut OrderTable, table: &OrderTable, found: &Match, field: Field) {
    let Some(labels) = table.label(field) else {
        return;
    };
    let of_key = |key: usize| {
        let bytes = labels.texts.get(key).filter(|text| !text.is_empty())?;
        Some(table.text(bytes).into_bytes().into_boxed_slice())
    };
    let at = lines.labels.iter().position(|l| l.field == field);
    let at = at.unwrap_or_else(|| {
        lines.labels.push(OtherColumn {
            field,
            header: String::new(),
            position: u32::MAX,
            data: LabelColumn::default(),
        });
        lines.labels.len() - 1
    });
    let ours = &mut lines.labels[at].data.texts;
    ours.resize(ours.len().max(found.of_lines.len()), Box::default());
    for (code, label) in ours.iter_mut().enumerate() {
        if let Some(text) = found.code(code).and_then(of_key) {
            *label = text;
        }
    }
}
