//! The events that were counted.

use crate::eval::{Event, Past, Seen};
use crate::plan::{Atom, Cond, CondKind, Expr, ExprKind, Fold, Moment, Node, Scope, WindowOp};
use crate::values::time::after;
use crate::values::{Instant, Truth};

use super::clause::Clauses;
use super::leaf;

/// The events that were counted, the first by time first.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// What they are called: `purchases`.
    pub of: String,
    /// From when on they count, if there is a window.
    pub since: Option<Instant>,
    /// When those happened that surely count.
    pub sure: Vec<Option<Instant>>,
    /// Those of which it is not known.
    pub doubtful: Vec<Doubtful>,
}

/// An event of which it is not known whether it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubtful {
    /// When it happened, if that is known.
    pub at: Option<Instant>,
    /// What it lacks: names of attributes, or `at`.
    pub lacks: Vec<String>,
}

/// The events that a condition is about, if it is about those of one list.
pub(super) fn of(clauses: Clauses<'_>, cond: &Cond) -> Option<Counted> {
    let slot = leaf::nodes(cond).into_iter().find_map(fold_of)?;
    let plan = clauses.question.plan();
    let fold = &plan.folds[slot];
    if fold.source.within.is_some() {
        return None;
    }
    let members = clauses.customer.members(slot, None).ok()??;
    let (mut sure, mut doubtful) = (Vec::new(), Vec::new());
    for (event, belongs) in members {
        match belongs {
            Truth::True => sure.push(event.at),
            Truth::Unknown => {
                doubtful.push(Doubtful { at: event.at, lacks: lacks(clauses, fold, event) });
            }
            Truth::False => {}
        }
    }
    sure.sort_unstable();
    doubtful.sort_by_key(|event| event.at);
    let of = match &fold.source.scope {
        Scope::List(list) => plan.needs.lists[*list].name.clone(),
        Scope::Given(gifts) => {
            let names = gifts.iter().map(|gift| plan.gifts[*gift].name.as_str());
            names.collect::<Vec<_>>().join(", ")
        }
    };
    Some(Counted { of, since: since(clauses, fold), sure, doubtful })
}

/// The fold that a part asks.
fn fold_of(node: Node<'_>) -> Option<usize> {
    if let Node::Value(Expr { kind: ExprKind::Fold(slot), .. }) = node {
        return Some(*slot);
    }
    if let Node::Condition(Cond { kind: CondKind::Atom(atom), .. }) = node
        && let Atom::Without { fold, .. } | Atom::Elapsed { since: Moment::Last(fold), .. } = atom
    {
        return Some(*fold);
    }
    None
}

/// From when on events count.
fn since(clauses: Clauses<'_>, fold: &Fold) -> Option<Instant> {
    let (plan, clock) = (clauses.question.plan(), clauses.customer.evaluator().clock());
    match fold.source.window.as_ref()? {
        // What is exactly that long ago counts no longer.
        WindowOp::Within(slot) => Some(after(clock.back(plan.windows[*slot]))),
        WindowOp::This(period) => Some(clock.start_of(*period)),
        WindowOp::Last(period) => Some(*clock.last(*period).start()),
        WindowOp::Back(count, period) => Some(clock.start_back(*count, *period)),
        WindowOp::Since(moment) => match clauses.customer.past(moment, None)? {
            Past::At(at) => Some(at),
            Past::Never | Past::Unknown => None,
        },
        WindowOp::Between(..) => None,
    }
}

/// What an event would have to say for it to be known whether it counts.
fn lacks(clauses: Clauses<'_>, fold: &Fold, event: Event) -> Vec<String> {
    let mut lacks = Vec::new();
    if event.at.is_none() && fold.source.window.is_some() {
        lacks.push("at".to_owned());
    }
    let Scope::List(list) = &fold.source.scope else { return lacks };
    let need = &clauses.question.plan().needs.lists[*list];
    for node in fold.source.condition.iter().flat_map(leaf::nodes) {
        let Node::Value(Expr { id, kind: ExprKind::Attribute(slot) }) = node else { continue };
        let name = &need.attributes[*slot].name;
        let unknown = clauses.customer.seen(*id, Some(event)) == Some(Seen::Unknown);
        if unknown && !lacks.contains(name) {
            lacks.push(name.clone());
        }
    }
    lacks
}
