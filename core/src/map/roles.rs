//! What a file is for: order lines, cost pools, items, customers, activities or stock, by its
//! headers and values; and the fields that such a file has.

use super::evidence::Evidence;
use super::{SampleColumn, Suggestion, looks_like_pools, pools, suggest_for};
use crate::fields::Field;
use crate::project::view::FileRole;

/// Share of rows with a key of their own from which on a file has one row a key.
const ONE_ROW_A_KEY: f64 = 0.95;

impl FileRole {
    /// The fields that a file of this kind may have, in the order in which screens list them.
    pub fn fields(self) -> &'static [Field] {
        use Field::{
            Activity, Channel, Customer, CustomerName, Date, Distance, Family, Item, ItemName,
            PaymentDays, StockQuantity, StockValue, Unit, UnitCost, Weight,
        };
        match self {
            FileRole::OrderLines => Field::ALL.split_at(25).0,
            FileRole::CostPools | FileRole::NotUsed => &[],
            FileRole::Items => &[
                Item,
                ItemName,
                Family,
                UnitCost,
                Weight,
                StockQuantity,
                StockValue,
            ],
            FileRole::Customers => &[
                Customer,
                CustomerName,
                Channel,
                PaymentDays,
                Distance,
                Activity,
            ],
            FileRole::Activities => &[Customer, Activity, Unit],
            FileRole::Stock => &[Item, StockQuantity, StockValue, UnitCost, Date],
        }
    }

    /// The fields that are listed first, because the file is of no use without them.
    pub fn needed(self) -> &'static [Field] {
        match self {
            FileRole::OrderLines => &Field::NEEDED,
            FileRole::CostPools | FileRole::NotUsed => &[],
            FileRole::Items => &[Field::Item],
            FileRole::Stock => &[Field::Item, Field::StockQuantity, Field::StockValue],
            FileRole::Customers => &[Field::Customer],
            FileRole::Activities => &[Field::Customer, Field::Activity],
        }
    }

    /// What the file holds, in words.
    pub fn words(self) -> &'static str {
        match self {
            FileRole::OrderLines => "order lines",
            FileRole::CostPools => "cost pools",
            FileRole::Items => "items",
            FileRole::Customers => "customers",
            FileRole::Activities => "activities",
            FileRole::Stock => "stock",
            FileRole::NotUsed => "not used",
        }
    }

    /// Whether the file adds facts to the order lines by a key.
    pub fn is_linked(self) -> bool {
        matches!(
            self,
            FileRole::Items | FileRole::Customers | FileRole::Activities | FileRole::Stock
        )
    }
}

/// What a name that stands for `field` among order lines stands for in a file of another kind.
pub(super) fn meaning(role: FileRole, field: Field) -> Option<Field> {
    let field = match (role, field) {
        (FileRole::Items | FileRole::Stock, Field::Cost) => Field::UnitCost,
        (FileRole::Stock, Field::Quantity) => Field::StockQuantity,
        (FileRole::Stock, Field::Revenue | Field::GrossRevenue) => Field::StockValue,
        (FileRole::Activities, Field::CustomerName) => Field::CustomerName,
        (_, field) => field,
    };
    let known = role.fields().contains(&field)
        || (role == FileRole::Activities && field == Field::CustomerName);
    known.then_some(field)
}

/// A role, the fields that go with it, and whether the file says so itself.
pub struct Detected {
    /// What the file is for.
    pub role: FileRole,
    /// One entry a column.
    pub suggestions: Vec<Suggestion>,
    /// False where order lines are only assumed because nothing else fits.
    pub sure: bool,
}

/// Finds out what a file is for.
pub fn detect(columns: &[SampleColumn]) -> Detected {
    let lines = suggest_for(FileRole::OrderLines, columns);
    let as_lines = Columns(&lines);
    let is_pools = looks_like_pools(columns);
    let known = |role, suggestions| Detected {
        role,
        suggestions,
        sure: true,
    };
    if is_pools && pools::names_a_driver(columns) {
        return known(FileRole::CostPools, lines);
    }
    let one_row_a_key = |suggestions: &Columns, key| {
        suggestions.column(key).is_some_and(|column| {
            let evidence = Evidence::of(&columns[column]);
            evidence.distinct as f64 >= ONE_ROW_A_KEY * evidence.filled as f64
                && evidence.filled as f64 >= ONE_ROW_A_KEY * evidence.rows as f64
        })
    };
    let has_order = as_lines.has(Field::Order) && !one_row_a_key(&as_lines, Field::Order);
    let as_lines_complete = as_lines.has(Field::Date)
        && as_lines.has(Field::Item)
        && as_lines.has(Field::Quantity)
        && (as_lines.has(Field::Revenue) || as_lines.has(Field::UnitPrice));
    let sold = as_lines.has(Field::Customer) || as_lines.has(Field::Order);
    if as_lines_complete {
        return known(FileRole::OrderLines, lines);
    }
    if as_lines.has(Field::Item) && !sold {
        let suggested = suggest_for(FileRole::Items, columns);
        let items = Columns(&suggested);
        let facts = [
            Field::ItemName,
            Field::Family,
            Field::UnitCost,
            Field::Weight,
        ];
        let stock = [Field::StockQuantity, Field::StockValue];
        let unique = items.is_key(Field::Item) && one_row_a_key(&items, Field::Item);
        if unique && facts.iter().filter(|f| items.has(**f)).count() > 0 {
            let only_stock = stock.iter().any(|f| items.has(*f))
                && !items.has(Field::Family)
                && !items.has(Field::Weight);
            if !only_stock || items.has(Field::UnitCost) {
                return known(FileRole::Items, suggested);
            }
        }
        if stock.iter().any(|f| items.has(*f)) {
            return known(FileRole::Stock, suggest_for(FileRole::Stock, columns));
        }
    }
    if as_lines.has(Field::Customer) && !as_lines.has(Field::Item) && !has_order {
        // Customer, activity, count: one activity a row.
        let listed = suggest_for(FileRole::Activities, columns);
        let as_listed = Columns(&listed);
        if as_listed.has(Field::Unit) && as_listed.has(Field::Activity) {
            return known(FileRole::Activities, listed);
        }
        let suggested = suggest_for(FileRole::Customers, columns);
        let customers = Columns(&suggested);
        let is_key = customers.is_key(Field::Customer);
        if one_row_a_key(&customers, Field::Customer) && (is_key || !is_pools) {
            let facts = [Field::Channel, Field::PaymentDays, Field::Distance];
            if facts.iter().any(|f| customers.has(*f)) {
                return known(FileRole::Customers, suggested);
            }
            let activities = suggest_for(FileRole::Activities, columns);
            if Columns(&activities).has(Field::Activity) {
                return known(FileRole::Activities, activities);
            }
            if customers.has(Field::CustomerName) {
                return known(FileRole::Customers, suggested);
            }
        }
    }
    if is_pools {
        return known(FileRole::CostPools, lines);
    }
    Detected {
        role: FileRole::OrderLines,
        suggestions: lines,
        sure: false,
    }
}

struct Columns<'a>(&'a [Suggestion]);

impl Columns<'_> {
    fn column(&self, field: Field) -> Option<usize> {
        self.0.iter().position(|s| s.field == Some(field))
    }

    fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }

    /// Whether the key is a key by its own name, and not a name that stands in for one.
    fn is_key(&self, field: Field) -> bool {
        self.column(field)
            .is_some_and(|at| !self.0[at].reason.contains("no column holds a key"))
    }
}
