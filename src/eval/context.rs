//! What is the same for all customers of an instant: everything that evaluates holds it, and it
//! calls none of them.

use std::sync::Arc;

use crate::plan::{GiftId, Plan};
use crate::values::{AsOf, Clock, Instant, Value};

use super::Everyone;
use super::amounts::{self, Calculated};
use super::periods::Periods;
use super::recipients;
use super::sample;
use super::survey::Limits;

/// A plan at an instant, and what is known of all customers together.
#[derive(Clone, Debug)]
pub(super) struct Context {
    pub plan: Arc<Plan>,
    pub clock: Clock,
    /// For each window of the plan, the instant that it reaches back to.
    pub bounds: Vec<Instant>,
    /// Where the periods of gifts, limits and budgets begin.
    pub periods: Arc<Periods>,
    /// The amounts of gifts that are calculated for each customer.
    pub calculated: Arc<[Calculated]>,
    /// The gifts that go to somebody else for each customer.
    pub addressed: Arc<[GiftId]>,
    /// Whether some gift is for each event.
    pub gives_for_events: bool,
    /// Whether a step asks for anything besides the rules of a stage: experiments, what is owed,
    /// pauses, events, calculated amounts, recipients.
    pub asks_for_more: bool,
    /// How much there is of what customers compete for.
    pub limits: Arc<Limits>,
    /// What is known about all customers together.
    pub everyone: Arc<Everyone>,
    /// Whether it is just after the `as of`, so that nothing was given, or withheld, right now.
    pub just_after: bool,
}

impl Context {
    /// One in which no other customers are known yet.
    pub(super) fn new(plan: &Arc<Plan>, as_of: AsOf) -> Context {
        let clock = Clock::new(as_of, plan.zone.clone());
        let bounds = plan.windows.iter().map(|window| clock.back(*window)).collect();
        let periods = Arc::new(Periods::of(plan, &clock));
        let calculated: Arc<[Calculated]> = amounts::calculated(plan).into();
        let addressed: Arc<[GiftId]> = recipients::addressed(plan).into();
        let gives_for_events = plan.gifts.iter().any(|gift| gift.each.is_some());
        let asks_for_more = gives_for_events
            || !plan.experiments.is_empty()
            || plan.needs.owed.is_some()
            || !plan.pauses.is_empty()
            || !calculated.is_empty()
            || !addressed.is_empty();
        Context {
            plan: Arc::clone(plan),
            clock,
            bounds,
            periods,
            calculated,
            addressed,
            gives_for_events,
            asks_for_more,
            limits: Arc::new(Limits::of(plan)),
            everyone: Arc::default(),
            just_after: false,
        }
    }

    /// The same with other knowledge of all customers.
    pub(super) fn knowing(self, everyone: Everyone) -> Context {
        Context { everyone: Arc::new(everyone), ..self }
    }

    /// Whether something happened at the very instant that is decided for.
    pub(super) fn is_now(&self, at: Instant) -> bool {
        at == self.clock.as_of() && !self.just_after
    }

    /// The arm of an experiment that the id draws; `None` beyond the last one.
    pub(super) fn arm(&self, experiment: usize, id: &str) -> Option<u16> {
        let experiment = &self.plan.experiments[experiment];
        experiment.arm(sample::drawn(&format!("{}:{id}", experiment.name)))
    }

    /// The place of a customer who has this value, by a standing of the plan; `None` if nobody
    /// was surveyed.
    pub(super) fn place_among_all(
        &self,
        standing: usize,
        value: &Value<'_>,
        id: &str,
    ) -> Option<usize> {
        self.everyone.rankings.get(standing)?.place(value, id)
    }
}
