//! What settings must keep to, so that all that comes of them is a number.

use crate::project::view::UserError;
use crate::settings::{CostPool, Settings};

/// Names that [`Subject::Step`](crate::project::view::Subject::Step) gives to other steps than pools.
const LADDER_STEPS: [&str; 6] = [
    "revenue",
    "cost",
    "margin",
    "cost_to_serve",
    "direct",
    "idle",
];

impl Settings {
    /// Refuses settings that cannot be computed with.
    ///
    /// # Errors
    /// More than [`CostPool::MOST`] pools; pools without a name of their own, or with an amount that is no number or beyond
    /// [`CostPool::LARGEST_AMOUNT`]; shares outside 0 to 1; limits that do not rise.
    pub fn check(&self) -> Result<(), UserError> {
        let error = |title: String, remedy: &str| {
            Err(UserError {
                title,
                detail: "The settings were not changed".to_owned(),
                remedy: remedy.to_owned(),
            })
        };
        for pools in [&self.cost.pools, &self.cost.simple_pools] {
            // Every screen of costs shows them all.
            if pools.len() > CostPool::MOST {
                return error(
                    format!(
                        "There are {} cost pools; 500 can be worked with",
                        pools.len()
                    ),
                    "Put those together that go by the same driver",
                );
            }
            for (i, CostPool { name, .. }) in pools.iter().enumerate() {
                if name.trim().is_empty() {
                    return error(format!("Cost pool {} has no name", i + 1), "Give it a name");
                }
                if pools[..i].iter().any(|p| p.name == *name) {
                    return error(
                        format!("Two cost pools are called “{name}”"),
                        "Give each a name of its own, or put their amounts together",
                    );
                }
                if LADDER_STEPS.contains(&name.as_str()) {
                    return error(
                        format!("“{name}” is a step of the ladder and cannot be a cost pool"),
                        "Give the pool another name",
                    );
                }
            }
        }
        for pool in self.cost.pools.iter().chain(&self.cost.simple_pools) {
            if !pool.amount.is_finite() {
                return error(
                    format!("The amount of “{}” is not a number", pool.name),
                    "Type an amount",
                );
            }
            if pool.amount.abs() > CostPool::LARGEST_AMOUNT {
                return error(
                    format!(
                        "The amount of “{}” is beyond 1,000,000,000,000,000",
                        pool.name
                    ),
                    "Type the amount in the reporting currency; larger ones cannot be split to the cent",
                );
            }
            if !(0.0..=1.0).contains(&pool.avoidable_share) {
                return error(
                    format!(
                        "The avoidable share of “{}” lies outside 0 to 100 %",
                        pool.name
                    ),
                    "Type a share between 0 and 100 %",
                );
            }
        }
        let pools = self.cost.pools.iter().chain(&self.cost.simple_pools);
        let faults = pools.filter_map(CostPool::fault);
        if let Some((title, remedy)) = faults.chain(self.levers.fault()).next() {
            return error(title, remedy);
        }
        if let Some((title, remedy)) = self.demand.fault().or_else(|| self.doctor.fault()) {
            return error(title, remedy);
        }
        if self
            .cost
            .cost_rate
            .is_some_and(|r| !r.is_finite() || r < 0.0)
        {
            return error(
                "The cost of goods rate is not a share".to_owned(),
                "Type a share such as 60 %",
            );
        }
        if !(0.0..=1.0).contains(&self.segment.cluster_share) {
            return error(
                "The cluster share lies outside 0 to 100 %".to_owned(),
                "The usual one is 80 %",
            );
        }
        if self
            .segment
            .map_own
            .iter()
            .any(|cut| !(-10.0..=10.0).contains(cut))
        {
            return error(
                "A cut of the customer map lies outside −1000 to 1000 % of net sales".to_owned(),
                "For example 15 % cost to serve and 30 % margin",
            );
        }
        if self.cost.rush_days > 365 {
            return error(
                "An order wanted after a year is no rush order".to_owned(),
                "The usual limit is 2 days",
            );
        }
        let groups = self.segment.similar_groups.map(|k| k as usize);
        if groups.is_some_and(|k| !crate::segment::GROUPS.contains(&k)) {
            return error(
                "The number of groups of similar customers lies outside 2 to 8".to_owned(),
                "Leave it out to have it found",
            );
        }
        Ok(())
    }
}
