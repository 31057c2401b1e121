//! What gifts cost and are worth, where that is calculated.

use super::super::node::Node;
use super::{Compiler, Type};
use crate::plan::Amount;

impl Compiler<'_> {
    /// All such amounts, in order.
    pub(super) fn amounts(&mut self) -> Option<Vec<Node>> {
        let plan = self.plan;
        let calculated = self.at.calculated.iter().map(|(gift, amount)| {
            let value = plan.gifts[*gift].amount(*amount).and_then(Amount::calculated)?;
            let (node, ty) = self.value(value, None)?;
            (ty == Type::Number).then_some(node)
        });
        calculated.collect()
    }
}
