//! What the actions on losing customers assume: one parameter a lever.

use serde::{Deserialize, Serialize};

/// A way to mend a customer or a customer-item pair that loses money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeverKind {
    /// Fewer, larger orders: a minimum order value.
    OrderMinimum,
    /// Fixed delivery days: what is ordered in a week goes out together.
    DeliveryDays,
    /// Payment earlier.
    Terms,
    /// A higher price.
    Price,
    /// Whole packs instead of single pieces: fewer lines for the same quantity.
    Pack,
    /// Stock further upstream, or made to order.
    UpstreamStock,
    /// Fewer returns: their cause, or a fee.
    Returns,
    /// The pair is no longer sold.
    Delist,
}

impl LeverKind {
    /// Every lever, in the order in which ties are broken.
    pub const ALL: [LeverKind; 8] = [
        LeverKind::OrderMinimum,
        LeverKind::DeliveryDays,
        LeverKind::Terms,
        LeverKind::Price,
        LeverKind::Pack,
        LeverKind::UpstreamStock,
        LeverKind::Returns,
        LeverKind::Delist,
    ];

    /// What is done, within a sentence.
    pub fn words(self) -> &'static str {
        match self {
            LeverKind::OrderMinimum => "order minimums",
            LeverKind::DeliveryDays => "delivery days",
            LeverKind::Terms => "payment terms",
            LeverKind::Price => "higher prices",
            LeverKind::Pack => "whole packs",
            LeverKind::UpstreamStock => "stock upstream",
            LeverKind::Returns => "fewer returns",
            LeverKind::Delist => "delisting items",
        }
    }

    /// The lever as screens name it.
    pub fn label(self) -> &'static str {
        match self {
            LeverKind::OrderMinimum => "Order minimum",
            LeverKind::DeliveryDays => "Delivery days",
            LeverKind::Terms => "Payment terms",
            LeverKind::Price => "Price",
            LeverKind::Pack => "Pack size",
            LeverKind::UpstreamStock => "Upstream stock",
            LeverKind::Returns => "Returns",
            LeverKind::Delist => "Delist",
        }
    }
}

/// The lever that the user chose for a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenLever {
    /// The customer's key in the file.
    pub customer: String,
    /// What is to be done.
    pub lever: LeverKind,
}

/// The parameters of the levers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeverSettings {
    /// Orders are put together at most so many times, whatever the break-even order value says:
    /// nobody buys once a year because of a minimum.
    pub largest_order_factor: f64,
    /// Delivery days a week.
    pub delivery_days: f64,
    /// Days until payment that are agreed.
    pub payment_days: f64,
    /// Price rise at most, as a share of net sales.
    pub price_rise: f64,
    /// Lines for the same quantity, as a share of today's, where whole packs are sold.
    pub pack_lines: f64,
    /// Part of the stock that a position upstream saves.
    pub stock_saved: f64,
    /// Part of the returns that goes away.
    pub returns_avoided: f64,
    /// Levers that the user chose in place of the ones that fit; one a customer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<ChosenLever>,
    /// Sales lost by an action that asks something of the customer, as a share; taken off with
    /// their margin.
    pub sales_lost: f64,
}

impl Default for LeverSettings {
    fn default() -> Self {
        LeverSettings {
            largest_order_factor: 4.0,
            delivery_days: 1.0,
            payment_days: 30.0,
            price_rise: 0.05,
            pack_lines: 0.5,
            stock_saved: 0.5,
            returns_avoided: 0.5,
            sales_lost: 0.0,
            chosen: Vec::new(),
        }
    }
}

impl LeverSettings {
    /// The lever that the user chose for a customer.
    pub fn chosen_for(&self, customer: &str) -> Option<LeverKind> {
        let mut chosen = self.chosen.iter();
        chosen.find(|c| c.customer == customer).map(|c| c.lever)
    }

    /// Chooses a lever for a customer; None goes back to the one that fits.
    pub fn choose(&mut self, customer: &str, lever: Option<LeverKind>) {
        self.chosen.retain(|c| c.customer != customer);
        self.chosen.extend(lever.map(|lever| ChosenLever {
            customer: customer.to_owned(),
            lever,
        }));
    }

    /// Title and remedy of what cannot be computed with.
    pub(crate) fn fault(&self) -> Option<(String, &'static str)> {
        let within = |value: f64, low: f64, high: f64| (low..=high).contains(&value);
        let checks = [
            (
                within(self.largest_order_factor, 1.0, 100.0),
                "How many times orders may be put together",
                "Type a number from 1 to 100",
            ),
            (
                within(self.delivery_days, 0.1, 7.0),
                "The delivery days a week",
                "Type a number from 0.1 to 7",
            ),
            (
                within(self.payment_days, 0.0, 365.0),
                "The payment days",
                "Type days from 0 to 365",
            ),
            (
                within(self.price_rise, 0.0, 1.0),
                "The price rise",
                "Type a share from 0 to 100 %",
            ),
            (
                within(self.pack_lines, 0.0, 1.0),
                "The lines left with whole packs",
                "Type a share from 0 to 100 %",
            ),
            (
                within(self.stock_saved, 0.0, 1.0),
                "The part of the stock saved",
                "Type a share from 0 to 100 %",
            ),
            (
                within(self.returns_avoided, 0.0, 1.0),
                "The part of the returns avoided",
                "Type a share from 0 to 100 %",
            ),
            (
                within(self.sales_lost, 0.0, 1.0),
                "The part of the sales lost",
                "Type a share from 0 to 100 %",
            ),
        ];
        let wrong = checks.into_iter().find(|(holds, ..)| !holds)?;
        Some((format!("{} cannot be used", wrong.1), wrong.2))
    }
}
