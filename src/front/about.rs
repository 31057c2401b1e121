//! A question about one customer: what it is about, by the names in the rules, and its answer.

use super::Failure;
use crate::Program;
use crate::output::why::{Format, Told};
use crate::plan::Plan;
use crate::problems::{Look, shown};
use crate::run::Found;
use crate::tools::why::{self, About, Patience, Question, Step};
use crate::values::{AsOf, likeness};

/// A question about one customer.
pub(super) struct Asking<'a> {
    pub program: &'a Program,
    /// What the rules are called.
    pub title: &'a str,
    pub as_of: AsOf,
    pub about: About,
    /// Whether it is asked of each step until nothing moves any more.
    pub settles: bool,
    /// How much the answer may be.
    pub patience: &'a Patience<'a>,
}

impl Asking<'_> {
    /// The answer in a format, and whether a step of it could not be decided.
    pub(super) fn answer(&self, found: &Found, format: Format, look: Look) -> (String, bool) {
        let Asking { program, title, as_of, about, settles, patience } = *self;
        let (plan, sources) = (program.plan(), program.sources());
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

/// What is asked about by the name of a gift, a rule or a stage: the first of these that there is.
pub(super) fn about(plan: &Plan, names: [Option<&str>; 3]) -> Result<About, Failure> {
    let find = |what: &str, asked: &str, names: Vec<&str>| {
        let place = names.iter().position(|name| *name == asked);
        place.ok_or_else(|| nothing_called(what, asked, &names))
    };
    let [gift, rule, stage] = names;
    if let Some(gift) = gift {
        let names = plan.gifts.iter().map(|gift| gift.name.as_str()).collect();
        return find("gift", gift, names).map(About::Gift);
    }
    if let Some(rule) = rule {
        let names = plan.rules.iter().map(|rule| rule.label.as_str()).collect();
        return find("rule", rule, names).map(About::Rule);
    }
    if let Some(stage) = stage {
        let names = plan.stages.iter().map(|stage| stage.name.as_str()).collect();
        return find("stage", stage, names).map(About::Stage);
    }
    Ok(About::Everything)
}

/// Says that the rules have nothing of a name, and what was probably meant.
fn nothing_called(what: &str, asked: &str, names: &[&str]) -> Failure {
    let failure = Failure::new(format!("the rules have no {what} called {}", shown(asked)));
    match likeness::nearest(asked, names.iter().copied()) {
        Some(near) => failure.help(format!("did you mean \"{near}\"?")),
        None => failure.help(format!("the {what}s are {}", names.join(", "))),
    }
}
