//! The pipeline from text to plan behind a few functions.

mod gather;

use crate::check;
use crate::eval::{Decision, Evaluator, Fault, Record};
use crate::plan::{self, Plan};
use crate::problems::{Problems, Severity, Sources, register as code};
use crate::values::AsOf;

pub use gather::Load;
use gather::{Gathered, gather};

/// A checked program, ready to be evaluated.
#[derive(Clone, Debug)]
pub struct Program {
    sources: Sources,
    model: check::model::Model,
    plan: Plan,
    warnings: Problems,
}

/// What is wrong with a program, and the sources to show it on.
#[derive(Clone, Debug)]
pub struct ProgramProblems {
    /// The files that were read.
    pub sources: Sources,
    /// All mistakes and warnings.
    pub problems: Problems,
}

impl Program {
    /// Reads and checks a rule file that uses no other. `name` is what problems call it.
    ///
    /// # Errors
    /// All mistakes of the file, and its warnings, in the order of their places.
    pub fn parse(name: &str, text: &str) -> Result<Program, Box<ProgramProblems>> {
        Program::load(name, text, &|_| Err("no other files are available here".to_owned()))
    }

    /// Reads and checks a rule file and the files that it uses. `load` hands out their texts by
    /// path, which is relative to the folder of `name`.
    ///
    /// # Errors
    /// All mistakes of the files, and their warnings, in the order of their places.
    pub fn load(name: &str, text: &str, load: &Load<'_>) -> Result<Program, Box<ProgramProblems>> {
        let Gathered { sources, mut problems, tree, .. } = gather(name, text, load);
        let (model, found) = check::check(&tree);
        problems.extend(found);
        let mut problems = without_echoes(problems);
        problems.sort();
        if problems.has_errors() {
            return Err(Box::new(ProgramProblems { sources, problems }));
        }
        let plan = plan::lower(&model, false);
        Ok(Program { sources, model, plan, warnings: problems })
    }

    /// The files that were read.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// What was probably forgotten, although the program can be used.
    pub fn warnings(&self) -> &Problems {
        &self.warnings
    }

    /// The program with its names and types, for those who read rules rather than run them.
    pub fn model(&self) -> &check::model::Model {
        &self.model
    }

    /// What evaluation needs to know of it.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// A plan that reads every declared field, not only what the rules use, so that each value of
    /// each record is judged.
    pub fn strict_plan(&self) -> Plan {
        plan::lower(&self.model, true)
    }
}

/// A rule that cannot be read leaves holes: what it would have reached or given is then no news.
fn without_echoes(problems: Problems) -> Problems {
    let has_errors = problems.has_errors();
    let echo = |id: &str| {
        [code::UNREACHABLE_STAGE, code::DEAD_END, code::UNUSED_GIFT, code::UNUSED_LET]
            .iter()
            .any(|code| code.id == id)
    };
    let mut kept = Problems::new();
    for problem in problems {
        let is_echo = problem.severity() == Severity::Warning && echo(problem.code.id);
        if !(has_errors && is_echo) {
            kept.push(problem);
        }
    }
    kept
}

/// Decides what happens to one customer as of a day or instant.
///
/// To decide for many, make one [`Evaluator`] and keep it.
///
/// # Errors
/// If a number that the rules calculate cannot be kept exactly.
pub fn decide(program: &Program, record: &Record<'_>, as_of: AsOf) -> Result<Decision, Fault> {
    Evaluator::new(program.plan(), as_of).decide(record)
}
