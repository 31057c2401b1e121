//! Who gets into stages that hold only this many.

use std::collections::BTreeMap;

use crate::plan::{Capacity, StageId};
use crate::values::Value;

use super::super::Decision;
use super::super::contest::{Contest, Prize};
use super::super::context::Context;
use super::super::everyone::Everyone;
use super::super::judge::Found;
use super::super::rank::{Placed, higher};
use super::candidate::{Candidate, Measure};
use super::{Survey, placed};

/// Somebody who would move to a stage with a capacity.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Contender {
    id: String,
    /// The stages with a capacity that they would move to, the first choice first.
    choices: Vec<(StageId, Option<Value<'static>>)>,
}

impl Contender {
    fn stages(&self) -> impl Iterator<Item = StageId> {
        self.choices.iter().map(|(stage, _)| *stage)
    }
}

impl Context {
    pub(super) fn look_for_capacity<C: Candidate>(
        &self,
        candidate: &mut C,
        decision: &Decision,
        survey: &mut Survey,
    ) -> Result<(), C::Fault> {
        let stage = candidate.stage().unwrap_or(self.plan.start);
        let mut choices: Vec<(StageId, Option<Value<'static>>)> = Vec::new();
        let mut moves = false;
        // A rule that would move is named in the decision, taken or not.
        let mut rules = Found::default();
        if !(decision.moves.is_empty() && decision.also.is_empty()) {
            candidate.rules(stage, &mut rules)?;
        }
        for rule in rules.known {
            let Some(to) = self.plan.rules[rule].move_to else { continue };
            moves = true;
            if self.plan.stages[to].capacity.is_none() {
                break;
            }
            if !choices.iter().any(|(other, _)| *other == to) {
                choices.push((to, candidate.measured(Measure::Entering(to))?));
            }
        }
        let own = self.plan.stages[stage].capacity.as_ref();
        let incumbent = match own.and_then(|capacity| capacity.makes_room.as_ref()) {
            Some(_) if !moves => Some(placed(candidate, Measure::MakingRoom(stage))?),
            Some(_) | None => None,
        };
        if !choices.is_empty() {
            survey.contenders.push(Contender { id: candidate.id().to_owned(), choices });
        }
        if candidate.stage().is_some() && own.is_some() {
            survey.incumbents.entry(stage).or_default().extend(incumbent);
        }
        self.count_place(candidate, survey);
        Ok(())
    }

    /// Counts the place that a customer has, whether or not they contend.
    pub(super) fn count_place<C: Candidate>(&self, candidate: &C, survey: &mut Survey) {
        if let Some(stage) = candidate.stage()
            && self.plan.stages[stage].capacity.is_some()
        {
            *survey.population.entry(stage).or_default() += 1;
        }
    }

    /// Lets contenders in, the best first. One who finds their first choice full tries the next,
    /// and may there be better than somebody who was let in before; so it goes round until nobody
    /// is turned away any more. What comes out is the same whoever begins.
    pub(super) fn fill(&self, survey: Survey, everyone: &mut Everyone) {
        let groups = grouped(survey.contenders, everyone);
        let mut tries = vec![0; groups.len()];
        let entered = loop {
            let mut wanting: BTreeMap<StageId, Vec<usize>> = BTreeMap::new();
            for (group, (contender, _)) in groups.iter().enumerate() {
                if let Some((stage, _)) = contender.choices.get(tries[group]) {
                    wanting.entry(*stage).or_default().push(group);
                }
            }
            let mut turned_away = false;
            let mut entered: BTreeMap<StageId, u64> = BTreeMap::new();
            for (stage, mut list) in wanting {
                list.sort_by(|a, b| {
                    choice(&groups, &tries, *a).highest_first(&choice(&groups, &tries, *b))
                });
                let room = self.room(stage, &survey.population, &survey.incumbents);
                let taken = entered.entry(stage).or_default();
                for group in list {
                    if *taken + groups[group].1 <= room {
                        *taken += groups[group].1;
                    } else {
                        tries[group] += 1;
                        turned_away = true;
                    }
                }
            }
            if !turned_away {
                break entered;
            }
        };
        note_contests(&groups, &tries, everyone);
        for ((contender, _), tries) in groups.into_iter().zip(tries).filter(|(_, tries)| *tries > 0)
        {
            let closed = contender.choices.into_iter().take(tries).map(|(stage, _)| stage);
            everyone.closed.insert(contender.id, closed.collect());
        }
        for (stage, incumbents) in survey.incumbents {
            let population = survey.population.get(&stage).copied().unwrap_or_default();
            let entered = entered.get(&stage).copied().unwrap_or_default();
            self.make_room(stage, population, entered, incumbents, everyone);
        }
    }

    /// How many may enter: the free places, and those that others leave to make room.
    fn room(
        &self,
        stage: StageId,
        population: &BTreeMap<StageId, u64>,
        incumbents: &BTreeMap<StageId, Vec<Placed>>,
    ) -> u64 {
        let Some(capacity) = &self.plan.stages[stage].capacity else { return u64::MAX };
        let there = population.get(&stage).copied().unwrap_or_default();
        let leave = incumbents.get(&stage).map_or(0, Vec::len) as u64;
        (capacity.count + leave).saturating_sub(there)
    }

    fn make_room(
        &self,
        stage: StageId,
        population: u64,
        entered: u64,
        mut incumbents: Vec<Placed>,
        everyone: &mut Everyone,
    ) {
        let Some(Capacity { count, makes_room: Some(way), .. }) = &self.plan.stages[stage].capacity
        else {
            return;
        };
        if entered == 0 {
            return;
        }
        let too_many = (population + entered).saturating_sub(*count);
        if way.highest {
            incumbents.sort_by(Placed::highest_first);
        } else {
            incumbents.sort_by(Placed::lowest_first);
        }
        for placed in incumbents.into_iter().take(too_many as usize) {
            everyone.makes_room.entry(placed.id).or_default().push(stage);
        }
    }
}

/// Notes how it came out for each stage that somebody did not get into.
fn note_contests(groups: &[(Contender, u64)], tries: &[usize], everyone: &mut Everyone) {
    if tries.iter().all(|tries| *tries == 0) {
        return;
    }
    let mut wanted: BTreeMap<StageId, Vec<(Placed, bool)>> = BTreeMap::new();
    for ((contender, _), tries) in groups.iter().zip(tries) {
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

/// A contender's present choice.
fn choice(groups: &[(Contender, u64)], tries: &[usize], group: usize) -> Placed {
    let contender = &groups[group].0;
    let value = contender.choices.get(tries[group]).and_then(|(_, value)| value.clone());
    Placed { value, id: contender.id.clone() }
}

/// Contenders by id, with how many records have it: the highest of their values counts. Records
/// with the same id that would enter different stages cannot go together: no stage is open to them.
fn grouped(contenders: Vec<Contender>, everyone: &mut Everyone) -> Vec<(Contender, u64)> {
    let mut groups: BTreeMap<String, (Contender, u64)> = BTreeMap::new();
    for contender in contenders {
        match groups.get_mut(&contender.id) {
            None => {
                groups.insert(contender.id.clone(), (contender, 1));
            }
            Some((first, size)) => {
                *size += 1;
                if first.stages().eq(contender.stages()) {
                    for (mine, (_, theirs)) in first.choices.iter_mut().zip(contender.choices) {
                        mine.1 = higher(mine.1.take(), theirs);
                    }
                } else {
                    let both = first.stages().chain(contender.stages());
                    everyone.closed.entry(contender.id.clone()).or_default().extend(both);
                }
            }
        }
    }
    groups
        .into_values()
        .filter(|(contender, _)| !everyone.closed.contains_key(&contender.id))
        .collect()
}
