//! Rules that both want to move a customer, to different stages.

use std::rc::Rc;
use std::sync::Arc;

use super::asks::Asks;
use super::finding::Finding;
use super::prover::{Prover, Reply};
use crate::eval::{Decision, Evaluator, Record, Situation};
use crate::plan::{RuleId, StageId};
use crate::prove::facts::{Formula, Here, Want};
use crate::values::AsOf;

impl<'p> Prover<'p> {
    /// Adds, for each rule, the first one before it that contradicts it.
    pub(super) fn conflicts(
        &mut self,
        dead: &[RuleId],
        seen: &[(Record<'_>, AsOf)],
        found: &mut Vec<Finding>,
    ) {
        let seen = self.seen(seen);
        let lists =
            self.plan.stages.iter().enumerate().map(|(stage, all)| (stage, all.rules.clone()));
        let everybody = (self.plan.start, self.plan.any_stage.clone());
        for (stage, rules) in lists.chain([everybody]).collect::<Vec<_>>() {
            let moving = |rule: &RuleId| self.moves(*rule).is_some() && !dead.contains(rule);
            let rules: Vec<RuleId> = rules.into_iter().filter(moving).collect();
            for (place, second) in rules.iter().enumerate() {
                if self.waits(*second) {
                    continue;
                }
                let conflict = rules[..place].iter().find_map(|first| {
                    let meant = |both: &Vec<RuleId>| both.contains(first) && both.contains(second);
                    if seen.iter().any(meant) {
                        return None;
                    }
                    self.conflict(stage, *first, *second)
                });
                found.extend(conflict);
            }
        }
    }

    /// By customer, the rules that are true for them.
    fn seen(&self, seen: &[(Record<'_>, AsOf)]) -> Vec<Vec<RuleId>> {
        seen.iter()
            .map(|(record, as_of)| {
                let evaluator = Evaluator::new(self.plan, *as_of);
                let situation = Situation::placed(&evaluator, record, Arc::clone(&self.places));
                let rules = self.plan.rules_in(situation.stage());
                rules.filter(|rule| self.is_true(*rule, &situation)).collect()
            })
            .collect()
    }

    /// Where a rule moves customers whenever it is true.
    pub(in crate::prove) fn moves(&self, rule: RuleId) -> Option<StageId> {
        let to = self.plan.rules[rule].move_to?;
        self.plan.stages[to].capacity.is_none().then_some(to)
    }

    /// Whether a rule waits for something that does not happen: it is what else is done.
    fn waits(&self, rule: RuleId) -> bool {
        let Some(condition) = &self.plan.rules[rule].condition else { return false };
        Asks::of(self.plan, condition).waits
    }

    fn conflict(&mut self, stage: StageId, first: RuleId, second: RuleId) -> Option<Finding> {
        let (to, other) = (self.moves(first)?, self.moves(second)?);
        let skips = [first, second].into_iter().any(|rule| self.plan.rules[rule].skips);
        if skips || to == other || to == stage || other == stage {
            return None;
        }
        let here = Here { stage: Some(stage), entering: false };
        let holds = |prover: &mut Self, rule| prover.rule(rule, here, Want::True);
        let fails = |prover: &mut Self, rule| prover.rule(rule, here, Want::NotTrue);
        let mut both = vec![holds(self, first), holds(self, second)];
        // Most rules have nobody in common, which is quick to say.
        if !matches!(self.ask(&both), Reply::Perhaps(_)) {
            return None;
        }
        // Neither is only a narrower case of the other.
        if !self.differ(stage, first, second) || !self.differ(stage, second, first) {
            return None;
        }
        // Rules that are read before move some of them on.
        let before = self.plan.rules_in(stage).take_while(|rule| *rule != first);
        let before: Vec<RuleId> = before.filter(|rule| self.moves(*rule).is_some()).collect();
        both.extend(before.into_iter().map(|rule| fails(self, rule)));
        // Whoever gets from the one stage to the other at once loses nothing.
        both.extend(self.does_not_go_on(to, other));
        let Reply::Perhaps(model) = self.ask(&both) else { return None };
        let customer = self.show_deciding(&model, here, |prover, evaluator, record| {
            let situation = Situation::placed(evaluator, record, Arc::clone(&prover.places));
            prover.is_true(first, &situation)
                && prover.is_true(second, &situation)
                && evaluator.settle(record).is_ok_and(|decision| {
                    is_moved_by(first, &decision)
                        && decision.moves.iter().all(|moved| moved.to != other)
                })
                // Stages may be full only where others are looked at.
                && (evaluator.phases().is_empty()
                    || evaluator.decide(record).is_ok_and(|decision| is_moved_by(first, &decision)))
        })?;
        Some(Finding::Conflict { first, second, customer: Box::new(customer) })
    }

    /// Whether somebody is seen for whom one rule is true and the other is not.
    fn differ(&mut self, stage: StageId, one: RuleId, other: RuleId) -> bool {
        if let Some(customer) = self.firing.get(stage, one).cloned() {
            let evaluator = self.evaluator(customer.as_of);
            let places = Arc::clone(&self.places);
            let situation = Situation::placed(&evaluator, &customer.record, places);
            if !self.is_true(other, &situation) {
                return true;
            }
        }
        let here = Here { stage: Some(stage), entering: false };
        let asked = [self.rule(one, here, Want::True), self.rule(other, here, Want::NotTrue)];
        let Reply::Perhaps(model) = self.ask(&asked) else { return false };
        let seen = self.show(&model, here, |prover, situation| {
            prover.is_true(one, situation) && !prover.is_true(other, situation)
        });
        seen.is_some()
    }

    /// That nothing moves somebody who enters a stage on to another one at once.
    fn does_not_go_on(&mut self, from: StageId, to: StageId) -> Vec<Rc<Formula>> {
        let here = Here { stage: Some(from), entering: true };
        let on: Vec<RuleId> =
            self.ways_out(from).filter(|(_, other)| *other == to).map(|(rule, _)| rule).collect();
        on.into_iter().map(|rule| self.rule(rule, here, Want::NotTrue)).collect()
    }
}

/// Whether a rule is the first that moves a customer.
fn is_moved_by(rule: RuleId, decision: &Decision) -> bool {
    decision.moves.first().is_some_and(|moved| moved.rule == rule)
}
