//! Lines that stand there twice, and net sales that a join has multiplied.

use super::Evidence;
use super::groups::Groups;
use crate::dataset::{Dataset, LineKind};
use crate::stats::order;

/// What makes two lines of an order the same.
type Key = (u32, u32, Option<i32>, u64, u64);

fn key(data: &Dataset, line: u32) -> Key {
    let l = line as usize;
    (
        data.item[l],
        data.customer[l],
        data.day(l),
        data.quantity[l].to_bits(),
        data.revenue[l].to_bits(),
    )
}

/// Used lines that repeat an earlier one of their order in item, customer, day, quantity and net
/// sales, each with the line it repeats; and how many orders of several lines stand there as a
/// whole more than once. Without order numbers nothing can be told.
pub(super) fn repeated(data: &Dataset, orders: &Groups) -> (Vec<Evidence>, u32) {
    let mut found = Vec::new();
    let mut whole_orders = 0;
    let mut keyed: Vec<(Key, u32)> = Vec::new();
    for lines in orders.iter().filter(|lines| lines.len() > 1) {
        keyed.clear();
        keyed.extend(lines.iter().map(|&line| (key(data, line), line)));
        keyed.sort_unstable();
        let before = found.len();
        let mut different = 0;
        let mut times = None;
        let mut even = true;
        for same in keyed.chunk_by(|a, b| a.0 == b.0) {
            different += 1;
            even &= *times.get_or_insert(same.len()) == same.len();
            let first = same[0].1;
            found.extend(same[1..].iter().map(|(_, line)| Evidence {
                line: *line,
                usual: f64::from(first),
                score: same.len() as f64,
            }));
        }
        whole_orders += u32::from(found.len() > before && even && different > 1);
    }
    order::sort_by_key(&mut found, |e| e.line);
    (found, whole_orders)
}

/// Sales lines whose net sales stand on an earlier line of the same order, item and day with
/// another quantity: what a join with schedule lines or deliveries leaves behind. Lines that are
/// duplicates altogether are not among them.
pub(super) fn joined(data: &Dataset, orders: &Groups) -> Vec<Evidence> {
    let mut found = Vec::new();
    let mut keyed: Vec<(Key, u32)> = Vec::new();
    for lines in orders.iter().filter(|lines| lines.len() > 1) {
        keyed.clear();
        let sold = |line: &&u32| {
            let l = **line as usize;
            data.kinds[l] == LineKind::Sale && data.revenue[l] > 0.0
        };
        keyed.extend(lines.iter().filter(sold).map(|&line| {
            let (item, customer, day, quantity, revenue) = key(data, line);
            ((item, customer, day, revenue, quantity), line)
        }));
        keyed.sort_unstable();
        for same in keyed.chunk_by(|(a, _), (b, _)| (a.0, a.1, a.2, a.3) == (b.0, b.1, b.2, b.3)) {
            if same[0].0.4 == same[same.len() - 1].0.4 {
                continue; // one quantity: one line, or duplicates
            }
            let first = same.iter().map(|(_, line)| *line).min().unwrap_or(0);
            let first_quantity = data.quantity[first as usize].to_bits();
            let repeats = same
                .iter()
                .filter(|(key, line)| *line != first && key.4 != first_quantity);
            found.extend(repeats.map(|(_, line)| Evidence {
                line: *line,
                usual: f64::from(first),
                score: same.len() as f64,
            }));
        }
    }
    order::sort_by_key(&mut found, |e| e.line);
    found
}
