//! Marks of returns and cancellations.

use crate::fields::Field;
use crate::read::OrderTable;
use crate::read::column::KeyColumn;
use regex_lite::Regex;

/// Which codes of a column mean yes.
pub(super) struct Marks(Vec<bool>);

impl Marks {
    #[inline]
    pub(super) fn is_set(&self, code: u32) -> bool {
        self.0[code as usize]
    }
}

/// The marks of a flag column by line; a column that is not mapped marks nothing.
pub(super) struct LineMarks<'a> {
    codes: &'a [u32],
    marks: Marks,
}

impl LineMarks<'_> {
    #[inline]
    pub(super) fn is_set(&self, line: usize) -> bool {
        self.codes
            .get(line)
            .is_some_and(|&code| self.marks.is_set(code))
    }
}

/// Texts that mean "no" in a flag column; anything else that is not blank means "yes" (SAP's
/// reason for rejection and Oracle's return reason are codes of their own).
const NO: [&str; 14] = [
    "", "0", "n", "no", "false", "f", "none", "null", "-", "nein", "non", "falsch", "faux", "0.0",
];

pub(super) fn line_marks(table: &OrderTable, field: Field) -> LineMarks<'_> {
    let Some(column) = table.key(field) else {
        return LineMarks {
            codes: &[],
            marks: Marks(Vec::new()),
        };
    };
    let says_yes = |code| {
        let text = table.text(column.texts.bytes(code)).to_lowercase();
        !NO.contains(&text.as_str())
    };
    let marks = Marks((0..column.texts.len() as u32).map(says_yes).collect());
    LineMarks {
        codes: &column.codes,
        marks,
    }
}

/// By order code, whether its number matches the plan's pattern for returns; None without one.
pub(super) fn orders_that_return(table: &OrderTable, column: &KeyColumn) -> Option<Marks> {
    let pattern = table.plan.return_order_pattern.as_deref()?;
    let pattern = Regex::new(pattern).ok()?;
    let returns = |code| pattern.is_match(&table.text(column.texts.bytes(code)));
    Some(Marks((0..column.texts.len() as u32).map(returns).collect()))
}
