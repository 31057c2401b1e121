//! The results of tests for people.

use super::{Score, Tested, coverage};
use crate::output::words::counted;
use crate::problems::{
    Ink, Look, counted as counted_problems, pretty as drawn, shown, shown_output,
};
use crate::tools::rule_test::Outcome;

/// Each test with how it went, what failed drawn on the rules, and the totals at the end.
pub(super) fn pretty(files: &[Tested], look: Look) -> String {
    let mut out = String::new();
    for file in files {
        out.push_str(&whole(file, look));
    }
    for (file, coverage) in files.iter().filter_map(|file| Some((file, file.coverage.as_ref()?))) {
        out.push_str(&coverage::draw(file, coverage, look));
        out.push('\n');
    }
    out.push_str(&closing(files, look));
    shown_output(&out, look.colour).into_owned()
}

fn whole(file: &Tested, look: Look) -> String {
    let mut out = format!("{}\n", look.paint(Ink::Strong, &shown(&file.name)));
    if !file.problems.is_empty() {
        let counts = counted_problems(&file.problems);
        let drawn = drawn(&file.sources, &file.problems, look);
        out.push_str(&format!("\n{drawn}{counts}; the tests in this file were not run\n"));
    } else if file.is_part {
        let words = "  no stages; its tests run with the files that use it";
        out.push_str(&look.paint(Ink::Quiet, words));
        out.push('\n');
    } else if file.tests.is_empty() {
        out.push_str(&look.paint(Ink::Quiet, "  no tests"));
        out.push('\n');
    }
    for test in &file.tests {
        out.push_str(&format!("  {}  {}\n", mark(test, look), shown(&test.title)));
    }
    for test in file.tests.iter().filter(|test| !test.passed()) {
        let title = look.paint(Ink::Strong, &shown(&test.title));
        out.push_str(&format!("\n{title}\n\n{}", drawn(&file.sources, &test.problems, look)));
    }
    out.push('\n');
    out
}

fn mark(test: &Outcome, look: Look) -> String {
    match test.passed() {
        true => look.paint(Ink::Help, "passed"),
        false => look.paint(Ink::Error, "FAILED"),
    }
}

fn closing(files: &[Tested], look: Look) -> String {
    let score = Score::of(files);
    let all = counted((score.passed + score.failed) as u64, "test", "tests");
    let mut line = match (score.passed, score.failed) {
        (0, 0) => look.paint(Ink::Warning, "no tests were run"),
        (_, 0) => look.paint(Ink::Help, &format!("{all} passed")),
        (_, failed) => look.paint(Ink::Error, &format!("{failed} of {all} failed")),
    };
    if score.refused > 0 {
        let files = counted(score.refused as u64, "file has", "files have");
        line.push_str(&look.paint(Ink::Error, &format!(", and {files} errors")));
    }
    line + "\n"
}
