//! One thing that is asked, and what was found.

use crate::plan::{Cond, Node};
use crate::values::Truth;

use super::clause::Clauses;
use super::{Counted, Far, Missing, counted, far, missing};

/// One thing that is asked, and what was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// What was found, in words: `there are 2`.
    pub found: String,
    /// How far off it is, if that keeps the whole from holding.
    pub far: Option<Far>,
    /// The events that were counted, if it is about events.
    pub counted: Option<Counted>,
    /// What the record lacks, if that makes it unknown.
    pub missing: Vec<Missing>,
}

/// What is found where a condition looks that is not made of others. It `matters` if it keeps the whole
/// from being as the goal says.
pub(super) fn of(
    clauses: Clauses<'_>,
    cond: &Cond,
    truth: Truth,
    goal: Truth,
    matters: bool,
) -> Leaf {
    let found = clauses.question.explainer().found(cond, clauses.customer);
    let far = if matters { far::of(clauses, cond, truth, goal) } else { None };
    let missing = if truth == Truth::Unknown { missing::of(clauses, cond) } else { Vec::new() };
    Leaf { found, far, counted: counted::of(clauses, cond), missing }
}

/// All parts of a condition that is written as one thing.
pub(super) fn nodes<'c>(cond: &'c Cond) -> Vec<Node<'c>> {
    let mut nodes = Vec::new();
    Node::Condition(cond).walk(&mut |node| nodes.push(node));
    nodes
}
