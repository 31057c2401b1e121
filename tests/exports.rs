//! Exports as other programs write them: what is decided is what a sensible user expects, as worked
//! out by hand in `tests/exports`.
#![cfg(feature = "cli")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value as Json;

/// The files of a folder in order, but for the rules and the answers.
fn inputs(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_input = |path: &PathBuf| {
        !matches!(path.file_name().unwrap().to_str(), Some("rules.flywheel" | "expected.json"))
    };
    let mut files: Vec<PathBuf> = files.filter(is_input).collect();
    files.sort();
    files
}

fn decisions(folder: &Path, as_of: &str) -> Json {
    let mut command = Command::cargo_bin("flywheel").unwrap();
    command.arg("eval").arg(folder.join("rules.flywheel"));
    for input in inputs(folder) {
        let stem = input.file_stem().unwrap().to_str().unwrap();
        match stem.strip_prefix("table-") {
            Some(table) => command.arg("--table").arg(format!("{table}={}", input.display())),
            None => command.arg(input),
        };
    }
    let output = command.args(["--as-of", as_of, "--format", "json"]).output().unwrap();
    let shown = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{}: {error}\n{shown}", folder.display()))
}

/// What is said of a customer under a key, such as the names of what is given.
fn said(decision: &Json, key: &str) -> Vec<String> {
    let all = decision[key].as_array().cloned().unwrap_or_default();
    let words = all.iter().map(|one| match (&one["gift"], &one["reason"]) {
        (Json::String(gift), Json::String(reason)) => format!("{gift} ({reason})"),
        (Json::String(gift), _) => gift.clone(),
        _ => one.as_str().unwrap().to_owned(),
    });
    words.collect()
}

/// What differs from the answers of a folder, and how many customers they are about.
fn differences(folder: &Path) -> (usize, Vec<String>) {
    let expected = fs::read(folder.join("expected.json")).unwrap();
    let expected: Json = serde_json::from_slice(&expected).unwrap();
    let document = decisions(folder, expected["as_of"].as_str().unwrap());
    let id = |decision: &Json| {
        let id = &decision["id"];
        id.as_str().map_or_else(|| id.to_string(), str::to_owned)
    };
    let decided = document["decisions"].as_array().unwrap();
    let decided: BTreeMap<String, &Json> = decided.iter().map(|one| (id(one), one)).collect();
    let (mut differences, answers) = (Vec::new(), expected["expect"].as_object().unwrap());
    for (id, answer) in answers {
        let name = folder.file_name().unwrap().to_str().unwrap();
        match (decided.get(id), answer.as_object()) {
            (None, None) => {}
            (Some(decision), Some(answer)) => {
                for (key, want) in answer {
                    let want: Vec<&str> =
                        want.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
                    let found = said(decision, key);
                    if found != want {
                        differences.push(format!("{name}: {id}: {key} {found:?}, not {want:?}"));
                    }
                }
            }
            (found, _) => {
                let found = if found.is_some() { "decided" } else { "rejected" };
                differences.push(format!("{name}: {id} is {found}, but {answer} is expected"));
            }
        }
    }
    let refused = document["rejected"].as_array().unwrap().len();
    if decided.len() + refused < answers.len() {
        differences.push(format!("{}: some records are missing", folder.display()));
    }
    (answers.len(), differences)
}

#[test]
fn exports_are_read_as_they_come() {
    let folders = fs::read_dir("tests/exports").unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = folders.filter(|path| path.is_dir()).collect();
    folders.sort();
    let (mut count, mut differences_of_all) = (0, Vec::new());
    for folder in &folders {
        let (answers, differences) = differences(folder);
        count += answers;
        differences_of_all.extend(differences);
    }
    assert!(differences_of_all.is_empty(), "{}", differences_of_all.join("\n"));
    assert!(count >= 60, "only {count} answers");
}
