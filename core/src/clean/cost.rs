//! Net sales, cost of goods and costs of the line, from whatever the file has.

use super::take_number;
use crate::dataset::LineKind;
use crate::fields::Field;
use crate::read::OrderTable;
use crate::stats::Sum;

/// Net sales by line: the mapped column, else quantity × unit price × (1 − discount). NaN where
/// they cannot be known.
pub(super) fn revenue(table: &mut OrderTable, quantity: &[f64]) -> Vec<f64> {
    if let Some(values) = take_number(table, Field::Revenue) {
        return values;
    }
    let Some(price) = take_number(table, Field::UnitPrice) else {
        return vec![f64::NAN; quantity.len()];
    };
    let discount = take_number(table, Field::DiscountRate);
    quantity
        .iter()
        .zip(&price)
        .enumerate()
        .map(|(line, (quantity, price))| {
            let discount = discount.as_ref().map_or(0.0, |d| d[line]);
            let discount = if discount.is_nan() { 0.0 } else { discount };
            quantity * price * (1.0 - discount)
        })
        .collect()
}

/// Cost of goods and where it comes from.
pub(super) struct CostOfGoods {
    /// By line; None where the file says nothing of cost.
    pub values: Option<Vec<f64>>,
    /// In words, for the quality report.
    pub source: String,
    /// Net sales of the lines whose cost is estimated.
    pub estimated_revenue: f64,
    pub estimated_lines: u32,
}

/// The cost column, else quantity × unit cost, else net sales − profit. Lines without one are
/// estimated: by the item's average unit cost, else by the average cost share of net sales; a
/// blank is never taken for zero.
pub(super) fn cost_of_goods(
    table: &mut OrderTable,
    kinds: &[LineKind],
    items: &[u32],
    item_count: usize,
    quantity: &[f64],
    revenue: &[f64],
) -> CostOfGoods {
    let named = |table: &OrderTable, field| {
        table
            .header_of(field)
            .map_or(String::new(), |h| format!("“{h}”"))
    };
    let (mut values, source) = if let Some(values) = take_number(table, Field::Cost) {
        (values, format!("column {}", named(table, Field::Cost)))
    } else if let Some(unit) = take_number(table, Field::UnitCost) {
        let values = quantity.iter().zip(&unit).map(|(q, u)| q * u).collect();
        (
            values,
            format!("quantity × {}", named(table, Field::UnitCost)),
        )
    } else if let Some(profit) = take_number(table, Field::Profit) {
        let values = revenue.iter().zip(&profit).map(|(r, p)| r - p).collect();
        (
            values,
            format!("net sales − {}", named(table, Field::Profit)),
        )
    } else {
        return CostOfGoods {
            values: None,
            source: "not in the file".to_owned(),
            estimated_revenue: 0.0,
            estimated_lines: 0,
        };
    };
    let used = |line: usize| kinds[line].is_used();
    let missing = (0..values.len()).any(|line| used(line) && values[line].is_nan());
    let (mut estimated, mut estimated_lines) = (Sum::default(), 0);
    if missing {
        let mut by_item = vec![(0.0_f64, 0.0_f64); item_count];
        let (mut cost_known, mut revenue_known) = (Sum::default(), Sum::default());
        for line in (0..values.len()).filter(|&l| used(l) && !values[l].is_nan()) {
            let (cost, units) = &mut by_item[items[line] as usize];
            *cost += values[line];
            *units += quantity[line];
            cost_known.add(values[line]);
            revenue_known.add(revenue[line]);
        }
        if revenue_known.value() == 0.0 && cost_known.value() == 0.0 {
            // No line has a cost: the column is as good as absent.
            return CostOfGoods {
                values: None,
                source: format!("{source} is empty"),
                estimated_revenue: 0.0,
                estimated_lines: 0,
            };
        }
        let share = cost_known.value() / revenue_known.value();
        for line in (0..values.len()).filter(|&l| used(l)) {
            if values[line].is_nan() {
                let (cost, units) = by_item[items[line] as usize];
                values[line] = if units > 0.0 {
                    quantity[line] * cost / units
                } else if share.is_finite() {
                    revenue[line] * share
                } else {
                    0.0
                };
                estimated.add(revenue[line].abs());
                estimated_lines += 1;
            }
        }
    }
    CostOfGoods {
        values: Some(values),
        source,
        estimated_revenue: estimated.value(),
        estimated_lines,
    }
}

/// Direct costs of the line, and costs of the order taken once and split equally over its used
/// lines. Cells that hold no number (such as a reference to another line) count as nothing.
pub(super) fn direct_costs(
    table: &mut OrderTable,
    kinds: &[LineKind],
    orders: &[u32],
    order_count: u32,
) -> Option<Vec<f64>> {
    let any = table
        .numbers
        .iter()
        .any(|c| matches!(c.field, Field::DirectCost | Field::OrderCost));
    if !any {
        return None;
    }
    let mut total = vec![0.0; kinds.len()];
    for column in table
        .numbers
        .iter()
        .filter(|c| c.field == Field::DirectCost)
    {
        for (sum, value) in total.iter_mut().zip(&column.data.values) {
            if !value.is_nan() {
                *sum += value;
            }
        }
    }
    let order_columns: Vec<_> = table
        .numbers
        .iter()
        .filter(|c| c.field == Field::OrderCost)
        .collect();
    if !order_columns.is_empty() {
        let mut lines_of_order = vec![0_u32; order_count as usize];
        for (kind, &order) in kinds.iter().zip(orders) {
            lines_of_order[order as usize] += u32::from(kind.is_used());
        }
        for column in order_columns {
            let mut amount = vec![f64::NAN; order_count as usize];
            for (line, &order) in orders.iter().enumerate() {
                if kinds[line].is_used() && amount[order as usize].is_nan() {
                    amount[order as usize] = column.data.values[line];
                }
            }
            for (line, &order) in orders.iter().enumerate() {
                let value = amount[order as usize];
                if kinds[line].is_used() && !value.is_nan() {
                    total[line] += value / f64::from(lines_of_order[order as usize]);
                }
            }
        }
    }
    Some(total)
}
