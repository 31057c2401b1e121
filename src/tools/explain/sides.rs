//! The sides of a comparison, with what each comes to.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::eval::Seen;
use crate::plan::{Atom, Cond, CondKind, Expr, ExprKind, Fold, FoldKind, Scope, Written};
use crate::values::{Truth, Value};

use super::asked::Asked;
use super::{Explainer, bounds};

/// A name longer than this is better not repeated.
const LONG: usize = 40;

/// The sides of a comparison, with what each comes to, in words that can be next to it.
#[derive(Clone, Copy)]
pub(super) struct Sides<'w, 'e> {
    pub explainer: &'w Explainer<'e>,
    pub asked: Asked<'w>,
}

impl Sides<'_, '_> {
    /// What each side comes to, but for those that say it themselves.
    pub(super) fn of(self, sides: &[&Expr]) -> String {
        let constant = |side: &&&Expr| matches!(as_written(side).kind, ExprKind::Constant(_));
        let sides = sides.iter().filter(|side| !constant(side));
        sides.map(|side| self.side(side)).collect::<Vec<String>>().join(" and ")
    }

    fn side(self, side: &Expr) -> String {
        let writer = self.explainer.writer();
        let name = self.called(side);
        let ty = self.explainer.plan.part(side.id).ty;
        match (self.asked.seen(side), &side.kind) {
            (Seen::Value(Value::Set(tags)), ExprKind::Tags) if tags.is_empty() => {
                "there are no tags".to_owned()
            }
            (Seen::Value(tags), ExprKind::Tags) => format!("tagged {}", writer.value(&tags, ty)),
            (Seen::Value(Value::Set(texts)), _) if texts.is_empty() => format!("{name} is empty"),
            (Seen::Value(value), _) => {
                format!("{name} is {}{}", writer.value(&value, ty), self.note(side, &value))
            }
            (Seen::Between(sure, possible), _) => {
                format!("{name} is between {sure} and {possible}")
            }
            (Seen::Unknown, _) => match self.cause(side, &mut BTreeSet::new()) {
                Some(cause) => format!("{name} is unknown: {cause}"),
                None => format!("{name} is unknown"),
            },
        }
    }

    /// What is special about a value: that it is the default of a field, or a bound of a score.
    fn note(self, side: &Expr, value: &Value<'_>) -> &'static str {
        let side = as_written(side);
        if let ExprKind::Field(slot) = side.kind
            && self.asked.customer.is_default(slot)
        {
            return " (its default)";
        }
        let points =
            bounds::points(self.explainer.plan, side).map(|points| self.asked.seen(points));
        match (points, value) {
            (Some(Seen::Value(Value::Number(points))), Value::Number(value)) => {
                match points.cmp(value) {
                    Ordering::Greater => " (its most)",
                    Ordering::Less => " (its least)",
                    Ordering::Equal => "",
                }
            }
            (_, _) => "",
        }
    }

    /// Why something is unknown that is made of other things, where that is plain to see. The `let`s in
    /// `opened` do not say.
    fn cause(self, expr: &Expr, opened: &mut BTreeSet<usize>) -> Option<String> {
        let plan = self.explainer.plan;
        match &expr.kind {
            ExprKind::Let(slot) if plan.lets[*slot].is_score => None,
            ExprKind::Let(slot) if opened.insert(*slot) => {
                self.missing(&plan.lets[*slot].value, opened)
            }
            ExprKind::Let(_) => None,
            ExprKind::Truth(cond) => self.cause_of_condition(cond, opened),
            ExprKind::Arithmetic(left, _, right) | ExprKind::DaysBetween(left, right) => {
                self.missing(left, opened).or_else(|| self.missing(right, opened))
            }
            ExprKind::Extreme(_, values) => {
                values.iter().find_map(|value| self.missing(value, opened))
            }
            ExprKind::PartOf(_, inner)
            | ExprKind::EdgeOf(_, _, inner)
            | ExprKind::Rounded(inner, _)
            | ExprKind::Folded(inner) => self.missing(inner, opened),
            ExprKind::Fold(slot) => {
                let fold = &plan.folds[*slot];
                self.missing_attribute(fold).or_else(|| self.uncertain_parent(*slot, fold))
            }
            ExprKind::Constant(_)
            | ExprKind::Field(_)
            | ExprKind::Attribute(_)
            | ExprKind::OfGrant(_)
            | ExprKind::EventTime
            | ExprKind::Arm(_)
            | ExprKind::Standing(_)
            | ExprKind::Stage
            | ExprKind::StageSince
            | ExprKind::Tags
            | ExprKind::Today
            | ExprKind::Now
            | ExprKind::Full(..)
            | ExprKind::NumberIf(..)
            | ExprKind::Balance(..)
            | ExprKind::DayOf(_)
            | ExprKind::Negative(_)
            | ExprKind::Shift(..) => None,
        }
    }

    /// The same of the name of a condition, which stands for a value or for another name.
    fn cause_of_condition(self, cond: &Cond, opened: &mut BTreeSet<usize>) -> Option<String> {
        let CondKind::Let(slot) = &cond.kind else { return None };
        let value = &self.explainer.plan.conditions[*slot].value;
        match &value.kind {
            CondKind::Let(_) => self.cause_of_condition(value, opened),
            CondKind::Atom(Atom::IsYes(value)) => self.missing(value, opened),
            CondKind::Atom(_) | CondKind::All(_) | CondKind::Any(_) | CondKind::Not(_) => None,
        }
    }

    /// What is missing for a value that something else is made of.
    fn missing(self, expr: &Expr, opened: &mut BTreeSet<usize>) -> Option<String> {
        self.cause(expr, opened).or_else(|| {
            let is_field = matches!(expr.kind, ExprKind::Field(_)) && !self.is_sugar(expr);
            let unknown = is_field && self.asked.seen(expr) == Seen::Unknown;
            unknown.then(|| format!("{} is missing", self.called(expr)))
        })
    }

    fn missing_attribute(self, fold: &Fold) -> Option<String> {
        let of = match &fold.kind {
            FoldKind::Count | FoldKind::CountDifferent { .. } => return None,
            FoldKind::Sum(of)
            | FoldKind::Average(of)
            | FoldKind::Min(of)
            | FoldKind::Max(of)
            | FoldKind::First(of)
            | FoldKind::Last(of) => of,
        };
        let (Scope::List(list), ExprKind::Attribute(attribute)) = (&fold.source.scope, &of.kind)
        else {
            return None;
        };
        let need = &self.explainer.plan.needs.lists[*list];
        let name = &need.attributes[*attribute].name;
        let misses = self.asked.customer.misses(*list, *attribute);
        misses.then(|| format!("not all `{}` have `{name}`", need.name))
    }

    /// The list that events belong to, where only that keeps us from knowing whether they count.
    fn uncertain_parent(self, slot: usize, fold: &Fold) -> Option<String> {
        let Scope::List(list) = &fold.source.scope else { return None };
        let needs = &self.explainer.plan.needs;
        let parent = &needs.lists[needs.lists[*list].parent()?].name;
        let own = fold.source.condition.is_some() || fold.source.window.is_some();
        let members = self.asked.customer.members(slot, self.asked.event).ok()??;
        let uncertain = members.iter().any(|(_, belongs)| *belongs == Truth::Unknown);
        (uncertain && !own).then(|| format!("we can't tell whether all of their `{parent}` count"))
    }

    /// A value as the file writes it.
    pub(super) fn called(self, expr: &Expr) -> String {
        let (plan, expr) = (self.explainer.plan, as_written(expr));
        match &expr.kind {
            ExprKind::Stage => "the stage".to_owned(),
            ExprKind::Tags => "the tags".to_owned(),
            ExprKind::Today => "today".to_owned(),
            ExprKind::Now => "now".to_owned(),
            ExprKind::Field(slot) if !self.is_sugar(expr) => {
                format!("`{}`", plan.needs.fields[*slot].name)
            }
            ExprKind::Let(slot) => format!("`{}`", plan.lets[*slot].name),
            ExprKind::Arm(index) => format!("`{}`", plan.experiments[*index].name),
            ExprKind::Truth(cond) => match &cond.kind {
                CondKind::Let(slot) => format!("`{}`", plan.conditions[*slot].name),
                CondKind::All(_) | CondKind::Any(_) | CondKind::Not(_) | CondKind::Atom(_) => {
                    self.quoted(expr)
                }
            },
            ExprKind::Field(_)
            | ExprKind::Constant(_)
            | ExprKind::Attribute(_)
            | ExprKind::OfGrant(_)
            | ExprKind::EventTime
            | ExprKind::Fold(_)
            | ExprKind::Standing(_)
            | ExprKind::StageSince
            | ExprKind::DayOf(_)
            | ExprKind::Folded(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Negative(_)
            | ExprKind::Shift(..)
            | ExprKind::PartOf(..)
            | ExprKind::EdgeOf(..)
            | ExprKind::DaysBetween(..)
            | ExprKind::Rounded(..)
            | ExprKind::Extreme(..)
            | ExprKind::Full(..)
            | ExprKind::NumberIf(..)
            | ExprKind::Balance(..) => self.quoted(expr),
        }
    }

    fn quoted(self, expr: &Expr) -> String {
        let span = self.explainer.plan.part(expr.id).span;
        let text = self.explainer.sources.text(span).trim();
        if text.is_empty() || text.len() > LONG || text.contains('\n') {
            "it".to_owned()
        } else {
            format!("`{text}`")
        }
    }

    fn is_sugar(self, expr: &Expr) -> bool {
        self.explainer.plan.part(expr.id).written.is_sugar()
    }
}

/// What is compared, where the plan has several comparisons for what is written as one: of
/// `between`, the value and both ends; of dates in a list, the value.
pub(super) fn compared_in_sugar(parts: &[Cond], written: Written) -> Vec<&Expr> {
    let mut each = parts.iter().filter_map(both_sides);
    match written {
        Written::Between => {
            let value = each.clone().take(1).map(|(value, _)| value);
            value.chain(each.map(|(_, end)| end)).collect()
        }
        Written::In => each.next().into_iter().map(|(value, _)| value).collect(),
        Written::Plainly
        | Written::Added
        | Written::Missing
        | Written::Quantity
        | Written::Count => Vec::new(),
    }
}

fn both_sides(comparison: &Cond) -> Option<(&Expr, &Expr)> {
    match &comparison.kind {
        CondKind::Atom(Atom::Compare(left, _, right)) => Some((left, right)),
        CondKind::Atom(_)
        | CondKind::All(_)
        | CondKind::Any(_)
        | CondKind::Not(_)
        | CondKind::Let(_) => None,
    }
}

/// A value without what the plan adds to compare it: a time counts as its day.
fn as_written(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::DayOf(inner) | ExprKind::Folded(inner) => inner,
        ExprKind::Constant(_)
        | ExprKind::Field(_)
        | ExprKind::Attribute(_)
        | ExprKind::OfGrant(_)
        | ExprKind::EventTime
        | ExprKind::Let(_)
        | ExprKind::Arm(_)
        | ExprKind::Fold(_)
        | ExprKind::Standing(_)
        | ExprKind::Stage
        | ExprKind::StageSince
        | ExprKind::Tags
        | ExprKind::Today
        | ExprKind::Arithmetic(..)
        | ExprKind::Negative(_)
        | ExprKind::Shift(..)
        | ExprKind::Now
        | ExprKind::PartOf(..)
        | ExprKind::EdgeOf(..)
        | ExprKind::DaysBetween(..)
        | ExprKind::Rounded(..)
        | ExprKind::Extreme(..)
        | ExprKind::Full(..)
        | ExprKind::NumberIf(..)
        | ExprKind::Balance(..)
        | ExprKind::Truth(_) => expr,
    }
}
