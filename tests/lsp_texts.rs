//! Texts as editors send them to the language server, also such that cannot be right.
#![cfg(feature = "lsp")]

#[path = "support/editor.rs"]
mod editor;

use editor::{Editor, edited, usual};
use serde_json::json;

const RULES: &str = "\
customer
  NPS: number 0 to 10

stage Engaged
  when NPS ≥ 9 move to Enthusiast

stage Enthusiast
  when NPS < 3 move to Engaged
";

#[test]
fn a_change_that_cannot_be_read_is_left_out() {
    let mut editor = Editor::new();
    editor.open("a.flywheel", RULES);
    let place = |line: i32| json!({ "line": line, "character": 0 });
    let range = json!({ "start": place(-1), "end": place(0) });
    editor.change("a.flywheel", 2, json!([{ "range": range, "text": "stage X\n" }]));
    let said = editor.hear("window/logMessage");
    assert!(said["message"].as_str().unwrap().contains("textDocument/didChange"), "{said}");
    let document = json!({ "uri": editor.uri("a.flywheel") });
    let changes = json!([{ "text": "stage X\n" }]);
    let unversioned = json!({ "textDocument": document, "contentChanges": changes });
    editor.tell("textDocument/didChange", unversioned);
    let said = editor.hear("window/logMessage");
    assert!(said["message"].as_str().unwrap().contains("missing field `version`"), "{said}");
    // The text is what it was.
    let range = json!({ "start": place(0), "end": place(99) });
    editor.change("a.flywheel", 3, json!([{ "range": null, "text": RULES }]));
    let question = json!({
        "textDocument": editor.document("a.flywheel"),
        "range": range,
        "options": { "tabSize": 2, "insertSpaces": true },
    });
    assert_eq!(editor.ask("textDocument/rangeFormatting", question), json!([]));
}

#[test]
fn safe_fixes_of_a_part_are_those_of_its_programs() {
    let part = "customer\n  NPS: number\nlet happy = NPS == 9\n";
    let main = "use \"part.flywheel\"\nstage A\n  when happy move to B\nstage B\n  resting\n";
    let files = [("main.flywheel", main), ("other.flywheel", main), ("part.flywheel", part)];
    let mut editor = Editor::with(usual(), &files);
    editor.open("part.flywheel", part);
    let question = json!({
        "textDocument": editor.document("part.flywheel"),
        "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } },
        "context": { "diagnostics": [], "only": ["source.fixAll"] },
    });
    let actions = editor.ask("textDocument/codeAction", question);
    let change = &actions[0]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["uri"], editor.uri("part.flywheel").as_str());
    assert_eq!(edited(part, &change["edits"]), part.replace("==", "is"));
}

#[test]
fn a_use_leads_to_its_file() {
    let files = [("part.flywheel", "customer\n  NPS: number\n")];
    let mut editor = Editor::with(usual(), &files);
    let main = "use \"part.flywheel\"\nuse \"none.flywheel\"\nstage A\n  when NPS > 1 tag \"x\"\n";
    editor.open("main.flywheel", main);
    let question = json!({ "textDocument": editor.document("main.flywheel") });
    let links = editor.ask("textDocument/documentLink", question);
    let range =
        json!({ "start": { "line": 0, "character": 4 }, "end": { "line": 0, "character": 19 } });
    // One to a file that is not there leads nowhere.
    assert_eq!(links, json!([{ "range": range, "target": editor.uri("part.flywheel") }]));
}

#[test]
fn many_symbols() {
    // To compare each with all others would take minutes.
    let (files, rewards) = (100, 400);
    let text: String = (0..rewards).map(|it| format!("reward x{it}\n")).collect();
    let names: Vec<String> = (0..files).map(|it| format!("{it}.flywheel")).collect();
    let all: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), text.as_str())).collect();
    let mut editor = Editor::with(usual(), &all);
    let found = editor.ask("workspace/symbol", json!({ "query": "" }));
    assert_eq!(found.as_array().unwrap().len(), files * rewards);
}

#[test]
fn many_ways_to_a_stage() {
    let count = 500;
    let stage = |it: usize| format!("stage S{it}\n  when n is {it} move to End\n");
    let stages: String = (0..count).map(stage).collect();
    let mut editor = Editor::set(usual(), &[], json!({ "proofs": false }));
    let rules = format!("stage End\n  resting\ncustomer\n  n: number\n{stages}");
    editor.open("a.flywheel", &rules);
    let place = editor.at("a.flywheel", (0, 6));
    let items = editor.ask("textDocument/prepareCallHierarchy", place);
    assert_eq!(items[0]["name"], "End");
    let calls = editor.ask("callHierarchy/incomingCalls", json!({ "item": items[0] }));
    let names: Vec<&str> =
        calls.as_array().unwrap().iter().map(|it| it["from"]["name"].as_str().unwrap()).collect();
    let expected: Vec<String> = (0..count).map(|it| format!("S{it}")).collect();
    assert_eq!(names, expected);
}
