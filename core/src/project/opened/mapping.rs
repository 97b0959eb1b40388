//! What an opened file is for and what its columns mean, as detection has it.

use super::OpenedFile;
use crate::fields::Field;
use crate::map::{self, SampleColumn};
use crate::project::view::{FileRole, Severity};
use crate::read::sniff;
use crate::read::{date, reshape};
use crate::settings::{MappedColumn, Reshape};

impl OpenedFile {
    /// Orders whose own columns stand on their first line only are filled down.
    pub(super) fn fill_down(&mut self) {
        let column = |field| self.column_of(field).map(|column| column as usize);
        let (Some(order), Some(date), Some(item)) = (
            column(Field::Order),
            column(Field::Date),
            column(Field::Item),
        ) else {
            return;
        };
        let filled_down = reshape::blanks_below(&self.sample.rows, order, date, item);
        let months = self
            .plan
            .reshape
            .as_ref()
            .is_some_and(|r| !r.months.is_empty());
        if filled_down.is_empty() || months {
            return;
        }
        let mut reshape = self.plan.reshape.clone().unwrap_or_default();
        reshape.filled_down = filled_down;
        self.found_reshape = Some(reshape.clone());
        self.reshape(Some(reshape));
    }

    /// Cuts the head anew, made a plain table or as it stands.
    pub(super) fn reshape(&mut self, reshape: Option<Reshape>) {
        let dialect = self.plan.dialect;
        self.sample = match &reshape {
            Some(reshape) => sniff::reshaped(&self.head, dialect, reshape),
            None => sniff::with_dialect(&self.head, dialect),
        };
        self.plan.reshape = reshape;
        self.detect();
    }

    /// Detects the file's role and mapping anew, after it was opened or cut differently.
    pub(super) fn detect(&mut self) {
        let columns = self.sample_columns();
        let detected = map::detect(&columns);
        self.role = detected.role;
        self.sure = detected.sure;
        self.map(&columns, detected.suggestions);
    }

    /// Takes another role, and maps the columns as it has them.
    pub(in crate::project) fn set_role(&mut self, role: FileRole) {
        let columns = self.sample_columns();
        self.role = role;
        self.sure = true;
        self.map(&columns, map::suggest_for(role, &columns));
    }

    /// Maps the columns as suggested for the role.
    pub(super) fn map(&mut self, columns: &[SampleColumn], suggestions: Vec<map::Suggestion>) {
        self.findings.clear();
        self.pools.clear();
        if self.role == FileRole::CostPools {
            match map::read_pools(&self.sample.headers, &self.sample.rows, &self.name) {
                Ok(pools) => self.pools = pools,
                Err(findings) => self.findings = findings,
            }
            // Pools count their rows from the header on; blank rows of the file are not among them.
            for row in self.findings.iter_mut().filter_map(|f| f.row.as_mut()) {
                *row = match row.checked_sub(2) {
                    None => u64::from(self.plan.dialect.header_row),
                    Some(at) => self
                        .sample
                        .row_numbers
                        .get(at as usize)
                        .map_or(*row, |&n| u64::from(n)),
                };
            }
        }
        self.suggestions = suggestions;
        self.plan.columns = self
            .suggestions
            .iter()
            .enumerate()
            .filter_map(|(column, s)| {
                Some(MappedColumn {
                    field: s.field?,
                    column: column as u32,
                })
            })
            .collect();
        self.map_months();
        if !self.date_order_chosen {
            self.detect_date_order();
        }
        self.find_duplicate_headers();
        self.find_oddities(columns);
    }

    /// The columns that months became have no names that could be recognised.
    pub(super) fn map_months(&mut self) {
        let is_months = self
            .plan
            .reshape
            .as_ref()
            .is_some_and(|r| !r.months.is_empty());
        if !is_months || self.role != FileRole::OrderLines {
            return;
        }
        let last = self.sample.headers.len() as u32;
        let (Some(day), Some(value)) = (last.checked_sub(2), last.checked_sub(1)) else {
            return;
        };
        let priced = self.column_of(Field::UnitPrice).is_some();
        let taken = [Field::Date, Field::Quantity, Field::Revenue];
        self.plan
            .columns
            .retain(|c| !taken.contains(&c.field) && c.column < day);
        let mut columns = vec![(Field::Date, day), (Field::Quantity, value)];
        if !priced {
            columns.push((Field::Revenue, value));
            self.note(
                Severity::Warning,
                "The months hold one number, which counts as quantity and as net sales".to_owned(),
                "Choose another column for one of the two, or add a unit price",
            );
        }
        for (field, column) in columns {
            self.plan.columns.push(MappedColumn { field, column });
        }
    }

    pub(super) fn detect_date_order(&mut self) {
        let Some(column) = self.column_of(Field::Date) else {
            return;
        };
        let cells = self
            .sample
            .rows
            .iter()
            .filter_map(|r| r.get(column as usize));
        let counts = date::readable(cells.map(String::as_bytes));
        // The first of the best: a tie goes to the more usual order.
        let best = (0..counts.len()).rev().max_by_key(|&i| counts[i]);
        if let Some(best) = best {
            self.plan.date_order = date::CANDIDATES[best];
        }
    }
}
