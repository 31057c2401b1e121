//! What a record lacks.

use std::collections::BTreeSet;

use crate::plan::{Datum, Expr, ExprKind, Node, Plan, Scope};

use super::clause::Clauses;
use super::leaf;

/// Something that a record lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What the rules call it.
    pub name: String,
    /// Where it would be in the record.
    pub path: String,
}

/// What a condition or a value reads and the record has no value for.
pub(super) fn of(clauses: Clauses<'_>, whole: Node<'_>) -> Vec<Missing> {
    let plan = clauses.question.plan();
    let atoms = leaf::nodes(whole).into_iter().filter_map(|node| match node {
        Node::Condition(part) => Some(part.id),
        Node::Value(_) => None,
    });
    let read = atoms.flat_map(|id| plan.reads.atom(id).iter().copied());
    let read = read.map(|place| plan.reads.data[place]);
    // What pauses and names read is in no list of the plan.
    let values = leaf::nodes(whole).into_iter().filter_map(|node| match node {
        Node::Value(Expr { kind: ExprKind::Field(slot), .. }) => Some(Datum::Field(*slot)),
        Node::Value(Expr { kind: ExprKind::Fold(fold), .. }) => list_of(plan, *fold),
        Node::Value(_) | Node::Condition(_) => None,
    });
    let read: BTreeSet<Datum> = read.chain(values).collect();
    let lacking = read.into_iter().filter(|datum| lacks(clauses, *datum));
    let missing = lacking.map(|datum| Missing {
        name: datum.name(&plan.needs).to_owned(),
        path: datum.path(&plan.needs).to_string(),
    });
    missing.collect()
}

/// The list in the record that a fold goes over.
fn list_of(plan: &Plan, fold: usize) -> Option<Datum> {
    match &plan.folds[fold].source.scope {
        Scope::List(list) if plan.needs.lists[*list].table.is_none() => Some(Datum::List(*list)),
        Scope::List(_) | Scope::Given(_) => None,
    }
}

fn lacks(clauses: Clauses<'_>, datum: Datum) -> bool {
    let record = clauses.question.record;
    match datum {
        Datum::Field(slot) => record.fields[slot].is_none(),
        Datum::List(slot) => record.lists[slot].is_none(),
        Datum::StageSince => record.stage_since.is_none() && !clauses.customer.is_new(),
    }
}
