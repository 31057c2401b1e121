//! The rule files of a program, changed and with tests pasted in.

use crate::Program;
use crate::problems::{Edit, made};
use crate::tools::rule_test::Runner;

/// The rule files of a program, the first one first.
#[derive(Clone, Debug)]
pub(super) struct Files {
    all: Vec<(String, String)>,
}

impl Files {
    pub(super) fn of(program: &Program) -> Files {
        let files = program.sources().files().iter();
        Files { all: files.map(|file| (file.name.clone(), file.text.clone())).collect() }
    }

    /// The program after some changes that are apart from each other, with tests at its end; `None`
    /// if it has errors.
    pub(super) fn load(&self, edits: &[Edit], tests: &str) -> Option<Program> {
        let (name, _) = self.all.first()?;
        let text = self.text(0, edits) + "\n" + tests;
        let load = |path: &str| {
            let place = self.all.iter().position(|(name, _)| name == path);
            place.map(|place| self.text(place, edits)).ok_or_else(|| "no such file".to_owned())
        };
        Program::load(name, &text, &load).ok()
    }

    fn text(&self, file: usize, edits: &[Edit]) -> String {
        let of_file = edits.iter().filter(|edit| edit.span.file.index() == file);
        let mut edits: Vec<&Edit> = of_file.collect();
        edits.sort_by_key(|edit| edit.span.start);
        made(&self.all[file].1, edits.into_iter().map(Edit::parts))
    }
}

/// Which tests of a program pass, in order.
pub(super) fn passed(program: &Program) -> Vec<bool> {
    let runner = Runner::new(program.model(), program.plan(), program.sources());
    let mut coverage = runner.coverage();
    program.model().tests.iter().map(|test| runner.run(test, &mut coverage).passed()).collect()
}

/// The place of the first test of a program that fails.
pub(super) fn first_failed(program: &Program) -> Option<usize> {
    let runner = Runner::new(program.model(), program.plan(), program.sources());
    let mut coverage = runner.coverage();
    program.model().tests.iter().position(|test| !runner.run(test, &mut coverage).passed())
}

/// Whether the last test of a program passes; `None` if it has no tests.
pub(super) fn last_passes(program: &Program) -> Option<bool> {
    let runner = Runner::new(program.model(), program.plan(), program.sources());
    let test = program.model().tests.last()?;
    Some(runner.run(test, &mut runner.coverage()).passed())
}
