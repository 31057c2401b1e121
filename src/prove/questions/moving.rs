//! What moves customers of a stage, or leaves them where they are, as cases.

use super::Obstacle;
use super::search::Case;
use crate::plan::{RuleId, StageId};
use crate::prove::facts::{Here, Want};
use crate::prove::rules::Prover;

impl Prover<'_> {
    /// Nothing yet is asked of customers in a stage.
    pub(super) fn anybody_in(&self, stage: StageId) -> Case {
        Case {
            here: Here { stage: Some(stage), entering: false },
            new: false,
            formulas: Vec::new(),
            hints: Vec::new(),
            before: Vec::new(),
            rule: None,
            obstacle: None,
        }
    }

    /// Those for whom a rule is true, and who are not moved on by another one before, if it moves
    /// them.
    pub(super) fn fired(&mut self, stage: StageId, rule: RuleId) -> Case {
        let mut case = self.anybody_in(stage);
        case.formulas.push(self.rule(rule, case.here, Want::True));
        case.rule = Some(rule);
        if self.plan.rules[rule].move_to.is_some() {
            let rules = self.plan.rules_in(stage).take_while(|other| *other != rule);
            case.before = rules.filter(|other| self.moves(*other).is_some()).collect();
        }
        case
    }

    /// Those whom a rule moves, of the rules that lead to some stages.
    pub(super) fn moved(&mut self, stage: StageId, to: impl Fn(StageId) -> bool) -> Vec<Case> {
        let rules: Vec<RuleId> =
            self.ways_out(stage).filter(|(_, stage)| to(*stage)).map(|(rule, _)| rule).collect();
        rules.into_iter().map(|rule| self.fired(stage, rule)).collect()
    }

    /// Those who stay: no rule moves them. Where a stage may have no room, they stay although a rule
    /// is true.
    pub(super) fn unmoved(&mut self, stage: StageId) -> Vec<Case> {
        let all: Vec<(RuleId, StageId)> = self.ways_out(stage).collect();
        let (always, with_room): (Vec<_>, Vec<_>) =
            all.iter().partition(|(rule, _)| self.moves(*rule).is_some());
        let mut surely = self.anybody_in(stage);
        surely.before = all.iter().map(|(rule, _)| *rule).collect();
        let mut cases = vec![surely];
        for (rule, to) in with_room {
            let mut case = self.anybody_in(stage);
            case.formulas.push(self.rule(rule, case.here, Want::True));
            case.before = always.iter().map(|(rule, _)| *rule).collect();
            case.rule = Some(rule);
            case.obstacle = Some(Obstacle::NoRoom(to));
            cases.push(case);
        }
        cases
    }
}
