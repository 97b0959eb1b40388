//! Time-driven costing: what a unit of capacity costs, who used it, and what nobody used.

use crate::stats::Sum;

/// An activity and how often it was done.
#[derive(Clone, Copy, Debug)]
pub struct Activity {
    /// How often it was done.
    pub quantity: f64,
    /// Time for one, in the unit of the capacity (minutes, say).
    pub unit_time: f64,
}

/// Cost of the used and of the unused capacity.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeDriven {
    /// Cost ÷ practical capacity.
    pub rate: f64,
    /// Cost of doing each activity once.
    pub unit_costs: Vec<f64>,
    /// Cost assigned to each activity.
    pub assigned: Vec<f64>,
    /// Time that all activities took.
    pub used_time: f64,
    /// Negative where more was used than the practical capacity.
    pub unused_time: f64,
    /// Kept apart and never spread over customers.
    pub unused_cost: f64,
}

/// Time-driven activity-based costing (Kaplan & Anderson, HBR 2004): the rate comes from the
/// practical capacity that the cost supplies, so idle time is nobody's cost. None where the
/// capacity is not positive.
pub fn time_driven(
    cost: f64,
    practical_capacity: f64,
    activities: &[Activity],
) -> Option<TimeDriven> {
    if practical_capacity <= 0.0 {
        return None;
    }
    let rate = cost / practical_capacity;
    let used: Sum = activities
        .iter()
        .map(|a| a.quantity * a.unit_time)
        .collect();
    let assigned: Vec<f64> = activities
        .iter()
        .map(|a| a.quantity * a.unit_time * rate)
        .collect();
    let assigned_cost: Sum = assigned.iter().copied().collect();
    Some(TimeDriven {
        rate,
        unit_costs: activities.iter().map(|a| a.unit_time * rate).collect(),
        used_time: used.value(),
        unused_time: practical_capacity - used.value(),
        unused_cost: cost - assigned_cost.value(),
        assigned,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d8_c1_time_driven_orders_inquiries_credit_checks() {
        let activities = |orders, inquiries, checks| {
            [(orders, 8.0), (inquiries, 44.0), (checks, 50.0)].map(|(quantity, unit_time)| {
                Activity {
                    quantity,
                    unit_time,
                }
            })
        };
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-6, "{a} is not {b}");
        let quarter = time_driven(
            560_000.0,
            700_000.0,
            &activities(49_000.0, 1_400.0, 2_500.0),
        )
        .unwrap();
        near(quarter.rate, 0.80);
        for (got, want) in quarter.unit_costs.iter().zip([6.40, 35.20, 40.00]) {
            near(*got, want);
        }
        for (got, want) in quarter
            .assigned
            .iter()
            .zip([313_600.0, 49_280.0, 100_000.0])
        {
            near(*got, want);
        }
        near(quarter.used_time, 578_600.0);
        near(quarter.unused_time, 121_400.0);
        near(quarter.unused_cost, 97_120.0);
        let next = time_driven(
            560_000.0,
            700_000.0,
            &activities(51_000.0, 1_150.0, 2_700.0),
        )
        .unwrap();
        near(next.assigned.iter().sum(), 474_880.0);
        near(next.unused_cost, 85_120.0);
        assert_eq!(time_driven(1.0, 0.0, &[]), None);
    }
}
