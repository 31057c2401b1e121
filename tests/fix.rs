//! `check --fix` never changes what a file says: what it does with single lines, and a law that is
//! held against thousands of mutants of the examples.

use std::fmt::Write as _;

use flywheel::problems::{Confidence, Problems, Sources};
use flywheel::{Program, mended, only_safe};
use rayon::prelude::*;

/// What the lines are read with.
const BASE: &str = "customer
  rate:      number
  NPS:       number 0 to 10
  vip:       yes/no
  joined:    date
  plan:      one of (free, pro as \"Pro plan\")
  city:      text
  purchases: events with amount money
let spent = sum(purchases.amount)
reward swag costs $18
message hello
stage B
  resting
  when spent > $1 and rate > 1 give swag; send hello
stage A
  resting
";

fn fixed(text: &str) -> String {
    mended("rules.flywheel", text, &|path| Err(path.to_owned())).0
}

/// What is still said about a text, a line each.
fn told(text: &str) -> String {
    let (sources, problems) = match Program::parse("rules.flywheel", text) {
        Ok(program) => (program.sources().clone(), program.warnings().clone()),
        Err(refused) => (refused.sources, refused.problems),
    };
    let mut out = String::new();
    for problem in problems.iter() {
        let help = problem.help.as_deref().unwrap_or("-");
        let marked = sources.text(problem.at.span).escape_debug().to_string();
        writeln!(out, "  [{marked}] {}: {} / {help}", problem.title, problem.at.text).unwrap();
    }
    out
}

/// Each line as it is written, what becomes of it, and what is still said about it.
#[test]
fn statements() {
    let mut out = String::new();
    for line in include_str!("fix/statements.txt").lines() {
        let text = fixed(&format!("{BASE}  {line}\n"));
        let after = text[BASE.len().min(text.len())..].trim();
        writeln!(out, "{line}").unwrap();
        if after != line {
            writeln!(out, "  → {after}").unwrap();
        }
        out.push_str(&told(&text));
    }
    insta::assert_snapshot!(out);
}

/// The same for whole files: the lines that change.
#[test]
fn files() {
    let mut out = String::new();
    for file in include_str!("fix/files.txt").split("---\n") {
        let text = fixed(file);
        out.push_str(file);
        for (before, after) in file.lines().zip(text.lines()).filter(|(a, b)| a != b) {
            writeln!(out, "  {} → {}", before.trim(), after.trim()).unwrap();
        }
        writeln!(out, "{}---", told(&text)).unwrap();
    }
    insta::assert_snapshot!(out);
}

/// The problems of a text, of which a fix is safe.
fn safe(text: &str) -> Option<(Sources, Problems)> {
    let (sources, problems) = match Program::parse("rules.flywheel", text) {
        Ok(program) => (program.sources().clone(), program.warnings().clone()),
        Err(refused) => (refused.sources, refused.problems),
    };
    (count_safe(&problems) > 0).then_some((sources, problems))
}

fn count_safe(problems: &Problems) -> usize {
    let fixes = problems.iter().filter_map(|problem| problem.fix.as_ref());
    fixes.filter(|fix| fix.confidence == Confidence::Safe).count()
}

/// How many fixes are called safe once those are not that `--fix` does not make.
fn called_safe(text: &str) -> usize {
    let Some((sources, mut problems)) = safe(text) else { return 0 };
    only_safe(&sources, &mut problems, &|path| Err(path.to_owned()));
    count_safe(&problems)
}

/// All texts with mistakes that these tests know: single lines, and files.
fn texts() -> Vec<String> {
    let english = [
        include_str!("english/actions_and_sentences.txt"),
        include_str!("english/cases.txt"),
        include_str!("english/conditions.txt"),
        include_str!("english/everyday.txt"),
        include_str!("english/functions_and_events.txt"),
        include_str!("english/sentences.txt"),
    ];
    let base = include_str!("english/base.flywheel");
    let lines = english.iter().flat_map(|lines| lines.lines());
    let mut texts: Vec<String> = lines.map(|line| base.replace("HERE", line)).collect();
    let lines = include_str!("fix/statements.txt").lines();
    texts.extend(lines.map(|line| format!("{BASE}  {line}\n")));
    texts.extend(include_str!("fix/files.txt").split("---\n").map(str::to_owned));
    let pages = std::fs::read_dir("docs/problems").unwrap();
    let pages = pages.map(|page| std::fs::read_to_string(page.unwrap().path()).unwrap());
    let wrong = |page: String| {
        let (_, after) = page.split_once("```flywheel wrong\n")?;
        Some(after.split("```").next()?.to_owned())
    };
    texts.extend(pages.filter_map(wrong));
    texts
}

#[test]
fn what_is_called_safe_is_what_is_made() {
    let texts = texts();
    let texts: Vec<&String> = texts.par_iter().filter(|text| safe(text).is_some()).collect();
    assert!(texts.len() > 100, "{}", texts.len());
    texts.par_iter().for_each(|text| {
        let better = fixed(text);
        assert_eq!(called_safe(text) > 0, better != **text, "{text}");
        assert_eq!(called_safe(&better), 0, "{better}");
    });
}

#[path = "fix/mutants.rs"]
mod mutants;
#[path = "fix/slices.rs"]
mod slices;
