//! How many customers rules move, as the language server counts them, and the settings that this needs.
#![cfg(feature = "lsp")]

#[path = "support/editor.rs"]
mod editor;

use std::fs::{self, File};

use editor::{Editor, usual};
use serde_json::{Value, json};

const RULES: &str = "\
customer
  NPS: number 0 to 10

stage Engaged
  when NPS ≥ 9 move to Enthusiast

stage Enthusiast
  when NPS < 3 move to Engaged
";

const CUSTOMERS: &str = r#"{"id":1,"stage":"Engaged","NPS":9}
{"id":2,"stage":"Enthusiast","NPS":2}
{"id":3,"stage":"Enthusiast","NPS":1}
"#;

/// An editor that is called when there are other lenses, and that watches files, also in folders that it does not
/// have open.
fn can() -> Value {
    let mut can = usual();
    can["workspace"]["codeLens"] = json!({ "refreshSupport": true });
    can["workspace"]["didChangeWatchedFiles"] =
        json!({ "dynamicRegistration": true, "relativePatternSupport": true });
    can
}

fn set(editor: &mut Editor, settings: Value) {
    let settings = json!({ "settings": { "flywheel": settings } });
    editor.tell("workspace/didChangeConfiguration", settings);
}

/// What the lenses of the file say.
fn lenses(editor: &mut Editor) -> Vec<String> {
    let file = json!({ "textDocument": editor.document("a.flywheel") });
    let lenses = editor.ask("textDocument/codeLens", file);
    let title = |lens: &Value| lens["command"]["title"].as_str().unwrap().to_owned();
    lenses.as_array().unwrap().iter().map(title).collect()
}

/// Waits until the lenses of the file say this.
fn say(editor: &mut Editor, expected: &[&str]) {
    while lenses(editor) != expected {
        editor.hear("workspace/codeLens/refresh");
    }
}

/// Waits for a line in the log with this in it.
fn logs(editor: &mut Editor, words: &str) {
    let said = editor.hear("window/logMessage");
    assert!(said["message"].as_str().unwrap().contains(words), "{said}");
}

/// How many lines were written to the log up to now.
fn logged(editor: &mut Editor) -> usize {
    let file = json!({ "textDocument": editor.document("a.flywheel") });
    editor.ask("textDocument/foldingRange", file);
    editor.kept("window/logMessage")
}

/// A file of customers that would take hours to read.
fn endless(editor: &Editor, name: &str) {
    let path = editor.path(name);
    fs::write(&path, CUSTOMERS).unwrap();
    File::options().append(true).open(&path).unwrap().set_len(1 << 40).unwrap();
}

#[test]
fn counting_stops_for_what_comes_next() {
    let mut editor = Editor::set(can(), &[("few.ndjson", CUSTOMERS)], json!({ "proofs": false }));
    endless(&editor, "endless.ndjson");
    editor.open("a.flywheel", RULES);
    assert_eq!(lenses(&mut editor), [""; 0]);
    let settings = |name: &str| json!({ "customers": name, "asOf": "2026-03-31" });
    set(&mut editor, settings("endless.ndjson"));
    // It may have begun or not: the next one must not wait for it.
    std::thread::sleep(std::time::Duration::from_millis(500));
    set(&mut editor, settings("few.ndjson"));
    say(&mut editor, &["moves 1 of 3 customers", "moves 2 of 3 customers"]);
    // Nor does the end.
    set(&mut editor, settings("endless.ndjson"));
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn what_is_no_longer_asked_for_is_no_longer_shown() {
    let settings = json!({ "customers": "few.ndjson", "asOf": "2026-03-31" });
    let counted = ["moves 1 of 3 customers", "moves 2 of 3 customers"];
    let mut editor = Editor::set(can(), &[("few.ndjson", CUSTOMERS)], settings.clone());
    editor.open("a.flywheel", RULES);
    say(&mut editor, &counted);
    for (wrong, words) in [
        (json!({}), None),
        (json!({ "customers": "none.ndjson" }), Some("names none.ndjson, which is not there")),
        (json!({ "customers": "." }), Some("names ., which is a folder")),
        (json!({ "customers": "/dev/null" }), Some("names /dev/null, which is not a file")),
        (
            json!({ "customers": "few.ndjson", "asOf": "soon" }),
            Some("the setting `asOf` cannot be `soon`: not a date like"),
        ),
    ] {
        set(&mut editor, wrong);
        assert_eq!(lenses(&mut editor), [""; 0]);
        if let Some(words) = words {
            logs(&mut editor, words);
        }
        // It is said once, not with each keystroke.
        editor.change("a.flywheel", 2, json!([{ "text": format!("{RULES}\n") }]));
        editor.change("a.flywheel", 3, json!([{ "text": RULES }]));
        assert_eq!(logged(&mut editor), 0);
        set(&mut editor, settings.clone());
        say(&mut editor, &counted);
    }
}

#[test]
fn tables_belong_to_the_customers() {
    let rules = "\
customer
  orders: events from table \"orders\" by \"customer\"

stage New
  after 2 orders move to Buyer

stage Buyer
  resting
";
    let customers = "id,stage\n1,New\n2,New\n";
    let orders = "customer,at\n1,2026-01-01\n1,2026-01-02\n2,2026-01-03\n";
    let files = [("customers.csv", customers), ("orders.csv", orders)];
    let mut editor = Editor::set(can(), &files, json!({ "proofs": false }));
    editor.open("a.flywheel", rules);
    // Another program may have the other table.
    let settings = json!({
        "customers": "customers.csv",
        "tables": { "orders": "orders.csv", "others": editor.path("customers.csv") },
        "asOf": "2026-03-31",
    });
    set(&mut editor, settings);
    say(&mut editor, &["moves 1 of 2 customers"]);
    // Without it, the log says why nothing is counted: once.
    set(&mut editor, json!({ "customers": "customers.csv", "asOf": "2026-03-31" }));
    logs(&mut editor, "cannot count customers: ");
    editor.change("a.flywheel", 2, json!([{ "text": format!("{rules}\n") }]));
    // Only another count says more: that of a table that is there.
    let settings = json!({
        "customers": "customers.csv",
        "tables": { "orders": "orders.csv" },
        "asOf": "2026-03-31",
    });
    set(&mut editor, settings);
    say(&mut editor, &["moves 1 of 2 customers"]);
    assert_eq!(logged(&mut editor), 0);
}

/// The patterns of a registration to watch files.
fn patterns(registration: &Value) -> Vec<String> {
    let all = &registration["registrations"][0]["registerOptions"]["watchers"];
    let pattern = |watcher: &Value| {
        let pattern = &watcher["globPattern"];
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        match pattern.as_str() {
            Some(pattern) => pattern.to_owned(),
            None => format!("{}/{}", text(&pattern["baseUri"]), text(&pattern["pattern"])),
        }
    };
    all.as_array().unwrap().iter().map(pattern).collect()
}

#[test]
fn files_of_the_settings_are_watched() {
    let settings = json!({ "customers": "few.ndjson", "asOf": "2026-03-31" });
    let mut editor = Editor::set(can(), &[("few.ndjson", CUSTOMERS)], settings);
    let rules = editor.hear("client/registerCapability");
    assert_eq!(patterns(&rules), ["**/*.flywheel"]);
    let data = editor.hear("client/registerCapability");
    assert_eq!(patterns(&data), [editor.uri("few.ndjson")]);
    editor.open("a.flywheel", RULES);
    say(&mut editor, &["moves 1 of 3 customers", "moves 2 of 3 customers"]);
    // The file changes, and the editor says so.
    let one = CUSTOMERS.split_inclusive('\n').next().unwrap();
    fs::write(editor.path("few.ndjson"), one).unwrap();
    let changed = json!({ "changes": [{ "uri": editor.uri("few.ndjson"), "type": 2 }] });
    editor.tell("workspace/didChangeWatchedFiles", changed);
    say(&mut editor, &["moves 1 of 1 customers", "moves 0 of 1 customers"]);
    // Other files are watched in place of these.
    let settings = json!({
        "customers": editor.path("more [new].csv"),
        "tables": { "orders": "orders.csv" },
    });
    set(&mut editor, settings);
    let gone = editor.hear("client/unregisterCapability");
    assert_eq!(gone["unregisterations"][0]["id"], data["registrations"][0]["id"]);
    let data = editor.hear("client/registerCapability");
    let expected = [editor.uri("more [[]new].csv"), editor.uri("orders.csv")];
    assert_eq!(patterns(&data), expected);
}
