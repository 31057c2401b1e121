//! Moves over a stage that customers could enter.

use std::rc::Rc;

use super::asks::Asks;
use super::finding::Finding;
use super::never::add_parts;
use super::prover::{Prover, Reply};
use crate::plan::{Atom, Cond, CondKind, Expr, ExprKind, RuleId, StageId};
use crate::prove::facts::{Formula, Here, Want};
use crate::terms::Comparison;

impl<'p> Prover<'p> {
    /// Adds each move over a stage that everybody whom it moves could enter, and would leave at once.
    pub(super) fn skips(&mut self, dead: &[RuleId], found: &mut Vec<Finding>) {
        for stage in 0..self.plan.stages.len() {
            let own = self.plan.stages[stage].rules.iter().copied();
            let movers = own.filter(|rule| self.moves(*rule).is_some() && !dead.contains(rule));
            let movers: Vec<RuleId> = movers.collect();
            for rule in movers.iter().copied().filter(|rule| !self.plan.rules[*rule].skips) {
                let skip = movers.iter().find_map(|over| self.skip(stage, rule, *over));
                found.extend(skip);
            }
        }
    }

    fn skip(&mut self, stage: StageId, rule: RuleId, over: RuleId) -> Option<Finding> {
        let (to, between) = (self.moves(rule)?, self.moves(over)?);
        if !(stage < between && between < to) {
            return None;
        }
        // After the move, the stay, tags and gifts are others: what is proved of them before it is not
        // true of them then.
        let on: Vec<RuleId> = self
            .ways_out(between)
            .map(|(rule, _)| rule)
            .filter(|rule| self.moves(*rule).is_some())
            .collect();
        let changes = |rule: &RuleId| {
            let condition = self.plan.rules[*rule].condition.as_ref();
            condition.is_none_or(|condition| Asks::of(self.plan, condition).may_change())
        };
        if [rule].iter().chain(&on).any(changes) {
            return None;
        }
        let here = Here { stage: Some(stage), entering: false };
        let holds = self.rule(rule, here, Want::True);
        let could_not = self.without_upper_bounds(over, here)?;
        if !matches!(self.ask(&[Rc::clone(&holds), could_not]), Reply::Nobody) {
            return None;
        }
        let entered = Here { stage: Some(between), entering: true };
        let mut stays: Vec<Rc<Formula>> =
            on.into_iter().map(|rule| self.rule(rule, entered, Want::NotTrue)).collect();
        stays.push(Rc::clone(&holds));
        if !matches!(self.ask(&stays), Reply::Nobody) {
            return None;
        }
        let Reply::Perhaps(model) = self.ask(&[holds]) else { return None };
        let customer = self.show_deciding(&model, here, |_, evaluator, record| {
            // Whoever were in between would go on at once.
            let mut there = record.clone();
            there.stage = Some(between);
            there.stage_since = Some(evaluator.clock().as_of());
            let moves = |record| evaluator.decide(record).ok()?.moves.first().copied();
            moves(record).is_some_and(|moved| moved.rule == rule) && moves(&there).is_some()
        })?;
        Some(Finding::Skips { rule, over, customer: Box::new(customer) })
    }

    /// That a rule is not true, even without the parts of its condition that ask for no more than
    /// something.
    fn without_upper_bounds(&mut self, rule: RuleId, here: Here) -> Option<Rc<Formula>> {
        let condition = self.plan.rules[rule].condition.as_ref()?;
        let mut parts = Vec::new();
        add_parts(condition, &mut parts);
        parts.retain(|part| !is_upper_bound(part));
        let fails: Vec<Formula> =
            parts.into_iter().map(|part| self.read(part, here, Want::NotTrue)).collect();
        Some(Rc::new(Formula::any(fails)))
    }
}

/// Whether a condition asks for no more than something.
fn is_upper_bound(cond: &Cond) -> bool {
    if let CondKind::Not(inner) = &cond.kind {
        return bounds(inner, [Comparison::Greater, Comparison::AtLeast]);
    }
    bounds(cond, [Comparison::Less, Comparison::AtMost])
}

/// Whether a condition compares a value with a constant in one of these ways.
fn bounds(cond: &Cond, ways: [Comparison; 2]) -> bool {
    let CondKind::Atom(Atom::Compare(left, operator, right)) = &cond.kind else { return false };
    let is_constant = |value: &Expr| matches!(value.kind, ExprKind::Constant(_));
    match (is_constant(left), is_constant(right)) {
        (false, true) => ways.contains(operator),
        (true, false) => ways.contains(&operator.mirrored()),
        (true, true) | (false, false) => false,
    }
}
