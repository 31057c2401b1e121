//! Holds the code to `docs/architecture.md`: which room may use which, and who may touch what.

#[path = "support/source/mod.rs"]
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

use source::{Name, Names, Source};

/// The rooms, and which others each may use. `docs/architecture.md` has the same
/// table.
const ROOMS: &[(&str, &[&str])] = &[
    ("values", &[]),
    ("terms", &["values"]),
    ("problems", &[]),
    ("syntax", &["values", "terms", "problems"]),
    ("check", &["values", "terms", "problems", "syntax"]),
    ("meant", &["values", "terms", "syntax", "check"]),
    ("plan", &["values", "terms", "problems", "check"]),
    ("eval", &["values", "terms", "plan"]),
    ("when", &["values", "terms", "plan", "eval"]),
    ("after", &["values", "plan", "eval"]),
    ("records", &["values", "terms", "problems", "plan", "eval", "after"]),
    ("run", &["values", "problems", "plan", "eval", "when", "after", "records"]),
    ("program", &["problems", "syntax", "check", "meant", "plan"]),
    ("prove", &["values", "terms", "plan", "eval", "after"]),
    ("histories", &["values"]),
    ("report", &["values", "histories"]),
    (
        "tools",
        &[
            "values",
            "terms",
            "problems",
            "syntax",
            "check",
            "plan",
            "eval",
            "when",
            "after",
            "prove",
            "histories",
            "report",
        ],
    ),
    (
        "probe",
        &["values", "terms", "problems", "syntax", "plan", "eval", "program", "prove", "tools"],
    ),
    ("editor", &["values", "terms", "problems", "syntax", "check", "program", "tools"]),
    ("infer", &["values", "syntax", "records", "program", "tools"]),
    (
        "output",
        &["values", "problems", "plan", "eval", "run", "histories", "report", "tools", "probe"],
    ),
    (
        "ledger",
        &["values", "problems", "plan", "eval", "records", "run", "histories", "report", "output"],
    ),
    (
        "front",
        &[
            "values",
            "problems",
            "plan",
            "eval",
            "records",
            "run",
            "program",
            "histories",
            "report",
            "tools",
            "probe",
            "editor",
            "infer",
            "output",
            "ledger",
        ],
    ),
];

/// The parts of the room of records, and which others each may use. The table stands in
/// `src/records/mod.rs` too.
const RECORDS: &[(&str, &[&str])] = &[
    ("fault", &[]),
    ("words", &[]),
    ("ledger_row", &[]),
    ("other_ids", &[]),
    ("json", &["fault", "words"]),
    ("plain", &["fault", "words", "json", "other_ids"]),
    ("csv", &["fault", "words", "json", "plain"]),
    ("fast", &["json", "plain", "csv", "stream"]),
    ("update", &["json", "csv", "plain"]),
    ("stream", &["fault", "json", "plain", "csv", "ledger_row"]),
    ("look", &["fault", "json", "plain", "csv", "stream"]),
];

/// What only some places may name: a path and all below it, a macro, a keyword. `*::` stands for
/// any path before it, and `Any::` for any type.
const OWNED: &[(&str, &[&str])] = &[
    ("pest", &["src/syntax/"]),
    ("pest_derive", &["src/syntax/"]),
    ("miette", &["src/problems/"]),
    ("axum", &["src/front/serve/"]),
    ("hyper", &["src/front/serve/"]),
    ("hyper_util", &["src/front/serve/"]),
    ("tokio", &["src/front/serve/"]),
    ("tokio_io_timeout", &["src/front/serve/"]),
    ("calamine", &["src/front/"]),
    ("encoding_rs", &["src/records/stream/"]),
    ("clap", &["src/front/cli/"]),
    ("clap_complete", &["src/front/cli/"]),
    ("clap_mangen", &["src/front/cli/"]),
    ("indicatif", &["src/front/"]),
    ("lsp_server", &["src/front/lsp/"]),
    ("gen_lsp_types", &["src/front/lsp/"]),
    ("tempfile", &["src/run/ids/", "src/output/", "src/front/"]),
    ("twox_hash", &["src/run/ids/", "src/run/tables/", "src/run/parts/", "src/run/witness.rs"]),
    ("terminal_size", &["src/front/"]),
    ("rayon", &["src/records/", "src/run/tables/resolve.rs", "src/run/replay/", "src/front/"]),
    ("rusqlite", &["src/ledger/"]),
    ("statrs", &["src/report/statistics/"]),
    ("sha2", &["src/ledger/"]),
    ("unsafe", &["src/records/json/index/"]),
    // Files, the network, the environment, other programs, the terminal.
    ("std::fs", &["src/front/", "src/ledger/"]),
    ("std::net", &["src/front/"]),
    ("std::os", &["src/front/"]),
    ("std::env", &["src/front/", "src/ledger/failpoint.rs"]),
    ("std::process", &["src/front/", "src/ledger/"]),
    ("*::stdin", &["src/front/"]),
    ("*::stdout", &["src/front/"]),
    ("*::stderr", &["src/front/"]),
    ("print!", &["src/front/"]),
    ("println!", &["src/front/"]),
    ("eprint!", &["src/front/"]),
    ("eprintln!", &["src/front/"]),
    ("dbg!", &[]),
    ("option_env!", &[]),
    // Clocks, and what waits for them.
    ("std::time", &["src/front/"]),
    ("core::time", &["src/front/"]),
    ("Any::now", &["src/front/"]),
    (".now", &["src/front/"]),
    ("*::sleep", &["src/front/"]),
    ("*::try_system", &["src/front/"]),
    ("*::TimeZone::system", &[]),
    // The time zones of the machine, which may differ from those of another.
    ("*::TimeZone::get", &[]),
    ("jiff::tz::db", &[]),
    ("jiff::tz::TimeZoneDatabase", &["src/values/time/zone.rs"]),
    // Threads, and chance.
    ("std::thread", &["src/front/"]),
    ("std::hash::RandomState", &[]),
    ("std::collections::hash_map::RandomState", &[]),
    ("rand", &[]),
    ("fastrand", &[]),
    ("getrandom", &[]),
];

/// All files, scanned once for all tests.
static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(source::sources);

/// What `lib.rs` shows of the rooms without their names, each with its room.
static SHOWN: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let root = SOURCES.iter().filter(|source| source.room() == "lib");
    let paths = root.flat_map(|root| &root.names).filter_map(|name| name.text.split_once("::"));
    paths.map(|(room, shown)| (shown.to_owned(), room.to_owned())).collect()
});

/// No file is longer than this, tests included.
const MOST_LINES: usize = 600;

impl Source {
    /// The rooms that it uses beside its own, each with the line where it does.
    fn used_rooms(&self) -> BTreeSet<(&str, usize)> {
        let rooms = self.names.iter().filter_map(|name| Some((used_room(name)?, name.line)));
        rooms.filter(|(room, _)| *room != self.room()).collect()
    }

    /// Whether it only puts the rooms together.
    fn is_root(&self) -> bool {
        matches!(self.room(), "lib" | "main")
    }
}

/// The room that a name is in, also where `lib.rs` shows it. What is in none is given as written,
/// such as `*`.
fn used_room(name: &Name) -> Option<&str> {
    let first = name.text.strip_prefix("crate::")?.split("::").next()?;
    Some(SHOWN.iter().find(|(shown, _)| shown == first).map_or(first, |(_, room)| room))
}

/// Whether a name is what a word of `OWNED` stands for.
fn is_owned(name: &str, word: &str) -> bool {
    if let Some(end) = word.strip_prefix('*') {
        return name.ends_with(end) || name.contains(&format!("{end}::"));
    }
    if let Some(end) = word.strip_prefix("Any") {
        let owner = name.strip_suffix(end).and_then(|owner| owner.rsplit("::").next());
        return owner.is_some_and(|owner| owner.starts_with(char::is_uppercase));
    }
    if word.ends_with('!') {
        return name.rsplit("::").next() == Some(word);
    }
    let rest = name.strip_prefix(word);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// What these files use of rooms that they may not.
fn climbing(sources: &[Source]) -> Vec<String> {
    let mut wrong = Vec::new();
    for source in sources.iter().filter(|source| !source.is_root()) {
        let (path, room) = (&source.path, source.room());
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            wrong.push(format!("{path}: the room `{room}` is not in the table"));
            continue;
        };
        for (other, line) in source.used_rooms() {
            if !ROOMS.iter().any(|(name, _)| *name == other) {
                wrong.push(format!("{path}:{line} says crate::{other}: name the room that has it"));
            } else if !allowed.contains(&other) {
                wrong.push(format!("{path}:{line} uses crate::{other}"));
            }
        }
    }
    wrong
}

/// What these files name that belongs to other places.
fn borrowed(sources: &[Source]) -> Vec<String> {
    let mut wrong = Vec::new();
    for source in sources {
        for Name { text, line } in &source.names {
            // All of the standard library has all that is owned of it.
            let whole = matches!(text.as_str(), "std::*" | "core::*");
            let owned = OWNED.iter().filter(|(word, homes)| {
                let at_home = homes.iter().any(|home| source.path.starts_with(home));
                is_owned(text, word) && !at_home
            });
            let path = &source.path;
            wrong.extend(owned.map(|(word, homes)| match homes {
                [] => format!("{path}:{line} says {text}: nobody may name {word}"),
                homes => {
                    format!("{path}:{line} says {text}: {word} belongs to {}", homes.join(", "))
                }
            }));
            wrong.extend(whole.then(|| format!("{path}:{line} says {text}: name its parts")));
        }
    }
    wrong
}

/// The rows of the table of rooms on a page: each room, and which it may use.
fn table(page: &str) -> Vec<(String, Vec<String>)> {
    let words = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    let row = |line: &str| {
        let mut cells = line.strip_prefix('|')?.split('|');
        let (room, uses) = (cells.next()?, cells.next()?);
        let rooms: Vec<String> = words(room);
        Some((rooms.into_iter().next()?, words(uses)))
    };
    let lines = page.lines().skip_while(|line| !line.starts_with("| room |"));
    lines.take_while(|line| line.starts_with('|')).filter_map(row).collect()
}

/// The paths of files and folders that a page names, each with the room whose row of the table it
/// stands in.
fn paths(page: &str) -> Vec<(String, String)> {
    let is_path = |span: &str| {
        let is_file = [".rs", ".md", ".pest"].iter().any(|end| span.ends_with(end));
        (is_file || span.contains('/')) && !span.starts_with('/') && !span.contains([' ', ':', '`'])
    };
    let mut found = Vec::new();
    for line in page.lines() {
        let row = line.strip_prefix("| `").and_then(|row| row.split('`').next());
        let spans = line.split('`').skip(1).step_by(2).filter(|span| is_path(span));
        found.extend(spans.map(|span| (row.unwrap_or_default().to_owned(), span.to_owned())));
    }
    found
}

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn rooms_use_only_the_rooms_below_them() {
    assert_none(&climbing(&SOURCES));
}

#[test]
fn the_table_allows_only_what_is_above_and_what_is_used() {
    let mut wrong = Vec::new();
    for (at, (room, allowed)) in ROOMS.iter().enumerate() {
        let own = SOURCES.iter().filter(|source| source.room() == *room);
        let used: BTreeSet<&str> = own.flat_map(Source::used_rooms).map(|(room, _)| room).collect();
        for other in *allowed {
            if !ROOMS[..at].iter().any(|(above, _)| above == other) {
                wrong.push(format!("{room} may use {other}, which is not above it in the table"));
            }
            if !used.contains(other) {
                wrong.push(format!("{room} may use {other}, but does not"));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn parts_of_records_use_only_the_parts_below_them() {
    let mut wrong = Vec::new();
    for source in SOURCES.iter() {
        let Some(inside) = source.path.strip_prefix("src/records/") else { continue };
        let part = inside.split(['/', '.']).next().unwrap_or_default();
        let is_test =
            ["tests.rs", "properties.rs", "testing.rs"].iter().any(|end| inside.ends_with(end));
        if is_test || part == "mod" {
            continue;
        }
        let Some((_, allowed)) = RECORDS.iter().find(|(name, _)| *name == part) else {
            wrong.push(format!("{}: the part `{part}` is not in the table", source.path));
            continue;
        };
        for Name { text, line } in &source.names {
            let Some(rest) = text.strip_prefix("crate::records::") else { continue };
            let used = rest.split("::").next().unwrap_or_default();
            if used != part && !allowed.contains(&used) {
                wrong.push(format!("{}:{line} uses {text}", source.path));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn what_belongs_to_one_room_stays_there() {
    assert_none(&borrowed(&SOURCES));
}

#[test]
fn the_page_has_the_same_table() {
    let page = fs::read_to_string("docs/architecture.md").expect("the page can be read");
    let own: Vec<(String, Vec<String>)> = ROOMS
        .iter()
        .map(|(room, uses)| ((*room).to_owned(), uses.iter().map(|room| (*room).into()).collect()))
        .collect();
    assert_eq!(table(&page), own, "docs/architecture.md against ROOMS in tests/architecture.rs");
}

#[test]
fn every_path_on_the_page_exists() {
    let page = fs::read_to_string("docs/architecture.md").expect("the page can be read");
    let named = paths(&page);
    assert!(named.len() > 50, "only {} paths are found", named.len());
    let missing = named.iter().filter(|(room, path)| {
        let places = [path.clone(), format!("src/{path}"), format!("src/{room}/{path}")];
        !places.iter().any(|place| fs::exists(place).expect("it can be asked for"))
    });
    let missing: Vec<String> =
        missing.map(|(_, path)| format!("docs/architecture.md names {path}")).collect();
    assert_none(&missing);
}

#[test]
fn the_page_names_the_files_that_are_exempt() {
    let page = fs::read_to_string("docs/architecture.md").expect("the page can be read");
    let exempt = |source: &&Source| {
        let text = &source.text;
        text.contains("a habit shows in a few forms")
            || text.contains("#[expect(clippy::expect_used")
    };
    let named = |source: &&Source| page.contains(source.path.trim_start_matches("src/"));
    let (named, missing): (Vec<_>, Vec<_>) = SOURCES.iter().filter(exempt).partition(named);
    assert!(!named.is_empty(), "no file is exempt");
    let missing: Vec<String> = missing.iter().map(|source| source.path.clone()).collect();
    assert_none(&missing);
}

#[test]
fn every_file_begins_with_what_it_holds() {
    let without = SOURCES.iter().filter(|source| !source.text.starts_with("//! "));
    let without: Vec<String> = without
        .map(|source| format!("{}: its first line is not `//! ` and what it holds", source.path))
        .collect();
    assert_none(&without);
}

#[test]
fn no_file_is_long() {
    let lines = |source: &Source| source.text.lines().count();
    let long = SOURCES.iter().filter(|source| lines(source) > MOST_LINES);
    let long: Vec<String> =
        long.map(|source| format!("{} has {} lines", source.path, lines(source))).collect();
    assert_none(&long);
}

/// A file with this text, as if it stood at this path.
fn source(path: &str, text: &str) -> Source {
    let names = Names::of(text, &source::module(path)).expect("it can be scanned").names;
    Source { path: path.to_owned(), text: text.to_owned(), names }
}

#[test]
fn whatever_climbs_out_of_a_room_is_seen() {
    for text in [
        "use crate::eval::Decision;",
        "use crate::{values::Path, eval};",
        "use crate::{values::{self, Path}, terms::{Per, Cap}, eval::{self, fast::Facts}};",
        "pub use crate::eval::*;",
        "use super::super::eval;",
        "use super::{model, super::eval::Decision};",
        "use self::super::super::eval;",
        "mod inside { use super::super::super::eval; }",
        "fn f() -> crate::eval::Decision { todo() }",
        "fn f() { let a = vec![super::super::eval::day()]; }",
        "#[cfg(test)]\nmod tests { use crate::front; }\nuse crate::eval::Decision;",
        "#[cfg(test)]\nmod tests;\nuse crate::eval::Decision;",
        "#[cfg(test)]\nuse crate::front;\nuse crate::eval::Decision;",
        "#[cfg(not(test))]\nuse crate::eval::Decision;",
        "use crate::{self};",
        "use crate as house;",
        "use crate::*;",
        "use crate::Program;",
        "use crate::Unknown;",
        "use super::super::*;",
    ] {
        assert_eq!(climbing(&[source("src/check/names.rs", text)]).len(), 1, "{text}");
    }
    assert_eq!(climbing(&[source("src/cellar/mod.rs", "")]).len(), 1);
}

#[test]
fn nothing_is_seen_where_nothing_is_said() {
    for text in [
        "// use crate::eval::Decision;",
        "//! [`crate::eval`]\n/* crate::eval /* crate::front */ */",
        r###"const A: &str = r#"crate::eval "unsafe" println!"#;"###,
        "pub(in crate::check) fn f() -> u8 { b'\\'' }",
        "use crate::values::{self, Path}; use super::super::syntax; use super::model;",
        "#[cfg(test)]\nmod tests { use crate::front; fn f() { println!(\"\") } }",
        "#[cfg(test)]\npub(crate) mod tests { use crate::front; }",
        "#[cfg(test)]\n#[allow(dead_code)]\nuse crate::{front, eval};",
        "#[cfg(test)]\nconst A: Day = crate::eval::Day { a: 1 };",
        "#[cfg(test)]\nconst fn f() -> crate::eval::Day { now() }",
        "#[cfg(test)]\nimpl Name { fn f() { crate::eval::f(); } }",
        "impl Name { #[cfg(test)]\nfn f() { unsafe { crate::eval::f() } } fn g() {} }",
        "fn f() { #[cfg(test)]\ncrate::eval::count(1); }",
        "#[cfg(all(test, unix))]\nstatic A: crate::eval::Day = 1;",
        "fn f<'unsafe_one>(a: u8) { self.rand; a.print; let now = 0..sleep; }",
    ] {
        let source = source("src/check/names.rs", text);
        assert_none(&[climbing(std::slice::from_ref(&source)), borrowed(&[source])].concat());
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

#[test]
fn a_test_without_a_clear_end_is_not_guessed_at() {
    for text in [
        "struct A { #[cfg(test)]\nb: u8, c: crate::front::C }",
        "enum A { #[cfg(test)]\nB }",
        "fn f() { match a { #[cfg(test)]\nA::B => crate::front::f(); } }",
        "fn f() { #[cfg(test)]\nif a { b } c; }",
    ] {
        assert!(Names::of(text, &[]).is_err(), "{text}");
    }
}

#[test]
fn whatever_belongs_elsewhere_is_seen() {
    for text in [
        "fn f() { unsafe { g() } }",
        "use pest::Parser as _;",
        "#[derive(pest_derive::Parser)]\nstruct A;",
        "use std::{collections::HashMap, fs};",
        "use std::{collections::HashMap, io::{self, stdout}};",
        "use std::fs::{self, File};",
        "fn f() { ::std::fs::read(a); }",
        "fn f() { println!(\"{}\", 1); }",
        "fn f() { std::eprintln! { \"\" } }",
        "fn f() { if a { io::stdin().read() } }",
        "use std::time::Duration;",
        "fn f() { let a = Instant::now(); }",
        "fn f() { let a = clock.now(); }",
        "fn f() { jiff::Zoned::now }",
        "fn f() { TimeZone::try_system() }",
        "use std as it;",
        "use std::{self as it};",
        "use std::*;",
        "#[cfg(test)]\nmod tests { use std::fs; }\nfn f() { thread::sleep(a) }",
        "macro_rules! a { () => { std::env::var(\"\") } }",
    ] {
        let found = borrowed(&[source("src/check/names.rs", text)]);
        assert!(!found.is_empty(), "{text}");
    }
    let at_home = source("src/front/disk.rs", "use std::fs; fn f() { println!() }");
    assert_none(&borrowed(&[at_home]));
}

#[test]
fn a_module_of_tests_in_a_file_is_known() {
    let names = Names::of("#[cfg(test)]\nmod desk_tests;\nmod desk;", &["records".into()]);
    assert_eq!(names.expect("it can be scanned").test_modules, [["records", "desk_tests"]]);
    let names = Names::of("#![cfg(test)]\nuse std::fs;", &[]).expect("it can be scanned");
    assert_eq!(names.names, []);
}

#[test]
fn the_table_is_read_as_it_stands() {
    let page = "| a | b |\n| room | it may use |\n| --- | --- |\n| `x` | nothing | `y` |\n\
                | `z` | `x` `y` | it |\n\n| `other` | `table` |";
    let table = table(page);
    assert_eq!(table[0], ("x".to_owned(), vec![]));
    assert_eq!(table[1], ("z".to_owned(), vec!["x".to_owned(), "y".to_owned()]));
    assert_eq!(table.len(), 2);
}
