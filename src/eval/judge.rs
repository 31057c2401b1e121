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

    /// Notes the experiments that a rule of a stage or of any stage names which would be true in at
    /// least one arm, in order, each with the arm of the customer.
    fn arms(&mut self, stage: StageId, found: &mut Vec<(usize, u16)>) -> Result<(), Self::Fault>;

    /// Whether a pause holds.
    fn pause(&mut self, pause: usize) -> Result<Truth, Self::Fault>;
}

impl Judge for View<'_> {
    type Fault = Fault;

    fn true_rules(&mut self, stage: StageId, found: &mut Vec<RuleId>) -> Result<(), Fault> {
        found.extend(true_rules(self, stage)?);
        Ok(())
    }

    fn arms(&mut self, stage: StageId, found: &mut Vec<(usize, u16)>) -> Result<(), Fault> {
        for index in 0..self.at.plan.experiments.len() {
            if let Some(arm) = self.arm(index)
                && in_some_arm(self, stage, index)?
            {
                found.push((index, arm));
            }
        }
        Ok(())
    }

    fn pause(&mut self, pause: usize) -> Result<Truth, Fault> {
        self.truth(&self.at.plan.pauses[pause].condition, None)
    }
}

/// Whether a rule of a stage or of any stage would be true in at least one arm of an experiment.
fn in_some_arm(view: &View<'_>, stage: StageId, experiment: usize) -> Result<bool, Fault> {
    let plan = &view.at.plan;
    for (rule, condition) in &plan.experiments[experiment].rules {
        if plan.is_rule_in(stage, *rule) && view.truth(condition, None)? == Truth::True {
            return Ok(true);
        }
    }
    Ok(false)
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
