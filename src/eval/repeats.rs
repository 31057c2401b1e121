//! Whether a customer was given a gift as often as its frequency allows.

use std::sync::Arc;

use crate::plan::{GiftId, Grant};
use crate::terms::HowOften;
use crate::values::Instant;

use super::Evaluator;
use super::context::Context;
use super::for_each::OfGift;
use super::used::newer;

/// A gift that somebody could be given now.
#[derive(Clone, Copy, Debug)]
pub struct Again<'a> {
    /// The gift.
    pub gift: GiftId,
    /// The key of the event that it would be for, if it is for one.
    pub event: Option<&'a Arc<str>>,
    /// When the stay in a stage began that it belongs to, if that is known.
    pub began: Option<Instant>,
}

impl Evaluator {
    /// Whether somebody with this history is not given a gift now because of how often it may be given, and
    /// for each event only once. What the history has of other gifts does not count.
    pub fn is_repeat(&self, again: &Again<'_>, history: &[Grant]) -> bool {
        let (at, gift) = (&self.context, again.gift);
        if at.plan.gifts[gift].each.is_none() {
            return repeats(at, gift, again.began, history, &[]);
        }
        let is_same = |grant: &Grant| grant.gift == gift && grant.event.as_ref() == again.event;
        again.event.is_some() && history.iter().any(is_same)
            || is_often_enough(at, history, &[], gift, &mut OfGift::default())
    }
}

/// Whether it was given as often as its frequency allows. What was given at an unknown time could
/// have been just now, so it always counts; and nothing is given twice at one instant. Of a gift for
/// each event, whether that holds for any of them.
pub(super) fn repeats(
    at: &Context,
    gift: GiftId,
    began: Option<Instant>,
    given: &[Grant],
    assumed: &[Grant],
) -> bool {
    if at.plan.gifts[gift].each.is_some() {
        return is_often_enough(at, given, assumed, gift, &mut OfGift::default());
    }
    let history = || given.iter().chain(assumed).filter(|grant| grant.gift == gift);
    let is_just_now = |grant: &Grant| grant.at.is_none_or(|given| at.is_now(given));
    let enough = match at.plan.gifts[gift].how_often {
        HowOften::EveryTime | HowOften::Once | HowOften::OncePerStay => 1,
        HowOften::Times(times, _) => times as usize,
    };
    history().any(is_just_now)
        || history().filter(|grant| counts(at, gift, began, grant)).count() >= enough
}

/// Whether a gift for each event was given as often as its frequency allows across all of them.
pub(super) fn is_often_enough(
    at: &Context,
    history: &[Grant],
    assumed: &[Grant],
    gift: GiftId,
    of_gift: &mut OfGift,
) -> bool {
    let enough = match at.plan.gifts[gift].how_often {
        // For each event, once is enough whatever is said.
        HowOften::EveryTime | HowOften::OncePerStay => return false,
        HowOften::Once => 1,
        HowOften::Times(times, _) => times as usize,
    };
    let counts = |grant: &&Grant| grant.gift == gift && counts(at, gift, None, grant);
    of_gift.often += newer(history, &mut of_gift.seen).iter().filter(counts).count();
    of_gift.often + assumed.iter().filter(counts).count() >= enough
}

/// Whether a grant of a gift is one of those for which it is not given again in a stay that began then.
pub(super) fn counts(at: &Context, gift: GiftId, began: Option<Instant>, grant: &Grant) -> bool {
    let Some(given) = grant.at else { return true };
    at.is_now(given)
        || match at.plan.gifts[gift].how_often {
            HowOften::EveryTime => false,
            HowOften::Once => true,
            HowOften::Times(..) => at.periods.often(gift).takes(Some(given)),
            HowOften::OncePerStay if at.plan.gifts[gift].each.is_some() => false,
            HowOften::OncePerStay => began.is_none_or(|began| given >= began),
        }
}
