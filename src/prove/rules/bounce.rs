//! Moves that lead a customer around at once.

use std::rc::Rc;

use super::asks::Asks;
use super::finding::Finding;
use super::prover::{Prover, Reply};
use crate::after;
use crate::eval::{Evaluator, Record};
use crate::plan::{RuleId, StageId};
use crate::prove::facts::{Formula, Here, Want};

/// How many moves a way around has; longer ones are not looked for.
const LENGTHS: [usize; 3] = [2, 3, 4];
/// How many moves are tried for each length.
const TRIES: usize = 200;

impl<'p> Prover<'p> {
    /// Adds each way around that a customer goes at once.
    pub(super) fn bounces(&mut self, dead: &[RuleId], found: &mut Vec<Finding>) {
        for length in LENGTHS {
            let mut tries = TRIES;
            for start in 0..self.plan.stages.len() {
                let (rules, formulas) = (Vec::new(), Vec::new());
                let mut way = Way { start, length, rules, stages: vec![start], formulas };
                self.go_on(&mut way, dead, &mut tries, found);
            }
        }
    }

    /// Whether a rule asks for what was given, so that it may be true a few times only.
    fn counts_gifts(&self, rule: RuleId) -> bool {
        let condition = self.plan.rules[rule].condition.as_ref();
        condition.is_some_and(|condition| !Asks::of(self.plan, condition).gifts.is_empty())
    }

    /// Whether somebody may go a way as far as it is known. Longer ways begin with shorter ones.
    fn may_go(&mut self, way: &Way) -> bool {
        let key = (way.start, way.rules.clone());
        if let Some(may) = self.ways.get(&key) {
            return *may;
        }
        let may = matches!(self.ask(&way.formulas), Reply::Perhaps(_));
        self.ways.insert(key, may);
        may
    }

    /// Whether moves lead from one stage to another in exactly so many steps.
    fn leads(&self, from: StageId, to: StageId, steps: usize) -> bool {
        match steps.checked_sub(1) {
            None => from == to,
            Some(left) => self
                .ways_out(from)
                .any(|(rule, next)| self.moves(rule).is_some() && self.leads(next, to, left)),
        }
    }

    fn go_on(
        &mut self,
        way: &mut Way,
        dead: &[RuleId],
        tries: &mut usize,
        found: &mut Vec<Finding>,
    ) {
        let at = way.stages.last().copied().unwrap_or(way.start);
        let here = Here { stage: Some(at), entering: true };
        let rules: Vec<RuleId> = self.plan.rules_in(at).collect();
        for (place, rule) in rules.iter().enumerate() {
            let Some(to) = self.moves(*rule).filter(|_| !dead.contains(rule)) else { continue };
            if self.counts_gifts(*rule) {
                continue;
            }
            // Each way around is looked at from its first stage.
            let left = way.length - way.rules.len() - 1;
            let closes = left == 0;
            if to < way.start
                || (!closes && way.stages.contains(&to))
                || !self.leads(to, way.start, left)
            {
                continue;
            }
            let Some(left) = tries.checked_sub(1) else { return };
            *tries = left;
            let before = way.formulas.len();
            way.formulas.push(self.rule(*rule, here, Want::True));
            for earlier in &rules[..place] {
                if self.moves(*earlier).is_some() {
                    way.formulas.push(self.rule(*earlier, here, Want::NotTrue));
                }
            }
            way.rules.push(*rule);
            if closes {
                if let Reply::Perhaps(model) = self.ask(&way.formulas) {
                    let first = Here { stage: Some(way.start), entering: true };
                    let rules = way.rules.clone();
                    let customer = self.show_deciding(&model, first, |_, evaluator, record| {
                        goes_around(evaluator, record, &rules)
                    });
                    let known = found.iter().any(|finding| finding.is_bounce_of(&rules));
                    if let Some(customer) = customer.filter(|_| !known) {
                        found.push(Finding::Bounce { rules, customer: Box::new(customer) });
                    }
                }
            } else if self.may_go(way) {
                way.stages.push(to);
                self.go_on(way, dead, tries, found);
                way.stages.pop();
            }
            way.rules.pop();
            way.formulas.truncate(before);
        }
    }
}

/// A way that a customer goes from stage to stage.
struct Way {
    start: StageId,
    /// How many moves it has in all.
    length: usize,
    rules: Vec<RuleId>,
    stages: Vec<StageId>,
    formulas: Vec<Rc<Formula>>,
}

/// Whether rules move a customer around twice, with what each move changes.
fn goes_around(evaluator: &Evaluator, record: &Record<'static>, rules: &[RuleId]) -> bool {
    let now = evaluator.clock().as_of();
    let mut record = record.clone();
    for rule in rules.iter().chain(rules) {
        let Ok(decision) = evaluator.decide(&record) else { return false };
        if decision.moves.first().is_none_or(|moved| moved.rule != *rule) {
            return false;
        }
        after::apply(&mut record, &decision, now);
    }
    true
}

impl Finding {
    /// Whether it is about these rules, wherever it begins.
    fn is_bounce_of(&self, rules: &[RuleId]) -> bool {
        let Finding::Bounce { rules: own, .. } = self else { return false };
        own.len() == rules.len() && own.iter().all(|rule| rules.contains(rule))
    }
}
