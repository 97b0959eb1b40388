//! Returns: their causes mended, or a fee that makes them fewer.

use super::effect::Change;
use super::facts::{Facts, Kind};
use crate::settings::{Driver, LeverSettings};
use crate::words::percent;

pub(super) fn change(facts: &Facts, settings: &LeverSettings) -> Option<(Change, String)> {
    if facts.cost(Kind::Returns) <= 0.0 {
        return None;
    }
    let left = 1.0 - settings.returns_avoided;
    let mut change = Change::of(&[Driver::Returns, Driver::ReturnsValue], left);
    let handled = facts.lines_handled([1.0, left]);
    change.factors.push((Driver::LinesHandled, handled));
    let fewer = percent(settings.returns_avoided);
    Some((
        change,
        format!("{fewer} fewer returns: mend the cause, or charge a fee"),
    ))
}
