//! What newcomers write about gifts, limits, groups, experiments, scores, balances and tests, and
//! what they are told: one problem each, and a change that leaves the file in order. So are conditions
//! of databases, programming languages, spreadsheets and mailing tools.

#[path = "support/advised.rs"]
mod advised;

use advised::{advised, problems};

const BASE: &str = include_str!("advice/base.flywheel");
const CASES: &str = include_str!("advice/cases.txt");
const FOREIGN: &str = include_str!("advice/foreign.flywheel");
const FOREIGN_CASES: &str = include_str!("advice/foreign.txt");
/// Rules that look like another language, and are none.
const OWN: &[&str] = &[
    "when day of today - 1 > 5 tag \"x\"",
    "when days from joined to today - 30 > 5 tag \"x\"",
    "when joined > today - 30 days tag \"x\"",
    "when 5 < NPS and NPS * 2 > 3 tag \"x\"",
    "when country in (\"AT\", \"DE\") and not tier in (gold) tag \"x\"",
    "when sum(purchases.total where paid) > $5 and count(different purchases.channel) > 1 tag \"x\"",
    "when ((NPS) > 5) and (tier is gold or country is \"AT\") tag \"x\"",
    "when badges contains \"vip\" and max(purchases.total) > 10% of spent tag \"x\"",
    "when having > 5 and exists and select is \"a\" and hundred > 1 tag \"x\"",
];

/// The file with a case in its place; the first letter of the case says which.
fn file(base: &str, case: &str) -> String {
    let (place, lines) = case.split_at(1);
    let lines = lines.trim_start().replace("\\n", "\n  ");
    let with = |old: &str| {
        assert!(base.contains(old), "{old}");
        base.replace(old, &lines)
    };
    match place {
        "R" if base == FOREIGN => with("when spent > $1 and heat > 3 tag \"rule\""),
        "R" => with("when spent > $1 tag \"rule\""),
        "A" => with("alert call_them to \"Sales\""),
        "D" => base.replace("stage Green\n", &format!("{lines}\nstage Green\n")),
        "H" => with("add 5 per visit"),
        "N" => with("score heat"),
        "B" => with("spend 50 per coffee"),
        "F" => with("joined: day"),
        "G" => with("reward mug costs $5, once"),
        "T" => format!("{base}test \"t\"\n  {lines}\n"),
        other => panic!("no place is called {other}"),
    }
}

#[test]
fn the_file_around_is_in_order() {
    for base in [BASE, FOREIGN] {
        let titles: Vec<String> = problems(base).into_iter().map(|problem| problem.title).collect();
        assert!(titles.is_empty(), "{titles:?}");
    }
}

#[test]
fn what_is_of_the_language_is_left_alone() {
    let fields = "  having: number\n  exists: yes/no\n  select: text\n  hundred: number\n";
    let base = FOREIGN.replace("  NPS: number", &format!("{fields}  NPS: number"));
    for rule in OWN {
        let text = base.replace("when spent > $1 and heat > 3 tag \"rule\"", rule);
        assert_ne!(text, base);
        let titles: Vec<String> = problems(&text).into_iter().map(|one| one.title).collect();
        assert!(titles.is_empty(), "{rule}: {titles:?}");
    }
}

#[test]
fn advice() {
    insta::assert_snapshot!(advised(CASES, |case| file(BASE, case)));
}

#[test]
fn what_is_from_elsewhere() {
    insta::assert_snapshot!(advised(FOREIGN_CASES, |case| file(FOREIGN, case)));
}
