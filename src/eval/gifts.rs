//! A gift that a rule asks for, on its way through everything that may hold it back.

use std::sync::Arc;

use crate::plan::{Amount, Gift, GiftId, Grant, GrantAmount, RuleId, StageId};
use crate::values::{Decimal, DecimalFault, Instant};

use super::amounts::Amounts;
use super::context::Context;
use super::decision::FEW;
use super::for_each::{EventOf, Faded};
use super::repeats::{is_often_enough, repeats};
use super::state::State;
use super::used::{Used, newer};
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
    amounts: &Amounts,
    decision: &mut Decision,
) -> Result<(), Fault> {
    let Asked { gift, rule, .. } = *ask;
    if state.asked_for.is_given(gift, decision) {
        return Ok(());
    }
    if !ask.owed && !is_offered(at, id, ask) {
        return Ok(());
    }
    let passed = match withheld(at, id, state, ask, amounts) {
        Some(reason) => Err(reason),
        None => record(at, state, ask, None, amounts)?,
    };
    let was_withheld = state.asked_for.is_withheld(gift, decision);
    match passed {
        Ok((cost, worth)) => {
            if was_withheld {
                state.asked_for.reprieve(gift, None);
            }
            decision.given.push(Given { gift, event: None, rule, cost, worth });
        }
        Err(reason) if !was_withheld => {
            let event = None;
            decision.withheld.push(Withheld { gift, event, rule, reason, kept: false });
        }
        Err(_) => {}
    }
    Ok(())
}

/// The same of a gift for an event. One that it was given for before is not among those that it is
/// asked for; one that it is asked for twice gets it once.
pub(super) fn give_for(
    at: &Context,
    id: &str,
    state: &mut State<'_>,
    ask: &Asked,
    event: &EventOf,
    amounts: &Amounts,
    decision: &mut Decision,
) -> Result<(), Fault> {
    let Asked { gift, rule, .. } = *ask;
    let of_gift = state.asked_for.gift(gift, &state.given, &state.assumed);
    let fate = of_gift.fate(event);
    if fate == Some(true) || of_gift.was_given(event) {
        return Ok(());
    }
    if !ask.owed && !is_offered(at, id, ask) {
        return Ok(());
    }
    let key = event.key.clone();
    let passed = match withheld_for(at, id, state, ask, event, amounts) {
        Some(reason) => Err(reason),
        None => record(at, state, ask, key.clone(), amounts)?,
    };
    let was_given = passed.is_ok();
    match passed {
        Ok((cost, worth)) => {
            if fate.is_some() {
                state.asked_for.reprieve(gift, key.clone());
            }
            decision.given.push(Given { gift, event: key, rule, cost, worth });
        }
        Err(reason) if fate.is_none() => {
            decision.withheld.push(Withheld { gift, event: key, rule, reason, kept: false });
        }
        Err(_) => {}
    }
    state.asked_for.gift(gift, &state.given, &state.assumed).note(event, was_given);
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
pub(super) fn withheld(
    at: &Context,
    id: &str,
    state: &mut State<'_>,
    ask: &Asked,
    amounts: &Amounts,
) -> Option<Reason> {
    let gift = &at.plan.gifts[ask.gift];
    if ask.paused {
        return Some(Reason::Pause);
    }
    if is_repeat(at, state, ask) {
        return Some(Reason::Repeat);
    }
    if amounts.lacks(at, ask.gift) {
        return Some(Reason::Unknown);
    }
    if is_limited(at, state, ask.gift, amounts) {
        return Some(Reason::Limit);
    }
    is_held_out(gift, id).then_some(Reason::Holdout)
}

/// The same of a gift for an event. What holds back all that come after is found out once.
fn withheld_for(
    at: &Context,
    id: &str,
    state: &mut State<'_>,
    ask: &Asked,
    event: &EventOf,
    amounts: &Amounts,
) -> Option<Reason> {
    if ask.paused {
        return Some(Reason::Pause);
    }
    let State { given, assumed, asked_for, .. } = state;
    let of_gift = asked_for.gift(ask.gift, given, assumed);
    if is_often_enough(at, given, assumed, ask.gift, of_gift) {
        return Some(Reason::Repeat);
    }
    if event.key.is_none() || amounts.lacks(at, ask.gift) {
        return Some(Reason::Unknown);
    }
    let limits = at.periods.limits_of(ask.gift);
    let mut is_over =
        |limit: &usize| asked_for.used(*limit).is_over(at, given, *limit, ask.gift, amounts);
    if limits.iter().any(&mut is_over) {
        return Some(Reason::Limit);
    }
    is_held_out(&at.plan.gifts[ask.gift], id).then_some(Reason::Holdout)
}

/// Whether a gift was given as often as its frequency allows. A short history is looked through for
/// each gift; what a long one says of all gifts is noted.
fn is_repeat(at: &Context, state: &mut State<'_>, ask: &Asked) -> bool {
    let State { given, assumed, asked_for, .. } = state;
    match given.len() + assumed.len() <= FEW {
        true => repeats(at, ask.gift, ask.stay.began, given, assumed),
        false => asked_for.past(at, given, assumed).repeats(at, ask.gift, ask.stay.began),
    }
}

/// Whether a gift goes beyond a limit on what a customer may get. So it is with what is used up.
fn is_limited(at: &Context, state: &mut State<'_>, gift: GiftId, amounts: &Amounts) -> bool {
    let State { given, asked_for, .. } = state;
    let mut is_over = |limit: &usize| match given.len() <= FEW {
        true => Used::default().is_over(at, given, *limit, gift, amounts),
        false => asked_for.used(*limit).is_over(at, given, *limit, gift, amounts),
    };
    at.periods.limits_of(gift).iter().any(&mut is_over)
}

/// Whether a customer is in the control group of a gift.
pub(super) fn is_held_out(gift: &Gift, id: &str) -> bool {
    let share = gift.holdout;
    share.is_some_and(|share| sample::is_in(&format!("{}:holdout:{id}", gift.name), share))
}

/// What a gift costs and what it is worth now; or why it is not given after all.
type Priced = Result<(Option<Decimal>, Option<Decimal>), Reason>;

/// Writes a gift into the history, so that what comes later in the step knows of it.
fn record(
    at: &Context,
    state: &mut State<'_>,
    ask: &Asked,
    event: Option<Arc<str>>,
    amounts: &Amounts,
) -> Result<Priced, Fault> {
    let gift = &at.plan.gifts[ask.gift];
    let cost = amounts.today(at, ask.gift, GrantAmount::Cost);
    let worth = match (amounts.today(at, ask.gift, GrantAmount::Worth), gift.fades) {
        (Some(worth), Some(fades)) => match (fade(state, ask, worth, fades), &gift.worth) {
            (Ok(worth), _) => Some(worth),
            // A worth that is calculated and cannot be kept exactly is unknown.
            (Err(_), Some(Amount::Calculated(_))) => return Ok(Err(Reason::Unknown)),
            (Err(fault), Some(Amount::Plain(_)) | None) => return Err(fault.into()),
        },
        (worth, _) => worth,
    };
    let at = Some(at.clock.as_of());
    state.given.to_mut().push(Grant { gift: ask.gift, at, event, cost, worth });
    Ok(Ok((cost, worth)))
}

/// What is left of a worth after the earlier grants of a gift. One that is given for many events goes
/// on from what was left at the event before.
fn fade(
    state: &mut State<'_>,
    ask: &Asked,
    worth: Decimal,
    fades: Decimal,
) -> Result<Decimal, DecimalFault> {
    let fresh = Faded { worth, seen: 0, left: worth };
    let before = state.asked_for.faded(ask.gift).filter(|before| before.worth == worth);
    let mut faded = before.unwrap_or(fresh);
    let newer = newer(&state.given, &mut faded.seen).iter();
    let times = newer.filter(|grant| grant.gift == ask.gift).count();
    faded.left = faded_times(faded.left, fades, times)?;
    state.asked_for.note_faded(ask.gift, faded);
    Ok(faded.left)
}

/// What is left of a worth that fades this many times, to 20 decimals.
fn faded_times(worth: Decimal, fades: Decimal, times: usize) -> Result<Decimal, DecimalFault> {
    let one = Decimal::from(1i64);
    let kept = one.checked_sub(fades)?;
    let mut left = worth;
    for _ in 0..times {
        let product = left.checked_mul(kept)?;
        left = product.checked_div(one).unwrap_or(Ok(product))?.normalized();
        if left == Decimal::ZERO {
            break;
        }
    }
    Ok(left)
}
