use crate::plan::{GiftId, Grant, RuleId};
use crate::syntax::tree::{HowOften, Per};
use crate::values::Instant;

use super::state::State;
use super::{Decision, Evaluator, Given, Reason, Withheld};

/// A gift that a rule asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub gift: GiftId,
    pub rule: RuleId,
    /// When the stay in a stage began that it belongs to, where that is known.
    pub stay: Option<Instant>,
}

/// Takes the gifts one after the other in the order asked, each through all filters. One that is
/// asked for twice is given once, by the first asking that passes; if none does, the first one's
/// reason stands.
pub(super) fn give(
    at: &Evaluator<'_>,
    state: &mut State<'_>,
    asked: &[Asked],
    decision: &mut Decision,
) {
    for ask in asked {
        let (gift, rule) = (ask.gift, ask.rule);
        if decision.given.iter().any(|given| given.gift == gift) {
            continue;
        }
        match withheld(at, state, ask) {
            None => {
                record(at, state, ask);
                decision.given.push(Given { gift, rule });
                decision.withheld.retain(|withheld| withheld.gift != gift);
            }
            Some(reason) => {
                if !decision.withheld.iter().any(|withheld| withheld.gift == gift) {
                    decision.withheld.push(Withheld { gift, rule, reason });
                }
            }
        }
    }
}

/// Writes a gift into the history, so that what comes later in the step knows of it.
fn record(at: &Evaluator<'_>, state: &mut State<'_>, ask: &Asked) {
    let gift = &at.plan.gifts[ask.gift];
    state.given.push(Grant {
        gift: ask.gift,
        at: Some(at.clock.as_of()),
        cost: gift.costs,
        worth: gift.worth,
    });
}

/// The first reason not to give it, if there is one.
fn withheld(at: &Evaluator<'_>, state: &State<'_>, ask: &Asked) -> Option<Reason> {
    repeats(at, state, ask).then_some(Reason::Repeat)
}

/// Whether it was given as often as its frequency allows. What was given at an unknown time could
/// have been just now, so it always counts; and nothing is given twice at one instant.
fn repeats(at: &Evaluator<'_>, state: &State<'_>, ask: &Asked) -> bool {
    let as_of = at.clock.as_of();
    let history = || state.given.iter().filter(|grant| grant.gift == ask.gift);
    if history().any(|grant| grant.at.is_none_or(|given| given == as_of)) {
        return true;
    }
    let given_since = |from: Instant, included: bool| {
        let counts = |given: Instant| given > from || (included && given == from);
        history().filter(|grant| grant.at.is_some_and(counts)).count()
    };
    match at.plan.gifts[ask.gift].how_often {
        Some(HowOften::EveryTime) => false,
        Some(HowOften::Once) => history().next().is_some(),
        Some(HowOften::Times(times, Per::Rolling(duration))) => {
            given_since(at.clock.back(duration), false) >= times as usize
        }
        Some(HowOften::Times(times, Per::Calendar(period))) => {
            given_since(at.clock.start_of(period), true) >= times as usize
        }
        None => match ask.stay {
            Some(began) => given_since(began, true) > 0,
            None => history().next().is_some(),
        },
    }
}
