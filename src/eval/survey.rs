//! Limits across customers: what must be known of all of them before anyone can be decided.
//!
//! Each phase looks at every record once and keeps only those who contend for something short. The
//! outcome does not depend on the order of the records or on who looked at them: contenders are
//! put in order by the declared value and then by id. Records with the same id get, or miss, a
//! place together, so that nothing is ever overspent.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::plan::{Cap, Capacity, Expr, GiftId, StageId};
use crate::syntax::tree::Standing;
use crate::values::{Decimal, Value};

use super::rank::{Placed, compared, owned};
use super::run::{Ranking, Run};
use super::state::State;
use super::step::true_rules;
use super::view::View;
use super::{Evaluator, Fault, Record};

/// One thing that all records must be looked at for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Where customers stand among all: `quintile` and `rank`.
    Standings,
    /// Who gets into stages with a capacity.
    Capacity,
    /// Who gets gifts with a budget.
    Budgets,
}

/// What one phase has seen so far. Surveys of parts of the records can be merged.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// By the standings of the plan.
    values: Vec<Vec<Placed>>,
    /// By stage, how many were in it when the run began.
    population: BTreeMap<StageId, u64>,
    contenders: Vec<Contender>,
    /// By stage, those who stay and could make room.
    incumbents: BTreeMap<StageId, Vec<Placed>>,
    /// By gift, what was given in the period before.
    spent: BTreeMap<GiftId, Spent>,
    /// By gift, those who would get it.
    wanted: BTreeMap<GiftId, Vec<Placed>>,
}

/// Somebody who would move to a stage with a capacity.
#[derive(Clone, Debug)]
struct Contender {
    id: String,
    /// The stages with a capacity that they would move to, the first choice first.
    choices: Vec<(StageId, Option<Value<'static>>)>,
}

#[derive(Clone, Copy, Debug)]
struct Spent {
    count: u64,
    /// `None` where it is more than can be counted.
    money: Option<Decimal>,
}

impl Default for Spent {
    fn default() -> Spent {
        Spent { count: 0, money: Some(Decimal::ZERO) }
    }
}

impl Spent {
    fn add(&mut self, count: u64, money: Option<Decimal>) {
        self.count += count;
        self.money = match (self.money, money) {
            (Some(a), Some(b)) => a.checked_add(b).ok(),
            (None, _) | (_, None) => None,
        };
    }
}

impl Survey {
    /// Takes up what another survey of the same phase saw.
    pub fn merge(&mut self, other: Survey) {
        self.values.resize_with(self.values.len().max(other.values.len()), Vec::new);
        for (mine, theirs) in self.values.iter_mut().zip(other.values) {
            mine.extend(theirs);
        }
        for (stage, count) in other.population {
            *self.population.entry(stage).or_default() += count;
        }
        self.contenders.extend(other.contenders);
        for (stage, placed) in other.incumbents {
            self.incumbents.entry(stage).or_default().extend(placed);
        }
        for (gift, spent) in other.spent {
            self.spent.entry(gift).or_default().add(spent.count, spent.money);
        }
        for (gift, placed) in other.wanted {
            self.wanted.entry(gift).or_default().extend(placed);
        }
    }
}

impl<'p> Evaluator<'p> {
    /// The phases that must be gone through, in order, before records can be decided among each
    /// other. None, where the program has no limits across customers.
    pub fn phases(&self) -> Vec<Phase> {
        let plan = self.plan;
        let mut phases = Vec::new();
        if !plan.standings.is_empty() {
            phases.push(Phase::Standings);
        }
        if plan.stages.iter().any(|stage| stage.capacity.is_some()) {
            phases.push(Phase::Capacity);
        }
        if plan.gifts.iter().any(|gift| gift.budget.is_some()) {
            phases.push(Phase::Budgets);
        }
        phases
    }

    /// Looks at one record for a phase.
    ///
    /// # Errors
    /// As [`decide`](Evaluator::decide); such a record takes part in nothing.
    pub fn look(
        &self,
        phase: Phase,
        record: &Record<'_>,
        survey: &mut Survey,
    ) -> Result<(), Fault> {
        match phase {
            Phase::Standings => self.look_for_standings(record, survey),
            Phase::Capacity => self.look_for_capacity(record, survey),
            Phase::Budgets => self.look_for_budgets(record, survey),
        }
    }

    /// The same evaluator, now knowing what came of a phase.
    pub fn knowing(self, phase: Phase, survey: Survey) -> Evaluator<'p> {
        let mut run = Run::clone(&self.run);
        match phase {
            Phase::Standings => run.rankings = self.rankings(survey),
            Phase::Capacity => self.fill(survey, &mut run),
            Phase::Budgets => self.spend(survey, &mut run),
        }
        Evaluator { run: Arc::new(run), ..self }
    }

    fn look_for_standings(&self, record: &Record<'_>, survey: &mut Survey) -> Result<(), Fault> {
        let state = State::of(record, self);
        let view = View::new(self, record, &state);
        let mut values = Vec::new();
        for standing in &self.plan.standings {
            values.push(placed(&view, Some(&standing.value))?);
        }
        survey.values.resize_with(values.len(), Vec::new);
        for (all, placed) in survey.values.iter_mut().zip(values) {
            if placed.value.is_some() {
                all.push(placed);
            }
        }
        Ok(())
    }

    fn rankings(&self, survey: Survey) -> Vec<Ranking> {
        let mut values = survey.values;
        values.resize_with(self.plan.standings.len(), Vec::new);
        let standings = self.plan.standings.iter();
        standings.zip(values).map(|(standing, values)| ranking(standing.function, values)).collect()
    }

    fn look_for_capacity(&self, record: &Record<'_>, survey: &mut Survey) -> Result<(), Fault> {
        let state = State::of(record, self);
        let view = View::new(self, record, &state);
        let stage = state.stage(self.plan);
        let mut choices: Vec<(StageId, Option<Value<'static>>)> = Vec::new();
        let mut moves = false;
        for rule in true_rules(&view, stage)? {
            let Some(to) = self.plan.rules[rule].move_to else { continue };
            moves = true;
            let Some(capacity) = &self.plan.stages[to].capacity else { break };
            if !choices.iter().any(|(other, _)| *other == to) {
                choices.push((to, placed(&view, capacity.by.as_ref())?.value));
            }
        }
        let own = self.plan.stages[stage].capacity.as_ref();
        let incumbent = match own.and_then(|capacity| capacity.makes_room.as_ref()) {
            Some(way) if !moves => Some(placed(&view, Some(&way.by))?),
            Some(_) | None => None,
        };
        if !choices.is_empty() {
            survey.contenders.push(Contender { id: record.id.text.to_string(), choices });
        }
        if record.stage.is_some() && own.is_some() {
            *survey.population.entry(stage).or_default() += 1;
            survey.incumbents.entry(stage).or_default().extend(incumbent);
        }
        Ok(())
    }

    /// Lets contenders in, the best first. One who finds their first choice full tries the next,
    /// and may there be better than somebody who was let in before; so it goes round until nobody
    /// is turned away any more. What comes out is the same whoever begins.
    fn fill(&self, survey: Survey, run: &mut Run) {
        let groups = grouped(survey.contenders);
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
        for ((contender, _), tries) in groups.into_iter().zip(tries).filter(|(_, tries)| *tries > 0)
        {
            let closed = contender.choices.into_iter().take(tries).map(|(stage, _)| stage);
            run.closed.insert(contender.id, closed.collect());
        }
        for (stage, incumbents) in survey.incumbents {
            let population = survey.population.get(&stage).copied().unwrap_or_default();
            let entered = entered.get(&stage).copied().unwrap_or_default();
            self.make_room(stage, population, entered, incumbents, run);
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
        run: &mut Run,
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
            run.makes_room.insert(placed.id, stage);
        }
    }

    fn look_for_budgets(&self, record: &Record<'_>, survey: &mut Survey) -> Result<(), Fault> {
        let decision = self.decide_among(record)?;
        let state = State::of(record, self);
        let view = View::new(self, record, &state);
        let mut wanted = Vec::new();
        for given in &decision.given {
            if let Some(budget) = &self.plan.gifts[given.gift].budget {
                wanted.push((given.gift, placed(&view, budget.by.as_ref())?));
            }
        }
        for (gift, placed) in wanted {
            survey.wanted.entry(gift).or_default().push(placed);
        }
        for grant in &state.given {
            if let Some(budget) = &self.plan.gifts[grant.gift].budget
                && self.is_within(budget.per, grant.at)
            {
                let spent = survey.spent.entry(grant.gift).or_default();
                spent.add(1, Some(self.cost(grant)));
            }
        }
        Ok(())
    }

    /// Spends each budget on those who come first, as far as it reaches.
    fn spend(&self, survey: Survey, run: &mut Run) {
        for (gift, mut wanted) in survey.wanted {
            let Some(budget) = &self.plan.gifts[gift].budget else { continue };
            let cost = self.plan.gifts[gift].costs.unwrap_or(Decimal::ZERO);
            let mut spent = survey.spent.get(&gift).copied().unwrap_or_default();
            wanted.sort_by(Placed::highest_first);
            let mut sizes: HashMap<String, u64> = HashMap::new();
            for placed in &wanted {
                *sizes.entry(placed.id.clone()).or_default() += 1;
            }
            for placed in wanted {
                // Records with the same id are taken together, when the first of them comes.
                let Some(size) = sizes.remove(&placed.id) else { continue };
                let mut after = spent;
                let costs = i64::try_from(size).ok().map(Decimal::from);
                after.add(size, costs.and_then(|size| size.checked_mul(cost).ok()));
                let fits = match budget.cap {
                    Cap::Count(cap) => after.count <= cap,
                    Cap::Money(cap) => after.money.is_some_and(|money| money <= cap),
                };
                if fits {
                    spent = after;
                } else {
                    run.denied.entry(placed.id).or_default().push(gift);
                }
            }
        }
    }
}

/// A customer at the place that an expression gives them.
fn placed<'v>(view: &View<'v>, by: Option<&'v Expr>) -> Result<Placed, Fault> {
    let value = match by {
        Some(by) => view.value(by, None)?.and_then(owned),
        None => None,
    };
    Ok(Placed { value, id: view.record.id.text.to_string() })
}

/// A contender's present choice.
fn choice(groups: &[(Contender, u64)], tries: &[usize], group: usize) -> Placed {
    let contender = &groups[group].0;
    let value = contender.choices.get(tries[group]).and_then(|(_, value)| value.clone());
    Placed { value, id: contender.id.clone() }
}

/// Contenders by id, with how many records bear it.
fn grouped(contenders: Vec<Contender>) -> Vec<(Contender, u64)> {
    let mut groups: BTreeMap<String, (Contender, u64)> = BTreeMap::new();
    for contender in contenders {
        let id = contender.id.clone();
        groups.entry(id).and_modify(|(_, size)| *size += 1).or_insert((contender, 1));
    }
    groups.into_values().collect()
}

fn ranking(function: Standing, mut values: Vec<Placed>) -> Ranking {
    values.sort_by(Placed::lowest_first);
    match function {
        Standing::Rank => {
            let values = values.into_iter().filter_map(|placed| placed.value).collect();
            Ranking { fifths: Vec::new(), values }
        }
        Standing::Quintile => {
            let (size, larger) = (values.len() / 5, values.len() % 5);
            // As in SQL's ntile, the first fifths take one more where it does not come out even.
            let starts = (1..5).map(|fifth| fifth * size + fifth.min(larger));
            let fifths = starts.filter_map(|start| values.get(start).cloned()).collect();
            Ranking { fifths, values: Vec::new() }
        }
    }
}

impl Ranking {
    /// 1 for the lowest fifth to 5 for the highest.
    pub(super) fn quintile(&self, placed: &Placed) -> usize {
        1 + self.fifths.iter().filter(|first| first.lowest_first(placed).is_le()).count()
    }

    /// 1 for the highest; those with the same value share a rank.
    pub(super) fn rank(&self, value: &Value<'_>) -> usize {
        let above = self.values.partition_point(|other| compared(other, value).is_le());
        1 + self.values.len() - above
    }
}
