//! What a condition is made of, with what each part comes to.

use crate::eval::{Answer, Event, Record, Situation};
use crate::plan::{Cond, CondKind};
use crate::problems::Span;
use crate::tools::explain::Shape;
use crate::values::Truth;

use super::{Leaf, Question, leaf};

/// A part of a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// As it is written, on one line.
    pub text: String,
    /// Where it is in the rules.
    pub span: Span,
    /// Whether it holds.
    pub truth: Truth,
    /// Why it cannot be calculated, if it cannot; then it is as good as unknown.
    pub fault: Option<String>,
    /// Whether the decision looked at it: reading stops once the result is certain.
    pub read: bool,
    /// Whether it is a reason for what the whole condition comes to: whatever all other clauses were,
    /// the whole would be the same.
    pub decides: bool,
    /// What it is made of.
    pub kind: ClauseKind,
}

/// What a clause is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum ClauseKind {
    /// All of these must hold.
    All(Vec<Clause>),
    /// One of these is enough.
    Any(Vec<Clause>),
    /// This must not hold.
    Not(Box<Clause>),
    /// The name of a condition, and what it stands for.
    Named(String, Box<Clause>),
    /// One thing that is asked.
    Leaf(Box<Leaf>),
}

/// Makes clauses of conditions that are asked of a customer.
#[derive(Clone, Copy)]
pub(super) struct Clauses<'c> {
    pub question: &'c Question<'c>,
    pub customer: &'c Situation<'c>,
    /// The same customer with what the decision changes.
    pub later: Later<'c>,
}

/// The customer with what the decision changes.
#[derive(Clone, Copy)]
pub(super) struct Later<'c> {
    /// Whether anything changes.
    pub updated: bool,
    pub record: &'c Record<'c>,
    pub customer: &'c Situation<'c>,
}

/// How a clause is come to.
#[derive(Clone, Copy)]
struct Way {
    /// What it should be for the whole to hold: false under a `not`.
    goal: Truth,
    read: bool,
    decides: bool,
}

impl<'c> Clauses<'c> {
    /// The clauses of a whole condition.
    pub(super) fn of(self, cond: &'c Cond) -> Clause {
        self.read(cond, true)
    }

    /// The same of one that the decision reads, or does not read at all.
    pub(super) fn read(self, cond: &'c Cond, read: bool) -> Clause {
        let way = Way { goal: Truth::True, read, decides: true };
        self.clause(cond, self.truth(cond), way)
    }

    pub(super) fn truth(self, cond: &Cond) -> (Truth, Option<String>) {
        match self.customer.answer(cond.id, None::<Event>) {
            Some(Ok(Answer::Truth(truth))) => (truth, None),
            Some(Err(fault)) => (Truth::Unknown, Some(fault.to_string())),
            Some(Ok(Answer::Value(_))) | None => (Truth::Unknown, None),
        }
    }

    /// The clauses of a part that comes to this.
    fn clause(self, cond: &'c Cond, (truth, fault): (Truth, Option<String>), way: Way) -> Clause {
        let explainer = self.question.explainer();
        let span = explainer.place(cond);
        let kind = match explainer.shape(cond) {
            Shape::All(parts) => ClauseKind::All(self.joined(parts, truth, Truth::False, way)),
            Shape::Any(parts) => ClauseKind::Any(self.joined(parts, truth, Truth::True, way)),
            Shape::Not(inner) => {
                let way = Way { goal: !way.goal, ..way };
                ClauseKind::Not(Box::new(self.clause(inner, self.truth(inner), way)))
            }
            Shape::Named(inner) => {
                let inner = self.clause(inner, self.truth(inner), way);
                ClauseKind::Named(self.name(cond), Box::new(inner))
            }
            Shape::Leaf => {
                let matters = way.decides && truth != way.goal;
                ClauseKind::Leaf(Box::new(leaf::of(self, cond, truth, way.goal, matters)))
            }
        };
        let Way { read, decides, .. } = way;
        Clause { text: self.text(span), span, truth, fault, read, decides, kind }
    }

    /// Parts of which one that is `ends` decides, so that the others are not read.
    fn joined(self, parts: &'c [Cond], whole: Truth, ends: Truth, way: Way) -> Vec<Clause> {
        let (mut read, mut found) = (way.read, false);
        let mut clauses = Vec::with_capacity(parts.len());
        for part in parts {
            let come_to = self.truth(part);
            let truth = come_to.0;
            // Of a true `or`, the first true part is reason enough; of a false `and`, each false part
            // is one. Otherwise all parts have a share.
            let is_reason = match (whole == ends, ends) {
                (true, Truth::True) => truth == ends && !found,
                (true, _) => truth == ends,
                (false, _) => true,
            };
            let decides = way.decides && is_reason;
            clauses.push(self.clause(part, come_to, Way { read, decides, ..way }));
            found |= truth == ends;
            read &= truth != ends;
        }
        clauses
    }

    fn name(self, cond: &Cond) -> String {
        match &cond.kind {
            CondKind::Let(slot) => self.question.plan().conditions[*slot].name.clone(),
            CondKind::All(_) | CondKind::Any(_) | CondKind::Not(_) | CondKind::Atom(_) => {
                self.text(self.question.explainer().place(cond))
            }
        }
    }

    /// What is written in a place, on one line.
    pub(super) fn text(self, span: Span) -> String {
        self.question.sources.line(span)
    }
}
