//! The customers: a few distributors, fleets, garages large and small, web shops.

use super::MONTHS;
use super::items::Family;
use crate::stats::Random;

/// How a customer buys. The article's point in numbers: the same tyre costs a multiple to serve
/// when it is ordered one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    /// Plans ahead: two large orders a month with a fixed core.
    Distributor,
    /// The deepest discount, and a truck every day for little.
    DemandingDistributor,
    Fleet,
    LargeGarage,
    Garage,
    /// One tyre at a time, now.
    UrgentGarage,
    /// Sets of four.
    WebShop,
    /// Single tyres, many sent back.
    WebSingles,
}

/// What a habit means in numbers.
pub(super) struct Pattern {
    pub(super) channel: &'static str,
    pub(super) customers: usize,
    /// Orders in an ordinary month.
    pub(super) orders: f64,
    /// Lines of an order, least and most.
    pub(super) lines: (i64, i64),
    /// Units of a line, least and most.
    pub(super) units: (i64, i64),
    /// Discount off the list in permille, least and most.
    pub(super) discount: (i64, i64),
    /// Share of the lines that come back.
    pub(super) returned: f64,
    /// How much each family is asked for, in the order of `Family::ALL`.
    pub(super) families: [f64; 6],
}

impl Habit {
    pub(super) const ALL: [Habit; 8] = [
        Habit::Distributor,
        Habit::DemandingDistributor,
        Habit::Fleet,
        Habit::LargeGarage,
        Habit::Garage,
        Habit::UrgentGarage,
        Habit::WebShop,
        Habit::WebSingles,
    ];

    pub(super) fn pattern(self) -> Pattern {
        let shop = [1.0, 1.0, 1.0, 0.3, 0.02, 1.1];
        match self {
            Habit::Distributor => Pattern {
                channel: "Distributor",
                customers: 9,
                orders: 2.0,
                lines: (7, 13),
                units: (8, 28),
                discount: (330, 370),
                returned: 0.004,
                families: [1.0, 1.0, 0.8, 0.6, 0.35, 0.0],
            },
            Habit::DemandingDistributor => Pattern {
                channel: "Distributor",
                customers: 1,
                orders: 23.0,
                lines: (1, 3),
                units: (8, 36),
                discount: (475, 480),
                returned: 0.05,
                families: [1.0, 1.0, 0.8, 0.4, 0.1, 0.0],
            },
            Habit::Fleet => Pattern {
                channel: "Fleet",
                customers: 44,
                orders: 2.3,
                lines: (1, 4),
                units: (4, 14),
                discount: (210, 280),
                returned: 0.008,
                families: [0.5, 0.4, 0.5, 1.2, 0.9, 0.2],
            },
            Habit::LargeGarage => Pattern {
                channel: "Retail",
                customers: 52,
                orders: 3.2,
                lines: (1, 4),
                units: (2, 10),
                discount: (160, 220),
                returned: 0.015,
                families: shop,
            },
            Habit::Garage => Pattern {
                channel: "Retail",
                customers: 74,
                orders: 1.8,
                lines: (1, 4),
                units: (2, 6),
                discount: (120, 180),
                returned: 0.02,
                families: shop,
            },
            Habit::UrgentGarage => Pattern {
                channel: "Retail",
                customers: 23,
                orders: 8.0,
                lines: (1, 1),
                units: (1, 2),
                discount: (100, 150),
                returned: 0.04,
                families: shop,
            },
            Habit::WebShop => Pattern {
                channel: "Web",
                customers: 24,
                orders: 3.2,
                lines: (1, 2),
                units: (2, 4),
                discount: (60, 110),
                returned: 0.05,
                families: [1.0, 1.0, 1.1, 0.1, 0.0, 0.15],
            },
            Habit::WebSingles => Pattern {
                channel: "Web",
                customers: 13,
                orders: 7.5,
                lines: (1, 1),
                units: (1, 2),
                discount: (60, 110),
                returned: 0.17,
                families: [1.0, 1.0, 1.1, 0.1, 0.0, 0.15],
            },
        }
    }
}

/// One customer.
pub(super) struct Customer {
    pub(super) number: String,
    pub(super) name: String,
    pub(super) habit: Habit,
    /// Warehouse of their region.
    pub(super) warehouse: &'static str,
    /// How large they are beside the others of their habit; 1 is ordinary.
    pub(super) size: f64,
    /// Discount off the list in permille.
    pub(super) discount: i64,
    /// Months in which they order, from January 2023.
    pub(super) active: std::ops::Range<usize>,
}

/// Every customer, in the order of their numbers.
pub(super) fn customers(random: &mut Random) -> Vec<Customer> {
    let mut habits: Vec<(Habit, usize)> = Habit::ALL
        .into_iter()
        .flat_map(|habit| (0..habit.pattern().customers).map(move |n| (habit, n)))
        .collect();
    // Numbers are given as customers come, not by kind.
    random.shuffle(&mut habits);
    habits
        .into_iter()
        .enumerate()
        .map(|(position, (habit, n))| {
            let pattern = habit.pattern();
            let active = match position % 16 {
                3 => random.between(6, 26) as usize..MONTHS, // won during the period
                11 => 0..random.between(14, 32) as usize,    // lost during it
                _ => 0..MONTHS,
            };
            let steady = matches!(habit, Habit::Distributor | Habit::DemandingDistributor);
            Customer {
                number: format!("C{:04}", 1_000 + position * 7),
                name: name(habit, n),
                habit,
                warehouse: if random.chance(0.55) {
                    "Regional DC North"
                } else {
                    "Regional DC South"
                },
                // Between half and double; squared, so that the small are more.
                size: {
                    let share = random.share();
                    if habit == Habit::DemandingDistributor {
                        1.0
                    } else {
                        0.55 + 1.25 * share * share
                    }
                },
                discount: random.between(pattern.discount.0, pattern.discount.1),
                active: if steady { 0..MONTHS } else { active },
            }
        })
        .collect()
}

/// Whether the family has any part in what a habit buys, and how large.
pub(super) fn interest(habit: Habit, family: Family) -> f64 {
    habit.pattern().families[family as usize]
}

const DISTRIBUTORS: [&str; 10] = [
    "Baltic Tyre Distribution",
    "Alpenland Reifenhandel",
    "Pneus de l’Ouest Grossiste",
    "Iberpneu Mayoristas",
    "Danube Wheel Supply",
    "Hansa Reifen Logistik",
    "Lowlands Tyre Wholesale",
    "Adria Gomme Ingrosso",
    "Tatra Opony Hurt",
    "Skåne Däckgross",
];
const SURNAMES: [&str; 52] = [
    "Hollen",
    "Birk",
    "Marten",
    "Ostrow",
    "Lindqvist",
    "Varga",
    "Kessler",
    "Duval",
    "Moreau",
    "Ferrant",
    "Castellan",
    "Rivas",
    "Ortega",
    "Novak",
    "Zelenka",
    "Kowal",
    "Brandt",
    "Eickhoff",
    "Tessen",
    "Röder",
    "Bäcker",
    "Winkelmann",
    "Haugen",
    "Solberg",
    "Ekdal",
    "Nyström",
    "Aalto",
    "Virta",
    "Janssen",
    "Verhoek",
    "De Witte",
    "Claes",
    "Peeters",
    "Rossetti",
    "Bianco",
    "Marchetti",
    "Grigore",
    "Ionesco",
    "Petrov",
    "Dimov",
    "Kalnins",
    "Ozols",
    "Petraitis",
    "Kask",
    "Tamm",
    "Horvat",
    "Babic",
    "Szabo",
    "Lakatos",
    "Müllner",
    "Gruber",
    "Steiner",
];
const WEB: [&str; 37] = [
    "Wheelbarn",
    "RimCart",
    "Treadly",
    "GripDirect",
    "Felgenfuchs",
    "PneuVite",
    "NeumaClick",
    "Gummiwerk24",
    "OponyNow",
    "RollKauf",
    "TyreNest",
    "QuattroSet",
    "Bandenhoek",
    "DäckSnabb",
    "RubberLane",
    "FourCorners",
    "Profilheld",
    "SaisonRad",
    "Wheelwise",
    "Spurweite",
    "GommaFast",
    "TreadPoint",
    "RadKontor",
    "Pneumarkt",
    "KlickReifen",
    "TyreHarbour",
    "Rundlauf",
    "Kautschuk & Co",
    "RoadReady",
    "Wechselzeit",
    "Boxenstopp",
    "Abroller",
    "DriveKit",
    "SetOfFour",
    "HjulOnline",
    "RengasNet",
    "Cauciuc Direct",
];

/// A name that no other customer has.
fn name(habit: Habit, n: usize) -> String {
    let surname = |n: usize| SURNAMES[n % SURNAMES.len()];
    match habit {
        Habit::Distributor => DISTRIBUTORS[n].to_owned(), // nine of the ten
        Habit::DemandingDistributor => DISTRIBUTORS[9].to_owned(),
        Habit::Fleet => {
            let kind = ["Logistics", "Haulage", "Parcel Services", "Bus Lines"][n % 4];
            format!("{} {kind}", surname(n))
        }
        Habit::LargeGarage => format!("{} Tyre Centre", surname(n)),
        Habit::Garage if n < SURNAMES.len() => format!("{} Garage", surname(n)),
        Habit::Garage => format!("{} & Sons, Car Service", surname(n * 3)),
        Habit::UrgentGarage => format!("{} Quick Fit", surname(n * 2 + 1)),
        Habit::WebShop => WEB[n].to_owned(),
        Habit::WebSingles => WEB[24 + n].to_owned(),
    }
}
