//! Who gets the gifts that have a budget.

use std::collections::HashMap;

use crate::terms::Cap;
use crate::values::Decimal;

use super::super::Decision;
use super::super::context::Context;
use super::super::everyone::Everyone;
use super::super::rank::Placed;
use super::candidate::{Candidate, Measure};
use super::{Survey, placed};

/// What was given before: how often, and for how much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spent {
    pub(super) count: u64,
    /// `None` if it is more than can be counted.
    pub(super) money: Option<Decimal>,
}

impl Default for Spent {
    fn default() -> Spent {
        Spent { count: 0, money: Some(Decimal::ZERO) }
    }
}

impl Spent {
    pub(super) fn add(&mut self, count: u64, money: Option<Decimal>) {
        self.count += count;
        self.money = match (self.money, money) {
            (Some(a), Some(b)) => a.checked_add(b).ok(),
            (None, _) | (_, None) => None,
        };
    }
}

impl Context {
    pub(super) fn look_for_budgets<C: Candidate>(
        &self,
        candidate: &mut C,
        decision: &Decision,
        survey: &mut Survey,
    ) -> Result<(), C::Fault> {
        let mut wanted = Vec::new();
        for given in &decision.given {
            if self.plan.gifts[given.gift].budget.is_some() {
                wanted.push((given.gift, placed(candidate, Measure::Getting(given.gift))?));
            }
        }
        for (gift, placed) in wanted {
            survey.wanted.entry(gift).or_default().push(placed);
        }
        self.count_given(candidate, survey);
        Ok(())
    }

    /// Counts what a customer was given before, whether or not they contend.
    pub(super) fn count_given<C: Candidate>(&self, candidate: &C, survey: &mut Survey) {
        for grant in candidate.given() {
            if self.plan.gifts[grant.gift].budget.is_some()
                && self.periods.budget(grant.gift).takes(grant.at)
            {
                let spent = survey.spent.entry(grant.gift).or_default();
                spent.add(1, Some(self.cost(grant)));
            }
        }
    }

    /// Spends each budget on those who come first, as far as it reaches.
    pub(super) fn spend(&self, survey: Survey, everyone: &mut Everyone) {
        for (gift, mut wanted) in survey.wanted {
            let Some(budget) = &self.plan.gifts[gift].budget else { continue };
            let cost = self.plan.gifts[gift].costs.unwrap_or(Decimal::ZERO);
            let mut spent = survey.spent.get(&gift).copied().unwrap_or_default();
            wanted.sort_by(Placed::highest_first);
            let mut sizes: HashMap<String, u64> = HashMap::new();
            for placed in &wanted {
                *sizes.entry(placed.id.clone()).or_default() += 1;
            }
            for placed in wanted {
                // Records with the same id are taken together, when the first of them comes.
                let Some(size) = sizes.remove(&placed.id) else { continue };
                let mut after = spent;
                let costs = i64::try_from(size).ok().map(Decimal::from);
                after.add(size, costs.and_then(|size| size.checked_mul(cost).ok()));
                let fits = match budget.cap {
                    Cap::Count(cap) => after.count <= cap,
                    Cap::Money(cap) => after.money.is_some_and(|money| money <= cap),
                };
                if fits {
                    spent = after;
                } else {
                    everyone.denied.entry(placed.id).or_default().push(gift);
                }
            }
        }
    }
}
