//! The events that were counted, and those that were not.

use crate::eval::{Counts, Event, Past, Seen};
use crate::plan::{Atom, Cond, CondKind, Expr, ExprKind, Fold, Moment, Node, Scope, WindowOp};
use crate::values::time::after;
use crate::values::{Instant, Truth};

use super::clause::Clauses;
use super::left_out::{self, LeftOut};
use super::{leaf, missing};

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
    /// Some of those that do not count, the last by time first, if that matters.
    pub left_out: Vec<LeftOut>,
    /// How many more do not count.
    pub more_left_out: usize,
}

/// An event of which it is not known whether it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubtful {
    /// Its key, or the gift that it is.
    pub key: Option<String>,
    /// When it happened, if that is known.
    pub at: Option<Instant>,
    /// What it lacks: names of attributes, or `at`.
    pub lacks: Vec<String>,
    /// What else is not known, in words.
    pub because: Vec<String>,
}

/// The events that a part of a condition, or a value, is about, if it is about those of one list.
/// `left_out` asks for those that do not count too.
pub(super) fn of<'c>(clauses: Clauses<'c>, whole: Node<'c>, left_out: bool) -> Option<Counted> {
    of_fold(clauses, leaf::nodes(whole).into_iter().find_map(fold_of)?, left_out)
}

/// The events that a value is about, fold by fold, with those that do not count.
pub(super) fn all<'c>(clauses: Clauses<'c>, whole: Node<'c>) -> Vec<Counted> {
    let mut slots: Vec<usize> = Vec::new();
    for slot in leaf::nodes(whole).into_iter().filter_map(fold_of) {
        if !slots.contains(&slot) {
            slots.push(slot);
        }
    }
    slots.into_iter().filter_map(|slot| of_fold(clauses, slot, true)).collect()
}

fn of_fold(clauses: Clauses<'_>, slot: usize, left_out: bool) -> Option<Counted> {
    let fold = &clauses.question.plan().folds[slot];
    let considered = clauses.customer.considered(slot).ok()??;
    let (mut sure, mut doubtful, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for counts in considered.events {
        match counts.whole() {
            Truth::True => sure.push(counts.event.at),
            Truth::Unknown => doubtful.push(of_doubtful(clauses, fold, counts)),
            Truth::False => others.push(counts),
        }
    }
    sure.sort_unstable();
    doubtful.sort_by_key(|event| event.at);
    let since = since(clauses, fold);
    if !left_out {
        others.clear();
    }
    let (left_out, more_left_out) = left_out::of(clauses, fold, (since, considered.to), others);
    Some(Counted { of: called(clauses, fold), since, sure, doubtful, left_out, more_left_out })
}

/// What the events of a fold are called.
fn called(clauses: Clauses<'_>, fold: &Fold) -> String {
    let plan = clauses.question.plan();
    match &fold.source.scope {
        Scope::List(list) => plan.needs.lists[*list].name.clone(),
        Scope::Given(gifts) => {
            let names = gifts.iter().map(|gift| plan.gifts[*gift].name.as_str());
            names.collect::<Vec<_>>().join(", ")
        }
    }
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

fn of_doubtful<'c>(clauses: Clauses<'c>, fold: &'c Fold, counts: Counts) -> Doubtful {
    let Counts { event, in_time, above, condition } = counts;
    let condition = fold.source.condition.as_ref().filter(|_| condition == Some(Truth::Unknown));
    let mut lacks = Vec::new();
    if in_time == Truth::Unknown {
        lacks.push("at".to_owned());
    }
    lacks.extend(condition.into_iter().flat_map(|filter| attributes(clauses, fold, filter, event)));
    let mut because = Vec::new();
    if let Some(filter) = condition.filter(|_| lacks.iter().all(|name| name == "at")) {
        let fields = missing::of(clauses, Node::Condition(filter));
        because.extend(fields.into_iter().map(|missing| format!("`{}` is unknown", missing.name)));
        if because.is_empty() {
            because = clauses.question.explainer().fails(filter, clauses.customer, event);
        }
    }
    if above == Some(Truth::Unknown) {
        because.push(left_out::of_parent(clauses, fold, "we can't tell whether"));
    }
    Doubtful { key: left_out::key(clauses, fold, event), at: event.at, lacks, because }
}

/// The attributes that an event lacks and a filter asks for.
fn attributes(clauses: Clauses<'_>, fold: &Fold, filter: &Cond, event: Event) -> Vec<String> {
    let Scope::List(list) = &fold.source.scope else { return Vec::new() };
    let need = &clauses.question.plan().needs.lists[*list];
    let mut lacks: Vec<String> = Vec::new();
    for node in leaf::nodes(Node::Condition(filter)) {
        let Node::Value(Expr { id, kind: ExprKind::Attribute(slot) }) = node else { continue };
        let name = &need.attributes[*slot].name;
        let unknown = clauses.customer.seen(*id, Some(event)) == Some(Seen::Unknown);
        if unknown && !lacks.contains(name) {
            lacks.push(name.clone());
        }
    }
    lacks
}
