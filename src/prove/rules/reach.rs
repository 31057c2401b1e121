//! Where customers get by the rules that fire.

use super::finding::{Fates, Finding};
use super::prover::Prover;
use crate::plan::{Plan, RuleId, StageId};

/// Which stages customers get to.
pub(super) struct Reach {
    /// By moves, whatever their conditions.
    by_moves: Vec<bool>,
    /// By moves that fire.
    by_firing: Vec<bool>,
}

impl Reach {
    /// The stages that a rule leads to, and nobody gets to, because it never fires.
    pub(super) fn cut_off_by(&self, plan: &Plan, rule: RuleId) -> Vec<StageId> {
        let to = plan.rules[rule].move_to.into_iter();
        to.filter(|stage| self.by_moves[*stage] && !self.by_firing[*stage]).collect()
    }
}

impl Prover<'_> {
    pub(super) fn reach(&self, fates: &Fates) -> Reach {
        Reach {
            by_moves: self.reached(|_, _| true),
            by_firing: self.reached(|stage, rule| {
                let fate = fates[stage].iter().find(|(other, _)| *other == rule);
                !fate.is_some_and(|(_, fate)| fate.is_dead())
            }),
        }
    }

    /// The stages that customers get to from the first by rules of a kind.
    fn reached(&self, leads: impl Fn(StageId, RuleId) -> bool) -> Vec<bool> {
        let mut reached = vec![false; self.plan.stages.len()];
        let mut open = vec![self.plan.start];
        while let Some(stage) = open.pop() {
            if std::mem::replace(&mut reached[stage], true) {
                continue;
            }
            open.extend(
                self.ways_out(stage).filter(|(rule, _)| leads(stage, *rule)).map(|(_, to)| to),
            );
            open.extend(self.makes_room(stage));
            open.extend(&self.plan.stages[stage].refers);
        }
        reached
    }

    /// The rules that move out of a stage, and where to.
    pub(in crate::prove) fn ways_out(
        &self,
        stage: StageId,
    ) -> impl Iterator<Item = (RuleId, StageId)> {
        let rules = self.plan.rules_in(stage);
        rules.filter_map(|rule| Some((rule, self.plan.rules[rule].move_to?)))
    }

    /// Where customers go who make room for others.
    pub(in crate::prove) fn makes_room(&self, stage: StageId) -> Option<StageId> {
        let capacity = self.plan.stages[stage].capacity.as_ref()?;
        Some(capacity.makes_room.as_ref()?.to)
    }

    /// The moves never lead back: three or more stages are reached, and no way leads around.
    pub(super) fn open_wheel(&self, reach: &Reach, found: &mut Vec<Finding>) {
        let stages: Vec<StageId> =
            (0..self.plan.stages.len()).filter(|stage| reach.by_moves[*stage]).collect();
        let around = |stage: &StageId| self.comes_back(*stage);
        if stages.len() >= 3 && !stages.iter().any(around) {
            // The last one that leads nowhere.
            let ends = stages.iter().rev().find(|stage| self.next(**stage).is_empty());
            found.extend(ends.map(|last| Finding::OpenWheel { last: *last }));
        }
    }

    /// Where a stage leads: by moves, by making room, by those whom customers bring.
    fn next(&self, stage: StageId) -> Vec<StageId> {
        let moves = self.ways_out(stage).map(|(_, to)| to);
        let all = moves.chain(self.makes_room(stage)).chain(self.plan.stages[stage].refers.clone());
        all.filter(|to| *to != stage).collect()
    }

    fn comes_back(&self, stage: StageId) -> bool {
        let mut seen = vec![false; self.plan.stages.len()];
        let mut open = self.next(stage);
        while let Some(at) = open.pop() {
            if at == stage {
                return true;
            }
            if !std::mem::replace(&mut seen[at], true) {
                open.extend(self.next(at));
            }
        }
        false
    }

    /// Stages that nobody gets to or leaves, where no rule is known to be the reason.
    pub(super) fn stages(&self, fates: &Fates, reach: &Reach, found: &mut Vec<Finding>) {
        let known: Vec<RuleId> = found.iter().filter_map(Finding::dead).collect();
        for (stage, fates) in fates.iter().enumerate() {
            if reach.by_moves[stage] && !reach.by_firing[stage] {
                let into: Vec<RuleId> = (0..self.plan.rules.len())
                    .filter(|rule| self.plan.rules[*rule].move_to == Some(stage))
                    .collect();
                // What comes after a stage that nobody gets to is no news.
                let from_reached = (0..self.plan.stages.len()).any(|from| {
                    reach.by_firing[from] && self.ways_out(from).any(|(_, to)| to == stage)
                });
                if from_reached && !into.iter().any(|rule| known.contains(rule)) {
                    found.push(Finding::Unreachable { stage, rules: into });
                }
            }
            let out: Vec<RuleId> = self.ways_out(stage).map(|(rule, _)| rule).collect();
            let dead =
                |rule: &RuleId| fates.iter().any(|(other, fate)| other == rule && fate.is_dead());
            let stuck = !out.is_empty() && out.iter().all(dead) && self.makes_room(stage).is_none();
            if stuck && reach.by_firing[stage] && !out.iter().all(|rule| known.contains(rule)) {
                found.push(Finding::Stuck { stage, rules: out });
            }
        }
    }
}
