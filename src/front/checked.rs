//! A rule file that has been looked through: all that is said of it.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::plan::Plan;
use crate::problems::register::ONLY_A_PART;
use crate::problems::{Problems, Sources};
use crate::tools::findings::findings_until;
use crate::tools::questions::promises_until;
use crate::{Program, ProgramProblems};

/// A rule file that has been looked through.
pub(super) struct Checked {
    pub name: String,
    pub sources: Sources,
    pub problems: Problems,
    /// What the file comes down to, unless it has errors.
    pub plan: Option<Arc<Plan>>,
}

impl Checked {
    /// What is wrong with a program, and what is proved about it. Once `stop` is set, nothing more is
    /// proved.
    pub(super) fn of(
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
                let is_part = problems.iter().all(|problem| problem.code == ONLY_A_PART);
                let problems = if is_part { Problems::new() } else { problems };
                Checked { name, sources, problems, plan: None }
            }
        }
    }
}

/// The warnings of a program, and what is proved about it.
fn with_proved(program: &Program, stop: &AtomicBool) -> Problems {
    let mut problems = program.warnings().clone();
    problems.extend(findings_until(program.model(), program.plan(), stop).into_iter().flatten());
    if !program.model().questions.is_empty() {
        problems.extend(promises_until(&program.asking_plan(), stop).into_iter().flatten());
    }
    problems.sort();
    problems
}
