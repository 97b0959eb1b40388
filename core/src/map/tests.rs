//! Real files' headers, and headers of ERP exports in four languages, mapped without help.

use super::*;
use crate::fields::Field::{self, *};

/// Columns from a table written as text: the first line holds the headers.
fn columns(text: &str) -> Vec<SampleColumn> {
    let mut lines = text.trim().lines();
    let headers: Vec<&str> = lines.next().unwrap().split('|').collect();
    let rows: Vec<Vec<&str>> = lines.map(|l| l.split('|').collect()).collect();
    headers
        .iter()
        .enumerate()
        .map(|(i, header)| SampleColumn {
            header: (*header).to_owned(),
            values: rows
                .iter()
                .map(|r| r.get(i).unwrap_or(&"").trim().to_owned())
                .collect(),
        })
        .collect()
}

/// Every column's proposal as header -> field, unmapped columns left out.
fn mapped(columns: &[SampleColumn]) -> Vec<(&str, Field)> {
    columns
        .iter()
        .zip(suggest(columns))
        .filter_map(|(c, s)| s.field.map(|f| (c.header.trim(), f)))
        .collect()
}

fn check(table: &str, expected: &[(&str, Field)]) {
    let columns = columns(table);
    let reasons: Vec<_> = suggest(&columns).iter().map(|s| s.reason.clone()).collect();
    assert_eq!(mapped(&columns), expected, "{reasons:#?}");
}

/// The first rows of a file that ships with the test data, or none where it is absent.
fn sample(file: &str, delimiter: u8, terminator: csv::Terminator) -> Option<Vec<SampleColumn>> {
    let path = crate::shared::shared(&format!("data/{file}"))?;
    let bytes = std::fs::read(path).unwrap();
    let bytes = if bytes.starts_with(b"\x1f\x8b") {
        let mut head = vec![0; 1 << 20];
        let mut filled = 0;
        let mut decoder = flate2::read::GzDecoder::new(&bytes[..]);
        while let Ok(n @ 1..) = std::io::Read::read(&mut decoder, &mut head[filled..]) {
            filled += n;
        }
        head.truncate(filled);
        head
    } else {
        bytes
    };
    let text = match encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(&bytes)
    {
        Some(text) => text.into_owned(),
        None => encoding_rs::WINDOWS_1252.decode(&bytes).0.into_owned(),
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .terminator(terminator)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().take(300).map(Result::unwrap).collect();
    Some(
        headers
            .iter()
            .enumerate()
            .map(|(i, header)| SampleColumn {
                header: header.to_owned(),
                values: rows
                    .iter()
                    .map(|r| r.get(i).unwrap_or("").to_owned())
                    .collect(),
            })
            .collect(),
    )
}

#[test]
fn superstore_needs_no_correction() {
    let expected = [
        ("Order ID", Order),
        ("Order Date", Date),
        ("Customer ID", Customer),
        ("Customer Name", CustomerName),
        ("Segment", Channel),
        ("Product ID", Item),
        ("Category", Family),
        ("Product Name", ItemName),
        ("Sales", Revenue),
        ("Quantity", Quantity),
        ("Discount", DiscountRate),
        ("Profit", Profit),
    ];
    for (file, delimiter) in [("superstore.csv", b','), ("superstore-pl.csv", b';')] {
        if let Some(columns) = sample(file, delimiter, csv::Terminator::CRLF) {
            assert_eq!(mapped(&columns), expected, "{file}");
        }
    }
}

#[test]
fn northwind_repeats_its_freight_on_each_line() {
    if let Some(columns) = sample("northwind.csv", b',', csv::Terminator::CRLF) {
        assert_eq!(
            mapped(&columns),
            [
                ("orderID", Order),
                ("productID", Item),
                ("unitPrice", UnitPrice),
                ("quantity", Quantity),
                ("discount", DiscountRate),
                ("customerID", Customer),
                ("orderDate", Date),
                ("freight", OrderCost),
            ]
        );
    }
}

#[test]
fn online_retail_needs_no_correction() {
    if let Some(columns) = sample("online-retail.csv.gz", b',', csv::Terminator::CRLF) {
        assert_eq!(
            mapped(&columns),
            [
                ("InvoiceNo", Order),
                ("StockCode", Item),
                ("Description", ItemName),
                ("Quantity", Quantity),
                ("InvoiceDate", Date),
                ("UnitPrice", UnitPrice),
                ("CustomerID", Customer),
            ]
        );
    }
}

#[test]
fn carparts_has_three_columns() {
    if let Some(columns) = sample("carparts.csv.gz", b',', csv::Terminator::CRLF) {
        assert_eq!(
            mapped(&columns),
            [("date", Date), ("part", Item), ("quantity", Quantity)]
        );
    }
}

#[test]
fn scms_needs_one_correction() {
    if let Some(columns) = sample("scms.csv", b',', csv::Terminator::Any(b'\r')) {
        let mapped = mapped(&columns);
        // The customer is the country there, which nobody could tell from the file.
        for expected in [
            ("PO / SO #", Order),
            ("Delivered to Client Date", Date),
            ("Item Description", Item),
            ("Line Item Quantity", Quantity),
            ("Line Item Value", Revenue),
            ("Weight", Weight),
            ("Freight_Cost", DirectCost),
            ("Line Item Insurance (USD)", DirectCost),
        ] {
            assert!(mapped.contains(&expected), "{expected:?} in {mapped:?}");
        }
        assert!(!mapped.iter().any(|(_, f)| *f == Customer), "{mapped:?}");
    }
}

#[test]
fn the_bench_file_needs_no_correction() {
    check(
        "order_id|order_date|customer_id|customer_name|product_id|category|channel|quantity|unit_price|net_revenue|unit_cost|cogs|weight_kg|returned
O1|2023-01-02|C1|Miller, Ltd|P7|tools|web|2|10.00|20.00|6.00|12.00|3.2|0
O1|2023-01-02|C1|Miller, Ltd|P9|paint|web|1|5.50|5.50|3.00|3.00|1.1|0
O2|2023-01-03|C2|Smith|P7|tools|store|-2|10.00|-20.00|6.00|-12.00|3.2|1",
        &[
            ("order_id", Order), ("order_date", Date), ("customer_id", Customer), ("customer_name", CustomerName),
            ("product_id", Item), ("category", Family), ("channel", Channel), ("quantity", Quantity),
            ("net_revenue", Revenue), ("cogs", Cost), ("weight_kg", Weight), ("returned", ReturnFlag),
        ],
    );
}

#[test]
fn sap_technical_names() {
    check(
        "VBELN|POSNR|AUDAT|KUNNR|NAME1|MATNR|ARKTX|KWMENG|VRKME|NETWR|WAERK|WAVWR|WERKS|VTWEG|ABGRU|MATKL|NTGEW|BRGEW|AUART
4711|10|20240131|0000012345|Reifen Nord|100-200|Winter|4|ST|1.234,56|EUR|900,00|1000|10||WR|40|44|TA
4711|20|20240131|0000012345|Reifen Nord|100-201|Sommer|8|ST|2.234,56|EUR|1900,00|1000|10|Z1|SR|80|88|TA
4712|10|20240201|0000012399|Garage Ost|100-200|Winter|1|ST|334,56-|EUR|250,00-|1100|20||WR|10|11|RE",
        &[
            ("VBELN", Order), ("AUDAT", Date), ("KUNNR", Customer), ("NAME1", CustomerName), ("MATNR", Item),
            ("ARKTX", ItemName), ("KWMENG", Quantity), ("VRKME", Unit), ("NETWR", Revenue), ("WAERK", Currency), ("WAVWR", Cost), ("WERKS", Warehouse),
            ("VTWEG", Channel), ("ABGRU", CancelledFlag), ("MATKL", Family), ("BRGEW", Weight),
        ],
    );
}

#[test]
fn sap_labels_in_english() {
    check(
        "Sales Document|Item|Document Date|Sold-to party|Material|Material description|Order Quantity|Sales Unit|Net value|Document Currency|Plant|Distribution Channel|Reason for rejection|Material Group|Requested deliv.date
1|10|31.01.2024|123|M1|Winter 205|4|PC|400.00|EUR|1000|10||W|05.02.2024
1|20|31.01.2024|123|M2|Winter 225|2|PC|300.00|EUR|1000|10||W|05.02.2024
2|10|01.02.2024|124|M1|Winter 205|1|PC|100.00|EUR|1000|20|Z1|W|05.02.2024
3|10|01.02.2024|125|M3|Summer 205|1|PC|120.00|EUR|1000|20||S|05.02.2024
3|20|01.02.2024|125|M1|Winter 205|9|PC|900.00|EUR|1100|20||W|05.02.2024
3|30|01.02.2024|125|M2|Winter 225|9|PC|990.00|EUR|1100|20||W|05.02.2024",
        &[
            ("Sales Document", Order), ("Document Date", Date), ("Sold-to party", Customer), ("Material", Item),
            ("Material description", ItemName), ("Order Quantity", Quantity), ("Sales Unit", Unit), ("Net value", Revenue), ("Document Currency", Currency),
            ("Plant", Warehouse), ("Distribution Channel", Channel), ("Reason for rejection", CancelledFlag),
            ("Material Group", Family), ("Requested deliv.date", RequestedDate),
        ],
    );
}

#[test]
fn sap_labels_in_german() {
    check(
        "Verkaufsbeleg|Position|Belegdatum|Wunschlieferdatum|Auftraggeber|Kundenname|Materialnummer|Bezeichnung|Auftragsmenge|Mengeneinheit|Nettowert|Währung|Verrechnungswert|Werk|Vertriebsweg|Absagegrund|Warengruppe|Bruttogewicht|Kundengruppe|Land
1|10|31.01.2024|03.02.2024|123|Nord AG|M1|Winter|4|ST|1.400,00|EUR|900,00|1000|10||W|44,5|01|DE
2|10|01.02.2024|03.02.2024|124|Ost AG|M2|Sommer|1|ST|100,00|EUR|70,00|1100|20|Z1|S|11|02|AT",
        &[
            ("Verkaufsbeleg", Order), ("Belegdatum", Date), ("Wunschlieferdatum", RequestedDate), ("Auftraggeber", Customer), ("Kundenname", CustomerName),
            ("Materialnummer", Item), ("Bezeichnung", ItemName), ("Auftragsmenge", Quantity), ("Mengeneinheit", Unit), ("Nettowert", Revenue), ("Währung", Currency),
            ("Verrechnungswert", Cost), ("Werk", Warehouse), ("Vertriebsweg", Channel), ("Absagegrund", CancelledFlag),
            ("Warengruppe", Family), ("Bruttogewicht", Weight),
        ],
    );
}

#[test]
fn french_and_spanish_headers() {
    check(
        "N° commande|Poste|Date de commande|N° client|Raison sociale|Code article|Désignation|Qté commandée|Prix unitaire|Montant HT|Coût de revient|Poids brut|Famille|Canal de distribution|Entrepôt|Pays
C1|1|31/01/2024|123|Garage Dupont|A1|Pneu hiver|4|100,00|400,00|280,00|44|Hiver|Détail|Lyon|France
C2|1|01/02/2024|124|Auto Sud|A2|Pneu été|2|90,00|180,00|120,00|20|Été|Web|Paris|France",
        &[
            ("N° commande", Order), ("Date de commande", Date), ("N° client", Customer), ("Raison sociale", CustomerName),
            ("Code article", Item), ("Désignation", ItemName), ("Qté commandée", Quantity), ("Montant HT", Revenue),
            ("Coût de revient", Cost), ("Poids brut", Weight), ("Famille", Family), ("Canal de distribution", Channel),
            ("Entrepôt", Warehouse),
        ],
    );
    check(
        "N.º pedido|Posición|Fecha pedido|N.º cliente|Nombre cliente|Nº producto|Denominación|Cantidad|Valor neto|Coste|Peso bruto|Grupo de artículos|Canal de distribución|Almacén|Devolución|Moneda
P1|10|31/01/2024|123|Taller Sol|A1|Invierno|4|400,00|280,00|44|Invierno|Web|Sur|N|EUR
P2|10|01/02/2024|124|Auto Mar|A2|Verano|2|180,00|120,00|20|Verano|Tienda|Norte|S|EUR",
        &[
            ("N.º pedido", Order), ("Fecha pedido", Date), ("N.º cliente", Customer), ("Nombre cliente", CustomerName),
            ("Nº producto", Item), ("Denominación", ItemName), ("Cantidad", Quantity), ("Valor neto", Revenue),
            ("Coste", Cost), ("Peso bruto", Weight), ("Grupo de artículos", Family), ("Canal de distribución", Channel),
            ("Almacén", Warehouse), ("Devolución", ReturnFlag), ("Moneda", Currency),
        ],
    );
}

#[test]
fn dynamics_business_central_oracle_and_odoo() {
    check(
        "SalesId|LineNum|CreatedDateTime|CustAccount|ItemId|Name|SalesQty|SalesUnit|SalesPrice|LineAmount|CurrencyCode|InventLocationId|RequestedShipDate|SalesStatus|CostPrice
SO1|1|2024-01-31T08:00:00|US-001|A1|Tyre one|4|ea|100|400|USD|11|2024-02-03|Invoiced|70
SO2|1|2024-02-01T08:00:00|US-002|A2|Tyre two|2|ea|90|180|USD|12|2024-02-04|Invoiced|60",
        &[
            ("SalesId", Order), ("CreatedDateTime", Date), ("CustAccount", Customer), ("ItemId", Item),
            ("Name", ItemName), ("SalesQty", Quantity), ("SalesUnit", Unit), ("LineAmount", Revenue), ("CurrencyCode", Currency), ("InventLocationId", Warehouse), ("RequestedShipDate", RequestedDate), ("CostPrice", UnitCost),
        ],
    );
    check(
        "Document No.|Posting Date|Sell-to Customer No.|Item No.|Description|Quantity|Unit of Measure Code|Sales Amount (Actual)|Cost Amount (Actual)|Location Code|Gross Weight|Item Category Code
SI1|2024-01-31|10000|1896|Tyre one|4|PCS|400|280|BLUE|44|W
SI2|2024-02-01|20000|1900|Tyre two|2|PCS|180|120|RED|20|S",
        &[
            ("Document No.", Order), ("Posting Date", Date), ("Sell-to Customer No.", Customer), ("Item No.", Item),
            ("Description", ItemName), ("Quantity", Quantity), ("Unit of Measure Code", Unit), ("Sales Amount (Actual)", Revenue),
            ("Cost Amount (Actual)", Cost), ("Location Code", Warehouse), ("Gross Weight", Weight), ("Item Category Code", Family),
        ],
    );
    check(
        "HEADER_ID|ORDER_NUMBER|LINE_NUMBER|ORDERED_DATE|REQUEST_DATE|SOLD_TO_ORG_ID|PARTY_NAME|ORDERED_ITEM|ORDERED_QUANTITY|ORDER_QUANTITY_UOM|UNIT_SELLING_PRICE|UNIT_LIST_PRICE|SHIP_FROM_ORG_ID|SALES_CHANNEL_CODE|CANCELLED_FLAG|RETURN_REASON_CODE
9001|55001|1|2024-01-31|2024-02-05|1006|Nord AG|AS54888|4|Ea|100|120|204|WEB|N|
9002|55002|1|2024-02-01|2024-02-05|1007|Ost AG|AS54999|2|Ea|90|110|207|FIELD|Y|DEFECT",
        &[
            ("ORDER_NUMBER", Order), ("ORDERED_DATE", Date), ("REQUEST_DATE", RequestedDate), ("SOLD_TO_ORG_ID", Customer), ("PARTY_NAME", CustomerName),
            ("ORDERED_ITEM", Item), ("ORDERED_QUANTITY", Quantity), ("ORDER_QUANTITY_UOM", Unit), ("UNIT_SELLING_PRICE", UnitPrice),
            ("SHIP_FROM_ORG_ID", Warehouse), ("SALES_CHANNEL_CODE", Channel), ("CANCELLED_FLAG", CancelledFlag),
            ("RETURN_REASON_CODE", ReturnFlag),
        ],
    );
    check(
        "Order Reference|Order Date|Customer|Product Variant|Product Category|Qty Ordered|Qty Delivered|Qty Invoiced|Untaxed Total|Margin|Salesperson|Warehouse
S00001|2024-01-31 10:00:00|Nord AG|[A1] Tyre one|Winter|4|4|4|400|120|Mitchell|Main
S00002|2024-02-01 10:00:00|Ost AG|[A2] Tyre two|Summer|2|2|2|180|60|Marc|Main",
        &[
            ("Order Reference", Order), ("Order Date", Date), ("Customer", Customer), ("Product Variant", Item),
            ("Product Category", Family), ("Qty Ordered", Quantity), ("Untaxed Total", Revenue), ("Margin", Profit),
            ("Warehouse", Warehouse),
        ],
    );
}

#[test]
fn names_stand_in_where_no_key_exists() {
    check(
        "Order|Date|Customer Name|Item Description|Qty|Amount
1|2024-01-31|Nord AG|Tyre one|4|400
2|2024-02-01|Ost AG|Tyre two|2|180",
        &[
            ("Order", Order),
            ("Date", Date),
            ("Customer Name", Customer),
            ("Item Description", Item),
            ("Qty", Quantity),
            ("Amount", Revenue),
        ],
    );
}

#[test]
fn a_ship_date_serves_only_without_an_order_date() {
    let with = columns("Order Date|Ship Date\n2024-01-31|2024-02-02");
    assert_eq!(mapped(&with), [("Order Date", Date)]);
    let without = columns("Order|Ship Date\nA1|2024-02-02");
    assert_eq!(mapped(&without), [("Order", Order), ("Ship Date", Date)]);
}

#[test]
fn values_overrule_headers() {
    // A discount above 1 is an amount, a date column of words is no date, a key is no amount.
    let found = columns(
        "Discount|Date|Sales|Returned\n12.50|soon|abc|maybe\n8|later|def|yes\n3|never|ghi|no",
    );
    assert_eq!(mapped(&found), []);
    let reasons: Vec<_> = suggest(&found).into_iter().map(|s| s.reason).collect();
    assert_eq!(
        reasons,
        [
            "the values are not shares between 0 and 1",
            "the values are not dates",
            "the values are not numbers",
            "a flag has two values",
        ]
    );
}

#[test]
fn reasons_and_confidence_are_said() {
    let found = suggest(&columns("KUNNR|Qantity|Row ID\n1|2|1"));
    assert_eq!(found[0].field, Some(Customer));
    assert_eq!(found[0].reason, "“KUNNR” is SAP’s name for the customer");
    assert!(found[0].confidence > 0.9);
    assert_eq!(found[1].field, Some(Quantity));
    assert!(found[1].reason.contains("is close to “quantity”"));
    assert!(found[1].confidence < found[0].confidence);
    assert_eq!((found[2].field, found[2].confidence), (None, 0.0));
    assert_eq!(
        found[2].reason,
        "looks like the number of the row or line, which is not needed"
    );
}

#[test]
fn nothing_is_mapped_from_nothing() {
    assert!(suggest(&[]).is_empty());
    let empty = suggest(&columns("|||\n|||"));
    assert!(empty.iter().all(|s| s.field.is_none()));
}
