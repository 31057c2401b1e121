//! Who can say which rules are true and which pauses hold.

use crate::plan::{RuleId, StageId};
use crate::values::Truth;

use super::Fault;
use super::view::View;

/// Whoever can say what is true of a customer before a step: the conditions of rules and of pauses.
pub(super) trait Judge {
    /// Why it cannot say.
    type Fault: From<Fault>;

    /// Notes the rules of a stage and of any stage that are true, in order.
    fn true_rules(&mut self, stage: StageId, found: &mut Vec<RuleId>) -> Result<(), Self::Fault>;

    /// Whether a pause holds.
    fn pause(&mut self, pause: usize) -> Result<Truth, Self::Fault>;
}

impl Judge for View<'_> {
    type Fault = Fault;

    fn true_rules(&mut self, stage: StageId, found: &mut Vec<RuleId>) -> Result<(), Fault> {
        found.extend(true_rules(self, stage)?);
        Ok(())
    }

    fn pause(&mut self, pause: usize) -> Result<Truth, Fault> {
        self.truth(&self.at.plan.pauses[pause].condition, None)
    }
}

/// The rules of a stage and of any stage that are true, in order.
fn true_rules(view: &View<'_>, stage: StageId) -> Result<Vec<RuleId>, Fault> {
    let plan = &view.at.plan;
    let mut found = Vec::new();
    for id in plan.rules_in(stage) {
        if let Some(condition) = &plan.rules[id].condition
            && view.truth(condition, None)? == Truth::True
        {
            found.push(id);
        }
    }
    Ok(found)
}
