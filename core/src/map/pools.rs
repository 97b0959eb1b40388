//! Files of cost pools: a name, an amount, and optionally a driver, an avoidable share, a capacity and
//! the months a row.

mod more;

use more::More;

use super::SampleColumn;
use super::evidence::Evidence;
use super::header::words;
use super::numbers::{column_style, parse};
use crate::project::view::{Finding, Severity};
use crate::settings::{CostPool, Driver};

#[rustfmt::skip] // as a paragraph
const POOL_NAMES: [&str; 25] = [
    "pool", "cost pool", "pool name", "cost pool name", "activity", "cost centre", "cost center", "cost", "name",
    "cost type", "kostenpool", "pool kosten", "kostenart", "kostenstelle", "aktivitat", "prozess", "bezeichnung",
    "activite", "centre couts", "nature couts", "poste cout", "actividad", "centro coste", "centro costes", "concepto",
];
#[rustfmt::skip] // as a paragraph
const AMOUNTS: [&str; 24] = [
    "amount", "annual amount", "total", "cost", "costs", "value", "annual cost", "total cost", "sum", "budget", "spend",
    "betrag", "kosten", "summe", "wert", "jahreskosten", "montant", "cout", "couts", "total couts", "importe", "coste",
    "costes", "monto",
];
#[rustfmt::skip] // as a paragraph
const DRIVERS: [&str; 11] = [
    "driver", "cost driver", "allocation key", "allocated by", "basis", "treiber", "kostentreiber",
    "verteilungsschlussel", "inducteur", "cle repartition", "inductor",
];
#[rustfmt::skip] // as a paragraph
const AVOIDABLES: [&str; 12] = [
    "avoidable", "avoidable share", "variable", "variable share", "share avoidable",
    "vermeidbar", "vermeidbarer anteil", "variabel", "evitable", "part evitable", "part variable", "parte evitable",
];
/// Before the name of an activity of customers.
const ACTIVITIES: [&str; 4] = ["activity", "aktivitat", "activite", "actividad"];
/// Rows that add up the rows above them.
#[rustfmt::skip] // as a paragraph
const TOTALS: [&str; 9] = [
    "total", "totals", "sum", "grand total", "summe", "gesamt", "gesamtsumme", "total general", "suma",
];

/// Words that stand for a driver. Longer phrases first where one contains another.
#[rustfmt::skip] // as a paragraph
const DRIVER_WORDS: [(Driver, &[&str]); 9] = [
    (Driver::CostOfGoods, &[
        "cost goods", "cost goods sold", "cogs", "cost sales", "inventory value", "stock value", "cost of goods",
        "wareneinsatz", "herstellkosten", "cout ventes", "cout marchandises", "coste ventas", "coste mercancias",
    ]),
    (Driver::LinesHandled, &["lines with returns", "lines handled", "all lines"]),
    (Driver::Returns, &[
        "returns", "return", "return lines", "credits", "credit notes", "retouren", "retoure", "gutschriften", "retours",
        "retour", "avoirs", "devoluciones", "devolucion", "abonos",
    ]),
    (Driver::Lines, &[
        "lines", "line", "order lines", "picks", "pick lines", "positionen", "position", "zeilen", "auftragspositionen",
        "lignes", "ligne", "lignes commande", "lineas", "linea", "lineas pedido",
    ]),
    (Driver::Orders, &[
        "orders", "order", "documents", "deliveries", "shipments", "auftrage", "auftrag", "bestellungen", "lieferungen",
        "commandes", "commande", "livraisons", "pedidos", "pedido", "entregas",
    ]),
    (Driver::Units, &[
        "units", "unit", "pieces", "quantity", "qty", "menge", "stuck", "stuckzahl", "einheiten", "unites", "quantite",
        "pieces vendues", "unidades", "cantidad", "piezas",
    ]),
    (Driver::Weight, &[
        "weight", "kg", "kilograms", "kilogram", "tons", "tonnes", "gewicht", "poids", "peso", "kilos",
    ]),
    (Driver::Customers, &["customers", "customer", "accounts", "kunden", "kunde", "clients", "client", "clientes", "cliente"]),
    (Driver::Revenue, &[
        "sales before returns", "revenue", "sales", "net sales", "turnover", "value", "umsatz", "nettoumsatz", "erlos", "chiffre affaires", "ca",
        "ventes", "ventas", "facturacion", "net revenue", "net value",
    ]),
];

/// The columns of a pool file by their position.
struct Layout {
    name: usize,
    amount: usize,
    driver: Option<usize>,
    avoidable: Option<usize>,
    more: More,
}

impl Layout {
    fn of(headers: &[String]) -> Option<Layout> {
        // "Avoidable (%)" is called "avoidable".
        let form = |header: &String| {
            let text = words(header).text;
            text.strip_suffix(" percent")
                .map_or(text.clone(), str::to_owned)
        };
        let forms: Vec<String> = headers.iter().map(form).collect();
        let find = |names: &[&str], not: &[Option<usize>]| {
            // The list is in order of preference: "amount" before "cost".
            names.iter().find_map(|name| {
                forms
                    .iter()
                    .enumerate()
                    .position(|(i, form)| form == name && !not.contains(&Some(i)))
            })
        };
        let driver = find(&DRIVERS, &[]);
        let avoidable = find(&AVOIDABLES, &[driver]);
        let amount = find(&AMOUNTS, &[driver, avoidable]);
        let name = find(&POOL_NAMES, &[driver, avoidable, amount]);
        // "Cost, Amount" reads the other way round only where the names leave no choice.
        Some(Layout {
            name: name?,
            amount: amount?,
            driver,
            avoidable,
            more: More::of(&forms),
        })
    }
}

/// Whether a file holds cost pools rather than order lines: few columns, one of them a name, one
/// an amount, and either a driver or nothing that order lines would have.
pub fn looks_like_pools(columns: &[SampleColumn]) -> bool {
    if columns.len() < 2 || columns.len() > 8 {
        return false;
    }
    let headers: Vec<String> = columns.iter().map(|c| c.header.clone()).collect();
    let Some(layout) = Layout::of(&headers) else {
        return false;
    };
    let evidence: Vec<Evidence> = columns.iter().map(Evidence::of).collect();
    let amounts = &evidence[layout.amount];
    let names = &evidence[layout.name];
    amounts.rows <= 200
        && amounts.numbers >= 0.6
        && names.numbers < 0.5
        && !evidence.iter().any(Evidence::looks_like_dates)
}

/// Whether a column names the driver of each pool.
pub(super) fn names_a_driver(columns: &[SampleColumn]) -> bool {
    let headers: Vec<String> = columns.iter().map(|c| c.header.clone()).collect();
    Layout::of(&headers).is_some_and(|layout| layout.driver.is_some())
}

/// Reads the pools of a file whose rows were cut into cells. Findings count the header as row 1 and
/// `rows` from 2 on, whichever rows of the file they are. Blank rows and a total at the end are
/// passed over. A pool without a driver column takes its driver from its name ("Order handling" is
/// shared out by orders).
///
/// # Errors
/// Every row that can't be used, by file, row and column, with what to write instead.
pub fn read_pools(
    header: &[String],
    rows: &[Vec<String>],
    file: &str,
) -> Result<Vec<CostPool>, Vec<Finding>> {
    let Some(layout) = Layout::of(header) else {
        return Err(vec![Finding {
            severity: Severity::Blocking,
            file: file.to_owned(),
            row: Some(1),
            column: None,
            message: "The file has no column for the name of the cost pool or none for its amount.".to_owned(),
            remedy: "Head the columns “Pool”, “Amount”, “Driver” and “Avoidable share”; the last two may be left out."
                .to_owned(),
        }]);
    };
    let style = column_style(
        rows.iter()
            .filter_map(|row| row.get(layout.amount))
            .map(String::as_str),
    );
    let mut pools: Vec<CostPool> = Vec::new();
    let mut findings = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        if row.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        let name = cell(row, layout.name);
        let driver_text = layout
            .driver
            .map_or(String::new(), |column| cell(row, column));
        if TOTALS.contains(&words(&name).text.as_str()) && driver_text.is_empty() {
            continue;
        }
        let mut complain = |column: usize, message: String, remedy: &str| {
            findings.push(Finding {
                severity: Severity::Blocking,
                file: file.to_owned(),
                row: Some(index as u64 + 2),
                column: header.get(column).cloned(),
                message,
                remedy: remedy.to_owned(),
            });
        };
        if name.is_empty() {
            complain(
                layout.name,
                "The cost pool has no name.".to_owned(),
                "Give the pool a name or delete the row.",
            );
            continue;
        }
        if pools.iter().any(|p| p.name == name) {
            complain(
                layout.name,
                format!("The pool “{name}” occurs twice."),
                "Give each pool a name of its own or put the amounts together.",
            );
            continue;
        }
        let amount_text = cell(row, layout.amount);
        let amount = match parse(&amount_text, style) {
            Some(amount) if amount > CostPool::LARGEST_AMOUNT => {
                complain(
                    layout.amount,
                    format!("The amount of “{name}” is too large: {amount_text}."),
                    "Write an amount up to 1,000,000,000,000,000, such as 40000 or 40,000.00.",
                );
                continue;
            }
            Some(amount) if amount >= 0.0 => amount,
            Some(_) => {
                complain(
                    layout.amount,
                    format!("The amount of “{name}” is negative: {amount_text}."),
                    "Write costs as positive amounts.",
                );
                continue;
            }
            None => {
                complain(
                    layout.amount,
                    format!("The amount of “{name}” is not a number: “{amount_text}”."),
                    "Write an amount such as 40000 or 40,000.00.",
                );
                continue;
            }
        };
        let source = if driver_text.is_empty() {
            &name
        } else {
            &driver_text
        };
        let column = layout.driver.unwrap_or(layout.name);
        let driver = driver_by_words(source).or_else(|| {
            if driver_text.is_empty() {
                driver_by_activity(&name)
            } else {
                None
            }
        });
        let Some(driver) = driver else {
            let message = if driver_text.is_empty() {
                format!("The pool “{name}” names no driver, and its name does not tell one.")
            } else {
                format!("“{driver_text}” is not a known driver.")
            };
            complain(
                column,
                message,
                "Write one of: orders, lines, lines with returns, units, sales before returns, cost of goods, weight, return lines, customers; or “activity: visits” for an activity of customers.",
            );
            continue;
        };
        let avoidable_share = match layout.avoidable {
            None => 0.5,
            Some(column) => {
                let text = cell(row, column);
                let percents = words(&header[column]).text.contains("percent");
                match share(&text, percents) {
                    Some(share) => share,
                    None if text.is_empty() => 0.5,
                    None => {
                        complain(
                            column,
                            format!("“{text}” is not a share between 0 and 1."),
                            "Write a share such as 0.6 or 60 %.",
                        );
                        continue;
                    }
                }
            }
        };
        let mut pool = CostPool {
            name,
            amount,
            driver,
            avoidable_share,
            ..CostPool::default()
        };
        match layout.more.add_to(&mut pool, row) {
            Ok(()) => pools.push(pool),
            Err((column, message, remedy)) => complain(column, message, remedy),
        }
    }
    if findings.is_empty() && pools.is_empty() {
        findings.push(Finding {
            severity: Severity::Blocking,
            file: file.to_owned(),
            row: None,
            column: None,
            message: "The file holds no cost pool.".to_owned(),
            remedy: "Write one row for each pool: name, amount, driver.".to_owned(),
        });
    }
    if findings.is_empty() {
        Ok(pools)
    } else {
        Err(findings)
    }
}

fn cell(row: &[String], column: usize) -> String {
    row.get(column)
        .map_or(String::new(), |c| c.trim().to_owned())
}

/// The driver that a cell names; an activity of customers as “activity: visits”. The whole cell first, then the longest known phrase inside it.
fn driver_by_words(text: &str) -> Option<Driver> {
    let named = |d: &Driver| text.trim() == d.label() || text.trim() == d.name();
    if let Some(driver) = Driver::ALL.into_iter().find(named) {
        return Some(driver);
    }
    if let Some((kind, name)) = text.split_once(':')
        && ACTIVITIES.contains(&words(kind).text.as_str())
    {
        return Some(Driver::activity(name.trim()));
    }
    let text = words(text).text;
    let known = || {
        DRIVER_WORDS
            .iter()
            .flat_map(|(driver, names)| names.iter().map(move |name| (*driver, *name)))
    };
    if let Some((driver, _)) = known().find(|(_, name)| *name == text) {
        return Some(driver);
    }
    let padded = format!(" {text} ");
    known()
        .filter(|(_, name)| name.len() > 2 && padded.contains(&format!(" {name} ")))
        .max_by_key(|(_, name)| name.len())
        .map(|(driver, _)| driver)
}

/// The driver that usually fits an activity, for files that name none.
fn driver_by_activity(name: &str) -> Option<Driver> {
    let text = words(name).text;
    let has = |parts: &[&str]| parts.iter().any(|part| text.contains(part));
    if has(&["pick", "kommission", "preparation", "preparacion"]) {
        Some(Driver::Lines)
    } else if has(&[
        "transport",
        "freight",
        "fracht",
        "fret",
        "flete",
        "versand",
        "outbound",
        "haulage",
    ]) {
        Some(Driver::Weight)
    } else if has(&[
        "inventory",
        "stock",
        "lager",
        "capital",
        "bestand",
        "inventario",
    ]) {
        Some(Driver::CostOfGoods)
    } else if has(&[
        "warehouse",
        "handling",
        "packing",
        "verpackung",
        "emballage",
        "almacen",
        "entrepot",
    ]) {
        Some(Driver::Units)
    } else if has(&[
        "service",
        "kundendienst",
        "invoic",
        "fakturierung",
        "facturation",
    ]) {
        Some(Driver::Orders)
    } else if has(&["admin", "overhead", "marketing", "vertrieb", "verwaltung"]) {
        Some(Driver::Revenue)
    } else {
        None
    }
}

/// "0.6", "60 %", "60": a share. In a column headed by a percent sign 1 means 1 %.
fn share(text: &str, percents: bool) -> Option<f64> {
    let style = column_style(std::iter::once(text));
    let value = parse(text, style)?;
    let value = if !text.contains('%') && (percents || value > 1.0) {
        value / 100.0
    } else {
        value
    };
    (0.0..=1.0).contains(&value).then_some(value)
}

#[cfg(test)]
mod tests {
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
        let findings = read("Pool|Amount|Driver\nA|x|orders\nB|5|moons\nC|-3|lines\n|4|lines\nD|1|orders\nD|1|orders").unwrap_err();
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
}
