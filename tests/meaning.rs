//! Conditions in ordinary words, and in those of other tools, with what they mean by the names of a file:
//! one problem for each, whose change says exactly that. Of some, nothing is suggested, because they can
//! mean two things, or what the file does not know.

use std::fs;

use flywheel::Program;
use flywheel::problems::{Fix, Problem, Severity};

/// The rule that each condition is put into.
const RULE: &str = "when 30 days in stage tag \"x\"";

fn mistakes(text: &str) -> Vec<Problem> {
    let problems = match Program::parse("rules.flywheel", text) {
        Ok(_) => return Vec::new(),
        Err(refused) => refused.problems,
    };
    problems.into_iter().filter(|one| one.severity() == Severity::Error).collect()
}

fn changed(text: &str, fix: &Fix) -> String {
    let mut text = text.to_owned();
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    for edit in edits {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}

/// What is wrong with the advice on a condition.
fn complaint(base: &str, condition: &str, meaning: &str) -> Option<String> {
    let with = |condition: &str| base.replace(RULE, &format!("when {condition} tag \"x\""));
    let text = with(condition);
    let problems = mistakes(&text);
    if meaning == "-" {
        let fix =
            problems.iter().find(|problem| problem.at.text.starts_with("say it with the names"));
        return fix.map(|problem| format!("{condition}: {}", problem.title));
    }
    let titles: Vec<&str> = problems.iter().map(|problem| problem.title.as_str()).collect();
    let [problem] = problems.as_slice() else { return Some(format!("{condition}: {titles:?}")) };
    let Some(fix) = &problem.fix else { return Some(format!("{condition}: {titles:?}")) };
    let fixed = changed(&text, fix);
    if fixed != with(meaning) {
        let line = fixed.lines().find(|line| !text.contains(line)).unwrap_or_default();
        return Some(format!("{condition}: {}", line.trim()));
    }
    mistakes(&fixed).first().map(|left| format!("{condition}: {}", left.title))
}

fn complaints(business: &str) -> Vec<String> {
    let read = |kind: &str| fs::read_to_string(format!("tests/meaning/{business}.{kind}")).unwrap();
    let (base, cases) = (read("flywheel"), read("txt"));
    assert!(base.contains(RULE), "{business}");
    assert!(mistakes(&base).is_empty(), "{business}");
    let lines: Vec<&str> = cases.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(lines.len().is_multiple_of(2) && lines.len() > 20, "{business}: {} lines", lines.len());
    let pairs = lines.chunks(2);
    pairs.filter_map(|pair| complaint(&base, pair[0], pair[1].trim())).collect()
}

#[test]
fn of_a_hotel() {
    assert_eq!(complaints("hotel"), Vec::<String>::new());
}

#[test]
fn of_software() {
    assert_eq!(complaints("software"), Vec::<String>::new());
}

#[test]
fn of_a_charity() {
    assert_eq!(complaints("charity"), Vec::<String>::new());
}

#[test]
fn of_a_market() {
    assert_eq!(complaints("market"), Vec::<String>::new());
}

#[test]
fn many_conditions_of_one_file() {
    let base = fs::read_to_string("tests/meaning/hotel.flywheel").unwrap();
    let rule = "when there is still an unsolved complaint tag \"x\"\n  ";
    let text = base.replace(RULE, &rule.repeat(30));
    let meant =
        |problem: &&Problem| problem.title.ends_with("should be `a complaint where not solved`");
    assert_eq!(mistakes(&text).iter().filter(meant).count(), 20);
    assert_eq!(mistakes(&text).len(), 30);
}
