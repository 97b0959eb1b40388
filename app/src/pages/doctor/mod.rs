//! The data doctor: what became of the rows, what looks wrong with its fix beside it, the calendar,
//! the totals of the P&L, and the log of what was mended.

pub mod calendar;
pub mod control;
pub mod findings;
pub mod log;
pub mod rows;

use crate::components::{Failure, Later, Skeleton};
use crate::queries::{self, Query};
use calendar::CalendarSection;
use control::ControlSection;
use findings::Findings;
use leptos::prelude::*;
use log::Log;
use rows::Rows;
use tenfold_core::project::view::Doctor;

#[component]
pub fn DoctorPage() -> impl IntoView {
    let doctor = queries::doctor();
    let there = Memo::new(move |_| doctor.map(|_| ()).is_some());
    let priced = part(doctor, |d| d.priced);
    view! {
        <header class="headline">
            <h1>{move || doctor.map(|d| d.headline.clone()).unwrap_or_else(|| "Looking at the lines".to_owned())}</h1>
            <p class="lede">{move || doctor.map(|d| d.lede.clone())}</p>
        </header>
        <Show
            when=move || there.get()
            fallback=move || match doctor.error() {
                Some(error) => view! { <Failure error /> }.into_any(),
                None => view! { <Skeleton height=640 /> }.into_any(),
            }
        >
            <Findings doctor />
            <Log doctor />
            <Rows doctor />
            <Later height=320>
                <CalendarSection doctor />
            </Later>
            // Without money there is no total to hold against the P&L.
            <Show when=move || priced.get().unwrap_or_default()>
                <Later height=320>
                    <ControlSection doctor />
                </Later>
            </Show>
        </Show>
    }
}

/// A part of the report that changes by itself.
fn part<T: Clone + PartialEq + Send + Sync + 'static>(
    doctor: Query<Doctor>,
    pick: fn(&Doctor) -> T,
) -> Memo<Option<T>> {
    Memo::new(move |_| doctor.map(pick))
}
