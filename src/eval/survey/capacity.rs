//! Who gets into stages that hold only this many.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

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
use super::limits::{Capacity, Limits};
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
            let there = survey.population.entry(stage).or_default();
            *there = there.saturating_add(1);
        }
    }
}

/// Those who stay in a stage and could make room.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Incumbents {
    /// How many there are.
    pub(super) all: u64,
    /// Those who would leave last.
    pub(super) last: Vec<Placed>,
}

impl Incumbents {
    fn push(&mut self, one: Placed) {
        self.all = self.all.saturating_add(1);
        self.last.push(one);
    }

    pub(super) fn merge(&mut self, other: Incumbents) {
        self.all = self.all.saturating_add(other.all);
        self.last.extend(other.last);
    }

    /// Who makes room if so many have to leave.
    fn exit(mut self, leave: u64, highest: bool) -> Exit {
        if leave == 0 {
            return Exit::Shut;
        }
        self.last.sort_by(|a, b| a.first(b, highest));
        let gone = self.all.saturating_sub(self.last.len() as u64);
        let leave = usize::try_from(leave.saturating_sub(gone)).unwrap_or(usize::MAX);
        Exit::before(self.last.into_iter().nth(leave))
    }
}

/// Lets contenders in, the best first, as far as there is room.
pub(super) fn fill(limits: &Limits, mut survey: Survey, everyone: &mut Everyone) {
    let capacities = limits.capacities.iter();
    let rooms = capacities.map(|(stage, capacity)| (*stage, places(*stage, *capacity, &survey)));
    let rooms: BTreeMap<StageId, u64> = rooms.collect();
    let room = |stage: StageId| rooms.get(&stage).copied().unwrap_or_default();
    let matching = Matching::of(&survey.contenders, room);
    for (&stage, capacity) in &limits.capacities {
        let held = matching.held.get(&stage).map_or(&[][..], Vec::as_slice);
        let last = held.last().copied();
        let last = last.and_then(|last| survey.contenders[last].at(matching.tries[last]));
        let entered = held.len() as u64;
        let door = match last {
            _ if entered < room(stage) => Door::Open,
            Some(last) => Door::UpTo(last),
            None => Door::Shut,
        };
        everyone.doors.insert(stage, door);
        let Some(highest) = capacity.highest else { continue };
        let incumbents = survey.incumbents.remove(&stage).unwrap_or_default();
        let there = survey.population.get(&stage).copied().unwrap_or_default();
        let too_many = there.saturating_add(entered).saturating_sub(capacity.count);
        let leave = if entered > 0 { too_many } else { 0 };
        everyone.exits.insert(stage, incumbents.exit(leave, highest));
    }
    note_contests(&survey, &matching, everyone);
}

/// How many may enter: the free places, and those that others leave to make room.
fn places(stage: StageId, capacity: Capacity, survey: &Survey) -> u64 {
    let there = survey.population.get(&stage).copied().unwrap_or_default();
    let leave = survey.incumbents.get(&stage).map_or(0, |incumbents| incumbents.all);
    capacity.count.saturating_add(leave).saturating_sub(there)
}

/// Notes how it came out for each stage that somebody did not get into.
fn note_contests(survey: &Survey, matching: &Matching, everyone: &mut Everyone) {
    let mut wanted: BTreeMap<StageId, Vec<(Placed, bool)>> = BTreeMap::new();
    for (contender, tries) in survey.contenders.iter().zip(&matching.tries) {
        for (choice, (stage, _)) in contender.choices.iter().take(tries + 1).enumerate() {
            let placed = contender.at(choice).map(|placed| (placed, choice == *tries));
            wanted.entry(*stage).or_default().extend(placed);
        }
    }
    for stage in survey.turned_away.keys() {
        wanted.entry(*stage).or_default();
    }
    for (stage, known) in wanted {
        let gone = survey.turned_away.get(&stage).copied().unwrap_or_default();
        let wanted = gone.saturating_add(known.len() as u64);
        let contest = Contest::of(wanted, 0, known.into_iter());
        everyone.contests.extend(contest.map(|contest| (Prize::Place(stage), contest)));
    }
}
