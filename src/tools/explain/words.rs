//! What is found where a condition looks, in words.

use crate::eval::{Past, Seen};
use crate::plan::{Atom, Cond, CondKind, Expr, ExprKind, Fold, Moment, WindowOp, Written};
use crate::values::{Truth, Value};

use super::Explainer;
use super::asked::Asked;
use super::sides::{Sides, compared_in_sugar};

/// What is found where a condition looks, in words that can be next to it.
pub(super) struct Words<'w, 'e> {
    pub explainer: &'w Explainer<'e>,
    pub asked: Asked<'w>,
}

impl Words<'_, '_> {
    pub(super) fn of(&self, cond: &Cond) -> String {
        self.particular(cond).unwrap_or_else(|| {
            match self.asked.truth(cond) {
                Truth::True => "this is true",
                Truth::False => "this is false",
                Truth::Unknown => "this is unknown",
            }
            .to_owned()
        })
    }

    fn sides(&self) -> Sides<'_, '_> {
        Sides { explainer: self.explainer, asked: self.asked }
    }

    /// The values that a condition looks at, where there is something to show.
    fn particular(&self, cond: &Cond) -> Option<String> {
        let written = self.explainer.plan.part(cond.id).written;
        let words = match &cond.kind {
            CondKind::Atom(atom) => self.asked(atom, written),
            // Only sugar is looked at as a whole: `is missing`, `between`, and dates in a list.
            CondKind::Not(inner) => return self.particular(inner),
            CondKind::All(parts) | CondKind::Any(parts) => {
                self.sides().of(&compared_in_sugar(parts, written))
            }
            CondKind::Let(_) => return None,
        };
        Some(words).filter(|words| !words.is_empty())
    }

    fn asked(&self, atom: &Atom, written: Written) -> String {
        match atom {
            Atom::Compare(number, ..) if written == Written::Quantity => self.number_of(number),
            Atom::Compare(left, _, right)
            | Atom::TextTest(left, _, right)
            | Atom::Contains(left, right) => self.sides().of(&[left, right]),
            Atom::OneOf(value, list) => {
                let sides: Vec<&Expr> = [&**value].into_iter().chain(list).collect();
                self.sides().of(&sides)
            }
            Atom::Known(value) | Atom::Anniversary { of: value, .. } | Atom::InWindow(value, _) => {
                self.sides().of(&[value])
            }
            Atom::IsYes(value) if matches!(value.kind, ExprKind::Field(_)) => {
                self.sides().of(&[value])
            }
            Atom::Elapsed { since, .. } => self.since(since),
            Atom::Without { fold, .. } => self.without(*fold),
            Atom::IsYes(_) | Atom::ListKnown(_) => String::new(),
        }
    }

    /// `there are 2`.
    fn number_of(&self, number: &Expr) -> String {
        match self.asked.seen(number) {
            Seen::Value(Value::Number(number)) => match number.to_string().as_str() {
                "0" => "there are none".to_owned(),
                "1" => "there is 1".to_owned(),
                many => format!("there are {many}"),
            },
            Seen::Between(sure, possible) => format!(
                "there are between {sure} and {possible}: some events lack a value, so we can't \
                 tell"
            ),
            Seen::Value(_) | Seen::Unknown => {
                if let ExprKind::Fold(slot) = number.kind {
                    self.unknown_count(&self.explainer.plan.folds[slot])
                } else {
                    format!("{} is unknown", self.sides().called(number))
                }
            }
        }
    }

    /// A count is unknown as a whole where its window has no beginning, or the list is not there.
    fn unknown_count(&self, fold: &Fold) -> String {
        match &fold.source.window {
            Some(WindowOp::Since(Moment::Entering)) if self.entered().is_none() => {
                NOT_SINCE.to_owned()
            }
            Some(WindowOp::Since(moment)) if self.asked.past(moment) == Past::Unknown => {
                "we don't know when to start counting".to_owned()
            }
            Some(_) | None => "we don't know how many there are".to_owned(),
        }
    }

    fn entered(&self) -> Option<String> {
        Some(self.explainer.writer().instant(self.asked.customer.stage_since()?))
    }

    fn since(&self, moment: &Moment) -> String {
        let writer = self.explainer.writer();
        let what = match moment {
            Moment::Entering => {
                return match self.entered() {
                    Some(day) => format!("in the stage since {day}"),
                    None => NOT_SINCE.to_owned(),
                };
            }
            Moment::Last(_) => "the last one".to_owned(),
            Moment::At(date) => self.sides().called(date),
        };
        match self.asked.past(moment) {
            Past::At(instant) => format!("{what} was on {}", writer.instant(instant)),
            Past::Never => "there has not been one yet".to_owned(),
            Past::Unknown => format!("we don't know when {what} was"),
        }
    }

    fn without(&self, fold: usize) -> String {
        match self.asked.past(&Moment::Last(fold)) {
            Past::At(instant) => {
                format!("the last one was on {}", self.explainer.writer().instant(instant))
            }
            Past::Never => match self.entered() {
                Some(day) => format!("there was none, and the stage was entered on {day}"),
                None => format!("there was none, and {NOT_SINCE}"),
            },
            Past::Unknown => match self.latest(fold) {
                Some(at) => format!("the last one was on {at}, or later"),
                None => "we don't know when the last one was".to_owned(),
            },
        }
    }

    /// When the latest of the events was that surely count and have a time.
    fn latest(&self, fold: usize) -> Option<String> {
        let members = self.asked.customer.members(fold, self.asked.event).ok()??;
        let sure = members.into_iter().filter(|(_, belongs)| *belongs == Truth::True);
        let at = sure.filter_map(|(event, _)| event.at).max()?;
        Some(self.explainer.writer().instant(at))
    }
}

const NOT_SINCE: &str = "we don't know when the stage was entered";
