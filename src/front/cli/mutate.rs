//! `flywheel test --mutate`: changes to the rules that no test notices.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::front::progress::Progress;
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, disk, say};
use crate::output::mutants::{self, Tried};
use crate::output::rule_tests::Format;
use crate::probe::Trials;

/// Tries all changes to each file, whose tests all pass.
pub(super) fn run(
    files: &[PathBuf],
    format: Format,
    refuse: bool,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let files = files.iter().map(|file| tried(file, terminal));
    let files: Vec<Tried> = files.filter_map(Result::transpose).collect::<Result<_, _>>()?;
    let text = match format {
        Format::Json => mutants::json(&files),
        Format::Pretty | Format::Junit => mutants::pretty(&files, terminal.stdout),
    };
    say::exactly(text.as_bytes())?;
    let survive = files.iter().any(|file| file.tally().survive > 0);
    Ok(if refuse && survive { Exit::Rules } else { Exit::Fine })
}

/// What became of the changes; nothing where the file is a part that others use.
fn tried(file: &Path, terminal: &Terminal) -> Result<Option<Tried>, Failure> {
    let Ok(program) = disk::load_program(file)? else { return Ok(None) };
    let trials = Trials::of(&program);
    let progress = Progress::of_things(terminal.stderr.terminal, trials.mutants().len());
    let fates = trials.mutants().par_iter().map(|mutant| {
        let fate = trials.attempt(mutant);
        progress.step();
        (mutant.clone(), fate)
    });
    let changes = fates.collect();
    progress.finish();
    Ok(Some(Tried {
        name: disk::name(file),
        sources: program.sources().clone(),
        tests: program.model().tests.len(),
        changes,
    }))
}
