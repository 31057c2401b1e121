//! Where customers get by several steps.

use std::rc::Rc;

use super::does::Asked;
use super::search::{Found, Seen};
use super::{Answer, Obstacle, Proof};
use crate::plan::StageId;
use crate::prove::facts::Want;
use crate::prove::rules::Prover;

impl<'p> Prover<'p> {
    /// Whether customers get from one stage to another by any number of steps, where they do not at
    /// once. What is true of them is asked at the first step alone.
    pub(super) fn by_any_way(
        &mut self,
        asked: Asked<'p>,
        from: StageId,
        to: StageId,
        one_step: Answer,
    ) -> Answer {
        let mut came_from: Vec<Option<StageId>> = vec![None; self.plan.stages.len()];
        let mut open = vec![from];
        while let Some(stage) = open.pop() {
            let next =
                if stage == from { self.first_steps(asked, stage) } else { self.steps(stage) };
            for next in next {
                if next != from && came_from[next].is_none() {
                    came_from[next] = Some(stage);
                    open.push(next);
                }
            }
        }
        if came_from[to].is_none() {
            return match one_step {
                Answer::Proved(_) => Answer::Proved(Proof::default()),
                other @ (Answer::Counterexample { .. } | Answer::NotProved(_)) => other,
            };
        }
        let mut way = vec![to];
        let mut at = to;
        while let Some(before) = came_from[at] {
            way.push(before);
            at = before;
        }
        way.reverse();
        Answer::NotProved(vec![Obstacle::Way(way)])
    }

    /// Where those get at once whom a question is about.
    fn first_steps(&mut self, asked: Asked<'p>, from: StageId) -> Vec<StageId> {
        let mut stages: Vec<StageId> = self.makes_room(from).into_iter().collect();
        for (rule, to) in self.ways_out(from).collect::<Vec<_>>() {
            let mut case = self.fired(from, rule);
            if let Some(condition) = asked.condition {
                let who = self.read(condition, case.here, Want::True);
                case.formulas.insert(0, Rc::new(who));
            }
            let found = self.search(&case, &mut |prover, evaluator, record| {
                let decision = prover.decides(asked.condition, evaluator, &record);
                match decision.and_then(|decision| Some(decision.moves.first()?.rule)) {
                    Some(moved) if moved == rule => Seen::Shows(Box::new(record)),
                    Some(moved) => Seen::MovedBy(moved),
                    None => Seen::Nothing,
                }
            });
            if !matches!(found, Found::Nobody) && !stages.contains(&to) {
                stages.push(to);
            }
        }
        stages
    }

    /// Where customers of a stage get at once.
    fn steps(&mut self, stage: StageId) -> Vec<StageId> {
        let fates = self.fates(stage);
        let firing = fates.iter().filter(|(_, fate)| !fate.is_dead());
        let moves = firing.filter_map(|(rule, _)| self.plan.rules[*rule].move_to);
        moves.chain(self.makes_room(stage)).collect()
    }
}
