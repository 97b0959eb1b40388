//! Which lines count under the filter.

use crate::dataset::Dataset;

/// Lines that pass: every part that is given narrows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineFilter {
    /// By customer position.
    pub customers: Option<Vec<bool>>,
    /// By item position.
    pub items: Option<Vec<bool>>,
    /// By channel code.
    pub channels: Option<Vec<bool>>,
    /// By warehouse code.
    pub warehouses: Option<Vec<bool>>,
}

impl LineFilter {
    /// Whether every line passes.
    pub fn is_empty(&self) -> bool {
        self.customers.is_none()
            && self.items.is_none()
            && self.channels.is_none()
            && self.warehouses.is_none()
    }

    /// What of it does not go by customers or items.
    #[must_use]
    pub fn without_parties(&self) -> LineFilter {
        LineFilter {
            customers: None,
            items: None,
            channels: self.channels.clone(),
            warehouses: self.warehouses.clone(),
        }
    }

    /// Whether lines of a customer and an item can pass.
    pub fn passes_pair(&self, customer: u32, item: u32) -> bool {
        let allows = |allowed: &Option<Vec<bool>>, code: u32| {
            allowed.as_ref().is_none_or(|a| a[code as usize])
        };
        allows(&self.customers, customer) && allows(&self.items, item)
    }

    /// Whether a line passes; says nothing about whether it is used.
    #[inline]
    pub fn passes(&self, data: &Dataset, line: usize) -> bool {
        let allows = |allowed: &Option<Vec<bool>>, code: u32| {
            allowed.as_ref().is_none_or(|a| a[code as usize])
        };
        self.passes_pair(data.customer[line], data.item[line])
            && (self.channels.is_none()
                || data
                    .channels
                    .as_ref()
                    .is_some_and(|l| allows(&self.channels, l.codes[line])))
            && (self.warehouses.is_none()
                || data
                    .warehouses
                    .as_ref()
                    .is_some_and(|l| allows(&self.warehouses, l.codes[line])))
    }
}
