//! What an opened file must have before it can be read.

use super::OpenedFile;
use crate::fields::Field;
use crate::project::view::{FileRole, Severity, UserError};

impl OpenedFile {
    /// Fields without which nothing can be computed, that no column is mapped to.
    pub(in crate::project) fn missing(&self) -> Vec<String> {
        let has = |field| self.column_of(field).is_some();
        let either = |fields: &[Field]| {
            let words: Vec<String> = fields.iter().map(|f| f.label().to_lowercase()).collect();
            (!fields.iter().any(|f| has(*f))).then(|| words.join(" or "))
        };
        match self.role {
            FileRole::OrderLines => {}
            FileRole::CostPools | FileRole::NotUsed => return Vec::new(),
            role => {
                let (key, facts) = role.fields().split_at(1);
                return [either(key), either(facts)].into_iter().flatten().collect();
            }
        }
        let mut missing: Vec<String> = [Field::Date, Field::Item, Field::Quantity]
            .into_iter()
            .filter(|f| !has(*f))
            .map(|f| f.label().to_owned())
            .collect();
        // Amounts that are not net sales say that the file has net sales, too.
        let other_money = has(Field::GrossRevenue) || has(Field::Profit);
        if self.is_unpriced() && (other_money || self.unreadable_money().is_some()) {
            missing.push(format!(
                "{} (or {})",
                Field::Revenue.label(),
                Field::UnitPrice.label()
            ));
        }
        missing
    }

    /// Assumed to hold order lines for want of anything else, and nothing in it speaks for them: no
    /// sales, customer, item or date was recognised.
    pub fn is_stranger(&self) -> bool {
        let telling = [
            Field::Revenue,
            Field::GrossRevenue,
            Field::UnitPrice,
            Field::Customer,
            Field::Item,
            Field::Date,
        ];
        self.role == FileRole::OrderLines
            && !self.sure
            && telling.iter().all(|f| self.column_of(*f).is_none())
    }

    /// Order lines by the file's own columns, or because the user says so; money may be missing.
    pub(in crate::project) fn is_surely_lines(&self) -> bool {
        self.role == FileRole::OrderLines && (self.sure || self.missing().is_empty())
    }

    /// Leaves the file out until the user says what it holds.
    pub(in crate::project) fn set_aside(&mut self) {
        self.role = FileRole::NotUsed;
        self.note(
            Severity::Warning,
            "Neither sales nor a customer, an item or a date was recognised: the file is not used"
                .to_owned(),
            "If it does hold order lines, or facts about items or customers, choose so above and then its columns",
        );
    }

    /// Order lines without net sales, and without a price to compute them from.
    pub(in crate::project) fn is_unpriced(&self) -> bool {
        self.role == FileRole::OrderLines
            && self.column_of(Field::Revenue).is_none()
            && self.column_of(Field::UnitPrice).is_none()
    }

    /// What must be mended before the file can be read.
    ///
    /// # Errors
    /// Order lines without numbers, with required fields unmapped or fields mapped twice; pools
    /// that cannot be used.
    pub(in crate::project) fn check(&self) -> Result<(), UserError> {
        if self.role == FileRole::CostPools {
            let Some(finding) = self
                .findings
                .iter()
                .find(|f| f.severity == Severity::Blocking)
            else {
                return Ok(());
            };
            let place = match (finding.row, &finding.column) {
                (Some(row), Some(column)) => format!("row {row}, column “{column}”: "),
                (Some(row), None) => format!("row {row}: "),
                _ => String::new(),
            };
            return Err(UserError {
                title: format!("{}: the cost pools cannot be used", self.name),
                detail: format!("{place}{}", finding.message),
                remedy: finding.remedy.clone(),
            });
        }
        let missing = self.missing();
        if self.role == FileRole::NotUsed {
            return Ok(());
        }
        if self.role == FileRole::OrderLines
            && let Some(finding) = self.number_finding()
        {
            return Err(UserError {
                title: format!("{} cannot be analysed", self.name),
                detail: finding.message,
                remedy: finding.remedy,
            });
        }
        if !missing.is_empty() {
            return Err(UserError {
                title: format!("{}: {} not found", self.name, missing.join(", ")),
                detail: format!("Columns in the file: {}", self.sample.headers.join(", ")),
                remedy: "Map a column to each on the Data page".to_owned(),
            });
        }
        for column in &self.plan.columns {
            let twice = self
                .plan
                .columns
                .iter()
                .filter(|c| c.field == column.field)
                .count()
                > 1;
            if twice && !column.field.may_repeat() {
                return Err(UserError {
                    title: format!("{} is mapped twice", column.field.label()),
                    detail: format!("{}: two columns are mapped to it", self.name),
                    remedy: "Keep one of them".to_owned(),
                });
            }
        }
        Ok(())
    }
}
