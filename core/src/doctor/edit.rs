//! Changing lines so that every bit can be restored: what is overwritten is kept, nothing else.

use crate::clean;
use crate::dataset::{Dataset, LineKind};
use crate::read::date;
use crate::settings::Party;
use crate::stats::Sum;

/// What was overwritten, in the order in which it was.
#[derive(Clone, Debug, Default)]
pub(super) struct Patch {
    kinds: Vec<(u32, LineKind)>,
    quantity: Vec<(u32, f64)>,
    revenue: Vec<(u32, f64)>,
    cost: Vec<(u32, f64)>,
    gross: Vec<(u32, f64)>,
    direct: Vec<(u32, f64)>,
    customer: Vec<(u32, u32)>,
    item: Vec<(u32, u32)>,
    span: Option<Span>,
}

/// The months of the data before a fix.
#[derive(Clone, Debug)]
struct Span {
    first_month: i32,
    months: u16,
    first_day: date::Day,
    last_day: date::Day,
    month_of_code: Vec<u16>,
}

impl Patch {
    /// Puts back what was overwritten.
    pub(super) fn undo(self, data: &mut Dataset) {
        fn back<T: Copy>(column: &mut [T], old: Vec<(u32, T)>) {
            // A line that was changed twice ends with its first value.
            for (line, value) in old.into_iter().rev() {
                column[line as usize] = value;
            }
        }
        back(&mut data.kinds, self.kinds);
        back(&mut data.quantity, self.quantity);
        back(&mut data.revenue, self.revenue);
        back(data.cost.as_deref_mut().unwrap_or_default(), self.cost);
        back(data.gross.as_deref_mut().unwrap_or_default(), self.gross);
        back(data.direct.as_deref_mut().unwrap_or_default(), self.direct);
        back(&mut data.customer, self.customer);
        back(&mut data.item, self.item);
        if let Some(span) = self.span {
            data.first_month = span.first_month;
            data.months = span.months;
            data.first_day = span.first_day;
            data.last_day = span.last_day;
            data.month_of_code = span.month_of_code;
        }
    }
}

/// Changes a dataset and keeps what it overwrites.
pub(super) struct Editor<'a> {
    pub(super) data: &'a mut Dataset,
    patch: Patch,
    /// Lines changed.
    pub(super) lines: u64,
    revenue: Sum,
    cost: Sum,
}

/// A change that is done: how many lines, and what it did to the totals of the used lines.
pub(super) struct Changed {
    pub(super) patch: Patch,
    pub(super) lines: u64,
    pub(super) revenue: f64,
    pub(super) cost: f64,
}

impl<'a> Editor<'a> {
    pub(super) fn new(data: &'a mut Dataset) -> Self {
        Editor {
            data,
            patch: Patch::default(),
            lines: 0,
            revenue: Sum::default(),
            cost: Sum::default(),
        }
    }

    /// Changes lines, each once; `change` may call the setters below for its line.
    pub(super) fn change(
        &mut self,
        lines: impl IntoIterator<Item = u32>,
        change: impl Fn(&mut Self, u32),
    ) {
        for line in lines {
            self.count(line, -1.0);
            change(self, line);
            self.count(line, 1.0);
            self.lines += 1;
        }
    }

    /// Adds what a line counts for to the change of the totals.
    fn count(&mut self, line: u32, sign: f64) {
        let l = line as usize;
        if self.data.kinds[l].is_used() {
            self.revenue.add(sign * self.data.revenue[l]);
            let cost = self.data.cost.as_ref().map_or(0.0, |c| c[l]);
            if !cost.is_nan() {
                self.cost.add(sign * cost);
            }
        }
    }

    pub(super) fn set_kind(&mut self, line: u32, kind: LineKind) {
        let slot = &mut self.data.kinds[line as usize];
        self.patch.kinds.push((line, *slot));
        *slot = kind;
    }

    pub(super) fn set_party(&mut self, of: Party, line: u32, position: u32) {
        let (column, old) = match of {
            Party::Customers => (&mut self.data.customer, &mut self.patch.customer),
            Party::Items => (&mut self.data.item, &mut self.patch.item),
        };
        old.push((line, column[line as usize]));
        column[line as usize] = position;
    }

    pub(super) fn set_quantity(&mut self, line: u32, value: f64) {
        set(
            Some(&mut self.data.quantity),
            &mut self.patch.quantity,
            line,
            |_| value,
        );
    }

    pub(super) fn set_revenue(&mut self, line: u32, value: f64) {
        set(
            Some(&mut self.data.revenue),
            &mut self.patch.revenue,
            line,
            |_| value,
        );
    }

    pub(super) fn set_cost(&mut self, line: u32, value: f64) {
        set(self.data.cost.as_mut(), &mut self.patch.cost, line, |_| {
            value
        });
    }

    pub(super) fn set_gross(&mut self, line: u32, value: f64) {
        set(
            self.data.gross.as_mut(),
            &mut self.patch.gross,
            line,
            |_| value,
        );
    }

    /// Multiplies net sales, list value and cost of goods, and with `direct` the line's own costs.
    pub(super) fn scale_money(&mut self, line: u32, factor: f64, direct: bool) {
        let (data, patch) = (&mut *self.data, &mut self.patch);
        set(Some(&mut data.revenue), &mut patch.revenue, line, |v| {
            v * factor
        });
        set(data.cost.as_mut(), &mut patch.cost, line, |v| v * factor);
        set(data.gross.as_mut(), &mut patch.gross, line, |v| v * factor);
        if direct {
            set(data.direct.as_mut(), &mut patch.direct, line, |v| {
                v * factor
            });
        }
    }

    /// Ends the change; where lines came or went, the months of the data are counted anew.
    pub(super) fn finish(mut self) -> Changed {
        if !self.patch.kinds.is_empty() {
            let data = &mut *self.data;
            let span = clean::months(&data.kinds, &data.date, &data.day_of_code);
            let month_of_code = clean::months_of_codes(&data.day_of_code, span.first_month);
            self.patch.span = Some(Span {
                first_month: std::mem::replace(&mut data.first_month, span.first_month),
                months: std::mem::replace(&mut data.months, span.months),
                first_day: std::mem::replace(&mut data.first_day, span.first_day),
                last_day: std::mem::replace(&mut data.last_day, span.last_day),
                month_of_code: std::mem::replace(&mut data.month_of_code, month_of_code),
            });
        }
        Changed {
            patch: self.patch,
            lines: self.lines,
            revenue: self.revenue.value(),
            cost: self.cost.value(),
        }
    }
}

fn set(
    column: Option<&mut Vec<f64>>,
    old: &mut Vec<(u32, f64)>,
    line: u32,
    value: impl Fn(f64) -> f64,
) {
    if let Some(slot) = column.map(|c| &mut c[line as usize]) {
        old.push((line, *slot));
        *slot = value(*slot);
    }
}
