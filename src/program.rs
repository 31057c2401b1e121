use crate::eval::{Decision, Record};
use crate::plan::Plan;
use crate::report::{Problems, Sources};
use crate::values::{Clock, DecimalError};

/// A checked program, ready to be evaluated.
#[derive(Clone, Debug)]
pub struct Program {
    sources: Sources,
    plan: Plan,
    warnings: Problems,
}

/// What is wrong with a program, and the sources to show it on.
#[derive(Clone, Debug)]
pub struct Rejected {
    pub sources: Sources,
    pub problems: Problems,
}

impl Program {
    /// Reads and checks a rule file. `name` is what problems call it.
    pub fn parse(name: &str, text: &str) -> Result<Program, Rejected> {
        let _ = (name, text);
        todo!()
    }

    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    pub fn warnings(&self) -> &Problems {
        &self.warnings
    }

    pub fn plan(&self) -> &Plan {
        &self.plan
    }
}

/// Decides what happens to one customer at the instant of the clock.
///
/// # Errors
/// Where a sum or product needs more than 38 digits.
pub fn decide(
    program: &Program,
    record: &Record<'_>,
    clock: &Clock,
) -> Result<Decision, DecimalError> {
    let _ = (program, record, clock);
    todo!()
}
