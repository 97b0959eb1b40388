//! Lines by day, a block a year, weeks from left to right; weeks without lines are framed.

use super::part;
use crate::components::TableView;
use crate::format;
use crate::queries::Query;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use std::fmt::Write;
use tenfold_core::project::view::{CalendarView, Doctor, Filter, TableKind, TableQuery};
use tenfold_core::read::date::{civil_of, day_of, iso};
use tenfold_core::settings::Check;
use wasm_bindgen::JsCast;

/// Pixels of a day, and of a day with the gap behind it.
const DAY: i32 = 10;
const STEP: i32 = 12;
/// Pixels above the days, for the months.
const HEAD: i32 = 16;
const WEEKS: i32 = 54;
const SHADES: usize = 4;
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

#[component]
pub(super) fn CalendarSection(doctor: Query<Doctor>) -> impl IntoView {
    let calendar = part(doctor, |d| d.calendar.clone());
    let day = RwSignal::new(None::<i32>);
    let years = move || {
        let calendar = calendar.get().unwrap_or_default();
        if calendar.lines.is_empty() {
            return Vec::new();
        }
        let (first, last) = (
            civil_of(calendar.first_day).0,
            civil_of(calendar.last_day).0,
        );
        (first..=last)
            .map(|year| block(&calendar, year, day))
            .collect()
    };
    let step = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowLeft" => -7,
            "ArrowRight" => 7,
            "ArrowUp" => -1,
            "ArrowDown" => 1,
            _ => return,
        };
        event.prevent_default();
        calendar.with_untracked(|calendar| {
            if let Some(calendar) = calendar {
                let to = day.get_untracked().map_or(calendar.first_day, |d| d + by);
                day.set(Some(to.clamp(calendar.first_day, calendar.last_day)));
            }
        });
    };
    let said = move || {
        let day = day.get();
        calendar.with(|calendar| match (calendar, day) {
            (Some(calendar), Some(day)) => words(calendar, day),
            _ => "Point at a day, or move with the arrow keys, to read what it holds".to_owned(),
        })
    };
    view! {
        <section class="panel calendar" data-testid="doctor-calendar">
            <h2 id="calendar-title">{move || calendar.get().map(|c| c.title)}</h2>
            <p class="soft">"Order lines by day; the darker, the more. Weeks without lines are framed."</p>
            <div
                class="calendar-years"
                tabindex="0"
                role="group"
                aria-labelledby="calendar-title"
                aria-describedby="calendar-day"
                on:keydown=step
            >
                {years}
            </div>
            <p id="calendar-day" class="small" aria-live="polite">{said}</p>
            <details>
                <summary>"Months as a table"</summary>
                <TableView
                    query=Signal::stored(TableQuery {
                        kind: TableKind::Doctor { check: Check::DateGaps },
                        filter: Filter::default(),
                        sort: None,
                        search: String::new(),
                    })
                    height=12
                />
            </details>
        </section>
    }
}

fn words(calendar: &CalendarView, day: i32) -> String {
    let at = (day - calendar.first_monday) as usize;
    let lines = calendar.lines.get(at).copied().unwrap_or(0);
    let weekday = WEEKDAYS[(day - calendar.first_monday).rem_euclid(7) as usize];
    let gap = calendar.gaps.iter().any(|g| (*g..g + 7).contains(&day));
    format!(
        "{weekday} {}: {}{}",
        iso(day),
        if lines == 0 {
            "no lines".to_owned()
        } else {
            let lines = format::counted(u64::from(lines), "line", "lines");
            match calendar.revenue.get(at) {
                Some(revenue) => format!("{lines}, {} of net sales", format::short(*revenue)),
                None => lines,
            }
        },
        if gap { ", in a week without lines" } else { "" }
    )
}

/// One year: days as four paths by shade, so that years cost a handful of elements.
fn block(calendar: &CalendarView, year: i32, chosen: RwSignal<Option<i32>>) -> AnyView {
    let Some(new_year) = day_of(year, 1, 1) else {
        return ().into_any();
    };
    let first_monday = new_year - (new_year - calendar.first_monday).rem_euclid(7);
    let place = move |day: i32| {
        let offset = day - first_monday;
        (offset / 7 * STEP, HEAD + offset % 7 * STEP)
    };
    let (first, last) = (calendar.first_day, calendar.last_day);
    let mut paths: [String; SHADES + 1] = Default::default();
    let mut months = Vec::new();
    let end = day_of(year + 1, 1, 1).unwrap_or(new_year);
    for day in new_year..end {
        let (_, month, of_month) = civil_of(day);
        let (x, y) = place(day);
        if of_month == 1 {
            months.push((x, MONTHS[month as usize - 1]));
        }
        if day < first || day > last {
            continue;
        }
        let lines = calendar.lines[(day - calendar.first_monday) as usize];
        let shade = if lines == 0 {
            0
        } else {
            1 + ((lines - 1) as usize * SHADES / calendar.many as usize).min(SHADES - 1)
        };
        // Text in memory takes every write.
        let _ = write!(paths[shade], "M{x} {y}h{DAY}v{DAY}h-{DAY}z");
    }
    let days = paths
        .into_iter()
        .enumerate()
        .map(|(shade, d)| view! { <path d=d class=format!("shade-{shade}") /> })
        .collect_view();
    let gaps = calendar
        .gaps
        .iter()
        .filter(|gap| (new_year - 6..end).contains(*gap))
        .map(|gap| {
            let top = (new_year - gap).max(0);
            let rows = 7 - top - (gap + 7 - end).max(0);
            let (x, y) = place(*gap + top);
            view! {
                <rect class="gap" x=x - 1 y=y - 1 width=STEP height=rows * STEP rx="2" />
            }
        })
        .collect_view();
    let mark = move || {
        let day = chosen.get().filter(|d| (new_year..end).contains(d))?;
        let (x, y) = place(day);
        Some(view! { <rect class="mark" x=x - 1 y=y - 1 width=STEP height=STEP rx="2" /> })
    };
    let point = move |event: PointerEvent| {
        let svg = event
            .current_target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let Some(svg) = svg else { return };
        let frame = svg.get_bounding_client_rect();
        let scale = f64::from(WEEKS * STEP) / frame.width().max(1.0);
        let x = (f64::from(event.client_x()) - frame.left()) * scale;
        let y = (f64::from(event.client_y()) - frame.top()) * scale - f64::from(HEAD);
        let (week, row) = ((x / f64::from(STEP)) as i32, (y / f64::from(STEP)) as i32);
        let day = first_monday + week * 7 + row;
        if y >= 0.0 && row < 7 && (first.max(new_year)..=last.min(end - 1)).contains(&day) {
            chosen.set(Some(day));
        }
    };
    view! {
        <figure class="calendar-year">
            <figcaption>{year}</figcaption>
            <svg
                viewBox=format!("-1 0 {} {}", WEEKS * STEP, HEAD + 7 * STEP)
                aria-hidden="true"
                on:pointermove=point
            >
                {months
                    .into_iter()
                    .map(|(x, name)| view! { <text x=x y="10">{name}</text> })
                    .collect_view()}
                {days}
                {gaps}
                {mark}
            </svg>
        </figure>
    }
    .into_any()
}
