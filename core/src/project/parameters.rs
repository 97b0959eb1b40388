//! Limits and conventions in settings files: what a file leaves out stays as it is.

use crate::demand::Preset;
use crate::settings::{
    AbcBoundary, AbcMethod, AtLimit, Criterion, CriterionWeight, Deviation, FmrRule, Grouping,
    IncompleteMonths, IntervalRule, MapCut, NotPositive, ReturnsInDemand, RfmMoney, SeriesStart,
    Settings, Ties, XyzMeasure, XyzPeriods, XyzSplit,
};
use serde::{Deserialize, Serialize};

/// Defines the parameters, one a setting, each of which may be absent.
macro_rules! parameters {
    ($($name:ident: $type:ty = $($path:ident).+;)+) => {
        /// Limits and conventions.
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        pub struct Parameters {
            /// A tool whose conventions hold where no other parameter says otherwise.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub preset: Option<Preset>,
            $(
                #[serde(default, skip_serializing_if = "Option::is_none")]
                pub $name: Option<$type>,
            )+
        }

        impl Parameters {
            /// What the parameters are called in files.
            pub(super) const KEYS: &[&str] = &["preset", $(stringify!($name)),+];

            /// Puts what is given into the settings.
            pub(super) fn apply(&self, settings: &mut Settings) {
                if let Some(preset) = self.preset {
                    preset.apply(&mut settings.demand);
                }
                $(
                    if let Some(value) = &self.$name {
                        settings.$($path).+ = value.clone().into();
                    }
                )+
            }

            /// Everything in force. Our own preset comes first, so that what is not given (there
            /// may be no class D) is taken back where the file is read.
            pub(super) fn of(settings: &Settings) -> Parameters {
                let settings = settings.clone();
                Parameters {
                    preset: Some(Preset::Tenfold),
                    $($name: settings.$($path).+.into(),)+
                }
            }
        }
    };
}

parameters! {
    abc: [f64; 2] = demand.abc_limits;
    abc_boundary: AbcBoundary = demand.abc_boundary;
    abc_method: AbcMethod = demand.abc_method;
    abc_criterion: Criterion = demand.abc_criterion;
    abc_second: Criterion = demand.abc_second;
    abc_criteria: Vec<CriterionWeight> = demand.abc_criteria;
    abc_log: bool = demand.abc_log;
    abc_tail: f64 = demand.abc_tail;
    abc_counts: [u32; 2] = demand.abc_counts;
    abc_values: [f64; 2] = demand.abc_values;
    abc_ties: Ties = demand.abc_ties;
    abc_not_positive: NotPositive = demand.abc_not_positive;
    grouping: Grouping = demand.grouping;
    fmr: [f64; 2] = demand.fmr_limits;
    fmr_rule: FmrRule = demand.fmr_rule;
    fmr_rates: [f64; 2] = demand.fmr_rates;
    xyz: [f64; 2] = demand.xyz_limits;
    xyz_measure: XyzMeasure = demand.xyz_measure;
    xyz_periods: XyzPeriods = demand.xyz_periods;
    xyz_split: XyzSplit = demand.xyz_split;
    xyz_shares: [f64; 2] = demand.xyz_shares;
    xyz_at_limit: AtLimit = demand.xyz_at_limit;
    season: u32 = demand.season;
    deviation: Deviation = demand.deviation;
    cv2_deviation: Deviation = demand.cv2_deviation;
    interval_rule: IntervalRule = demand.interval_rule;
    adi: f64 = demand.interval_limit;
    cv2: f64 = demand.cv2_limit;
    class_at_limit: AtLimit = demand.class_at_limit;
    series_start: SeriesStart = demand.series_start;
    incomplete_months: IncompleteMonths = demand.incomplete_months;
    month_gap_days: u32 = demand.month_gap_days;
    returns: ReturnsInDemand = demand.returns;
    min_months: u32 = demand.min_months;
    min_active_months: u32 = demand.min_active_months;
    new_months: u32 = demand.new_months;
    dead_months: u32 = demand.dead_months;
    cluster_share: f64 = segment.cluster_share;
    rush_days: u32 = cost.rush_days;
    map_cut: MapCut = segment.map_cut;
    map_own: [f64; 2] = segment.map_own;
    rfm_money: RfmMoney = segment.rfm_money;
    similar_groups: u32 = segment.similar_groups;
}

impl Parameters {
    pub(super) fn is_empty(&self) -> bool {
        *self == Parameters::default()
    }
}
