//! Events that do not count, and why.

use std::cmp::Reverse;

use crate::eval::{Counts, Event};
use crate::plan::{Atom, Cond, CondKind, Expr, ExprKind, Fold, Node, Scope};
use crate::terms::Comparison;
use crate::values::{Instant, Truth};

use super::clause::Clauses;
use super::leaf;

/// So many of them are explained.
const MOST: usize = 10;

/// An event that does not count.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// Its key, or the gift that it is.
    pub key: Option<String>,
    /// When it happened, if that is known.
    pub at: Option<Instant>,
    /// What keeps it from counting, in words: `` `total` is $29.99 ``.
    pub because: String,
}

/// Some of the events that do not count, the last ones first, and how many more there are. The window
/// is from one instant to another, as far as it has such ends.
pub(super) fn of<'c>(
    clauses: Clauses<'c>,
    fold: &'c Fold,
    window: (Option<Instant>, Option<Instant>),
    mut all: Vec<Counts>,
) -> (Vec<LeftOut>, usize) {
    all.sort_by_key(|counts| Reverse(counts.event.at));
    let more = all.len().saturating_sub(MOST);
    let explained = all.into_iter().take(MOST).map(|counts| LeftOut {
        key: key(clauses, fold, counts.event),
        at: counts.event.at,
        because: because(clauses, fold, window, counts),
    });
    (explained.collect(), more)
}

fn because<'c>(
    clauses: Clauses<'c>,
    fold: &'c Fold,
    (from, to): (Option<Instant>, Option<Instant>),
    counts: Counts,
) -> String {
    let Counts { event, in_time, above, .. } = counts;
    let written = |at: Instant| clauses.question.writer().instant(at);
    if in_time == Truth::False {
        return match (event.at, from, to) {
            (Some(at), Some(from), _) if at < from => format!("before {}", written(from)),
            (Some(at), _, Some(to)) if at > to => format!("after {}", written(to)),
            (_, Some(from), _) => format!("not after {}", written(from)),
            (_, None, _) => "not in the time that is asked for".to_owned(),
        };
    }
    if above == Some(Truth::False) {
        return of_parent(clauses, fold, "it is not true that");
    }
    let filter = fold.source.condition.iter();
    let fails: Vec<String> = filter
        .flat_map(|filter| clauses.question.explainer().fails(filter, clauses.customer, event))
        .collect();
    fails.join(" and ")
}

/// Something about the event that an event belongs to.
pub(super) fn of_parent(clauses: Clauses<'_>, fold: &Fold, what: &str) -> String {
    let needs = &clauses.question.plan().needs;
    let parent = match &fold.source.scope {
        Scope::List(list) => needs.lists[*list].parent(),
        Scope::Given(_) => None,
    };
    let name = parent.map_or("events", |parent| needs.lists[parent].name.as_str());
    format!("{what} the event of `{name}` that it belongs to counts")
}

/// What an event is called: its key, or the gift that it is.
pub(super) fn key(clauses: Clauses<'_>, fold: &Fold, event: Event) -> Option<String> {
    match &fold.source.scope {
        Scope::List(list) => {
            let events = clauses.question.record.lists[*list].as_ref()?;
            Some(events.keys.get(event.index)?.as_ref()?.to_string())
        }
        Scope::Given(gifts) if gifts.len() > 1 => {
            let gift = clauses.customer.given().get(event.index)?.gift;
            Some(clauses.question.plan().gifts[gift].name.clone())
        }
        Scope::Given(_) => None,
    }
}

/// Whether more events would bring a part closer to what it should be. Where fewer are asked for, those
/// that do not count say nothing.
pub(super) fn would_help(clauses: Clauses<'_>, cond: &Cond, goal: Truth) -> bool {
    let fails = |part: &Cond| clauses.truth(part).0 != goal;
    leaf::nodes(Node::Condition(cond)).into_iter().any(|node| match node {
        Node::Condition(part) if fails(part) => asks_for_more(part, goal),
        Node::Condition(_) | Node::Value(_) => false,
    })
}

fn asks_for_more(part: &Cond, goal: Truth) -> bool {
    let CondKind::Atom(atom) = &part.kind else { return false };
    let is_fold = |side: &Expr| matches!(side.kind, ExprKind::Fold(_));
    match atom {
        Atom::Compare(left, operator, right) => {
            let operator = match (is_fold(left), is_fold(right)) {
                (false, true) => operator.mirrored(),
                (true, _) | (false, false) => *operator,
            };
            match operator {
                Comparison::AtLeast | Comparison::Greater => goal == Truth::True,
                Comparison::AtMost | Comparison::Less => goal == Truth::False,
                Comparison::Is | Comparison::IsNot => true,
            }
        }
        Atom::Without { .. } | Atom::Elapsed { .. } => false,
        Atom::IsYes(_)
        | Atom::Known(_)
        | Atom::ListKnown(_)
        | Atom::OneOf(..)
        | Atom::TextTest(..)
        | Atom::Contains(..)
        | Atom::Anniversary { .. }
        | Atom::InWindow(..) => true,
    }
}
