//! `flywheel completions`: scripts with which a shell completes commands.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Arguments;
use crate::front::{Exit, Failure, say};

/// Print a script that completes flywheel commands in your shell
///
/// Save it where your shell loads its completions. For example, for Bash:
///
///   flywheel completions bash > ~/.local/share/bash-completion/completions/flywheel
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Completions {
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Result<Exit, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "flywheel", &mut script);
        say::exactly(&script)?;
        Ok(Exit::Fine)
    }
}
