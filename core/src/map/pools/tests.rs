//! Cost pools as people write them.

use super::*;

fn table(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut lines = text
        .lines()
        .map(|l| l.split('|').map(str::to_owned).collect::<Vec<_>>());
    (lines.next().unwrap(), lines.collect())
}

fn read(text: &str) -> Result<Vec<CostPool>, Vec<Finding>> {
    let (header, rows) = table(text);
    read_pools(&header, &rows, "pools.csv")
}

#[test]
fn reads_pools_in_english_and_german() {
    let english = read("Pool|Amount|Driver|Avoidable\nOrder handling|40,000|orders|60 %\n\nPicking|30,000.50|order lines|0.7\nTotal|70,000.50||").unwrap();
    assert_eq!(english.len(), 2);
    assert_eq!(
        (
            english[0].amount,
            english[0].driver,
            english[0].avoidable_share
        ),
        (40_000.0, Driver::Orders, 0.6)
    );
    assert_eq!(
        (
            english[1].amount,
            english[1].driver,
            english[1].avoidable_share
        ),
        (30_000.5, Driver::Lines, 0.7)
    );
    let german = read("Kostenart|Betrag|Kostentreiber|Vermeidbar (%)\nFracht|1.200.000,00|Gewicht|80\nLager|40.000|Wareneinsatz|1\nVertrieb|9.000|Umsatz|").unwrap();
    let drivers: Vec<_> = german
        .iter()
        .map(|p| (p.amount, p.driver, p.avoidable_share))
        .collect();
    assert_eq!(
        drivers,
        [
            (1_200_000.0, Driver::Weight, 0.8),
            (40_000.0, Driver::CostOfGoods, 0.01),
            (9_000.0, Driver::Revenue, 0.5),
        ]
    );
}

#[test]
fn drivers_are_told_by_their_words() {
    for (text, driver) in [
        ("orders", Driver::Orders),
        ("Number of orders", Driver::Orders),
        ("order lines", Driver::Lines),
        ("Lines with returns", Driver::LinesHandled),
        ("return lines", Driver::Returns),
        ("Net sales", Driver::Revenue),
        ("Cost of goods", Driver::CostOfGoods),
        ("cost of goods sold", Driver::CostOfGoods),
        ("Weight (kg)", Driver::Weight),
        ("kg", Driver::Weight),
        ("Aufträge", Driver::Orders),
        ("Positionen", Driver::Lines),
        ("Stück", Driver::Units),
        ("Poids", Driver::Weight),
        ("Chiffre d’affaires", Driver::Revenue),
        ("Lignes de commande", Driver::Lines),
        ("Pedidos", Driver::Orders),
        ("Líneas de pedido", Driver::Lines),
        ("Devoluciones", Driver::Returns),
        ("customers", Driver::Customers),
        ("Kunden", Driver::Customers),
        ("CA", Driver::Revenue),
    ] {
        assert_eq!(driver_by_words(text), Some(driver), "{text}");
    }
    // What the engine calls a driver is understood, too.
    for driver in Driver::ALL {
        assert_eq!(
            driver_by_words(driver.label()),
            Some(driver),
            "{}",
            driver.label()
        );
    }
    assert_eq!(driver_by_words("phase of the moon"), None);
}

#[test]
fn a_pool_without_a_driver_takes_it_from_its_name() {
    let pools =
        read("Activity|Cost\nOrder handling|10\nPicking|20\nOutbound transport|30").unwrap();
    let drivers: Vec<_> = pools.iter().map(|p| p.driver).collect();
    assert_eq!(drivers, [Driver::Orders, Driver::Lines, Driver::Weight]);
}

#[test]
fn a_pool_may_name_an_activity_a_capacity_and_its_months() {
    let text = "Pool|Amount|Driver|Capacity (hours)|From|To\n\
        Field sales|600|activity: Visits|100|2024-01|Jun 2024\nPicking|20|lines|||";
    let pools = read(text).unwrap();
    assert_eq!(pools[0].driver, Driver::activity("Visits"));
    let capacity = pools[0].capacity.unwrap();
    assert_eq!((capacity.minutes, capacity.practical_share), (6000.0, 0.8));
    let months = pools[0].months.clone().unwrap();
    assert_eq!(
        (months.from.as_str(), months.to.as_str()),
        ("2024-01", "2024-06")
    );
    assert_eq!((pools[1].capacity, &pools[1].months), (None, &None));
    let wrong =
        read("Pool|Amount|Driver|Minutes|From|To\nA|1|lines|-5||\nB|1|lines|5|soon|2024-01");
    let places: Vec<_> = wrong
        .unwrap_err()
        .iter()
        .map(|f| (f.row.unwrap(), f.column.clone().unwrap()))
        .collect();
    assert_eq!(places, [(2, "Minutes".to_owned()), (3, "From".to_owned())]);
}

#[test]
fn what_cannot_be_read_is_named_by_row_and_column() {
    let findings = read(
        "Pool|Amount|Driver\nA|x|orders\nB|5|moons\nC|-3|lines\n|4|lines\nD|1|orders\nD|1|orders",
    )
    .unwrap_err();
    let places: Vec<_> = findings
        .iter()
        .map(|f| (f.row.unwrap(), f.column.as_deref().unwrap()))
        .collect();
    assert_eq!(
        places,
        [
            (2, "Amount"),
            (3, "Driver"),
            (4, "Amount"),
            (5, "Pool"),
            (7, "Pool")
        ]
    );
    let large = read("Pool|Amount|Driver\nA|2,000,000,000,000,000|orders").unwrap_err();
    assert!(large[0].message.contains("too large"), "{large:?}");
    assert!(findings[1].message.contains("moons") && findings[1].remedy.contains("orders"));
    assert!(
        read("a|b\n1|2").unwrap_err()[0]
            .message
            .contains("no column")
    );
    assert!(
        read("Pool|Amount").unwrap_err()[0]
            .message
            .contains("no cost pool")
    );
}

#[test]
fn pools_are_told_from_order_lines() {
    let columns = |text: &str| {
        let (header, rows) = table(text);
        header
            .iter()
            .enumerate()
            .map(|(i, h)| SampleColumn {
                header: h.clone(),
                values: rows
                    .iter()
                    .map(|r| r.get(i).cloned().unwrap_or_default())
                    .collect(),
            })
            .collect::<Vec<_>>()
    };
    assert!(looks_like_pools(&columns(
        "Pool|Amount|Driver\nOrder handling|40,000|orders"
    )));
    assert!(looks_like_pools(&columns(
        "Kostenstelle|Betrag\nLager|1.000,00\nFracht|2.000"
    )));
    assert!(!looks_like_pools(&columns(
        "date|part|quantity\n1998-01-01|10251816|2"
    )));
    assert!(!looks_like_pools(&columns(
        "Order|Date|Customer|Item|Quantity|Amount\n1|2024-01-01|a|b|1|2"
    )));
    assert!(!looks_like_pools(&columns("Name|Amount\n12|13")));
}
