//! How many customers are where, and how many move.

use std::collections::BTreeMap;

use super::{Arrow, Way};
use crate::eval::Decision;
use crate::plan::{Plan, RuleId};

/// Counts of the customers of a run. Those of its parts add up to those of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// By stage, how many are in it before they move.
    pub stages: Vec<u64>,
    /// How many have no stage yet.
    pub new: u64,
    /// How many of those who had a stage are in another one afterward.
    moved: u64,
    /// How many move by each rule to each stage.
    moves: BTreeMap<(RuleId, usize), u64>,
}

impl Numbers {
    /// Nobody yet.
    pub fn new(plan: &Plan) -> Numbers {
        Numbers { stages: vec![0; plan.stages.len()], ..Numbers::default() }
    }

    /// Counts one more customer.
    pub fn add(&mut self, decision: &Decision) {
        match decision.from {
            Some(stage) => self.stages[stage] += 1,
            None => self.new += 1,
        }
        self.moved += u64::from(decision.from.is_some_and(|from| from != decision.to));
        for step in &decision.moves {
            *self.moves.entry((step.rule, step.to)).or_default() += 1;
        }
    }

    /// Takes up other customers.
    pub fn merge(&mut self, others: Numbers) {
        self.new += others.new;
        self.moved += others.moved;
        for (count, more) in self.stages.iter_mut().zip(others.stages) {
            *count += more;
        }
        for (step, more) in others.moves {
            *self.moves.entry(step).or_default() += more;
        }
    }

    /// How many customers there are.
    pub fn all(&self) -> u64 {
        self.new + self.stages.iter().sum::<u64>()
    }

    /// How many go from one stage to another, without those who are new: they enter a stage, as the
    /// summary of a run says it, even if a rule moves them on at once.
    pub fn moved(&self) -> u64 {
        self.moved
    }

    /// How many are in the same stage as before.
    pub fn stayed(&self) -> u64 {
        self.all() - self.new - self.moved
    }

    /// How many move by a rule, those who are new among them.
    pub fn by(&self, rule: RuleId) -> u64 {
        self.moves.iter().filter(|((by, _), _)| *by == rule).map(|(_, count)| count).sum()
    }

    /// How many move along an arrow, those who are new among them. Nobody moves along one that only says who brings whom.
    pub fn along(&self, arrow: &Arrow) -> Option<u64> {
        match arrow.way {
            Way::Refers => None,
            Way::Rules | Way::MakesRoom => {
                let rules = arrow.reasons.iter().filter_map(|reason| reason.rule);
                let count = |rule| self.moves.get(&(rule, arrow.to)).copied().unwrap_or_default();
                Some(rules.map(count).sum())
            }
        }
    }
}
