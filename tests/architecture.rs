//! Holds the code to `docs/architecture.md`: which room may use which, and who may touch what.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, and which others each may use. The table stands in `docs/architecture.md` too.
const ROOMS: &[(&str, &[&str])] = &[
    ("values", &[]),
    ("terms", &["values"]),
    ("problems", &["values"]),
    ("syntax", &["values", "terms", "problems"]),
    ("check", &["values", "terms", "problems", "syntax"]),
    ("plan", &["values", "terms", "problems", "check"]),
    ("eval", &["values", "terms", "plan"]),
    ("after", &["values", "plan", "eval"]),
    ("records", &["values", "terms", "problems", "plan", "eval", "after"]),
    ("run", &["values", "problems", "plan", "eval", "after", "records"]),
    ("program", &["values", "problems", "syntax", "check", "plan", "eval"]),
    ("tools", &["values", "terms", "problems", "syntax", "check", "plan", "eval", "after"]),
    ("output", &["values", "problems", "plan", "eval", "run", "tools"]),
    (
        "front",
        &["values", "problems", "syntax", "plan", "records", "run", "program", "tools", "output"],
    ),
];

/// The parts of the room of records, and which others each may use. The table stands in
/// `src/records/mod.rs` too.
const RECORDS: &[(&str, &[&str])] = &[
    ("fault", &[]),
    ("words", &[]),
    ("json", &["fault", "words"]),
    ("plain", &["fault", "words", "json"]),
    ("csv", &["fault", "words", "plain"]),
    ("fast", &["json", "plain"]),
    ("update", &["json", "csv"]),
    ("stream", &["fault", "json", "plain", "csv"]),
];

/// What only one place may name.
const OWNED: &[(&str, &str)] = &[
    ("pest", "src/syntax/"),
    ("miette", "src/problems/"),
    ("clap", "src/front/cli/"),
    ("std::fs", "src/front/"),
    ("std::net", "src/front/"),
    ("std::env", "src/front/"),
    ("std::process", "src/front/"),
    ("println!", "src/front/"),
    ("print!", "src/front/"),
    ("unsafe", "src/records/json/index/"),
];

fn rust_files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Each file under `src` with its text up to its tests, comments left out.
fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            (path.to_string_lossy().replace('\\', "/"), lines.collect::<Vec<_>>().join("\n"))
        })
        .collect()
}

fn room(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap();
    inside.split(['/', '.']).next().unwrap()
}

/// Whether `word` stands in the code as a word of its own.
fn names(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !part(before) && (word.ends_with('!') || !part(after))
    })
}

#[test]
fn rooms_use_only_the_rooms_below_them() {
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        let room = room(&path);
        if room == "lib" || room == "main" {
            continue;
        }
        let allowed = ROOMS.iter().find(|(name, _)| *name == room);
        let Some((_, allowed)) = allowed else {
            wrong.push(format!("{path}: the room `{room}` is not in the table"));
            continue;
        };
        for (other, _) in ROOMS {
            let used = names(&code, &format!("crate::{other}"));
            if used && *other != room && !allowed.contains(other) {
                wrong.push(format!("{path} uses crate::{other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The names that follow a path in the code, one for each time that it is written.
fn names_behind<'c>(code: &'c str, path: &str) -> Vec<&'c str> {
    let behind = code.match_indices(path).map(|(at, _)| &code[at + path.len()..]);
    let end = |rest: &str| rest.find(|c: char| !c.is_alphanumeric() && c != '_');
    behind.map(|rest| &rest[..end(rest).unwrap_or(rest.len())]).collect()
}

#[test]
fn parts_of_records_use_only_the_parts_below_them() {
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        let Some(inside) = path.strip_prefix("src/records/") else { continue };
        let part = inside.split(['/', '.']).next().unwrap();
        let is_test = ["tests.rs", "properties.rs", "testing.rs"].iter().any(|t| path.ends_with(t));
        if is_test || part == "mod" {
            continue;
        }
        let allowed = RECORDS.iter().find(|(name, _)| *name == part);
        let Some((_, allowed)) = allowed else {
            wrong.push(format!("{path}: the part `{part}` is not in the table"));
            continue;
        };
        for used in names_behind(&code, "crate::records::") {
            if used != part && !allowed.contains(&used) {
                wrong.push(format!("{path} uses crate::records::{used}"));
            }
        }
        // Other parts are named from the root, so that this test sees them.
        let levels = inside.matches('/').count() - usize::from(path.ends_with("/mod.rs"));
        if code.contains(&"super::".repeat(levels + 1)) {
            wrong.push(format!("{path} leaves its part by way of `super`"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_belongs_to_one_room_stays_there() {
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        for (word, home) in OWNED {
            let used = if word.contains(':') || word.ends_with('!') || *word == "unsafe" {
                names(&code, word)
            } else {
                names(&code, &format!("{word}::")) || code.contains(&format!("use {word}"))
            };
            if used && !path.starts_with(home) {
                wrong.push(format!("{path} names {word}, which belongs to {home}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_map_shows_every_room() {
    let map = fs::read_to_string("docs/architecture.md").unwrap();
    for (room, uses) in ROOMS {
        let row = map.lines().find(|line| line.starts_with(&format!("| `{room}`")));
        let row = row.unwrap_or_else(|| panic!("docs/architecture.md has no row for `{room}`"));
        for other in *uses {
            assert!(row.contains(&format!("`{other}`")), "{room} may use {other}: {row}");
        }
    }
}

#[test]
fn the_map_of_records_shows_every_part() {
    let map = fs::read_to_string("src/records/mod.rs").unwrap();
    for (part, uses) in RECORDS {
        let row = map.lines().find(|line| line.starts_with(&format!("//! | `{part}`")));
        let row = row.unwrap_or_else(|| panic!("src/records/mod.rs has no row for `{part}`"));
        let listed = row.split('|').nth(2).unwrap();
        let listed: Vec<&str> = listed.split('`').skip(1).step_by(2).collect();
        assert_eq!(listed, *uses, "{part} may use: {row}");
    }
}
