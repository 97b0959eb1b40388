//! What became of the rows once fixes have worked: used and set aside still add up.

use crate::clean::RowNumbers;
use crate::dataset::{Dataset, LineKind};
use crate::project::view::{Quality, SetAside};
use crate::stats::{Sum, in_stretches};

const KINDS: usize = LineKind::SET_ASIDE.len();

/// The report on the rows of the file with the lines that fixes set aside. Without such lines it is
/// the report of the reading, unchanged.
pub fn quality(read: &Quality, data: &Dataset, rows: &RowNumbers) -> Quality {
    let mut out = read.clone();
    let mut sums = [(0_u64, Sum::default(), None::<u32>); KINDS];
    in_stretches(data.lines(), |stretch| {
        for line in stretch.filter(|&l| data.kinds[l].is_by_fix()) {
            let at = LineKind::SET_ASIDE
                .iter()
                .position(|k| *k == data.kinds[line]);
            if let Some((count, money, first)) = at.map(|at| &mut sums[at]) {
                *count += 1;
                money.add(data.revenue[line]);
                first.get_or_insert(line as u32);
            }
        }
    });
    for (kind, (count, money, first)) in LineKind::SET_ASIDE.into_iter().zip(sums) {
        let Some(first) = first else { continue };
        out.used -= count;
        out.set_aside.push(SetAside {
            reason: kind.reason().to_owned(),
            rows: count,
            money: money.value(),
            remedy: "Set aside in the data doctor; undo it there to count them again".to_owned(),
            first_row: rows.row(first),
            example: format!(
                "item {}",
                data.items.ids[data.item[first as usize] as usize]
            ),
        });
    }
    if out.used != read.used && !data.estimated_cost.is_empty() {
        let used = || {
            let lines = data.estimated_cost.iter().map(|&l| l as usize);
            lines.filter(|&l| data.kinds[l].is_used())
        };
        out.cost_estimated_lines = used().count() as u64;
        out.cost_estimated_revenue = used()
            .map(|l| data.revenue[l].abs())
            .collect::<Sum>()
            .value();
    }
    out
}
