//! `flywheel prove`: answers questions about all customers.

use std::path::PathBuf;

use clap::Args;

use super::named::named;
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, rules, say};
use crate::output::Named;
use crate::output::proofs::Format;
use crate::tools::questions::{Verdict, answers};

/// Answer questions about all customers there can be, with a proof or a counterexample
///
/// Each answer is that it is proved, a customer for whom it is not so, as a test that can be pasted
/// into the rules, or what prevents a proof. Without questions, the `assert` lines of the rules are
/// asked. The exit code is 0 when everything is proved, 1 when something is not, or the rules or a
/// question have errors, and 2 when the file could not be read or there is nothing to prove.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel prove rules.flywheel \"no customer moves from Member to Guest\"
  flywheel prove rules.flywheel \"every customer in Guest with NPS ≥ 9 leaves Guest\"
  flywheel prove rules.flywheel \"swag is given at most once per year\"
  flywheel prove rules.flywheel \"nobody gets more than $200 of rewards per year\"")]
pub(super) struct Prove {
    /// The rule file; use - for standard input
    rules: PathBuf,

    /// What to prove, each in quotation marks
    #[arg(value_name = "QUESTION")]
    questions: Vec<String>,

    /// What to write to standard output
    #[arg(long, value_parser = named::<Format>(), default_value = Format::Pretty.name())]
    format: Format,
}

impl Prove {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        let read = rules::read_asking(&self.rules, &self.questions, terminal)?;
        let Some(program) = read else { return Ok(Exit::Rules) };
        let plan = program.asking_plan();
        if plan.questions.is_empty() {
            let what = "there is nothing to prove: the rules have no `assert` line";
            let help = "add a question, such as \"no customer moves from Member to Guest\"";
            return Err(Failure::new(what).help(help));
        }
        let answers = answers(&plan, self.questions.is_empty());
        let text = self.format.write(&answers, program.sources(), terminal.stdout);
        say::exactly(text.as_bytes())?;
        let proved = answers.iter().all(|answered| answered.verdict == Verdict::Proved);
        Ok(if proved { Exit::Fine } else { Exit::Rules })
    }
}
