//! Where each part of a plan is asked: of a customer, or of one event.

use super::{Node, PartId, Plan, Scope};

/// A part of a plan, and what it is asked of.
#[derive(Clone, Copy, Debug)]
pub struct Place<'p> {
    /// The part.
    pub node: Node<'p>,
    /// The events that it is asked of, one at a time; `None`: it is asked of the customer.
    pub of: Option<&'p Scope>,
}

/// All parts of a plan by their ids.
#[derive(Clone, Debug)]
pub struct Places<'p> {
    by_id: Vec<Option<Place<'p>>>,
}

impl<'p> Places<'p> {
    /// Those of a plan.
    pub fn of(plan: &'p Plan) -> Places<'p> {
        let mut by_id = vec![None; plan.parts.len()];
        let mut put = |node: Node<'p>, of| {
            if let Some(place) = by_id.get_mut(node.id().index()) {
                *place = Some(Place { node, of });
            }
        };
        plan.walk(&mut |node| put(node, None));
        // The rest of a fold is asked of the customer: where its window begins.
        for fold in &plan.folds {
            fold.walk_event(&mut |node| put(node, Some(&fold.source.scope)));
        }
        for parent in plan.parents() {
            Node::Condition(&parent.condition).walk(&mut |node| put(node, Some(&parent.scope)));
        }
        Places { by_id }
    }

    /// The part with an id; `None` if the plan has no part with it. An id of another plan may be
    /// that of some part here.
    pub fn get(&self, id: PartId) -> Option<Place<'p>> {
        self.by_id.get(id.index()).copied().flatten()
    }
}
