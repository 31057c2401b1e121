//! Who gets into stages that hold only this many.

use std::collections::BTreeMap;

use crate::plan::{RuleId, StageId};
use crate::values::Value;

use super::super::Decision;
use super::super::contest::{Contest, Prize};
use super::super::context::Context;
use super::super::cutoff::{Door, Exit};
use super::super::everyone::Everyone;
use super::super::judge::Found;
use super::super::rank::Placed;
use super::candidate::{Candidate, Measure};
use super::contender::{Contender, Matching};
use super::{Survey, placed};

impl Context {
    pub(super) fn look_for_capacity<C: Candidate>(
        &self,
        candidate: &mut C,
        decision: &Decision,
        survey: &mut Survey,
    ) -> Result<(), C::Fault> {
        let stage = candidate.stage().unwrap_or(self.plan.start);
        // A rule that would move is named in the decision, taken or not.
        let mut rules = Found::default();
        if !(decision.moves.is_empty() && decision.also.is_empty()) {
            candidate.rules(stage, &mut rules)?;
        }
        let choices = self.choices(candidate, &rules.known)?;
        let moves = rules.known.iter().any(|rule| self.plan.rules[*rule].move_to.is_some());
        let incumbent = match candidate.stage().filter(|_| !moves) {
            Some(stage) => self.who_makes_room(candidate, stage)?.map(|placed| (stage, placed)),
            None => None,
        };
        if !choices.is_empty() {
            survey.contenders.push(Contender { id: candidate.id().to_owned(), choices });
        }
        if let Some((stage, placed)) = incumbent {
            survey.incumbents.entry(stage).or_default().push(placed);
        }
        self.count_place(candidate, survey);
        Ok(())
    }

    /// The stages with a capacity that true rules would move a customer to, the first choice first,
    /// up to a move that needs no place; each with what they are put in order by there.
    fn choices<C: Candidate>(
        &self,
        candidate: &mut C,
        rules: &[RuleId],
    ) -> Result<Vec<(StageId, Option<Value<'static>>)>, C::Fault> {
        let mut choices: Vec<(StageId, Option<Value<'static>>)> = Vec::new();
        for to in rules.iter().filter_map(|rule| self.plan.rules[*rule].move_to) {
            if self.plan.stages[to].capacity.is_none() {
                break;
            }
            if !choices.iter().any(|(other, _)| *other == to) {
                choices.push((to, candidate.measured(Measure::Entering(to))?));
            }
        }
        Ok(choices)
    }

    /// The stages that have no room for a customer, of those that true rules would move them to.
    pub(in super::super) fn full<C: Candidate>(
        &self,
        candidate: &mut C,
        rules: &[RuleId],
    ) -> Result<Vec<StageId>, C::Fault> {
        let doors = &self.everyone.doors;
        if doors.is_empty() {
            return Ok(Vec::new());
        }
        let mut full = Vec::new();
        for (stage, value) in self.choices(candidate, rules)? {
            let placed = Placed { value, id: candidate.id().to_owned() };
            if doors.get(&stage).is_some_and(|door| !door.lets_in(&placed)) {
                full.push(stage);
            }
        }
        Ok(full)
    }

    /// A customer at their place among those who make room in a stage, if somebody does there.
    fn who_makes_room<C: Candidate>(
        &self,
        candidate: &mut C,
        stage: StageId,
    ) -> Result<Option<Placed>, C::Fault> {
        let capacity = self.plan.stages[stage].capacity.as_ref();
        match capacity.and_then(|capacity| capacity.makes_room.as_ref()) {
            Some(_) => placed(candidate, Measure::MakingRoom(stage)).map(Some),
            None => Ok(None),
        }
    }

    /// Whether a customer, whom no rule moves, has to make room in the stage they are in.
    pub(in super::super) fn makes_room<C: Candidate>(
        &self,
        candidate: &mut C,
        stage: StageId,
    ) -> Result<bool, C::Fault> {
        let Some(exit) = self.everyone.exits.get(&stage) else { return Ok(false) };
        let capacity = self.plan.stages[stage].capacity.as_ref();
        let way = capacity.and_then(|capacity| capacity.makes_room.as_ref());
        let placed = self.who_makes_room(candidate, stage)?;
        Ok(way.zip(placed).is_some_and(|(way, placed)| exit.is_for(&placed, way.highest)))
    }

    /// Counts the place that a customer has, whether or not they contend.
    pub(super) fn count_place<C: Candidate>(&self, candidate: &C, survey: &mut Survey) {
        if let Some(stage) = candidate.stage()
            && self.plan.stages[stage].capacity.is_some()
        {
            *survey.population.entry(stage).or_default() += 1;
        }
    }

    /// Lets contenders in, the best first, as far as there is room.
    pub(super) fn fill(&self, mut survey: Survey, everyone: &mut Everyone) {
        let rooms: BTreeMap<StageId, u64> =
            self.capacities().map(|(stage, count)| (stage, room(stage, count, &survey))).collect();
        let matching = Matching::of(&survey.contenders, |stage| rooms[&stage]);
        for (stage, count) in self.capacities() {
            let held = matching.held.get(&stage).map_or(&[][..], Vec::as_slice);
            let last =
                held.last().and_then(|last| survey.contenders[*last].at(matching.tries[*last]));
            let door = match last {
                _ if (held.len() as u64) < rooms[&stage] => Door::Open,
                Some(last) => Door::UpTo(last),
                None => Door::Shut,
            };
            everyone.doors.insert(stage, door);
            let incumbents = survey.incumbents.remove(&stage).unwrap_or_default();
            let there = survey.population.get(&stage).copied().unwrap_or_default();
            let too_many = (there + held.len() as u64).saturating_sub(count);
            let leave = if held.is_empty() { 0 } else { too_many };
            everyone.exits.extend(self.exit(stage, incumbents, leave).map(|exit| (stage, exit)));
        }
        note_contests(&survey.contenders, &matching, everyone);
    }

    /// The stages with a capacity, and how many each holds.
    fn capacities(&self) -> impl Iterator<Item = (StageId, u64)> + '_ {
        let stages = self.plan.stages.iter().enumerate();
        stages.filter_map(|(stage, declared)| Some((stage, declared.capacity.as_ref()?.count)))
    }

    /// Who makes room in a stage that so many have to leave, of those who could; `None` where nobody
    /// ever does.
    fn exit(&self, stage: StageId, mut incumbents: Vec<Placed>, leave: u64) -> Option<Exit> {
        let way = self.plan.stages[stage].capacity.as_ref()?.makes_room.as_ref()?;
        if leave == 0 {
            return Some(Exit::Shut);
        }
        incumbents.sort_by(|a, b| a.first(b, way.highest));
        let leave = usize::try_from(leave).unwrap_or(usize::MAX);
        Some(Exit::before(incumbents.into_iter().nth(leave)))
    }
}

/// How many may enter: the free places, and those that others leave to make room.
fn room(stage: StageId, count: u64, survey: &Survey) -> u64 {
    let there = survey.population.get(&stage).copied().unwrap_or_default();
    let leave = survey.incumbents.get(&stage).map_or(0, Vec::len) as u64;
    (count + leave).saturating_sub(there)
}

/// Notes how it came out for each stage that somebody did not get into.
fn note_contests(contenders: &[Contender], matching: &Matching, everyone: &mut Everyone) {
    let mut wanted: BTreeMap<StageId, Vec<(Placed, bool)>> = BTreeMap::new();
    for (contender, tries) in contenders.iter().zip(&matching.tries) {
        for (place, (stage, value)) in contender.choices.iter().take(tries + 1).enumerate() {
            let placed = Placed { value: value.clone(), id: contender.id.clone() };
            wanted.entry(*stage).or_default().push((placed, place == *tries));
        }
    }
    for (stage, wanted) in wanted {
        let contest = Contest::of(wanted.into_iter());
        everyone.contests.extend(contest.map(|contest| (Prize::Place(stage), contest)));
    }
}
