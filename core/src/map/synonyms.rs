//! What fields are called: English, SAP (technical names and labels), Oracle, Dynamics 365,
//! Business Central, Odoo, German, French, Spanish. Names are in the form that `header::words`
//! gives a header; a test holds them to it.

use crate::fields::Field::{
    self, CancelledFlag, Channel, Cost, Currency, Customer, CustomerName, Date, DirectCost,
    DiscountRate, Distance, Family, GrossRevenue, Item, ItemName, Order, PaymentDays, Profit,
    Quantity, RequestedDate, ReturnFlag, Revenue, StockQuantity, StockValue, Unit, UnitCost,
    UnitPrice, Warehouse, Weight,
};

/// Who calls it so; shown in the reason of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    English,
    Sap,
    Oracle,
    Dynamics,
    BusinessCentral,
    Odoo,
    German,
    French,
    Spanish,
}

impl Origin {
    pub(super) fn phrase(self) -> &'static str {
        match self {
            Origin::English => "a usual name for",
            Origin::Sap => "SAP’s name for",
            Origin::Oracle => "Oracle’s name for",
            Origin::Dynamics => "Dynamics 365’s name for",
            Origin::BusinessCentral => "Business Central’s name for",
            Origin::Odoo => "Odoo’s name for",
            Origin::German => "German for",
            Origin::French => "French for",
            Origin::Spanish => "Spanish for",
        }
    }

    /// Codes differ from one another by a letter; only words are matched with an error or two.
    pub(super) fn is_spelt(self) -> bool {
        !matches!(self, Origin::Sap | Origin::Oracle)
    }
}

/// What a known name stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    Is(Field),
    /// Something that an order-line analysis does not use, in words.
    Other(&'static str),
}

/// Names of one meaning. `strength` (0 to 1) tells the usual name from the second-best reading of
/// an ambiguous one ("Customer" may hold names, "Ship Date" is a date when no better one exists).
pub(super) struct Meanings {
    pub(super) meaning: Meaning,
    pub(super) origin: Origin,
    pub(super) strength: f64,
    pub(super) names: &'static [&'static str],
}

const fn is(
    field: Field,
    origin: Origin,
    strength: f64,
    names: &'static [&'static str],
) -> Meanings {
    Meanings {
        meaning: Meaning::Is(field),
        origin,
        strength,
        names,
    }
}

const fn other(what: &'static str, names: &'static [&'static str]) -> Meanings {
    Meanings {
        meaning: Meaning::Other(what),
        origin: Origin::English,
        strength: 1.0,
        names,
    }
}

/// Words in the header of a date that say how close it is to the day of the order.
pub(super) const DATE_WORDS: [(&str, f64); 30] = [
    ("delivered", 0.86),
    ("delivery", 0.8),
    ("recorded", 0.84),
    ("shipped", 0.8),
    ("ship", 0.8),
    ("shipment", 0.8),
    ("dispatch", 0.8),
    ("sent", 0.75),
    ("vendor", 0.6),
    ("scheduled", 0.78),
    ("planned", 0.7),
    ("requested", 0.7),
    ("promised", 0.7),
    ("confirmed", 0.7),
    ("expected", 0.7),
    ("due", 0.6),
    ("required", 0.7),
    ("wunsch", 0.7),
    ("livraison", 0.75),
    ("souhaitee", 0.75),
    ("entrega", 0.75),
    ("envio", 0.8),
    ("expedition", 0.8),
    ("birth", 0.1),
    ("valid", 0.4),
    ("changed", 0.6),
    ("modified", 0.6),
    ("payment", 0.5),
    ("launch", 0.2),
    ("end", 0.3),
];

/// The table. Where two meanings claim a header equally, the earlier line wins.
#[rustfmt::skip] // one name a line would be a thousand lines
pub(super) static TABLE: &[Meanings] = &[
    // ---- order
    is(Order, Origin::English, 1.0, &[
        "order", "order no", "order id", "order code", "sales order", "sales order no", "sales order id",
        "so", "so no", "orderno", "customer order", "order ref",
    ]),
    is(Order, Origin::English, 0.9, &[
        "invoice", "invoice no", "invoice id", "document", "document no", "document id", "sales document",
        "billing document", "receipt no", "transaction id", "transaction no", "ticket no",
    ]),
    is(Order, Origin::English, 0.6, &["delivery", "delivery no", "delivery note", "shipment id", "po no"]),
    is(Order, Origin::Sap, 1.0, &["vbeln", "aubel", "vbelnva"]),
    is(Order, Origin::Sap, 0.9, &["sales doc", "sd document", "order document"]),
    is(Order, Origin::Oracle, 0.9, &["header id", "orig sys document ref"]),
    is(Order, Origin::Dynamics, 1.0, &["sales id", "salesid", "sales order name"]),
    is(Order, Origin::Dynamics, 0.9, &["invoice id"]),
    is(Order, Origin::Odoo, 1.0, &["order reference"]),
    is(Order, Origin::German, 1.0, &[
        "auftrag", "auftragsno", "auftragsnr", "auftragsnummer", "auftrag no", "verkaufsbeleg",
        "kundenauftrag", "bestellung", "bestellno", "bestellnr", "bestellnummer",
    ]),
    is(Order, Origin::German, 0.9, &[
        "beleg", "belegno", "belegnr", "belegnummer", "rechnung", "rechnungsno", "rechnungsnr",
        "rechnungsnummer", "vertriebsbeleg", "vorgang",
    ]),
    is(Order, Origin::French, 1.0, &[
        "commande", "no commande", "commande no", "bon commande", "commande client", "reference commande",
    ]),
    is(Order, Origin::French, 0.9, &["document vente", "facture", "no facture", "no document"]),
    is(Order, Origin::Spanish, 1.0, &["pedido", "no pedido", "pedido no", "pedido venta", "referencia pedido"]),
    is(Order, Origin::Spanish, 0.9, &["documento ventas", "factura", "no factura", "no documento"]),
    // ---- date
    is(Date, Origin::English, 1.0, &["order date", "ordered date", "date order", "sales date", "date ordered", "order day"]),
    is(Date, Origin::English, 0.9, &[
        "date", "document date", "posting date", "invoice date", "transaction date", "day", "entry date",
    ]),
    is(Date, Origin::English, 0.85, &["created on", "creation date", "created date", "order created", "timestamp", "billing date", "doc date"]),
    is(Date, Origin::English, 0.6, &["requested delivery date", "due date"]),
    is(Date, Origin::Sap, 0.95, &["audat", "bstdk"]),
    is(Date, Origin::Sap, 0.9, &["erdat", "budat", "fkdat", "bldat", "pstng date"]),
    is(Date, Origin::Sap, 0.5, &["vdatu", "edatu", "wadat", "wadat ist", "act gds mvmt date"]),
    is(Date, Origin::Oracle, 0.95, &["ordered date"]),
    is(Date, Origin::Oracle, 0.5, &["request date", "actual shipment date", "schedule ship date", "promise date"]),
    is(Date, Origin::Dynamics, 0.9, &["created date time", "created datetime", "createddatetime", "invoice date"]),
    is(Date, Origin::German, 1.0, &["auftragsdatum", "bestelldatum", "auftragsdat"]),
    is(Date, Origin::German, 0.9, &["datum", "belegdatum", "buchungsdatum", "rechnungsdatum", "erfassungsdatum", "angelegt am", "fakturadatum"]),
    is(Date, Origin::German, 0.5, &["lieferdatum", "wunschlieferdatum", "wunschtermin", "liefertermin", "warenausgangsdatum", "versanddatum"]),
    is(Date, Origin::French, 1.0, &["date commande"]),
    is(Date, Origin::French, 0.9, &["date document", "date comptable", "date comptabilisation", "date facture", "date facturation", "date piece"]),
    is(Date, Origin::Spanish, 1.0, &["fecha pedido", "fecha orden"]),
    is(Date, Origin::Spanish, 0.9, &["fecha", "fecha documento", "fecha contabilizacion", "fecha registro", "fecha factura"]),
    // ---- customer
    is(Customer, Origin::English, 1.0, &[
        "customer id", "customer no", "customer code", "customer key", "sold to", "sold to party",
        "sell to customer no", "account no", "customer account", "client id", "client no", "client code",
        "buyer id", "sold to no", "partner id", "cust id", "cust no",
    ]),
    is(Customer, Origin::English, 0.93, &["customer", "client", "buyer", "cust"]),
    is(Customer, Origin::English, 0.7, &["account", "account id", "partner", "bill to customer no", "bill to", "payer", "member id", "user id"]),
    is(Customer, Origin::Sap, 1.0, &["kunnr", "kunag", "kndnr"]),
    is(Customer, Origin::Sap, 0.8, &["kunrg", "kunre"]),
    is(Customer, Origin::Sap, 0.6, &["kunwe", "ship to party"]),
    is(Customer, Origin::Oracle, 1.0, &["sold to org id", "cust account id", "sold to customer"]),
    is(Customer, Origin::Oracle, 0.8, &["account no", "party id", "party no"]),
    is(Customer, Origin::Dynamics, 1.0, &["cust account", "custaccount", "order account", "ordering customer account no"]),
    is(Customer, Origin::Dynamics, 0.8, &["invoice account", "invoice customer account no"]),
    is(Customer, Origin::BusinessCentral, 0.9, &["source no"]),
    is(Customer, Origin::German, 1.0, &[
        "kunde no", "kundenno", "kundennr", "kundennummer", "debitor", "debitorno", "debitorennr", "debitorenno",
        "debitorennummer", "auftraggeber", "verk an deb no", "debitor no",
    ]),
    is(Customer, Origin::German, 0.93, &["kunde"]),
    is(Customer, Origin::French, 1.0, &["no client", "client no", "code client", "compte client", "donneur ordre"]),
    is(Customer, Origin::Spanish, 1.0, &["no cliente", "codigo cliente", "cod cliente", "cuenta cliente", "venta no cliente"]),
    is(Customer, Origin::Spanish, 0.93, &["cliente", "solicitante"]),
    // ---- customer name
    is(CustomerName, Origin::English, 1.0, &[
        "customer name", "client name", "name customer", "sold to name", "sell to customer name", "sold to party name",
        "buyer name", "account name", "cust name", "customer description",
    ]),
    is(CustomerName, Origin::English, 0.55, &["customer", "client", "name", "company", "company name", "partner", "partner name"]),
    is(CustomerName, Origin::Sap, 1.0, &["name1", "name 1", "name sold to party"]),
    is(CustomerName, Origin::Oracle, 1.0, &["party name"]),
    is(CustomerName, Origin::Dynamics, 1.0, &["organization name", "sales name", "ordering customer name"]),
    is(CustomerName, Origin::German, 1.0, &["kundenname", "debitorenname", "name kunde", "name auftraggeber", "kundenbezeichnung", "firma"]),
    is(CustomerName, Origin::German, 0.55, &["kunde", "debitor", "auftraggeber"]),
    is(CustomerName, Origin::French, 1.0, &["nom client", "client nom", "raison sociale"]),
    is(CustomerName, Origin::French, 0.55, &["nom"]),
    is(CustomerName, Origin::Spanish, 1.0, &["nombre cliente", "cliente nombre", "razon social"]),
    is(CustomerName, Origin::Spanish, 0.55, &["nombre", "cliente"]),
    // ---- item
    is(Item, Origin::English, 1.0, &[
        "item id", "item no", "item code", "product id", "product no", "product code", "product key", "sku",
        "sku id", "sku no", "sku code", "stock code", "part no", "part id", "part code", "article no", "article id",
        "article code", "material no", "material id", "material code", "item sku", "product sku", "stock keeping unit",
        "internal reference",
    ]),
    is(Item, Origin::English, 0.93, &["item", "product", "material", "article", "part"]),
    is(Item, Origin::English, 0.6, &["ean", "gtin", "upc", "barcode", "asin"]),
    is(Item, Origin::Sap, 1.0, &["matnr", "matwa", "artnr"]),
    is(Item, Origin::Oracle, 1.0, &["ordered item", "ordered item id", "inventory item id", "segment1", "item segment1"]),
    is(Item, Origin::Dynamics, 1.0, &["item id", "itemid", "product no"]),
    is(Item, Origin::Odoo, 0.95, &["product variant"]),
    is(Item, Origin::German, 1.0, &[
        "materialno", "materialnr", "materialnummer", "artikelno", "artikelnr", "artikelnummer", "artikel no",
        "material no", "produktno", "produktnr", "produktnummer", "sachnummer", "teilenummer",
    ]),
    is(Item, Origin::German, 0.93, &["artikel", "produkt", "teil", "sachno"]),
    is(Item, Origin::French, 1.0, &["code article", "no article", "article no", "reference article", "code produit", "ref article", "reference produit"]),
    is(Item, Origin::French, 0.93, &["reference", "produit", "ref"]),
    is(Item, Origin::Spanish, 1.0, &["codigo producto", "no producto", "cod producto", "codigo articulo", "cod articulo", "no articulo", "referencia"]),
    is(Item, Origin::Spanish, 0.93, &["articulo", "producto"]),
    // ---- item name
    is(ItemName, Origin::English, 1.0, &[
        "item name", "item description", "item desc", "product name", "product description", "product desc", "description",
        "material description", "article name", "article description", "part description", "part name", "material text",
        "sku name", "sku description", "desc", "product title",
    ]),
    is(ItemName, Origin::English, 0.55, &["item", "product", "name", "title", "material"]),
    is(ItemName, Origin::Sap, 1.0, &["maktx", "arktx", "short text", "item short text"]),
    is(ItemName, Origin::German, 1.0, &[
        "bezeichnung", "beschreibung", "materialkurztext", "artikelbezeichnung", "artikelname", "produktname", "kurztext",
        "artikelbeschreibung", "materialbezeichnung", "produktbezeichnung",
    ]),
    is(ItemName, Origin::German, 0.55, &["artikel", "produkt"]),
    is(ItemName, Origin::French, 1.0, &["designation", "description article", "designation article", "libelle", "libelle article", "nom produit", "designation produit"]),
    is(ItemName, Origin::Spanish, 1.0, &["denominacion", "descripcion", "texto breve", "descripcion articulo", "descripcion producto", "nombre producto", "texto breve material"]),
    // ---- quantity
    is(Quantity, Origin::English, 1.0, &[
        "quantity", "qty", "units", "order quantity", "order qty", "ordered quantity", "ordered qty",
        "quantity ordered", "sales quantity", "sales qty", "units sold", "invoiced quantity", "line item quantity", "line quantity",
        "quantity sold", "unit quantity", "pieces", "pcs", "no qty",
    ]),
    is(Quantity, Origin::English, 0.85, &["billed quantity", "delivered quantity", "qty delivered", "qty invoiced", "shipped quantity", "shipped qty", "cases", "volume sold", "demand", "sales units"]),
    is(Quantity, Origin::Sap, 1.0, &["kwmeng", "fkimg"]),
    is(Quantity, Origin::Sap, 0.9, &["lfimg", "order qty su", "fklmg", "lsmeng", "mng01"]),
    is(Quantity, Origin::Oracle, 1.0, &["line fulfilled qty", "quantity invoiced"]),
    is(Quantity, Origin::Dynamics, 1.0, &["sales qty", "ordered sales quantity", "qty"]),
    is(Quantity, Origin::Odoo, 1.0, &["qty ordered"]),
    is(Quantity, Origin::BusinessCentral, 0.85, &["item ledger entry quantity", "quantity base"]),
    is(Quantity, Origin::German, 1.0, &["menge", "auftragsmenge", "fakturierte menge", "stuck", "stuckzahl", "anzahl", "bestellmenge", "verkaufsmenge", "absatz", "absatzmenge"]),
    is(Quantity, Origin::German, 0.85, &["liefermenge", "gelieferte menge"]),
    is(Quantity, Origin::French, 1.0, &["quantite", "qte", "qte commandee", "quantite commandee", "quantite facturee", "qte facturee"]),
    is(Quantity, Origin::French, 0.85, &["qte expediee", "qte livree", "quantite livree"]),
    is(Quantity, Origin::Spanish, 1.0, &["cantidad", "cantidad pedido", "cant", "cant facturada", "cantidad facturada", "unidades", "cant pedida"]),
    // ---- net sales
    is(Revenue, Origin::English, 1.0, &[
        "net sales", "net value", "net revenue", "revenue", "sales", "net amount", "sales value", "sales revenue", "turnover",
        "line value", "line item value", "line amount", "net price total", "sales amount", "extended amount", "extended price",
        "net line amount", "total excl tax", "net turnover",
    ]),
    is(Revenue, Origin::English, 0.85, &["amount", "value", "line total", "total", "subtotal", "total price", "total amount", "order value", "total sales", "invoice amount", "price total", "sales total"]),
    is(Revenue, Origin::Sap, 1.0, &["netwr", "net val", "net value document currency"]),
    is(Revenue, Origin::Sap, 0.85, &["kzwi2", "kzwi3"]),
    is(Revenue, Origin::Oracle, 1.0, &["line extended amount", "revenue amount"]),
    is(Revenue, Origin::Dynamics, 1.0, &["line amount mst", "line amount"]),
    is(Revenue, Origin::Odoo, 1.0, &["untaxed amount", "untaxed total"]),
    is(Revenue, Origin::BusinessCentral, 1.0, &["sales amount actual", "amount excl vat", "line amount excl vat", "sales amount expected"]),
    is(Revenue, Origin::German, 1.0, &[
        "nettowert", "umsatz", "nettoumsatz", "erlos", "nettobetrag", "nettoerlos", "erlose", "umsatz netto", "betrag netto",
        "zeilenbetrag", "warenwert", "positionswert", "verkaufsbetrag tatsachl",
    ]),
    is(Revenue, Origin::German, 0.85, &["betrag", "wert", "gesamtpreis", "gesamtbetrag"]),
    is(Revenue, Origin::French, 1.0, &["valeur nette", "montant ht", "chiffre affaires", "ca", "ca ht", "montant net", "montant hors taxe", "montant hors taxes", "chiffre affaires net", "ventes"]),
    is(Revenue, Origin::French, 0.85, &["montant", "montant ligne", "total ht"]),
    is(Revenue, Origin::Spanish, 1.0, &["valor neto", "importe neto", "ventas", "facturacion", "importe linea", "ventas netas", "base imponible"]),
    is(Revenue, Origin::Spanish, 0.85, &["importe", "valor", "importe venta"]),
    // ---- gross sales
    is(GrossRevenue, Origin::English, 1.0, &["gross sales", "gross value", "list value", "gross revenue", "gross amount", "list sales", "sales at list price", "gross turnover", "gross sales list"]),
    is(GrossRevenue, Origin::Sap, 1.0, &["brtwr", "kzwi1"]),
    is(GrossRevenue, Origin::German, 1.0, &["bruttowert", "listenwert", "bruttoumsatz"]),
    is(GrossRevenue, Origin::French, 1.0, &["valeur brute", "ca brut"]),
    is(GrossRevenue, Origin::Spanish, 1.0, &["valor bruto", "ventas brutas"]),
    // ---- unit price
    is(UnitPrice, Origin::English, 1.0, &["unit price", "price", "sales price", "selling price", "net price", "price unit", "unit selling price", "price each", "item price", "unit price excl vat"]),
    is(UnitPrice, Origin::Sap, 1.0, &["netpr"]),
    is(UnitPrice, Origin::German, 1.0, &["preis", "stuckpreis", "einzelpreis", "vk preis", "verkaufspreis", "nettopreis", "einheitspreis"]),
    is(UnitPrice, Origin::French, 1.0, &["prix unitaire", "pu", "p u", "prix", "prix vente", "prix unitaire ht", "pu ht"]),
    is(UnitPrice, Origin::Spanish, 1.0, &["precio unitario", "precio", "precio venta"]),
    // ---- discount
    is(DiscountRate, Origin::English, 1.0, &["discount", "discount rate", "discount percent", "discount pct", "line discount percent", "disc", "disc percent", "line discount"]),
    is(DiscountRate, Origin::Dynamics, 1.0, &["line percent", "line disc", "line disc percent"]),
    is(DiscountRate, Origin::German, 1.0, &["rabatt", "nachlass", "rabatt percent", "rabattsatz", "zeilenrabatt percent"]),
    is(DiscountRate, Origin::French, 1.0, &["remise", "taux remise", "remise percent", "percent remise"]),
    is(DiscountRate, Origin::Spanish, 1.0, &["descuento", "percent descuento", "dto", "descuento percent", "percent dto"]),
    // ---- cost of goods
    is(Cost, Origin::English, 1.0, &["cost", "cogs", "cost goods", "cost goods sold", "cost sales", "total cost", "cost value", "cost amount", "line cost", "standard cost total", "goods cost"]),
    is(Cost, Origin::Sap, 1.0, &["wavwr", "vprs"]),
    is(Cost, Origin::Dynamics, 1.0, &["cost amount posted", "cost value posted"]),
    is(Cost, Origin::BusinessCentral, 1.0, &["cost amount actual", "cost amount expected"]),
    is(Cost, Origin::German, 1.0, &["verrechnungswert", "wareneinsatz", "kosten", "hk", "selbstkosten", "herstellkosten", "einstandswert", "einsatz", "kosten wareneinsatz", "herstellungskosten"]),
    is(Cost, Origin::French, 1.0, &["cout", "cout revient", "prix revient", "cout ventes", "cout marchandises", "cout total"]),
    is(Cost, Origin::Spanish, 1.0, &["coste", "costo", "coste ventas", "costo ventas", "coste total", "coste mercancias"]),
    // ---- unit cost
    is(UnitCost, Origin::English, 1.0, &["unit cost", "cost price", "cost per unit", "standard cost", "std cost", "item cost", "standard price", "purchase price", "cost each", "cost unit", "moving average price"]),
    is(UnitCost, Origin::Sap, 1.0, &["stprs", "verpr"]),
    is(UnitCost, Origin::Dynamics, 1.0, &["cost price", "costprice"]),
    is(UnitCost, Origin::German, 1.0, &["standardpreis", "einstandspreis", "stuckkosten", "ek preis", "einkaufspreis", "gleitender durchschnittspreis", "gld", "einstandspreis mw"]),
    is(UnitCost, Origin::French, 1.0, &["prix standard", "cout unitaire", "pmp", "prix achat"]),
    is(UnitCost, Origin::Spanish, 1.0, &["precio estandar", "coste unitario", "costo unitario", "precio medio variable", "precio coste"]),
    // ---- margin
    is(Profit, Origin::English, 1.0, &["profit", "gross profit", "margin", "gross margin", "contribution margin", "profit amount", "margin value", "margin amount", "line profit"]),
    is(Profit, Origin::German, 1.0, &["deckungsbeitrag", "rohertrag", "marge", "db", "db1", "bruttoertrag", "gewinn", "rohgewinn"]),
    is(Profit, Origin::French, 1.0, &["marge brute", "benefice", "montant marge"]),
    is(Profit, Origin::Spanish, 1.0, &["margen", "margen bruto", "beneficio", "ganancia"]),
    // ---- weight
    is(Weight, Origin::English, 1.0, &["weight", "gross weight", "total weight", "line weight", "shipping weight", "weight gross"]),
    is(Weight, Origin::English, 0.95, &["net weight", "weight net"]),
    is(Weight, Origin::Sap, 1.0, &["brgew"]),
    is(Weight, Origin::Sap, 0.95, &["ntgew"]),
    is(Weight, Origin::German, 1.0, &["gewicht", "bruttogewicht", "gesamtgewicht"]),
    is(Weight, Origin::German, 0.95, &["nettogewicht"]),
    is(Weight, Origin::French, 1.0, &["poids", "poids brut", "poids total"]),
    is(Weight, Origin::French, 0.95, &["poids net"]),
    is(Weight, Origin::Spanish, 1.0, &["peso", "peso bruto", "peso total"]),
    is(Weight, Origin::Spanish, 0.95, &["peso neto"]),
    // ---- return and cancelled
    is(ReturnFlag, Origin::English, 1.0, &["returned", "return", "is return", "return flag", "credit", "credit memo", "is credit", "return item", "returns", "is returned", "returned flag"]),
    is(ReturnFlag, Origin::Sap, 1.0, &["shkzg", "returns item"]),
    is(ReturnFlag, Origin::Oracle, 1.0, &["return reason code", "return reason"]),
    is(ReturnFlag, Origin::German, 1.0, &["retoure", "gutschrift", "rucksendung", "retourenkennzeichen", "rucklieferung"]),
    is(ReturnFlag, Origin::French, 1.0, &["retour", "avoir"]),
    is(ReturnFlag, Origin::Spanish, 1.0, &["devolucion", "abono"]),
    is(CancelledFlag, Origin::English, 1.0, &["cancelled", "canceled", "is cancelled", "is canceled", "cancelled flag", "canceled flag", "rejection", "reason rejection", "rejection reason", "cancellation"]),
    is(CancelledFlag, Origin::Sap, 1.0, &["abgru", "reason for rejection"]),
    is(CancelledFlag, Origin::Oracle, 1.0, &["line canceled flag", "cancelled flag"]),
    is(CancelledFlag, Origin::German, 1.0, &["absagegrund", "storniert", "storno", "stornokennzeichen"]),
    is(CancelledFlag, Origin::French, 1.0, &["motif refus", "annule", "annulee"]),
    is(CancelledFlag, Origin::Spanish, 1.0, &["motivo rechazo", "anulado", "cancelado"]),
    // ---- family, channel, warehouse
    is(Family, Origin::English, 1.0, &["category", "product category", "item category", "family", "product family", "item family", "product group", "item group", "material group", "category product", "item category code", "commodity group", "product line", "department", "range"]),
    is(Family, Origin::English, 0.7, &["sub category", "subcategory", "product type", "product hierarchy", "brand"]),
    is(Family, Origin::Sap, 1.0, &["matkl", "matl group"]),
    is(Family, Origin::Sap, 0.8, &["prodh"]),
    is(Family, Origin::Dynamics, 1.0, &["item group id"]),
    is(Family, Origin::German, 1.0, &["warengruppe", "artikelgruppe", "produktgruppe", "kategorie", "produktfamilie", "artikelkategorie"]),
    is(Family, Origin::German, 0.8, &["produkthierarchie"]),
    is(Family, Origin::French, 1.0, &["groupe marchandises", "famille", "categorie", "famille produit", "famille article", "categorie article"]),
    is(Family, Origin::Spanish, 1.0, &["grupo articulos", "familia", "categoria", "jerarquia", "familia producto", "grupo materiales"]),
    is(Channel, Origin::English, 1.0, &["channel", "sales channel", "distribution channel", "order channel", "distr channel", "channel name"]),
    is(Channel, Origin::English, 0.6, &["segment", "customer segment", "market segment", "customer type"]),
    is(Channel, Origin::Sap, 1.0, &["vtweg"]),
    is(Channel, Origin::Oracle, 1.0, &["sales channel code"]),
    is(Channel, Origin::German, 1.0, &["kanal", "vertriebsweg", "vertriebskanal", "absatzkanal", "absatzweg"]),
    is(Channel, Origin::French, 1.0, &["canal", "canal distribution", "canal vente"]),
    is(Channel, Origin::Spanish, 1.0, &["canal venta", "canal distribucion"]),
    is(Warehouse, Origin::English, 1.0, &["warehouse", "plant", "location code", "dc", "distribution center", "distribution centre", "warehouse code", "warehouse id", "depot", "ship from", "shipping point", "fulfillment center", "stocking location", "plant code"]),
    is(Warehouse, Origin::English, 0.8, &["site", "location", "store", "branch", "storage location"]),
    is(Warehouse, Origin::Sap, 1.0, &["werks"]),
    is(Warehouse, Origin::Sap, 0.8, &["lgort", "vstel"]),
    is(Warehouse, Origin::Oracle, 1.0, &["ship from org id", "ship from org"]),
    is(Warehouse, Origin::Dynamics, 1.0, &["invent location id", "shipping warehouse id"]),
    is(Warehouse, Origin::Dynamics, 0.8, &["invent site id", "shipping site id"]),
    is(Warehouse, Origin::German, 1.0, &["werk", "lager", "lagerortcode", "auslieferungslager"]),
    is(Warehouse, Origin::German, 0.8, &["lagerort", "standort", "versandstelle", "niederlassung"]),
    is(Warehouse, Origin::French, 1.0, &["division", "magasin", "entrepot", "depot", "code magasin"]),
    is(Warehouse, Origin::Spanish, 1.0, &["centro", "almacen", "planta", "cod almacen"]),
    is(Warehouse, Origin::Spanish, 0.8, &["sede"]),
    // ---- costs that stand on the line
    is(DirectCost, Origin::English, 1.0, &["freight", "freight cost", "freight costs", "shipping cost", "shipping costs", "freight charge", "transport cost", "delivery cost", "insurance", "line item insurance", "insurance cost", "customs", "duty", "duties", "postage", "handling cost", "packaging cost", "shipping charges"]),
    is(DirectCost, Origin::German, 1.0, &["fracht", "frachtkosten", "transportkosten", "versandkosten", "versicherung", "zoll", "speditionskosten"]),
    is(DirectCost, Origin::French, 1.0, &["frais transport", "frais port", "cout transport", "fret", "assurance", "frais livraison"]),
    is(DirectCost, Origin::Spanish, 1.0, &["flete", "gastos envio", "coste transporte", "portes", "seguro", "costo transporte"]),
    // ---- known and not used by the analysis of order lines
    // ---- what few files have
    is(RequestedDate, Origin::English, 1.0, &[
        "requested date", "requested delivery date", "request date", "requested ship date", "need date", "need by date",
        "required date", "wanted date", "customer requested date", "requested delivery", "date required",
    ]),
    is(RequestedDate, Origin::Sap, 1.0, &["vdatu", "edatu", "requested deliv date", "req delivery date", "req deliv date"]),
    is(RequestedDate, Origin::German, 1.0, &["wunschlieferdatum", "wunschtermin", "wunschdatum"]),
    is(RequestedDate, Origin::French, 1.0, &["date livraison souhaitee", "date souhaitee", "date livraison demandee"]),
    is(RequestedDate, Origin::Spanish, 1.0, &["fecha entrega solicitada", "fecha solicitada"]),
    is(Unit, Origin::English, 1.0, &["uom", "unit measure", "unit measure code", "unit", "sales unit", "order quantity uom", "units measure", "qty unit", "quantity unit"]),
    is(Unit, Origin::English, 0.8, &["base unit measure", "base unit"]),
    is(Unit, Origin::Sap, 1.0, &["vrkme"]),
    is(Unit, Origin::Sap, 0.8, &["meins"]),
    is(Unit, Origin::German, 1.0, &["me", "mengeneinheit", "verkaufsmengeneinheit", "einheit"]),
    is(Unit, Origin::German, 0.8, &["basismengeneinheit"]),
    is(Unit, Origin::French, 1.0, &["unite", "uq", "unite mesure"]),
    is(Unit, Origin::Spanish, 1.0, &["unidad", "um", "unidad medida"]),
    is(Currency, Origin::English, 1.0, &["currency", "currency code", "curr", "doc currency", "document currency", "currency id", "sales currency"]),
    is(Currency, Origin::Sap, 1.0, &["waerk", "waers", "doc curr"]),
    is(Currency, Origin::Oracle, 1.0, &["transactional curr code"]),
    is(Currency, Origin::German, 1.0, &["wahrung", "belegwahrung"]),
    is(Currency, Origin::French, 1.0, &["devise"]),
    is(Currency, Origin::Spanish, 1.0, &["moneda", "divisa"]),
    other("the number of the row or line", &["row id", "row no", "row", "line no", "line id", "line", "pos", "posnr", "position", "zeile", "ligne", "linea", "poste", "posicion", "index", "record id", "entry no", "order line", "item position", "id", "no", "order line no", "order line id", "line item no", "line item id"]),
    other("the ship-to address", &["ship to", "ship to code", "ship to org id", "ship to party name", "warenempfanger", "lieferadresse", "delivery postal address", "delivery address", "receptionnaire", "livre", "destinatario mercancias", "enviar", "ship to name", "ship name", "ship address"]),
    other("a customer group", &["customer group", "kdgrp", "bzirk", "cust group", "custgroup", "customer class", "customer posting group", "kundengruppe", "bezirk", "groupe client", "secteur", "grupo clientes", "zona", "sales district", "price group", "customer category"]),
    other("a place", &["country", "country region code", "country region id", "city", "town", "state", "province", "region", "postal code", "zip", "zip code", "postcode", "post code", "street", "address", "address1", "land", "ort", "plz", "postleitzahl", "strasse", "bundesland", "pays", "ville", "code postal", "adresse", "pais", "ciudad", "codigo postal", "direccion", "provincia", "land1", "ort01", "pstlz", "regio", "territory", "latitude", "longitude", "market"]),
    other("the unit of another column", &["gewei", "voleh", "weight unit", "volume unit", "unit measure per pack"]),
    other("an exchange rate", &["exchange rate", "kursf", "wechselkurs"]),
    other("a weight of one unit", &["unit weight", "weight per unit", "stuckgewicht", "poids unitaire", "peso unitario"]),
    other("a volume", &["volume", "volum", "unit volume", "volumen", "cbm", "m3"]),
    other("the mode of shipment", &["ship mode", "shipment mode", "ship via", "shipping method", "carrier", "delivery mode", "transport mode", "versandart", "mode transport", "fulfill via", "shipping agent code", "shipment method", "shipment method code", "dlv mode"]),
    other("delivery terms", &["incoterm", "incoterms", "inco term", "vendor inco term", "inco1", "dlv term", "fob point code", "freight terms code", "lieferbedingung", "freight terms"]),
    other("payment terms", &["payment terms", "payment term", "payment terms code", "zterm", "payment term id", "paym term id", "zahlungsbedingung", "conditions paiement", "condition reglement", "condiciones pago", "payment method", "payment type", "payment mode"]),
    other("a supplier", &["vendor", "supplier", "vendor no", "vendor id", "supplier id", "supplier name", "vendor name", "lifnr", "vend account", "lieferant", "kreditor", "fournisseur", "proveedor", "manufacturer", "manufacturing site", "buy from vendor no"]),
    other("the customer’s own reference", &["customer reference", "customer po", "customer po no", "your reference", "bstkd", "bstnk", "purchase order no", "cust po no", "external document no", "ihre referenz", "customer order ref"]),
    other("the type of the document", &["order type", "document type", "sales type", "auart", "fkart", "pstyv", "order type id", "auftragsart", "belegart", "type commande", "clase pedido", "tipo documento", "item ledger entry type", "entry type", "sales document type", "order category code", "item category type", "transaction type", "item type"]),
    other("a status", &["status", "order status", "sales status", "line status", "open flag", "state order", "estado", "statut", "delivery status", "invoice status"]),
    other("an organisation", &["sales org", "sales organization", "sales organisation", "vkorg", "org id", "operating unit", "verkaufsorganisation", "organisation commerciale", "organizacion ventas", "company code", "bukrs", "data area id", "dataareaid", "legal entity", "spart", "sales office", "vkbur", "business unit"]),
    other("a person", &["salesperson", "sales rep", "salesrep id", "salesperson code", "salespers purch code", "verkaufer", "vendeur", "vendedor", "created by", "managed by", "ernam", "employee", "user", "owner", "sachbearbeiter"]),
    other("contact data", &["phone", "email", "e mail", "fax", "telephone", "contact", "website"]),
    other("tax", &["tax", "vat", "tax amount", "vat amount", "mwst", "tva", "iva", "ust", "mwsbp", "amount including vat", "amount incl vat", "total incl tax", "vat percent", "tax rate"]),
    other("a discount amount", &["discount amount", "line discount amount", "inv discount", "rabattbetrag", "montant remise", "importe descuento", "line disc amount", "rebate", "bonus", "ristourne", "rappel", "ruckvergutung", "discount value", "kbetr"]),
    other("the price of a pack or list", &["pack price", "list price", "unit list price", "listenpreis", "prix catalogue", "precio lista", "msrp", "rrp", "price unit quantity", "kpein"]),
    other("a period", &["period", "month", "year", "week", "quarter", "spmon", "monat", "gjahr", "jahr", "periode", "mois", "annee", "mes", "ano", "periodo", "fiscal year", "period name", "woche", "semaine", "semana"]),
    other("an account or cost centre", &["cost center", "cost centre", "kostl", "kostenstelle", "centre couts", "centro coste", "g account no", "kstar", "hkont", "kostenart", "sachkonto", "main account", "profit center", "prctr", "global dimension 1 code", "global dimension 2 code"]),
    other("an open or reserved quantity", &["open quantity", "open qty", "omeng", "offene menge", "outstanding quantity", "qty to deliver", "qty to ship", "remain sales physical", "quantity to ship", "qte restante", "reste livrer", "cantidad pendiente", "reserved quantity", "qty to invoice", "cancelled quantity", "line canceled qty", "backordered qty"]),
    other("a quotation or project", &["project", "project code", "quote no", "pq no", "quotation no", "opportunity", "campaign", "contract no"]),
    other("a delivery note", &["asn", "asn no", "dn no", "asn dn no", "shipment no", "tracking no", "lieferschein", "lieferscheinno", "lieferscheinnr", "delivery document"]),
    other("a batch or serial number", &["batch", "batch no", "lot no", "serial no", "charg", "charge", "charge no", "lote"]),
    other("stock planning data", &["lead time", "safety stock", "reorder point", "on hand", "stock", "bestand", "moq", "days ship", "delivery lead time", "days delay"]),
    other("a note", &["comment", "comments", "note", "notes", "remark", "remarks", "bemerkung", "commentaire", "observaciones"]),
    other("a property of the product", &["dosage", "dosage form", "molecule test type", "color", "colour", "size", "sub classification", "first line designation", "style", "variant code"]),
    other("a count of lines", &["no lines", "line count", "no items"]),
];

/// Names in files of items, customers and stock, beside those of the table.
#[rustfmt::skip] // as above
pub(super) static ROLE_TABLE: &[Meanings] = &[
    is(Weight, Origin::English, 1.0, &["unit weight", "weight per unit", "stuckgewicht", "poids unitaire", "peso unitario"]),
    is(UnitCost, Origin::English, 1.0, &["cost", "std price", "cost std", "unit cost price", "cost per piece"]),
    is(PaymentDays, Origin::English, 1.0, &[
        "payment days", "days to pay", "payment term days", "payment terms days", "net days", "days payment", "dso", "credit days", "terms days",
    ]),
    is(PaymentDays, Origin::English, 0.8, &["payment terms", "payment term", "terms"]),
    is(PaymentDays, Origin::German, 1.0, &["zahlungsziel", "zahlungsziel tage", "zahlungstage", "zahlungsfrist"]),
    is(PaymentDays, Origin::French, 1.0, &["delai paiement", "jours paiement"]),
    is(PaymentDays, Origin::Spanish, 1.0, &["dias pago", "plazo pago"]),
    is(Distance, Origin::English, 1.0, &["km", "kilometres", "kilometers", "distance", "distance km", "km to customer", "road km"]),
    is(Distance, Origin::German, 1.0, &["entfernung", "entfernung km", "kilometer"]),
    is(Distance, Origin::French, 1.0, &["distance client", "kilometrage"]),
    is(Distance, Origin::Spanish, 1.0, &["distancia", "kilometros"]),
    is(StockQuantity, Origin::English, 1.0, &[
        "on hand", "stock", "qty on hand", "quantity on hand", "on hand qty", "on hand quantity", "stock qty", "stock quantity", "inventory",
        "unrestricted", "average stock", "avg stock", "stock on hand", "inventory quantity", "available stock", "units stock", "stock units",
    ]),
    is(StockQuantity, Origin::Sap, 1.0, &["labst", "clabs"]),
    is(StockQuantity, Origin::German, 1.0, &["bestand", "lagerbestand", "frei verwendbar", "menge lager"]),
    is(StockQuantity, Origin::French, 1.0, &["quantite stock", "stock disponible"]),
    is(StockQuantity, Origin::Spanish, 1.0, &["existencias", "cantidad stock"]),
    is(StockValue, Origin::English, 1.0, &[
        "stock value", "inventory value", "value stock", "value unrestricted", "average stock value", "avg stock value", "on hand value",
    ]),
    is(StockValue, Origin::Sap, 1.0, &["salk3"]),
    is(StockValue, Origin::German, 1.0, &["bestandswert", "lagerwert"]),
    is(StockValue, Origin::French, 1.0, &["valeur stock"]),
    is(StockValue, Origin::Spanish, 1.0, &["valor stock", "valor existencias"]),
    is(Date, Origin::English, 0.8, &["stock date", "snapshot date", "count date"]),
    // In lists of activities: what is counted.
    is(Unit, Origin::English, 1.0, &["activity", "activity type", "activity name", "aktivitat", "tatigkeit", "activite", "actividad"]),
];

#[cfg(test)]
mod tests {
    use super::super::header::words;
    use super::*;

    #[test]
    fn names_are_in_the_form_of_normalised_headers() {
        let names = TABLE.iter().chain(ROLE_TABLE).flat_map(|names| names.names);
        let odd: Vec<_> = names
            .map(|&name| (name, words(name).text))
            .filter(|(name, form)| name != form)
            .collect();
        assert!(odd.is_empty(), "write these as the second: {odd:?}");
    }

    #[test]
    fn strengths_are_shares() {
        assert!(
            TABLE
                .iter()
                .chain(ROLE_TABLE)
                .all(|n| (0.0..=1.0).contains(&n.strength) && !n.names.is_empty())
        );
    }

    #[test]
    fn every_field_has_names_except_the_cost_of_an_order() {
        // An order's cost is called the same as a line's; only its values tell them apart. An
        // activity is called anything.
        for field in Field::ALL {
            let named = TABLE
                .iter()
                .chain(ROLE_TABLE)
                .any(|n| n.meaning == Meaning::Is(field));
            assert_eq!(
                named,
                !matches!(field, Field::OrderCost | Field::Activity),
                "{field:?}"
            );
        }
    }
}
