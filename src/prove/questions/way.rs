//! Where customers get by several steps.

use super::{Answer, Obstacle};
use crate::plan::StageId;
use crate::prove::rules::Prover;

impl Prover<'_> {
    /// Whether customers get from one stage to another by any number of steps, where they do not at
    /// once.
    pub(super) fn by_any_way(&mut self, from: StageId, to: StageId, one_step: Answer) -> Answer {
        let is_impossible = matches!(one_step, Answer::Proved(_));
        let mut came_from: Vec<Option<StageId>> = vec![None; self.plan.stages.len()];
        let mut open = vec![from];
        while let Some(stage) = open.pop() {
            for next in self.steps(stage) {
                if is_impossible && (stage, next) == (from, to) {
                    continue;
                }
                if came_from[next].is_none() {
                    came_from[next] = Some(stage);
                    open.push(next);
                }
            }
        }
        let mut way = vec![to];
        let mut before = came_from[to];
        while let Some(stage) = before {
            way.push(stage);
            before = if stage == from { None } else { came_from[stage] };
        }
        way.reverse();
        match way.len() {
            // Nothing leads there, or one step alone.
            1 | 2 => one_step,
            _ => Answer::NotProved(vec![Obstacle::Way(way)]),
        }
    }

    /// Where customers of a stage get at once.
    fn steps(&mut self, stage: StageId) -> Vec<StageId> {
        let fates = self.fates(stage);
        let firing = fates.iter().filter(|(_, fate)| !fate.is_dead());
        let moves = firing.filter_map(|(rule, _)| self.plan.rules[*rule].move_to);
        moves.chain(self.makes_room(stage)).collect()
    }
}
