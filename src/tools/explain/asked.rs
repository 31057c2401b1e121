//! What is asked while something is explained.

use crate::eval::{Event, Past, Seen, Situation};
use crate::plan::{Cond, Expr, Moment};
use crate::values::Truth;

/// A customer, or one of their events, while a condition is explained. A condition on an event may
/// name what is known of the customer, which is asked of the customer then.
#[derive(Clone, Copy)]
pub(super) struct Asked<'w> {
    pub customer: &'w Situation<'w>,
    pub event: Option<Event>,
}

impl<'w> Asked<'w> {
    pub(super) fn truth(self, cond: &Cond) -> Truth {
        self.ask(|event| self.customer.truth(cond.id, event)).unwrap_or(Truth::Unknown)
    }

    pub(super) fn seen(self, expr: &Expr) -> Seen<'w> {
        self.ask(|event| self.customer.seen(expr.id, event)).unwrap_or(Seen::Unknown)
    }

    pub(super) fn past(self, moment: &Moment) -> Past {
        self.ask(|event| self.customer.past(moment, event)).unwrap_or(Past::Unknown)
    }

    /// Asks the event, if there is one, else the customer. One of them answers, because nobody
    /// explains what is within another list.
    fn ask<T>(self, ask: impl Fn(Option<Event>) -> Option<T>) -> Option<T> {
        ask(self.event).or_else(|| ask(None))
    }
}
