use crate::check::Type;
use crate::check::model::{self, ExprKind};
use crate::plan;

use super::Explainer;

/// A part of a condition as it is meant and as it is carried out. Where the plan has another shape
/// than the model, the part counts as one that cannot be taken apart.
#[derive(Clone, Copy, Debug)]
pub struct Part<'e> {
    /// As written.
    pub model: &'e model::Expr,
    /// As it runs.
    pub plan: &'e plan::Expr,
}

/// What a part is made of.
#[derive(Clone, Debug)]
pub enum Node<'e> {
    /// All of these must hold.
    All(Vec<Part<'e>>),
    /// One of these is enough.
    Any(Vec<Part<'e>>),
    /// Its opposite must hold.
    Not(Part<'e>),
    /// The name of a condition, and the condition that a `let` gives it to.
    Named(Part<'e>),
    /// Something that is found to be so, or not, as a whole.
    Leaf,
}

impl<'e> Part<'e> {
    /// What kind of condition it is, and what it is made of.
    pub fn node(self, of: &Explainer<'e>) -> Node<'e> {
        match &self.model.kind {
            ExprKind::And(model) => match self.plan {
                plan::Expr::All(plan) if model.len() == plan.len() => Node::All(pairs(model, plan)),
                _ => Node::Leaf,
            },
            ExprKind::Or(model) => match self.plan {
                plan::Expr::Any(plan) if model.len() == plan.len() => Node::Any(pairs(model, plan)),
                _ => Node::Leaf,
            },
            ExprKind::Not(model) => match self.plan {
                plan::Expr::Not(plan) => Node::Not(Part { model, plan }),
                _ => Node::Leaf,
            },
            ExprKind::Let(index) => match self.plan {
                plan::Expr::Let(slot) if self.model.ty == Type::YesNo => {
                    let model = &of.model.lets[*index].value;
                    Node::Named(Part { model, plan: &of.plan.lets[*slot] })
                }
                _ => Node::Leaf,
            },
            ExprKind::Compare(..)
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
            | ExprKind::Field(_)
            | ExprKind::Score(_)
            | ExprKind::Standing(..)
            | ExprKind::Attribute(_)
            | ExprKind::Stage
            | ExprKind::StageSince
            | ExprKind::Tags
            | ExprKind::Today
            | ExprKind::Broken => Node::Leaf,
        }
    }

    /// Every leaf and every name below this part, in the order written; names before what they
    /// stand for.
    pub fn leaves(self, of: &Explainer<'e>, found: &mut Vec<Part<'e>>) {
        match self.node(of) {
            Node::All(parts) | Node::Any(parts) => {
                for part in parts {
                    part.leaves(of, found);
                }
            }
            Node::Not(inner) => inner.leaves(of, found),
            Node::Named(inner) => {
                found.push(self);
                inner.leaves(of, found);
            }
            Node::Leaf => found.push(self),
        }
    }
}

fn pairs<'e>(model: &'e [model::Expr], plan: &'e [plan::Expr]) -> Vec<Part<'e>> {
    model.iter().zip(plan).map(|(model, plan)| Part { model, plan }).collect()
}
