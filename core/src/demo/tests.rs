//! The demo company's bytes and its economic shape, the latter by a computation of its own: plain
//! maps over the CSV text, none of the engine.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

/// FNV-1a, 64 bits.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

struct Row {
    order: String,
    month: String,
    customer: String,
    channel: String,
    item: String,
    units: f64,
    net: f64,
    cost: f64,
    weight: f64,
    returned: bool,
}

/// The usable lines and the number of all lines.
fn rows(bytes: &[u8]) -> (Vec<Row>, usize) {
    let mut reader = csv::Reader::from_reader(bytes);
    let mut all = 0;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        assert_eq!(record.len(), 17);
        all += 1;
        if record[2].starts_with("0000") || &record[10] == "tbc" || &record[16] == "1" {
            continue;
        }
        let number = |column: usize| record[column].parse::<f64>().unwrap_or(f64::NAN);
        let net = number(12);
        let cost = number(13);
        rows.push(Row {
            order: record[0].to_owned(),
            month: record[2][..7].to_owned(),
            customer: record[3].to_owned(),
            channel: record[5].to_owned(),
            item: record[6].to_owned(),
            units: number(10),
            net,
            cost: if cost.is_nan() { net * 0.7 } else { cost },
            weight: number(14),
            returned: &record[15] == "1",
        });
    }
    (rows, all)
}

/// Cost to serve by customer, each pool shared out by its driver.
fn cost_to_serve(rows: &[Row]) -> BTreeMap<&str, f64> {
    let mut lines_of: BTreeMap<&str, f64> = BTreeMap::new();
    for row in rows.iter().filter(|r| !r.returned) {
        *lines_of.entry(&row.order).or_default() += 1.0;
    }
    let customers: BTreeSet<&str> = rows
        .iter()
        .map(|r| r.customer.as_str())
        .filter(|c| !c.is_empty())
        .collect();
    let mut cost: BTreeMap<&str, f64> = BTreeMap::new();
    for pool in cost_pools() {
        let mut by_customer: BTreeMap<&str, f64> = BTreeMap::new();
        for row in rows {
            let sale = f64::from(u8::from(!row.returned));
            let weight = match pool.driver {
                Driver::Orders => sale / lines_of.get(row.order.as_str()).copied().unwrap_or(1.0),
                Driver::Lines => sale,
                Driver::LinesHandled => 1.0,
                Driver::Units => sale * row.units,
                Driver::Revenue => sale * row.net.max(0.0),
                Driver::CostOfGoods => sale * row.cost.max(0.0),
                Driver::Weight => sale * row.weight,
                Driver::Returns => 1.0 - sale,
                _ => continue,
            };
            *by_customer.entry(&row.customer).or_default() += weight;
        }
        if pool.driver == Driver::Customers {
            by_customer = customers.iter().map(|&c| (c, 1.0)).collect();
        }
        let total: f64 = by_customer.values().sum();
        for (customer, weight) in by_customer {
            *cost.entry(customer).or_default() += pool.amount * weight / total;
        }
    }
    cost
}

#[test]
fn the_bytes_are_the_same_on_every_machine() {
    let bytes = order_lines(SEED);
    assert_eq!(
        hash(&bytes),
        8_717_197_647_240_033_891,
        "changed on purpose? then pin the new hash"
    );
    assert_eq!(bytes, order_lines(SEED));
    assert_ne!(hash(&bytes), hash(&order_lines(SEED + 1)));
}

#[test]
fn the_company_has_the_shape_that_the_method_is_about() {
    let bytes = order_lines(SEED);
    let (rows, all) = rows(&bytes);
    assert!((55_000..65_000).contains(&all), "{all} lines");
    let mut net: BTreeMap<&str, f64> = BTreeMap::new();
    let mut channel: BTreeMap<&str, &str> = BTreeMap::new();
    for row in &rows {
        *net.entry(&row.customer).or_default() += row.net - row.cost;
        channel.insert(&row.customer, &row.channel);
    }
    let service = cost_to_serve(&rows);
    for (customer, cost) in &service {
        *net.get_mut(customer).unwrap() -= cost;
    }
    net.remove("");
    let revenue: f64 = rows.iter().map(|r| r.net).sum();
    let margin: f64 = rows.iter().map(|r| r.net - r.cost).sum();
    let served: f64 = service.values().sum();
    let profit: f64 = net.values().sum();
    let gains: f64 = net.values().filter(|v| **v > 0.0).sum();
    let losers: Vec<&str> = net
        .iter()
        .filter(|(_, v)| **v < 0.0)
        .map(|(c, _)| *c)
        .collect();
    let returns = rows.iter().filter(|r| r.returned).count();
    let mut by_channel: BTreeMap<&str, (f64, usize)> = BTreeMap::new();
    for row in &rows {
        by_channel.entry(&row.channel).or_default().0 += row.net / revenue;
    }
    for loser in &losers {
        by_channel.get_mut(channel[loser]).unwrap().1 += 1;
    }
    println!(
        "{all} lines, revenue {revenue:.0}, margin {:.3}, cost to serve {:.3}, {} customers, {} losers, peak {:.3}, returns {:.4}, channels {by_channel:?}, worst {:.0}",
        margin / revenue,
        served / revenue,
        net.len(),
        losers.len(),
        gains / profit,
        returns as f64 / rows.len() as f64,
        net.values().copied().fold(f64::INFINITY, f64::min),
    );
    assert_eq!(net.len(), 240);
    assert!((0.28..0.32).contains(&(margin / revenue)));
    assert!((0.15..0.18).contains(&(served / revenue)));
    assert!((30..=45).contains(&losers.len()));
    assert!((1.10..1.25).contains(&(gains / profit)));
    assert!((0.02..0.03).contains(&(returns as f64 / rows.len() as f64)));
    assert_eq!(by_channel.len(), 4);
    // The story: one of the largest customers loses money.
    let largest = |c: &&str| {
        rows.iter()
            .filter(|r| r.customer == **c)
            .map(|r| r.net)
            .sum::<f64>()
    };
    assert!(losers.iter().any(|c| largest(c) > revenue * 0.02));
}

#[test]
fn every_cell_of_the_nine_box_is_filled() {
    let bytes = order_lines(SEED);
    let (rows, _) = rows(&bytes);
    let months: Vec<&str> = {
        let set: BTreeSet<&str> = rows.iter().map(|r| r.month.as_str()).collect();
        set.into_iter().collect()
    };
    assert_eq!(months.len(), 36);
    let mut revenue: BTreeMap<&str, f64> = BTreeMap::new();
    let mut demand: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for row in &rows {
        *revenue.entry(&row.item).or_default() += row.net;
        let series = demand
            .entry(&row.item)
            .or_insert_with(|| vec![0.0; months.len()]);
        if !row.returned {
            series[months.binary_search(&row.month.as_str()).unwrap()] += row.units;
        }
    }
    let total: f64 = revenue.values().sum();
    let mut ranked: Vec<(&str, f64)> = revenue.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut cells: BTreeMap<String, usize> = BTreeMap::new();
    let mut before = 0.0;
    for (item, value) in &ranked {
        let abc = if before < 0.8 * total {
            'A'
        } else if before < 0.95 * total {
            'B'
        } else {
            'C'
        };
        before += value;
        let series = &demand[item];
        let mean = series.iter().sum::<f64>() / 36.0;
        let variance = series.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / 35.0;
        let cv = variance.sqrt() / mean;
        let xyz = if cv <= 0.5 {
            'X'
        } else if cv <= 1.0 {
            'Y'
        } else {
            'Z'
        };
        *cells.entry(format!("{abc}{xyz}")).or_default() += 1;
    }
    println!("{} items, {cells:?}", ranked.len());
    assert!(ranked.len() > 580);
    assert_eq!(cells.len(), 9, "{cells:?}");
    assert!(cells.values().all(|&items| items >= 5), "{cells:?}");
}

#[test]
fn winter_tyres_sell_before_winter_and_summer_tyres_in_spring() {
    let bytes = order_lines(SEED);
    let (rows, _) = rows(&bytes);
    let share = |prefix: &str, months: &[&str]| {
        let of = |r: &&Row| r.item.starts_with(prefix) && !r.returned && r.channel != "Distributor";
        let all: f64 = rows.iter().filter(of).map(|r| r.units).sum();
        let some: f64 = rows
            .iter()
            .filter(of)
            .filter(|r| months.contains(&&r.month[5..]))
            .map(|r| r.units)
            .sum();
        some / all
    };
    assert!(share("NT1", &["09", "10", "11", "12"]) > 0.75);
    assert!(share("NT2", &["03", "04", "05"]) > 0.45);
}

#[test]
fn the_mapping_needs_no_help() {
    use crate::fields::Field;
    let bytes = order_lines(SEED);
    let mut reader = csv::Reader::from_reader(&bytes[..]);
    let headers = reader.headers().unwrap().clone();
    let sample: Vec<csv::StringRecord> = reader.records().take(300).map(Result::unwrap).collect();
    let columns: Vec<crate::map::SampleColumn> = headers
        .iter()
        .enumerate()
        .map(|(i, header)| crate::map::SampleColumn {
            header: header.to_owned(),
            values: sample.iter().map(|r| r[i].to_owned()).collect(),
        })
        .collect();
    let fields: Vec<Option<Field>> = crate::map::suggest(&columns)
        .into_iter()
        .map(|s| s.field)
        .collect();
    assert_eq!(
        fields,
        [
            Some(Field::Order),
            None,
            Some(Field::Date),
            Some(Field::Customer),
            Some(Field::CustomerName),
            Some(Field::Channel),
            Some(Field::Item),
            Some(Field::ItemName),
            Some(Field::Family),
            Some(Field::Warehouse),
            Some(Field::Quantity),
            Some(Field::GrossRevenue),
            Some(Field::Revenue),
            Some(Field::Cost),
            Some(Field::Weight),
            Some(Field::ReturnFlag),
            Some(Field::CancelledFlag),
        ]
    );
}

#[test]
fn names_and_numbers_are_unique() {
    let mut random = Random::new(SEED);
    let items = items::range(&mut random);
    let customers = customers::customers(&mut random);
    assert_eq!((items.len(), customers.len()), (600, 240));
    let unique = |names: Vec<&String>| names.iter().collect::<BTreeSet<_>>().len() == names.len();
    assert!(unique(items.iter().map(|i| &i.number).collect()));
    assert!(unique(customers.iter().map(|c| &c.number).collect()));
    assert!(unique(customers.iter().map(|c| &c.name).collect()));
    assert!(unique(items.iter().map(|i| &i.name).collect()));
}

#[test]
fn days_are_calendar_days() {
    for (day, expected) in [
        (0, (2023, 1, 1)),
        (364, (2023, 12, 31)),
        (365 + 59, (2024, 2, 29)),
        (365 + 366, (2025, 1, 1)),
        (365 + 366 + 364, (2025, 12, 31)),
    ] {
        assert_eq!(orders::calendar(day), expected);
    }
}

/// The generator is part of the first screen: it must not be felt.
#[cfg(not(target_arch = "wasm32"))] // no clock there
#[test]
fn generation_is_quick() {
    let started = std::time::Instant::now();
    let bytes = order_lines(SEED);
    let elapsed = started.elapsed();
    println!("{} bytes in {elapsed:?}", bytes.len());
    assert!(
        elapsed.as_millis() < 2_000,
        "{elapsed:?} even in a test build on a busy machine"
    );
}
