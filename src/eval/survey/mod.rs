//! Limits across customers: what must be known of all of them before anyone can be decided.
//!
//! Each phase looks at every record once and keeps only those who contend for something short. The
//! outcome does not depend on the order of the records or on who looked at them: contenders are
//! put in order by the declared value and then by id. So the one up to whom something reaches says who
//! gets it. Ids have to differ: of records with the same id, only one may be surveyed, and decided.

mod budgets;
mod candidate;
mod capacity;
mod contender;
mod standings;

use std::collections::BTreeMap;

use crate::plan::{GiftId, Plan, StageId};

use super::Decision;
use super::context::Context;
use super::everyone::Everyone;
use super::rank::Placed;
use budgets::{Spent, Wanted};
pub(super) use candidate::{Candidate, Measure};
use contender::Contender;

/// One thing that all records must be looked at for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Where customers rank among all: `quintile` and `rank`.
    Standings,
    /// Who gets into stages with a capacity.
    Capacity,
    /// Who gets gifts with a budget.
    Budgets,
}

impl Phase {
    /// Those that a plan must go through, in order; none, where it has no limits across customers.
    pub(super) fn of(plan: &Plan) -> Vec<Phase> {
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
}

/// What one phase has seen so far. Surveys of parts of the records can be merged.
#[derive(Clone, Debug, Default, PartialEq)]
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
    wanted: BTreeMap<GiftId, Vec<Wanted>>,
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

impl Context {
    /// Looks at a customer who was decided. Where there is a fault, the survey stays as it was.
    pub(super) fn look_at<C: Candidate>(
        &self,
        phase: Phase,
        candidate: &mut C,
        decision: &Decision,
        survey: &mut Survey,
    ) -> Result<(), C::Fault> {
        match phase {
            Phase::Standings => self.look_for_standings(candidate, survey),
            Phase::Capacity => self.look_for_capacity(candidate, decision, survey),
            Phase::Budgets => self.look_for_budgets(candidate, decision, survey),
        }
    }

    /// Counts a customer who does not contend.
    pub(super) fn count<C: Candidate>(
        &self,
        phase: Phase,
        candidate: &mut C,
        survey: &mut Survey,
    ) -> Result<(), C::Fault> {
        match phase {
            Phase::Standings => {}
            Phase::Capacity => self.count_place(candidate, survey),
            Phase::Budgets => self.count_given(candidate, survey)?,
        }
        Ok(())
    }

    /// What is known of all customers once a phase has looked at them.
    pub(super) fn outcome(&self, phase: Phase, survey: Survey) -> Everyone {
        let mut everyone = Everyone::clone(&self.everyone);
        match phase {
            Phase::Standings => everyone.rankings = self.rankings(survey),
            Phase::Capacity => self.fill(survey, &mut everyone),
            Phase::Budgets => self.spend(survey, &mut everyone),
        }
        everyone
    }
}

/// A customer at the place that a measure gives them.
fn placed<C: Candidate>(candidate: &mut C, by: Measure) -> Result<Placed, C::Fault> {
    let value = candidate.measured(by)?;
    Ok(Placed { value, id: candidate.id().to_owned() })
}
