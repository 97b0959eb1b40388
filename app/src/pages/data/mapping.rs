//! What each column means: proposed with its confidence and reason, and correctable; and the first
//! rows, to see it at work.

use crate::components::SelectField;
use crate::format;
use crate::state::App;
use crate::tasks::change_reading::change_reading;
use leptos::prelude::*;
use tenfold_core::fields::Field;
use tenfold_core::json;
use tenfold_core::project::view::{ColumnPreview, FilePreview, FileRole, ReadingChange};
use tenfold_core::settings::MappedColumn;

/// Rows of the preview.
const SHOWN: usize = 8;
/// No column chosen.
const NONE: &str = "";

/// A row of the mapping: a field, and which of its columns where it may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Slot {
    field: Field,
    position: usize,
}

/// The rows for a file of this kind. Costs and activities may stand in several columns, everything
/// else in one.
fn slots(role: FileRole, columns: &[MappedColumn]) -> Vec<Slot> {
    role.fields()
        .iter()
        .flat_map(|&field| {
            let mapped = columns.iter().filter(|c| c.field == field).count();
            let slots = if field.may_repeat() { mapped + 1 } else { 1 };
            (0..slots).map(move |position| Slot { field, position })
        })
        .collect()
}

/// The mapping after a slot was given a column, or none.
fn remapped(columns: &[MappedColumn], slot: Slot, column: Option<u32>) -> Vec<MappedColumn> {
    let mut others: Vec<MappedColumn> = columns
        .iter()
        .filter(|c| c.field != slot.field)
        .cloned()
        .collect();
    let mut own: Vec<u32> = columns
        .iter()
        .filter(|c| c.field == slot.field)
        .map(|c| c.column)
        .collect();
    match column {
        Some(column) if slot.position < own.len() => own[slot.position] = column,
        Some(column) => own.push(column),
        None if slot.position < own.len() => drop(own.remove(slot.position)),
        None => {}
    }
    own.dedup();
    others.extend(own.into_iter().map(|column| MappedColumn {
        field: slot.field,
        column,
    }));
    others
}

fn column_of(file: &FilePreview, slot: Slot) -> Option<u32> {
    let own = file.plan.columns.iter().filter(|c| c.field == slot.field);
    own.map(|c| c.column).nth(slot.position)
}

fn preview_of(file: &FilePreview, slot: Slot) -> Option<&ColumnPreview> {
    file.columns.get(column_of(file, slot)? as usize)
}

/// Below this confidence a proposal is a guess, and looks like one.
const GUESS: f64 = 0.6;

/// How sure a proposal is, in words.
fn sureness(confidence: f64) -> &'static str {
    if confidence >= 0.9 {
        "sure"
    } else if confidence >= GUESS {
        "likely"
    } else {
        "a guess: please check"
    }
}

/// True where the slot's column was proposed and the proposal is a guess.
fn is_guess(file: &FilePreview, slot: Slot) -> bool {
    preview_of(file, slot)
        .is_some_and(|column| column.suggestion == Some(slot.field) && column.confidence < GUESS)
}

#[component]
pub(super) fn Mapping(number: usize, file: Memo<Option<FilePreview>>) -> impl IntoView {
    let rows = Memo::new(move |_| {
        file.with(|f| {
            f.as_ref()
                .map(|f| slots(f.role, &f.plan.columns))
                .unwrap_or_default()
        })
    });
    let is_needed = move |field: Field| {
        file.with_untracked(|f| f.as_ref().is_some_and(|f| f.role.needed().contains(&field)))
    };
    let group = move |title: &'static str, note: &'static str, needed: bool| {
        let slots = move || {
            let mut slots = rows.get();
            slots.retain(|slot| is_needed(slot.field) == needed);
            slots
        };
        view! {
            <tbody>
                <tr class="mapping-group">
                    <th colspan="4" scope="rowgroup">
                        {title} " " <span class="soft">{note}</span>
                    </th>
                </tr>
                <For each=slots key=|slot| *slot let:slot>
                    <SlotRow number file shown=slot />
                </For>
            </tbody>
        }
    };
    let of_lines =
        file.with_untracked(|f| f.as_ref().is_none_or(|f| f.role == FileRole::OrderLines));
    let note = if of_lines {
        "what the analysis is made of; instead of net sales, a unit price will do"
    } else {
        "what links it to the order lines, and what it tells of them"
    };
    view! {
        <h3 class="mapping-title">"What the columns mean"</h3>
        <div class="scroll-x" tabindex="0" role="group" aria-label="What the columns mean">
            <table class="plain mapping">
                <thead>
                    <tr>
                        <th scope="col">"Field"</th>
                        <th scope="col">"Column in the file"</th>
                        <th scope="col">"Why"</th>
                        <th scope="col">"First values"</th>
                    </tr>
                </thead>
                {group("Needed", note, true)}
                {group("Optional", "each makes the results richer", false)}
            </table>
        </div>
    }
}

#[component]
fn SlotRow(number: usize, file: Memo<Option<FilePreview>>, shown: Slot) -> impl IntoView {
    let app = App::current();
    let slot = shown;
    let Slot { field, position } = slot;
    let options = Signal::derive(move || {
        let mut options = vec![(NONE.to_owned(), "not in this file".to_owned())];
        file.with(|f| {
            let columns = f.iter().flat_map(|f| f.columns.iter().enumerate());
            options.extend(columns.map(|(i, column)| {
                let header = column.header.trim();
                let words = if header.is_empty() {
                    format!("column {}", i + 1)
                } else {
                    header.to_owned()
                };
                (i.to_string(), words)
            }));
        });
        options
    });
    let value = Signal::derive(move || {
        file.with(|f| f.as_ref().and_then(|f| column_of(f, slot)))
            .map(|column| column.to_string())
            .unwrap_or_default()
    });
    let why = move || {
        file.with(|f| {
            let f = f.as_ref()?;
            let Some(column) = preview_of(f, slot) else {
                let missing = f.missing.iter().any(|m| m.contains(field.label()));
                let word = match field {
                    Field::Revenue => "needed, or a unit price",
                    Field::UnitPrice => "needed, or net sales",
                    _ => "needed",
                };
                let priced = field == Field::Revenue
                    && f.plan.columns.iter().any(|c| c.field == Field::UnitPrice);
                return if missing {
                    Some(view! { <span class="loss">{word}</span> }.into_any())
                } else {
                    priced.then(|| {
                        view! { <span class="soft">"computed from quantity and unit price"</span> }
                            .into_any()
                    })
                };
            };
            if column.suggestion != Some(field) {
                return Some(view! { <span class="soft">"chosen by you"</span> }.into_any());
            }
            let percent = format::share_plain((column.confidence * 100.0).round() / 100.0);
            let guess = column.confidence < GUESS;
            Some(
                view! {
                    <span class="confidence">
                        <i class="confidence-track" aria-hidden="true">
                            <i style:width=format!("{:.0}%", column.confidence * 100.0)></i>
                        </i>
                        <span class:guess-word=guess title=format!("Confidence {percent}")>
                            {sureness(column.confidence)}
                        </span>
                        <span class="soft">{column.reason.clone()}</span>
                    </span>
                }
                .into_any(),
            )
        })
    };
    let samples = move || {
        file.with(|f| {
            let column = f.as_ref().and_then(|f| preview_of(f, slot))?;
            let samples: Vec<&str> = column.samples.iter().map(String::as_str).take(3).collect();
            Some(samples.join(" · "))
        })
    };
    let key = json::to_string(&field).unwrap_or_default();
    let key = key.trim_matches('"');
    let testid = if position == 0 {
        format!("mapping-{key}")
    } else {
        format!("mapping-{key}-{}", position + 1)
    };
    let label = if position == 0 {
        format!("Column for {}", field.label())
    } else {
        format!("Column {} for {}", position + 1, field.label())
    };
    view! {
        <tr
            class:unmapped=move || value.with(String::is_empty)
            class:guess=move || file.with(|f| f.as_ref().is_some_and(|f| is_guess(f, slot)))
        >
            <th scope="row" title=field.definition()>
                {field.label()}
                {(position > 0).then(|| format!(" {}", position + 1))}
            </th>
            <td>
                <SelectField
                    label=label
                    hide_label=true
                    testid=testid
                    options=options
                    value=value
                    on_change=move |chosen: String| {
                        let columns = file
                            .with_untracked(|f| {
                                f.as_ref()
                                    .map(|f| remapped(&f.plan.columns, slot, chosen.parse().ok()))
                            });
                        if let Some(columns) = columns {
                            change_reading(app, number, ReadingChange::Columns(columns));
                        }
                    }
                />
            </td>
            <td>{why}</td>
            <td class="samples">{samples}</td>
        </tr>
    }
}

/// The first rows as they are read, the columns that are used marked with what they mean.
#[component]
pub(super) fn Preview(file: Memo<Option<FilePreview>>) -> impl IntoView {
    let meaning = |file: &FilePreview, column: usize| {
        let fields: Vec<&str> = file
            .plan
            .columns
            .iter()
            .filter(|c| c.column as usize == column)
            .map(|c| c.field.label())
            .collect();
        fields.join(", ")
    };
    view! {
        <details class="preview" open>
            <summary>"First rows of the file"</summary>
            <div class="scroll-x" tabindex="0" role="group" aria-label="First rows of the file">
                {move || {
                    file.with(|f| {
                        f.as_ref().map(|f| {
                            let heads = f.columns.iter().enumerate().map(|(i, column)| {
                                let fields = meaning(f, i);
                                let used = !fields.is_empty();
                                view! {
                                    <th scope="col" class:used=used>
                                        {column.header.clone()}
                                        <small>{fields}</small>
                                    </th>
                                }
                            }).collect_view();
                            let rows = f.rows.iter().take(SHOWN).map(|row| {
                                let cells = row.iter().enumerate().map(|(i, text)| {
                                    let used = !meaning(f, i).is_empty();
                                    view! { <td class:used=used>{text.clone()}</td> }
                                }).collect_view();
                                view! { <tr>{cells}</tr> }
                            }).collect_view();
                            view! {
                                <table class="plain preview-table">
                                    <thead>
                                        <tr>{heads}</tr>
                                    </thead>
                                    <tbody>{rows}</tbody>
                                </table>
                            }
                        })
                    })
                }}
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(pairs: &[(Field, u32)]) -> Vec<MappedColumn> {
        pairs
            .iter()
            .map(|&(field, column)| MappedColumn { field, column })
            .collect()
    }

    #[test]
    fn a_field_has_one_column_and_costs_may_have_several() {
        let before = mapped(&[(Field::Order, 0), (Field::DirectCost, 5)]);
        let order = Slot {
            field: Field::Order,
            position: 0,
        };
        assert_eq!(
            remapped(&before, order, Some(3)),
            mapped(&[(Field::DirectCost, 5), (Field::Order, 3)])
        );
        assert_eq!(
            remapped(&before, order, None),
            mapped(&[(Field::DirectCost, 5)])
        );
        let second = Slot {
            field: Field::DirectCost,
            position: 1,
        };
        let both = remapped(&before, second, Some(6));
        assert_eq!(
            both,
            mapped(&[
                (Field::Order, 0),
                (Field::DirectCost, 5),
                (Field::DirectCost, 6)
            ])
        );
        let first = Slot {
            field: Field::DirectCost,
            position: 0,
        };
        assert_eq!(
            remapped(&both, first, None),
            mapped(&[(Field::Order, 0), (Field::DirectCost, 6)])
        );
    }

    #[test]
    fn a_cost_field_always_offers_one_column_more() {
        let count = |columns: &[MappedColumn]| {
            slots(FileRole::OrderLines, columns)
                .iter()
                .filter(|slot| slot.field == Field::DirectCost)
                .count()
        };
        assert_eq!(count(&[]), 1);
        assert_eq!(
            count(&mapped(&[(Field::DirectCost, 1), (Field::DirectCost, 2)])),
            3
        );
        let lines = FileRole::OrderLines;
        assert_eq!(slots(lines, &[]).len(), lines.fields().len());
    }
}
