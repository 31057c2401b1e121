//! A rule file that has been looked through: all that is said of it.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::plan::Plan;
use crate::problems::{Problems, Sources};
use crate::tools::proved::proved_until;
use crate::{Program, ProgramProblems};

/// A rule file that has been looked through.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What it is called.
    pub name: String,
    /// The files that were read.
    pub sources: Sources,
    /// What is wrong with it, and what is proved about it.
    pub problems: Problems,
    /// What the file comes down to, unless it has errors.
    pub plan: Option<Arc<Plan>>,
}

impl Checked {
    /// What is wrong with a program, and what is proved about it. Once `stop` is set, nothing more is
    /// proved.
    pub fn of(
        name: &str,
        read: Result<Program, Box<ProgramProblems>>,
        stop: &AtomicBool,
    ) -> Checked {
        let name = name.to_owned();
        match read {
            Ok(program) => Checked {
                name,
                sources: program.sources().clone(),
                problems: with_proved(&program, stop),
                plan: Some(Arc::clone(program.plan())),
            },
            Err(refused) => {
                let ProgramProblems { sources, problems } = *refused;
                // A file without stages is a part that others use.
                let problems = if problems.are_of_a_part() { Problems::new() } else { problems };
                Checked { name, sources, problems, plan: None }
            }
        }
    }
}

/// The warnings of a program, and what is proved about it.
fn with_proved(program: &Program, stop: &AtomicBool) -> Problems {
    let mut problems = program.warnings().clone();
    let asking = || Some(program.asking_plan());
    problems
        .extend(proved_until(program.model(), program.plan(), asking, stop).into_iter().flatten());
    problems.sort();
    problems
}
