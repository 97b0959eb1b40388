//! Customer-item pairs: which intersections earn and which lose.

use super::{Table, column, number, profit_columns, profit_value, text};
use crate::actions::{Pair, PairAction, PairActions, per_year};
use crate::cube::LineGroups;
use crate::profit::Profit;
use crate::project::analysis::Analysis;
use crate::project::view::{ColumnKind, Filter, Subject, TableColumn, TableValue};
use crate::stats::order;
use crate::words;

/// What one customer's lines of one item earn together.
#[derive(Clone, Copy, Debug)]
pub(super) struct PairRow {
    pub customer: u32,
    pub item: u32,
    pub profit: Profit,
    pub lines: u32,
    pub units: f64,
    /// Position among the pairs of all lines that pass.
    pub group: u32,
}

/// The pairs of a filter that was prepared, the largest loss first; with `losing` only losses.
pub(super) fn rows(analysis: &Analysis, filter: &Filter, losing: bool) -> Vec<PairRow> {
    let filter = analysis.line_filter(filter);
    let Some((groups, pairs)) = analysis.pair_groups(&filter) else {
        return Vec::new();
    };
    let (customers, items) = (&analysis.data.customers.ids, &analysis.data.items.ids);
    let mut rows: Vec<PairRow> = Vec::new();
    let mut order: Vec<(f64, u32)> = Vec::new();
    let profits = analysis.model.group_profits(groups).enumerate();
    for ((&(customer, item), sum), (g, profit)) in pairs.iter().zip(&groups.sums).zip(profits) {
        let net = profit.net();
        if (losing && net >= 0.0) || !filter.passes_pair(customer, item) {
            continue;
        }
        order.push((net, rows.len() as u32));
        rows.push(PairRow {
            customer,
            item,
            profit,
            lines: sum.sales_lines + sum.return_lines,
            units: sum.units,
            group: g as u32,
        });
    }
    order::by_value(&mut order);
    let keys = |at: u32| {
        let row = &rows[at as usize];
        (&customers[row.customer as usize], &items[row.item as usize])
    };
    for equal in order
        .chunk_by_mut(|a, b| a.0 == b.0)
        .filter(|e| e.len() > 1)
    {
        let by_keys =
            order::positions(equal.len(), &|a, b| keys(equal[a].1).cmp(&keys(equal[b].1)));
        let before = equal.to_vec();
        for (slot, at) in equal.iter_mut().zip(by_keys) {
            *slot = before[at as usize];
        }
    }
    order.iter().map(|(_, at)| rows[*at as usize]).collect()
}

/// Fields of a pair, in the order in which [`fields`] describes them.
const REVENUE: usize = 4;
const SERVICE_SHARE: usize = 10;
const MOST: usize = 13;
const LEVER: usize = 16;
const EFFECT: usize = 17;
const WHAT: usize = 18;

/// The fields of all pairs as columns.
const OF_ALL: [usize; 16] = [0, 1, 2, 3, 4, 5, MOST, 6, 7, 8, 9, 10, 11, 12, 14, 15];
/// Those of losing pairs: the loss, why, and what to do about it come first.
const OF_LOSING: [usize; 19] = [
    0, 1, 2, 5, MOST, LEVER, EFFECT, 3, 4, 6, 7, 8, 9, 10, 11, 12, WHAT, 14, 15,
];

pub(super) struct Pairs<'a> {
    analysis: &'a Analysis,
    rows: &'a [PairRow],
    losing: bool,
    groups: Option<&'a LineGroups>,
    actions: PairActions<'a>,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(
        analysis: &'a Analysis,
        filter: &Filter,
        rows: &'a [PairRow],
        losing: bool,
    ) -> Self {
        let groups = analysis.pair_groups(&analysis.line_filter(filter));
        Pairs {
            analysis,
            rows,
            losing,
            groups: groups.map(|(groups, _)| groups),
            actions: PairActions::new(analysis.action_sources()),
        }
    }

    /// The pool that costs the pair most, or the margin where that takes off more.
    fn most(&self, pair: &PairRow) -> TableValue {
        let mut most = pair.profit.direct - pair.profit.margin();
        let mut words = if pair.profit.margin() < 0.0 {
            format!("negative margin, {}", words::amount(-most))
        } else {
            format!("direct costs, {}", words::amount(pair.profit.direct))
        };
        if let Some(groups) = self.groups {
            let model = &self.analysis.model;
            for pool in &model.pools {
                let terms = model.group_terms(pool, groups, |_| true).into_iter();
                let used: f64 = terms
                    .map(|(minutes, of)| minutes * of[pair.group as usize])
                    .sum();
                let cost = pool.rate * used;
                if cost > most {
                    most = cost;
                    words = format!("{}, {}", pool.pool.name, words::amount(cost));
                }
            }
        }
        if most > 0.0 {
            text(words)
        } else {
            TableValue::Missing(())
        }
    }

    /// The lever that fits a losing pair.
    fn action(&self, pair: &PairRow) -> Option<PairAction> {
        self.actions.of(Pair {
            groups: self.groups?,
            group: pair.group as usize,
            customer: pair.customer,
            profit: pair.profit,
        })
    }

    fn order(&self) -> &'static [usize] {
        if self.losing { &OF_LOSING } else { &OF_ALL }
    }

    fn ids(&self, row: usize) -> (String, String) {
        let pair = &self.rows[row];
        let data = &self.analysis.data;
        (
            data.customers.ids[pair.customer as usize].clone(),
            data.items.ids[pair.item as usize].clone(),
        )
    }
}

fn fields() -> Vec<TableColumn> {
    use ColumnKind::{Class, Count, Money, Quantity, Text};
    let mut fields = vec![
        column(
            "cluster",
            "Cluster",
            Class,
            "The customer's profitability cluster",
        ),
        column(
            "customer",
            "Customer",
            Text,
            "The customer's name, or the key where there is none",
        ),
        column(
            "item",
            "Item",
            Text,
            "The item's name, or the key where there is none",
        ),
        column(
            "cell",
            "ABC-XYZ",
            Class,
            "The item's value and variability class",
        ),
    ];
    fields.extend(profit_columns());
    fields.extend([
        column("lines", "Lines", Count, "Order lines, returns included"),
        column("units", "Units", Quantity, "Units sold, returns not counted"),
        column("most", "Costs most", Text, "The pool that costs the pair most, with its amount, or the margin that it lacks"),
        column("customer_id", "Customer key", Text, "The customer's key in the file"),
        column("item_id", "Item key", Text, "The item's key in the file"),
        column("lever", "Lever", Text, "The lever that fits what costs the pair most beyond the company's average"),
        column("effect", "Effect a year", Money, "Margin gained and avoidable cost saved with the pools shared out again; levers of pairs overlap, so they are not added up"),
        column("what", "What to do", Text, "The lever with its parameter, and how it is now"),
    ]);
    fields
}

impl Table for Pairs<'_> {
    fn title(&self) -> String {
        if self.losing {
            "Losing pairs"
        } else {
            "Customer-item pairs"
        }
        .to_owned()
    }

    fn columns(&self) -> Vec<TableColumn> {
        let fields = fields();
        let order = self.order().iter();
        order.map(|&field| fields[field].clone()).collect()
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn id(&self, row: usize) -> String {
        let (customer, item) = self.ids(row);
        format!("{customer} × {item}")
    }

    fn value(&self, row: usize, column: usize) -> TableValue {
        let pair = &self.rows[row];
        let data = &self.analysis.data;
        let missing = TableValue::Missing(());
        match self.order()[column] {
            0 if self.analysis.in_a_cluster(pair.customer) => {
                text(self.analysis.clusters[pair.customer as usize].letter())
            }
            0 => missing,
            1 => text(data.customers.name(pair.customer)),
            2 => text(data.items.name(pair.item)),
            3 => text(self.analysis.cell(pair.item)),
            field @ REVENUE..=SERVICE_SHARE => {
                profit_value(&pair.profit, &self.analysis.model, field - REVENUE)
            }
            11 => number(f64::from(pair.lines)),
            12 => number(pair.units),
            MOST => self.most(pair),
            14 => text(self.ids(row).0),
            15 => text(self.ids(row).1),
            field => self.action(pair).map_or(missing, |action| match field {
                LEVER => text(action.lever.label()),
                EFFECT => number(action.effect.total() * per_year(data)),
                _ => text(action.what),
            }),
        }
    }

    fn is_searched(&self, column: usize) -> bool {
        !matches!(self.order()[column], MOST | LEVER | WHAT)
    }

    fn is_additive(&self, column: usize) -> bool {
        // Levers of pairs overlap, and it would take all of them.
        matches!(self.order()[column], REVENUE | 5 | 7 | 9 | 11 | 12)
    }

    fn subject(&self, row: usize) -> Option<Subject> {
        let (customer, item) = self.ids(row);
        Some(Subject::Pair { customer, item })
    }
}
