//! Files as Segment, Klaviyo and a shop export them, joined by the rules: the same decisions as from
//! the documents that have everything of a customer. See `examples/shapes/README.md`.
#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const FOLDER: &str = "examples/shapes";

/// A system: the file with all that there is of a customer, the customers as they are exported, and
/// the table.
struct Exported {
    name: &'static str,
    document: &'static str,
    customers: Option<&'static str>,
    table: (&'static str, &'static str),
}

const ALL: [Exported; 3] = [
    Exported {
        name: "segment",
        document: "segment-customers.ndjson",
        customers: None,
        table: ("messages", "segment-events.ndjson"),
    },
    Exported {
        name: "klaviyo",
        document: "klaviyo-customers.ndjson",
        customers: Some("exported/klaviyo-profiles.ndjson"),
        table: ("events", "exported/klaviyo-events.ndjson"),
    },
    Exported {
        name: "shopify",
        document: "shopify.json",
        customers: Some("exported/shopify-customers.csv"),
        table: ("orders", "exported/shopify-orders.csv"),
    },
];

/// The days around all that happens.
const DAYS: [&str; 12] = [
    "2025-01-13",
    "2025-01-14",
    "2025-02-01",
    "2025-02-02",
    "2025-02-20",
    "2025-02-27",
    "2025-02-28",
    "2025-03-15",
    "2025-03-19",
    "2025-03-20",
    "2025-09-10",
    "2025-09-11",
];

/// What is decided, but for the id, which every system makes up for itself.
fn decided(folder: &Path, arguments: &[&str], day: &str) -> Value {
    let mut command = Command::cargo_bin("flywheel").unwrap();
    let output = command
        .current_dir(folder)
        .arg("eval")
        .args(arguments)
        .args(["--as-of", day, "--format", "ndjson"])
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {stderr}");
    assert!(!stderr.contains("warning"), "{arguments:?}: {stderr}");
    let mut decision: Value = serde_json::from_slice(&output.stdout).unwrap();
    decision.as_object_mut().unwrap().remove("id");
    decision
}

fn from_export(folder: &Path, exported: &Exported, rules: &str, day: &str) -> Value {
    let (table, file) = exported.table;
    let table = format!("--table={table}={file}");
    let customers = exported.customers.iter().copied();
    let arguments: Vec<&str> = [rules].into_iter().chain(customers).chain([&*table]).collect();
    decided(folder, &arguments, day)
}

#[test]
fn joined_and_nested_forms_give_the_same_decisions() {
    let folder = Path::new(FOLDER);
    for exported in &ALL {
        let mut last = Value::Null;
        let mut changes = 0;
        for day in DAYS {
            let nested = format!("on-{}.flywheel", exported.name);
            let nested = decided(folder, &[&nested, exported.document], day);
            let rules = format!("exported/on-{}.flywheel", exported.name);
            assert_eq!(from_export(folder, exported, &rules, day), nested, "{day}: {rules}");
            changes += u32::from(nested != last);
            last = nested;
        }
        assert!(changes >= 4, "{}: only {changes} decisions differ", exported.name);
    }
}

/// The files of the examples, with events in another order, and with more rules. (Only the first row
/// of an order in a CSV file has its total, so those stay as they are.)
fn copy(rules: &str) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for folder in [FOLDER.to_owned(), format!("{FOLDER}/exported")] {
        let to = copy.path().join(folder.strip_prefix(FOLDER).unwrap().trim_matches('/'));
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                continue;
            }
            let name = entry.file_name().into_string().unwrap();
            let text = fs::read_to_string(entry.path()).unwrap();
            let text = match &*name {
                "rules.flywheel" => text + rules,
                "segment-events.ndjson" | "klaviyo-events.ndjson" => reversed(&text),
                _ => text,
            };
            fs::write(to.join(name), text).unwrap();
        }
    }
    copy
}

fn reversed(text: &str) -> String {
    text.lines().rev().map(|line| format!("{line}\n")).collect()
}

#[test]
fn the_order_of_what_is_exported_does_not_matter() {
    let copy = copy("");
    for exported in &ALL {
        let rules = format!("exported/on-{}.flywheel", exported.name);
        for day in ["2025-02-28", "2025-03-31"] {
            let here = from_export(Path::new(FOLDER), exported, &rules, day);
            assert_eq!(from_export(copy.path(), exported, &rules, day), here, "{day}: {rules}");
        }
    }
}

#[test]
fn the_lines_of_an_order_are_those_of_that_order() {
    let shopify = &ALL[2];
    for (condition, is_true) in [
        ("a purchase where sum(lines.value) is $61.25", true),
        ("a purchase where (2 lines) and 3 purchases", true),
        ("4 lines", true),
        ("5 lines", false),
        ("2 purchases where sum(lines.value) is $61.25", false),
        ("sum(lines.value) is spent", true),
    ] {
        let copy = copy(&format!("any stage\n  when {condition} tag \"yes\"\n"));
        let decision =
            from_export(copy.path(), shopify, "exported/on-shopify.flywheel", "2025-03-31");
        let tags = decision["tags"].as_array().unwrap();
        assert_eq!(tags.contains(&Value::from("yes")), is_true, "{condition}: {tags:?}");
    }
}
