//! What newcomers write about gifts, limits, groups, experiments, scores, balances and tests, and
//! what they are told: one problem each, and a change that leaves the file in order. So are conditions
//! of databases, programming languages, spreadsheets and mailing tools.

use std::fmt::Write as _;

use flywheel::Program;
use flywheel::problems::{Problem, Severity};

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

/// The problems with a text. What nothing uses is of no matter here.
fn problems(text: &str) -> Vec<Problem> {
    let problems = match Program::parse("rules.flywheel", text) {
        Ok(program) => program.warnings().clone(),
        Err(refused) => refused.problems,
    };
    problems.iter().filter(|one| one.severity() == Severity::Error).cloned().collect()
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
    insta::assert_snapshot!(advised(BASE, CASES));
}

#[test]
fn what_is_from_elsewhere() {
    insta::assert_snapshot!(advised(FOREIGN, FOREIGN_CASES));
}

/// The cases with what is told of each, and the law that the advice leaves the file in order.
fn advised(base: &str, cases: &str) -> String {
    let mut out = String::new();
    let mut wrong: Vec<String> = Vec::new();
    for case in cases.lines().filter(|line| !line.is_empty()) {
        let text = file(base, case);
        writeln!(out, "{case}").unwrap();
        let told = problems(&text);
        for problem in &told {
            let marked = text[problem.at.span.range()].replace('\n', "\\n");
            let help = problem.help.as_deref().unwrap_or("-");
            writeln!(out, "  [{marked}] {} / {} / {help}", problem.title, problem.at.text).unwrap();
        }
        let [problem] = told.as_slice() else {
            wrong.push(format!("{case}: {} problems", told.len()));
            continue;
        };
        let mut fixed = text.clone();
        let Some(fix) = &problem.fix else { continue };
        let mut edits = fix.edits.clone();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
        for edit in edits {
            fixed.replace_range(edit.span.range(), &edit.text);
        }
        let left = problems(&fixed);
        wrong.extend(left.iter().map(|problem| format!("{case}: {}", problem.title)));
    }
    assert!(wrong.is_empty(), "more or less than one problem, or wrong advice: {wrong:#?}");
    out
}
