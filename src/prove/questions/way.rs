//! Where customers get by several steps.

use std::rc::Rc;

use super::{Answer, Obstacle};
use crate::plan::{RuleId, StageId};
use crate::prove::rules::{Fate, Prover};

/// Where a stage was reached from: by the first step, or from another stage by a later one.
#[derive(Clone, Copy)]
enum Came {
    AtOnce,
    From(StageId),
}

impl Prover<'_> {
    /// Whether customers get from one stage to another by any number of steps, where they do not at
    /// once. They may be steps of one run, in which no stage is entered twice: then a rule has its turn
    /// after all that another one otherwise comes before.
    pub(super) fn by_any_way(&mut self, from: StageId, to: StageId, one_step: Answer) -> Answer {
        let is_impossible = matches!(one_step, Answer::Proved(_));
        let mut came: Vec<Option<Came>> = vec![None; self.plan.stages.len()];
        let mut open = Vec::new();
        for next in self.steps(from, |fate| !fate.is_dead()) {
            if !(is_impossible && next == to) && came[next].is_none() {
                came[next] = Some(Came::AtOnce);
                open.push(next);
            }
        }
        while let Some(stage) = open.pop() {
            for next in self.steps(stage, |fate| !matches!(fate, Fate::Never)) {
                if came[next].is_none() {
                    came[next] = Some(Came::From(stage));
                    open.push(next);
                }
            }
        }
        let mut way = vec![to];
        let mut at = to;
        while let Some(Came::From(before)) = came[at] {
            way.push(before);
            at = before;
        }
        // Nothing leads there, or one step alone.
        if way.len() == 1 {
            return one_step;
        }
        way.push(from);
        way.reverse();
        Answer::NotProved(vec![Obstacle::Way(way)])
    }

    /// Where rules of a stage lead, if what becomes of them is so.
    fn steps(&mut self, stage: StageId, is_so: impl Fn(&Fate) -> bool) -> Vec<StageId> {
        let fates = self.known_fates(stage);
        let rules = fates.iter().filter(|(_, fate)| is_so(fate));
        let moves = rules.filter_map(|(rule, _)| self.plan.rules[*rule].move_to);
        moves.chain(self.makes_room(stage)).collect()
    }

    /// What becomes of the rules of a stage, which is worked out once for all questions.
    fn known_fates(&mut self, stage: StageId) -> Rc<[(RuleId, Fate)]> {
        if let Some(fates) = self.fates.get(&stage) {
            return Rc::clone(fates);
        }
        let fates: Rc<[(RuleId, Fate)]> = self.fates(stage).into();
        self.fates.insert(stage, Rc::clone(&fates));
        fates
    }
}
