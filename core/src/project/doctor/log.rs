//! The log of fixes: what was done, in sentences.

use crate::doctor::Mended;
use crate::project::analysis::Analysis;
use crate::project::view::DoneFix;
use crate::project::words::count;
use crate::settings::{Check, Fix, Party, Scaled};

/// The fixes in force, in their order.
pub(in crate::project) fn log(analysis: &Analysis) -> Vec<DoneFix> {
    analysis
        .mended
        .iter()
        .map(|mended| DoneFix {
            sentence: sentence(mended),
            lines: mended.lines,
            net_sales: mended.revenue + 0.0,
            cost: mended.cost + 0.0,
        })
        .collect()
}

pub(super) fn kind_of(of: Party) -> (&'static str, &'static str) {
    match of {
        Party::Customers => ("customer", "customers"),
        Party::Items => ("item", "items"),
    }
}

fn sentence(mended: &Mended) -> String {
    let lines = count(mended.lines, "line", "lines");
    let (was, were) = if mended.lines == 1 {
        ("was", "its")
    } else {
        ("were", "their")
    };
    match &mended.fix {
        Fix::Keep { check } => format!("{}: kept as they are", check.label()),
        Fix::SetAside { check, only } => {
            let of = only
                .as_ref()
                .map_or(String::new(), |only| format!(" of {only}"));
            let why = match check {
                Check::Duplicates => "repeat another line",
                Check::JoinedLines => "repeat net sales of another line",
                Check::Outliers => "have an unusual quantity",
                Check::PriceJumps => "have a price far from the usual one",
                Check::FreeLines => "are free of charge",
                Check::Intercompany => "are sales within the company",
                Check::PartialMonths => "lie in an incomplete month",
                Check::Currencies => "are in another currency",
                Check::Units => "are counted in another unit",
                Check::UnmarkedReturns | Check::PositiveReturns => "have contradicting signs",
                _ => "were found by a check",
            };
            format!("{lines}{of} {was} set aside: they {why}")
        }
        Fix::SetAsideRows { file, rows } => {
            let rows: Vec<String> = rows.iter().take(5).map(u64::to_string).collect();
            format!(
                "{lines} {was} set aside by hand: {file}, row {}",
                rows.join(", ")
            )
        }
        Fix::TreatAsReturns => {
            format!("{lines} with negative net sales became returns, with a negative quantity")
        }
        Fix::NegateReturns => format!("{lines} of returns {was} made negative"),
        Fix::CountSalesOnce => {
            format!("{lines} lost {were} net sales, which stand on another line of the order")
        }
        Fix::MergeKeys { of, into, keys } => format!(
            "{lines} of {} “{}” {was} put under “{into}”",
            kind_of(*of).0,
            keys.join("”, “")
        ),
        Fix::MergeAlike { of } => format!(
            "{lines} {was} put under the {} whose key looks alike and sells most",
            kind_of(*of).0
        ),
        Fix::ScaleJumps { item, what, factor } => format!(
            "{} of {lines} of item “{item}” {was} multiplied with {}",
            match what {
                Scaled::Quantity => "Quantities",
                Scaled::Money => "Net sales and costs",
            },
            factor_in_words(*factor)
        ),
        Fix::CurrencyRate { currency, rate } => format!(
            "Money of {lines} in {currency} {was} multiplied with {}",
            factor_in_words(*rate)
        ),
        Fix::UnitFactor { unit, factor } => format!(
            "Quantities of {lines} in {unit} {was} multiplied with {}",
            factor_in_words(*factor)
        ),
        Fix::EstimateCost { by } => {
            format!("The cost of {lines} {was} estimated from {}", by.label())
        }
    }
}

/// "100", "1/12", "1.0825"
pub(super) fn factor_in_words(factor: f64) -> String {
    let inverse = 1.0 / factor;
    if factor < 1.0 && (inverse - inverse.round()).abs() < 1e-9 * inverse {
        format!("1/{inverse:.0}")
    } else {
        format!("{factor}")
    }
}
