//! What gifts cost and are worth, and who they go to, where that depends on the customer.

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

    /// Who gifts go to, in order.
    pub(super) fn recipients(&mut self) -> Option<Vec<Node>> {
        let plan = self.plan;
        let addressed = self.at.addressed.iter().map(|gift| {
            let (node, ty) = self.any(plan.gifts[*gift].to.as_ref()?.value()?, None)?;
            (ty == Type::Text).then_some(node)
        });
        addressed.collect()
    }
}
