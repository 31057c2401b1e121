//! A customer to be asked about, for explaining decisions.

use crate::plan::{Cond, Expr, ExprKind, Grant, Moment, StageId};
use crate::values::{Instant, Truth, Value};

use super::known::Folded;
use super::state::State;
use super::view::View;
use super::window::Since;
use super::{Evaluator, Record};

/// A customer as the conditions of a step find them, to be asked about one part of a rule after
/// the other: for explaining decisions. What cannot be calculated counts as unknown here,
/// because deciding has reported it.
#[derive(Clone, Debug)]
pub struct Situation<'s> {
    at: &'s Evaluator,
    record: &'s Record<'s>,
    state: State<'s>,
}

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen<'v> {
    /// It is not known.
    Unknown,
    /// It is this.
    Value(Value<'v>),
    /// Not all of the events can be judged: this many surely count, and this many possibly.
    Between(usize, usize),
}

/// When something was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Past {
    /// At this moment.
    At(Instant),
    /// It never happened.
    Never,
    /// It is not known when.
    Unknown,
}

impl<'s> Situation<'s> {
    /// A customer as the record has them, before any step.
    pub fn new(at: &'s Evaluator, record: &'s Record<'s>) -> Situation<'s> {
        Situation { at, record, state: State::of(record, &at.context) }
    }

    /// The evaluator that decides for them.
    pub fn evaluator(&self) -> &'s Evaluator {
        self.at
    }

    /// The id of the customer.
    pub fn id(&self) -> &str {
        &self.record.id.text
    }

    /// The stage whose rules are read: a new customer has entered the start stage.
    pub fn stage(&self) -> StageId {
        self.state.stage(&self.at.context.plan)
    }

    /// Whether they are about to enter their first stage.
    pub fn is_new(&self) -> bool {
        self.state.stage.is_none()
    }

    /// When the stage was entered, where that is known.
    pub fn stage_since(&self) -> Option<Instant> {
        self.state.stage_since
    }

    /// What was given so far, in the order of the record.
    pub fn given(&self) -> &[Grant] {
        &self.state.given
    }

    /// Whether an attribute of some event is not known, by the slots of the needs.
    pub fn misses(&self, list: usize, attribute: usize) -> bool {
        let events = self.record.lists[list].as_ref();
        let column = events.and_then(|events| events.attributes.get(attribute));
        column.is_some_and(|column| column.iter().any(Option::is_none))
    }

    /// Whether a condition holds; one that cannot be worked out is unknown.
    pub fn truth(&self, condition: &Cond) -> Truth {
        let view = View::new(&self.at.context, self.record, &self.state);
        view.truth(condition, None).unwrap_or(Truth::Unknown)
    }

    /// What an expression comes to, as a message for a person says it.
    pub fn seen<'v>(&'v self, expr: &'v Expr) -> Seen<'v> {
        let view = View::new(&self.at.context, self.record, &self.state);
        if let ExprKind::Fold(slot) = &expr.kind
            && let Ok(Folded::Count { sure, possible }) = view.fold(*slot)
            && sure != possible
        {
            return Seen::Between(sure, possible);
        }
        match view.value(expr, None) {
            Ok(Some(value)) => Seen::Value(value),
            Ok(None) | Err(_) => Seen::Unknown,
        }
    }

    /// When a moment was that time is counted from.
    pub fn past(&self, moment: &Moment) -> Past {
        let view = View::new(&self.at.context, self.record, &self.state);
        match view.since(moment, None) {
            Ok(Since::Known(instant)) => Past::At(instant),
            Ok(Since::Never) => Past::Never,
            Ok(Since::Unknown) | Err(_) => Past::Unknown,
        }
    }
}
