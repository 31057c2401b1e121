use crate::check::model::{self, Events, ExprKind, Since};
use crate::eval::{Past, Seen, Situation};
use crate::plan::{self, FoldKind, Moment, Scope};
use crate::values::{Truth, Value};

use super::{Explainer, Part};

/// A name longer than this is better not repeated beside itself.
const LONG: usize = 40;

/// What is found where a condition looks, in words that can stand beside it.
pub(super) struct Words<'w, 'e> {
    pub explainer: &'w Explainer<'e>,
    pub customer: &'w Situation<'w>,
}

/// One side of a comparison, as it is meant and as it is carried out.
type Side<'e> = (&'e model::Expr, &'e plan::Expr);

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

    /// What each side comes to, but for those that say it themselves.
    fn sides(&self, sides: &[(&model::Expr, &plan::Expr)]) -> String {
        let said: Vec<String> = sides
            .iter()
            .filter(|(model, _)| !matches!(model.kind, ExprKind::Constant(_)))
            .map(|(model, plan)| self.side(model, plan))
            .collect();
        said.join(" and ")
    }

    fn side(&self, model: &model::Expr, plan: &plan::Expr) -> String {
        let writer = self.explainer.writer();
        let name = self.called(model);
        match (self.customer.seen(plan), &model.kind) {
            (Seen::Value(Value::Set(tags)), ExprKind::Tags) if tags.is_empty() => {
                "there are no tags".to_owned()
            }
            (Seen::Value(tags), ExprKind::Tags) => {
                format!("tagged {}", writer.value(&tags, model.ty))
            }
            (Seen::Value(Value::Set(texts)), _) if texts.is_empty() => format!("{name} is empty"),
            (Seen::Value(value), _) => format!("{name} is {}", writer.value(&value, model.ty)),
            (Seen::Between(sure, possible), _) => format!("{name} is from {sure} to {possible}"),
            (Seen::Unknown, _) => match self.cause(model, plan) {
                Some(cause) => format!("{name} is not known: {cause}"),
                None => format!("{name} is not known"),
            },
        }
    }

    /// Why something is unknown that is made of other things, where that is plain to see.
    fn cause(&self, model: &model::Expr, plan: &plan::Expr) -> Option<String> {
        let explainer = self.explainer;
        match (&model.kind, plan) {
            (ExprKind::Let(index), plan::Expr::Let(slot)) => {
                let model = &explainer.model.lets[*index].value;
                let plan = &explainer.plan.lets[*slot];
                self.cause(model, plan).or_else(|| self.missing_field(model, plan))
            }
            (ExprKind::Arithmetic(left, _, right), plan::Expr::Arithmetic(a, _, b)) => {
                let causes = [(left, a), (right, b)].into_iter().find_map(|(model, plan)| {
                    self.cause(model, plan).or_else(|| self.missing_field(model, plan))
                });
                causes
            }
            (ExprKind::Aggregate { .. }, plan::Expr::Fold(slot)) => {
                let fold = &explainer.plan.folds[*slot];
                let (Scope::List(list), FoldKind::Of(_, of)) = (&fold.source.scope, &fold.kind)
                else {
                    return None;
                };
                let plan::Expr::Attribute(attribute) = **of else { return None };
                let need = &explainer.plan.needs.lists[*list];
                let attribute_name = &need.attributes[attribute].name;
                self.customer
                    .misses(*list, attribute)
                    .then(|| format!("not all `{}` have `{attribute_name}`", need.name))
            }
            _ => None,
        }
    }

    fn missing_field(&self, model: &model::Expr, plan: &plan::Expr) -> Option<String> {
        let unknown = self.customer.seen(plan) == Seen::Unknown;
        let is_field = matches!(model.kind, ExprKind::Field(_));
        (unknown && is_field).then(|| format!("{} is missing", self.called(model)))
    }

    /// An expression as the file writes it.
    fn called(&self, expr: &model::Expr) -> String {
        match &expr.kind {
            ExprKind::Stage => return "the stage".to_owned(),
            ExprKind::Tags => return "the tags".to_owned(),
            ExprKind::Today => return "today".to_owned(),
            ExprKind::Field(field) => {
                return format!("`{}`", self.explainer.model.fields[*field].name);
            }
            ExprKind::Let(index) => {
                return format!("`{}`", self.explainer.model.lets[*index].name);
            }
            ExprKind::Score(index) => {
                return format!("`{}`", self.explainer.model.scores[*index].name);
            }
            ExprKind::Or(_)
            | ExprKind::And(_)
            | ExprKind::Not(_)
            | ExprKind::Compare(..)
            | ExprKind::Between(..)
            | ExprKind::In(..)
            | ExprKind::Known(..)
            | ExprKind::EventsKnown(..)
            | ExprKind::TextTest(..)
            | ExprKind::SetContains(..)
            | ExprKind::Anniversary(_)
            | ExprKind::Quantity { .. }
            | ExprKind::Elapsed { .. }
            | ExprKind::Without { .. }
            | ExprKind::Aggregate { .. }
            | ExprKind::Arithmetic(..)
            | ExprKind::Shift(..)
            | ExprKind::Negative(_)
            | ExprKind::Constant(_)
            | ExprKind::Duration(_)
            | ExprKind::Standing(..)
            | ExprKind::Attribute(_)
            | ExprKind::StageSince
            | ExprKind::Broken => {}
        }
        let text = self.explainer.sources.text(expr.span).trim();
        if text.is_empty() || text.len() > LONG || text.contains('\n') {
            "it".to_owned()
        } else {
            format!("`{text}`")
        }
    }
}

const NOT_SINCE: &str = "when the stage was entered is not known";

/// The sides of a comparison of any kind. What the plan makes of a form may be told apart only by
/// its own shape, so what is not as expected has no sides.
fn compared(part: Part<'_>) -> Option<Vec<Side<'_>>> {
    use plan::Expr as Plan;
    Some(match (&part.model.kind, part.plan) {
        (ExprKind::Compare(left, _, right), Plan::Compare(a, _, b)) => {
            vec![(left, a), (right, b)]
        }
        (ExprKind::Between(value, low, high), Plan::All(both)) => match &both[..] {
            [Plan::Compare(a, _, b), Plan::Compare(_, _, c)] => {
                vec![(value, a), (low, b), (high, c)]
            }
            _ => return None,
        },
        (ExprKind::In(value, list), Plan::OneOf(a, entries)) => {
            [(&**value, &**a)].into_iter().chain(list.iter().zip(entries)).collect()
        }
        (ExprKind::In(value, _), Plan::Any(each)) => match each.first()? {
            Plan::Compare(a, ..) => vec![(value, a)],
            _ => return None,
        },
        (ExprKind::Known(value, _), Plan::Known(a)) => vec![(value, a)],
        (ExprKind::Known(value, _), Plan::Not(not)) => match &**not {
            Plan::Known(a) => vec![(value, a)],
            _ => return None,
        },
        (ExprKind::TextTest(whole, _, text), Plan::TextTest(a, _, b))
        | (ExprKind::SetContains(whole, text), Plan::Contains(a, b)) => {
            vec![(whole, a), (text, b)]
        }
        (ExprKind::Anniversary(day), Plan::Anniversary(a)) => vec![(day, a)],
        _ => return None,
    })
}
