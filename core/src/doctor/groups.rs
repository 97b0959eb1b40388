//! Lines put together by what they share, in two passes and without a map.

use crate::dataset::{Dataset, LineKind};
use crate::stats::in_stretches;

/// Lines by code; within a code in the order of the file.
pub(super) struct Groups {
    /// Where the lines of each code begin, and one more.
    starts: Vec<u32>,
    lines: Vec<u32>,
}

impl Groups {
    /// The lines with a sale, by item.
    pub(super) fn of_sales(data: &Dataset) -> Groups {
        let sold = |line: usize| data.kinds[line] == LineKind::Sale;
        Groups::of(&data.item, data.items.len(), sold)
    }

    /// The used lines, by order; orders of one line say nothing and are as good as absent.
    pub(super) fn of_orders(data: &Dataset) -> Groups {
        if data.order_texts.is_none() {
            return Groups {
                starts: Vec::new(),
                lines: Vec::new(),
            };
        }
        let used = |line: usize| data.kinds[line].is_used();
        Groups::of(&data.orders, data.order_count as usize, used)
    }

    fn of(codes: &[u32], count: usize, counts: impl Fn(usize) -> bool) -> Groups {
        let mut starts = vec![0_u32; count + 1];
        in_stretches(codes.len(), |stretch| {
            for line in stretch {
                starts[codes[line] as usize + 1] += u32::from(counts(line));
            }
        });
        for code in 0..count {
            starts[code + 1] += starts[code];
        }
        let mut next = starts.clone();
        let mut lines = vec![0; starts[count] as usize];
        in_stretches(codes.len(), |stretch| {
            for line in stretch {
                if counts(line) {
                    let at = &mut next[codes[line] as usize];
                    lines[*at as usize] = line as u32;
                    *at += 1;
                }
            }
        });
        Groups { starts, lines }
    }

    /// The lines of each code that has some.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.starts
            .windows(2)
            .map(|ends| &self.lines[ends[0] as usize..ends[1] as usize])
            .filter(|lines| !lines.is_empty())
    }
}
