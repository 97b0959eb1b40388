//! What the results rest on: data, cost model and conventions, in a table for the reader of a
//! workbook who was not there when it was made.

use super::small::SmallTable;
use super::{column, text};
use crate::project::analysis::Analysis;
use crate::project::overview;
use crate::project::view::{ColumnKind, Provenance, TableValue};
use crate::project::words::{amount, count, percent};
use crate::read::date;
use crate::settings::CostModel;

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
    let model = match settings.cost.model {
        CostModel::Simple => "three pools from order lines",
        CostModel::Drivers => "pools and drivers",
    };
    say("Cost to serve", "Model", model.to_owned(), "chosen");
    for pool in overview::pools_without_cents(analysis) {
        say(
            "Cost to serve",
            &pool.name,
            format!(
                "{} by {}; {} of it avoidable within a year",
                amount(pool.amount),
                pool.driver.label(),
                percent(pool.avoidable_share)
            ),
            source(pool.provenance),
        );
    }

    let demand = &settings.demand;
    let mut convention = |what: &str, value: String| say("Conventions", what, value, "setting");
    let [a, b] = demand.abc_limits.map(percent);
    convention(
        "ABC limits",
        format!("A up to {a}, B up to {b} of net sales"),
    );
    convention("ABC at a limit", demand.abc_boundary.label().to_owned());
    let [x, y] = demand.xyz_limits;
    convention(
        "XYZ limits",
        format!("X up to {x}, Y up to {y} (coefficient of variation, months)"),
    );
    convention("Deviation", demand.deviation.label().to_owned());
    convention(
        "Demand classes",
        format!(
            "intermittent from an interval of {}, erratic from a squared variation of {}",
            demand.interval_limit, demand.cv2_limit
        ),
    );
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

fn source(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Measured => "given",
        Provenance::Estimated => "estimated",
        Provenance::Assumed => "assumed",
    }
}
