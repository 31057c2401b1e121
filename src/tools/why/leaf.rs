//! One thing that is asked, and what was found.

use crate::plan::{Cond, Node};
use crate::values::Truth;

use super::clause::Clauses;
use super::{Counted, Far, Missing, counted, far, left_out, missing};

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
pub(super) fn of<'c>(
    clauses: Clauses<'c>,
    cond: &'c Cond,
    truth: Truth,
    goal: Truth,
    matters: bool,
) -> Leaf {
    let found = clauses.question.explainer().found(cond, clauses.customer, None);
    let far = if matters { far::of(clauses, cond, truth, goal) } else { None };
    let missing = if truth == Truth::Unknown {
        missing::of(clauses, Node::Condition(cond))
    } else {
        Vec::new()
    };
    let left_out = matters && left_out::would_help(clauses, cond, goal);
    let counted = counted::of(clauses, Node::Condition(cond), left_out);
    Leaf { found, far, counted, missing }
}

/// All parts of a condition or a value that is written as one thing.
pub(super) fn nodes<'c>(whole: Node<'c>) -> Vec<Node<'c>> {
    let mut nodes = Vec::new();
    whole.walk(&mut |node| nodes.push(node));
    nodes
}
