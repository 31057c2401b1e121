//! Reading the rules of a command, and showing what is wrong with them.

use std::path::Path;

use super::terminal::Terminal;
use super::{Failure, disk, say};
use crate::Program;
use crate::problems::{Ink, counted, pretty, shown};

/// Reads the rules. Where they have errors, these are shown, and there is no program.
pub(super) fn read(path: &Path, terminal: &Terminal) -> Result<Option<Program>, Failure> {
    read_asking(path, &[], terminal)
}

/// The same with questions about all customers, which may have errors too.
pub(super) fn read_asking(
    path: &Path,
    questions: &[String],
    terminal: &Terminal,
) -> Result<Option<Program>, Failure> {
    let look = terminal.stderr;
    let name = shown(&disk::name(path)).into_owned();
    let (program, words) = match disk::load_program_asking(path, questions)? {
        Err(refused) => {
            let closing = format!("{} in {name}", counted(&refused.problems));
            let drawn = pretty(&refused.sources, &refused.problems, look);
            (None, format!("{drawn}{}\n", look.paint(Ink::Error, &closing)))
        }
        Ok(program) if program.warnings().is_empty() => (Some(program), String::new()),
        Ok(program) => {
            let counts = look.paint(Ink::Warning, &counted(program.warnings()));
            let words = format!("{counts} in {name}; for details, run `flywheel check {name}`\n");
            (Some(program), words)
        }
    };
    say::aside(&words, look);
    Ok(program)
}
