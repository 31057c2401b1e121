//! The sides of a comparison, with what each comes to.

use crate::check::model::{self, ExprKind};
use crate::eval::Seen;
use crate::plan::{self, FoldKind, Scope};
use crate::values::Value;

use super::Part;
use super::words::Words;

/// A name longer than this is better not repeated beside itself.
const LONG: usize = 40;

/// One side of a comparison, as it is meant and as it is carried out.
type Side<'e> = (&'e model::Expr, &'e plan::Expr);

impl Words<'_, '_> {
    /// What each side comes to, but for those that say it themselves.
    pub(super) fn sides(&self, sides: &[(&model::Expr, &plan::Expr)]) -> String {
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
                [(left, a), (right, b)].into_iter().find_map(|(model, plan)| {
                    self.cause(model, plan).or_else(|| self.missing_field(model, plan))
                })
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
    pub(super) fn called(&self, expr: &model::Expr) -> String {
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

/// The sides of a comparison of any kind. What the plan makes of a form may be told apart only by
/// its own shape, so what is not as expected has no sides.
pub(super) fn compared(part: Part<'_>) -> Option<Vec<Side<'_>>> {
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
