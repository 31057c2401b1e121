//! The pipeline from text to plan behind a few functions.

mod echoes;
mod gather;
mod joined;
mod meant;
mod mend;
mod reading;
mod uses;

use std::sync::Arc;

use crate::check;
use crate::plan::{self, For, Plan};
use crate::problems::{Problems, Sources};

pub use gather::{Load, used_name};
pub use mend::{Change, mended, mended_in, only_safe};
pub use reading::{Reading, Used};
pub use uses::files_used;

/// A checked program, ready to be evaluated.
#[derive(Clone, Debug)]
pub struct Program {
    sources: Sources,
    model: check::model::Model,
    plan: Arc<Plan>,
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
        Program::load_asking(name, text, &[], load)
    }

    /// The same with questions about all customers, each a text of its own, besides those of `assert`
    /// lines.
    ///
    /// # Errors
    /// All mistakes of the files and the questions, and their warnings.
    pub fn load_asking(
        name: &str,
        text: &str,
        questions: &[String],
        load: &Load<'_>,
    ) -> Result<Program, Box<ProgramProblems>> {
        Reading::asking(name, text, questions, load).program()
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

    /// What evaluation needs to know of it, to be shared with engines.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// A plan that reads every declared field, not only what the rules use, so that each value of
    /// each record is judged.
    pub fn strict_plan(&self) -> Arc<Plan> {
        Arc::new(plan::lower(&self.model, For::Judging))
    }

    /// A plan with what a report asks of each customer.
    pub fn reporting_plan(&self) -> Arc<Plan> {
        Arc::new(plan::lower(&self.model, For::Reporting))
    }

    /// A plan with what is asked of all customers.
    pub fn asking_plan(&self) -> Arc<Plan> {
        Arc::new(plan::lower(&self.model, For::Asking))
    }
}
