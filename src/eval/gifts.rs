//! A gift that a rule asks for, on its way through everything that may hold it back.

use crate::plan::{Gift, GiftId, Grant, RuleId, StageId};
use crate::terms::{Cap, HowOften};
use crate::values::{Decimal, DecimalFault, Instant};

use super::context::Context;
use super::state::State;
use super::{Decision, Fault, Given, Reason, Withheld, sample};

/// A stay in a stage, to which a gift belongs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stay {
    pub stage: StageId,
    /// When it began, where that is known.
    pub began: Option<Instant>,
}

/// A gift that a rule asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub gift: GiftId,
    pub rule: RuleId,
    /// The stay in a stage that it belongs to.
    pub stay: Stay,
    /// Whether something holds it back, or may do so.
    pub paused: bool,
    /// Whether it is owed: then it is not asked again whom it is for.
    pub owed: bool,
}

/// Takes a gift through all filters. One that is asked for twice is given once, by the first asking
/// that passes; if none does, the first one's reason counts.
pub(super) fn give(
    at: &Context,
    id: &str,
    state: &mut State<'_>,
    ask: &Asked,
    decision: &mut Decision,
) -> Result<(), Fault> {
    let Asked { gift, rule, .. } = *ask;
    if decision.given.iter().any(|given| given.gift == gift) {
        return Ok(());
    }
    if !ask.owed && !is_offered(at, id, ask) {
        return Ok(());
    }
    let reason = if ask.paused { Some(Reason::Pause) } else { withheld(at, id, state, ask) };
    match reason {
        None => {
            let (cost, worth) = record(at, state, ask)?;
            decision.given.push(Given { gift, rule, cost, worth });
            decision.withheld.retain(|withheld| withheld.gift != gift);
        }
        Some(reason) => {
            if !decision.withheld.iter().any(|withheld| withheld.gift == gift) {
                decision.withheld.push(Withheld { gift, rule, reason, kept: false });
            }
        }
    }
    Ok(())
}

/// Whether this customer in this stage gets it at all; those who do not are not reported.
fn is_offered(at: &Context, id: &str, ask: &Asked) -> bool {
    let gift = &at.plan.gifts[ask.gift];
    let in_stage = gift.only_in.as_ref().is_none_or(|stages| stages.contains(&ask.stay.stage));
    in_stage
        && gift.sample.is_none_or(|drawn| {
            let key = if drawn.monthly {
                format!("{}:{id}:{}", gift.name, at.clock.today().strftime("%Y-%m"))
            } else {
                format!("{}:{id}", gift.name)
            };
            sample::is_in(&key, drawn.share)
        })
}

/// The first reason not to give it, if there is one.
fn withheld(at: &Context, id: &str, state: &State<'_>, ask: &Asked) -> Option<Reason> {
    let gift = &at.plan.gifts[ask.gift];
    if repeats(at, state, ask) {
        return Some(Reason::Repeat);
    }
    if at.periods.limits_of(ask.gift).iter().any(|limit| is_over(at, state, *limit, gift)) {
        return Some(Reason::Limit);
    }
    let held_out = gift
        .holdout
        .is_some_and(|share| sample::is_in(&format!("{}:holdout:{id}", gift.name), share));
    held_out.then_some(Reason::Holdout)
}

/// Writes a gift into the history, so that what comes later in the step knows of it. Says what it
/// costs and what it is worth now.
fn record(
    at: &Context,
    state: &mut State<'_>,
    ask: &Asked,
) -> Result<(Option<Decimal>, Option<Decimal>), Fault> {
    let gift = &at.plan.gifts[ask.gift];
    let earlier = state.given.iter().filter(|grant| grant.gift == ask.gift).count();
    let worth = gift.worth.map(|worth| faded(worth, gift.fades, earlier)).transpose()?;
    let grant = Grant { gift: ask.gift, at: Some(at.clock.as_of()), cost: gift.costs, worth };
    state.given.push(grant);
    Ok((gift.costs, worth))
}

/// What is left of a worth after this many earlier grants, to 20 decimals.
fn faded(worth: Decimal, fades: Option<Decimal>, earlier: usize) -> Result<Decimal, DecimalFault> {
    let one = Decimal::from(1i64);
    let Some(fades) = fades else { return Ok(worth) };
    let kept = one.checked_sub(fades)?;
    let mut left = worth;
    for _ in 0..earlier {
        let product = left.checked_mul(kept)?;
        left = product.checked_div(one).unwrap_or(Ok(product))?.normalized();
        if left == Decimal::ZERO {
            break;
        }
    }
    Ok(left)
}

/// Whether one more goes beyond what a customer may get.
fn is_over(at: &Context, state: &State<'_>, limit: usize, gift: &Gift) -> bool {
    let (limit, begin) = (&at.plan.limits[limit], at.periods.limit(limit));
    let is_of = |gift: &GiftId| limit.gifts.binary_search(gift).is_ok();
    let counted = state.given.iter().filter(|grant| begin.takes(grant.at) && is_of(&grant.gift));
    match limit.cap {
        Cap::Count(cap) => counted.count() as u64 >= cap,
        Cap::Money(cap) => {
            let Some(cost) = gift.costs.filter(|cost| *cost > Decimal::ZERO) else { return false };
            let sum = counted.map(|grant| at.cost(grant)).try_fold(cost, Decimal::checked_add);
            sum.is_err() || sum.is_ok_and(|sum| sum > cap)
        }
    }
}

/// Whether it was given as often as its frequency allows. What was given at an unknown time could
/// have been just now, so it always counts; and nothing is given twice at one instant.
fn repeats(at: &Context, state: &State<'_>, ask: &Asked) -> bool {
    let as_of = at.clock.as_of();
    let history = || state.given.iter().filter(|grant| grant.gift == ask.gift);
    if history().any(|grant| grant.at.is_none_or(|given| given == as_of)) {
        return true;
    }
    match at.plan.gifts[ask.gift].how_often {
        HowOften::EveryTime => false,
        HowOften::Once => history().next().is_some(),
        HowOften::Times(times, _) => {
            let begin = at.periods.often(ask.gift);
            history().filter(|grant| begin.takes(grant.at)).count() >= times as usize
        }
        HowOften::OncePerStay => match ask.stay.began {
            Some(began) => history().any(|grant| grant.at.is_none_or(|given| given >= began)),
            None => history().next().is_some(),
        },
    }
}
