//! What marketers write, and what engineers bring along from databases, spreadsheets, programs and
//! mailing tools, in the file of a club that is otherwise in order: one problem each, whose change
//! leaves nothing wrong.

#[path = "support/advised.rs"]
mod advised;

use advised::{advised, problems};

const BASE: &str = include_str!("club/base.flywheel");
const CASES: &str = include_str!("club/cases.txt");

/// The file with a case in its place; the first letter of the case says which.
fn file(case: &str) -> String {
    let (place, lines) = case.split_at(1);
    let lines = lines.trim_start().replace("\\n", "\n");
    let inner = lines.replace('\n', "\n  ");
    let base = |rule: &str, declaration: &str| {
        BASE.replace("  HERE\n", rule).replace("DECL\n", declaration)
    };
    let with = |old: &str, new: &str| {
        assert!(BASE.contains(old), "{old}");
        base("", "").replacen(old, new, 1)
    };
    match place {
        "R" => base(&format!("  {inner}\n"), ""),
        "D" => base("", &format!("{lines}\n")),
        "C" => with("customer\n", &format!("customer\n  {inner}\n")),
        "G" => with(
            "reward  bottle  \"A water bottle\"        costs $6, once\n",
            &format!("{lines}\n"),
        ),
        "U" => with("currency USD", &lines),
        "Z" => with("timezone America/Chicago", &lines),
        "L" => with("limit messages to 2 per 7 days", &lines),
        "P" => with("pause messages when not subscribed", &lines),
        "H" => format!("{lines}\n{}", base("", "")),
        "S" => format!("{}\n{lines}\n", base("", "")),
        "T" => format!("{}\ntest \"t\"\n  on 2026-06-30\n  {inner}\n", base("", "")),
        other => panic!("no place is called {other}"),
    }
}

#[test]
fn the_file_around_is_in_order() {
    let titles: Vec<String> =
        problems(&file("R resting")).into_iter().map(|one| one.title).collect();
    assert!(titles.is_empty(), "{titles:?}");
}

#[test]
fn advice() {
    insta::assert_snapshot!(advised(CASES, file));
}

/// What follows from a number that can be read in two ways is not reported on top.
#[test]
fn an_unclear_number_is_one_problem() {
    for rule in ["when satisfaction ≥ 8,000", "when a review where stars ≥ 8,000"] {
        let told = problems(&file(&format!("R {rule} give bottle")));
        let titles: Vec<&str> = told.iter().map(|one| one.title.as_str()).collect();
        assert_eq!(titles, ["`8,000` can be read in more than one way"], "{rule}");
    }
}
