//! `flywheel describe`: the rules as a brief.

use std::path::PathBuf;

use clap::Args;

use super::named::named;
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, disk, rules, say};
use crate::output::Named;
use crate::output::brief::Format;
use crate::output::wheel::Picture;
use crate::tools::describe::Brief;
use crate::tools::wheel::Wheel;

/// Describe the rules in sentences, for those who sign them off
///
/// Says what happens to a customer: the stages, what moves people on, what they get, what that costs
/// at most, who is left alone, and what each test shows. Readers need not know the language. The exit
/// code is 0 when everything went well, 1 when the rules have errors, and 2 when the file could not
/// be read.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel describe rules.flywheel > brief.md
  flywheel describe rules.flywheel --format html > brief.html")]
pub(super) struct Describe {
    /// The rule file; use - for standard input
    rules: PathBuf,

    /// What to write to standard output
    #[arg(long, value_parser = named::<Format>(), default_value = Format::Markdown.name())]
    format: Format,
}

impl Describe {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        let Some(program) = rules::read(&self.rules, terminal)? else { return Ok(Exit::Rules) };
        let (model, name) = (program.model(), disk::name(&self.rules));
        let wheel = Wheel::of(model, program.plan(), program.sources(), &name);
        let brief = Brief::of(model, &name);
        let text = self.format.write(&brief, Picture { wheel: &wheel, numbers: None });
        say::exactly(text.as_bytes())?;
        Ok(Exit::Fine)
    }
}
