//! `flywheel explain`: the page of a problem code.

use clap::Args;

use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, say};
use crate::problems::register::{self, Subject};
use crate::problems::{Code, Ink, Look};

/// Explain a problem, with a wrong example and a right one
///
/// Messages show the code of a problem in square brackets: error[unknown-stage]. Without a code,
/// this lists all of them.
#[derive(Debug, Args)]
#[command(after_help = "Example: flywheel explain unknown-stage")]
pub(super) struct Explain {
    /// The code of a problem
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        let look = terminal.stdout;
        let text = match &self.code {
            None => list(look),
            Some(code) => page(Code::find(code).ok_or_else(|| unknown(code))?, look),
        };
        say::out(&text, look)?;
        Ok(Exit::Fine)
    }
}

/// Codes that are nearly the one that was asked for.
fn unknown(code: &str) -> Failure {
    let lower = code.to_lowercase();
    let distance = |other: &Code| strsim::damerau_levenshtein(&lower, other.id);
    let close = register::ALL.iter().min_by_key(|other| distance(other));
    let close = close.filter(|other| distance(other) <= lower.chars().count().max(3) / 3);
    let failure = Failure::new(format!("no problem has the code `{code}`"));
    match close {
        Some(close) => failure.help(format!("did you mean `flywheel explain {}`?", close.id)),
        None => failure.help("for a list of all codes, run `flywheel explain`"),
    }
}

fn list(look: Look) -> String {
    let width = register::ALL.iter().map(|code| code.id.len()).max().unwrap_or_default();
    let mut out = String::new();
    for subject in [Subject::Rules, Subject::Data, Subject::Usage] {
        let head = format!("Problems {}", subject.words());
        out.push_str(&format!("{}\n", look.paint(Ink::Strong, &head)));
        for code in register::ALL.iter().filter(|code| code.subject == subject) {
            let id = format!("{:width$}", code.id);
            let about = look.wrap(code.about, width + 4, width + 4);
            out.push_str(&format!("  {}  {about}\n", look.paint(Ink::Help, &id)));
        }
        out.push('\n');
    }
    out + "For more about one of them, with examples, run `flywheel explain CODE`.\n"
}

/// The page as one reads it on a terminal: examples indented, the rest in lines of its width.
fn page(code: Code, look: Look) -> String {
    let mut out = String::new();
    let mut in_example = false;
    let mut words = String::new();
    for line in code.page().lines() {
        if line.starts_with("```") {
            in_example = !in_example;
        } else if in_example {
            out.push_str(format!("    {line}").trim_end());
            out.push('\n');
        } else if let Some(title) = line.strip_prefix("# ") {
            out.push_str(&format!("{}\n", look.paint(Ink::Strong, title)));
        } else if line.is_empty() {
            if !words.is_empty() {
                out.push_str(&format!("{}\n", look.wrap(words.trim_end(), 0, 0)));
                words.clear();
            }
            out.push('\n');
        } else {
            words.push_str(line);
            words.push(' ');
        }
    }
    out
}
