//! Customers for whom rules fire, as far as that was seen. Somebody who was found for one rule is often
//! the one who was to be found for the next one too.

use std::collections::HashMap;
use std::sync::Arc;

use super::Customer;
use super::prover::Prover;
use crate::eval::Situation;
use crate::plan::{RuleId, StageId};

/// Customers for whom rules fire.
#[derive(Debug, Default)]
pub(super) struct Firing {
    by_stage: HashMap<(StageId, RuleId), Arc<Customer>>,
    /// The last one in any stage.
    anywhere: HashMap<RuleId, Arc<Customer>>,
}

impl Firing {
    /// Somebody in a stage for whom a rule is the one that fires.
    pub(super) fn get(&self, stage: StageId, rule: RuleId) -> Option<&Arc<Customer>> {
        self.by_stage.get(&(stage, rule))
    }

    fn note(&mut self, stage: StageId, rule: RuleId, customer: &Arc<Customer>) {
        self.by_stage.insert((stage, rule), Arc::clone(customer));
        self.anywhere.insert(rule, Arc::clone(customer));
    }
}

impl Prover<'_> {
    /// Somebody for whom a rule of a stage was seen to fire: there, or in another stage if it would
    /// here too.
    pub(super) fn seen_firing(
        &mut self,
        stage: StageId,
        rules: &[RuleId],
        place: usize,
    ) -> Option<Arc<Customer>> {
        let rule = rules[place];
        if let Some(customer) = self.firing.get(stage, rule) {
            return Some(Arc::clone(customer));
        }
        let mut customer = Customer::clone(self.firing.anywhere.get(&rule)?);
        customer.record.stage = Some(stage);
        let evaluator = self.evaluator(customer.as_of);
        let places = Arc::clone(&self.places);
        let situation = Situation::placed(&evaluator, &customer.record, places);
        let fires = self.is_true(rule, &situation)
            && self.moved_by(&self.movers(rules, place), &situation).is_none()
            && !self.is_left_out(&situation);
        fires.then(|| {
            let customer = Arc::new(customer.clone());
            self.note_firing(stage, rules, place, &customer);
            customer
        })
    }

    /// Notes somebody for whom a rule of a stage fires, for that rule and for those after it that fire
    /// for them too.
    pub(super) fn note_firing(
        &mut self,
        stage: StageId,
        rules: &[RuleId],
        place: usize,
        customer: &Arc<Customer>,
    ) {
        self.firing.note(stage, rules[place], customer);
        let is_open = |rule: &RuleId| self.firing.get(stage, *rule).is_none();
        let moves = |rule: &RuleId| self.moves(*rule).is_some();
        let (before, after) = rules.split_at(place + 1);
        let before = before.iter().filter(|rule| moves(rule));
        let after = after.iter().filter(|rule| moves(rule) || is_open(rule));
        let asked: Vec<RuleId> = before.chain(after).copied().collect();
        let evaluator = self.evaluator(customer.as_of);
        let places = Arc::clone(&self.places);
        let situation = Situation::placed(&evaluator, &customer.record, places);
        let (mut moved, mut firing) = (false, Vec::new());
        for rule in self.true_ones(&asked, &situation) {
            if !(moved && self.plan.rules[rule].move_to.is_some()) {
                firing.push(rule);
            }
            moved |= self.moves(rule).is_some();
        }
        for rule in firing {
            self.firing.note(stage, rule, customer);
        }
    }

    /// The first of some rules that is true of a customer.
    pub(super) fn moved_by(&self, rules: &[RuleId], of: &Situation<'_>) -> Option<RuleId> {
        self.true_ones(rules, of).next()
    }
}
