//! Why two conditions are never true together, where a short sentence says it.

use crate::plan::{
    Atom, Cond, CondKind, Expr, ExprKind, FoldKind, FoldSource, PartId, Plan, Scope, WindowOp,
};
use crate::terms::{Comparison, Per};
use crate::tools::explain::Writer;
use crate::values::Value;

/// A number that a condition compares with one that is written out.
#[derive(Clone, Copy)]
struct Compared<'p> {
    number: &'p Expr,
    operator: Comparison,
    with: &'p Expr,
}

/// The sentence, without its period; `None` if there is no short one.
pub(super) fn reason(plan: &Plan, condition: &Cond, together: &[PartId]) -> Option<String> {
    let [one, other] = together else { return None };
    let (one, other) = (compared(condition, *one)?, compared(condition, *other)?);
    if one.number == other.number {
        let name = name(plan, one.number)?;
        let (first, second) = (words(plan, one)?, words(plan, other)?);
        return Some(format!("{name} cannot be both {first} and {second}"));
    }
    let (one, other) = (counted(plan, one)?, counted(plan, other)?);
    inside(plan, one, other).or_else(|| inside(plan, other, one))
}

/// Events within one window are within another one too, where there are fewer.
fn inside(
    plan: &Plan,
    (inner, at_least): (&FoldSource, Compared<'_>),
    (outer, fewer): (&FoldSource, Compared<'_>),
) -> Option<String> {
    let up = matches!(at_least.operator, Comparison::AtLeast | Comparison::Greater);
    let down = matches!(fewer.operator, Comparison::AtMost | Comparison::Less);
    let (Some(WindowOp::Within(short)), Some(WindowOp::Within(long))) =
        (&inner.window, &outer.window)
    else {
        return None;
    };
    let (short, long) = (plan.windows[*short], plan.windows[*long]);
    let same = (&inner.scope, inner.within, &inner.condition)
        == (&outer.scope, outer.within, &outer.condition);
    let within = Per::Rolling(short).is_within(Per::Rolling(long));
    let events = events(plan, inner)?;
    (up && down && same && within)
        .then(|| format!("{events} within {short} are also within {long}"))
}

/// The part of a condition, if it compares a number with one that is written out.
fn compared<'p>(condition: &'p Cond, part: PartId) -> Option<Compared<'p>> {
    let atom = match &condition.kind {
        CondKind::All(parts) => {
            return parts.iter().find_map(|inner| compared(inner, part));
        }
        CondKind::Atom(atom) if condition.id == part => atom,
        CondKind::Atom(_) | CondKind::Any(_) | CondKind::Not(_) | CondKind::Let(_) => return None,
    };
    let Atom::Compare(left, operator, right) = atom else { return None };
    let is_number = |side: &Expr| matches!(side.kind, ExprKind::Constant(Value::Number(_)));
    match (is_number(left), is_number(right)) {
        (false, true) => Some(Compared { number: left, operator: *operator, with: right }),
        (true, false) => {
            Some(Compared { number: right, operator: operator.mirrored(), with: left })
        }
        (true, true) | (false, false) => None,
    }
}

fn counted<'p>(plan: &'p Plan, compared: Compared<'p>) -> Option<(&'p FoldSource, Compared<'p>)> {
    let ExprKind::Fold(slot) = &compared.number.kind else { return None };
    let fold = &plan.folds[*slot];
    matches!(fold.kind, FoldKind::Count).then_some((&fold.source, compared))
}

/// What a number is called: a field, or how many events there are.
fn name(plan: &Plan, number: &Expr) -> Option<String> {
    if let ExprKind::Field(slot) = &number.kind {
        return Some(format!("`{}`", plan.needs.fields[*slot].name));
    }
    let ExprKind::Fold(slot) = &number.kind else { return None };
    let fold = &plan.folds[*slot];
    let is_count = matches!(fold.kind, FoldKind::Count);
    let events = events(plan, &fold.source).filter(|_| is_count)?;
    Some(format!("the number of these {events}"))
}

fn events(plan: &Plan, source: &FoldSource) -> Option<String> {
    match &source.scope {
        Scope::List(list) => Some(format!("`{}`", plan.needs.lists[*list].name)),
        Scope::Given(_) => None,
    }
}

/// `9 or more`
fn words(plan: &Plan, compared: Compared<'_>) -> Option<String> {
    let ExprKind::Constant(value) = &compared.with.kind else { return None };
    let number = Writer { plan }.value(value, plan.part(compared.with.id).ty);
    match compared.operator {
        Comparison::AtLeast => Some(format!("{number} or more")),
        Comparison::Greater => Some(format!("more than {number}")),
        Comparison::AtMost => Some(format!("{number} or less")),
        Comparison::Less => Some(format!("less than {number}")),
        Comparison::Is => Some(number),
        Comparison::IsNot => None,
    }
}
