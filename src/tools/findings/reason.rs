//! Why two conditions are never true together, where a short sentence says it.

use std::cmp::Ordering;

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

/// Why everybody who meets one condition meets another one too, likewise: one of its parts asks for
/// more.
pub(super) fn covered(plan: &Plan, later: &Cond, earlier: &Cond) -> Option<String> {
    let less = compared(earlier, earlier.id)?;
    let parts = match &later.kind {
        CondKind::All(parts) => parts.as_slice(),
        CondKind::Any(_) | CondKind::Not(_) | CondKind::Let(_) | CondKind::Atom(_) => {
            std::slice::from_ref(later)
        }
    };
    let mut parts = parts.iter().filter_map(|part| compared(part, part.id));
    let more = parts.find(|part| implies(plan, *part, less))?;
    let (whoever, asks) = (words(plan, more)?, words(plan, less)?);
    let (everyone, asks) = if let ExprKind::Field(slot) = &more.number.kind {
        let name = &plan.needs.fields[*slot].name;
        (format!("everyone whose `{name}` is {whoever}"), asks)
    } else {
        let everyone = format!("everyone with {whoever} {}", counted_events(plan, more)?);
        let same = more.number == less.number;
        let events = if same { String::new() } else { format!(" {}", counted_events(plan, less)?) };
        (everyone, asks + &events)
    };
    Some(format!("{everyone} also meets the rule before it, which asks for {asks}"))
}

/// `` `purchases` within 30 days``
fn counted_events(plan: &Plan, compared: Compared<'_>) -> Option<String> {
    let (source, _) = counted(plan, compared)?;
    let events = events(plan, source)?;
    let these = if source.condition.is_some() { "of these " } else { "" };
    match &source.window {
        None => Some(format!("{these}{events}")),
        Some(WindowOp::Within(length)) => {
            Some(format!("{these}{events} within {}", plan.windows[*length]))
        }
        Some(
            WindowOp::Since(_)
            | WindowOp::Between(..)
            | WindowOp::This(_)
            | WindowOp::Last(_)
            | WindowOp::Back(..),
        ) => None,
    }
}

/// Whether whoever meets one comparison meets another one.
fn implies(plan: &Plan, one: Compared<'_>, other: Compared<'_>) -> bool {
    let number = |side: Compared<'_>| {
        let ExprKind::Constant(Value::Number(number)) = &side.with.kind else { return None };
        Some(*number)
    };
    let (Some(more), Some(less)) = (number(one), number(other)) else { return false };
    let both =
        |ways: [Comparison; 2]| ways.contains(&one.operator) && ways.contains(&other.operator);
    let up = both([Comparison::AtLeast, Comparison::Greater]);
    let further = if up { more > less } else { more < less };
    // Of the same number, `at least` does not go as far as `more than`.
    let as_far = further
        || (more == less
            && (one.operator == other.operator || other.operator.holds(Ordering::Equal)));
    let same = match (counted(plan, one), counted(plan, other)) {
        (Some((one, _)), Some((other, _))) if up => is_inside(plan, one, other),
        (Some((one, _)), Some((other, _))) => is_inside(plan, other, one),
        (_, _) => one.number == other.number,
    };
    (up || both([Comparison::AtMost, Comparison::Less])) && as_far && same
}

/// Whether all events that the one takes are taken by the other.
fn is_inside(plan: &Plan, inner: &FoldSource, outer: &FoldSource) -> bool {
    let same = (&inner.scope, inner.within, &inner.condition)
        == (&outer.scope, outer.within, &outer.condition);
    same && match (&inner.window, &outer.window) {
        (_, None) => true,
        (inner, outer) if inner == outer => true,
        (Some(inner), Some(outer)) => within(plan, inner, outer),
        (None, Some(_)) => false,
    }
}

/// Whether one window is always inside another one.
fn within(plan: &Plan, inner: &WindowOp, outer: &WindowOp) -> bool {
    let (WindowOp::Within(short), WindowOp::Within(long)) = (inner, outer) else { return false };
    Per::Rolling(plan.windows[*short]).is_within(Per::Rolling(plan.windows[*long]))
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
    let events = events(plan, inner)?;
    (up && down && is_inside(plan, inner, outer))
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
