//! Items with value, variability and what they earn.

use super::{Table, column, number, profit_columns, profit_value, text};
use crate::cube::Cube;
use crate::profit::Profit;
use crate::project::analysis::Analysis;
use crate::project::view::{ColumnKind, Filter, Subject, TableColumn, TableValue};

pub(super) struct Items<'a> {
    analysis: &'a Analysis,
    cube: &'a Cube,
    /// Items with lines under the filter, largest net sales first.
    rows: Vec<(u32, Profit)>,
}

impl<'a> Items<'a> {
    pub(super) fn new(analysis: &'a Analysis, filter: &Filter) -> Self {
        let cube = analysis.cube(filter);
        let mut rows: Vec<(u32, Profit)> = cube
            .active_items()
            .map(|i| (i, analysis.item_profit(cube, i)))
            .collect();
        let ids = &analysis.data.items.ids;
        rows.sort_by(|a, b| {
            b.1.revenue
                .total_cmp(&a.1.revenue)
                .then_with(|| ids[a.0 as usize].cmp(&ids[b.0 as usize]))
        });
        Items {
            analysis,
            cube,
            rows,
        }
    }
}

impl Table for Items<'_> {
    fn title(&self) -> String {
        "Items".to_owned()
    }

    fn columns(&self) -> Vec<TableColumn> {
        use ColumnKind::{Class, Count, Quantity, Ratio, Share, Text};
        let mut columns = vec![
            column(
                "abc",
                "ABC",
                Class,
                "Value class by cumulative share of net sales",
            ),
            column(
                "xyz",
                "XYZ",
                Class,
                "Variability class by the coefficient of variation of monthly demand",
            ),
            column(
                "name",
                "Item",
                Text,
                "The item's name, or the key where there is none",
            ),
        ];
        columns.extend(profit_columns());
        columns.extend([
            column(
                "units",
                "Units",
                Quantity,
                "Units sold, returns not counted",
            ),
            column("lines", "Lines", Count, "Order lines, returns included"),
            column(
                "cv",
                "CV",
                Ratio,
                "Coefficient of variation of monthly demand, months without demand included",
            ),
            column(
                "adi",
                "ADI",
                Ratio,
                "Average demand interval: months for each month with demand",
            ),
            column(
                "cv2",
                "CV²",
                Ratio,
                "Squared coefficient of variation of the months with demand",
            ),
            column(
                "sbc",
                "Demand",
                Text,
                "Smooth, erratic, intermittent or lumpy (Syntetos & Boylan 2005)",
            ),
            column(
                "share_before",
                "Share before",
                Share,
                "Share of net sales of all items that rank higher",
            ),
            column(
                "family",
                "Family",
                Text,
                "The group of items the item belongs to",
            ),
            column("id", "Key", Text, "The item's key in the file"),
        ]);
        columns
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn id(&self, row: usize) -> String {
        self.analysis.data.items.ids[self.rows[row].0 as usize].clone()
    }

    fn value(&self, row: usize, column: usize) -> TableValue {
        let (item, profit) = &self.rows[row];
        let i = *item as usize;
        let activity = &self.cube.items[i];
        let shape = &self.analysis.classes.shapes[i];
        let optional = |value: Option<f64>| value.map_or(TableValue::Missing(()), number);
        match column {
            0 => text(self.analysis.classes.abc[i].letter()),
            1 => text(shape.xyz.letter()),
            2 => text(self.analysis.data.items.name(*item)),
            3..=9 => profit_value(profit, self.analysis.model.has_cost, column - 3),
            10 => number(activity.units),
            11 => number(activity.lines()),
            12 => optional(shape.cv),
            13 => optional(shape.interval),
            14 => optional(shape.cv2),
            15 => text(shape.class.label()),
            16 => number(self.analysis.classes.share_before[i]),
            17 => match self.analysis.data.items.families.get(i) {
                Some(family) => text(family.clone()),
                None => TableValue::Missing(()),
            },
            _ => text(self.id(row)),
        }
    }

    fn subject(&self, row: usize) -> Option<Subject> {
        Some(Subject::Item { id: self.id(row) })
    }
}
