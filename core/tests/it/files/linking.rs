//! Items, customers, activities and stock find their order lines by key.

use super::{analysed_files, opened, quality, read_all};
use crate::support::close;
use tenfold_core::fields::Field;
use tenfold_core::project::Project;
use tenfold_core::project::view::{Export, FileRole, Filter, MatchReport};
use tenfold_core::settings::{KeyKind, KeyRule, LinkSettings, SameKey};

const LINES: &str = "Order,Date,Customer,Item,Quantity,Net sales,Requested date,Currency,Unit\n\
    1,2024-01-05,0000012345,A-100,10,100.00,2024-01-12,EUR,PC\n\
    2,2024-02-07,C2,B 200,2,50.00,2024-02-07,USD,PC\n\
    3,2024-03-07,C3,GASKET-77X,1,25.00,,EUR,BOX\n\
    4,2024-03-08,c4,Z-1,1,5.00,2024-03-01,EUR,PC\n";
const ITEMS: &str = "Item No.,Description,Product family,Standard cost,Weight (kg),On hand\n\
    A-100,Bolt,Metal,6,0.5,40\nB200,Nut,Metal,20,1.5,3\nGASKET-77Y,Gasket,Rubber,,0.1,1\nOLD,Never sold,Rubber,1,1,0\n";
const CUSTOMERS: &str = "Customer No.,Name,Channel,Payment terms (days),Km\n\
    12345,Ada Ltd,Web,30,120\nC2,Ben AG,Shop,14,\nC3,Cleo SA,Web,,15.5\nC4,Dan,Shop,60,3\n";
const ACTIVITIES: &str = "Customer No.,Visits,Calls,Pallets\nC2,4,10,1\nC3,1,0,2\n";

fn report(project: &Project, file: &str) -> MatchReport {
    let matches = quality(project).matches;
    matches.iter().find(|m| m.file == file).unwrap().clone()
}

#[test]
fn files_are_told_by_their_columns_and_values() {
    use Field::{
        Activity, Channel, Customer, CustomerName, Distance, Family, Item, ItemName, PaymentDays,
        StockQuantity, UnitCost, Weight,
    };
    use FileRole::{Activities, CostPools, Customers, Items, OrderLines, Stock};
    let project = opened(&[
        ("lines.csv", LINES),
        ("items.csv", ITEMS),
        ("customers.csv", CUSTOMERS),
        ("activities.csv", ACTIVITIES),
        (
            "stock.csv",
            "Material;Plant;Unrestricted\nA-100;1000;5\nA-100;2000;7\nB;1000;2\n",
        ),
        (
            "pools.csv",
            "Pool,Amount,Driver\nPicking,100,lines\nFreight,50,orders\n",
        ),
        ("ledger.csv", "Name,Amount\nPicking,100\nTransport,50\n"),
    ]);
    let roles: Vec<FileRole> = project.opened().iter().map(|f| f.role).collect();
    assert_eq!(
        roles,
        [
            OrderLines, Items, Customers, Activities, Stock, CostPools, CostPools
        ]
    );
    let fields = |at: usize| -> Vec<Field> {
        project.opened()[at]
            .plan
            .columns
            .iter()
            .map(|c| c.field)
            .collect()
    };
    assert_eq!(
        fields(1),
        [Item, ItemName, Family, UnitCost, Weight, StockQuantity]
    );
    assert_eq!(
        fields(2),
        [Customer, CustomerName, Channel, PaymentDays, Distance]
    );
    assert_eq!(fields(3), [Customer, Activity, Activity, Activity]);
    assert!(project.opened().iter().all(|f| f.missing.is_empty()));
}

#[test]
fn facts_reach_their_lines() {
    let project = &mut analysed_files(&[
        ("lines.csv", LINES),
        ("items.csv", ITEMS),
        ("customers.csv", CUSTOMERS),
        ("activities.csv", ACTIVITIES),
    ]);
    let totals = project.overview(&Filter::default()).unwrap().totals;
    // 10 × 6, and the cost share of that sale, 60 %, for all others.
    close(totals.cost.unwrap(), 60.0 + 0.6 * 80.0, "cost of goods");
    let data = &project.analysis().unwrap().data;
    let item = data.items.find("A-100").unwrap();
    assert_eq!(data.items.name(item), "Bolt");
    assert_eq!(data.items.families[item as usize], "Metal");
    assert_eq!(data.weight.as_ref().unwrap()[0], 5.0);
    let attached = &data.attached;
    assert_eq!(
        attached.stock_value.as_ref().unwrap()[item as usize],
        Some(240.0)
    );
    let customer = data.customers.find("C2").unwrap();
    assert_eq!(data.customers.name(customer), "Ben AG");
    let at = customer as usize;
    assert_eq!(attached.payment_days.as_ref().unwrap()[at], Some(14.0));
    assert_eq!(
        attached.distance_km.as_ref().unwrap()[at],
        None,
        "not known is not zero"
    );
    assert_eq!(attached.activities[1].name, "Calls");
    assert_eq!(attached.activities[1].by_customer[at], 10.0);
    let channels = data.channels.as_ref().unwrap();
    assert_eq!(channels.texts[channels.codes[1] as usize], "Shop");
    assert_eq!(
        attached.requested_days.as_ref().unwrap(),
        &[7, 0, i32::MIN, -7]
    );
    let currencies = attached.currencies.as_ref().unwrap();
    assert_eq!(currencies.texts[currencies.codes[1] as usize], "USD");
    assert_eq!(
        quality(project).cost_estimated_lines,
        4,
        "a standard cost is an estimate"
    );
}

#[test]
fn the_match_is_weighed_by_money_and_near_misses_are_offered() {
    let files = [
        ("lines.csv", LINES),
        ("items.csv", ITEMS),
        ("customers.csv", CUSTOMERS),
    ];
    let mut project = analysed_files(&files);
    let items = report(&project, "items.csv");
    assert_eq!(
        (items.matched, items.only_lines, items.only_file),
        (1, 3, 3)
    );
    close(items.money_share, 100.0 / 180.0, "share");
    assert_eq!(items.missing[0].key, "B 200");
    assert_eq!(items.near.len(), 2, "{:?}", items.near);
    assert_eq!(items.near[0].rule, Some(KeyRule::BlanksAndHyphens));
    let gasket = SameKey {
        kind: KeyKind::Item,
        in_lines: "GASKET-77X".to_owned(),
        in_file: "GASKET-77Y".to_owned(),
    };
    assert_eq!(items.near[1].same, Some(gasket.clone()));
    let customers = report(&project, "customers.csv");
    assert_eq!(
        customers.headline,
        "2 of 4 customers of the order lines stand in customers.csv: 42\u{a0}% of net sales"
    );
    let rules: Vec<_> = customers.near.iter().map(|n| n.rule.unwrap()).collect();
    assert_eq!(rules, [KeyRule::LeadingZeros, KeyRule::Case]);

    // Treated as the same, they match, which is told and can be undone.
    let mut settings = project.settings().clone();
    for near in items.near.iter().chain(&customers.near) {
        settings.linking = settings.linking.toggled(near.rule, near.same.as_ref());
    }
    project.set_settings(settings).unwrap();
    read_all(&mut project, &files);
    let items = report(&project, "items.csv");
    assert_eq!(
        (items.matched, items.only_lines, items.near.len()),
        (3, 1, 0)
    );
    assert_eq!(items.in_force.len(), 2);
    let customers = report(&project, "customers.csv");
    assert_eq!((customers.matched, customers.in_force.len()), (4, 2));
    let data = &project.analysis().unwrap().data;
    assert_eq!(
        data.customers
            .name(data.customers.find("0000012345").unwrap()),
        "Ada Ltd"
    );
    let linking = &project.settings().linking;
    let undone = linking
        .toggled(Some(KeyRule::Case), None)
        .toggled(None, Some(&gasket));
    assert_eq!((undone.rules.len(), undone.same.len()), (2, 0));
}

#[test]
fn roles_mappings_and_rules_are_saved_and_shared() {
    let files = [("lines.csv", LINES), ("people.csv", ACTIVITIES)];
    let mut project = opened(&files);
    project
        .change_reading(
            1,
            tenfold_core::project::view::ReadingChange::Role(FileRole::Customers),
        )
        .unwrap();
    let linking = LinkSettings {
        rules: vec![KeyRule::Case],
        same: Vec::new(),
    };
    let mut settings = project.settings().clone();
    settings.linking = linking.clone();
    project.set_settings(settings).unwrap();
    // As customers the columns are no activities until the user says so.
    assert_eq!(project.opened()[1].missing.len(), 1);
    let mut columns = project.opened()[1].plan.columns.clone();
    columns.push(tenfold_core::settings::MappedColumn {
        field: Field::Activity,
        column: 2,
    });
    project
        .change_reading(
            1,
            tenfold_core::project::view::ReadingChange::Columns(columns),
        )
        .unwrap();
    read_all(&mut project, &files);
    let text = project.export(&Export::Settings).unwrap().bytes;
    let text = String::from_utf8(text).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["files"][0]["role"], "customers");
    assert_eq!(json["files"][0]["activities"][0], "Calls");
    assert_eq!(json["linking"]["rules"][0], "case");

    let mut again = opened(&files);
    again
        .import_settings(&text)
        .unwrap_or_else(|e| panic!("{e:?}"));
    assert_eq!(again.settings().linking, linking);
    assert_eq!(again.opened()[1].role, FileRole::Customers);
    let columns = |project: &Project| {
        let mut columns = project.opened()[1].plan.columns.clone();
        columns.sort_by_key(|c| c.column);
        columns
    };
    assert_eq!(columns(&again), columns(&project));
    // And the next visit of the same project needs no import.
    project.close_opened();
    for (name, text) in files {
        project
            .open(name, text.len() as u64, text.as_bytes(), None)
            .unwrap();
    }
    assert_eq!(project.opened()[1].role, FileRole::Customers);
}

#[test]
fn stock_is_summed_over_places_and_averaged_over_days() {
    let stock = "Item;Plant;Snapshot date;On hand;Stock value\n\
        A-100;P1;2024-01-31;10;60\nA-100;P2;2024-01-31;2;12\nA-100;P1;2024-02-29;8;48\n";
    let project = analysed_files(&[("lines.csv", LINES), ("stock.csv", stock)]);
    let data = &project.analysis().unwrap().data;
    let value = data.attached.stock_value.as_ref().unwrap();
    let item = data.items.find("A-100").unwrap() as usize;
    assert_eq!(value[item], Some(60.0));
    assert_eq!(value.iter().filter(|v| v.is_some()).count(), 1);
}

#[test]
fn keys_that_stand_twice_are_told() {
    let items = "Item,Item name,Unit cost\nA-100,Bolt,6\nA-100,Bolt,7\nB,Nut,1\nC,Cap,1\nD,Disk,1\nE,Eye,1\nF,Fin,1\nG,Gear,1\nH,Hub,1\nI,Iris,1\nJ,Jig,1\nK,Key,1\nL,Lid,1\nM,Mop,1\nN,Net,1\nO,Oar,1\nP,Pin,1\nQ,Quay,1\nR,Rod,1\nS,Sun,1\nT,Tap,1\n";
    let project = analysed_files(&[("lines.csv", LINES), ("items.csv", items)]);
    let findings = report(&project, "items.csv").findings;
    assert!(
        findings[0].message.contains("1 key has more than one row"),
        "{findings:?}"
    );
}

#[test]
fn activities_in_a_list_become_one_driver_each() {
    let orders = "Order,Date,Customer,Item,Quantity,Net sales\n1,2024-01-05,Ada,Bolt,1,10\n2,2024-02-05,Ben,Nut,1,10\n";
    let list = "Customer,Activity,Count\nAda,Visits,3\nAda,Calls,10\nBen,Visits,1\nAda,Visits,2\n";
    let project = analysed_files(&[("orders.csv", orders), ("list.csv", list)]);
    assert_eq!(project.opened()[1].role, FileRole::Activities);
    let data = &project.analysis().unwrap().data;
    let ada = data.customers.find("Ada").unwrap() as usize;
    let of_ada: Vec<(&str, f64)> = data
        .attached
        .activities
        .iter()
        .map(|a| (a.name.as_str(), a.by_customer[ada]))
        .collect();
    assert_eq!(of_ada, [("Visits", 5.0), ("Calls", 10.0)]);
}
