use std::path::{Path, PathBuf};

use super::Failure;
use super::output::{Format, Run, Tally};
use super::terminal::Terminal;
use crate::Program;
use crate::values::Clock;

/// All customers of a run on their way through the rules.
pub struct Job<'a> {
    pub program: &'a Program,
    pub run: Run<'a>,
    pub clock: &'a Clock,
    pub inputs: &'a [PathBuf],
    pub format: Format,
    pub update: Option<&'a Path>,
    pub rejects: Option<&'a Path>,
    pub settle: bool,
    pub threads: usize,
}

impl Job<'_> {
    pub fn run(&self, terminal: &Terminal) -> Result<Tally, Failure> {
        let _ = terminal;
        Err(Failure::new("not yet"))
    }
}
