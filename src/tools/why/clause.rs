//! What a condition is made of, with what each part comes to.

use std::collections::HashSet;

use crate::eval::{Answer, Event, Record, Situation};
use crate::plan::Cond;
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
    /// The name of a condition that the same whole names before, where it says what it stands for.
    Again(String),
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

/// A clause takes about so many lines of a document, each with so many letters besides what it says, and so many
/// more for each clause that it is in.
const LINES: usize = 8;
const LINE: usize = 20;
const INDENT: usize = 4;

/// How a clause is come to.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Way {
    /// What it should be for the whole to hold: false under a `not`.
    goal: Truth,
    read: bool,
    decides: bool,
}

/// The `let`s whose conditions a whole has said so far, each with how it came to them. What one stands for is
/// said once, however often it is named: a few `let`s that each name the one before twice would have no end.
#[derive(Default)]
struct Said {
    lets: HashSet<(usize, Way)>,
    /// How deep in the whole the clause at hand is.
    depth: usize,
}

impl Said {
    /// Whether a `let` is said already, with all that there is to say of it here; from now on, it is.
    fn is_said(&mut self, slot: usize, way: Way) -> bool {
        // Of what is a reason, and of what is read, more is said.
        for (read, decides) in [(true, true), (true, way.decides), (way.read, true)] {
            if self.lets.contains(&(slot, Way { read, decides, ..way })) {
                return true;
            }
        }
        !self.lets.insert((slot, way))
    }
}

impl<'c> Clauses<'c> {
    /// The clauses of a whole condition.
    pub(super) fn of(self, cond: &'c Cond) -> Clause {
        self.read(cond, true)
    }

    /// The same of one that the decision reads, or does not read at all.
    pub(super) fn read(self, cond: &'c Cond, read: bool) -> Clause {
        let way = Way { goal: Truth::True, read, decides: true };
        self.clause(cond, self.truth(cond), way, &mut Said::default())
    }

    pub(super) fn truth(self, cond: &Cond) -> (Truth, Option<String>) {
        match self.customer.answer(cond.id, None::<Event>) {
            Some(Ok(Answer::Truth(truth))) => (truth, None),
            Some(Err(fault)) => (Truth::Unknown, Some(fault.to_string())),
            Some(Ok(Answer::Value(_))) | None => (Truth::Unknown, None),
        }
    }

    /// The clauses of a part that comes to this.
    fn clause(
        self,
        cond: &'c Cond,
        (truth, fault): (Truth, Option<String>),
        way: Way,
        said: &mut Said,
    ) -> Clause {
        let explainer = self.question.explainer();
        let span = explainer.place(cond);
        said.depth += 1;
        let kind = match explainer.shape(cond) {
            Shape::All(parts) => {
                ClauseKind::All(self.joined(parts, (truth, Truth::False), way, said))
            }
            Shape::Any(parts) => {
                ClauseKind::Any(self.joined(parts, (truth, Truth::True), way, said))
            }
            Shape::Not(inner) => {
                let way = Way { goal: !way.goal, ..way };
                ClauseKind::Not(Box::new(self.clause(inner, self.truth(inner), way, said)))
            }
            Shape::Named(slot) => {
                let named = &self.question.plan().conditions[slot];
                if said.is_said(slot, way) {
                    ClauseKind::Again(named.name.clone())
                } else {
                    let inner = self.clause(&named.value, self.truth(&named.value), way, said);
                    ClauseKind::Named(named.name.clone(), Box::new(inner))
                }
            }
            Shape::Leaf => {
                let matters = way.decides && truth != way.goal;
                let leaf = leaf::of(self, cond, truth, way.goal, matters);
                self.question.patience.take_leaf(&leaf);
                ClauseKind::Leaf(Box::new(leaf))
            }
        };
        let text = self.text(span);
        self.question.patience.take(text.len() + LINES * (LINE + INDENT * said.depth));
        said.depth -= 1;
        let Way { read, decides, .. } = way;
        Clause { text, span, truth, fault, read, decides, kind }
    }

    /// Parts of which one that is `ends` decides, so that the others are not read.
    fn joined(
        self,
        parts: &'c [Cond],
        (whole, ends): (Truth, Truth),
        way: Way,
        said: &mut Said,
    ) -> Vec<Clause> {
        let (mut read, mut found) = (way.read, false);
        let mut clauses = Vec::with_capacity(parts.len());
        for part in parts.iter().take_while(|_| !self.question.is_over()) {
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
            clauses.push(self.clause(part, come_to, Way { read, decides, ..way }, said));
            found |= truth == ends;
            read &= truth != ends;
        }
        clauses
    }

    /// What is written in a place, on one line.
    pub(super) fn text(self, span: Span) -> String {
        self.question.sources.line(span)
    }
}
