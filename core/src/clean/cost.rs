//! Net sales, cost of goods and costs of the line, from whatever the file has.

use super::signs::MarkedReturns;
use super::take_number;
use crate::dataset::{DirectLevel, LineKind};
use crate::fields::Field;
use crate::read::OrderTable;
use crate::stats::{Sum, lines_where, order};
use std::collections::BTreeMap;

/// Net sales and where they come from.
#[derive(Default)]
pub(super) struct NetSales {
    /// By line; NaN where they cannot be known.
    pub values: Vec<f64>,
    /// Lines that are blank in the column and take their net sales from the price.
    pub from_price: Vec<u32>,
    /// Lines of marked returns that were positive in the file.
    pub turned: Vec<u32>,
    /// Lines that would need a discount beyond 100 %, with the discount as a share.
    pub beyond: Vec<(u32, f64)>,
    /// The discount column holds 15 for 15 %.
    pub discount_in_percent: bool,
}

/// Net sales by line: the mapped column, and where that is blank or missing quantity × unit price ×
/// (1 − discount). `turned` are the lines whose quantity was made negative, being marked returns.
pub(super) fn revenue(
    table: &mut OrderTable,
    quantity: &[f64],
    turned: &[u32],
    returns: &MarkedReturns,
) -> NetSales {
    let mut sales = NetSales::default();
    let column = take_number(table, Field::Revenue);
    let mapped = column.is_some();
    sales.values = column.unwrap_or_else(|| vec![f64::NAN; quantity.len()]);
    sales.turned = returns.turn(&mut sales.values);
    if !sales.values.iter().any(|v| v.is_nan()) {
        return sales;
    }
    let Some(price) = take_number(table, Field::UnitPrice) else {
        if !mapped {
            // No money at all: the lines count by their units.
            sales.values.fill(0.0);
        }
        return sales;
    };
    let discount = take_number(table, Field::DiscountRate);
    // 15 or 0.15 for 15 %: the whole column tells, a cell alone cannot.
    sales.discount_in_percent = discount.iter().flatten().any(|d| d.abs() > 1.0);
    let unit = if sales.discount_in_percent {
        100.0
    } else {
        1.0
    };
    for (line, value) in sales.values.iter_mut().enumerate() {
        if !value.is_nan() {
            continue;
        }
        let discount = discount.as_ref().map_or(0.0, |d| d[line] / unit);
        let discount = if discount.is_nan() { 0.0 } else { discount };
        if discount.abs() > 1.0 {
            sales.beyond.push((line as u32, discount));
            continue;
        }
        *value = quantity[line] * price[line] * (1.0 - discount);
        if value.is_nan() {
            continue;
        }
        if mapped {
            sales.from_price.push(line as u32);
        }
        if *value < 0.0 && turned.binary_search(&(line as u32)).is_ok() {
            sales.turned.push(line as u32);
        }
    }
    order::whole(&mut sales.turned);
    sales
}

/// Cost of goods and where it comes from.
#[derive(Default)]
pub(super) struct CostOfGoods {
    /// By line; None where the file says nothing of cost.
    pub values: Option<Vec<f64>>,
    /// In words, for the quality report.
    pub source: String,
    /// Net sales of the lines whose cost is estimated.
    pub estimated_revenue: f64,
    pub estimated_lines: u32,
    /// These lines, ascending.
    pub estimated: Vec<u32>,
    /// Lines without a cost where nothing gives an estimate; the cost is unknown as a whole then.
    pub unknown_lines: u32,
}

/// What a file of items says units cost.
#[derive(Clone, Copy)]
pub(super) struct Standard<'a> {
    /// Cost of one unit by item.
    pub by_item: &'a [Option<f64>],
    /// The file that says so.
    pub file: &'a str,
}

/// The lines that a cost is looked for.
pub(super) struct Sold<'a> {
    pub kinds: &'a [LineKind],
    pub items: &'a [u32],
    pub item_count: usize,
    pub quantity: &'a [f64],
    pub sales: &'a NetSales,
    pub standard: Option<Standard<'a>>,
}

impl Sold<'_> {
    fn used(&self) -> impl Iterator<Item = usize> {
        (0..self.kinds.len()).filter(|&l| self.kinds[l].is_used())
    }

    /// The used lines without a value.
    fn without(&self, values: &[f64]) -> Vec<u32> {
        lines_where(self.kinds.len(), |l| {
            self.kinds[l].is_used() && values[l].is_nan()
        })
    }
}

/// The cost column, else quantity × unit cost, else net sales − profit, line by line. Lines without
/// any are estimated ([`Estimate`]); a blank is never taken for zero.
pub(super) fn cost_of_goods(
    table: &mut OrderTable,
    sold: &Sold,
    returns: &MarkedReturns,
) -> CostOfGoods {
    let mut values: Option<Vec<f64>> = None;
    // Used lines that no column gave a cost so far.
    let mut missing: Vec<u32> = Vec::new();
    let used_lines = lines_where(sold.kinds.len(), |l| sold.kinds[l].is_used()).len();
    let mut sources: Vec<(String, u32)> = Vec::new();
    for field in [Field::Cost, Field::UnitCost, Field::Profit] {
        let named = table
            .header_of(field)
            .map_or(String::new(), |h| format!("“{h}”"));
        let Some(mut column) = take_number(table, field) else {
            continue;
        };
        let source = match field {
            Field::Cost => {
                returns.turn(&mut column);
                format!("column {named}")
            }
            Field::UnitCost => {
                for (unit, quantity) in column.iter_mut().zip(sold.quantity) {
                    *unit *= quantity;
                }
                format!("quantity × {named}")
            }
            _ => {
                // What a return was sold for and what was earned by it change their sign together.
                for &line in &sold.sales.turned {
                    column[line as usize] *= -1.0;
                }
                for (profit, sales) in column.iter_mut().zip(&sold.sales.values) {
                    *profit = sales - *profit;
                }
                format!("net sales − {named}")
            }
        };
        let blank = match &mut values {
            None => {
                missing = sold.without(values.insert(column));
                used_lines
            }
            Some(filled) => {
                let before = missing.len();
                for &line in &missing {
                    filled[line as usize] = column[line as usize];
                }
                missing.retain(|&line| filled[line as usize].is_nan());
                before
            }
        };
        sources.push((source, (blank - missing.len()) as u32));
        if missing.is_empty() {
            break;
        }
    }
    let standard = sold
        .standard
        .filter(|s| s.by_item.iter().any(Option::is_some));
    let Some(mut values) = values else {
        let Some(standard) = standard else {
            return CostOfGoods {
                source: "not in the file".to_owned(),
                ..CostOfGoods::default()
            };
        };
        return by_standard(table, sold, standard);
    };
    let list = |sources: &[(String, u32)], parted: &str| {
        let names: Vec<&str> = sources.iter().map(|(s, _)| s.as_str()).collect();
        names.join(parted)
    };
    if sources.iter().all(|(_, given)| *given == 0) {
        if let Some(standard) = standard {
            return by_standard(table, sold, standard);
        }
        // No line has a cost: the columns are as good as absent.
        let are = if sources.len() == 1 { "is" } else { "are" };
        return CostOfGoods {
            source: format!("{} {are} empty", list(&sources, " and ")),
            ..CostOfGoods::default()
        };
    }
    sources.retain(|(_, given)| *given > 0);
    let source = list(&sources, "; where that is blank, ");
    if missing.is_empty() {
        return CostOfGoods {
            values: Some(values),
            source,
            ..CostOfGoods::default()
        };
    }
    let estimate = Estimate::from(table, sold, &values);
    let mut estimated = Sum::default();
    let mut unknown_lines = 0;
    let mut by_file = 0;
    for &line in &missing {
        let line = line as usize;
        let by_standard = standard.and_then(|s| s.of(sold, line));
        by_file += u32::from(by_standard.is_some());
        match by_standard.or_else(|| estimate.of(sold, line)) {
            Some(cost) => values[line] = cost,
            None => unknown_lines += 1,
        }
        estimated.add(sold.sales.values[line].abs());
    }
    let source = match standard {
        Some(standard) if by_file > 0 => {
            format!(
                "{source}; where that is blank, the unit cost in {}",
                standard.file
            )
        }
        _ => source,
    };
    if unknown_lines > 0 {
        // Cost is known on lines without net sales only. Zero for the others would show their net
        // sales as margin; no cost at all says that the margin is unknown.
        return CostOfGoods {
            source: format!("{source}: only on lines without net sales"),
            unknown_lines,
            ..CostOfGoods::default()
        };
    }
    CostOfGoods {
        values: Some(values),
        source,
        estimated_revenue: estimated.value(),
        estimated_lines: missing.len() as u32,
        estimated: missing,
        unknown_lines,
    }
}

impl Standard<'_> {
    fn of(&self, sold: &Sold, line: usize) -> Option<f64> {
        let unit = self.by_item.get(sold.items[line] as usize).copied()??;
        Some(unit * sold.quantity[line])
    }
}

/// Costs where the lines have none: quantity × the unit cost of the file of items, and for items
/// that it lacks an estimate from those it has. All of it counts as estimated: a standard cost is
/// not what the goods of this line cost.
fn by_standard(table: &OrderTable, sold: &Sold, standard: Standard) -> CostOfGoods {
    let lines = sold.kinds.len();
    let mut values = vec![f64::NAN; lines];
    let used = lines_where(lines, |line| sold.kinds[line].is_used());
    for &line in &used {
        if let Some(cost) = standard.of(sold, line as usize) {
            values[line as usize] = cost;
        }
    }
    let estimate = Estimate::from(table, sold, &values);
    let mut estimated = Sum::default();
    let mut unknown_lines = 0;
    for &line in &used {
        let line = line as usize;
        if values[line].is_nan() {
            match estimate.of(sold, line) {
                Some(cost) => values[line] = cost,
                None => unknown_lines += 1,
            }
        }
        estimated.add(sold.sales.values[line].abs());
    }
    let source = format!("quantity × the unit cost in {}", standard.file);
    if unknown_lines > 0 {
        return CostOfGoods {
            source: format!("{source}: not of one item that was sold"),
            unknown_lines,
            ..CostOfGoods::default()
        };
    }
    CostOfGoods {
        values: Some(values),
        source,
        estimated_revenue: estimated.value(),
        estimated_lines: used.len() as u32,
        estimated: used,
        unknown_lines: 0,
    }
}

/// Cost and what it belongs to, over sales lines with a cost; what comes back may have another
/// price and cost.
#[derive(Clone, Copy, Default)]
struct Known {
    cost: f64,
    units: f64,
    sales: f64,
}

impl Known {
    fn add(&mut self, cost: f64, units: f64, sales: f64) {
        self.cost += cost;
        self.units += units;
        self.sales += sales;
    }

    fn per_unit(&self) -> Option<f64> {
        (self.units > 0.0).then(|| self.cost / self.units)
    }

    fn share_of_sales(&self) -> Option<f64> {
        (self.sales > 0.0).then(|| self.cost / self.sales)
    }
}

/// What the sales lines with a cost say of those without: the item's average unit cost, else its
/// family's cost share of net sales, else the share over all items.
struct Estimate {
    by_item: Vec<Known>,
    family_of_item: Vec<Option<u32>>,
    by_family: Vec<Known>,
    overall: Known,
}

impl Estimate {
    fn from(table: &OrderTable, sold: &Sold, cost: &[f64]) -> Estimate {
        let mut families: BTreeMap<&[u8], u32> = BTreeMap::new();
        let mut family_of_item = vec![None; sold.item_count];
        let labels = table.label(Field::Family).map_or(&[][..], |l| &l.texts);
        for (family, text) in family_of_item.iter_mut().zip(labels) {
            if !text.is_empty() {
                let next = families.len() as u32;
                *family = Some(*families.entry(text).or_insert(next));
            }
        }
        let mut estimate = Estimate {
            by_item: vec![Known::default(); sold.item_count],
            by_family: vec![Known::default(); families.len()],
            family_of_item,
            overall: Known::default(),
        };
        let known = sold
            .used()
            .filter(|&l| sold.kinds[l] == LineKind::Sale && !cost[l].is_nan());
        for line in known {
            let item = sold.items[line] as usize;
            let (cost, units, sales) = (cost[line], sold.quantity[line], sold.sales.values[line]);
            estimate.by_item[item].add(cost, units, sales);
            estimate.overall.add(cost, units, sales);
            if let Some(family) = estimate.family_of_item[item] {
                estimate.by_family[family as usize].add(cost, units, sales);
            }
        }
        estimate
    }

    fn of(&self, sold: &Sold, line: usize) -> Option<f64> {
        let item = sold.items[line] as usize;
        let sales = sold.sales.values[line];
        if let Some(unit) = self.by_item[item].per_unit() {
            return Some(sold.quantity[line] * unit);
        }
        self.family_of_item[item]
            .and_then(|family| self.by_family[family as usize].share_of_sales())
            .or_else(|| self.overall.share_of_sales())
            .map(|share| sales * share)
    }
}

/// An order-level column with different amounts on the lines of one order.
pub(super) struct Disagreement {
    pub header: String,
    /// How many orders.
    pub orders: u32,
    /// The first line that differs from those of its order before it.
    pub line: u32,
}

/// Direct costs by line.
#[derive(Default)]
pub(super) struct DirectCosts {
    /// None where no column is mapped.
    pub values: Option<Vec<f64>>,
    /// On which level they come about.
    pub level: DirectLevel,
    /// One entry a column that occurs with different amounts in an order.
    pub disagreements: Vec<Disagreement>,
}

/// Direct costs of the line, and costs of the order taken once and split equally over its used
/// lines. Cells that hold no number (such as a reference to another line) count as nothing.
pub(super) fn direct_costs(
    table: &OrderTable,
    kinds: &[LineKind],
    orders: &[u32],
    order_count: u32,
) -> DirectCosts {
    let columns = |field| table.numbers.iter().filter(move |c| c.field == field);
    if columns(Field::DirectCost)
        .chain(columns(Field::OrderCost))
        .next()
        .is_none()
    {
        return DirectCosts::default();
    }
    let mut total = vec![0.0; kinds.len()];
    for column in columns(Field::DirectCost) {
        for (sum, value) in total.iter_mut().zip(&column.data.values) {
            if !value.is_nan() {
                *sum += value;
            }
        }
    }
    let of_lines = columns(Field::DirectCost)
        .next()
        .is_some()
        .then(|| total.clone());
    let mut disagreements = Vec::new();
    let mut lines_of_order = Vec::new();
    for column in columns(Field::OrderCost) {
        if lines_of_order.is_empty() {
            lines_of_order = vec![0_u32; order_count as usize];
            for (kind, &order) in kinds.iter().zip(orders) {
                lines_of_order[order as usize] += u32::from(kind.is_used());
            }
        }
        let (amounts, differing) =
            amounts_of_orders(&column.data.values, kinds, orders, order_count);
        for (line, &order) in orders.iter().enumerate() {
            let value = amounts[order as usize];
            if kinds[line].is_used() && !value.is_nan() {
                total[line] += value / f64::from(lines_of_order[order as usize]);
            }
        }
        disagreements.extend(differing.map(|(orders, line)| Disagreement {
            header: column.header.clone(),
            orders,
            line,
        }));
    }
    let level = match of_lines {
        _ if lines_of_order.is_empty() => DirectLevel::Line,
        None => DirectLevel::Order,
        Some(mut shares) => {
            for (share, total) in shares.iter_mut().zip(&total) {
                *share = if *total == 0.0 {
                    0.0
                } else {
                    1.0 - *share / total
                };
            }
            DirectLevel::Both(shares)
        }
    };
    DirectCosts {
        values: Some(total),
        level,
        disagreements,
    }
}

/// The amount of each order: the largest on its used lines, so that their sequence in the file does
/// not matter; zeros give way, since some files write the amount on one line only. Also in how many
/// orders amounts differ, with the first line where they do.
fn amounts_of_orders(
    values: &[f64],
    kinds: &[LineKind],
    orders: &[u32],
    order_count: u32,
) -> (Vec<f64>, Option<(u32, u32)>) {
    let mut amounts = vec![f64::NAN; order_count as usize];
    let mut differs: Vec<bool> = Vec::new();
    let mut differing: Option<(u32, u32)> = None;
    for (line, (&order, &value)) in orders.iter().zip(values).enumerate() {
        if !kinds[line].is_used() || value.is_nan() {
            continue;
        }
        let amount = &mut amounts[order as usize];
        if amount.is_nan() || *amount == 0.0 {
            *amount = value;
        } else if value != 0.0 && value != *amount {
            *amount = amount.max(value);
            differs.resize(order_count as usize, false);
            if !std::mem::replace(&mut differs[order as usize], true) {
                differing.get_or_insert((0, line as u32)).0 += 1;
            }
        }
    }
    (amounts, differing)
}
