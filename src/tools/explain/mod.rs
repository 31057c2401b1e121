//! Why a condition holds for a customer, or does not: part by part, with the values found.
//!
//! All of it is read from the [plan](crate::plan), which knows where each part is and how it
//! is written.

mod asked;
pub(crate) mod bounds;
mod needs;
mod shape;
mod sides;
mod words;
mod write;

pub use shape::Shape;
pub use write::Writer;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::eval::{Event, Situation};
use crate::plan::{Cond, GiftId, Plan, RuleId};
use crate::problems::{Sources, Span};
use crate::values::Truth;

use asked::Asked;

/// A part of a condition, whether it is true, and what was found, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where the part is in the rules.
    pub span: Span,
    /// Whether it holds.
    pub truth: Truth,
    /// What was found, in words.
    pub words: String,
}

/// The findings of a whole.
#[derive(Default)]
struct Collected {
    findings: Vec<Finding>,
    /// The `let`s that were looked through, each with what it should be: once is enough.
    opened: HashSet<(usize, Truth)>,
}

/// Explains one program.
#[derive(Clone, Copy)]
pub struct Explainer<'e> {
    /// The program as it runs.
    pub plan: &'e Arc<Plan>,
    /// The files of the rules.
    pub sources: &'e Sources,
}

impl<'e> Explainer<'e> {
    /// The condition of a rule; `None` for what happens on entering, which has none.
    pub fn condition(&self, rule: RuleId) -> Option<&'e Cond> {
        self.plan.rules[rule].condition.as_ref()
    }

    /// Each `pause`: the gifts that it holds back, and when.
    pub fn pauses(&self) -> impl Iterator<Item = (&'e [GiftId], &'e Cond)> + use<'e> {
        self.plan.pauses.iter().map(|pause| (&pause.gifts[..], &pause.condition))
    }

    /// Where a condition is.
    pub fn place(&self, cond: &Cond) -> Span {
        self.plan.part(cond.id).span
    }

    /// Where a rule says what it does: what follows its condition.
    pub fn actions(&self, rule: RuleId) -> Span {
        let whole = self.plan.rules[rule].span;
        match self.condition(rule) {
            Some(condition) => Span { start: self.place(condition).end, ..whole },
            None => whole,
        }
    }

    /// The parts of a condition that decide whether it is true: of one that is true, those that
    /// make it so; of any other, those that keep it from being true. `None` if it is not to be asked
    /// of that: see [`Situation::answer`].
    pub fn why(
        &self,
        condition: &'e Cond,
        customer: &Situation<'_>,
        event: Option<Event>,
    ) -> Option<Vec<Finding>> {
        customer.truth(condition.id, event)?;
        let mut found = Collected::default();
        self.collect(condition, Truth::True, Asked { customer, event }, &mut found);
        Some(found.findings)
    }

    /// `goal` is what the part should be for the whole to hold: false under a `not`.
    fn collect(&self, part: &'e Cond, goal: Truth, asked: Asked<'_>, found: &mut Collected) {
        let reached = |part: &Cond| asked.truth(part) == goal;
        let parts = match self.shape(part) {
            Shape::Not(inner) => return self.collect(inner, !goal, asked, found),
            Shape::Named(slot) => {
                if found.opened.insert((slot, goal)) {
                    found.findings.push(self.finding(part, goal, asked));
                    self.collect(self.named(slot), goal, asked, found);
                }
                return;
            }
            Shape::Leaf => return found.findings.push(self.finding(part, goal, asked)),
            Shape::All(parts) | Shape::Any(parts) => parts,
        };
        let whole = reached(part);
        // Where every part must reach the goal, those that did not are to blame; where one is
        // enough, those that did are to be thanked. Else all of them had their share.
        let each_needed = matches!(self.shape(part), Shape::All(_)) == (goal == Truth::True);
        for inner in parts {
            if each_needed == whole || reached(inner) == whole {
                self.collect(inner, goal, asked, found);
            }
        }
    }

    fn finding(&self, part: &Cond, goal: Truth, asked: Asked<'_>) -> Finding {
        let (truth, mut words) =
            (asked.truth(part), words::Words { explainer: self, asked }.of(part));
        if truth == Truth::False
            && goal == Truth::True
            && let Some(needs) = needs::of(self, part, asked)
        {
            words.push_str(&format!("; needs {needs}"));
        }
        Finding { span: self.place(part), truth, words }
    }

    /// What a part that is false needs to be true, as far as that is a number: `2 more`.
    pub(crate) fn needs(&self, part: &Cond, customer: &Situation<'_>) -> Option<String> {
        needs::of(self, part, Asked { customer, event: None })
    }

    /// What was found where a condition looks that is not made of others, asked of the customer, or
    /// of an event.
    pub(crate) fn found(
        &self,
        cond: &Cond,
        customer: &Situation<'_>,
        event: Option<Event>,
    ) -> String {
        words::Words { explainer: self, asked: Asked { customer, event } }.of(cond)
    }

    /// The parts of a filter that make an event fail it, or leave that unknown, each with what was found
    /// there: `` `total` is $29.99 ``.
    pub(crate) fn fails(
        &self,
        filter: &'e Cond,
        customer: &Situation<'_>,
        event: Event,
    ) -> Vec<String> {
        let (mut opened, mut found) = (BTreeSet::new(), Vec::new());
        let asked = Asked { customer, event: Some(event) };
        self.collect_failing(filter, asked, &mut opened, &mut found);
        found
    }

    /// What a name stands for is looked through once.
    fn collect_failing(
        &self,
        part: &'e Cond,
        asked: Asked<'_>,
        opened: &mut BTreeSet<usize>,
        found: &mut Vec<String>,
    ) {
        let parts = match self.shape(part) {
            Shape::Not(inner) => return self.collect_failing(inner, asked, opened, found),
            Shape::Named(slot) => {
                if opened.insert(slot) {
                    self.collect_failing(self.named(slot), asked, opened, found);
                }
                return;
            }
            Shape::Leaf => {
                let words = words::Words { explainer: self, asked }.of(part);
                let words = match words.strip_prefix("this is ") {
                    Some(truth) => format!("`{}` is {truth}", self.sources.line(self.place(part))),
                    None => words,
                };
                if !found.contains(&words) {
                    found.push(words);
                }
                return;
            }
            Shape::All(parts) | Shape::Any(parts) => parts,
        };
        let whole = asked.truth(part);
        let same = parts.iter().filter(|inner| asked.truth(inner) == whole);
        same.for_each(|inner| self.collect_failing(inner, asked, opened, found));
    }

    pub(crate) fn writer(&self) -> Writer<'e> {
        Writer { plan: self.plan }
    }
}
