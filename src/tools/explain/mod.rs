//! Why a condition holds for a customer, or does not: part by part, with the values found.
//!
//! The [model](crate::check::model) knows where each part stands and what it is called, the
//! [plan] what it comes to; [`Part`] walks through both at once.

mod part;
mod sides;
mod words;
mod write;

pub use part::{Node, Part};
pub use write::Writer;

use crate::check::model::Model;
use crate::eval::Situation;
use crate::plan::{self, Plan};
use crate::problems::{Sources, Span};
use crate::values::Truth;

/// A part of a condition, how it stands, and what was found, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where the part stands in the rules.
    pub span: Span,
    /// Whether it holds.
    pub truth: Truth,
    /// What was found, in words.
    pub words: String,
}

/// Explains one program.
#[derive(Clone, Copy)]
pub struct Explainer<'e> {
    /// The program as written.
    pub model: &'e Model,
    /// The program as it runs.
    pub plan: &'e Plan,
    /// The files of the rules.
    pub sources: &'e Sources,
}

impl<'e> Explainer<'e> {
    /// The condition of a rule; `None` for what happens on entering, which has none.
    pub fn condition(&self, rule: plan::RuleId) -> Option<Part<'e>> {
        let (model, plan) = (self.model, self.plan);
        let own = model
            .stages
            .iter()
            .zip(&plan.stages)
            .flat_map(|(model, plan)| model.rules.iter().zip(plan.rules.iter().copied()));
        let any = model.any_stage.iter().zip(plan.any_stage.iter().copied());
        let (found, _) = own.chain(any).find(|(_, id)| *id == rule)?;
        Some(Part { model: &found.condition, plan: &plan.rules[rule].condition })
    }

    /// Each `pause`: the gifts that it holds back, and when.
    pub fn pauses(&self) -> impl Iterator<Item = (&'e [plan::GiftId], Part<'e>)> + use<'e> {
        let pauses = self.model.pauses.iter().zip(&self.plan.pauses);
        pauses.map(|(model, plan)| {
            let condition = Part { model: &model.condition, plan: &plan.condition };
            (&plan.gifts[..], condition)
        })
    }

    /// Where a rule says what it does: what follows its condition.
    pub fn actions(&self, rule: plan::RuleId) -> Span {
        let whole = self.plan.rules[rule].span;
        match self.condition(rule) {
            Some(condition) => Span { start: condition.model.span.end, ..whole },
            None => whole,
        }
    }

    /// The parts of a condition that decide how it stands: of one that holds, those that make it
    /// hold; of any other, those that keep it from holding.
    pub fn why(&self, condition: Part<'e>, customer: &Situation<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        self.collect(condition, Truth::True, customer, &mut findings);
        findings
    }

    /// `goal` is what the part should be for the whole to hold: false under a `not`.
    fn collect(
        &self,
        part: Part<'e>,
        goal: Truth,
        customer: &Situation<'_>,
        findings: &mut Vec<Finding>,
    ) {
        let reached = |part: &Part<'e>| customer.truth(part.plan) == goal;
        let parts = match part.node(self) {
            Node::Not(inner) => return self.collect(inner, !goal, customer, findings),
            Node::Named(inner) => {
                findings.push(self.finding(part, customer));
                return self.collect(inner, goal, customer, findings);
            }
            Node::Leaf => return findings.push(self.finding(part, customer)),
            Node::All(parts) | Node::Any(parts) => parts,
        };
        let whole = reached(&part);
        // Where every part must reach the goal, those that did not are to blame; where one is
        // enough, those that did are to be thanked. Else all of them had their share.
        let each_needed = matches!(part.node(self), Node::All(_)) == (goal == Truth::True);
        for inner in parts {
            if each_needed == whole || reached(&inner) == whole {
                self.collect(inner, goal, customer, findings);
            }
        }
    }

    fn finding(&self, part: Part<'e>, customer: &Situation<'_>) -> Finding {
        let words = words::Words { explainer: self, customer }.of(part);
        Finding { span: part.model.span, truth: customer.truth(part.plan), words }
    }

    pub(crate) fn writer(&self) -> Writer<'e> {
        Writer { model: self.model, plan: self.plan }
    }
}
