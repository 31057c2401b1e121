//! Conditions that are never true, or never false, and why.

use std::rc::Rc;

use super::Customer;
use super::finding::Finding;
use super::prover::{Prover, Reply};
use crate::plan::{Cond, CondKind, PartId, RuleId, Scope, StageId};
use crate::prove::facts::{Formula, Here, Want};

impl<'p> Prover<'p> {
    /// The parts of the condition of a rule that are never true together in a stage, as few as there
    /// are.
    pub(super) fn contradiction(&mut self, rule: RuleId, stage: StageId) -> Vec<PartId> {
        let here = Here { stage: Some(stage), entering: false };
        let Some(cond) = &self.plan.rules[rule].condition else { return Vec::new() };
        let mut parts = Vec::new();
        add_parts(cond, &mut parts);
        let mut formulas: Vec<Rc<Formula>> =
            parts.iter().map(|part| Rc::new(self.read(part, here, Want::True))).collect();
        let mut place = parts.len();
        while place > 0 {
            place -= 1;
            let without = formulas.remove(place);
            if matches!(self.ask(&formulas), Reply::Nobody) {
                parts.remove(place);
            } else {
                formulas.insert(place, without);
            }
        }
        parts.into_iter().map(|part| part.id).collect()
    }

    /// Somebody for whom a rule is true.
    pub(super) fn applies(&mut self, rule: RuleId, stage: StageId) -> Option<Customer> {
        let here = Here { stage: Some(stage), entering: false };
        let formula = self.rule(rule, here, Want::True);
        let Reply::Perhaps(model) = self.ask(&[formula]) else { return None };
        self.show(&model, here, |prover, situation| prover.is_true(rule, situation))
    }

    /// Conditions of rules that are never false, and those of events that are never true or never
    /// false.
    pub(super) fn conditions(&mut self, found: &mut Vec<Finding>) {
        let plan = self.plan;
        for fold in &plan.folds {
            let Some(condition) = &fold.source.condition else { continue };
            if let Scope::Given(_) = fold.source.scope {
                continue;
            }
            let scope = &fold.source.scope;
            if self.no_event(scope, condition, Want::True) {
                found.push(Finding::NoEvent { condition: condition.id });
            } else if self.no_event(scope, condition, Want::False) {
                found.push(Finding::Always { condition: condition.id, of_events: true });
            }
        }
        let dead: Vec<RuleId> = found.iter().filter_map(Finding::dead).collect();
        for (place, rule) in plan.rules.iter().enumerate() {
            if dead.contains(&place) {
                continue;
            }
            let Some(condition) = &rule.condition else { continue };
            let formula = Rc::new(self.read(condition, Here::default(), Want::False));
            if matches!(self.ask(&[formula]), Reply::Nobody) {
                found.push(Finding::Always { condition: condition.id, of_events: false });
            }
        }
    }

    /// Where no event can meet the condition of a `where`, that is why nobody meets the rule.
    pub(super) fn leave_out_echoes(&self, found: &mut Vec<Finding>) {
        let no_event = |finding: &Finding| {
            let Finding::NoEvent { condition } = finding else { return None };
            Some(self.plan.part(*condition).span)
        };
        let causes: Vec<_> = found.iter().filter_map(no_event).collect();
        let is_inside = |part: &PartId| {
            let whole = self.plan.part(*part).span;
            causes.iter().any(|cause| {
                cause.file == whole.file && whole.start <= cause.start && cause.end <= whole.end
            })
        };
        found.retain(|finding| {
            let Finding::Never { together, .. } = finding else { return true };
            !together.iter().any(is_inside)
        });
    }

    fn no_event(&mut self, scope: &'p Scope, condition: &'p Cond, want: Want) -> bool {
        self.solver.no_event(scope, condition, want)
    }
}

/// The parts that are all asked for.
pub(super) fn add_parts<'p>(cond: &'p Cond, parts: &mut Vec<&'p Cond>) {
    match &cond.kind {
        CondKind::All(all) => all.iter().for_each(|part| add_parts(part, parts)),
        CondKind::Any(_) | CondKind::Not(_) | CondKind::Let(_) | CondKind::Atom(_) => {
            parts.push(cond);
        }
    }
}
