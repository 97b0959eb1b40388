//! Changing the settings from a form.

use crate::state::App;
use crate::tasks::set_settings::set_settings;
use leptos::prelude::*;
use tenfold_core::project::view::{PoolResult, Provenance};
use tenfold_core::settings::{CostModel, CostPool, Settings};

/// Changes the settings and has the results recomputed.
pub(in crate::pages) fn apply(app: App, change: impl FnOnce(&mut Settings)) {
    let mut settings = app.settings.get_untracked();
    change(&mut settings);
    set_settings(app, settings);
}

/// The pools of the model in force, as the settings hold them; the three of the simple model as
/// the engine assumed them, while the user gave none.
pub(super) fn pools_in_force(settings: &Settings, results: &[PoolResult]) -> Vec<CostPool> {
    match settings.cost.model {
        CostModel::Drivers | CostModel::TimeDriven => settings.cost.pools.clone(),
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
        ..CostPool::default()
    }
}

/// Changes to another cost model. The first time, own pools begin with the three of the simple
/// model as they stand: what is assumed stays marked so until it is edited.
pub(super) fn switch(settings: &mut Settings, model: CostModel, results: &[PoolResult]) {
    if model != CostModel::Simple
        && settings.cost.model == CostModel::Simple
        && settings.cost.pools.is_empty()
    {
        settings.cost.pools = pools_in_force(settings, results);
    }
    settings.cost.model = model;
}

/// Replaces the pools of the model in force.
pub(super) fn set_pools(settings: &mut Settings, pools: Vec<CostPool>) {
    match settings.cost.model {
        CostModel::Drivers | CostModel::TimeDriven => settings.cost.pools = pools,
        CostModel::Simple => settings.cost.simple_pools = pools,
    }
}

#[cfg(test)]
mod tests {
    use super::switch;
    use tenfold_core::project::view::{PoolResult, Provenance};
    use tenfold_core::settings::{CostModel, Driver, Settings};

    #[test]
    fn own_pools_begin_with_the_three() {
        let assumed = PoolResult {
            name: "Transport".to_owned(),
            driver: Driver::Weight,
            amount: 5_000.0,
            allocated: 5_000.0,
            unallocated: 0.0,
            idle: 0.0,
            driver_total: 10.0,
            rate: Some(500.0),
            avoidable_share: 0.7,
            provenance: Provenance::Assumed,
            cents: 500_000,
            cents_customers: 500_000,
            cents_items: 500_000,
            ..PoolResult::default()
        };
        let mut settings = Settings::default();
        let results = [assumed];
        switch(&mut settings, CostModel::Drivers, &results);
        assert_eq!(settings.cost.model, CostModel::Drivers);
        let pool = &settings.cost.pools[0];
        assert_eq!((pool.name.as_str(), pool.amount), ("Transport", 5_000.0));
        assert!(pool.assumed);
        // Pools of one's own are not overwritten on the way back and forth.
        settings.cost.pools[0].amount = 7_000.0;
        switch(&mut settings, CostModel::Simple, &[]);
        switch(&mut settings, CostModel::Drivers, &results);
        assert_eq!(settings.cost.pools.len(), 1);
        assert_eq!(settings.cost.pools[0].amount, 7_000.0);
    }
}
