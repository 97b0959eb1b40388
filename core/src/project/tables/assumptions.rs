//! What the results rest on: data, cost model and conventions, in a table for the reader of a
//! workbook who was not there when it was made.

use super::small::SmallTable;
use super::{column, text};
use crate::explain::figure;
use crate::project::analysis::Analysis;
use crate::project::overview;
use crate::project::view::{ColumnKind, Provenance, TableValue};
use crate::project::words::{amount, count, percent};
use crate::read::date;
use crate::settings::{AbcBoundary, AbcMethod, DemandSettings, FmrRule, XyzSplit};

pub(super) fn assumptions(analysis: &Analysis) -> SmallTable {
    use ColumnKind::Text;
    let mut rows = Vec::new();
    let mut say = |topic: &str, what: &str, value: String, source: &str| {
        let cells: Vec<TableValue> = vec![text(topic), text(what), text(value), text(source)];
        rows.push((cells, None));
    };
    let (data, quality) = (&analysis.data, &analysis.quality);
    say("Data", "File", data.name.clone(), "");
    if data.months > 0 {
        let days = format!(
            "{} to {}",
            date::iso(data.first_day),
            date::iso(data.last_day)
        );
        say("Data", "Period", days, "from the file");
    }
    say(
        "Data",
        "Rows used",
        count(quality.used, "row", "rows"),
        "from the file",
    );
    for aside in &quality.set_aside {
        say(
            "Data",
            &format!("Set aside: {}", aside.reason),
            format!(
                "{}, {} of net sales",
                count(aside.rows, "row", "rows"),
                amount(aside.money)
            ),
            "from the file",
        );
    }
    for fix in crate::project::doctor::log(analysis) {
        say("Data", "Fix", fix.sentence, "by you");
    }
    let goods = match analysis.model.cost_rate {
        Some(rate) => format!("{} of net sales", percent(rate)),
        None => quality.cost_source.clone(),
    };
    say(
        "Cost of goods",
        "Taken from",
        goods,
        source(overview::cost_provenance(analysis)),
    );

    let settings = analysis.settings();
    let model = settings.cost.model.label();
    say("Cost to serve", "Model", model.to_owned(), "chosen");
    for pool in overview::pools_without_cents(analysis) {
        say(
            "Cost to serve",
            &pool.name,
            format!(
                "{} by {}; {} of it avoidable within a year",
                amount(pool.amount),
                pool.goes_by,
                percent(pool.avoidable_share)
            ),
            source(pool.provenance),
        );
    }

    let demand = &settings.demand;
    let mut convention = |what: &str, value: String| say("Conventions", what, value, "setting");
    for (what, value) in conventions(demand) {
        convention(what, value);
    }
    convention(
        "Clusters",
        format!(
            "A carries {} of all gains, D as much of all losses",
            percent(settings.segment.cluster_share)
        ),
    );
    SmallTable {
        title: "Assumptions",
        columns: vec![
            column("topic", "Topic", Text, "What it is about"),
            column("what", "What", Text, "The assumption"),
            column("value", "Value", Text, "What holds in this analysis"),
            column(
                "source",
                "Source",
                Text,
                "From the file, given, estimated or assumed",
            ),
        ],
        rows,
        additive: &[],
    }
}

/// The conventions of the item classes in words; those that stand in for others only where they do.
fn conventions(demand: &DemandSettings) -> Vec<(&'static str, String)> {
    let mut said = Vec::new();
    let mut say = |what, value: String| said.push((what, value));
    let value = match demand.abc_method {
        AbcMethod::Single => demand.abc_criterion.label().to_owned(),
        AbcMethod::WeightedScore | AbcMethod::Ng => {
            let criteria: Vec<String> = demand
                .abc_criteria
                .iter()
                .map(|c| match demand.abc_method {
                    AbcMethod::Ng => c.criterion.label().to_owned(),
                    _ => format!("{} × {}", c.weight, c.criterion.label()),
                })
                .collect();
            format!("{}: {}", demand.abc_method.label(), criteria.join(", "))
        }
    };
    let of = match demand.abc_method {
        AbcMethod::Single => demand.abc_criterion.label(),
        _ => "the score",
    };
    say("ABC by", value);
    if let Some(second) = demand.abc_second {
        say("Second ABC by", second.label().to_owned());
    }
    let limits = match demand.abc_boundary {
        AbcBoundary::ItemNumber => {
            let [a, b] = demand.abc_counts;
            format!("A up to {a}, B up to {b} items")
        }
        AbcBoundary::Value => {
            let [a, b] = demand.abc_values.map(amount);
            format!("A from {a}, B from {b} of {of}")
        }
        AbcBoundary::ItemCount => {
            let [a, b] = demand.abc_limits.map(percent);
            format!("A up to {a}, B up to {b} of the items")
        }
        _ => {
            let [a, b] = demand.abc_limits.map(percent);
            let tail = demand
                .abc_tail
                .map(|c| format!(", C up to {}", percent(c)))
                .unwrap_or_default();
            format!("A up to {a}, B up to {b}{tail} of {of}")
        }
    };
    say("ABC limits", limits);
    say("ABC at a limit", demand.abc_boundary.label().to_owned());
    say("Equal items", demand.abc_ties.label().to_owned());
    say(
        "Items without positive value",
        demand.abc_not_positive.label().to_owned(),
    );
    say("Ranked", demand.grouping.label().to_owned());
    let frequency = match demand.fmr_rule {
        FmrRule::CumulativeShare => {
            let [f, m] = demand.fmr_limits.map(percent);
            format!("F up to {f}, M up to {m} of order lines")
        }
        FmrRule::LinesAMonth => {
            let [f, m] = demand.fmr_rates.map(figure);
            format!("F from {f}, M from {m} order lines a month")
        }
    };
    say("FMR", frequency);
    say("XYZ by", demand.xyz_measure.label().to_owned());
    say("XYZ over", demand.xyz_periods.label().to_owned());
    let limits = match demand.xyz_split {
        XyzSplit::Limits => {
            let [x, y] = demand.xyz_limits;
            format!("X up to {x}, Y up to {y} of the variation")
        }
        XyzSplit::ItemShares => {
            let [x, y] = demand.xyz_shares.map(percent);
            format!("the steadiest {x} of the items are X, up to {y} Y")
        }
    };
    say("XYZ limits", limits);
    say("At an XYZ limit", demand.xyz_at_limit.label().to_owned());
    say("Deviation", demand.deviation.label().to_owned());
    if let Some(deviation) = demand.cv2_deviation {
        say("Deviation of CV²", deviation.label().to_owned());
    }
    say("Demand interval", demand.interval_rule.label().to_owned());
    say(
        "Demand classes",
        format!(
            "intermittent from an interval of {}, erratic from a squared variation of {}",
            demand.interval_limit, demand.cv2_limit
        ),
    );
    say(
        "At a limit of the demand classes",
        demand.class_at_limit.label().to_owned(),
    );
    say("Months start with", demand.series_start.label().to_owned());
    say(
        "Incomplete months",
        demand.incomplete_months.label().to_owned(),
    );
    say("Returns", demand.returns.label().to_owned());
    say(
        "Status",
        format!(
            "history from {} months and {} with demand; new for {} months; phase-out after {} without a sale",
            demand.min_months, demand.min_active_months, demand.new_months, demand.dead_months
        ),
    );
    said
}

fn source(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Measured => "given",
        Provenance::Estimated => "estimated",
        Provenance::Assumed => "assumed",
    }
}
