//! Items with value, variability and what they earn.

use super::{Table, column, number, profit_columns, profit_value, text};
use crate::cube::Cube;
use crate::profit::Profit;
use crate::project::analysis::Analysis;
use crate::project::view::{ColumnKind, Filter, Subject, TableColumn, TableValue};
use crate::settings::{AbcMethod, Criterion, DemandSettings, Grouping, XyzMeasure};
use crate::stats::order;

pub(super) struct Items<'a> {
    analysis: &'a Analysis,
    cube: &'a Cube,
    rows: &'a [(u32, Profit)],
    added: Vec<Added>,
}

/// Columns that the settings in force add. They stand at the end, so that the others keep their
/// places.
enum Added {
    Second,
    Value,
    Variation,
}

/// Whether the value class goes by the net sales of all items, as it does by default.
fn by_sales(settings: &DemandSettings) -> bool {
    settings.abc_method == AbcMethod::Single
        && settings.abc_criterion == Criterion::NetSales
        && settings.grouping == Grouping::Whole
}

/// Items with lines under the filter, largest net sales first.
pub(super) fn rows(analysis: &Analysis, filter: &Filter) -> Vec<(u32, Profit)> {
    let cube = analysis.cube(filter);
    let mut rows: Vec<(u32, Profit)> = cube
        .active_items()
        .map(|i| (i, analysis.item_profit(cube, i)))
        .collect();
    let ids = &analysis.data.items.ids;
    order::sort_by(&mut rows, |a, b| {
        b.1.revenue
            .total_cmp(&a.1.revenue)
            .then_with(|| ids[a.0 as usize].cmp(&ids[b.0 as usize]))
    });
    rows
}

impl<'a> Items<'a> {
    pub(super) fn new(analysis: &'a Analysis, filter: &Filter, rows: &'a [(u32, Profit)]) -> Self {
        let settings = &analysis.settings().demand;
        let mut added = Vec::new();
        if !analysis.classes.abc_second.is_empty() {
            added.push(Added::Second);
        }
        if !by_sales(settings) {
            added.push(Added::Value);
        }
        if settings.xyz_measure != XyzMeasure::Raw {
            added.push(Added::Variation);
        }
        Items {
            analysis,
            cube: analysis.cube(filter),
            rows,
            added,
        }
    }
}

impl Table for Items<'_> {
    fn title(&self) -> String {
        "Items".to_owned()
    }

    fn columns(&self) -> Vec<TableColumn> {
        use ColumnKind::{Class, Count, Quantity, Ratio, Share, Text};
        let settings = &self.analysis.settings().demand;
        let (value_class, share_before) = if by_sales(settings) {
            (
                "Value class by cumulative share of net sales",
                "Share of net sales of all items that rank higher",
            )
        } else {
            (
                "Value class by the criterion and grouping of the settings",
                "Share of the value of all items of the group that rank higher",
            )
        };
        let periodic = settings.xyz_periods.adjective();
        let variability_class = match settings.xyz_measure {
            XyzMeasure::Raw => "the coefficient of variation",
            _ => "the measure of variation of the settings,",
        };
        let variability_class =
            format!("Variability class by {variability_class} of {periodic} demand");
        let mut columns = vec![
            column("abc", "ABC", Class, value_class),
            column("xyz", "XYZ", Class, &variability_class),
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
                &format!(
                    "Coefficient of variation of {periodic} demand, periods without demand included"
                ),
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
                "fmr",
                "FMR",
                Class,
                "Frequency class by order lines: fast, medium, rare",
            ),
            column(
                "status",
                "Status",
                Text,
                "Active, new, phase-out, insufficient history, returns only or no demand",
            ),
            column("share_before", "Share before", Share, share_before),
            column(
                "family",
                "Family",
                Text,
                "The group of items the item belongs to",
            ),
            column("id", "Key", Text, "The item's key in the file"),
        ]);
        columns.extend(self.added.iter().map(|added| match added {
            Added::Second => column(
                "abc_second",
                "Second ABC",
                Class,
                "Value class by the second criterion",
            ),
            Added::Value => column(
                "value",
                "Value",
                Ratio,
                "What the value class goes by: the criterion, or the score",
            ),
            Added::Variation => column(
                "variation",
                "Variation",
                Ratio,
                "What the variability class goes by",
            ),
        }));
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
        let classes = &self.analysis.classes;
        let shape = &classes.shapes[i];
        let optional = |value: Option<f64>| value.map_or(TableValue::Missing(()), number);
        match column {
            0 => text(classes.abc[i].letter()),
            1 => text(shape.xyz.letter()),
            2 => text(self.analysis.data.items.name(*item)),
            3..=9 => profit_value(profit, &self.analysis.model, column - 3),
            10 => number(activity.units),
            11 => number(activity.lines()),
            12 => optional(shape.cv),
            13 => optional(shape.interval),
            14 => optional(shape.cv2),
            15 => text(shape.class.label()),
            16 => text(classes.fmr[i].letter()),
            17 => text(classes.status[i].label()),
            18 => number(classes.share_before[i]),
            19 => match self.analysis.data.items.families.get(i) {
                Some(family) => text(family.clone()),
                None => TableValue::Missing(()),
            },
            20 => text(self.id(row)),
            _ => match self.added[column - 21] {
                Added::Second => text(classes.abc_second[i].letter()),
                Added::Value => number(classes.value[i]),
                Added::Variation => optional(shape.variation),
            },
        }
    }

    fn subject(&self, row: usize) -> Option<Subject> {
        Some(Subject::Item { id: self.id(row) })
    }
}
