//! Many files at once, and settings files that cannot be used: what the user is told.

use crate::support::analysed;
use tenfold_core::project::Project;
use tenfold_core::project::view::{FileRole, ReadingChange, Severity};

const LINES: &str = "Order,Date,Customer,Item,Quantity,Net sales\n\
    1,2024-01-05,Ada,Bolt,10,100.00\n2,2024-02-07,Ben,Nut,1,5.00\n";
const STRANGER: &str = "alpha,beta\nred,green\nblue,white\n";

fn open(project: &mut Project, name: &str, text: &str) {
    project
        .open(name, text.len() as u64, text.as_bytes(), None)
        .unwrap();
    project.set_strangers_aside();
}

#[test]
fn a_text_that_may_be_anything_does_not_block_order_lines() {
    let mut project = Project::default();
    open(&mut project, "before.csv", STRANGER);
    assert_eq!(project.opened()[0].role, FileRole::OrderLines);
    open(&mut project, "lines.csv", LINES);
    open(&mut project, "after.csv", STRANGER);
    // It has a date: its item and quantity are asked for.
    open(
        &mut project,
        "dated.csv",
        "Date,beta\n2024-01-05,4\n2024-01-06,5\n",
    );
    let roles: Vec<FileRole> = project.opened().iter().map(|f| f.role).collect();
    assert_eq!(
        roles,
        [
            FileRole::NotUsed,
            FileRole::OrderLines,
            FileRole::NotUsed,
            FileRole::OrderLines
        ]
    );
    let finding = &project.opened()[2].findings[0];
    assert_eq!(finding.severity, Severity::Warning);
    assert!(finding.message.contains("not used"), "{finding:?}");
    assert_eq!(project.files_to_read().unwrap(), [1, 3]);
    // What the user says holds.
    let lines = ReadingChange::Role(FileRole::OrderLines);
    project.change_reading(2, lines).unwrap();
    project.set_strangers_aside();
    assert_eq!(project.opened()[2].role, FileRole::OrderLines);
}

#[test]
fn order_lines_without_money_are_proper_ones_too() {
    let mut project = Project::default();
    let units = "Order,Date,Customer,Item,Quantity\n1,2024-01-05,Ada,Bolt,90\n";
    open(&mut project, "units.csv", units);
    open(&mut project, "notes.csv", STRANGER);
    assert_eq!(project.files_to_read().unwrap(), [0]);
}

#[test]
fn settings_of_another_form_say_where_and_what() {
    let mut project = analysed(LINES.as_bytes(), None);
    let before = project.settings().clone();
    for (text, says) in [
        ("", "It is empty"),
        ("Order;Date\n1;2", "does not: it is of another kind"),
        ("[1, 2]", "a list or a single value"),
        (
            "{\"totals\": {}, \"products\": []}",
            "it holds totals, products",
        ),
        ("{}", "it holds nothing"),
        ("{\n\"pools\": [", "breaks off in line 2"),
        ("{\n\"cost_rate\" 0.6}", "In line 2, before character 13"),
        (
            "{\n\"cost_model\": \"magic\"}",
            "Line 2, “cost_model”: “magic” means nothing there. Possible are simple",
        ),
        (
            "{\"pools\": [{\"name\": \"A, \\\"B\\\"\", \"amount\": 1, \"driver\": \"orders\"},\n{\"name\": \"C\", \"amount\": 1, \"driver\": \"moon phases\"}]}",
            "Line 2, “pools”, entry 2, “driver”: “moon phases” means nothing there. Possible are orders",
        ),
        (
            "{\"pools\": [{\"name\": \"A\", \"driver\": \"orders\"}]}",
            "Line 1, “pools”, entry 1: “amount” is missing",
        ),
        (
            "{\"pools\": [{\"name\": \"A\", \"amount\": \"much\", \"driver\": \"orders\"}]}",
            "“amount”: a text stands where a number belongs",
        ),
        (
            "{\"header_row\": [1]}",
            "“header_row”: a list stands where a number belongs",
        ),
        (
            "{\"columns\": 7}",
            "“columns”: a number stands where a group in { } belongs",
        ),
        (
            "{\"columns\": {\"order\": null}}",
            "“order”: nothing stands where a text belongs",
        ),
    ] {
        let error = project.import_settings(text).unwrap_err();
        assert!(error.detail.contains(says), "{text}: {error:?}");
        assert!(
            !error.detail.contains('`') && !error.detail.contains("expected"),
            "{error:?}"
        );
        assert!(!error.remedy.is_empty());
        assert_eq!(project.settings(), &before, "{text}");
    }
    // Editors of Windows put a mark at the beginning.
    project
        .import_settings("\u{feff}{\"cost_rate\": 0.6}")
        .unwrap();
}
