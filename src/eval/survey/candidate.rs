//! A customer whom a survey looks at, and what they are put in order by.

use crate::plan::{Expr, GiftId, Grant, Plan, StageId};
use crate::values::Value;

use super::super::Fault;
use super::super::judge::Judge;
use super::super::rank::owned;
use super::super::view::View;

/// What customers are put in order by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Measure {
    /// That of a standing of the plan.
    Standing(usize),
    /// Who enters a stage first.
    Entering(StageId),
    /// Who makes room in a full stage first.
    MakingRoom(StageId),
    /// Who gets a gift first.
    Getting(GiftId),
}

/// A customer before a step, as a survey looks at them.
pub(in super::super) trait Candidate: Judge {
    /// The id of the customer.
    fn id(&self) -> &str;

    /// The stage in the record; `None` for somebody new.
    fn stage(&self) -> Option<StageId>;

    /// The history as far as it has happened.
    fn given(&self) -> &[Grant];

    /// What a measure comes to; `None` if that is not known, or nobody declared it.
    fn measured(&mut self, by: Measure) -> Result<Option<Value<'static>>, Self::Fault>;
}

impl Measure {
    /// All that a plan has.
    pub(crate) fn all(plan: &Plan) -> impl Iterator<Item = (Measure, &Expr)> {
        let standings = (0..plan.standings.len()).map(Measure::Standing);
        let entering = (0..plan.stages.len()).map(Measure::Entering);
        let making_room = (0..plan.stages.len()).map(Measure::MakingRoom);
        let getting = (0..plan.gifts.len()).map(Measure::Getting);
        let all = standings.chain(entering).chain(making_room).chain(getting);
        all.filter_map(|measure| Some((measure, measure.declared(plan)?)))
    }

    /// As the plan declares it, if it does.
    fn declared(self, plan: &Plan) -> Option<&Expr> {
        match self {
            Measure::Standing(standing) => Some(&plan.standings[standing].value),
            Measure::Entering(stage) => plan.stages[stage].capacity.as_ref()?.by.as_ref(),
            Measure::MakingRoom(stage) => {
                let capacity = plan.stages[stage].capacity.as_ref()?;
                capacity.makes_room.as_ref().map(|way| &way.by)
            }
            Measure::Getting(gift) => plan.gifts[gift].budget.as_ref()?.by.as_ref(),
        }
    }
}

impl Candidate for View<'_> {
    fn id(&self) -> &str {
        &self.record.id.text
    }

    fn stage(&self) -> Option<StageId> {
        self.record.stage
    }

    fn given(&self) -> &[Grant] {
        &self.state.given
    }

    fn measured(&mut self, by: Measure) -> Result<Option<Value<'static>>, Fault> {
        match by.declared(&self.at.plan) {
            Some(by) => Ok(self.value(by, None)?.and_then(owned)),
            None => Ok(None),
        }
    }
}
