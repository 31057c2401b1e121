//! Changes to rules that no test notices. `docs/testing.md` is the reference of both shapes.

mod json;
mod pretty;

pub use json::json;
pub use pretty::pretty;

use crate::probe::{Fate, Mutant};
use crate::problems::Sources;

/// A rule file whose changes were tried.
pub struct Tried {
    /// What messages call the file.
    pub name: String,
    /// The file and those that it uses.
    pub sources: Sources,
    /// How many tests it has.
    pub tests: usize,
    /// Each change, with what became of it, in the order of the file.
    pub changes: Vec<(Mutant, Fate)>,
}

/// How many changes there are of each fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All changes after which the rules have no errors.
    pub mutants: usize,
    /// Those that a test notices.
    pub noticed: usize,
    /// Those that are proved to change nothing.
    pub equal: usize,
    /// The others.
    pub survive: usize,
}

impl Tried {
    /// How many changes there are of each fate.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for (_, fate) in &self.changes {
            match fate {
                Fate::Refused => continue,
                Fate::Noticed => tally.noticed += 1,
                Fate::Equal => tally.equal += 1,
                Fate::Survives { .. } => tally.survive += 1,
            }
            tally.mutants += 1;
        }
        tally
    }

    /// The changes that no test notices, each with a test that would.
    pub fn survivors(&self) -> impl Iterator<Item = (&Mutant, Option<&str>)> {
        self.changes.iter().filter_map(|(mutant, fate)| match fate {
            Fate::Survives { test } => Some((mutant, test.as_deref())),
            Fate::Refused | Fate::Noticed | Fate::Equal => None,
        })
    }
}
