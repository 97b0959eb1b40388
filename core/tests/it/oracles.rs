//! Numbers recorded from other programs.

use crate::support::{analysed, close, oracle, oracle_case as case, pool, with_pools};
use std::fmt::Write as _;
use tenfold_core::cube::Part;
use tenfold_core::demand::classify;
use tenfold_core::settings::{AbcBoundary, Driver};

/// One case under the four published rules.
fn abc_boundary(id: &str) {
    let Some(oracle) = oracle("abc_boundary_rules.json") else {
        return;
    };
    let case = case(&oracle, id);
    let inputs = &case["inputs"];
    let mut values: Vec<f64> = inputs["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_f64().unwrap())
        .collect();
    values.sort_by(|a, b| b.total_cmp(a));
    let limits = [inputs["a"].as_f64().unwrap(), inputs["b"].as_f64().unwrap()];
    for (rule, boundary, limits) in [
        (
            "cum_inclusive_le",
            AbcBoundary::ShareIncludingAtMost,
            limits,
        ),
        ("cum_inclusive_lt", AbcBoundary::ShareIncludingBelow, limits),
        ("cum_exclusive_lt", AbcBoundary::ShareBefore, limits),
        ("item_count_20_50", AbcBoundary::ItemCount, [0.20, 0.50]),
    ] {
        let got: Vec<&str> = classify(&values, limits, boundary)
            .iter()
            .map(|(c, _)| c.letter())
            .collect();
        let want: Vec<&str> = case["outputs"][rule]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| v.as_str().unwrap())
            .collect();
        assert_eq!(got, want, "{id} by {rule}");
    }
}

#[test]
fn oracle_abc_boundary_rules_sap_blog_50_33_17() {
    abc_boundary("sap_blog_50_33_17 (thresholds 70/90)");
}

#[test]
fn oracle_abc_boundary_rules_one_dominant_item() {
    abc_boundary("one_dominant_item");
}

#[test]
fn oracle_abc_boundary_rules_exact_hits_80_95() {
    abc_boundary("exact_hits_80_95");
}

#[test]
fn oracle_abc_boundary_rules_flat_10() {
    abc_boundary("flat_10");
}

#[test]
fn oracle_abc_boundary_rules_two_items_50_50() {
    abc_boundary("two_items_50_50");
}

#[test]
fn oracle_abc_boundary_rules_with_negative_margin() {
    abc_boundary("with_negative_margin");
}

#[test]
fn oracle_step_1_cost_to_serve_pool_driver_allocation_and_whale_curve() {
    let Some(oracle) = oracle("step_1_cost_to_serve.json") else {
        return;
    };
    let case = case(&oracle, "pool_driver_allocation_and_whale_curve");
    let customers = case["inputs"]["customers"].as_array().unwrap();
    let mut text = "order,date,customer,item,quantity,revenue,cost,weight,returned\n".to_owned();
    for customer in customers {
        let id = customer["id"].as_str().unwrap();
        let whole = |key: &str| customer[key].as_u64().unwrap();
        let (lines, orders) = (whole("lines"), whole("orders"));
        for k in 0..lines {
            // Spread the lines over the orders; the drops of the example ride on the units.
            let order = k % orders.max(1);
            let first = u64::from(k == 0);
            let [sales, cogs, kg, drops] =
                ["sales", "cogs", "kg", "drops"].map(|key| whole(key) * first);
            writeln!(
                text,
                "{id}-{order},2024-01-01,{id},I,{drops},{sales},{cogs},{kg},no"
            )
            .unwrap();
        }
        for k in 0..whole("returns") {
            writeln!(text, "{id}-r{k},2024-01-01,{id},I,0,0,0,0,yes").unwrap();
        }
    }
    let mapping = r#"{"columns": {"order": "order", "date": "date", "customer": "customer",
        "product": "item", "quantity": "quantity", "revenue": "revenue", "cost": "cost",
        "weight": "weight", "returned": "returned"}}"#;
    let mut project = analysed(text.as_bytes(), Some(mapping));
    let pools = &case["inputs"]["pools"];
    let given = |name: &str, driver| {
        pool(
            name,
            pools[name]["amount"].as_f64().unwrap(),
            driver,
            pools[name]["avoidable"].as_f64().unwrap(),
        )
    };
    with_pools(
        &mut project,
        vec![
            given("order_handling", Driver::Lines),
            given("distribution", Driver::Units),
            given("warehousing", Driver::Weight),
            given("returns", Driver::Returns),
        ],
    );
    let analysis = project.analysis().unwrap();
    for want in case["outputs"]["customers"].as_array().unwrap() {
        let id = want["id"].as_str().unwrap();
        let c = analysis.data.customers.find(id).unwrap() as usize;
        let profit = &analysis.profits.customers[c];
        close(
            profit.cost_to_serve(),
            want["cost_to_serve"].as_f64().unwrap(),
            id,
        );
        close(profit.margin(), want["gross_margin"].as_f64().unwrap(), id);
        close(profit.net(), want["net"].as_f64().unwrap(), id);
        let mut avoidable = 0.0;
        for pool in &analysis.model.pools {
            let part = analysis
                .model
                .pool_cost(pool, &analysis.cube, Part::Customer(c as u32));
            close(
                part,
                want["alloc"][&pool.pool.name].as_f64().unwrap(),
                &pool.pool.name,
            );
            avoidable += part * pool.pool.avoidable_share;
        }
        close(avoidable, want["avoidable"].as_f64().unwrap(), "avoidable");
        close(
            profit.pools - avoidable,
            want["stranded"].as_f64().unwrap(),
            "stranded",
        );
    }
    let want = case["outputs"]["whale_curve"].as_array().unwrap();
    for ((&customer, cumulative), want) in analysis
        .profits
        .ranked_customers
        .iter()
        .zip(&analysis.whale.cumulative)
        .zip(want)
    {
        assert_eq!(
            analysis.data.customers.ids[customer as usize],
            want["id"].as_str().unwrap()
        );
        close(
            *cumulative,
            want["cum_profit"].as_f64().unwrap(),
            "cumulative",
        );
    }
    let peak = analysis.whale.peak / analysis.whale.total * 100.0;
    close(peak, case["outputs"]["peak_pct"].as_f64().unwrap(), "peak");
}

#[test]
fn oracle_step_1_cost_to_serve_mmir_pass_through_fixture() {
    let Some(oracle) = oracle("step_1_cost_to_serve.json") else {
        return;
    };
    let case = case(&oracle, "mmir_pass_through_fixture");
    let mut text = "order,date,customer,item,quantity,revenue,cost,returned\n".to_owned();
    for (i, customer) in case["inputs"]["customers"]
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
    {
        let sales = customer["net_sales"].as_f64().unwrap();
        let cost = sales - customer["product_contribution"].as_f64().unwrap();
        for k in 0..customer["n_order_lines"].as_u64().unwrap() {
            let first = f64::from(u8::from(k == 0));
            writeln!(
                text,
                "{i}-{k},2024-01-01,C{i},I,1,{},{},0",
                sales * first,
                cost * first
            )
            .unwrap();
        }
        for k in 0..customer["n_canceled_lines"].as_u64().unwrap() {
            writeln!(text, "{i}-x{k},2024-01-01,C{i},I,0,0,0,1").unwrap();
        }
    }
    let mapping = r#"{"columns": {"order": "order", "date": "date", "customer": "customer",
        "product": "item", "quantity": "quantity", "revenue": "revenue", "cost": "cost",
        "returned": "returned"}}"#;
    let mut project = analysed(text.as_bytes(), Some(mapping));
    let amount = case["inputs"]["pools"]["returns_waste"].as_f64().unwrap();
    with_pools(
        &mut project,
        vec![pool("returns_waste", amount, Driver::Returns, 1.0)],
    );
    let analysis = project.analysis().unwrap();
    close(
        analysis.model.pools[0].rate,
        case["outputs"]["rate_per_canceled_line"].as_f64().unwrap(),
        "rate",
    );
    for (i, want) in case["outputs"]["customer_contribution"]
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
    {
        let c = analysis.data.customers.find(&format!("C{i}")).unwrap() as usize;
        close(
            analysis.profits.customers[c].net(),
            want.as_f64().unwrap(),
            "net",
        );
    }
}
