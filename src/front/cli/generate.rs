//! `flywheel test --generate`: tests at each threshold.

use std::path::{Path, PathBuf};

use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, rules, say};
use crate::probe::borders;
use crate::problems::{Ink, shown};

/// What is said before the tests.
const NOTE: &str = "\
# Made by `flywheel test --generate`: a customer on each side of each threshold.
# What they expect is what the rules do today. Read it before you keep it.
";

/// Writes tests for each file, and what none was made for.
pub(super) fn run(files: &[PathBuf], terminal: &Terminal) -> Result<Exit, Failure> {
    let mut exit = Exit::Fine;
    for file in files {
        if !generate(file, terminal)? {
            exit = Exit::Rules;
        }
    }
    Ok(exit)
}

/// Whether the file has no errors.
fn generate(file: &Path, terminal: &Terminal) -> Result<bool, Failure> {
    let Some(program) = rules::read(file, terminal)? else { return Ok(false) };
    let borders = borders(&program);
    let sources = program.sources();
    for unmade in &borders.unmade {
        let (line, column) = sources.position(unmade.at);
        let name = &sources.get(unmade.at.file).name;
        let place = terminal.stderr.paint(Ink::Quiet, &format!("{}:{line}:{column}:", shown(name)));
        let clause = sources.line(unmade.at);
        let words = format!("{place} no test for `{}`: {}\n", shown(&clause), unmade.why);
        say::aside(&words, terminal.stderr);
    }
    if borders.tests.is_empty() {
        say::aside("no thresholds to test\n", terminal.stderr);
        return Ok(true);
    }
    say::exactly(format!("{NOTE}\n{}", borders.tests.join("\n")).as_bytes())?;
    Ok(true)
}
