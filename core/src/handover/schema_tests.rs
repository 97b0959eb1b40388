//! `docs/results.schema.json` against what is really written: the demo company's results fit it,
//! and it describes everything in them. Knows the part of JSON Schema that the file uses, and
//! fails on any other keyword.

use crate::project::Project;
use crate::project::view::Export;
use serde_json::Value;

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../docs/results.schema.json")).unwrap()
}

fn demo_results() -> Value {
    let mut project = Project::default();
    project.load_demo().unwrap();
    serde_json::from_slice(&project.export(&Export::Json).unwrap().bytes).unwrap()
}

/// Every way in which `value` breaks `rule`, by its place.
fn faults(value: &Value, rule: &Value, root: &Value, place: &str, out: &mut Vec<String>) {
    for (keyword, wanted) in rule.as_object().unwrap() {
        let mut fail = |what: String| out.push(format!("{place}: {what}"));
        match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => {} // says, not asks
            "const" => {
                if value != wanted {
                    fail(format!("is not {wanted}"));
                }
            }
            "enum" => {
                if !wanted.as_array().unwrap().contains(value) {
                    fail(format!("{value} is not one of {wanted}"));
                }
            }
            "type" => {
                let types: Vec<&str> = match wanted {
                    Value::Array(list) => list.iter().map(|t| t.as_str().unwrap()).collect(),
                    one => vec![one.as_str().unwrap()],
                };
                if !types.iter().any(|t| is_type(value, t)) {
                    fail(format!("{value} is no {types:?}"));
                }
            }
            "minimum" | "maximum" => {
                if let Some(number) = value.as_f64() {
                    let limit = wanted.as_f64().unwrap();
                    let within = if keyword == "minimum" {
                        number >= limit
                    } else {
                        number <= limit
                    };
                    if !within {
                        fail(format!("{number} is beyond the {keyword} {limit}"));
                    }
                }
            }
            "pattern" => {
                let pattern = regex_lite::Regex::new(wanted.as_str().unwrap()).unwrap();
                if !pattern.is_match(value.as_str().unwrap()) {
                    fail(format!("{value} is not in the form {wanted}"));
                }
            }
            "required" => {
                for name in wanted.as_array().unwrap() {
                    if value.get(name.as_str().unwrap()).is_none() {
                        fail(format!("{name} is missing"));
                    }
                }
            }
            "$ref" => {
                let name = wanted.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                faults(value, &root["$defs"][name], root, place, out);
            }
            "anyOf" => {
                let fits = |rule: &Value| {
                    let mut inner = Vec::new();
                    faults(value, rule, root, place, &mut inner);
                    inner.is_empty()
                };
                if !wanted.as_array().unwrap().iter().any(fits) {
                    fail(format!("{value} fits none of the alternatives"));
                }
            }
            "items" => {
                for (i, item) in value.as_array().unwrap().iter().enumerate() {
                    faults(item, wanted, root, &format!("{place}[{i}]"), out);
                }
            }
            "properties" => {
                for (name, inner) in value.as_object().unwrap() {
                    let place = format!("{place}.{name}");
                    match wanted.get(name) {
                        Some(rule) => faults(inner, rule, root, &place, out),
                        None => out.push(format!("{place}: is not described")),
                    }
                }
            }
            other => panic!("the keyword {other} is not known to this test"),
        }
    }
}

fn is_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|n| n.fract() == 0.0),
        other => panic!("no type of JSON Schema: {other}"),
    }
}

#[test]
fn results_fit_their_schema_and_the_schema_describes_them() {
    let schema = schema();
    let results = demo_results();
    let mut found = Vec::new();
    faults(&results, &schema, &schema, "results", &mut found);
    assert!(
        found.is_empty(),
        "{} faults, first: {:#?}",
        found.len(),
        &found[..found.len().min(10)]
    );
}

/// Where the fault must be found, and what makes it.
type Break = (&'static str, fn(&mut Value));

#[test]
fn broken_results_do_not_fit() {
    let schema = schema();
    let results = demo_results();
    let breaks: [Break; 5] = [
        ("results: \"whale\" is missing", |r| {
            r.as_object_mut().unwrap().remove("whale");
        }),
        ("results.totals.lines", |r| {
            r["totals"]["lines"] = Value::from("many");
        }),
        ("results.products[0].abc", |r| {
            r["products"][0]["abc"] = Value::from("E");
        }),
        ("results.customers[0].cluster", |r| {
            r["customers"][0]["cluster"] = Value::from("E");
        }),
        ("results.pools[0].surprise: is not described", |r| {
            r["pools"][0]["surprise"] = Value::from(1);
        }),
    ];
    for (place, break_it) in breaks {
        let mut broken = results.clone();
        break_it(&mut broken);
        let mut found = Vec::new();
        faults(&broken, &schema, &schema, "results", &mut found);
        assert!(
            found.len() == 1 && found[0].starts_with(place),
            "{place}: {found:?}"
        );
    }
}
