//! What gifts cost and are worth for one customer, as far as that is calculated.

use crate::plan::{Amount, GiftId, Grant, GrantAmount, Plan};
use crate::terms::Cap;
use crate::values::{Decimal, Value};

use super::context::Context;
use super::judge::Judge;
use super::view::View;

/// An amount that is calculated for each customer.
pub(super) type Calculated = (GiftId, GrantAmount);

/// All of a plan, in order.
pub(super) fn calculated(plan: &Plan) -> Vec<Calculated> {
    let amounts = [GrantAmount::Cost, GrantAmount::Worth];
    let all = (0..plan.gifts.len()).flat_map(|gift| amounts.map(|amount| (gift, amount)));
    let is_calculated = |(gift, amount): &Calculated| {
        plan.gifts[*gift].amount(*amount).is_some_and(|amount| amount.calculated().is_some())
    };
    all.filter(is_calculated).collect()
}

/// What calculated amounts come to before a step.
#[derive(Clone, Debug, Default)]
pub(super) struct Amounts {
    /// By their places in [`Context::calculated`]; `None` of those that are unknown, and of those
    /// that what is asked for does not need.
    known: Vec<Option<Decimal>>,
}

impl Amounts {
    /// Works out those that the gifts need that are asked for, the first of the file first.
    pub(super) fn work_out<J: Judge>(
        &mut self,
        at: &Context,
        judge: &mut J,
        asked: &[GiftId],
    ) -> Result<(), J::Fault> {
        self.known.clear();
        for needed in at.calculated.iter() {
            let known =
                if is_needed(at, *needed, asked) { judge.today(needed.0, needed.1)? } else { None };
            self.known.push(known);
        }
        Ok(())
    }

    /// What a gift costs or is worth today; `None` if the file does not say, or it is unknown.
    pub(super) fn today(&self, at: &Context, gift: GiftId, amount: GrantAmount) -> Option<Decimal> {
        match at.plan.gifts[gift].amount(amount)? {
            Amount::Plain(amount) => Some(*amount),
            Amount::Calculated(_) => {
                let place = at.calculated.binary_search(&(gift, amount)).ok()?;
                self.known.get(place).copied().flatten()
            }
        }
    }

    /// Whether the file says how to calculate an amount of a gift, and it is unknown.
    pub(super) fn lacks(&self, at: &Context, gift: GiftId) -> bool {
        let mut calculated = at.calculated.iter().filter(|(other, _)| *other == gift);
        calculated.any(|(_, amount)| self.today(at, gift, *amount).is_none())
    }

    /// What something in the history cost: if it does not say, what one costs today, and nothing if
    /// that is unknown.
    pub(super) fn cost_of(&self, at: &Context, grant: &Grant) -> Decimal {
        let cost = grant.cost.or_else(|| self.today(at, grant.gift, GrantAmount::Cost));
        cost.unwrap_or(Decimal::ZERO)
    }
}

/// Whether an amount is that of a gift that is asked for, or counts toward a limit of one.
fn is_needed(at: &Context, (gift, amount): Calculated, asked: &[GiftId]) -> bool {
    let is_asked = |gift: &GiftId| asked.binary_search(gift).is_ok();
    let counts = |limit: &usize| {
        let limit = &at.plan.limits[*limit];
        matches!(limit.cap, Cap::Money(_)) && limit.gifts.iter().any(is_asked)
    };
    is_asked(&gift) || amount == GrantAmount::Cost && at.periods.limits_of(gift).iter().any(counts)
}

impl View<'_> {
    /// What a gift costs or is worth today; `None` if the file does not say, or if it is unknown,
    /// negative or cannot be kept exactly.
    pub(super) fn today_of(&self, gift: GiftId, amount: GrantAmount) -> Option<Decimal> {
        match self.at.plan.gifts[gift].amount(amount)? {
            Amount::Plain(amount) => Some(*amount),
            Amount::Calculated(value) => {
                let number = self.number(value, None).ok().flatten()?;
                (!number.is_negative()).then(|| number.normalized())
            }
        }
    }

    /// The same of something in the history, which may say it.
    pub(super) fn of_grant(&self, grant: &Grant, amount: GrantAmount) -> Option<Value<'static>> {
        let known = grant.amount(amount).or_else(|| self.today_of(grant.gift, amount));
        known.map(Value::Number)
    }
}
