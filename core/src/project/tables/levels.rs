//! Cost pools by the level on which their cost comes about: a cost is not pushed below its level
//! (Cooper & Kaplan 1991).

use super::small::SmallTable;
use super::{Content, column, number, text};
use crate::cube::Part;
use crate::project::analysis::Analysis;
use crate::project::view::{ColumnKind, Subject};
use crate::project::words;
use crate::settings::Level;
use crate::stats::{order, sum_of_cents};

pub(super) fn levels(analysis: &Analysis) -> Content {
    use ColumnKind::{Money, Text};
    let model = &analysis.model;
    let cube = &analysis.cube;
    let mut sums = [0_i64; 5];
    let mut rows = Vec::new();
    let mut row = |name: &str, levels: [i64; 5], subject| {
        let mut cells = vec![text(name)];
        cells.extend(levels.map(money));
        cells.push(money(sum_of_cents(&levels)));
        for (sum, level) in sums.iter_mut().zip(levels) {
            // A hundred of the largest pools are more than whole cents can count.
            *sum = sum.saturating_add(level);
        }
        rows.push((cells, Some(subject)));
    };
    for pool in &model.pools {
        let levels = pool.cents_by_level(|d| cube.driver(Part::Total, d, model.cost_rate));
        let name = pool.pool.name.clone();
        row(&pool.pool.name, levels, Subject::Pool { name });
    }
    if analysis.data.direct.is_some() {
        let mut levels = [0; 5];
        let direct = analysis.profits.total.direct;
        let cents = |money: f64| (money * 100.0).round() as i64;
        let of_orders = analysis.data.direct_of_orders(direct);
        levels[Level::Order as usize] = cents(of_orders);
        levels[Level::Line as usize] = cents(direct) - cents(of_orders);
        let name = "direct".to_owned();
        row("Direct costs", levels, Subject::Step { name });
    }
    let mut columns = vec![column("pool", "Pool", Text, "The cost pool")];
    for level in Level::ALL {
        let (key, definition) = match level {
            Level::Unit => (
                "unit",
                "Goes with the quantity: units, kilograms, value of goods",
            ),
            Level::Line => ("line", "Goes with the order line: a pick, a return"),
            Level::Order => ("order", "Goes with the order, however many lines it has"),
            Level::Customer => ("customer", "Goes with the customer: visits, credit, care"),
            Level::Enterprise => (
                "enterprise",
                "Nobody's in particular: idle capacity, and cost that nobody carries",
            ),
        };
        columns.push(column(key, level.label(), Money, definition));
    }
    columns.push(column("amount", "Together", Money, "The pool, to the cent"));
    Content::Told(
        SmallTable {
            title: "Cost levels",
            columns,
            rows,
            additive: &[1, 2, 3, 4, 5, 6],
        },
        headline(sums),
    )
}

fn money(cents: i64) -> crate::project::view::TableValue {
    number(cents as f64 / 100.0)
}

fn headline(sums: [i64; 5]) -> String {
    let all = sum_of_cents(&sums);
    if all <= 0 {
        return "There is no cost to serve to tell levels of".to_owned();
    }
    let mut parts: Vec<(i64, Level)> = sums.into_iter().zip(Level::ALL).collect();
    order::sort_by_key(&mut parts, |(sum, level)| (-sum, *level));
    let told: Vec<String> = parts
        .iter()
        .filter(|(sum, _)| *sum > 0)
        .take(2)
        .map(|(sum, level)| {
            let share = words::percent(*sum as f64 / all as f64);
            match level {
                Level::Enterprise => format!("{share} stays with the enterprise"),
                level => format!(
                    "{share} comes about with the {}",
                    level.label().to_lowercase()
                ),
            }
        })
        .collect();
    let all = words::amount(all as f64 / 100.0);
    format!("Of {all} for serving, {}", told.join(" and "))
}
