//! What becomes of the rules of a stage.

use std::rc::Rc;
use std::sync::Arc;

use super::Customer;
use super::prover::{Prover, Reply};
use crate::eval::Situation;
use crate::plan::{RuleId, StageId};
use crate::prove::facts::{Formula, Here, Want};

/// What becomes of a rule in a stage.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is the one that fires for this customer.
    Fires(Arc<Customer>),
    /// It is never true.
    Never,
    /// Whenever it is true, one of these, which are read before it, has moved the customer on.
    Shadowed(Vec<RuleId>),
    /// Neither is proved.
    NotProved,
}

impl Fate {
    /// Whether it is proved that the rule never fires.
    pub(in crate::prove) fn is_dead(&self) -> bool {
        match self {
            Fate::Never | Fate::Shadowed(_) => true,
            Fate::Fires(_) | Fate::NotProved => false,
        }
    }
}

/// So many rules are named at most, one after the other, that are before another one.
const ROUNDS: usize = 40;

impl<'p> Prover<'p> {
    /// What becomes of each rule that is read in a stage, in order.
    pub fn fates(&mut self, stage: StageId) -> Vec<(RuleId, Fate)> {
        let rules: Vec<RuleId> = self.plan.rules_in(stage).collect();
        (0..rules.len()).map(|place| (rules[place], self.fate(stage, &rules, place))).collect()
    }

    /// Rules that move everybody on for whom they are true, as far as they are before one that would
    /// move them too. One that moves nobody does what it does whoever has moved.
    pub(super) fn movers(&self, rules: &[RuleId], place: usize) -> Vec<RuleId> {
        if self.plan.rules[rules[place]].move_to.is_none() {
            return Vec::new();
        }
        rules[..place].iter().copied().filter(|rule| self.moves(*rule).is_some()).collect()
    }

    fn fate(&mut self, stage: StageId, rules: &[RuleId], place: usize) -> Fate {
        if let Some(customer) = self.seen_firing(stage, rules, place) {
            return Fate::Fires(customer);
        }
        let here = Here { stage: Some(stage), entering: false };
        let rule = rules[place];
        let before = self.movers(rules, place);
        let mut formulas = vec![self.rule(rule, here, Want::True)];
        let mut by: Vec<RuleId> = Vec::new();
        for _ in 0..ROUNDS {
            let model = match self.ask(&formulas) {
                Reply::Nobody if by.is_empty() => return Fate::Never,
                Reply::Nobody => return Fate::Shadowed(self.needed(&formulas, by)),
                Reply::NotProved => return Fate::NotProved,
                Reply::Perhaps(model) => model,
            };
            // Whoever is moved on by a rule before it is not who was looked for.
            let mut places: Vec<RuleId> = Vec::new();
            let shown = self.show_deciding(&model, here, |prover, evaluator, record| {
                let situation = Situation::placed(evaluator, record, Arc::clone(&prover.places));
                if !prover.is_true(rule, &situation) || prover.is_left_out(&situation) {
                    return false;
                }
                let first = prover.moved_by(&before, &situation);
                places.extend(first);
                first.is_none()
            });
            if let Some(customer) = shown {
                let customer = Arc::new(customer);
                self.note_firing(stage, rules, place, &customer);
                return Fate::Fires(customer);
            }
            let next = places.into_iter().find(|rule| !by.contains(rule));
            // Where nobody can be shown, all rules before it are asked at once.
            let more: Vec<RuleId> = match next {
                Some(rule) => vec![rule],
                None => before.iter().copied().filter(|rule| !by.contains(rule)).collect(),
            };
            if more.is_empty() {
                return Fate::NotProved;
            }
            for rule in more {
                formulas.push(self.rule(rule, here, Want::NotTrue));
                by.push(rule);
            }
        }
        Fate::NotProved
    }

    /// Those of the rules before it without which it could fire.
    fn needed(&mut self, formulas: &[Rc<Formula>], by: Vec<RuleId>) -> Vec<RuleId> {
        let mut formulas = formulas.to_vec();
        let mut needed = by;
        let mut place = needed.len();
        while place > 0 {
            place -= 1;
            let without = formulas.remove(place + 1);
            if matches!(self.ask(&formulas), Reply::Nobody) {
                needed.remove(place);
            } else {
                formulas.insert(place + 1, without);
            }
        }
        needed
    }
}
