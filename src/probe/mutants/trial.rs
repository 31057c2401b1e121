//! What becomes of a change: a test notices it, or it changes nothing, or somebody would notice.

use std::sync::Arc;

use super::inquiry::Inquiry;
use super::mutant::Mutant;
use super::{history, sites};
use crate::Program;
use crate::plan::Plan;
use crate::probe::files::{Files, first_failed, last_passes};
use crate::probe::titles::Titles;
use crate::problems::Sources;
use crate::prove::{Customer, Prover, Sighting};
use crate::tools::findings::whole_test;

/// No change is tried for more customers than this.
const MOST_CUSTOMERS: u32 = 60;

/// What becomes of a change to the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The rules have errors with it, so nobody makes it unnoticed.
    Refused,
    /// A test fails.
    Noticed,
    /// It is proved to change nothing for anybody.
    Equal,
    /// All tests pass.
    Survives {
        /// A test that passes, and fails with the change; `None` if none was found, so that the change
        /// may be one that changes nothing.
        test: Option<String>,
    },
}

/// A program whose changes are tried.
#[derive(Clone, Debug)]
pub struct Trials {
    files: Files,
    sources: Sources,
    plan: Arc<Plan>,
    warnings: usize,
    mutants: Vec<Mutant>,
    titles: Titles,
}

impl Trials {
    /// All changes to a program, all of whose tests should pass.
    pub fn of(program: &Program) -> Trials {
        Trials {
            files: Files::of(program),
            sources: program.sources().clone(),
            plan: Arc::clone(program.plan()),
            warnings: program.warnings().iter().count(),
            mutants: sites::mutants(program),
            titles: Titles::of(program),
        }
    }

    /// The changes, in the order of the file.
    pub fn mutants(&self) -> &[Mutant] {
        &self.mutants
    }

    /// The rule files.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Tries a change. What comes of it depends on nothing else.
    pub fn attempt(&self, mutant: &Mutant) -> Fate {
        let Some(changed) = self.files.load(&mutant.edits, "") else { return Fate::Refused };
        if first_failed(&changed).is_some() {
            return Fate::Noticed;
        }
        let inquiry = Inquiry::about(mutant, &self.plan, changed.plan());
        let (mut nobody, mut test) = (inquiry.decides, None);
        let mut left = MOST_CUSTOMERS;
        let title = self.titles.clone().new_one(&mutant.title());
        let mut prover = Prover::new(&inquiry.joint);
        for question in &inquiry.questions {
            let sighting = prover.seek(question.stage, &question.sought, &mut |customer| {
                let all = history::variants(customer, &inquiry.gifts, &self.plan);
                test = all.into_iter().find_map(|customer| {
                    left = left.checked_sub(1)?;
                    self.telling(mutant, &customer, &title)
                });
                test.is_some()
            });
            if test.is_some() {
                return Fate::Survives { test };
            }
            nobody &= sighting == Sighting::Nobody;
        }
        if nobody { Fate::Equal } else { Fate::Survives { test: None } }
    }

    /// The test of a customer, if it passes, and fails with the change.
    fn telling(&self, mutant: &Mutant, customer: &Customer, title: &str) -> Option<String> {
        let test = whole_test(&self.plan, customer, title)?;
        let changed = self.files.load(&mutant.edits, &test)?;
        if last_passes(&changed)? {
            return None;
        }
        let pasted = self.files.load(&[], &test)?;
        let new = pasted.warnings().iter().count() > self.warnings;
        (!new && last_passes(&pasted)?).then_some(test)
    }
}

impl Mutant {
    /// What a test is called that notices it.
    fn title(&self) -> String {
        let short = crate::probe::titles::short;
        match &self.now {
            Some(now) => format!("{}, not {}", short(&self.was), short(now)),
            None => format!("{} counts", short(&self.was)),
        }
    }
}
