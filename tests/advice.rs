//! What newcomers write about gifts, limits, groups, experiments, scores, balances and tests, and
//! what they are told: one problem each, and a change that leaves the file in order.

use std::fmt::Write as _;

use flywheel::Program;
use flywheel::problems::{Problem, Severity};

const BASE: &str = include_str!("advice/base.flywheel");
const CASES: &str = include_str!("advice/cases.txt");

/// The file with a case in its place; the first letter of the case says which.
fn file(case: &str) -> String {
    let (place, lines) = case.split_at(1);
    let lines = lines.trim_start().replace("\\n", "\n  ");
    let with = |old: &str| {
        assert!(BASE.contains(old), "{old}");
        BASE.replace(old, &lines)
    };
    match place {
        "R" => with("when spent > $1 tag \"rule\""),
        "D" => BASE.replace("stage Green\n", &format!("{lines}\nstage Green\n")),
        "H" => with("add 5 per visit"),
        "N" => with("score heat"),
        "B" => with("spend 50 per coffee"),
        "F" => with("joined: day"),
        "G" => with("reward mug costs $5, once"),
        "T" => format!("{BASE}test \"t\"\n  {lines}\n"),
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
    let titles: Vec<String> = problems(BASE).into_iter().map(|problem| problem.title).collect();
    assert!(titles.is_empty(), "{titles:?}");
}

#[test]
fn advice() {
    let mut out = String::new();
    let mut wrong: Vec<String> = Vec::new();
    for case in CASES.lines().filter(|line| !line.is_empty()) {
        let text = file(case);
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
    insta::assert_snapshot!(out);
    assert!(wrong.is_empty(), "more or less than one problem, or wrong advice: {wrong:#?}");
}
