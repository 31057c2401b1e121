//! Moves over a stage that customers could enter.

use std::rc::Rc;

use super::finding::Finding;
use super::prover::{Prover, Reply};
use crate::plan::{Atom, Cond, CondKind, RuleId, StageId};
use crate::prove::facts::{Formula, Here, Want};
use crate::terms::Comparison;

impl<'p> Prover<'p> {
    /// Adds each move over a stage that everybody whom it moves could enter, and would leave at once.
    pub(super) fn skips(&mut self, dead: &[RuleId], found: &mut Vec<Finding>) {
        for stage in 0..self.plan.stages.len() {
            let own: Vec<RuleId> = self.plan.stages[stage].rules.clone();
            for rule in own.iter().copied() {
                if !self.may_skip(rule, dead) {
                    continue;
                }
                let skip = own.iter().find_map(|over| self.skip(stage, rule, *over));
                found.extend(skip);
            }
        }
    }

    fn may_skip(&self, rule: RuleId, dead: &[RuleId]) -> bool {
        !dead.contains(&rule) && !self.plan.rules[rule].skips
    }

    fn skip(&mut self, stage: StageId, rule: RuleId, over: RuleId) -> Option<Finding> {
        let (to, between) = (self.moves(rule)?, self.moves(over)?);
        if !(stage < between && between < to) {
            return None;
        }
        let here = Here { stage: Some(stage), entering: false };
        let holds = self.rule(rule, here, Want::True);
        let could_not = self.without_upper_bounds(over, here)?;
        if !matches!(self.ask(&[Rc::clone(&holds), could_not]), Reply::Nobody) {
            return None;
        }
        let entered = Here { stage: Some(between), entering: true };
        let on: Vec<RuleId> = self.ways_out(between).map(|(rule, _)| rule).collect();
        let mut stays: Vec<Rc<Formula>> =
            on.into_iter().map(|rule| self.rule(rule, entered, Want::NotTrue)).collect();
        stays.push(Rc::clone(&holds));
        if !matches!(self.ask(&stays), Reply::Nobody) {
            return None;
        }
        let Reply::Perhaps(model) = self.ask(&[holds]) else { return None };
        let customer = self.show_deciding(&model, here, |_, evaluator, record| {
            let moved =
                evaluator.decide(record).ok().and_then(|decision| decision.moves.first().copied());
            moved.is_some_and(|moved| moved.rule == rule)
        })?;
        Some(Finding::Skips { rule, over, customer: Box::new(customer) })
    }

    /// That a rule is not true, even without the parts of its condition that ask for no more than
    /// something.
    fn without_upper_bounds(&mut self, rule: RuleId, here: Here) -> Option<Rc<Formula>> {
        let condition = self.plan.rules[rule].condition.as_ref()?;
        let parts: Vec<&Cond> = match &condition.kind {
            CondKind::All(parts) => parts.iter().filter(|part| !is_upper_bound(part)).collect(),
            CondKind::Any(_) | CondKind::Not(_) | CondKind::Let(_) | CondKind::Atom(_) => {
                vec![condition]
            }
        };
        let fails: Vec<Formula> =
            parts.into_iter().map(|part| self.read(part, here, Want::NotTrue)).collect();
        Some(Rc::new(Formula::any(fails)))
    }
}

/// Whether a condition asks for no more than something.
fn is_upper_bound(cond: &Cond) -> bool {
    match &cond.kind {
        CondKind::Atom(Atom::Compare(_, Comparison::Less | Comparison::AtMost, _))
        | CondKind::Not(_) => true,
        CondKind::Atom(_) | CondKind::All(_) | CondKind::Any(_) | CondKind::Let(_) => false,
    }
}
