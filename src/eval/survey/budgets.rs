//! Who gets the gifts that have a budget.

use std::collections::{BTreeMap, HashMap};

use crate::plan::{GiftId, Grant, GrantAmount};
use crate::terms::Cap;
use crate::values::Decimal;

use super::super::Decision;
use super::super::contest::{Contest, Prize};
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

/// Somebody who would get a gift, how many times, and what it would cost each time.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    placed: Placed,
    count: u64,
    cost: Decimal,
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
        let mut counts: BTreeMap<GiftId, (u64, Decimal)> = BTreeMap::new();
        for given in &decision.given {
            if self.plan.gifts[given.gift].budget.is_some() {
                let cost = given.cost.unwrap_or(Decimal::ZERO);
                counts.entry(given.gift).or_insert((0, cost)).0 += 1;
            }
        }
        let mut wanted = Vec::new();
        for (gift, (count, cost)) in counts {
            let placed = placed(candidate, Measure::Getting(gift))?;
            wanted.push((gift, Wanted { placed, count, cost }));
        }
        self.count_given(candidate, survey)?;
        for (gift, one) in wanted {
            survey.wanted.entry(gift).or_default().push(one);
        }
        Ok(())
    }

    /// Counts what a customer was given before, whether or not they contend.
    pub(super) fn count_given<C: Candidate>(
        &self,
        candidate: &mut C,
        survey: &mut Survey,
    ) -> Result<(), C::Fault> {
        let counts = |grant: &&Grant| {
            self.plan.gifts[grant.gift].budget.is_some()
                && self.periods.budget(grant.gift).takes(grant.at)
        };
        let counted = candidate.given().iter().filter(counts);
        let mut counted: Vec<_> = counted.map(|grant| (grant.gift, grant.cost)).collect();
        for (gift, cost) in &mut counted {
            if cost.is_none() {
                *cost = candidate.today(*gift, GrantAmount::Cost)?;
            }
        }
        for (gift, cost) in counted {
            let spent = survey.spent.entry(gift).or_default();
            spent.add(1, Some(cost.unwrap_or(Decimal::ZERO)));
        }
        Ok(())
    }

    /// Spends each budget on those who come first, gift by gift, as far as it reaches.
    pub(super) fn spend(&self, survey: Survey, everyone: &mut Everyone) {
        for (gift, mut wanted) in survey.wanted {
            let Some(budget) = &self.plan.gifts[gift].budget else { continue };
            let mut spent = survey.spent.get(&gift).copied().unwrap_or_default();
            wanted.sort_by(|a, b| a.placed.highest_first(&b.placed));
            let mut contest: Vec<(Placed, bool)> = Vec::new();
            let mut records: HashMap<String, Vec<(u64, Decimal)>> = HashMap::new();
            for Wanted { placed, count, cost } in &wanted {
                records.entry(placed.id.clone()).or_default().push((*count, *cost));
            }
            for Wanted { placed, .. } in wanted {
                // Records with the same id are taken together, when the first of them comes.
                let Some(records) = records.remove(&placed.id) else { continue };
                let most = reach(&mut spent, budget.cap, &records);
                if let Some(most) = most {
                    everyone.denied.entry(placed.id.clone()).or_default().push((gift, most));
                }
                contest.push((placed, most.is_none()));
            }
            let contest = Contest::of(contest.into_iter());
            everyone.contests.extend(contest.map(|contest| (Prize::Gift(gift), contest)));
        }
    }
}

/// Spends what is left on one customer, whose records want a gift that many times each, at that
/// cost. `None` if it is enough for all, else how many each record gets.
fn reach(spent: &mut Spent, cap: Cap, records: &[(u64, Decimal)]) -> Option<usize> {
    let most = records.iter().map(|(count, _)| *count).max().unwrap_or_default();
    for before in 0..most {
        let mut after = *spent;
        for (_, cost) in records.iter().filter(|(count, _)| *count > before) {
            after.add(1, Some(*cost));
        }
        let fits = match cap {
            Cap::Count(cap) => after.count <= cap,
            Cap::Money(cap) => after.money.is_some_and(|money| money <= cap),
        };
        if !fits {
            return usize::try_from(before).ok();
        }
        *spent = after;
    }
    None
}
