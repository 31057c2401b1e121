//! What is said of wrong lines, each put into a file that is otherwise in order: one problem each, whose
//! change leaves nothing wrong.

use std::fmt::Write as _;

use flywheel::Program;
use flywheel::problems::{Problem, Severity};

/// The mistakes in a text. What nothing uses is of no matter here.
pub(crate) fn problems(text: &str) -> Vec<Problem> {
    let problems = match Program::parse("rules.flywheel", text) {
        Ok(program) => program.warnings().clone(),
        Err(refused) => refused.problems,
    };
    problems.iter().filter(|one| one.severity() == Severity::Error).cloned().collect()
}

/// The cases with what is told of each, and the law that the advice leaves the file in order. `file` puts a
/// case in its place.
pub(crate) fn advised(cases: &str, file: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut wrong: Vec<String> = Vec::new();
    for case in cases.lines().filter(|line| !line.is_empty()) {
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
    assert!(wrong.is_empty(), "more or less than one problem, or wrong advice: {wrong:#?}");
    out
}
