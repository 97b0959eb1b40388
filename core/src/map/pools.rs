//! Files of cost pools: a name, an amount, and optionally a driver, an avoidable share, a capacity and
//! the months a row.

mod more;
#[cfg(test)]
mod tests;

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
