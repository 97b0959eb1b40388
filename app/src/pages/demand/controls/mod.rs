//! The conventions of the item classes as data: each with its name, what it does and when it
//! matters. `fields` draws them all. What ranks items stands in `ranking`, what tells their demand
//! over time in `variation`.

use super::fields::{Control, D, Kind};

/// A choice of one of our enums.
macro_rules! choice {
    ($label:literal, $definition:literal, $type:ident, $field:ident, $shown:expr) => {
        Control {
            label: $label,
            definition: $definition,
            shown: $shown,
            kind: Kind::Choice {
                labels: || $type::ALL.iter().map(|c| c.label()).collect(),
                get: |d| position($type::ALL, &d.$field),
                set: |d, at| {
                    if let Some(chosen) = $type::ALL.get(at) {
                        d.$field = *chosen;
                    }
                },
            },
        }
    };
}

/// A number; `$path` is the field where it stands.
macro_rules! number {
    ($label:literal, $definition:literal, $path:ident $([$at:literal])?, $range:expr, $percent:literal, $unit:literal, $shown:expr) => {
        Control {
            label: $label,
            definition: $definition,
            shown: $shown,
            kind: Kind::Number {
                get: |d| d.$path$([$at])? as f64,
                set: |d, typed| d.$path$([$at])? = typed as _,
                range: $range,
                percent: $percent,
                unit: $unit,
            },
        }
    };
}

mod ranking;
mod variation;

pub(super) use ranking::{abc, abc_more, fmr};
pub(super) use variation::{pattern, pattern_more, status, xyz, xyz_more};

fn position<T: PartialEq>(all: &[T], value: &T) -> usize {
    all.iter().position(|c| c == value).unwrap_or(0)
}

const ALWAYS: fn(&D) -> bool = |_| true;
