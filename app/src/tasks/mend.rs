//! Have the data doctor mend something, take it back, or compare with a total of the P&L.

use super::set_settings::set_settings;
use crate::state::App;
use leptos::prelude::*;
use tenfold_core::settings::{ControlTotal, DoctorSettings, Fix};

/// Does a fix, after those in force.
pub fn mend(app: App, fix: Fix) {
    change(app, |doctor| doctor.fixes.push(fix));
}

/// Takes the fix at a place of the log back; the others stay.
pub fn undo(app: App, place: usize) {
    change(app, |doctor| {
        if place < doctor.fixes.len() {
            doctor.fixes.remove(place);
        }
    });
}

/// Takes all fixes back.
pub fn undo_all(app: App) {
    change(app, |doctor| doctor.fixes.clear());
}

/// Takes over net sales, or cost of goods, of a period as the P&L has them; None forgets them.
pub fn set_control(app: App, period: &str, is_cost: bool, value: Option<f64>) {
    change(app, |doctor| {
        let control = &mut doctor.control;
        let at = control.iter().position(|c| c.period == period);
        let at = at.unwrap_or_else(|| {
            control.push(ControlTotal {
                period: period.to_owned(),
                net_sales: None,
                cost: None,
            });
            control.len() - 1
        });
        let total = &mut control[at];
        *(if is_cost {
            &mut total.cost
        } else {
            &mut total.net_sales
        }) = value;
        control.retain(|c| c.net_sales.is_some() || c.cost.is_some());
    });
}

/// Changes one of the limits.
pub fn set_limit(app: App, limit: fn(&mut DoctorSettings) -> &mut f64, value: f64) {
    change(app, |doctor| *limit(doctor) = value);
}

fn change(app: App, change: impl FnOnce(&mut DoctorSettings)) {
    let mut settings = app.settings.get_untracked();
    change(&mut settings.doctor);
    set_settings(app, settings);
}
