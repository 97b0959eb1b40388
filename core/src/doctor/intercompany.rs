//! Customers that look like the company's own entities: what is sold to them is no sale to a market.

use super::Evidence;
use crate::dataset::Dataset;
use crate::stats::lines_where;

/// Parts of the names of customers and channels that speak of the company itself, in lower case.
#[rustfmt::skip] // as a paragraph
const WORDS: [&str; 19] = [
    "intercompany", "inter-company", "inter company", "interco ", "intragroup", "intra-group", "affiliated compan",
    "internal customer", "internal use", "internal sales", "own use", "own consumption",
    "konzernintern", "verbundene unternehmen", "eigenverbrauch", "eigenbedarf",
    "intragroupe", "consommation interne", "autoconsumo",
];

/// Whether a name speaks of the company itself.
fn is_own(name: &str) -> bool {
    // A blank at the end, so that "interco" is found as a word.
    let name = format!("{} ", name.to_lowercase());
    WORDS.iter().any(|word| name.contains(word))
}

/// Used lines of customers or in channels that look like the company's own.
pub(super) fn lines(data: &Dataset) -> Vec<Evidence> {
    let customers = &data.customers;
    let own = |c: u32| is_own(&customers.ids[c as usize]) || is_own(customers.name(c));
    let own: Vec<bool> = (0..customers.len() as u32).map(own).collect();
    let channels = data.channels.as_ref().map(|channels| {
        let own: Vec<bool> = channels.texts.iter().map(|name| is_own(name)).collect();
        (channels, own)
    });
    let in_channel = |l: usize| {
        (channels.as_ref()).is_some_and(|(channels, own)| own[channels.codes[l] as usize])
    };
    let any = own.contains(&true)
        || channels
            .as_ref()
            .is_some_and(|(_, own)| own.contains(&true));
    if !any {
        return Vec::new();
    }
    let found = lines_where(data.lines(), |l| {
        data.kinds[l].is_used() && (own[data.customer[l] as usize] || in_channel(l))
    });
    found.into_iter().map(Evidence::of).collect()
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn a_name_that_speaks_of_the_company_itself() {
        for name in [
            "InterCompany 4711",
            "ACME Interco",
            "Eigenverbrauch Lager",
            "Internal use",
        ] {
            assert!(is_own(name), "{name}");
        }
        for name in [
            "Intercontinental Hotels",
            "Internal Medicine Ltd",
            "Intercool GmbH",
        ] {
            assert!(!is_own(name), "{name}");
        }
    }
}
