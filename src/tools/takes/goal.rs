//! What is to happen.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::eval::{Decision, Evaluator, Prize, Record, Situation};
use crate::plan::{Plan, RuleId, StageId};
use crate::tools::why::About;
use crate::values::Truth;

/// What is to happen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goal<'g> {
    pub plan: &'g Plan,
    pub about: About,
    /// The stage that the customer is in, or enters now.
    pub stage: StageId,
    /// Once this is set, nobody waits for it any more.
    pub stop: Option<&'g AtomicBool>,
}

impl Goal<'_> {
    /// Whether nobody waits for it any more.
    pub(super) fn is_over(self) -> bool {
        self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed))
    }

    /// Whether a decision on a record is what is asked for.
    pub(super) fn is_reached(
        self,
        evaluator: &Evaluator,
        record: &Record<'_>,
        decision: &Decision,
    ) -> bool {
        if decision.left_out {
            return false;
        }
        match self.about {
            About::Everything => !decision.moves.is_empty(),
            About::Stage(stage) => decision.to == stage,
            About::Gift(gift) => decision.given.iter().any(|given| given.gift == gift),
            About::Rule(rule) => self.fires(rule, evaluator, record, decision),
        }
    }

    /// What the customer would have to compete for: a place in a stage, or a gift with a budget. Who
    /// gets it depends on the others, among whom the changed customer has not been.
    pub(super) fn contested(self, decision: &Decision) -> BTreeSet<Prize> {
        let moves = decision.moves.iter().chain(&decision.also).map(|moved| moved.to);
        let is_full = |stage: &StageId| self.plan.stages[*stage].capacity.is_some();
        let places = moves.filter(is_full).map(Prize::Place);
        let gift = self.about.gift().filter(|gift| self.plan.gifts[*gift].budget.is_some());
        places.chain(gift.map(Prize::Gift)).collect()
    }

    fn fires(
        self,
        rule: RuleId,
        evaluator: &Evaluator,
        record: &Record<'_>,
        decision: &Decision,
    ) -> bool {
        if decision.moves.iter().any(|moved| moved.rule == rule) {
            return true;
        }
        let Some(condition) = &self.plan.rules[rule].condition else {
            return self.enters(rule, decision);
        };
        self.plan.rules[rule].move_to.is_none()
            && self.plan.is_rule_in(self.stage, rule)
            && Situation::new(evaluator, record).truth(condition.id, None) == Some(Truth::True)
    }

    /// Whether what is done on entering a stage is done.
    fn enters(self, rule: RuleId, decision: &Decision) -> bool {
        let is_of = |stage: StageId| self.plan.stages[stage].on_entering.contains(&rule);
        decision.moves.iter().any(|moved| is_of(moved.to))
            || decision.from.is_none() && is_of(self.stage)
    }
}
