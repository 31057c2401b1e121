//! The shapes that the results of tests are written in. `docs/testing.md` is their reference.

mod coverage;
mod format;
mod json;
mod junit;
mod missed;
mod pretty;

pub use format::Format;
use json::json;
use junit::junit;
use pretty::pretty;

use crate::problems::{Problems, Sources};
use crate::tools::rule_test::{Coverage, Outcome};

/// A rule file whose tests were run, or that has errors, so that they could not be.
pub struct Tested {
    /// What messages call the file.
    pub name: String,
    /// The file and those that it uses.
    pub sources: Sources,
    /// Errors of the rules, and their warnings; empty where the tests were run.
    pub problems: Problems,
    /// A file without stages, for others to use: its tests run with theirs.
    pub is_part: bool,
    /// The result of each test, in the order of the file.
    pub tests: Vec<Outcome>,
    /// Only where it was asked for.
    pub coverage: Option<Coverage>,
}

/// How many of the tests passed, and how many did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Tests whose expectations were all met.
    pub passed: usize,
    /// Tests with one that was not.
    pub failed: usize,
    /// Files that have errors.
    pub refused: usize,
}

impl Score {
    /// Adds up the result of some files.
    pub fn of(files: &[Tested]) -> Score {
        let mut score = Score::default();
        for file in files {
            let failed = file.tests.iter().filter(|test| !test.passed()).count();
            score.failed += failed;
            score.passed += file.tests.len() - failed;
            score.refused += usize::from(file.problems.has_errors());
        }
        score
    }

    /// Whether nothing failed.
    pub fn is_good(self) -> bool {
        self.failed == 0 && self.refused == 0
    }
}
