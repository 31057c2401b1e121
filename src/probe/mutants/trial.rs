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
const MOST_CUSTOMERS: u32 = 400;

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
        let Some(changed) = self.changed(mutant) else { return Fate::Refused };
        match first_failed(&changed) {
            Some(_) => Fate::Noticed,
            None => self.unnoticed(mutant, &changed),
        }
    }

    /// The program with a change; `None` if it has errors with it.
    pub fn changed(&self, mutant: &Mutant) -> Option<Program> {
        self.files.load(&mutant.edits, "")
    }

    /// The same with tests pasted in.
    pub fn changed_with(&self, mutant: &Mutant, tests: &str) -> Option<Program> {
        self.files.load(&mutant.edits, tests)
    }

    /// Whether a test notices a change; `None` if the rules have errors with it.
    pub fn is_noticed(&self, mutant: &Mutant) -> Option<bool> {
        Some(first_failed(&self.changed(mutant)?).is_some())
    }

    fn unnoticed(&self, mutant: &Mutant, changed: &Program) -> Fate {
        let inquiry = Inquiry::about(mutant, &self.plan, changed.plan());
        let (mut nobody, mut test) = (inquiry.decides, None);
        let mut left = MOST_CUSTOMERS;
        let title = self.titles.clone().new_one(&mutant.title);
        let same_slots = needs_the_same(&self.plan, changed.plan());
        let mut prover = Prover::new(&inquiry.joint);
        for question in &inquiry.questions {
            let meets = &mut |customer: &Customer| {
                let all = history::variants(customer, &inquiry.gifts, &self.plan);
                test = all.into_iter().find_map(|customer| {
                    left = left.checked_sub(1)?;
                    let test = whole_test(&self.plan, &customer, &title)?;
                    let changes = !same_slots
                        || whole_test(changed.plan(), &customer, &title).as_ref() != Some(&test);
                    (changes && self.tells(mutant, &test)?).then_some(test)
                });
                test.is_some()
            };
            let sought: Vec<_> =
                question.sought.iter().chain(&question.unpaused).copied().collect();
            let mut sighting = prover.seek_plainly(question.stage, &sought, meets);
            if !question.unpaused.is_empty() && !matches!(sighting, Sighting::Somebody(_)) {
                sighting = prover.seek_plainly(question.stage, &question.sought, meets);
            }
            if test.is_some() {
                return Fate::Survives { test };
            }
            nobody &= sighting == Sighting::Nobody;
        }
        if nobody { Fate::Equal } else { Fate::Survives { test: None } }
    }

    /// Whether a test passes, and fails with the change.
    fn tells(&self, mutant: &Mutant, test: &str) -> Option<bool> {
        if last_passes(&self.files.load(&mutant.edits, test)?)? {
            return Some(false);
        }
        let pasted = self.files.load(&[], test)?;
        let new = pasted.warnings().iter().count() > self.warnings;
        Some(!new && last_passes(&pasted)?)
    }
}

/// Whether records of one plan are records of the other.
fn needs_the_same(one: &Plan, other: &Plan) -> bool {
    let names = |plan: &Plan| -> Vec<String> {
        let needs = &plan.needs;
        let fields = needs.fields.iter().map(|need| need.name.clone());
        let lists = needs.lists.iter().flat_map(|list| {
            let attributes = list.attributes.iter();
            let attributes = attributes.map(|need| format!("{}.{}", list.name, need.name));
            std::iter::once(format!("{}.", list.name)).chain(attributes)
        });
        fields.chain(lists).collect()
    };
    names(one) == names(other)
}
