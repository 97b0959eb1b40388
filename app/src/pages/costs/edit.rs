//! Changing the settings from a form.

use crate::state::App;
use crate::tasks::set_settings::set_settings;
use leptos::prelude::*;
use tenfold_core::project::view::{PoolResult, Provenance};
use tenfold_core::settings::{CostModel, CostPool, Settings};

/// Changes the settings and has the results recomputed.
pub(super) fn apply(app: App, change: impl FnOnce(&mut Settings)) {
    let mut settings = app.settings.get_untracked();
    change(&mut settings);
    set_settings(app, settings);
}

/// A share as typed: "0.8", "80" and "80 %" all mean 80 %. Nobody means 8,000 %.
pub(super) fn share(typed: f64) -> f64 {
    if typed.abs() > 1.0 {
        typed / 100.0
    } else {
        typed
    }
}

/// The pools of the model in force, as the settings hold them; the three of the simple model as
/// the engine assumed them, while the user gave none.
pub(super) fn pools_in_force(settings: &Settings, results: &[PoolResult]) -> Vec<CostPool> {
    match settings.cost.model {
        CostModel::Drivers => settings.cost.pools.clone(),
        CostModel::Simple if !settings.cost.simple_pools.is_empty() => {
            settings.cost.simple_pools.clone()
        }
        CostModel::Simple => results.iter().map(as_setting).collect(),
    }
}

pub(super) fn as_setting(result: &PoolResult) -> CostPool {
    CostPool {
        name: result.name.clone(),
        amount: result.amount,
        driver: result.driver,
        avoidable_share: result.avoidable_share,
        assumed: result.provenance == Provenance::Assumed,
    }
}

/// Replaces the pools of the model in force.
pub(super) fn set_pools(settings: &mut Settings, pools: Vec<CostPool>) {
    match settings.cost.model {
        CostModel::Drivers => settings.cost.pools = pools,
        CostModel::Simple => settings.cost.simple_pools = pools,
    }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_as_people_type_them() {
        assert_eq!(share(0.8), 0.8);
        assert_eq!(share(80.0), 0.8);
        assert_eq!(share(1.0), 1.0);
        assert_eq!(share(100.0), 1.0);
    }
}
