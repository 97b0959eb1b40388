//! What tests share: reading a text as the shells do, and comparing numbers.

pub(crate) use crate::shared::shared;
use serde_json::Value;
use tenfold_core::project::{Project, ReadOutcome};
use tenfold_core::settings::{CostModel, CostPool, Driver};

/// Numbers recorded from another program; None where they are not beside the project.
pub(crate) fn oracle(file: &str) -> Option<Value> {
    let path = shared(&format!("oracles/{file}"))?;
    Some(serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
}

/// One of its cases.
pub(crate) fn oracle_case<'a>(oracle: &'a Value, id: &str) -> &'a Value {
    let cases = oracle["cases"].as_array().unwrap();
    cases.iter().find(|c| c["id"] == id).unwrap()
}

/// A project with the text analysed under the settings.
pub(crate) fn analysed(text: &[u8], settings: Option<&str>) -> Project {
    let mut project = Project::default();
    let head = &text[..text.len().min(Project::HEAD_BYTES)];
    project
        .open("lines.csv", text.len() as u64, head, None)
        .unwrap_or_else(|e| panic!("{e:?}"));
    if let Some(settings) = settings {
        project
            .import_settings(settings)
            .unwrap_or_else(|e| panic!("{e:?}"));
    }
    read_and_analyse(&mut project, text);
    project
}

/// Reads opened file 0 in small slices, again where it must be, and analyses it.
pub(crate) fn read_and_analyse(project: &mut Project, text: &[u8]) {
    for _ in 0..3 {
        let mut reader = project.reader(0).unwrap_or_else(|e| panic!("{e:?}"));
        for slice in text.chunks(70_001) {
            reader.push(slice).unwrap();
        }
        match project
            .finish_reading(0, reader)
            .unwrap_or_else(|e| panic!("{e:?}"))
        {
            ReadOutcome::Table(table) => {
                project.analyse(*table).unwrap_or_else(|e| panic!("{e:?}"));
                return;
            }
            ReadOutcome::Again => {}
        }
    }
    panic!("the file is read in circles");
}

pub(crate) fn pool(name: &str, amount: f64, driver: Driver, avoidable_share: f64) -> CostPool {
    CostPool {
        name: name.to_owned(),
        amount,
        driver,
        avoidable_share,
        ..CostPool::default()
    }
}

/// Sets the pools of the driver model.
pub(crate) fn with_pools(project: &mut Project, pools: Vec<CostPool>) {
    let mut settings = project.settings().clone();
    settings.cost.model = CostModel::Drivers;
    settings.cost.pools = pools;
    project
        .set_settings(settings)
        .unwrap_or_else(|e| panic!("{e:?}"));
}

#[track_caller]
pub(crate) fn close(got: f64, want: f64, what: &str) {
    let tolerance = 1e-9 * want.abs().max(1.0);
    assert!(
        (got - want).abs() <= tolerance,
        "{what}: got {got}, want {want}"
    );
}
