//! `check --fix` never changes what a file says: what it does with single lines, and a law that is
//! held against thousands of mutants of the examples.

use std::fmt::Write as _;

use flywheel::{Program, mended};

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

#[path = "fix/mutants.rs"]
mod mutants;
#[path = "fix/slices.rs"]
mod slices;
