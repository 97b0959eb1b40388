//! What is odd about an opened file, before it is read as a whole.

use super::OpenedFile;
use crate::fields::Field;
use crate::map::{self, SampleColumn};
use crate::project::view::{FileRole, Finding, Severity};
use crate::read::sniff;
use crate::settings::{Encoding, Reshape};

impl OpenedFile {
    pub(in crate::project) fn note(&mut self, severity: Severity, message: String, remedy: &str) {
        self.findings.push(Finding {
            severity,
            file: self.name.clone(),
            row: None,
            column: None,
            message,
            remedy: remedy.to_owned(),
        });
    }

    /// Says how the text was made a plain table, and what the first rows have that sums would hide.
    pub(super) fn find_oddities(&mut self, columns: &[SampleColumn]) {
        if let Some(reshape) = self.plan.reshape.clone() {
            let message = words_of(&reshape, &self.sample.headers);
            self.note(
                Severity::Note,
                message,
                "Read it as it stands instead, below, if that is not what the file means",
            );
        }
        if self.plan.dialect.encoding == Encoding::Windows1252
            && let Some(set) = sniff::foreign_set(&self.head)
        {
            self.note(
                Severity::Warning,
                format!("The text looks like {set}, which cannot be read: letters will look broken"),
                "Save the file as UTF-8 (in Excel: CSV UTF-8) and add it again, or choose another encoding below",
            );
        }
        if self.role != FileRole::OrderLines {
            return;
        }
        let values = |field| self.column_of(field).map(|at| &columns[at as usize]);
        let (Some(order), Some(revenue)) = (values(Field::Order), values(Field::Revenue)) else {
            return;
        };
        if map::repeats_within_orders(&order.values, &revenue.values) {
            let message = format!(
                "“{}” is the same on every line of an order: it may be the value of the whole order, counted again on each line",
                revenue.header.trim()
            );
            self.note(
                Severity::Warning,
                message,
                "Map net sales to the value of the line, or a unit price; a cost that repeats so is a cost per order",
            );
        }
    }

    pub(super) fn find_duplicate_headers(&mut self) {
        let headers = &self.sample.headers;
        for (i, header) in headers.iter().enumerate() {
            if !header.is_empty() && headers[..i].contains(header) {
                self.findings.push(Finding {
                    severity: Severity::Warning,
                    file: self.name.clone(),
                    row: Some(u64::from(self.plan.dialect.header_row)),
                    column: Some(header.clone()),
                    message: format!("The header “{header}” stands over two columns"),
                    remedy: format!("Check which one is mapped; the second is column {}", i + 1),
                });
            }
        }
    }

    /// Files without any number cannot be order lines.
    pub(super) fn number_finding(&self) -> Option<Finding> {
        let any_number = (0..self.sample.headers.len()).any(|i| {
            self.sample.rows.iter().any(|row| {
                row.get(i).is_some_and(|c| {
                    matches!(
                        crate::read::number::read(c.as_bytes(), self.plan.decimal),
                        crate::read::number::Cell::Value(_)
                    )
                })
            })
        });
        (!any_number).then(|| Finding {
            severity: Severity::Blocking,
            file: self.name.clone(),
            row: None,
            column: None,
            message: "No column holds numbers".to_owned(),
            remedy:
                "Order lines need a quantity and net sales; check the delimiter and the header row"
                    .to_owned(),
        })
    }

    /// Without money, demand can still be told.
    pub(super) fn money_finding(&self) -> Option<Finding> {
        if let Some(header) = self.unreadable_money().filter(|_| self.is_unpriced()) {
            return Some(Finding {
                severity: Severity::Warning,
                file: self.name.clone(),
                row: None,
                column: Some(header.to_owned()),
                message: format!(
                    "“{header}” is a name for net sales or a price, but its values are empty, no numbers, or beyond all measure"
                ),
                remedy: "Check the decimal sign and the cells of that column".to_owned(),
            });
        }
        let needed = [Field::Date, Field::Item, Field::Quantity];
        let complete = needed.into_iter().all(|f| self.column_of(f).is_some());
        (self.is_unpriced() && complete).then(|| Finding {
            severity: Severity::Warning,
            file: self.name.clone(),
            row: None,
            column: None,
            message: "No column holds net sales or a price: only quantities can be analysed, and nothing in money".to_owned(),
            remedy: "Choose the column of net sales or of the unit price below, if the file has one; or analyse by units".to_owned(),
        })
    }

    /// A column that by its name holds net sales or a price, and by its values does not.
    pub(super) fn unreadable_money(&self) -> Option<&str> {
        let mapped = |at: usize| self.plan.columns.iter().any(|c| c.column == at as u32);
        let names_money = |header: &str| {
            [Field::Revenue, Field::UnitPrice]
                .iter()
                .any(|field| map::is_named(header, *field))
        };
        let mut headers = self.sample.headers.iter().enumerate();
        headers
            .find(|(at, header)| !mapped(*at) && names_money(header))
            .map(|(_, header)| header.trim())
    }

    /// Without customers half of the analysis is missing, but items can still be told apart.
    pub(super) fn customer_finding(&self) -> Option<Finding> {
        self.column_of(Field::Customer).is_none().then(|| Finding {
            severity: Severity::Warning,
            file: self.name.clone(),
            row: None,
            column: None,
            message: "No column names the customer: only items will be told apart".to_owned(),
            remedy: if self.customer_offers().is_empty() {
                "Choose the column of customers below, if the file has one"
            } else {
                "Take a column that says who or where the goods went to, if it stands for the customer"
            }
            .to_owned(),
        })
    }

    /// Columns that may stand for the customer where none names one: who or where the goods went
    /// to, the likeliest first.
    pub(super) fn customer_offers(&self) -> Vec<u32> {
        if self.role != FileRole::OrderLines || self.column_of(Field::Customer).is_some() {
            return Vec::new();
        }
        let offered = |what: &str| {
            let named = self.suggestions.iter().enumerate();
            named
                .filter(move |(at, s)| s.reason.contains(what) && self.tells_apart(*at))
                .map(|(at, _)| at as u32)
                .collect::<Vec<_>>()
        };
        map::MAY_BE_CUSTOMERS
            .into_iter()
            .flat_map(offered)
            .collect()
    }

    /// Whether a column has words, and more than one, in most rows.
    fn tells_apart(&self, column: usize) -> bool {
        let cells = self.sample.rows.iter().filter_map(|row| row.get(column));
        let words = |c: &&String| c.contains(char::is_alphabetic);
        let words: Vec<&String> = cells.filter(words).collect();
        words.len() * 2 > self.sample.rows.len() && words.iter().any(|w| *w != words[0])
    }

    /// Says that the columns mean what they meant in an earlier file.
    pub(in crate::project) fn note_remembered_mapping(&mut self) {
        self.findings.push(Finding {
            severity: Severity::Note,
            file: self.name.clone(),
            row: None,
            column: None,
            message: "The columns are mapped as in the last file with these headers".to_owned(),
            remedy: "Nothing to do if they still mean the same; otherwise choose others below"
                .to_owned(),
        });
    }
}

/// What was done to the text, in a sentence.
fn words_of(reshape: &Reshape, headers: &[String]) -> String {
    let mut parts = Vec::new();
    if reshape.list {
        parts.push(
            "frames, rules, repeated headers and subtotals of a printed list are left out"
                .to_owned(),
        );
    }
    if reshape.two_row_header {
        parts.push("the two rows of the header are read as one".to_owned());
    }
    if !reshape.filled_down.is_empty() {
        let names: Vec<String> = reshape
            .filled_down
            .iter()
            .filter_map(|&c| headers.get(c as usize))
            .map(|header| format!("“{}”", header.trim()))
            .collect();
        parts.push(format!(
            "blanks in {} take the value of the row above",
            names.join(", ")
        ));
    }
    if let (Some(first), Some(last)) = (reshape.months.first(), reshape.months.last()) {
        let left_out = match reshape.totals.len() {
            0 => String::new(),
            1 => ", and a column that adds them up is left out".to_owned(),
            n => format!(", and {n} columns that add them up are left out"),
        };
        parts.push(format!(
            "{} columns hold one month each, {} to {}: every filled cell is a line{left_out}",
            reshape.months.len(),
            &first.day[..7.min(first.day.len())],
            &last.day[..7.min(last.day.len())]
        ));
    }
    crate::words::capital(&parts.join("; "))
}
