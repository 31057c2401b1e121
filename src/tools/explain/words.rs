use crate::check::model::{Events, ExprKind, Since};
use crate::eval::{Past, Seen, Situation};
use crate::plan::{self, Moment};
use crate::values::{Truth, Value};

use super::sides::compared;
use super::{Explainer, Part};

/// What is found where a condition looks, in words that can stand beside it.
pub(super) struct Words<'w, 'e> {
    pub explainer: &'w Explainer<'e>,
    pub customer: &'w Situation<'w>,
}

impl Words<'_, '_> {
    pub fn of(&self, part: Part<'_>) -> String {
        self.particular(part).unwrap_or_else(|| {
            match self.customer.truth(part.plan) {
                Truth::True => "this is so",
                Truth::False => "this is not so",
                Truth::Unknown => "this is not known",
            }
            .to_owned()
        })
    }

    /// The values that a leaf looks at, where there is something to show.
    fn particular(&self, part: Part<'_>) -> Option<String> {
        use plan::Expr as Plan;
        match &part.model.kind {
            ExprKind::Quantity { events, .. } => match part.plan {
                Plan::Compare(number, ..) => Some(self.number_of(events, number)),
                _ => None,
            },
            ExprKind::Elapsed { since, .. } => match part.plan {
                Plan::Elapsed { since: moment, .. } => Some(self.since(since, moment)),
                _ => None,
            },
            ExprKind::Without { .. } => match part.plan {
                Plan::Without { fold, .. } => Some(self.without(*fold)),
                _ => None,
            },
            ExprKind::Field(_) => Some(self.sides(&[(part.model, part.plan)])),
            ExprKind::Compare(..)
            | ExprKind::Between(..)
            | ExprKind::In(..)
            | ExprKind::Known(..)
            | ExprKind::TextTest(..)
            | ExprKind::SetContains(..)
            | ExprKind::Anniversary(_) => {
                let sides = compared(part)?;
                Some(self.sides(&sides)).filter(|words| !words.is_empty())
            }
            ExprKind::Or(_)
            | ExprKind::And(_)
            | ExprKind::Not(_)
            | ExprKind::EventsKnown(..)
            | ExprKind::Aggregate { .. }
            | ExprKind::Arithmetic(..)
            | ExprKind::Shift(..)
            | ExprKind::Negative(_)
            | ExprKind::Constant(_)
            | ExprKind::Duration(_)
            | ExprKind::Let(_)
            | ExprKind::Score(_)
            | ExprKind::Standing(..)
            | ExprKind::Attribute(_)
            | ExprKind::Stage
            | ExprKind::StageSince
            | ExprKind::Tags
            | ExprKind::Today
            | ExprKind::Broken => None,
        }
    }

    /// `there are 2`.
    fn number_of(&self, events: &Events, number: &plan::Expr) -> String {
        match self.customer.seen(number) {
            Seen::Value(Value::Number(number)) => match number.to_string().as_str() {
                "0" => "there are none".to_owned(),
                "1" => "there is 1".to_owned(),
                many => format!("there are {many}"),
            },
            Seen::Between(sure, possible) => format!(
                "there are {sure} to {possible}: what is known of the events does not say how many"
            ),
            Seen::Value(_) | Seen::Unknown => {
                let model = self.explainer.model;
                match events {
                    Events::Count(field) => {
                        format!("`{}` is not known", model.fields[*field].name)
                    }
                    Events::List(_) | Events::Given(_) | Events::Broken => {
                        self.unknown_count(number)
                    }
                }
            }
        }
    }

    /// A count is unknown as a whole where its window has no beginning, or the list is not there.
    fn unknown_count(&self, number: &plan::Expr) -> String {
        let plan = self.explainer.plan;
        let window = match number {
            plan::Expr::Fold(slot) => plan.folds[*slot].source.window.as_ref(),
            _ => None,
        };
        match window {
            Some(plan::WindowOp::Since(Moment::Entering)) if self.entered().is_none() => {
                NOT_SINCE.to_owned()
            }
            Some(plan::WindowOp::Since(moment)) if self.customer.past(moment) == Past::Unknown => {
                "it is not known from when on to count".to_owned()
            }
            Some(_) | None => "how many there are is not known".to_owned(),
        }
    }

    fn entered(&self) -> Option<String> {
        Some(self.explainer.writer().instant(self.customer.stage_since()?))
    }

    fn since(&self, since: &Since, moment: &Moment) -> String {
        let writer = self.explainer.writer();
        let what = match since {
            Since::Entering => {
                return match self.entered() {
                    Some(day) => format!("in the stage since {day}"),
                    None => NOT_SINCE.to_owned(),
                };
            }
            Since::Last(_) => "the last one".to_owned(),
            Since::At(date) => self.called(date),
        };
        match self.customer.past(moment) {
            Past::At(instant) => format!("{what} was on {}", writer.instant(instant)),
            Past::Never => "there was none yet".to_owned(),
            Past::Unknown => format!("when {what} was is not known"),
        }
    }

    fn without(&self, fold: usize) -> String {
        match self.customer.past(&Moment::Last(fold)) {
            Past::At(instant) => {
                format!("the last one was on {}", self.explainer.writer().instant(instant))
            }
            Past::Never => match self.entered() {
                Some(day) => format!("there was none, and the stage was entered on {day}"),
                None => format!("there was none, and {NOT_SINCE}"),
            },
            Past::Unknown => "when the last one was is not known".to_owned(),
        }
    }
}

const NOT_SINCE: &str = "when the stage was entered is not known";
