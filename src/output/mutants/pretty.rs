//! Changes that no test notices, for people.

use super::Tried;
use crate::output::words::counted;
use crate::probe::Mutant;
use crate::problems::{Ink, Look, shown, shown_output};

/// Each change that no test notices, with a test that would, and the totals at the end.
pub fn pretty(files: &[Tried], look: Look) -> String {
    let mut out = String::new();
    for file in files {
        for (mutant, test) in file.survivors() {
            out.push_str(&survivor(file, mutant, test, look));
        }
        out.push_str(&closing(file, look));
    }
    shown_output(&out, look.colour).into_owned()
}

fn survivor(file: &Tried, mutant: &Mutant, test: Option<&str>, look: Look) -> String {
    let (line, column) = file.sources.position(mutant.at);
    let name = &file.sources.get(mutant.at.file).name;
    let place = look.paint(Ink::Quiet, &format!("{}:{line}:{column}:", shown(name)));
    let words = look.paint(Ink::Strong, &words(mutant));
    let maybe = if test.is_none() { ", or it changes nothing" } else { "" };
    let mut out = format!("{place} {words}: no test notices{maybe}\n");
    if let Some(test) = test {
        let lines = test.lines().map(|line| format!("  {}\n", shown(line)));
        out.push_str(&format!("\n{}", lines.collect::<String>()));
    }
    out.push('\n');
    out
}

/// What the change is.
fn words(mutant: &Mutant) -> String {
    match &mutant.becomes {
        Some(now) => format!("`{}` → `{now}`", mutant.was),
        None => format!("without `{}`", mutant.was),
    }
}

/// `12 mutants: 8 noticed, 1 equal, 3 survive`.
fn closing(file: &Tried, look: Look) -> String {
    let tally = file.tally();
    let all = counted(tally.mutants as u64, "mutant", "mutants");
    let tests = counted(file.tests as u64, "test", "tests");
    let survive = if tally.survive == 1 { "survives" } else { "survive" };
    let line = format!(
        "{}, {tests}, {all}: {} noticed, {} equal, {} {survive}",
        shown(&file.name),
        tally.noticed,
        tally.equal,
        tally.survive
    );
    let ink = if tally.survive == 0 { Ink::Help } else { Ink::Warning };
    look.paint(ink, &line) + "\n"
}
