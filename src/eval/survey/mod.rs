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
mod fifths;
mod limits;
mod prune;
mod standings;
mod total;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::plan::{GiftId, Plan, StageId};

use super::Decision;
use super::context::Context;
use super::crowd::Crowd;
use super::everyone::Everyone;
use super::rank::Placed;
use super::ranking::Ranking;
use budgets::{Spent, Wishes};
pub(super) use candidate::{Candidate, Measure};
use capacity::Incumbents;
use contender::Contender;
pub(super) use limits::Limits;
use standings::Share;

/// How many customers may be kept before it is worth while to let go of some.
const FEW: usize = 1 << 12;

/// One thing that all records must be looked at for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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

    /// What it finds out, in words.
    pub fn finds(self) -> &'static str {
        match self {
            Phase::Standings => "how customers compare, for `quintile` or `rank`",
            Phase::Capacity => "who gets into stages with a capacity",
            Phase::Budgets => "who gets gifts with a budget",
        }
    }
}

/// What one phase has seen so far. Surveys of parts of the records can be merged. Those who cannot get
/// anything any more are let go of now and then, so that a survey grows with what there is to get, and not
/// with the customers who want it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// What there is to get, once somebody has been looked at.
    #[serde(with = "limits::shared")]
    limits: Option<Arc<Limits>>,
    /// By the standings of the plan, those who have a value.
    #[serde(skip)]
    crowds: Vec<Crowd>,
    /// By the standings of the plan, what is kept of each part.
    shares: Vec<Vec<Share>>,
    /// By stage, how many were in it when the run began.
    population: BTreeMap<StageId, u64>,
    /// Those who may get into a stage.
    contenders: Vec<Contender>,
    /// By stage, how many were turned away who are not kept for it.
    turned_away: BTreeMap<StageId, u64>,
    /// By stage, those who stay and could make room.
    incumbents: BTreeMap<StageId, Incumbents>,
    /// By gift, what was given in the period before.
    spent: BTreeMap<GiftId, Spent>,
    /// By gift, those who would get it.
    wishes: BTreeMap<GiftId, Wishes>,
    /// How many it may keep until it is time to let go of some.
    #[serde(skip)]
    most: usize,
}

impl Survey {
    /// Takes up what another survey of the same phase saw.
    pub fn merge(&mut self, other: Survey) {
        if self.limits.is_none() {
            self.limits = other.limits;
        }
        self.crowds.resize_with(self.crowds.len().max(other.crowds.len()), Crowd::default);
        for (mine, theirs) in self.crowds.iter_mut().zip(other.crowds) {
            mine.merge(theirs);
        }
        self.shares.resize_with(self.shares.len().max(other.shares.len()), Vec::new);
        for (mine, theirs) in self.shares.iter_mut().zip(other.shares) {
            mine.extend(theirs);
        }
        for (counts, others) in
            [(&mut self.population, other.population), (&mut self.turned_away, other.turned_away)]
        {
            for (stage, count) in others {
                let known = counts.entry(stage).or_default();
                *known = known.saturating_add(count);
            }
        }
        self.contenders.extend(other.contenders);
        for (stage, incumbents) in other.incumbents {
            self.incumbents.entry(stage).or_default().merge(incumbents);
        }
        for (gift, spent) in other.spent {
            self.spent.entry(gift).or_default().merge(spent);
        }
        for (gift, wishes) in other.wishes {
            self.wishes.entry(gift).or_default().merge(wishes);
        }
        self.prune_if_due();
    }

    /// One of a phase that has seen nobody yet.
    pub(super) fn new(limits: &Arc<Limits>) -> Survey {
        Survey { limits: Some(Arc::clone(limits)), ..Survey::default() }
    }

    /// What is known of all customers, if it has seen all of them, besides what was known before.
    pub fn outcome(self, phase: Phase, before: &Everyone) -> Everyone {
        let mut everyone = before.clone();
        let limits = self.limits.clone().unwrap_or_default();
        match phase {
            Phase::Standings => standings::fill(&limits, self, &mut everyone),
            Phase::Capacity => capacity::fill(&limits, self, &mut everyone),
            Phase::Budgets => budgets::fill(&limits, self, &mut everyone),
        }
        everyone.phases.retain(|other| *other != phase);
        if everyone.rankings.iter().all(Ranking::is_complete) {
            everyone.phases.push(phase);
        }
        everyone
    }

    /// Makes of what it saw what has to be known of a part, besides what was known of all before.
    pub fn share(&mut self, before: &Everyone) {
        self.prune();
        if let Some(limits) = self.limits.clone() {
            standings::share(&limits, self, before);
        }
    }

    /// How many customers it keeps of those who compete, each as often as there is something that they
    /// compete for.
    pub fn kept(&self) -> usize {
        let incumbents = self.incumbents.values().map(|incumbents| incumbents.last.len());
        let wishes = self.wishes.values().map(|wishes| wishes.first.len());
        incumbents.chain(wishes).sum::<usize>() + self.contenders.len()
    }

    /// Lets go of the customers who cannot get anything any more, whichever others are surveyed. The
    /// outcome is the same.
    pub fn prune(&mut self) {
        let Some(limits) = self.limits.clone().filter(|limits| !limits.keeps_all) else { return };
        let count = |stage| limits.capacities.get(&stage).map_or(u64::MAX, |held| held.count);
        prune::contenders(&mut self.contenders, count, &mut self.turned_away);
        for (stage, incumbents) in &mut self.incumbents {
            if let Some(capacity) = limits.capacities.get(stage) {
                prune::incumbents(incumbents, *capacity);
            }
        }
        for (gift, wishes) in &mut self.wishes {
            if let Some(cap) = limits.caps.get(gift) {
                prune::wishes(wishes, *cap);
            }
        }
    }

    /// It takes time, so it is done whenever there are twice as many as were left the last time.
    fn prune_if_due(&mut self) {
        let kept = self.kept();
        if kept > self.most.max(FEW) {
            self.prune();
            self.most = 2 * self.kept();
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
            Phase::Standings => self.look_for_standings(candidate, survey)?,
            Phase::Capacity => self.look_for_capacity(candidate, decision, survey)?,
            Phase::Budgets => self.look_for_budgets(candidate, decision, survey)?,
        }
        if survey.limits.is_none() {
            survey.limits = Some(Arc::clone(&self.limits));
        }
        survey.prune_if_due();
        Ok(())
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
        let limits = survey.limits.clone().or_else(|| Some(Arc::clone(&self.limits)));
        Survey { limits, ..survey }.outcome(phase, &self.everyone)
    }
}

/// A customer at the place that a measure gives them.
fn placed<C: Candidate>(candidate: &mut C, by: Measure) -> Result<Placed, C::Fault> {
    let value = candidate.measured(by)?;
    Ok(Placed { value, id: candidate.id().to_owned() })
}
