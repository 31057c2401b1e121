//! What a history uses up of a limit, counted on from where the last count ended.

use crate::plan::{GiftId, Grant, GrantAmount};
use crate::terms::Cap;
use crate::values::Decimal;

use super::amounts::Amounts;
use super::context::Context;
use super::effort::looked;

/// The entries that came into a history after those that were seen, which it notes as seen.
pub(super) fn newer<'h>(history: &'h [Grant], seen: &mut usize) -> &'h [Grant] {
    let newer = &history[(*seen).min(history.len())..];
    *seen = history.len();
    looked(newer.len());
    newer
}

/// What a history uses up of a limit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Used {
    seen: usize,
    times: u64,
    /// What it cost.
    cost: Decimal,
    /// Whether the cost cannot be kept exactly, which is beyond any limit.
    beyond: bool,
}

impl Default for Used {
    /// Nothing was seen yet.
    fn default() -> Used {
        Used { seen: 0, times: 0, cost: Decimal::ZERO, beyond: false }
    }
}

impl Used {
    /// Whether one more of a gift goes beyond what a customer may get, after this history.
    pub(super) fn is_over(
        &mut self,
        at: &Context,
        history: &[Grant],
        limit: usize,
        gift: GiftId,
        amounts: &Amounts,
    ) -> bool {
        match at.plan.limits[limit].cap {
            Cap::Count(cap) => {
                self.go_on(at, history, limit, |_| None);
                self.times >= cap
            }
            Cap::Money(cap) => {
                let cost = amounts.today(at, gift, GrantAmount::Cost);
                let Some(cost) = cost.filter(|cost| *cost > Decimal::ZERO) else { return false };
                self.go_on(at, history, limit, |grant| Some(amounts.cost_of(at, grant)));
                let sum = self.cost.checked_add(cost);
                self.beyond || sum.is_err() || sum.is_ok_and(|sum| sum > cap)
            }
        }
    }

    fn go_on(
        &mut self,
        at: &Context,
        history: &[Grant],
        limit: usize,
        cost: impl Fn(&Grant) -> Option<Decimal>,
    ) {
        let (limit, begin) = (&at.plan.limits[limit], at.periods.limit(limit));
        for grant in newer(history, &mut self.seen) {
            if !begin.takes(grant.at) || limit.gifts.binary_search(&grant.gift).is_err() {
                continue;
            }
            self.times += 1;
            match cost(grant).map(|cost| self.cost.checked_add(cost)) {
                Some(Ok(sum)) => self.cost = sum,
                Some(Err(_)) => self.beyond = true,
                None => {}
            }
        }
    }
}
