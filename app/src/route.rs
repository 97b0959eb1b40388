//! Where the page is: the hash of its address. `#/profit?cluster=D&cell=AX` names a screen and the
//! filter on it, so that both can be bookmarked, sent and gone back to, on any host and under any
//! path.

use std::fmt;
use tenfold_core::project::view::{ClassKind, Filter, FilterTerm};
use tenfold_core::segment::{Cluster, Quadrant};

/// The screens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    #[default]
    Start,
    Data,
    Profit,
    Customers(CustomerView),
    Customer(String),
    Items,
    Pairs,
    Actions,
    Costs,
    HandOver,
    Demand,
    Doctor,
    /// No screen of ours: the address as it came, without its `#`.
    Nowhere(String),
}

/// What the Customers page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CustomerView {
    /// Who earns and who loses.
    #[default]
    List,
    /// Margin before cost to serve against cost to serve.
    Map,
    /// Order sizes.
    Orders,
    /// How they order.
    Behaviour,
}

impl CustomerView {
    pub const ALL: [CustomerView; 4] = [
        CustomerView::List,
        CustomerView::Map,
        CustomerView::Orders,
        CustomerView::Behaviour,
    ];

    /// The name in addresses; the list has none.
    pub fn name(self) -> &'static str {
        match self {
            CustomerView::List => "",
            CustomerView::Map => "map",
            CustomerView::Orders => "orders",
            CustomerView::Behaviour => "behaviour",
        }
    }
}

/// A screen and the filter on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    pub route: Route,
    pub filter: Filter,
}

impl Route {
    /// True for the screens that have nothing to show before data is loaded.
    pub fn needs_data(&self) -> bool {
        !matches!(self, Route::Start | Route::Data | Route::Nowhere(_))
    }

    fn parse(path: &str) -> Option<Route> {
        let path = path.trim_matches('/');
        Some(match path.split_once('/') {
            None => match path {
                "" => Route::Start,
                "data" => Route::Data,
                "profit" => Route::Profit,
                "customers" => Route::Customers(CustomerView::List),
                "items" => Route::Items,
                "pairs" => Route::Pairs,
                "actions" => Route::Actions,
                "costs" => Route::Costs,
                "hand-over" => Route::HandOver,
                "demand" => Route::Demand,
                "doctor" => Route::Doctor,
                _ => return None,
            },
            Some(("customers", view)) if !view.is_empty() => {
                let mut views = CustomerView::ALL.into_iter();
                Route::Customers(views.find(|v| v.name() == view)?)
            }
            Some(("customer", id)) if !id.is_empty() => Route::Customer(decode(id)),
            Some(_) => return None,
        })
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Route::Start => f.write_str("#/"),
            Route::Data => f.write_str("#/data"),
            Route::Profit => f.write_str("#/profit"),
            Route::Customers(CustomerView::List) => f.write_str("#/customers"),
            Route::Customers(view) => write!(f, "#/customers/{}", view.name()),
            Route::Customer(id) => write!(f, "#/customer/{}", encode(id)),
            Route::Items => f.write_str("#/items"),
            Route::Pairs => f.write_str("#/pairs"),
            Route::Actions => f.write_str("#/actions"),
            Route::Costs => f.write_str("#/costs"),
            Route::HandOver => f.write_str("#/hand-over"),
            Route::Demand => f.write_str("#/demand"),
            Route::Doctor => f.write_str("#/doctor"),
            Route::Nowhere(address) => write!(f, "#{address}"),
        }
    }
}

impl Location {
    /// Reads a hash. What is not ours is kept as it came, to be told; a filter term that says
    /// nothing is dropped.
    pub fn parse(hash: &str) -> Location {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let route = Route::parse(path).unwrap_or_else(|| Route::Nowhere(path.to_owned()));
        let terms = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .filter_map(|(key, value)| term(key, decode(value)))
            .collect();
        Location {
            route,
            filter: Filter { terms },
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.route.fmt(f)?;
        for (i, term) in self.filter.terms.iter().enumerate() {
            let (key, value) = key_and_value(term);
            write!(
                f,
                "{}{key}={}",
                if i == 0 { '?' } else { '&' },
                encode(value)
            )?;
        }
        Ok(())
    }
}

fn term(key: &str, value: String) -> Option<FilterTerm> {
    Some(match key {
        "cluster" => {
            let cluster = Cluster::ALL.into_iter().find(|c| c.letter() == value)?;
            FilterTerm::Cluster { cluster }
        }
        "customer" => FilterTerm::Customer { id: value },
        "item" => FilterTerm::Item { id: value },
        "cell" => FilterTerm::Cell { cell: value },
        "channel" => FilterTerm::Channel { name: value },
        "warehouse" => FilterTerm::Warehouse { name: value },
        "quadrant" => {
            let quadrant = Quadrant::ALL.into_iter().find(|q| q.name() == value)?;
            FilterTerm::Quadrant { quadrant }
        }
        key => {
            let kind = ClassKind::ALL.into_iter().find(|k| k.name() == key)?;
            FilterTerm::Class { kind, class: value }
        }
    })
}

fn key_and_value(term: &FilterTerm) -> (&'static str, &str) {
    match term {
        FilterTerm::Cluster { cluster } => ("cluster", cluster.letter()),
        FilterTerm::Customer { id } => ("customer", id),
        FilterTerm::Item { id } => ("item", id),
        FilterTerm::Cell { cell } => ("cell", cell),
        FilterTerm::Channel { name } => ("channel", name),
        FilterTerm::Warehouse { name } => ("warehouse", name),
        FilterTerm::Class { kind, class } => (kind.name(), class),
        FilterTerm::Quadrant { quadrant } => ("quadrant", quadrant.name()),
    }
}

/// Percent-encodes everything but the characters that mean nothing in an address.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for half in [byte >> 4, byte & 15] {
                encoded.push(char::from(b"0123456789ABCDEF"[usize::from(half)]));
            }
        }
    }
    encoded
}

/// Undoes `encode`; a percent sign that starts nothing stands for itself.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let byte = (bytes[i] == b'%')
            .then(|| {
                text.get(i + 1..i + 3)
                    .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            })
            .flatten();
        decoded.push(byte.unwrap_or(bytes[i]));
        i += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_location_survives_its_address() {
        let terms = [
            FilterTerm::Cluster {
                cluster: Cluster::D,
            },
            FilterTerm::Cell {
                cell: "AX".to_owned(),
            },
            FilterTerm::Customer {
                id: "Müller & Söhne #1/2?=%".to_owned(),
            },
            FilterTerm::Item {
                id: "00 17".to_owned(),
            },
            FilterTerm::Channel {
                name: "web".to_owned(),
            },
            FilterTerm::Warehouse {
                name: "Łódź".to_owned(),
            },
            FilterTerm::Class {
                kind: ClassKind::Status,
                class: "insufficient history".to_owned(),
            },
            FilterTerm::Quadrant {
                quadrant: Quadrant::CarriageTrade,
            },
        ];
        for route in [
            Route::Start,
            Route::Data,
            Route::Profit,
            Route::Customers(CustomerView::List),
            Route::Customers(CustomerView::Behaviour),
            Route::Demand,
            Route::Customer("10/A?b&c=d e".to_owned()),
            Route::Items,
            Route::Pairs,
            Route::Actions,
            Route::Costs,
            Route::HandOver,
            Route::Doctor,
        ] {
            for n in 0..=terms.len() {
                let filter = Filter {
                    terms: terms[..n].to_vec(),
                };
                let location = Location {
                    route: route.clone(),
                    filter,
                };
                assert_eq!(Location::parse(&location.to_string()), location);
            }
        }
    }

    #[test]
    fn what_is_not_ours_keeps_its_address() {
        for hash in ["", "#", "#/"] {
            assert_eq!(Location::parse(hash), Location::default(), "{hash}");
        }
        for hash in [
            "#/nowhere",
            "#/customer/",
            "#/data/more",
            "#/customers/nowhere",
            "#plain",
        ] {
            let location = Location::parse(hash);
            assert_eq!(location.route, Route::Nowhere(hash[1..].to_owned()));
            assert_eq!(location.to_string(), hash);
        }
        assert_eq!(
            Location::parse("#/customers/").route,
            Route::Customers(CustomerView::List)
        );
        let location = Location::parse("#/profit?cluster=Z&colour=red&cell=AX&&=");
        assert_eq!(location.to_string(), "#/profit?cell=AX");
        assert_eq!(
            Location::parse("#/customer/50%").route,
            Route::Customer("50%".to_owned())
        );
    }
}
