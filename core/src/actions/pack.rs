//! Pack size: whole packs instead of single pieces, so that the same quantity takes fewer lines.

use super::effect::Change;
use super::facts::{Facts, Kind};
use crate::settings::{Driver, LeverSettings};
use crate::words::percent;

pub(super) fn change(facts: &Facts, settings: &LeverSettings) -> Option<(Change, String)> {
    if facts.cost(Kind::Lines) <= 0.0 {
        return None;
    }
    let left = settings.pack_lines;
    let mut change = Change::of(&[Driver::Lines], left);
    let handled = facts.lines_handled([left, 1.0]);
    change.factors.push((Driver::LinesHandled, handled));
    let fewer = percent(1.0 - settings.pack_lines);
    Some((change, format!("Whole packs only: {fewer} fewer lines")))
}
