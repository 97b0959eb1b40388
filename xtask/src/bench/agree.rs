//! Whether our results are those of the reference program, so that speed is not bought with wrong
//! figures.

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;

/// Compares results by our contract with the reference's.
pub(super) fn check(ours: &Value, reference: &Value) -> Result<()> {
    let mut complaints = Vec::new();
    let mut same = |what: &str, ours: Option<f64>, theirs: Option<f64>| {
        let close = ours.zip(theirs).is_some_and(|(ours, theirs)| {
            (ours - theirs).abs() <= 1e-4 + 1e-9 * ours.abs().max(theirs.abs())
        });
        if !close {
            complaints.push(format!("{what}: {ours:?}, expected {theirs:?}"));
        }
    };
    let totals = &ours["totals"];
    for (our_name, their_name) in [
        ("lines", "lines"),
        ("orders", "orders"),
        ("customers", "customers"),
        ("products", "products"),
        ("revenue", "revenue"),
        ("cost", "cogs"),
        ("margin", "margin"),
        ("return_lines", "returned_lines"),
    ] {
        same(
            our_name,
            totals[our_name].as_f64(),
            reference["totals"][their_name].as_f64(),
        );
    }
    let peak = &ours["whale"]["peak"];
    same(
        "whale peak",
        peak["cumulative"].as_f64(),
        reference["whale"]["peak"].as_f64(),
    );
    same(
        "customers at the whale's peak",
        peak["customers"].as_f64(),
        reference["whale"]["peak_customers"].as_f64(),
    );
    same(
        "net profit",
        totals["net_profit"].as_f64(),
        reference["whale"]["total"].as_f64(),
    );

    let products = ours["products"]
        .as_array()
        .context("our results have no products")?;
    let cells = counts(products, |product| {
        Some(format!(
            "{}{}",
            product["abc"].as_str()?,
            product["xyz"].as_str()?
        ))
    });
    let nine_box = reference["ninebox"]
        .as_object()
        .context("the reference has no nine-box")?;
    for (cell, theirs) in nine_box {
        let theirs = theirs["count"].as_f64().or_else(|| theirs[0].as_f64());
        same(cell, Some(cells.get(cell).copied().unwrap_or(0.0)), theirs);
    }
    let classes = counts(products, |product| {
        product["sbc"].as_str().map(str::to_owned)
    });
    let sbc = reference["sbc"]
        .as_object()
        .context("the reference has no demand classes")?;
    for (class, theirs) in sbc.iter().filter(|(class, _)| *class != "none") {
        same(
            class,
            Some(classes.get(class).copied().unwrap_or(0.0)),
            theirs.as_f64(),
        );
    }

    let customers: BTreeMap<&str, &Value> = ours["customers"]
        .as_array()
        .context("our results have no customers")?
        .iter()
        .filter_map(|customer| Some((customer["id"].as_str()?, customer)))
        .collect();
    for list in ["top10", "bottom10"] {
        for theirs in reference[list]
            .as_array()
            .context("the reference lists no customers")?
        {
            let id = theirs["id"]
                .as_str()
                .or_else(|| theirs[0].as_str())
                .unwrap_or_default();
            let net = theirs["net"].as_f64().or_else(|| theirs[5].as_f64());
            let our_net = customers
                .get(id)
                .and_then(|customer| customer["net_profit"].as_f64());
            same(&format!("net profit of {id}"), our_net, net);
        }
    }
    if !complaints.is_empty() {
        complaints.truncate(12);
        bail!(
            "our results are not the reference's:\n  {}",
            complaints.join("\n  ")
        );
    }
    Ok(())
}

fn counts(products: &[Value], class: impl Fn(&Value) -> Option<String>) -> BTreeMap<String, f64> {
    let mut counts = BTreeMap::new();
    for class in products.iter().filter_map(class) {
        *counts.entry(class).or_insert(0.0) += 1.0;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn ours() -> Value {
        json!({
            "totals": {"lines": 3, "orders": 2, "customers": 1, "products": 1, "revenue": 10.0,
                       "cost": 6.0, "margin": 4.0, "return_lines": 0, "net_profit": 1.0},
            "whale": {"peak": {"customers": 1, "cumulative": 1.0}},
            "products": [{"abc": "A", "xyz": "X", "sbc": "smooth"}],
            "customers": [{"id": "C1", "net_profit": 1.0}],
        })
    }

    fn reference() -> Value {
        json!({
            "totals": {"lines": 3, "orders": 2, "customers": 1, "products": 1, "revenue": 10.0,
                       "cogs": 6.0, "margin": 4.0, "returned_lines": 0},
            "whale": {"peak": 1.0, "peak_customers": 1, "total": 1.0},
            "ninebox": {"AX": {"count": 1, "revenue": 10.0}, "AY": {"count": 0, "revenue": 0.0}},
            "sbc": {"smooth": 1, "none": 0},
            "top10": [["C1", "One", 10.0, 4.0, 3.0, 1.0]],
            "bottom10": [],
        })
    }

    #[test]
    fn equal_results_agree() {
        check(&ours(), &reference()).unwrap();
    }

    #[test]
    fn any_difference_is_told() {
        for (pointer, value) in [
            ("/totals/revenue", json!(10.1)),
            ("/whale/peak/customers", json!(2)),
            ("/products/0/xyz", json!("Y")),
            ("/products/0/sbc", json!("lumpy")),
            ("/customers/0/net_profit", json!(null)),
        ] {
            let mut changed = ours();
            *changed.pointer_mut(pointer).unwrap() = value;
            assert!(check(&changed, &reference()).is_err(), "{pointer}");
        }
    }
}
