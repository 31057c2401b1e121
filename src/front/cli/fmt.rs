//! `flywheel fmt`: lays rule files out in the usual way.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::front::replacement::Replacement;
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, disk, say};
use crate::problems::{Ink, Look, Sources, counted, pretty, shown};
use crate::tools::format::diff::{Change, diff};
use crate::tools::format::{FormatFailure, format};

/// Format rule files in the standard style, without changing what they mean
///
/// Files are rewritten in place, and only if something changes. Files with syntax errors are not
/// changed. `fmt` does not check names and types. The exit code is 0 when everything is fine, 1 when
/// a file has syntax errors or, with --check, would change, and 2 when a file could not be read or
/// written.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel fmt rules.flywheel
  flywheel fmt --check *.flywheel
  flywheel fmt - < rules.flywheel")]
pub(super) struct Fmt {
    /// The rule files; use - to read standard input and write to standard output
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Show what would change, without changing anything
    #[arg(long)]
    check: bool,
}

/// How a file came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    AsItWas,
    Changed,
    LeftAlone,
}

impl Fmt {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        disk::at_most_one_stdin(self.files.iter().map(PathBuf::as_path))?;
        // All are read before any is written, so that a wrong name changes nothing.
        let texts = self.files.iter().map(|file| disk::read_rules(file));
        let texts: Vec<String> = texts.collect::<Result<_, _>>()?;
        let outcomes = self.files.iter().zip(&texts);
        let outcomes = outcomes.map(|(file, text)| self.file(file, text, terminal));
        let outcomes: Vec<Outcome> = outcomes.collect::<Result<_, _>>()?;
        let count = |wanted| outcomes.iter().filter(|outcome| **outcome == wanted).count();
        if self.check && count(Outcome::Changed) > 0 {
            let words = format!(
                "{} of {} would change; to write the changes, run `flywheel fmt` without --check",
                count(Outcome::Changed),
                files(outcomes.len()),
            );
            let words = terminal.stderr.paint(Ink::Error, &words);
            say::aside(&format!("{words}\n"), terminal.stderr);
        }
        let refused = count(Outcome::LeftAlone) > 0 || self.check && count(Outcome::Changed) > 0;
        Ok(if refused { Exit::Rules } else { Exit::Fine })
    }

    fn file(&self, file: &Path, text: &str, terminal: &Terminal) -> Result<Outcome, Failure> {
        let name = disk::name(file);
        let formatted = match format(text) {
            Ok(formatted) => formatted,
            Err(trouble) => {
                let words = told(&name, text, trouble, terminal.stderr);
                say::aside(&words, terminal.stderr);
                return Ok(Outcome::LeftAlone);
            }
        };
        let changed = formatted != text;
        if self.check && changed {
            let changes = changes(&name, text, &formatted, terminal.stdout);
            say::out(&changes, terminal.stdout)?;
        } else if !self.check && disk::is_stdin(file) {
            match terminal.stdout.terminal {
                true => say::out(&formatted, terminal.stdout)?,
                false => say::exactly(formatted.as_bytes())?,
            }
        } else if !self.check && changed {
            let mut replacement = Replacement::of_file(file)?;
            replacement.write(formatted.as_bytes())?;
            replacement.finish()?;
            say::aside(&format!("formatted {}\n", shown(&name)), terminal.stderr);
        }
        Ok(if changed { Outcome::Changed } else { Outcome::AsItWas })
    }
}

/// Why a file was left alone.
fn told(name: &str, text: &str, trouble: FormatFailure, look: Look) -> String {
    match trouble {
        FormatFailure::Mistakes(problems) => {
            let mut sources = Sources::new();
            sources.add(name, text);
            let (counts, name) = (counted(&problems), shown(name));
            let words = format!("{counts} in {name}; the file was left as it is");
            format!("{}{}\n", pretty(&sources, &problems, look), look.paint(Ink::Error, &words))
        }
        FormatFailure::Changed => {
            let tag = look.paint(Ink::Error, "internal error:");
            let name = shown(name);
            format!(
                "{tag} formatting {name} would change its meaning, so the file was left as it is; \
                 please report this, and attach the file\n"
            )
        }
    }
}

/// What would change, with signs before the lines as `diff -u` has them.
fn changes(name: &str, old: &str, new: &str, look: Look) -> String {
    let mut out = format!("{}\n", shown(name));
    let changes = diff(old, new);
    for change in &changes {
        let line = match change {
            Change::Skip(line) => look.paint(Ink::Help, &format!("@@ line {line} @@")),
            Change::Same(line) => format!("  {}", shown(line)),
            Change::Less(line) => look.paint(Ink::Error, &format!("- {}", shown(line))),
            Change::More(line) => look.paint(Ink::Help, &format!("+ {}", shown(line))),
        };
        out.push_str(line.trim_end());
        out.push('\n');
    }
    if changes.is_empty() {
        // The lines are the same, so it is what is between them.
        out.push_str("@@ only line endings or the byte order mark would change @@\n");
    }
    out
}

fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}
