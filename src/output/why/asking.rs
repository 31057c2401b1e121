//! A question about one customer who was found, and its answer as it is written.

use super::{Format, Told};
use crate::plan::Plan;
use crate::problems::{Look, Sources};
use crate::run::Found;
use crate::tools::why::{self, About, Patience, Question, Step};
use crate::values::AsOf;

/// A question about one customer.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    /// The plan of the rules.
    pub plan: &'a Plan,
    /// The files of the rules.
    pub sources: &'a Sources,
    /// What the rules are called.
    pub title: &'a str,
    /// The moment that is decided for.
    pub as_of: AsOf,
    /// What is asked about.
    pub about: About,
    /// Whether it is asked of each step until nothing moves any more.
    pub settles: bool,
    /// How much the answer may be.
    pub patience: &'a Patience<'a>,
}

impl Asking<'_> {
    /// The answer in a format, and whether a step of it could not be decided.
    pub fn answer(&self, found: &Found, format: Format, look: Look) -> (String, bool) {
        let Asking { plan, sources, title, as_of, about, settles, patience } = *self;
        let (evaluator, record, step) = (found.evaluator(), &found.record, Step::default());
        let question = Question { sources, evaluator, as_of, record, about, step, patience };
        let answers = match settles {
            true => why::steps(evaluator, record).answers(question),
            false => vec![(question.answer(), question.takes())],
        };
        let told = answers.iter().map(|(why, takes)| {
            let takes = takes.as_ref();
            Told { plan, sources, title, why, takes }
        });
        let told: Vec<Told<'_>> = told.collect();
        let written = match (&*told, settles) {
            ([told], false) => format.write(told, look),
            (steps, _) => format.write_steps(steps, look),
        };
        (written, answers.iter().any(|(why, _)| why.decision.is_err()))
    }
}
