//! Marks of returns and cancellations.

use crate::fields::Field;
use crate::read::OrderTable;
use crate::read::column::KeyColumn;
use crate::settings::ReturnSigns;
use crate::stats::lines_where;
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
const NO: [&str; 19] = [
    "", "0", "n", "no", "false", "f", "none", "null", "-", "nein", "non", "falsch", "faux", "0.0",
    "nie", "nee", "nej", "nei", "não",
];

pub(super) fn line_marks(table: &OrderTable, field: Field) -> LineMarks<'_> {
    let Some(column) = table.key(field) else {
        return LineMarks {
            codes: &[],
            marks: Marks(Vec::new()),
        };
    };
    let texts: Vec<String> = (0..column.texts.len() as u32)
        .map(|code| table.text(column.texts.bytes(code)).to_lowercase())
        .collect();
    // SAP's SHKZG holds S and H, debit and credit: only the credits are returns.
    let debit_and_credit = texts.iter().any(|t| t == "s")
        && texts.iter().all(|t| matches!(t.as_str(), "s" | "h" | ""));
    let says_yes =
        |text: &String| !(NO.contains(&text.as_str()) || debit_and_credit && text == "s");
    let marks = Marks(texts.iter().map(says_yes).collect());
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

/// Lines marked as returns, by a column or by their order number, and how their signs are read.
pub(super) struct MarkedReturns {
    lines: Vec<u32>,
    signs: ReturnSigns,
}

/// From this share of positive values on, a column holds returns without their sign (SAP's SHKZG,
/// credit memos): a few corrections between them are negative all the same.
const NEARLY_ALL: f64 = 0.95;

impl MarkedReturns {
    /// The marked ones among `count` lines.
    pub(super) fn new(count: usize, signs: ReturnSigns, is_marked: impl Fn(usize) -> bool) -> Self {
        MarkedReturns {
            lines: lines_where(count, is_marked),
            signs,
        }
    }

    /// Ascending.
    pub(super) fn lines(&self) -> &[u32] {
        &self.lines
    }

    /// Makes the positive values of marked returns negative, where the column has them without
    /// sign; gives the lines concerned.
    pub(super) fn turn(&self, values: &mut [f64]) -> Vec<u32> {
        let of = |line: u32| values[line as usize];
        let lines = || self.lines.iter().copied();
        let positive: Vec<u32> = lines().filter(|&l| of(l) > 0.0).collect();
        let turns = match self.signs {
            ReturnSigns::AsInFile => false,
            ReturnSigns::AlwaysNegative => true,
            ReturnSigns::Detect => {
                let signed = positive.len() + lines().filter(|&l| of(l) < 0.0).count();
                positive.len() as f64 >= NEARLY_ALL * signed as f64
            }
        };
        if !turns {
            return Vec::new();
        }
        for &line in &positive {
            values[line as usize] *= -1.0;
        }
        positive
    }
}
