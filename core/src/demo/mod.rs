//! The demo company: a tyre maker that sells to distributors, fleets, garages and web shops from
//! its factory, a central and two regional warehouses; three years of order lines. Everything is
//! invented and generated from a seed, so the tool can be tried without a file, and shown without
//! anyone's data. The example follows the tyre maker of Thomas (2012).

mod customers;
mod items;
mod orders;

#[cfg(test)]
mod tests;

use crate::settings::{Capacity, CostPool, Driver, TimeTerm};
use crate::stats::Random;
use customers::Customer;
use items::Item;
use orders::{Fault, Order};

/// What all its money is in.
pub const CURRENCY: &str = "EUR";
/// The company's name.
pub const NAME: &str = "Northern Tyres";
/// The file that `order_lines` stands for.
pub const FILE_NAME: &str = "northern-tyres.csv";
/// The seed of the company that the page shows.
pub const SEED: u64 = 2012;

/// January 2023 to December 2025.
const MONTHS: usize = 36;

const HEADER: &str = "Order no,Line,Order date,Customer no,Customer name,Channel,Item no,Item name,Family,Warehouse,\
                      Quantity,Gross sales,Net sales,Cost of goods,Weight kg,Returned,Cancelled\n";

/// Order lines as a CSV file: UTF-8, comma, LF, ISO dates, point. Sorted by date; returns carry
/// negative quantity, sales and cost. The same seed gives the same bytes on every machine.
pub fn order_lines(seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed);
    let items = items::range(&mut random);
    let customers = customers::customers(&mut random);
    let orders = orders::orders(&items, &customers, &mut random);
    let mut out = Vec::with_capacity(9 << 20);
    out.extend_from_slice(HEADER.as_bytes());
    for (position, order) in orders.iter().enumerate() {
        write_order(&mut out, position, order, &items, &customers);
    }
    out
}

/// What serving the customers costs over the three years, and what of it would go away with the
/// activity.
pub fn cost_pools() -> Vec<CostPool> {
    [
        ("Order handling", 1_350_000.0, Driver::Orders, 0.6),
        ("Picking and packing", 930_000.0, Driver::Lines, 0.7),
        ("Delivery stops", 1_020_000.0, Driver::Orders, 0.8),
        ("Line-haul transport", 1_240_000.0, Driver::Weight, 0.9),
        ("Inventory carrying", 890_000.0, Driver::CostOfGoods, 0.5),
        ("Returns handling", 230_000.0, Driver::Returns, 0.8),
        ("Customer service", 340_000.0, Driver::Customers, 0.3),
        ("Sales and administration", 570_000.0, Driver::Revenue, 0.2),
    ]
    .map(|(name, amount, driver, avoidable_share)| {
        let (capacity, terms) = time(name);
        CostPool {
            name: name.to_owned(),
            amount,
            driver,
            avoidable_share,
            capacity,
            terms,
            ..CostPool::default()
        }
    })
    .into()
}

/// The people behind a pool, over three years of some 100,000 minutes each, and what takes their
/// time. Only the time-driven model looks at it.
fn time(pool: &str) -> (Option<Capacity>, Vec<TimeTerm>) {
    let (people, terms): (f64, &[(Driver, f64)]) = match pool {
        "Order handling" => (8.0, &[(Driver::Orders, 38.0), (Driver::Lines, 9.0)]),
        "Picking and packing" => (8.0, &[(Driver::Lines, 22.0), (Driver::Orders, 10.0)]),
        "Returns handling" => (2.0, &[(Driver::Returns, 240.0)]),
        _ => return (None, Vec::new()),
    };
    let capacity = Capacity {
        minutes: people * 3.0 * 100_000.0,
        practical_share: Capacity::USUAL_SHARE,
    };
    let term = |&(driver, minutes)| TimeTerm { driver, minutes };
    (Some(capacity), terms.iter().map(term).collect())
}

fn write_order(
    out: &mut Vec<u8>,
    position: usize,
    order: &Order,
    items: &[Item],
    customers: &[Customer],
) {
    let customer = &customers[order.customer];
    for (n, line) in order.lines.iter().enumerate() {
        let item = &items[line.item];
        out.push(if order.is_return { b'R' } else { b'S' });
        push_number(out, 100_001 + position as i64);
        out.push(b',');
        push_number(out, n as i64 + 1);
        out.push(b',');
        if line.fault == Some(Fault::NoDate) {
            out.extend_from_slice(b"0000-00-00");
        } else {
            push_date(out, order.day);
        }
        out.push(b',');
        if order.is_counter_sale {
            out.push(b',');
        } else {
            push_text(out, &customer.number);
            out.push(b',');
            push_text(out, &customer.name);
        }
        out.push(b',');
        push_text(out, customer.habit.pattern().channel);
        out.push(b',');
        push_text(out, &item.number);
        out.push(b',');
        push_text(out, &item.name);
        out.push(b',');
        push_text(out, item.family.name());
        out.push(b',');
        push_text(out, order.warehouse);
        out.push(b',');
        if line.fault == Some(Fault::NoQuantity) {
            out.extend_from_slice(b"tbc");
        } else {
            push_number(out, line.units);
        }
        for cents in [line.gross, line.net] {
            out.push(b',');
            push_hundredths(out, cents);
        }
        out.push(b',');
        if line.fault != Some(Fault::NoCost) {
            push_hundredths(out, line.cost);
        }
        out.push(b',');
        // Grams to hundredths of a kilogram; a return weighs as much on its way back.
        push_hundredths(out, (line.units.abs() * item.grams + 5) / 10);
        out.push(b',');
        out.push(if order.is_return { b'1' } else { b'0' });
        out.push(b',');
        out.push(if line.fault == Some(Fault::Cancelled) {
            b'1'
        } else {
            b'0'
        });
        out.push(b'\n');
    }
}

fn push_text(out: &mut Vec<u8>, text: &str) {
    let quote = text.contains(',');
    if quote {
        out.push(b'"');
    }
    out.extend_from_slice(text.as_bytes());
    if quote {
        out.push(b'"');
    }
}

fn push_number(out: &mut Vec<u8>, number: i64) {
    if number < 0 {
        out.push(b'-');
    }
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    let mut rest = number.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// 12345 as 123.45
fn push_hundredths(out: &mut Vec<u8>, hundredths: i64) {
    if hundredths < 0 {
        out.push(b'-');
    }
    let size = hundredths.abs();
    push_number(out, size / 100);
    out.push(b'.');
    out.push(b'0' + (size / 10 % 10) as u8);
    out.push(b'0' + (size % 10) as u8);
}

fn push_date(out: &mut Vec<u8>, day: usize) {
    let (year, month, date) = orders::calendar(day);
    push_number(out, year);
    for part in [month, date] {
        out.push(b'-');
        out.push(b'0' + (part / 10) as u8);
        out.push(b'0' + (part % 10) as u8);
    }
}
