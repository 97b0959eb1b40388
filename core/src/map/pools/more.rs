//! What a file of cost pools may say beyond name, amount and driver: the time that an amount pays
//! for and the months that it covers.

use super::cell;
use crate::map::numbers::{column_style, parse};
use crate::read::reshape::month_of_header;
use crate::settings::{Capacity, CostMonths, CostPool};

const CAPACITY: [&str; 9] = [
    "capacity",
    "practical",
    "kapazitat",
    "capacite",
    "capacidad",
    "minutes",
    "minuten",
    "hours",
    "stunden",
];
const HOURS: [&str; 5] = ["hour", "stunde", "heure", "hora", " h"];
/// Capacity that was already reduced to what can be worked.
const PRACTICAL: [&str; 3] = ["pra", "workable", "nutzbar"];
#[rustfmt::skip] // as a paragraph
const FROM: [&str; 9] = [
    "from", "month from", "from month", "first month", "start", "von", "von monat", "debut", "desde",
];
#[rustfmt::skip] // as a paragraph
const TO: [&str; 10] = [
    "to", "until", "month to", "to month", "last month", "end", "bis", "bis monat", "fin", "hasta",
];

/// The columns by their position.
pub(super) struct More {
    /// With the minutes of one unit and the part of them that can be worked.
    capacity: Option<(usize, f64, f64)>,
    months: Option<(usize, usize)>,
}

/// A cell that cannot be used: its column, what is wrong, and what to write.
pub(super) type Complaint = (usize, String, &'static str);

impl More {
    /// By the plain forms of the headers.
    pub(super) fn of(forms: &[String]) -> More {
        let exact = |names: &[&str]| forms.iter().position(|f| names.contains(&f.as_str()));
        let capacity = forms.iter().position(|form| {
            let first = form.split(' ').next().unwrap_or_default();
            CAPACITY.contains(&first)
        });
        More {
            capacity: capacity.map(|at| {
                let has = |parts: &[&str]| parts.iter().any(|part| forms[at].contains(part));
                let minutes = if has(&HOURS) { 60.0 } else { 1.0 };
                let share = if has(&PRACTICAL) {
                    1.0
                } else {
                    Capacity::USUAL_SHARE
                };
                (at, minutes, share)
            }),
            months: exact(&FROM).zip(exact(&TO)),
        }
    }

    /// Adds what the row says to its pool; blank cells say nothing.
    pub(super) fn add_to(&self, pool: &mut CostPool, row: &[String]) -> Result<(), Complaint> {
        if let Some((at, minutes, practical_share)) = self.capacity {
            let text = cell(row, at);
            let style = column_style(std::iter::once(text.as_str()));
            match parse(&text, style).filter(|units| *units > 0.0) {
                Some(units) => {
                    pool.capacity = Some(Capacity {
                        minutes: units * minutes,
                        practical_share,
                    });
                }
                None if text.is_empty() => {}
                None => {
                    let message = format!("The capacity “{text}” is no time above 0.");
                    return Err((
                        at,
                        message,
                        "Write minutes, such as 96000, or leave it blank.",
                    ));
                }
            }
        }
        if let Some((from, to)) = self.months {
            let month = |at: usize| {
                let text = cell(row, at);
                let day = month_of_header(&text, None);
                match day.and_then(|day| day.get(..7).map(str::to_owned)) {
                    Some(month) => Ok(Some(month)),
                    None if text.is_empty() => Ok(None),
                    None => Err((
                        at,
                        format!("“{text}” is no month."),
                        "Write the month as 2024-01, or leave it blank.",
                    )),
                }
            };
            if let (Some(from), Some(to)) = (month(from)?, month(to)?) {
                pool.months = Some(CostMonths {
                    from,
                    to,
                    scaled: false,
                });
            }
        }
        Ok(())
    }
}
