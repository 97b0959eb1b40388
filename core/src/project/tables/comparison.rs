//! Customers under every cost model, on the same lines: who changes sign.

use super::small::SmallTable;
use super::{Content, column, number, text};
use crate::cube::Part;
use crate::profit::{Model, Profit};
use crate::project::analysis::Analysis;
use crate::project::view::{ColumnKind, Filter, Subject, TableValue};
use crate::project::words;
use crate::settings::CostModel;
use crate::stats::order;

/// A customer under every model.
struct Row {
    customer: u32,
    revenue: f64,
    net: [f64; 3],
}

impl Row {
    fn changes_sign(&self) -> bool {
        self.net.iter().any(|n| *n < 0.0) && self.net.iter().any(|n| *n >= 0.0)
    }

    fn spread(&self) -> f64 {
        let fold = |f: fn(f64, f64) -> f64| self.net.iter().copied().reduce(f).unwrap_or(0.0);
        fold(f64::max) - fold(f64::min)
    }

    fn verdict(&self) -> String {
        const NAMES: [&str; 3] = ["three pools", "drivers", "time"];
        let losing: Vec<&str> = (self.net.iter().zip(NAMES))
            .filter(|(net, _)| **net < 0.0)
            .map(|(_, name)| name)
            .collect();
        match losing.len() {
            0 => "earns in all".to_owned(),
            3 => "loses in all".to_owned(),
            _ => format!("loses by {}", losing.join(" and ")),
        }
    }
}

pub(super) fn comparison(analysis: &mut Analysis, filter: &Filter) -> Content {
    use ColumnKind::{Class, Money, Text};
    let models: Vec<Model> = CostModel::ALL
        .into_iter()
        .map(|model| {
            let cost = crate::settings::CostSettings {
                model,
                ..analysis.settings().cost.clone()
            };
            analysis.model_under(&cost)
        })
        .collect();
    analysis.prepare_for(&models);
    let cube = analysis.cube(filter);
    let data = &analysis.data;
    let mut rows: Vec<Row> = cube
        .active_customers(data)
        .map(|customer| {
            let part = Part::Customer(customer);
            let profits: Vec<Profit> = models.iter().map(|m| m.profit(cube, part)).collect();
            Row {
                customer,
                revenue: profits[0].revenue,
                net: [profits[0].net(), profits[1].net(), profits[2].net()],
            }
        })
        .collect();
    order::sort_by(&mut rows, |a, b| {
        (b.changes_sign().cmp(&a.changes_sign()))
            .then(b.spread().total_cmp(&a.spread()))
            .then_with(|| {
                let ids = &data.customers.ids;
                ids[a.customer as usize].cmp(&ids[b.customer as usize])
            })
    });
    let headline = headline(analysis, &rows, &models);
    let cells = rows
        .iter()
        .map(|row| {
            let c = row.customer;
            let cluster = if analysis.in_a_cluster(c) {
                text(analysis.clusters[c as usize].letter())
            } else {
                TableValue::Missing(())
            };
            let mut cells = vec![cluster, text(data.customers.name(c)), number(row.revenue)];
            cells.extend(row.net.map(number));
            cells.extend([number(row.spread()), text(row.verdict())]);
            let id = data.customers.ids[c as usize].clone();
            (cells, Some(Subject::Customer { id }))
        })
        .collect();
    let net = |key, label, definition| column(key, label, Money, definition);
    Content::Told(
        SmallTable {
            title: "Cost models",
            columns: vec![
                column(
                    "cluster",
                    "Cluster",
                    Class,
                    "The cluster under the model in force",
                ),
                column(
                    "customer",
                    "Customer",
                    Text,
                    "The customer's name, or the key where there is none",
                ),
                net(
                    "revenue",
                    "Net sales",
                    "Invoiced value after discounts, returns taken off",
                ),
                net(
                    "simple",
                    "Three pools",
                    "Net contribution with transport, inventory and ordering from order lines alone",
                ),
                net(
                    "drivers",
                    "Drivers",
                    "Net contribution with your pools, each shared out by its driver, idle capacity included",
                ),
                net(
                    "time_driven",
                    "Time-driven",
                    "Net contribution with your pools by the time that activities take; idle capacity is charged to nobody",
                ),
                net("spread", "Difference", "Best less worst of the three"),
                column(
                    "verdict",
                    "Verdict",
                    Text,
                    "Under which models the customer loses",
                ),
            ],
            rows: cells,
            additive: &[2, 3, 4, 5],
        },
        headline,
    )
}

fn headline(analysis: &Analysis, rows: &[Row], models: &[Model]) -> String {
    if analysis.settings().cost.pools.is_empty() {
        return "Give your own pools to compare models: with three pools alone there is only one"
            .to_owned();
    }
    let changing = rows.iter().filter(|r| r.changes_sign()).count() as u64;
    let told = match changing {
        0 => "No customer changes sign between the models".to_owned(),
        1 => "1 customer changes sign between the models".to_owned(),
        n => format!(
            "{} customers change sign between the models",
            words::grouped(n)
        ),
    };
    let idle = models.last().map_or(0.0, Model::idle);
    if idle >= 0.005 {
        let idle = words::amount(idle);
        return format!("{told}; time-driven, {idle} of idle capacity is charged to nobody");
    }
    told
}

#[cfg(test)]
mod tests {
    use super::Row;

    #[test]
    fn who_loses_in_some_models_changes_sign() {
        let row = |net| Row {
            customer: 0,
            revenue: 1.0,
            net,
        };
        assert!(row([-1.0, 2.0, 3.0]).changes_sign());
        assert!(!row([-1.0, -2.0, -3.0]).changes_sign());
        assert_eq!(
            row([-1.0, 2.0, -3.0]).verdict(),
            "loses by three pools and time"
        );
        assert_eq!(row([-1.0, 2.0, -3.0]).spread(), 5.0);
        assert_eq!(row([0.0, 2.0, 3.0]).verdict(), "earns in all");
    }
}
