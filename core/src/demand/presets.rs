//! What other tools do, as partial settings: what a tool does not decide, or does not document,
//! stays as it is.

use crate::settings::{
    AbcBoundary, AbcMethod, AtLimit, Criterion, DemandSettings, Deviation, Grouping, IntervalRule,
    NotPositive, Ties, XyzMeasure, XyzPeriods, XyzSplit,
};
use serde::{Deserialize, Serialize};

/// A tool whose conventions are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Our defaults, all of them.
    Tenfold,
    /// Step-by-step guides to ABC-XYZ in a spreadsheet: net sales, A while the running share with
    /// the item is at most 80 %, B 95 % (“C_i <= a” in domain.md 3.1.1); `STDEV` ÷ `AVERAGE` of the
    /// months, so n − 1 (businessdata.store/viewtopic.php?t=24292); X below 0.5, Z from 1.0 on
    /// (domain.md S31).
    ExcelGuides,
    /// SAP IBP and S/4: “allocated to segment A until …”, so the item that crosses the limit is in
    /// (peers.md, “ABC boundary”; SAP Community, “just a minor detail”, 1 Nov 2022); 70/25/4 and the
    /// last 1 % as D (valuechainplanning.com/blog-details/174); X below a variation of 0.3 (SAP
    /// Community, “Usage of ABC XYZ segmentation”). Where Y ends is not documented.
    Sap,
    /// NetSuite's nine segments A1 to C3: “ABC categories for annual consumption value and 123
    /// categories for demand variability” (NetSuite help, “Inventory Optimization Segments”), so
    /// cost of goods instead of net sales. Its limits are set by each company.
    NetSuite,
    /// Netstock: 80/16/4 by sales value, and the same by units (HML); an item is moved to the next
    /// class only when what comes before it exceeds the limit, so the item that crosses it is in
    /// (Netstock help, “Understanding classification percentage split”). It has no XYZ.
    Netstock,
    /// Forecast NOW! ABC/XYZ: 80/95 of units with the item at most the limit, sample deviation,
    /// X to 0.10, Y to 0.25 (peers.md 3.1 and “Conventions”).
    ForecastNow,
    /// supplychainpy 0.0.5: 80/90 with the item at most the limit, population deviation, X to 0.20,
    /// Y to 0.60 (peers.md, “Conventions”; oracle supplychainpy_vs_textbook.json).
    Supplychainpy,
    /// inventorize 1.2.6: 80/95 with the item below the limit (oracle inventorize.json).
    Inventorize,
    /// inventoryanalytics 2.2: the first 20 % of the items are A, up to 50 % B (oracle
    /// inventoryanalytics.json).
    Inventoryanalytics,
    /// sktime's ADI/CV² transformer, as it comes: population deviation, months ÷ months with demand,
    /// a value at a limit counts as below (peers.md, “Demand class”).
    Sktime,
    /// tsintermittent 1.10 `idclass`: sample deviation, mean interval with the first one, > at the
    /// limits (oracle tsintermittent.json).
    Tsintermittent,
}

impl Preset {
    /// Every preset, in the order in which screens list them.
    pub const ALL: [Preset; 11] = [
        Preset::Tenfold,
        Preset::ExcelGuides,
        Preset::Sap,
        Preset::NetSuite,
        Preset::Netstock,
        Preset::ForecastNow,
        Preset::Supplychainpy,
        Preset::Inventorize,
        Preset::Inventoryanalytics,
        Preset::Sktime,
        Preset::Tsintermittent,
    ];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Preset::Tenfold => "Tenfold",
            Preset::ExcelGuides => "Excel guides",
            Preset::Sap => "SAP",
            Preset::NetSuite => "NetSuite",
            Preset::Netstock => "Netstock",
            Preset::ForecastNow => "Forecast NOW!",
            Preset::Supplychainpy => "supplychainpy",
            Preset::Inventorize => "inventorize",
            Preset::Inventoryanalytics => "inventoryanalytics",
            Preset::Sktime => "sktime",
            Preset::Tsintermittent => "tsintermittent",
        }
    }

    /// What it decides, in words.
    pub fn says(self) -> &'static str {
        match self {
            Preset::Tenfold => "Every convention as it comes",
            Preset::ExcelGuides => {
                "Net sales, 80/95 % with the item at most the limit; sample variation, X below 0.5, Z from 1.0"
            }
            Preset::Sap => {
                "The item that crosses the limit is in; 70/95/99 % with the rest as D; X below 0.3"
            }
            Preset::NetSuite => "Cost of goods (consumption value) and demand variability",
            Preset::Netstock => {
                "80/96 % of net sales, and the same of units; the item that crosses the limit is in"
            }
            Preset::ForecastNow => {
                "80/95 % of units with the item at most the limit; sample variation, 0.10/0.25"
            }
            Preset::Supplychainpy => {
                "80/90 % with the item at most the limit; population variation, 0.20/0.60"
            }
            Preset::Inventorize => "80/95 % with the item below the limit",
            Preset::Inventoryanalytics => "By number of items: 20 % are A, up to 50 % B",
            Preset::Sktime => {
                "Population variation, months ÷ months with demand; at a limit counts as below"
            }
            Preset::Tsintermittent => {
                "Sample variation, mean interval with the first one; at a limit counts as below"
            }
        }
    }

    /// Puts its conventions into the settings.
    pub fn apply(self, to: &mut DemandSettings) {
        let abc = |to: &mut DemandSettings, boundary, limits| {
            to.abc_method = AbcMethod::Single;
            to.abc_criterion = Criterion::NetSales;
            to.abc_second = None;
            to.abc_boundary = boundary;
            to.abc_limits = limits;
            to.abc_tail = None;
            to.abc_ties = Ties::ByKey;
            to.abc_not_positive = NotPositive::LastClass;
            to.grouping = Grouping::Whole;
        };
        let xyz = |to: &mut DemandSettings, deviation, limits, at_limit| {
            to.xyz_measure = XyzMeasure::Raw;
            to.xyz_split = XyzSplit::Limits;
            to.deviation = deviation;
            to.xyz_limits = limits;
            to.xyz_at_limit = at_limit;
        };
        let classes = |to: &mut DemandSettings, deviation, rule| {
            to.cv2_deviation = Some(deviation);
            to.interval_rule = rule;
            to.interval_limit = 1.32;
            to.cv2_limit = 0.49;
            to.class_at_limit = AtLimit::Below;
        };
        match self {
            Preset::Tenfold => *to = DemandSettings::default(),
            Preset::ExcelGuides => {
                abc(to, AbcBoundary::ShareIncludingAtMost, [0.80, 0.95]);
                xyz(to, Deviation::Sample, [0.5, 1.0], AtLimit::Above);
                to.xyz_periods = XyzPeriods::Months;
            }
            Preset::Sap => {
                abc(to, AbcBoundary::ShareBefore, [0.70, 0.95]);
                to.abc_tail = Some(0.99);
                to.xyz_measure = XyzMeasure::Raw;
                to.xyz_split = XyzSplit::Limits;
                to.xyz_limits = [0.3, to.xyz_limits[1].max(0.3)];
                to.xyz_at_limit = AtLimit::Above;
            }
            Preset::NetSuite => {
                to.abc_method = AbcMethod::Single;
                to.abc_criterion = Criterion::CostOfGoods;
                to.abc_second = None;
                to.xyz_measure = XyzMeasure::Raw;
                to.xyz_split = XyzSplit::Limits;
            }
            Preset::Netstock => {
                abc(to, AbcBoundary::ShareBefore, [0.80, 0.96]);
                to.abc_second = Some(Criterion::Units);
            }
            Preset::ForecastNow => {
                abc(to, AbcBoundary::ShareIncludingAtMost, [0.80, 0.95]);
                to.abc_criterion = Criterion::Units;
                xyz(to, Deviation::Sample, [0.10, 0.25], AtLimit::Below);
            }
            Preset::Supplychainpy => {
                abc(to, AbcBoundary::ShareIncludingAtMost, [0.80, 0.90]);
                xyz(to, Deviation::Population, [0.20, 0.60], AtLimit::Below);
            }
            Preset::Inventorize => abc(to, AbcBoundary::ShareIncludingBelow, [0.80, 0.95]),
            Preset::Inventoryanalytics => abc(to, AbcBoundary::ItemCount, [0.20, 0.50]),
            Preset::Sktime => classes(to, Deviation::Population, IntervalRule::MonthsOverActive),
            Preset::Tsintermittent => classes(to, Deviation::Sample, IntervalRule::MeanWithFirst),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(preset: Preset) -> DemandSettings {
        let mut settings = DemandSettings::default();
        preset.apply(&mut settings);
        settings
    }

    #[test]
    fn every_preset_can_be_computed_with_from_any_other() {
        for first in Preset::ALL {
            for second in Preset::ALL {
                let mut settings = by(first);
                second.apply(&mut settings);
                assert_eq!(settings.fault(), None, "{second:?} after {first:?}");
                let once = settings.clone();
                second.apply(&mut settings);
                assert_eq!(settings, once, "{second:?} twice");
            }
        }
        assert_eq!(by(Preset::Tenfold), DemandSettings::default());
    }

    #[test]
    fn presets_say_what_the_tools_do() {
        let sap = by(Preset::Sap);
        assert_eq!((sap.abc_limits, sap.abc_tail), ([0.70, 0.95], Some(0.99)));
        assert_eq!(sap.xyz_limits[0], 0.3);
        let excel = by(Preset::ExcelGuides);
        assert_eq!(excel.abc_boundary, AbcBoundary::ShareIncludingAtMost);
        assert_eq!(excel.deviation, Deviation::Sample);
        let netstock = by(Preset::Netstock);
        assert_eq!(netstock.abc_limits, [0.80, 0.96]);
        assert_eq!(netstock.abc_second, Some(Criterion::Units));
        // A tool without XYZ leaves it alone.
        assert_eq!(netstock.xyz_limits, DemandSettings::default().xyz_limits);
        assert_eq!(by(Preset::NetSuite).abc_criterion, Criterion::CostOfGoods);
    }
}
