//! What is the same for all customers of an instant: everything that evaluates holds it, and it
//! calls none of them.

use std::sync::Arc;

use crate::plan::{COST, Grant, Plan, WORTH};
use crate::terms::Standing;
use crate::values::{AsOf, Clock, Decimal, Instant, Value};

use super::Run;
use super::periods::Periods;

/// A plan at an instant, and what is known of all customers together.
#[derive(Clone, Debug)]
pub(super) struct Context<'p> {
    pub plan: &'p Plan,
    pub clock: Clock,
    /// For each window of the plan, the instant that it reaches back to.
    pub bounds: Vec<Instant>,
    /// Where the periods of gifts, limits and budgets begin.
    pub periods: Arc<Periods>,
    /// What is known about all customers together.
    pub run: Arc<Run>,
}

impl<'p> Context<'p> {
    /// One in which no other customers are known yet.
    pub(super) fn new(plan: &'p Plan, as_of: AsOf) -> Context<'p> {
        let clock = Clock::new(as_of, plan.zone.clone());
        let bounds = plan.windows.iter().map(|window| clock.back(*window)).collect();
        let periods = Arc::new(Periods::of(plan, &clock));
        Context { plan, clock, bounds, periods, run: Arc::default() }
    }

    /// The same with other knowledge of all customers.
    pub(super) fn knowing(self, run: Run) -> Context<'p> {
        Context { run: Arc::new(run), ..self }
    }

    /// An attribute of what was given. A history that does not say what a gift cost means today's
    /// cost.
    pub(super) fn of_grant(&self, grant: &Grant, attribute: usize) -> Option<Decimal> {
        let gift = &self.plan.gifts[grant.gift];
        match attribute {
            COST => grant.cost.or(gift.costs),
            WORTH => grant.worth.or(gift.worth),
            _ => None,
        }
    }

    /// What a grant cost, zero if unknown.
    pub(super) fn cost(&self, grant: &Grant) -> Decimal {
        self.of_grant(grant, COST).unwrap_or(Decimal::ZERO)
    }

    /// The place of a customer who has this value, by a standing of the plan; `None` if nobody
    /// was surveyed.
    pub(super) fn place_among_all(
        &self,
        standing: usize,
        value: &Value<'_>,
        id: &str,
    ) -> Option<usize> {
        let ranking = self.run.rankings.get(standing)?;
        Some(match self.plan.standings[standing].function {
            Standing::Rank => ranking.rank(value),
            Standing::Quintile => ranking.quintile(value, id),
        })
    }
}
