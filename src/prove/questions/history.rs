//! A history that the rules allow, after which one more is given.

use jiff::ToSpan;
use jiff::civil::Date;

use super::bound::{Bounds, Measure};
use crate::eval::{Decision, Evaluator, Record};
use crate::plan::{GiftId, Grant, Plan};
use crate::prove::rules::Prover;
use crate::terms::{Cap, HowOften, Per};
use crate::values::{AsOf, Clock, Decimal, Instant};

/// As many days before the decision nothing was given: conditions may ask for that.
const QUIET: [i64; 6] = [0, 1, 8, 32, 95, 190];

/// A history has no more entries than this: nobody reads a longer example.
const LONGEST: usize = 40;

/// So many days are looked at for a history at most.
const DAYS: i64 = 800;

impl<'p> Prover<'p> {
    /// The customer with such a history that more than so much is given, with what is given now.
    pub(super) fn after_history(
        &self,
        evaluator: &Evaluator,
        record: Record<'static>,
        gift: GiftId,
        gifts: &[GiftId],
        most: Decimal,
        bounds: &Bounds<'_>,
    ) -> Option<Record<'static>> {
        QUIET.iter().find_map(|quiet| {
            let mut record = record.clone();
            let next = bounds.cost(gift).unwrap_or(Decimal::ZERO);
            let past = Past { plan: self.plan, gifts, bounds, clock: evaluator.clock(), next };
            past.fill(&mut record, most, *quiet)?;
            let decision = self.decides(None, evaluator, &record)?;
            let is_shown = past.sum(&record.given, &decision)? > most
                && decision.given.iter().any(|given| gifts.contains(&given.gift))
                && lawful(self.plan, evaluator.clock(), &record.given);
            is_shown.then_some(record)
        })
    }
}

struct Past<'a> {
    plan: &'a Plan,
    gifts: &'a [GiftId],
    bounds: &'a Bounds<'a>,
    clock: &'a Clock,
    /// What one more counts for.
    next: Decimal,
}

impl Past<'_> {
    /// Adds what may have been given before, the earliest first, until one more is too much.
    fn fill(&self, record: &mut Record<'static>, most: Decimal, quiet: i64) -> Option<()> {
        let (first, last) =
            (self.first_day()?, self.clock.today().checked_sub((quiet + 1).days()).ok()?);
        let mut gifts = self.gifts.to_vec();
        gifts.sort_by_key(|gift| std::cmp::Reverse(self.bounds.cost(*gift)));
        let mut sum = self.before(&record.given)?;
        let days = i64::from(first.until(last).ok()?.get_days());
        let step = (days / DAYS).max(1);
        let mut day = first;
        while day <= last && sum.checked_add(self.next).ok()? <= most {
            let at = self.clock.first_instant(day);
            let then = Clock::new(AsOf::Instant(at), self.plan.zone.clone());
            for gift in &gifts {
                if record.given.len() >= LONGEST {
                    return None;
                }
                // Whether chance would have given it then is not known.
                let of = &self.plan.gifts[*gift];
                if gifts.len() > 1 && (of.sample.is_some() || of.holdout.is_some()) {
                    continue;
                }
                let Some(cost) = self.bounds.cost(*gift).filter(|cost| *cost > Decimal::ZERO)
                else {
                    continue;
                };
                let is_enough = sum.checked_add(self.next).ok()? > most;
                if !is_enough && may_give(self.plan, &then, &record.given, *gift) {
                    let gift = *gift;
                    record.given.push(Grant {
                        gift,
                        at: Some(at),
                        event: None,
                        cost: None,
                        worth: None,
                    });
                    sum = sum.checked_add(cost).ok()?;
                }
            }
            day = day.checked_add(step.days()).ok()?;
        }
        let per_stay =
            |grant: &Grant| matches!(self.plan.gifts[grant.gift].how_often, HowOften::OncePerStay);
        if record.stage_since.is_none()
            && record.stage.is_some()
            && record.given.iter().any(per_stay)
        {
            record.stage_since = Some(self.clock.first_instant(self.clock.today()));
        }
        Some(())
    }

    /// The first day that is all in the period.
    fn first_day(&self) -> Option<Date> {
        let today = self.clock.today();
        match self.bounds.per {
            None => today.checked_sub(2.years()).ok(),
            Some(Per::Rolling(duration)) => {
                self.clock.day_of(self.clock.back(duration)).tomorrow().ok()
            }
            Some(Per::Calendar(period)) => Some(self.clock.day_of(self.clock.start_of(period))),
        }
    }

    /// What a history comes to in the period.
    fn before(&self, history: &[Grant]) -> Option<Decimal> {
        let mut sum = Decimal::ZERO;
        for grant in history.iter().filter(|grant| self.gifts.contains(&grant.gift)) {
            if self.bounds.per.is_none_or(|per| is_in(per, self.clock, grant.at)) {
                let cost = match self.bounds.measure {
                    Measure::Cost => grant.cost.or_else(|| self.bounds.cost(grant.gift)),
                    Measure::Times => self.bounds.cost(grant.gift),
                };
                sum = sum.checked_add(cost?).ok()?;
            }
        }
        Some(sum)
    }

    /// The same with what is given now.
    fn sum(&self, history: &[Grant], decision: &Decision) -> Option<Decimal> {
        let mut sum = self.before(history)?;
        for given in decision.given.iter().filter(|given| self.gifts.contains(&given.gift)) {
            let cost = match self.bounds.measure {
                Measure::Cost => given.cost.unwrap_or(Decimal::ZERO),
                Measure::Times => Decimal::from(1i64),
            };
            sum = sum.checked_add(cost).ok()?;
        }
        Some(sum)
    }
}

/// Whether something was given in the period that ends at an instant.
fn is_in(per: Per, clock: &Clock, at: Option<Instant>) -> bool {
    let Some(at) = at else { return true };
    let begun = match per {
        Per::Rolling(duration) => at > clock.back(duration),
        Per::Calendar(period) => at >= clock.start_of(period),
    };
    begun && at <= clock.as_of()
}

/// Whether each gift of a history was allowed when it was given.
fn lawful(plan: &Plan, now: &Clock, history: &[Grant]) -> bool {
    let mut history = history.to_vec();
    history.sort_by_key(|grant| grant.at);
    (0..history.len()).all(|place| {
        let Some(at) = history[place].at else { return false };
        let then = Clock::new(AsOf::Instant(at), now.zone().clone());
        may_give(plan, &then, &history[..place], history[place].gift)
    })
}

/// Whether how often it is given, and limits, allow a gift after a history.
fn may_give(plan: &Plan, then: &Clock, before: &[Grant], gift: GiftId) -> bool {
    let of = &plan.gifts[gift];
    let mut earlier = before.iter().filter(|grant| grant.gift == gift);
    let is_often_enough = match of.how_often {
        HowOften::Once => earlier.next().is_some(),
        HowOften::Times(times, per) => {
            let times = usize::try_from(times).unwrap_or(usize::MAX);
            earlier.filter(|grant| is_in(per, then, grant.at)).count() >= times
        }
        HowOften::OncePerStay | HowOften::EveryTime => {
            earlier.any(|grant| grant.at == Some(then.as_of()))
        }
    };
    !is_often_enough
        && plan.limits.iter().filter(|limit| limit.gifts.contains(&gift)).all(|limit| {
            let counted = before.iter().filter(|grant| limit.gifts.contains(&grant.gift));
            let counted = counted.filter(|grant| is_in(limit.per, then, grant.at));
            match limit.cap {
                Cap::Count(cap) => u64::try_from(counted.count()).is_ok_and(|count| count < cap),
                Cap::Money(cap) => {
                    let cost = |gift: GiftId| match &plan.gifts[gift].costs {
                        Some(amount) => amount.plain(),
                        None => Some(Decimal::ZERO),
                    };
                    let all: Option<Decimal> = counted
                        .map(|grant| grant.cost.or_else(|| cost(grant.gift)))
                        .chain([cost(gift)])
                        .try_fold(Decimal::ZERO, |sum, cost| sum.checked_add(cost?).ok());
                    cost(gift) == Some(Decimal::ZERO) || all.is_some_and(|sum| sum <= cap)
                }
            }
        })
}
