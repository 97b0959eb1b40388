//! The evidence of the data doctor's checks, and the log of fixes.

use super::small::SmallTable;
use super::{Content, Table, column, number, share, text};
use crate::doctor::{Evidence, KeyGroup, LabelSum};
use crate::project::analysis::Analysis;
use crate::project::view::{ColumnKind, TableColumn, TableKind, TableValue};
use crate::project::{doctor, words};
use crate::read::date;
use crate::settings::{Check, Party};
use crate::stats::order;

/// The lines or the small table of a check.
pub(super) fn content(analysis: &Analysis, check: Check) -> Content {
    let Some(examined) = &analysis.examined else {
        return Content::Evidence(Vec::new());
    };
    let mut small = match check {
        Check::CustomerKeys => keys(analysis, Party::Customers, &examined.customer_keys),
        Check::ItemKeys => keys(analysis, Party::Items, &examined.item_keys),
        Check::Currencies => labels("Currency", &examined.currencies),
        Check::Units => labels("Unit", &examined.units),
        Check::PartialMonths | Check::DateGaps => months(analysis),
        check => {
            let mut lines = examined.lines(check).to_vec();
            let revenue = &analysis.data.revenue;
            // What matters most first; equal ones in the order of the file.
            order::sort_by(&mut lines, |a, b| {
                let money = |e: &Evidence| revenue[e.line as usize].abs();
                money(b).total_cmp(&money(a))
            });
            return Content::Evidence(lines);
        }
    };
    if !analysis.data.priced {
        for (at, column) in small.columns.iter().enumerate() {
            if column.kind == ColumnKind::Money {
                for (cells, _) in &mut small.rows {
                    cells[at] = TableValue::Missing(());
                }
            }
        }
    }
    Content::Small(small)
}

pub(super) struct EvidenceLines<'a> {
    analysis: &'a Analysis,
    rows: &'a [Evidence],
    check: Check,
}

impl<'a> EvidenceLines<'a> {
    pub(super) fn new(analysis: &'a Analysis, rows: &'a [Evidence], kind: &TableKind) -> Self {
        let check = match kind {
            TableKind::Doctor { check } => *check,
            _ => Check::Duplicates,
        };
        EvidenceLines {
            analysis,
            rows,
            check,
        }
    }

    /// What speaks against the line.
    fn why(&self, evidence: &Evidence) -> String {
        let row = |line: f64| words::grouped(self.analysis.rows.row(line as u32));
        match self.check {
            Check::Duplicates => format!("repeats row {}", row(evidence.usual)),
            Check::JoinedLines => format!("net sales of row {}", row(evidence.usual)),
            Check::Outliers => format!(
                "usual {}, z-score {}",
                words::amount(evidence.usual),
                words::amount(evidence.score)
            ),
            Check::PriceJumps if evidence.score < 1.0 => format!(
                "1/{} of the usual {}",
                words::amount(1.0 / evidence.score),
                words::amount(evidence.usual)
            ),
            Check::PriceJumps => format!(
                "{} times the usual {}",
                words::amount(evidence.score),
                words::amount(evidence.usual)
            ),
            Check::FreeLines => "no net sales".to_owned(),
            Check::Intercompany => "within the company".to_owned(),
            Check::UnmarkedReturns => "negative, not marked".to_owned(),
            Check::PositiveReturns => "a return that adds".to_owned(),
            _ => "cost estimated".to_owned(),
        }
    }
}

impl Table for EvidenceLines<'_> {
    fn title(&self) -> String {
        self.check.label().to_owned()
    }

    fn columns(&self) -> Vec<TableColumn> {
        use ColumnKind::{Count, Date, Money, Quantity, Ratio, Text};
        vec![
            column("row", "Row", Count, "Row in the file, the header is row 1"),
            column("why", "Why", Text, "What speaks against the line"),
            column(
                "revenue",
                "Net sales",
                Money,
                "Invoiced value after discounts",
            ),
            column(
                "quantity",
                "Quantity",
                Quantity,
                "Units, negative on returns",
            ),
            column("price", "Unit price", Ratio, "Net sales ÷ quantity"),
            column(
                "item",
                "Item",
                Text,
                "The item's name, or the key where there is none",
            ),
            column(
                "customer",
                "Customer",
                Text,
                "The customer's name, or the key where there is none",
            ),
            column("date", "Date", Date, "The day of the line"),
            column("order", "Order", Text, "The order's number"),
        ]
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn id(&self, row: usize) -> String {
        // Row and file: with several files a row alone is none.
        let (rows, line) = (&self.analysis.rows, self.rows[row].line);
        format!("{} {}", rows.row(line), rows.file(line))
    }

    fn value(&self, row: usize, column: usize) -> TableValue {
        let evidence = &self.rows[row];
        let line = evidence.line as usize;
        let data = &self.analysis.data;
        match column {
            0 => number(self.analysis.rows.row(evidence.line) as f64),
            1 => text(self.why(evidence)),
            2 | 4 if !data.priced => TableValue::Missing(()),
            2 => number(data.revenue[line]),
            3 => number(data.quantity[line]),
            4 if data.quantity[line] == 0.0 => TableValue::Missing(()),
            4 => number(data.revenue[line] / data.quantity[line]),
            5 => text(data.items.name(data.item[line])),
            6 => text(data.customers.name(data.customer[line])),
            7 => data
                .day(line)
                .map_or(TableValue::Missing(()), |d| text(date::iso(d))),
            _ => text(data.order_text(line)),
        }
    }

    fn is_additive(&self, column: usize) -> bool {
        column == 2
    }
}

fn keys(analysis: &Analysis, of: Party, groups: &[KeyGroup]) -> SmallTable {
    use ColumnKind::{Count, Money, Text};
    let entities = match of {
        Party::Customers => &analysis.data.customers,
        Party::Items => &analysis.data.items,
    };
    // Blanks at the ends are the difference; without marks they are not seen.
    let quoted = |position: u32| format!("“{}”", entities.ids[position as usize]);
    let mut rows = Vec::new();
    for group in groups {
        let into = quoted(group.members[0]);
        for (i, &member) in group.members.iter().enumerate() {
            let goes = if i == 0 {
                "stays".to_owned()
            } else {
                format!("into {into}")
            };
            let cells = vec![
                text(quoted(member)),
                text(entities.name(member)),
                text(goes),
                number(group.lines[i] as f64),
                number(group.revenue[i]),
            ];
            rows.push((cells, None));
        }
    }
    SmallTable {
        title: match of {
            Party::Customers => Check::CustomerKeys.label(),
            Party::Items => Check::ItemKeys.label(),
        },
        columns: vec![
            column("key", "Key", Text, "As it stands in the file"),
            column(
                "name",
                "Name",
                Text,
                "The name, or the key where there is none",
            ),
            column("goes", "If merged", Text, "What becomes of the key"),
            column("lines", "Lines", Count, "Lines that count"),
            column("revenue", "Net sales", Money, "Returns taken off"),
        ],
        rows,
        additive: &[3, 4],
    }
}

fn labels(what: &str, sums: &[LabelSum]) -> SmallTable {
    use ColumnKind::{Count, Money, Quantity, Share, Text};
    let whole: f64 = sums.iter().map(|s| s.lines as f64).sum();
    let rows = sums
        .iter()
        .map(|sum| {
            let name = if sum.label.is_empty() {
                "(blank)"
            } else {
                &sum.label
            };
            let cells = vec![
                text(name),
                number(sum.lines as f64),
                share(sum.lines as f64, whole),
                number(sum.quantity),
                number(sum.revenue),
            ];
            (cells, None)
        })
        .collect();
    SmallTable {
        title: if what == "Unit" {
            "Units"
        } else {
            "Currencies"
        },
        columns: vec![
            column("label", what, Text, "As it stands in the file"),
            column("lines", "Lines", Count, "Lines that count"),
            column("share", "% of lines", Share, "Share of these lines"),
            column("quantity", "Quantity", Quantity, "Units, not converted"),
            column("revenue", "Net sales", Money, "As they count now"),
        ],
        rows,
        additive: &[1],
    }
}

fn months(analysis: &Analysis) -> SmallTable {
    use ColumnKind::{Count, Money, Text};
    let months = analysis
        .examined
        .as_ref()
        .map_or(&[][..], |e| &e.calendar.months);
    let rows = months
        .iter()
        .map(|month| {
            let cells = vec![
                text(date::iso_month(month.month)),
                number(month.lines as f64),
                number(f64::from(month.days)),
                number(f64::from(month.gaps)),
                number(month.revenue),
            ];
            (cells, None)
        })
        .collect();
    SmallTable {
        title: "Months",
        columns: vec![
            column("month", "Month", Text, "Year and month"),
            column("lines", "Lines", Count, "Lines that count"),
            column(
                "days",
                "Days with lines",
                Count,
                "Days with at least one line",
            ),
            column(
                "gaps",
                "Weeks without lines",
                Count,
                "Weeks that begin in the month and have no line",
            ),
            column("revenue", "Net sales", Money, "Returns taken off"),
        ],
        rows,
        additive: &[1, 2, 3, 4],
    }
}

/// The log of fixes.
pub(super) fn fixes(analysis: &Analysis) -> SmallTable {
    use ColumnKind::{Count, Money, Text};
    let rows = doctor::log(analysis)
        .into_iter()
        .enumerate()
        .map(|(i, fix)| {
            let cells = vec![
                number(i as f64 + 1.0),
                text(fix.sentence),
                number(fix.lines as f64),
                number(fix.net_sales),
                number(fix.cost),
            ];
            (cells, None)
        })
        .collect();
    SmallTable {
        title: "Fixes",
        columns: vec![
            column("number", "Number", Count, "The order in which they work"),
            column("fix", "Fix", Text, "What was done to the data"),
            column("lines", "Lines", Count, "Lines it changed"),
            column("net_sales", "Net sales", Money, "What it did to net sales"),
            column(
                "cost",
                "Cost of goods",
                Money,
                "What it did to the cost of goods",
            ),
        ],
        rows,
        additive: &[3, 4],
    }
}
