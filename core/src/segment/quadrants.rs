//! Customers by what they leave before they are served and what serving them takes: the four kinds
//! of Shapiro, Rangan, Moriarty and Ross (1987, “Manage customers for profits (not just sales)”),
//! with the line of break-even of Kaplan and Narayanan (2001).

use crate::settings::MapCut;
use crate::stats::median;
use serde::{Deserialize, Serialize};

/// A kind of customer on the map of margin and cost to serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quadrant {
    /// High margin, low cost to serve.
    Passive,
    /// High margin, high cost to serve.
    CarriageTrade,
    /// Low margin, low cost to serve.
    BargainBasement,
    /// Low margin, high cost to serve.
    Aggressive,
}

impl Quadrant {
    /// The quadrants in their order.
    pub const ALL: [Quadrant; 4] = [
        Quadrant::Passive,
        Quadrant::CarriageTrade,
        Quadrant::BargainBasement,
        Quadrant::Aggressive,
    ];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Quadrant::Passive => "passive",
            Quadrant::CarriageTrade => "carriage trade",
            Quadrant::BargainBasement => "bargain basement",
            Quadrant::Aggressive => "aggressive",
        }
    }

    /// The name in exported results and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Quadrant::Passive => "passive",
            Quadrant::CarriageTrade => "carriage_trade",
            Quadrant::BargainBasement => "bargain_basement",
            Quadrant::Aggressive => "aggressive",
        }
    }

    /// What it means, in one sentence.
    pub fn says(self) -> &'static str {
        match self {
            Quadrant::Passive => "high margin, cheap to serve: keep them",
            Quadrant::CarriageTrade => "high margin, dear to serve: they pay for service",
            Quadrant::BargainBasement => "low margin, cheap to serve: keep service lean",
            Quadrant::Aggressive => {
                "low margin, dear to serve: price, terms or service must change"
            }
        }
    }
}

/// Where a customer stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Cost to serve as a share of net sales.
    pub service: f64,
    /// Margin before cost to serve as a share of net sales.
    pub margin: f64,
    /// Net sales, the weight of the mean; above zero.
    pub sales: f64,
}

/// Where the map is cut: `[cost to serve, margin]` as shares of net sales. Without places, zero.
pub fn cuts(places: &[Place], rule: MapCut, own: [f64; 2]) -> [f64; 2] {
    match rule {
        MapCut::Own => own,
        MapCut::Median => {
            let middle = |of: fn(&Place) -> f64| {
                let mut values: Vec<f64> = places.iter().map(of).collect();
                median(&mut values)
            };
            [middle(|p| p.service), middle(|p| p.margin)]
        }
        MapCut::WeightedMean => {
            let sales: f64 = places.iter().map(|p| p.sales).sum();
            let mean = |share: fn(&Place) -> f64| {
                let sum: f64 = places.iter().map(|p| share(p) * p.sales).sum();
                if sales > 0.0 { sum / sales } else { 0.0 }
            };
            [mean(|p| p.service), mean(|p| p.margin)]
        }
    }
}

/// The quadrant of a place; what lies on a cut counts as high.
pub fn quadrant(place: &Place, [service, margin]: [f64; 2]) -> Quadrant {
    match (place.margin >= margin, place.service >= service) {
        (true, false) => Quadrant::Passive,
        (true, true) => Quadrant::CarriageTrade,
        (false, false) => Quadrant::BargainBasement,
        (false, true) => Quadrant::Aggressive,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(service: f64, margin: f64, sales: f64) -> Place {
        Place {
            service,
            margin,
            sales,
        }
    }

    #[test]
    fn four_corners() {
        let places = [
            place(0.1, 0.4, 100.0),
            place(0.3, 0.4, 100.0),
            place(0.1, 0.2, 100.0),
            place(0.3, 0.2, 700.0),
        ];
        let at = cuts(&places, MapCut::Median, [0.0; 2]);
        assert!((at[0] - 0.2).abs() < 1e-12 && (at[1] - 0.3).abs() < 1e-12);
        let found = places.map(|p| quadrant(&p, at));
        assert_eq!(found, Quadrant::ALL);
        // 0.1 × 200 + 0.3 × 800 of 1000; 0.4 × 200 + 0.2 × 800.
        let [service, margin] = cuts(&places, MapCut::WeightedMean, [0.0; 2]);
        assert!((service - 0.26).abs() < 1e-12 && (margin - 0.24).abs() < 1e-12);
        assert_eq!(cuts(&places, MapCut::Own, [0.15, 0.5]), [0.15, 0.5]);
        assert_eq!(cuts(&[], MapCut::Median, [0.0; 2]), [0.0, 0.0]);
        // On the cut counts as high.
        assert_eq!(
            quadrant(&place(0.15, 0.5, 1.0), [0.15, 0.5]),
            Quadrant::CarriageTrade
        );
    }
}
