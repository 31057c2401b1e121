//! Rules as far as they can be read, with everything that is known of them, whatever is wrong.

use std::sync::Arc;

use super::gather::{Gathered, gather};
use super::{Load, Program, ProgramProblems, echoes, joined, meant, mend};
use crate::check::{self, model::Model};
use crate::plan::{self, For, Plan};
use crate::problems::{FileId, Problems, Sources, Span};
use crate::syntax::tree;

/// A rule file and those that it uses, also where they have mistakes: for those who help to write
/// them. A [`Program`] is the same without mistakes.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The files that were read.
    pub sources: Sources,
    /// What is written in all of them, but for what could not be read.
    pub tree: tree::File,
    /// Where files are used, in the order of their `use` lines.
    pub uses: Vec<Used>,
    /// What it means, with broken parts where that is not known.
    pub model: Model,
    /// All mistakes and warnings, in the order of their places.
    pub problems: Problems,
}

/// A `use` of a file that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Used {
    /// The place of its path.
    pub span: Span,
    /// The file.
    pub file: FileId,
}

impl Reading {
    /// Reads and checks a rule file and the files that it uses.
    pub fn of(name: &str, text: &str, load: &Load<'_>) -> Reading {
        Reading::asking(name, text, &[], load)
    }

    /// The same with questions about all customers.
    pub(super) fn asking(name: &str, text: &str, questions: &[String], load: &Load<'_>) -> Reading {
        let mut reading = Reading::as_written(name, text, questions, load);
        meant::advise(&mut reading, |text| Reading::as_written(name, text, &[], load).problems);
        reading
    }

    /// With the problems that do not need a second look at the file.
    fn as_written(name: &str, text: &str, questions: &[String], load: &Load<'_>) -> Reading {
        let Gathered { sources, mut problems, tree, uses, .. } =
            gather(name, text, questions, load);
        let (model, found) = check::check(&tree, &sources);
        problems.extend(found);
        problems.sort();
        let mut problems = joined::joined(problems, &sources);
        mend::hold_to_the_law(&sources, &mut problems);
        let problems = echoes::left_out(problems, &sources);
        Reading { sources, tree, uses, model, problems }
    }

    /// What evaluation needs to know of it; `None` where there are mistakes.
    pub fn plan(&self) -> Option<Arc<Plan>> {
        self.lowered(For::Deciding)
    }

    /// A plan with what is asked of all customers, for those who prove; `None` where there are
    /// mistakes.
    pub fn asking_plan(&self) -> Option<Arc<Plan>> {
        self.lowered(For::Asking)
    }

    fn lowered(&self, purpose: For) -> Option<Arc<Plan>> {
        (!self.problems.has_errors()).then(|| Arc::new(plan::lower(&self.model, purpose)))
    }

    /// The program, ready to be evaluated.
    ///
    /// # Errors
    /// All mistakes, and the warnings with them.
    pub fn program(self) -> Result<Program, Box<ProgramProblems>> {
        let plan = self.plan();
        let Reading { sources, model, problems, .. } = self;
        match plan {
            Some(plan) => Ok(Program { sources, model, plan, warnings: problems }),
            None => Err(Box::new(ProgramProblems { sources, problems })),
        }
    }
}
