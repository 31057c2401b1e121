//! The language server, as an editor talks to it.
#![cfg(feature = "lsp")]

#[path = "support/editor.rs"]
mod editor;

use editor::{Editor, edited, marked, usual};
use serde_json::{Value, json};

const RULES: &str = "\
customer
  NPS: number 0 to 10
  purchases: events

reward swag costs $18

stage Engaged
  after 3 purchases and NPS ≥ 9 move to Enthusiast; send swag

stage Enthusiast
  when NPS < 3 move to Engaged
";

/// The codes of problems with their lines, from 1.
fn codes(problems: &Value) -> Vec<String> {
    let problems = problems.as_array().expect("problems are a list").iter();
    let line = |problem: &Value| problem["range"]["start"]["line"].as_u64().unwrap() + 1;
    let code = |problem: &Value| problem["code"].as_str().unwrap().to_owned();
    problems.map(|problem| format!("{} {}", line(problem), code(problem))).collect()
}

/// A question about all of a file, or its beginning.
fn about(editor: &Editor, name: &str) -> Value {
    let start = json!({ "line": 0, "character": 0 });
    let end = json!({ "line": 999, "character": 0 });
    json!({
        "textDocument": editor.document(name),
        "range": { "start": start, "end": end },
        "context": { "diagnostics": [] },
        "options": { "tabSize": 2, "insertSpaces": true },
    })
}

/// The edits of an action for a file.
fn edits_of(action: &Value) -> Value {
    action["edit"]["documentChanges"][0]["edits"].clone()
}

#[test]
fn it_begins_and_ends() {
    let mut editor = Editor::new();
    let greeting = &editor.greeting;
    assert_eq!(greeting["serverInfo"]["name"], "flywheel");
    assert_eq!(greeting["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(greeting["capabilities"]["textDocumentSync"]["change"], 2);
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn what_comes_after_a_shutdown_is_no_failure() {
    let mut editor = Editor::new();
    editor.ask("shutdown", Value::Null);
    let error = editor.try_to_ask("textDocument/hover", json!({})).unwrap_err();
    assert_eq!(error["code"], -32600);
    editor.tell("textDocument/didClose", json!({ "textDocument": editor.document("a.flywheel") }));
    editor.tell("exit", Value::Null);
    assert_eq!(editor.exit_code(), Some(0));
}

#[test]
fn an_editor_that_cannot_be_asked_to_pull_problems_is_sent_them() {
    let mut can = usual();
    can["textDocument"]["diagnostic"] = json!({});
    let mut editor = Editor::with(can, &[]);
    assert_eq!(editor.greeting["capabilities"]["diagnosticProvider"], Value::Null);
    editor.open("a.flywheel", &RULES.replace("Enthusiast;", "B;"));
    assert_eq!(codes(&editor.problems("a.flywheel", |_| true)), ["8 unknown-stage"]);
}

#[test]
fn a_long_line_is_colored_at_once() {
    let text = format!("customer\n  b: yes/no\nlet x = b{}\n", " and b".repeat(20_000));
    let mut editor = Editor::new();
    editor.open("a.flywheel", &text);
    let file = json!({ "textDocument": editor.document("a.flywheel") });
    let colors = editor.ask("textDocument/semanticTokens/full", file);
    let data = colors["data"].as_array().unwrap();
    // The last `b` is 4 after the `and` before it, and one long.
    assert_eq!(data[data.len() - 5..data.len() - 2], [json!(0), json!(4), json!(1)]);
}

#[test]
fn what_is_unknown_is_refused() {
    let mut editor = Editor::new();
    let error = editor.try_to_ask("textDocument/unheardOf", json!({})).unwrap_err();
    assert_eq!(error["code"], -32601);
    let error = editor.try_to_ask("textDocument/formatting", json!({ "a": 1 })).unwrap_err();
    assert_eq!(error["code"], -32602);
    let nowhere = about(&editor, "nowhere.flywheel");
    let error = editor.try_to_ask("textDocument/formatting", nowhere).unwrap_err();
    assert_eq!(error["code"], -32803);
    editor.tell("textDocument/didChange", json!({ "what": "is this" }));
    editor.open("a.flywheel", RULES);
    assert_eq!(codes(&editor.problems("a.flywheel", |_| true)), [""; 0]);
}

#[test]
fn problems_follow_each_change() {
    let mut editor = Editor::new();
    editor.open("a.flywheel", RULES);
    assert_eq!(codes(&editor.problems("a.flywheel", |_| true)), [""; 0]);
    // `≥` is one unit of UTF-16, so that `Enthusiast` begins at 40.
    let range = json!({ "start": { "line": 7, "character": 40 },
                        "end": { "line": 7, "character": 50 } });
    editor.change("a.flywheel", 2, json!([{ "range": range, "text": "Enthusiat" }]));
    let problems = editor.problems("a.flywheel", |it| it["version"] == 2);
    insta::assert_snapshot!(editor.shown(&problems));
    // Two changes at once, the second in what the first leaves.
    let changes = json!([
        { "range": { "start": { "line": 7, "character": 0 }, "end": { "line": 8, "character": 0 } },
          "text": "" },
        { "range": { "start": { "line": 7, "character": 0 }, "end": { "line": 7, "character": 0 } },
          "text": "  resting\n" },
    ]);
    editor.change("a.flywheel", 3, changes);
    let problems = editor.problems("a.flywheel", |it| it["version"] == 3);
    assert_eq!(codes(&problems), ["5 unused-gift", "10 unreachable-stage"]);
    editor.change("a.flywheel", 4, json!([{ "text": RULES }]));
    let problems = editor.problems("a.flywheel", |it| it["version"] == 4);
    assert_eq!(codes(&problems), [""; 0]);
}

#[test]
fn columns_are_bytes_if_an_editor_can_count_them() {
    let mut can = usual();
    can["general"]["positionEncodings"] = json!(["utf-16", "utf-8"]);
    let mut editor = Editor::with(can, &[]);
    assert_eq!(editor.greeting["capabilities"]["positionEncoding"], "utf-8");
    editor.open("a.flywheel", &RULES.replace("Enthusiast;", "Enthusiat;"));
    let problems = editor.problems("a.flywheel", |_| true);
    let start = &problems[0]["range"]["start"];
    assert_eq!(*start, json!({ "line": 7, "character": 42 }));
}

#[test]
fn files_that_use_each_other_are_one_program() {
    let shared = "customer\n  NPS: number\nlet happy = NPS ≥ 9\n";
    let main = "use \"shared.flywheel\"\nstage A\n  when happy move to B\nstage B\n  resting\n";
    let files = [("shared.flywheel", shared), ("main.flywheel", main)];
    let mut editor = Editor::with(usual(), &files);
    // A part is looked at with the file that uses it, which nobody has open.
    editor.open("shared.flywheel", shared);
    assert_eq!(codes(&editor.problems("shared.flywheel", |_| true)), [""; 0]);
    editor.change("shared.flywheel", 2, json!([{ "text": shared.replace("happy", "glad") }]));
    let problems = editor.problems("main.flywheel", |it| it["diagnostics"] != json!([]));
    assert_eq!(codes(&problems), ["3 unknown-name"]);
    let problems = editor.problems("shared.flywheel", |it| it["version"] == 2);
    assert_eq!(codes(&problems), [""; 0]);
    // What is on the disk changes, and the editor says so.
    std::fs::write(editor.path("main.flywheel"), main.replace("happy", "glad")).unwrap();
    let changed = json!({ "changes": [{ "uri": editor.uri("main.flywheel"), "type": 2 }] });
    editor.tell("workspace/didChangeWatchedFiles", changed);
    let problems = editor.problems("main.flywheel", |it| it["diagnostics"] == json!([]));
    assert_eq!(codes(&problems), [""; 0]);
}

#[test]
fn a_text_that_was_never_saved_is_checked() {
    let mut editor = Editor::new();
    editor.open_uri("untitled:Untitled-1", "stage A\n  when x move to A\n");
    let message = editor.hear("textDocument/publishDiagnostics");
    assert_eq!(message["uri"], "untitled:Untitled-1");
    assert_eq!(codes(&message["diagnostics"]), ["2 unknown-name", "2 move-nowhere"]);
}

#[test]
fn an_editor_that_asks_for_problems_is_not_sent_any() {
    let mut can = usual();
    can["textDocument"]["diagnostic"] = json!({ "relatedDocumentSupport": true });
    can["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    let shared = ("shared.flywheel", "let glad = 1\n");
    let mut editor = Editor::with(can, &[shared]);
    let options = &editor.greeting["capabilities"]["diagnosticProvider"];
    assert_eq!(options["interFileDependencies"], true);
    editor.open("a.flywheel", &format!("use \"shared.flywheel\"\n{RULES}"));
    let question = json!({ "textDocument": editor.document("a.flywheel") });
    let report = editor.ask("textDocument/diagnostic", question);
    assert_eq!(report["kind"], "full");
    assert_eq!(codes(&report["items"]), [""; 0]);
    let shared = editor.uri("shared.flywheel");
    assert_eq!(codes(&report["relatedDocuments"][shared]["items"]), ["1 unused-let"]);
    let question = json!({
        "textDocument": editor.document("a.flywheel"),
        "previousResultId": report["resultId"],
    });
    assert_eq!(editor.ask("textDocument/diagnostic", question)["kind"], "unchanged");
    editor.change("a.flywheel", 2, json!([{ "text": RULES.replace("Enthusiast;", "B;") }]));
    let question = json!({ "textDocument": editor.document("a.flywheel") });
    let report = editor.ask("textDocument/diagnostic", question);
    assert_eq!(codes(&report["items"]), ["8 unknown-stage"]);
}

#[test]
fn what_is_proved_follows() {
    let rules = RULES.replace("NPS < 3 move", "NPS < 3 and NPS > 4 move");
    let mut editor = Editor::new();
    editor.open("a.flywheel", &rules);
    let problems = editor.problems("a.flywheel", |it| it["diagnostics"] != json!([]));
    insta::assert_snapshot!(editor.shown(&problems));
    let actions = editor.ask("textDocument/codeAction", about(&editor, "a.flywheel"));
    assert_eq!(actions, json!([]), "nothing can be fixed");
    editor.change("a.flywheel", 2, json!([{ "text": RULES }]));
    let problems = editor.problems("a.flywheel", |it| it["version"] == 2);
    assert_eq!(codes(&problems), [""; 0]);
}

#[test]
fn proofs_can_be_switched_off() {
    let rules = RULES.replace("NPS < 3 move", "NPS < 3 and NPS > 4 move");
    let mut editor = Editor::set(usual(), &[], json!({ "proofs": false }));
    editor.open("a.flywheel", &rules);
    assert_eq!(codes(&editor.problems("a.flywheel", |_| true)), [""; 0]);
    // The settings change, and now they follow.
    let settings = json!({ "settings": { "flywheel": { "proofs": true } } });
    editor.tell("workspace/didChangeConfiguration", settings);
    let problems = editor.problems("a.flywheel", |it| it["diagnostics"] != json!([]));
    assert_eq!(codes(&problems), ["11 never-fires"]);
}

#[test]
fn a_customer_who_shows_a_problem_becomes_a_test() {
    let rules = RULES.replace("  when NPS < 3", "  when NPS < 4 move to Engaged\n  when NPS < 3");
    let mut editor = Editor::new();
    editor.open("a.flywheel", &rules);
    let problems = editor.problems("a.flywheel", |it| it["diagnostics"] != json!([]));
    assert_eq!(codes(&problems), ["12 shadowed"]);
    let actions = editor.ask("textDocument/codeAction", about(&editor, "a.flywheel"));
    assert_eq!(actions[0]["title"], "Add the customer who shows it as a test");
    let text = edited(&rules, &edits_of(&actions[0]));
    assert!(text.starts_with(&rules) && text.contains("\n\ntest \""), "{text}");
}

#[test]
fn fixes_are_made_one_by_one_or_all_at_once() {
    let rules = RULES.replace("NPS ≥ 9", "NPS == 9").replace("Enthusiast;", "Enthusiat;");
    let mut editor = Editor::new();
    editor.open("a.flywheel", &rules);
    let mut question = about(&editor, "a.flywheel");
    let actions = editor.ask("textDocument/codeAction", question.clone());
    let titles: Vec<&str> =
        actions.as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap()).collect();
    let fixes = ["Change `==` to `is`", "Change `Enthusiat` to `Enthusiast`"];
    assert_eq!(titles, [fixes[0], fixes[1], "Make all safe fixes"]);
    assert_eq!(actions[0]["isPreferred"], true);
    assert_eq!(edited(&rules, &edits_of(&actions[0])), rules.replace("==", "is"));
    assert_eq!(actions[1]["isPreferred"], false);
    assert_eq!(actions[1]["kind"], "quickfix");
    question["context"]["only"] = json!(["source.fixAll"]);
    let actions = editor.ask("textDocument/codeAction", question);
    assert_eq!(actions[0]["kind"], "source.fixAll.flywheel");
    assert_eq!(actions.as_array().unwrap().len(), 1);
    assert_eq!(edited(&rules, &edits_of(&actions[0])), rules.replace("==", "is"));
}

#[test]
fn the_edit_of_an_action_can_come_later() {
    let mut can = usual();
    can["textDocument"]["codeAction"] = json!({ "resolveSupport": { "properties": ["edit"] } });
    let rules = RULES.replace("NPS ≥ 9", "NPS == 9");
    let mut editor = Editor::with(can, &[]);
    editor.open("a.flywheel", &rules);
    let actions = editor.ask("textDocument/codeAction", about(&editor, "a.flywheel"));
    assert_eq!(actions[1]["edit"], Value::Null);
    let action = editor.ask("codeAction/resolve", actions[1].clone());
    assert_eq!(edited(&rules, &edits_of(&action)), rules.replace("==", "is"));
}

#[test]
fn a_file_a_part_of_it_or_a_line_is_formatted() {
    let ugly = RULES.replace("  NPS: number", "  NPS:    number").replace("  when", "    when");
    let mut editor = Editor::new();
    editor.open("a.flywheel", &ugly);
    let edits = editor.ask("textDocument/formatting", about(&editor, "a.flywheel"));
    let whole = edited(&ugly, &edits);
    assert!(whole.contains("\n  NPS:       number 0") && whole.contains("\n  when"), "{whole}");
    let mut question = about(&editor, "a.flywheel");
    question["range"]["start"]["line"] = json!(9);
    let edits = editor.ask("textDocument/rangeFormatting", question);
    assert_eq!(edited(&ugly, &edits), ugly.replace("    when", "  when"));
    let typed = ugly.replace("move to Engaged\n", "move to Engaged\n\n");
    editor.change("a.flywheel", 2, json!([{ "text": typed }]));
    let mut question = editor.at("a.flywheel", (11, 0));
    question["ch"] = json!("\n");
    question["options"] = json!({ "tabSize": 2, "insertSpaces": true });
    let edits = editor.ask("textDocument/onTypeFormatting", question);
    assert_eq!(edited(&typed, &edits), ugly.replace("    when", "  when") + "  \n");
    let broken = json!([{ "text": "stage\n" }]);
    editor.change("a.flywheel", 3, broken);
    let error =
        editor.try_to_ask("textDocument/formatting", about(&editor, "a.flywheel")).unwrap_err();
    assert!(error["message"].as_str().unwrap().starts_with("the file was left as it is: "));
}

/// The text of a place, by its line and columns.
fn text_at(text: &str, range: &Value) -> String {
    let line = text.lines().nth(range["start"]["line"].as_u64().unwrap() as usize).unwrap();
    let column = |end: &str| range[end]["character"].as_u64().unwrap() as usize;
    let units: Vec<u16> = line.encode_utf16().collect();
    String::from_utf16(&units[column("start")..column("end")]).unwrap()
}

/// An editor with the rules, and a question about the place of a mark in them.
fn asked(with_mark: &str) -> (Editor, String, Value) {
    let (text, place) = marked(with_mark);
    let mut editor = Editor::new();
    editor.open("a.flywheel", &text);
    let question = editor.at("a.flywheel", place);
    (editor, text, question)
}

#[test]
fn a_name_is_explained() {
    let (mut editor, text, question) = asked(&RULES.replace("send swag", "send sw▮ag"));
    let hover = editor.ask("textDocument/hover", question.clone());
    assert_eq!(text_at(&text, &hover["range"]), "swag");
    assert_eq!(hover["contents"]["kind"], "markdown");
    assert!(hover["contents"]["value"].as_str().unwrap().contains("Each costs us $18.00."));
    let nothing = editor.at("a.flywheel", (0, 2));
    assert_eq!(editor.ask("textDocument/hover", nothing), Value::Null);
    // An editor that says nothing of Markdown shows the text as it is.
    let mut editor = Editor::with(json!({}), &[]);
    editor.open("a.flywheel", &text);
    let mut question = question;
    question["textDocument"] = editor.document("a.flywheel");
    let hover = editor.ask("textDocument/hover", question);
    assert_eq!(hover["contents"]["kind"], "plaintext");
    assert!(!hover["contents"]["value"].as_str().unwrap().contains('`'));
}

#[test]
fn what_fits_is_completed() {
    let (mut editor, text, question) = asked(&RULES.replace("move to Engaged", "move to En▮"));
    let list = editor.ask("textDocument/completion", question);
    let labels: Vec<&str> =
        list["items"].as_array().unwrap().iter().map(|it| it["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["Engaged", "Enthusiast"]);
    let edits = json!([list["items"][0]["textEdit"]]);
    assert_eq!(edited(&text, &edits), text.replace("move to En\n", "move to Engaged\n"));
    // A snippet has places to fill in.
    editor.change("a.flywheel", 2, json!([{ "text": format!("{RULES}\n") }]));
    let question = editor.at("a.flywheel", (12, 0));
    let list = editor.ask("textDocument/completion", question);
    assert_eq!(list["items"][0]["insertTextFormat"], 2);
}

#[test]
fn an_editor_without_snippets_gets_plain_text() {
    let mut editor = Editor::with(json!({}), &[]);
    editor.open("a.flywheel", RULES);
    let question = editor.at("a.flywheel", (11, 0));
    let list = editor.ask("textDocument/completion", question);
    assert_eq!(list["items"][0]["insertTextFormat"], 1);
    assert_eq!(list["items"][0]["textEdit"]["newText"], "stage Name \"What it means\"\n  ");
}

#[test]
fn a_name_leads_to_its_declaration_and_to_where_it_is_written() {
    let shared = "customer\n  NPS: number\nlet happy = NPS ≥ 9\n";
    let main = "use \"shared.flywheel\"\nstage A\n  when happy move to B\nstage B\n  resting\n";
    let mut editor = Editor::with(usual(), &[("shared.flywheel", shared)]);
    editor.open("main.flywheel", main);
    let question = editor.at("main.flywheel", (2, 8));
    let target = editor.ask("textDocument/definition", question.clone());
    assert_eq!(target["uri"], editor.uri("shared.flywheel").as_str());
    assert_eq!(text_at(shared, &target["range"]), "happy");
    let of_path = editor.at("main.flywheel", (0, 8));
    let target = editor.ask("textDocument/definition", of_path);
    assert_eq!(target["uri"], editor.uri("shared.flywheel").as_str());
    let mut all = question.clone();
    all["context"] = json!({ "includeDeclaration": true });
    let places = editor.ask("textDocument/references", all.clone());
    let uris: Vec<&Value> = places.as_array().unwrap().iter().map(|it| &it["uri"]).collect();
    let expected = [editor.uri("main.flywheel"), editor.uri("shared.flywheel")];
    assert_eq!(uris, [expected[0].as_str(), expected[1].as_str()]);
    all["context"] = json!({ "includeDeclaration": false });
    let places = editor.ask("textDocument/references", all);
    assert_eq!(places.as_array().unwrap().len(), 1);
    let marks = editor.ask("textDocument/documentHighlight", question);
    assert_eq!(marks.as_array().unwrap().len(), 1);
}

#[test]
fn a_name_is_changed_in_all_programs_that_have_it() {
    let shared = "customer\n  NPS: number\nlet happy = NPS ≥ 9\n";
    let main = "use \"shared.flywheel\"\nstage A\n  when happy move to B\nstage B\n  resting\n";
    let other = main.replace("stage B", "stage Fan").replace("to B", "to Fan");
    let files = [("shared.flywheel", shared), ("main.flywheel", main), ("other.flywheel", &other)];
    let mut editor = Editor::with(usual(), &files);
    editor.open("main.flywheel", main);
    // From a file that only one of the programs has.
    let mut question = editor.at("main.flywheel", (2, 8));
    question["context"] = json!({ "includeDeclaration": true });
    let places = editor.ask("textDocument/references", question.clone());
    assert_eq!(places.as_array().unwrap().len(), 3, "{places}");
    question["newName"] = json!("glad");
    let edit = editor.ask("textDocument/rename", question.clone());
    let changes = edit["documentChanges"].as_array().unwrap();
    assert_eq!(changes.len(), 3);
    for change in changes {
        let is_it = |(name, _): &&(&str, &str)| change["textDocument"]["uri"] == editor.uri(name);
        let (_, text) = files.iter().find(is_it).unwrap();
        assert_eq!(edited(text, &change["edits"]), text.replace("happy", "glad"));
    }
    question["newName"] = json!("Fan");
    let error = editor.try_to_ask("textDocument/rename", question).unwrap_err();
    assert_eq!(error["message"], "`happy` cannot become `Fan`: `Fan` is declared twice");
}

#[test]
fn a_name_is_changed_in_all_files() {
    let shared = "customer\n  NPS: number\nlet happy = NPS ≥ 9\n";
    let main = "use \"shared.flywheel\"\nstage A\n  when happy move to B\nstage B\n  resting\n";
    let mut editor = Editor::with(usual(), &[("shared.flywheel", shared), ("main.flywheel", main)]);
    editor.open("shared.flywheel", shared);
    let mut question = editor.at("shared.flywheel", (2, 5));
    let name = editor.ask("textDocument/prepareRename", question.clone());
    assert_eq!(name["placeholder"], "happy");
    question["newName"] = json!("glad");
    let edit = editor.ask("textDocument/rename", question.clone());
    for change in edit["documentChanges"].as_array().unwrap() {
        let is_main = change["textDocument"]["uri"] == editor.uri("main.flywheel").as_str();
        let text = if is_main { main } else { shared };
        assert_eq!(edited(text, &change["edits"]), text.replace("happy", "glad"));
        let version = if is_main { Value::Null } else { json!(1) };
        assert_eq!(change["textDocument"]["version"], version);
    }
    assert_eq!(edit["documentChanges"].as_array().unwrap().len(), 2);
    question["newName"] = json!("NPS");
    let error = editor.try_to_ask("textDocument/rename", question).unwrap_err();
    assert_eq!(error["message"], "`happy` cannot become `NPS`: `NPS` is declared twice");
    let keyword = editor.at("shared.flywheel", (0, 2));
    assert!(editor.try_to_ask("textDocument/prepareRename", keyword).is_err());
}

#[test]
fn symbols_of_a_file_and_of_all() {
    let (mut editor, text, _) = asked(&format!("{RULES}▮"));
    let question = json!({ "textDocument": editor.document("a.flywheel") });
    let symbols = editor.ask("textDocument/documentSymbol", question);
    let names: Vec<&str> =
        symbols.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["customer", "swag", "Engaged", "Enthusiast"]);
    let rule = &symbols[2]["children"][0];
    assert_eq!(rule["name"], "3 purchases and NPS ≥ 9");
    assert_eq!(text_at(&text, &rule["selectionRange"]), "3 purchases and NPS ≥ 9");
    let found = editor.ask("workspace/symbol", json!({ "query": "enth" }));
    assert_eq!(found[0]["name"], "Enthusiast");
    assert_eq!(found.as_array().unwrap().len(), 1);
}

#[test]
fn folds_selections_and_colors() {
    let (mut editor, text, question) = asked(&RULES.replace("NPS ≥ 9", "N▮PS ≥ 9"));
    let file = json!({ "textDocument": editor.document("a.flywheel") });
    let folds = editor.ask("textDocument/foldingRange", file.clone());
    let lines: Vec<(u64, u64)> = folds
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["startLine"].as_u64().unwrap(), it["endLine"].as_u64().unwrap()))
        .collect();
    assert_eq!(lines, [(0, 2), (6, 7), (9, 10)]);
    let mut selection = file.clone();
    selection["positions"] = json!([question["position"]]);
    let ranges = editor.ask("textDocument/selectionRange", selection);
    assert_eq!(text_at(&text, &ranges[0]["range"]), "NPS");
    assert_eq!(text_at(&text, &ranges[0]["parent"]["range"]), "NPS ≥ 9");
    let kinds = &editor.greeting["capabilities"]["semanticTokensProvider"]["legend"];
    let (kinds, first) = (kinds["tokenTypes"].clone(), ["keyword", "property", "keyword"]);
    let tokens = editor.ask("textDocument/semanticTokens/full", file);
    let data = tokens["data"].as_array().unwrap();
    for (at, kind) in first.iter().enumerate() {
        assert_eq!(kinds[data[at * 5 + 3].as_u64().unwrap() as usize], *kind);
    }
    let of_part = editor.ask("textDocument/semanticTokens/range", about(&editor, "a.flywheel"));
    assert_eq!(of_part, tokens);
}

#[test]
fn a_function_says_what_it_takes() {
    let (mut editor, _, question) = asked(&RULES.replace("NPS < 3", "round(NPS, ▮) < 3"));
    let help = editor.ask("textDocument/signatureHelp", question);
    assert_eq!(help["signatures"][0]["label"], "round(number, digits)");
    assert_eq!(help["activeParameter"], 1);
}

#[test]
fn the_day_on_which_a_window_begins_is_shown() {
    let rules = RULES.replace("3 purchases and", "3 purchases within 90 days and");
    let mut editor = Editor::set(usual(), &[], json!({ "asOf": "2026-03-31" }));
    editor.open("a.flywheel", &rules);
    let hints = editor.ask("textDocument/inlayHint", about(&editor, "a.flywheel"));
    assert_eq!(hints[0]["label"], "from 2026-01-01");
    assert_eq!(hints[0]["position"], json!({ "line": 7, "character": 34 }));
    let settings = json!({ "settings": { "flywheel": { "proofs": true } } });
    editor.tell("workspace/didChangeConfiguration", settings);
    let hints = editor.ask("textDocument/inlayHint", about(&editor, "a.flywheel"));
    assert_eq!(hints, json!([]), "without a moment, nothing is known");
}

#[test]
fn a_test_is_run_where_it_is_written() {
    let rules = format!(
        "{RULES}\ntest \"three\"\n  given 3 purchases, NPS 9\n  expect move to Enthusiast\n\
         \ntest \"two\"\n  given 2 purchases, NPS 9\n  expect move to Enthusiast\n"
    );
    let mut editor = Editor::new();
    editor.open("a.flywheel", &rules);
    let file = json!({ "textDocument": editor.document("a.flywheel") });
    let lenses = editor.ask("textDocument/codeLens", file);
    assert_eq!(lenses.as_array().unwrap().len(), 2);
    let command = lenses[0]["command"].clone();
    assert_eq!(command["title"], "Run this test");
    let run = |editor: &mut Editor, command: Value| {
        let params = json!({ "command": command["command"], "arguments": command["arguments"] });
        let result = editor.ask("workspace/executeCommand", params);
        (result["passed"].clone(), editor.hear("window/showMessage"))
    };
    let (passed, message) = run(&mut editor, command);
    assert_eq!((passed, &message["message"]), (json!(true), &json!("passed: three")));
    let (passed, message) = run(&mut editor, lenses[1]["command"].clone());
    assert_eq!((passed, &message["type"]), (json!(false), &json!(1)));
    let explain = json!({ "command": "flywheel.explain", "arguments": ["shadowed"] });
    let page = editor.ask("workspace/executeCommand", explain);
    assert!(page.as_str().unwrap().starts_with("# "), "{page}");
}

#[test]
fn a_rule_says_how_many_customers_it_moves() {
    let mut can = usual();
    can["workspace"]["codeLens"] = json!({ "refreshSupport": true });
    let customers = r#"{"id":1,"stage":"Engaged","nps":9,"purchases":[{},{},{}]}
{"id":2,"stage":"Engaged","NPS":9,"purchases":[{},{},{}]}
{"id":3,"stage":"Enthusiast","NPS":2}
{"id":4,"stage":"Enthusiast","NPS":1}
"#;
    let settings = json!({ "asOf": "2026-03-31", "customers": "customers.ndjson" });
    let mut editor = Editor::set(can, &[("customers.ndjson", customers)], settings);
    editor.open("a.flywheel", RULES);
    editor.hear("workspace/codeLens/refresh");
    let file = json!({ "textDocument": editor.document("a.flywheel") });
    let lenses = editor.ask("textDocument/codeLens", file);
    let titles: Vec<&Value> =
        lenses.as_array().unwrap().iter().map(|it| &it["command"]["title"]).collect();
    assert_eq!(titles, ["moves 1 of 4 customers", "moves 2 of 4 customers"]);
}

#[test]
fn who_comes_to_a_stage_and_where_from_there() {
    let rules = RULES.replace("resting", "") + "\nany stage\n  when NPS is 5 move to Engaged\n";
    let (mut editor, text, question) = asked(&rules.replace("stage Engaged", "stage Eng▮aged"));
    let items = editor.ask("textDocument/prepareCallHierarchy", question);
    assert_eq!(items[0]["name"], "Engaged");
    let item = json!({ "item": items[0] });
    let calls = editor.ask("callHierarchy/incomingCalls", item.clone());
    let names: Vec<&Value> =
        calls.as_array().unwrap().iter().map(|it| &it["from"]["name"]).collect();
    assert_eq!(names, ["Enthusiast", "any stage"]);
    assert_eq!(calls[0]["from"]["detail"], "NPS < 3");
    assert_eq!(text_at(&text, &calls[0]["fromRanges"][0]), "NPS < 3");
    let calls = editor.ask("callHierarchy/outgoingCalls", item);
    assert_eq!(calls[0]["to"]["name"], "Enthusiast");
    assert_eq!(calls.as_array().unwrap().len(), 1);
}

#[test]
fn a_question_can_be_taken_back() {
    let mut rules = RULES.to_owned();
    for stage in 0..2_000 {
        rules.push_str(&format!("stage S{stage}\n  when NPS == {} move to Engaged\n", stage % 9));
    }
    let mut editor = Editor::new();
    editor.open("a.flywheel", &rules);
    let mut question = about(&editor, "a.flywheel");
    question["context"]["only"] = json!(["source.fixAll"]);
    let first = editor.begin("textDocument/codeAction", question.clone());
    let second = editor.begin("textDocument/codeAction", question.clone());
    editor.tell("$/cancelRequest", json!({ "id": second }));
    assert!(editor.answer(first).is_ok());
    assert_eq!(editor.answer(second).unwrap_err()["code"], -32800);
    // A place in a text that has changed since says nothing.
    let third = editor.begin("textDocument/codeAction", question.clone());
    let fourth = editor.begin("textDocument/codeAction", question);
    editor.change("a.flywheel", 2, json!([{ "text": RULES }]));
    // It may have been answered before.
    let _ = editor.answer(third);
    assert_eq!(editor.answer(fourth).unwrap_err()["code"], -32801);
}
