//! The range: car, van and truck tyres in real sizes, and accessories.

use crate::stats::Random;

/// Product family; decides season, price, weight and who buys it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Winter,
    Summer,
    AllSeason,
    Van,
    Truck,
    Accessories,
}

impl Family {
    pub(super) const ALL: [Family; 6] = [
        Family::Winter,
        Family::Summer,
        Family::AllSeason,
        Family::Van,
        Family::Truck,
        Family::Accessories,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Family::Winter => "Winter car tyres",
            Family::Summer => "Summer car tyres",
            Family::AllSeason => "All-season car tyres",
            Family::Van => "Van tyres",
            Family::Truck => "Truck tyres",
            Family::Accessories => "Accessories",
        }
    }

    fn items(self) -> usize {
        match self {
            Family::Winter => 150,
            Family::Summer => 160,
            Family::AllSeason => 110,
            Family::Van | Family::Truck => 70,
            Family::Accessories => 40,
        }
    }

    /// Demand by calendar month; the mean is 1.
    pub(super) fn season(self) -> [f64; 12] {
        match self {
            Family::Winter => [
                0.5, 0.3, 0.15, 0.1, 0.05, 0.05, 0.15, 0.5, 2.2, 3.6, 3.0, 1.4,
            ],
            Family::Summer => [0.35, 0.6, 1.8, 2.3, 1.7, 1.1, 0.9, 0.8, 0.7, 0.65, 0.6, 0.5],
            Family::AllSeason => [
                0.9, 0.9, 1.05, 1.1, 1.0, 0.95, 0.9, 0.9, 1.05, 1.15, 1.1, 1.0,
            ],
            Family::Van => [0.9, 0.9, 1.1, 1.1, 1.0, 0.9, 0.9, 0.9, 1.1, 1.2, 1.1, 0.9],
            Family::Truck | Family::Accessories => [1.0; 12],
        }
    }
}

/// One item of the range.
pub(super) struct Item {
    pub(super) number: String,
    pub(super) name: String,
    pub(super) family: Family,
    /// List price of 2023 in cents.
    pub(super) list: i64,
    /// Unit cost of 2023 in cents.
    pub(super) cost: i64,
    pub(super) grams: i64,
    /// How often it is asked for, beside the others of its family.
    pub(super) popularity: f64,
    /// Months in which it can be ordered at all, from January 2023; launches, phase-outs and the
    /// rarely made.
    pub(super) offered: [bool; super::MONTHS],
    /// Months with a standard cost; a launch sells before the controllers have set one.
    pub(super) costed_from: usize,
}

/// Width, height in percent of it, rim in inches: sizes that are on the road in Europe.
const CAR_SIZES: [(i64, i64, i64); 46] = [
    (155, 65, 14),
    (165, 65, 14),
    (165, 70, 14),
    (175, 65, 14),
    (175, 65, 15),
    (175, 70, 14),
    (185, 55, 15),
    (185, 60, 14),
    (185, 60, 15),
    (185, 65, 15),
    (195, 45, 16),
    (195, 50, 15),
    (195, 55, 15),
    (195, 55, 16),
    (195, 60, 15),
    (195, 65, 15),
    (205, 45, 17),
    (205, 50, 17),
    (205, 55, 16),
    (205, 55, 17),
    (205, 60, 16),
    (205, 65, 15),
    (215, 45, 17),
    (215, 50, 17),
    (215, 55, 16),
    (215, 55, 17),
    (215, 60, 16),
    (215, 60, 17),
    (215, 65, 16),
    (225, 40, 18),
    (225, 45, 17),
    (225, 45, 18),
    (225, 50, 17),
    (225, 55, 17),
    (225, 60, 17),
    (225, 65, 17),
    (235, 35, 19),
    (235, 45, 18),
    (235, 55, 18),
    (235, 60, 18),
    (235, 65, 17),
    (245, 40, 18),
    (245, 45, 18),
    (255, 35, 19),
    (255, 40, 19),
    (255, 55, 19),
];
const VAN_SIZES: [(i64, i64, i64); 14] = [
    (175, 65, 14),
    (185, 75, 16),
    (195, 65, 16),
    (195, 70, 15),
    (195, 75, 16),
    (205, 65, 16),
    (205, 70, 15),
    (205, 75, 16),
    (215, 60, 17),
    (215, 65, 16),
    (215, 70, 15),
    (215, 75, 16),
    (225, 70, 15),
    (235, 65, 16),
];
const TRUCK_SIZES: [(i64, i64, i64); 14] = [
    (205, 75, 17),
    (215, 75, 17),
    (225, 75, 17),
    (235, 75, 17),
    (245, 70, 19),
    (265, 70, 19),
    (275, 70, 22),
    (285, 70, 19),
    (295, 60, 22),
    (295, 80, 22),
    (315, 60, 22),
    (315, 70, 22),
    (315, 80, 22),
    (385, 65, 22),
];
const ACCESSORIES: [(&str, i64, i64); 10] = [
    ("Inner tube", 1_450, 900),
    ("Rubber valve TR413, bag of 10", 690, 120),
    ("Rubber valve TR414, bag of 10", 720, 130),
    ("Balancing weights 5 g, box", 1_190, 600),
    ("Balancing weights 10 g, box", 1_290, 1_100),
    ("Repair plugs, set", 890, 250),
    ("Pressure sensor", 3_900, 60),
    ("Wheel bolt set", 2_450, 1_300),
    ("Tyre bags, set of 4", 990, 400),
    ("Mounting paste, bucket", 1_150, 5_200),
];

/// Every item, in the order of their numbers.
pub(super) fn range(random: &mut Random) -> Vec<Item> {
    let mut items = Vec::new();
    for family in Family::ALL {
        let mut ranks: Vec<usize> = (0..family.items()).collect();
        random.shuffle(&mut ranks);
        for (position, rank) in ranks.into_iter().enumerate() {
            items.push(item(family, position, rank, random));
        }
    }
    items
}

fn item(family: Family, position: usize, rank: usize, random: &mut Random) -> Item {
    let (name, list, grams) = match family {
        Family::Winter => car(position, ["Aurora", "Polaris", "Frost"], 1_090, random),
        Family::Summer => car(position, ["Solstice", "Meridian", "Breeze"], 1_000, random),
        Family::AllSeason => car(position, ["Equinox", "Compass", "Horizon"], 1_060, random),
        Family::Van => {
            let size = VAN_SIZES[position % VAN_SIZES.len()];
            let line = [
                "Carrier",
                "Carrier Winter",
                "Courier",
                "Courier Winter",
                "Carrier All-Season",
            ][position / VAN_SIZES.len() % 5];
            let list = 3_000 + (size.0 - 150) * 62 + size.2 * 110;
            let name = format!("Northern {line} {}/{} R{}C", size.0, size.1, size.2);
            (name, list, 9_000 + (size.0 - 165) * 75 + size.2 * 180)
        }
        Family::Truck => {
            let size = TRUCK_SIZES[position % TRUCK_SIZES.len()];
            let line = ["Longway S", "Longway D", "Sitework", "Trailer", "Regional"]
                [position / TRUCK_SIZES.len() % 5];
            let list = 12_000 + (size.0 - 200) * 130 + (size.2 - 17) * 1_500;
            let name = format!("Northern {line} {}/{} R{}.5", size.0, size.1, size.2);
            (
                name,
                list,
                24_000 + (size.0 - 205) * 230 + (size.2 - 17) * 1_100,
            )
        }
        Family::Accessories => {
            let (name, list, grams) = ACCESSORIES[position % ACCESSORIES.len()];
            let grade = ["", " Pro", " XL", " Eco"][position / ACCESSORIES.len() % 4];
            (
                format!("{name}{grade}"),
                list * (100 + 7 * (position as i64 / 10)) / 100,
                grams,
            )
        }
    };
    let list = list * random.between(960, 1_040) / 1_000;
    // Dear tyres earn more of their price than cheap ones; the cost is 40 to 54 % of the list.
    let permille = match family {
        Family::Accessories => random.between(360, 460),
        Family::Truck => random.between(480, 540),
        _ if list > 14_000 => random.between(400, 480),
        _ => random.between(440, 520),
    };
    let size = family.items();
    let tail = family != Family::Accessories && rank * 5 > size * 4;
    let (offered, first) = offered(rank, size, tail, random);
    // A steep head and a long tail: the tenth sells about a third of the first.
    let popularity = 1.0 / (rank as f64 + 4.0) * if tail { 0.6 } else { 1.0 };
    Item {
        number: format!("NT{}{:03}", 1 + family as usize, position + 1),
        name,
        family,
        list,
        cost: list * permille / 1_000,
        grams,
        popularity,
        offered,
        // One launch in six is sold for a month before its cost is set.
        costed_from: if first > 0 && rank % 6 == 1 {
            first + 1
        } else {
            0
        },
    }
}

/// Name, list price in cents and weight in grams of a car tyre.
fn car(
    position: usize,
    lines: [&str; 3],
    permille: i64,
    random: &mut Random,
) -> (String, i64, i64) {
    let (width, height, rim) = CAR_SIZES[position % CAR_SIZES.len()];
    let tier = position / CAR_SIZES.len();
    let line = lines[tier % 3];
    let variant = if tier >= 3 { " RunOn" } else { "" };
    // Load index and speed rating grow with the size as they do in catalogues.
    let load = 71 + (width - 145) / 4 + (height - 35) / 8 + (rim - 13);
    let speed = match rim {
        ..=14 => "T",
        15 => "H",
        16 => "V",
        17 => "W",
        _ => "Y",
    };
    let tiers = [1_180, 1_000, 820][tier % 3];
    let list = (2_400 + (width - 145) * 48 + (rim - 13) * 1_150 + random.between(0, 300)) * tiers
        / 1_000
        * permille
        / 1_000;
    let grams = 5_600 + (width - 145) * 42 + (rim - 13) * 420 + height * 12;
    (
        format!("Northern {line}{variant} {width}/{height} R{rim} {load}{speed}"),
        list,
        grams,
    )
}

/// The months in which an item can be had, and the first of them.
fn offered(
    rank: usize,
    size: usize,
    tail: bool,
    random: &mut Random,
) -> ([bool; super::MONTHS], usize) {
    let mut offered = [true; super::MONTHS];
    let mut first = 0;
    if rank % 12 == 7 {
        // Launched in 2024 or 2025.
        first = random.between(12, 30) as usize;
        offered[..first].fill(false);
    } else if rank % 12 == 9 {
        // Phased out.
        let last = random.between(9, 28) as usize;
        offered[last..].fill(false);
    }
    if tail && rank + 4 < size {
        // Made in few runs and sold out between them.
        for month in &mut offered {
            *month = *month && random.chance(0.4);
        }
    }
    (offered, first)
}
